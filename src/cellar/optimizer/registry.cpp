// SPDX-License-Identifier: Apache-2.0
#include <cellar/optimizer/optimizer.hpp>

#include <array>
#include <cassert>

#include <cellar/base/decimal.hpp>
#include <cellar/optimizer/bananas.hpp>
#include <cellar/optimizer/bohb.hpp>
#include <cellar/optimizer/differential_evolution.hpp>
#include <cellar/optimizer/evolution.hpp>
#include <cellar/optimizer/gaussian_process_search.hpp>
#include <cellar/optimizer/hyperband.hpp>
#include <cellar/optimizer/local_search.hpp>
#include <cellar/optimizer/random_search.hpp>
#include <cellar/optimizer/reinforce.hpp>
#include <cellar/optimizer/smac.hpp>
#include <cellar/optimizer/tpe.hpp>

namespace cellar::optimizer {
namespace {

using base::Error;
using base::ErrorCode;

constexpr std::array<const OptimizerInfo*, 11> kOptimizers = {
    &kRandomSearch, &kEvolution, &kLocalSearch, &kDifferentialEvolution, &kTpe, &kBananas, &kSmac, &kHyperband, &kBohb,
    &kReinforce, &kGaussianProcessSearch};

const OptionValue* find(std::span<const NamedOption> values, std::string_view name) {
  for (const auto& option : values)
    if (option.name == name) return &option.value;
  return nullptr;
}

std::string known_options(std::span<const OptionInfo> table) {
  if (table.empty()) return "it has none";
  std::string names = "known:";
  for (const auto& option : table) names += " " + std::string(option.name);
  return names;
}

// The given value in the kind of the table's default, or why it cannot be.
base::Result<OptionValue> checked(const OptionInfo& option, const OptionValue& given, const std::string& where) {
  if (const auto* standard = std::get_if<std::string>(&option.standard)) {
    std::string known;
    for (const auto choice : option.choices) {
      if (const auto* text = std::get_if<std::string>(&given); text && *text == choice) return given;
      known += " " + std::string(choice);
    }
    return Error{ErrorCode::invalid_argument, "must be one of" + known + " (default " + *standard + ")", where};
  }
  const bool whole = std::holds_alternative<std::int64_t>(option.standard);
  const std::string range = std::string("must be a ") + (whole ? "whole " : "") + "number from " +
                            base::shortest_decimal(option.min) + " to " + base::shortest_decimal(option.max);
  const auto* integer = std::get_if<std::int64_t>(&given);
  const auto* real = std::get_if<double>(&given);
  if ((!integer && !real) || (whole && !integer)) return Error{ErrorCode::invalid_argument, range, where};
  const double value = integer ? static_cast<double>(*integer) : *real;
  if (!(value >= option.min && value <= option.max))
    return Error{ErrorCode::invalid_argument, range + ", not " + base::shortest_decimal(value), where};
  return whole ? OptionValue(*integer) : OptionValue(value);
}

}  // namespace

std::int64_t Options::integer(std::string_view name) const {
  const auto* value = find(values_, name);
  assert(value);
  return std::get<std::int64_t>(*value);
}

double Options::real(std::string_view name) const {
  const auto* value = find(values_, name);
  assert(value);
  return std::get<double>(*value);
}

const std::string& Options::text(std::string_view name) const {
  const auto* value = find(values_, name);
  assert(value);
  return std::get<std::string>(*value);
}

std::span<const OptimizerInfo* const> optimizers() { return kOptimizers; }

base::Result<base::Done> replay(Optimizer& optimizer, base::Rng& rng, std::span<const Trial> trials) {
  std::vector<Suggestion> asked;
  for (std::size_t told = 0; told < trials.size();) {
    asked.clear();
    optimizer.ask(trials.size() - told, rng, asked);
    for (const auto& suggestion : asked) {
      const Suggestion& before = trials[told].suggestion;
      if (suggestion.architecture != before.architecture || suggestion.fidelity != before.fidelity)
        return Error{ErrorCode::mismatch, "the optimizer suggests another architecture or fidelity than it did",
                     "trial " + std::to_string(told)};
      optimizer.tell(trials[told++]);
    }
  }
  return base::Done{};
}

base::Result<const OptimizerInfo*> find_optimizer(std::string_view name) {
  std::string known;
  for (const auto* info : kOptimizers) {
    if (info->name == name) return info;
    known += " " + std::string(info->name);
  }
  return Error{ErrorCode::unknown_name, "unknown optimizer '" + std::string(name) + "'; known:" + known, ""};
}

base::Result<Options> resolve_options(std::string_view owner, std::span<const OptionInfo> table,
                                      std::span<const NamedOption> given) {
  const std::string prefix = std::string(owner) + ":";
  for (const auto& option : given) {
    bool known = false;
    for (const auto& line : table) known = known || line.name == option.name;
    if (!known)
      return Error{ErrorCode::unknown_name, "unknown option; " + known_options(table), prefix + option.name};
  }
  std::vector<NamedOption> values;
  for (const auto& line : table) {
    const OptionValue* value = find(given, line.name);
    if (!value) value = &line.standard;
    auto accepted = checked(line, *value, prefix + std::string(line.name));
    if (!accepted) return accepted.error();
    values.push_back({std::string(line.name), *std::move(accepted)});
  }
  return Options(std::move(values));
}

}  // namespace cellar::optimizer
