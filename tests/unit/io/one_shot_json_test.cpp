// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cellar/io/one_shot_json.hpp>
#include <cellar/space/nb1shot1.hpp>

using namespace cellar;
using namespace cellar::study;

namespace {

const auto& space_1() { return space::nb1shot1::space(1); }

OneShotRecord example() {
  OneShotRecord record;
  record.spec.benchmark = "nb1shot1-1";
  record.spec.methods = {*oneshot::resolve({"darts", {}}), *oneshot::resolve({"gdas", {{"clip", 2.5}}})};
  record.spec.runs = 2;
  record.spec.correlation = {20, 5};
  record.model = {"table", std::string(64, 'a')};
  record.optimum = {0.95, 0.94};
  record.data_sha256 = std::string(64, 'b');
  record.training_images = 8000;
  base::Rng rng(1);
  for (std::size_t method = 0; method < 2; ++method) {
    OneShotRunRecord run{{method, 1}, {}, method == 1 ? "epoch 2: the loss is no longer a number" : ""};
    OneShotEpoch epoch;
    epoch.report = {1, 1.25, 0.5, 0.625, 0.75, 1e9, {space_1().sample(rng), {}}};
    epoch.report.choice.weights = space_1().one_hot(epoch.report.choice.architecture);
    epoch.answer.val_accuracy = 0.9;
    epoch.answer.test_accuracy = 0.89;
    epoch.answer.runtime_seconds = 3;
    epoch.answer.fidelity = 108;
    epoch.answer.flags = benchmark::kMeasured;
    epoch.simulated_seconds = 3.05;
    if (method == 0) epoch.rank_correlation = -0.125;
    run.epochs.push_back(epoch);
    record.runs.push_back(run);
  }
  return record;
}

std::string journal_of(const OneShotRecord& record) {
  std::string text = io::one_shot_journal_header(record);
  for (auto run = record.runs.rbegin(); run != record.runs.rend(); ++run) text += io::one_shot_journal_line(*run, space_1());
  return text;
}

}  // namespace

TEST_CASE("a record and a journal of one-shot methods read back as they were") {
  const OneShotRecord record = example();
  const std::string text = io::to_json(record, space_1());
  const auto read = io::parse_one_shot_record(text);
  REQUIRE(read);
  CHECK(read->spec == record.spec);
  CHECK(io::to_json(*read, space_1()) == text);
  const auto journal = io::parse_one_shot_journal(journal_of(record));
  REQUIRE(journal);
  CHECK(!journal->torn);
  CHECK(io::to_json(journal->record, space_1()) == text);  // runs in order, whatever order they ended in
}

TEST_CASE("a torn last line counts as not written, another damaged line is an error") {
  const std::string whole = journal_of(example());
  const auto torn = io::parse_one_shot_journal(whole.substr(0, whole.size() - 9));
  REQUIRE(torn);
  CHECK(torn->torn);
  CHECK(torn->record.runs.size() == 1);
  std::string damaged = whole;
  damaged[damaged.find("\"epoch\":1") + 8] = '2';
  const auto refused = io::parse_one_shot_journal(damaged);
  REQUIRE(!refused);
  CHECK(refused.error().text().find("line 2") != std::string::npos);
  CHECK(!io::parse_one_shot_journal(""));
}

TEST_CASE("records that lie are refused with the place") {
  const std::string text = io::to_json(example(), space_1());
  const auto with = [&](std::string_view from, std::string_view to) {
    std::string changed = text;
    const auto at = changed.find(from);
    REQUIRE(at != std::string::npos);
    changed.replace(at, from.size(), to);
    const auto read = io::parse_one_shot_record(changed);
    REQUIRE(!read);
    return read.error().where;
  };
  CHECK(with("cellar.oneshot/1", "cellar.oneshot/9") == "schema");
  CHECK(with("\"name\": \"gdas\"", "\"name\": \"nobody\"") == "methods[1].name");
  CHECK(with("\"method\": 1,\n", "\"method\": 2,\n") == "runs[1].method");
  CHECK(with("\"method\": 1", "\"method\": 0") == "runs");  // twice
  CHECK(with("0.625", "1.5") == "runs[0].epochs[0].one_shot_accuracy");
  CHECK(with("\"benchmark\": \"nb1shot1-1\"", "\"benchmark\": \"nb9\"") == "benchmark");
}

TEST_CASE("an epoch is a row of CSV") {
  const std::string csv = io::one_shot_csv(example(), space_1());
  CHECK(std::count(csv.begin(), csv.end(), '\n') == 3);
  CHECK(csv.find("\ndarts,1,1,1.25,0.5,0.625,0.75,") != std::string::npos);
  CHECK(csv.find("\ngdas:clip=2.5,1,1,") != std::string::npos);
  CHECK(csv.find("-0.125") != std::string::npos);
}
