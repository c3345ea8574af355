// SPDX-License-Identifier: Apache-2.0
// The objects that JavaScript holds: an opened benchmark, and a study on it. Their lifetime ends with delete(); a study
// keeps its benchmark alive.
#pragma once

#include <memory>
#include <string>

#include <emscripten/val.h>

#include <cellar/benchmark/benchmark.hpp>
#include <cellar/study/session.hpp>

namespace cellar::bindings {

class StudyHandle {
 public:
  StudyHandle(std::shared_ptr<const benchmark::Benchmark> benchmark, study::Session session);

  /// Does up to `max_evaluations` more; the answer is how far it is.
  std::string step(int max_evaluations);
  bool done() const;

  /// `axis`: "evaluations" or "simulated_gpu_days".
  std::string curves(const std::string& axis) const;
  std::string summary() const;

  /// The bytes that `cellar search --json` prints.
  std::string record() const;
  std::string csv() const;
  std::string svg(const std::string& axis) const;

 private:
  std::shared_ptr<const benchmark::Benchmark> benchmark_;
  std::shared_ptr<study::Session> session_;  // shared: JavaScript's clone() copies the handle
};

class BenchmarkHandle {
 public:
  explicit BenchmarkHandle(std::shared_ptr<const benchmark::Benchmark> benchmark);

  std::string identity() const;

  /// `architecture` in any accepted form; `noise_seed`: undefined, or a whole number for an answer with noise.
  std::string query(const std::string& architecture, int epochs, const emscripten::val& noise_seed) const;
  std::string neighbours(const std::string& architecture) const;

  /// `form`: "genotype", "json", "config" or "compact".
  std::string convert(const std::string& architecture, const std::string& form) const;

  /// `count` uniform architectures in compact form.
  std::string sample(double seed, int count) const;

  /// Both texts as in io/study_request.hpp. Answer: {ok: true, study} or {error}.
  emscripten::val start_study(const std::string& spec, const std::string& run_keys) const;

 private:
  std::shared_ptr<const benchmark::Benchmark> benchmark_;
};

std::string info();

/// `model`: Uint8Array with the content of the benchmark's model file. Answer: {ok: true, benchmark} or {error}.
emscripten::val open_benchmark(const std::string& name, const emscripten::val& model);

}  // namespace cellar::bindings
