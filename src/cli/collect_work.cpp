// SPDX-License-Identifier: Apache-2.0
#include <cli/collect_work.hpp>

#include <algorithm>
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

// What has come of the jobs so far.
class Outcomes {
 public:
  Outcomes(std::size_t jobs, AppendedFile& journal) : jobs_(jobs), journal_(journal) {}

  void take(const Result<io::CollectedTraining>& training) {
    const std::lock_guard lock(mutex_);
    if (failure_) return;
    const Result<Done> kept = training ? append_training(journal_, *training) : Result<Done>(training.error());
    if (kept)
      ++kept_;
    else
      failure_ = kept.error();
    changed_.notify_one();
  }

  // Until all is done, something has failed, or progress says so.
  void watch(const std::function<bool(std::size_t)>& progress) {
    std::unique_lock lock(mutex_);
    for (bool wanted = true; wanted && !changed_.wait_for(lock, kReportEvery, [&] { return is_over(); });) {
      const std::size_t kept = kept_;
      lock.unlock();
      wanted = progress(kept);
      lock.lock();
    }
  }

  Result<std::size_t> result() const {
    if (failure_) return *failure_;
    return kept_;
  }

 private:
  bool is_over() const { return failure_ || kept_ == jobs_; }

  const std::size_t jobs_;
  AppendedFile& journal_;
  std::mutex mutex_;  // guards what follows, and the journal
  std::condition_variable changed_;
  std::size_t kept_ = 0;
  std::optional<Error> failure_;
};

}  // namespace

Result<Done> append_training(AppendedFile& journal, const io::CollectedTraining& training) {
  auto appended = journal.append(io::collection_line(training));
  if (appended) return appended;
  Error error = appended.error();
  error.message += "; the trainings before are kept: make room and give the same command again";
  return error;
}

Result<std::size_t> train_all(const CollectWork& work, AppendedFile& journal,
                              const std::function<bool(std::size_t)>& progress) {
  const unsigned cores = work.threads == 0 ? std::max(1u, std::thread::hardware_concurrency()) : work.threads;
  const auto threads = static_cast<unsigned>(std::clamp<std::size_t>(work.jobs.size(), 1, cores));
  Outcomes outcomes(work.jobs.size(), journal);
  {  // at its end those that are in progress are given up
    training::TrainingPool pool(work.space, work.setup.task, work.setup.recipe, threads,
                                [&](const auto&, const auto& training) { outcomes.take(training); });
    pool.add(work.jobs);
    outcomes.watch(progress);
  }
  return outcomes.result();
}

}  // namespace cellar::cli
