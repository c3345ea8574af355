// SPDX-License-Identifier: Apache-2.0
#include <cellar/network/augmentation.hpp>

#include <algorithm>
#include <vector>

namespace cellar::network {
namespace {

void shift_by(std::span<float> image, int side, int down, int right) {
  const std::vector<float> before(image.begin(), image.end());
  for (int y = 0; y < side; ++y)
    for (int x = 0; x < side; ++x) {
      const int from_y = y - down, from_x = x - right;
      const bool inside = from_y >= 0 && from_y < side && from_x >= 0 && from_x < side;
      image[static_cast<std::size_t>(y * side + x)] =
          inside ? before[static_cast<std::size_t>(from_y * side + from_x)] : 0.0f;
    }
}

void flip(std::span<float> image, int side) {
  for (int y = 0; y < side; ++y) {
    const auto row = image.subspan(static_cast<std::size_t>(y * side), static_cast<std::size_t>(side));
    std::reverse(row.begin(), row.end());
  }
}

void cut_out(std::span<float> image, int side, int size, int centre_y, int centre_x) {
  for (int y = std::max(0, centre_y - size / 2); y < std::min(side, centre_y - size / 2 + size); ++y)
    for (int x = std::max(0, centre_x - size / 2); x < std::min(side, centre_x - size / 2 + size); ++x)
      image[static_cast<std::size_t>(y * side + x)] = 0;
}

int below(base::Rng& rng, int bound) { return static_cast<int>(rng.below(static_cast<std::uint32_t>(bound))); }

}  // namespace

void augment(std::span<float> image, int side, const Augmentation& augmentation, base::Rng& rng) {
  if (augmentation.shift > 0) {
    const int down = below(rng, 2 * augmentation.shift + 1) - augmentation.shift;
    const int right = below(rng, 2 * augmentation.shift + 1) - augmentation.shift;
    shift_by(image, side, down, right);
  }
  if (augmentation.flip && below(rng, 2) == 1) flip(image, side);
  const bool cuts = augmentation.cutout > 0 &&
                    (augmentation.cutout_probability == 1 || rng.uniform() < augmentation.cutout_probability);
  if (cuts) {
    const int y = below(rng, side);
    const int x = below(rng, side);
    cut_out(image, side, augmentation.cutout, y, x);
  }
}

}  // namespace cellar::network
