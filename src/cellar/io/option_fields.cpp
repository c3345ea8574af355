// SPDX-License-Identifier: Apache-2.0
#include <cellar/io/option_fields.hpp>

#include <limits>

namespace cellar::io {
namespace {

optimizer::OptionValue read_option(const Place& place) {
  using Integers = std::numeric_limits<std::int64_t>;
  if (place.is_integer()) return place.integer(Integers::min(), Integers::max());
  constexpr double kMaxReal = std::numeric_limits<double>::max();
  if (place.is_number()) return place.real(-kMaxReal, kMaxReal);
  return place.text();
}

Json option_json(const optimizer::OptionInfo& option) {
  Json json;
  json["name"] = option.name;
  json["description"] = option.description;
  std::visit([&](const auto& value) { json["default"] = value; }, option.standard);
  if (!option.choices.empty()) {
    json["choices"] = option.choices;
  } else if (std::holds_alternative<std::int64_t>(option.standard)) {
    json["whole"] = true;
    json["min"] = static_cast<std::int64_t>(option.min);
    json["max"] = static_cast<std::int64_t>(option.max);
  } else {
    json["min"] = option.min;
    json["max"] = option.max;
  }
  return json;
}

}  // namespace

Json option_table_json(std::span<const optimizer::OptionInfo> table) {
  Json list = Json::array();
  for (const auto& option : table) list.push_back(option_json(option));
  return list;
}

Json options_json(std::span<const optimizer::NamedOption> options) {
  Json object = Json::object();
  for (const auto& option : options)
    std::visit([&](const auto& value) { object[option.name] = value; }, option.value);
  return object;
}

std::vector<optimizer::NamedOption> read_options(const Place& object) {
  std::vector<optimizer::NamedOption> options;
  for (const auto& [name, value] : object.members()) options.push_back({name, read_option(value)});
  return options;
}

}  // namespace cellar::io
