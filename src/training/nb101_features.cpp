// SPDX-License-Identifier: Apache-2.0
#include "training/nb101_features.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <optional>

namespace cellar::training {
namespace {

using space::nb101::Cell;
using space::nb101::kMaxVertices;
using space::nb101::kOperationCount;
using space::nb101::Operation;

using Counts = std::array<int, kMaxVertices>;

// The network around the cell, and what its numbers are measured by.
struct Scale {
  space::nb101::NetworkConfig network;
  int channels, width_step;  // of the cells whose widths are seen
  double least_parameters, least_macs;
};
// The widths of the first stack, where the smallest network has 227,274 parameters.
constexpr Scale kCifarScale{{}, 128, 8, 200e3, 50e6};
// The widths of the last stack; the smallest network of the spaces has 718 parameters and 10,864 multiply-adds.
constexpr Scale kFashionScale{space::nb101::NetworkConfig::fashion(), 16, 1, 500, 10e3};

// Weight of a vertex on a path: 1 where it has one of the operations in the mask, else 0.
int weight(const Cell& cell, int vertex, unsigned mask) {
  if (vertex == 0 || vertex == cell.vertices - 1) return 0;
  return mask >> static_cast<unsigned>(cell.operation(vertex)) & 1;
}

// Longest or shortest path from input to output by the number of vertices with an operation in the mask.
int path_length(const Cell& cell, unsigned mask, bool longest) {
  Counts best{};
  for (int target = 1; target < cell.vertices; ++target) {
    int length = longest ? -1 : kMaxVertices;
    for (int source = 0; source < target; ++source) {
      if (!cell.has_edge(source, target)) continue;
      const int through = best[static_cast<std::size_t>(source)];
      length = longest ? std::max(length, through) : std::min(length, through);
    }
    best[static_cast<std::size_t>(target)] = length + weight(cell, target, mask);
  }
  return best[static_cast<std::size_t>(cell.vertices - 1)];
}

int path_count(const Cell& cell) {
  Counts paths{1};
  for (int target = 1; target < cell.vertices; ++target)
    for (int source = 0; source < target; ++source)
      if (cell.has_edge(source, target)) paths[static_cast<std::size_t>(target)] += paths[static_cast<std::size_t>(source)];
  return paths[static_cast<std::size_t>(cell.vertices - 1)];
}

// Finer where most cells are: 5 points up to 50 %, 1 point to 80 %, 1/8 point to 90 %, 1/25 point above.
int accuracy_code(int test_correct) {
  if (test_correct < 5000) return test_correct / 500;
  if (test_correct < 8000) return 10 + (test_correct - 5000) / 100;
  if (test_correct < 9000) return 40 + (test_correct - 8000) * 2 / 25;
  return 120 + (test_correct - 9000) / 4;
}

// Logarithm in steps of 2 % above `least`.
int log_code(std::int64_t value, double least) {
  return static_cast<int>(std::max(0.0, std::log(static_cast<double>(value) / least) / 0.02));
}

class FeatureList {
 public:
  void add(std::int64_t value) { values_.push_back(static_cast<std::uint8_t>(std::clamp<std::int64_t>(value, 0, 255))); }
  std::vector<std::uint8_t> take() && { return std::move(values_); }

 private:
  std::vector<std::uint8_t> values_;
};

void add_operations(const Cell& cell, FeatureList& out) {
  std::array<int, kOperationCount> all{}, at_input{}, at_output{};
  for (int vertex = 1; vertex <= cell.interior(); ++vertex) {
    const auto operation = static_cast<std::size_t>(cell.operation(vertex));
    ++all[operation];
    at_input[operation] += cell.has_edge(0, vertex) ? 1 : 0;
    at_output[operation] += cell.has_edge(vertex, cell.vertices - 1) ? 1 : 0;
  }
  for (const auto& counts : {all, at_input, at_output})
    for (const int count : counts) out.add(count);
}

void add_paths(const Cell& cell, FeatureList& out) {
  constexpr unsigned kConv3 = 1, kConv1 = 2, kPool = 4;
  for (const unsigned mask : {kConv3 | kConv1 | kPool, kConv3, kConv1, kPool, kConv3 | kConv1})
    for (const bool longest : {true, false}) out.add(path_length(cell, mask, longest));
  out.add(path_count(cell));
  out.add(cell.has_edge(0, cell.vertices - 1) ? 1 : 0);
}

void add_widths(const Cell& cell, const Scale& scale, FeatureList& out) {
  const auto channels = space::nb101::vertex_channels(cell, scale.channels, scale.channels);
  std::array<int, kOperationCount> widest{}, total{};
  for (int vertex = 1; vertex <= cell.interior(); ++vertex) {
    const auto operation = static_cast<std::size_t>(cell.operation(vertex));
    const int width = channels[static_cast<std::size_t>(vertex)];
    widest[operation] = std::max(widest[operation], width);
    total[operation] += width;
  }
  for (const auto& widths : {widest, total})
    for (const int width : widths) out.add(width / scale.width_step);
}

// Degrees of the vertices, sorted, so that they do not depend on the labelling.
void add_degrees(const Cell& cell, FeatureList& out) {
  Counts in{}, outgoing{};
  for (int target = 1; target < cell.vertices; ++target)
    for (int source = 0; source < target; ++source)
      if (cell.has_edge(source, target)) {
        ++in[static_cast<std::size_t>(target)];
        ++outgoing[static_cast<std::size_t>(source)];
      }
  out.add(outgoing[0]);
  out.add(in[static_cast<std::size_t>(cell.vertices - 1)]);
  out.add(*std::max_element(in.begin(), in.end() - 1));
  out.add(*std::max_element(outgoing.begin() + 1, outgoing.end()));
}

std::vector<std::uint8_t> features(const Cell& cell, const Scale& scale, std::optional<int> test_correct) {
  FeatureList out;
  out.add(cell.vertices);
  out.add(cell.edge_count());
  add_operations(cell, out);
  add_paths(cell, out);
  add_widths(cell, scale, out);
  add_degrees(cell, out);
  const auto size = network_size(cell, scale.network);
  out.add(log_code(size.parameters, scale.least_parameters));
  out.add(log_code(size.macs, scale.least_macs));
  if (test_correct) out.add(accuracy_code(*test_correct));
  for (int edge = 0; edge < space::nb101::edge_number(0, kMaxVertices); ++edge) out.add(cell.edges >> edge & 1);
  for (const Operation operation : cell.operations) out.add(static_cast<std::int64_t>(operation));
  return std::move(out).take();
}

}  // namespace

std::vector<std::uint8_t> nb101_features(const Cell& cell, int test_correct) {
  auto values = features(cell, kCifarScale, test_correct);
  assert(values.size() == kNb101Features);
  return values;
}

std::vector<std::uint8_t> fashion_features(const Cell& cell) {
  auto values = features(cell, kFashionScale, std::nullopt);
  assert(values.size() == kFashionFeatures);
  return values;
}

}  // namespace cellar::training
