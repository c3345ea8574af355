// SPDX-License-Identifier: Apache-2.0
// Which kernel sets the processor can run.
#include <array>

#include <cellar/network/kernels/native_sets.hpp>

namespace cellar::network::kernels {
namespace {

// As many of the sets, which ascend in width, as the processor knows the instructions of.
int float_sets() {
#ifdef CELLAR_X86_KERNELS
  if (__builtin_cpu_supports("avx512f")) return 3;
  if (__builtin_cpu_supports("avx2")) return 2;
#endif
  return 1;
}

}  // namespace

template <>
std::span<const KernelSet<float>* const> available<float>() {
  static constexpr std::array kSets = {
      &kBaselineFloat,
#ifdef CELLAR_X86_KERNELS
      &kAvx2Float,
      &kAvx512Float,
#endif
  };
  static const auto usable = static_cast<std::size_t>(float_sets());
  return std::span(kSets).first(usable);
}

template <>
std::span<const KernelSet<double>* const> available<double>() {
  static constexpr std::array kSets = {&kBaselineDouble};
  return kSets;
}

}  // namespace cellar::network::kernels
