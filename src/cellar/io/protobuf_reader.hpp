// SPDX-License-Identifier: Apache-2.0
// The wire format of Protocol Buffers (protobuf.dev/programming-guides/encoding): a message is a row of fields.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include <cellar/base/result.hpp>
#include <cellar/surrogate/byte_stream.hpp>

namespace cellar::io {

/// Groups (3 and 4) are deprecated and refused.
enum class ProtobufWire : std::uint8_t { varint = 0, fixed64 = 1, bytes = 2, fixed32 = 5 };

struct ProtobufField {
  std::uint32_t number;
  ProtobufWire wire;
  std::uint64_t value;                  ///< of a varint or fixed field, as its bits stand there
  std::span<const std::uint8_t> bytes;  ///< text, message or bytes: a part of the message read
};

/// Goes through the fields of one message, which must outlive it; allocates nothing.
class ProtobufReader {
 public:
  explicit ProtobufReader(std::span<const std::uint8_t> message) : bytes_(message) {}

  /// Nothing at the message's end. Error parse_error with the field's first byte in `where`; read no further then.
  base::Result<std::optional<ProtobufField>> next();

 private:
  std::optional<std::uint64_t> varint();
  bool read_payload(ProtobufField& field);

  surrogate::ByteReader bytes_;
};

}  // namespace cellar::io
