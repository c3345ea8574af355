// SPDX-License-Identifier: Apache-2.0
#include "training/models/torch_settings.hpp"

#include <ATen/Context.h>

#include <cellar/io/optimizer_text.hpp>
#include "training/models/torch_fits.hpp"

namespace cellar::training::torch_models {
namespace {

using optimizer::OptionInfo;
using surrogate::OutputRange;

constexpr std::array<std::string_view, 2> kRanges = {"unit", "data"};

// A network cannot answer beyond its range, so that of the data has room for what is better and worse than all seen.
constexpr double kMargin = 0.5;

// A prediction of 1 would have an infinite logarithm.
constexpr double kLeastError = 1e-6;

OutputRange range_of_data(const MemberFit& member) {
  double low = 1, high = 0;
  for (const std::size_t row : member.rows().fitted) {
    low = std::min(low, member.data().val_accuracy[row]);
    high = std::max(high, member.data().val_accuracy[row]);
  }
  const double margin = kMargin * (high - low);
  return {std::max(0.0, low - margin), std::min(1.0, high + margin)};
}

torch::Tensor log_error(const torch::Tensor& accuracy) { return torch::log((1 - accuracy).clamp_min(kLeastError)); }

}  // namespace

std::array<OptionInfo, kTrainingOptions> training_options(const TrainingDefaults& defaults) {
  const auto whole = [](int value) { return optimizer::OptionValue(std::int64_t{value}); };
  return {{
      {"epochs", "that the learning rate's schedule spans", whole(defaults.epochs), 1, 10'000, {}},
      {"batch", "architectures in a step", whole(defaults.batch), 2, 4096, {}},
      {"patience", "epochs without a better loss on the member's fold after which it stops", whole(defaults.patience),
       1, 10'000, {}},
      {"learning_rate", "of Adam in the first step; falls to 0 as a cosine", defaults.learning_rate, 1e-6, 1, {}},
      {"range", "of the sigmoid at the end: 0 to 1, or what the data span and half as much on either side",
       optimizer::OptionValue(std::string(kRanges[0])), 0, 0, kRanges},
  }};
}

TrainingPlan plan_from(const optimizer::Options& options, std::string_view model, const MemberFit& member) {
  TrainingPlan plan;
  plan.epochs = static_cast<int>(options.integer("epochs"));
  plan.batch = static_cast<int>(options.integer("batch"));
  plan.patience = static_cast<int>(options.integer("patience"));
  plan.learning_rate = options.real("learning_rate");
  if (options.text("range") == kRanges[1]) plan.range = range_of_data(member);
  plan.description = model;
  for (const auto& option : options.values())
    plan.description += ";" + option.name + "=" + io::option_text(option.value);
  return plan;
}

torch::Tensor log_error_loss(const torch::Tensor& predicted, const torch::Tensor& truth) {
  return (log_error(predicted) - log_error(truth)).abs().mean();
}

torch::Tensor relative_log_loss(const torch::Tensor& predicted, const torch::Tensor& truth) {
  return (log_error(predicted) / log_error(truth) - 1).abs().mean();
}

torch::Tensor ranking_loss(const torch::Tensor& predicted, const torch::Tensor& truth, double margin) {
  const torch::Tensor ordered = (truth >= truth.t()).to(torch::kFloat32);
  return (ordered * (margin - (predicted - predicted.t())).clamp_min(0)).sum() / ordered.sum();
}

base::Result<base::Done> check_device(const std::string& device) {
  const auto refused = [&](std::string message) {
    return base::Error{base::ErrorCode::invalid_argument, std::move(message), "device '" + device + "'"};
  };
  if (device == "cpu") return base::Done{};
  if (device != "cuda") return refused("is not known; known: cpu, cuda");
  if (!at::hasCUDA()) return refused("the libtorch of this build is without CUDA, or finds no GPU; use cpu");
  return base::Done{};
}

base::Error no_graphs(const MemberFit& member) {
  return {base::ErrorCode::invalid_argument,
          "architectures of space '" + std::string(member.data().space->name()) + "' are not known as graphs", "model"};
}

}  // namespace cellar::training::torch_models
