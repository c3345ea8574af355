// SPDX-License-Identifier: Apache-2.0
#include <cellar/io/search_command.hpp>

#include <string_view>

#include <cellar/io/number.hpp>
#include <cellar/io/optimizer_text.hpp>

namespace cellar::io {
namespace {

// In single quotes where a shell would not take the characters as they are.
std::string shell_word(const std::string& text) {
  constexpr std::string_view kPlain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.,:=/+";
  if (text.find_first_not_of(kPlain) == std::string::npos) return text;
  std::string word = "'";
  for (const char c : text) word += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return word + "'";
}

}  // namespace

std::string search_command(const study::StudySpec& spec) {
  std::string optimizers;
  for (const auto& optimizer : spec.optimizers)
    optimizers += (optimizers.empty() ? "" : ",") + format_optimizer(optimizer);
  std::string command = "cellar search -b " + shell_word(spec.benchmark) + " -o " + shell_word(optimizers);
  command += " --runs " + std::to_string(spec.runs);
  if (spec.evaluations < study::kMostEvaluations) command += " --evaluations " + std::to_string(spec.evaluations);
  if (spec.simulated_seconds) command += " --simulated-seconds " + shortest(*spec.simulated_seconds);
  command += " --seed " + std::to_string(spec.seed);
  if (spec.noise) command += " --noise";
  if (spec.continue_training) command += " --continue-training";
  return command;
}

}  // namespace cellar::io
