// SPDX-License-Identifier: Apache-2.0
#include <cellar/io/architecture_text.hpp>

#include <algorithm>
#include <array>

#include <cellar/base/quote.hpp>
#include <cellar/io/darts_json.hpp>
#include <cellar/io/nb101_text.hpp>
#include <cellar/space/darts.hpp>

namespace cellar::io {
namespace {

namespace darts = space::darts;
using base::Error;
using base::ErrorCode;
using base::Result;
using space::Form;

constexpr std::array<std::string_view, 5> kFormNames = {"genotype", "json", "config", "compact", "matrix"};

constexpr std::string_view kSpace = " \t\r\n";

// A text file may begin with a byte order mark (UTF-8).
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

std::string_view trim(std::string_view text) {
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  const std::size_t first = text.find_first_not_of(kSpace);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

Result<darts::Genotype> parse_genotype(std::string_view text) {
  switch (text.front()) {
    case '{': return parse_darts_json(text);
    case '[':
    case '(': return darts::parse_compact(text);
    default: return darts::parse_genotype_string(text);
  }
}

Error no_forms_error(const space::Space& space) {
  return {ErrorCode::internal, "no text forms for the space " + std::string(space.name()), ""};
}

}  // namespace

std::span<const std::string_view> form_names() { return kFormNames; }

Result<Form> parse_form(std::string_view name) {
  const auto found = std::find(kFormNames.begin(), kFormNames.end(), name);
  if (found != kFormNames.end()) return static_cast<Form>(found - kFormNames.begin());
  std::string known;
  for (const std::string_view form : kFormNames) known.append(known.empty() ? "" : ", ").append(form);
  return Error{ErrorCode::unknown_name, "unknown form " + base::quote(name) + "; known: " + known, ""};
}

Result<space::Architecture> parse_architecture(const space::Space& space, std::string_view text) {
  const bool has_cells = has_nb101_cells(space);
  if (!has_cells && space.name() != darts::space().name()) return no_forms_error(space);
  if (text.size() > kMaxArchitectureText)
    return Error{ErrorCode::parse_error,
                 std::to_string(text.size()) + " characters are no architecture, which has at most " +
                     std::to_string(kMaxArchitectureText) + "; give one architecture a line",
                 ""};
  const std::string_view trimmed = trim(text);
  if (trimmed.empty())
    return Error{ErrorCode::parse_error,
                 std::string("empty text; give an architecture, such as ") +
                     (has_cells ? R"({"matrix": [[0, 1], [0, 0]], "ops": ["input", "output"]})"
                                : "Genotype(normal=[('sep_conv_3x3', 0), ...], reduce=[...])"),
                 ""};
  if (has_cells) return parse_nb101_text(space, trimmed);
  const auto genotype = parse_genotype(trimmed);
  if (!genotype) return genotype.error();
  return darts::pack(*genotype);
}

Result<std::string> format_architecture(const space::Space& space, const space::Architecture& architecture, Form form) {
  if (has_nb101_cells(space)) return format_nb101_text(space, architecture, form);
  if (space.name() != darts::space().name()) return no_forms_error(space);
  const darts::Genotype genotype = darts::unpack(architecture);
  switch (form) {
    case Form::genotype: return darts::to_genotype_string(genotype);
    case Form::json: return to_darts_json(genotype);
    case Form::config: return to_darts_config(genotype);
    case Form::compact: return darts::to_compact(genotype);
    case Form::matrix: break;
  }
  return Error{ErrorCode::invalid_argument,
               "the DARTS space has no form matrix; its forms: genotype, json, config, compact", ""};
}

}  // namespace cellar::io
