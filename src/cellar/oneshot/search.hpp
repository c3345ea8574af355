// SPDX-License-Identifier: Apache-2.0
// The loop of every one-shot method: epochs of small steps, a report after each. What a report's architecture is worth a
// table says, which the loop does not know (study/one_shot_run.hpp).
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <cellar/oneshot/method.hpp>

namespace cellar::oneshot {

struct MethodSpec {
  std::string name;
  std::vector<optimizer::NamedOption> options;  ///< all of them once resolved
  friend bool operator==(const MethodSpec&, const MethodSpec&) = default;
};

/// Fills in defaults and checks names, kinds and ranges; errors name the option and its range.
base::Result<MethodSpec> resolve(const MethodSpec& spec);

/// The options of a resolved method that are not at their defaults.
std::vector<optimizer::NamedOption> changed_options(const MethodSpec& spec);

/// The state of a search after an epoch.
struct EpochReport {
  int epoch = 0;               ///< 1 for the first
  double train_loss = 0;       ///< mean cross-entropy over the epoch's batches, as they were trained
  double train_accuracy = 0;
  double one_shot_accuracy = 0;  ///< of the supernet on validation images: with all its choices for darts, darts2 and
                                 ///< pc-darts, as the chosen architecture for the others
  double entropy = 0;          ///< of the choices' weights: 1 where nothing is decided, 0 where all is
  double operations = 0;       ///< additions and multiplications since the search began
  Choice choice;
};

class Search {
 public:
  /// `spec` as from `resolve`; `space` and `task` must outlive it. Errors: those of supernet_options.
  static base::Result<Search> begin(const space::nb1shot1::OneShotSpace& space, const network::ImageTask& task,
                                    const MethodSpec& spec, std::uint64_t seed);

  int epochs() const { return epochs_; }
  bool done() const { return static_cast<int>(reports_.size()) == epochs_; }
  /// Of the epoch that is under way.
  int steps_done() const { return step_; }
  int steps_per_epoch() const;

  /// One batch, one candidate, or the report of an epoch. Error internal names epoch and step where the loss is no longer
  /// a number; the search has then ended, with the reports that it has.
  base::Result<base::Done> step();

  const std::vector<EpochReport>& reports() const { return reports_; }
  /// Of the epoch that is under way, over its batches so far; 0 before the first.
  double running_loss() const;
  Choice choice() const { return method_->choice(); }
  /// One-shot accuracy of any architecture with the present weights, on as many images as the reports'.
  double survey(const space::Architecture& architecture) {
    return training_->survey(architecture, validation_images_).accuracy();
  }

 private:
  Search(std::unique_ptr<SupernetTraining> training, std::unique_ptr<Method> method, const optimizer::Options& options);
  base::Result<base::Done> batch();
  void report();

  std::unique_ptr<SupernetTraining> training_;
  std::unique_ptr<Method> method_;
  int epochs_, warm_start_;
  std::size_t validation_images_;
  int step_ = 0;
  double loss_sum_ = 0;
  std::int64_t images_ = 0, correct_ = 0;
  std::vector<EpochReport> reports_;
};

}  // namespace cellar::oneshot
