// SPDX-License-Identifier: Apache-2.0
// Which architectures of a data set a model is fitted to, stops early by, and is measured on.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace cellar::training {

/// Indices into a data set, ascending, no two parts with one in common. Not every architecture need be in one.
struct Split {
  std::string name;  ///< "80/10/10", "without de", "fold 2 of 5"
  std::vector<std::size_t> train, validation, test;

  friend bool operator==(const Split&, const Split&) = default;
};

}  // namespace cellar::training
