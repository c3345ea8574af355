// SPDX-License-Identifier: Apache-2.0
// Ask/tell optimizers. They know a search space and the answers they were told, and of a benchmark only its fidelities.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <cellar/base/result.hpp>
#include <cellar/base/rng.hpp>
#include <cellar/benchmark/benchmark.hpp>
#include <cellar/space/space.hpp>

namespace cellar::optimizer {

/// How a suggestion came about.
enum class Move : std::uint8_t {
  random,     ///< drawn from the space, without regard to what is known
  mutation,   ///< one edit of its parent
  neighbour,  ///< looked at because it lies beside its parent
  crossover,  ///< its parent mixed with others
  model,      ///< chosen by a model of what is known
  promotion,  ///< its parent's architecture again, trained longer
};

/// Why an optimizer suggests what it suggests, for those who watch it (the page's Optimizer view). Trials are named by
/// their 0-based number in the order of telling. Nothing of this reaches a record.
struct Reason {
  Move move = Move::random;
  std::int64_t parent = -1;              ///< the trial it was made from; -1: none
  std::vector<std::int64_t> considered;  ///< the trials that the parent was chosen among, or that were mixed in
  std::optional<double> score;           ///< value of the acquisition function, where one decided
  int bracket = -1;                      ///< multi-fidelity methods: 0-based; -1 elsewhere
  int rung = -1;
};

struct Suggestion {
  space::Architecture architecture;
  int fidelity;  ///< epochs
  Reason reason = {};
};

/// A suggestion with its answer; empty where the evaluation failed. Optimizers must survive failures.
struct Trial {
  Suggestion suggestion;
  std::optional<benchmark::Evaluation> evaluation;
};

class Optimizer {
 public:
  virtual ~Optimizer() = default;

  /// Appends at least one and at most `most` suggestions, each independent of the answers to the others, so that
  /// they can be queried in one batch, all of one fidelity. How many come does not change which come: asking one by one and telling
  /// after each gives the same sequence.
  virtual void ask(std::size_t most, base::Rng& rng, std::vector<Suggestion>& out) = 0;

  /// Trials are told in the order they were asked.
  virtual void tell(const Trial& trial) = 0;

  /// The trials it builds on at the moment, for those who watch it: a population (oldest first), the centre of a
  /// neighbourhood, the best of a model. Empty where there are none.
  virtual std::vector<std::int64_t> members() const { return {}; }
};

/// Value of an option: whole number, real number or one of the option's choices.
using OptionValue = std::variant<std::int64_t, double, std::string>;

/// One line of an optimizer's option table, which feeds --help, the docs and the page's form.
struct OptionInfo {
  std::string_view name;
  std::string_view description;
  OptionValue standard;                       ///< default
  double min = 0;                             ///< numbers only
  double max = 0;
  std::span<const std::string_view> choices;  ///< text only
};

struct NamedOption {
  std::string name;
  OptionValue value;
  friend bool operator==(const NamedOption&, const NamedOption&) = default;
};

/// What an optimizer is made for.
struct Task {
  const space::Space* space;
  benchmark::FidelityRange fidelities;
};

/// Options after defaults and checks, in the order of the table.
class Options {
 public:
  explicit Options(std::vector<NamedOption> values) : values_(std::move(values)) {}
  std::int64_t integer(std::string_view name) const;
  double real(std::string_view name) const;
  const std::string& text(std::string_view name) const;
  std::span<const NamedOption> values() const { return values_; }

 private:
  std::vector<NamedOption> values_;
};

struct OptimizerInfo {
  std::string_view name;      ///< "re"
  std::string_view title;     ///< "Regularized evolution"
  std::string_view citation;  ///< "Real et al., AAAI 2019, arXiv 1802.01548"
  std::span<const OptionInfo> options;
  std::unique_ptr<Optimizer> (*make)(const Task&, const Options&);
};

std::span<const OptimizerInfo* const> optimizers();

/// A snapshot of an optimizer is its task, options, stream and answers: this asks a new one for the suggestions of
/// `trials` again and tells it their answers, after which it and `rng` stand where the old ones stood. Cost: the
/// optimizer's own thinking, no queries. Error mismatch where a suggestion differs.
base::Result<base::Done> replay(Optimizer& optimizer, base::Rng& rng, std::span<const Trial> trials);

/// Error unknown_name lists the known ones.
base::Result<const OptimizerInfo*> find_optimizer(std::string_view name);

/// Fills in defaults and checks names, kinds and ranges; errors name `owner`, the option and its range.
base::Result<Options> resolve_options(std::string_view owner, std::span<const OptionInfo> table,
                                      std::span<const NamedOption> given);

/// Of an optimizer.
inline base::Result<Options> resolve_options(const OptimizerInfo& info, std::span<const NamedOption> given) {
  return resolve_options(info.name, info.options, given);
}

}  // namespace cellar::optimizer
