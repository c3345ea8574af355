// SPDX-License-Identifier: Apache-2.0
#include <cellar/optimizer/hyperband.hpp>

#include <array>

#include <cellar/optimizer/successive_halving.hpp>

namespace cellar::optimizer {
namespace {

const std::array<OptionInfo, 2> kOptions = {{
    {"eta", "one of so many architectures is trained on, so many times as long", std::int64_t{3}, 2, 10, {}},
    {"min_epochs", "no training is shorter", std::int64_t{3}, 1, 10000, {}},
}};

class Hyperband final : public Optimizer {
 public:
  Hyperband(const Task& task, int eta, int min_epochs)
      : space_(task.space), brackets_(hyperband_brackets(fidelity_ladder(task.fidelities, eta, min_epochs), eta)) {}

  void ask(std::size_t most, base::Rng& rng, std::vector<Suggestion>& out) override {
    brackets_.next(most, [&](int fidelity) { return Suggestion{space_->sample(rng), fidelity}; }, out);
  }

  void tell(const Trial& trial) override { brackets_.tell(trial); }

  std::vector<std::int64_t> members() const override { return brackets_.members(); }

 private:
  const space::Space* space_;
  Brackets brackets_;
};

}  // namespace

const OptimizerInfo kHyperband = {"hyperband", "Hyperband", "Li et al., JMLR 18, 2018, arXiv 1603.06560", kOptions,
                                  [](const Task& task, const Options& options) -> std::unique_ptr<Optimizer> {
                                    return std::make_unique<Hyperband>(task, static_cast<int>(options.integer("eta")),
                                                                       static_cast<int>(options.integer("min_epochs")));
                                  }};

}  // namespace cellar::optimizer
