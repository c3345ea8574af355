// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>

#include <cellar/encoding/darts_encodings.hpp>
#include <cellar/encoding/nb101_paths.hpp>
#include <cellar/encoding/path_features.hpp>
#include <cellar/space/nb1shot1.hpp>

using namespace cellar;
using encoding::PathFeatures;
using space::Architecture;

TEST_CASE("without truncation the features of DARTS architectures are their paths") {
  const auto& space = space::darts::space();
  const PathFeatures features(space);
  CHECK(features.size() == encoding::darts::kPaths);
  base::Rng rng(1);
  for (int time = 0; time < 200; ++time) {
    const Architecture architecture = space.sample(rng);
    CHECK(features.indices(architecture) == encoding::darts::path_indices(space::darts::unpack(architecture)));
  }
}

TEST_CASE("truncation leaves out the longer paths and keeps the order of the others") {
  const auto& space = space::darts::space();
  const PathFeatures all(space), two(space, 2);
  CHECK(two.size() == 4 * (1 + 7 + 49));
  std::map<std::uint16_t, std::uint16_t> renumbered;
  base::Rng rng(2);
  for (int time = 0; time < 500; ++time) {
    const Architecture architecture = space.sample(rng);
    const auto kept = two.indices(architecture);
    std::size_t next = 0;
    for (const std::uint16_t index : all.indices(architecture)) {
      if (index % 2801 >= 57) continue;  // 2801 paths from each input, 57 of at most two operations
      REQUIRE(next < kept.size());
      CHECK(renumbered.emplace(index, kept[next]).first->second == kept[next]);
      ++next;
    }
    CHECK(next == kept.size());
    CHECK(std::all_of(kept.begin(), kept.end(), [&](std::size_t index) { return index < two.size(); }));
  }
  CHECK(std::is_sorted(renumbered.begin(), renumbered.end(),
                       [](const auto& a, const auto& b) { return a.second < b.second; }));
}

TEST_CASE("one-shot architectures have the paths of their cells in NAS-Bench-101") {
  for (int number = 1; number <= space::nb1shot1::kSpaces; ++number) {
    const auto& space = space::nb1shot1::space(number);
    const PathFeatures features(space), truncated(space, 3), table(space::nb101::space(), 3);
    CHECK(features.size() == encoding::nb101::kPaths);
    CHECK(truncated.size() == 40);
    base::Rng rng(static_cast<std::uint64_t>(number));
    for (int time = 0; time < 200; ++time) {
      const Architecture architecture = space.sample(rng);
      const auto cell = space::nb101::cell_of(space.key_of(architecture));
      CHECK(features.indices(architecture) == encoding::nb101::path_indices(cell));
      CHECK(truncated.indices(architecture) == table.indices(space::nb101::pack(cell)));
    }
  }
}
