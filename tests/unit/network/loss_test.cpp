// SPDX-License-Identifier: Apache-2.0
#include <cellar/network/loss.hpp>

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <vector>

namespace cellar::network {
namespace {

constexpr int kBatch = kernels::kLanes;
constexpr int kClasses = 3;

struct Logits {
  Graph<double> graph{kBatch};
  Value value = graph.add_value({kClasses, 1});
  double& at(int image, int c) { return graph.values(value)[c * kBatch + image]; }
};

TEST_CASE("loss and hits") {
  Logits logits;
  logits.at(0, 1) = std::log(2.0);  // probabilities 1/4, 1/2, 1/4
  const std::vector<std::uint8_t> labels{1, 0, 2};
  const BatchLoss loss = softmax_cross_entropy(logits.graph, logits.value, labels);
  CHECK(loss.loss_sum == doctest::Approx(std::log(2.0) + 2 * std::log(3.0)));
  CHECK(loss.correct == 2);  // of equal logits the first counts
}

TEST_CASE("logits of any size leave the loss finite; one that is no number does not") {
  Logits logits;
  logits.at(0, 0) = 1e30;
  CHECK(softmax_cross_entropy(logits.graph, logits.value, std::vector<std::uint8_t>{0}).loss_sum == 0);
  CHECK(softmax_cross_entropy(logits.graph, logits.value, std::vector<std::uint8_t>{1}).loss_sum == doctest::Approx(1e30));
  logits.at(0, 2) = std::numeric_limits<double>::quiet_NaN();
  CHECK(!std::isfinite(softmax_cross_entropy(logits.graph, logits.value, std::vector<std::uint8_t>{0}).loss_sum));
}

TEST_CASE("the gradient is that of the mean loss") {
  Logits logits;
  std::vector<std::uint8_t> labels(kBatch);
  for (int image = 0; image < kBatch; ++image) {
    labels[static_cast<std::size_t>(image)] = static_cast<std::uint8_t>(image % kClasses);
    for (int c = 0; c < kClasses; ++c) logits.at(image, c) = 0.3 * image - 0.7 * c * image + c;
  }
  logits.graph.begin_backward();
  softmax_cross_entropy_gradient(logits.graph, logits.value, labels);
  const double* gradients = logits.graph.gradients(logits.value);
  constexpr double kStep = 1e-5;
  for (int image = 0; image < kBatch; ++image)
    for (int c = 0; c < kClasses; ++c) {
      double& logit = logits.at(image, c);
      const double before = logit;
      logit = before + kStep;
      const double above = softmax_cross_entropy(logits.graph, logits.value, labels).loss_sum;
      logit = before - kStep;
      const double below = softmax_cross_entropy(logits.graph, logits.value, labels).loss_sum;
      logit = before;
      CHECK(std::abs((above - below) / (2 * kStep * kBatch) - gradients[c * kBatch + image]) < 1e-8);
    }
}

}  // namespace
}  // namespace cellar::network
