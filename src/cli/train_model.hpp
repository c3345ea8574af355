// SPDX-License-Identifier: Apache-2.0
// `cellar train --model`: fits a regression model to a data set and writes its file.
#pragma once

#include <cstdint>
#include <string>

#include <cli/console.hpp>

namespace cellar::cli {

struct TrainModelWish {
  std::string model, data = "nb301", split = "80/10/10", models, out, checkpoints, device = "cpu";
  std::string tune;               ///< optimizer that searches the model's options first; empty: none does
  std::int64_t evaluations = 20;  ///< of the tuning
  int members = 10;
  std::uint64_t seed = 1;
  unsigned threads = 0;
};

ExitCode train_model(const TrainModelWish& wish, const Console& console);

}  // namespace cellar::cli
