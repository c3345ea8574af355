// SPDX-License-Identifier: Apache-2.0
// Kernels for x86-64 processors with AVX-512; this source is compiled for them.
#define CELLAR_KERNEL_SET avx512
#include <cellar/network/kernels/define_set.hpp>
#include <cellar/network/kernels/native_sets.hpp>

namespace cellar::network::kernels {

const KernelSet<float> kAvx512Float = avx512::make_set<float>("avx512");

}  // namespace cellar::network::kernels
