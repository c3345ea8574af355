// SPDX-License-Identifier: Apache-2.0
// Which cells of NAS-Bench-101 each space reaches.
#include <algorithm>
#include <compare>
#include <utility>

#include <cellar/space/nb1shot1.hpp>

namespace cellar::space::nb1shot1 {
namespace {

struct Reached {
  nb101::Key key;
  std::int64_t first;  // index of the first configuration
  friend auto operator<=>(const Reached&, const Reached&) = default;
};

std::vector<Reached> find_cells(const OneShotSpace& space) {
  std::vector<Reached> cells;
  cells.reserve(static_cast<std::size_t>(space.configurations()));
  for (std::int64_t i = 0; i < space.configurations(); ++i) cells.push_back({space.key_of(space.architecture(i)), i});
  std::sort(cells.begin(), cells.end());
  const auto same_key = [](const Reached& a, const Reached& b) { return a.key == b.key; };
  cells.erase(std::unique(cells.begin(), cells.end(), same_key), cells.end());
  cells.shrink_to_fit();
  return cells;
}

template <int Number>
const std::vector<Reached>& cells_of_space() {
  static const std::vector<Reached> cells = find_cells(space(Number));
  return cells;
}

// Each space's list is made when it is first asked for.
const std::vector<Reached>& cells_of(int number) {
  constexpr std::array kLists = {cells_of_space<1>, cells_of_space<2>, cells_of_space<3>};
  return kLists[static_cast<std::size_t>(number - 1)]();
}

}  // namespace

std::vector<nb101::Key> OneShotSpace::keys() const {
  std::vector<nb101::Key> keys;
  for (const Reached& cell : cells_of(number_)) keys.push_back(cell.key);
  return keys;
}

std::optional<Architecture> OneShotSpace::find(nb101::Key key) const {
  const auto& cells = cells_of(number_);
  const auto found = std::lower_bound(cells.begin(), cells.end(), Reached{key, 0});
  if (found == cells.end() || found->key != key) return std::nullopt;
  return architecture(found->first);
}

}  // namespace cellar::space::nb1shot1
