// SPDX-License-Identifier: Apache-2.0
#include <cellar/io/journal.hpp>

#include <doctest/doctest.h>

#include <cellar/base/crc32c.hpp>
#include <cellar/io/record_json.hpp>
#include <io/example_record.hpp>

using namespace cellar;

namespace {

// The example study with its runs finished: the last of them spends its nine evaluations without an incumbent's worth.
study::StudyRecord finished_record() {
  auto record = io::example_record();
  for (auto& run : record.runs) run.evaluations = record.spec.evaluations;
  return record;
}

double seconds_of(const study::RunRecord& run) { return 0.125 * static_cast<double>(1 + run.optimizer + 3 * run.run); }

std::string line_of(const study::RunRecord& run) {
  return io::journal_line({run, seconds_of(run)}, space::darts::space());
}

// Header, then the runs in this order: as they finished.
std::string journal_of(const study::StudyRecord& record, const std::vector<std::size_t>& order) {
  std::string text = io::journal_header(record);
  for (const std::size_t i : order) text += line_of(record.runs[i]);
  return text;
}

std::string whole_journal() { return journal_of(finished_record(), {3, 0, 5, 1, 2, 4}); }

std::string error_of(const std::string& text) {
  const auto journal = io::parse_journal(text);
  REQUIRE(!journal);
  CHECK(journal.error().code == base::ErrorCode::parse_error);
  return journal.error().text();
}

// Where line `number` (from 1) begins.
std::size_t begin_of_line(const std::string& text, int number) {
  std::size_t at = 0;
  for (int line = 1; line < number; ++line) at = text.find('\n', at) + 1;
  return at;
}

}  // namespace

TEST_CASE("a journal reads back as the record of its runs, in canonical order, with their times") {
  const auto journal = io::parse_journal(whole_journal());
  REQUIRE(journal);
  CHECK(io::to_json(journal->study, space::darts::space()) == io::to_json(finished_record(), space::darts::space()));
  CHECK(journal->whole_bytes == whole_journal().size());
  CHECK(!journal->torn);
  REQUIRE(journal->times.size() == 6);
  for (std::size_t i = 0; i < 6; ++i) {
    const auto run = finished_record().runs[i];
    CHECK(journal->times[i].key == run.key());
    CHECK(journal->times[i].evaluations == 9);
    CHECK(journal->times[i].thinking_seconds == seconds_of(run));
  }
}

TEST_CASE("each line ends with the CRC-32C of what stands before it") {
  std::string text = whole_journal();
  while (!text.empty()) {
    const std::string line = text.substr(0, text.find('\n'));
    text.erase(0, line.size() + 1);
    const auto at = line.rfind(R"(,"crc32c":")");
    REQUIRE(at != std::string::npos);
    const std::uint32_t crc = base::crc32c({reinterpret_cast<const std::uint8_t*>(line.data()), at});
    CHECK(std::stoul(line.substr(at + 11, 8), nullptr, 16) == crc);
    CHECK(line.substr(at + 19) == "\"}");
  }
}

TEST_CASE("the header alone is a study of which nothing is done, with its shard") {
  auto record = finished_record();
  record.shard = {2, 3};
  record.version = "9.8.7";
  record.optimum = {0.95, 0.94};
  const auto journal = io::parse_journal(io::journal_header(record));
  REQUIRE(journal);
  CHECK(journal->study.spec == record.spec);
  CHECK(journal->study.model == record.model);
  CHECK(journal->study.shard == record.shard);
  CHECK(journal->study.version == "9.8.7");
  CHECK(journal->study.optimum == record.optimum);
  CHECK(journal->study.runs.empty());
}

TEST_CASE("wherever the last line is cut, the lines before it are kept") {
  const std::string text = whole_journal();
  const std::size_t last = begin_of_line(text, 7);
  for (std::size_t length = last + 1; length < text.size(); ++length) {
    const auto journal = io::parse_journal(text.substr(0, length));
    REQUIRE(journal);
    CHECK(journal->torn);
    CHECK(journal->whole_bytes == last);
    CHECK(journal->study.runs.size() == 5);
  }
}

TEST_CASE("a damaged last line counts as torn, be its end there or not") {
  std::string text = whole_journal();
  const std::size_t last = begin_of_line(text, 7);
  for (std::size_t at = last; at + 1 < text.size(); at += 3) {
    std::string damaged = text;
    damaged[at] ^= 1;
    const auto journal = io::parse_journal(damaged);
    REQUIRE(journal);
    CHECK(journal->torn);
    CHECK(journal->study.runs.size() == 5);
  }
}

TEST_CASE("no changed byte of a line in the middle goes unseen, and the line is named") {
  const std::string text = whole_journal();
  const std::size_t begin = begin_of_line(text, 4), end = begin_of_line(text, 5);
  for (std::size_t at = begin; at < end; ++at) {
    std::string damaged = text;
    damaged[at] ^= 1;
    CHECK(error_of(damaged).starts_with("line 4: is damaged; remove the line"));
  }
  CHECK(io::parse_journal(std::string(text).erase(begin, end - begin))->study.runs.size() == 5);  // the remedy
}

TEST_CASE("without a whole header nothing is known") {
  const std::string text = whole_journal();
  const std::string remedy = "line 1: no whole header of a journal, which says what the study was asked; ";
  CHECK(error_of("").starts_with(remedy));
  CHECK(error_of("\n").starts_with(remedy));
  CHECK(error_of(text.substr(0, begin_of_line(text, 2) - 1)).starts_with(remedy));
  CHECK(error_of(text.substr(begin_of_line(text, 2))).starts_with("line 1, schema: missing"));
  for (std::size_t at = 0; at < begin_of_line(text, 2); at += 3) {
    std::string damaged = text;
    damaged[at] ^= 1;
    CHECK(error_of(damaged).starts_with(remedy));
  }
}

TEST_CASE("a whole line that does not belong is refused with the run and the remedy") {
  auto record = finished_record();
  const std::string text = whole_journal();
  CHECK(error_of(text + line_of(record.runs[1]) + line_of(record.runs[1])) ==
        "line 8, rs, run 2: is also in line 5; remove one of them");
  record.runs[4].evaluations = 8;
  CHECK(error_of(journal_of(record, {0, 4})) == "line 3, run: is not finished; remove the line");
  record.runs[4].optimizer = 3;
  CHECK(error_of(journal_of(record, {4, 0})) == "line 2, run.optimizer: must be a whole number from 0 to 2");
  record.shard = {1, 2};
  CHECK(error_of(journal_of(record, {0, 1})) == "line 3, rs, run 2: is of another shard; remove the line");
  record.spec.benchmark = "nb999";
  CHECK(error_of(io::journal_header(record)).starts_with("line 1, benchmark: unknown benchmark 'nb999'"));
}

TEST_CASE("a run that its simulated seconds end is finished") {
  auto record = finished_record();
  record.runs[0].evaluations = 7;
  record.runs[0].simulated_seconds = *record.spec.simulated_seconds;
  CHECK(io::parse_journal(journal_of(record, {0})));
  record.runs[0].simulated_seconds = 999'999;
  CHECK(error_of(journal_of(record, {0})) == "line 2, run: is not finished; remove the line");
}
