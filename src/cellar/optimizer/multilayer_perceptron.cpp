// SPDX-License-Identifier: Apache-2.0
#include <cellar/optimizer/multilayer_perceptron.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>

namespace cellar::optimizer {
namespace {

// Keras' glorot_uniform: uniform in +-sqrt(6 / (inputs + outputs)).
template <class Real>
Real glorot(std::size_t inputs, std::size_t outputs, base::Rng& rng) {
  const double limit = std::sqrt(6.0 / static_cast<double>(inputs + outputs));
  return static_cast<Real>(limit * (2 * rng.uniform() - 1));
}

std::vector<std::uint16_t> distinct(std::span<const std::uint16_t> ones) {
  std::vector<std::uint16_t> features(ones.begin(), ones.end());
  std::sort(features.begin(), features.end());
  features.erase(std::unique(features.begin(), features.end()), features.end());
  return features;
}

// With each feature's place in `features` as its new number.
SparseRows renumbered(const SparseRows& rows, std::span<const std::uint16_t> features) {
  SparseRows out;
  std::vector<std::uint16_t> ones;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    ones.clear();
    for (const std::uint16_t feature : rows[row])
      ones.push_back(static_cast<std::uint16_t>(std::lower_bound(features.begin(), features.end(), feature) -
                                                features.begin()));
    out.add(ones);
  }
  return out;
}

// Ascending.
template <class Visit>
void for_each_unit(std::uint32_t units, Visit visit) {
  for (; units != 0; units &= units - 1) visit(static_cast<std::size_t>(std::countr_zero(units)));
}

// Kingma and Ba 2015, in the form of section 2's last remark, as Keras has it.
template <class Real>
class Adam {
 public:
  using Row = UnitRow<Real>;

  Adam(std::size_t rows, const PerceptronTraining& settings) : settings_(settings), moments_(rows) {}

  // Moves the weights along the gradient, which it clears.
  void step(std::vector<Row>& weights, std::vector<Row>& gradient) {
    first_power_ *= settings_.first_decay;
    second_power_ *= settings_.second_decay;
    const auto rate =
        static_cast<Real>(settings_.learning_rate * std::sqrt(1 - second_power_) / (1 - first_power_));
    const auto first = static_cast<Real>(settings_.first_decay), second = static_cast<Real>(settings_.second_decay);
    const auto epsilon = static_cast<Real>(settings_.epsilon);
    for (std::size_t row = 0; row < weights.size(); ++row) {
      auto& [mean, square] = moments_[row];
      for (std::size_t p = 0; p < Row::kVectors; ++p) {
        const auto g = gradient[row].part[p];
        mean.part[p] = first * mean.part[p] + (1 - first) * g;
        square.part[p] = second * square.part[p] + (1 - second) * g * g;
        auto root = square.part[p];
        for (std::size_t lane = 0; lane < Row::kLanes; ++lane) root[lane] = std::sqrt(root[lane]);
        weights[row].part[p] -= rate * mean.part[p] / (root + epsilon);
      }
      gradient[row] = Row{};
    }
  }

 private:
  struct Moments {
    Row mean{};
    Row square{};
  };
  PerceptronTraining settings_;
  std::vector<Moments> moments_;
  double first_power_ = 1;
  double second_power_ = 1;
};

}  // namespace

template <class Real>
MultilayerPerceptron<Real>::MultilayerPerceptron(std::size_t inputs, std::size_t hidden_layers)
    : inputs_(inputs), hidden_layers_(hidden_layers), rows_(output_row() + 2) {}

template <class Real>
MultilayerPerceptron<Real>::MultilayerPerceptron(std::size_t inputs, std::size_t hidden_layers, base::Rng& rng)
    : MultilayerPerceptron(inputs, hidden_layers) {
  for (std::size_t layer = 0; layer < hidden_layers_; ++layer)
    for (std::size_t row = first_row(layer); row < bias_row(layer); ++row)
      for (std::size_t unit = 0; unit < kUnits; ++unit)
        rows_[row].set(unit, glorot<Real>(layer == 0 ? inputs_ : kUnits, kUnits, rng));
  for (std::size_t unit = 0; unit < kUnits; ++unit)
    rows_[output_row()].set(unit, glorot<Real>(kUnits, 1, rng));
}

template <class Real>
Real MultilayerPerceptron<Real>::forward(std::span<const std::uint16_t> ones, std::span<Activation> layers) const {
  Row sums = rows_[bias_row(0)];
  for (const std::uint16_t one : ones) sums.add(rows_[one]);
  layers[0] = {sums.where_positive(sums), sums.positive()};
  for (std::size_t layer = 1; layer < hidden_layers_; ++layer) {
    const Activation& below = layers[layer - 1];
    const Row* weights = &rows_[first_row(layer)];
    sums = rows_[bias_row(layer)];
    for_each_unit(below.active, [&](std::size_t unit) { sums.add_scaled(weights[unit], below.values[unit]); });
    layers[layer] = {sums.where_positive(sums), sums.positive()};
  }
  return layers.back().values.dot(rows_[output_row()]) + rows_[output_row() + 1][0];
}

template <class Real>
void MultilayerPerceptron<Real>::backward(std::span<const std::uint16_t> ones, std::span<const Activation> layers,
                                          Real scale, std::vector<Row>& gradient) const {
  // `delta`: derivatives by the sums of a layer; where its unit is 0, the rectifier passes nothing.
  const Row& top = layers.back().values;
  Row delta = rows_[output_row()].scaled(scale).where_positive(top);
  gradient[output_row()].add_scaled(top, scale);
  gradient[output_row() + 1].set(0, gradient[output_row() + 1][0] + scale);
  for (std::size_t layer = hidden_layers_ - 1; layer > 0; --layer) {
    const Activation& below = layers[layer - 1];
    const Row* weights = &rows_[first_row(layer)];
    Row* slopes = &gradient[first_row(layer)];
    gradient[bias_row(layer)].add(delta);
    Row delta_below{};
    for_each_unit(below.active, [&](std::size_t unit) {
      slopes[unit].add_scaled(delta, below.values[unit]);
      delta_below.set(unit, weights[unit].dot(delta));
    });
    delta = delta_below;
  }
  gradient[bias_row(0)].add(delta);
  for (const std::uint16_t one : ones) gradient[one].add(delta);
}

template <class Real>
void MultilayerPerceptron<Real>::train(const SparseRows& rows, std::span<const Real> targets,
                                       const PerceptronTraining& settings, base::Rng& rng) {
  // A feature that no row has keeps its weights: its gradient is 0 at every step. So the others are trained alone.
  const auto features = distinct(rows.ones());
  MultilayerPerceptron seen(features.size(), hidden_layers_);
  for (std::size_t i = 0; i < features.size(); ++i) seen.rows_[i] = rows_[features[i]];
  std::copy(rows_.begin() + static_cast<std::ptrdiff_t>(inputs_), rows_.end(),
            seen.rows_.begin() + static_cast<std::ptrdiff_t>(features.size()));
  seen.train_all(renumbered(rows, features), targets, settings, rng);
  for (std::size_t i = 0; i < features.size(); ++i) rows_[features[i]] = seen.rows_[i];
  std::copy(seen.rows_.begin() + static_cast<std::ptrdiff_t>(features.size()), seen.rows_.end(),
            rows_.begin() + static_cast<std::ptrdiff_t>(inputs_));
}

template <class Real>
void MultilayerPerceptron<Real>::train_all(const SparseRows& rows, std::span<const Real> targets,
                                           const PerceptronTraining& settings, base::Rng& rng) {
  const std::size_t batches = (rows.size() + settings.batch - 1) / settings.batch;
  if (batches == 0) return;
  const std::int64_t affordable = std::max<std::int64_t>(1, settings.max_steps / static_cast<std::int64_t>(batches));
  const std::int64_t epochs = std::min<std::int64_t>(settings.epochs, affordable);
  std::vector<std::uint32_t> order(rows.size());
  std::iota(order.begin(), order.end(), 0u);
  std::vector<Activation> layers(hidden_layers_);
  std::vector<Row> gradient(rows_.size());
  Adam<Real> adam(rows_.size(), settings);
  for (std::int64_t epoch = 0; epoch < epochs; ++epoch) {
    rng.shuffle(std::span(order));
    for (std::size_t begin = 0; begin < order.size(); begin += settings.batch) {
      const auto batch = std::span(order).subspan(begin, std::min(settings.batch, order.size() - begin));
      const Real weight = Real(1) / static_cast<Real>(batch.size());
      for (const std::uint32_t row : batch) {
        const Real error = forward(rows[row], layers) - targets[row];
        if (error != 0) backward(rows[row], layers, error > 0 ? weight : -weight, gradient);
      }
      adam.step(rows_, gradient);
    }
  }
}

template <class Real>
Real MultilayerPerceptron<Real>::predict(std::span<const std::uint16_t> ones) const {
  std::vector<Activation> layers(hidden_layers_);
  return forward(ones, layers);
}

template <class Real>
std::vector<Real> MultilayerPerceptron<Real>::weights() const {
  std::vector<Real> flat;
  for (const Row& row : rows_)
    for (std::size_t unit = 0; unit < kUnits; ++unit) flat.push_back(row[unit]);
  return flat;
}

template <class Real>
void MultilayerPerceptron<Real>::set_weights(std::span<const Real> weights) {
  for (std::size_t i = 0; i < weights.size(); ++i) rows_[i / kUnits].set(i % kUnits, weights[i]);
}

template <class Real>
std::vector<Real> MultilayerPerceptron<Real>::gradient(const SparseRows& rows, std::span<const Real> targets) const {
  MultilayerPerceptron sums(inputs_, hidden_layers_);
  std::vector<Activation> layers(hidden_layers_);
  const Real weight = Real(1) / static_cast<Real>(rows.size());
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const Real error = forward(rows[row], layers) - targets[row];
    if (error != 0) backward(rows[row], layers, error > 0 ? weight : -weight, sums.rows_);
  }
  return sums.weights();
}

template class MultilayerPerceptron<float>;
template class MultilayerPerceptron<double>;

}  // namespace cellar::optimizer
