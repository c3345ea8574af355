// SPDX-License-Identifier: Apache-2.0
#include <cli/architecture_input.hpp>

#include <CLI/CLI.hpp>

#include <unistd.h>

#include <cellar/io/architecture_text.hpp>

namespace cellar::cli {
using base::Error;
using base::ErrorCode;

void add_architecture_options(CLI::App& app, ArchitectureSource& source) {
  auto* file = app.add_option("FILE", source.file, "Architectures, one per line in any form; - is standard input");
  app.add_option("-a,--architecture", source.arguments, "An architecture; may be repeated")
      ->allow_extra_args(false)  // CLI11 would take "[[(0, 3), …" for a list of its own and cut it at the commas
      ->excludes(file);
  app.add_flag("--strict", source.strict, "Stop at the first line that is not an architecture of the space");
}

base::Result<ArchitectureInput> ArchitectureInput::open(const ArchitectureSource& source, const space::Space& space,
                                                        const Console& console) {
  if (!source.arguments.empty()) return ArchitectureInput(source, space, console, std::nullopt);
  auto lines = LineReader::open(source.file);
  if (!lines) return lines.error();
  if (source.file == "-" && isatty(STDIN_FILENO) == 1)
    console.note("reading architectures from the terminal, one per line; Ctrl-D ends");
  return ArchitectureInput(source, space, console, *std::move(lines));
}

base::Result<std::optional<Line>> ArchitectureInput::next_text() {
  if (lines_) return lines_->next();
  if (next_argument_ == source_->arguments.size()) return std::optional<Line>();
  const std::string& text = source_->arguments[next_argument_++];
  return std::optional(Line{static_cast<std::int64_t>(next_argument_), text, false});
}

bool ArchitectureInput::is_ready() const { return !lines_ || lines_->has_buffered_line(); }

void ArchitectureInput::reject(std::int64_t number, const Error& error) {
  ++rejected_;
  const std::string place = (lines_ ? "line " : "architecture ") + std::to_string(number);
  console_->error(place + ": " + error.text());
}

void ArchitectureInput::take(const Line& line, std::vector<NumberedArchitecture>& batch) {
  if (line.too_long) {
    reject(line.number, {ErrorCode::parse_error,
                         "longer than " + std::to_string(LineReader::kMaxLineBytes) + " bytes; not an architecture", ""});
    return;
  }
  if (line.text.find_first_not_of(" \t") == std::string_view::npos) return;
  const auto parsed = io::parse_architecture(*space_, line.text);
  if (!parsed) {
    reject(line.number, parsed.error());
    return;
  }
  ++accepted_;
  batch.push_back({line.number, *parsed});
}

base::Result<std::vector<NumberedArchitecture>> ArchitectureInput::next_batch() {
  std::vector<NumberedArchitecture> batch;
  while (batch.size() < kBatch && (batch.empty() || is_ready()) && !(source_->strict && rejected_ > 0)) {
    const auto line = next_text();
    if (!line) return line.error();
    if (!*line) break;
    take(**line, batch);
  }
  return batch;
}

ExitCode ArchitectureInput::outcome() const {
  if (rejected_ > 0) {
    console_->error(std::to_string(rejected_) + (rejected_ == 1 ? " architecture is" : " architectures are") +
                    " not in the space, " + std::to_string(accepted_) + " answered" +
                    (source_->strict ? "; stopped there (--strict)" : ""));
    return ExitCode::architecture;
  }
  if (accepted_ > 0) return ExitCode::done;
  console_->error((source_->file == "-" ? std::string("standard input") : source_->file) +
                  ": holds no architecture; give one per line, for example from `cellar sample`");
  return ExitCode::usage;
}

}  // namespace cellar::cli
