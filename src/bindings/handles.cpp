// SPDX-License-Identifier: Apache-2.0
#include "handles.hpp"

#include <utility>
#include <vector>

#include <cellar/benchmark/registry.hpp>
#include <cellar/io/architecture_text.hpp>
#include <cellar/io/engine_json.hpp>
#include <cellar/io/evaluation_json.hpp>
#include <cellar/io/info_json.hpp>
#include <cellar/io/record_json.hpp>
#include <cellar/io/report_csv.hpp>
#include <cellar/io/report_svg.hpp>
#include <cellar/io/study_request.hpp>

#include "conversions.hpp"

namespace cellar::bindings {

StudyHandle::StudyHandle(std::shared_ptr<const benchmark::Benchmark> benchmark, study::Session session)
    : benchmark_(std::move(benchmark)), session_(std::make_shared<study::Session>(std::move(session))) {}

std::string StudyHandle::step(int max_evaluations) {
  const auto progress = session_->step(max_evaluations);
  return progress ? io::progress_json(*progress) : io::error_json(progress.error());
}

bool StudyHandle::done() const { return session_->done(); }

std::string StudyHandle::curves(const std::string& name) const {
  const auto axis = to_axis(name);
  return axis ? io::curves_json(session_->record(), *axis) : io::error_json(axis.error());
}

std::string StudyHandle::summary() const { return io::results_json(session_->record(), benchmark_->space()); }

std::string StudyHandle::record() const { return io::to_json(session_->record(), benchmark_->space()); }

std::string StudyHandle::csv() const { return io::incumbents_csv(session_->record(), benchmark_->space()); }

std::string StudyHandle::svg(const std::string& name) const {
  const auto axis = to_axis(name);
  return axis ? io::curve_svg(session_->record(), {.axis = *axis}) : io::error_json(axis.error());
}

BenchmarkHandle::BenchmarkHandle(std::shared_ptr<const benchmark::Benchmark> benchmark)
    : benchmark_(std::move(benchmark)) {}

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
  const auto request = io::parse_study_request(spec_text);
  if (!request) return to_failure(request.error());
  const auto spec = study::resolve(*request, *benchmark_);
  if (!spec) return to_failure(spec.error());
  auto keys = io::parse_run_keys(run_keys, *spec);
  if (!keys) return to_failure(keys.error());
  study::Session session(*spec, *std::move(keys), *benchmark_, study::Session::Order::in_turn);
  return to_success("study", StudyHandle(benchmark_, std::move(session)));
}

std::string info() { return io::info_json({}); }

emscripten::val open_benchmark(const std::string& name, const emscripten::val& model) {
  auto benchmark = benchmark::make_benchmark(name, to_bytes(model));
  if (!benchmark) return to_failure(benchmark.error());
  return to_success("benchmark", BenchmarkHandle(*std::move(benchmark)));
}

}  // namespace cellar::bindings
