// SPDX-License-Identifier: Apache-2.0
// Batches of labelled images in random order, epoch after epoch.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include <cellar/base/rng.hpp>
#include <cellar/network/augmentation.hpp>
#include <cellar/network/image_task.hpp>
#include <cellar/network/network.hpp>

namespace cellar::network {

/// A stretch of a set of images.
struct ImageRange {
  std::size_t first = 0;
  std::size_t count = 0;
};

/// Where the images are drawn in random order, and changed at random.
struct FeedStreams {
  base::Rng order, changes;
};

class BatchFeed {
 public:
  /// `images` must outlive it; the range holds at least a batch.
  BatchFeed(const LabelledImages& images, ImageRange range, int side, int batch, const Augmentation& augmentation,
            const FeedStreams& streams);

  /// Images that do not fill a last batch sit out the epoch.
  int batches_per_epoch() const { return static_cast<int>(permutation_.size() / labels_.size()); }

  /// Draws the next batch.
  void advance();

  /// Of the batch that was drawn last.
  std::span<const std::uint8_t> labels() const { return labels_; }
  void put(Network<float>& network) const;

 private:
  void take(std::size_t place, std::uint32_t image);

  const LabelledImages* images_;
  int side_;
  Augmentation augmentation_;
  FeedStreams streams_;
  std::vector<std::uint32_t> permutation_;
  int next_ = 0;  // batch of the epoch
  std::vector<float> planes_, changed_;
  std::vector<std::uint8_t> labels_;
};

/// An image as it is to one place of a batch, which lies innermost in `planes`.
void put_image(std::span<const float> image, float* planes, std::size_t place, std::size_t batch);

}  // namespace cellar::network
