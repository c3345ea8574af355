// SPDX-License-Identifier: Apache-2.0
// How far long work is, for whoever reads a log: a note every minute.
#pragma once

#include <chrono>
#include <string_view>

#include <cli/console.hpp>

namespace cellar::cli {

class MinuteNotes {
 public:
  explicit MinuteNotes(const Console& console) : console_(console) {}

  /// Notes the text where the last one, or the beginning, is a minute ago.
  void show(std::string_view text) {
    const auto now = std::chrono::steady_clock::now();
    if (now - last_ < std::chrono::minutes(1)) return;
    console_.note(text);
    last_ = now;
  }

 private:
  const Console& console_;
  std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};

}  // namespace cellar::cli
