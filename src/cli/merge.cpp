// SPDX-License-Identifier: Apache-2.0
// `cellar merge`: joins the parts of a study, shards or what interrupted searches finished, into the whole.
#include <algorithm>
#include <map>
#include <memory>

#include <CLI/CLI.hpp>

#include <cellar/benchmark/registry.hpp>
#include <cellar/io/optimizer_text.hpp>
#include <cellar/io/record_difference.hpp>
#include <cellar/study/parts.hpp>
#include <cli/folder_lock.hpp>
#include <cli/study_folder.hpp>
#include <cli/study_report.hpp>
#include <cli/verb.hpp>

namespace cellar::cli {
namespace {

using base::Done;
using base::Error;
using base::ErrorCode;
using base::Result;
using study::RunKey;
using study::StudyRecord;

constexpr std::size_t kMaxNamed = 10;  // missing runs that an error names; more tell no more

struct Options {
  std::vector<std::string> parts;
  std::string out;
  bool force = false, quiet = false;
  OutputFormat format = OutputFormat::automatic;
};

std::string name(RunKey key, const StudyRecord& study) {
  return io::format_optimizer(study.spec.optimizers[key.optimizer]) + " run " + std::to_string(key.run + 1);
}

// A part as it is joined: without the runs that were in progress when its search was interrupted.
Result<KeptStudy> read_part(const std::string& path, const Console& console) {
  auto part = read_kept_study(path);
  if (!part) return part.error();
  const auto left_out = std::erase_if(
      part->record.runs, [&](const auto& run) { return !study::is_finished(run, part->record.spec); });
  if (left_out > 0) console.note(path + ": left out, as unfinished: " + std::to_string(left_out) + " of its runs");
  return part;
}

Result<Done> check_same_study(const std::vector<KeptStudy>& parts, const std::vector<std::string>& paths) {
  for (std::size_t i = 1; i < parts.size(); ++i)
    if (const auto other = io::study_difference(parts[0].record, parts[i].record))
      return Error{ErrorCode::mismatch,
                   other->place + " is " + other->other + " here and " + other->one + " in " + paths[0] +
                       ": they are not parts of one study",
                   paths[i]};
  return Done{};
}

Result<Done> check_no_run_twice(const std::vector<KeptStudy>& parts, const std::vector<std::string>& paths) {
  std::map<RunKey, std::size_t> holders;
  for (std::size_t i = 0; i < parts.size(); ++i)
    for (const auto& run : parts[i].record.runs)
      if (const auto [holder, first] = holders.emplace(run.key(), i); !first)
        return Error{ErrorCode::mismatch,
                     name(run.key(), parts[i].record) + " is also in " + paths[holder->second] + "; leave one of them out",
                     paths[i]};
  return Done{};
}

Result<Done> check_nothing_missing(const StudyRecord& whole) {
  const auto missing = study::missing_runs(whole);
  if (missing.empty()) return Done{};
  std::string names;
  for (std::size_t i = 0; i < std::min(missing.size(), kMaxNamed); ++i)
    names += (i == 0 ? "" : ", ") + name(missing[i], whole);
  if (missing.size() > kMaxNamed) names += ", …";
  return Error{ErrorCode::mismatch,
               std::to_string(missing.size()) + " of " + std::to_string(study::all_runs(whole.spec).size()) +
                   " runs are missing: " + names + "; add the shards that have them, or finish them with `cellar search "
                   "--resume`",
               ""};
}

Result<KeptStudy> merge(const std::vector<std::string>& paths, const Console& console) {
  std::vector<KeptStudy> parts;
  for (const auto& path : paths) {
    auto part = read_part(path, console);
    if (!part) return part.error();
    parts.push_back(*std::move(part));
  }
  if (const auto same = check_same_study(parts, paths); !same) return same.error();
  if (const auto single = check_no_run_twice(parts, paths); !single) return single.error();
  auto whole = join(parts);
  if (!whole) return whole.error();
  if (const auto complete = check_nothing_missing(whole->record); !complete) return complete.error();
  return whole;
}

Result<Done> keep(const KeptStudy& study, const space::Space& space, const Options& options) {
  if (const auto made = make_study_folder(options.out); !made) return made.error();
  const auto lock = FolderLock::take(options.out);
  if (!lock) return lock.error();
  if (!options.force)
    if (const auto checked = check_study_folder(options.out, study.record); !checked) return checked.error();
  return write_study_folder(options.out, study, space);
}

ExitCode run(const Options& options) {
  const Console console("merge", options.quiet);
  const auto whole = merge(options.parts, console);
  if (!whole) return console.error(whole.error());
  const auto space = benchmark::find_space(whole->record.spec.benchmark);
  if (!space) return console.error(space.error());
  if (!options.out.empty()) {
    if (const auto kept = keep(*whole, **space, options); !kept) return console.error(kept.error());
    console.note("the study is kept in " + options.out);
  }
  print_study(*whole, **space, options.format, console);
  return ExitCode::done;
}

Action declare(CLI::App& app) {
  const auto options = std::make_shared<Options>();
  app.add_option("PART", options->parts,
                 "Folder written by search --out, or a record; each run of the study in one of them")
      ->required();
  app.add_option("--out", options->out, "Folder to keep the whole study in, as `cellar search --out` does");
  app.add_flag("--force", options->force, "Write over another study in --out");
  add_format_options(app, options->format);
  add_quiet_option(app, options->quiet);
  return [options] { return run(*options); };
}

}  // namespace

const Verb kMerge = {"merge", "Join the shards of a study; the whole has the checksum of an unsplit one",
                     "  cellar search -b nb301 -o rs,re --runs 8 --shard 1/2 --out part-1\n"
                     "  cellar search -b nb301 -o rs,re --runs 8 --shard 2/2 --out part-2\n"
                     "  cellar merge part-1 part-2 --out whole\n"
                     "  cellar merge part-* --json | cellar verify -\n"
                     "With GNU parallel, and as a job array of Slurm:\n"
                     "  parallel 'cellar search -b nb301 -o rs,re --shard {}/4 --out part-{}' ::: 1 2 3 4\n"
                     "  sbatch --array=1-4 --wrap 'cellar search -b nb301 -o rs,re --shard $SLURM_ARRAY_TASK_ID/4 \\\n"
                     "    --out part-$SLURM_ARRAY_TASK_ID'\n",
                     declare};

}  // namespace cellar::cli
