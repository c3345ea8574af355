// SPDX-License-Identifier: Apache-2.0
#include <cli/image_files.hpp>

#include <algorithm>
#include <array>
#include <memory>
#include <vector>

#include <zlib.h>

#include <cellar/base/sha256.hpp>

namespace cellar::cli {
namespace {

namespace fs = std::filesystem;
using base::Error;
using base::ErrorCode;
using base::Result;
using Bytes = std::vector<std::uint8_t>;

constexpr unsigned kPiece = 1 << 16;

struct Close {
  void operator()(gzFile file) const { gzclose(file); }
};
using OpenFile = std::unique_ptr<std::remove_pointer_t<gzFile>, Close>;

Error missing(const fs::path& folder, const std::string& name) {
  return {ErrorCode::model_missing,
          "is not there, packed or unpacked; install Debian's package dataset-fashion-mnist, or name the folder with "
          "the four files of Fashion-MNIST with --data",
          (folder / name).string() + ".gz"};
}

// zlib reads files that are not packed as they are.
Result<Bytes> read_all(const fs::path& path) {
  const OpenFile file(gzopen(path.c_str(), "rb"));
  if (!file) return Error{ErrorCode::io_error, "cannot be opened", path.string()};
  Bytes content;
  std::array<std::uint8_t, kPiece> piece;
  int count;
  while ((count = gzread(file.get(), piece.data(), kPiece)) > 0)
    content.insert(content.end(), piece.begin(), piece.begin() + count);
  int problem = Z_OK;
  const std::string message = gzerror(file.get(), &problem);
  if (problem == Z_ERRNO) return Error{ErrorCode::io_error, "cannot be read", path.string()};
  if (problem != Z_OK)
    return Error{ErrorCode::model_damaged, "cannot be unpacked: " + message + "; fetch the file again", path.string()};
  return content;
}

Result<Bytes> read_image_file(const fs::path& folder, const std::string& name, base::Sha256& hash) {
  std::error_code ignored;
  for (const fs::path& path : {folder / (name + ".gz"), folder / name}) {
    if (!fs::is_regular_file(path, ignored)) continue;
    auto content = read_all(path);
    if (content) hash.update(*content);
    return content;
  }
  return missing(folder, name);
}

Result<network::IdxSet> read_set(const fs::path& folder, const std::string& prefix, base::Sha256& hash) {
  const std::string images_name = prefix + "-images-idx3-ubyte", labels_name = prefix + "-labels-idx1-ubyte";
  const auto image_bytes = read_image_file(folder, images_name, hash);
  if (!image_bytes) return image_bytes.error();
  const auto label_bytes = read_image_file(folder, labels_name, hash);
  if (!label_bytes) return label_bytes.error();
  auto images = network::parse_idx_images(*image_bytes, (folder / images_name).string());
  if (!images) return images.error();
  auto labels = network::parse_idx_labels(*label_bytes, network::kFashionClasses, (folder / labels_name).string());
  if (!labels) return labels.error();
  return network::IdxSet{*std::move(images), *std::move(labels)};
}

}  // namespace

Result<LoadedReducedTask> load_reduced_task(const fs::path& folder, const network::TaskOptions& options) {
  base::Sha256 hash;
  const auto training = read_set(folder, "train", hash);
  if (!training) return training.error();
  const auto test = read_set(folder, "t10k", hash);
  if (!test) return test.error();
  auto task = network::reduce_task(*training, *test, options);
  if (!task) return task.error();
  return LoadedReducedTask{*std::move(task), base::to_hex(hash.digest())};
}

Result<LoadedTask> load_image_task(const fs::path& folder, const network::TaskOptions& options) {
  const auto reduced = load_reduced_task(folder, options);
  if (!reduced) return reduced.error();
  return LoadedTask{network::standardise(reduced->task), reduced->data_sha256};
}

}  // namespace cellar::cli
