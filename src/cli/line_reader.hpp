// SPDX-License-Identifier: Apache-2.0
// Lines of a file or pipe, in bounded memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <cellar/base/result.hpp>

namespace cellar::cli {

struct Line {
  std::int64_t number;    ///< from 1
  std::string_view text;  ///< without the line end; valid until the next call
  bool too_long;          ///< longer than kMaxLineBytes: skipped unread, `text` is empty
};

class LineReader {
 public:
  /// No spelling of an architecture comes near; a longer line is some other file.
  static constexpr std::size_t kMaxLineBytes = 1'000'000;

  /// "-" is standard input.
  static base::Result<LineReader> open(const std::string& path);

  LineReader(LineReader&& other) noexcept;
  LineReader& operator=(LineReader&&) = delete;
  ~LineReader();

  /// Nothing at the end. Error io_error where the system refuses a read.
  base::Result<std::optional<Line>> next();

  /// Whether the next line can be had without waiting for more input.
  bool has_buffered_line() const;

 private:
  explicit LineReader(int descriptor, std::string name) : descriptor_(descriptor), name_(std::move(name)) {}
  base::Result<base::Done> read_more();
  Line take(std::size_t end, std::size_t consumed);

  int descriptor_;
  std::string name_;
  std::string buffer_;
  std::size_t start_ = 0;     // of what is not yet given out
  std::int64_t number_ = 0;
  bool ended_ = false;
  bool skipping_ = false;     // inside a line that is too long
};

}  // namespace cellar::cli
