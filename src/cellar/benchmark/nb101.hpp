// SPDX-License-Identifier: Apache-2.0
// The tabular benchmarks: nb101, all cells of NAS-Bench-101, and nb1shot1-1 to -3, the parts of it that the supernets of
// NAS-Bench-1Shot1 express (arXiv 2001.10422). An architecture there is looked up as the cell it is.
//
// The test accuracy was measured for every cell. Validation accuracy (after 108 epochs the best of three repeats) and
// training time were measured for some cells and are modelled for the others: the flag of an answer says which.
// A training for fewer epochs is a training of its own, with its own schedule.
//
// A table made from NAS-Bench-101's own files holds every repeat: then an answer is the mean of the three, all of it is
// measured, and with noise asked for it is one of them. It may lack cells, which are then refused, and budgets.
#pragma once

#include <memory>
#include <span>

#include <cellar/base/result.hpp>
#include <cellar/benchmark/benchmark.hpp>

namespace cellar::benchmark {

/// From the bytes of a table (table/nb101_table.hpp). Error model_damaged. Takes about a second.
base::Result<std::unique_ptr<Benchmark>> make_nb101(std::span<const std::uint8_t> file);

/// Number 1 to 3. The table must hold the space's cells.
base::Result<std::unique_ptr<Benchmark>> make_nb1shot1(int number, std::span<const std::uint8_t> file);

}  // namespace cellar::benchmark
