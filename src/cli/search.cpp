// SPDX-License-Identifier: Apache-2.0
// `cellar search`: runs optimizers on a benchmark, on all cores, and prints how they compare.
#include <array>
#include <memory>
#include <optional>

#include <CLI/CLI.hpp>

#include <cellar/io/number.hpp>
#include <cellar/io/optimizer_text.hpp>
#include <cellar/io/shard_text.hpp>
#include <cellar/study/session.hpp>
#include <cli/interrupt.hpp>
#include <cli/models.hpp>
#include <cli/really_train.hpp>
#include <cli/study_plan.hpp>
#include <cli/study_report.hpp>
#include <cli/study_runner.hpp>
#include <cli/verb.hpp>

namespace cellar::cli {
namespace {

struct Options {
  std::string benchmark, optimizers, models, out, resume, shard;
  ReallyTrainOptions really_train;
  int runs = 10;
  std::optional<std::int64_t> evaluations;
  std::optional<double> simulated_seconds;
  std::uint64_t seed = 1;
  unsigned threads = 0;
  bool noise = false, continue_training = false, force = false, quiet = false;
  OutputFormat format = OutputFormat::automatic;
};

base::Result<StudyWish> wish(const Options& options) {
  auto optimizers = io::parse_optimizers(options.optimizers);
  if (!optimizers)
    return base::Error{base::ErrorCode::invalid_argument, optimizers.error().message, optimizers.error().where};
  StudyWish wish;
  wish.spec.benchmark = options.benchmark;
  wish.spec.optimizers = *std::move(optimizers);
  wish.spec.runs = options.runs;
  wish.spec.simulated_seconds = options.simulated_seconds;
  if (options.evaluations || options.simulated_seconds) wish.spec.evaluations = options.evaluations.value_or(study::kMostEvaluations);
  wish.spec.seed = options.seed;
  wish.spec.noise = options.noise;
  wish.spec.continue_training = options.continue_training;
  if (!options.shard.empty()) {
    const auto shard = io::parse_shard(options.shard);
    if (!shard) return shard.error();
    wish.shard = *shard;
  }
  wish.folder = options.out;
  wish.force = options.force;
  return wish;
}

base::Result<StudyPlan> plan(const Options& options, const Console& console) {
  const BenchmarkSource source = [&](const study::StudySpec& spec) {
    return options.really_train.folder.empty()
               ? load_benchmark(spec.benchmark, options.models)
               : open_really_trained(spec, options.really_train, options.threads, console);
  };
  if (!options.resume.empty()) return plan_resumption(options.resume, source, console);
  auto wanted = wish(options);
  if (!wanted) return wanted.error();
  return plan_study(*std::move(wanted), source);
}

std::string wall_line(const WatchedStudy& study) {
  std::int64_t evaluations = 0;
  for (const auto& run : study.kept.record.runs) evaluations += run.evaluations;
  return std::to_string(evaluations) + " evaluations in " + io::fixed(study.wall_seconds, 2) + " wall seconds\n";
}

void say_interrupted(const Options& options, const std::filesystem::path& folder, const Console& console) {
  std::string way_on;
  if (!folder.empty()) way_on = "; go on with `cellar search --resume " + folder.string() + "`";
  else if (!options.really_train.folder.empty()) way_on = std::string("; ") + kTrainingsKept;
  console.error("interrupted; the results above are of what was done until then" + way_on);
}

ExitCode run(const Options& options) {
  const Console console("search", options.quiet);
  auto planned = plan(options, console);
  if (!planned) return console.error(planned.error());
  const auto& space = planned->benchmark->space();
  const auto done = run_watched(planned->known.record.spec, *planned->benchmark,
                                {options.threads, study::missing_runs(planned->known.record),
                                 planned->journal ? &*planned->journal : nullptr},
                                console);
  if (!done) {
    const ExitCode code = console.error(done.error());
    return interrupted() ? ExitCode::interrupted : code;
  }
  auto study = join(std::array{planned->known, done->kept});
  if (!study) return console.error(study.error());
  study->record.shard = planned->known.record.shard;
  print_study(*study, space, options.format, console);
  if (options.format == OutputFormat::automatic || options.format == OutputFormat::table)
    console.result(wall_line(*done));
  if (!planned->folder.empty()) {
    if (const auto written = write_study_folder(planned->folder, *study, space); !written)
      return console.error(written.error());
    console.note("the study is kept in " + planned->folder.string());
  }
  if (!done->interrupted) return ExitCode::done;
  say_interrupted(options, planned->folder, console);
  return ExitCode::interrupted;
}

// --resume stands for all that says what the study is and where it is kept: the journal knows. Without it `needed` are.
void add_resume_option(CLI::App& app, std::string& folder, const std::vector<CLI::Option*>& known_to_the_journal,
                       const std::vector<CLI::Option*>& needed) {
  auto* resume = app.add_option("--resume", folder,
                                "Go on with the study that a search left unfinished in this folder: its journal knows what "
                                "was asked, and the record becomes that of an undisturbed study");
  for (auto* option : known_to_the_journal) resume->excludes(option);
  app.callback([resume, needed] {
    for (const auto* option : needed)
      if (resume->count() == 0 && option->count() == 0) throw CLI::RequiredError(option->get_name());
  });
}

Action declare(CLI::App& app) {
  const auto options = std::make_shared<Options>();
  auto* benchmark = add_benchmark_option(app, options->benchmark)->required(false);
  auto* optimizers = app.add_option("-o,--optimizers", options->optimizers,
                                    "Optimizers, with options where wanted: rs,re:population=50;tournament=5,ls "
                                    "(`cellar info` lists them)");
  std::vector<CLI::Option*> asked = {benchmark, optimizers};
  const auto ask = [&](CLI::Option* option) { asked.push_back(option); };
  ask(app.add_option("--runs", options->runs, "Runs per optimizer")->capture_default_str());
  ask(app.add_option("--evaluations", options->evaluations, "Budget of a run (default: 1000)"));
  ask(app.add_option("--simulated-seconds", options->simulated_seconds,
                     "Budget of a run in training time; it ends with the evaluation that exceeds it"));
  ask(app.add_flag("--continue-training", options->continue_training,
                   "An architecture that a run has trained for fewer epochs goes on from there and costs the difference "
                   "(default: every evaluation costs its whole training)"));
  ask(add_seed_option(app, options->seed, "Seed; the same seed gives the same record"));
  ask(app.add_flag("--noise", options->noise, "Answers with the noise between repeated trainings"));
  ask(app.add_option("--shard", options->shard,
                     "I/N: only every N-th run from the I-th on, of all runs optimizer by optimizer; `cellar merge` joins "
                     "the N shards"));
  ask(app.add_option("--out", options->out,
                     "Folder to keep the study in: record.json, timing.json, summary.csv, curve.csv, curve.svg, and "
                     "journal.jsonl, which grows with every finished run"));
  ask(app.add_flag("--force", options->force, "Write over another study in --out"));
  add_resume_option(app, options->resume, asked, {benchmark, optimizers});
  add_threads_option(app, options->threads);
  add_format_options(app, options->format);
  add_models_option(app, options->models);
  add_really_train_options(app, options->really_train);
  add_quiet_option(app, options->quiet);
  return [options] { return run(*options); };
}

}  // namespace

const Verb kSearch = {"search", "Run optimizers on a benchmark and compare them",
                      "  cellar search -b nb301 -o rs,re,ls --runs 10 --evaluations 1000\n"
                      "  cellar search -b nb301 -o 're,re:population=50;tournament=5' --out my-study\n"
                      "  cellar search --resume my-study\n"
                      "  cellar search -b nb301 -o rs,re --shard 2/4 --out second-quarter\n"
                      "  cellar search -b nb301 -o rs,ls --simulated-seconds 1e6 --seed 7 --json | cellar report - --svg curve.svg\n"
                      "  cellar search -b fashion-darts -o re --runs 3 --evaluations 150 --really-train trained\n",
                      declare};

}  // namespace cellar::cli
