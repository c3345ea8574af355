// SPDX-License-Identifier: Apache-2.0
// Tuning a one-shot method as a benchmark: an architecture is a setting of the method's hyperparameters, an evaluation
// a whole search with them, and its answer what a table says of the cell that was found (NAS-Bench-1Shot1, arXiv
// 2001.10422, section 5). Every optimizer then tunes; the original used BOHB with 25, 50 and 100 epochs and eta 2.
#pragma once

#include <functional>

#include <cellar/oneshot/tuning_space.hpp>

namespace cellar::oneshot {

/// Of the cell that a search ended with.
struct TuningOutcome {
  double val_accuracy = 0;  ///< in the table
  std::optional<double> test_accuracy;
  double runtime_seconds = 0;  ///< of the search, not of training the cell
  std::uint8_t flags = 0;      ///< benchmark::Flag, of the table's values and of the time
};

/// A search of so many epochs with these options on top of a method's own, and this seed. Same arguments, same bits.
using OneShotSearch = std::function<base::Result<TuningOutcome>(std::span<const optimizer::NamedOption> settings,
                                                                int epochs, std::uint64_t seed)>;

/// Half the original's, as a search of 50 epochs is the standard here; eta 2 fits them, too.
inline const benchmark::FidelityRange kTuningEpochs = {12, 50, "epochs", {12, 25, 50}};

/// What the benchmark is and who answers.
struct TuningTask {
  std::string name;                   ///< "fashion-1shot1-1 darts tuning-2"
  benchmark::ModelIdentity model;     ///< of the table
  benchmark::FidelityRange epochs;    ///< steps ascending
  double best_val_accuracy = 0;       ///< in the table: what no setting can exceed
  std::optional<double> best_test_accuracy = {};
  bool best_is_optimum = false;       ///< whether all cells of the table were looked at
  std::uint64_t seed = 1;             ///< of every search, unless a query has a seed of noise
};

class TuningBenchmark final : public benchmark::Benchmark {
 public:
  /// `space` must outlive it.
  TuningBenchmark(const TuningSpace& space, TuningTask task, OneShotSearch search);

  const std::string& name() const override { return task_.name; }
  const TuningSpace& space() const override { return *space_; }
  const benchmark::ModelIdentity& model() const override { return task_.model; }
  benchmark::FidelityRange fidelities() const override { return task_.epochs; }
  /// The accuracies of the table's best cells; the architecture is the standard setting, as none is known to find them.
  const benchmark::BestKnown& best_known() const override { return best_known_; }

  /// One whole search. A seed of noise is the seed of the search. Errors: unsupported_fidelity, and the search's own.
  base::Result<benchmark::Evaluation> query(const space::Architecture& architecture, int epochs,
                                            const benchmark::QueryOptions& options) const override;

 private:
  const TuningSpace* space_;
  TuningTask task_;
  OneShotSearch search_;
  benchmark::BestKnown best_known_;
};

}  // namespace cellar::oneshot
