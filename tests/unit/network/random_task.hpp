// SPDX-License-Identifier: Apache-2.0
// An image task without a data set: every class is a random pattern, every image its class's pattern and noise of half
// the deviation.
#pragma once

#include <cellar/base/rng.hpp>
#include <cellar/network/image_task.hpp>

namespace cellar::network::test {

inline LabelledImages random_images(std::size_t count, int side, std::uint64_t seed) {
  const auto pixels = static_cast<std::size_t>(side * side);
  base::Rng patterns(99), rng(seed);
  std::vector<float> pattern(pixels * kFashionClasses);
  for (float& pixel : pattern) pixel = static_cast<float>(patterns.normal());
  LabelledImages images;
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint32_t label = rng.below(kFashionClasses);
    images.labels.push_back(static_cast<std::uint8_t>(label));
    for (std::size_t pixel = 0; pixel < pixels; ++pixel)
      images.pixels.push_back(pattern[label * pixels + pixel] + 0.5f * static_cast<float>(rng.normal()));
  }
  return images;
}

inline ImageTask random_task(std::size_t training = 128, std::size_t validation = 70, std::size_t test = 50) {
  constexpr int kSide = 10;
  return {kSide, kFashionClasses, random_images(training, kSide, 1), random_images(validation, kSide, 2),
          random_images(test, kSide, 3)};
}

}  // namespace cellar::network::test
