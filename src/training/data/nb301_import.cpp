// SPDX-License-Identifier: Apache-2.0
#include "training/data/nb301_import.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <vector>

#include <cellar/study/statistics.hpp>

namespace cellar::training {
namespace {

using io::Nb301Fidelity;
using io::Nb301Result;

Nb301Fidelity most_common(std::span<const Nb301SourcedResult> results) {
  std::map<Nb301Fidelity, std::size_t> counts;
  for (const auto& [source, result] : results) ++counts[result.fidelity];
  // From the largest on, so that of equals it is the larger one.
  const auto most = std::max_element(counts.rbegin(), counts.rend(),
                                     [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == counts.rend() ? Nb301Fidelity{} : most->first;
}

bool same_training(const Nb301Result& a, const Nb301Result& b) {
  return a.val_accuracy == b.val_accuracy && a.test_accuracy == b.test_accuracy &&
         a.runtime_seconds == b.runtime_seconds;
}

// The trainings of one architecture.
struct Trained {
  space::Architecture architecture;
  std::string source;
  std::vector<const Nb301Result*> results;
};

// Of one architecture; nothing where a result lacks the value.
template <class Value>
void add_mean(const Trained& trained, Value value, std::vector<double>& column) {
  std::vector<double> values;
  for (const Nb301Result* result : trained.results)
    if (const std::optional<double> one = value(*result)) values.push_back(*one);
  if (values.size() == trained.results.size()) column.push_back(study::mean_of(values));
}

void add(const Trained& trained, Dataset& data) {
  data.architectures.push_back(trained.architecture);
  data.source.push_back(trained.source);
  auto& trainings = data.trainings.emplace_back();
  for (const Nb301Result* result : trained.results) trainings.push_back(result->val_accuracy);
  data.val_accuracy.push_back(study::mean_of(trainings));
  add_mean(trained, [](const Nb301Result& result) { return result.test_accuracy; }, data.test_accuracy);
  add_mean(trained, [](const Nb301Result& result) { return result.runtime_seconds; }, data.runtime_seconds);
}

void leave_out_gaps(Dataset& data) {
  for (auto* column : {&data.test_accuracy, &data.runtime_seconds})
    if (column->size() != data.size()) column->clear();
}

}  // namespace

Nb301Import collect_nb301(std::string name, std::span<const Nb301SourcedResult> results) {
  Nb301Import import;
  import.fidelity = most_common(results);
  std::vector<Trained> all;
  std::map<space::Architecture, std::size_t> places;
  for (const auto& [source, result] : results) {
    if (result.fidelity != import.fidelity) {
      ++import.other_fidelity;
      continue;
    }
    const auto architecture = space::darts::pack(result.genotype);
    const auto [place, fresh] = places.emplace(architecture, all.size());
    if (fresh) all.push_back({architecture, source, {}});
    auto& known = all[place->second].results;
    if (std::any_of(known.begin(), known.end(), [&](const auto* one) { return same_training(*one, result); }))
      ++import.copies;
    else
      known.push_back(&result);
    import.curve_epochs = std::max(import.curve_epochs, result.curve_epochs);
  }
  import.data.name = std::move(name);
  import.data.space = &space::darts::space();
  for (const Trained& trained : all) {
    add(trained, import.data);
    import.repeated += trained.results.size() > 1;
    for (const Nb301Result* result : trained.results)
      import.short_curves += result->curve_epochs > 0 && result->curve_epochs < import.curve_epochs;
  }
  leave_out_gaps(import.data);
  return import;
}

}  // namespace cellar::training
