// SPDX-License-Identifier: Apache-2.0
#include "trainer_handle.hpp"

#include <algorithm>
#include <optional>

#include <cellar/benchmark/registry.hpp>
#include <cellar/io/architecture_text.hpp>
#include <cellar/io/engine_json.hpp>
#include <cellar/io/one_shot_json.hpp>
#include <cellar/io/trainer_json.hpp>

#include "conversions.hpp"

namespace cellar::bindings {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;

Result<const space::nb1shot1::OneShotSpace*> space_of(const std::string& benchmark) {
  const auto info = benchmark::find_benchmark(benchmark);
  if (!info) return info.error();
  for (int number = 1; number <= space::nb1shot1::kSpaces; ++number)
    if (&(*info)->space == &space::nb1shot1::space(number)) return &space::nb1shot1::space(number);
  return Error{ErrorCode::invalid_argument, "has no cells that are trained here", benchmark};
}

// The cell of an architecture in any form.
Result<space::nb101::Key> cell_of(const io::CellRequest& request, const space::nb1shot1::OneShotSpace& space) {
  const auto architecture = io::parse_architecture(space, request.architecture);
  if (!architecture) return architecture.error();
  return space.key_of(*architecture);
}

}  // namespace

struct SearchHandle::State {
  std::shared_ptr<const TrainerTask> task;
  std::unique_ptr<benchmark::Benchmark> benchmark;
  study::OneShotSpec spec;
  std::optional<study::OneShotRun> run;
  std::size_t told = 0;
};

std::string SearchHandle::step(int steps) {
  auto& run = *state_->run;
  for (int i = 0; i < steps && !run.done(); ++i)
    if (const auto stepped = run.step(); !stepped) return io::error_json(stepped.error());
  const std::size_t told = std::exchange(state_->told, run.record().epochs.size());
  return io::search_progress_json(run, told, state_->benchmark->space());
}

std::string SearchHandle::weights() const {
  return io::choice_json(state_->run->search().choice(), state_->benchmark->space());
}

std::string SearchHandle::record() const {
  auto record = study::begin_record(state_->spec, *state_->benchmark, state_->task->images, state_->task->data_sha256);
  record.runs = {state_->run->record()};
  return io::to_json(record, state_->benchmark->space());
}

struct CellTrainingHandle::State {
  std::shared_ptr<const TrainerTask> task;
  network::Network<float> network;
  std::optional<network::Training> training;
  std::optional<network::TrainingOutcome> outcome;
  double loss = 0;  // of the last batch
};

std::string CellTrainingHandle::step(int steps) {
  auto& training = *state_->training;
  const auto batch = static_cast<double>(state_->network.graph->batch());
  for (int i = 0; i < steps && !training.done(); ++i) {
    const auto loss = training.step();
    if (!loss) return io::error_json(loss.error());
    state_->loss = loss->loss_sum / batch;
  }
  if (training.done() && !state_->outcome) state_->outcome = training.outcome();
  return io::cell_training_json(training, state_->loss, state_->outcome ? &*state_->outcome : nullptr);
}

emscripten::val TrainerHandle::start_search(const emscripten::val& table, const std::string& request) const {
  auto wanted = io::parse_search_request(request);
  if (!wanted) return to_failure(wanted.error());
  auto benchmark = benchmark::make_benchmark(wanted->benchmark, to_bytes(table));
  if (!benchmark) return to_failure(benchmark.error());
  auto spec = study::resolve(*std::move(wanted), **benchmark);
  if (!spec) return to_failure(spec.error());
  auto state = std::make_shared<SearchHandle::State>();
  state->task = task_;
  state->benchmark = *std::move(benchmark);
  state->spec = *std::move(spec);
  auto run = study::OneShotRun::begin(state->spec, {0, 0}, *state->benchmark, task_->images);
  if (!run) return to_failure(run.error());
  state->run.emplace(*std::move(run));
  return to_success("search", SearchHandle(std::move(state)));
}

emscripten::val TrainerHandle::start_cell(const std::string& request) const {
  const auto wanted = io::parse_cell_request(request);
  if (!wanted) return to_failure(wanted.error());
  const auto space = space_of(wanted->benchmark);
  if (!space) return to_failure(space.error());
  const auto cell = cell_of(*wanted, **space);
  if (!cell) return to_failure(cell.error());
  auto state = std::make_shared<CellTrainingHandle::State>(CellTrainingHandle::State{
      task_, network::make_nb101_network<float>(space::nb101::cell_of(*cell)), {}, {}});
  network::TrainingOptions options;
  options.epochs = wanted->epochs;
  auto training = network::Training::begin(state->network, task_->images, options, wanted->seed);
  if (!training) return to_failure(training.error());
  state->training.emplace(*std::move(training));
  return to_success("training", CellTrainingHandle(std::move(state)));
}

emscripten::val open_trainer(const emscripten::val& images) {
  auto packed = io::read_image_task(to_bytes(images));
  if (!packed) return to_failure(packed.error());
  auto task = std::make_shared<TrainerTask>(
      TrainerTask{network::standardise(packed->task), std::move(packed->data_sha256)});
  return to_success("trainer", TrainerHandle(std::move(task)));
}

std::string trainings(const emscripten::val& table, const std::string& request) {
  const auto wanted = io::parse_cell_request(request);
  if (!wanted) return io::error_json(wanted.error());
  const auto space = space_of(wanted->benchmark);
  if (!space) return io::error_json(space.error());
  const auto cell = cell_of(*wanted, **space);
  if (!cell) return io::error_json(cell.error());
  const auto results = table::unpack_training_results(to_bytes(table));
  if (!results) return io::error_json(results.error());
  const auto keys = (*space)->keys();
  const auto row = static_cast<std::size_t>(std::lower_bound(keys.begin(), keys.end(), *cell) - keys.begin());
  if (results->rows != keys.size() || results->benchmark != wanted->benchmark)
    return io::error_json({ErrorCode::mismatch, "the table is of " + results->benchmark, wanted->benchmark});
  return io::trainings_json(*results, row, space::nb101::to_compact(space::nb101::cell_of(*cell)));
}

}  // namespace cellar::bindings
