// SPDX-License-Identifier: Apache-2.0
// Random changes of training images: shift, flip, cutout.
#pragma once

#include <span>

#include <cellar/base/rng.hpp>

namespace cellar::network {

struct Augmentation {
  int shift = 0;      ///< up to so many pixels in each direction; what comes in is 0, the mean of all pixels
  bool flip = false;  ///< left to right, with probability 1/2
  int cutout = 0;     ///< side of a square of zeros, its centre uniform (DeVries and Taylor, arXiv 1708.04552); 0: none
  double cutout_probability = 1;  ///< of an image; below 1 drawn before the centre

  bool any() const { return shift > 0 || flip || cutout > 0; }
};

/// `image` is side x side standardised pixels, changed in place. Draws in the order of the fields, only what is on.
void augment(std::span<float> image, int side, const Augmentation& augmentation, base::Rng& rng);

}  // namespace cellar::network
