// SPDX-License-Identifier: Apache-2.0
// The smallest program that uses the installed package: one architecture of the DARTS space, parsed by the library.
#include <cellar/base/rng.hpp>
#include <cellar/space/darts.hpp>

int main() {
  cellar::base::Rng rng(1);
  const auto sampled = cellar::space::darts::unpack(cellar::space::darts::space().sample(rng));
  const auto parsed = cellar::space::darts::parse_compact(cellar::space::darts::to_compact(sampled));
  return parsed && *parsed == sampled ? 0 : 1;
}
