// SPDX-License-Identifier: Apache-2.0
// What a command is to train: architectures, seeds, and its share of them.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <cellar/base/result.hpp>
#include <training/training_pool.hpp>

namespace cellar::cli {

/// "2" or "1-3". Error invalid_argument.
base::Result<std::vector<std::uint16_t>> parse_seeds(std::string_view text);

struct WantedTrainings {
  std::string architectures;  ///< file with one a line in any form, "-" is standard input; empty: all there are
  std::string seeds;          ///< as parse_seeds takes it
  std::string shard;          ///< "I/N", or empty
};

/// Seed by seed over all architectures, each once, so that the first seed is whole early; of these jobs every N-th is
/// the shard's. Errors: invalid_argument, those of io::parse_architecture with the line, io_error.
base::Result<std::vector<training::TrainingJob>> training_jobs(const training::TrainedSpace& space,
                                                               const WantedTrainings& wanted);

}  // namespace cellar::cli
