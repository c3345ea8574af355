// SPDX-License-Identifier: Apache-2.0
// Trains networks on several threads, in the order in which they are asked for.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <span>
#include <thread>
#include <vector>

#include <cellar/base/result.hpp>
#include <cellar/io/collection_journal.hpp>
#include <training/trained_space.hpp>

namespace cellar::training {

struct TrainingJob {
  space::Architecture trained;  ///< as TrainedSpace has it
  std::uint16_t seed;
};

class TrainingPool {
 public:
  /// Takes what came of a job, on the thread that did it; errors are those of network::Training::begin.
  using Taken = std::function<void(const TrainingJob&, base::Result<io::CollectedTraining>)>;

  /// All but `taken` must outlive the pool. `threads` 0: one per core.
  TrainingPool(const TrainedSpace& space, const network::ImageTask& task, const Recipe& recipe, unsigned threads,
               Taken taken);
  /// Gives up the trainings in progress, as stop does.
  ~TrainingPool();

  void add(std::span<const TrainingJob> jobs);

  /// What is waiting or in progress is not taken any more.
  void stop();

 private:
  void work();

  const TrainedSpace& space_;
  const network::ImageTask& task_;
  const Recipe& recipe_;
  const Taken taken_;
  std::atomic<bool> stop_ = false;
  std::mutex mutex_;  // guards the queue
  std::condition_variable changed_;
  std::deque<TrainingJob> queue_;
  std::vector<std::jthread> threads_;  // last: they end before what they use
};

}  // namespace cellar::training
