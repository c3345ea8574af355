// SPDX-License-Identifier: Apache-2.0
#include "benchmark_handle.hpp"

#include <utility>
#include <vector>

#include <cellar/benchmark/registry.hpp>
#include <cellar/io/architecture_text.hpp>
#include <cellar/io/engine_json.hpp>
#include <cellar/io/evaluation_json.hpp>
#include <cellar/io/info_json.hpp>
#include <cellar/io/study_request.hpp>

#include "conversions.hpp"

namespace cellar::bindings {

namespace {

base::Result<study::StudySpec> to_spec(const std::string& text, const benchmark::Benchmark& benchmark) {
  auto request = io::parse_study_request(text);
  return request ? study::resolve(*std::move(request), benchmark) : request.error();
}

}  // namespace

BenchmarkHandle::BenchmarkHandle(BenchmarkPointer benchmark) : benchmark_(std::move(benchmark)) {}

std::string BenchmarkHandle::identity() const { return io::identity_json(*benchmark_); }

std::string BenchmarkHandle::query(const std::string& text, int epochs, const emscripten::val& noise_seed) const {
  const auto architecture = io::parse_architecture(benchmark_->space(), text);
  if (!architecture) return io::error_json(architecture.error());
  const auto options = to_query_options(noise_seed);
  if (!options) return io::error_json(options.error());
  const auto answer = benchmark_->query(*architecture, epochs, *options);
  return answer ? io::evaluation_line(*benchmark_, *architecture, *answer) : io::error_json(answer.error());
}

std::string BenchmarkHandle::neighbours(const std::string& text) const {
  const auto architecture = io::parse_architecture(benchmark_->space(), text);
  return architecture ? to_answer(io::neighbours_json(*benchmark_, *architecture)) : io::error_json(architecture.error());
}

std::string BenchmarkHandle::convert(const std::string& text, const std::string& form_name) const {
  const auto architecture = io::parse_architecture(benchmark_->space(), text);
  if (!architecture) return io::error_json(architecture.error());
  const auto form = io::parse_form(form_name);
  if (!form) return io::error_json(form.error());
  const auto converted = io::format_architecture(benchmark_->space(), *architecture, *form);
  return converted ? io::text_json(*converted) : io::error_json(converted.error());
}

std::string BenchmarkHandle::sample(double seed_number, int count) const {
  const auto seed = to_seed(seed_number, "seed");
  if (!seed) return io::error_json(seed.error());
  auto rng = base::Rng::derive(*seed, "sample", 0);
  std::vector<std::string> texts;
  for (int i = 0; i < count; ++i) texts.push_back(benchmark_->space().to_compact(benchmark_->space().sample(rng)));
  return io::texts_json(texts);
}

emscripten::val BenchmarkHandle::start_study(const std::string& spec_text, const std::string& run_keys) const {
  const auto spec = to_spec(spec_text, *benchmark_);
  if (!spec) return to_failure(spec.error());
  auto keys = io::parse_run_keys(run_keys, *spec);
  if (!keys) return to_failure(keys.error());
  return to_success("study", StudyHandle(benchmark_, *spec, *std::move(keys)));
}

emscripten::val BenchmarkHandle::gather_study(const std::string& spec_text) const {
  const auto spec = to_spec(spec_text, *benchmark_);
  if (!spec) return to_failure(spec.error());
  return to_success("record", RecordHandle(benchmark_->space(), io::nothing_gathered(*spec, *benchmark_)));
}

emscripten::val BenchmarkHandle::start_trace(const std::string& spec_text, const std::string& run_keys) const {
  const auto spec = to_spec(spec_text, *benchmark_);
  if (!spec) return to_failure(spec.error());
  const auto keys = io::parse_run_keys(run_keys, *spec);
  if (!keys) return to_failure(keys.error());
  if (keys->size() != 1)
    return to_failure({base::ErrorCode::invalid_argument, "a trace is of exactly one run", "run keys"});
  return to_success("trace", TraceHandle(benchmark_, *spec, keys->front()));
}

std::string info() { return io::info_json({}); }

emscripten::val open_benchmark(const std::string& name, const emscripten::val& model) {
  auto benchmark = benchmark::make_benchmark(name, to_bytes(model));
  if (!benchmark) return to_failure(benchmark.error());
  return to_success("benchmark", BenchmarkHandle(*std::move(benchmark)));
}

}  // namespace cellar::bindings
