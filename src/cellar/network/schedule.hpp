// SPDX-License-Identifier: Apache-2.0
// Learning rates over a training.
#pragma once

namespace cellar::network {

/// (1 + cos(pi share)) / 2 for a share of 0 to 1; the same bits on every build. Error below 1e-14.
double half_cosine(double share);

/// Cosine from `start` to `end` (Loshchilov and Hutter, arXiv 1608.03983), times a linear warm-up over the first
/// `warm_up` steps: step s, from 0 on, has (s + 1) / warm_up of the rate there.
struct Schedule {
  double start;
  double end;
  int steps;
  int warm_up;

  double rate(int step) const;
};

}  // namespace cellar::network
