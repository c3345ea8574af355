// SPDX-License-Identifier: Apache-2.0
#include <cellar/io/shard_text.hpp>

#include <charconv>

namespace cellar::io {
namespace {

constexpr int kMaxShards = 1'000'000;

// The whole text as a number from 1 on; 0 where it is none.
int positive(std::string_view text) {
  int number = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  return problem == std::errc() && end == text.data() + text.size() && number > 0 ? number : 0;
}

}  // namespace

base::Result<study::Shard> parse_shard(std::string_view text) {
  const auto slash = text.find('/');
  if (slash != std::string_view::npos) {
    const study::Shard shard{positive(text.substr(0, slash)), positive(text.substr(slash + 1))};
    if (shard.index >= 1 && shard.index <= shard.count && shard.count <= kMaxShards) return shard;
  }
  return base::Error{base::ErrorCode::invalid_argument,
                     "'" + std::string(text) + "' is no shard; write I/N with I from 1 to N, for example 1/4", "shard"};
}

std::string format_shard(const study::Shard& shard) {
  return std::to_string(shard.index) + "/" + std::to_string(shard.count);
}

}  // namespace cellar::io
