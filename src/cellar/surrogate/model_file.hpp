// SPDX-License-Identifier: Apache-2.0
// The file a surrogate is kept in: named sections of trees, numbers, texts under a checksum. Byte by byte in
// models/FORMAT.md. Read from bytes, never from a path, so that command line and page share every line of it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <cellar/base/result.hpp>
#include <cellar/surrogate/tree_ensemble.hpp>

namespace cellar::surrogate {

inline constexpr std::uint32_t kModelFormat = 1;  ///< version of the format

enum class SectionKind : std::uint8_t {
  text = 1,     ///< UTF-8
  numbers = 2,  ///< doubles, kept bit for bit
  trees = 3,    ///< one TreeEnsembleSpec
  bytes = 4,    ///< what they mean depends on the file's kind
  column = 5,   ///< numbers on a grid of 65,536 values, such as one quantity of many architectures
};

struct Section {
  SectionKind kind;
  std::string name;  ///< unique within the file
  std::vector<std::uint8_t> payload;
  std::size_t offset = 0;  ///< of the payload in the file it was read from, for error messages

  friend bool operator==(const Section& a, const Section& b) {
    return a.kind == b.kind && a.name == b.name && a.payload == b.payload;
  }
};

/// Names are 1 to 255 printable ASCII characters.
struct ModelFile {
  std::string kind;     ///< what reads it: "nb301-surrogate"
  std::string name;     ///< "nb301-trees-v1"
  std::string version;  ///< of the model: "1.0.0"
  std::vector<Section> sections;

  friend bool operator==(const ModelFile&, const ModelFile&) = default;
};

/// Error model_damaged for anything but a whole file with the right checksum: `where` gives the section or header field
/// and the offset of the byte. Memory: the size of the file.
base::Result<ModelFile> parse_model_file(std::span<const std::uint8_t> bytes);

/// Error invalid_argument for a name that is not allowed or occurs twice.
base::Result<std::vector<std::uint8_t>> serialize_model_file(const ModelFile& file);

/// Append a section; serialize_model_file checks the name. write_trees takes the name from the spec and gives
/// invalid_argument for a spec that TreeEnsemble::build refuses with 256 features.
void write_text(ModelFile& file, std::string name, std::string_view text);
void write_numbers(ModelFile& file, std::string name, std::span<const double> numbers);
base::Result<base::Done> write_trees(ModelFile& file, const TreeEnsembleSpec& spec);
void write_bytes(ModelFile& file, std::string name, std::span<const std::uint8_t> bytes);

/// Error model_damaged where the section is absent, of another kind, or fails a check. Memory: at most 4 times the
/// payload and 4 MB, whatever the bytes say. TreeEnsemble::build has yet to check the features of trees.
base::Result<std::string> read_text(const ModelFile& file, std::string_view name);
base::Result<std::vector<double>> read_numbers(const ModelFile& file, std::string_view name);
base::Result<TreeEnsembleSpec> read_trees(const ModelFile& file, std::string_view name);
base::Result<std::vector<std::uint8_t>> read_bytes(const ModelFile& file, std::string_view name);
base::Result<std::vector<double>> read_column(const ModelFile& file, std::string_view name);

}  // namespace cellar::surrogate
