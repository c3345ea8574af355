// SPDX-License-Identifier: Apache-2.0
// Kernels for x86-64 processors with AVX2; this source is compiled for them.
#define CELLAR_KERNEL_SET avx2
#include <cellar/network/kernels/define_set.hpp>
#include <cellar/network/kernels/native_sets.hpp>

namespace cellar::network::kernels {

const KernelSet<float> kAvx2Float = avx2::make_set<float>("avx2");

}  // namespace cellar::network::kernels
