// SPDX-License-Identifier: Apache-2.0
#include "study_handle.hpp"

#include <utility>

#include <emscripten/emscripten.h>

#include <cellar/benchmark/registry.hpp>
#include <cellar/io/comparison_json.hpp>
#include <cellar/io/engine_json.hpp>
#include <cellar/io/record_json.hpp>
#include <cellar/io/report_csv.hpp>
#include <cellar/io/report_svg.hpp>
#include <cellar/io/trace_json.hpp>

#include "conversions.hpp"

namespace cellar::bindings {
namespace {

double now_seconds() { return emscripten_get_now() / 1000; }

}  // namespace

struct StudyHandle::State {
  BenchmarkPointer benchmark;
  study::Session session;
  io::RunNews news = {};
};

StudyHandle::StudyHandle(BenchmarkPointer benchmark, const study::StudySpec& spec, std::vector<study::RunKey> keys)
    : state_(new State{benchmark, study::Session(spec, std::move(keys), *benchmark, study::Session::Order::in_turn,
                                                 now_seconds)}) {}

std::string StudyHandle::step(int max_evaluations) {
  const auto progress = state_->session.step(max_evaluations);
  return progress ? io::progress_json(*progress) : io::error_json(progress.error());
}

bool StudyHandle::done() const { return state_->session.done(); }

std::string StudyHandle::news() { return state_->news.next(state_->session, state_->benchmark->space()); }

std::string StudyHandle::record() const {
  return io::to_json(state_->session.record(), state_->benchmark->space());
}

RecordHandle::RecordHandle(const space::Space& space, io::GatheredStudy study)
    : space_(&space), study_(std::make_shared<io::GatheredStudy>(std::move(study))) {}

std::string RecordHandle::take(const std::string& news) {
  const auto taken = io::take_news(*study_, news, *space_);
  return taken ? "null" : io::error_json(taken.error());
}

std::string RecordHandle::curves(const std::string& name) const {
  const auto axis = to_axis(name);
  return axis ? io::curves_json(study_->record, *axis) : io::error_json(axis.error());
}

std::string RecordHandle::summary() const { return io::results_json(study_->record, *space_); }

std::string RecordHandle::thinking() const { return io::thinking_json(*study_); }

std::string RecordHandle::comparison() const { return io::comparison_json(study_->record); }

std::string RecordHandle::record() const { return io::to_json(study_->record, *space_); }

std::string RecordHandle::csv() const { return io::incumbents_csv(study_->record, *space_); }

std::string RecordHandle::svg(const std::string& name) const {
  const auto axis = to_axis(name);
  return axis ? io::curve_svg(study_->record, {.axis = *axis}) : io::error_json(axis.error());
}

TraceHandle::TraceHandle(BenchmarkPointer benchmark, const study::StudySpec& spec, study::RunKey key)
    : benchmark_(std::move(benchmark)),
      trace_(std::make_shared<study::Trace>(spec, key, *benchmark_, now_seconds)) {}

std::string TraceHandle::next() {
  const auto trial = trace_->next();
  return trial ? io::trial_json(*trial, benchmark_->space()) : io::error_json(trial.error());
}

emscripten::val open_records(const emscripten::val& texts) {
  std::vector<study::StudyRecord> parts;
  for (const auto& text : emscripten::vecFromJSArray<std::string>(texts)) {
    auto part = io::parse_record(text);
    if (!part) return to_failure(part.error());
    parts.push_back(*std::move(part));
  }
  auto whole = study::merge(parts);
  if (!whole) return to_failure(whole.error());
  const auto& space = (*benchmark::find_benchmark(whole->spec.benchmark))->space;
  std::vector<double> not_measured(whole->runs.size());
  return to_success("record", RecordHandle(space, {*std::move(whole), std::move(not_measured)}));
}

}  // namespace cellar::bindings
