// SPDX-License-Identifier: Apache-2.0
#include <cellar/study/parts.hpp>

#include <algorithm>
#include <set>

#include <cellar/study/run.hpp>

namespace cellar::study {

using base::Error;
using base::ErrorCode;

std::vector<RunKey> all_runs(const StudySpec& spec) { return runs_of_shard(spec, std::nullopt); }

std::vector<RunKey> runs_of_shard(const StudySpec& spec, const std::optional<Shard>& shard) {
  const auto [index, count] = shard.value_or(Shard{1, 1});
  std::vector<RunKey> keys;
  std::int64_t place = 0;
  for (std::size_t optimizer = 0; optimizer < spec.optimizers.size(); ++optimizer)
    for (int run = 0; run < spec.runs; ++run, ++place)
      if (place % count == index - 1) keys.push_back({optimizer, run});
  return keys;
}

std::vector<RunKey> missing_runs(const StudyRecord& record) {
  std::set<RunKey> finished;
  for (const auto& run : record.runs)
    if (is_finished(run, record.spec)) finished.insert(run.key());
  std::vector<RunKey> missing = runs_of_shard(record.spec, record.shard);
  std::erase_if(missing, [&](const RunKey& key) { return finished.contains(key); });
  return missing;
}

base::Result<StudyRecord> merge(std::span<const StudyRecord> parts) {
  if (parts.empty()) return Error{ErrorCode::invalid_argument, "nothing to merge", ""};
  StudyRecord whole = parts.front();
  whole.shard.reset();
  for (const auto& part : parts.subspan(1)) {
    if (!(part.spec == whole.spec))
      return Error{ErrorCode::invalid_argument, "the parts come from different studies", "spec"};
    if (!(part.model == whole.model))
      return Error{ErrorCode::invalid_argument, "the parts were answered by different models", "model"};
    if (part.version != whole.version)
      return Error{ErrorCode::invalid_argument, "the parts were made by different versions of Cellar", "version"};
    whole.runs.insert(whole.runs.end(), part.runs.begin(), part.runs.end());
  }
  std::sort(whole.runs.begin(), whole.runs.end(), [](const auto& a, const auto& b) { return a.key() < b.key(); });
  const auto twice = std::adjacent_find(whole.runs.begin(), whole.runs.end(),
                                        [](const auto& a, const auto& b) { return a.key() == b.key(); });
  if (twice != whole.runs.end())
    return Error{ErrorCode::invalid_argument, "run " + std::to_string(twice->run) + " of '" +
                                                  whole.spec.optimizers[twice->optimizer].name + "' occurs twice", "runs"};
  return whole;
}

}  // namespace cellar::study
