// SPDX-License-Identifier: Apache-2.0
// `cellar VERB …`: reads the command, runs the verb, and turns whatever happens into one of the documented exit codes.
#include <algorithm>
#include <cstdio>
#include <cstring>
#include <exception>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include <cellar/base/version.hpp>
#include <cli/console.hpp>
#include <cli/verb.hpp>

namespace {

using cellar::cli::Action;
using cellar::cli::Console;
using cellar::cli::ExitCode;

// Help opens with what the verb is for and with examples; CLI11 would put them last.
class ExamplesFirst final : public CLI::Formatter {
 public:
  std::string make_description(const CLI::App* app) const override {
    return app->get_description() + "\n\nExamples:\n" + app->get_footer() + "\n";
  }
  std::string make_footer(const CLI::App*) const override { return {}; }
};

constexpr const char* kExamples =
    "  cellar search -b nb301 -o rs,re,ls --runs 10 --evaluations 1000\n"
    "  cellar sample -b nb301 -n 5 | cellar query -b nb301\n"
    "  cellar info\n";

// CLI11's own codes run from 100 to 127; ours are a contract, so every mistake in a command is 2.
ExitCode usage_error(const CLI::App& app, const CLI::ParseError& error) {
  std::string command = "cellar";
  for (const auto* verb : app.get_subcommands()) command += " " + verb->get_name();
  std::fprintf(stderr, "%s: %s\nSee %s --help.\n", command.c_str(), error.what(), command.c_str());
  return ExitCode::usage;
}

// CLI11 would only say that a subcommand is missing.
bool is_unknown_verb(const char* word) {
  const auto named = [&](const auto* verb) { return std::strcmp(verb->name, word) == 0; };
  return word[0] != '-' && std::none_of(cellar::cli::verbs().begin(), cellar::cli::verbs().end(), named);
}

ExitCode unknown_verb(const char* word) {
  std::string known;
  for (const auto* verb : cellar::cli::verbs()) known.append(" ").append(verb->name);
  Console("", false).error("unknown verb '" + std::string(word) + "'; known:" + known);
  return ExitCode::usage;
}

// A full disk or a closed pipe shows only when the last bytes leave.
ExitCode checked_output(ExitCode code) {
  if (std::fflush(stdout) == 0 && !std::ferror(stdout)) return code;
  std::fputs("cellar: the results could not be written to standard output\n", stderr);
  return ExitCode::failed;
}

ExitCode run(int argc, char** argv) {
  if (argc > 1 && is_unknown_verb(argv[1])) return unknown_verb(argv[1]);
  CLI::App app("Neural architecture search benchmarks: query them, search them, compare the searches.", "cellar");
  const auto formatter = std::make_shared<ExamplesFirst>();
  formatter->label("SUBCOMMAND", "VERB");
  formatter->label("Subcommands", "Verbs");
  app.formatter(formatter);
  app.footer(kExamples);
  app.set_version_flag("--version", std::string("cellar ") + cellar::base::kVersion);
  app.require_subcommand(1);
  std::vector<std::pair<CLI::App*, Action>> actions;
  for (const auto* verb : cellar::cli::verbs()) {
    CLI::App* command = app.add_subcommand(verb->name, verb->summary);
    command->footer(verb->examples);
    actions.emplace_back(command, verb->declare(*command));
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& help_or_version) {
    app.exit(help_or_version);
    return checked_output(ExitCode::done);
  } catch (const CLI::ParseError& error) {
    return usage_error(app, error);
  }
  for (const auto& [command, action] : actions)
    if (command->parsed()) return checked_output(action());
  return ExitCode::usage;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return static_cast<int>(run(argc, argv));
  } catch (const std::exception& problem) {
    std::fprintf(stderr, "cellar: %s\n", problem.what());
    return static_cast<int>(ExitCode::failed);
  }
}
