// SPDX-License-Identifier: Apache-2.0
// Architectures of the DARTS space with the answers of two published surrogates: the file nb301-labels-v1.cellar, made by
// models/label_nb301.py (container and columns: models/FORMAT.md).
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <cellar/base/result.hpp>
#include <cellar/space/darts.hpp>

namespace cellar::training {

/// Kind of the container.
inline constexpr std::string_view kLabelKind = "darts-labels";

/// Epochs at which the teachers were asked.
inline constexpr std::array<int, 8> kLabelEpochs = {1, 4, 10, 25, 50, 75, 90, 98};

struct LabelSet {
  std::vector<space::darts::Genotype> architectures;
  std::vector<std::string> source;  ///< "rs", "re", "de", "ls", "parameter_free", "held_out" or "published"

  /// Validation accuracy by teacher (0: YAHPO Gym v1, 1: v2), epoch of kLabelEpochs, architecture.
  std::array<std::array<std::vector<double>, kLabelEpochs.size()>, 2> teacher;
  std::vector<double> runtime_seconds;  ///< of teacher v1 for 98 epochs

  /// Answers of NB301-XGB-v1.0 (one noisy draw each) for the architectures of source "published", in their order.
  std::vector<double> published;

  /// Indices of the architectures from one source, ascending; `fitted()` are those a model may be fitted to.
  std::vector<std::size_t> of(std::string_view source) const;
  std::vector<std::size_t> fitted() const;
};

/// Error model_damaged for a file that fails a check.
base::Result<LabelSet> read_label_set(std::span<const std::uint8_t> bytes);

}  // namespace cellar::training
