// SPDX-License-Identifier: Apache-2.0
#include <cli/phase_line.hpp>

#include <cstdio>

namespace cellar::cli {

PhaseLine::~PhaseLine() {
  if (visible_) std::fputs("\r\x1b[K", stderr);
}

training::PhaseProgress PhaseLine::progress() {
  return [visible = visible_](std::string_view phase, int done, int total) {
    if (!visible) return;
    std::fprintf(stderr, "\r\x1b[K%.*s: %d of %d", static_cast<int>(phase.size()), phase.data(), done, total);
    std::fflush(stderr);
  };
}

}  // namespace cellar::cli
