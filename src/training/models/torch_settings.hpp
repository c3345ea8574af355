// SPDX-License-Identifier: Apache-2.0
// Options and losses that the networks share.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <exception>

#include "training/models/network_regressor.hpp"
#include "training/models/torch_training.hpp"

namespace cellar::training::torch_models {

struct TrainingDefaults {
  int epochs;
  int batch;
  int patience;
  double learning_rate;
};

inline constexpr std::size_t kTrainingOptions = 5;

inline constexpr double kAgreement = 1e-5;
inline constexpr std::size_t kRowsChecked = 64;

/// epochs, batch, patience, learning_rate, range: the first of a network's table.
std::array<optimizer::OptionInfo, kTrainingOptions> training_options(const TrainingDefaults& defaults);

/// A table that begins with those.
template <std::size_t kMore>
std::array<optimizer::OptionInfo, kTrainingOptions + kMore> with_training_options(
    const TrainingDefaults& defaults, const std::array<optimizer::OptionInfo, kMore>& more) {
  std::array<optimizer::OptionInfo, kTrainingOptions + kMore> table;
  const auto shared = training_options(defaults);
  std::copy(more.begin(), more.end(), std::copy(shared.begin(), shared.end(), table.begin()));
  return table;
}

TrainingPlan plan_from(const optimizer::Options& options, std::string_view model, const MemberFit& member);

/// Mean |log(1 - p) - log(1 - y)|: NAS-Bench-301's graph networks.
torch::Tensor log_error_loss(const torch::Tensor& predicted, const torch::Tensor& truth);

/// Mean |log(1 - p) / log(1 - y) - 1|: BANANAS' perceptron as NAS-Bench-301 has it.
torch::Tensor relative_log_loss(const torch::Tensor& predicted, const torch::Tensor& truth);

/// Mean of max(0, margin - (p_i - p_j)) over all pairs with y_i >= y_j.
torch::Tensor ranking_loss(const torch::Tensor& predicted, const torch::Tensor& truth, double margin);

/// The error of a model that reads graphs, where the space has none.
base::Error no_graphs(const MemberFit& member);

/// The spec of a trained network, when our own inference gives what libtorch's does within kAgreement; error internal
/// where it does not.
template <class Spec>
base::Result<Spec> checked(TorchNetwork& network, const TrainingPlan& plan, const MemberFit& member, Spec spec) {
  const auto regressor = make_network_regressor(*member.data().space, std::vector{spec});
  if (!regressor) return regressor.error();
  const auto rows = std::span(member.rows().stopping).first(std::min(kRowsChecked, member.rows().stopping.size()));
  std::vector<space::Architecture> architectures;
  for (const std::size_t row : rows) architectures.push_back(member.data().architectures[row]);
  const auto ours = (*regressor)->predict(architectures);
  const auto theirs = values_of(answers(network, rows, plan.range));
  for (std::size_t i = 0; i < ours.size(); ++i)
    if (!(std::abs(ours[i] - theirs[i]) <= kAgreement))
      return base::Error{base::ErrorCode::internal, "our inference and libtorch's differ", "networks"};
  return spec;
}

/// Calls `fit`, which gives a Result; what libtorch throws becomes an error of code internal.
template <class Fit>
auto without_exceptions(Fit fit) -> decltype(fit()) {
  try {
    return fit();
  } catch (const std::exception& failure) {
    const std::string_view text = failure.what();
    return base::Error{base::ErrorCode::internal, std::string(text.substr(0, text.find('\n'))), "libtorch"};
  }
}

}  // namespace cellar::training::torch_models
