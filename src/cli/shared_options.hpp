// SPDX-License-Identifier: Apache-2.0
// Options that several verbs have, with the same names and meaning.
#pragma once

#include <cstdint>
#include <string>

namespace CLI {
class App;
class Option;
}

namespace cellar::cli {

enum class OutputFormat {
  automatic,  ///< a table on a terminal; in a pipe what suits the verb
  table,
  json,
  json_lines,
  csv,
};

/// --table, --json, --jsonl, --csv: at most one of them.
void add_format_options(CLI::App& app, OutputFormat& format);

/// Required, unless the verb says otherwise.
CLI::Option* add_benchmark_option(CLI::App& app, std::string& benchmark);
void add_models_option(CLI::App& app, std::string& folder);
void add_quiet_option(CLI::App& app, bool& quiet);
CLI::Option* add_seed_option(CLI::App& app, std::uint64_t& seed, const std::string& description);
/// 0 means one per core.
void add_threads_option(CLI::App& app, unsigned& threads);

}  // namespace cellar::cli
