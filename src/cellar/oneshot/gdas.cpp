// SPDX-License-Identifier: Apache-2.0
#include <cellar/oneshot/gdas.hpp>

#include <algorithm>

#include <cellar/oneshot/gradient_choices.hpp>
#include <cellar/oneshot/method_options.hpp>

namespace cellar::oneshot {
namespace {

using base::Result;
using network::BatchLoss;
using space::nb1shot1::ChoiceWeights;
using space::nb1shot1::OneShotSpace;

const auto kOptions = [] {
  std::array<optimizer::OptionInfo, kGradientOptions + 3> own;
  const auto gradient = gradient_options();
  const auto next = std::copy(gradient.begin(), gradient.end(), own.begin());
  next[0] = {"start_temperature", "of the Gumbel softmax in the first epoch", 10.0, 0.01, 1000, {}};
  next[1] = {"end_temperature", "in the last epoch", 1.0, 0.01, 1000, {}};
  next[2] = {"choice_clip", "largest norm of the logits' gradients; 0 for no limit", 5.0, 0, 1000, {}};
  return with_shared_options(own);
}();

// Weight 1 for the largest of each block's operations.
ChoiceWeights hardened(ChoiceWeights weights) {
  for (auto& row : weights.operations) {
    const auto largest = std::max_element(row.begin(), row.end()) - row.begin();
    row = {};
    row[static_cast<std::size_t>(largest)] = 1;
  }
  return weights;
}

class Gdas final : public Method {
 public:
  Gdas(const OneShotSpace& space, const optimizer::Options& options, std::uint64_t seed)
      : choices_(space, options, seed),
        start_temperature_(options.real("start_temperature")),
        end_temperature_(options.real("end_temperature")),
        clip_(options.real("choice_clip")),
        rng_(base::Rng::derive(seed, "Gumbel noise", 0)) {}

  void begin_epoch(int epoch, int epochs) override {
    const double share = epochs > 1 ? static_cast<double>(epoch) / (epochs - 1) : 1;
    temperature_ = start_temperature_ + (end_temperature_ - start_temperature_) * share;
  }

  Result<BatchLoss> step(SupernetTraining& training, bool warming_up) override {
    training.draw(Half::weights);
    training.draw(Half::choices);
    if (!warming_up) {
      put_draws(training.supernet());
      if (const auto loss = training.find_gradients(Half::choices); !loss) return loss.error();
      step_choices(training.supernet());
    }
    put_draws(training.supernet());
    const auto loss = training.find_gradients(Half::weights);
    if (loss) training.step_weights();
    return loss;
  }

  Choice choice() const override { return choices_.choice(); }

  network::Score one_shot_score(SupernetTraining& training, std::size_t images) override {
    return training.score(choice().architecture, images);
  }

 private:
  void put_draws(Supernet<float>& supernet) {
    draws_.clear();
    for (int cell = 0; cell < supernet.cells(); ++cell) {
      draws_.push_back(choices_.logits().gumbel_softmax(temperature_, rng_));
      supernet.put(cell, hardened(draws_.back()));
    }
  }

  void step_choices(const Supernet<float>& supernet) {
    std::vector<double> gradients(choices_.size());
    for (int cell = 0; cell < supernet.cells(); ++cell)
      choices_.logits().add_gradients(draws_[static_cast<std::size_t>(cell)], supernet.choice_gradients(cell),
                                      temperature_, gradients);
    if (clip_ > 0) network::clip_gradients(std::span(gradients), clip_);
    choices_.descend(gradients);
  }

  GradientChoices choices_;
  double start_temperature_, end_temperature_, clip_;
  double temperature_ = 1;
  base::Rng rng_;
  std::vector<ChoiceWeights> draws_;  // of the last pass, by cell
};

}  // namespace

const MethodInfo kGdas = {"gdas", "GDAS", "Dong and Yang, CVPR 2019, arXiv 1910.04465", kOptions,
                          [](const OneShotSpace& space, const optimizer::Options& options,
                             std::uint64_t seed) -> std::unique_ptr<Method> {
                            return std::make_unique<Gdas>(space, options, seed);
                          }};

}  // namespace cellar::oneshot
