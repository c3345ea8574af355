// SPDX-License-Identifier: Apache-2.0
// Google's NAS-Bench-101 files, nasbench_only108.tfrecord and nasbench_full.tfrecord (google-research/nasbench), read
// without TensorFlow from a stream of bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include <cellar/base/result.hpp>
#include <cellar/io/nb101_record.hpp>
#include <cellar/io/tfrecord_stream.hpp>

namespace cellar::io {

struct Nb101Entry {
  RecordPosition position;
  Nb101Record record;
};

/// Used like TfrecordStream: feed a piece, call next() until it gives nothing, at the end finish(). Memory is that of
/// the stream and one record. Errors have the record's position in `where` and say what to do; they are those of
/// TfrecordStream and, as parse_error, those of parse_nb101_record. After an error nothing more can be read.
class Nb101TfrecordReader {
 public:
  void feed(std::span<const std::uint8_t> piece) { stream_.feed(piece); }
  base::Result<std::optional<Nb101Entry>> next();
  base::Result<base::Done> finish() const { return stream_.finish(); }

 private:
  TfrecordStream stream_;
};

}  // namespace cellar::io
