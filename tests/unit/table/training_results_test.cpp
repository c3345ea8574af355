// SPDX-License-Identifier: Apache-2.0
#include <cellar/table/training_results.hpp>

#include <doctest/doctest.h>

#include <cellar/surrogate/model_file.hpp>

namespace cellar::table {
namespace {

TrainingResults results() {
  TrainingResults results;
  results.benchmark = "fashion-1shot1-1";
  results.rows = 11;
  results.images = {8000, 10000, 9000};
  results.recipes = {{1, "{}"}, {8, R"({"trainer":1})"}};
  results.macs = {60400, 0, 70000, 0, 0, 0, 0, 0, 0, 80000, 90000};
  auto& eight = results.series[{8, 3}];
  eight.resize(results.rows);
  eight[0] = TrainedNetwork{7000, 8300, 7400, 0.43f, 0.47f};
  eight[2] = TrainedNetwork::diverged();
  eight[10] = TrainedNetwork{8000, 10000, 9000, 0, 1e-9f};
  auto& one = results.series[{1, 1}];
  one.resize(results.rows);
  one[9] = TrainedNetwork{257, 0, 1, 2.5f, 2.25f};
  auto& modelled = results.modelled[1];
  modelled.resize(results.rows);
  for (std::uint16_t row = 0; row < results.rows; ++row)
    if (row != 9) modelled[row] = ModelledCounts{static_cast<std::uint16_t>(7000 + row), row};
  return results;
}

std::vector<std::uint8_t> packed(const TrainingResults& results) {
  return *pack(results, "fashion-1shot1-1-v1", "1.0.0");
}

TEST_CASE("what is packed comes back") {
  const auto unpacked = unpack_training_results(packed(results()));
  REQUIRE(unpacked);
  CHECK(*unpacked == results());
  CHECK(unpacked->series.at({8, 3})[2]->has_diverged());
}

TEST_CASE("a training takes fourteen bytes") {
  TrainingResults more = results();
  more.series[{8, 3}][1] = TrainedNetwork{1, 2, 3, 4, 5};
  CHECK(packed(more).size() == packed(results()).size() + 14);
}

TEST_CASE("a row is trained where any seed trained it so long") {
  TrainingResults more = results();
  more.series[{8, 4}].resize(more.rows);
  more.series[{8, 4}][1] = TrainedNetwork{1, 2, 3, 4, 5};
  CHECK(rows_trained(more, 8) == std::vector<bool>{1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 1});
  CHECK(rows_trained(more, 2) == std::vector<bool>(11));
}

TEST_CASE("what is trained is no longer modelled") {
  TrainingResults more = results();
  more.series[{1, 1}][3] = TrainedNetwork{1, 2, 3, 4, 5};
  const auto unpacked = unpack_training_results(packed(more));
  REQUIRE(unpacked);
  CHECK_FALSE(unpacked->modelled.at(1)[3]);
  CHECK(unpacked->modelled.at(1)[4] == results().modelled.at(1)[4]);
}

TEST_CASE("damaged files are refused") {
  const auto bytes = packed(results());
  const auto complaint = [&](auto change) {
    auto file = *surrogate::parse_model_file(bytes);
    change(file);
    const auto unpacked = unpack_training_results(*surrogate::serialize_model_file(file));
    REQUIRE_FALSE(unpacked);
    CHECK(unpacked.error().code == base::ErrorCode::model_damaged);
    return unpacked.error().text();
  };
  const auto section = [](surrogate::ModelFile& file, std::string_view name) -> std::vector<std::uint8_t>& {
    for (auto& each : file.sections)
      if (each.name == name) return each.payload;
    FAIL("no section " << name);
    return file.sections.front().payload;
  };
  CHECK(complaint([&](auto& file) { file.kind = "nb101-table"; }).starts_with("kind: "));
  CHECK(complaint([&](auto& file) { section(file, "macs").pop_back(); }).starts_with("section 'macs'"));
  CHECK(complaint([&](auto& file) { section(file, "trained 8 epochs seed 3").push_back(0); })
            .starts_with("section 'trained 8 epochs seed 3'"));
  CHECK(complaint([&](auto& file) {
          section(file, "trained 8 epochs seed 3")[1] |= 0x80;
        }).find("beyond the last row") != std::string::npos);
  CHECK(complaint([&](auto& file) { section(file, "values 1 epochs seed 1").pop_back(); }).find("does not fit") !=
        std::string::npos);
  CHECK(complaint([&](auto& file) { section(file, "values 1 epochs seed 1")[1] = 0xFF; }).find("impossible values") !=
        std::string::npos);
  CHECK(complaint([&](auto& file) { section(file, "modelled 1 epochs").pop_back(); })
            .find("does not fit the rows not trained") != std::string::npos);
  CHECK(complaint([&](auto& file) { section(file, "modelled 1 epochs")[10] = 0xFF; }).find("more images") !=
        std::string::npos);
  CHECK(complaint([&](auto& file) {
          for (auto& each : file.sections)
            if (each.name == "trained 1 epochs seed 1") each.name = "trained 1 epochs seed";
        }).find("no series") != std::string::npos);
  auto cut = bytes;
  cut.pop_back();
  CHECK_FALSE(unpack_training_results(cut));
}

}  // namespace
}  // namespace cellar::table
