// SPDX-License-Identifier: Apache-2.0
#include <cli/regression_data.hpp>

#include <algorithm>
#include <array>
#include <filesystem>

#include <cli/files.hpp>
#include <cli/models.hpp>
#include <training/data/open_dataset.hpp>
#include <training/data/split_file.hpp>
#include <training/data/splits.hpp>

namespace cellar::cli {
namespace {

constexpr std::uint64_t kSplitSeed = 1;

struct NamedData {
  std::string_view name, file;
};

constexpr auto kNamedData = std::to_array<NamedData>({
    {"nb301", "nb301-labels-v1.cellar"},
    {"fashion-darts", "fashion-darts-v1.cellar"},
    {"fashion-1shot1-1", "fashion-1shot1-1-v1.cellar"},
    {"fashion-1shot1-2", "fashion-1shot1-2-v1.cellar"},
    {"fashion-1shot1-3", "fashion-1shot1-3-v1.cellar"},
    {"nb1shot1", "nb1shot1-table-v1.cellar"},
    {"nb101", "nb101-table-v1.cellar"},
});

}  // namespace

base::Result<training::Dataset> load_dataset(const std::string& data, const std::string& models) {
  const auto named =
      std::find_if(kNamedData.begin(), kNamedData.end(), [&](const auto& one) { return one.name == data; });
  const auto bytes = load_model_file(named == kNamedData.end() ? data : named->file, models);
  if (!bytes) return bytes.error();
  auto opened = training::open_dataset(*bytes);
  if (!opened) return base::Error{opened.error().code, opened.error().text(), data};
  return opened;
}

base::Result<training::Split> load_split(const std::string& split, const training::Dataset& data) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(split, ignored)) return training::make_split(data, split, kSplitSeed);
  const auto content = read_file(split);
  if (!content) return content.error();
  return training::unpack_split(std::vector<std::uint8_t>(content->begin(), content->end()), data);
}

}  // namespace cellar::cli
