// SPDX-License-Identifier: Apache-2.0
// Gradients of a convolution's weights: for a block of taps and outputs, products of source and gradient are added up
// in kLanes lanes over the whole plane, then the lanes.
#pragma once

#include <cellar/network/kernels/vector.hpp>

namespace cellar::network::kernels::CELLAR_KERNEL_SET {

inline constexpr int kTapBlock = 3;  // a row of a 3 x 3 kernel
inline constexpr int kGradientBlock = kAccumulators == 16 ? 4 : 3;  // kTapBlock times as many sums, in registers

template <class T>
struct GradientSpan {
  const T* source;
  const std::ptrdiff_t* offsets;
  const T* gradient;
  std::ptrdiff_t gradient_channel;
  T* weight_gradients;
  int weight_step;
};

// Sums of the lanes that one vector holds, from lane `lane` on.
template <int kTaps, int kOutputs, class T>
inline void sum_products(const GradientSpan<T>& span, const Runs& runs, int lane, T (&lanes)[kTaps][kOutputs][kLanes]) {
  Vector<T> sums[kTaps][kOutputs] = {};
  for (int row = 0; row < runs.rows; ++row)
    for (int run = 0; run < runs.runs; ++run) {
      const T* source = span.source + row * runs.source_row + run * runs.source_run + lane;
      const T* gradient = span.gradient + row * runs.target_row + run * runs.target_run + lane;
      for (int m = 0; m < runs.length; m += kLanes) {
        Vector<T> gradients[kOutputs];
#pragma GCC unroll 8
        for (int o = 0; o < kOutputs; ++o) gradients[o] = load(gradient + o * span.gradient_channel + m);
#pragma GCC unroll 8
        for (int t = 0; t < kTaps; ++t) {
          const Vector<T> values = load(source + span.offsets[t] + m);
#pragma GCC unroll 8
          for (int o = 0; o < kOutputs; ++o) sums[t][o] += values * gradients[o];
        }
      }
    }
#pragma GCC unroll 8
  for (int t = 0; t < kTaps; ++t)
#pragma GCC unroll 8
    for (int o = 0; o < kOutputs; ++o) store(lanes[t][o] + lane, sums[t][o]);
}

template <int kTaps, int kOutputs, class T>
void gradient_block(const GradientSpan<T>& span, const Runs& runs) {
  T lanes[kTaps][kOutputs][kLanes];
  for (int lane = 0; lane < kLanes; lane += kWidth<T>) sum_products<kTaps, kOutputs>(span, runs, lane, lanes);
  for (int t = 0; t < kTaps; ++t)
    for (int o = 0; o < kOutputs; ++o) span.weight_gradients[t * span.weight_step + o] += total(lanes[t][o]);
}

template <int kOutputs, class T>
void gradient_taps(GradientSpan<T> span, int taps, const Runs& runs) {
  for (; taps >= kTapBlock; taps -= kTapBlock) {
    gradient_block<kTapBlock, kOutputs>(span, runs);
    span.offsets += kTapBlock;
    span.weight_gradients += kTapBlock * span.weight_step;
  }
  if (taps == 2) gradient_block<2, kOutputs>(span, runs);
  if (taps == 1) gradient_block<1, kOutputs>(span, runs);
}

template <class T>
void weight_gradients(const T* source, Taps taps, const T* gradient, std::ptrdiff_t gradient_channel, int outputs,
                      T* weight_gradients, const Runs& runs) {
  GradientSpan<T> span{source, taps.offsets, gradient, gradient_channel, weight_gradients, outputs};
  for (; outputs >= kGradientBlock; outputs -= kGradientBlock) {
    gradient_taps<kGradientBlock>(span, taps.count, runs);
    span.gradient += kGradientBlock * gradient_channel;
    span.weight_gradients += kGradientBlock;
  }
  if (outputs == 3) gradient_taps<3>(span, taps.count, runs);
  if (outputs == 2) gradient_taps<2>(span, taps.count, runs);
  if (outputs == 1) gradient_taps<1>(span, taps.count, runs);
}

}  // namespace cellar::network::kernels::CELLAR_KERNEL_SET
