// SPDX-License-Identifier: Apache-2.0
// Copies of planes with a border of zeros, so that convolutions need not ask where a plane ends.
#pragma once

#include <algorithm>
#include <cstddef>

namespace cellar::network {

struct PaddedPlanes {
  int side;     ///< of the plane within
  int padding;  ///< pixels on every edge
  int batch;

  int padded_side() const { return side + 2 * padding; }
  std::ptrdiff_t row() const { return static_cast<std::ptrdiff_t>(padded_side()) * batch; }
  std::ptrdiff_t plane() const { return row() * padded_side(); }

  /// One plane of `from_side` into `target`: its pixel i comes to pixel offset + i * step of the plane within; what
  /// falls outside is left out.
  template <class T>
  void fill(const T* source, int from_side, int step, int offset, T* target) const {
    if (step == 1 && offset == 0 && from_side == side)
      frame(source, target);
    else
      scatter(source, from_side, step, offset, target);
  }

 private:
  template <class T>
  void frame(const T* source, T* target) const {
    const std::ptrdiff_t edge = static_cast<std::ptrdiff_t>(padding) * batch;
    const std::ptrdiff_t length = static_cast<std::ptrdiff_t>(side) * batch;
    target = std::fill_n(target, padding * row() + edge, T{});
    for (int y = 0; y < side; ++y, source += length)
      target = std::fill_n(std::copy_n(source, length, target), y + 1 < side ? 2 * edge : edge, T{});
    std::fill_n(target, padding * row(), T{});
  }

  template <class T>
  void scatter(const T* source, int from_side, int step, int offset, T* target) const {
    std::fill_n(target, plane(), T{});
    for (int y = 0; y < from_side && offset + y * step < side; ++y)
      for (int x = 0; x < from_side && offset + x * step < side; ++x)
        std::copy_n(source + static_cast<std::ptrdiff_t>(y * from_side + x) * batch, batch,
                    target + (padding + offset + y * step) * row() +
                        static_cast<std::ptrdiff_t>(padding + offset + x * step) * batch);
  }
};

}  // namespace cellar::network
