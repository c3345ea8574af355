// SPDX-License-Identifier: Apache-2.0
#include <cellar/network/training_options.hpp>

#include <array>
#include <cmath>

namespace cellar::network {
namespace {

// A range's end without trailing zeros: "0.5", "1000".
std::string short_text(double value) {
  std::string text = std::to_string(value);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

}  // namespace

std::span<const TrainingOption> training_options() {
  static constexpr std::array kOptions = std::to_array<TrainingOption>({
      {"epochs", "Passes over the training images", 1, 1000, [](const TrainingOptions& o) { return double(o.epochs); }},
      {"learning_rate", "At the top of the cosine", 0, 10, [](const TrainingOptions& o) { return o.learning_rate; }},
      {"end_learning_rate", "At its foot", 0, 10, [](const TrainingOptions& o) { return o.end_learning_rate; }},
      {"warm_up", "Share of the steps over which the rate rises", 0, 1,
       [](const TrainingOptions& o) { return o.warm_up; }},
      {"momentum", "Share of the last step kept", 0, 0.999, [](const TrainingOptions& o) { return o.momentum; }},
      {"weight_decay", "Of convolutions and the linear layer", 0, 1,
       [](const TrainingOptions& o) { return o.weight_decay; }},
      {"clip", "Largest norm of the gradients; 0 for none", 0, 1e6, [](const TrainingOptions& o) { return o.clip; }},
      {"shift", "Pixels that training images are shifted at most", 0, 28,
       [](const TrainingOptions& o) { return double(o.augmentation.shift); }},
      {"cutout", "Side of the square cut out of training images; 0 for none", 0, 28,
       [](const TrainingOptions& o) { return double(o.augmentation.cutout); }},
  });
  return kOptions;
}

base::Result<base::Done> check(const TrainingOptions& options) {
  for (const TrainingOption& option : training_options()) {
    const double value = option.get(options);
    if (!(value >= option.least && value <= option.most))
      return base::Error{base::ErrorCode::invalid_argument,
                         "must be " + short_text(option.least) + " to " + short_text(option.most) + ", not " +
                             short_text(value),
                         std::string(option.name)};
  }
  return base::Done{};
}

}  // namespace cellar::network
