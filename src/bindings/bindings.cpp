// SPDX-License-Identifier: Apache-2.0
// The names under which JavaScript sees the engine, and nothing else; what they do is in handles.hpp. Answers are JSON
// texts, failed ones {"error":{"code","message","where"}}.
#include <emscripten/bind.h>

#include "handles.hpp"

using namespace emscripten;
using cellar::bindings::BenchmarkHandle;
using cellar::bindings::StudyHandle;

EMSCRIPTEN_BINDINGS(cellar) {
  function("info", &cellar::bindings::info);
  function("openBenchmark", &cellar::bindings::open_benchmark);

  class_<BenchmarkHandle>("Benchmark")
      .function("identity", &BenchmarkHandle::identity)
      .function("query", &BenchmarkHandle::query)
      .function("neighbours", &BenchmarkHandle::neighbours)
      .function("convert", &BenchmarkHandle::convert)
      .function("sample", &BenchmarkHandle::sample)
      .function("startStudy", &BenchmarkHandle::start_study);

  class_<StudyHandle>("Study")
      .function("step", &StudyHandle::step)
      .function("done", &StudyHandle::done)
      .function("curves", &StudyHandle::curves)
      .function("summary", &StudyHandle::summary)
      .function("record", &StudyHandle::record)
      .function("csv", &StudyHandle::csv)
      .function("svg", &StudyHandle::svg);
}
