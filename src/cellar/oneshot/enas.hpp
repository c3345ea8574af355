// SPDX-License-Identifier: Apache-2.0
// ENAS (Pham et al., ICML 2018, arXiv 1802.03268): a controller (oneshot/controller.hpp) samples the architecture of each
// batch, and after an epoch learns from the accuracies that its samples have with the supernet's weights. Then the best
// of its candidates is the choice.
#pragma once

#include <cellar/oneshot/method.hpp>

namespace cellar::oneshot {

extern const MethodInfo kEnas;

}  // namespace cellar::oneshot
