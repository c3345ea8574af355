// SPDX-License-Identifier: Apache-2.0
#include "training/data/split_file.hpp"

#include <array>

#include <cellar/base/sha256.hpp>
#include <cellar/surrogate/model_file.hpp>
#include "training/data/dataset_file.hpp"

namespace cellar::training {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;

constexpr std::string_view kName = "name";
constexpr std::string_view kData = "data";
constexpr std::string_view kParts = "parts";

// What stands for an architecture.
enum Part : std::uint8_t { kNone, kTrain, kValidation, kTest };

Result<std::vector<std::uint8_t>> parts_of(const Split& split, std::size_t rows) {
  std::vector<std::uint8_t> parts(rows, kNone);
  for (const auto& [indices, part] :
       {std::pair{&split.train, kTrain}, {&split.validation, kValidation}, {&split.test, kTest}})
    for (std::size_t i = 0; i < indices->size(); ++i) {
      const std::size_t row = (*indices)[i];
      if (row >= rows || parts[row] != kNone || (i > 0 && row <= (*indices)[i - 1]))
        return Error{ErrorCode::invalid_argument, "an index is beyond the data set, in two parts or out of order",
                     "split"};
      parts[row] = part;
    }
  return parts;
}

std::string hash_of(const std::string& data_digest, std::span<const std::uint8_t> parts) {
  base::Sha256 sha;
  sha.update({reinterpret_cast<const std::uint8_t*>(data_digest.data()), data_digest.size()});
  sha.update(parts);
  return base::to_hex(sha.digest());
}

Error damaged(std::string_view section, std::string problem) {
  return {ErrorCode::model_damaged, std::move(problem) + "; make the split again",
          "section '" + std::string(section) + "'"};
}

}  // namespace

std::string split_hash(const Split& split, const Dataset& data) {
  const auto parts = parts_of(split, data.size());
  return parts ? hash_of(digest(data), *parts) : std::string();
}

Result<std::vector<std::uint8_t>> pack(const Split& split, const Dataset& data) {
  const auto parts = parts_of(split, data.size());
  if (!parts) return parts.error();
  surrogate::ModelFile file{std::string(kSplitKind), data.name, "1", {}};
  surrogate::write_text(file, std::string(kName), split.name);
  surrogate::write_text(file, std::string(kData), digest(data));
  surrogate::write_bytes(file, std::string(kParts), *parts);
  return surrogate::serialize_model_file(file);
}

Result<Split> unpack_split(std::span<const std::uint8_t> bytes, const Dataset& data) {
  const auto file = surrogate::parse_model_file(bytes);
  if (!file) return file.error();
  if (file->kind != kSplitKind)
    return Error{ErrorCode::model_damaged, "'" + file->kind + "' is no '" + std::string(kSplitKind) + "' file", "kind"};
  auto name = surrogate::read_text(*file, kName);
  if (!name) return name.error();
  const auto of = surrogate::read_text(*file, kData);
  if (!of) return of.error();
  const auto parts = surrogate::read_bytes(*file, kParts);
  if (!parts) return parts.error();
  if (*of != digest(data))
    return Error{ErrorCode::mismatch, "the split was made for another data set than '" + data.name + "'; make it again",
                 "split"};
  if (parts->size() != data.size()) return damaged(kParts, "has another length than the data set");
  Split split{*std::move(name), {}, {}, {}};
  const std::array<std::vector<std::size_t>*, 4> of_part = {nullptr, &split.train, &split.validation, &split.test};
  for (std::size_t row = 0; row < parts->size(); ++row) {
    const std::uint8_t part = (*parts)[row];
    if (part >= of_part.size()) return damaged(kParts, "architecture " + std::to_string(row) + " is in no known part");
    if (part != kNone) of_part[part]->push_back(row);
  }
  return split;
}

}  // namespace cellar::training
