// SPDX-License-Identifier: Apache-2.0
#include <cellar/oneshot/controller_network.hpp>

#include <algorithm>
#include <bit>

#include <cellar/base/math.hpp>

namespace cellar::oneshot {
namespace {

using space::nb101::kOperationCount;

constexpr std::size_t kTokens = 1 + kOperationCount;
constexpr std::size_t kStart = 0;

// Of the operations, in the supernet's order maxpool, conv3x3, conv1x1. In ENAS the two that are preferred are its
// separable convolutions; NAS-Bench-1Shot1 kept the numbers and has maximum pooling in the first place, so there
// maxpool and conv3x3 are preferred to conv1x1, and here too.
constexpr std::array<double, kOperationCount> kFirstBias = {10, 10, 0};
constexpr std::array<double, kOperationCount> kFixedBias = {0.25, 0.25, -0.25};
constexpr double kFirstWeight = 0.1;  // the largest

// Scores become logits in place; gives their slopes.
std::vector<double> squash(std::span<double> scores, double scale, double temperature) {
  std::vector<double> slopes;
  for (double& score : scores) {
    const double squashed = base::tanh(score / temperature);
    slopes.push_back(scale / temperature * (1 - squashed * squashed));
    score = scale * squashed;
  }
  return slopes;
}

}  // namespace

double ControllerNetwork::Trace::log_probability() const {
  double sum = 0;
  for (const Moment& moment : moments)
    if (moment.decision) sum += moment.decision->alternatives.log_probability(moment.decision->chosen);
  return sum;
}

double ControllerNetwork::Trace::entropy() const {
  double sum = 0;
  for (const Moment& moment : moments)
    if (moment.decision) sum += moment.decision->alternatives.entropy();
  return sum;
}

ControllerNetwork::ControllerNetwork(const space::nb1shot1::OneShotSpace& space, const ControllerOptions& options,
                                     base::Rng& rng)
    : space_(&space),
      options_(options),
      units_(static_cast<std::size_t>(options.units)),
      cell_(kTokens * units_, units_),
      key_(cell_.end(), units_, units_, false),
      query_(key_.end(), units_, units_, false),
      score_(query_.end(), units_, 1, false),
      operations_(score_.end(), units_, kOperationCount, true),
      weights_(operations_.end()) {
  for (double& weight : weights_) weight = kFirstWeight * (2 * rng.uniform() - 1);
  std::copy(kFirstBias.begin(), kFirstBias.end(),
            weights_.begin() + static_cast<std::ptrdiff_t>(operations_.bias_offset()));
}

std::span<const double> ControllerNetwork::embedding(std::size_t token) const {
  return weights().subspan(token * units_, units_);
}

void ControllerNetwork::step(Trace& trace, std::uint8_t sources, std::size_t token) const {
  std::vector<double> input(units_);
  for (std::size_t node = 0; node < trace.vectors.size(); ++node) {
    if (!(sources >> node & 1)) continue;
    const auto& vector = trace.moments[trace.vectors[node]].step.state;
    for (std::size_t u = 0; u < units_; ++u) input[u] += vector[u] / std::popcount(sources);
  }
  const auto x = sources == 0 ? embedding(token) : std::span<const double>(input);
  const LstmCell::Step* before = trace.moments.empty() ? nullptr : &trace.moments.back().step;
  trace.moments.push_back({cell_.forward(weights_, x, before), sources, token, {}});
}

// The last state is the next node's vector.
void ControllerNetwork::keep_vector(Trace& trace) const {
  trace.vectors.push_back(trace.moments.size() - 1);
  trace.keys.emplace_back(units_);
  key_.apply(weights_, trace.moments.back().step.state, trace.keys.back());
}

std::uint8_t ControllerNetwork::choose_parents(Trace& trace, int node, const Choose& choose) const {
  Moment& moment = trace.moments.back();
  std::vector<double> query(units_);
  query_.apply(weights_, moment.step.state, query);
  auto attention = trace.keys;
  std::vector<double> logits(attention.size());
  for (std::size_t earlier = 0; earlier < attention.size(); ++earlier) {
    for (std::size_t u = 0; u < units_; ++u) attention[earlier][u] = base::tanh(attention[earlier][u] + query[u]);
    score_.apply(weights_, attention[earlier], std::span(logits).subspan(earlier, 1));
  }
  auto slopes = squash(logits, options_.tanh_scale, options_.temperature);
  SubsetDistribution alternatives(logits, space_->parent_count(node));
  const std::size_t chosen = choose(alternatives);
  const std::uint8_t parents = alternatives.sets()[chosen];
  moment.decision = Decision{std::move(alternatives), chosen, std::move(slopes), std::move(attention)};
  return parents;
}

std::size_t ControllerNetwork::choose_operation(Trace& trace, const Choose& choose) const {
  Moment& moment = trace.moments.back();
  std::vector<double> logits(kOperationCount);
  operations_.apply(weights_, moment.step.state, logits);
  auto slopes = squash(logits, options_.operation_tanh_scale, options_.temperature);
  for (std::size_t i = 0; i < logits.size(); ++i) logits[i] += kFixedBias[i];
  SubsetDistribution alternatives(logits, 1);
  const std::size_t chosen = choose(alternatives);
  moment.decision = Decision{std::move(alternatives), chosen, std::move(slopes), {}};
  return chosen;
}

ControllerNetwork::Trace ControllerNetwork::decide(const Choose& choose) const {
  Trace trace;
  step(trace, 0, kStart);
  keep_vector(trace);
  for (int node = 1; node <= space_->nodes(); ++node) {
    std::uint8_t sources = 0;
    if (chooses_parents(node)) {
      step(trace, 0, kStart);
      sources = choose_parents(trace, node, choose);
    }
    if (node > space_->blocks()) break;
    step(trace, sources, kStart);
    step(trace, 0, choose_operation(trace, choose) + 1);
    keep_vector(trace);
  }
  return trace;
}

// The gradients on the way from the last moment to the first.
struct ControllerNetwork::Backward {
  const ControllerNetwork& network;
  const Trace& trace;
  std::vector<double> gradients;
  std::vector<std::vector<double>> d_states;  // by moment
  std::vector<std::vector<double>> d_keys;    // by node
  std::vector<double> d_memory;

  Backward(const ControllerNetwork& network_, const Trace& trace_)
      : network(network_),
        trace(trace_),
        gradients(network.weights_.size()),
        d_states(trace.moments.size(), std::vector<double>(network.units_)),
        d_keys(trace.keys.size(), std::vector<double>(network.units_)),
        d_memory(network.units_) {}

  void run() {
    std::size_t node = trace.vectors.size();
    for (std::size_t m = trace.moments.size(); m-- > 0;) {
      const Moment& moment = trace.moments[m];
      if (node > 0 && trace.vectors[node - 1] == m) {
        --node;
        network.key_.backward(network.weights_, moment.step.state, d_keys[node], gradients, d_states[m]);
      }
      if (moment.decision) through_decision(*moment.decision, m);
      through_step(moment, m);
    }
  }

  void through_decision(const Decision& decision, std::size_t m) {
    auto d_scores = decision.alternatives.gradient(decision.chosen);
    for (std::size_t i = 0; i < d_scores.size(); ++i) d_scores[i] *= decision.slopes[i];
    const auto& state = trace.moments[m].step.state;
    if (decision.is_operation())
      network.operations_.backward(network.weights_, state, d_scores, gradients, d_states[m]);
    else
      through_attention(decision.attention, d_scores, m);
  }

  void through_attention(const std::vector<std::vector<double>>& attention, std::span<const double> d_scores,
                         std::size_t m) {
    std::vector<double> d_query(network.units_);
    for (std::size_t earlier = 0; earlier < attention.size(); ++earlier) {
      std::vector<double> d_attention(network.units_);
      network.score_.backward(network.weights_, attention[earlier], d_scores.subspan(earlier, 1), gradients,
                              d_attention);
      for (std::size_t u = 0; u < network.units_; ++u) {
        const double d_sum = d_attention[u] * (1 - attention[earlier][u] * attention[earlier][u]);
        d_keys[earlier][u] += d_sum;
        d_query[u] += d_sum;
      }
    }
    network.query_.backward(network.weights_, trace.moments[m].step.state, d_query, gradients, d_states[m]);
  }

  void through_step(const Moment& moment, std::size_t m) {
    const auto d_input = network.cell_.backward(network.weights_, moment.step, d_states[m], d_memory, gradients);
    const std::size_t units = network.units_;
    if (m > 0)
      for (std::size_t u = 0; u < units; ++u) d_states[m - 1][u] += d_input[units + u];
    if (moment.sources == 0)
      for (std::size_t u = 0; u < units; ++u) gradients[moment.token * units + u] += d_input[u];
    for (std::size_t node = 0; node < trace.vectors.size(); ++node) {
      if (!(moment.sources >> node & 1)) continue;
      auto& d_vector = d_states[trace.vectors[node]];
      for (std::size_t u = 0; u < units; ++u) d_vector[u] += d_input[u] / std::popcount(moment.sources);
    }
  }
};

std::vector<double> ControllerNetwork::gradient(const Trace& trace) const {
  Backward backward(*this, trace);
  backward.run();
  return std::move(backward.gradients);
}

}  // namespace cellar::oneshot
