// SPDX-License-Identifier: Apache-2.0
// Little-endian values in and out of byte buffers; the reader stays within its bytes whatever they say.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cellar::surrogate {

/// Reads on until the bytes end. What does not fit reads as 0 or empty, and from then on `failed` is true: check it
/// after a group of values and before any of them decides how much is allocated.
class ByteReader {
 public:
  explicit ByteReader(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}

  std::uint8_t u8() { return static_cast<std::uint8_t>(unsigned_value(1)); }
  std::uint16_t u16() { return static_cast<std::uint16_t>(unsigned_value(2)); }
  std::uint32_t u32() { return static_cast<std::uint32_t>(unsigned_value(4)); }
  std::uint64_t u64() { return unsigned_value(8); }
  double f64();
  std::span<const std::uint8_t> bytes(std::size_t count);
  std::string text(std::size_t count);

  bool failed() const { return failed_; }
  std::size_t position() const { return position_; }
  std::size_t remaining() const { return bytes_.size() - position_; }

 private:
  std::uint64_t unsigned_value(std::size_t size);

  std::span<const std::uint8_t> bytes_;
  std::size_t position_ = 0;
  bool failed_ = false;
};

class ByteWriter {
 public:
  void u8(std::uint8_t value) { unsigned_value(value, 1); }
  void u16(std::uint16_t value) { unsigned_value(value, 2); }
  void u32(std::uint32_t value) { unsigned_value(value, 4); }
  void u64(std::uint64_t value) { unsigned_value(value, 8); }
  void f64(double value);
  void bytes(std::span<const std::uint8_t> values);
  void text(std::string_view value);

  const std::vector<std::uint8_t>& written() const { return out_; }
  std::vector<std::uint8_t> take() && { return std::move(out_); }

 private:
  void unsigned_value(std::uint64_t value, std::size_t size);

  std::vector<std::uint8_t> out_;
};

}  // namespace cellar::surrogate
