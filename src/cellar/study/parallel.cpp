// SPDX-License-Identifier: Apache-2.0
#include <cellar/study/parallel.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

namespace cellar::study {
namespace {

constexpr std::int64_t kStep = 256;  // evaluations between two looks at the stop flag: a few milliseconds
constexpr auto kReportEvery = std::chrono::milliseconds(100);

}  // namespace

base::Result<StudyRecord> run_study(const StudySpec& spec, const benchmark::Benchmark& benchmark, unsigned threads,
                                    const std::function<bool(const Progress&)>& progress) {
  const std::vector<RunKey> keys = all_runs(spec);
  if (threads == 0) threads = std::max(1u, std::thread::hardware_concurrency());
  threads = std::min<unsigned>(threads, static_cast<unsigned>(keys.size()));

  std::vector<std::optional<StudyRecord>> parts(keys.size());
  std::optional<base::Error> failure;
  std::mutex mutex;  // guards failure and finished
  std::condition_variable changed;
  unsigned finished = 0;
  std::atomic<bool> stop = false;
  std::atomic<std::size_t> next = 0;
  std::atomic<std::int64_t> evaluations = 0;
  std::atomic<int> runs_done = 0;

  const auto work = [&] {
    for (std::size_t i = next++; i < keys.size(); i = next++) {
      Session session(spec, {keys[i]}, benchmark, Session::Order::one_by_one);
      for (std::int64_t before = 0; !session.done() && !stop;) {
        const auto at = session.step(kStep);
        if (!at) {
          const std::lock_guard lock(mutex);
          if (!failure) failure = at.error();
          stop = true;
          break;
        }
        evaluations += at->evaluations - before;
        before = at->evaluations;
      }
      runs_done += session.done() ? 1 : 0;
      parts[i] = session.record();
    }
    const std::lock_guard lock(mutex);
    ++finished;
    changed.notify_one();
  };

  const auto report = [&] {
    return Progress{evaluations, spec.evaluations * static_cast<std::int64_t>(keys.size()), runs_done,
                    static_cast<int>(keys.size())};
  };
  std::vector<std::jthread> pool;
  for (unsigned i = 0; i < threads; ++i) pool.emplace_back(work);
  for (std::unique_lock lock(mutex); !changed.wait_for(lock, kReportEvery, [&] { return finished == threads; });) {
    lock.unlock();
    if (!progress(report())) stop = true;
    lock.lock();
  }
  pool.clear();
  progress(report());
  if (failure) return *failure;
  std::vector<StudyRecord> records;
  for (auto& part : parts) records.push_back(*std::move(part));
  return merge(records);
}

}  // namespace cellar::study
