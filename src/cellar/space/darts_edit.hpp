// SPDX-License-Identifier: Apache-2.0
// What one edit changed: names for the 120 neighbours of an architecture of the DARTS space.
#pragma once

#include <string>

#include <cellar/space/darts.hpp>

namespace cellar::space::darts {

struct Edit {
  enum class Kind { operation, source };
  int cell;  ///< index into kCellNames
  int edge;  ///< 0..7, in the genotype before the edit
  Kind kind;
  Edge from;
  Edge to;
};

/// The edit that leads from `before` to `after`, which must be neighbours and canonical. Another source may change the
/// order of a node's two edges; `edge` is then still the place that the changed edge had before.
Edit edit_between(const Genotype& before, const Genotype& after);

}  // namespace cellar::space::darts
