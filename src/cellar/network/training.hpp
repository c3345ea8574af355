// SPDX-License-Identifier: Apache-2.0
// Trains a network on an image task and measures it.
#pragma once

#include <cstdint>

#include <cellar/base/result.hpp>
#include <cellar/network/batch_feed.hpp>
#include <cellar/network/descent.hpp>
#include <cellar/network/image_task.hpp>
#include <cellar/network/loss.hpp>
#include <cellar/network/network.hpp>
#include <cellar/network/schedule.hpp>
#include <cellar/network/training_options.hpp>

namespace cellar::network {

/// Any change to the bits of a training is a new version; results of different ones are never put together.
inline constexpr int kTrainerVersion = 1;

struct Score {
  std::int64_t images = 0;
  std::int64_t correct = 0;
  double mean_loss = 0;
  double accuracy() const { return images > 0 ? static_cast<double>(correct) / static_cast<double>(images) : 0; }
};

struct TrainingOutcome {
  Score training, validation, test;  ///< all in evaluation mode, after the last step
  std::int64_t macs = 0;             ///< multiply-adds of a forward pass for one image
  std::int64_t parameters = 0;
};

/// One training, step by step, so that whoever runs it can show progress and stop. Same seed, same bits: random numbers
/// come from (seed, purpose, the network's identity).
class Training {
 public:
  /// Draws the initial weights. The network and the task must outlive it. Error invalid_argument: options out of range,
  /// or fewer training images than a batch.
  static base::Result<Training> begin(Network<float>& network, const ImageTask& task, const TrainingOptions& options,
                                      std::uint64_t seed);

  int steps() const { return schedule_.steps; }
  int steps_done() const { return step_; }
  bool done() const { return step_ == schedule_.steps; }

  /// One batch. Error internal names the step where the loss is no longer a number; the training has then ended.
  base::Result<BatchLoss> step();

  /// Takes about a tenth of the training.
  TrainingOutcome outcome();

 private:
  Training(Network<float>& network, const ImageTask& task, const TrainingOptions& options, std::uint64_t seed);

  Network<float>* network_;
  const ImageTask* task_;
  TrainingOptions options_;
  BatchFeed feed_;
  Schedule schedule_;
  Sgd<float> descent_;
  int step_ = 0;
};

/// In evaluation mode.
Score evaluate(Network<float>& network, const LabelledImages& images);
Score evaluate(Network<float>& network, const LabelledImages& images, ImageRange range);

/// A whole training. Errors as Training's.
base::Result<TrainingOutcome> train(Network<float>& network, const ImageTask& task, const TrainingOptions& options,
                                    std::uint64_t seed);

}  // namespace cellar::network
