// SPDX-License-Identifier: Apache-2.0
#include <cellar/io/journal.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include <cellar/base/crc32c.hpp>
#include <cellar/benchmark/registry.hpp>
#include <cellar/io/optimizer_text.hpp>
#include <cellar/io/run_fields.hpp>
#include <cellar/io/study_fields.hpp>
#include <cellar/study/parts.hpp>

namespace cellar::io {
namespace {

using base::Done;
using base::Error;
using base::ErrorCode;
using base::Result;
using study::FinishedRun;
using study::StudyRecord;

constexpr std::string_view kSchema = "cellar.journal/1";
constexpr int kOneLine = 0;
constexpr std::string_view kChecksumKey = R"(,"crc32c":")";

std::string checksum(std::string_view text) {
  const std::uint32_t crc = base::crc32c({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
  std::array<std::uint8_t, 4> bytes;
  for (std::size_t i = 0; i < 4; ++i) bytes[i] = static_cast<std::uint8_t>(crc >> (24 - 8 * i));
  return base::to_hex(bytes);
}

std::string ending(std::string_view covered) { return std::string(kChecksumKey) + checksum(covered) + "\"}"; }

std::string sealed(const Json& object) {
  std::string text = to_text(object, kOneLine);
  text.pop_back();  // the brace; the checksum becomes the last member
  return text + ending(text) + '\n';
}

bool is_whole(std::string_view line) {
  const std::size_t length = ending("").size();
  if (line.size() < length) return false;
  const std::string_view covered = line.substr(0, line.size() - length);
  return line.substr(covered.size()) == ending(covered);
}

Error at_line(std::size_t number, Error error) {
  const std::string line = "line " + std::to_string(number);
  return {ErrorCode::parse_error, std::move(error.message), error.where.empty() ? line : line + ", " + error.where};
}

Result<StudyRecord> parse_header(std::string_view line) {
  if (!is_whole(line))
    return Error{ErrorCode::parse_error,
                 "no whole header of a journal, which says what the study was asked; begin the same search in another "
                 "folder and put the first line of its journal here: the runs below are kept", ""};
  const auto document = parse_json(line);
  if (!document) return document.error();
  std::optional<Error> fault;
  const Place root(*document, "", fault);
  if (root["schema"].text() != kSchema)
    root["schema"].fail(ErrorCode::parse_error, "\"" + std::string(kSchema) + "\" is expected here");
  StudyRecord study = read_study(root);
  if (fault) return *fault;
  return study;
}

Result<FinishedRun> parse_run(std::string_view line, const StudyRecord& study, const space::Space& space) {
  const auto document = parse_json(line);
  if (!document) return document.error();
  std::optional<Error> fault;
  const Place root(*document, "", fault);
  const Place place = root["run"];
  const auto key = read_run_key(place, study.spec);
  FinishedRun run;
  run.record.optimizer = key.optimizer;
  run.record.run = key.run;
  read_run(place, study.spec, space, run.record);
  run.thinking_seconds = root["thinking_seconds"].amount();
  if (!study::is_finished(run.record, study.spec)) place.fail(ErrorCode::parse_error, "is not finished; remove the line");
  if (fault) return *fault;
  return run;
}

// Reads line by line and keeps what it has read.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  Result<Journal> read() {
    if (const auto header = read_header(); !header) return header.error();
    while (!rest_.empty()) {
      const auto line = next_line();
      journal_.torn = !line || (!is_whole(*line) && rest_.empty());
      if (journal_.torn) break;
      ++number_;
      if (const auto taken = take(*line); !taken) return at_line(number_, taken.error());
      journal_.whole_bytes += line->size() + 1;
    }
    return finish();
  }

 private:
  // Without its end; nothing where the end is missing.
  std::optional<std::string_view> next_line() {
    const auto end = rest_.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view line = rest_.substr(0, end);
    rest_.remove_prefix(end + 1);
    return line;
  }

  Result<Done> read_header() {
    const std::string_view line = next_line().value_or("");
    auto study = parse_header(line);
    if (!study) return at_line(number_, study.error());
    const auto info = benchmark::find_benchmark(study->spec.benchmark);
    if (!info) return at_line(number_, {ErrorCode::parse_error, info.error().message, "benchmark"});
    space_ = &(*info)->space;
    for (const auto& key : study::runs_of_shard(study->spec, study->shard)) lines_[key] = 0;
    journal_.study = *std::move(study);
    journal_.whole_bytes = line.size() + 1;
    return Done{};
  }

  Result<Done> take(std::string_view line) {
    if (!is_whole(line))
      return Error{ErrorCode::parse_error, "is damaged; remove the line, and its run is done again", ""};
    auto run = parse_run(line, journal_.study, *space_);
    if (!run) return run.error();
    const auto place = lines_.find(run->record.key());
    if (place == lines_.end())
      return Error{ErrorCode::parse_error, "is of another shard; remove the line", name(run->record)};
    if (place->second > 0)
      return Error{ErrorCode::parse_error,
                   "is also in line " + std::to_string(place->second) + "; remove one of them", name(run->record)};
    place->second = number_;
    runs_.push_back(*std::move(run));
    return Done{};
  }

  std::string name(const study::RunRecord& run) const {
    return format_optimizer(journal_.study.spec.optimizers[run.optimizer]) + ", run " + std::to_string(run.run + 1);
  }

  Journal finish() {
    std::sort(runs_.begin(), runs_.end(), [](const auto& a, const auto& b) { return a.record.key() < b.record.key(); });
    for (auto& run : runs_) {
      journal_.times.push_back(run.time());
      journal_.study.runs.push_back(std::move(run.record));
    }
    return std::move(journal_);
  }

  std::string_view rest_;
  std::size_t number_ = 1;  // of the line that was read last
  const space::Space* space_ = nullptr;
  Journal journal_;
  std::map<study::RunKey, std::size_t> lines_;  // of each run that may be there; 0: not yet
  std::vector<FinishedRun> runs_;
};

}  // namespace

std::string journal_header(const StudyRecord& study) {
  Json header;
  header["schema"] = kSchema;
  put_study(header, study);
  return sealed(header);
}

std::string journal_line(const FinishedRun& run, const space::Space& space) {
  Json line;
  line["run"] = run_json(run.record, 0, space);
  line["thinking_seconds"] = run.thinking_seconds;
  return sealed(line);
}

Result<Journal> parse_journal(std::string_view text) { return Reader(text).read(); }

}  // namespace cellar::io
