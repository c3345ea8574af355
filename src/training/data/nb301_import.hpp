// SPDX-License-Identifier: Apache-2.0
// From NAS-Bench-301's own results to a data set.
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include <cellar/io/nb301_results.hpp>
#include "training/data/dataset.hpp"

namespace cellar::training {

struct Nb301SourcedResult {
  std::string source;  ///< the optimizer whose folder it was in
  io::Nb301Result result;
};

struct Nb301Import {
  Dataset data;
  io::Nb301Fidelity fidelity;        ///< of all that is in it
  std::size_t other_fidelity = 0;    ///< results left out because their networks were trained otherwise
  std::size_t copies = 0;            ///< results dropped that say of an architecture what another one says already
  std::size_t repeated = 0;          ///< architectures with several trainings
  std::size_t short_curves = 0;      ///< results kept whose learning curve is shorter than the longest
  int curve_epochs = 0;              ///< length of the longest
};

/// Of the fidelity that most results have (of those that are as many, the larger one). Results of one architecture that
/// differ are repeated trainings: its accuracies and time are their means. Results that agree in accuracies and time
/// are one training that was written down more than once. An architecture's source is that of its first result. A
/// result with a short curve counts with the accuracy it ended with. Learning curves are not kept: nothing is fitted to
/// them. Columns that some results lack are left out. Architectures are in the order of their first results.
Nb301Import collect_nb301(std::string name, std::span<const Nb301SourcedResult> results);

}  // namespace cellar::training
