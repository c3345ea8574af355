// SPDX-License-Identifier: Apache-2.0
// Kendall's rank correlation tau-b, which corrects for ties (Kendall, Biometrika 33, 1945), by Knight's algorithm (JASA
// 61, 1966): sort by one side, count exchanges while sorting by the other.
#pragma once

#include <span>

namespace cellar::training {

/// Of equally many values; not a number where one side is all equal. Cost: n log n. Counts are exact up to 2^32 values.
double kendall_tau(std::span<const double> a, std::span<const double> b);

}  // namespace cellar::training
