// SPDX-License-Identifier: Apache-2.0
#include "training/models/boosting_state.hpp"

#include <array>

namespace cellar::training {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;
using surrogate::ModelFile;

constexpr const char* kKind = "boosting-state";

Error foreign(const char* section) {
  return {ErrorCode::model_damaged, "is not of this fit; take another folder of checkpoints", section};
}

std::vector<double> as_doubles(const std::vector<float>& values) { return {values.begin(), values.end()}; }

Result<std::vector<float>> margins(const ModelFile& file, const char* section, std::size_t rows) {
  const auto values = read_numbers(file, section);
  if (!values) return values.error();
  if (values->size() != rows) return foreign(section);
  std::vector<float> floats;
  for (const double value : *values) floats.push_back(static_cast<float>(value));
  return floats;
}

Result<BoostingState> from_file(const ModelFile& file, std::size_t columns, std::size_t fitted, std::size_t stopping) {
  if (file.kind != kKind) return foreign("kind");
  const auto counts = read_numbers(file, "rounds, best rounds, best error");
  if (!counts) return counts.error();
  const auto payload = read_bytes(file, "deep trees");
  if (!payload) return payload.error();
  auto trees = surrogate::decode_deep_trees(*payload);
  if (!trees) return trees.error();
  auto fitted_margins = margins(file, "fitted", fitted);
  if (!fitted_margins) return fitted_margins.error();
  auto stopping_margins = margins(file, "stopping", stopping);
  if (!stopping_margins) return stopping_margins.error();

  BoostingState state;
  state.trees = std::move(trees->members.front());
  const auto rounds = static_cast<double>(state.trees.size());
  if (counts->size() != 3 || (*counts)[0] != rounds || !((*counts)[1] >= 0 && (*counts)[1] <= rounds) ||
      trees->features != columns)
    return foreign("deep trees");
  state.rounds = static_cast<int>(state.trees.size());
  state.best_rounds = static_cast<int>((*counts)[1]);
  state.best_error = (*counts)[2];
  state.fitted_margins = *std::move(fitted_margins);
  state.stopping_margins = *std::move(stopping_margins);
  return state;
}

}  // namespace

Result<BoostingState> BoostingState::resume(const MemberFit& fit, std::size_t columns, std::size_t fitted,
                                            std::size_t stopping) {
  const auto kept = fit.kept();
  if (!kept) return kept.error();
  if (*kept) return from_file(**kept, columns, fitted, stopping);
  BoostingState state;
  state.fitted_margins.assign(fitted, 0.0F);
  state.stopping_margins.assign(stopping, 0.0F);
  return state;
}

Result<base::Done> BoostingState::keep(const MemberFit& fit, std::size_t columns) const {
  ModelFile file{kKind, "checkpoint", "1", {}};
  write_numbers(file, "rounds, best rounds, best error",
                std::array{static_cast<double>(rounds), static_cast<double>(best_rounds), best_error});
  write_bytes(file, "deep trees",
              surrogate::encode_deep_trees({1, static_cast<std::uint32_t>(columns), {0.0}, {trees}}));
  write_numbers(file, "fitted", as_doubles(fitted_margins));
  write_numbers(file, "stopping", as_doubles(stopping_margins));
  return fit.keep(file);
}

void BoostingState::count_round(double error) {
  ++rounds;
  if (rounds > 1 && !(error < best_error)) return;
  best_error = error;
  best_rounds = rounds;
}

bool BoostingState::over(const BoostingSettings& settings) const {
  return rounds >= settings.rounds || rounds - best_rounds >= settings.patience;
}

}  // namespace cellar::training
