// SPDX-License-Identifier: Apache-2.0
#include <cellar/optimizer/random_forest.hpp>

#include <algorithm>

namespace cellar::optimizer {

RandomForest RandomForest::fit(std::span<const space::Parameter> parameters, std::span<const std::uint8_t> values,
                               std::span<const double> targets, const Settings& settings, base::Rng& rng) {
  const TreeTable table(parameters, values, targets);
  const double wanted = settings.parameters * static_cast<double>(parameters.size());
  TreeGrower grower(table, std::max<std::size_t>(1, static_cast<std::size_t>(wanted)), settings.min_leaf);
  RandomForest forest;
  std::vector<std::uint32_t> times(targets.size());
  for (std::size_t tree = 0; tree < settings.trees; ++tree) {
    std::fill(times.begin(), times.end(), 0);
    for (std::size_t i = 0; i < targets.size(); ++i) ++times[rng.below(static_cast<std::uint32_t>(targets.size()))];
    forest.trees_.push_back(grower.grow(times, rng));
  }
  return forest;
}

RandomForest::Prediction RandomForest::predict(std::span<const std::uint8_t> values) const {
  return summary([&](std::size_t tree) { return trees_[tree].predict(values).mean; });
}

RandomForest::Answers RandomForest::answers(std::span<const std::uint8_t> values) const {
  Answers answers;
  for (const auto& tree : trees_) answers.push_back(tree.predict(values));
  return answers;
}

std::optional<RandomForest::Prediction> RandomForest::predict_exchange(const Answers& before,
                                                                       std::span<const std::uint8_t> values,
                                                                       std::size_t parameter) const {
  const auto asked = [&](const RegressionTree::Answer& answer) { return (answer.asked >> parameter & 1) != 0; };
  if (std::none_of(before.begin(), before.end(), asked)) return std::nullopt;
  return summary([&](std::size_t tree) {
    return asked(before[tree]) ? trees_[tree].predict(values).mean : before[tree].mean;
  });
}

template <class AnswerOf>
RandomForest::Prediction RandomForest::summary(AnswerOf answer_of) const {
  double sum = 0;
  double squares = 0;
  const double first = answer_of(0);  // subtracted, as answers differ by less than they measure
  for (std::size_t tree = 1; tree < trees_.size(); ++tree) {
    const double difference = answer_of(tree) - first;
    sum += difference;
    squares += difference * difference;
  }
  const auto count = static_cast<double>(trees_.size());
  const double mean = sum / count;
  return {first + mean, std::max(squares / count - mean * mean, 0.0)};
}

}  // namespace cellar::optimizer
