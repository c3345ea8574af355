// SPDX-License-Identifier: Apache-2.0
// Trains the weights of a supernet on one half of the task's training images, gives methods gradients on either half,
// and measures on images of the other half and of the validation set (docs/oneshot.md).
#pragma once

#include <cstdint>
#include <vector>

#include <cellar/base/result.hpp>
#include <cellar/network/batch_feed.hpp>
#include <cellar/network/descent.hpp>
#include <cellar/network/loss.hpp>
#include <cellar/network/training.hpp>
#include <cellar/oneshot/supernet.hpp>

namespace cellar::oneshot {

/// Which half of the training images: for the supernet's weights, or for its choices.
enum class Half { weights, choices };

struct SupernetOptions {
  SupernetShape shape = {};
  int epochs = 0;
  double learning_rate = 0, end_learning_rate = 0;  ///< cosine between, per epoch
  double momentum = 0, weight_decay = 0;
  double clip = 0;               ///< largest norm of the weights' gradients; 0: no limit
  int calibration_batches = 0;   ///< after which a single architecture's batch norms are measured anew; 0: never
  network::Augmentation augmentation = {};  ///< of both halves, as in the original
};

class SupernetTraining {
 public:
  /// `space` and `task` must outlive it. Each half of the training images must hold a batch. Same seed, same bits.
  SupernetTraining(const space::nb1shot1::OneShotSpace& space, const network::ImageTask& task,
                   const SupernetOptions& options, std::uint64_t seed);

  Supernet<float>& supernet() { return supernet_; }
  const Supernet<float>& supernet() const { return supernet_; }
  int steps_per_epoch() const { return weights_feed_.batches_per_epoch(); }

  /// 0-based; sets the learning rate.
  void begin_epoch(int epoch);

  /// The next batch of a half is the one that find_gradients then sees, as often as it is called.
  void draw(Half half) { feed(half).advance(); }

  /// Forward and backward with the weights and choices that the supernet has: leaves the gradients of both in it. Error
  /// internal where the loss is no longer a number.
  base::Result<network::BatchLoss> find_gradients(Half half);

  /// Clipped, and down the gradient that find_gradients left.
  void step_weights();
  /// The weights where step_weights would put them but for clipping; undone by restore.
  void look_ahead();
  double learning_rate() const { return rate_; }

  /// Weights and running statistics of batch norms.
  struct Snapshot {
    std::vector<float> weights, statistics;
  };
  Snapshot snapshot();
  void restore(const Snapshot& snapshot);

  /// In evaluation mode, with the choices that the supernet has, on the first `images` validation images.
  network::Score score(std::size_t images);
  /// The same for a single architecture, whose batch norms are measured anew first; all is as before afterwards, but the
  /// supernet's choices are the architecture's.
  network::Score score(const space::Architecture& architecture, std::size_t images);
  /// On the drawn batch of the choices' half.
  network::Score score_drawn(const space::Architecture& architecture);
  /// On the first images of the choices' half.
  network::Score score_choice(const space::Architecture& architecture, std::size_t images);
  /// As score, by whoever looks on: not counted among the search's operations.
  network::Score survey(const space::Architecture& architecture, std::size_t images);
  std::size_t choice_images() const { return choices_.count; }

  /// Additions and multiplications so far: two for each multiply-add, backward counted as twice forward.
  double operations() const { return operations_; }

 private:
  network::BatchFeed& feed(Half half) { return half == Half::weights ? weights_feed_ : choices_feed_; }
  template <class Measure>
  network::Score calibrated(const space::Architecture& architecture, Measure measure);
  network::Score measured(const network::LabelledImages& images, network::ImageRange range);
  void calibrate();
  void count(double passes, std::size_t images);

  const network::ImageTask* task_;
  SupernetOptions options_;
  Supernet<float> supernet_;
  network::ImageRange weights_, choices_;
  network::BatchFeed weights_feed_, choices_feed_;
  network::Sgd<float> descent_;
  double rate_ = 0;
  double operations_ = 0;
};

}  // namespace cellar::oneshot
