// SPDX-License-Identifier: Apache-2.0
#include <cellar/benchmark/fashion.hpp>

#include <algorithm>

#include <cellar/base/sha256.hpp>
#include <cellar/space/nb1shot1.hpp>
#include <cellar/surrogate/model_file.hpp>
#include <cellar/table/training_results.hpp>

namespace cellar::benchmark {
namespace {

using base::Done;
using base::Error;
using base::ErrorCode;
using base::Result;
using space::Architecture;
using space::nb101::Key;
using space::nb1shot1::OneShotSpace;
using table::TrainedNetwork;
using table::TrainingResults;

space::nb101::NetworkSize size_of(Key key) {
  return network_size(space::nb101::cell_of(key), space::nb101::NetworkConfig::fashion());
}

double share(double correct, std::uint16_t images) { return correct / images; }

class FashionOneShot final : public Benchmark {
 public:
  FashionOneShot(const OneShotSpace& space, std::vector<Key> keys, TrainingResults results, ModelIdentity identity)
      : space_(space), keys_(std::move(keys)), results_(std::move(results)), identity_(std::move(identity)) {
    for (const auto& [epochs, recipe] : results_.recipes) fidelities_.steps.push_back(epochs);
    fidelities_.min = fidelities_.steps.front();
    fidelities_.max = fidelities_.steps.back();
    find_best();
  }

  const std::string& name() const override { return results_.benchmark; }
  const space::Space& space() const override { return space_; }
  const ModelIdentity& model() const override { return identity_; }
  FidelityRange fidelities() const override { return fidelities_; }
  const BestKnown& best_known() const override { return best_known_; }

  Result<Evaluation> query(const Architecture& architecture, int epochs, const QueryOptions& options) const override {
    if (!results_.recipes.contains(epochs)) return unsupported_fidelity(*this, epochs);
    const auto found = std::lower_bound(keys_.begin(), keys_.end(), space_.key_of(architecture));
    const auto answer = answer_of(static_cast<std::size_t>(found - keys_.begin()), epochs, options);
    if (answer) return *answer;
    return Error{ErrorCode::out_of_space,
                 "the cell was not trained for " + std::to_string(epochs) +
                     " epochs, and the file has no model that answers for it; `cellar train -b " + name() + "` fits one",
                 "architecture"};
  }

 private:
  // Nothing where the row was neither trained nor modelled.
  std::optional<Evaluation> answer_of(std::size_t row, int epochs, const QueryOptions& options) const {
    Evaluation answer;
    const auto trained = trainings(row, epochs);
    if (!trained.empty()) {
      answer_from(trained, keys_[row], options, answer);
    } else {
      const auto modelled = results_.modelled.find(epochs);
      if (modelled == results_.modelled.end()) return std::nullopt;
      const table::ModelledCounts& counts = *modelled->second[row];
      answer.val_accuracy = share(counts.val_correct, results_.images.validation);
      answer.test_accuracy = share(counts.test_correct, results_.images.test);
      answer.flags = kModelled;
    }
    const auto size = size_of(keys_[row]);
    answer.parameters = size.parameters;
    answer.macs = size.macs;
    answer.fidelity = epochs;
    answer.runtime_seconds = nominal_seconds(size.macs, epochs);
    answer.flags |= kNominalTime;
    return answer;
  }

  // Of all seeds, ascending.
  std::vector<TrainedNetwork> trainings(std::size_t row, int epochs) const {
    std::vector<TrainedNetwork> trained;
    for (auto at = results_.series.lower_bound({epochs, 0}); at != results_.series.end(); ++at) {
      const auto& [series, column] = *at;
      if (series.epochs != epochs) break;
      if (column[row]) trained.push_back(*column[row]);
    }
    return trained;
  }

  void answer_from(std::span<const TrainedNetwork> trained, Key key, const QueryOptions& options,
                   Evaluation& answer) const {
    answer.flags = kMeasured;
    if (options.noise_seed) {
      const auto count = static_cast<std::uint32_t>(trained.size());
      trained = trained.subspan(base::Rng::derive(*options.noise_seed, "fashion seed", key).below(count), 1);
      answer.flags |= kNoisy;
    }
    answer_from_seeds(trained, results_.images, answer);
  }

  double nominal_seconds(std::int64_t macs, int epochs) const {
    return training_operations(macs, results_.images.training, epochs) / kNominalOperations;
  }

  // Over everything the file answers for; an optimum only where all of it was measured.
  void find_best() {
    bool all_measured = true;
    double best_test = 0;
    std::optional<std::size_t> best;
    for (std::size_t row = 0; row < keys_.size(); ++row) {
      const auto answer = answer_of(row, fidelities_.max, {});
      all_measured = all_measured && answer && (answer->flags & kMeasured);
      if (!answer) continue;
      best_test = std::max(best_test, *answer->test_accuracy);
      if (best && answer->val_accuracy <= best_known_.val_accuracy) continue;
      best = row;
      best_known_.val_accuracy = answer->val_accuracy;
    }
    best_known_.architecture = *space_.find(keys_[*best]);
    best_known_.is_optimum = all_measured;
    if (all_measured) best_known_.test_accuracy = best_test;
  }

  const OneShotSpace& space_;
  std::vector<Key> keys_;  // by row, ascending
  TrainingResults results_;
  ModelIdentity identity_;
  FidelityRange fidelities_{0, 0, "epochs", {}};
  BestKnown best_known_{};
};

// That the rows are the space's cells, and the network the one that sizes and times are computed for.
Result<Done> check(const TrainingResults& results, const std::string& name, std::span<const Key> keys) {
  const auto damaged = [](std::string problem, const char* section) {
    return Error{ErrorCode::model_damaged, std::move(problem) + "; fetch the file again", section};
  };
  if (results.benchmark != name)
    return damaged("is of " + results.benchmark + ", not of " + name, "section 'benchmark'");
  if (results.rows != keys.size()) return damaged("has other rows than the space has cells", "section 'shape'");
  const int longest = results.recipes.empty() ? 0 : results.recipes.rbegin()->first;
  const auto trained = rows_trained(results, longest);
  if (std::find(trained.begin(), trained.end(), true) == trained.end())
    return damaged("has no training of " + std::to_string(longest) + " epochs", "content");
  if (results.images.validation == 0 || results.images.test == 0) return damaged("has no images", "section 'shape'");
  for (std::size_t row = 0; row < keys.size(); ++row)
    if (results.macs[row] != 0 && results.macs[row] != size_of(keys[row]).macs)
      return damaged("was made with another network", "section 'macs'");
  return Done{};
}

}  // namespace

std::string fashion_one_shot_name(int number) { return "fashion-1shot1-" + std::to_string(number); }

Result<std::unique_ptr<Benchmark>> make_fashion_one_shot(int number, std::span<const std::uint8_t> bytes) {
  const auto file = surrogate::parse_model_file(bytes);
  if (!file) return file.error();
  auto results = table::unpack_training_results(bytes);
  if (!results) return results.error();
  const OneShotSpace& space = space::nb1shot1::space(number);
  auto keys = space.keys();
  const auto checked = check(*results, fashion_one_shot_name(number), keys);
  if (!checked) return checked.error();
  ModelIdentity identity{file->name, base::to_hex(base::sha256(bytes))};
  return std::unique_ptr<Benchmark>(
      std::make_unique<FashionOneShot>(space, std::move(keys), *std::move(results), std::move(identity)));
}

}  // namespace cellar::benchmark
