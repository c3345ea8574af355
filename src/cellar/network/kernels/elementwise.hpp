// SPDX-License-Identifier: Apache-2.0
// What goes once over a plane: sums, batch norm, ReLU, scaled addition. Counts are multiples of kLanes.
#pragma once

#include <cellar/network/kernels/vector.hpp>

namespace cellar::network::kernels::CELLAR_KERNEL_SET {

/// Adds term(offset), a vector, for every offset to lanes of the sum.
template <class T, class Term>
inline T lane_sum(std::ptrdiff_t count, Term term) {
  Lanes<T> sums{};
  for (std::ptrdiff_t i = 0; i < count; i += kLanes)
#pragma GCC unroll 8
    for (int part = 0; part < Lanes<T>::kParts; ++part) sums.parts[part] += term(i + part * kWidth<T>);
  return total(sums);
}

template <class T>
T sum(const T* values, std::ptrdiff_t count) {
  return lane_sum<T>(count, [=](std::ptrdiff_t i) { return load(values + i); });
}

template <class T>
T squared_deviations(const T* values, T centre, std::ptrdiff_t count) {
  return lane_sum<T>(count, [=](std::ptrdiff_t i) {
    const Vector<T> deviation = load(values + i) - centre;
    return deviation * deviation;
  });
}

template <class T>
T dot(const T* a, const T* b, std::ptrdiff_t count) {
  return lane_sum<T>(count, [=](std::ptrdiff_t i) { return load(a + i) * load(b + i); });
}

/// Calls visit(offset) for every vector.
template <class T, class Visit>
inline void each(std::ptrdiff_t count, Visit visit) {
  for (std::ptrdiff_t i = 0; i < count; i += kWidth<T>) visit(i);
}

/// Stores value(offset), or adds it.
template <class T, class Value>
inline void put(T* target, std::ptrdiff_t count, bool accumulate, Value value) {
  if (accumulate)
    each<T>(count, [=](std::ptrdiff_t i) { store(target + i, load(target + i) + value(i)); });
  else
    each<T>(count, [=](std::ptrdiff_t i) { store(target + i, value(i)); });
}

// What is no number stays so: a training that diverges must not look as if it went on.
template <class T>
inline Vector<T> positive_part(Vector<T> value) {
  return larger<T>(Vector<T>{}, value);
}

template <class T>
inline Vector<T> where_positive(const T* output, std::ptrdiff_t i, Vector<T> value) {
  return where<T>(load(output + i) > Vector<T>{}, value);
}

template <class T>
void affine(const T* source, T scale, T shift, bool rectified, T* target, std::ptrdiff_t count) {
  if (rectified)
    each<T>(count, [=](std::ptrdiff_t i) { store(target + i, positive_part<T>(load(source + i) * scale + shift)); });
  else
    each<T>(count, [=](std::ptrdiff_t i) { store(target + i, load(source + i) * scale + shift); });
}

template <class T, class Gradient>
inline void norm_sums_of(Gradient gradient, const T* source, T centre, std::ptrdiff_t count, T totals[2]) {
  Lanes<T> plain{}, centred{};
  for (std::ptrdiff_t i = 0; i < count; i += kLanes)
#pragma GCC unroll 8
    for (int part = 0; part < Lanes<T>::kParts; ++part) {
      const std::ptrdiff_t at = i + part * kWidth<T>;
      const Vector<T> g = gradient(at);
      plain.parts[part] += g;
      centred.parts[part] += g * (load(source + at) - centre);
    }
  totals[0] = total(plain);
  totals[1] = total(centred);
}

template <class T>
void norm_sums(const T* gradient, const T* output, const T* source, T centre, std::ptrdiff_t count, T totals[2]) {
  const auto whole = [=](std::ptrdiff_t i) { return load(gradient + i); };
  const auto passed = [=](std::ptrdiff_t i) { return where_positive(output, i, load(gradient + i)); };
  if (output)
    norm_sums_of(passed, source, centre, count, totals);
  else
    norm_sums_of(whole, source, centre, count, totals);
}

template <class T>
void norm_gradient(const T* gradient, const T* output, const T* source, T gradient_scale, T source_scale, T shift,
                   T* target, std::ptrdiff_t count, bool accumulate) {
  const auto through = [=](std::ptrdiff_t i, Vector<T> g) {
    return g * gradient_scale + load(source + i) * source_scale + shift;
  };
  if (output)
    put(target, count, accumulate,
        [=](std::ptrdiff_t i) { return through(i, where_positive(output, i, load(gradient + i))); });
  else
    put(target, count, accumulate, [=](std::ptrdiff_t i) { return through(i, load(gradient + i)); });
}

template <class T>
void scale(const T* source, T factor, T* target, std::ptrdiff_t count, bool accumulate) {
  put(target, count, accumulate, [=](std::ptrdiff_t i) { return load(source + i) * factor; });
}

template <class T>
void rectify(const T* source, T* target, std::ptrdiff_t count) {
  each<T>(count, [=](std::ptrdiff_t i) { store(target + i, positive_part<T>(load(source + i))); });
}

template <class T>
void rectify_gradient(const T* gradient, const T* output, T* target, std::ptrdiff_t count, bool accumulate) {
  put(target, count, accumulate, [=](std::ptrdiff_t i) { return where_positive(output, i, load(gradient + i)); });
}

}  // namespace cellar::network::kernels::CELLAR_KERNEL_SET
