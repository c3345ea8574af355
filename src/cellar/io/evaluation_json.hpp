// SPDX-License-Identifier: Apache-2.0
// One answer of a benchmark as a JSON line, and the words for its flags.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <cellar/benchmark/benchmark.hpp>
#include <cellar/benchmark/node_shares.hpp>

namespace cellar::io {

/// "measured", "modelled", "fitted_to_surrogate", "out_of_distribution", "noisy": those that are set, in this order.
std::vector<std::string_view> flag_words(std::uint8_t flags);

/// `{"benchmark":…,"architecture":…,"val_accuracy":…,…,"flags":[…],"model":…}` without a line end; what is unknown is
/// absent. Accuracies are fractions; the architecture is in compact form.
std::string evaluation_line(const benchmark::Benchmark& benchmark, const space::Architecture& architecture,
                            const benchmark::Evaluation& answer);

/// `{"benchmark":…,"architecture":…,"val_accuracy":…,"expected":…,"nodes":[{"cell":"normal","node":2,"share":…},…],
/// "model":…}` without a line end. Fractions; the eight shares add up to val_accuracy - expected.
std::string node_shares_line(const benchmark::Benchmark& benchmark, const space::Architecture& architecture,
                             const benchmark::NodeShares& shares);

}  // namespace cellar::io
