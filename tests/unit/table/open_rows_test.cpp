// SPDX-License-Identifier: Apache-2.0
#include <cellar/table/open_rows.hpp>

#include <algorithm>

#include <doctest/doctest.h>

#include <cellar/base/rng.hpp>
#include <cellar/space/darts.hpp>

namespace cellar::table {
namespace {

std::vector<space::Architecture> samples(std::size_t count) {
  base::Rng rng(7);
  std::vector<space::Architecture> architectures;
  for (std::size_t i = 0; i < count; ++i) architectures.push_back(space::darts::space().sample(rng));
  return architectures;
}

// Results with rows for some architectures, each with its place in `architectures` as its count of right images.
TrainingResults results_of(const std::vector<space::Architecture>& architectures) {
  TrainingResults results;
  results.benchmark = "fashion-darts";
  results.images = {8000, 10000, 10000};
  results.recipes[8] = "{}";
  add_rows(results, architectures);
  auto& column = results.series[{8, 1}];
  column.resize(results.rows);
  for (std::size_t i = 0; i < architectures.size(); ++i) {
    const auto at = std::lower_bound(results.architectures.begin(), results.architectures.end(), architectures[i]);
    const auto row = static_cast<std::size_t>(at - results.architectures.begin());
    column[row] = TrainedNetwork{1, static_cast<std::uint16_t>(i), 1, 1, 1};
    results.macs[row] = static_cast<std::uint32_t>(1000 + i);
    results.sources[row] = i % 2 == 0 ? "rs" : "";
  }
  return results;
}

TEST_CASE("new rows leave the others what they have") {
  const auto all = samples(9);
  TrainingResults grown = results_of({all.begin(), all.begin() + 5});
  add_rows(grown, std::vector(all.begin() + 3, all.end()));
  CHECK(grown.rows == 9);
  CHECK(std::is_sorted(grown.architectures.begin(), grown.architectures.end()));
  const TrainingResults whole = results_of(all);
  CHECK(grown.architectures == whole.architectures);
  for (std::size_t row = 0; row < grown.rows; ++row) {
    const auto& trained = grown.series.at({8, 1})[row];
    const auto expected = *whole.series.at({8, 1})[row];
    CHECK(trained.has_value() == (expected.val_correct < 5));
    if (!trained) continue;
    CHECK(*trained == expected);
    CHECK(grown.macs[row] == whole.macs[row]);
    CHECK(grown.sources[row] == whole.sources[row]);
  }
}

TEST_CASE("architectures and sources come back from the file, at 17 bytes each") {
  const auto results = results_of(samples(9));
  const auto bytes = pack(results, "fashion-darts", "1.0.0");
  REQUIRE(bytes);
  const auto unpacked = unpack_training_results(*bytes);
  REQUIRE(unpacked);
  CHECK(*unpacked == results);
  const auto more = pack(results_of(samples(10)), "fashion-darts", "1.0.0");
  CHECK(more->size() == bytes->size() + 16 + 1 + 4 + 14);  // row, source, multiply-adds, training
}

TEST_CASE("the first search by name counts, whichever comes first") {
  std::string source;
  name_source(source, "rs");
  name_source(source, "");
  CHECK(source == "rs");
  name_source(source, "de");
  name_source(source, "re");
  CHECK(source == "de");
}

TEST_CASE("damaged rows are refused") {
  const auto bytes = pack(results_of(samples(3)), "fashion-darts", "1.0.0");
  const auto complaint = [&](const char* name, auto change) {
    auto file = *surrogate::parse_model_file(*bytes);
    for (auto& section : file.sections)
      if (section.name == name) change(section.payload);
    const auto unpacked = unpack_training_results(*surrogate::serialize_model_file(file));
    REQUIRE_FALSE(unpacked);
    CHECK(unpacked.error().code == base::ErrorCode::model_damaged);
    return unpacked.error().text();
  };
  CHECK(complaint("architectures", [](auto& rows) { rows[0] = 200; }).find("row 0") != std::string::npos);
  CHECK(complaint("architectures", [](auto& rows) { rows.pop_back(); }).find("16 bytes") != std::string::npos);
  CHECK(complaint("architectures", [](auto& rows) { rows.resize(32); }).find("as many as rows") != std::string::npos);
  CHECK(complaint("architectures", [](auto& rows) {
          std::rotate(rows.begin(), rows.begin() + 16, rows.end());
        }).find("not ascending") != std::string::npos);
  CHECK(complaint("source", [](auto& numbers) { numbers[1] = 9; }).find("not listed") != std::string::npos);
  CHECK(complaint("source", [](auto& numbers) { numbers.push_back(0); }).find("another length") != std::string::npos);
}

}  // namespace
}  // namespace cellar::table
