// SPDX-License-Identifier: Apache-2.0
#include <cellar/oneshot/method_options.hpp>

#include <string>

namespace cellar::oneshot {
namespace {

using base::Error;
using base::ErrorCode;
using optimizer::OptionInfo;

constexpr std::int64_t kLanes = network::kernels::kLanes;

bool has(const optimizer::Options& options, std::string_view name) {
  return std::any_of(options.values().begin(), options.values().end(), [&](const auto& each) { return each.name == name; });
}

int integer(const optimizer::Options& options, std::string_view name) {
  return static_cast<int>(options.integer(name));
}

}  // namespace

// The original's values, but for: a learning rate that suits batches of 32 on the small task, and a schedule to 0.
std::array<OptionInfo, kSharedOptions> shared_options(const SupernetDefaults& defaults) {
  const auto whole = [](std::int64_t value) { return optimizer::OptionValue(value); };
  return {{
      {"epochs", "length of the search", whole(50), 1, 1000, {}},
      {"warm_start", "epochs at the beginning in which the choices are not trained", whole(0), 0, 1000, {}},
      {"batch", "images in a step, a multiple of 16", whole(32), 16, 1024, {}},
      {"channels", "of a block in the first cell; cells two and three have twice and four times as many", whole(4), 1, 64,
       {}},
      {"learning_rate", "of the supernet's weights in the first epoch", 0.1, 1e-5, 10, {}},
      {"end_learning_rate", "after the last epoch; a cosine lies between", 0.001, 0, 10, {}},
      {"momentum", "of the supernet's weights", 0.9, 0, 0.9999, {}},
      {"weight_decay", "of the supernet's weights", defaults.weight_decay, 0, 1, {}},
      {"clip", "largest norm of the weights' gradients; 0 for no limit", defaults.clip, 0, 1000, {}},
      {"cutout", "side of the square that is cut out of training images; 0 for none", whole(0), 0, 10, {}},
      {"cutout_probability", "of a training image to be cut", 1.0, 0, 1, {}},
      {"shift", "pixels that training images move at most", whole(0), 0, 5, {}},
      {"calibration_batches", "batches on which the batch norms of a single architecture are measured anew; 0 for never",
       whole(4), 0, 125, {}},
      {"validation_images", "that the one-shot accuracy is measured on after each epoch", whole(2000), 16, 10000, {}},
  }};
}

base::Result<SupernetOptions> supernet_options(const optimizer::Options& options, const network::ImageTask& task) {
  SupernetOptions supernet;
  supernet.shape.images = {.batch = integer(options, "batch"), .side = task.side, .classes = task.classes,
                           .channels = integer(options, "channels")};
  if (has(options, "partial")) supernet.shape.partial = integer(options, "partial");
  supernet.epochs = integer(options, "epochs");
  supernet.learning_rate = options.real("learning_rate");
  supernet.end_learning_rate = options.real("end_learning_rate");
  supernet.momentum = options.real("momentum");
  supernet.weight_decay = options.real("weight_decay");
  supernet.clip = options.real("clip");
  supernet.augmentation.cutout = integer(options, "cutout");
  supernet.augmentation.cutout_probability = options.real("cutout_probability");
  supernet.augmentation.shift = integer(options, "shift");
  supernet.calibration_batches = integer(options, "calibration_batches");
  if (options.integer("batch") % kLanes != 0)
    return Error{ErrorCode::invalid_argument, "must be a multiple of " + std::to_string(kLanes), "batch"};
  if (task.training.size() / 2 < static_cast<std::size_t>(supernet.shape.images.batch))
    return Error{ErrorCode::invalid_argument,
                 "must not be more than half of the " + std::to_string(task.training.size()) + " training images",
                 "batch"};
  if (supernet.shape.images.channels % supernet.shape.partial != 0)
    return Error{ErrorCode::invalid_argument,
                 "must divide the " + std::to_string(supernet.shape.images.channels) + " channels", "partial"};
  return supernet;
}

}  // namespace cellar::oneshot
