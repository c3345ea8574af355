// SPDX-License-Identifier: Apache-2.0
// What optimizers think for ten further evaluations when so many are known: asking and telling, without the answers, which
// an additive toy on the DARTS space gives. Ten are one batch of BANANAS, so that its line is one training of five
// networks; `per_evaluation` is a tenth of the time. SMAC suggests nothing at random here, so that all ten fit a forest.
// Goals: tpe 200 us at 1,000, smac 15 ms at 1,000, gp 50 ms at 300 per evaluation, bananas 200 ms for the ten at 150.
#include <benchmark/benchmark.h>

#include <cellar/optimizer/optimizer.hpp>
#include "optimizer/additive_benchmark.hpp"

namespace {

namespace optimizer = cellar::optimizer;  // not all of cellar: it has a namespace `benchmark` too

constexpr int kMore = 10;

class Search {
 public:
  Search(const optimizer::OptimizerInfo& info, std::vector<optimizer::NamedOption> options)
      : optimizer_(info.make({&toy_.space(), toy_.fidelities()}, *optimizer::resolve_options(info, options))) {}

  void go_on(std::size_t evaluations) {
    for (std::size_t done = 0; done < evaluations;) {
      suggestions_.clear();
      optimizer_->ask(evaluations - done, rng_, suggestions_);
      for (const auto& suggestion : suggestions_)
        optimizer_->tell({suggestion, *toy_.query(suggestion.architecture, suggestion.fidelity, {})});
      done += suggestions_.size();
    }
  }

 private:
  AdditiveBenchmark toy_;
  std::unique_ptr<optimizer::Optimizer> optimizer_;
  cellar::base::Rng rng_{1};
  std::vector<optimizer::Suggestion> suggestions_;
};

// Every repetition begins with the same known evaluations, so that one measures what another does.
void think(benchmark::State& state, std::string_view name, std::vector<optimizer::NamedOption> options, int known) {
  const auto& info = **optimizer::find_optimizer(name);
  for (auto _ : state) {
    state.PauseTiming();
    Search search(info, options);
    search.go_on(static_cast<std::size_t>(known));
    state.ResumeTiming();
    search.go_on(kMore);
  }
  state.counters["per_evaluation"] =
      benchmark::Counter(kMore, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

[[maybe_unused]] const bool kListed = [] {
  const auto add = [](const char* name, int known, std::vector<optimizer::NamedOption> options = {}) {
    benchmark::RegisterBenchmark(("optimizer/" + std::string(name) + "/known:" + std::to_string(known)).c_str(),
                                 [=](benchmark::State& state) { think(state, name, options, known); })
        ->Unit(benchmark::kMicrosecond)
        ->Iterations(5);
  };
  for (const char* name : {"rs", "re", "ls", "de", "tpe", "hyperband", "bohb", "reinforce"}) add(name, 1000);
  add("smac", 1000, {{"random", 0.0}});
  add("bananas", 150);
  add("gp", 300);
  return true;
}();

}  // namespace
