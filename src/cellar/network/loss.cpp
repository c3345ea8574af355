// SPDX-License-Identifier: Apache-2.0
#include <cellar/network/loss.hpp>

#include <vector>

#include <cellar/base/math.hpp>

namespace cellar::network {
namespace {

/// Class probabilities of one image, in double precision.
template <class T>
class Softmax {
 public:
  Softmax(const T* logits, int classes, int batch)
      : logits_(logits), batch_(batch), exponentials_(static_cast<std::size_t>(classes)) {}

  void set_image(std::size_t image) {
    image_ = image;
    largest_ = 0;
    for (std::size_t c = 1; c < exponentials_.size(); ++c)
      if (logit(c) > logit(largest_)) largest_ = c;
    total_ = 0;
    for (std::size_t c = 0; c < exponentials_.size(); ++c) {
      exponentials_[c] = base::exp(logit(c) - logit(largest_));
      total_ += exponentials_[c];
    }
  }

  std::size_t largest() const { return largest_; }
  double probability(std::size_t c) const { return exponentials_[c] / total_; }
  double loss(std::size_t label) const { return base::log(total_) - (logit(label) - logit(largest_)); }

 private:
  double logit(std::size_t c) const {
    return static_cast<double>(logits_[c * static_cast<std::size_t>(batch_) + image_]);
  }

  const T* logits_;
  int batch_;
  std::size_t image_ = 0, largest_ = 0;
  double total_ = 0;
  std::vector<double> exponentials_;
};

template <class T>
BatchLoss evaluate(Graph<T>& graph, Value logits, std::span<const std::uint8_t> labels, T* gradients) {
  const int classes = graph.shape(logits).channels;
  const auto batch = static_cast<std::size_t>(graph.batch());
  Softmax<T> softmax(graph.values(logits), classes, graph.batch());
  BatchLoss result;
  for (std::size_t image = 0; image < labels.size(); ++image) {
    softmax.set_image(image);
    const std::size_t label = labels[image];
    result.loss_sum += softmax.loss(label);
    result.correct += softmax.largest() == label ? 1 : 0;
    if (!gradients) continue;
    for (std::size_t c = 0; c < static_cast<std::size_t>(classes); ++c)
      gradients[c * batch + image] =
          static_cast<T>((softmax.probability(c) - (c == label ? 1 : 0)) / static_cast<double>(labels.size()));
  }
  return result;
}

}  // namespace

template <class T>
BatchLoss softmax_cross_entropy(Graph<T>& graph, Value logits, std::span<const std::uint8_t> labels) {
  return evaluate<T>(graph, logits, labels, nullptr);
}

template <class T>
BatchLoss softmax_cross_entropy_gradient(Graph<T>& graph, Value logits, std::span<const std::uint8_t> labels) {
  return evaluate(graph, logits, labels, graph.gradient_target(logits).gradients);
}

template BatchLoss softmax_cross_entropy(Graph<float>&, Value, std::span<const std::uint8_t>);
template BatchLoss softmax_cross_entropy(Graph<double>&, Value, std::span<const std::uint8_t>);
template BatchLoss softmax_cross_entropy_gradient(Graph<float>&, Value, std::span<const std::uint8_t>);
template BatchLoss softmax_cross_entropy_gradient(Graph<double>&, Value, std::span<const std::uint8_t>);

}  // namespace cellar::network
