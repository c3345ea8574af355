// SPDX-License-Identifier: Apache-2.0
// The three spaces of hyperparameters over which NAS-Bench-1Shot1 tunes one-shot methods with BOHB (Zela et al., ICLR
// 2020, arXiv 2001.10422, section 5 and appendix; automl/nasbench-1shot1@cb0f0ec, optimizers/bohb_one_shot/worker.py),
// as grids, so that every optimizer of architectures can search them.
//
//   1: weight_decay, cutout_probability                      2: and learning_rate
//   3: and choice_learning_rate, choice_weight_decay, momentum, cutout, batch, clip
//
// Ranges are the original's, and names those of the methods' options. Deviations:
// - 7 to 25 values, even in the logarithm where a range is logarithmic; there all real numbers.
// - cutout is 2 to 8 pixels of 10, evenly, there 2 to 32 of 32 on a logarithmic scale; where it is not tuned it is 5,
//   half the side as there.
// - batch is a multiple of 16 from 16 to 128, there any whole number.
// - Standard values are those of our options where these differ (learning_rate, choice_learning_rate, batch), and in any
//   case the nearest on the grid.
#pragma once

#include <string>
#include <vector>

#include <cellar/optimizer/optimizer.hpp>

namespace cellar::oneshot {

/// One hyperparameter as a grid from `low` to `high`, both included.
struct Hyperparameter {
  std::string_view name;  ///< of the option
  double low, high;
  double standard;
  int parts;         ///< the grid is cut into so many
  int places;        ///< values in each
  bool logarithmic;  ///< even in the logarithm
  bool whole;        ///< an option of whole numbers

  int levels() const { return parts * places; }
  /// Rounded to three digits.
  double value(int level) const;
  /// The level of the value nearest to `standard`, by difference or by quotient as the grid is even.
  int standard_level() const;
};

inline constexpr int kTuningSpaces = 3;

/// An architecture of this space is a setting. To optimizers the values of a parameter are only the same or not, so that
/// they could learn little from the neighbours of a good value on a fine grid: a hyperparameter of more than nine values
/// is two parameters, which part of the grid and which place in it ("learning_rate", "learning_rate_place").
///
/// sample: uniform. mutate: another value for one parameter, uniform. neighbours: every other value of every parameter,
/// by parameter, then value.
class TuningSpace final : public space::Space {
 public:
  /// `fixed`: what settings() adds because it is not tuned.
  TuningSpace(std::string name, std::vector<Hyperparameter> hyperparameters,
              std::vector<optimizer::NamedOption> fixed = {});

  std::span<const Hyperparameter> hyperparameters() const { return hyperparameters_; }

  /// Every hyperparameter at its standard level.
  space::Architecture standard() const;

  /// Every hyperparameter's value, and what is fixed because it is not tuned, as options of a method.
  std::vector<optimizer::NamedOption> settings(const space::Architecture& architecture) const;

  std::string_view name() const override { return name_; }
  std::string size_text() const override;
  space::Architecture sample(base::Rng& rng) const override;
  space::Architecture mutate(const space::Architecture& architecture, base::Rng& rng) const override;
  std::vector<space::Architecture> neighbours(const space::Architecture& architecture) const override;
  /// `{"weight_decay": 0.000316, "cutout_probability": 0}`
  std::string to_compact(const space::Architecture& architecture) const override;
  std::span<const space::Parameter> parameters() const override { return parameters_; }
  std::vector<std::uint8_t> to_parameters(const space::Architecture& architecture) const override;
  std::optional<space::Architecture> from_parameters(std::span<const std::uint8_t> values) const override;

 private:
  int level(const space::Architecture& architecture, std::size_t hyperparameter) const;

  std::string name_;
  std::vector<Hyperparameter> hyperparameters_;
  std::vector<optimizer::NamedOption> fixed_;
  std::vector<space::Parameter> parameters_;
  std::vector<std::size_t> first_;  // by hyperparameter: the number of its first parameter
};

/// Number 1 to 3: "tuning-1" to "tuning-3".
const TuningSpace& tuning_space(int number);

}  // namespace cellar::oneshot
