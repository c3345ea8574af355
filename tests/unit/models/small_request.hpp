// SPDX-License-Identifier: Apache-2.0
// What tests of fits share: checkpoints in memory, and a request for two members.
#pragma once

#include <map>
#include <string>
#include <vector>

#include <training/models/regressor.hpp>

class MemoryCheckpoints final : public cellar::training::Checkpoints {
 public:
  cellar::base::Result<std::vector<std::uint8_t>> read(const std::string& key) override { return kept[key]; }
  cellar::base::Result<cellar::base::Done> write(const std::string& key,
                                                 std::span<const std::uint8_t> content) override {
    kept[key].assign(content.begin(), content.end());
    return cellar::base::Done{};
  }
  std::map<std::string, std::vector<std::uint8_t>> kept;
};

inline cellar::training::FitRequest request_for(const cellar::training::Dataset& data,
                                                const cellar::training::Split& split) {
  cellar::training::FitRequest request;
  request.data = &data;
  request.split = &split;
  request.members = 2;
  return request;
}
