// SPDX-License-Identifier: Apache-2.0
#include <cellar/encoding/path_features.hpp>

#include <algorithm>

#include <cellar/encoding/darts_encodings.hpp>
#include <cellar/encoding/nb101_paths.hpp>
#include <cellar/space/nb1shot1.hpp>

namespace cellar::encoding {
namespace {

using space::Architecture;
using space::Space;

const space::nb1shot1::OneShotSpace* as_one_shot(const Space& space) {
  for (int number = 1; number <= space::nb1shot1::kSpaces; ++number)
    if (&space == &space::nb1shot1::space(number)) return &space::nb1shot1::space(number);
  return nullptr;
}

bool has_nb101_cells(const Space& space) { return &space == &space::nb101::space() || as_one_shot(space); }

// Paths of at most `longest` out of `operations` operations: 1 + k + k^2 + ...
std::size_t paths(std::size_t operations, int longest) {
  std::size_t sum = 1;
  for (int length = 1; length <= longest; ++length) sum = sum * operations + 1;
  return sum;
}

std::size_t values(const Space& space) {
  std::size_t sum = 0;
  for (const auto& parameter : space.parameters()) sum += static_cast<std::size_t>(parameter.size);
  return sum;
}

std::vector<std::uint16_t> parameter_indices(const Space& space, const Architecture& architecture) {
  std::vector<std::uint16_t> indices;
  std::size_t first = 0;
  const auto chosen = space.to_parameters(architecture);
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    indices.push_back(static_cast<std::uint16_t>(first + chosen[i]));
    first += static_cast<std::size_t>(space.parameters()[i].size);
  }
  return indices;
}

}  // namespace

PathFeatures::PathFeatures(const Space& space, int longest) : space_(&space) {
  if (&space == &space::darts::space()) {
    blocks_ = space::darts::kCells * space::darts::kInputNodes;
    full_block_ = darts::kPaths / blocks_;
    block_ = std::min(full_block_, paths(space::darts::kOperationCount, longest));
  } else if (has_nb101_cells(space)) {
    blocks_ = 1;
    full_block_ = nb101::kPaths;
    block_ = std::min(full_block_, paths(space::nb101::kOperationCount, longest));
  } else {
    blocks_ = 1;
    full_block_ = block_ = values(space);
  }
}

std::vector<std::uint16_t> PathFeatures::all_indices(const Architecture& architecture) const {
  if (space_ == &space::darts::space()) return darts::path_indices(space::darts::unpack(architecture));
  if (space_ == &space::nb101::space()) return nb101::path_indices(space::nb101::unpack(architecture));
  if (const auto* one_shot = as_one_shot(*space_)) return nb101::path_indices(one_shot->drawn_cell(architecture));
  return parameter_indices(*space_, architecture);
}

std::vector<std::uint16_t> PathFeatures::indices(const Architecture& architecture) const {
  std::vector<std::uint16_t> kept;
  for (const std::size_t index : all_indices(architecture))
    if (index % full_block_ < block_)
      kept.push_back(static_cast<std::uint16_t>(index / full_block_ * block_ + index % full_block_));
  return kept;
}

}  // namespace cellar::encoding
