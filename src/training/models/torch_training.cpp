// SPDX-License-Identifier: Apache-2.0
#include "training/models/torch_training.hpp"

#include <bit>
#include <cmath>
#include <limits>
#include <numbers>

#include <ATen/Parallel.h>

#include <cellar/base/crc32c.hpp>

namespace cellar::training::torch_models {
namespace {

using base::Done;
using base::Error;
using base::ErrorCode;
using base::Result;
using surrogate::ModelFile;

// Adam's decay rates and epsilon, as PyTorch has them (Kingma and Ba, ICLR 2015, arXiv 1412.6980).
constexpr double kFirstDecay = 0.9;
constexpr double kSecondDecay = 0.999;
constexpr double kEpsilon = 1e-8;

// Rows that are answered at once where nothing is learnt from them.
constexpr std::size_t kEvaluationBatch = 512;

constexpr std::string_view kStateKind = "network-training";

// A training between two epochs; best_* are those of the epoch with the least loss on the stopping rows.
struct State {
  int epoch = 0;
  int best_epoch = 0;
  std::int64_t steps = 0;
  double best_loss = std::numeric_limits<double>::infinity();
  torch::Tensor weights, statistics, first_moment, second_moment, best_weights, best_statistics;

  std::array<std::pair<std::string_view, torch::Tensor*>, 6> tensors() {
    return {{{"weights", &weights}, {"statistics", &statistics}, {"first moment", &first_moment},
             {"second moment", &second_moment}, {"best weights", &best_weights},
             {"best statistics", &best_statistics}}};
  }
};

std::vector<std::uint8_t> bytes_of(const torch::Tensor& tensor) {
  const auto values = values_of(tensor);
  const auto* first = reinterpret_cast<const std::uint8_t*>(values.data());
  return {first, first + values.size() * sizeof(float)};
}

ModelFile file_of(State& state, const std::string& fingerprint) {
  ModelFile file{std::string(kStateKind), "state", "1", {}};
  write_text(file, "training", fingerprint);
  const double numbers[] = {1.0 * state.epoch, 1.0 * state.best_epoch, static_cast<double>(state.steps),
                            state.best_loss};
  write_numbers(file, "progress", numbers);
  for (const auto& [name, tensor] : state.tensors()) write_bytes(file, std::string(name), bytes_of(*tensor));
  return file;
}

Error damaged(std::string_view section) {
  return {ErrorCode::model_damaged, "does not fit the network; remove the checkpoint to begin anew",
          "section '" + std::string(section) + "'"};
}

// Fills a state whose tensors have their sizes. The file is one that file_of wrote, or damaged.
Result<Done> take_up(const ModelFile& file, State& state) {
  const auto progress = read_numbers(file, "progress");
  if (!progress) return progress.error();
  if (progress->size() != 4) return damaged("progress");
  state.epoch = static_cast<int>((*progress)[0]);
  state.best_epoch = static_cast<int>((*progress)[1]);
  state.steps = static_cast<std::int64_t>((*progress)[2]);
  state.best_loss = (*progress)[3];
  const torch::NoGradGuard no_grad;
  for (const auto& [name, tensor] : state.tensors()) {
    auto content = read_bytes(file, name);
    if (!content) return content.error();
    if (content->size() != static_cast<std::size_t>(tensor->numel()) * sizeof(float)) return damaged(name);
    tensor->copy_(torch::from_blob(content->data(), tensor->sizes()));
  }
  return Done{};
}

// What decides a training beside the network's own weights, which follow from the seed.
std::string fingerprint_of(const TrainingPlan& plan, const MemberFit& member) {
  std::vector<std::uint8_t> bytes;
  const auto add = [&](std::uint64_t value) {
    for (int shift = 0; shift < 64; shift += 8) bytes.push_back(static_cast<std::uint8_t>(value >> shift));
  };
  for (const auto* rows : {&member.rows().fitted, &member.rows().stopping})
    for (const std::size_t row : *rows) {
      add(row);
      add(std::bit_cast<std::uint64_t>(member.data().val_accuracy[row]));
    }
  return plan.description + "; seed " + std::to_string(member.seed()) + "; rows " + std::to_string(base::crc32c(bytes));
}

torch::Tensor in_range(const torch::Tensor& z, const surrogate::OutputRange& range) {
  return range.low + (range.high - range.low) * torch::sigmoid(z);
}

class Training {
 public:
  Training(TorchNetwork& network, const TrainingPlan& plan, const Loss& loss, const MemberFit& member)
      : network_(network), parameters_(network.parameters), plan_(plan), loss_(loss), member_(member) {
    state_.weights = parameters_.weights();
    state_.statistics = parameters_.statistics();
    state_.first_moment = torch::zeros_like(state_.weights);
    state_.second_moment = torch::zeros_like(state_.weights);
    state_.best_weights = state_.weights.clone();
    state_.best_statistics = state_.statistics.clone();
  }

  Result<Done> run() {
    const std::string fingerprint = fingerprint_of(plan_, member_);
    const auto kept = member_.kept();
    if (!kept) return kept.error();
    if (*kept && read_fingerprint(**kept) == fingerprint)
      if (const auto done = take_up(**kept, state_); !done) return done.error();
    while (state_.epoch < plan_.epochs && state_.epoch - state_.best_epoch < plan_.patience) {
      run_epoch();
      if (const auto done = member_.keep(file_of(state_, fingerprint)); !done) return done.error();
      if (const auto done = member_.step(state_.epoch, plan_.epochs); !done) return done.error();
    }
    const torch::NoGradGuard no_grad;
    state_.weights.copy_(state_.best_weights);
    state_.statistics.copy_(state_.best_statistics);
    return Done{};
  }

 private:
  static std::string read_fingerprint(const ModelFile& file) {
    const auto text = read_text(file, "training");
    return text ? *text : std::string();
  }

  torch::Tensor truth(std::span<const std::size_t> rows) const {
    torch::Tensor column = torch::empty({static_cast<std::int64_t>(rows.size()), 1});
    float* values = column.data_ptr<float>();
    for (const std::size_t row : rows) *values++ = static_cast<float>(member_.data().val_accuracy[row]);
    return column.to(parameters_.device());
  }

  std::size_t batches() const {
    const std::size_t rows = member_.rows().fitted.size();
    const auto batch = static_cast<std::size_t>(plan_.batch);
    return std::max<std::size_t>(1, rows / batch);  // what does not fill a batch waits for another epoch's order
  }

  void run_epoch() {
    std::vector<std::size_t> order = member_.rows().fitted;
    const auto epoch = static_cast<std::uint64_t>(state_.epoch);
    base::Rng mixing = base::Rng::derive(member_.seed(), "batches", epoch);
    base::Rng dropping = base::Rng::derive(member_.seed(), "dropout", epoch);
    mixing.shuffle(std::span(order));
    const auto batch = std::min(static_cast<std::size_t>(plan_.batch), order.size());
    for (std::size_t b = 0; b < batches(); ++b) {
      const auto rows = std::span(order).subspan(b * batch, batch);
      loss_(in_range(network_.forward(rows, true, dropping), plan_.range), truth(rows)).backward();
      descend(parameters_.take_gradient());
    }
    ++state_.epoch;
    keep_best(stopping_loss());
  }

  void descend(const torch::Tensor& gradient) {
    const torch::NoGradGuard no_grad;
    const double total = static_cast<double>(batches()) * plan_.epochs;
    const double turn = std::numbers::pi * static_cast<double>(state_.steps) / total;
    const double rate = plan_.learning_rate * (1 + std::cos(turn)) / 2;
    ++state_.steps;
    const auto steps = static_cast<double>(state_.steps);
    state_.first_moment.mul_(kFirstDecay).add_(gradient, 1 - kFirstDecay);
    state_.second_moment.mul_(kSecondDecay).addcmul_(gradient, gradient, 1 - kSecondDecay);
    const torch::Tensor scale =
        (state_.second_moment / (1 - std::pow(kSecondDecay, steps))).sqrt_().add_(kEpsilon);
    state_.weights.addcdiv_(state_.first_moment, scale, -rate / (1 - std::pow(kFirstDecay, steps)));
  }

  double stopping_loss() {
    const torch::NoGradGuard no_grad;
    const auto& rows = member_.rows().stopping;
    double sum = 0;
    for (std::size_t first = 0; first < rows.size(); first += kEvaluationBatch) {
      const auto part = std::span(rows).subspan(first, std::min(kEvaluationBatch, rows.size() - first));
      sum += static_cast<double>(part.size()) * loss_(answers(network_, part, plan_.range), truth(part)).item<double>();
    }
    return sum / static_cast<double>(rows.size());
  }

  void keep_best(double loss) {
    if (!(loss < state_.best_loss)) return;
    const torch::NoGradGuard no_grad;
    state_.best_loss = loss;
    state_.best_epoch = state_.epoch;
    state_.best_weights.copy_(state_.weights);
    state_.best_statistics.copy_(state_.statistics);
  }

  TorchNetwork& network_;
  Parameters& parameters_;
  const TrainingPlan& plan_;
  const Loss& loss_;
  const MemberFit& member_;
  State state_;
};

}  // namespace

torch::Tensor answers(TorchNetwork& network, std::span<const std::size_t> rows, const surrogate::OutputRange& range) {
  const torch::NoGradGuard no_grad;
  base::Rng unused(0);
  return in_range(network.forward(rows, false, unused), range);
}

Result<Done> train(TorchNetwork& network, const TrainingPlan& plan, const Loss& loss, const MemberFit& member) {
  at::set_num_threads(1);  // of this thread: members are trained side by side
  return Training(network, plan, loss, member).run();
}

}  // namespace cellar::training::torch_models
