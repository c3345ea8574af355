// SPDX-License-Identifier: Apache-2.0
#include <cellar/network/training.hpp>

#include <algorithm>
#include <cmath>
#include <span>
#include <string>

namespace cellar::network {
namespace {

using base::Error;
using base::ErrorCode;

FeedStreams streams_of(std::uint64_t seed, std::uint64_t identity) {
  return {base::Rng::derive(seed, "order of training images", identity),
          base::Rng::derive(seed, "augmentation", identity)};
}

}  // namespace

Training::Training(Network<float>& network, const ImageTask& task, const TrainingOptions& options, std::uint64_t seed)
    : network_(&network),
      task_(&task),
      options_(options),
      feed_(task.training, {0, task.training.size()}, task.side, network.graph->batch(), options.augmentation,
            streams_of(seed, network.identity)),
      descent_(options.momentum, options.weight_decay) {
  const int steps = options.epochs * feed_.batches_per_epoch();
  schedule_ = {options.learning_rate, options.end_learning_rate, steps, static_cast<int>(options.warm_up * steps)};
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

base::Result<BatchLoss> Training::step() {
  Graph<float>& graph = *network_->graph;
  feed_.advance();
  feed_.put(*network_);

  graph.forward(Mode::training);
  graph.begin_backward();
  const BatchLoss loss = softmax_cross_entropy_gradient(graph, network_->logits, feed_.labels());
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
  return evaluate(network, images, {0, images.size()});
}

Score evaluate(Network<float>& network, const LabelledImages& images, ImageRange range) {
  Graph<float>& graph = *network.graph;
  const std::size_t pixels = graph.shape(network.images).pixels();
  const auto batch = static_cast<std::size_t>(graph.batch());
  Score score;
  const std::size_t end = range.first + range.count;
  for (std::size_t first = range.first; first < end; first += batch) {
    const std::size_t count = std::min(batch, end - first);  // the places beyond keep the images before
    for (std::size_t i = 0; i < count; ++i)
      put_image(std::span(images.pixels).subspan((first + i) * pixels, pixels), graph.values(network.images), i, batch);
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
