// SPDX-License-Identifier: Apache-2.0
// `cellar convert`: architectures from any form into one.
#include <memory>

#include <CLI/CLI.hpp>

#include <cellar/benchmark/registry.hpp>
#include <cellar/io/architecture_text.hpp>
#include <cli/architecture_input.hpp>
#include <cli/verb.hpp>

namespace cellar::cli {
namespace {

struct Options {
  std::string benchmark = "nb301";
  std::string form;
  ArchitectureSource source;
};

base::Result<base::Done> convert_all(ArchitectureInput& input, const space::Space& space, space::Form form,
                                     const Console& console) {
  while (true) {
    const auto batch = input.next_batch();
    if (!batch) return batch.error();
    if (batch->empty()) return base::Done{};
    for (const auto& one : *batch) {
      const auto text = io::format_architecture(space, one.architecture, form);
      if (!text) return text.error();
      console.result(*text + '\n');
    }
    console.flush();
  }
}

ExitCode run(const Options& options) {
  const Console console("convert", false);
  const auto space = benchmark::find_space(options.benchmark);
  if (!space) return console.error(space.error());
  const auto form = io::parse_form(options.form);
  if (!form) return console.error(form.error());
  auto input = ArchitectureInput::open(options.source, **space, console);
  if (!input) return console.error(input.error());
  if (const auto converted = convert_all(*input, **space, *form, console); !converted)
    return console.error(converted.error());
  return input->outcome();
}

Action declare(CLI::App& app) {
  const auto options = std::make_shared<Options>();
  app.add_option("--to", options->form, "Form to write: genotype, json, config or compact")->required();
  app.add_option("-b,--benchmark", options->benchmark, "Benchmark whose space it is")->capture_default_str();
  add_architecture_options(app, options->source);
  return [options] { return run(*options); };
}

}  // namespace

const Verb kConvert = {"convert", "Write architectures in another form",
                       "  cellar convert --to genotype architectures.txt\n"
                       "  cellar sample -b nb301 -n 1 | cellar convert --to config\n",
                       declare};

}  // namespace cellar::cli
