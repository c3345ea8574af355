// SPDX-License-Identifier: Apache-2.0
#include <cellar/table/residual_streams.hpp>

#include <algorithm>
#include <numeric>

namespace cellar::table {
namespace {

using space::nb101::Key;

constexpr std::int32_t kTwentiethPoint = 5, kFifthPoint = 20, kHalfPoint = 50;  // of 9,984 images
constexpr std::int32_t kTwoSeconds = 2000;
constexpr std::int32_t kLongestTraining = 8'000'000;  // milliseconds; the longest known is 5,411 seconds
constexpr std::size_t k4 = 0, k12 = 1, k36 = 2, k108 = 3;  // indices of kNb101Budgets

template <std::size_t budget>
std::int32_t get_val(const Nb101Values& values) {
  return values.val_correct[budget];
}

template <std::size_t budget>
void set_val(Nb101Values& values, std::int32_t count) {
  values.val_correct[budget] = static_cast<std::uint16_t>(count);
}

// The next longer budget is the best guess of a shorter one's; constant offsets cost nothing once compressed.
template <std::size_t budget>
std::int32_t guess_val(Key, const Nb101Values& values) {
  return budget == k108 ? values.test_correct : values.val_correct[budget + 1];
}

std::int32_t guess_training(Key key, const Nb101Values&) {
  // Straight line through the measured times by multiply-adds; only the size of the file depends on how good it is.
  constexpr std::int64_t kFixed = 500'000, kMacsPerMillisecond = 4'000;
  return static_cast<std::int32_t>(kFixed + network_size(space::nb101::cell_of(key)).macs / kMacsPerMillisecond);
}

constexpr std::array<ResidualStream, 6> kStreams = {{
    {"test correct 108", 1, kNb101Images, [](const Nb101Values& v) { return std::int32_t{v.test_correct}; },
     [](Nb101Values& v, std::int32_t count) { v.test_correct = static_cast<std::uint16_t>(count); },
     [](Key, const Nb101Values&) { return std::int32_t{9000}; }},
    {"val correct 108", kTwentiethPoint, kNb101Images, get_val<k108>, set_val<k108>, guess_val<k108>},
    {"val correct 36", kFifthPoint, kNb101Images, get_val<k36>, set_val<k36>, guess_val<k36>},
    {"val correct 12", kHalfPoint, kNb101Images, get_val<k12>, set_val<k12>, guess_val<k12>},
    {"val correct 4", kHalfPoint, kNb101Images, get_val<k4>, set_val<k4>, guess_val<k4>},
    {"training milliseconds 108", kTwoSeconds, kLongestTraining,
     [](const Nb101Values& v) { return static_cast<std::int32_t>(v.training_milliseconds); },
     [](Nb101Values& v, std::int32_t time) { v.training_milliseconds = static_cast<std::uint32_t>(time); },
     guess_training},
}};

std::int32_t nearest_multiple(std::int32_t value, std::int32_t grid) { return (value + grid / 2) / grid * grid; }

// The test accuracy is measured everywhere.
std::int32_t grid_of(const ResidualStream& stream, const Nb101Values& values) {
  return values.measured ? 1 : stream.grid;
}

std::uint32_t zigzag(std::int32_t value) {
  return static_cast<std::uint32_t>(value) << 1 ^ static_cast<std::uint32_t>(value >> 31);
}

std::int32_t unzigzag(std::uint32_t code) { return static_cast<std::int32_t>(code >> 1 ^ (0u - (code & 1))); }

// Codes from planes of seven bits; nothing where the planes do not end with the payload.
std::optional<std::vector<std::uint32_t>> decode_planes(std::span<const std::uint8_t> payload, std::size_t rows) {
  constexpr int kPlanes = 4;  // 28 bits, more than any residual has
  std::vector<std::uint32_t> codes(rows), open(rows);
  std::iota(open.begin(), open.end(), 0u);
  for (int plane = 0; plane < kPlanes && !open.empty(); ++plane) {
    if (payload.size() < open.size()) return std::nullopt;
    std::vector<std::uint32_t> longer;
    for (std::size_t i = 0; i < open.size(); ++i) {
      codes[open[i]] |= (payload[i] & 127u) << (7 * plane);
      if (payload[i] & 128) longer.push_back(open[i]);
    }
    payload = payload.subspan(open.size());
    open = std::move(longer);
  }
  if (!open.empty() || !payload.empty()) return std::nullopt;
  return codes;
}

}  // namespace

std::span<const ResidualStream> residual_streams() { return kStreams; }

Nb101Values on_grid(const Nb101Values& values) {
  Nb101Values rounded = values;
  for (const ResidualStream& stream : kStreams) {
    const std::int32_t grid = grid_of(stream, values);
    stream.set(rounded, std::min(nearest_multiple(stream.get(values), grid), stream.most / grid * grid));
  }
  return rounded;
}

std::vector<std::uint8_t> encode_residuals(const ResidualStream& stream, std::span<const Nb101Row> rows) {
  std::vector<std::uint32_t> codes;
  for (const auto& [key, values] : rows) {
    const std::int32_t grid = grid_of(stream, values);
    codes.push_back(zigzag((stream.get(values) - nearest_multiple(stream.guess(key, values), grid)) / grid));
  }
  std::vector<std::uint8_t> payload;
  while (!codes.empty()) {
    std::vector<std::uint32_t> longer;
    for (const std::uint32_t code : codes) {
      payload.push_back(static_cast<std::uint8_t>((code & 127) | (code > 127 ? 128 : 0)));
      if (code > 127) longer.push_back(code >> 7);
    }
    codes = std::move(longer);
  }
  return payload;
}

std::optional<std::string> decode_residuals(const ResidualStream& stream, std::span<const std::uint8_t> payload,
                                            std::span<const Key> keys, std::span<Nb101Values> values) {
  const auto codes = decode_planes(payload, values.size());
  if (!codes) return "has another length than the cells";
  for (std::size_t i = 0; i < values.size(); ++i) {
    const std::int32_t grid = grid_of(stream, values[i]);
    const std::int64_t value =
        nearest_multiple(stream.guess(keys[i], values[i]), grid) + std::int64_t{unzigzag((*codes)[i])} * grid;
    if (value < 0 || value > stream.most) return "holds a value outside its range, in row " + std::to_string(i);
    stream.set(values[i], static_cast<std::int32_t>(value));
  }
  return std::nullopt;
}

}  // namespace cellar::table
