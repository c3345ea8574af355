// SPDX-License-Identifier: Apache-2.0
// One-shot methods: how a supernet's weights are trained and its choices made. What they share, epochs and reports, is
// the loop's (oneshot/search.hpp).
#pragma once

#include <memory>
#include <span>
#include <string_view>

#include <cellar/optimizer/optimizer.hpp>
#include <cellar/oneshot/supernet_training.hpp>

namespace cellar::oneshot {

/// What a method would choose if it ended now.
struct Choice {
  space::Architecture architecture;
  space::nb1shot1::ChoiceWeights weights;  ///< of the choices, as the method sees them: softmaxed, or 0 and 1
};

class Method {
 public:
  virtual ~Method() = default;

  /// 0-based, of `epochs`.
  virtual void begin_epoch(int epoch, int epochs) {
    (void)epoch;
    (void)epochs;
  }

  /// One batch: a step of the supernet's weights, and unless `warming_up` of the choices too. The loss is that of the
  /// weights' batch.
  virtual base::Result<network::BatchLoss> step(SupernetTraining& training, bool warming_up) = 0;

  /// Small pieces of work after an epoch's batches, each about as long as a batch.
  virtual int selection_steps() const { return 0; }
  virtual void selection_step(SupernetTraining& training, int step) {
    (void)training;
    (void)step;
  }

  virtual Choice choice() const = 0;

  /// Leaves the network in the supernet whose accuracy is the one-shot accuracy, and scores it.
  virtual network::Score one_shot_score(SupernetTraining& training, std::size_t images) = 0;
};

struct MethodInfo {
  std::string_view name;      ///< "darts"
  std::string_view title;     ///< "DARTS, first order"
  std::string_view citation;  ///< "Liu et al., ICLR 2019, arXiv 1806.09055"
  std::span<const optimizer::OptionInfo> options;  ///< all of them, those of the supernet first
  std::unique_ptr<Method> (*make)(const space::nb1shot1::OneShotSpace& space, const optimizer::Options& options,
                                  std::uint64_t seed);
};

std::span<const MethodInfo* const> methods();

/// Error unknown_name lists the known ones.
base::Result<const MethodInfo*> find_method(std::string_view name);

}  // namespace cellar::oneshot
