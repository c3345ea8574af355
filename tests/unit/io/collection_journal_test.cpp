// SPDX-License-Identifier: Apache-2.0
#include <cellar/io/collection_journal.hpp>

#include <doctest/doctest.h>

#include <cellar/io/sealed_lines.hpp>

namespace cellar::io {
namespace {

const CollectionHeader kHeader{"fashion-1shot1-1", 8, {8000, 10000, 10000}, R"({"trainer":1,"data_sha256":"00"})"};

CollectedTraining training() { return {"[[0], [(0, 1), (1, 2)]]", 3, {7000, 8300, 8200, 0.43f, 0.5f}, 60400, 0.75, 0}; }

CollectedTraining diverged() {
  return {"[[1], [(0, 1), (1, 2)]]", 1, table::TrainedNetwork::diverged(), 50000, 0.5, 12};
}

TEST_CASE("what is written is read") {
  const std::string text = collection_header(kHeader) + collection_line(training()) + collection_line(diverged());
  const auto journal = parse_collection_journal(text);
  REQUIRE(journal);
  CHECK(journal->header == kHeader);
  REQUIRE(journal->trainings.size() == 2);
  CHECK(journal->trainings[0].architecture == training().architecture);
  CHECK(journal->trainings[0].seed == 3);
  CHECK(journal->trainings[0].trained == training().trained);
  CHECK(journal->trainings[0].macs == 60400);
  CHECK(journal->trainings[0].seconds == 0.75);
  CHECK(journal->trainings[1].trained.has_diverged());
  CHECK(journal->trainings[1].diverged_step == 12);
  CHECK(journal->whole_bytes == text.size());
  CHECK_FALSE(journal->torn);
}

TEST_CASE("a last line that was cut anywhere is torn; the lines before count") {
  const std::string before = collection_header(kHeader) + collection_line(training());
  const std::string last = collection_line(diverged());
  for (std::size_t kept = 1; kept < last.size(); ++kept) {
    CAPTURE(kept);
    const auto journal = parse_collection_journal(before + last.substr(0, kept));
    REQUIRE(journal);
    CHECK(journal->torn);
    CHECK(journal->whole_bytes == before.size());
    CHECK(journal->trainings.size() == 1);
  }
}

TEST_CASE("errors name the line") {
  const std::string header = collection_header(kHeader), line = collection_line(training());
  const auto complaint = [](const std::string& text) {
    const auto journal = parse_collection_journal(text);
    REQUIRE_FALSE(journal);
    CHECK(journal.error().code == base::ErrorCode::parse_error);
    return journal.error().text();
  };
  std::string changed = line;
  changed[20] ^= 1;
  CHECK(complaint(header + changed + line).starts_with("line 2: is damaged"));
  CHECK(complaint("").starts_with("line 1: "));
  CHECK(complaint(line + line).starts_with("line 1, schema"));
  CHECK(complaint(header + seal(R"({"architecture":"x","seed":70000})") + line).starts_with("line 2, seed"));
}

TEST_CASE("recipes differ where a training would") {
  const CollectionRecipe recipe{{}, {}, {8000, 10000, 10000}, "00"};
  CollectionRecipe other = recipe;
  CHECK(other.text() == recipe.text());
  SUBCASE("option") { other.training.augmentation.flip = true; }
  SUBCASE("rate") { other.training.learning_rate = 0.1; }
  SUBCASE("width") { other.shape.channels = 8; }
  SUBCASE("images") { other.images.training = 4000; }
  SUBCASE("data") { other.data_sha256 = "01"; }
  SUBCASE("epochs") { other.training.epochs = 4; }
  CHECK(other.text() != recipe.text());
}

}  // namespace
}  // namespace cellar::io
