// SPDX-License-Identifier: Apache-2.0
#include <cli/line_reader.hpp>

#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace cellar::cli {
namespace {

constexpr std::size_t kChunk = 65536;  // what a Linux pipe holds

base::Error system_error(const std::string& name, const char* what) {
  return base::Error{base::ErrorCode::io_error, std::string(what) + ": " + std::strerror(errno), name};
}

}  // namespace

base::Result<LineReader> LineReader::open(const std::string& path) {
  if (path == "-") return LineReader(STDIN_FILENO, "standard input");
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return system_error(path, "cannot be opened");
  return LineReader(descriptor, path);
}

LineReader::LineReader(LineReader&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), name_(std::move(other.name_)),
      buffer_(std::move(other.buffer_)), start_(other.start_), number_(other.number_), ended_(other.ended_),
      skipping_(other.skipping_) {}

LineReader::~LineReader() {
  if (descriptor_ > STDIN_FILENO) ::close(descriptor_);
}

base::Result<base::Done> LineReader::read_more() {
  buffer_.erase(0, start_);
  start_ = 0;
  const std::size_t held = buffer_.size();
  buffer_.resize(held + kChunk);
  ssize_t got = 0;
  do {
    got = ::read(descriptor_, buffer_.data() + held, kChunk);
  } while (got < 0 && errno == EINTR);
  buffer_.resize(held + static_cast<std::size_t>(got > 0 ? got : 0));
  if (got < 0) return system_error(name_, "cannot be read");
  ended_ = got == 0;
  return base::Done{};
}

// The line up to `end` of the buffer; `consumed` is where the next one starts.
Line LineReader::take(std::size_t end, std::size_t consumed) {
  Line line{++number_, std::string_view(buffer_).substr(start_, end - start_), std::exchange(skipping_, false)};
  line.too_long = line.too_long || line.text.size() > kMaxLineBytes;
  if (line.too_long) line.text = {};
  if (line.text.ends_with('\r')) line.text.remove_suffix(1);
  start_ = consumed;
  return line;
}

bool LineReader::has_buffered_line() const { return buffer_.find('\n', start_) != std::string::npos; }

base::Result<std::optional<Line>> LineReader::next() {
  while (true) {
    if (const auto end = buffer_.find('\n', start_); end != std::string::npos) return std::optional(take(end, end + 1));
    if (ended_) {
      if (start_ == buffer_.size() && !skipping_) return std::optional<Line>();
      return std::optional(take(buffer_.size(), buffer_.size()));
    }
    if (skipping_ || buffer_.size() - start_ > kMaxLineBytes) {
      skipping_ = true;
      start_ = buffer_.size();
    }
    if (const auto more = read_more(); !more) return more.error();
  }
}

}  // namespace cellar::cli
