// SPDX-License-Identifier: Apache-2.0
// What JavaScript holds of studies: the part of one that runs here, a record that grows from such parts or comes from
// files, and one run to be watched. Their lifetime ends with delete(); each keeps its benchmark alive.
#pragma once

#include <memory>
#include <string>

#include <emscripten/val.h>

#include <cellar/benchmark/benchmark.hpp>
#include <cellar/io/run_news.hpp>
#include <cellar/study/session.hpp>
#include <cellar/study/trace.hpp>

namespace cellar::bindings {

using BenchmarkPointer = std::shared_ptr<const benchmark::Benchmark>;

/// Any part of a study's runs.
class StudyHandle {
 public:
  StudyHandle(BenchmarkPointer benchmark, const study::StudySpec& spec, std::vector<study::RunKey> keys);

  /// Does up to `max_evaluations` more; the answer is how far it is.
  std::string step(int max_evaluations);
  bool done() const;

  /// What was found since the last call, for RecordHandle::take.
  std::string news();

  /// The bytes that `cellar search --json` prints of these runs.
  std::string record() const;

 private:
  struct State;
  std::shared_ptr<State> state_;  // shared: JavaScript's clone() copies the handle
};

class RecordHandle {
 public:
  RecordHandle(const space::Space& space, io::GatheredStudy study);

  /// Adds what a part of the study told; the answer is null.
  std::string take(const std::string& news);

  /// `axis`: "evaluations" or "simulated_gpu_days".
  std::string curves(const std::string& axis) const;
  std::string summary() const;
  std::string thinking() const;
  std::string comparison() const;

  /// The bytes that `cellar search --json` prints.
  std::string record() const;
  std::string csv() const;
  std::string svg(const std::string& axis) const;

 private:
  const space::Space* space_;
  std::shared_ptr<io::GatheredStudy> study_;
};

class TraceHandle {
 public:
  TraceHandle(BenchmarkPointer benchmark, const study::StudySpec& spec, study::RunKey key);

  /// The run's next trial.
  std::string next();

 private:
  BenchmarkPointer benchmark_;
  std::shared_ptr<study::Trace> trace_;
};

/// `texts`: an array of records as JSON, the parts of one study. Answer: {ok: true, record} or {error}.
emscripten::val open_records(const emscripten::val& texts);

}  // namespace cellar::bindings
