// SPDX-License-Identifier: Apache-2.0
// GDAS (Dong and Yang, CVPR 2019, arXiv 1910.04465) as in NAS-Bench-1Shot1: every pass draws the choices of every cell
// anew by Gumbel softmax. Of a block's operations only the one with the largest draw runs, with weight 1; its gradient
// goes through the softmax as if that had been its weight. Inputs keep their soft draws, as hard ones were found there
// to let gradients explode. The temperature falls linearly.
//
// Deviation: operations that do not run get no gradient of their own, as in the paper.
#pragma once

#include <cellar/oneshot/method.hpp>

namespace cellar::oneshot {

extern const MethodInfo kGdas;

}  // namespace cellar::oneshot
