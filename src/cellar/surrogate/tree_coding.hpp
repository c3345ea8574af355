// SPDX-License-Identifier: Apache-2.0
// The payload of a trees section (models/FORMAT.md, "trees"): separate streams of conditions and leaves, low and high
// bytes apart, so that a web server's gzip or brotli sees like beside like.
#pragma once

#include <span>
#include <string>
#include <variant>
#include <vector>

#include <cellar/base/result.hpp>
#include <cellar/surrogate/tree_ensemble.hpp>

namespace cellar::surrogate {

/// `spec` must be one that TreeEnsemble::build accepts.
std::vector<std::uint8_t> encode_trees(const TreeEnsembleSpec& spec);

/// What a payload got wrong, and at which of its bytes.
struct CodingFault {
  std::string message;
  std::size_t position;
};

/// The spec without its name.
std::variant<TreeEnsembleSpec, CodingFault> decode_trees(std::span<const std::uint8_t> payload);

}  // namespace cellar::surrogate
