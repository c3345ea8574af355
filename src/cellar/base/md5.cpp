// SPDX-License-Identifier: Apache-2.0
#include <cellar/base/md5.hpp>

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <utility>

namespace cellar::base {
namespace {

constexpr std::size_t kBlock = 64;

// Whole part of 2^32 |sin(i + 1)| (RFC 1321, section 3.4).
constexpr std::array<std::uint32_t, 64> kSine = {
    0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613, 0xfd469501,
    0x698098d8, 0x8b44f7af, 0xffff5bb1, 0x895cd7be, 0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821,
    0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa, 0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8,
    0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed, 0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a,
    0xfffa3942, 0x8771f681, 0x6d9d6122, 0xfde5380c, 0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70,
    0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05, 0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665,
    0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92, 0xffeff47d, 0x85845dd1,
    0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1, 0xf7537e82, 0xbd3af235, 0x2ad7d2bb, 0xeb86d391};

// One 32-bit word of each of four messages (a vector extension of g++ and clang++, so of Emscripten too).
using FourWords = std::uint32_t __attribute__((vector_size(4 * kMd5Lanes)));

// Word is std::uint32_t or FourWords; the arithmetic is written once.
template <class Word>
struct State {
  Word a, b, c, d;
};

template <class Word>
Word rotated(const Word& word, int by) {
  return word << by | word >> (32 - by);
}

// One of the 64 steps. The round is a compile-time constant, so that each step is straight code.
template <int Step, class Word>
inline void step(State<Word>& s, const std::array<Word, 16>& x) {
  constexpr int kRound = Step / 16;
  constexpr std::array<std::array<int, 4>, 4> kShift = {
      {{7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}}};
  constexpr int kWord = std::array{Step, 5 * Step + 1, 3 * Step + 5, 7 * Step}[kRound] % 16;
  Word mixed;
  if constexpr (kRound == 0) mixed = s.d ^ (s.b & (s.c ^ s.d));
  if constexpr (kRound == 1) mixed = s.c ^ (s.d & (s.b ^ s.c));
  if constexpr (kRound == 2) mixed = s.b ^ s.c ^ s.d;
  if constexpr (kRound == 3) mixed = s.c ^ (s.b | ~s.d);
  const Word sum = s.a + mixed + x[kWord] + kSine[Step];
  s = {s.d, s.b + rotated(sum, kShift[kRound][Step % 4]), s.b, s.c};
}

template <class Word, int... Steps>
inline void all_steps(State<Word>& s, const std::array<Word, 16>& x, std::integer_sequence<int, Steps...>) {
  (step<Steps>(s, x), ...);
}

std::uint32_t little_endian(const std::uint8_t* p) {
  return std::uint32_t{p[0]} | std::uint32_t{p[1]} << 8 | std::uint32_t{p[2]} << 16 | std::uint32_t{p[3]} << 24;
}

// The words at one place of a block of each message.
void load(std::uint32_t& word, const std::array<const std::uint8_t*, 1>& blocks, std::size_t at) {
  word = little_endian(blocks[0] + at);
}
void load(FourWords& words, const std::array<const std::uint8_t*, kMd5Lanes>& blocks, std::size_t at) {
  for (std::size_t lane = 0; lane < kMd5Lanes; ++lane) words[lane] = little_endian(blocks[lane] + at);
}

std::uint32_t lane_of(std::uint32_t word, std::size_t) { return word; }
std::uint32_t lane_of(const FourWords& words, std::size_t lane) { return words[lane]; }

template <class Word, std::size_t Lanes>
void compress(State<Word>& state, const std::array<const std::uint8_t*, Lanes>& blocks) {
  std::array<Word, 16> x;
  for (std::size_t i = 0; i < x.size(); ++i) load(x[i], blocks, 4 * i);
  State<Word> s = state;
  all_steps(s, x, std::make_integer_sequence<int, 64>{});
  state = {state.a + s.a, state.b + s.b, state.c + s.c, state.d + s.d};
}

// What remains of a message after its whole blocks, with a one bit, zeros and the length in bits.
struct Tail {
  std::array<std::uint8_t, 2 * kBlock> bytes{};
  std::size_t blocks;

  explicit Tail(std::span<const std::uint8_t> message) {
    const std::size_t rest = message.size() % kBlock;
    std::copy(message.end() - static_cast<std::ptrdiff_t>(rest), message.end(), bytes.begin());
    bytes[rest] = 0x80;
    blocks = rest + 9 <= kBlock ? 1 : 2;
    const std::uint64_t bits = std::uint64_t{message.size()} * 8;
    for (std::size_t i = 0; i < 8; ++i)
      bytes[blocks * kBlock - 8 + i] = static_cast<std::uint8_t>(bits >> (8 * i));
  }
};

template <std::size_t Lanes, std::size_t... Lane>
std::array<Tail, Lanes> tails(const std::array<std::span<const std::uint8_t>, Lanes>& messages,
                              std::index_sequence<Lane...>) {
  return {Tail(messages[Lane])...};
}

template <std::size_t Lanes, class Word>
std::array<Md5Digest, Lanes> digests(const State<Word>& state) {
  std::array<Md5Digest, Lanes> out;
  const std::array words = {state.a, state.b, state.c, state.d};
  for (std::size_t lane = 0; lane < Lanes; ++lane)
    for (std::size_t i = 0; i < 16; ++i)
      out[lane][i] = static_cast<std::uint8_t>(lane_of(words[i / 4], lane) >> (8 * (i % 4)));
  return out;
}

template <class Word, std::size_t Lanes>
std::array<Md5Digest, Lanes> hash(const std::array<std::span<const std::uint8_t>, Lanes>& messages) {
  State<Word> state{Word{} + 0x67452301u, Word{} + 0xefcdab89u, Word{} + 0x98badcfeu, Word{} + 0x10325476u};
  std::array<const std::uint8_t*, Lanes> blocks;
  for (std::size_t at = 0; at + kBlock <= messages[0].size(); at += kBlock) {
    for (std::size_t lane = 0; lane < Lanes; ++lane) blocks[lane] = messages[lane].data() + at;
    compress(state, blocks);
  }
  const auto ends = tails<Lanes>(messages, std::make_index_sequence<Lanes>{});
  for (std::size_t block = 0; block < ends[0].blocks; ++block) {
    for (std::size_t lane = 0; lane < Lanes; ++lane) blocks[lane] = ends[lane].bytes.data() + block * kBlock;
    compress(state, blocks);
  }
  return digests<Lanes>(state);
}

}  // namespace

Md5Digest md5(std::span<const std::uint8_t> bytes) { return hash<std::uint32_t, 1>({bytes})[0]; }

std::array<Md5Digest, kMd5Lanes> md5_lanes(const std::array<std::span<const std::uint8_t>, kMd5Lanes>& messages) {
  for ([[maybe_unused]] const auto& message : messages) assert(message.size() == messages[0].size());
  return hash<FourWords, kMd5Lanes>(messages);
}

}  // namespace cellar::base
