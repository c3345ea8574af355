// SPDX-License-Identifier: Apache-2.0
#include <cellar/oneshot/enas.hpp>

#include <cellar/oneshot/candidate_selection.hpp>
#include <cellar/oneshot/controller.hpp>
#include <cellar/oneshot/method_options.hpp>

namespace cellar::oneshot {
namespace {

using space::nb1shot1::OneShotSpace;

// The original's 300 steps an epoch follow 700 batches; here an epoch has 125.
const auto kOptions = [] {
  const ControllerOptions standard;
  std::array<optimizer::OptionInfo, kSelectionOptions + 4> own;
  const auto selection = selection_options(1);
  const auto next = std::copy(selection.begin(), selection.end(), own.begin());
  next[0] = {"controller_steps", "of the controller after each epoch", std::int64_t{50}, 0, 10000, {}};
  next[1] = {"controller_learning_rate", "of Adam on the controller's weights", standard.learning_rate, 0, 1, {}};
  next[2] = {"entropy_weight", "of a sample's entropy in the controller's reward", standard.entropy_weight, 0, 10, {}};
  next[3] = {"baseline_decay", "of the moving average that a reward is compared with", standard.baseline_decay, 0, 0.9999,
             {}};
  return with_shared_options(own, {.weight_decay = 1e-4});
}();

ControllerOptions controller_options(const optimizer::Options& options) {
  ControllerOptions controller;
  controller.learning_rate = options.real("controller_learning_rate");
  controller.entropy_weight = options.real("entropy_weight");
  controller.baseline_decay = options.real("baseline_decay");
  return controller;
}

Controller make_controller(const OneShotSpace& space, const optimizer::Options& options, std::uint64_t seed) {
  base::Rng rng = base::Rng::derive(seed, "initial controller", 0);
  return Controller(space, controller_options(options), rng);
}

class Enas final : public Method {
 public:
  Enas(const OneShotSpace& space, const optimizer::Options& options, std::uint64_t seed)
      : space_(space),
        controller_(make_controller(space, options, seed)),
        draws_(base::Rng::derive(seed, "controller", 0)),
        controller_steps_(static_cast<int>(options.integer("controller_steps"))),
        selection_(options) {}

  base::Result<network::BatchLoss> step(SupernetTraining& training, bool) override {
    training.draw(Half::weights);
    training.supernet().put(space_.one_hot(sample()));
    const auto loss = training.find_gradients(Half::weights);
    if (loss) training.step_weights();
    return loss;
  }

  int selection_steps() const override { return controller_steps_ + selection_.steps(); }
  void selection_step(SupernetTraining& training, int step) override {
    if (step >= controller_steps_) return selection_.step(training, step - controller_steps_, [&] { return sample(); });
    const auto architecture = sample();
    training.draw(Half::choices);
    controller_.reinforce(training.score_drawn(architecture).accuracy());
  }

  Choice choice() const override {
    auto weights = controller_.probabilities();
    return {selection_.best_or(space_.discretise(weights)), std::move(weights)};
  }

  network::Score one_shot_score(SupernetTraining& training, std::size_t images) override {
    return training.score(choice().architecture, images);
  }

 private:
  // What the controller samples is always in the space.
  space::Architecture sample() { return *space_.pack(controller_.sample(draws_).configuration); }

  const OneShotSpace& space_;
  Controller controller_;
  base::Rng draws_;
  int controller_steps_;
  CandidateSelection selection_;
};

}  // namespace

const MethodInfo kEnas = {
    "enas", "ENAS", "Pham et al., ICML 2018, arXiv 1802.03268", kOptions,
    [](const OneShotSpace& space, const optimizer::Options& options, std::uint64_t seed) -> std::unique_ptr<Method> {
      return std::make_unique<Enas>(space, options, seed);
    }};

}  // namespace cellar::oneshot
