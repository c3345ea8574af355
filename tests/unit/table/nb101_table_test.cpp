// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cellar/base/rng.hpp>
#include <cellar/base/sha256.hpp>
#include <cellar/space/nb101_enumeration.hpp>
#include <cellar/surrogate/model_file.hpp>
#include <cellar/table/nb101_table.hpp>
#include "shipped_file.hpp"

using namespace cellar;
using table::Nb101Row;
using table::Nb101Table;
using table::Nb101Values;

namespace {

Nb101Values random_values(base::Rng& rng, bool measured) {
  Nb101Values values;
  values.test_correct = static_cast<std::uint16_t>(rng.below(9985));
  for (auto& correct : values.val_correct) correct = static_cast<std::uint16_t>(rng.below(9980));
  values.training_milliseconds = rng.below(5'000'000);
  values.measured = measured;
  return table::on_grid(values);
}

// Every 997th cell with made-up values, half of them "measured".
std::vector<Nb101Row> some_rows() {
  const auto keys = space::nb101::all_keys();
  base::Rng rng(7);
  std::vector<Nb101Row> rows;
  for (std::size_t i = 0; i < keys.size(); i += 997) rows.push_back({keys[i], random_values(rng, i % 2 == 0)});
  return rows;
}

std::vector<std::uint8_t> written(const std::vector<Nb101Row>& rows) {
  return *table::write_nb101_table("test-table", "1", rows, false);
}

}  // namespace

TEST_CASE("what is written is read, measured values exactly and modelled ones on their grid") {
  const auto rows = some_rows();
  const auto table = Nb101Table::read(written(rows));
  REQUIRE(table);
  REQUIRE(table->size() == rows.size());
  for (const auto& row : rows) {
    const auto found = table->find(row.key);
    REQUIRE(found);
    CHECK(table->values(*found) == row.values);
  }
  CHECK(!table->find(rows[0].key + 1));
}

TEST_CASE("the grid moves modelled values by half a step at most and measured ones not at all") {
  Nb101Values values{9123, {4321, 6543, 8888, 9222}, 1'234'567, false};
  const auto rounded = table::on_grid(values);
  CHECK(rounded.test_correct == 9123);
  CHECK(rounded.val_correct == std::array<std::uint16_t, 4>{4300, 6550, 8880, 9220});
  CHECK(rounded.training_milliseconds == 1'234'000);
  CHECK(table::on_grid(rounded) == rounded);
  values.measured = true;
  CHECK(table::on_grid(values) == values);
}

TEST_CASE("a damaged table is refused") {
  const auto bytes = written(some_rows());
  base::Rng rng(3);
  for (int i = 0; i < 300; ++i) {
    auto damaged = bytes;
    damaged[rng.below(static_cast<std::uint32_t>(damaged.size()))] ^= static_cast<std::uint8_t>(1 + rng.below(255));
    CHECK(Nb101Table::read(damaged).error().code == base::ErrorCode::model_damaged);
    damaged.resize(rng.below(static_cast<std::uint32_t>(bytes.size())));
    CHECK(Nb101Table::read(damaged).error().code == base::ErrorCode::model_damaged);
  }
}

TEST_CASE("damage behind a right checksum is named by its section, or answers within the ranges") {
  const auto file = *surrogate::parse_model_file(written(some_rows()));
  const auto read = [](const surrogate::ModelFile& changed) {
    return Nb101Table::read(*surrogate::serialize_model_file(changed));
  };
  for (std::size_t s = 0; s < file.sections.size(); ++s) {
    CAPTURE(file.sections[s].name);
    auto shorter = file, longer = file, renamed = file;
    shorter.sections[s].payload.pop_back();
    longer.sections[s].payload.push_back(0);
    renamed.sections[s].name = "x";
    const std::string where = "section '" + file.sections[s].name + "'";
    CHECK(!read(shorter));
    CHECK(read(renamed).error().where.substr(0, where.size()) == where);
    if (file.sections[s].name != "cells") CHECK(read(longer).error().where == where);
  }
  auto other = file;
  other.kind = "nb301-surrogate";
  CHECK(read(other).error().where == "kind");

  base::Rng rng(4);
  for (int i = 0; i < 500; ++i) {
    auto changed = file;
    auto& payload = changed.sections[rng.below(static_cast<std::uint32_t>(file.sections.size()))].payload;
    payload[rng.below(static_cast<std::uint32_t>(payload.size()))] = static_cast<std::uint8_t>(rng.below(256));
    const auto table = read(changed);
    if (!table) continue;
    for (std::size_t row = 0; row < table->size(); ++row) CHECK(table->values(row).test_correct <= table::kNb101Images);
  }
}

TEST_CASE("the shipped table has every cell and the public record's values") {
  const auto table = Nb101Table::read(shipped_file("nb101-table-v1.cellar"));
  REQUIRE(table);
  CHECK(table->size() == space::nb101::kCellCount);
  std::size_t measured = 0;
  for (std::size_t row = 0; row < table->size(); ++row) measured += table->values(row).measured ? 1 : 0;
  CHECK(measured == 20'001);

  // The cell with the smallest hash: input, 3x3, max pool, 3x3, 3x3, 1x1, output (google-research/nasbench).
  space::nb101::Cell cell;
  cell.vertices = 7;
  for (const auto& [from, to] : {std::pair{0, 1}, {0, 4}, {0, 5}, {1, 2}, {2, 3}, {2, 6}, {3, 5}, {4, 5}, {5, 6}})
    cell.add_edge(from, to);
  using enum space::nb101::Operation;
  cell.operations = {conv3x3_bn_relu, maxpool3x3, conv3x3_bn_relu, conv3x3_bn_relu, conv1x1_bn_relu};
  const auto row = table->find(*space::nb101::find_key(cell));
  REQUIRE(row);
  const auto& values = table->values(*row);
  CHECK(values.measured);
  CHECK(values.test_correct == 9197);   // 0.92117387
  CHECK(values.val_correct[3] == 9290);  // 0.93048877
  CHECK(values.training_milliseconds == 1'768'976);
}

TEST_CASE("the table of the one-shot spaces says what the whole table says") {
  const auto whole = Nb101Table::read(shipped_file("nb101-table-v1.cellar"));
  const auto part = Nb101Table::read(shipped_file("nb1shot1-table-v1.cellar"));
  REQUIRE(whole);
  REQUIRE(part);
  CHECK(part->size() == 66'111);
  for (std::size_t row = 0; row < part->size(); ++row) {
    const auto same = whole->find(part->keys()[row]);
    REQUIRE(same);
    CHECK(whole->values(*same) == part->values(row));
  }
}
