// SPDX-License-Identifier: Apache-2.0
// What really training a benchmark's architectures gave, what a model fitted to that says of the others, and the file
// it is kept in: a container of kind kTrainingResultsKind, byte by byte in models/FORMAT.md. Nothing that differs from
// machine to machine is in it, so equal trainings give equal bytes, however the work was split.
#pragma once

#include <cmath>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <cellar/base/result.hpp>
#include <cellar/space/architecture.hpp>

namespace cellar::table {

inline constexpr std::string_view kTrainingResultsKind = "training-results";

/// One training of one architecture: images that are right, of the counts in TrainingResults, and mean cross-entropies.
struct TrainedNetwork {
  std::uint16_t training_correct = 0;
  std::uint16_t val_correct = 0;
  std::uint16_t test_correct = 0;
  float val_loss = 0;
  float test_loss = 0;

  /// The loss was no number any more: all counts are 0 and the losses infinite.
  static TrainedNetwork diverged() { return {0, 0, 0, INFINITY, INFINITY}; }
  bool has_diverged() const { return std::isinf(val_loss); }

  friend bool operator==(const TrainedNetwork&, const TrainedNetwork&) = default;
};

struct ImageCounts {
  std::uint16_t training = 0, validation = 0, test = 0;
  friend bool operator==(const ImageCounts&, const ImageCounts&) = default;
};

/// One for each row, where it was trained. A row is an architecture of the benchmark, in its file order.
using TrainingColumn = std::vector<std::optional<TrainedNetwork>>;

/// How many rows were trained.
std::size_t trained(const TrainingColumn& column);

/// Trainings of one length with one seed.
struct TrainingSeries {
  int epochs;
  std::uint16_t seed;
  friend auto operator<=>(const TrainingSeries&, const TrainingSeries&) = default;
};

/// A model's answer for an architecture that was not trained: right images of the counts in TrainingResults.
struct ModelledCounts {
  std::uint16_t val_correct = 0;
  std::uint16_t test_correct = 0;
  friend bool operator==(const ModelledCounts&, const ModelledCounts&) = default;
};

/// One for each row that no seed trained so long, nothing for the others.
using ModelledColumn = std::vector<std::optional<ModelledCounts>>;

struct TrainingResults {
  std::string benchmark;  ///< "fashion-1shot1-1"
  std::size_t rows = 0;
  /// The rows, ascending, where the benchmark's space does not imply them: DARTS genotypes. Else empty.
  std::vector<space::Architecture> architectures;
  std::vector<std::string> sources;  ///< of these: the optimizers of the search that asked for it first; or ""
  ImageCounts images;
  std::map<int, std::string> recipes;             ///< by epochs: all that decides what a training gives, as JSON
  std::vector<std::uint32_t> macs;                ///< by row; 0 where it was never trained
  std::map<TrainingSeries, TrainingColumn> series;
  std::map<int, ModelledColumn> modelled;         ///< by epochs; absent where no model was fitted

  friend bool operator==(const TrainingResults&, const TrainingResults&) = default;
};

/// By row: whether any seed trained it for so many epochs.
std::vector<bool> rows_trained(const TrainingResults& results, int epochs);

/// Errors of serialize_model_file. `name` and `version` are those of the container.
base::Result<std::vector<std::uint8_t>> pack(const TrainingResults& results, const std::string& name,
                                             const std::string& version);

/// Error model_damaged names the section.
base::Result<TrainingResults> unpack_training_results(std::span<const std::uint8_t> file);

}  // namespace cellar::table
