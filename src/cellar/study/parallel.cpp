// SPDX-License-Identifier: Apache-2.0
#include <cellar/study/parallel.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace cellar::study {
namespace {

using base::Done;
using base::Result;

constexpr std::int64_t kStep = 256;  // evaluations between two looks at the stop flag: a few milliseconds
constexpr auto kReportEvery = std::chrono::milliseconds(100);

// The runs to do, what the threads that do them share, and what they have done.
class Workshop {
 public:
  Workshop(const StudySpec& spec, std::vector<RunKey> keys, const benchmark::Benchmark& benchmark, Clock clock)
      : spec_(spec), keys_(std::move(keys)), benchmark_(benchmark), clock_(clock), parts_(keys_.size()) {}

  void open(unsigned threads) {
    working_ = threads;
    for (unsigned i = 0; i < threads; ++i) pool_.emplace_back([this] { work(); });
  }

  void stop() { stop_ = true; }

  void fail(const base::Error& error) {
    const std::lock_guard lock(mutex_);
    if (!failure_) failure_ = error;
    stop_ = true;
  }

  struct News {
    std::vector<FinishedRun> finished;
    bool working;
  };

  // Waits until runs have finished, all threads have, or it is time for a report.
  News wait() {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, kReportEvery, [&] { return working_ == 0 || !finished_.empty(); });
    return {std::exchange(finished_, {}), working_ > 0};
  }

  Progress progress() const {
    const auto runs = static_cast<int>(keys_.size());
    return {evaluations_, spec_.evaluations * runs, runs_done_, runs};
  }

  // Once nobody works any more.
  Result<StudyRecord> record() {
    if (failure_) return *failure_;
    std::vector<StudyRecord> records = {Session(spec_, {}, benchmark_, Session::Order::one_by_one).record()};
    for (auto& part : parts_) records.push_back(*std::move(part));
    return merge(records);
  }

 private:
  void work() {
    for (std::size_t i = next_++; i < keys_.size(); i = next_++) {
      Session session(spec_, {keys_[i]}, benchmark_, Session::Order::one_by_one, clock_);
      advance(session);
      parts_[i] = session.record();
      if (!session.done()) continue;
      ++runs_done_;
      const std::lock_guard lock(mutex_);
      finished_.push_back({parts_[i]->runs.front(), session.thinking_seconds().front()});
      changed_.notify_one();
    }
    const std::lock_guard lock(mutex_);
    --working_;
    changed_.notify_one();
  }

  void advance(Session& session) {
    for (std::int64_t before = 0; !session.done() && !stop_;) {
      const auto at = session.step(kStep);
      if (!at) return fail(at.error());
      evaluations_ += at->evaluations - before;
      before = at->evaluations;
    }
  }

  const StudySpec& spec_;
  const std::vector<RunKey> keys_;
  const benchmark::Benchmark& benchmark_;
  const Clock clock_;
  std::vector<std::optional<StudyRecord>> parts_;  // each written by the one thread that has its run
  std::mutex mutex_;                               // guards the next three
  std::optional<base::Error> failure_;
  std::vector<FinishedRun> finished_;  // not yet handed over
  unsigned working_ = 0;
  std::condition_variable changed_;
  std::atomic<bool> stop_ = false;
  std::atomic<std::size_t> next_ = 0;
  std::atomic<std::int64_t> evaluations_ = 0;
  std::atomic<int> runs_done_ = 0;
  std::vector<std::jthread> pool_;  // last: the threads end before what they use
};

unsigned threads_for(std::size_t runs, unsigned wanted) {
  if (wanted == 0) wanted = std::max(1u, std::thread::hardware_concurrency());
  return static_cast<unsigned>(std::min<std::size_t>(wanted, runs));
}

}  // namespace

Result<StudyRecord> run_study(const StudySpec& spec, const benchmark::Benchmark& benchmark, const RunOptions& options) {
  std::vector<RunKey> keys = options.runs ? *options.runs : all_runs(spec);
  const unsigned threads = threads_for(keys.size(), options.threads);
  Workshop workshop(spec, std::move(keys), benchmark, options.clock);
  workshop.open(threads);
  bool taking = options.finished != nullptr;
  for (bool working = true; working;) {
    const auto news = workshop.wait();
    working = news.working;
    if (taking && !news.finished.empty())
      if (const auto taken = options.finished(news.finished); !taken) {
        workshop.fail(taken.error());
        taking = false;
      }
    if (options.progress && !options.progress(workshop.progress())) workshop.stop();
  }
  return workshop.record();
}

}  // namespace cellar::study
