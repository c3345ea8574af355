// SPDX-License-Identifier: Apache-2.0
// `cellar verify`: runs the study of a record again and says whether the same comes out, to the last bit.
#include <memory>

#include <CLI/CLI.hpp>

#include <cellar/io/record_difference.hpp>
#include <cli/models.hpp>
#include <cli/shared_options.hpp>
#include <cli/study_folder.hpp>
#include <cli/study_runner.hpp>
#include <cli/verb.hpp>

namespace cellar::cli {
namespace {

using study::StudyRecord;

struct Options {
  std::string record, models;
  unsigned threads = 0;
  bool quiet = false;
};

bool is_complete(const StudyRecord& record) {
  const auto& spec = record.spec;
  for (const auto& run : record.runs)
    if (run.evaluations < spec.evaluations &&
        !(spec.simulated_seconds && run.simulated_seconds >= *spec.simulated_seconds))
      return false;
  return record.runs.size() == spec.optimizers.size() * static_cast<std::size_t>(spec.runs);
}

// An interrupted study stopped each run somewhere else; every run is repeated exactly as far as it got.
base::Result<StudyRecord> repeat_partly(const StudyRecord& record, const benchmark::Benchmark& benchmark) {
  std::vector<StudyRecord> parts;
  for (const auto& run : record.runs) {
    study::Session session(record.spec, {{run.optimizer, run.run}}, benchmark, study::Session::Order::one_by_one);
    while (!session.done() && session.progress().evaluations < run.evaluations)
      if (const auto stepped = session.step(run.evaluations - session.progress().evaluations); !stepped)
        return stepped.error();
    parts.push_back(session.record());
  }
  return study::merge(parts);
}

base::Result<WatchedStudy> repeat(const StudyRecord& record, const benchmark::Benchmark& benchmark, unsigned threads,
                                  const Console& console) {
  if (is_complete(record)) return run_watched(record.spec, benchmark, threads, console);
  console.note("the record is of an interrupted study; each run is repeated as far as it got");
  auto repeated = repeat_partly(record, benchmark);
  if (!repeated) return repeated.error();
  return WatchedStudy{*std::move(repeated), 0, false};
}

ExitCode run(const Options& options) {
  const Console console("verify", options.quiet);
  const auto record = read_study(options.record);
  if (!record) return console.error(record.error());
  const auto benchmark = load_benchmark(record->spec.benchmark, options.models);
  if (!benchmark) return console.error(benchmark.error());
  const auto spec = study::resolve(record->spec, **benchmark);
  if (!spec) return console.error({base::ErrorCode::mismatch, spec.error().text(), "spec"});
  // Without the record's model there is nothing to repeat.
  StudyRecord asked = *record;
  asked.spec = *spec;
  asked.model = (*benchmark)->model();
  if (const auto difference = io::first_difference(*record, asked)) return console.error(*difference);
  const auto repeated = repeat(*record, **benchmark, options.threads, console);
  if (!repeated) return console.error(repeated.error());
  if (repeated->interrupted) {
    console.error("interrupted; nothing was compared");
    return ExitCode::interrupted;
  }
  if (const auto difference = io::first_difference(*record, repeated->record)) return console.error(*difference);
  console.result("same: all " + std::to_string(record->runs.size()) + " runs, bit for bit\n");
  return ExitCode::done;
}

Action declare(CLI::App& app) {
  const auto options = std::make_shared<Options>();
  app.add_option("RECORD", options->record, "Folder written by search --out, or a record; - is standard input")
      ->required();
  add_threads_option(app, options->threads);
  add_models_option(app, options->models);
  add_quiet_option(app, options->quiet);
  return [options] { return run(*options); };
}

}  // namespace

const Verb kVerify = {"verify", "Repeat a record and say whether it is the same",
                      "  cellar verify my-study\n"
                      "  cellar verify my-study/record.json --quiet && echo same\n",
                      declare};

}  // namespace cellar::cli
