// SPDX-License-Identifier: Apache-2.0
#include <cli/collect_progress.hpp>

#include <cmath>
#include <cstdio>

#include <cellar/io/number.hpp>

namespace cellar::cli {
namespace {

// "0:07", "12:40": hours and minutes, rounded up.
std::string hours_text(double seconds) {
  const auto minutes = static_cast<long>(std::ceil(seconds / 60));
  const std::string rest = std::to_string(minutes % 60);
  return std::to_string(minutes / 60) + ":" + (rest.size() < 2 ? "0" : "") + rest;
}

}  // namespace

CollectProgress::CollectProgress(std::size_t total, std::size_t before, const Console& console, std::string_view unit)
    : total_(total), before_(before), unit_(unit), notes_(console), line_(errors_are_terminal() && !console.quiet()) {}

CollectProgress::~CollectProgress() {
  if (line_) std::fputs("\r\x1b[K", stderr);
}

std::string CollectProgress::text(std::size_t done, double elapsed_seconds) const {
  std::string text = std::to_string(before_ + done) + " of " + std::to_string(total_) + " " + std::string(unit_);
  if (done == 0) return text;
  const double seconds_each = elapsed_seconds / static_cast<double>(done);
  return text + ", " + io::fixed(seconds_each, 2) + " s each, " +
         hours_text(seconds_each * static_cast<double>(total_ - before_ - done)) + " hours left";
}

void CollectProgress::show(std::size_t done) {
  const std::string now_text = text(done, std::chrono::duration<double>(Clock::now() - begin_).count());
  if (!line_) return notes_.show(now_text);
  std::fprintf(stderr, "\r%s\x1b[K", now_text.c_str());
  std::fflush(stderr);
}

}  // namespace cellar::cli
