// SPDX-License-Identifier: Apache-2.0
#include <cellar/benchmark/nb101.hpp>

#include <algorithm>
#include <functional>

#include <cellar/base/sha256.hpp>
#include <cellar/benchmark/nb101_noise.hpp>
#include <cellar/space/nb101_enumeration.hpp>
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

  /// The cells of the space and how a cell is spelt as an architecture of it; at least one must be in the table.
  Result<base::Done> find_best(std::span<const Key> keys, const std::function<Architecture(Key)>& architecture_of) {
    const auto budgets = fidelities().steps;
    const std::size_t longest = index_of(budgets.back());
    std::size_t found = 0;
    double best_test = 0;
    std::optional<Key> best;
    for (const Key key : keys) {
      const auto row = table_.find(key);
      if (!row) continue;
      ++found;
      const Evaluation answer = looked_up(*row, longest, {});
      best_test = std::max(best_test, answer.test_accuracy.value_or(0));
      if (best && answer.val_accuracy <= best_known_.val_accuracy) continue;
      best = key;
      best_known_.val_accuracy = answer.val_accuracy;
    }
    if (!best) return Error{ErrorCode::model_damaged, "has no cell of the space; fetch the table again", "section 'cells'"};
    best_known_.architecture = architecture_of(*best);
    best_known_.is_optimum = found == keys.size();
    if (best_known_.is_optimum && best_test > 0) best_known_.test_accuracy = best_test;
    return base::Done{};
  }

  const Nb101Table& table() const { return table_; }

  const std::string& name() const override { return name_; }
  const space::Space& space() const override { return space_; }
  const ModelIdentity& model() const override { return identity_; }
  FidelityRange fidelities() const override {
    std::vector<int> budgets;
    for (std::size_t b = 0; b < kNb101Budgets.size(); ++b)
      if (offers(b)) budgets.push_back(kNb101Budgets[b]);
    return {budgets.front(), budgets.back(), "epochs", budgets};
  }
  const BestKnown& best_known() const override { return best_known_; }

  Result<Evaluation> query(const Architecture& architecture, int epochs, const QueryOptions& options) const override {
    const std::size_t number = index_of(epochs);
    if (number == kNb101Budgets.size() || !offers(number)) return unsupported_fidelity(*this, epochs);
    const Key key = key_of_(architecture);
    const auto row = table_.find(key);
    if (!row) return Error{ErrorCode::out_of_space, "the table has no such cell", "architecture"};
    Evaluation answer = looked_up(*row, number, options);
    const auto size = network_size(space::nb101::cell_of(key));
    answer.parameters = size.parameters;
    answer.macs = size.macs;
    return answer;
  }

 private:
  // Of kNb101Budgets, or its size.
  static std::size_t index_of(int epochs) {
    return static_cast<std::size_t>(std::find(kNb101Budgets.begin(), kNb101Budgets.end(), epochs) - kNb101Budgets.begin());
  }

  // Where a table holds repeats, it answers for the budgets that it holds repeats of.
  bool offers(std::size_t budget) const {
    bool any = false;
    for (std::size_t b = 0; b < kNb101Budgets.size(); ++b) any = any || table_.repeats(0, b);
    return !any || table_.repeats(0, budget);
  }

  // The answer but for the size of the network.
  Evaluation looked_up(std::size_t row, std::size_t budget, const QueryOptions& options) const {
    const Key key = table_.keys()[row];
    Evaluation answer;
    answer.fidelity = kNb101Budgets[budget];
    if (const auto* repeats = table_.repeats(row, budget)) {
      answer_from(*repeats, key, options, answer);
    } else {
      answer_from(table_.values(row), budget, answer);
      if (options.noise_seed) add_noise(*options.noise_seed, key, answer);
    }
    return answer;
  }

  static void answer_from(const table::Nb101Values& values, std::size_t budget, Evaluation& answer) {
    answer.val_accuracy = fraction(values.val_correct[budget]);
    if (answer.fidelity == kNb101Budgets.back()) answer.test_accuracy = fraction(values.test_correct);
    answer.runtime_seconds = seconds(values, answer.fidelity);
    answer.flags = values.measured ? kMeasured : kModelled;
  }

  static void answer_from(const table::Nb101Repeats& repeats, Key key, const QueryOptions& options, Evaluation& answer) {
    answer.flags = kMeasured;
    std::span<const table::Nb101Repeat> used = repeats;
    if (options.noise_seed) {
      answer.flags |= kNoisy;
      used = used.subspan(base::Rng::derive(*options.noise_seed, "nb101 repeat", key).below(3), 1);
    }
    double val = 0, test = 0, milliseconds = 0;
    for (const auto& repeat : used) {
      val += repeat.val_correct;
      test += repeat.test_correct;
      milliseconds += repeat.training_milliseconds;
    }
    const double images = static_cast<double>(used.size()) * kNb101Images;
    answer.val_accuracy = val / images;
    answer.test_accuracy = test / images;
    answer.runtime_seconds = milliseconds / 1000 / static_cast<double>(used.size());
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

}  // namespace

Result<std::unique_ptr<Benchmark>> make_nb101(std::span<const std::uint8_t> file) {
  const auto key_of = [](const Architecture& a) { return number(space::nb101::unpack(a)); };
  auto benchmark = open("nb101", space::nb101::space(), key_of, file);
  if (!benchmark) return benchmark.error();
  const std::vector<Key> all = (*benchmark)->table().size() == space::nb101::kCellCount
                                   ? std::vector<Key>((*benchmark)->table().keys().begin(), (*benchmark)->table().keys().end())
                                   : space::nb101::all_keys();
  const auto best = (*benchmark)->find_best(all, [](Key key) { return pack(space::nb101::cell_of(key)); });
  if (!best) return best.error();
  return std::unique_ptr<Benchmark>(*std::move(benchmark));
}

Result<std::unique_ptr<Benchmark>> make_nb1shot1(int number, std::span<const std::uint8_t> file) {
  const auto& space = space::nb1shot1::space(number);
  auto benchmark = open(std::string(space.name()), space, [&space](const Architecture& a) { return space.key_of(a); }, file);
  if (!benchmark) return benchmark.error();
  const auto best = (*benchmark)->find_best(space.keys(), [&space](Key key) { return *space.find(key); });
  if (!best) return best.error();
  return std::unique_ptr<Benchmark>(*std::move(benchmark));
}

}  // namespace cellar::benchmark
