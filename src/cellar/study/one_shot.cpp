// SPDX-License-Identifier: Apache-2.0
#include <cellar/study/one_shot.hpp>

#include <algorithm>
#include <cmath>

#include <cellar/benchmark/fashion.hpp>
#include <cellar/study/ranks.hpp>

namespace cellar::study {

using base::Done;
using base::Error;
using base::ErrorCode;
using base::Result;

Result<const space::nb1shot1::OneShotSpace*> supernet_space(const benchmark::Benchmark& benchmark) {
  for (int number = 1; number <= space::nb1shot1::kSpaces; ++number)
    if (&benchmark.space() == &space::nb1shot1::space(number)) return &space::nb1shot1::space(number);
  return Error{ErrorCode::invalid_argument,
               "there is no supernet over the space of " + benchmark.name() +
                   "; take one of fashion-1shot1-1 to -3 or nb1shot1-1 to -3",
               "benchmark"};
}

Result<OneShotSpec> resolve(OneShotSpec spec, const benchmark::Benchmark& benchmark) {
  spec.benchmark = benchmark.name();
  if (const auto space = supernet_space(benchmark); !space) return space.error();
  if (spec.methods.empty())
    return Error{ErrorCode::invalid_argument, "none is given; write for example darts,gdas", "methods"};
  if (spec.correlation.architectures < 0 || spec.correlation.every < 1)
    return Error{ErrorCode::invalid_argument, "needs 0 or more architectures, every epoch or more seldom", "correlation"};
  if (spec.runs < 1) return Error{ErrorCode::invalid_argument, "must be 1 or more", "runs"};
  for (std::size_t i = 0; i < spec.methods.size(); ++i) {
    auto method = oneshot::resolve(spec.methods[i]);
    if (!method) return method.error();
    const auto end = spec.methods.begin() + static_cast<std::ptrdiff_t>(i);
    if (std::find(spec.methods.begin(), end, *method) != end)
      return Error{ErrorCode::invalid_argument, "'" + method->name + "' is there twice with the same options", "methods"};
    spec.methods[i] = *std::move(method);
  }
  return spec;
}

OneShotRecord begin_record(const OneShotSpec& spec, const benchmark::Benchmark& benchmark,
                           const network::ImageTask& task, std::string data_sha256) {
  OneShotRecord record{spec, benchmark.model(), {}, std::move(data_sha256), static_cast<std::int64_t>(task.training.size()),
                       {}};
  const auto& best = benchmark.best_known();
  if (best.is_optimum && best.test_accuracy) record.optimum = {best.val_accuracy, *best.test_accuracy};
  return record;
}

Result<OneShotRun> OneShotRun::begin(const OneShotSpec& spec, RunKey key, const benchmark::Benchmark& benchmark,
                                     const network::ImageTask& task) {
  const auto space = supernet_space(benchmark);
  if (!space) return space.error();
  auto ranked = draw_ranked(spec, key, benchmark, **space);
  if (!ranked) return ranked.error();
  const std::uint64_t seed = base::Rng::derive(spec.seed, "one-shot run", static_cast<std::uint64_t>(key.run)).next();
  auto search = oneshot::Search::begin(**space, task, spec.methods[key.optimizer], seed);
  if (!search) return search.error();
  return OneShotRun(spec, benchmark, key, *std::move(search), *std::move(ranked));
}

Result<OneShotRun::Ranked> OneShotRun::draw_ranked(const OneShotSpec& spec, RunKey key,
                                                   const benchmark::Benchmark& benchmark,
                                                   const space::nb1shot1::OneShotSpace& space) {
  Ranked ranked;
  if (spec.correlation.architectures == 0) return ranked;
  auto keys = space.keys();
  auto rng = base::Rng::derive(spec.seed, "ranked architectures", static_cast<std::uint64_t>(key.run));
  rng.shuffle(std::span(keys));
  keys.resize(std::min(keys.size(), static_cast<std::size_t>(spec.correlation.architectures)));
  for (const auto cell : keys) {
    ranked.architectures.push_back(*space.find(cell));
    const auto answer = benchmark.query(ranked.architectures.back(), benchmark.fidelities().max, {});
    if (!answer) return answer.error();
    ranked.accuracies.push_back(answer->test_accuracy.value_or(answer->val_accuracy));
  }
  return ranked;
}

Result<Done> OneShotRun::step() {
  if (const auto stepped = search_.step(); !stepped) {
    record_.failure = stepped.error().text();
    return Done{};
  }
  if (search_.reports().size() == record_.epochs.size()) return Done{};
  auto epoch = looked_up(search_.reports().back());
  if (!epoch) return epoch.error();
  if (search_.done() || epoch->report.epoch % every_ == 0) epoch->rank_correlation = rank_correlation();
  record_.epochs.push_back(*std::move(epoch));
  return Done{};
}

Result<OneShotEpoch> OneShotRun::looked_up(const oneshot::EpochReport& report) const {
  const auto answer = benchmark_->query(report.choice.architecture, benchmark_->fidelities().max, {});
  if (!answer) return answer.error();
  return OneShotEpoch{report, *answer, report.operations / benchmark::kNominalOperations + answer->runtime_seconds, {}};
}

std::optional<double> OneShotRun::rank_correlation() {
  if (ranked_.architectures.size() < 2) return std::nullopt;
  std::vector<double> one_shot;
  for (const auto& architecture : ranked_.architectures) one_shot.push_back(search_.survey(architecture));
  const double correlation = study::rank_correlation(one_shot, ranked_.accuracies);
  return std::isfinite(correlation) ? std::optional(correlation) : std::nullopt;
}

StudyRecord as_study(const OneShotRecord& record) {
  StudyRecord study;
  study.spec.benchmark = record.spec.benchmark;
  study.spec.runs = record.spec.runs;
  study.spec.seed = record.spec.seed;
  study.spec.evaluations = 0;
  study.model = record.model;
  study.optimum = record.optimum;
  study.version = record.version;
  for (const auto& method : record.spec.methods)
    study.spec.optimizers.push_back({method.name, oneshot::changed_options(method)});
  for (const auto& run : record.runs) {
    RunRecord converted;
    converted.optimizer = run.key.optimizer;
    converted.run = run.key.run;
    for (const auto& epoch : run.epochs) {
      converted.evaluations = epoch.report.epoch;
      converted.simulated_seconds = epoch.simulated_seconds;
      converted.incumbents.push_back({epoch.report.epoch, epoch.simulated_seconds, epoch.report.choice.architecture,
                                      epoch.answer, epoch.answer.fidelity, epoch.answer.val_accuracy});
    }
    study.spec.evaluations = std::max(study.spec.evaluations, converted.evaluations);
    study.runs.push_back(std::move(converted));
  }
  return study;
}

Result<StudyRecord> side_by_side(std::span<const StudyRecord> studies) {
  StudyRecord joined = studies.front();
  for (const StudyRecord& study : studies.subspan(1)) {
    if (study.spec.benchmark != joined.spec.benchmark || study.model != joined.model)
      return Error{ErrorCode::mismatch,
                   "studies of one benchmark and model can stand side by side, not " + joined.spec.benchmark + " (" +
                       joined.model.name + ") and " + study.spec.benchmark + " (" + study.model.name + ")",
                   "studies"};
    const std::size_t first = joined.spec.optimizers.size();
    joined.spec.optimizers.insert(joined.spec.optimizers.end(), study.spec.optimizers.begin(),
                                  study.spec.optimizers.end());
    joined.spec.runs = std::max(joined.spec.runs, study.spec.runs);
    joined.spec.evaluations = std::max(joined.spec.evaluations, study.spec.evaluations);
    for (RunRecord run : study.runs) {
      run.optimizer += first;
      joined.runs.push_back(std::move(run));
    }
  }
  return joined;
}

}  // namespace cellar::study
