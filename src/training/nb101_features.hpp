// SPDX-License-Identifier: Apache-2.0
// What the models that fill the gaps of NAS-Bench-101 and of the benchmarks on Fashion-MNIST see of a cell, as whole
// numbers 0..255.
#pragma once

#include <cstdint>
#include <vector>

#include <cellar/space/nb101.hpp>

namespace cellar::training {

inline constexpr std::size_t kNb101Features = 62;

/// Of a representative and its measured test accuracy after 108 epochs (images of 9,984): vertices and edges; operations,
/// how many of each, and at the input and at the output; lengths of paths, counted in vertices, in 3 x 3 convolutions and
/// in pools; how many paths there are; widths; size of the network; accuracy; the choices themselves.
std::vector<std::uint8_t> nb101_features(const space::nb101::Cell& cell, int test_correct);

inline constexpr std::size_t kFashionFeatures = kNb101Features - 1;

/// The same of the network that is trained on Fashion-MNIST, but for the accuracy.
std::vector<std::uint8_t> fashion_features(const space::nb101::Cell& cell);

}  // namespace cellar::training
