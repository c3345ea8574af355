// SPDX-License-Identifier: Apache-2.0
// Every value's type is checked before it is read, so that nothing can throw.
#include <cellar/io/darts_json.hpp>

#include <array>
#include <limits>
#include <optional>

#include <cellar/base/quote.hpp>
#include <cellar/io/darts_fields.hpp>
#include <cellar/space/genotype_builder.hpp>

namespace cellar::io {
namespace {

namespace darts = space::darts;
using base::Done;
using base::Error;
using base::ErrorCode;
using base::Result;

const Json* find(const Json& object, std::string_view key) {
  const auto found = object.find(std::string(key));
  return found == object.end() ? nullptr : &*found;
}

// Shown in errors. Never dumped: a foreign value may be long, and dump refuses bytes that are not UTF-8.
std::string kind(const Json& value) {
  return value.is_string() ? base::quote(*value.get_ptr<const Json::string_t*>()) : std::string(value.type_name());
}

// Whole numbers only; beyond 63 bits is as far out of any range as the largest.
std::optional<std::int64_t> integer(const Json& value) {
  if (const auto* natural = value.get_ptr<const Json::number_unsigned_t*>())
    return *natural > std::numeric_limits<std::int64_t>::max() ? std::numeric_limits<std::int64_t>::max()
                                                               : static_cast<std::int64_t>(*natural);
  if (const auto* whole = value.get_ptr<const Json::number_integer_t*>()) return *whole;
  return std::nullopt;
}

Result<darts::Operation> operation(const Json& value, const std::string& where) {
  const auto* name = value.get_ptr<const Json::string_t*>();
  if (!name) return Error{ErrorCode::parse_error, "expected an operation's name, found " + kind(value), where};
  auto found = darts::find_operation(*name);
  if (!found) return Error{found.error().code, found.error().message, where};
  return found;
}

Result<Done> add_pair(darts::GenotypeBuilder& builder, int cell, const Json& pair) {
  const std::string where = darts::edge_position(cell, builder.count(cell));
  if (!pair.is_array() || pair.size() != 2)
    return Error{ErrorCode::parse_error, "expected a pair [\"operation\", source], found " + kind(pair), where};
  const auto op = operation(pair[0], where);
  if (!op) return op.error();
  const auto source = integer(pair[1]);
  if (!source) return Error{ErrorCode::parse_error, "expected a source (whole number), found " + kind(pair[1]), where};
  return builder.add(cell, *source, *op);
}

Result<Done> check_concat(const Json& object, const std::string& key) {
  static const Json kAllNodes = {2, 3, 4, 5};
  const Json* concat = find(object, key);
  if (concat && *concat != kAllNodes)
    return Error{ErrorCode::out_of_space, "expected [2,3,4,5]: the space concatenates all intermediate nodes", key};
  return Done{};
}

Result<darts::Genotype> parse_named_cells(const Json& object) {
  darts::GenotypeBuilder builder;
  for (int cell = 0; cell < darts::kCells; ++cell) {
    const std::string name(darts::kCellNames[static_cast<std::size_t>(cell)]);
    const Json* pairs = find(object, name);
    if (!pairs) return Error{ErrorCode::parse_error, "missing; give a list of 8 pairs [\"operation\", source]", name};
    if (!pairs->is_array())
      return Error{ErrorCode::parse_error, "expected a list of 8 pairs [\"operation\", source], found " + kind(*pairs),
                   name};
    for (const Json& pair : *pairs)
      if (auto added = add_pair(builder, cell, pair); !added) return added.error();
    if (auto checked = check_concat(object, name + "_concat"); !checked) return checked.error();
  }
  return builder.finish();
}

std::string edge_key(int cell, int number) {
  return "edge_" + std::string(darts::kCellNames[static_cast<std::size_t>(cell)]) + "_" + std::to_string(number);
}

std::string inputs_key(int cell, int node) {
  return "inputs_node_" + std::string(darts::kCellNames[static_cast<std::size_t>(cell)]) + "_" + std::to_string(node);
}

// The value of an architecture's hyperparameter; ConfigSpace writes inactive ones as null or leaves them out.
const Json* setting(const Json& object, const std::string& key) {
  const Json* value = find(object, std::string(kDartsConfigPrefix) + key);
  return value && value->is_null() ? nullptr : value;
}

using Sources = std::array<int, 2>;

// "0_2" gives {0, 2}. Whether they exist is left to the builder, which names the edge.
Result<Sources> node_sources(const Json& object, int cell, int node) {
  if (node == darts::kInputNodes) return Sources{0, 1};  // has no choice, and no key
  const std::string key = inputs_key(cell, node);
  const Json* value = setting(object, key);
  if (!value) return Error{ErrorCode::parse_error, "missing; give the node's two sources, for example \"0_1\"", key};
  const auto* text = value->get_ptr<const Json::string_t*>();
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (!text || text->size() != 3 || !is_digit((*text)[0]) || (*text)[1] != '_' || !is_digit((*text)[2]))
    return Error{ErrorCode::parse_error, "expected two sources, for example \"0_1\", found " + kind(*value), key};
  return Sources{(*text)[0] - '0', (*text)[2] - '0'};
}

// An edge that the node's inputs leave out must not carry an operation: one of the two would be a mistake.
Result<Done> refuse_unselected(const Json& object, int cell, int node, const Sources& sources) {
  for (int source = 0; source < node; ++source) {
    const std::string key = edge_key(cell, darts::candidate_edge(node, source));
    if (source != sources[0] && source != sources[1] && setting(object, key))
      return Error{ErrorCode::out_of_space,
                   "given, but node " + std::to_string(node) + " does not read source " + std::to_string(source) +
                       "; leave it out or change " + inputs_key(cell, node),
                   key};
  }
  return Done{};
}

Result<Done> add_node(darts::GenotypeBuilder& builder, const Json& object, int cell, int node) {
  const auto sources = node_sources(object, cell, node);
  if (!sources) return sources.error();
  for (const int source : *sources) {
    if (source >= node) return builder.add(cell, source, darts::Operation{});  // its error: there is no such edge
    const std::string key = edge_key(cell, darts::candidate_edge(node, source));
    const Json* value = setting(object, key);
    if (!value)
      return Error{ErrorCode::parse_error,
                   "missing; node " + std::to_string(node) + " reads source " + std::to_string(source) +
                       ", so give the operation between them",
                   key};
    const auto op = operation(*value, key);
    if (!op) return op.error();
    if (auto added = builder.add(cell, source, *op); !added) return added;
  }
  return refuse_unselected(object, cell, node, *sources);
}

bool is_config(const Json& object) {
  for (auto entry = object.begin(); entry != object.end(); ++entry)
    if (entry.key().starts_with(kDartsConfigPrefix)) return true;
  return false;
}

std::string named_pairs(const darts::Cell& cell) {
  std::string text;
  for (const darts::Edge& edge : cell.edges)
    text.append(text.empty() ? "[[\"" : ",[\"")
        .append(darts::kOperationNames[static_cast<std::size_t>(edge.operation)])
        .append("\"," + std::to_string(edge.source) + "]");
  return text + "]";
}

std::string config_entry(const std::string& key, std::string_view value) {
  return "\"" + std::string(kDartsConfigPrefix) + key + "\":\"" + std::string(value) + "\"";
}

std::string config_entries(const darts::Cell& cell, int number) {
  std::string text;
  for (int edge = 0; edge < darts::kEdgesPerCell; ++edge) {
    const auto& [source, op] = cell.edges[static_cast<std::size_t>(edge)];
    const std::string key = edge_key(number, darts::candidate_edge(darts::target_of(edge), source));
    text.append(config_entry(key, darts::kOperationNames[static_cast<std::size_t>(op)])).append(",");
  }
  for (int edge = 2; edge < darts::kEdgesPerCell; edge += 2) {
    const auto first = static_cast<std::size_t>(edge);
    const std::string sources =
        std::to_string(cell.edges[first].source) + "_" + std::to_string(cell.edges[first + 1].source);
    text.append(config_entry(inputs_key(number, darts::target_of(edge)), sources)).append(",");
  }
  text.pop_back();
  return text;
}

}  // namespace

Result<darts::Genotype> read_darts_config(const Json& object) {
  darts::GenotypeBuilder builder;
  for (int cell = 0; cell < darts::kCells; ++cell)
    for (int node = darts::kInputNodes; node < darts::kInputNodes + darts::kIntermediateNodes; ++node)
      if (auto added = add_node(builder, object, cell, node); !added) return added.error();
  return builder.finish();
}

Result<darts::Genotype> parse_darts_json(std::string_view text) {
  const auto document = parse_json(text);
  if (!document) return document.error();
  const Json& object = *document;
  if (!object.is_object()) return Error{ErrorCode::parse_error, "expected a JSON object, found " + kind(object), ""};
  if (find(object, "normal") || find(object, "reduce")) return parse_named_cells(object);
  if (is_config(object)) return read_darts_config(object);
  if (find(object, "matrix"))
    return Error{ErrorCode::parse_error, "the form matrix belongs to NAS-Bench-101, not to the DARTS space", ""};
  return Error{ErrorCode::parse_error,
               "no architecture in this JSON object; expected keys \"normal\" and \"reduce\", or keys beginning with " +
                   std::string(kDartsConfigPrefix),
               ""};
}

std::string to_darts_json(const darts::Genotype& genotype) {
  std::string text = "{\"normal\":";
  text.append(named_pairs(genotype.normal)).append(",\"normal_concat\":[2,3,4,5],\"reduce\":");
  return text.append(named_pairs(genotype.reduce)).append(",\"reduce_concat\":[2,3,4,5]}");
}

std::string to_darts_config(const darts::Genotype& genotype) {
  std::string text = "{";
  text.append(config_entries(genotype.normal, 0)).append(",");
  return text.append(config_entries(genotype.reduce, 1)).append("}");
}

}  // namespace cellar::io
