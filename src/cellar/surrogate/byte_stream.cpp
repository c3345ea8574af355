// SPDX-License-Identifier: Apache-2.0
#include <cellar/surrogate/byte_stream.hpp>

#include <bit>

namespace cellar::surrogate {

std::uint64_t ByteReader::unsigned_value(std::size_t size) {
  std::uint64_t value = 0;
  const std::span<const std::uint8_t> source = bytes(size);
  for (std::size_t i = 0; i < source.size(); ++i) value |= std::uint64_t{source[i]} << (8 * i);
  return value;
}

double ByteReader::f64() { return std::bit_cast<double>(u64()); }

std::span<const std::uint8_t> ByteReader::bytes(std::size_t count) {
  failed_ = failed_ || count > remaining();
  if (failed_) return {};
  const std::span<const std::uint8_t> taken = bytes_.subspan(position_, count);
  position_ += count;
  return taken;
}

std::string ByteReader::text(std::size_t count) {
  const std::span<const std::uint8_t> source = bytes(count);
  return {source.begin(), source.end()};
}

void ByteWriter::f64(double value) { u64(std::bit_cast<std::uint64_t>(value)); }

void ByteWriter::bytes(std::span<const std::uint8_t> values) { out_.insert(out_.end(), values.begin(), values.end()); }

void ByteWriter::text(std::string_view value) { out_.insert(out_.end(), value.begin(), value.end()); }

void ByteWriter::unsigned_value(std::uint64_t value, std::size_t size) {
  for (std::size_t i = 0; i < size; ++i) out_.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
}

}  // namespace cellar::surrogate
