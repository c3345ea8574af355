// SPDX-License-Identifier: Apache-2.0
#include <cellar/network/training.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>

namespace cellar::network {
namespace {

using base::Error;
using base::ErrorCode;

// Images as they are to the innermost place of a batch.
void put_image(const float* image, std::size_t pixels, float* planes, std::size_t place, std::size_t batch) {
  for (std::size_t pixel = 0; pixel < pixels; ++pixel) planes[pixel * batch + place] = image[pixel];
}

}  // namespace

Training::Training(Network<float>& network, const ImageTask& task, const TrainingOptions& options, std::uint64_t seed)
    : network_(&network),
      task_(&task),
      options_(options),
      steps_per_epoch_(static_cast<int>(task.training.size()) / network.graph->batch()),
      descent_(options.momentum, options.weight_decay),
      order_(base::Rng::derive(seed, "order of training images", network.identity)),
      changes_(base::Rng::derive(seed, "augmentation", network.identity)),
      permutation_(task.training.size()),
      batch_labels_(static_cast<std::size_t>(network.graph->batch())) {
  const int steps = options.epochs * steps_per_epoch_;
  schedule_ = {options.learning_rate, options.end_learning_rate, steps, static_cast<int>(options.warm_up * steps)};
  std::iota(permutation_.begin(), permutation_.end(), 0u);
  auto initial = base::Rng::derive(seed, "initial weights", network.identity);
  network.graph->initialise(initial);
}

base::Result<Training> Training::begin(Network<float>& network, const ImageTask& task, const TrainingOptions& options,
                                       std::uint64_t seed) {
  if (const auto checked = check(options); !checked) return checked.error();
  if (task.training.size() < static_cast<std::size_t>(network.graph->batch()))
    return Error{ErrorCode::invalid_argument, "fewer than a batch of " + std::to_string(network.graph->batch()),
                 "training images"};
  return Training(network, task, options, seed);
}

void Training::put_batch(std::span<const std::uint32_t> images) {
  const std::size_t pixels = network_->graph->shape(network_->images).pixels();
  std::vector<float> changed(pixels);
  for (std::size_t i = 0; i < images.size(); ++i) {
    const float* image = task_->training.pixels.data() + images[i] * pixels;
    if (options_.augmentation.any()) {
      std::copy_n(image, pixels, changed.begin());
      augment(changed, task_->side, options_.augmentation, changes_);
      image = changed.data();
    }
    put_image(image, pixels, network_->graph->values(network_->images), i, images.size());
    batch_labels_[i] = task_->training.labels[images[i]];
  }
}

base::Result<BatchLoss> Training::step() {
  Graph<float>& graph = *network_->graph;
  const int place = step_ % steps_per_epoch_;
  if (place == 0) order_.shuffle(std::span(permutation_));
  const std::size_t batch = batch_labels_.size();
  put_batch(std::span(permutation_).subspan(static_cast<std::size_t>(place) * batch, batch));

  graph.forward(Mode::training);
  graph.begin_backward();
  const BatchLoss loss = softmax_cross_entropy_gradient(graph, network_->logits, batch_labels_);
  if (!std::isfinite(loss.loss_sum)) {
    const int diverged = step_ + 1;
    schedule_.steps = step_;
    return Error{ErrorCode::internal, "the loss is no longer a number; a smaller learning rate or clipping may help",
                 "step " + std::to_string(diverged)};
  }
  graph.backward();
  if (options_.clip > 0) clip_gradients(graph.weight_gradients(), options_.clip);
  descent_.step(graph, schedule_.rate(step_));
  ++step_;
  return loss;
}

TrainingOutcome Training::outcome() {
  return {evaluate(*network_, task_->training), evaluate(*network_, task_->validation),
          evaluate(*network_, task_->test), network_->graph->macs(),
          static_cast<std::int64_t>(network_->graph->weights().size())};
}

Score evaluate(Network<float>& network, const LabelledImages& images) {
  Graph<float>& graph = *network.graph;
  const std::size_t pixels = graph.shape(network.images).pixels();
  const auto batch = static_cast<std::size_t>(graph.batch());
  Score score;
  for (std::size_t first = 0; first < images.size(); first += batch) {
    const std::size_t count = std::min(batch, images.size() - first);  // the places beyond keep the images before
    for (std::size_t i = 0; i < count; ++i)
      put_image(images.pixels.data() + (first + i) * pixels, pixels, graph.values(network.images), i, batch);
    graph.forward(Mode::evaluation);
    const BatchLoss loss = softmax_cross_entropy(graph, network.logits, std::span(images.labels).subspan(first, count));
    score.images += static_cast<std::int64_t>(count);
    score.correct += loss.correct;
    score.mean_loss += loss.loss_sum;
  }
  score.mean_loss /= static_cast<double>(std::max<std::int64_t>(1, score.images));
  return score;
}

base::Result<TrainingOutcome> train(Network<float>& network, const ImageTask& task, const TrainingOptions& options,
                                    std::uint64_t seed) {
  auto training = Training::begin(network, task, options, seed);
  if (!training) return training.error();
  while (!training->done())
    if (const auto loss = training->step(); !loss) return loss.error();
  return training->outcome();
}

}  // namespace cellar::network
