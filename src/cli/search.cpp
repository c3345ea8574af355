// SPDX-License-Identifier: Apache-2.0
// `cellar search`: runs optimizers on a benchmark, on all cores, and prints how they compare.
#include <limits>
#include <memory>
#include <optional>

#include <CLI/CLI.hpp>

#include <cellar/io/number.hpp>
#include <cellar/io/optimizer_text.hpp>
#include <cellar/io/record_json.hpp>
#include <cellar/study/session.hpp>
#include <cli/models.hpp>
#include <cli/study_folder.hpp>
#include <cli/study_report.hpp>
#include <cli/study_runner.hpp>
#include <cli/verb.hpp>

namespace cellar::cli {
namespace {

struct Options {
  std::string benchmark, optimizers, models, out;
  int runs = 10;
  std::optional<std::int64_t> evaluations;
  std::optional<double> simulated_seconds;
  std::uint64_t seed = 1;
  unsigned threads = 0;
  bool noise = false, force = false, quiet = false;
  OutputFormat format = OutputFormat::automatic;
};

// What the longest study that simulated time alone ends may take: the largest that study::resolve accepts.
constexpr std::int64_t kNoLimit = 1'000'000'000;

base::Result<study::StudySpec> specification(const Options& options, const benchmark::Benchmark& benchmark) {
  auto optimizers = io::parse_optimizers(options.optimizers);
  if (!optimizers)
    return base::Error{base::ErrorCode::invalid_argument, optimizers.error().message, optimizers.error().where};
  study::StudySpec spec;
  spec.benchmark = options.benchmark;
  spec.optimizers = *std::move(optimizers);
  spec.runs = options.runs;
  spec.simulated_seconds = options.simulated_seconds;
  if (options.evaluations || options.simulated_seconds) spec.evaluations = options.evaluations.value_or(kNoLimit);
  spec.seed = options.seed;
  spec.noise = options.noise;
  return study::resolve(std::move(spec), benchmark);
}

std::string wall_line(const WatchedStudy& study) {
  std::int64_t evaluations = 0;
  for (const auto& run : study.record.runs) evaluations += run.evaluations;
  return std::to_string(evaluations) + " evaluations in " + io::fixed(study.wall_seconds, 2) + " wall seconds\n";
}

// JSON is the whole record: it says all, is the same for every repetition, and `report -` and `verify -` read it.
void print_study(const WatchedStudy& study, const space::Space& space, OutputFormat format, const Console& console) {
  if (format == OutputFormat::json) {
    console.result(io::to_json(study.record, space));
    return;
  }
  print_summary(study.record, space, format, console);
  if (format == OutputFormat::automatic || format == OutputFormat::table) console.result(wall_line(study));
}

ExitCode run(const Options& options) {
  const Console console("search", options.quiet);
  const auto benchmark = load_benchmark(options.benchmark, options.models);
  if (!benchmark) return console.error(benchmark.error());
  const auto spec = specification(options, **benchmark);
  if (!spec) return console.error(spec.error());
  if (!options.out.empty()) {
    const auto prepared = prepare_study_folder(options.out, options.force, *spec, (*benchmark)->model());
    if (!prepared) return console.error(prepared.error());
  }
  const auto study = run_watched(*spec, **benchmark, options.threads, console);
  if (!study) return console.error(study.error());
  print_study(*study, (*benchmark)->space(), options.format, console);
  if (!options.out.empty()) {
    const auto written = write_study_folder(options.out, study->record, (*benchmark)->space());
    if (!written) return console.error(written.error());
    console.note("the study is kept in " + options.out);
  }
  if (!study->interrupted) return ExitCode::done;
  console.error("interrupted; the results above are of what was done until then");
  return ExitCode::interrupted;
}

Action declare(CLI::App& app) {
  const auto options = std::make_shared<Options>();
  add_benchmark_option(app, options->benchmark);
  app.add_option("-o,--optimizers", options->optimizers,
                 "Optimizers, with options where wanted: rs,re:population=50;tournament=5,ls (`cellar info` lists them)")
      ->required();
  app.add_option("--runs", options->runs, "Runs per optimizer")->capture_default_str();
  app.add_option("--evaluations", options->evaluations, "Budget of a run (default: 1000)");
  app.add_option("--simulated-seconds", options->simulated_seconds,
                 "Budget of a run in training time; it ends with the evaluation that exceeds it");
  add_seed_option(app, options->seed, "Seed; the same seed gives the same record");
  app.add_flag("--noise", options->noise, "Answers with the noise between repeated trainings");
  add_threads_option(app, options->threads);
  app.add_option("--out", options->out, "Folder to keep the study in: record.json, summary.csv, curve.csv, curve.svg");
  app.add_flag("--force", options->force, "Write over another study in --out");
  add_format_options(app, options->format);
  add_models_option(app, options->models);
  add_quiet_option(app, options->quiet);
  return [options] { return run(*options); };
}

}  // namespace

const Verb kSearch = {"search", "Run optimizers on a benchmark and compare them",
                      "  cellar search -b nb301 -o rs,re,ls --runs 10 --evaluations 1000\n"
                      "  cellar search -b nb301 -o 're,re:population=50;tournament=5' --out my-study\n"
                      "  cellar search -b nb301 -o rs,ls --simulated-seconds 1e6 --seed 7 --json | cellar report - --svg curve.svg\n",
                      declare};

}  // namespace cellar::cli
