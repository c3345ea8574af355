// SPDX-License-Identifier: Apache-2.0
// Architectures with what training them gave, or what a surrogate says it would have given: what models are fitted to
// and measured against, whichever benchmark it comes from.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include <cellar/base/result.hpp>
#include <cellar/space/space.hpp>

namespace cellar::training {

/// Columns are empty or have one value for each architecture. Architectures are distinct.
struct Dataset {
  std::string name;                            ///< "nb301-labels", "fashion-darts"
  const space::Space* space = nullptr;
  std::vector<space::Architecture> architectures;
  std::vector<std::string> source;             ///< the optimizer that asked for it first: "rs", "re"; "" where unknown
  std::vector<double> val_accuracy;            ///< fractions; mean over `trainings`
  std::vector<double> test_accuracy;           ///< fractions; may be empty
  std::vector<double> runtime_seconds;         ///< may be empty
  /// Validation accuracy of each repeated training; none where it is not known, or modelled. May be empty.
  std::vector<std::vector<double>> trainings;

  std::size_t size() const { return architectures.size(); }
};

}  // namespace cellar::training
