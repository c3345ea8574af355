// SPDX-License-Identifier: Apache-2.0
#include <cellar/io/json_document.hpp>

#include <cmath>

#include <cellar/io/number.hpp>

namespace cellar::io {
namespace {

using base::Error;
using base::ErrorCode;

constexpr std::size_t kMaxMessage = 300;  // the library quotes the offending token, however long it is

constexpr std::size_t kMaxDepth = 32;     // no document of ours nests deeper than 8

const Json kNothing;  // where a failed access goes on

// Accepts every event and keeps the text of the error; the document itself is built by the library's own parser.
class ErrorFinder final : public nlohmann::json_sax<Json> {
 public:
  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t) override { return true; }
  bool number_unsigned(number_unsigned_t) override { return true; }
  bool number_float(number_float_t, const string_t&) override { return true; }
  bool string(string_t&) override { return true; }
  bool binary(binary_t&) override { return true; }
  bool start_object(std::size_t) override { return true; }
  bool key(string_t&) override { return true; }
  bool end_object() override { return true; }
  bool start_array(std::size_t) override { return true; }
  bool end_array() override { return true; }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception& problem) override {
    message = problem.what();
    return false;
  }

  std::string message;
};

// Without the library's "[json.exception.parse_error.101] " and no longer than a reader wants.
std::string readable(std::string message) {
  if (const auto end = message.find("] "); message.starts_with('[') && end != std::string::npos)
    message.erase(0, end + 2);
  if (message.size() > kMaxMessage) message.replace(kMaxMessage, std::string::npos, " …");
  return message;
}

// Whether arrays and objects stand in each other deeper than kMaxDepth. Copying and destroying a document takes stack for
// every level, so a text made of nothing but brackets must not become one.
bool is_too_deep(std::string_view text) {
  std::size_t depth = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '"') quoted = !quoted;
    if (quoted && c == '\\') ++i;  // what follows is escaped, a quote or not
    if (quoted) continue;
    if ((c == '[' || c == '{') && ++depth > kMaxDepth) return true;
    if ((c == ']' || c == '}') && depth > 0) --depth;
  }
  return false;
}

std::string real_text(double value) {
  std::string text = shortest(value);
  if (text.find_first_not_of("-0123456789") == std::string::npos) text += ".0";
  return text;
}

void new_line(std::string& out, int depth) { out.append(1, '\n').append(static_cast<std::size_t>(2 * depth), ' '); }

void append(std::string& out, const Json& value, int depth, int open_levels);

void append_container(std::string& out, const Json& value, int depth, int open_levels) {
  const bool object = value.is_object();
  const bool open = depth < open_levels && !value.empty();
  out += object ? '{' : '[';
  bool first = true;
  for (const auto& item : value.items()) {
    if (!first) out += ',';
    first = false;
    if (open) new_line(out, depth + 1);
    if (object) out.append(Json(item.key()).dump()).append(open ? ": " : ":");
    append(out, item.value(), depth + 1, open_levels);
  }
  if (open) new_line(out, depth);
  out += object ? '}' : ']';
}

void append(std::string& out, const Json& value, int depth, int open_levels) {
  if (value.is_structured()) {
    append_container(out, value, depth, open_levels);
  } else if (value.is_number_float() && std::isfinite(value.get<double>())) {
    out += real_text(value.get<double>());
  } else {
    out += value.dump(-1, ' ', false, Json::error_handler_t::replace);
  }
}

}  // namespace

base::Result<Json> parse_json(std::string_view text) {
  if (is_too_deep(text))
    return Error{ErrorCode::parse_error, "nested deeper than " + std::to_string(kMaxDepth) + " levels", "JSON"};
  Json document = Json::parse(text, nullptr, false);
  if (!document.is_discarded()) return document;
  ErrorFinder finder;
  Json::sax_parse(text, &finder);
  return Error{ErrorCode::parse_error, readable(finder.message), "JSON"};
}

std::string to_text(const Json& document, int open_levels) {
  std::string out;
  append(out, document, 0, open_levels);
  return out;
}

std::string Place::child(std::string_view key) const {
  return path_.empty() ? std::string(key) : path_ + "." + std::string(key);
}

void Place::fail(ErrorCode code, std::string message) const {
  if (!*fault_) *fault_ = Error{code, std::move(message), path_};
}

std::optional<Place> Place::find(std::string_view key) const {
  if (!value_->is_object()) return std::nullopt;
  const auto member = value_->find(std::string(key));
  if (member == value_->end()) return std::nullopt;
  return Place(*member, child(key), *fault_);
}

Place Place::operator[](std::string_view key) const {
  if (auto member = find(key)) return *std::move(member);
  Place missing(kNothing, child(key), *fault_);
  missing.fail(ErrorCode::parse_error, "missing");
  return missing;
}

std::vector<Place> Place::items() const {
  std::vector<Place> places;
  if (!value_->is_array()) {
    fail(ErrorCode::parse_error, "must be an array");
    return places;
  }
  for (std::size_t i = 0; i < value_->size(); ++i)
    places.emplace_back((*value_)[i], path_ + "[" + std::to_string(i) + "]", *fault_);
  return places;
}

std::vector<std::pair<std::string, Place>> Place::members() const {
  std::vector<std::pair<std::string, Place>> places;
  if (!value_->is_object()) {
    fail(ErrorCode::parse_error, "must be an object");
    return places;
  }
  for (const auto& item : value_->items()) places.emplace_back(item.key(), Place(item.value(), child(item.key()), *fault_));
  return places;
}

std::string Place::text() const {
  if (value_->is_string()) return value_->get<std::string>();
  fail(ErrorCode::parse_error, "must be a text");
  return {};
}

bool Place::boolean() const {
  if (value_->is_boolean()) return value_->get<bool>();
  fail(ErrorCode::parse_error, "must be true or false");
  return false;
}

std::int64_t Place::integer(std::int64_t min, std::int64_t max) const {
  const bool too_large = value_->is_number_unsigned() && value_->get<std::uint64_t>() > static_cast<std::uint64_t>(max);
  if (value_->is_number_integer() && !too_large) {
    const auto value = value_->get<std::int64_t>();
    if (value >= min && value <= max) return value;
  }
  fail(ErrorCode::parse_error, "must be a whole number from " + std::to_string(min) + " to " + std::to_string(max));
  return min;
}

std::uint64_t Place::unsigned_integer() const {
  if (value_->is_number_unsigned()) return value_->get<std::uint64_t>();
  fail(ErrorCode::parse_error, "must be a whole number, 0 or more");
  return 0;
}

double Place::real(double min, double max) const {
  if (value_->is_number()) {
    const auto value = value_->get<double>();
    if (value >= min && value <= max) return value;
  }
  fail(ErrorCode::parse_error, "must be a number from " + shortest(min) + " to " + shortest(max));
  return min;
}

double Place::amount() const {
  if (value_->is_number() && value_->get<double>() >= 0) return value_->get<double>();
  fail(ErrorCode::parse_error, "must be a number, 0 or more");
  return 0;
}

}  // namespace cellar::io
