// SPDX-License-Identifier: Apache-2.0
// Random search with weight sharing (Li and Talwalkar, UAI 2019, arXiv 1902.07638): each batch trains the weights of one
// architecture, uniform over the space; after an epoch the best of many candidates is the choice.
#pragma once

#include <cellar/oneshot/method.hpp>

namespace cellar::oneshot {

extern const MethodInfo kRandomWeightSharing;

}  // namespace cellar::oneshot
