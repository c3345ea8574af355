// SPDX-License-Identifier: Apache-2.0
// The options that every one-shot method has, those of training the supernet, and how a method adds its own.
#pragma once

#include <algorithm>
#include <array>

#include <cellar/optimizer/optimizer.hpp>
#include <cellar/oneshot/supernet_training.hpp>

namespace cellar::oneshot {

/// What differs between methods in the original (automl/nasbench-1shot1@cb0f0ec).
struct SupernetDefaults {
  double weight_decay = 3e-4;
  double clip = 5;
};

inline constexpr std::size_t kSharedOptions = 14;

/// Epochs, batches, learning rate and all else that trains the supernet.
std::array<optimizer::OptionInfo, kSharedOptions> shared_options(const SupernetDefaults& defaults = {});

template <std::size_t N>
std::array<optimizer::OptionInfo, kSharedOptions + N> with_shared_options(
    const std::array<optimizer::OptionInfo, N>& own, const SupernetDefaults& defaults = {}) {
  std::array<optimizer::OptionInfo, kSharedOptions + N> all;
  const auto shared = shared_options(defaults);
  std::copy(own.begin(), own.end(), std::copy(shared.begin(), shared.end(), all.begin()));
  return all;
}

/// Options as resolved from such a table, for images of the task. Error invalid_argument: a batch that is no multiple of
/// kernels::kLanes or larger than half the training images, channels that `partial` does not divide.
base::Result<SupernetOptions> supernet_options(const optimizer::Options& options, const network::ImageTask& task);

}  // namespace cellar::oneshot
