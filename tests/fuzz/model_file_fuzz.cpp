// SPDX-License-Identifier: Apache-2.0
// Reads arbitrary bytes as a model file, once as they are and once as the content of a sound envelope, because no
// fuzzer finds a checksum; whatever is accepted is used as a benchmark would use it.
#include <algorithm>
#include <array>
#include <cstdlib>
#include <vector>

#include <cellar/base/sha256.hpp>
#include <cellar/surrogate/byte_stream.hpp>
#include <cellar/surrogate/model_file.hpp>
#include <cellar/surrogate/tree_ensemble.hpp>

namespace {

using namespace cellar;

/// The envelope of models/FORMAT.md around `content`.
std::vector<std::uint8_t> sealed(std::span<const std::uint8_t> content) {
  constexpr std::size_t kEnvelopeSize = 8 + 4 + 8 + 32;
  surrogate::ByteWriter writer;
  writer.text("\x89" "CELLAR\n");
  writer.u32(surrogate::kModelFormat);
  writer.u64(kEnvelopeSize + content.size());
  writer.bytes(content);
  writer.bytes(base::sha256(writer.written()));
  return std::move(writer).take();
}

void require(bool promise) {
  if (!promise) std::abort();
}

void use(const surrogate::TreeEnsembleSpec& spec) {
  constexpr int kFeatures = 256;
  const auto ensemble = surrogate::TreeEnsemble::build(spec, kFeatures);
  require(static_cast<bool>(ensemble));
  std::array<std::uint8_t, 2 * kFeatures> rows{};
  std::fill(rows.begin() + kFeatures, rows.end(), std::uint8_t{255});
  std::vector<double> out(2 * spec.members.size());
  ensemble->predict_batch(rows, 2, out);
}

void read(std::span<const std::uint8_t> bytes) {
  const auto file = surrogate::parse_model_file(bytes);
  if (!file) return require(file.error().code == base::ErrorCode::model_damaged);
  const auto again = surrogate::serialize_model_file(*file);
  require(again && std::equal(again->begin(), again->end(), bytes.begin(), bytes.end()));
  for (const surrogate::Section& section : file->sections) {
    static_cast<void>(surrogate::read_text(*file, section.name));
    static_cast<void>(surrogate::read_numbers(*file, section.name));
    static_cast<void>(surrogate::read_bytes(*file, section.name));
    static_cast<void>(surrogate::read_column(*file, section.name));
    if (const auto spec = surrogate::read_trees(*file, section.name)) use(*spec);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  read({data, size});
  read(sealed({data, size}));
  return 0;
}
