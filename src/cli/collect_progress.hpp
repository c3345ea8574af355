// SPDX-License-Identifier: Apache-2.0
// How far long work of many equal pieces is: a line on a terminal, else a note every minute for whoever reads the log.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

#include <cli/minute_notes.hpp>

namespace cellar::cli {

class CollectProgress {
 public:
  /// `total` pieces, of which `before` were done by earlier commands; `unit` is what they are called.
  CollectProgress(std::size_t total, std::size_t before, const Console& console, std::string_view unit = "networks");
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
  std::string_view unit_;
  MinuteNotes notes_;
  bool line_;
  Clock::time_point begin_ = Clock::now();
};

}  // namespace cellar::cli
