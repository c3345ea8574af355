// SPDX-License-Identifier: Apache-2.0
// The journal of tuning one-shot methods, schema "cellar.tuning/1": sealed JSON lines (sealed_lines.hpp). The first says
// what is tuned, every other holds the outcome of one search, so that a tuning which is repeated need not train again.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <tuple>

#include <cellar/base/result.hpp>
#include <cellar/oneshot/tuning_benchmark.hpp>

namespace cellar::io {

/// All that decides what a search gives besides its setting: another journal where any of it differs.
struct TuningHeader {
  std::string benchmark, model_sha256, data_sha256, version;
  std::int64_t training_images = 0;
  friend bool operator==(const TuningHeader&, const TuningHeader&) = default;
};

/// Method with its own options, setting as text, epochs, seed.
using TuningKey = std::tuple<std::string, std::string, int, std::uint64_t>;

std::string tuning_header(const TuningHeader& header);
std::string tuning_line(const TuningKey& key, const oneshot::TuningOutcome& outcome);

struct TuningJournal {
  TuningHeader header;
  std::map<TuningKey, oneshot::TuningOutcome> searches;
  std::size_t whole_bytes = 0;  ///< up to the end of the last whole line
};

/// Error parse_error with the line; a damaged last line was torn and counts as not written.
base::Result<TuningJournal> parse_tuning_journal(std::string_view text);

}  // namespace cellar::io
