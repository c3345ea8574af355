// SPDX-License-Identifier: Apache-2.0
#include <cellar/optimizer/random_search.hpp>

namespace cellar::optimizer {
namespace {

class RandomSearch final : public Optimizer {
 public:
  explicit RandomSearch(const Task& task) : task_(task) {}

  void ask(std::size_t most, base::Rng& rng, std::vector<Suggestion>& out) override {
    for (std::size_t i = 0; i < most; ++i) out.push_back({task_.space->sample(rng), task_.fidelities.max});
  }

  void tell(const Trial&) override {}

 private:
  Task task_;
};

}  // namespace

const OptimizerInfo kRandomSearch = {
    "rs", "Random search", "Bergstra and Bengio, JMLR 13, 2012", {},
    [](const Task& task, const Options&) -> std::unique_ptr<Optimizer> { return std::make_unique<RandomSearch>(task); }};

}  // namespace cellar::optimizer
