// SPDX-License-Identifier: Apache-2.0
// How far a collection is: a line on a terminal, else a note every minute for whoever reads the log.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

#include <cli/console.hpp>

namespace cellar::cli {

class CollectProgress {
 public:
  /// `total` trainings, of which `before` were done by earlier commands.
  CollectProgress(std::size_t total, std::size_t before, const Console& console);
  /// Wipes the line.
  ~CollectProgress();
  CollectProgress(const CollectProgress&) = delete;
  CollectProgress& operator=(const CollectProgress&) = delete;

  /// `done` of those that are left.
  void show(std::size_t done);

 private:
  using Clock = std::chrono::steady_clock;

  std::string text(std::size_t done, double elapsed_seconds) const;

  std::size_t total_, before_;
  const Console& console_;
  bool line_;
  Clock::time_point begin_ = Clock::now(), noted_ = begin_;
};

}  // namespace cellar::cli
