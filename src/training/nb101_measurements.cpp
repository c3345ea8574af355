// SPDX-License-Identifier: Apache-2.0
// Reads Nb101Measurements from their container.
#include <bit>
#include <cmath>

#include <cellar/surrogate/model_file.hpp>
#include "training/nb101_fit.hpp"

namespace cellar::training {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;

Error damaged(std::string section, std::string message) {
  return {ErrorCode::model_damaged, std::move(message), "section '" + std::move(section) + "'"};
}

Result<std::vector<std::uint16_t>> read_counts(const surrogate::ModelFile& file, const std::string& section) {
  const auto bytes = read_bytes(file, section);
  if (!bytes) return bytes.error();
  if (bytes->size() % 2 != 0) return damaged(section, "is not a list of 16-bit counts");
  std::vector<std::uint16_t> counts(bytes->size() / 2);
  for (std::size_t i = 0; i < counts.size(); ++i) {
    counts[i] = static_cast<std::uint16_t>((*bytes)[2 * i] | (*bytes)[2 * i + 1] << 8);
    if (counts[i] > table::kNb101Images) return damaged(section, "counts more images than there are");
  }
  return counts;
}

Result<std::vector<double>> read_seconds(const surrogate::ModelFile& file, const std::string& section) {
  const auto bytes = read_bytes(file, section);
  if (!bytes) return bytes.error();
  if (bytes->size() % 4 != 0) return damaged(section, "is not a list of 32-bit floats");
  std::vector<double> seconds(bytes->size() / 4);
  for (std::size_t i = 0; i < seconds.size(); ++i) {
    std::uint32_t bits = 0;
    for (std::size_t k = 0; k < 4; ++k) bits |= std::uint32_t{(*bytes)[4 * i + k]} << (8 * k);
    seconds[i] = std::bit_cast<float>(bits);
    if (!(seconds[i] > 0 && seconds[i] < 1e6)) return damaged(section, "holds a time that is none");
  }
  return seconds;
}

}  // namespace

Result<Nb101Measurements> read_nb101_measurements(std::span<const std::uint8_t> bytes) {
  const auto file = surrogate::parse_model_file(bytes);
  if (!file) return file.error();
  if (file->kind != "nb101-measurements")
    return Error{ErrorCode::model_damaged, "is not a file of NAS-Bench-101 measurements", "kind"};
  Nb101Measurements measurements;
  auto test = read_counts(*file, "test correct 108");
  if (!test) return test.error();
  if (test->size() != space::nb101::kCellCount) return damaged("test correct 108", "does not have all cells");
  measurements.test_correct = *std::move(test);
  auto seconds = read_seconds(*file, "training seconds 108");
  if (!seconds) return seconds.error();
  measurements.training_seconds = *std::move(seconds);
  for (std::size_t b = 0; b < table::kNb101Budgets.size(); ++b) {
    const std::string section = "val correct " + std::to_string(table::kNb101Budgets[b]);
    auto counts = read_counts(*file, section);
    if (!counts) return counts.error();
    if (counts->size() != measurements.measured()) return damaged(section, "has another length than the training times");
    measurements.val_correct[b] = *std::move(counts);
  }
  return measurements;
}

}  // namespace cellar::training
