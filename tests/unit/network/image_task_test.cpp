// SPDX-License-Identifier: Apache-2.0
#include <cellar/network/image_task.hpp>

#include <doctest/doctest.h>

#include <cmath>

namespace cellar::network {
namespace {

using Bytes = std::vector<std::uint8_t>;

// `count` images of 4 x 4 pixels; image i has grey value 10 i everywhere but a white first pixel, and label i modulo
// 10.
IdxSet grey_set(int count) {
  IdxSet set{{count, 4, 4, {}}, {}};
  for (int i = 0; i < count; ++i) {
    set.images.pixels.push_back(255);
    set.images.pixels.insert(set.images.pixels.end(), 15, static_cast<std::uint8_t>(10 * i));
    set.labels.push_back(static_cast<std::uint8_t>(i % kFashionClasses));
  }
  return set;
}

constexpr TaskOptions kSmall{.side = 2, .training_images = 6};

TEST_CASE("a reduced pixel is the average over its area, on 64 grey levels") {
  SUBCASE("halves of pixels") {  // 3 to 2: a reduced pixel covers one pixel, two halves and a quarter
    const Bytes pixels = {255, 0, 0, 0, 0, 0, 0, 0, 255};
    CHECK(reduce_image(pixels, 3, 2) == Bytes{28, 0, 0, 28});  // 4 / 9 of 63
  }
  SUBCASE("whole pixels") { CHECK(reduce_image(Bytes{0, 255, 128, 4}, 2, 2) == Bytes{0, 63, 32, 1}); }
  SUBCASE("one pixel for all") { CHECK(reduce_image(Bytes{0, 255, 255, 0}, 2, 1) == Bytes{32}); }  // 31.5 rounds up
  SUBCASE("28 to 10 keeps a white image white") {
    CHECK(reduce_image(Bytes(28 * 28, 255), 28, 10) == Bytes(100, 63));
  }
}

TEST_CASE("the last sixth validates, the first images train, standardised by the first five sixths") {
  const auto task = make_image_task(grey_set(12), grey_set(3), kSmall);
  REQUIRE(task);
  CHECK(task->side == 2);
  CHECK(task->training.labels == Bytes{0, 1, 2, 3, 4, 5});
  CHECK(task->validation.labels == Bytes{0, 1});  // of images 10 and 11
  CHECK(task->test.labels == Bytes{0, 1, 2});

  const auto all = make_image_task(grey_set(12), grey_set(3), {.side = 2, .training_images = 10});
  REQUIRE(all->training.pixels.size() == 40);
  double sum = 0, squares = 0;
  for (const float pixel : all->training.pixels) {
    sum += pixel;
    squares += static_cast<double>(pixel) * pixel;
  }
  CHECK(std::abs(sum / 40) < 1e-6);
  CHECK(std::abs(squares / 40 - 1) < 1e-6);
  CHECK(all->training.pixels[5] == task->training.pixels[5]);  // few training images do not change the standard
  CHECK(all->test.pixels[4] == all->training.pixels[4]);       // the same image
}

TEST_CASE("sets that do not fit are refused") {
  const auto refused = [](const IdxSet& training, const IdxSet& test, const TaskOptions& options) {
    const auto task = make_image_task(training, test, options);
    REQUIRE_FALSE(task);
    return task.error();
  };
  IdxSet odd = grey_set(12);
  odd.labels.pop_back();
  CHECK(refused(odd, grey_set(3), kSmall).text() == "training set: 12 images, but 11 labels; fetch the files again");
  CHECK(refused(grey_set(12), odd, kSmall).where == "test set");
  IdxSet wide = grey_set(12);
  wide.images.columns = 5;
  CHECK(refused(wide, grey_set(3), kSmall).message == "images of 4 x 5 pixels; they must be square");
  IdxSet large = grey_set(4);
  large.images.rows = large.images.columns = 8;
  CHECK(refused(grey_set(12), large, kSmall).where == "test set");
  CHECK(refused(grey_set(5), grey_set(3), kSmall).text() == "training set: too few images");
  CHECK(refused(grey_set(12), grey_set(0), kSmall).text() == "test set: too few images");
  IdxSet plain = grey_set(12);
  plain.images.pixels.assign(plain.images.pixels.size(), 7);
  CHECK(refused(plain, grey_set(3), kSmall).text() == "training set: all pixels are the same");
}

TEST_CASE("options out of range are refused") {
  const auto refused = [](const TaskOptions& options) {
    const auto task = make_image_task(grey_set(12), grey_set(3), options);
    REQUIRE_FALSE(task);
    CHECK(task.error().code == base::ErrorCode::invalid_argument);
    return task.error().text();
  };
  CHECK(refused({.side = 0, .training_images = 6}) == "side: must be 1 to 4");
  CHECK(refused({.side = 5, .training_images = 6}) == "side: must be 1 to 4");
  CHECK(refused({.side = 2, .training_images = 0}) == "training_images: must be 1 to 10");
  CHECK(refused({.side = 2, .training_images = 11}) == "training_images: must be 1 to 10");
}

}  // namespace
}  // namespace cellar::network
