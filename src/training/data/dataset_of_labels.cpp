// SPDX-License-Identifier: Apache-2.0
// nb301's labels as a data set.
#include <cmath>
#include <numeric>
#include <set>

#include "training/data/open_dataset.hpp"
#include "training/label_correction.hpp"

namespace cellar::training {
namespace {

constexpr double kStep = 1e-6;  // of an accuracy; 0.0001 points, far below what the labels are good for

// Where an architecture is there for the first time.
std::vector<std::size_t> distinct_rows(const LabelSet& labels) {
  std::set<space::Architecture> seen;
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < labels.architectures.size(); ++row)
    if (seen.insert(space::darts::pack(labels.architectures[row])).second) rows.push_back(row);
  return rows;
}

}  // namespace

Dataset dataset_of(const LabelSet& labels, std::string name) {
  std::vector<std::size_t> published(labels.published.size());
  std::iota(published.begin(), published.end(), std::size_t{0});
  const auto rows = distinct_rows(labels);
  Dataset data;
  data.name = std::move(name);
  data.space = &space::darts::space();
  for (const double accuracy : LabelCorrection(labels, published).correct(rows))
    data.val_accuracy.push_back(std::round(accuracy / kStep) * kStep);
  for (const std::size_t row : rows) {
    data.architectures.push_back(space::darts::pack(labels.architectures[row]));
    data.source.push_back(labels.source[row]);
    data.runtime_seconds.push_back(labels.runtime_seconds[row]);
  }
  return data;
}

}  // namespace cellar::training
