// SPDX-License-Identifier: Apache-2.0
// One line on standard error that names the phase of a long fit and how far it is; on a terminal only.
#pragma once

#include <training/tree_fit.hpp>

namespace cellar::cli {

class PhaseLine {
 public:
  explicit PhaseLine(bool visible) : visible_(visible) {}
  /// Wipes the line.
  ~PhaseLine();
  PhaseLine(const PhaseLine&) = delete;
  PhaseLine& operator=(const PhaseLine&) = delete;

  /// To hand to a fit; this object must outlive it.
  training::PhaseProgress progress();

 private:
  bool visible_;
};

}  // namespace cellar::cli
