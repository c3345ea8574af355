// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <array>
#include <vector>

#include <cellar/optimizer/forgetting_counts.hpp>

using namespace cellar;
using optimizer::ForgettingCounts;

namespace {

const std::vector<space::Parameter> kParameters = {{"a", 3}, {"b", 2}};

void append(ForgettingCounts& counts, std::uint8_t a, std::uint8_t b) {
  counts.append(std::array<std::uint8_t, 2>{a, b});
}

}  // namespace

TEST_CASE("recent observations count fully, older ones from 1/N up to 1 in equal steps") {
  ForgettingCounts counts(kParameters, 2);
  append(counts, 0, 1);
  append(counts, 2, 1);
  CHECK(counts.weight(0, 0) == 1);
  CHECK(counts.weight(0, 1) == 0);
  CHECK(counts.weight(1, 1) == 2);
  append(counts, 0, 0);  // weights 1/3, 1, 1
  CHECK(counts.weight(0, 0) == doctest::Approx(1.0 / 3 + 1));
  CHECK(counts.weight(1, 1) == doctest::Approx(1.0 / 3 + 1));
  append(counts, 1, 0);
  append(counts, 1, 1);  // weights 1/5, 3/5, 1, 1, 1
  CHECK(counts.size() == 5);
  CHECK(counts.weight(0, 0) == doctest::Approx(0.2 + 1));
  CHECK(counts.weight(0, 1) == doctest::Approx(2));
  CHECK(counts.weight(0, 2) == doctest::Approx(0.6));
  CHECK(counts.weight(1, 0) == doctest::Approx(2));
  CHECK(counts.weight(1, 1) == doctest::Approx(0.2 + 0.6 + 1));
}

TEST_CASE("counts can be emptied and filled again") {
  ForgettingCounts counts(kParameters, 2);
  for (int i = 0; i < 7; ++i) append(counts, 2, 0);
  counts.clear();
  CHECK(counts.weight(0, 2) == 0);
  append(counts, 1, 1);
  CHECK(counts.size() == 1);
  CHECK(counts.weight(0, 1) == 1);
  CHECK(counts.weight(0, 2) == 0);
}
