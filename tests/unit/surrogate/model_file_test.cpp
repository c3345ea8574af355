// SPDX-License-Identifier: Apache-2.0
#include <cellar/surrogate/model_file.hpp>

#include <bit>
#include <limits>

#include <doctest/doctest.h>

#include "surrogate/random_trees.hpp"

using namespace cellar;
using namespace cellar::surrogate;

namespace {

ModelFile named() { return {.kind = "test-surrogate", .name = "test-v1", .version = "1.0.0", .sections = {}}; }

ModelFile round_trip(const ModelFile& file) {
  const auto bytes = serialize_model_file(file);
  REQUIRE(bytes);
  auto parsed = parse_model_file(*bytes);
  REQUIRE(parsed);
  CHECK(*parsed == file);
  CHECK(*serialize_model_file(*parsed) == *bytes);
  return *std::move(parsed);
}

}  // namespace

TEST_CASE("an empty model file holds nothing but header, names and checksum") {
  // Header, three names with their lengths, number of sections, checksum: see models/FORMAT.md.
  CHECK(serialize_model_file(named())->size() == 20 + 26 + 3 + 4 + 32);
  round_trip(named());
}

TEST_CASE("texts and numbers come back bit for bit") {
  ModelFile file = named();
  const std::string text = "Zela, Siems: \xe2\x89\xa5 0.935 \xf0\x9f\x8c\xb3\n";
  const std::vector<double> numbers = {0.0,
                                       -0.0,
                                       0.1,
                                       std::numeric_limits<double>::denorm_min(),
                                       std::numeric_limits<double>::infinity(),
                                       std::bit_cast<double>(std::uint64_t{0x7ff8'0000'dead'beef})};
  write_text(file, "source", text);
  write_text(file, "nothing", "");
  write_numbers(file, "curve", numbers);
  write_numbers(file, "no numbers", {});

  const ModelFile parsed = round_trip(file);
  CHECK(*read_text(parsed, "source") == text);
  CHECK(*read_text(parsed, "nothing") == "");
  CHECK(read_numbers(parsed, "no numbers")->empty());
  const auto read = read_numbers(parsed, "curve");
  REQUIRE(read);
  REQUIRE(read->size() == numbers.size());
  for (std::size_t i = 0; i < numbers.size(); ++i)
    CHECK(std::bit_cast<std::uint64_t>((*read)[i]) == std::bit_cast<std::uint64_t>(numbers[i]));
}

TEST_CASE("bytes come back, and a column spreads 16-bit numbers over its grid") {
  ModelFile file = named();
  const std::vector<std::uint8_t> bytes = {0, 255, 7};
  write_bytes(file, "choices", bytes);
  // 90 and 0.5 as doubles, then 0, 3 and 65,535.
  file.sections.push_back({SectionKind::column, "labels",
                           {0, 0, 0, 0, 0, 0x80, 0x56, 0x40, 0, 0, 0, 0, 0, 0, 0xe0, 0x3f, 0, 0, 3, 0, 0xff, 0xff}});
  const ModelFile parsed = round_trip(file);
  CHECK(*read_bytes(parsed, "choices") == bytes);
  CHECK(*read_column(parsed, "labels") == std::vector{90.0, 91.5, 90.0 + 65'535 * 0.5});
  CHECK(!read_bytes(parsed, "labels"));
  CHECK(!read_column(parsed, "choices"));
}

TEST_CASE("trees of every shape come back") {
  base::Rng rng(30);
  for (int round = 0; round < 40; ++round) {
    CAPTURE(round);
    ModelFile file = named();
    TreeEnsembleSpec spec = testing::random_spec(1 + rng.below(12), 30, 256, rng);
    REQUIRE(write_trees(file, spec));
    TreeEnsembleSpec other = testing::random_spec(1, 3, 256, rng);
    other.name = "runtime_seconds";
    REQUIRE(write_trees(file, other));

    const ModelFile parsed = round_trip(file);
    CHECK(*read_trees(parsed, "val_accuracy") == spec);
    CHECK(*read_trees(parsed, "runtime_seconds") == other);
  }
}

TEST_CASE("more than 255 conditions need a symbol's second byte") {
  TreeEnsembleSpec spec{.name = "q", .quantum = 1, .base = {0}, .members = {{}}};
  for (int i = 0; i < 700; ++i)
    spec.members[0].push_back(Tree{{{static_cast<std::uint8_t>(i % 7), static_cast<std::uint8_t>(i / 7), false, 0},
                                    {.value = i},
                                    {.value = -i}}});
  ModelFile file = named();
  REQUIRE(write_trees(file, spec));
  CHECK(*read_trees(round_trip(file), "q") == spec);
}

TEST_CASE("the bytes of a trees section are as models/FORMAT.md says") {
  const Tree::Node low{.value = -2};
  const Tree::Node high{.value = 300};
  TreeEnsembleSpec spec{.name = "q", .quantum = 0.5, .base = {1, 2}, .members = {{}, {}}};
  spec.members[0] = {Tree{{{1, 3, false, 0}, low, high}}, Tree{{high}}};
  ModelFile file = named();
  REQUIRE(write_trees(file, spec));
  const std::vector<std::uint8_t> expected = {
      0, 0, 0, 0, 0, 0, 0xe0, 0x3f,                 // quantum
      2, 0, 0, 0,                                   // members
      0, 0, 0, 0, 0, 0, 0xf0, 0x3f, 2, 0, 0, 0,     // base and trees of the first
      0, 0, 0, 0, 0, 0, 0x00, 0x40, 0, 0, 0, 0,     // and of the second
      1, 0, 0, 0, 1, 3,                             // one condition: feature 1 above 3
      4, 0, 0, 0, 3, 0, 0, 0,                       // 4 nodes, 3 leaves
      1, 0, 0, 0, 0, 0, 0, 0,                       // condition or leaf: low bytes, high bytes
      3, 0x58, 0x58, 0, 2, 2};                      // leaves -2, 300, 300: low bytes, high bytes
  CHECK(file.sections[0].payload == expected);
}

TEST_CASE("writing refuses names and trees that could not be read") {
  base::Rng rng(31);
  for (const std::string& bad : {std::string(), std::string(256, 'x'), std::string("tab\t"), std::string("\xc3\xbc")}) {
    CAPTURE(bad);
    for (std::string ModelFile::*field : {&ModelFile::kind, &ModelFile::name, &ModelFile::version}) {
      ModelFile file = named();
      file.*field = bad;
      const auto refused = serialize_model_file(file);
      REQUIRE(!refused);
      CHECK(refused.error().code == base::ErrorCode::invalid_argument);
    }
    ModelFile file = named();
    write_text(file, bad, "text");
    CHECK(!serialize_model_file(file));
  }
  ModelFile twice = named();
  write_text(twice, "a", "1");
  write_numbers(twice, "a", {});
  CHECK(serialize_model_file(twice).error().where == "section 'a'");

  TreeEnsembleSpec deep = testing::random_spec(1, 1, 4, rng);
  deep.members[0] = {Tree{}};
  ModelFile file = named();
  CHECK(write_trees(file, deep).error().code == base::ErrorCode::invalid_argument);
  CHECK(file.sections.empty());
}

TEST_CASE("an absent section and one of another kind are named") {
  ModelFile file = named();
  write_text(file, "card", "text");
  const auto absent = read_numbers(file, "curve");
  REQUIRE(!absent);
  CHECK(absent.error().code == base::ErrorCode::model_damaged);
  CHECK(absent.error().where == "section 'curve', byte 0");
  CHECK(read_numbers(file, "card").error().message.find("another kind") != std::string::npos);
  CHECK(read_trees(file, "card").error().message.find("another kind") != std::string::npos);
}
