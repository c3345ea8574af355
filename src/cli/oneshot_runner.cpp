// SPDX-License-Identifier: Apache-2.0
#include <cli/oneshot_runner.hpp>

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

class Workshop {
 public:
  Workshop(const OneShotWork& work, const OneShotCallbacks& callbacks) : work_(work), callbacks_(callbacks) {}

  Result<Done> run() {
    const unsigned cores = work_.threads == 0 ? std::max(1u, std::thread::hardware_concurrency()) : work_.threads;
    working_ = static_cast<unsigned>(std::clamp<std::size_t>(work_.runs.size(), 1, cores));
    std::vector<std::jthread> pool;
    for (unsigned i = working_; i > 0; --i) pool.emplace_back([this] { take_runs(); });
    watch();
    pool.clear();
    if (failure_) return *failure_;
    return Done{};
  }

 private:
  void watch() {
    std::unique_lock lock(mutex_);
    while (working_ > 0) {
      changed_.wait_for(lock, kReportEvery, [this] { return working_ == 0; });
      lock.unlock();
      if (!callbacks_.progress(epochs_)) stop_ = true;
      lock.lock();
    }
  }

  void take_runs() {
    for (std::size_t i = next_++; i < work_.runs.size() && !stop_; i = next_++) one_run(work_.runs[i]);
    const std::lock_guard lock(mutex_);
    --working_;
    changed_.notify_one();
  }

  void one_run(study::RunKey key) {
    auto run = study::OneShotRun::begin(work_.spec, key, work_.benchmark, work_.task);
    if (!run) return fail(run.error());
    std::size_t epochs = 0;
    while (!run->done() && !stop_) {
      if (const auto stepped = run->step(); !stepped) return fail(stepped.error());
      if (run->record().epochs.size() == epochs) continue;
      ++epochs;
      ++epochs_;
    }
    if (stop_) return;
    const std::lock_guard lock(finishing_);
    if (const auto taken = callbacks_.finished(run->record()); !taken) fail(taken.error());
  }

  void fail(const Error& error) {
    const std::lock_guard lock(mutex_);
    if (!failure_) failure_ = error;
    stop_ = true;
  }

  const OneShotWork& work_;
  const OneShotCallbacks& callbacks_;
  std::atomic<std::size_t> next_ = 0, epochs_ = 0;
  std::atomic<bool> stop_ = false;
  std::mutex finishing_;  // one run at a time is handed over
  std::mutex mutex_;      // guards the next two
  unsigned working_ = 0;
  std::optional<Error> failure_;
  std::condition_variable changed_;
};

}  // namespace

Result<Done> run_one_shot(const OneShotWork& work, const OneShotCallbacks& callbacks) {
  return Workshop(work, callbacks).run();
}

}  // namespace cellar::cli
