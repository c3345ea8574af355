// SPDX-License-Identifier: Apache-2.0
// All kernels as a table, in the namespace of the including source's set.
#pragma once

#include <cellar/network/kernels/convolution.hpp>
#include <cellar/network/kernels/elementwise.hpp>
#include <cellar/network/kernels/pooling.hpp>
#include <cellar/network/kernels/weight_gradient.hpp>

namespace cellar::network::kernels::CELLAR_KERNEL_SET {

template <class T>
constexpr KernelSet<T> make_set(std::string_view name) {
  return {name,          convolve<T>,         weight_gradients<T>, sum<T>,   squared_deviations<T>,
          dot<T>,        affine<T>,           norm_sums<T>,        norm_gradient<T>,
          scale<T>,      rectify<T>,          rectify_gradient<T>, max_pool<T>,
          max_pool_gradient<T>, average_pool<T>, average_pool_gradient<T>};
}

}  // namespace cellar::network::kernels::CELLAR_KERNEL_SET
