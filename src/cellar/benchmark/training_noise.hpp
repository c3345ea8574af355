// SPDX-License-Identifier: Apache-2.0
// The noise between repeated trainings, as surrogates draw it.
#pragma once

#include <cstdint>
#include <string_view>

#include <cellar/space/architecture.hpp>

namespace cellar::benchmark {

/// One standard normal draw that depends on seed, purpose and architecture, not on what was asked before.
double standard_noise(std::uint64_t seed, std::string_view purpose, const space::Architecture& architecture);

}  // namespace cellar::benchmark
