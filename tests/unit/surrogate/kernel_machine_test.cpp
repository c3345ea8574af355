// SPDX-License-Identifier: Apache-2.0
#include <cellar/surrogate/kernel_machine.hpp>

#include <cmath>
#include <limits>

#include <doctest/doctest.h>

using namespace cellar;
using surrogate::Kernel;
using surrogate::KernelMachine;

namespace {

KernelMachine example(Kernel kernel) {
  return {kernel, 0.5, 0.25, 1, {1, 0}, {2, 0.5}, {3, -1}, {2, {1, 2, 2, -1}}};
}

bool is_damaged(std::vector<std::uint8_t> bytes) {
  const auto refused = surrogate::decode_kernel_machine(bytes);
  return !refused && refused.error().code == base::ErrorCode::model_damaged;
}

}  // namespace

TEST_CASE("kernels are summed on scaled columns") {
  const surrogate::RowMatrix rows{2, {3, 4}};  // scaled: 4, 2; support rows 0, 1 and 2, -0.5
  CHECK(surrogate::predict(example(Kernel::radial), rows)[0] ==
        doctest::Approx(1 + 3 * std::exp(-0.5 * 17) - std::exp(-0.5 * 10.25)));
  CHECK(surrogate::predict(example(Kernel::sigmoid), rows)[0] ==
        doctest::Approx(1 + 3 * std::tanh(0.5 * 2 + 0.25) - std::tanh(0.5 * 7 + 0.25)));
}

TEST_CASE("a kernel machine comes back from its bytes; damaged ones are refused") {
  const auto machine = example(Kernel::sigmoid);
  const auto bytes = surrogate::encode_kernel_machine(machine);
  const auto read = surrogate::decode_kernel_machine(bytes);
  REQUIRE(read);
  CHECK(*read == machine);
  for (std::size_t length = 0; length < bytes.size(); ++length)
    CHECK(is_damaged({bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(length)}));
  auto huge = bytes;
  huge[8] = 0xFF;  // the highest byte of the number of rows
  CHECK(is_damaged(huge));
  auto unknown = bytes;
  unknown[0] = 9;
  CHECK(is_damaged(unknown));
  auto no_number = machine;
  no_number.coefficients[1] = std::numeric_limits<double>::quiet_NaN();
  CHECK(is_damaged(surrogate::encode_kernel_machine(no_number)));
}
