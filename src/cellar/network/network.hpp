// SPDX-License-Identifier: Apache-2.0
// A classifier of images, and the stand-alone networks of architectures, at the size of the pilot that chose the task's
// settings (docs/fashion.md): three cells after a small stem.
#pragma once

#include <cellar/network/graph.hpp>
#include <cellar/space/darts.hpp>
#include <cellar/space/nb101.hpp>

namespace cellar::network {

template <class T>
struct Network {
  std::unique_ptr<Graph<T>> graph;
  Value images;              ///< one channel
  Value logits;              ///< a channel for each class, side 1
  std::uint64_t identity;    ///< of the architecture; random streams depend on it and not on any list it stands in
};

struct NetworkShape {
  int batch = 32;
  int side = 10;     ///< of the images
  int classes = 10;
  int channels = 4;  ///< of the first cells
  int reductions = 1;  ///< of a network of DARTS cells, each between two normal cells
};

/// Stem of 3 x 3 convolution, batch norm, ReLU; three cells of 1, 2, 4 times the channels, 2 x 2 maximum pooling
/// between; global average, linear. A cell is NAS-Bench-101's (google-research/nasbench,
/// nasbench/lib/model_builder.py): each edge from its input is projected by a 1 x 1 convolution to the width of its
/// target, inputs are added, longer ones cut, and the output is a concatenation, plus the projected input where there
/// is an edge. `cell` is pruned and the representative of its class (space::nb101::canonical).
template <class T>
Network<T> make_nb101_network(const space::nb101::Cell& cell, const NetworkShape& shape = {});

/// DARTS's evaluation network (Liu et al., arXiv 1806.09055, appendix A.1.1) as NAS-Bench-301 trains it, but small:
/// normal and reduction cells in turn, beginning and ending with a normal one. Its stem has three times as many channels
/// as the first cell; each reduction doubles them.
template <class T>
Network<T> make_darts_network(const space::darts::Genotype& genotype, const NetworkShape& shape = {});

}  // namespace cellar::network
