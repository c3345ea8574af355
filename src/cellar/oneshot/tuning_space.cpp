// SPDX-License-Identifier: Apache-2.0
#include <cellar/oneshot/tuning_space.hpp>

#include <array>
#include <cassert>
#include <cmath>

#include <cellar/base/decimal.hpp>
#include <cellar/base/math.hpp>

namespace cellar::oneshot {
namespace {

using space::Architecture;

// CS3 of the original, in the order in which its spaces grow. 24 steps of a logarithmic range are 8 or 12 to a decade;
// the others are steps of 0.05, 0.09, 1, 16 and 1.
constexpr std::array kHyperparameters = std::to_array<Hyperparameter>({
    {"weight_decay", 1e-5, 1e-3, 3e-4, 5, 5, true, false},
    {"cutout_probability", 0, 1, 0, 7, 3, false, false},
    {"learning_rate", 1e-3, 1, 0.1, 5, 5, true, false},
    {"choice_learning_rate", 1e-5, 1e-2, 1e-3, 5, 5, true, false},
    {"choice_weight_decay", 1e-4, 1e-1, 1e-3, 5, 5, true, false},
    {"momentum", 0, 0.99, 0.9, 4, 3, false, false},
    {"cutout", 2, 8, 5, 7, 1, false, true},
    {"batch", 16, 128, 32, 8, 1, false, true},
    {"clip", 1, 9, 5, 9, 1, false, false},
});
constexpr std::array<std::size_t, kTuningSpaces> kCounts = {2, 3, kHyperparameters.size()};
constexpr std::size_t kCountWithCutout = kHyperparameters.size();
constexpr std::int64_t kUntunedCutout = 5;

// The double nearest to the value's first three digits; 0 stays. Up to 999.
double three_digits(double value) {
  if (value == 0) return 0;
  double power = 1;
  while (value * power < 100) power *= 10;
  return std::floor(value * power + 0.5) / power;
}

int below(base::Rng& rng, int bound) { return static_cast<int>(rng.below(static_cast<std::uint32_t>(bound))); }

}  // namespace

double Hyperparameter::value(int level) const {
  const double share = static_cast<double>(level) / (levels() - 1);
  if (!logarithmic) return three_digits(low + (high - low) * share);
  return three_digits(low * base::exp(base::log(high / low) * share));
}

int Hyperparameter::standard_level() const {
  const double share = logarithmic ? base::log(standard / low) / base::log(high / low) : (standard - low) / (high - low);
  return static_cast<int>(std::floor(share * (levels() - 1) + 0.5));
}

TuningSpace::TuningSpace(std::string name, std::vector<Hyperparameter> hyperparameters,
                         std::vector<optimizer::NamedOption> fixed)
    : name_(std::move(name)), hyperparameters_(std::move(hyperparameters)), fixed_(std::move(fixed)) {
  for (const auto& each : hyperparameters_) {
    first_.push_back(parameters_.size());
    parameters_.push_back({std::string(each.name), each.parts});
    if (each.places > 1) parameters_.push_back({std::string(each.name) + "_place", each.places});
  }
}

int TuningSpace::level(const Architecture& architecture, std::size_t hyperparameter) const {
  const int places = hyperparameters_[hyperparameter].places;
  const std::size_t first = first_[hyperparameter];
  return places == 1 ? architecture[first] : architecture[first] * places + architecture[first + 1];
}

Architecture TuningSpace::standard() const {
  std::vector<std::uint8_t> values;
  for (const auto& each : hyperparameters_) {
    const int standard = each.standard_level();
    values.push_back(static_cast<std::uint8_t>(standard / each.places));
    if (each.places > 1) values.push_back(static_cast<std::uint8_t>(standard % each.places));
  }
  return Architecture(values);
}

std::vector<optimizer::NamedOption> TuningSpace::settings(const Architecture& architecture) const {
  std::vector<optimizer::NamedOption> settings;
  for (std::size_t i = 0; i < hyperparameters_.size(); ++i) {
    const auto& each = hyperparameters_[i];
    const double value = each.value(level(architecture, i));
    settings.push_back({std::string(each.name), value});
    if (each.whole) settings.back().value = static_cast<std::int64_t>(value);
  }
  settings.insert(settings.end(), fixed_.begin(), fixed_.end());
  return settings;
}

std::string TuningSpace::size_text() const {
  std::int64_t size = 1;
  for (const auto& each : hyperparameters_) size *= each.levels();
  return std::to_string(size);
}

Architecture TuningSpace::sample(base::Rng& rng) const {
  std::vector<std::uint8_t> values;
  for (const auto& parameter : parameters_) values.push_back(static_cast<std::uint8_t>(below(rng, parameter.size)));
  return Architecture(values);
}

Architecture TuningSpace::mutate(const Architecture& architecture, base::Rng& rng) const {
  auto values = to_parameters(architecture);
  const auto changed = static_cast<std::size_t>(below(rng, static_cast<int>(values.size())));
  const int size = parameters_[changed].size;
  values[changed] = static_cast<std::uint8_t>((values[changed] + 1 + below(rng, size - 1)) % size);
  return Architecture(values);
}

std::vector<Architecture> TuningSpace::neighbours(const Architecture& architecture) const {
  std::vector<Architecture> all;
  for (std::size_t i = 0; i < parameters_.size(); ++i) {
    auto values = to_parameters(architecture);
    for (int value = 0; value < parameters_[i].size; ++value) {
      if (value == architecture[i]) continue;
      values[i] = static_cast<std::uint8_t>(value);
      all.emplace_back(values);
    }
  }
  return all;
}

std::string TuningSpace::to_compact(const Architecture& architecture) const {
  std::string text;
  for (std::size_t i = 0; i < hyperparameters_.size(); ++i)
    text += (i == 0 ? "{\"" : ", \"") + std::string(hyperparameters_[i].name) +
            "\": " + base::shortest_decimal(hyperparameters_[i].value(level(architecture, i)));
  return text + "}";
}

std::vector<std::uint8_t> TuningSpace::to_parameters(const Architecture& architecture) const {
  return {architecture.choices().begin(), architecture.choices().end()};
}

std::optional<Architecture> TuningSpace::from_parameters(std::span<const std::uint8_t> values) const {
  return Architecture(values);
}

const TuningSpace& tuning_space(int number) {
  const auto first = [](int each) {
    const std::size_t count = kCounts[static_cast<std::size_t>(each - 1)];
    std::vector<optimizer::NamedOption> fixed;
    if (count < kCountWithCutout) fixed.push_back({"cutout", kUntunedCutout});
    return TuningSpace("tuning-" + std::to_string(each),
                       {kHyperparameters.begin(), kHyperparameters.begin() + static_cast<std::ptrdiff_t>(count)}, fixed);
  };
  static const std::array<TuningSpace, kTuningSpaces> spaces = {first(1), first(2), first(3)};
  assert(number >= 1 && number <= kTuningSpaces);
  return spaces[static_cast<std::size_t>(number - 1)];
}

}  // namespace cellar::oneshot
