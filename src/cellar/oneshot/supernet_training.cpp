// SPDX-License-Identifier: Apache-2.0
#include <cellar/oneshot/supernet_training.hpp>

#include <algorithm>
#include <cmath>
#include <string>

#include <cellar/network/schedule.hpp>

namespace cellar::oneshot {
namespace {

using base::Error;
using base::ErrorCode;
using network::BatchFeed;
using network::BatchLoss;
using network::ImageRange;
using network::Mode;
using network::Score;

BatchFeed feed_of(const network::ImageTask& task, ImageRange range, const SupernetOptions& options, std::uint64_t seed,
                  std::uint64_t half) {
  return {task.training, range, task.side, options.shape.images.batch, options.augmentation,
          {base::Rng::derive(seed, "order of one-shot images", half),
           base::Rng::derive(seed, "augmentation of one-shot images", half)}};
}

}  // namespace

SupernetTraining::SupernetTraining(const space::nb1shot1::OneShotSpace& space, const network::ImageTask& task,
                                   const SupernetOptions& options, std::uint64_t seed)
    : task_(&task),
      options_(options),
      supernet_(space, options.shape),
      weights_{0, task.training.size() / 2},
      choices_{weights_.count, task.training.size() - weights_.count},
      weights_feed_(feed_of(task, weights_, options, seed, 0)),
      choices_feed_(feed_of(task, choices_, options, seed, 1)),
      descent_(options.momentum, options.weight_decay) {
  auto initial = base::Rng::derive(seed, "initial weights of a supernet", static_cast<std::uint64_t>(space.number()));
  supernet_.network().graph->initialise(initial);
  begin_epoch(0);
}

void SupernetTraining::begin_epoch(int epoch) {
  const double share = static_cast<double>(epoch) / options_.epochs;
  rate_ = options_.end_learning_rate +
          (options_.learning_rate - options_.end_learning_rate) * network::half_cosine(share);
}

void SupernetTraining::count(double passes, std::size_t images) {
  operations_ += passes * 2 * static_cast<double>(supernet_.network().graph->macs()) * static_cast<double>(images);
}

base::Result<BatchLoss> SupernetTraining::find_gradients(Half half) {
  auto& network = supernet_.network();
  feed(half).put(network);
  network.graph->forward(Mode::training);
  network.graph->begin_backward();
  supernet_.clear_choice_gradients();
  const BatchLoss loss = softmax_cross_entropy_gradient(*network.graph, network.logits, feed(half).labels());
  if (!std::isfinite(loss.loss_sum))
    return Error{ErrorCode::internal, "the loss is no longer a number; a smaller learning rate or clipping may help", ""};
  network.graph->backward();
  count(3, feed(half).labels().size());
  return loss;
}

void SupernetTraining::step_weights() {
  auto& graph = *supernet_.network().graph;
  if (options_.clip > 0) network::clip_gradients(graph.weight_gradients(), options_.clip);
  descent_.step(graph, rate_);
}

void SupernetTraining::look_ahead() { descent_.look_ahead(*supernet_.network().graph, rate_); }

SupernetTraining::Snapshot SupernetTraining::snapshot() {
  auto& graph = *supernet_.network().graph;
  return {{graph.weights().begin(), graph.weights().end()}, {graph.statistics().begin(), graph.statistics().end()}};
}

void SupernetTraining::restore(const Snapshot& snapshot) {
  auto& graph = *supernet_.network().graph;
  std::copy(snapshot.weights.begin(), snapshot.weights.end(), graph.weights().begin());
  std::copy(snapshot.statistics.begin(), snapshot.statistics.end(), graph.statistics().begin());
}

Score SupernetTraining::measured(const network::LabelledImages& images, ImageRange range) {
  range.count = std::min(range.count, images.size() - range.first);
  count(1, range.count);
  return network::evaluate(supernet_.network(), images, range);
}

Score SupernetTraining::score(std::size_t images) { return measured(task_->validation, {0, images}); }

template <class Measure>
Score SupernetTraining::calibrated(const space::Architecture& architecture, Measure measure) {
  const Snapshot before = snapshot();
  supernet_.put(supernet_.space().one_hot(architecture));
  calibrate();
  const Score score = measure();
  restore(before);
  return score;
}

Score SupernetTraining::score(const space::Architecture& architecture, std::size_t images) {
  return calibrated(architecture, [&] { return score(images); });
}

Score SupernetTraining::survey(const space::Architecture& architecture, std::size_t images) {
  const double before = operations_;
  const Score score = this->score(architecture, images);
  operations_ = before;
  return score;
}

Score SupernetTraining::score_choice(const space::Architecture& architecture, std::size_t images) {
  const ImageRange range{choices_.first, std::min(images, choices_.count)};
  return calibrated(architecture, [&] { return measured(task_->training, range); });
}

Score SupernetTraining::score_drawn(const space::Architecture& architecture) {
  return calibrated(architecture, [&] {
    auto& network = supernet_.network();
    choices_feed_.put(network);
    network.graph->forward(Mode::evaluation);
    const auto labels = choices_feed_.labels();
    const BatchLoss loss = softmax_cross_entropy(*network.graph, network.logits, labels);
    count(1, labels.size());
    const auto images = static_cast<double>(labels.size());
    return Score{static_cast<std::int64_t>(labels.size()), loss.correct, loss.loss_sum / images};
  });
}

// Running statistics become the mean over the first batches of the weights' half, as they are.
void SupernetTraining::calibrate() {
  auto& network = supernet_.network();
  const auto batch = static_cast<std::size_t>(network.graph->batch());
  const std::size_t pixels = network.graph->shape(network.images).pixels();
  const std::size_t batches = std::min<std::size_t>(static_cast<std::size_t>(options_.calibration_batches),
                                                    weights_.count / batch);
  for (std::size_t i = 0; i < batches; ++i) {
    network.graph->set_statistics_rate(1.0 / static_cast<double>(i + 1));
    for (std::size_t place = 0; place < batch; ++place)
      network::put_image(std::span(task_->training.pixels).subspan((i * batch + place) * pixels, pixels),
                         network.graph->values(network.images), place, batch);
    network.graph->forward(Mode::training);
    count(1, batch);
  }
  network.graph->set_statistics_rate(network::kStatisticsRate);
}

}  // namespace cellar::oneshot
