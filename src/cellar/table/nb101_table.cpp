// SPDX-License-Identifier: Apache-2.0
#include <cellar/table/nb101_table.hpp>

#include <algorithm>
#include <bit>

#include <cellar/space/nb101_enumeration.hpp>
#include <cellar/surrogate/byte_stream.hpp>
#include <cellar/surrogate/model_file.hpp>
#include <cellar/table/residual_streams.hpp>

namespace cellar::table {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;
using space::nb101::Key;
using surrogate::ModelFile;

Error damaged(std::string_view section, std::string message) {
  return {ErrorCode::model_damaged, std::move(message) + "; fetch the table again",
          "section '" + std::string(section) + "'"};
}

// A multiplicative hash of a key (Knuth, TAOCP 6.4), `bits` long.
std::size_t slot_of(Key key, int bits) { return static_cast<std::size_t>(key * 0x9E3779B97F4A7C15ULL >> (64 - bits)); }

// Labelled cells by their index in the enumeration, as ascending differences in LEB128.
std::vector<std::uint8_t> encode_keys(std::span<const Nb101Row> rows) {
  std::vector<std::uint8_t> bytes;
  std::uint32_t index = 0, before = 0;
  for (const auto& row : rows) {
    while (space::nb101::number(space::nb101::labelled_cell(index)) != row.key) ++index;
    for (std::uint32_t rest = index - before;; rest >>= 7) {
      bytes.push_back(static_cast<std::uint8_t>((rest & 127) | (rest > 127 ? 128 : 0)));
      if (rest <= 127) break;
    }
    before = index;
  }
  return bytes;
}

Result<std::vector<Key>> decode_keys(std::span<const std::uint8_t> bytes) {
  std::vector<Key> keys;
  std::uint64_t index = 0, difference = 0;
  int shift = 0;
  for (const std::uint8_t byte : bytes) {
    difference |= std::uint64_t{byte & 127u} << shift;
    shift += 7;
    if (shift > 28) return damaged("cells", "holds a number that is too long");
    if (byte & 128) continue;
    index += difference;
    if (index >= space::nb101::kLabelledCount || (difference == 0 && !keys.empty()))
      return damaged("cells", "holds a cell that does not exist or occurs twice");
    keys.push_back(space::nb101::number(space::nb101::labelled_cell(static_cast<std::uint32_t>(index))));
    difference = 0;
    shift = 0;
  }
  if (shift != 0) return damaged("cells", "is cut short");
  return keys;
}

Result<std::vector<Key>> read_keys(const ModelFile& file) {
  const auto bytes = read_bytes(file, "cells");
  if (!bytes) return bytes.error();
  if (bytes->empty()) return space::nb101::all_keys();
  return decode_keys(*bytes);
}

std::vector<std::uint8_t> measured_bits(std::span<const Nb101Row> rows) {
  std::vector<std::uint8_t> bits((rows.size() + 7) / 8);
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (rows[i].values.measured) bits[i / 8] = static_cast<std::uint8_t>(bits[i / 8] | 1u << i % 8);
  return bits;
}

Result<base::Done> read_measured(const ModelFile& file, std::span<Nb101Values> values) {
  const auto bits = read_bytes(file, "measured");
  if (!bits) return bits.error();
  if (bits->size() != (values.size() + 7) / 8) return damaged("measured", "has another length than the cells");
  for (std::size_t i = 0; i < values.size(); ++i) values[i].measured = (*bits)[i / 8] >> i % 8 & 1;
  return base::Done{};
}

std::string repeats_section(std::size_t budget) { return "repeats " + std::to_string(kNb101Budgets[budget]); }

void write_repeats(ModelFile& file, std::size_t budget, std::span<const Nb101Repeats> column) {
  surrogate::ByteWriter writer;
  for (const auto& repeats : column)
    for (const auto& repeat : repeats) {
      writer.u16(repeat.val_correct);
      writer.u16(repeat.test_correct);
      writer.u32(repeat.training_milliseconds);
    }
  write_bytes(file, repeats_section(budget), writer.written());
}

Result<base::Done> read_repeats(const ModelFile& file, std::size_t budget, std::size_t rows,
                                std::vector<Nb101Repeats>& column) {
  const std::string section = repeats_section(budget);
  const bool present = std::any_of(file.sections.begin(), file.sections.end(),
                                   [&](const auto& one) { return one.name == section; });
  if (!present) return base::Done{};
  const auto payload = read_bytes(file, section);
  if (!payload) return payload.error();
  surrogate::ByteReader reader(*payload);
  constexpr std::size_t kRepeatSize = 8;
  if (payload->size() != rows * Nb101Repeats{}.size() * kRepeatSize)
    return damaged(section, "has another length than the cells");
  column.resize(rows);
  for (auto& repeats : column)
    for (auto& repeat : repeats) {
      repeat = {reader.u16(), reader.u16(), reader.u32()};
      if (repeat.val_correct > kNb101Images || repeat.test_correct > kNb101Images)
        return damaged(section, "counts more images than there are");
    }
  return base::Done{};
}

}  // namespace

Result<Nb101Table> Nb101Table::read(std::span<const std::uint8_t> bytes) {
  const auto file = surrogate::parse_model_file(bytes);
  if (!file) return file.error();
  if (file->kind != kNb101TableKind)
    return Error{ErrorCode::model_damaged, "is a '" + file->kind + "', not a '" + std::string(kNb101TableKind) + "'", "kind"};
  Nb101Table table;
  table.name_ = file->name;
  auto keys = read_keys(*file);
  if (!keys) return keys.error();
  if (keys->empty()) return damaged("cells", "is empty");
  table.keys_ = *std::move(keys);
  table.values_.resize(table.keys_.size());
  if (const auto read = read_measured(*file, table.values_); !read) return read.error();
  for (const ResidualStream& stream : residual_streams()) {
    const auto payload = read_bytes(*file, stream.name);
    if (!payload) return payload.error();
    if (const auto fault = decode_residuals(stream, *payload, table.keys_, table.values_))
      return damaged(stream.name, *fault);
  }
  for (std::size_t budget = 0; budget < kNb101Budgets.size(); ++budget)
    if (const auto read = read_repeats(*file, budget, table.size(), table.repeats_[budget]); !read) return read.error();
  table.build_index();
  return table;
}

void Nb101Table::build_index() {
  index_.assign(std::bit_ceil(2 * keys_.size()), 0);
  const int bits = std::countr_zero(index_.size());
  for (std::size_t row = 0; row < keys_.size(); ++row) {
    std::size_t slot = slot_of(keys_[row], bits);
    while (index_[slot] != 0) slot = (slot + 1) & (index_.size() - 1);
    index_[slot] = static_cast<std::uint32_t>(row + 1);
  }
}

std::optional<std::size_t> Nb101Table::find(Key key) const {
  std::size_t slot = slot_of(key, std::countr_zero(index_.size()));
  for (; index_[slot] != 0; slot = (slot + 1) & (index_.size() - 1))
    if (keys_[index_[slot] - 1] == key) return index_[slot] - 1;
  return std::nullopt;
}

Result<std::vector<std::uint8_t>> write_nb101_table(std::string name, std::string version,
                                                    std::span<const Nb101Row> rows, bool whole_space,
                                                    const Nb101RepeatColumns& repeats) {
  ModelFile file{std::string(kNb101TableKind), std::move(name), std::move(version), {}};
  write_bytes(file, "cells", whole_space ? std::vector<std::uint8_t>{} : encode_keys(rows));
  write_bytes(file, "measured", measured_bits(rows));
  for (const ResidualStream& stream : residual_streams())
    write_bytes(file, std::string(stream.name), encode_residuals(stream, rows));
  for (std::size_t budget = 0; budget < kNb101Budgets.size(); ++budget)
    if (!repeats[budget].empty()) write_repeats(file, budget, repeats[budget]);
  return serialize_model_file(file);
}

}  // namespace cellar::table
