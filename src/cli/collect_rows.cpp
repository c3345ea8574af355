// SPDX-License-Identifier: Apache-2.0
#include <cli/collect_rows.hpp>

#include <algorithm>
#include <numeric>
#include <span>

#include <cellar/space/nb1shot1.hpp>

namespace cellar::cli {
namespace {

constexpr std::string_view kPrefix = "fashion-1shot1-";
constexpr int kLargestSpace = 3;
constexpr std::uint64_t kOrderSeed = 1;

}  // namespace

base::Result<CollectRows> CollectRows::find(std::string_view benchmark) {
  std::string known;
  for (int number = 1; number <= space::nb1shot1::kSpaces; ++number) {
    const std::string name = std::string(kPrefix) + std::to_string(number);
    if (name == benchmark) return CollectRows(name, number == kLargestSpace, space::nb1shot1::space(number).keys());
    known += (known.empty() ? "" : ", ") + name;
  }
  return base::Error{base::ErrorCode::unknown_name,
                     "'" + std::string(benchmark) + "' is not collected; known: " + known, "benchmark"};
}

std::string CollectRows::text(std::size_t row) const {
  return space::nb101::to_compact(space::nb101::cell_of(keys_[row]));
}

std::optional<std::size_t> CollectRows::row_of(std::string_view text) const {
  const auto cell = space::nb101::parse_compact(text);
  if (!cell) return std::nullopt;
  const auto key = space::nb101::find_key(*cell);
  const auto found = key ? std::lower_bound(keys_.begin(), keys_.end(), *key) : keys_.end();
  if (found == keys_.end() || *found != *key) return std::nullopt;
  return static_cast<std::size_t>(found - keys_.begin());
}

network::Network<float> CollectRows::network(std::size_t row, const network::NetworkShape& shape) const {
  return network::make_nb101_network<float>(space::nb101::cell_of(keys_[row]), shape);
}

std::vector<std::size_t> CollectRows::work_order() const {
  std::vector<std::size_t> rows(keys_.size());
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  auto rng = base::Rng::derive(kOrderSeed, benchmark_, 0);
  if (shuffled_) rng.shuffle(std::span(rows));
  return rows;
}

}  // namespace cellar::cli
