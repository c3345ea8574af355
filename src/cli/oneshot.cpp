// SPDX-License-Identifier: Apache-2.0
// `cellar oneshot`: trains supernets by one-shot methods and looks their choice up in a table after every epoch.
#include <memory>
#include <optional>

#include <CLI/CLI.hpp>

#include <cellar/io/one_shot_json.hpp>
#include <cellar/io/optimizer_text.hpp>
#include <cellar/oneshot/tuning_space.hpp>
#include <cli/collect_progress.hpp>
#include <cli/image_files.hpp>
#include <cli/interrupt.hpp>
#include <cli/models.hpp>
#include <cli/oneshot_folder.hpp>
#include <cli/oneshot_runner.hpp>
#include <cli/oneshot_table.hpp>
#include <cli/oneshot_tuning.hpp>
#include <cli/shared_options.hpp>
#include <cli/verb.hpp>

namespace cellar::cli {
namespace {

using base::Done;
using base::Error;
using base::ErrorCode;
using base::Result;
using optimizer::NamedOption;

struct Options {
  std::string benchmark, methods, models, out, data = kImageFolder;
  std::vector<std::string> vary;
  int runs = study::OneShotSpec{}.runs;
  int training_images = network::TaskOptions{}.training_images;
  std::optional<std::int64_t> epochs;
  study::CorrelationSpec correlation;
  std::optional<int> tune;
  std::string optimizers = "bohb:eta=2";
  std::int64_t evaluations = TuningWish{}.evaluations;
  std::uint64_t seed = 1;
  unsigned threads = 0;
  bool quiet = false;
  OutputFormat format = OutputFormat::automatic;
};

bool has_option(const oneshot::MethodSpec& method, std::string_view name) {
  return std::any_of(method.options.begin(), method.options.end(),
                     [&](const NamedOption& option) { return option.name == name; });
}

// "weight_decay=1e-4,3e-4": every method once with each of the values.
Result<std::vector<oneshot::MethodSpec>> varied(const std::vector<oneshot::MethodSpec>& methods,
                                                const std::string& text) {
  const auto equals = text.find('=');
  if (equals == std::string::npos || equals == 0 || equals + 1 == text.size())
    return Error{ErrorCode::invalid_argument, "is written NAME=VALUE,VALUE,...", "--vary " + text};
  const std::string name = text.substr(0, equals);
  std::vector<oneshot::MethodSpec> all;
  for (const auto& method : methods) {
    if (has_option(method, name))
      return Error{ErrorCode::invalid_argument, method.name + " has this option set already", "--vary " + name};
    for (std::size_t at = equals + 1; at <= text.size();) {
      const auto end = std::min(text.find(',', at), text.size());
      const auto option = io::parse_optimizers(method.name + ":" + name + "=" + text.substr(at, end - at));
      if (!option) return Error{ErrorCode::invalid_argument, option.error().message, "--vary " + text};
      all.push_back(method);
      all.back().options.push_back(option->front().options.front());
      at = end + 1;
    }
  }
  return all;
}

Result<std::vector<oneshot::MethodSpec>> methods_of(const Options& options) {
  const auto parsed = io::parse_optimizers(options.methods);
  if (!parsed) return Error{ErrorCode::invalid_argument, parsed.error().message, "methods"};
  std::vector<oneshot::MethodSpec> methods;
  for (const auto& each : *parsed) {
    methods.push_back({each.name, each.options});
    if (options.epochs && !has_option(methods.back(), "epochs"))
      methods.back().options.push_back({"epochs", *options.epochs});
  }
  for (const std::string& text : options.vary) {
    auto more = varied(methods, text);
    if (!more) return more.error();
    methods = *std::move(more);
  }
  return methods;
}

std::vector<study::RunKey> runs_to_do(const study::OneShotRecord& record) {
  std::vector<study::RunKey> runs;
  for (std::size_t method = 0; method < record.spec.methods.size(); ++method)
    for (int run = 0; run < record.spec.runs; ++run) {
      const study::RunKey key{method, run};
      const bool done = std::any_of(record.runs.begin(), record.runs.end(), [&](const auto& each) { return each.key == key; });
      if (!done) runs.push_back(key);
    }
  return runs;
}

std::size_t epochs_of(const study::OneShotSpec& spec, const std::vector<study::RunKey>& runs) {
  std::size_t epochs = 0;
  for (const auto& key : runs)
    epochs += static_cast<std::size_t>(optimizer::Options(spec.methods[key.optimizer].options).integer("epochs"));
  return epochs;
}

Result<Done> append(AppendedFile& journal, const study::OneShotRunRecord& run, const space::Space& space) {
  auto appended = journal.append(io::one_shot_journal_line(run, space));
  if (appended) return appended;
  Error error = appended.error();
  error.message += "; the runs before are kept: make room and give the same command again";
  return error;
}

void print(const study::OneShotRecord& record, const space::Space& space, OutputFormat format, const Console& console) {
  switch (format) {
    case OutputFormat::json: console.result(io::to_json(record, space)); break;
    case OutputFormat::json_lines:
      console.result(io::one_shot_journal_header(record));
      for (const auto& run : record.runs) console.result(io::one_shot_journal_line(run, space));
      break;
    case OutputFormat::csv: console.result(io::one_shot_csv(record, space)); break;
    case OutputFormat::table:
    case OutputFormat::automatic: console.result(one_shot_table(record)); break;
  }
}

Result<Done> one_shot(const Options& options, const Console& console) {
  auto methods = methods_of(options);
  if (!methods) return methods.error();
  const auto benchmark = load_benchmark(options.benchmark, options.models);
  if (!benchmark) return benchmark.error();
  const auto spec = study::resolve({options.benchmark, *std::move(methods), options.runs, options.seed, options.correlation},
                                   **benchmark);
  if (!spec) return spec.error();
  const auto loaded = load_image_task(options.data, {.training_images = options.training_images});
  if (!loaded) return loaded.error();
  if (options.tune)
    return tune({*options.tune, options.optimizers, options.evaluations, options.runs, options.seed, options.out,
                 options.threads},
                spec->methods, **benchmark, *loaded, console);
  study::OneShotRecord record = study::begin_record(*spec, **benchmark, loaded->task, loaded->data_sha256);
  const auto& space = (*benchmark)->space();

  std::optional<AppendedFile> journal;
  if (!options.out.empty()) {
    auto opened = open_one_shot_folder(options.out, record, console);
    if (!opened) return opened.error();
    record = std::move(opened->record);
    journal.emplace(std::move(opened->journal));
  }
  const auto runs = runs_to_do(record);
  if (!record.runs.empty()) console.note(std::to_string(record.runs.size()) + " runs are done already");
  CollectProgress progress(epochs_of(*spec, runs), 0, console, "epochs");
  const auto keep = [&](const study::OneShotRunRecord& run) -> Result<Done> {
    record.runs.push_back(run);
    return journal ? append(*journal, run, space) : Done{};
  };
  const auto show = [&](std::size_t epochs) {
    progress.show(epochs);
    return !interrupted();
  };
  const auto done = run_one_shot({*spec, **benchmark, loaded->task, runs, options.threads}, {keep, show});
  if (!done) return done.error();
  std::sort(record.runs.begin(), record.runs.end(), [](const auto& a, const auto& b) { return a.key < b.key; });
  print(record, space, options.format, console);
  return options.out.empty() ? Done{} : write_one_shot_folder(options.out, record, space);
}

ExitCode run(const Options& options) {
  const Console console("oneshot", options.quiet);
  catch_interrupts();
  if (const auto done = one_shot(options, console); !done) return console.error(done.error());
  if (!interrupted()) return ExitCode::done;
  console.error(options.out.empty() ? "interrupted; the results above are of the runs that were done"
                                    : "interrupted; the runs that were done are kept, and the same command goes on");
  return ExitCode::interrupted;
}

Action declare(CLI::App& app) {
  const auto options = std::make_shared<Options>();
  add_benchmark_option(app, options->benchmark)
      ->description("Table for the lookups; its space is the supernet's (fashion-1shot1-1 to -3; nb1shot1-1 to -3: a "
                    "transfer, as the supernet is trained on Fashion-MNIST and the table on CIFAR-10)");
  app.add_option("-m,--methods", options->methods,
                 "One-shot methods, with options where wanted: darts,gdas:start_temperature=5 (`cellar info` lists them)")
      ->required();
  app.add_option("--runs", options->runs, "Runs per method")->capture_default_str();
  app.add_option("--epochs", options->epochs, "Of every method that does not say its own (default: 50)");
  app.add_option("--vary", options->vary, "NAME=VALUE,VALUE,...: every method once with each value of the option");
  app.add_option("--correlate", options->correlation.architectures,
                 "Rank so many random cells by one-shot accuracy and compare with the table; 0 for none")
      ->capture_default_str();
  app.add_option("--every", options->correlation.every, "Epochs between two such rankings")->capture_default_str();
  app.add_option("--tune", options->tune,
                 "1, 2 or 3: tune each method over this space of hyperparameters (NAS-Bench-1Shot1's, as grids); --epochs is "
                 "the longest search, a half and a quarter of it the shorter ones; in --out every search is kept")
      ->check(CLI::Range(1, oneshot::kTuningSpaces));
  app.add_option("-o,--optimizers", options->optimizers, "With --tune: who tunes")->capture_default_str();
  app.add_option("--evaluations", options->evaluations, "With --tune: searches in a run of an optimizer")
      ->capture_default_str();
  add_seed_option(app, options->seed, "Seed; the same seed gives the same record");
  app.add_option("--out", options->out,
                 "Folder to keep the study in: oneshot.json, epochs.csv, curve.svg, and journal.jsonl, with which the same "
                 "command goes on where it was stopped");
  app.add_option("--data", options->data, "Folder with the files of Fashion-MNIST")->capture_default_str();
  app.add_option("--training-images", options->training_images, "How many images to train on, weights and choices together")
      ->capture_default_str();
  add_threads_option(app, options->threads);
  add_format_options(app, options->format);
  add_models_option(app, options->models);
  add_quiet_option(app, options->quiet);
  return [options] { return run(*options); };
}

}  // namespace

const Verb kOneShot = {"oneshot", "Train supernets and look every epoch's choice up in a table",
                       "  cellar oneshot -b fashion-1shot1-1 -m darts,gdas,random-ws --runs 6 --epochs 50 --out one-shot\n"
                       "  cellar oneshot -b fashion-1shot1-1 -m darts --correlate 200 --every 10\n"
                       "  cellar oneshot -b fashion-1shot1-1 -m darts --vary weight_decay=1e-4,9e-4,81e-4\n"
                       "  cellar oneshot -b fashion-1shot1-1 -m darts --tune 2 -o bohb:eta=2,rs --runs 1 --evaluations 30 --out tuned\n"
                       "  cellar oneshot -b nb1shot1-1 -m darts --csv > epochs.csv\n"
                       "  cellar report one-shot my-study --together --axis simulated-gpu-days --svg curve.svg\n",
                       declare};

}  // namespace cellar::cli
