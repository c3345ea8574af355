// SPDX-License-Identifier: Apache-2.0
#include "training/models/member_fits.hpp"

#include <map>
#include <numeric>

#include <cellar/base/rng.hpp>

namespace cellar::training {
namespace {

using base::Done;
using base::Error;
using base::ErrorCode;
using base::Result;

constexpr int kFolds = 10;
constexpr int kMaxMembers = surrogate::kMaxMembers;

std::vector<std::size_t> training_and_validation(const Split& split) {
  std::vector<std::size_t> rows = split.train;
  rows.insert(rows.end(), split.validation.begin(), split.validation.end());
  std::sort(rows.begin(), rows.end());
  return rows;
}

// Rows by source, the sources by name.
std::map<std::string, std::vector<std::size_t>> by_source(const Dataset& data, std::span<const std::size_t> rows) {
  std::map<std::string, std::vector<std::size_t>> groups;
  for (const std::size_t row : rows) groups[data.source.empty() ? "" : data.source[row]].push_back(row);
  return groups;
}

}  // namespace

Result<MemberRows> member_rows(const FitRequest& request, int member) {
  if (request.members < 1 || request.members > kMaxMembers)
    return Error{ErrorCode::invalid_argument, "must be 1 to " + std::to_string(kMaxMembers), "members"};
  const auto folds = static_cast<std::size_t>(std::max(kFolds, request.members));
  const auto rows = training_and_validation(*request.split);
  if (rows.size() < 2 * folds)
    return Error{ErrorCode::invalid_argument,
                 "has " + std::to_string(rows.size()) + " architectures to fit to; at least " +
                     std::to_string(2 * folds) + " are needed",
                 "split"};
  base::Rng rng = base::Rng::derive(request.seed, "member folds", 0);
  MemberRows parts;
  std::size_t dealt = 0;
  for (auto& [source, group] : by_source(*request.data, rows)) {
    rng.shuffle(std::span(group));
    for (const std::size_t row : group)
      (dealt++ % folds == static_cast<std::size_t>(member) ? parts.stopping : parts.fitted).push_back(row);
  }
  std::sort(parts.fitted.begin(), parts.fitted.end());
  std::sort(parts.stopping.begin(), parts.stopping.end());
  return parts;
}

std::vector<double> percent_targets(const Dataset& data, std::span<const std::size_t> rows) {
  std::vector<double> targets;
  for (const std::size_t row : rows) targets.push_back(100 * data.val_accuracy[row]);
  return targets;
}

Result<Done> MemberFit::step(int done, int total) const {
  const std::lock_guard lock(*mutex_);
  if (request_->keep_fitting && !request_->keep_fitting({member_, request_->members, done, total}))
    return Error{ErrorCode::internal, "interrupted", ""};
  return Done{};
}

Result<std::optional<surrogate::ModelFile>> MemberFit::kept() const {
  const std::lock_guard lock(*mutex_);
  if (!request_->checkpoints) return std::optional<surrogate::ModelFile>();
  const auto content = request_->checkpoints->read(key());
  if (!content) return content.error();
  if (content->empty()) return std::optional<surrogate::ModelFile>();
  auto state = surrogate::parse_model_file(*content);
  if (!state) return Error{state.error().code, state.error().text(), key()};
  return std::optional(*std::move(state));
}

Result<Done> MemberFit::keep(const surrogate::ModelFile& state) const {
  if (!request_->checkpoints) return Done{};
  const auto content = surrogate::serialize_model_file(state);
  if (!content) return content.error();
  const std::lock_guard lock(*mutex_);
  return request_->checkpoints->write(key(), *content);
}

}  // namespace cellar::training
