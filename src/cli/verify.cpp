// SPDX-License-Identifier: Apache-2.0
// `cellar verify`: runs the study of a record again and says whether the same comes out, to the last bit.
#include <memory>

#include <CLI/CLI.hpp>

#include <cellar/io/record_difference.hpp>
#include <cli/models.hpp>
#include <cli/really_train.hpp>
#include <cli/shared_options.hpp>
#include <cli/study_folder.hpp>
#include <cli/study_runner.hpp>
#include <cli/verb.hpp>

namespace cellar::cli {
namespace {

using study::StudyRecord;

struct Options {
  std::string record, models;
  ReallyTrainOptions really_train;
  unsigned threads = 0;
  bool quiet = false;
};

// An interrupted study stopped its unfinished runs somewhere; each is repeated exactly as far as it got.
base::Result<StudyRecord> repeat_partly(const StudyRecord& record, const study::RunRecord& run,
                                        const benchmark::Benchmark& benchmark) {
  study::Session session(record.spec, {run.key()}, benchmark, study::Session::Order::one_by_one);
  while (!session.done() && session.progress().evaluations < run.evaluations)
    if (const auto stepped = session.step(run.evaluations - session.progress().evaluations); !stepped)
      return stepped.error();
  return session.record();
}

base::Result<WatchedStudy> repeat(const StudyRecord& record, const benchmark::Benchmark& benchmark, unsigned threads,
                                  const Console& console) {
  std::vector<study::RunKey> finished;
  for (const auto& run : record.runs)
    if (study::is_finished(run, record.spec)) finished.push_back(run.key());
  if (!study::missing_runs(record).empty())
    console.note("the record is of an interrupted study; each run is repeated as far as it got");
  auto repeated = run_watched(record.spec, benchmark, {threads, finished}, console);
  if (!repeated || repeated->interrupted) return repeated;
  std::vector<StudyRecord> parts = {std::move(repeated->kept.record)};
  for (const auto& run : record.runs) {
    if (study::is_finished(run, record.spec)) continue;
    auto part = repeat_partly(record, run, benchmark);
    if (!part) return part.error();
    parts.push_back(*std::move(part));
  }
  auto whole = study::merge(parts);
  if (!whole) return whole.error();
  repeated->kept.record = *std::move(whole);
  return repeated;
}

ExitCode run(const Options& options) {
  const Console console("verify", options.quiet);
  const auto record = read_study(options.record);
  if (!record) return console.error(record.error());
  const auto benchmark = options.really_train.folder.empty()
                             ? load_benchmark(record->spec.benchmark, options.models)
                             : open_really_trained(record->spec, options.really_train, options.threads, console);
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
  if (const auto difference = io::first_difference(*record, repeated->kept.record)) return console.error(*difference);
  console.result("same: all " + std::to_string(record->runs.size()) + " runs, bit for bit\n");
  return ExitCode::done;
}

Action declare(CLI::App& app) {
  const auto options = std::make_shared<Options>();
  app.add_option("RECORD", options->record, "Folder written by search --out, or a record; - is standard input")
      ->required();
  add_threads_option(app, options->threads);
  add_models_option(app, options->models);
  add_really_train_options(app, options->really_train);
  add_quiet_option(app, options->quiet);
  return [options] { return run(*options); };
}

}  // namespace

const Verb kVerify = {"verify", "Repeat a record and say whether it is the same",
                      "  cellar verify my-study\n"
                      "  cellar verify my-study/record.json --quiet && echo same\n",
                      declare};

}  // namespace cellar::cli
