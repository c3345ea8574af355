// SPDX-License-Identifier: Apache-2.0
#include <cli/progress_bar.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>

#include <cellar/io/number.hpp>

namespace cellar::cli {
namespace {

constexpr int kBarWidth = 24;
constexpr double kDrawEverySeconds = 0.1;  // runs may finish faster than a terminal draws

std::string clock_text(double seconds) {
  const auto whole = static_cast<long>(std::ceil(seconds));
  const std::string rest = std::to_string(whole % 60);
  return std::to_string(whole / 60) + ":" + (rest.size() < 2 ? "0" : "") + rest;
}

double share_of(double done, double total) { return total > 0 ? std::clamp(done / total, 0.0, 1.0) : 0.0; }

}  // namespace

ProgressBar::ProgressBar(const Console& console, bool by_runs)
    : visible_(errors_are_terminal() && !console.quiet()), by_runs_(by_runs), notes_(console) {}

ProgressBar::~ProgressBar() {
  if (visible_) std::fputs("\r\x1b[K", stderr);
}

double ProgressBar::elapsed_seconds() const {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin_).count();
}

double ProgressBar::share(const study::Progress& progress) const {
  return by_runs_ ? share_of(progress.runs, progress.runs_total)
                  : share_of(static_cast<double>(progress.evaluations), static_cast<double>(progress.evaluations_total));
}

std::string ProgressBar::bar(const study::Progress& progress) const {
  const auto full = static_cast<std::size_t>(share(progress) * kBarWidth);
  return "[" + std::string(full, '#') + std::string(kBarWidth - full, '-') + "] ";
}

std::string ProgressBar::text(const study::Progress& progress) const {
  const double done = share(progress), elapsed = elapsed_seconds();
  std::string text = io::percent(done, 0) + " %  " + std::to_string(progress.evaluations) + " evaluations  " +
                     std::to_string(progress.runs) + "/" + std::to_string(progress.runs_total) + " runs";
  if (elapsed > 0) text += "  " + io::fixed(static_cast<double>(progress.evaluations) / elapsed, 0) + "/s";
  if (done > 0) text += "  " + clock_text(elapsed * (1 - done) / done) + " left";
  return text;
}

void ProgressBar::show(const study::Progress& progress) {
  if (!visible_) return notes_.show(text(progress));
  const double now = elapsed_seconds();
  if (now < next_seconds_ && progress.runs < progress.runs_total) return;
  next_seconds_ = now + kDrawEverySeconds;
  const std::string line = "\r" + bar(progress) + text(progress) + "\x1b[K";
  std::fwrite(line.data(), 1, line.size(), stderr);
  std::fflush(stderr);
}

}  // namespace cellar::cli
