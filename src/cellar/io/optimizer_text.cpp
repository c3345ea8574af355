// SPDX-License-Identifier: Apache-2.0
#include <cellar/io/optimizer_text.hpp>

#include <charconv>

#include <cellar/io/number.hpp>

namespace cellar::io {
namespace {

using base::Error;
using base::ErrorCode;
using optimizer::NamedOption;
using optimizer::OptionValue;
using study::OptimizerSpec;

// Cuts the piece up to `separator` off the front.
std::string_view take_piece(std::string_view& text, char separator) {
  const auto end = text.find(separator);
  const auto piece = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return piece;
}

OptionValue option_value(std::string_view text) {
  std::int64_t integer = 0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), integer);
  if (result.ec == std::errc() && result.ptr == text.data() + text.size()) return integer;
  if (const auto real = parse_real(text)) return *real;
  return std::string(text);
}

base::Result<OptimizerSpec> parse_optimizer(std::string_view text, const std::string& where) {
  OptimizerSpec optimizer{std::string(take_piece(text, ':')), {}};
  if (optimizer.name.empty()) return Error{ErrorCode::parse_error, "has no name; write for example rs,re,ls", where};
  while (!text.empty()) {
    std::string_view option = take_piece(text, ';');
    const std::string_view name = take_piece(option, '=');
    if (name.empty() || option.empty())
      return Error{ErrorCode::parse_error,
                   "options are written NAME=VALUE with ';' between them, for example re:population=50;tournament=5",
                   where};
    optimizer.options.push_back({std::string(name), option_value(option)});
  }
  return optimizer;
}

const OptionValue* standard_of(const OptimizerSpec& optimizer, std::string_view option) {
  const auto info = optimizer::find_optimizer(optimizer.name);
  if (!info) return nullptr;
  for (const auto& line : (*info)->options)
    if (line.name == option) return &line.standard;
  return nullptr;
}

}  // namespace

base::Result<std::vector<OptimizerSpec>> parse_optimizers(std::string_view text) {
  std::vector<OptimizerSpec> optimizers;
  for (bool last = false; !last;) {
    last = text.find(',') == std::string_view::npos;
    auto optimizer = parse_optimizer(take_piece(text, ','), "optimizer " + std::to_string(optimizers.size() + 1));
    if (!optimizer) return optimizer.error();
    optimizers.push_back(*std::move(optimizer));
  }
  return optimizers;
}

std::string format_optimizer(const OptimizerSpec& optimizer) {
  std::string text = optimizer.name;
  char separator = ':';
  for (const auto& option : optimizer.options) {
    const OptionValue* standard = standard_of(optimizer, option.name);
    if (standard && *standard == option.value) continue;
    text.append(1, separator).append(option.name).append("=").append(option_text(option.value));
    separator = ';';
  }
  return text;
}

std::string option_text(const OptionValue& value) {
  if (const auto* integer = std::get_if<std::int64_t>(&value)) return std::to_string(*integer);
  if (const auto* real = std::get_if<double>(&value)) return shortest(*real);
  return std::get<std::string>(value);
}

}  // namespace cellar::io
