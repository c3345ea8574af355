// SPDX-License-Identifier: Apache-2.0
#include <cellar/io/protobuf_reader.hpp>

#include <limits>

#include <doctest/doctest.h>

#include "io/nb101_file_writer.hpp"

using namespace cellar;
using namespace cellar::io;
using namespace cellar::io::testing;

namespace {

base::Error first_error(const Bytes& message) {
  ProtobufReader reader(message);
  while (true) {
    const auto field = reader.next();
    if (!field) return field.error();
    REQUIRE_MESSAGE(*field, "the message was read to its end");
  }
}

std::uint64_t read_varint(const Bytes& message) {
  ProtobufReader reader(message);
  const auto field = reader.next();
  REQUIRE(field);
  REQUIRE(*field);
  return (*field)->value;
}

}  // namespace

// The encoding guide's own examples: field 1 = 150; field 2 = "testing".
TEST_CASE("the fields of a message come in their order") {
  Bytes message = {0x08, 0x96, 0x01, 0x12, 0x07, 0x74, 0x65, 0x73, 0x74, 0x69, 0x6e, 0x67};
  append(message, Bytes{0x1d, 0x01, 0x02, 0x03, 0x04});                          // field 3, fixed32
  append(message, Bytes{0x21, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08});  // field 4, fixed64
  append(message, Bytes{0xf8, 0xff, 0xff, 0xff, 0x0f, 0x00});                    // the highest field number, varint 0
  ProtobufReader reader(message);
  const auto take = [&] {
    const auto field = reader.next();
    REQUIRE(field);
    REQUIRE(*field);
    return **field;
  };
  const ProtobufField number = take();
  CHECK(number.number == 1);
  CHECK(number.wire == ProtobufWire::varint);
  CHECK(number.value == 150);
  const ProtobufField text = take();
  CHECK(text.number == 2);
  CHECK(text.wire == ProtobufWire::bytes);
  CHECK(std::string(text.bytes.begin(), text.bytes.end()) == "testing");
  const ProtobufField fixed32 = take();
  CHECK(fixed32.wire == ProtobufWire::fixed32);
  CHECK(fixed32.value == 0x0403'0201);
  const ProtobufField fixed64 = take();
  CHECK(fixed64.wire == ProtobufWire::fixed64);
  CHECK(fixed64.value == 0x0807'0605'0403'0201);
  CHECK(take().number == (1u << 29) - 1);
  const auto end = reader.next();
  REQUIRE(end);
  CHECK(!*end);
}

TEST_CASE("varints hold 64 bits and no more") {
  for (const std::uint64_t value : {std::uint64_t{0}, std::uint64_t{127}, std::uint64_t{128}, std::uint64_t{1} << 35,
                                    std::numeric_limits<std::uint64_t>::max()})
    CHECK(read_varint(varint_field(1, value)) == value);
  CHECK(read_varint({0x08, 0x81, 0x80, 0x00}) == 1);  // longer than needed, which is allowed
  Bytes message(11, 0xff);
  message[0] = 0x08;
  message.back() = 0x02;  // bit 64
  CHECK(first_error(message).message == "field 1 is cut short");
  message.back() = 0x81;  // an eleventh byte
  message.push_back(0);
  CHECK(first_error(message).message == "field 1 is cut short");
}

TEST_CASE("messages that are none are refused at the field's place") {
  const struct {
    const char* name;
    Bytes field;
    const char* message;
  } defects[] = {
      {"no end of the tag", {0x80}, "a field is cut short"},
      {"varint missing", {0x08}, "field 1 is cut short"},
      {"varint cut", {0x08, 0x96}, "field 1 is cut short"},
      {"fixed64 cut", {0x09, 1, 2, 3, 4, 5, 6, 7}, "field 1 is cut short"},
      {"fixed32 cut", {0x0d, 1, 2, 3}, "field 1 is cut short"},
      {"length missing", {0x0a}, "field 1 is cut short"},
      {"text cut", {0x0a, 3, 'a', 'b'}, "field 1 is cut short"},
      {"absurd length", {0x0a, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01}, "field 1 is cut short"},
      {"field 0", {0x00, 0x00}, "there is no field number 0"},
      {"field 2^29", {0x80, 0x80, 0x80, 0x80, 0x10, 0x00}, "there is no field number 536870912"},
      {"group", {0x0b}, "unknown wire type 3"},
      {"end of group", {0x0c}, "unknown wire type 4"},
      {"wire type 6", {0x0e, 0}, "unknown wire type 6"},
      {"wire type 7", {0x0f, 0}, "unknown wire type 7"},
  };
  for (const auto& [name, field, message] : defects) {
    CAPTURE(name);
    Bytes bytes = varint_field(5, 300);
    append(bytes, field);
    const base::Error error = first_error(bytes);
    CHECK(error.code == base::ErrorCode::parse_error);
    CHECK(error.message == message);
    CHECK(error.where == "byte 3");
  }
}
