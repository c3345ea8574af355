// SPDX-License-Identifier: Apache-2.0
// `cellar train --model`: fits a regression model to a data set and writes its file.
#pragma once

#include <cstdint>
#include <string>

#include <cli/console.hpp>

namespace cellar::cli {

struct TrainModelWish {
  std::string model, data = "nb301", split = "80/10/10", models, out, checkpoints, device = "cpu";
  int members = 10;
  std::uint64_t seed = 1;
  unsigned threads = 0;
};

ExitCode train_model(const TrainModelWish& wish, const Console& console);

}  // namespace cellar::cli
