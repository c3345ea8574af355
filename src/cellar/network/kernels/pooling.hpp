// SPDX-License-Identifier: Apache-2.0
// Maximum and average over windows of a plane, pixel by pixel, with the batch in vectors.
#pragma once

#include <cellar/network/kernels/elementwise.hpp>

namespace cellar::network::kernels::CELLAR_KERNEL_SET {

inline constexpr int kMaxWindow = 9;  // pixels: 3 x 3

/// The pixels of a window that lie within the plane, row by row.
struct WindowPixels {
  std::ptrdiff_t offsets[kMaxWindow];
  int count = 0;
};

inline WindowPixels pixels_of(int y, int x, int side, int batch, Window window) {
  WindowPixels pixels;
  for (int dy = 0; dy < window.size; ++dy)
    for (int dx = 0; dx < window.size; ++dx) {
      const int row = y * window.stride - window.padding + dy;
      const int column = x * window.stride - window.padding + dx;
      if (row < 0 || row >= side || column < 0 || column >= side) continue;
      pixels.offsets[pixels.count++] = (static_cast<std::ptrdiff_t>(row) * side + column) * batch;
    }
  return pixels;
}

/// Calls visit(pixels of the window, offset of the output) for every vector of every output.
template <class T, class Visit>
inline void each_output(int side, int batch, Window window, Visit visit) {
  const int outputs = strided(side, window.stride);
  std::ptrdiff_t output = 0;
  for (int y = 0; y < outputs; ++y)
    for (int x = 0; x < outputs; ++x, output += batch) {
      const WindowPixels pixels = pixels_of(y, x, side, batch, window);
      for (int n = 0; n < batch; n += kWidth<T>) visit(pixels, n, output + n);
    }
}

template <class T>
void max_pool(const T* source, int side, int batch, Window window, T* target) {
  each_output<T>(side, batch, window, [=](const WindowPixels& pixels, int n, std::ptrdiff_t output) {
    Vector<T> maximum = load(source + pixels.offsets[0] + n);
    for (int p = 1; p < pixels.count; ++p) maximum = larger<T>(load(source + pixels.offsets[p] + n), maximum);
    store(target + output, maximum);
  });
}

template <class T>
void max_pool_gradient(const T* source, const T* outputs, const T* gradients, int side, int batch, Window window,
                       T* target) {
  each_output<T>(side, batch, window, [=](const WindowPixels& pixels, int n, std::ptrdiff_t output) {
    const Vector<T> maximum = load(outputs + output);
    Vector<T> left = load(gradients + output);  // 0 in the lanes whose pixel has been found
    for (int p = 0; p < pixels.count; ++p) {
      const std::ptrdiff_t at = pixels.offsets[p] + n;
      const Mask<T> found = load(source + at) == maximum;
      store(target + at, load(target + at) + where<T>(found, left));
      left = where<T>(~found, left);
    }
  });
}

template <class T>
void average_pool(const T* source, int side, int batch, Window window, T* target) {
  each_output<T>(side, batch, window, [=](const WindowPixels& pixels, int n, std::ptrdiff_t output) {
    Vector<T> total = load(source + pixels.offsets[0] + n);
    for (int p = 1; p < pixels.count; ++p) total += load(source + pixels.offsets[p] + n);
    store(target + output, total * (T{1} / static_cast<T>(pixels.count)));
  });
}

template <class T>
void average_pool_gradient(const T* gradients, int side, int batch, Window window, T* target) {
  each_output<T>(side, batch, window, [=](const WindowPixels& pixels, int n, std::ptrdiff_t output) {
    const Vector<T> share = load(gradients + output) * (T{1} / static_cast<T>(pixels.count));
    for (int p = 0; p < pixels.count; ++p) {
      T* at = target + pixels.offsets[p] + n;
      store(at, load(at) + share);
    }
  });
}

}  // namespace cellar::network::kernels::CELLAR_KERNEL_SET
