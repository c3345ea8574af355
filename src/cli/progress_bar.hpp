// SPDX-License-Identifier: Apache-2.0
// How far a study is, on standard error: one line on a terminal, else a note every minute.
#pragma once

#include <chrono>
#include <string>

#include <cellar/study/session.hpp>
#include <cli/minute_notes.hpp>

namespace cellar::cli {

class ProgressBar {
 public:
  /// A quiet console shows nothing. `by_runs`: the share done is that of the runs, because evaluations have no fixed
  /// total where simulated time is the budget.
  ProgressBar(const Console& console, bool by_runs);
  /// Wipes the line.
  ~ProgressBar();
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  /// Draws ten times a second at most, and once all runs are done.
  void show(const study::Progress& progress);
  double elapsed_seconds() const;

 private:
  double share(const study::Progress& progress) const;
  std::string bar(const study::Progress& progress) const;
  std::string text(const study::Progress& progress) const;

  bool visible_;
  bool by_runs_;
  MinuteNotes notes_;
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
  double next_seconds_ = 0;
};

}  // namespace cellar::cli
