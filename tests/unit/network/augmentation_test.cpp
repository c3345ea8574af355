// SPDX-License-Identifier: Apache-2.0
#include <cellar/network/augmentation.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <vector>

namespace cellar::network {
namespace {

using Image = std::vector<float>;

const Image kImage = {1, 2, 3, 4, 5, 6, 7, 8, 9};
constexpr int kSide = 3;

// What many draws make of the image.
std::set<Image> outcomes(const Augmentation& augmentation) {
  base::Rng rng(1);
  std::set<Image> seen;
  for (int i = 0; i < 500; ++i) {
    Image image = kImage;
    augment(image, kSide, augmentation, rng);
    seen.insert(image);
  }
  return seen;
}

TEST_CASE("nothing on, nothing changed, nothing drawn") {
  base::Rng rng(1), untouched(1);
  Image image = kImage;
  augment(image, kSide, {}, rng);
  CHECK(image == kImage);
  CHECK(rng.next() == untouched.next());
}

TEST_CASE("a flip mirrors left and right, or does not") {
  CHECK(outcomes({.flip = true}) == std::set<Image>{kImage, {3, 2, 1, 6, 5, 4, 9, 8, 7}});
}

TEST_CASE("a shift of up to one pixel has nine outcomes, zeros coming in") {
  const auto seen = outcomes({.shift = 1});
  CHECK(seen.size() == 9);
  CHECK(seen.count(kImage) == 1);
  CHECK(seen.count({0, 0, 0, 0, 1, 2, 0, 4, 5}) == 1);  // down and right
  CHECK(seen.count({5, 6, 0, 8, 9, 0, 0, 0, 0}) == 1);  // up and left
}

TEST_CASE("a cutout is a square around any pixel, clipped at the border") {
  const auto ones = outcomes({.cutout = 1});
  CHECK(ones.size() == 9);
  for (const Image& image : ones) CHECK(std::count(image.begin(), image.end(), 0.0f) == 1);
  const auto threes = outcomes({.cutout = 3});
  CHECK(threes.size() == 9);
  CHECK(threes.count(Image(9, 0)) == 1);                 // around the middle
  CHECK(threes.count({0, 0, 3, 0, 0, 6, 7, 8, 9}) == 1);  // around the first pixel
}

TEST_CASE("an image is cut with a probability, and of probability 1 nothing is drawn") {
  base::Rng rng(3), same(3);
  int cut = 0;
  for (int i = 0; i < 2000; ++i) {
    Image image = kImage;
    augment(image, kSide, {.cutout = 1, .cutout_probability = 0.3}, rng);
    cut += image != kImage ? 1 : 0;
  }
  CHECK(cut == doctest::Approx(600).epsilon(0.14));  // four standard deviations
  Image image = kImage;
  base::Rng always(3);
  augment(image, kSide, {.cutout = 1}, always);
  same.below(kSide);
  same.below(kSide);
  CHECK(always.next() == same.next());
}

}  // namespace
}  // namespace cellar::network
