// SPDX-License-Identifier: Apache-2.0
#include <cellar/io/nb101_text.hpp>

#include <optional>

#include <cellar/base/quote.hpp>
#include <cellar/io/json_document.hpp>
#include <cellar/space/nb101_enumeration.hpp>
#include <cellar/space/nb101_matrix.hpp>
#include <cellar/space/nb1shot1.hpp>

namespace cellar::io {
namespace {

namespace nb101 = space::nb101;
namespace nb1shot1 = space::nb1shot1;
using base::Error;
using base::ErrorCode;
using base::Result;
using space::Architecture;
using space::Form;
using space::Space;

constexpr std::size_t kHashDigits = 32;

// Null where the space is nb101 itself.
const nb1shot1::OneShotSpace* one_shot(const Space& space) {
  for (int number = 1; number <= nb1shot1::kSpaces; ++number)
    if (space.name() == nb1shot1::space(number).name()) return &nb1shot1::space(number);
  return nullptr;
}

Result<nb101::Matrix> parse_matrix(std::string_view text) {
  const auto document = parse_json(text);
  if (!document) return document.error();
  std::optional<Error> fault;
  const Place place(*document, "", fault);
  if (!place.find("matrix") && !place.find("ops"))
    return Error{ErrorCode::parse_error,
                 "no architecture in this JSON object; expected keys \"matrix\" and \"ops\"", ""};
  nb101::Matrix matrix;
  for (const Place& row : place["matrix"].items()) {
    auto& numbers = matrix.rows.emplace_back();
    for (const Place& entry : row.items()) numbers.push_back(entry.integer(0, 1));
  }
  for (const Place& operation : place["ops"].items()) matrix.operations.push_back(operation.text());
  if (fault) return *fault;
  return matrix;
}

Result<Architecture> from_matrix(const Space& space, const nb101::Matrix& matrix) {
  if (const auto* choices = one_shot(space)) return choices->from_matrix(matrix);
  const auto cell = nb101::from_matrix(matrix);
  if (!cell) return cell.error();
  return nb101::pack(*cell);
}

Result<Architecture> parse_compact(const Space& space, std::string_view text) {
  if (const auto* choices = one_shot(space)) return choices->parse_compact(text);
  const auto cell = nb101::parse_compact(text);
  if (!cell) return cell.error();
  const auto checked = nb101::canonical(*cell);
  if (!checked) return checked.error();
  return nb101::pack(*checked);
}

int digit_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

std::optional<base::Md5Digest> parse_hash(std::string_view text) {
  if (text.size() != kHashDigits) return std::nullopt;
  base::Md5Digest digest{};
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int value = digit_value(text[i]);
    if (value < 0) return std::nullopt;
    digest[i / 2] = static_cast<std::uint8_t>(digest[i / 2] << 4 | value);
  }
  return digest;
}

Result<Architecture> from_hash(const Space& space, const base::Md5Digest& hash, std::string_view text) {
  const auto key = nb101::find_key(hash);
  if (!key)
    return Error{ErrorCode::out_of_space,
                 "no cell of NAS-Bench-101 has the hash " + base::quote(text) + "; give its matrix and operations", ""};
  const auto* choices = one_shot(space);
  if (!choices) return nb101::pack(nb101::cell_of(*key));
  if (const auto found = choices->find(*key)) return *found;
  return Error{ErrorCode::out_of_space,
               "the cell with the hash " + base::quote(text) + " is not of " + std::string(choices->name()), ""};
}

std::string matrix_text(const nb101::Matrix& matrix) {
  std::string text = "{\"matrix\":[";
  for (const auto& row : matrix.rows) {
    text += text.back() == '[' ? "[" : ",[";
    for (const std::int64_t entry : row) text.append(text.back() == '[' ? "" : ",").append(std::to_string(entry));
    text += ']';
  }
  text += "],\"ops\":[";
  for (const std::string& operation : matrix.operations)
    text.append(text.back() == '[' ? "\"" : ",\"").append(operation).append("\"");
  return text + "]}";
}

}  // namespace

bool has_nb101_cells(const Space& space) { return space.name() == nb101::space().name() || one_shot(space); }

Result<Architecture> parse_nb101_text(const Space& space, std::string_view text) {
  if (text.front() == '{') {
    const auto matrix = parse_matrix(text);
    if (!matrix) return matrix.error();
    return from_matrix(space, *matrix);
  }
  if (text.front() == '[' || text.front() == '(') return parse_compact(space, text);
  if (const auto hash = parse_hash(text)) return from_hash(space, *hash, text);
  return Error{ErrorCode::parse_error,
               "expected {\"matrix\": ..., \"ops\": ...}, a hash of 32 hexadecimal digits, or the compact form; "
               "found " + base::quote(text),
               ""};
}

Result<std::string> format_nb101_text(const Space& space, const Architecture& architecture, Form form) {
  if (form == Form::compact) return space.to_compact(architecture);
  if (form == Form::matrix) {
    const auto* choices = one_shot(space);
    return matrix_text(nb101::to_matrix(choices ? choices->drawn_cell(architecture) : nb101::unpack(architecture)));
  }
  return Error{ErrorCode::invalid_argument,
               "the space " + std::string(space.name()) + " has no such form; its forms: compact, matrix", ""};
}

}  // namespace cellar::io
