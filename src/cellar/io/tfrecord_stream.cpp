// SPDX-License-Identifier: Apache-2.0
#include <cellar/io/tfrecord_stream.hpp>

#include <bit>

#include <cellar/base/crc32c.hpp>
#include <cellar/surrogate/byte_stream.hpp>

namespace cellar::io {
namespace {

using base::Error;
using base::ErrorCode;
using Bytes = std::span<const std::uint8_t>;

constexpr std::size_t kLengthSize = 8;
constexpr std::size_t kChecksumSize = 4;
constexpr std::size_t kHeaderSize = kLengthSize + kChecksumSize;
constexpr std::uint32_t kMaskDelta = 0xa282'ead8;

Error damaged(const RecordPosition& position, const std::string& message) {
  return {ErrorCode::model_damaged, message + "; download the file again and compare its SHA-256", position.text()};
}

bool checksum_fits(Bytes content, Bytes stored) {
  return masked_crc32c(content) == surrogate::ByteReader(stored).u32();
}

}  // namespace

std::uint32_t masked_crc32c(Bytes bytes) { return std::rotr(base::crc32c(bytes), 15) + kMaskDelta; }

std::string RecordPosition::text() const {
  return "record " + std::to_string(number) + " at byte " + std::to_string(byte);
}

void TfrecordStream::feed(Bytes piece) {
  // What moves was part of the last piece, so all moves together are no more than the file.
  buffer_.erase(buffer_.begin(), buffer_.begin() + static_cast<std::ptrdiff_t>(start_));
  start_ = 0;
  buffer_.insert(buffer_.end(), piece.begin(), piece.end());
}

base::Result<std::optional<Tfrecord>> TfrecordStream::next() {
  const Bytes bytes = untaken();
  if (bytes.size() < kHeaderSize) return std::optional<Tfrecord>();
  // The length is checked before it decides how much is waited for.
  if (!checksum_fits(bytes.first(kLengthSize), bytes.subspan(kLengthSize, kChecksumSize)))
    return damaged(position(), taken_ == 0 ? "not a TFRecord file, or its first length is damaged (wrong checksum)"
                                           : "the record's length is damaged (wrong checksum)");
  const std::uint64_t length = surrogate::ByteReader(bytes).u64();
  if (length > kMaxPayload)
    return damaged(position(), "the record claims " + std::to_string(length) + " bytes, more than the " +
                                   std::to_string(kMaxPayload) + " that are accepted");
  const auto size = static_cast<std::size_t>(length);
  if (bytes.size() < kHeaderSize + size + kChecksumSize) return std::optional<Tfrecord>();
  const Bytes payload = bytes.subspan(kHeaderSize, size);
  if (!checksum_fits(payload, bytes.subspan(kHeaderSize + size, kChecksumSize)))
    return damaged(position(), "the record's content is damaged (wrong checksum)");

  const Tfrecord record{position(), payload};
  const std::size_t consumed = kHeaderSize + size + kChecksumSize;
  start_ += consumed;
  offset_ += consumed;
  ++taken_;
  return std::optional<Tfrecord>(record);
}

base::Result<base::Done> TfrecordStream::finish() const {
  if (untaken().empty()) return base::Done{};
  return damaged(position(), "the file is cut short: it ends " + std::to_string(untaken().size()) +
                                 " bytes into this record");
}

}  // namespace cellar::io
