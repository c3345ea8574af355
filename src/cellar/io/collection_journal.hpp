// SPDX-License-Identifier: Apache-2.0
// The journal of `cellar collect`, schema "cellar.collection/1": JSON Lines, written as the trainings go on. The first
// line says of which benchmark they are and by which recipe, every other holds one training.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <cellar/base/result.hpp>
#include <cellar/network/training.hpp>
#include <cellar/table/training_results.hpp>

namespace cellar::io {

/// All that decides what a training gives, whatever the architecture.
struct CollectionRecipe {
  network::NetworkShape shape;
  network::TrainingOptions training;
  table::ImageCounts images;
  std::string data_sha256;  ///< of the four files, unpacked, one after the other

  /// As one line of JSON; equal texts mean equal recipes.
  std::string text() const;
};

struct CollectionHeader {
  std::string benchmark;
  int epochs = 0;
  table::ImageCounts images;
  std::string recipe;  ///< CollectionRecipe::text
  friend bool operator==(const CollectionHeader&, const CollectionHeader&) = default;
};

struct CollectedTraining {
  std::string architecture;  ///< in the compact form of its space
  std::uint16_t seed = 0;
  table::TrainedNetwork trained;
  std::uint32_t macs = 0;
  double seconds = 0;     ///< what it took; differs from run to run, 0 where it came from a packed file
  int diverged_step = 0;  ///< 0: it did not, or nobody knows any more
  std::string source = {};     ///< the optimizers of the search that asked for it; empty: none did
};

struct CollectionJournal {
  CollectionHeader header;
  std::vector<CollectedTraining> trainings;  ///< in the order of the lines
  std::size_t whole_bytes = 0;               ///< up to the end of the last whole line
  bool torn = false;                         ///< a line behind it was being written when the process died
};

/// Lines with their ends.
std::string collection_header(const CollectionHeader& header);
std::string collection_line(const CollectedTraining& training);

/// Error parse_error with the line. A damaged last line was torn: it counts as not written.
base::Result<CollectionJournal> parse_collection_journal(std::string_view text);

}  // namespace cellar::io
