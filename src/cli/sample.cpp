// SPDX-License-Identifier: Apache-2.0
// `cellar sample`: random architectures, one per line.
#include <memory>

#include <CLI/CLI.hpp>

#include <cellar/benchmark/registry.hpp>
#include <cellar/io/architecture_text.hpp>
#include <cli/console.hpp>
#include <cli/shared_options.hpp>
#include <cli/verb.hpp>

namespace cellar::cli {
namespace {

struct Options {
  std::string benchmark;
  std::int64_t count = 1;
  std::uint64_t seed = 1;
  std::string form = "compact";
};

ExitCode run(const Options& options) {
  const Console console("sample", false);
  const auto found = benchmark::find_space(options.benchmark);
  if (!found) return console.error(found.error());
  if (options.count < 1)
    return console.error({base::ErrorCode::invalid_argument, "must be at least 1, not " + std::to_string(options.count), "-n"});
  const auto form = io::parse_form(options.form);
  if (!form) return console.error(form.error());
  const space::Space& space = **found;
  auto rng = base::Rng::derive(options.seed, "sample", 0);
  for (std::int64_t i = 0; i < options.count; ++i) {
    const auto text = io::format_architecture(space, space.sample(rng), *form);
    if (!text) return console.error(text.error());
    console.result(*text + '\n');
  }
  return ExitCode::done;
}

Action declare(CLI::App& app) {
  const auto options = std::make_shared<Options>();
  add_benchmark_option(app, options->benchmark);
  app.add_option("-n,--number", options->count, "How many")->capture_default_str();
  add_seed_option(app, options->seed, "Seed; the same seed gives the same architectures");
  app.add_option("--form", options->form, "Spelling: genotype, json, config or compact")->capture_default_str();
  return [options] { return run(*options); };
}

}  // namespace

const Verb kSample = {"sample", "Draw random architectures",
                      "  cellar sample -b nb301 -n 10 --seed 3\n"
                      "  cellar sample -b nb301 -n 1 --form genotype\n",
                      declare};

}  // namespace cellar::cli
