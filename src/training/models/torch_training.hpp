// SPDX-License-Identifier: Apache-2.0
// The one loop in which libtorch trains networks: mini-batches, Adam with a cosine schedule, early stopping with the
// best weights kept, and a checkpoint after every epoch, from which a training goes on as if it had not been
// interrupted.
//
// Deviations from NAS-Bench-301's loop: the best weights are kept, not the last; the learning rate falls with every
// step, not with every epoch.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include <cellar/base/result.hpp>
#include "training/models/member_fits.hpp"
#include "training/models/torch_network.hpp"

namespace cellar::training::torch_models {

struct TrainingPlan {
  int epochs = 1;
  int batch = 1;              ///< architectures in a step
  int patience = 1;           ///< epochs without a better loss on the stopping rows after which it ends
  double learning_rate = 0;   ///< at the first step; 0 after the last
  surrogate::OutputRange range;
  std::string description;    ///< of all options: a checkpoint of another training is not taken up
};

/// Of predicted and true accuracies, two columns of equal length.
using Loss = std::function<torch::Tensor(const torch::Tensor& predicted, const torch::Tensor& truth)>;

/// Accuracies that the network gives these rows, when nothing is learnt; a column.
torch::Tensor answers(TorchNetwork& network, std::span<const std::size_t> rows, const surrogate::OutputRange& range);

/// `network` was made for the architectures of the member's data, and has the best weights afterwards. Errors: internal
/// where the fit is interrupted; those of the checkpoints. libtorch throws where it fails (c10::Error).
///
/// On one thread of a processor the result is decided by plan and member. Another machine's instructions, another BLAS
/// library and a GPU sum in another order, and give other weights.
base::Result<base::Done> train(TorchNetwork& network, const TrainingPlan& plan, const Loss& loss,
                               const MemberFit& member);

}  // namespace cellar::training::torch_models
