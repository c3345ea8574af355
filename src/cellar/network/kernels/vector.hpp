// SPDX-License-Identifier: Apache-2.0
// The machine's vectors under one name. Included only by the sources that define a kernel set, each compiled with flags
// of its own: everything here is in a namespace of that set, so that no linker takes one set's code for another's.
#pragma once

#include <cstddef>
#include <cstdint>

#include <cellar/network/kernels/kernel_set.hpp>

#ifndef CELLAR_KERNEL_SET
#error "define CELLAR_KERNEL_SET, the name of the set, before including the kernels"
#endif

namespace cellar::network::kernels::CELLAR_KERNEL_SET {

#if defined(__AVX512F__)
inline constexpr int kVectorBytes = 64;
inline constexpr int kAccumulators = 16;  // of 32 registers
#elif defined(__AVX2__)
inline constexpr int kVectorBytes = 32;
inline constexpr int kAccumulators = 8;  // of 16 registers; the others hold what is loaded
#else
inline constexpr int kVectorBytes = 16;
inline constexpr int kAccumulators = 8;
#endif

// The compilers' own vector types (GCC manual, "Vector Extensions"); elementwise operators, so IEEE arithmetic lane by
// lane. Alignment is that of an element: rows begin anywhere.
template <class T>
struct VectorTypes;
template <>
struct VectorTypes<float> {
  typedef float Vector __attribute__((vector_size(kVectorBytes)));
  typedef std::int32_t Mask __attribute__((vector_size(kVectorBytes)));
  typedef float Unaligned __attribute__((vector_size(kVectorBytes), aligned(4), may_alias));
};
template <>
struct VectorTypes<double> {
  typedef double Vector __attribute__((vector_size(kVectorBytes)));
  typedef std::int64_t Mask __attribute__((vector_size(kVectorBytes)));
  typedef double Unaligned __attribute__((vector_size(kVectorBytes), aligned(8), may_alias));
};
template <class T>
using Vector = typename VectorTypes<T>::Vector;
template <class T>
using Mask = typename VectorTypes<T>::Mask;

template <class T>
inline constexpr int kWidth = kVectorBytes / static_cast<int>(sizeof(T));  // elements of a vector

template <class T>
inline Vector<T> load(const T* from) {
  return *reinterpret_cast<const typename VectorTypes<T>::Unaligned*>(from);
}

template <class T>
inline void store(T* to, Vector<T> value) {
  *reinterpret_cast<typename VectorTypes<T>::Unaligned*>(to) = value;
}

template <class T>
inline Vector<T> splat(T value) {
  return value - Vector<T>{};  // not +: -0 must stay -0
}

template <class T>
inline Vector<T> where(Mask<T> mask, Vector<T> value) {
  return (Vector<T>)((Mask<T>)value & mask);  // value or 0
}

/// `b` where one of them is no number.
template <class T>
inline Vector<T> larger(Vector<T> a, Vector<T> b) {
  return a > b ? a : b;
}

/// kLanes values as vectors; for what must not depend on their width.
template <class T>
struct Lanes {
  static constexpr int kParts = kLanes / kWidth<T>;
  Vector<T> parts[kParts];
};

/// Halves are added until one value is left: lane i to lane i + 8, then + 4, + 2, + 1.
template <class T>
inline T total(const T lanes[kLanes]) {
  T half[kLanes / 2];
  for (int i = 0; i < kLanes / 2; ++i) half[i] = lanes[i] + lanes[i + kLanes / 2];
  for (int step = kLanes / 4; step >= 1; step /= 2)
    for (int i = 0; i < step; ++i) half[i] += half[i + step];
  return half[0];
}

template <class T>
inline T total(const Lanes<T>& sums) {
  T lanes[kLanes];
  for (int part = 0; part < Lanes<T>::kParts; ++part) store(lanes + part * kWidth<T>, sums.parts[part]);
  return total(lanes);
}

}  // namespace cellar::network::kernels::CELLAR_KERNEL_SET
