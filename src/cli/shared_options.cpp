// SPDX-License-Identifier: Apache-2.0
#include <cli/shared_options.hpp>

#include <vector>

#include <CLI/CLI.hpp>

namespace cellar::cli {

void add_format_options(CLI::App& app, OutputFormat& format) {
  const auto flag = [&](const char* name, OutputFormat chosen, const char* description) {
    return app.add_flag_callback(name, [&format, chosen] { format = chosen; }, description);
  };
  const std::vector<CLI::Option*> flags = {
      flag("--table", OutputFormat::table, "An aligned table, accuracies in per cent"),
      flag("--json", OutputFormat::json, "One JSON document"),
      flag("--jsonl", OutputFormat::json_lines, "One JSON object per line"),
      flag("--csv", OutputFormat::csv, "Comma-separated values with a header"),
  };
  for (std::size_t i = 0; i < flags.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) flags[i]->excludes(flags[j]);
}

CLI::Option* add_benchmark_option(CLI::App& app, std::string& benchmark) {
  return app.add_option("-b,--benchmark", benchmark, "Benchmark, for example nb301 (`cellar info` lists them)")
      ->required();
}

void add_models_option(CLI::App& app, std::string& folder) {
  app.add_option("--models", folder, "Folder with the model files (default: $CELLAR_MODELS, else the one installed)");
}

void add_quiet_option(CLI::App& app, bool& quiet) {
  app.add_flag("--quiet", quiet, "Nothing on standard error but errors");
}

// CLI11 would read -1 as the largest unsigned number.
CLI::Option* add_seed_option(CLI::App& app, std::uint64_t& seed, const std::string& description) {
  return app.add_option("--seed", seed, description)->capture_default_str()->check(CLI::NonNegativeNumber);
}

void add_threads_option(CLI::App& app, unsigned& threads) {
  app.add_option("--threads", threads, "Threads, 0 for one per core; they do not change the results")
      ->capture_default_str()
      ->check(CLI::NonNegativeNumber);
}

}  // namespace cellar::cli
