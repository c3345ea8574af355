// SPDX-License-Identifier: Apache-2.0
// The task that small networks are trained on: Fashion-MNIST at 10 x 10 pixels, with fixed splits (docs/fashion.md).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include <cellar/base/result.hpp>
#include <cellar/network/idx.hpp>

namespace cellar::network {

struct LabelledImages {
  std::vector<float> pixels;  ///< standardised; image by image
  std::vector<std::uint8_t> labels;
  std::size_t size() const { return labels.size(); }
};

struct ImageTask {
  int side = 0;
  int classes = 0;
  LabelledImages training, validation, test;
};

/// Images as they are kept: grey levels below kGreyLevels, image by image.
struct ReducedImages {
  std::vector<std::uint8_t> levels;
  std::vector<std::uint8_t> labels;
  friend bool operator==(const ReducedImages&, const ReducedImages&) = default;
};

/// A task before its pixels are standardised: what a packed file of it holds (io/image_task_file.hpp).
struct ReducedTask {
  int side = 0;
  double mean = 0, deviation = 0;  ///< of the levels over the first five sixths of the training file
  ReducedImages training, validation, test;
  friend bool operator==(const ReducedTask&, const ReducedTask&) = default;
};

/// Images and labels as they come, 28 x 28.
struct IdxSet {
  IdxImages images;
  std::vector<std::uint8_t> labels;
};

struct TaskOptions {
  int side = 10;               ///< 1 to the side of the original
  int training_images = 8000;  ///< of those that are not for validation, the first ones
};

inline constexpr int kFashionClasses = 10;

/// Grey levels that a reduced pixel can have. So few that the page's copy of all 28,000 images is small, so many that
/// the rounding is far below the noise of the images.
inline constexpr int kGreyLevels = 64;

/// Validation is on the last sixth of the training file (images 50,000 to 59,999), testing on all of the test file.
/// Pixels are averages over exact areas, rounded to kGreyLevels levels, then standardised by mean and deviation over
/// the first five sixths. Integers up to there, so the bits are equal everywhere. Error invalid_argument or
/// model_damaged.
base::Result<ImageTask> make_image_task(const IdxSet& training, const IdxSet& test, const TaskOptions& options = {});

/// The two steps of it: reducing, which has its errors, and standardising.
base::Result<ReducedTask> reduce_task(const IdxSet& training, const IdxSet& test, const TaskOptions& options = {});
ImageTask standardise(const ReducedTask& task);

/// One image: grey levels of side x side pixels.
std::vector<std::uint8_t> reduce_image(std::span<const std::uint8_t> pixels, int side, int reduced_side);

}  // namespace cellar::network
