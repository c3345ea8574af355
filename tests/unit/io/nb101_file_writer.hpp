// SPDX-License-Identifier: Apache-2.0
// Writes what the reader of NAS-Bench-101's files reads, from the innermost layer outwards, so that a test can put
// damage into any of them: metrics as a protobuf message, base64, JSON, the TFRecord frame.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <cellar/base/rng.hpp>
#include <cellar/base/sha256.hpp>
#include <cellar/io/nb101_results.hpp>
#include <cellar/surrogate/byte_stream.hpp>

namespace cellar::io::testing {

using Bytes = std::vector<std::uint8_t>;

inline void append(Bytes& out, std::span<const std::uint8_t> bytes) {
  for (const std::uint8_t byte : bytes) out.push_back(byte);  // of an insert g++ 12 warns in vain (-Warray-bounds)
}

inline Bytes varint(std::uint64_t value) {
  Bytes bytes;
  for (; value >= 0x80; value >>= 7) bytes.push_back(static_cast<std::uint8_t>(value | 0x80));
  bytes.push_back(static_cast<std::uint8_t>(value));
  return bytes;
}

inline Bytes varint_field(std::uint32_t number, std::uint64_t value) {
  Bytes field = varint(number << 3);
  append(field, varint(value));
  return field;
}

inline Bytes double_field(std::uint32_t number, double value) {
  Bytes field = varint(number << 3 | 1);
  surrogate::ByteWriter writer;
  writer.f64(value);
  append(field, writer.written());
  return field;
}

inline Bytes bytes_field(std::uint32_t number, std::span<const std::uint8_t> content) {
  Bytes field = varint(number << 3 | 2);
  append(field, varint(content.size()));
  append(field, content);
  return field;
}

inline Bytes evaluation_message(const Nb101Evaluation& evaluation) {
  Bytes message = double_field(1, evaluation.epoch);
  append(message, double_field(2, evaluation.training_seconds));
  append(message, double_field(3, evaluation.train_accuracy));
  append(message, double_field(4, evaluation.validation_accuracy));
  append(message, double_field(5, evaluation.test_accuracy));
  return message;
}

inline Bytes metrics_message(const Nb101Metrics& metrics) {
  Bytes message;
  for (const Nb101Evaluation* evaluation : {&metrics.start, &metrics.halfway, &metrics.final})
    append(message, bytes_field(1, evaluation_message(*evaluation)));
  append(message, varint_field(2, static_cast<std::uint64_t>(metrics.trainable_parameters)));
  append(message, double_field(3, metrics.total_seconds));
  return message;
}

/// As Python's base64.encodebytes: a line end after every 76 characters and at the end.
inline std::string base64_lines(std::span<const std::uint8_t> bytes) {
  constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::size_t count = std::min<std::size_t>(3, bytes.size() - i);
    std::uint32_t group = 0;
    for (std::size_t k = 0; k < 3; ++k) group = group << 8 | (k < count ? bytes[i + k] : 0u);
    for (std::size_t k = 0; k < 4; ++k) text += k <= count ? kAlphabet[group >> (18 - 6 * k) & 63] : '=';
    if (i % 57 == 54 || i + 3 >= bytes.size()) text += '\n';  // 57 bytes fill a line
  }
  return text;
}

/// The five items of a record's JSON array, each as it stands there but for quotes and escaped line ends.
struct RecordTexts {
  std::string hash, epochs, matrix, operations, metrics;
};

inline std::string json_text(const RecordTexts& record) {
  std::string metrics;
  for (const char c : record.metrics) metrics += c == '\n' ? std::string("\\n") : std::string(1, c);
  return "[\"" + record.hash + "\", " + record.epochs + ", \"" + record.matrix + "\", \"" + record.operations +
         "\", \"" + metrics + "\"]";
}

/// The payload in its TFRecord frame.
inline Bytes framed(std::string_view payload) {
  const Bytes content(payload.begin(), payload.end());
  surrogate::ByteWriter length;
  length.u64(content.size());
  surrogate::ByteWriter writer;
  writer.bytes(length.written());
  writer.u32(masked_crc32c(length.written()));
  writer.bytes(content);
  writer.u32(masked_crc32c(content));
  return std::move(writer).take();
}

inline RecordTexts record_texts(const Nb101Record& record) {
  RecordTexts texts{.hash = base::to_hex(record.hash),
                    .epochs = std::to_string(record.epochs()),
                    .matrix = {},
                    .operations = "input",
                    .metrics = base64_lines(metrics_message(record.metrics))};
  const int vertices = record.cell.vertices;
  for (int from = 0; from < vertices; ++from)
    for (int to = 0; to < vertices; ++to)
      texts.matrix += from < to && record.cell.has_edge(from, to) ? '1' : '0';
  for (int vertex = 1; vertex + 1 < vertices; ++vertex)
    texts.operations.append(",").append(
        space::nb101::kOperationNames[static_cast<std::size_t>(record.cell.operation(vertex))]);
  texts.operations += ",output";
  return texts;
}

inline double accuracy(int images) { return static_cast<float>(images / 9984.0); }

inline Nb101Evaluation evaluation(double epoch, const Nb101Point& point) {
  return {epoch, point.training_seconds, accuracy(point.train), accuracy(point.validation), accuracy(point.test)};
}

/// The record of one training, with values at its start as an untrained network has them.
inline Nb101Record record_of(const Nb101CellResults& cell, std::size_t budget, std::size_t repeat) {
  const Nb101Run& run = cell.runs[budget][repeat];
  Nb101Record record{.hash = cell.hash, .budget = budget, .cell = cell.cell, .metrics = {}};
  const double epochs = record.epochs();
  record.metrics = {.start = evaluation(0, {.train = 1001, .validation = 976, .test = 997}),
                    .halfway = evaluation(epochs / 2, run.halfway),
                    .final = evaluation(epochs, run.final),
                    .trainable_parameters = cell.trainable_parameters,
                    .total_seconds = 3.0 * run.final.training_seconds};
  return record;
}

inline Nb101Point random_point(base::Rng& rng) {
  const auto images = [&] { return static_cast<std::uint16_t>(rng.below(table::kNb101Images + 1)); };
  return {images(), images(), images(), static_cast<float>(rng.uniform() * 5000)};
}

/// The cell with random values in all its trainings.
inline Nb101CellResults random_results(const space::nb101::Cell& cell, bool all_budgets, base::Rng& rng) {
  Nb101CellResults results{.hash = space::nb101::hash(cell), .cell = cell};
  results.trainable_parameters = static_cast<std::int32_t>(1 + rng.below(50'000'000));
  for (std::size_t budget = all_budgets ? 0 : 3; budget < table::kNb101Budgets.size(); ++budget) {
    results.repeats[budget] = kNb101Repeats;
    for (Nb101Run& run : results.runs[budget]) run = {random_point(rng), random_point(rng)};
  }
  return results;
}

/// Distinct cells, in the order in which they were drawn.
inline std::vector<Nb101CellResults> random_cells(std::size_t count, bool all_budgets, base::Rng& rng) {
  std::vector<Nb101CellResults> cells;
  std::set<base::Md5Digest> known;
  while (cells.size() < count) {
    const space::nb101::Cell cell = *space::nb101::prune(space::nb101::sample_labelled(rng));
    if (known.insert(space::nb101::hash(cell)).second) cells.push_back(random_results(cell, all_budgets, rng));
  }
  return cells;
}

/// All trainings of the cells, one frame each, in a random order but for the repeats, which keep theirs.
inline std::vector<Bytes> shuffled_frames(std::span<const Nb101CellResults> cells, base::Rng& rng) {
  struct Slot {
    std::size_t cell, budget;
  };
  std::vector<Slot> slots;
  for (std::size_t c = 0; c < cells.size(); ++c)
    for (std::size_t b = 0; b < table::kNb101Budgets.size(); ++b)
      slots.insert(slots.end(), cells[c].repeats[b], {c, b});
  rng.shuffle(std::span(slots));
  std::vector<std::array<std::size_t, table::kNb101Budgets.size()>> written(cells.size());
  std::vector<Bytes> frames;
  for (const auto& [c, b] : slots)
    frames.push_back(framed(json_text(record_texts(record_of(cells[c], b, written[c][b]++)))));
  return frames;
}

inline Bytes joined(std::span<const Bytes> parts) {
  Bytes file;
  for (const Bytes& part : parts) append(file, part);
  return file;
}

/// The file through reader and collector, in pieces of `piece` bytes.
inline base::Result<std::vector<Nb101CellResults>> read_results(std::span<const std::uint8_t> file, std::size_t piece) {
  Nb101TfrecordReader reader;
  Nb101Collector collector;
  while (!file.empty()) {
    const std::size_t size = std::min(piece, file.size());
    reader.feed(file.first(size));
    file = file.subspan(size);
    while (true) {
      const auto entry = reader.next();
      if (!entry) return entry.error();
      if (!*entry) break;
      if (auto added = collector.add(**entry); !added) return added.error();
    }
  }
  if (auto finished = reader.finish(); !finished) return finished.error();
  return std::move(collector).finish();
}

}  // namespace cellar::io::testing
