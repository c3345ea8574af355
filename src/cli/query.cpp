// SPDX-License-Identifier: Apache-2.0
// `cellar query`: architectures in, the benchmark's answers out, in the same order.
#include <algorithm>
#include <memory>
#include <optional>

#include <CLI/CLI.hpp>

#include <cellar/benchmark/node_shares.hpp>
#include <cellar/io/evaluation_json.hpp>
#include <cli/architecture_input.hpp>
#include <cli/evaluation_writer.hpp>
#include <cli/models.hpp>
#include <cli/shared_options.hpp>
#include <cli/verb.hpp>

namespace cellar::cli {
namespace {

struct Options {
  std::string benchmark, models;
  ArchitectureSource source;
  std::optional<int> fidelity;
  bool noise = false, explain = false, quiet = false;
  std::uint64_t seed = 1;
  OutputFormat format = OutputFormat::automatic;
};

std::string text_of(const benchmark::FidelityRange& range) {
  if (range.steps.empty()) return std::to_string(range.min) + " to " + std::to_string(range.max);
  std::string text;
  for (const int step : range.steps) text += (text.empty() ? "" : ", ") + std::to_string(step);
  return text;
}

base::Result<int> checked_fidelity(const Options& options, const benchmark::Benchmark& benchmark) {
  const auto range = benchmark.fidelities();
  const int epochs = options.fidelity.value_or(range.max);
  const bool offered = range.steps.empty() ? epochs >= range.min && epochs <= range.max
                                           : std::find(range.steps.begin(), range.steps.end(), epochs) != range.steps.end();
  if (offered) return epochs;
  return base::Error{base::ErrorCode::unsupported_fidelity,
                     benchmark.name() + " answers for " + text_of(range) + " " + range.unit + ", not " +
                         std::to_string(epochs),
                     "--fidelity"};
}

base::Result<base::Done> answer_all(ArchitectureInput& input, const benchmark::Benchmark& benchmark, int epochs,
                                    const Options& options, EvaluationWriter& writer, const Console& console) {
  std::vector<space::Architecture> architectures;
  while (true) {
    const auto batch = input.next_batch();
    if (!batch) return batch.error();
    if (batch->empty()) return base::Done{};
    architectures.clear();
    for (const auto& one : *batch) architectures.push_back(one.architecture);
    // One seed for all: an architecture's noise depends on itself and the seed, not on its line.
    const std::vector<std::uint64_t> seeds(options.noise ? batch->size() : 0, options.seed);
    const auto answers = benchmark.query_batch(architectures, epochs, seeds);
    if (!answers) return answers.error();
    for (std::size_t i = 0; i < batch->size(); ++i) writer.write((*batch)[i], (*answers)[i]);
    console.flush();
  }
}

base::Result<base::Done> explain_all(ArchitectureInput& input, const benchmark::Benchmark& benchmark,
                                     const Console& console) {
  const auto background = benchmark::usual_background();
  while (true) {
    const auto batch = input.next_batch();
    if (!batch) return batch.error();
    if (batch->empty()) return base::Done{};
    for (const auto& one : *batch) {
      const auto shares = benchmark::node_shares(benchmark, one.architecture, background);
      if (!shares) return shares.error();
      console.result(io::node_shares_line(benchmark, one.architecture, *shares) + '\n');
      console.flush();
    }
  }
}

ExitCode run(const Options& options) {
  const Console console("query", options.quiet);
  const auto benchmark = load_benchmark(options.benchmark, options.models);
  if (!benchmark) return console.error(benchmark.error());
  const auto epochs = checked_fidelity(options, **benchmark);
  if (!epochs) return console.error(epochs.error());
  auto input = ArchitectureInput::open(options.source, (*benchmark)->space(), console);
  if (!input) return console.error(input.error());
  if (options.explain) {
    const auto explained = explain_all(*input, **benchmark, console);
    return explained ? input->outcome() : console.error(explained.error());
  }
  EvaluationWriter writer(options.format, **benchmark, console);
  const auto answered = answer_all(*input, **benchmark, *epochs, options, writer, console);
  writer.end();
  if (!answered) return console.error(answered.error());
  return input->outcome();
}

Action declare(CLI::App& app) {
  const auto options = std::make_shared<Options>();
  add_benchmark_option(app, options->benchmark);
  add_architecture_options(app, options->source);
  app.add_option("--fidelity", options->fidelity, "Training epochs to answer for (default: all the benchmark has)");
  auto* noise = app.add_flag("--noise", options->noise, "Add one draw of the noise between repeated trainings");
  add_seed_option(app, options->seed, "Seed of the noise")->needs(noise);
  add_format_options(app, options->format);
  auto* explain = app.add_flag("--explain", options->explain,
                               "What drives each prediction, as JSON lines: exact Shapley values of the eight nodes "
                               "(DARTS space), against 64 uniform architectures");
  for (const char* other : {"--noise", "--fidelity", "--json", "--csv", "--table"})
    explain->excludes(app.get_option(other));
  add_models_option(app, options->models);
  add_quiet_option(app, options->quiet);
  return [options] { return run(*options); };
}

}  // namespace

const Verb kQuery = {"query", "Ask a benchmark about architectures",
                     "  cellar query -b nb301 architectures.txt > answers.jsonl\n"
                     "  cellar sample -b nb301 -n 5 | cellar query -b nb301 --table\n"
                     "  cellar query -b nb301 --fidelity 50 --noise --seed 7 --csv architectures.txt\n"
                     "  cellar sample -b nb301 -n 1 | cellar query -b nb301 --explain\n",
                     declare};

}  // namespace cellar::cli
