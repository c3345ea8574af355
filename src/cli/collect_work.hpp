// SPDX-License-Identifier: Apache-2.0
// Trains what is left to do, on several threads, and keeps every training in the journal as it ends.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include <cellar/base/result.hpp>
#include <cellar/network/training.hpp>
#include <cli/collect_folder.hpp>

namespace cellar::cli {

struct TrainingJob {
  std::size_t row;
  std::uint16_t seed;
};

struct CollectWork {
  const CollectRows& rows;
  const network::ImageTask& task;
  network::NetworkShape shape;
  network::TrainingOptions options;
  std::vector<TrainingJob> jobs;
  unsigned threads = 1;  ///< 0: one per core
};

/// `progress` gets the number of trainings that are in the journal, about ten times a second; where it returns false
/// the trainings in progress are given up. Returns that number. Errors: those of the journal, which keeps what it has.
base::Result<std::size_t> train_all(const CollectWork& work, AppendedFile& journal,
                                    const std::function<bool(std::size_t)>& progress);

}  // namespace cellar::cli
