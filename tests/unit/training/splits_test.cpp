// SPDX-License-Identifier: Apache-2.0
#include <training/data/splits.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include <cellar/space/darts.hpp>
#include <cellar/surrogate/model_file.hpp>
#include <training/data/split_file.hpp>

#include "made_up_dataset.hpp"

namespace cellar::training {
namespace {

using base::ErrorCode;
using Rows = std::vector<std::size_t>;

const Dataset& data() {
  static const Dataset made = made_up_dataset(space::darts::space(), 600, {"rs", "de", "re", "tpe"}, 5);
  return made;
}

Split split(std::string_view text, std::uint64_t seed = 1) {
  const auto made = make_split(data(), text, seed);
  REQUIRE(made);
  return *made;
}

// All rows once, ascending in each part.
void check_whole(const Split& split) {
  std::set<std::size_t> all;
  for (const Rows* part : {&split.train, &split.validation, &split.test}) {
    CHECK(std::is_sorted(part->begin(), part->end()));
    all.insert(part->begin(), part->end());
  }
  CHECK(split.train.size() + split.validation.size() + split.test.size() == data().size());
  CHECK(all.size() == data().size());
  CHECK(*all.rbegin() == data().size() - 1);
}

std::map<std::string, std::size_t> by_source(const Rows& rows) {
  std::map<std::string, std::size_t> counts;
  for (const std::size_t row : rows) ++counts[data().source[row]];
  return counts;
}

TEST_CASE("every split parts all rows, the same for the same seed and another for another one") {
  for (const char* text : {"80/10/10", "50/25/25", "leave-out=re", "poor=0.92", "good=0.92", "fold=1/5", "fold=5/5"}) {
    CAPTURE(text);
    check_whole(split(text));
    CHECK(split(text) == split(text));
    CHECK(split(text, 2) != split(text));
  }
}

TEST_CASE("shares hold in every source") {
  const auto made = split("80/10/10");
  CHECK(made.name == "80/10/10");
  Rows all;
  for (const Rows* part : {&made.train, &made.validation, &made.test})
    all.insert(all.end(), part->begin(), part->end());
  const auto total = by_source(all);
  CHECK(total.size() == 4);
  for (const auto& [source, count] : total) {
    const auto of = static_cast<double>(count);
    CHECK(std::abs(static_cast<double>(by_source(made.train)[source]) - 0.8 * of) <= 0.5);
    CHECK(std::abs(static_cast<double>(by_source(made.validation)[source]) - 0.1 * of) <= 1);
    CHECK(std::abs(static_cast<double>(by_source(made.test)[source]) - 0.1 * of) <= 1);
  }
}

TEST_CASE("a source's rows are drawn without regard to the others") {
  Dataset fewer = data();
  const auto is_kept = [&](std::size_t row) { return data().source[row] != "de"; };
  Rows kept;
  fewer.architectures.clear(), fewer.source.clear(), fewer.val_accuracy.clear();
  for (std::size_t row = 0; row < data().size(); ++row) {
    if (!is_kept(row)) continue;
    kept.push_back(row);
    fewer.architectures.push_back(data().architectures[row]);
    fewer.source.push_back(data().source[row]);
    fewer.val_accuracy.push_back(data().val_accuracy[row]);
  }
  Rows test;
  const auto made = make_split(fewer, "80/10/10", 1);
  REQUIRE(made);
  for (const std::size_t row : made->test) test.push_back(kept[row]);
  Rows expected = split("80/10/10").test;
  std::erase_if(expected, [&](std::size_t row) { return !is_kept(row); });
  CHECK(test == expected);
}

TEST_CASE("a source that is left out is all of the test") {
  const auto made = split("leave-out=re");
  CHECK(made.name == "without re");
  CHECK(by_source(made.test).size() == 1);
  CHECK(by_source(made.test).contains("re"));
  for (const std::size_t row : made.train) CHECK(data().source[row] != "re");
  for (const std::size_t row : made.validation) CHECK(data().source[row] != "re");
  const std::size_t others = made.train.size() + made.validation.size();
  CHECK(static_cast<double>(made.train.size()) == doctest::Approx(0.9 * static_cast<double>(others)).epsilon(0.01));
  const auto unknown = make_split(data(), "leave-out=bananas", 1);
  CHECK(unknown.error().code == ErrorCode::unknown_name);
  CHECK(unknown.error().message.find("known: de re rs tpe") != std::string::npos);
}

TEST_CASE("one region is trained on, the other tested") {
  const auto poor = split("poor=0.92"), good = split("good=0.92");
  CHECK(poor.name == "trained below 92.00 %");
  CHECK(good.name == "trained from 92.00 % on");
  for (const std::size_t row : poor.train) CHECK(data().val_accuracy[row] < 0.92);
  for (const std::size_t row : poor.validation) CHECK(data().val_accuracy[row] < 0.92);
  for (const std::size_t row : poor.test) CHECK(data().val_accuracy[row] >= 0.92);
  for (const std::size_t row : good.train) CHECK(data().val_accuracy[row] >= 0.92);
  for (const std::size_t row : good.test) CHECK(data().val_accuracy[row] < 0.92);
  CHECK(make_split(data(), "good=0.97", 1).error().code == ErrorCode::invalid_argument);  // nothing is that good
  CHECK(make_split(data(), "poor=0.97", 1).error().message.find("nothing to test on") != std::string::npos);
}

TEST_CASE("folds are equal, and test every row once") {
  std::vector<int> tested(data().size());
  for (int fold = 1; fold <= 7; ++fold) {
    const auto made = split("fold=" + std::to_string(fold) + "/7");
    CHECK(made.name == "fold " + std::to_string(fold) + " of 7");
    CHECK(std::abs(static_cast<double>(made.test.size()) - 600.0 / 7) < 1);
    for (const auto& [source, count] : by_source(made.test)) CHECK(count > 1);
    for (const std::size_t row : made.test) ++tested[row];
  }
  CHECK(tested == std::vector<int>(data().size(), 1));
}

TEST_CASE("without sources all rows are one") {
  Dataset plain = data();
  plain.source.clear();
  const auto made = make_split(plain, "80/10/10", 1);
  REQUIRE(made);
  CHECK(made->train.size() == 480);
  CHECK(made->test.size() == 60);
  CHECK(make_split(plain, "leave-out=rs", 1).error().message.find("known: none") != std::string::npos);
}

TEST_CASE("no test is needed where none is asked for") {
  const auto made = split("90/10/0");
  CHECK(made.test.empty());
  CHECK(split("100/0/0").train.size() == data().size());
}

bool contains(const Rows& more, const Rows& fewer) {
  return std::includes(more.begin(), more.end(), fewer.begin(), fewer.end());
}

TEST_CASE("fewer training points are among more; the test stays") {
  const auto whole = split("80/10/10");
  Split more = whole;
  for (const std::size_t points : {200u, 100u, 50u, 1u}) {
    const auto fewer = with_training_points(whole, points, 4);
    CHECK(fewer.train.size() == points);
    CHECK(contains(more.train, fewer.train));
    CHECK(contains(more.validation, fewer.validation));
    CHECK(std::abs(static_cast<double>(fewer.validation.size()) - static_cast<double>(points) / 8) <= 1);
    CHECK(fewer.test == whole.test);
    more = fewer;
  }
  CHECK(with_training_points(whole, 1000, 4) == whole);
  CHECK(with_training_points(whole, 100, 5).train != with_training_points(whole, 100, 4).train);
}

TEST_CASE("texts that are no split are refused") {
  for (const char* text : {"", "80", "80/20", "80/10/10/0", "a/b/c", "80/10/10 ", "leave-out=", "leave_out=de",
                           "poor=x", "fold=2", "fold=2/5/1", "fold=/5", "=", "poor=", "good=0.9.1"}) {
    CAPTURE(text);
    const auto made = parse_split(text);
    REQUIRE_FALSE(made);
    CHECK(made.error().code == ErrorCode::invalid_argument);
    CHECK(made.error().message.find("fold=2/5") != std::string::npos);
  }
  for (const char* text : {"80/10/11", "0/50/50", "110/-5/-5", "2000000000/2000000000/100", "fold=0/5", "fold=6/5",
                           "fold=1/1", "fold=1/1001", "poor=0", "poor=92", "good=nan"}) {
    CAPTURE(text);
    CHECK(parse_split(text).error().code == ErrorCode::invalid_argument);
  }
}

TEST_CASE("a split is kept with its data set and refused with another one") {
  const auto made = split("leave-out=tpe");
  const auto bytes = pack(made, data());
  REQUIRE(bytes);
  const auto back = unpack_split(*bytes, data());
  REQUIRE(back);
  CHECK(*back == made);
  Dataset other = data();
  other.test_accuracy[0] /= 2;
  const auto refused = unpack_split(*bytes, other);
  CHECK(refused.error().code == ErrorCode::mismatch);
  CHECK(refused.error().message.find("another data set") != std::string::npos);
  for (const std::size_t length : {std::size_t{0}, bytes->size() / 2, bytes->size() - 1})
    CHECK(unpack_split(std::span(*bytes).first(length), data()).error().code == ErrorCode::model_damaged);
  auto file = *surrogate::parse_model_file(*bytes);
  file.sections.back().payload[3] = 4;
  CHECK(unpack_split(*surrogate::serialize_model_file(file), data()).error().where == "section 'parts'");
  file.sections.back().payload.pop_back();
  CHECK(unpack_split(*surrogate::serialize_model_file(file), data()).error().where == "section 'parts'");
}

TEST_CASE("the hash tells splits and data apart, not names") {
  auto made = split("80/10/10");
  const auto hash = split_hash(made, data());
  CHECK(hash.size() == 64);
  made.name = "renamed";
  CHECK(split_hash(made, data()) == hash);
  CHECK(split_hash(split("80/10/10", 2), data()) != hash);
  auto moved = made;
  moved.test.push_back(moved.validation.back());
  moved.validation.pop_back();
  std::sort(moved.test.begin(), moved.test.end());
  CHECK(split_hash(moved, data()) != hash);
  Dataset other = data();
  other.source[0] = "other";
  CHECK(split_hash(made, other) != hash);
}

TEST_CASE("indices that are no split are not packed") {
  const auto refused = [](Split split) { return !pack(split, data()); };
  CHECK(refused({"twice", {1, 2}, {2}, {}}));
  CHECK(refused({"beyond", {600}, {}, {}}));
  CHECK(refused({"not ascending", {2, 1}, {}, {}}));
  CHECK_FALSE(refused({"not all rows", {1}, {}, {3}}));
}

}  // namespace
}  // namespace cellar::training
