// SPDX-License-Identifier: Apache-2.0
// TensorFlow's record files (tensorflow/core/lib/io/record_writer.h), without TensorFlow, from a stream of bytes:
// u64 length, u32 masked CRC-32C of the length, payload, u32 masked CRC-32C of the payload; all little-endian.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <cellar/base/result.hpp>

namespace cellar::io {

/// Where a record stands in its file.
struct RecordPosition {
  std::uint64_t number;  ///< from 1
  std::uint64_t byte;    ///< of its first byte, from 0

  /// "record 12 at byte 4711", as every error names it.
  std::string text() const;
};

struct Tfrecord {
  RecordPosition position;
  std::span<const std::uint8_t> payload;  ///< valid until more bytes are fed
};

/// Records out of a file that comes in pieces of any size:
///   for each piece: feed(piece); while next() gives a record, use it.    At the file's end: finish().
/// Memory: the last piece and the record it ends in, at most kMaxPayload bytes. Time is linear in the bytes.
/// After an error nothing more can be read. The errors, all model_damaged with the record's position in `where`:
/// wrong checksum of length or payload, a length above kMaxPayload, a file that ends inside a record.
class TfrecordStream {
 public:
  /// Above 2,000 times a record of NAS-Bench-101. A file that claims more is another kind of file.
  static constexpr std::size_t kMaxPayload = 1'000'000;

  /// Call next() until it gives nothing before feeding again; what was not taken is kept.
  void feed(std::span<const std::uint8_t> piece);

  /// Nothing where the record is not yet complete.
  base::Result<std::optional<Tfrecord>> next();

  /// Error where the bytes end inside a record.
  base::Result<base::Done> finish() const;

 private:
  RecordPosition position() const { return {taken_ + 1, offset_}; }
  std::span<const std::uint8_t> untaken() const { return std::span(buffer_).subspan(start_); }

  std::vector<std::uint8_t> buffer_;
  std::size_t start_ = 0;     // of what was not yet taken
  std::uint64_t offset_ = 0;  // of that in the file
  std::uint64_t taken_ = 0;   // records
};

/// The checksum as the file stores it: rotated and shifted, so that a checksum of data that holds checksums stays
/// useful (tensorflow/core/lib/hash/crc32c.h).
std::uint32_t masked_crc32c(std::span<const std::uint8_t> bytes);

}  // namespace cellar::io
