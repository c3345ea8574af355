// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <shipped_file.hpp>

#include <cellar/io/image_task_file.hpp>
#include <cellar/surrogate/model_file.hpp>

using namespace cellar;

namespace {

io::PackedTask example() {
  return {{2, 10.5, 3.25, {{1, 2, 3, 4, 5, 6, 7, 8}, {0, 9}}, {{63, 0, 0, 63}, {5}}, {{9, 9, 9, 9}, {1}}},
          std::string(64, 'c')};
}

// The example with one section replaced.
base::Result<io::PackedTask> with(const std::string& section, std::vector<std::uint8_t> bytes) {
  auto file = *surrogate::parse_model_file(*io::pack_image_task(example(), "example"));
  for (auto& each : file.sections)
    if (each.name == section) each.payload = bytes;
  return io::read_image_task(*surrogate::serialize_model_file(file));
}

}  // namespace

TEST_CASE("a packed task reads back as it was") {
  const auto packed = io::pack_image_task(example(), "example");
  REQUIRE(packed);
  const auto read = io::read_image_task(*packed);
  REQUIRE(read);
  CHECK(read->task == example().task);
  CHECK(read->data_sha256 == example().data_sha256);
  const auto task = network::standardise(read->task);
  CHECK(task.training.size() == 2);
  CHECK(task.training.pixels[1] == static_cast<float>((2 - 10.5) / 3.25));
}

TEST_CASE("files that lie are refused with the section") {
  CHECK(with("training labels", {0, 10}).error().where == "section 'training labels'");
  CHECK(with("training labels", {0}).error().where == "section 'training levels'");
  CHECK(with("test labels", {}).error().where == "section 'test labels'");
  CHECK(with("validation levels", {63, 0, 0, 64}).error().where == "section 'validation levels'");
  CHECK(with("side, mean, deviation", {}).error().where == "section 'side, mean, deviation'");
  CHECK(!io::read_image_task({}));
  auto damaged = *io::pack_image_task(example(), "example");
  damaged[damaged.size() / 2] ^= 1;
  CHECK(io::read_image_task(damaged).error().code == base::ErrorCode::model_damaged);
}

TEST_CASE("the shipped images are those of the recipe") {
  const auto bytes = shipped_file("fashion-images-v1.cellar");
  const auto read = io::read_image_task(bytes);
  REQUIRE(read);
  CHECK(read->task.side == 10);
  CHECK(read->task.training.labels.size() == 8000);
  CHECK(read->task.validation.labels.size() == 10000);
  CHECK(read->task.test.labels.size() == 10000);
}
