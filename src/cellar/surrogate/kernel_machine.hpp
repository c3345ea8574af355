// SPDX-License-Identifier: Apache-2.0
// What support vector regression answers: a sum of kernels about rows of the training data (Drucker et al., NIPS 1996).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include <cellar/base/result.hpp>
#include <cellar/surrogate/deep_trees.hpp>

namespace cellar::surrogate {

enum class Kernel : std::uint8_t {
  radial = 1,   ///< exp(-gamma |x - y|^2)
  sigmoid = 2,  ///< tanh(gamma x.y + shift)
};

/// Answers offset + sum of coefficients[i] * kernel(support row i, row), on columns scaled to (value - centre) *
/// factor.
struct KernelMachine {
  Kernel kernel = Kernel::radial;
  double gamma = 1, shift = 0, offset = 0;
  std::vector<double> centre, factor;  ///< by column
  std::vector<double> coefficients;    ///< by support row
  RowMatrix support;
  friend bool operator==(const KernelMachine&, const KernelMachine&) = default;
};

/// One for each row, with the same bits on every build.
std::vector<double> predict(const KernelMachine& machine, const RowMatrix& rows);

/// A row as the kernels see it.
std::vector<double> scaled(const KernelMachine& machine, std::span<const std::int16_t> row);

/// The payload of a section (models/FORMAT.md, "Support vectors").
std::vector<std::uint8_t> encode_kernel_machine(const KernelMachine& machine);

/// Error model_damaged with the byte. Memory: at most 2 times the payload, whatever the bytes say.
base::Result<KernelMachine> decode_kernel_machine(std::span<const std::uint8_t> payload);

}  // namespace cellar::surrogate
