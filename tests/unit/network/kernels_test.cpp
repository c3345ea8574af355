// SPDX-License-Identifier: Apache-2.0
// Every kernel set that this processor can run gives the bits of the baseline, at sizes that meet every remainder.
#include <cellar/network/kernels/kernel_set.hpp>

#include <doctest/doctest.h>

#include <cstring>
#include <string>
#include <vector>

#include <cellar/base/rng.hpp>

namespace cellar::network::kernels {
namespace {

using Floats = std::vector<float>;
using Set = KernelSet<float>;

constexpr int kBatch = 3 * kLanes;  // no power of two times the lanes
constexpr int kSide = 5;
constexpr std::ptrdiff_t kPlane = kSide * kSide * kBatch;

Floats random_floats(std::ptrdiff_t count, std::uint64_t seed) {
  base::Rng rng(seed);
  Floats values(static_cast<std::size_t>(count));
  for (float& value : values) value = static_cast<float>(rng.normal());
  return values;
}

// Whole numbers repeat, so that maxima have equals.
Floats coarse_floats(std::ptrdiff_t count, std::uint64_t seed) {
  base::Rng rng(seed);
  Floats values(static_cast<std::size_t>(count));
  for (float& value : values) value = static_cast<float>(rng.below(4));
  return values;
}

// `run(set, output)` writes to an output that holds the same random numbers for every set.
template <class Run>
void check_same_bits(std::ptrdiff_t outputs, Run run, const std::string& what) {
  const Floats before = random_floats(outputs, 77);
  Floats expected = before;
  run(*available<float>().front(), expected.data());
  CHECK(std::memcmp(expected.data(), before.data(), before.size() * sizeof(float)) != 0);
  for (const Set* set : available<float>()) {
    CAPTURE(what);
    CAPTURE(set->name);
    Floats output = before;
    run(*set, output.data());
    CHECK(std::memcmp(output.data(), expected.data(), output.size() * sizeof(float)) == 0);
  }
}

// Taps of a 3 x 3 window over so many channels of kSide x kSide pixels, whose upper left 3 x 3 pixels are its outputs.
struct Windows {
  std::vector<std::ptrdiff_t> offsets;
  Runs runs{3, 1, 3 * kBatch, kSide * kBatch, 0, 3 * kBatch, 0};
  std::ptrdiff_t target_plane = 9 * kBatch;

  explicit Windows(int taps) {
    for (int tap = 0; tap < taps; ++tap)
      offsets.push_back(tap / 9 * kPlane + (tap % 9 / 3 * kSide + tap % 3) * kBatch);
  }
  Taps taps() const { return {offsets.data(), static_cast<int>(offsets.size())}; }
};

TEST_CASE("convolutions") {
  constexpr int kChannels = 2;
  const Floats source = random_floats(kChannels * kPlane, 1);
  for (const int outputs : {1, 2, 3, 4, 5, 7, 8})
    for (const int taps : {1, 2, 9, 18})
      for (const bool accumulate : {false, true}) {
        const Windows windows(taps);
        const Floats weights = random_floats(taps * outputs, 2);
        check_same_bits(outputs * windows.target_plane, [&](const Set& set, float* target) {
          set.convolve(source.data(), windows.taps(), weights.data(), outputs, target, windows.target_plane, windows.runs,
                       accumulate);
        }, std::to_string(taps) + " taps, " + std::to_string(outputs) + " outputs");
      }
}

TEST_CASE("gradients of weights") {
  const Floats source = random_floats(2 * kPlane, 3);
  for (const int outputs : {1, 2, 3, 4, 5, 6, 8})
    for (const int taps : {1, 2, 3, 9, 17}) {
      const Windows windows(taps);
      const Floats gradient = random_floats(outputs * windows.target_plane, 4);
      check_same_bits(taps * outputs, [&](const Set& set, float* target) {
        set.weight_gradients(source.data(), windows.taps(), gradient.data(), windows.target_plane, outputs, target,
                             windows.runs);
      }, std::to_string(taps) + " taps, " + std::to_string(outputs) + " outputs");
    }
}

TEST_CASE("sums over a plane") {
  const Floats a = random_floats(kPlane, 5), b = random_floats(kPlane, 6), c = random_floats(kPlane, 7);
  check_same_bits(1, [&](const Set& set, float* to) { *to = set.sum(a.data(), kPlane); }, "sum");
  check_same_bits(1, [&](const Set& set, float* to) { *to = set.squared_deviations(a.data(), 0.3f, kPlane); }, "deviations");
  check_same_bits(1, [&](const Set& set, float* to) { *to = set.dot(a.data(), b.data(), kPlane); }, "dot");
  for (const float* output : {static_cast<const float*>(nullptr), c.data()})
    check_same_bits(2, [&](const Set& set, float* to) { set.norm_sums(a.data(), output, b.data(), 0.3f, kPlane, to); },
                    "norm sums");
}

TEST_CASE("what goes once over a plane") {
  const Floats a = random_floats(kPlane, 8), b = random_floats(kPlane, 9), c = random_floats(kPlane, 10);
  for (const bool rectified : {false, true})
    check_same_bits(kPlane, [&](const Set& set, float* to) { set.affine(a.data(), 1.3f, -0.2f, rectified, to, kPlane); },
                    "affine");
  check_same_bits(kPlane, [&](const Set& set, float* to) { set.rectify(a.data(), to, kPlane); }, "rectify");
  for (const bool accumulate : {false, true}) {
    check_same_bits(kPlane, [&](const Set& set, float* to) { set.scale(a.data(), 0.7f, to, kPlane, accumulate); }, "scale");
    check_same_bits(kPlane, [&](const Set& set, float* to) {
      set.rectify_gradient(a.data(), b.data(), to, kPlane, accumulate);
    }, "gradient of rectify");
    for (const float* output : {static_cast<const float*>(nullptr), c.data()})
      check_same_bits(kPlane, [&](const Set& set, float* to) {
        set.norm_gradient(a.data(), output, b.data(), 1.1f, -0.4f, 0.2f, to, kPlane, accumulate);
      }, "gradient of batch norm");
  }
}

TEST_CASE("poolings") {
  const Floats source = coarse_floats(kPlane, 11);
  for (const Window window : {Window{3, 1, 1}, {3, 1, 2}, {2, 0, 2}}) {
    const int side = strided(kSide, window.stride);
    const std::ptrdiff_t outputs = static_cast<std::ptrdiff_t>(side) * side * kBatch;
    const Floats gradient = random_floats(outputs, 12);
    Floats maxima(static_cast<std::size_t>(outputs));
    available<float>().front()->max_pool(source.data(), kSide, kBatch, window, maxima.data());
    check_same_bits(outputs, [&](const Set& set, float* to) { set.max_pool(source.data(), kSide, kBatch, window, to); },
                    "maximum");
    check_same_bits(outputs, [&](const Set& set, float* to) { set.average_pool(source.data(), kSide, kBatch, window, to); },
                    "average");
    check_same_bits(kPlane, [&](const Set& set, float* to) {
      set.max_pool_gradient(source.data(), maxima.data(), gradient.data(), kSide, kBatch, window, to);
    }, "gradient of maximum");
    check_same_bits(kPlane, [&](const Set& set, float* to) {
      set.average_pool_gradient(gradient.data(), kSide, kBatch, window, to);
    }, "gradient of average");
  }
}

}  // namespace
}  // namespace cellar::network::kernels
