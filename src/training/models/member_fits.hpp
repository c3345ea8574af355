// SPDX-License-Identifier: Apache-2.0
// The members of an ensemble, fitted side by side: which rows each is fitted to, its seed, its checkpoint
// (NAS-Bench-301, arXiv 2008.09777, section 4.1, and surrogate_models/ensemble.py of automl/nasbench301@61c670e).
#pragma once

#include <algorithm>
#include <atomic>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "training/models/regressor.hpp"

namespace cellar::training {

/// Indices into the data set, ascending.
struct MemberRows {
  std::vector<std::size_t> fitted;
  std::vector<std::size_t> stopping;  ///< the member's fold, which it stops early by
};

/// Training and validation part together are dealt into ten folds (as many as there are members, where they are more),
/// source by source at random with the request's seed, so that every fold has its share of each source; member m's fold
/// is fold m. Error invalid_argument for members out of 1..256 or fewer than two rows a fold.
base::Result<MemberRows> member_rows(const FitRequest& request, int member);

inline constexpr double kPercent = 0.01;

/// The validation accuracies of rows, in per cent: what trees and kernel machines are fitted to (as NAS-Bench-301's).
std::vector<double> percent_targets(const Dataset& data, std::span<const std::size_t> rows);

/// One member of a fit that may run beside others; what it calls of the request, one thread calls at a time.
class MemberFit {
 public:
  MemberFit(const FitRequest& request, std::mutex& mutex, int member, MemberRows rows)
      : request_(&request), mutex_(&mutex), member_(member), rows_(std::move(rows)) {}

  const Dataset& data() const { return *request_->data; }
  const MemberRows& rows() const { return rows_; }
  std::uint64_t seed() const { return request_->seed + static_cast<std::uint64_t>(member_); }

  /// Error internal, "interrupted", where the request's keep_fitting says so.
  base::Result<base::Done> step(int done, int total) const;

  /// The last that was kept; nothing where there is none. Errors of the checkpoints; model_damaged.
  base::Result<std::optional<surrogate::ModelFile>> kept() const;
  base::Result<base::Done> keep(const surrogate::ModelFile& state) const;

 private:
  std::string key() const { return "member-" + std::to_string(member_); }

  const FitRequest* request_;
  std::mutex* mutex_;
  int member_;
  MemberRows rows_;
};

/// `fit(const MemberFit&)` gives Result<Member>; all of them in the order of the members, or the first's error.
template <class Fit>
auto fit_members(const FitRequest& request, Fit fit) {
  using MemberResult = decltype(fit(std::declval<const MemberFit&>()));
  using Member = std::decay_t<decltype(*std::declval<MemberResult&>())>;
  std::vector<std::optional<MemberResult>> results(static_cast<std::size_t>(std::max(request.members, 1)));
  std::mutex mutex;
  std::atomic<std::size_t> next = 0;
  std::atomic<bool> failed = false;
  const auto work = [&] {
    for (std::size_t m = next++; m < results.size() && !failed; m = next++) {
      auto rows = member_rows(request, static_cast<int>(m));
      if (rows) results[m] = fit(MemberFit(request, mutex, static_cast<int>(m), *std::move(rows)));
      else results[m] = MemberResult(rows.error());
      if (!*results[m]) failed = true;
    }
  };
  const unsigned threads = request.threads ? request.threads : std::max(1u, std::thread::hardware_concurrency());
  {
    std::vector<std::jthread> pool;
    for (std::size_t i = 1; i < std::min<std::size_t>(threads, results.size()); ++i) pool.emplace_back(work);
    work();
  }
  std::vector<Member> members;
  for (auto& result : results) {
    if (result && !*result) return base::Result<std::vector<Member>>(result->error());
    if (result) members.push_back(**std::move(result));
  }
  return base::Result<std::vector<Member>>(std::move(members));
}

}  // namespace cellar::training
