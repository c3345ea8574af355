// SPDX-License-Identifier: Apache-2.0
// One axis of a plot: values to pixels, and where ticks stand (steps of 1, 2 and 5, decades when tight).
#pragma once

#include <string>
#include <vector>

namespace cellar::io {

enum class Scale { linear, logarithmic };

struct Axis {
  double min, max;   ///< of the data; logarithmic axes need min > 0
  Scale scale;
  double from, to;   ///< where min and max stand, in pixels

  /// Values outside [min, max] go to the nearer end.
  double position(double value) const;
};

struct Tick {
  double value;
  std::string text;
};

/// At most about `most` ticks within the axis, ascending.
std::vector<Tick> ticks(const Axis& axis, int most);

}  // namespace cellar::io
