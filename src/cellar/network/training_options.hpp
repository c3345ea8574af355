// SPDX-License-Identifier: Apache-2.0
// Settings of a training, and the table of them that checks their ranges.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include <cellar/base/result.hpp>
#include <cellar/network/augmentation.hpp>

namespace cellar::network {

/// The defaults are the recipe of the pilot study (docs/fashion.md).
struct TrainingOptions {
  int epochs = 8;
  double learning_rate = 0.2;
  double end_learning_rate = 0;
  double warm_up = 0.05;  ///< share of the steps
  double momentum = 0.9;
  double weight_decay = 5e-4;  ///< on weights of convolutions and of the linear layer alone
  double clip = 0;             ///< largest norm of all gradients together; 0: no limit
  Augmentation augmentation = {};
};

struct TrainingOption {
  std::string_view name;
  std::string_view description;
  double least, most;
  double (*get)(const TrainingOptions&);
};

std::span<const TrainingOption> training_options();

/// Error invalid_argument names the option and its range.
base::Result<base::Done> check(const TrainingOptions& options);

}  // namespace cellar::network
