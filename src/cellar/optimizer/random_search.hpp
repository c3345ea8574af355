// SPDX-License-Identifier: Apache-2.0
// Random search: every suggestion uniform over the space, with repetition, always at full fidelity. The baseline of
// both papers (Bergstra and Bengio, JMLR 2012; Li and Talwalkar, UAI 2019). No options, no deviations.
#pragma once

#include <cellar/optimizer/optimizer.hpp>

namespace cellar::optimizer {

extern const OptimizerInfo kRandomSearch;

}  // namespace cellar::optimizer
