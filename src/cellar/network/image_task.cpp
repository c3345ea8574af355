// SPDX-License-Identifier: Apache-2.0
#include <cellar/network/image_task.hpp>

#include <algorithm>
#include <cmath>
#include <string>

namespace cellar::network {
namespace {

using base::Error;
using base::ErrorCode;

constexpr std::size_t kValidationShare = 6;  // one of so many images of the training file
constexpr std::uint64_t kWhite = 255;

// Lengths of the overlap of an original pixel with a reduced one, in units of 1 / reduced side of the original pixel.
int overlap(int reduced, int original, int side, int reduced_side) {
  const int begin = std::max(reduced * side, original * reduced_side);
  const int end = std::min((reduced + 1) * side, (original + 1) * reduced_side);
  return std::max(0, end - begin);
}

std::size_t image_size(int side) { return static_cast<std::size_t>(side) * static_cast<std::size_t>(side); }

ReducedImages reduce(const IdxSet& set, int reduced_side) {
  const std::size_t original_size = image_size(set.images.rows);
  ReducedImages reduced{{}, set.labels};
  for (std::size_t i = 0; i < set.labels.size(); ++i) {
    const auto image = reduce_image(std::span(set.images.pixels).subspan(i * original_size, original_size),
                                    set.images.rows, reduced_side);
    reduced.levels.insert(reduced.levels.end(), image.begin(), image.end());
  }
  return reduced;
}

ReducedImages some_of(const ReducedImages& set, std::size_t first, std::size_t count, std::size_t size) {
  const auto at = [](const std::vector<std::uint8_t>& bytes, std::size_t place) {
    return bytes.begin() + static_cast<std::ptrdiff_t>(place);
  };
  return {{at(set.levels, first * size), at(set.levels, (first + count) * size)},
          {at(set.labels, first), at(set.labels, first + count)}};
}

struct Moments {
  double mean, deviation;
};

// Sums of integers are exact; only the last steps round.
Moments moments_of(std::span<const std::uint8_t> levels) {
  std::uint64_t sum = 0, squares = 0;
  for (const std::uint64_t level : levels) {
    sum += level;
    squares += level * level;
  }
  const auto count = static_cast<double>(levels.size());
  const double mean = static_cast<double>(sum) / count;
  return {mean, std::sqrt(static_cast<double>(squares) / count - mean * mean)};
}

LabelledImages standardised(const ReducedImages& set, const ReducedTask& task) {
  LabelledImages images{{}, set.labels};
  images.pixels.reserve(set.levels.size());
  for (const std::uint8_t level : set.levels)
    images.pixels.push_back(static_cast<float>((level - task.mean) / task.deviation));
  return images;
}

base::Result<base::Done> check(const IdxSet& set, const char* name) {
  if (static_cast<std::size_t>(set.images.count) != set.labels.size())
    return Error{ErrorCode::model_damaged, std::to_string(set.images.count) + " images, but " +
                 std::to_string(set.labels.size()) + " labels; fetch the files again", name};
  if (set.images.rows != set.images.columns)
    return Error{ErrorCode::model_damaged, "images of " + std::to_string(set.images.rows) + " x " +
                 std::to_string(set.images.columns) + " pixels; they must be square", name};
  return base::Done{};
}

}  // namespace

std::vector<std::uint8_t> reduce_image(std::span<const std::uint8_t> pixels, int side, int reduced_side) {
  const std::uint64_t whole = static_cast<std::uint64_t>(side) * static_cast<std::uint64_t>(side) * kWhite;
  std::vector<std::uint8_t> levels;
  for (int y = 0; y < reduced_side; ++y)
    for (int x = 0; x < reduced_side; ++x) {
      std::uint64_t sum = 0;
      for (int from_y = y * side / reduced_side; from_y * reduced_side < (y + 1) * side; ++from_y)
        for (int from_x = x * side / reduced_side; from_x * reduced_side < (x + 1) * side; ++from_x)
          sum += static_cast<std::uint64_t>(overlap(y, from_y, side, reduced_side)) *
                 static_cast<std::uint64_t>(overlap(x, from_x, side, reduced_side)) *
                 pixels[static_cast<std::size_t>(from_y * side + from_x)];
      levels.push_back(static_cast<std::uint8_t>((2 * sum * (kGreyLevels - 1) + whole) / (2 * whole)));  // half up
    }
  return levels;
}

base::Result<ReducedTask> reduce_task(const IdxSet& training, const IdxSet& test, const TaskOptions& options) {
  if (const auto checked = check(training, "training set"); !checked) return checked.error();
  if (const auto checked = check(test, "test set"); !checked) return checked.error();
  const int side = training.images.rows;
  if (test.images.rows != side)
    return Error{ErrorCode::model_damaged,
                 "images of " + std::to_string(test.images.rows) + " pixels a side; those of the training set have " +
                     std::to_string(side),
                 "test set"};
  if (options.side < 1 || options.side > side)
    return Error{ErrorCode::invalid_argument, "must be 1 to " + std::to_string(side), "side"};
  const std::size_t count = training.labels.size();
  const std::size_t validation = count / kValidationShare;
  const auto wanted = static_cast<std::size_t>(std::max(0, options.training_images));
  if (validation == 0 || test.labels.empty())
    return Error{ErrorCode::model_damaged, "too few images", validation == 0 ? "training set" : "test set"};
  if (wanted < 1 || wanted > count - validation)
    return Error{ErrorCode::invalid_argument, "must be 1 to " + std::to_string(count - validation), "training_images"};

  const ReducedImages all = reduce(training, options.side);
  const std::size_t size = image_size(options.side);
  const Moments moments = moments_of(std::span(all.levels).first((count - validation) * size));
  if (!(moments.deviation > 0)) return Error{ErrorCode::model_damaged, "all pixels are the same", "training set"};
  return ReducedTask{options.side,
                     moments.mean,
                     moments.deviation,
                     some_of(all, 0, wanted, size),
                     some_of(all, count - validation, validation, size),
                     reduce(test, options.side)};
}

ImageTask standardise(const ReducedTask& task) {
  return {task.side, kFashionClasses, standardised(task.training, task), standardised(task.validation, task),
          standardised(task.test, task)};
}

base::Result<ImageTask> make_image_task(const IdxSet& training, const IdxSet& test, const TaskOptions& options) {
  const auto reduced = reduce_task(training, test, options);
  if (!reduced) return reduced.error();
  return standardise(*reduced);
}

}  // namespace cellar::network
