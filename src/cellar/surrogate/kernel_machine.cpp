// SPDX-License-Identifier: Apache-2.0
#include <cellar/surrogate/kernel_machine.hpp>

#include <cmath>
#include <string>

#include <cellar/base/math.hpp>
#include <cellar/surrogate/byte_stream.hpp>

namespace cellar::surrogate {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;

// Of the columns of an encoding; NAS-Bench-301's has 56.
constexpr std::uint32_t kMaxColumns = 4096;

double kernel_value(const KernelMachine& machine, std::span<const double> x, std::span<const double> y) {
  double sum = 0;
  if (machine.kernel == Kernel::sigmoid) {
    for (std::size_t c = 0; c < x.size(); ++c) sum += x[c] * y[c];
    return base::tanh(machine.gamma * sum + machine.shift);
  }
  for (std::size_t c = 0; c < x.size(); ++c) sum += (x[c] - y[c]) * (x[c] - y[c]);
  return base::exp(-machine.gamma * sum);
}

Error damaged(std::string message, const ByteReader& reader) {
  return {ErrorCode::model_damaged, std::move(message) + "; fetch the model file again",
          "support vectors, byte " + std::to_string(reader.position())};
}

bool read_finite(ByteReader& reader, std::size_t count, std::vector<double>& out) {
  for (std::size_t i = 0; i < count; ++i) {
    out.push_back(reader.f64());
    if (!std::isfinite(out.back())) return false;
  }
  return !reader.failed();
}

}  // namespace

std::vector<double> scaled(const KernelMachine& machine, std::span<const std::int16_t> row) {
  std::vector<double> values(row.size());
  for (std::size_t c = 0; c < row.size(); ++c) values[c] = (row[c] - machine.centre[c]) * machine.factor[c];
  return values;
}

std::vector<double> predict(const KernelMachine& machine, const RowMatrix& rows) {
  std::vector<double> support;
  for (std::size_t i = 0; i < machine.support.rows(); ++i) {
    const auto row = scaled(machine, machine.support.row(i));
    support.insert(support.end(), row.begin(), row.end());
  }
  const std::size_t columns = machine.support.columns;
  std::vector<double> out;
  for (std::size_t i = 0; i < rows.rows(); ++i) {
    const auto row = scaled(machine, rows.row(i));
    double sum = machine.offset;
    for (std::size_t s = 0; s < machine.coefficients.size(); ++s)
      sum += machine.coefficients[s] * kernel_value(machine, std::span(support).subspan(s * columns, columns), row);
    out.push_back(sum);
  }
  return out;
}

std::vector<std::uint8_t> encode_kernel_machine(const KernelMachine& machine) {
  ByteWriter writer;
  writer.u8(static_cast<std::uint8_t>(machine.kernel));
  writer.u32(static_cast<std::uint32_t>(machine.support.columns));
  writer.u32(static_cast<std::uint32_t>(machine.coefficients.size()));
  for (const double number : {machine.gamma, machine.shift, machine.offset}) writer.f64(number);
  for (const auto* numbers : {&machine.centre, &machine.factor, &machine.coefficients})
    for (const double number : *numbers) writer.f64(number);
  for (const std::int16_t value : machine.support.values) writer.u16(static_cast<std::uint16_t>(value));
  return std::move(writer).take();
}

Result<KernelMachine> decode_kernel_machine(std::span<const std::uint8_t> payload) {
  ByteReader reader(payload);
  KernelMachine machine;
  machine.kernel = static_cast<Kernel>(reader.u8());
  if (machine.kernel != Kernel::radial && machine.kernel != Kernel::sigmoid) return damaged("unknown kernel", reader);
  const std::uint32_t columns = reader.u32(), rows = reader.u32();
  constexpr std::uint64_t kNumber = 8;
  const std::uint64_t size = 3 * kNumber + 2 * kNumber * columns + kNumber * rows + std::uint64_t{2} * columns * rows;
  if (reader.failed() || columns == 0 || columns > kMaxColumns || reader.remaining() != size)
    return damaged("the numbers of columns and rows do not fit the section", reader);
  std::vector<double> numbers;
  if (!read_finite(reader, 3, numbers) || !read_finite(reader, columns, machine.centre) ||
      !read_finite(reader, columns, machine.factor) || !read_finite(reader, rows, machine.coefficients))
    return damaged("holds a number that is not finite", reader);
  machine.gamma = numbers[0], machine.shift = numbers[1], machine.offset = numbers[2];
  machine.support.columns = columns;
  for (std::uint64_t i = 0; i < std::uint64_t{columns} * rows; ++i)
    machine.support.values.push_back(static_cast<std::int16_t>(reader.u16()));
  return machine;
}

}  // namespace cellar::surrogate
