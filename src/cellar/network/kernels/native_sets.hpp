// SPDX-License-Identifier: Apache-2.0
// The sets that the sources of this folder define. Doubles serve the tests of gradients alone, so the baseline does.
#pragma once

#include <cellar/network/kernels/kernel_set.hpp>

namespace cellar::network::kernels {

extern const KernelSet<float> kBaselineFloat;
extern const KernelSet<double> kBaselineDouble;
#ifdef CELLAR_X86_KERNELS
extern const KernelSet<float> kAvx2Float;
extern const KernelSet<float> kAvx512Float;
#endif

}  // namespace cellar::network::kernels
