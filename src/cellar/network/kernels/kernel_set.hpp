// SPDX-License-Identifier: Apache-2.0
// The arithmetic of the trainer, as a table of functions: the same source compiled for each instruction set. Planes are
// side x side x batch values with the batch innermost, channels one after the other. A sum over a plane is kept in
// kLanes partial sums, whatever the width of the machine's vectors, so every set gives the same bits.
#pragma once

#include <cstddef>
#include <string_view>
#include <span>

namespace cellar::network::kernels {

/// Virtual lanes: the batch is a multiple of them. As many floats as the widest vector (AVX-512) holds.
inline constexpr int kLanes = 16;

/// How outputs lie beside what they read: `rows` x `runs` runs of `length` contiguous values, stepping through source
/// and target at a pace of their own. A convolution of stride 1 over a padded source has one run a row, one of 1 x 1 a
/// single run for the whole plane, one of stride 2 a run for each pixel.
struct Runs {
  int rows;
  int runs;
  int length;  ///< a multiple of kLanes
  std::ptrdiff_t source_row, source_run;
  std::ptrdiff_t target_row, target_run;
};

/// A convolution is a list of taps: an offset into the source and a weight for each output. It says all of kernel size,
/// dilation and input channels, so one function does for every convolution.
struct Taps {
  const std::ptrdiff_t* offsets;
  int count;
};

/// A square pooling window of three pixels a side (two for Window{2, 0, 2}), clipped at the borders.
struct Window {
  int size;
  int padding;
  int stride;
};

/// side of a pooled or strided plane: rounds up.
inline constexpr int strided(int side, int stride) { return (side + stride - 1) / stride; }

template <class T>
struct KernelSet {
  std::string_view name;

  /// target[o][m] = sum over taps t, ascending, of weights[t][o] * source[offset t + m], added to what is there where
  /// `accumulate`. Weights of one tap stand side by side.
  void (*convolve)(const T* source, Taps taps, const T* weights, int outputs, T* target, std::ptrdiff_t target_channel,
                   const Runs& runs, bool accumulate);

  /// weight_gradients[t][o] += sum over m of source[offset t + m] * gradient[o][m]. `runs.target_*` are the gradient's.
  void (*weight_gradients)(const T* source, Taps taps, const T* gradient, std::ptrdiff_t gradient_channel, int outputs,
                           T* weight_gradients, const Runs& runs);

  T (*sum)(const T* values, std::ptrdiff_t count);
  /// Sum of (value - centre)^2.
  T (*squared_deviations)(const T* values, T centre, std::ptrdiff_t count);
  T (*dot)(const T* a, const T* b, std::ptrdiff_t count);

  /// target = scale * source + shift, and 0 for what is below where `rectify`.
  void (*affine)(const T* source, T scale, T shift, bool rectify, T* target, std::ptrdiff_t count);
  /// Sums of g and of g * (source - centre), where g is the gradient, or 0 where `output` (unless null) is not
  /// positive.
  void (*norm_sums)(const T* gradient, const T* output, const T* source, T centre, std::ptrdiff_t count, T sums[2]);
  /// target = gradient_scale * g + source_scale * source + shift, added where `accumulate`; g as in norm_sums.
  void (*norm_gradient)(const T* gradient, const T* output, const T* source, T gradient_scale, T source_scale, T shift,
                        T* target, std::ptrdiff_t count, bool accumulate);

  /// target = scale * source, added where `accumulate`.
  void (*scale)(const T* source, T scale, T* target, std::ptrdiff_t count, bool accumulate);
  void (*rectify)(const T* source, T* target, std::ptrdiff_t count);
  /// The gradient where `output` is positive, else 0.
  void (*rectify_gradient)(const T* gradient, const T* output, T* target, std::ptrdiff_t count, bool accumulate);

  /// One plane of `side` to one of strided(side, window.stride). The gradient of a maximum goes to the first pixel of
  /// the window that has it. An average is over the pixels that there are. Gradients are added.
  void (*max_pool)(const T* source, int side, int batch, Window window, T* target);
  void (*max_pool_gradient)(const T* source, const T* output, const T* gradient, int side, int batch, Window window,
                            T* target);
  void (*average_pool)(const T* source, int side, int batch, Window window, T* target);
  void (*average_pool_gradient)(const T* gradient, int side, int batch, Window window, T* target);
};

/// The sets that this processor can run, the widest last. The first one needs nothing beyond the build's baseline.
template <class T>
std::span<const KernelSet<T>* const> available();

/// The widest.
template <class T>
const KernelSet<T>& widest() {
  return *available<T>().back();
}

}  // namespace cellar::network::kernels
