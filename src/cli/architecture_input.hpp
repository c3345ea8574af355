// SPDX-License-Identifier: Apache-2.0
// The architectures a verb is given, one per line of a file or pipe, or as arguments. A line that is none is reported
// with its number, and the others go on.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <cellar/space/space.hpp>
#include <cli/console.hpp>
#include <cli/line_reader.hpp>

namespace CLI {
class App;
}

namespace cellar::cli {

struct ArchitectureSource {
  std::string file = "-";
  std::vector<std::string> arguments;  ///< where there are any, no file is read
  bool strict = false;
};

void add_architecture_options(CLI::App& app, ArchitectureSource& source);

struct NumberedArchitecture {
  std::int64_t number;  ///< of its line or argument
  space::Architecture architecture;
};

class ArchitectureInput {
 public:
  /// Error io_error where the file cannot be opened. `space` and `console` must outlive the input.
  static base::Result<ArchitectureInput> open(const ArchitectureSource& source, const space::Space& space,
                                              const Console& console);

  /// The next ones: as many as are at hand without waiting, at most kBatch; empty at the end.
  base::Result<std::vector<NumberedArchitecture>> next_batch();

  /// To be asked at the end: `done`, or what the bad lines or the lack of any line come to.
  ExitCode outcome() const;

 private:
  static constexpr std::size_t kBatch = 4096;  // large enough for batch queries, small enough to show progress

  ArchitectureInput(const ArchitectureSource& source, const space::Space& space, const Console& console,
                    std::optional<LineReader> lines)
      : source_(&source), space_(&space), console_(&console), lines_(std::move(lines)) {}

  base::Result<std::optional<Line>> next_text();
  bool is_ready() const;
  void take(const Line& line, std::vector<NumberedArchitecture>& batch);
  void reject(std::int64_t number, const base::Error& error);

  const ArchitectureSource* source_;
  const space::Space* space_;
  const Console* console_;
  std::optional<LineReader> lines_;
  std::size_t next_argument_ = 0;
  std::int64_t accepted_ = 0;
  std::int64_t rejected_ = 0;
};

}  // namespace cellar::cli
