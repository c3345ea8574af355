// SPDX-License-Identifier: Apache-2.0
#include "training/models/row_encoding.hpp"

#include <algorithm>
#include <functional>
#include <vector>

#include <cellar/encoding/darts_encodings.hpp>
#include <cellar/encoding/tree_features.hpp>
#include <cellar/space/darts.hpp>
#include <cellar/space/nb1shot1.hpp>
#include "training/nb101_features.hpp"

namespace cellar::training {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;
using space::Architecture;

using Row = std::vector<std::int16_t>;
using EncodeRow = std::function<Row(const Architecture&)>;

template <class Values>
Row as_row(const Values& values) {
  return Row(values.begin(), values.end());
}

Row darts_row(std::string_view encoding, const Architecture& architecture) {
  const auto genotype = space::darts::unpack(architecture);
  if (encoding == "categories") return as_row(encoding::darts::category_vector(genotype));
  if (encoding == "one-hot") return as_row(encoding::darts::one_hot(genotype));
  return as_row(encoding::darts::tree_features(genotype, space::darts::network_size(genotype)));
}

Row parameter_row(std::string_view encoding, const space::Space& space, const Architecture& architecture) {
  const auto values = space.to_parameters(architecture);
  if (encoding == "categories") return as_row(values);
  Row row;
  for (std::size_t p = 0; p < values.size(); ++p) {
    const auto first = static_cast<std::ptrdiff_t>(row.size());
    row.resize(row.size() + static_cast<std::size_t>(space.parameters()[p].size), 0);
    row[static_cast<std::size_t>(first) + values[p]] = 1;
  }
  return row;
}

// Of a space whose architectures are cells of NAS-Bench-101; nothing for others.
std::function<space::nb101::Cell(const Architecture&)> cell_reader(const space::Space& space) {
  if (space.name() == "nb101") return [](const Architecture& one) { return space::nb101::unpack(one); };
  if (const auto* one_shot = dynamic_cast<const space::nb1shot1::OneShotSpace*>(&space))
    return [one_shot](const Architecture& one) { return space::nb101::cell_of(one_shot->key_of(one)); };
  return nullptr;
}

Result<EncodeRow> find_encoding(std::string_view encoding, const space::Space& space) {
  if (std::find(kRowEncodings.begin(), kRowEncodings.end(), encoding) == kRowEncodings.end())
    return Error{ErrorCode::invalid_argument, "is no encoding", "'" + std::string(encoding) + "'"};
  if (space.name() == "darts") return EncodeRow([encoding](const auto& one) { return darts_row(encoding, one); });
  if (encoding != "features")
    return EncodeRow([encoding, &space](const auto& one) { return parameter_row(encoding, space, one); });
  if (const auto cell = cell_reader(space))
    return EncodeRow([cell](const auto& one) { return as_row(fashion_features(cell(one))); });
  return Error{ErrorCode::invalid_argument, "the space has no features; take the encoding categories",
               std::string(space.name())};
}

}  // namespace

Result<surrogate::RowMatrix> encode_rows(std::string_view encoding, const space::Space& space,
                                         std::span<const Architecture> architectures) {
  const auto encode = find_encoding(encoding, space);
  if (!encode) return encode.error();
  surrogate::RowMatrix rows;
  for (const Architecture& architecture : architectures) {
    const Row row = (*encode)(architecture);
    rows.columns = row.size();
    rows.values.insert(rows.values.end(), row.begin(), row.end());
  }
  return rows;
}

surrogate::RowMatrix rows_of(const surrogate::RowMatrix& all, std::span<const std::size_t> which) {
  surrogate::RowMatrix rows{all.columns, {}};
  rows.values.reserve(which.size() * all.columns);
  for (const std::size_t i : which) rows.values.insert(rows.values.end(), all.row(i).begin(), all.row(i).end());
  return rows;
}

}  // namespace cellar::training
