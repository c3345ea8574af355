// SPDX-License-Identifier: Apache-2.0
// What one training of a NAS-Bench-101 cell measured: the message ModelMetrics of google-research/nasbench@b942470,
// nasbench/lib/model_metrics.proto.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include <cellar/base/result.hpp>

namespace cellar::io {

/// Accuracies are fractions in [0, 1], each over 9,984 images.
struct Nb101Evaluation {
  double epoch = 0;
  double training_seconds = 0;  ///< up to here, evaluations left out
  double train_accuracy = 0;
  double validation_accuracy = 0;
  double test_accuracy = 0;
};

struct Nb101Metrics {
  Nb101Evaluation start, halfway, final;
  std::int32_t trainable_parameters = 0;
  double total_seconds = 0;  ///< training and evaluations
};

/// Every value must be there, finite and in its range, and the three epochs must ascend. Unknown fields are skipped,
/// and a field given twice counts as it came last, both as Protocol Buffers want it. Error parse_error; `where` says
/// which evaluation it is in.
base::Result<Nb101Metrics> parse_nb101_metrics(std::span<const std::uint8_t> message);

}  // namespace cellar::io
