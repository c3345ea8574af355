// SPDX-License-Identifier: Apache-2.0
// One record of NAS-Bench-101's files: one training of one cell, as google-research/nasbench@b942470, nasbench/api.py
// reads it: a JSON array of hash, epochs, adjacency matrix, operations and metrics.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include <cellar/base/md5.hpp>
#include <cellar/base/result.hpp>
#include <cellar/io/nb101_metrics.hpp>
#include <cellar/space/nb101.hpp>
#include <cellar/table/nb101_table.hpp>

namespace cellar::io {

struct Nb101Record {
  base::Md5Digest hash{};
  std::size_t budget = 0;    ///< index into table::kNb101Budgets
  space::nb101::Cell cell;   ///< as the file spells it: no representative, and not known to be pruned
  Nb101Metrics metrics;

  int epochs() const { return table::kNb101Budgets[budget]; }
};

/// The payload of one record. Whether the hash is that of the cell is not checked. Error parse_error; `where` names the
/// item ("matrix").
base::Result<Nb101Record> parse_nb101_record(std::span<const std::uint8_t> payload);

}  // namespace cellar::io
