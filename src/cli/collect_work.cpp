// SPDX-License-Identifier: Apache-2.0
#include <cli/collect_work.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

namespace cellar::cli {
namespace {

using base::Done;
using base::Error;
using base::Result;

constexpr auto kReportEvery = std::chrono::milliseconds(100);

table::TrainedNetwork trained_network(const network::TrainingOutcome& outcome) {
  if (!std::isfinite(outcome.validation.mean_loss) || !std::isfinite(outcome.test.mean_loss))
    return table::TrainedNetwork::diverged();
  return {static_cast<std::uint16_t>(outcome.training.correct), static_cast<std::uint16_t>(outcome.validation.correct),
          static_cast<std::uint16_t>(outcome.test.correct), static_cast<float>(outcome.validation.mean_loss),
          static_cast<float>(outcome.test.mean_loss)};
}

// Nothing where `stop` was set before the end.
Result<std::optional<io::CollectedTraining>> train(const CollectWork& work, const TrainingJob& job,
                                                   const std::atomic<bool>& stop) {
  const auto begin = std::chrono::steady_clock::now();
  auto network = work.rows.network(job.row, work.shape);
  auto training = network::Training::begin(network, work.task, work.options, job.seed);
  if (!training) return training.error();
  io::CollectedTraining collected{work.rows.text(job.row), job.seed, table::TrainedNetwork::diverged(),
                                  static_cast<std::uint32_t>(network.graph->macs()), 0, 0};
  bool diverged = false;
  while (!training->done() && !stop) diverged = !training->step();
  if (stop) return std::optional<io::CollectedTraining>();
  if (!diverged) collected.trained = trained_network(training->outcome());
  if (collected.trained.has_diverged()) collected.diverged_step = training->steps_done() + 1;
  collected.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  return std::optional(std::move(collected));
}

// The jobs, shared by the threads that do them.
class SharedWork {
 public:
  SharedWork(const CollectWork& work, AppendedFile& journal) : work_(work), journal_(journal) {}

  void take_jobs() {
    for (std::size_t i = next_++; i < work_.jobs.size() && !stop_; i = next_++)
      keep(train(work_, work_.jobs[i], stop_));
    const std::lock_guard lock(mutex_);
    ++idle_;
    changed_.notify_one();
  }

  // Until all threads are idle.
  void watch(unsigned threads, const std::function<bool(std::size_t)>& progress) {
    for (std::unique_lock lock(mutex_); !changed_.wait_for(lock, kReportEvery, [&] { return idle_ == threads; });) {
      const std::size_t kept = kept_;
      lock.unlock();
      if (!progress(kept)) stop_ = true;
      lock.lock();
    }
  }

  Result<std::size_t> result() const {
    if (failure_) return *failure_;
    return kept_;
  }

 private:
  void keep(const Result<std::optional<io::CollectedTraining>>& training) {
    const std::lock_guard lock(mutex_);
    if (failure_) return;
    if (!training) {
      failure_ = training.error();
    } else if (*training) {
      if (const auto appended = journal_.append(io::collection_line(**training)); appended)
        ++kept_;
      else
        failure_ = Error{appended.error().code,
                         appended.error().message +
                             "; the trainings before are kept: make room and give the same command again",
                         appended.error().where};
    }
    if (failure_) stop_ = true;
  }

  const CollectWork& work_;
  AppendedFile& journal_;
  std::atomic<std::size_t> next_ = 0;
  std::atomic<bool> stop_ = false;
  std::mutex mutex_;  // guards what follows, and the journal
  std::condition_variable changed_;
  std::size_t kept_ = 0;
  unsigned idle_ = 0;
  std::optional<Error> failure_;
};

}  // namespace

Result<std::size_t> train_all(const CollectWork& work, AppendedFile& journal,
                              const std::function<bool(std::size_t)>& progress) {
  const unsigned cores = work.threads == 0 ? std::max(1u, std::thread::hardware_concurrency()) : work.threads;
  const unsigned threads = static_cast<unsigned>(std::clamp<std::size_t>(work.jobs.size(), 1, cores));
  SharedWork shared(work, journal);
  std::vector<std::jthread> pool;
  for (unsigned i = 0; i < threads; ++i) pool.emplace_back([&] { shared.take_jobs(); });
  shared.watch(threads, progress);
  pool.clear();
  return shared.result();
}

}  // namespace cellar::cli
