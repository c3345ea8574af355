// SPDX-License-Identifier: Apache-2.0
#include <cellar/surrogate/model_file.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include <cellar/base/sha256.hpp>
#include <cellar/surrogate/byte_stream.hpp>
#include <cellar/surrogate/tree_coding.hpp>

namespace cellar::surrogate {
namespace {

/// As PNG's: a first byte beyond ASCII and a line end show a transfer as text.
constexpr std::array<std::uint8_t, 8> kMagic = {0x89, 'C', 'E', 'L', 'L', 'A', 'R', '\n'};
constexpr std::size_t kHeaderSize = kMagic.size() + 4 + 8;  ///< with format and length
constexpr std::size_t kDigestSize = 32;
/// Kind, length of the name, a name of one character, length of the payload.
constexpr std::size_t kMinSectionSize = 1 + 1 + 1 + 4;
constexpr auto kFirstKind = static_cast<std::uint8_t>(SectionKind::text);
constexpr auto kLastKind = static_cast<std::uint8_t>(SectionKind::column);

base::Error damaged(std::string message, std::string_view place, std::size_t offset) {
  return {base::ErrorCode::model_damaged, std::move(message) + "; fetch the model file again",
          std::string(place) + ", byte " + std::to_string(offset)};
}

std::string quoted_section(std::string_view name) { return "section '" + std::string(name) + "'"; }

bool is_name(std::string_view text) {
  return !text.empty() && text.size() <= 255 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

/// Well-formed after RFC 3629, section 4; texts go into JSON, which must be.
bool is_utf8(std::span<const std::uint8_t> bytes) {
  for (std::size_t i = 0; i < bytes.size();) {
    const std::uint8_t lead = bytes[i++];
    if (lead < 0x80) continue;
    const std::size_t more = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : 1;
    if (lead < 0xc2 || lead > 0xf4 || bytes.size() - i < more) return false;
    // The second byte's range excludes overlong forms, surrogates and what lies beyond U+10FFFF.
    const std::uint8_t low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
    const std::uint8_t high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
    if (bytes[i] < low || bytes[i] > high) return false;
    for (std::size_t k = 1; k < more; ++k)
      if (bytes[i + k] < 0x80 || bytes[i + k] > 0xbf) return false;
    i += more;
  }
  return true;
}

/// Magic, format, length and checksum: after it the content is what somebody wrote on purpose.
base::Result<base::Done> check_envelope(std::span<const std::uint8_t> bytes) {
  if (bytes.size() < kMagic.size() || !std::equal(kMagic.begin(), kMagic.end(), bytes.begin()))
    return damaged("not a Cellar model file", "magic", 0);
  if (bytes.size() < kHeaderSize + kDigestSize) return damaged("the file is cut short", "header", bytes.size());
  ByteReader header(bytes.subspan(kMagic.size()));
  if (const std::uint32_t format = header.u32(); format != kModelFormat)
    return damaged("format " + std::to_string(format) + ", but this program reads format " +
                       std::to_string(kModelFormat), "format", kMagic.size());
  if (const std::uint64_t length = header.u64(); length != bytes.size())
    return damaged(bytes.size() < length ? "the file is cut short" : "bytes follow after the end of the file", "length",
                   bytes.size());
  const std::span<const std::uint8_t> digest = bytes.last(kDigestSize);
  const base::Sha256Digest expected = base::sha256(bytes.first(bytes.size() - kDigestSize));
  if (!std::equal(expected.begin(), expected.end(), digest.begin()))
    return damaged("the content does not match its checksum", "checksum", bytes.size() - kDigestSize);
  return base::Done{};
}

/// A name with its length before it.
std::string read_name(ByteReader& reader) { return reader.text(reader.u8()); }

void write_name(ByteWriter& writer, std::string_view name) {
  writer.u8(static_cast<std::uint8_t>(name.size()));
  writer.text(name);
}

base::Result<base::Done> read_identity(ByteReader& reader, ModelFile& file) {
  for (std::string* name : {&file.kind, &file.name, &file.version}) {
    const std::size_t offset = reader.position();
    *name = read_name(reader);
    if (!is_name(*name)) return damaged("kind, name or version is not a name", "header", offset);
  }
  return base::Done{};
}

base::Result<Section> read_section(ByteReader& reader) {
  const std::size_t start = reader.position();
  Section section;
  const std::uint8_t kind = reader.u8();
  section.kind = static_cast<SectionKind>(kind);
  section.name = read_name(reader);
  if (!is_name(section.name)) return damaged("section without a proper name", "section header", start);
  if (kind < kFirstKind || kind > kLastKind)
    return damaged("unknown kind " + std::to_string(kind), quoted_section(section.name), start);
  const std::uint32_t size = reader.u32();
  section.offset = reader.position();
  const std::span<const std::uint8_t> payload = reader.bytes(size);
  if (reader.failed()) return damaged("longer than the file", quoted_section(section.name), start);
  section.payload.assign(payload.begin(), payload.end());
  return section;
}

base::Result<const Section*> find_section(const ModelFile& file, std::string_view name, SectionKind kind) {
  for (const Section& section : file.sections) {
    if (section.name != name) continue;
    if (section.kind != kind) return damaged("has another kind than expected", quoted_section(name), section.offset);
    return &section;
  }
  return damaged("is missing", quoted_section(name), 0);
}

}  // namespace

base::Result<ModelFile> parse_model_file(std::span<const std::uint8_t> bytes) {
  if (auto sound = check_envelope(bytes); !sound) return sound.error();
  ByteReader reader(bytes.first(bytes.size() - kDigestSize));
  reader.bytes(kHeaderSize);
  ModelFile file;
  if (auto done = read_identity(reader, file); !done) return done.error();

  const std::size_t count_offset = reader.position();
  const std::uint32_t count = reader.u32();
  if (reader.failed() || count > reader.remaining() / kMinSectionSize)
    return damaged("more sections than the file can hold", "number of sections", count_offset);
  std::set<std::string> names;
  for (std::uint32_t i = 0; i < count; ++i) {
    auto section = read_section(reader);
    if (!section) return section.error();
    if (!names.insert(section->name).second)
      return damaged("occurs twice", quoted_section(section->name), section->offset);
    file.sections.push_back(*std::move(section));
  }
  if (reader.remaining() != 0) return damaged("bytes follow after the last section", "end", reader.position());
  return file;
}

base::Result<std::vector<std::uint8_t>> serialize_model_file(const ModelFile& file) {
  std::set<std::string_view> section_names;
  ByteWriter content;
  for (const std::string* name : {&file.kind, &file.name, &file.version}) {
    if (!is_name(*name))
      return base::Error{base::ErrorCode::invalid_argument, "kind, name and version need 1..255 ASCII characters", {}};
    write_name(content, *name);
  }
  content.u32(static_cast<std::uint32_t>(file.sections.size()));
  for (const Section& section : file.sections) {
    if (!is_name(section.name) || !section_names.insert(section.name).second)
      return base::Error{base::ErrorCode::invalid_argument, "not a name, or used twice", quoted_section(section.name)};
    content.u8(static_cast<std::uint8_t>(section.kind));
    write_name(content, section.name);
    content.u32(static_cast<std::uint32_t>(section.payload.size()));
    content.bytes(section.payload);
  }

  ByteWriter writer;
  writer.bytes(kMagic);
  writer.u32(kModelFormat);
  writer.u64(kHeaderSize + content.written().size() + kDigestSize);
  writer.bytes(content.written());
  writer.bytes(base::sha256(writer.written()));
  return std::move(writer).take();
}

void write_text(ModelFile& file, std::string name, std::string_view text) {
  file.sections.push_back({SectionKind::text, std::move(name), {text.begin(), text.end()}});
}

void write_numbers(ModelFile& file, std::string name, std::span<const double> numbers) {
  ByteWriter writer;
  for (const double number : numbers) writer.f64(number);
  file.sections.push_back({SectionKind::numbers, std::move(name), std::move(writer).take()});
}

base::Result<base::Done> write_trees(ModelFile& file, const TreeEnsembleSpec& spec) {
  if (auto ensemble = TreeEnsemble::build(spec, 256); !ensemble) return ensemble.error();
  file.sections.push_back({SectionKind::trees, spec.name, encode_trees(spec)});
  return base::Done{};
}

void write_bytes(ModelFile& file, std::string name, std::span<const std::uint8_t> bytes) {
  file.sections.push_back({SectionKind::bytes, std::move(name), {bytes.begin(), bytes.end()}});
}

base::Result<std::string> read_text(const ModelFile& file, std::string_view name) {
  auto section = find_section(file, name, SectionKind::text);
  if (!section) return section.error();
  const std::vector<std::uint8_t>& payload = (*section)->payload;
  if (!is_utf8(payload)) return damaged("is not UTF-8", quoted_section(name), (*section)->offset);
  return std::string(payload.begin(), payload.end());
}

base::Result<std::vector<double>> read_numbers(const ModelFile& file, std::string_view name) {
  auto section = find_section(file, name, SectionKind::numbers);
  if (!section) return section.error();
  if ((*section)->payload.size() % sizeof(double) != 0)
    return damaged("does not hold whole numbers of 8 bytes", quoted_section(name), (*section)->offset);
  ByteReader reader((*section)->payload);
  std::vector<double> numbers(reader.remaining() / sizeof(double));
  for (double& number : numbers) number = reader.f64();
  return numbers;
}

base::Result<TreeEnsembleSpec> read_trees(const ModelFile& file, std::string_view name) {
  auto section = find_section(file, name, SectionKind::trees);
  if (!section) return section.error();
  auto decoded = decode_trees((*section)->payload);
  if (const auto* fault = std::get_if<CodingFault>(&decoded))
    return damaged(fault->message, quoted_section(name), (*section)->offset + fault->position);
  auto& spec = std::get<TreeEnsembleSpec>(decoded);
  spec.name = name;
  return std::move(spec);
}

base::Result<std::vector<std::uint8_t>> read_bytes(const ModelFile& file, std::string_view name) {
  auto section = find_section(file, name, SectionKind::bytes);
  if (!section) return section.error();
  return (*section)->payload;
}

base::Result<std::vector<double>> read_column(const ModelFile& file, std::string_view name) {
  auto section = find_section(file, name, SectionKind::column);
  if (!section) return section.error();
  ByteReader reader((*section)->payload);
  const double least = reader.f64();
  const double step = reader.f64();
  if (reader.failed() || reader.remaining() % 2 != 0 || !std::isfinite(least) || !std::isfinite(step))
    return damaged("is not a column of 16-bit numbers", quoted_section(name), (*section)->offset);
  std::vector<double> values(reader.remaining() / 2);
  for (double& value : values) value = least + step * reader.u16();
  return values;
}

}  // namespace cellar::surrogate
