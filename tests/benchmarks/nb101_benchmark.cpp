// SPDX-License-Identifier: Apache-2.0
// How long NAS-Bench-101's ways to a cell take: its canonical key, its md5 fingerprint, and an answer from the table for a
// drawn matrix (pruning, key, look-up). Goals: key 1 us, hash 20 us for 7 vertices, answer 2 us. The published Python
// needs about 100 us for the hash alone.
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <vector>

#include <benchmark/benchmark.h>

#include <cellar/base/rng.hpp>
#include <cellar/space/nb101.hpp>
#include <cellar/table/nb101_table.hpp>

namespace {

using namespace cellar;
using space::nb101::Cell;

constexpr std::size_t kCells = 1024;

// Random drawings of seven vertices that are valid, as they come: with loose ends and in any labelling.
const std::vector<Cell>& drawings() {
  static const std::vector<Cell> cells = [] {
    std::vector<Cell> drawn;
    base::Rng rng(101);
    while (drawn.size() < kCells) drawn.push_back(space::nb101::sample_labelled(rng));
    return drawn;
  }();
  return cells;
}

const table::Nb101Table& shipped_table() {
  static const table::Nb101Table read = [] {
    std::ifstream file(CELLAR_SHIPPED_TABLE, std::ios::binary);
    const std::vector<std::uint8_t> bytes((std::istreambuf_iterator<char>(file)), {});
    auto result = table::Nb101Table::read(bytes);
    if (!result) {
      std::fprintf(stderr, "%s\n", result.error().text().c_str());
      std::exit(EXIT_FAILURE);
    }
    return *std::move(result);
  }();
  return read;
}

void key_of_drawing(benchmark::State& state) {
  for (std::size_t i = 0; auto _ : state) benchmark::DoNotOptimize(find_key(drawings()[i++ % kCells]));
}
BENCHMARK(key_of_drawing);

void hash_of_cell(benchmark::State& state) {
  std::vector<Cell> largest;
  for (const Cell& cell : drawings())
    if (const auto pruned = prune(cell); pruned && pruned->vertices == space::nb101::kMaxVertices) largest.push_back(*pruned);
  for (std::size_t i = 0; auto _ : state) benchmark::DoNotOptimize(hash(largest[i++ % largest.size()]));
}
BENCHMARK(hash_of_cell);

void answer_for_drawing(benchmark::State& state) {
  const auto& table = shipped_table();
  for (std::size_t i = 0; auto _ : state) {
    const auto row = table.find(*find_key(drawings()[i++ % kCells]));
    benchmark::DoNotOptimize(table.values(*row));
  }
}
BENCHMARK(answer_for_drawing);

}  // namespace
