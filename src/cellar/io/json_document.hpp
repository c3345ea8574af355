// SPDX-License-Identifier: Apache-2.0
// JSON for the writers and readers of this layer: text in, text out, and typed access that reports the place. Nothing
// here throws; only sources of `io` may include it, so that the JSON library stays out of every interface.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include <cellar/base/result.hpp>

namespace cellar::io {

using Json = nlohmann::ordered_json;

/// Error parse_error says line, column and what was expected; texts nested deeper than 32 levels are refused.
base::Result<Json> parse_json(std::string_view text);

/// Containers nested less deep than `open_levels` go over several lines, deeper ones on one line; 0 gives one line.
/// Reals are written in shortest form and always with a point or exponent, so that they read back as reals.
std::string to_text(const Json& document, int open_levels);

/// A value inside a document, with typed access. The first access that fails leaves an Error with the path of the
/// place ("runs[3].evaluations") in the shared `fault`; from then on accesses return empty values, so that a reader
/// can go through a whole object and test once.
class Place {
 public:
  Place(const Json& value, std::string path, std::optional<base::Error>& fault)
      : value_(&value), path_(std::move(path)), fault_(&fault) {}

  /// A member that must be there.
  Place operator[](std::string_view key) const;
  std::optional<Place> find(std::string_view key) const;

  std::vector<Place> items() const;
  /// Names and values of an object, in their order.
  std::vector<std::pair<std::string, Place>> members() const;

  std::string text() const;
  bool boolean() const;
  std::int64_t integer(std::int64_t min, std::int64_t max) const;
  std::uint64_t unsigned_integer() const;
  double real(double min, double max) const;
  double amount() const;  ///< a number, 0 or more

  bool is_integer() const { return value_->is_number_integer(); }
  bool is_number() const { return value_->is_number(); }

  void fail(base::ErrorCode code, std::string message) const;

 private:
  std::string child(std::string_view key) const;

  const Json* value_;
  std::string path_;
  std::optional<base::Error>* fault_;
};

/// What `read` makes of a document's root, or the first thing that is wrong with the text or a place in it.
template <class Read>
auto read_json(std::string_view text, Read read) -> base::Result<decltype(read(std::declval<const Place&>()))> {
  const auto document = parse_json(text);
  if (!document) return document.error();
  std::optional<base::Error> fault;
  auto content = read(Place(*document, "", fault));
  if (fault) return *fault;
  return content;
}

}  // namespace cellar::io
