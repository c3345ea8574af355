// SPDX-License-Identifier: Apache-2.0
// Real numbers as decimal text by exact integer arithmetic, without tables: the same characters as std::to_chars, which in
// a page would bring 56 KB of tables (gzip) over the wire.
#pragma once

#include <string>

namespace cellar::base {

/// The fewest digits that read back as the same number, the closest to it of those (Steele and White, PLDI 1990;
/// free-format printing as in Burger and Dybvig, PLDI 1996), plain or with an exponent, whichever is shorter, as
/// std::to_chars(value).
std::string shortest_decimal(double value);

/// So many digits (up to 20) after the point, the exact value rounded, halves to even, as std::to_chars(value, fixed,
/// decimals).
std::string fixed_decimal(double value, int decimals);

}  // namespace cellar::base
