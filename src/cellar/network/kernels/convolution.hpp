// SPDX-License-Identifier: Apache-2.0
// Convolution forward and, with the weights turned round, backward to its input: blocks of outputs and vectors whose
// sums stay in registers while the taps go by.
#pragma once

#include <cellar/network/kernels/vector.hpp>

namespace cellar::network::kernels::CELLAR_KERNEL_SET {

inline constexpr int kOutputBlock = 4;  // outputs that one load of the source serves

template <class T>
struct ConvolutionSpan {
  const T* source;
  Taps taps;
  const T* weights;
  int weight_step;  // from one tap's weights to the next one's
  T* target;
  std::ptrdiff_t target_channel;
  bool accumulate;
};

template <int kOutputs, int kVectors, class T>
inline void convolve_block(const ConvolutionSpan<T>& span, int at) {
  Vector<T> sums[kOutputs][kVectors] = {};
  if (span.accumulate)
#pragma GCC unroll 8
    for (int o = 0; o < kOutputs; ++o)
#pragma GCC unroll 8
      for (int v = 0; v < kVectors; ++v)
        sums[o][v] = load(span.target + o * span.target_channel + at + v * kWidth<T>);
  const T* weights = span.weights;
  for (int t = 0; t < span.taps.count; ++t, weights += span.weight_step) {
    const T* source = span.source + span.taps.offsets[t] + at;
#pragma GCC unroll 8
    for (int v = 0; v < kVectors; ++v) {
      const Vector<T> values = load(source + v * kWidth<T>);
#pragma GCC unroll 8
      for (int o = 0; o < kOutputs; ++o) sums[o][v] += weights[o] * values;
    }
  }
#pragma GCC unroll 8
  for (int o = 0; o < kOutputs; ++o)
#pragma GCC unroll 8
    for (int v = 0; v < kVectors; ++v) store(span.target + o * span.target_channel + at + v * kWidth<T>, sums[o][v]);
}

// Blocks of kVectors vectors while they fit, then of half as many for the rest of the run.
template <int kOutputs, int kVectors, class T>
inline void convolve_run(const ConvolutionSpan<T>& span, int at, int length) {
  for (; at + kVectors * kWidth<T> <= length; at += kVectors * kWidth<T>) convolve_block<kOutputs, kVectors>(span, at);
  if constexpr (kVectors > 1)
    if (at < length) convolve_run<kOutputs, kVectors / 2>(span, at, length);
}

template <int kOutputs, class T>
void convolve_outputs(ConvolutionSpan<T> span, const Runs& runs) {
  constexpr int kVectors = kOutputs <= 2 ? kAccumulators / 2 : kAccumulators / 4;
  const T* source = span.source;
  T* target = span.target;
  for (int row = 0; row < runs.rows; ++row)
    for (int run = 0; run < runs.runs; ++run) {
      span.source = source + row * runs.source_row + run * runs.source_run;
      span.target = target + row * runs.target_row + run * runs.target_run;
      convolve_run<kOutputs, kVectors>(span, 0, runs.length);
    }
}

template <class T>
void convolve(const T* source, Taps taps, const T* weights, int outputs, T* target, std::ptrdiff_t target_channel,
              const Runs& runs, bool accumulate) {
  ConvolutionSpan<T> span{source, taps, weights, outputs, target, target_channel, accumulate};
  for (; outputs >= kOutputBlock; outputs -= kOutputBlock) {
    convolve_outputs<kOutputBlock>(span, runs);
    span.weights += kOutputBlock;
    span.target += kOutputBlock * target_channel;
  }
  switch (outputs) {
    case 3: return convolve_outputs<3>(span, runs);
    case 2: return convolve_outputs<2>(span, runs);
    case 1: return convolve_outputs<1>(span, runs);
    default: return;
  }
}

}  // namespace cellar::network::kernels::CELLAR_KERNEL_SET
