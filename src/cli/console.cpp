// SPDX-License-Identifier: Apache-2.0
#include <cli/console.hpp>

#include <cstdio>
#include <string>

#include <unistd.h>

namespace cellar::cli {
namespace {

// Messages quote input; its control characters must not reach the terminal.
std::string printable(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = '?';
  return out;
}

void write_line(std::string_view verb, std::string_view text) {
  const std::string line = (verb.empty() ? "cellar" : "cellar " + std::string(verb)) + ": " + printable(text) + "\n";
  std::fwrite(line.data(), 1, line.size(), stderr);
}

}  // namespace

void Console::result(std::string_view text) const { std::fwrite(text.data(), 1, text.size(), stdout); }

void Console::flush() const { std::fflush(stdout); }

ExitCode Console::error(const base::Error& error) const {
  write_line(verb_, error.text());
  return exit_code(error.code);
}

void Console::error(std::string_view text) const { write_line(verb_, text); }

void Console::note(std::string_view text) const {
  if (!quiet_) write_line(verb_, text);
}

bool output_is_terminal() { return isatty(STDOUT_FILENO) == 1; }
bool errors_are_terminal() { return isatty(STDERR_FILENO) == 1; }

}  // namespace cellar::cli
