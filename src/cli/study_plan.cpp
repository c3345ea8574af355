// SPDX-License-Identifier: Apache-2.0
#include <cli/study_plan.hpp>

#include <cellar/io/record_difference.hpp>
#include <cellar/study/session.hpp>
#include <cli/files.hpp>

namespace cellar::cli {
namespace {

namespace fs = std::filesystem;
using base::Done;
using base::Error;
using base::ErrorCode;
using base::Result;

// A study of which no run is done.
study::StudyRecord nothing_done(const study::StudySpec& spec, const benchmark::Benchmark& benchmark) {
  return study::Session(spec, {}, benchmark, study::Session::Order::one_by_one).record();
}

Result<Done> keep_in_folder(StudyPlan& plan, const StudyWish& wish) {
  if (const auto made = make_study_folder(wish.folder); !made) return made.error();
  auto lock = FolderLock::take(wish.folder);
  if (!lock) return lock.error();
  if (!wish.force)
    if (const auto checked = check_study_folder(wish.folder, plan.known.record); !checked) return checked.error();
  auto journal = StudyJournal::begin(*std::move(lock), wish.folder, plan.known.record, plan.benchmark->space());
  if (!journal) return journal.error();
  remove_record(wish.folder);
  plan.folder = wish.folder;
  plan.journal.emplace(*std::move(journal));
  return Done{};
}

// Whether the runs that are missing would come out as in the study that was begun.
Result<Done> check_unchanged(const fs::path& folder, const study::StudyRecord& begun,
                             const benchmark::Benchmark& benchmark) {
  const fs::path file = folder / kJournalFile;
  const auto spec = study::resolve(begun.spec, benchmark);
  if (!spec) return Error{ErrorCode::mismatch, spec.error().text(), file.string() + ", spec"};
  const auto other = io::study_difference(begun, nothing_done(*spec, benchmark));
  if (!other) return Done{};
  const std::string remedy = other->place == "model"
                                 ? "name the folder of that model with --models, or train by the same recipe"
                                 : "finish it with the version of Cellar that began it";
  return Error{ErrorCode::mismatch,
               "the study was begun with " + other->one + ", and here is " + other->other + "; " + remedy,
               file.string() + ", " + other->place};
}

void say_what_is_left(const io::Journal& journal, const Console& console) {
  if (journal.torn) console.note("the journal ends with a torn line; that run is done again");
  const auto& study = journal.study;
  const auto asked = study::runs_of_shard(study.spec, study.shard).size();
  console.note("the journal holds " + std::to_string(study.runs.size()) + " of " + std::to_string(asked) + " runs" +
               (study.runs.size() < asked ? "; the others are done from their beginning" : ""));
}

}  // namespace

Result<StudyPlan> plan_study(StudyWish wish, const BenchmarkSource& source) {
  auto benchmark = source(wish.spec);
  if (!benchmark) return benchmark.error();
  const auto spec = study::resolve(std::move(wish.spec), **benchmark);
  if (!spec) return spec.error();
  StudyPlan plan{*std::move(benchmark), {}, {}, {}};
  plan.known.record = nothing_done(*spec, *plan.benchmark);
  plan.known.record.shard = wish.shard;
  if (wish.folder.empty()) return plan;
  if (const auto kept = keep_in_folder(plan, wish); !kept) return kept.error();
  return plan;
}

Result<StudyPlan> plan_resumption(const fs::path& folder, const BenchmarkSource& source, const Console& console) {
  auto lock = FolderLock::take(folder);
  if (!lock) return lock.error();
  auto journal = read_journal(folder);
  if (!journal) return journal.error();
  auto benchmark = source(journal->study.spec);
  if (!benchmark) return benchmark.error();
  if (const auto same = check_unchanged(folder, journal->study, **benchmark); !same) return same.error();
  say_what_is_left(*journal, console);
  auto reopened = StudyJournal::reopen(*std::move(lock), folder, journal->whole_bytes, (*benchmark)->space());
  if (!reopened) return reopened.error();
  remove_record(folder);
  StudyPlan plan{*std::move(benchmark), {std::move(journal->study), std::move(journal->times)}, folder, {}};
  plan.journal.emplace(*std::move(reopened));
  return plan;
}

}  // namespace cellar::cli
