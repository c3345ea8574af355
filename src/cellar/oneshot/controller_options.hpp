// SPDX-License-Identifier: Apache-2.0
// Settings of ENAS's controller.
#pragma once

namespace cellar::oneshot {

/// The defaults are those of NAS-Bench-1Shot1 (automl/nasbench-1shot1@cb0f0ec, optimizers/enas/enas.py and, where it
/// sets them anew, enas_child.py).
struct ControllerOptions {
  int units = 64;                     ///< of the recurrent cell
  double temperature = 5;             ///< scores are divided by it before the tanh
  double tanh_scale = 2.5;            ///< largest logit of a parent
  double operation_tanh_scale = 0.5;  ///< of an operation, before the fixed bias
  double learning_rate = 3.5e-4;      ///< of Adam, and the next three
  double first_decay = 0.1;
  double second_decay = 0.999;
  double floor = 1e-3;                ///< epsilon
  double entropy_weight = 1e-4;       ///< in the reward, per nat
  double baseline_decay = 0.99;       ///< of the moving average of rewards
};

}  // namespace cellar::oneshot
