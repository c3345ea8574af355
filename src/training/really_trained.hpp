// SPDX-License-Identifier: Apache-2.0
// A benchmark that answers by really training the network it is asked for, with several seeds, on several threads. What
// was trained is kept, and read where it is asked for again; so a search that was killed is repeated for nothing as far
// as it came.
#pragma once

#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <cellar/benchmark/benchmark.hpp>
#include <training/training_pool.hpp>

namespace cellar::training {

/// Trainings by architecture (as TrainedSpace has it), then seed: each once.
using Collected = std::map<std::pair<space::Architecture, std::uint16_t>, io::CollectedTraining>;

struct ReallyTrainedOptions {
  std::vector<std::uint16_t> seeds;  ///< an answer is the mean over them
  unsigned threads = 0;              ///< 0: one per core
  std::string source;                ///< who asks: goes with every training
  /// Puts a training where it lasts; one call at a time. An error ends all queries, now and later.
  std::function<base::Result<base::Done>(const io::CollectedTraining&)> keep;
  /// Asked about ten times a second while a query waits: an error ends all queries, now and later.
  std::function<base::Result<base::Done>()> go_on;
};

/// Answers at the recipe's epochs alone. Accuracies are means over the seeds; with noise asked for, one of the seeds
/// answers. runtime_seconds is nominal, of all seeds together. Queries may come from several threads at once; those of
/// a batch are trained side by side.
class ReallyTrained final : public benchmark::Benchmark {
 public:
  /// `header` is of the journal that trainings are kept in, `known` what it has.
  ReallyTrained(std::unique_ptr<TrainedSpace> space, network::ImageTask task, const Recipe& recipe,
                io::CollectionHeader header, Collected known, ReallyTrainedOptions options);

  const std::string& name() const override { return space_->benchmark(); }
  const space::Space& space() const override { return space_->searched(); }
  const benchmark::ModelIdentity& model() const override { return identity_; }
  benchmark::FidelityRange fidelities() const override;
  /// Nothing is known beforehand: an accuracy of 0.
  const benchmark::BestKnown& best_known() const override { return best_known_; }

  /// Errors: unsupported_fidelity; those of ReallyTrainedOptions and of network::Training::begin.
  base::Result<benchmark::Evaluation> query(const space::Architecture& architecture, int epochs,
                                            const benchmark::QueryOptions& options) const override;
  base::Result<std::vector<benchmark::Evaluation>> query_batch(
      std::span<const space::Architecture> architectures, int epochs,
      std::span<const std::uint64_t> noise_seeds) const override;

 private:
  void take(const TrainingJob& job, base::Result<io::CollectedTraining> training);
  base::Result<base::Done> await(std::span<const space::Architecture> trained) const;
  bool are_known(std::span<const space::Architecture> trained) const;
  void fail(const base::Error& error) const;
  benchmark::Evaluation answer(const space::Architecture& trained, std::optional<std::uint64_t> noise_seed) const;

  const std::unique_ptr<TrainedSpace> space_;
  const network::ImageTask task_;
  const Recipe recipe_;
  const io::CollectionHeader header_;
  const ReallyTrainedOptions options_;
  benchmark::ModelIdentity identity_;
  benchmark::BestKnown best_known_;
  mutable std::mutex mutex_;  // guards the next three, and the calls of keep
  mutable Collected known_;
  mutable std::set<std::pair<space::Architecture, std::uint16_t>> asked_;  // of the pool, by any query
  mutable std::optional<base::Error> failure_;
  mutable std::condition_variable changed_;
  mutable TrainingPool pool_;  // last: its threads end before what they use
};

}  // namespace cellar::training
