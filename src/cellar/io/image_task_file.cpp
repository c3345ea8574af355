// SPDX-License-Identifier: Apache-2.0
#include <cellar/io/image_task_file.hpp>

#include <algorithm>
#include <cmath>

#include <cellar/surrogate/model_file.hpp>

namespace cellar::io {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;
using network::ReducedImages;
using surrogate::ModelFile;

constexpr std::string_view kKind = "image-task";
constexpr const char* kVersion = "1.0.0";
constexpr double kLargestSide = 28;  // of the original

Error damaged(const std::string& section, const std::string& what) {
  return {ErrorCode::model_damaged, what + "; fetch the file again", "section '" + section + "'"};
}

void write_images(ModelFile& file, const std::string& name, const ReducedImages& images) {
  surrogate::write_bytes(file, name + " levels", images.levels);
  surrogate::write_bytes(file, name + " labels", images.labels);
}

Result<ReducedImages> read_images(const ModelFile& file, const std::string& name, std::size_t image_size) {
  auto levels = surrogate::read_bytes(file, name + " levels");
  if (!levels) return levels.error();
  auto labels = surrogate::read_bytes(file, name + " labels");
  if (!labels) return labels.error();
  const auto below = [](const std::vector<std::uint8_t>& bytes, int bound) {
    return std::all_of(bytes.begin(), bytes.end(), [=](std::uint8_t byte) { return byte < bound; });
  };
  if (labels->empty() || !below(*labels, network::kFashionClasses))
    return damaged(name + " labels", "no labels, or one of a class that there is not");
  if (levels->size() != labels->size() * image_size || !below(*levels, network::kGreyLevels))
    return damaged(name + " levels", "not an image for each label, or a grey level that there is not");
  return ReducedImages{*std::move(levels), *std::move(labels)};
}

}  // namespace

Result<std::vector<std::uint8_t>> pack_image_task(const PackedTask& packed, const std::string& name) {
  ModelFile file{std::string(kKind), name, kVersion, {}};
  const auto& task = packed.task;
  surrogate::write_text(file, "data sha256", packed.data_sha256);
  surrogate::write_numbers(file, "side, mean, deviation",
                           std::vector<double>{static_cast<double>(task.side), task.mean, task.deviation});
  write_images(file, "training", task.training);
  write_images(file, "validation", task.validation);
  write_images(file, "test", task.test);
  return surrogate::serialize_model_file(file);
}

Result<PackedTask> read_image_task(std::span<const std::uint8_t> bytes) {
  const auto file = surrogate::parse_model_file(bytes);
  if (!file) return file.error();
  if (file->kind != kKind)
    return Error{ErrorCode::model_damaged, "is of kind '" + file->kind + "', not '" + std::string(kKind) + "'", "kind"};
  auto sha256 = surrogate::read_text(*file, "data sha256");
  if (!sha256) return sha256.error();
  const auto numbers = surrogate::read_numbers(*file, "side, mean, deviation");
  if (!numbers) return numbers.error();
  const auto in_range = [](double value, double least, double most) { return value >= least && value <= most; };
  if (numbers->size() != 3 || !in_range((*numbers)[0], 1, kLargestSide) || std::floor((*numbers)[0]) != (*numbers)[0] ||
      !in_range((*numbers)[1], 0, network::kGreyLevels) || !in_range((*numbers)[2], 1e-3, network::kGreyLevels))
    return damaged("side, mean, deviation", "not three numbers in their ranges");
  PackedTask packed{{static_cast<int>((*numbers)[0]), (*numbers)[1], (*numbers)[2], {}, {}, {}}, *std::move(sha256)};
  const auto size = static_cast<std::size_t>(packed.task.side * packed.task.side);
  for (auto [name, images] : {std::pair("training", &packed.task.training),
                              std::pair("validation", &packed.task.validation), std::pair("test", &packed.task.test)}) {
    auto read = read_images(*file, name, size);
    if (!read) return read.error();
    *images = *std::move(read);
  }
  return packed;
}

}  // namespace cellar::io
