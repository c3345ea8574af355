// SPDX-License-Identifier: Apache-2.0
// The names under which JavaScript sees the engine, and nothing else; what they do is in the handles. Answers are JSON
// texts, failed ones {"error":{"code","message","where"}}.
#include <emscripten/bind.h>

#include "benchmark_handle.hpp"
#include "study_handle.hpp"

using namespace emscripten;
using namespace cellar::bindings;

EMSCRIPTEN_BINDINGS(cellar) {
  function("info", &info);
  function("openBenchmark", &open_benchmark);
  function("openRecords", &open_records);

  class_<BenchmarkHandle>("Benchmark")
      .function("identity", &BenchmarkHandle::identity)
      .function("query", &BenchmarkHandle::query)
      .function("neighbours", &BenchmarkHandle::neighbours)
      .function("convert", &BenchmarkHandle::convert)
      .function("sample", &BenchmarkHandle::sample)
      .function("startStudy", &BenchmarkHandle::start_study)
      .function("gatherStudy", &BenchmarkHandle::gather_study)
      .function("startTrace", &BenchmarkHandle::start_trace);

  class_<StudyHandle>("Study")
      .function("step", &StudyHandle::step)
      .function("done", &StudyHandle::done)
      .function("news", &StudyHandle::news)
      .function("record", &StudyHandle::record);

  class_<RecordHandle>("Record")
      .function("take", &RecordHandle::take)
      .function("curves", &RecordHandle::curves)
      .function("summary", &RecordHandle::summary)
      .function("thinking", &RecordHandle::thinking)
      .function("comparison", &RecordHandle::comparison)
      .function("record", &RecordHandle::record)
      .function("csv", &RecordHandle::csv)
      .function("svg", &RecordHandle::svg);

  class_<TraceHandle>("Trace").function("next", &TraceHandle::next);
}
