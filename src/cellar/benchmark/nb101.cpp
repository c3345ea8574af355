// SPDX-License-Identifier: Apache-2.0
#include <cellar/benchmark/nb101.hpp>

#include <algorithm>
#include <functional>

#include <cellar/base/sha256.hpp>
#include <cellar/benchmark/nb101_noise.hpp>
#include <cellar/space/nb1shot1.hpp>
#include <cellar/table/nb101_table.hpp>

namespace cellar::benchmark {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;
using space::Architecture;
using space::nb101::Key;
using table::kNb101Budgets;
using table::kNb101Images;
using table::Nb101Table;

/// A training of e epochs takes (e + kStartEpochs) / (108 + kStartEpochs) of one of 108: from the one cell whose times
/// for 4 and 108 epochs are both public, 89.904 and 1768.976 seconds.
constexpr double kStartEpochs = 1.5684;

double fraction(std::uint16_t correct) { return static_cast<double>(correct) / kNb101Images; }

double seconds(const table::Nb101Values& values, int epochs) {
  const double full = values.training_milliseconds / 1000.0;
  return epochs == kNb101Budgets.back() ? full
                                        : full * (epochs + kStartEpochs) / (kNb101Budgets.back() + kStartEpochs);
}

// A random repeat, given the best of three: what it lies below, from three draws of which one is taken.
double below_best(std::uint64_t seed, Key key, double sd) {
  base::Rng rng = base::Rng::derive(seed, "nb101 repeat", key);
  const std::array<double, 3> draws = {rng.normal(), rng.normal(), rng.normal()};
  return sd * (*std::max_element(draws.begin(), draws.end()) - draws[rng.below(3)]);
}

class Nb101 final : public Benchmark {
 public:
  using KeyOf = std::function<Key(const Architecture&)>;

  Nb101(std::string name, const space::Space& space, KeyOf key_of, Nb101Table table, ModelIdentity identity)
      : name_(std::move(name)), space_(space), key_of_(std::move(key_of)), table_(std::move(table)),
        identity_(std::move(identity)) {}

  void set_optimum(const Architecture& architecture, double test_accuracy) {
    best_known_ = {architecture, query(architecture, kNb101Budgets.back(), {})->val_accuracy, true, test_accuracy};
  }

  const Nb101Table& table() const { return table_; }

  const std::string& name() const override { return name_; }
  const space::Space& space() const override { return space_; }
  const ModelIdentity& model() const override { return identity_; }
  FidelityRange fidelities() const override {
    return {kNb101Budgets.front(), kNb101Budgets.back(), "epochs", {kNb101Budgets.begin(), kNb101Budgets.end()}};
  }
  const BestKnown& best_known() const override { return best_known_; }

  Result<Evaluation> query(const Architecture& architecture, int epochs, const QueryOptions& options) const override {
    const auto budget = std::find(kNb101Budgets.begin(), kNb101Budgets.end(), epochs);
    if (budget == kNb101Budgets.end())
      return Error{ErrorCode::unsupported_fidelity,
                   name_ + " answers for 4, 12, 36 and 108 epochs, not " + std::to_string(epochs), "fidelity"};
    const Key key = key_of_(architecture);
    const auto row = table_.find(key);
    if (!row) return Error{ErrorCode::out_of_space, "the table has no such cell", "architecture"};
    Evaluation answer = answer_of(table_.values(*row), key, static_cast<std::size_t>(budget - kNb101Budgets.begin()));
    if (options.noise_seed) add_noise(*options.noise_seed, key, answer);
    return answer;
  }

  Result<std::vector<Evaluation>> query_batch(std::span<const Architecture> architectures, int epochs,
                                              std::span<const std::uint64_t> noise_seeds) const override {
    std::vector<Evaluation> answers;
    answers.reserve(architectures.size());
    for (std::size_t i = 0; i < architectures.size(); ++i) {
      QueryOptions options;
      if (!noise_seeds.empty()) options.noise_seed = noise_seeds[i];
      auto answer = query(architectures[i], epochs, options);
      if (!answer) return answer.error();
      answers.push_back(*std::move(answer));
    }
    return answers;
  }

 private:
  static Evaluation answer_of(const table::Nb101Values& values, Key key, std::size_t budget) {
    Evaluation answer;
    answer.val_accuracy = fraction(values.val_correct[budget]);
    answer.fidelity = kNb101Budgets[budget];
    if (answer.fidelity == kNb101Budgets.back()) answer.test_accuracy = fraction(values.test_correct);
    answer.runtime_seconds = seconds(values, answer.fidelity);
    const auto size = network_size(space::nb101::cell_of(key));
    answer.parameters = size.parameters;
    answer.macs = size.macs;
    answer.flags = values.measured ? kMeasured : kModelled;
    return answer;
  }

  static void add_noise(std::uint64_t seed, Key key, Evaluation& answer) {
    const double below = below_best(seed, key, nb101_repeat_sd(answer.val_accuracy));
    answer.val_accuracy = std::max(answer.val_accuracy - below, 0.0);
    answer.flags |= kNoisy;
  }

  std::string name_;
  const space::Space& space_;
  KeyOf key_of_;
  Nb101Table table_;
  ModelIdentity identity_;
  BestKnown best_known_{};
};

Result<std::unique_ptr<Nb101>> open(std::string name, const space::Space& space, Nb101::KeyOf key_of,
                                    std::span<const std::uint8_t> file) {
  auto table = Nb101Table::read(file);
  if (!table) return table.error();
  ModelIdentity identity{table->name(), base::to_hex(base::sha256(file))};
  return std::make_unique<Nb101>(std::move(name), space, std::move(key_of), *std::move(table), std::move(identity));
}

struct Best {
  Key key = 0;               // highest validation accuracy, the first among equals
  double test_accuracy = 0;  // highest
};

// Error model_damaged where the table lacks one of these cells.
Result<Best> best_of(const Nb101Table& table, std::span<const Key> keys) {
  const table::Nb101Values* best = nullptr;
  Best found;
  for (const Key key : keys) {
    const auto row = table.find(key);
    if (!row) return Error{ErrorCode::model_damaged, "lacks cells of the space; fetch the table again", "section 'cells'"};
    const auto& values = table.values(*row);
    found.test_accuracy = std::max(found.test_accuracy, fraction(values.test_correct));
    if (best && values.val_correct.back() <= best->val_correct.back()) continue;
    best = &values;
    found.key = key;
  }
  return found;
}

}  // namespace

Result<std::unique_ptr<Benchmark>> make_nb101(std::span<const std::uint8_t> file) {
  const auto key_of = [](const Architecture& a) { return number(space::nb101::unpack(a)); };
  auto benchmark = open("nb101", space::nb101::space(), key_of, file);
  if (!benchmark) return benchmark.error();
  if ((*benchmark)->table().size() != space::nb101::kCellCount)
    return Error{ErrorCode::model_damaged, "lacks cells of the space; fetch the table again", "section 'cells'"};
  const auto best = best_of((*benchmark)->table(), (*benchmark)->table().keys());
  if (!best) return best.error();
  (*benchmark)->set_optimum(pack(space::nb101::cell_of(best->key)), best->test_accuracy);
  return std::unique_ptr<Benchmark>(*std::move(benchmark));
}

Result<std::unique_ptr<Benchmark>> make_nb1shot1(int number, std::span<const std::uint8_t> file) {
  const auto& space = space::nb1shot1::space(number);
  auto benchmark = open(std::string(space.name()), space, [&space](const Architecture& a) { return space.key_of(a); }, file);
  if (!benchmark) return benchmark.error();
  const auto best = best_of((*benchmark)->table(), space.keys());
  if (!best) return best.error();
  (*benchmark)->set_optimum(*space.find(best->key), best->test_accuracy);
  return std::unique_ptr<Benchmark>(*std::move(benchmark));
}

}  // namespace cellar::benchmark
