// SPDX-License-Identifier: Apache-2.0
// The damage matrix: no damaged file is accepted, crashes the reader or makes it allocate without bound; and where the
// checksum was repaired, so that only the inner checks stand, what is accepted is a sound ensemble.
#include <cellar/surrogate/model_file.hpp>

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <new>

#include <doctest/doctest.h>

#include <cellar/base/sha256.hpp>

#include "surrogate/random_trees.hpp"

namespace {
std::size_t allocated_bytes = 0;
}

// Replaced to count what a reader asks for; all else as usual.
void* operator new(std::size_t size) {
  allocated_bytes += size;
  if (void* memory = std::malloc(size == 0 ? 1 : size)) return memory;
  std::abort();
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

using namespace cellar;
using namespace cellar::surrogate;

namespace {

using Bytes = std::vector<std::uint8_t>;
using Edit = std::function<void(Bytes&)>;

constexpr std::size_t kHeaderSize = 20;
constexpr std::size_t kDigestSize = 32;

/// Offsets in the trees section of sample(), see models/FORMAT.md.
constexpr std::size_t kQuantum = 0, kMembers = 8, kBase = 12, kTrees = 20, kConditions = 36, kFeatures = 40,
                      kThresholds = 42, kNodes = 44, kLeaves = 48, kSymbols = 52, kSymbolsHigh = 59;

ModelFile sample() {
  TreeEnsembleSpec spec{.name = "q", .quantum = 0.5, .base = {1, 2}, .members = {{}, {}}};
  spec.members[0] = {Tree{{{1, 3, false, 0}, {.value = -2}, {.value = 300}}},
                     Tree{{{0, 9, false, 0}, {.value = 1}, {.value = 2}}}};
  spec.members[1] = {Tree{{{.value = 5}}}};
  ModelFile file{.kind = "test-surrogate", .name = "test-v1", .version = "1.0.0", .sections = {}};
  write_text(file, "card", "text");
  write_numbers(file, "curve", std::vector{1.0, 2.0});
  file.sections.push_back({SectionKind::column, "labels", Bytes(16 + 2 * 3)});
  write_bytes(file, "choices", std::vector<std::uint8_t>{1, 2, 3});
  REQUIRE(write_trees(file, spec));
  return file;
}

ModelFile larger_sample() {
  base::Rng rng(40);
  ModelFile file = sample();
  TreeEnsembleSpec spec = testing::random_spec(3, 30, 34, rng);
  REQUIRE(write_trees(file, spec));
  return file;
}

Bytes bytes_of(const ModelFile& file) { return *serialize_model_file(file); }

void put32(Bytes& bytes, std::size_t at, std::uint32_t value) {
  for (std::size_t i = 0; i < 4; ++i) bytes[at + i] = static_cast<std::uint8_t>(value >> (8 * i));
}

/// Makes length and checksum fit the content again.
void repair(Bytes& bytes) {
  if (bytes.size() < kHeaderSize + kDigestSize) return;
  put32(bytes, 12, static_cast<std::uint32_t>(bytes.size()));
  const auto content = std::span(bytes).first(bytes.size() - kDigestSize);
  const base::Sha256Digest digest = base::sha256(content);
  std::copy(digest.begin(), digest.end(), bytes.end() - kDigestSize);
}

void check_refused(const base::Error& error, const char* message, const char* where) {
  CHECK(error.code == base::ErrorCode::model_damaged);
  CHECK_MESSAGE(error.message.find(message) != std::string::npos, error.message);
  CHECK_MESSAGE(error.where.find(where) == 0, error.where);
  CHECK_MESSAGE(error.where.find("byte ") != std::string::npos, error.where);
}

/// The first refusal of file or sections; an error with code `internal` where all was accepted. Whatever is accepted
/// is used, as its users would.
base::Error first_refusal(const Bytes& bytes) {
  const std::size_t before = allocated_bytes;
  const auto file = parse_model_file(bytes);
  base::Error refusal{base::ErrorCode::internal, "accepted", {}};
  if (!file) return file.error();
  for (const Section& section : file->sections) {
    const auto keep = [&](const auto& result) {
      if (!result) refusal = result.error();
    };
    if (section.kind == SectionKind::text) keep(read_text(*file, section.name));
    if (section.kind == SectionKind::numbers) keep(read_numbers(*file, section.name));
    if (section.kind == SectionKind::column) keep(read_column(*file, section.name));
    if (section.kind == SectionKind::bytes) keep(read_bytes(*file, section.name));
    if (section.kind != SectionKind::trees) continue;
    const auto spec = read_trees(*file, section.name);
    keep(spec);
    if (!spec) continue;
    const auto ensemble = TreeEnsemble::build(*spec, 256);
    REQUIRE(ensemble);
    base::Rng rng(bytes.size());
    const Bytes row = testing::random_features(256, rng);
    std::vector<double> out(spec->members.size());
    ensemble->predict(row, out);
    for (std::size_t m = 0; m < out.size(); ++m) {
      std::int64_t sum = 0;
      for (const Tree& tree : spec->members[m]) sum += testing::walk(tree, row);
      REQUIRE(out[m] == spec->base[m] + spec->quantum * static_cast<double>(sum));
    }
  }
  REQUIRE(allocated_bytes - before <= 4 * bytes.size() + (64u << 20));
  return refusal;
}

/// A changed byte, a flipped bit, a cut in the middle or at the end, or an insertion, at a random place.
void damage(Bytes& bytes, base::Rng& rng) {
  const std::uint32_t at = rng.below(static_cast<std::uint32_t>(bytes.size()));
  const std::uint32_t length = 1 + rng.below(64);
  const auto value = static_cast<std::uint8_t>(1 + rng.below(255));
  const auto place = bytes.begin() + at;
  switch (rng.below(5)) {
    case 0: *place ^= value; break;
    case 1: *place ^= static_cast<std::uint8_t>(1u << value % 8); break;
    case 2: bytes.erase(place, length < bytes.size() - at ? place + length : bytes.end()); break;
    case 3: bytes.erase(place, bytes.end()); break;
    default: bytes.insert(place, length, value);
  }
}

}  // namespace

TEST_CASE("the samples themselves are sound") {
  CHECK(first_refusal(bytes_of(sample())).message == "accepted");
  CHECK(first_refusal(bytes_of(larger_sample())).message == "accepted");
}

TEST_CASE("damaged envelopes are refused by name and place") {
  struct Defect {
    std::string name;
    const char* message;
    const char* where;
    Edit edit;
  };
  const Defect defects[] = {
      {"empty", "not a Cellar model file", "magic", [](Bytes& b) { b.clear(); }},
      {"one byte", "not a Cellar model file", "magic", [](Bytes& b) { b.resize(1); }},
      {"another kind of file", "not a Cellar model file", "magic", [](Bytes& b) { b[0] = '{'; }},
      {"moved as text", "not a Cellar model file", "magic", [](Bytes& b) { b.insert(b.begin() + 7, '\r'); }},
      {"magic alone", "cut short", "header", [](Bytes& b) { b.resize(8); }},
      {"header alone", "cut short", "header", [](Bytes& b) { b.resize(kHeaderSize); }},
      {"older format", "format 0", "format", [](Bytes& b) { put32(b, 8, 0); }},
      {"newer format", "format 2", "format", [](Bytes& b) { put32(b, 8, 2); }},
      {"absurd length", "cut short", "length", [](Bytes& b) { put32(b, 16, 0xffff'ffff); }},
      {"length 0", "bytes follow", "length", [](Bytes& b) { put32(b, 12, 0); }},
      {"last byte missing", "cut short", "length", [](Bytes& b) { b.pop_back(); }},
      {"second half missing", "cut short", "length", [](Bytes& b) { b.resize(b.size() / 2); }},
      {"one byte too many", "bytes follow", "length", [](Bytes& b) { b.push_back(0); }},
      {"twice the length", "bytes follow", "length", [](Bytes& b) { b.resize(2 * b.size()); }},
      {"flipped bit", "checksum", "checksum", [](Bytes& b) { b[b.size() / 2] ^= 1; }},
      {"flipped checksum", "checksum", "checksum", [](Bytes& b) { b.back() ^= 0x80; }},
      {"no checksum", "checksum", "checksum", [](Bytes& b) { std::fill(b.end() - kDigestSize, b.end(), 0); }},
  };
  for (const Defect& defect : defects) {
    CAPTURE(defect.name);
    Bytes bytes = bytes_of(sample());
    defect.edit(bytes);
    check_refused(first_refusal(bytes), defect.message, defect.where);
  }
}

TEST_CASE("damaged structure under a right checksum is refused by name and place") {
  const ModelFile file = sample();
  const Bytes sound = bytes_of(file);
  // The number of sections stands behind three names; the first section is kind, name, payload length and payload.
  constexpr std::ptrdiff_t sections = kHeaderSize + 3 + 14 + 7 + 5;
  constexpr std::ptrdiff_t first = sections + 4;
  struct Defect {
    std::string name;
    const char* message;
    const char* where;
    Edit edit;
  };
  const Defect defects[] = {
      {"no kind", "not a name", "header", [](Bytes& b) { b[kHeaderSize] = 0; }},
      {"control character", "not a name", "header", [](Bytes& b) { b[kHeaderSize + 1] = 7; }},
      {"name beyond the end", "not a name", "header", [](Bytes& b) { b[kHeaderSize] = 14, b[kHeaderSize + 15] = 255; }},
      {"one section more", "without a proper name", "section header", [=](Bytes& b) { put32(b, sections, 6); }},
      {"one section less", "bytes follow", "end", [=](Bytes& b) { put32(b, sections, 4); }},
      {"absurd sections", "more sections", "number of sections", [=](Bytes& b) { put32(b, sections, 0xffff'ffff); }},
      {"kind 0", "unknown kind 0", "section 'card'", [=](Bytes& b) { b[first] = 0; }},
      {"kind 6", "unknown kind 6", "section 'card'", [=](Bytes& b) { b[first] = 6; }},
      {"nameless section", "without a proper name", "section header", [=](Bytes& b) { b[first + 1] = 0; }},
      {"absurd section", "longer than the file", "section 'card'", [=](Bytes& b) { put32(b, first + 6, 0xffff'ffff); }},
      {"same section twice", "occurs twice", "section 'card'", [=](Bytes& b) {
         const Bytes copy(&b[first], &b[first + 14]);
         b.insert(b.begin() + first, copy.begin(), copy.end());
         put32(b, sections, 6);
       }},
  };
  for (const Defect& defect : defects) {
    CAPTURE(defect.name);
    Bytes bytes = sound;
    defect.edit(bytes);
    repair(bytes);
    check_refused(first_refusal(bytes), defect.message, defect.where);
  }
}

TEST_CASE("damaged sections under a right checksum are refused by name and place") {
  struct Defect {
    std::string name;
    std::size_t section;
    const char* message;
    Edit edit;
  };
  enum : std::size_t { kCard, kCurve, kLabels, kChoices, kEnsemble };
  const Defect defects[] = {
      {"half a character", kCard, "UTF-8", [](Bytes& b) { b.back() = 0xc3; }},
      {"overlong character", kCard, "UTF-8", [](Bytes& b) { b = {0xc0, 0x80}; }},
      {"overlong character of three", kCard, "UTF-8", [](Bytes& b) { b = {0xe0, 0x80, 0x80}; }},
      {"surrogate", kCard, "UTF-8", [](Bytes& b) { b = {0xed, 0xa0, 0x80}; }},
      {"beyond U+10FFFF", kCard, "UTF-8", [](Bytes& b) { b = {0xf4, 0x90, 0x80, 0x80}; }},
      {"stray continuation", kCard, "UTF-8", [](Bytes& b) { b = {0xe2, 0x89, 'x'}; }},
      {"number cut short", kCurve, "8 bytes", [](Bytes& b) { b.pop_back(); }},
      {"column cut in its step", kLabels, "column", [](Bytes& b) { b.resize(15); }},
      {"half a number in a column", kLabels, "column", [](Bytes& b) { b.pop_back(); }},
      {"column from infinity", kLabels, "column", [](Bytes& b) { put32(b, 4, 0x7ff0'0000); }},
      {"column in steps of no number", kLabels, "column", [](Bytes& b) { put32(b, 12, 0x7ff8'0000); }},
      {"empty", kEnsemble, "quantum", [](Bytes& b) { b.clear(); }},
      {"quantum 0", kEnsemble, "quantum", [](Bytes& b) { std::fill_n(b.begin() + kQuantum, 8, std::uint8_t{0}); }},
      {"quantum negative", kEnsemble, "quantum", [](Bytes& b) { b[kQuantum + 7] |= 0x80; }},
      {"quantum not a number", kEnsemble, "quantum", [](Bytes& b) { put32(b, kQuantum + 4, 0x7ff8'0000); }},
      {"no members", kEnsemble, "number of members", [](Bytes& b) { put32(b, kMembers, 0); }},
      {"absurd members", kEnsemble, "number of members", [](Bytes& b) { put32(b, kMembers, 0xffff'ffff); }},
      {"257 members", kEnsemble, "number of members", [](Bytes& b) { put32(b, kMembers, 257), b.resize(10'000); }},
      {"base infinite", kEnsemble, "base", [](Bytes& b) { put32(b, kBase + 4, 0x7ff0'0000); }},
      {"absurd trees", kEnsemble, "number of trees", [](Bytes& b) { put32(b, kTrees, 0xffff'ffff); }},
      {"65,537 trees", kEnsemble, "number of trees", [](Bytes& b) { put32(b, kTrees, 65'536), b.resize(300'000); }},
      {"one tree more", kEnsemble, "nodes end", [](Bytes& b) { put32(b, kTrees, 3); }},
      {"one tree less", kEnsemble, "nodes follow", [](Bytes& b) { put32(b, kTrees, 1); }},
      {"absurd conditions", kEnsemble, "number of conditions", [](Bytes& b) { put32(b, kConditions, 0xffff'ffff); }},
      {"one condition more", kEnsemble, "do not fill", [](Bytes& b) { put32(b, kConditions, 3); }},
      {"conditions out of order", kEnsemble, "ascending", [](Bytes& b) { std::swap(b[kFeatures], b[kFeatures + 1]); }},
      {"a condition twice", kEnsemble, "ascending", [](Bytes& b) { b[kFeatures] = 1, b[kThresholds] = 3; }},
      {"threshold 255", kEnsemble, "threshold 255", [](Bytes& b) { b[kThresholds + 1] = 255; }},
      {"absurd nodes", kEnsemble, "do not fill", [](Bytes& b) { put32(b, kNodes, 0xffff'ffff); }},
      {"nodes and leaves beyond 32 bits", kEnsemble, "do not fill", [](Bytes& b) {
         put32(b, kNodes, 0x8000'0007), put32(b, kLeaves, 0x8000'0005);
       }},
      {"one leaf less", kEnsemble, "do not fill", [](Bytes& b) { put32(b, kLeaves, 4); }},
      {"a leaf taken for a node", kEnsemble, "unknown condition", [](Bytes& b) {
         put32(b, kNodes, 8), put32(b, kLeaves, 4);
       }},
      {"last leaf missing", kEnsemble, "leaves end", [](Bytes& b) { put32(b, kLeaves, 4), b.resize(b.size() - 2); }},
      {"last leaf twice", kEnsemble, "leaves follow", [](Bytes& b) { put32(b, kLeaves, 6), b.insert(b.end(), 2, 0); }},
      {"unknown condition", kEnsemble, "unknown condition", [](Bytes& b) { b[kSymbols] = 3; }},
      {"unknown condition, high byte", kEnsemble, "unknown condition", [](Bytes& b) { b[kSymbolsHigh] = 1; }},
      {"node turned leaf", kEnsemble, "nodes follow", [](Bytes& b) { b[kSymbols + 3] = 0; }},
      {"leaf turned node", kEnsemble, "nodes end", [](Bytes& b) { b[kSymbols + 6] = 1; }},
      {"one byte short", kEnsemble, "do not fill", [](Bytes& b) { b.pop_back(); }},
      {"one byte long", kEnsemble, "do not fill", [](Bytes& b) { b.push_back(0); }},
      {"cut in the members", kEnsemble, "number of members", [](Bytes& b) { b.resize(kBase + 12); }},
      {"cut in the conditions", kEnsemble, "number of trees", [](Bytes& b) { b.resize(kConditions + 5); }},
  };
  for (const Defect& defect : defects) {
    CAPTURE(defect.name);
    ModelFile file = sample();
    defect.edit(file.sections[defect.section].payload);
    const std::string where = "section '" + file.sections[defect.section].name + "'";
    check_refused(first_refusal(bytes_of(file)), defect.message, where.c_str());
  }
}

TEST_CASE("a thousand random damages are all refused") {
  const Bytes sound = bytes_of(larger_sample());
  for (std::uint64_t seed = 0; seed < 1000; ++seed) {
    CAPTURE(seed);
    base::Rng rng(seed);
    Bytes bytes = sound;
    damage(bytes, rng);
    REQUIRE(bytes != sound);
    REQUIRE(first_refusal(bytes).code == base::ErrorCode::model_damaged);
  }
}

TEST_CASE("under a repaired checksum random damage is refused or leaves a sound ensemble") {
  // The small file is hit in its counts and headers, the larger one in its streams.
  int refused = 0;
  for (const Bytes& sound : {bytes_of(sample()), bytes_of(larger_sample())}) {
    for (std::uint64_t seed = 0; seed < 1000; ++seed) {
      CAPTURE(seed);
      base::Rng rng(seed);
      Bytes bytes = sound;
      damage(bytes, rng);
      repair(bytes);
      const base::Error refusal = first_refusal(bytes);
      refused += refusal.code == base::ErrorCode::model_damaged;
      REQUIRE((refusal.code == base::ErrorCode::model_damaged || refusal.message == "accepted"));
    }
  }
  CHECK(refused > 1000);
}
