// SPDX-License-Identifier: Apache-2.0
#include <cellar/benchmark/training_noise.hpp>

#include <cellar/base/rng.hpp>

namespace cellar::benchmark {

double standard_noise(std::uint64_t seed, std::string_view purpose, const space::Architecture& architecture) {
  std::uint64_t hash = 0xCBF29CE484222325ULL;  // FNV-1a
  for (const std::uint8_t choice : architecture.choices()) hash = (hash ^ choice) * 0x100000001B3ULL;
  return base::Rng::derive(seed, purpose, hash).normal();
}

}  // namespace cellar::benchmark
