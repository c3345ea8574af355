// SPDX-License-Identifier: Apache-2.0
// The architectures that `cellar collect` trains: the rows of a benchmark's file, and the order of the work.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <cellar/base/result.hpp>
#include <cellar/network/network.hpp>
#include <cellar/space/nb101.hpp>

namespace cellar::cli {

class CollectRows {
 public:
  /// fashion-1shot1-1 to -3: the distinct cells of a space of NAS-Bench-1Shot1, ascending by key. Error unknown_name.
  static base::Result<CollectRows> find(std::string_view benchmark);

  const std::string& benchmark() const { return benchmark_; }
  std::size_t size() const { return keys_.size(); }

  /// In the compact form of NAS-Bench-101's space.
  std::string text(std::size_t row) const;
  /// Nothing where no row has the architecture.
  std::optional<std::size_t> row_of(std::string_view text) const;

  network::Network<float> network(std::size_t row, const network::NetworkShape& shape) const;

  /// Rows in the order in which they are trained. That of fashion-1shot1-3, which may never be finished, is random, so
  /// that whatever is done is a random sample.
  std::vector<std::size_t> work_order() const;

 private:
  CollectRows(std::string benchmark, bool shuffled, std::vector<space::nb101::Key> keys)
      : benchmark_(std::move(benchmark)), shuffled_(shuffled), keys_(std::move(keys)) {}

  std::string benchmark_;
  bool shuffled_;
  std::vector<space::nb101::Key> keys_;
};

}  // namespace cellar::cli
