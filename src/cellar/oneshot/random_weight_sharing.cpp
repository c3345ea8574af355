// SPDX-License-Identifier: Apache-2.0
#include <cellar/oneshot/random_weight_sharing.hpp>

#include <cellar/oneshot/candidate_selection.hpp>
#include <cellar/oneshot/method_options.hpp>

namespace cellar::oneshot {
namespace {

using space::nb1shot1::OneShotSpace;

const auto kOptions = with_shared_options(selection_options(10), {.clip = 0.25});

class RandomWeightSharing final : public Method {
 public:
  RandomWeightSharing(const OneShotSpace& space, const optimizer::Options& options, std::uint64_t seed)
      : space_(space),
        training_draws_(base::Rng::derive(seed, "architectures to train", 0)),
        candidate_draws_(base::Rng::derive(seed, "candidates", 0)),
        selection_(options),
        first_(space.sample(candidate_draws_)) {}

  base::Result<network::BatchLoss> step(SupernetTraining& training, bool) override {
    training.draw(Half::weights);
    training.supernet().put(space_.one_hot(space_.sample(training_draws_)));
    const auto loss = training.find_gradients(Half::weights);
    if (loss) training.step_weights();
    return loss;
  }

  int selection_steps() const override { return selection_.steps(); }
  void selection_step(SupernetTraining& training, int step) override {
    selection_.step(training, step, [&] { return space_.sample(candidate_draws_); });
  }

  Choice choice() const override {
    const auto architecture = selection_.best_or(first_);
    return {architecture, space_.one_hot(architecture)};
  }

  network::Score one_shot_score(SupernetTraining& training, std::size_t images) override {
    return training.score(selection_.best_or(first_), images);
  }

 private:
  const OneShotSpace& space_;
  base::Rng training_draws_, candidate_draws_;
  CandidateSelection selection_;
  space::Architecture first_;
};

}  // namespace

const MethodInfo kRandomWeightSharing = {
    "random-ws", "Random search with weight sharing", "Li and Talwalkar, UAI 2019, arXiv 1902.07638", kOptions,
    [](const OneShotSpace& space, const optimizer::Options& options, std::uint64_t seed) -> std::unique_ptr<Method> {
      return std::make_unique<RandomWeightSharing>(space, options, seed);
    }};

}  // namespace cellar::oneshot
