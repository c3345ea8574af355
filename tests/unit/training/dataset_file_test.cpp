// SPDX-License-Identifier: Apache-2.0
#include <training/data/dataset_file.hpp>

#include <doctest/doctest.h>

#include <cmath>

#include <cellar/space/darts.hpp>
#include <cellar/space/nb1shot1.hpp>
#include <cellar/surrogate/model_file.hpp>

#include "made_up_dataset.hpp"

namespace cellar::training {
namespace {

using Bytes = std::vector<std::uint8_t>;

void check_equal(const Dataset& a, const Dataset& b) {
  CHECK(a.name == b.name);
  CHECK(a.space == b.space);
  CHECK(a.architectures == b.architectures);
  CHECK(a.source == b.source);
  CHECK(a.val_accuracy == b.val_accuracy);
  CHECK(a.test_accuracy == b.test_accuracy);
  CHECK(a.runtime_seconds == b.runtime_seconds);
  CHECK(a.trainings == b.trainings);
}

Dataset darts_data() { return made_up_dataset(space::darts::space(), 40, {"rs", "de", ""}, 1); }

TEST_CASE("a data set of any space comes back bit for bit") {
  for (const space::Space* space :
       std::vector<const space::Space*>{&space::darts::space(), &space::nb101::space(), &space::nb1shot1::space(1),
                                        &space::nb1shot1::space(3)}) {
    const auto data = made_up_dataset(*space, 40, {"rs", "de", ""}, 2);
    const auto bytes = pack(data, "1.0.0");
    REQUIRE(bytes);
    const auto back = unpack_dataset(*bytes);
    REQUIRE(back);
    check_equal(*back, data);
    CHECK(digest(*back) == digest(data));
  }
}

TEST_CASE("columns that are not known are left out") {
  auto data = darts_data();
  data.source.clear();
  data.test_accuracy.clear();
  data.runtime_seconds.clear();
  data.trainings.clear();
  const auto bytes = pack(data, "1.0.0");
  REQUIRE(bytes);
  CHECK(bytes->size() < 40 * (8 + 8) + 200);  // code and accuracy of each, headings
  check_equal(*unpack_dataset(*bytes), data);

  data.trainings.assign(data.size(), {});  // of some architectures alone
  data.trainings[3] = {data.val_accuracy[3]};
  check_equal(*unpack_dataset(*pack(data, "1.0.0")), data);
}

TEST_CASE("the digest is of the content, every column of it, and not of the name") {
  const auto data = darts_data();
  auto other = data;
  other.name = "another";
  CHECK(digest(other) == digest(data));
  const auto changed = [&](auto change) {
    auto different = data;
    change(different);
    return digest(different) != digest(data);
  };
  CHECK(changed([](Dataset& set) { std::swap(set.architectures[0], set.architectures[1]); }));
  CHECK(changed([](Dataset& set) { set.source[0] = "tpe"; }));
  CHECK(changed([](Dataset& set) { set.val_accuracy[0] += 1e-12; }));
  CHECK(changed([](Dataset& set) { set.test_accuracy.clear(); }));
  CHECK(changed([](Dataset& set) { set.runtime_seconds[0] += 1; }));
  CHECK(changed([](Dataset& set) { std::swap(set.trainings[0], set.trainings[1]); }));
}

TEST_CASE("what is no data set is not packed") {
  const auto complaint = [](auto change) {
    auto data = darts_data();
    change(data);
    const auto bytes = pack(data, "1.0.0");
    REQUIRE_FALSE(bytes);
    CHECK(bytes.error().code == base::ErrorCode::invalid_argument);
    return bytes.error().where;
  };
  CHECK(complaint([](Dataset& data) { data.architectures[1] = data.architectures[0]; }) == "architectures");
  CHECK(complaint([](Dataset& data) { data.val_accuracy.pop_back(); }) == "val_accuracy");
  CHECK(complaint([](Dataset& data) { data.val_accuracy[0] = std::nan(""); }) == "val_accuracy");
  CHECK(complaint([](Dataset& data) { data.val_accuracy.clear(); }) == "val_accuracy");
  CHECK(complaint([](Dataset& data) { data.test_accuracy[0] = 1.01; }) == "test_accuracy");
  CHECK(complaint([](Dataset& data) { data.runtime_seconds[0] = INFINITY; }) == "runtime_seconds");
  CHECK(complaint([](Dataset& data) { data.trainings[0][0] += 0.01; }) == "trainings");
  CHECK(complaint([](Dataset& data) { data.trainings[0].assign(256, data.val_accuracy[0]); }) == "trainings");
  CHECK(complaint([](Dataset& data) { data.source[0] = "two\nlines"; }) == "source");
  auto many = made_up_dataset(space::darts::space(), 257, {""}, 1);
  for (std::size_t i = 0; i < many.size(); ++i) many.source[i] = std::to_string(i);
  CHECK(pack(many, "1.0.0").error().where == "source");
}

TEST_CASE("every cut and every flipped bit is refused") {
  const auto bytes = *pack(made_up_dataset(space::darts::space(), 5, {"rs", "de"}, 3), "1.0.0");
  for (std::size_t length = 0; length < bytes.size(); ++length)
    REQUIRE(unpack_dataset(std::span(bytes).first(length)).error().code == base::ErrorCode::model_damaged);
  auto flipped = bytes;
  for (std::size_t bit = 0; bit < 8 * bytes.size(); ++bit) {
    flipped[bit / 8] ^= static_cast<std::uint8_t>(1u << bit % 8);
    REQUIRE(unpack_dataset(flipped).error().code == base::ErrorCode::model_damaged);
    flipped[bit / 8] = bytes[bit / 8];
  }
}

TEST_CASE("content that is wrong under a right checksum is refused with its section") {
  const auto bytes = *pack(darts_data(), "1.0.0");
  const auto complaint = [&](std::string_view name, auto change) {
    auto file = *surrogate::parse_model_file(bytes);
    for (auto& section : file.sections)
      if (section.name == name) change(section.payload);
    const auto read = unpack_dataset(*surrogate::serialize_model_file(file));
    REQUIRE_FALSE(read);
    CHECK(read.error().code == base::ErrorCode::model_damaged);
    return read.error().text();
  };
  const auto shorter = [](Bytes& payload) { payload.pop_back(); };
  const auto one_less = [](Bytes& payload) { payload.resize(payload.size() - 8); };
  CHECK(complaint("space", shorter).starts_with("section 'space'"));
  CHECK(complaint("architectures", shorter).find("not 8 bytes an architecture") != std::string::npos);
  CHECK(complaint("architectures", [](Bytes& payload) { payload[7] = 0xff; }).find("number 0 is none of space darts") !=
        std::string::npos);
  CHECK(complaint("architectures", [](Bytes& payload) {
          std::copy(payload.begin(), payload.begin() + 8, payload.begin() + 8);
        }).find("are not distinct") != std::string::npos);
  CHECK(complaint("source", [](Bytes& payload) { payload[0] = 9; }).starts_with("section 'source'"));
  CHECK(complaint("val_accuracy", shorter).starts_with("section 'val_accuracy'"));
  CHECK(complaint("val_accuracy", one_less).find("another length") != std::string::npos);
  CHECK(complaint("test_accuracy", [](Bytes& payload) { payload[7] = 0x7f; }).find("value 0 is out of its range") !=
        std::string::npos);
  CHECK(complaint("runtime_seconds", one_less).find("another length") != std::string::npos);
  CHECK(complaint("trainings", one_less).find("fewer than are counted") != std::string::npos);
  CHECK(complaint("trainings of each", [](Bytes& payload) { payload.back() = 0; }).find("more than are counted") !=
        std::string::npos);
  CHECK(complaint("trainings of each", [](Bytes& payload) { payload.back() = 255; }).find("fewer than are counted") !=
        std::string::npos);
}

TEST_CASE("a cell's code is that of its representative alone") {
  const auto bytes = *pack(made_up_dataset(space::nb101::space(), 3, {"rs"}, 1), "1.0.0");
  auto file = *surrogate::parse_model_file(bytes);
  for (auto& section : file.sections)
    if (section.name == "architectures") section.payload[3] = 0xff;  // beyond all combinations
  CHECK(unpack_dataset(*surrogate::serialize_model_file(file)).error().where == "section 'architectures'");
  for (auto& section : file.sections)  // no edges
    if (section.name == "architectures") std::fill(section.payload.begin(), section.payload.begin() + 4, 0);
  CHECK(unpack_dataset(*surrogate::serialize_model_file(file)).error().where == "section 'architectures'");
}

}  // namespace
}  // namespace cellar::training
