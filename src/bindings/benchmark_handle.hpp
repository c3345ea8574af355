// SPDX-License-Identifier: Apache-2.0
// The benchmark that JavaScript opened: it answers, and studies begin with it. Its lifetime ends with delete().
#pragma once

#include <string>

#include <emscripten/val.h>

#include "study_handle.hpp"

namespace cellar::bindings {

class BenchmarkHandle {
 public:
  explicit BenchmarkHandle(BenchmarkPointer benchmark);

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

  /// The record of a study whose parts run elsewhere. Answer: {ok: true, record} or {error}.
  emscripten::val gather_study(const std::string& spec) const;

  /// One run of a study: `run_keys` names exactly one. Answer: {ok: true, trace} or {error}.
  emscripten::val start_trace(const std::string& spec, const std::string& run_keys) const;

 private:
  BenchmarkPointer benchmark_;
};

std::string info();

/// `model`: Uint8Array with the content of the benchmark's model file. Answer: {ok: true, benchmark} or {error}.
emscripten::val open_benchmark(const std::string& name, const emscripten::val& model);

}  // namespace cellar::bindings
