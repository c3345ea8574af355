// SPDX-License-Identifier: Apache-2.0
#include <cellar/io/nb101_record.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <string_view>
#include <vector>

#include <cellar/base/base64.hpp>
#include <cellar/base/quote.hpp>
#include <cellar/io/json_document.hpp>
#include <cellar/io/number.hpp>

namespace cellar::io {
namespace {

namespace nb101 = space::nb101;
using base::Done;
using base::Error;
using base::ErrorCode;
using base::Result;

enum Item : std::size_t { kHash, kEpochs, kMatrix, kOperations, kMetrics, kItemCount };
constexpr std::array<const char*, kItemCount> kItemNames = {"hash", "epochs", "matrix", "operations", "metrics"};

Error wrong(Item item, std::string message) { return {ErrorCode::parse_error, std::move(message), kItemNames[item]}; }

Result<std::string_view> text_of(const Json& items, Item item) {
  if (const auto* text = items[item].get_ptr<const Json::string_t*>()) return std::string_view(*text);
  return wrong(item, "expected a text, found " + std::string(items[item].type_name()));
}

Result<base::Md5Digest> read_hash(std::string_view digits) {
  const auto digit = [](char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1; };
  base::Md5Digest hash;
  const bool all_digits = std::all_of(digits.begin(), digits.end(), [&](char c) { return digit(c) >= 0; });
  if (digits.size() != 2 * hash.size() || !all_digits)
    return wrong(kHash, "expected 32 digits of 0-9 and a-f, found " + base::quote(digits));
  for (std::size_t i = 0; i < hash.size(); ++i)
    hash[i] = static_cast<std::uint8_t>(16 * digit(digits[2 * i]) + digit(digits[2 * i + 1]));
  return hash;
}

Result<std::size_t> read_budget(const Json& value) {
  const auto* epochs = value.get_ptr<const Json::number_unsigned_t*>();
  for (std::size_t budget = 0; epochs && budget < table::kNb101Budgets.size(); ++budget)
    if (*epochs == static_cast<std::uint64_t>(table::kNb101Budgets[budget])) return budget;
  return wrong(kEpochs, "expected 4, 12, 36 or 108, found " +
                            (value.is_number() ? shortest(value.get<double>()) : std::string(value.type_name())));
}

std::vector<std::string_view> split(std::string_view list) {
  std::vector<std::string_view> names;
  for (std::size_t comma; (comma = list.find(',')) != std::string_view::npos; list.remove_prefix(comma + 1))
    names.push_back(list.substr(0, comma));
  names.push_back(list);
  return names;
}

Result<Done> read_operations(std::string_view list, nb101::Cell& cell) {
  const std::vector<std::string_view> names = split(list);
  if (names.size() < nb101::kMinVertices || names.size() > nb101::kMaxVertices)
    return wrong(kOperations, "expected 2 to 7 operations, found " + std::to_string(names.size()));
  if (names.front() != nb101::kInputName || names.back() != nb101::kOutputName)
    return wrong(kOperations, "the first must be input and the last output, found " + base::quote(list));
  for (std::size_t vertex = 1; vertex + 1 < names.size(); ++vertex) {
    const auto operation = nb101::find_operation(names[vertex]);
    if (!operation) return wrong(kOperations, "vertex " + std::to_string(vertex) + ": " + operation.error().message);
    cell.set_operation(static_cast<int>(vertex), *operation);
  }
  cell.vertices = static_cast<std::uint8_t>(names.size());
  return Done{};
}

/// Row by row, row x has the edges from x. `cell.vertices` must be set.
Result<Done> read_matrix(std::string_view digits, nb101::Cell& cell) {
  const int vertices = cell.vertices;
  if (digits.size() != static_cast<std::size_t>(vertices * vertices))
    return wrong(kMatrix, "expected " + std::to_string(vertices * vertices) + " digits for " +
                              std::to_string(vertices) + " operations, found " + std::to_string(digits.size()));
  for (int i = 0; i < vertices * vertices; ++i) {
    const char digit = digits[static_cast<std::size_t>(i)];
    const int from = i / vertices, to = i % vertices;
    if (digit == '0') continue;
    if (digit != '1')
      return wrong(kMatrix,
                   "expected 0 or 1, found " + base::quote({&digit, 1}) + " as digit " + std::to_string(i + 1));
    if (from >= to)
      return wrong(kMatrix, "not upper triangular: edge from vertex " + std::to_string(from) + " to " +
                                std::to_string(to));
    cell.add_edge(from, to);
  }
  if (cell.edge_count() > nb101::kMaxEdges)
    return wrong(kMatrix, "has " + std::to_string(cell.edge_count()) + " edges, more than the 9 of the space");
  return Done{};
}

Result<Nb101Metrics> read_metrics(std::string_view base64, int epochs) {
  const auto message = base::decode_base64(base64);
  if (!message) return wrong(kMetrics, "base64, " + message.error().text());
  auto metrics = parse_nb101_metrics(*message);
  if (!metrics) return wrong(kMetrics, metrics.error().text());
  // Trainings end at a whole number of steps, of which an epoch has 156.25.
  if (std::abs(metrics->final.epoch - epochs) >= 1)
    return wrong(kMetrics, "the final evaluation is at epoch " + shortest(metrics->final.epoch) + " of a training of " +
                               std::to_string(epochs));
  return metrics;
}

/// In an order in which each item's check can rest on those before it.
Result<Nb101Record> read_items(const Json& items) {
  std::array<std::string_view, kItemCount> texts;
  for (const Item item : {kHash, kMatrix, kOperations, kMetrics}) {
    const auto text = text_of(items, item);
    if (!text) return text.error();
    texts[item] = *text;
  }
  Nb101Record record;
  const auto hash = read_hash(texts[kHash]);
  if (!hash) return hash.error();
  const auto budget = read_budget(items[kEpochs]);
  if (!budget) return budget.error();
  record.budget = *budget;
  if (auto done = read_operations(texts[kOperations], record.cell); !done) return done.error();
  if (auto done = read_matrix(texts[kMatrix], record.cell); !done) return done.error();
  const auto metrics = read_metrics(texts[kMetrics], record.epochs());
  if (!metrics) return metrics.error();
  record.hash = *hash;
  record.metrics = *metrics;
  return record;
}

}  // namespace

Result<Nb101Record> parse_nb101_record(std::span<const std::uint8_t> payload) {
  const auto items = parse_json({reinterpret_cast<const char*>(payload.data()), payload.size()});
  if (!items) return items.error();
  if (!items->is_array() || items->size() != kItemCount)
    return Error{ErrorCode::parse_error, "expected an array of hash, epochs, matrix, operations and metrics, found " +
                     (items->is_array() ? std::to_string(items->size()) + " items" : std::string(items->type_name())),
                 "JSON"};
  return read_items(*items);
}

}  // namespace cellar::io
