// SPDX-License-Identifier: Apache-2.0
#include <cellar/network/idx.hpp>

#include <doctest/doctest.h>

#include <string>

namespace cellar::network {
namespace {

using Bytes = std::vector<std::uint8_t>;

// Two images of 2 rows and 3 columns.
const Bytes kImages = {0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
const Bytes kLabels = {0, 0, 8, 1, 0, 0, 0, 3, 9, 0, 4};

Bytes changed(Bytes bytes, std::size_t at, std::uint8_t value) {
  bytes[at] = value;
  return bytes;
}

template <class Parsed>
void check_damaged(const Parsed& parsed, const std::string& text) {
  REQUIRE_FALSE(parsed);
  CHECK(parsed.error().code == base::ErrorCode::model_damaged);
  CHECK(parsed.error().text() == text + "; fetch the file again");
}

TEST_CASE("images and labels are read") {
  const auto images = parse_idx_images(kImages, "images");
  REQUIRE(images);
  CHECK(images->count == 2);
  CHECK(images->rows == 2);
  CHECK(images->columns == 3);
  CHECK(images->pixels == Bytes{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
  CHECK(*parse_idx_labels(kLabels, 10, "labels") == Bytes{9, 0, 4});
}

TEST_CASE("damaged images are refused, with the byte") {
  const auto parse = [](const Bytes& bytes) { return parse_idx_images(bytes, "images"); };
  check_damaged(parse({}), "images, byte 0: the file ends within its header");
  check_damaged(parse(Bytes(kImages.begin(), kImages.begin() + 15)), "images, byte 15: the file ends within its header");
  check_damaged(parse(changed(kImages, 2, 9)), "images, byte 0: not an IDX file of 3 dimensions");
  check_damaged(parse(kLabels), "images, byte 11: the file ends within its header");
  check_damaged(parse(changed(kImages, 11, 0)), "images, byte 8: images of 0 pixels a side");
  check_damaged(parse(changed(kImages, 12, 255)), "images, byte 12: images of 4278190083 pixels a side");
  check_damaged(parse(Bytes(kImages.begin(), kImages.end() - 1)),
                "images, byte 27: the header promises 12 bytes, there are 11");
  check_damaged(parse(changed(kImages, 7, 1)), "images, byte 22: the header promises 6 bytes, there are 12");
  check_damaged(parse(changed(kImages, 4, 255)),
                "images, byte 28: the header promises 25669140492 bytes, there are 12");
}

TEST_CASE("damaged labels are refused, with the byte") {
  check_damaged(parse_idx_labels(changed(kLabels, 9, 10), 10, "labels"), "labels, byte 9: label 10 of 10 classes");
  check_damaged(parse_idx_labels(changed(kLabels, 7, 4), 10, "labels"),
                "labels, byte 11: the header promises 4 bytes, there are 3");
  check_damaged(parse_idx_labels(kImages, 10, "labels"), "labels, byte 0: not an IDX file of 1 dimension");
}

}  // namespace
}  // namespace cellar::network
