// SPDX-License-Identifier: Apache-2.0
// The two streams of a verb: results on standard output, everything else on standard error.
#pragma once

#include <string_view>

#include <cellar/base/result.hpp>
#include <cli/exit_code.hpp>

namespace cellar::cli {

class Console {
 public:
  /// `verb` is empty where no verb runs; `quiet` silences notes, not errors.
  Console(std::string_view verb, bool quiet) : verb_(verb), quiet_(quiet) {}

  void result(std::string_view text) const;

  /// Hands over what was printed so far, for a reader that waits for it.
  void flush() const;

  /// "cellar VERB: where: message"; returns the exit code that belongs to the error.
  ExitCode error(const base::Error& error) const;
  void error(std::string_view text) const;

  /// A line for the reader's information.
  void note(std::string_view text) const;

  bool quiet() const { return quiet_; }

 private:
  std::string_view verb_;
  bool quiet_;
};

bool output_is_terminal();
bool errors_are_terminal();

}  // namespace cellar::cli
