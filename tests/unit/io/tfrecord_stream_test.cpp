// SPDX-License-Identifier: Apache-2.0
#include <cellar/io/tfrecord_stream.hpp>

#include <doctest/doctest.h>

#include "io/nb101_file_writer.hpp"

using namespace cellar;
using namespace cellar::io;
using namespace cellar::io::testing;

namespace {

struct Framed {
  std::uint64_t number, byte;
  std::string payload;
  friend bool operator==(const Framed&, const Framed&) = default;
};

/// All records; stops at the first error, which it returns, or at the end with the outcome of finish().
base::Result<base::Done> read(TfrecordStream& stream, std::span<const std::uint8_t> piece, std::vector<Framed>& out) {
  stream.feed(piece);
  while (true) {
    const auto record = stream.next();
    if (!record) return record.error();
    if (!*record) return base::Done{};
    const auto& [position, payload] = **record;
    out.push_back({position.number, position.byte, std::string(payload.begin(), payload.end())});
  }
}

base::Error error_of(const Bytes& file) {
  TfrecordStream stream;
  std::vector<Framed> records;
  if (auto done = read(stream, file, records); !done) return done.error();
  const auto finished = stream.finish();
  REQUIRE_MESSAGE(!finished, "the file was read to its end");
  return finished.error();
}

/// Three records, one of them empty.
Bytes sample() {
  const Bytes parts[] = {framed("first"), framed(""), framed("the third record")};
  return joined(parts);
}

constexpr std::size_t kSecond = 21, kThird = 37;  // 16 bytes of frame and 5 of payload, then 16

}  // namespace

TEST_CASE("records are the same whatever the pieces they come in") {
  const std::vector<Framed> expected = {{1, 0, "first"}, {2, kSecond, ""}, {3, kThird, "the third record"}};
  const Bytes file = sample();
  for (std::size_t piece = 1; piece <= file.size(); ++piece) {
    CAPTURE(piece);
    TfrecordStream stream;
    std::vector<Framed> records;
    for (std::size_t at = 0; at < file.size(); at += piece)
      REQUIRE(read(stream, std::span(file).subspan(at, std::min(piece, file.size() - at)), records));
    REQUIRE(stream.finish());
    REQUIRE(records == expected);
  }
}

TEST_CASE("a file without bytes has no records") {
  TfrecordStream stream;
  stream.feed({});
  const auto record = stream.next();
  REQUIRE(record);
  CHECK(!*record);
  CHECK(stream.finish());
}

TEST_CASE("a record of the largest size is read, a larger one refused by its length alone") {
  const std::string largest(TfrecordStream::kMaxPayload, 'x');
  TfrecordStream stream;
  std::vector<Framed> records;
  REQUIRE(read(stream, framed(largest), records));
  REQUIRE(records.size() == 1);
  CHECK(records[0].payload == largest);

  Bytes huge = framed(largest + "x");
  huge.resize(12);  // length and its checksum
  CHECK(error_of(huge).message.find("claims 1000001 bytes, more than the 1000000") != std::string::npos);
}

TEST_CASE("a length of 64 bits under a right checksum is refused, not waited for") {
  surrogate::ByteWriter length;
  length.u64(0xffff'ffff'ffff'fff8);
  Bytes file = sample();
  append(file, length.written());
  surrogate::ByteWriter checksum;
  checksum.u32(masked_crc32c(length.written()));
  append(file, checksum.written());
  const base::Error error = error_of(file);
  CHECK(error.code == base::ErrorCode::model_damaged);
  CHECK(error.message.find("claims 18446744073709551608 bytes") != std::string::npos);
  CHECK(error.where == "record 4 at byte 69");
}

TEST_CASE("every flipped bit is found, in the record it is in") {
  const Bytes sound = sample();
  for (std::size_t bit = 0; bit < 8 * sound.size(); ++bit) {
    CAPTURE(bit);
    Bytes file = sound;
    file[bit / 8] ^= static_cast<std::uint8_t>(1u << bit % 8);
    const base::Error error = error_of(file);
    const std::string where = bit / 8 < kSecond  ? "record 1 at byte 0"
                              : bit / 8 < kThird ? "record 2 at byte 21"
                                                 : "record 3 at byte 37";
    REQUIRE(error.where == where);
    REQUIRE(error.code == base::ErrorCode::model_damaged);
    REQUIRE(error.message.find("download the file again") != std::string::npos);
  }
}

TEST_CASE("every cut inside a record is found") {
  const Bytes sound = sample();
  for (std::size_t size = 1; size < sound.size(); ++size) {
    CAPTURE(size);
    if (size == kSecond || size == kThird) continue;  // whole records; how many there must be is not in the file
    const base::Error error = error_of(Bytes(sound.begin(), sound.begin() + static_cast<std::ptrdiff_t>(size)));
    const std::size_t into = size > kThird ? size - kThird : size > kSecond ? size - kSecond : size;
    REQUIRE(error.message.find("it ends " + std::to_string(into) + " bytes into this record") != std::string::npos);
  }
}

TEST_CASE("another kind of file is said to be one") {
  const std::string text = "{\"this\": \"is JSON\"}";
  CHECK(error_of(Bytes(text.begin(), text.end())).message.find("not a TFRecord file") == 0);
}
