// SPDX-License-Identifier: Apache-2.0
#include <cellar/oneshot/lstm_cell.hpp>

#include <algorithm>

#include <cellar/base/math.hpp>

namespace cellar::oneshot {
namespace {

double sigmoid(double x) { return 1 / (1 + base::exp(-x)); }

}  // namespace

LstmCell::Step LstmCell::forward(std::span<const double> weights, std::span<const double> x, const Step* before) const {
  Step step{std::vector<double>(2 * units_), std::vector<double>(4 * units_), std::vector<double>(units_),
            std::vector<double>(units_), std::vector<double>(units_)};
  std::copy(x.begin(), x.end(), step.input.begin());
  if (before) {
    std::copy(before->state.begin(), before->state.end(), step.input.begin() + static_cast<std::ptrdiff_t>(units_));
    step.old_memory = before->memory;
  }
  gates_.apply(weights, step.input, step.gates);
  double* const in = step.gates.data();
  double* const forget = in + units_;
  double* const candidate = forget + units_;
  double* const out = candidate + units_;
  for (std::size_t u = 0; u < units_; ++u) {
    in[u] = sigmoid(in[u]);
    forget[u] = sigmoid(forget[u]);
    candidate[u] = base::tanh(candidate[u]);
    out[u] = sigmoid(out[u]);
    step.memory[u] = forget[u] * step.old_memory[u] + in[u] * candidate[u];
    step.state[u] = out[u] * base::tanh(step.memory[u]);
  }
  return step;
}

std::vector<double> LstmCell::backward(std::span<const double> weights, const Step& step,
                                       std::span<const double> d_state, std::span<double> d_memory,
                                       std::span<double> gradients) const {
  const double* const in = step.gates.data();
  const double* const forget = in + units_;
  const double* const candidate = forget + units_;
  const double* const out = candidate + units_;
  std::vector<double> d_gates(4 * units_);  // before their sigmoid or tanh
  for (std::size_t u = 0; u < units_; ++u) {
    const double squashed = base::tanh(step.memory[u]);
    const double d_sum = d_memory[u] + d_state[u] * out[u] * (1 - squashed * squashed);
    d_gates[u] = d_sum * candidate[u] * in[u] * (1 - in[u]);
    d_gates[units_ + u] = d_sum * step.old_memory[u] * forget[u] * (1 - forget[u]);
    d_gates[2 * units_ + u] = d_sum * in[u] * (1 - candidate[u] * candidate[u]);
    d_gates[3 * units_ + u] = d_state[u] * squashed * out[u] * (1 - out[u]);
    d_memory[u] = d_sum * forget[u];
  }
  std::vector<double> d_input(2 * units_);
  gates_.backward(weights, step.input, d_gates, gradients, d_input);
  return d_input;
}

}  // namespace cellar::oneshot
