// SPDX-License-Identifier: Apache-2.0
#include "training/data/splits.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <numeric>
#include <optional>
#include <span>

#include <cellar/base/decimal.hpp>
#include <cellar/base/quote.hpp>
#include <cellar/base/rng.hpp>

namespace cellar::training {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;
using Rows = std::vector<std::size_t>;

constexpr int kWhole = 100;            // per cent
constexpr SharesSplit kRest{90, 10, 0};  // of what is not the test
constexpr int kMostFolds = 1000;

// All of `text` as a number.
template <class Number>
std::optional<Number> number(std::string_view text) {
  Number value{};
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (problem != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::vector<std::optional<int>> numbers_between_slashes(std::string_view text) {
  std::vector<std::optional<int>> numbers;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('/', begin), text.size());
    numbers.push_back(number<int>(text.substr(begin, end - begin)));
    begin = end + 1;
  }
  return numbers;
}

Error no_split(std::string_view text) {
  return {ErrorCode::invalid_argument,
          base::quote(text) + " is no split; give 80/10/10, leave-out=SOURCE, poor=0.92, good=0.92 or fold=2/5",
          "split"};
}

Error out_of_range(std::string message) { return {ErrorCode::invalid_argument, std::move(message), "split"}; }

Result<SplitRequest> parse_shares(std::string_view text) {
  const auto shares = numbers_between_slashes(text);
  if (shares.size() != 3 || !shares[0] || !shares[1] || !shares[2]) return no_split(text);
  if (*shares[0] < 1 || *shares[1] < 0 || *shares[2] < 0 || *shares[0] > kWhole || *shares[1] > kWhole ||
      *shares[2] > kWhole || *shares[0] + *shares[1] + *shares[2] != kWhole)
    return out_of_range("shares for training, validation and test must be whole per cent that add up to 100");
  return SplitRequest(SharesSplit{*shares[0], *shares[1], *shares[2]});
}

Result<SplitRequest> parse_region(std::string_view text, std::string_view value, bool train_on_poor) {
  const auto threshold = number<double>(value);
  if (!threshold) return no_split(text);
  if (!(*threshold > 0 && *threshold < 1))
    return out_of_range("the threshold is a validation accuracy as a fraction, for example 0.92");
  return SplitRequest(RegionSplit{*threshold, train_on_poor});
}

Result<SplitRequest> parse_fold(std::string_view text, std::string_view value) {
  const auto numbers = numbers_between_slashes(value);
  if (numbers.size() != 2 || !numbers[0] || !numbers[1]) return no_split(text);
  if (*numbers[1] < 2 || *numbers[1] > kMostFolds || *numbers[0] < 1 || *numbers[0] > *numbers[1])
    return out_of_range("folds are 1/K to K/K, with K from 2 to " + std::to_string(kMostFolds));
  return SplitRequest(FoldSplit{*numbers[0], *numbers[1]});
}

const std::string& source_of(const Dataset& data, std::size_t row) {
  static const std::string kUnknown;
  return data.source.empty() ? kUnknown : data.source[row];
}

// By source, in the order of their names.
std::map<std::string, Rows> by_source(const Dataset& data, std::span<const std::size_t> rows) {
  std::map<std::string, Rows> strata;
  for (const std::size_t row : rows) strata[source_of(data, row)].push_back(row);
  return strata;
}

Rows all_rows(const Dataset& data) {
  Rows rows(data.size());
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  return rows;
}

void shuffle(Rows& rows, std::uint64_t seed, const std::string& source) {
  auto rng = base::Rng::derive(seed, "split of " + source, 0);
  rng.shuffle(std::span(rows));
}

// Of `count`, so many per cent, rounded half up.
std::size_t part(std::size_t count, int per_cent) {
  return (count * static_cast<std::size_t>(per_cent) + kWhole / 2) / kWhole;
}

// Adds the rows to the split, in those shares of every source; what the boundaries leave is test.
void add_shares(const Dataset& data, std::span<const std::size_t> rows, const SharesSplit& shares, std::uint64_t seed,
                Split& split) {
  for (auto& [source, stratum] : by_source(data, rows)) {
    shuffle(stratum, seed, source);
    const std::size_t trained = part(stratum.size(), shares.train);
    const std::size_t seen = part(stratum.size(), shares.train + shares.validation);
    for (std::size_t i = 0; i < stratum.size(); ++i)
      (i < trained ? split.train : i < seen ? split.validation : split.test).push_back(stratum[i]);
  }
}

// The rows that are chosen become the test, the others are for training and validation.
template <class Chosen>
Split test_on(const Dataset& data, std::string name, std::uint64_t seed, Chosen chosen) {
  Split split{std::move(name), {}, {}, {}};
  Rows others;
  for (std::size_t row = 0; row < data.size(); ++row) (chosen(row) ? split.test : others).push_back(row);
  add_shares(data, others, kRest, seed, split);
  return split;
}

Result<Split> draw(const Dataset& data, const SharesSplit& shares, std::uint64_t seed) {
  const auto text = [](int share) { return std::to_string(share); };
  Split split{text(shares.train) + "/" + text(shares.validation) + "/" + text(shares.test), {}, {}, {}};
  add_shares(data, all_rows(data), shares, seed, split);
  return split;
}

Result<Split> draw(const Dataset& data, const LeaveOutSplit& request, std::uint64_t seed) {
  const auto sources = by_source(data, all_rows(data));
  if (!sources.contains(request.source) || request.source.empty()) {
    std::string known;
    for (const auto& [source, rows] : sources)
      if (!source.empty()) known += " " + source;
    return Error{ErrorCode::unknown_name,
                 base::quote(request.source) + " is no source of the data; known:" + (known.empty() ? " none" : known),
                 "split"};
  }
  return test_on(data, "without " + request.source, seed,
                 [&](std::size_t row) { return data.source[row] == request.source; });
}

Result<Split> draw(const Dataset& data, const RegionSplit& request, std::uint64_t seed) {
  const std::string per_cent = base::fixed_decimal(request.threshold * kWhole, 2) + " %";
  const auto is_test = [&](std::size_t row) {
    return (data.val_accuracy[row] >= request.threshold) == request.train_on_poor;
  };
  return test_on(data, request.train_on_poor ? "trained below " + per_cent : "trained from " + per_cent + " on", seed,
                 is_test);
}

// Folds are dealt out source by source, each going on where the last one stopped, so that they are equal overall.
Result<Split> draw(const Dataset& data, const FoldSplit& request, std::uint64_t seed) {
  std::vector<int> fold(data.size());
  int next = 0;
  for (auto& [source, stratum] : by_source(data, all_rows(data))) {
    shuffle(stratum, seed, source);
    for (const std::size_t row : stratum) fold[row] = next++ % request.folds;
  }
  return test_on(data, "fold " + std::to_string(request.fold) + " of " + std::to_string(request.folds), seed,
                 [&](std::size_t row) { return fold[row] == request.fold - 1; });
}

Rows random_some(Rows rows, std::size_t count, std::uint64_t seed, std::string_view purpose) {
  auto rng = base::Rng::derive(seed, purpose, 0);
  rng.shuffle(std::span(rows));
  rows.resize(std::min(count, rows.size()));
  std::sort(rows.begin(), rows.end());
  return rows;
}

bool asks_for_test(const SplitRequest& request) {
  const auto* shares = std::get_if<SharesSplit>(&request);
  return !shares || shares->test > 0;
}

}  // namespace

Result<SplitRequest> parse_split(std::string_view text) {
  const std::size_t sign = text.find('=');
  if (sign == std::string_view::npos) return parse_shares(text);
  const auto kind = text.substr(0, sign), value = text.substr(sign + 1);
  if (kind == "leave-out" && !value.empty()) return SplitRequest(LeaveOutSplit{std::string(value)});
  if (kind == "poor" || kind == "good") return parse_region(text, value, kind == "poor");
  if (kind == "fold") return parse_fold(text, value);
  return no_split(text);
}

Result<Split> make_split(const Dataset& data, const SplitRequest& request, std::uint64_t seed) {
  auto split = std::visit([&](const auto& one) { return draw(data, one, seed); }, request);
  if (!split) return split;
  for (Rows* rows : {&split->train, &split->validation, &split->test}) std::sort(rows->begin(), rows->end());
  if (split->train.empty()) return out_of_range("split '" + split->name + "' leaves nothing for training");
  if (split->test.empty() && asks_for_test(request))
    return out_of_range("split '" + split->name + "' leaves nothing to test on");
  return split;
}

Result<Split> make_split(const Dataset& data, std::string_view text, std::uint64_t seed) {
  const auto request = parse_split(text);
  if (!request) return request.error();
  return make_split(data, *request, seed);
}

Split with_training_points(const Split& split, std::size_t points, std::uint64_t seed) {
  if (points >= split.train.size()) return split;
  const std::size_t validation = (2 * split.validation.size() * points + split.train.size()) / (2 * split.train.size());
  return {split.name + ", " + std::to_string(points) + " training points",
          random_some(split.train, points, seed, "training points"),
          random_some(split.validation, validation, seed, "validation points"), split.test};
}

}  // namespace cellar::training
