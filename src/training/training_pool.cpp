// SPDX-License-Identifier: Apache-2.0
#include <training/training_pool.hpp>

#include <algorithm>
#include <chrono>
#include <optional>

#include <cellar/network/training.hpp>

namespace cellar::training {
namespace {

using base::Result;

table::TrainedNetwork trained_network(const network::TrainingOutcome& outcome) {
  if (!std::isfinite(outcome.validation.mean_loss) || !std::isfinite(outcome.test.mean_loss))
    return table::TrainedNetwork::diverged();
  return {static_cast<std::uint16_t>(outcome.training.correct), static_cast<std::uint16_t>(outcome.validation.correct),
          static_cast<std::uint16_t>(outcome.test.correct), static_cast<float>(outcome.validation.mean_loss),
          static_cast<float>(outcome.test.mean_loss)};
}

// Nothing where `stop` was set before the end.
Result<std::optional<io::CollectedTraining>> train(const TrainedSpace& space, const network::ImageTask& task,
                                                   const Recipe& recipe, const TrainingJob& job,
                                                   const std::atomic<bool>& stop) {
  const auto begin = std::chrono::steady_clock::now();
  auto network = space.network(job.trained, recipe.shape);
  auto training = network::Training::begin(network, task, recipe.training, job.seed);
  if (!training) return training.error();
  io::CollectedTraining collected{space.text(job.trained), job.seed, table::TrainedNetwork::diverged(),
                                  static_cast<std::uint32_t>(network.graph->macs()), 0, 0, ""};
  bool diverged = false;
  while (!training->done() && !diverged && !stop) diverged = !training->step();
  if (stop) return std::optional<io::CollectedTraining>();
  if (!diverged) collected.trained = trained_network(training->outcome());
  if (collected.trained.has_diverged()) collected.diverged_step = training->steps_done() + 1;
  collected.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  return std::optional(std::move(collected));
}

}  // namespace

TrainingPool::TrainingPool(const TrainedSpace& space, const network::ImageTask& task, const Recipe& recipe,
                           unsigned threads, Taken taken)
    : space_(space), task_(task), recipe_(recipe), taken_(std::move(taken)) {
  if (threads == 0) threads = std::max(1u, std::thread::hardware_concurrency());
  for (unsigned i = 0; i < threads; ++i) threads_.emplace_back([this] { work(); });
}

TrainingPool::~TrainingPool() { stop(); }

void TrainingPool::add(std::span<const TrainingJob> jobs) {
  const std::lock_guard lock(mutex_);
  queue_.insert(queue_.end(), jobs.begin(), jobs.end());
  changed_.notify_all();
}

void TrainingPool::stop() {
  const std::lock_guard lock(mutex_);
  stop_ = true;
  changed_.notify_all();
}

void TrainingPool::work() {
  for (;;) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return stop_ || !queue_.empty(); });
    if (stop_) return;
    const TrainingJob job = queue_.front();
    queue_.pop_front();
    lock.unlock();
    auto training = train(space_, task_, recipe_, job, stop_);
    if (!training)
      taken_(job, training.error());
    else if (*training)
      taken_(job, **std::move(training));
  }
}

}  // namespace cellar::training
