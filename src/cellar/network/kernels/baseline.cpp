// SPDX-License-Identifier: Apache-2.0
// Kernels for the build's baseline: SSE2 on x86-64, SIMD128 in WebAssembly, whatever else there is elsewhere.
#define CELLAR_KERNEL_SET baseline
#include <cellar/network/kernels/define_set.hpp>
#include <cellar/network/kernels/native_sets.hpp>

namespace cellar::network::kernels {

const KernelSet<float> kBaselineFloat = baseline::make_set<float>("baseline");
const KernelSet<double> kBaselineDouble = baseline::make_set<double>("baseline");

}  // namespace cellar::network::kernels
