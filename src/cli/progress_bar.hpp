// SPDX-License-Identifier: Apache-2.0
// One line on standard error that shows how far a study is; on a terminal only.
#pragma once

#include <chrono>
#include <string>

#include <cellar/study/session.hpp>

namespace cellar::cli {

class ProgressBar {
 public:
  /// `visible` false draws nothing. `by_runs`: the share done is that of the runs, because evaluations have no fixed
  /// total where simulated time is the budget.
  ProgressBar(bool visible, bool by_runs);
  /// Wipes the line.
  ~ProgressBar();
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  /// Draws ten times a second at most, and once all runs are done.
  void show(const study::Progress& progress);
  double elapsed_seconds() const;

 private:
  std::string line(const study::Progress& progress) const;

  bool visible_;
  bool by_runs_;
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
  double next_seconds_ = 0;
};

}  // namespace cellar::cli
