// SPDX-License-Identifier: Apache-2.0
#include <cellar/oneshot/darts.hpp>

#include <cmath>

#include <cellar/oneshot/gradient_choices.hpp>
#include <cellar/oneshot/method_options.hpp>

namespace cellar::oneshot {
namespace {

using base::Result;
using network::BatchLoss;
using space::nb1shot1::OneShotSpace;

const auto kDartsOptions = with_shared_options(gradient_options());

// The original lets a quarter of the channels through.
const auto kPcDartsOptions = [] {
  std::array<optimizer::OptionInfo, kGradientOptions + 1> own;
  const auto gradient = gradient_options();
  std::copy(gradient.begin(), gradient.end(), own.begin());
  own.back() = {"partial", "one in so many channels goes through the operations; must divide `channels`",
                std::int64_t{4}, 1, 16, {}};
  return with_shared_options(own);
}();

class Darts : public Method {
 public:
  Darts(const OneShotSpace& space, const optimizer::Options& options, std::uint64_t seed)
      : choices_(space, options, seed) {}

  Result<BatchLoss> step(SupernetTraining& training, bool warming_up) override {
    training.draw(Half::weights);
    training.draw(Half::choices);
    if (!warming_up) {
      training.supernet().put(choices_.logits().softmax());
      const auto gradients = choice_gradients(training);
      if (!gradients) return gradients.error();
      choices_.descend(*gradients);
    }
    training.supernet().put(choices_.logits().softmax());
    const auto loss = training.find_gradients(Half::weights);
    if (loss) training.step_weights();
    return loss;
  }

  Choice choice() const override { return choices_.choice(); }

  network::Score one_shot_score(SupernetTraining& training, std::size_t images) override {
    return choices_.score(training, images);
  }

 protected:
  virtual Result<std::vector<double>> choice_gradients(SupernetTraining& training) {
    if (const auto loss = training.find_gradients(Half::choices); !loss) return loss.error();
    return choices_.gradients(training);
  }

  const GradientChoices& choices() const { return choices_; }

 private:
  GradientChoices choices_;
};

class SecondOrder final : public Darts {
 public:
  using Darts::Darts;

 protected:
  Result<std::vector<double>> choice_gradients(SupernetTraining& training) override {
    const auto before = training.snapshot();
    if (const auto loss = training.find_gradients(Half::weights); !loss) return loss.error();
    training.look_ahead();
    if (const auto loss = training.find_gradients(Half::choices); !loss) return loss.error();
    std::vector<double> gradients = choices().gradients(training);
    const auto change = training.supernet().network().graph->weight_gradients();
    const auto second = second_part(training, before, {change.begin(), change.end()});
    training.restore(before);
    if (!second) return second.error();
    for (std::size_t i = 0; i < gradients.size(); ++i) gradients[i] -= training.learning_rate() * (*second)[i];
    return gradients;
  }

 private:
  // (gradient at w + R v - gradient at w - R v) / 2 R.
  Result<std::vector<double>> second_part(SupernetTraining& training, const SupernetTraining::Snapshot& before,
                                          const std::vector<float>& change) {
    constexpr double kStep = 0.01;  // R = 0.01 / norm of v: section 2.3, footnote
    double squares = 0;
    for (const float each : change) squares += static_cast<double>(each) * static_cast<double>(each);
    std::vector<double> difference(choices().size());
    if (squares == 0) return difference;
    const double step = kStep / std::sqrt(squares);
    for (const double sign : {1.0, -1.0}) {
      auto moved = before;
      for (std::size_t i = 0; i < change.size(); ++i)
        moved.weights[i] += static_cast<float>(sign * step * static_cast<double>(change[i]));
      training.restore(moved);
      if (const auto loss = training.find_gradients(Half::weights); !loss) return loss.error();
      const auto gradients = choices().gradients(training);
      for (std::size_t i = 0; i < difference.size(); ++i) difference[i] += sign * gradients[i] / (2 * step);
    }
    return difference;
  }
};

template <class M>
std::unique_ptr<Method> make(const OneShotSpace& space, const optimizer::Options& options, std::uint64_t seed) {
  return std::make_unique<M>(space, options, seed);
}

}  // namespace

const MethodInfo kDarts = {"darts", "DARTS, first order", "Liu et al., ICLR 2019, arXiv 1806.09055", kDartsOptions,
                           make<Darts>};
const MethodInfo kDartsSecondOrder = {"darts2", "DARTS, second order", "Liu et al., ICLR 2019, arXiv 1806.09055",
                                      kDartsOptions, make<SecondOrder>};
const MethodInfo kPcDarts = {"pc-darts", "PC-DARTS", "Xu et al., ICLR 2020, arXiv 1907.05737", kPcDartsOptions,
                             make<Darts>};

}  // namespace cellar::oneshot
