// SPDX-License-Identifier: Apache-2.0
#include <cellar/io/journal.hpp>

#include <algorithm>
#include <map>
#include <optional>

#include <cellar/benchmark/registry.hpp>
#include <cellar/io/optimizer_text.hpp>
#include <cellar/io/run_fields.hpp>
#include <cellar/io/sealed_lines.hpp>
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

Result<StudyRecord> parse_header(std::string_view line) {
  if (!is_sealed(line))
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

// What has been read of a journal so far.
class Reader {
 public:
  Result<Journal> read(std::string_view text) {
    const auto end = text.find('\n');
    const auto header = read_header(end == std::string_view::npos ? "" : text.substr(0, end));
    if (!header) return at_line(1, header.error());
    const auto split = split_sealed_lines(text);
    if (!split) return split.error();
    for (std::size_t i = 1; i < split->lines.size(); ++i)
      if (const auto taken = take(split->lines[i], i + 1); !taken) return at_line(i + 1, taken.error());
    journal_.whole_bytes = split->whole_bytes;
    journal_.torn = split->torn;
    return finish();
  }

 private:
  Result<Done> read_header(std::string_view line) {
    auto study = parse_header(line);
    if (!study) return study.error();
    const auto space = benchmark::find_space(study->spec.benchmark);
    if (!space) return Error{ErrorCode::parse_error, space.error().message, "benchmark"};
    space_ = *space;
    for (const auto& key : study::runs_of_shard(study->spec, study->shard)) lines_[key] = 0;
    journal_.study = *std::move(study);
    return Done{};
  }

  Result<Done> take(std::string_view line, std::size_t number) {
    auto run = parse_run(line, journal_.study, *space_);
    if (!run) return run.error();
    const auto place = lines_.find(run->record.key());
    if (place == lines_.end())
      return Error{ErrorCode::parse_error, "is of another shard; remove the line", name(run->record)};
    if (place->second > 0)
      return Error{ErrorCode::parse_error,
                   "is also in line " + std::to_string(place->second) + "; remove one of them", name(run->record)};
    place->second = number;
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
  return seal(to_text(header, kOneLine));
}

std::string journal_line(const FinishedRun& run, const space::Space& space) {
  Json line;
  line["run"] = run_json(run.record, 0, space);
  line["thinking_seconds"] = run.thinking_seconds;
  return seal(to_text(line, kOneLine));
}

Result<Journal> parse_journal(std::string_view text) { return Reader().read(text); }

}  // namespace cellar::io
