// SPDX-License-Identifier: Apache-2.0
// Errors as values: every fallible function returns Result<T>; nothing below the command line prints, exits or throws.
#pragma once

#include <cassert>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace cellar::base {

enum class ErrorCode {
  invalid_argument,      ///< an option or argument outside its documented range
  parse_error,           ///< text that is not in any accepted form
  out_of_space,          ///< well-formed, but not an architecture of the space
  unsupported_fidelity,  ///< epochs the benchmark does not offer
  unknown_name,          ///< a benchmark, optimizer or option nobody registered
  model_missing,         ///< the model or table file is not there
  model_damaged,         ///< the model or table file fails its checks
  io_error,              ///< the operating system refused a read or write
  mismatch,              ///< a repeated run differs from its record
  internal,              ///< a broken promise of our own
};

/// The code's name as it stands in JSON output, for example "parse_error".
std::string_view to_string(ErrorCode code);

/// What went wrong, where (a position such as "normal[3]" or "line 12"; may be empty), and the remedy within `message`.
struct Error {
  ErrorCode code;
  std::string message;
  std::string where;

  /// "where: message", or only the message where there is no position.
  std::string text() const { return where.empty() ? message : where + ": " + message; }
};

/// A value or an Error. Access is asserted; test with `if (!result)` first.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : content_(std::move(value)) {}
  Result(Error error) : content_(std::move(error)) {}

  explicit operator bool() const { return content_.index() == 0; }
  T& operator*() & { return std::get<0>(content_); }
  const T& operator*() const& { return std::get<0>(content_); }
  /// By value, so that `for (x : *f())` keeps what it iterates over alive.
  T operator*() && { return std::get<0>(std::move(content_)); }
  T* operator->() { return &std::get<0>(content_); }
  const T* operator->() const { return &std::get<0>(content_); }
  const Error& error() const { return std::get<1>(content_); }

 private:
  std::variant<T, Error> content_;
};

/// Success without a value.
struct Done {};

}  // namespace cellar::base
