// SPDX-License-Identifier: Apache-2.0
#include <cellar/io/protobuf_reader.hpp>

namespace cellar::io {

using base::Error;
using base::ErrorCode;

// Seven bits a byte, lowest first; the highest bit says that another byte follows.
std::optional<std::uint64_t> ProtobufReader::varint() {
  std::uint64_t value = 0;
  for (int shift = 0; shift < 64; shift += 7) {
    const std::uint8_t byte = bytes_.u8();
    const bool beyond_64_bits = shift == 63 && byte > 1;
    if (bytes_.failed() || beyond_64_bits) return std::nullopt;
    value |= std::uint64_t{byte & 0x7fu} << shift;
    if (byte < 0x80) return value;
  }
  return std::nullopt;
}

bool ProtobufReader::read_payload(ProtobufField& field) {
  switch (field.wire) {
    case ProtobufWire::fixed64: field.value = bytes_.u64(); break;
    case ProtobufWire::fixed32: field.value = bytes_.u32(); break;
    case ProtobufWire::varint:
    case ProtobufWire::bytes: {
      const auto number = varint();
      if (!number || (field.wire == ProtobufWire::bytes && *number > bytes_.remaining())) return false;
      if (field.wire == ProtobufWire::varint)
        field.value = *number;
      else
        field.bytes = bytes_.bytes(static_cast<std::size_t>(*number));
    }
  }
  return !bytes_.failed();
}

base::Result<std::optional<ProtobufField>> ProtobufReader::next() {
  if (bytes_.remaining() == 0) return std::optional<ProtobufField>();
  const auto refuse = [where = "byte " + std::to_string(bytes_.position())](std::string message) {
    return Error{ErrorCode::parse_error, std::move(message), where};
  };
  constexpr std::uint64_t kMaxNumber = (1u << 29) - 1;  // of a field, says the encoding guide
  const auto tag = varint();
  if (!tag) return refuse("a field is cut short");
  const std::uint64_t number = *tag >> 3;
  const auto wire = static_cast<unsigned>(*tag & 7);
  if (number == 0 || number > kMaxNumber) return refuse("there is no field number " + std::to_string(number));
  if (wire == 3 || wire == 4 || wire > 5) return refuse("unknown wire type " + std::to_string(wire));
  ProtobufField field{static_cast<std::uint32_t>(number), static_cast<ProtobufWire>(wire), 0, {}};
  if (!read_payload(field)) return refuse("field " + std::to_string(number) + " is cut short");
  return std::optional<ProtobufField>(field);
}

}  // namespace cellar::io
