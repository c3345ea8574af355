// SPDX-License-Identifier: Apache-2.0
#include <cellar/network/batch_feed.hpp>

#include <algorithm>
#include <numeric>

namespace cellar::network {

void put_image(std::span<const float> image, float* planes, std::size_t place, std::size_t batch) {
  for (std::size_t pixel = 0; pixel < image.size(); ++pixel) planes[pixel * batch + place] = image[pixel];
}

BatchFeed::BatchFeed(const LabelledImages& images, ImageRange range, int side, int batch,
                     const Augmentation& augmentation, const FeedStreams& streams)
    : images_(&images),
      side_(side),
      augmentation_(augmentation),
      streams_(streams),
      permutation_(range.count),
      changed_(static_cast<std::size_t>(side * side)),
      labels_(static_cast<std::size_t>(batch)) {
  planes_.resize(changed_.size() * labels_.size());
  std::iota(permutation_.begin(), permutation_.end(), static_cast<std::uint32_t>(range.first));
}

void BatchFeed::advance() {
  if (next_ == 0) streams_.order.shuffle(std::span(permutation_));
  for (std::size_t i = 0; i < labels_.size(); ++i)
    take(i, permutation_[static_cast<std::size_t>(next_) * labels_.size() + i]);
  next_ = (next_ + 1) % batches_per_epoch();
}

void BatchFeed::take(std::size_t place, std::uint32_t image) {
  const std::size_t pixels = changed_.size();
  std::copy_n(images_->pixels.data() + image * pixels, pixels, changed_.begin());
  if (augmentation_.any()) augment(changed_, side_, augmentation_, streams_.changes);
  put_image(changed_, planes_.data(), place, labels_.size());
  labels_[place] = images_->labels[image];
}

void BatchFeed::put(Network<float>& network) const {
  std::copy(planes_.begin(), planes_.end(), network.graph->values(network.images));
}

}  // namespace cellar::network
