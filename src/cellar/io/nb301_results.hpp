// SPDX-License-Identifier: Apache-2.0
// The results files of NAS-Bench-301 (automl/nasbench301@61c670e, surrogate_models/utils.py, ConfigLoader): a JSON
// object for one training of one architecture. Read event by event, as 50,000 of them are a gigabyte of learning
// curves.
#pragma once

#include <compare>
#include <optional>
#include <string_view>

#include <cellar/base/result.hpp>
#include <cellar/space/darts.hpp>

namespace cellar::io {

/// How long and how large a network was trained; 0 where the file does not say.
struct Nb301Fidelity {
  int epochs = 0;    ///< `budget`
  int layers = 0;
  int channels = 0;  ///< `init_channels`
  friend auto operator<=>(const Nb301Fidelity&, const Nb301Fidelity&) = default;
};

struct Nb301Result {
  space::darts::Genotype genotype;  ///< canonical
  Nb301Fidelity fidelity;
  double val_accuracy = 0;  ///< a fraction; `info[0].val_accuracy`, else the end of the curve
  std::optional<double> test_accuracy;
  std::optional<double> runtime_seconds;
  int curve_epochs = 0;  ///< length of `learning_curves["Train/val_accuracy"]`; 0 where there is none

  friend bool operator==(const Nb301Result&, const Nb301Result&) = default;
};

/// Accuracies, per cent of 10,000 images in the file, come as whole ten-thousandths where they are that. The
/// configuration is `optimized_hyperparamater_config`, as the files spell it, or spelt rightly. What else is in the
/// file is ignored. Errors: parse_error with line and column, or the name of what is missing or out of its range; those
/// of the configspace form (parse_darts_json). Memory: a few times the text's length.
base::Result<Nb301Result> parse_nb301_result(std::string_view text);

}  // namespace cellar::io
