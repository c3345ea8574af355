// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <set>
#include <vector>

#include <cellar/base/rng.hpp>

using namespace cellar;

namespace {

using State = std::array<std::uint64_t, 4>;

// The authors' reference code (prng.di.unimi.it, xoshiro256starstar.c and splitmix64.c), written down a second time.
std::uint64_t reference_next(State& s) {
  const std::uint64_t result = std::rotl(s[1] * 5, 7) * 9;
  const std::uint64_t t = s[1] << 17;
  s[2] ^= s[0];
  s[3] ^= s[1];
  s[1] ^= s[2];
  s[0] ^= s[3];
  s[2] ^= t;
  s[3] = std::rotl(s[3], 45);
  return result;
}

std::uint64_t reference_split_mix(std::uint64_t& x) {
  std::uint64_t z = (x += 0x9e3779b97f4a7c15);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

// Pearson's statistic of counts against equal expectations.
double chi_square(const std::vector<int>& counts) {
  const double expected = std::accumulate(counts.begin(), counts.end(), 0.0) / static_cast<double>(counts.size());
  double sum = 0;
  for (const int count : counts) sum += (count - expected) * (count - expected) / expected;
  return sum;
}

}  // namespace

TEST_CASE("the generator is xoshiro256** seeded by SplitMix64") {
  // Published known answers, as in the tests of rand_xoshiro: state 1, 2, 3, 4; and SplitMix64 from 1234567.
  State state = {1, 2, 3, 4};
  for (const std::uint64_t expected :
       {UINT64_C(11520), UINT64_C(0), UINT64_C(1509978240), UINT64_C(1215971899390074240),
        UINT64_C(1216172134540287360), UINT64_C(607988272756665600), UINT64_C(16172922978634559625),
        UINT64_C(8476171486693032832), UINT64_C(10595114339597558777), UINT64_C(2904607092377533576)})
    REQUIRE(reference_next(state) == expected);
  std::uint64_t x = 1234567;
  for (const std::uint64_t expected :
       {UINT64_C(6457827717110365317), UINT64_C(3203168211198807973), UINT64_C(9817491932198370423),
        UINT64_C(4593380528125082431), UINT64_C(16408922859458223821)})
    REQUIRE(reference_split_mix(x) == expected);

  for (std::uint64_t seed : {UINT64_C(0), UINT64_C(1), UINT64_C(0xFFFFFFFFFFFFFFFF)}) {
    base::Rng rng(seed);
    for (auto& word : state) word = reference_split_mix(seed);
    for (int i = 0; i < 1000; ++i) REQUIRE(rng.next() == reference_next(state));
  }
}

TEST_CASE("derived streams differ in seed, purpose and index, and repeat") {
  std::set<std::uint64_t> first_draws;
  for (const char* purpose : {"search", "noise", "sample", ""})
    for (std::uint64_t seed = 0; seed < 20; ++seed)
      for (std::uint64_t index = 0; index < 20; ++index)
        first_draws.insert(base::Rng::derive(seed, purpose, index).next());
  CHECK(first_draws.size() == 4 * 20 * 20);
  CHECK(base::Rng::derive(7, "search", 3).next() == base::Rng::derive(7, "search", 3).next());
}

TEST_CASE("below stays below its bound and is uniform") {
  base::Rng rng(5);
  CHECK(rng.below(1) == 0);
  for (int i = 0; i < 1000; ++i) REQUIRE(rng.below(0xFFFFFFFF) < 0xFFFFFFFF);
  std::vector<int> counts(7);
  for (int i = 0; i < 70'000; ++i) {
    const std::uint32_t value = rng.below(7);
    REQUIRE(value < 7);
    ++counts[value];
  }
  CHECK(chi_square(counts) < 22.46);  // 99.9th percentile of chi-square with 6 degrees of freedom
}

// With bound 3 * 2^30, multiply-and-shift alone would give every third value twice as often.
TEST_CASE("below rejects what would be favoured by a large bound") {
  base::Rng rng(6);
  std::vector<int> counts(3);
  for (int i = 0; i < 30'000; ++i) ++counts[rng.below(3u << 30) % 3];
  CHECK(chi_square(counts) < 13.82);  // 99.9th percentile, 2 degrees of freedom
}

TEST_CASE("uniform lies in [0, 1) with the moments of the uniform distribution") {
  base::Rng rng(7);
  constexpr int kDraws = 100'000;
  double sum = 0, squares = 0;
  for (int i = 0; i < kDraws; ++i) {
    const double u = rng.uniform();
    REQUIRE((u >= 0 && u < 1));
    sum += u;
    squares += u * u;
  }
  CHECK(sum / kDraws == doctest::Approx(0.5).epsilon(0.01));
  CHECK(squares / kDraws == doctest::Approx(1.0 / 3).epsilon(0.01));
}

TEST_CASE("normal has the moments of the standard normal distribution") {
  base::Rng rng(8);
  constexpr int kDraws = 100'000;
  double sum = 0, squares = 0, fourth = 0;
  int beyond_2 = 0;
  for (int i = 0; i < kDraws; ++i) {
    const double z = rng.normal();
    sum += z;
    squares += z * z;
    fourth += z * z * z * z;
    beyond_2 += std::abs(z) > 2;
  }
  CHECK(std::abs(sum / kDraws) < 0.012);  // about four standard errors
  CHECK(squares / kDraws == doctest::Approx(1).epsilon(0.02));
  CHECK(fourth / kDraws == doctest::Approx(3).epsilon(0.05));
  CHECK(beyond_2 / double{kDraws} == doctest::Approx(0.0455).epsilon(0.06));
}

TEST_CASE("shuffle keeps the items and makes every order equally likely") {
  base::Rng rng(9);
  std::vector<int> counts(24);
  for (int i = 0; i < 24'000; ++i) {
    std::array<int, 4> items = {0, 1, 2, 3};
    rng.shuffle(std::span<int>(items));
    std::set<int> kept(items.begin(), items.end());
    REQUIRE(kept.size() == 4);
    int order = 0;  // Lehmer code
    for (std::size_t a = 0; a < 4; ++a) {
      int smaller = 0;
      for (std::size_t b = a + 1; b < 4; ++b) smaller += items[b] < items[a];
      order = order * static_cast<int>(4 - a) + smaller;
    }
    ++counts[static_cast<std::size_t>(order)];
  }
  CHECK(chi_square(counts) < 49.73);  // 99.9th percentile, 23 degrees of freedom
}
