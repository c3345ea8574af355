// SPDX-License-Identifier: Apache-2.0
#include <cellar/optimizer/forgetting_counts.hpp>

#include <algorithm>

namespace cellar::optimizer {

ForgettingCounts::ForgettingCounts(std::span<const space::Parameter> parameters, std::size_t recent)
    : recent_(recent), last_values_(recent * parameters.size()) {
  std::size_t values = 0;
  for (const auto& parameter : parameters) {
    first_.push_back(values);
    values += static_cast<std::size_t>(parameter.size);
  }
  counts_.resize(values);
}

void ForgettingCounts::append(std::span<const std::uint8_t> values) {
  std::uint8_t* row = &last_values_[size_ % recent_ * first_.size()];
  const bool one_turns_old = size_ >= recent_;
  for (std::size_t parameter = 0; parameter < first_.size(); ++parameter) {
    if (one_turns_old) {
      Count& count = counts_[first_[parameter] + row[parameter]];
      --count.recent;
      ++count.old;
      count.old_positions += size_ - recent_;
    }
    row[parameter] = values[parameter];
    ++counts_[first_[parameter] + values[parameter]].recent;
  }
  ++size_;
}

void ForgettingCounts::clear() {
  std::fill(counts_.begin(), counts_.end(), Count{});
  size_ = 0;
}

double ForgettingCounts::weight(std::size_t parameter, std::size_t value) const {
  const Count& count = counts_[first_[parameter] + value];
  if (size_ <= recent_) return count.recent;
  const double lowest = 1 / static_cast<double>(size_);
  const std::size_t old = size_ - recent_;
  const double step = old > 1 ? (1 - lowest) / static_cast<double>(old - 1) : 0;
  return lowest * count.old + step * static_cast<double>(count.old_positions) + count.recent;
}

}  // namespace cellar::optimizer
