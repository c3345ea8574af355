// SPDX-License-Identifier: Apache-2.0
#include <cellar/study/trace.hpp>

namespace cellar::study {
namespace {

// Does as the optimizer does, and keeps the last trial that it was told.
class Watched final : public optimizer::Optimizer {
 public:
  Watched(std::unique_ptr<optimizer::Optimizer> optimizer, optimizer::Trial& last)
      : optimizer_(std::move(optimizer)), last_(&last) {}

  void ask(std::size_t most, base::Rng& rng, std::vector<optimizer::Suggestion>& out) override {
    optimizer_->ask(most, rng, out);
  }
  void tell(const optimizer::Trial& trial) override {
    *last_ = trial;
    optimizer_->tell(trial);
  }
  std::vector<std::int64_t> members() const override { return optimizer_->members(); }

 private:
  std::unique_ptr<optimizer::Optimizer> optimizer_;
  optimizer::Trial* last_;
};

}  // namespace

struct Trace::Implementation {
  Implementation(const StudySpec& study, RunKey key, const benchmark::Benchmark& benchmark, Clock clock)
      : spec(study), run(spec, key, benchmark, watch(make_optimizer(study.optimizers[key.optimizer], benchmark)), clock) {}

  std::unique_ptr<Watched> watch(std::unique_ptr<optimizer::Optimizer> optimizer) {
    auto wrapped = std::make_unique<Watched>(std::move(optimizer), last);
    watched = wrapped.get();
    return wrapped;
  }

  StudySpec spec;
  optimizer::Trial last;
  const Watched* watched = nullptr;  // belongs to the run
  Run run;
};

Trace::Trace(const StudySpec& spec, RunKey key, const benchmark::Benchmark& benchmark, Clock clock)
    : implementation_(std::make_unique<Implementation>(spec, key, benchmark, clock)) {}

Trace::~Trace() = default;
Trace::Trace(Trace&&) noexcept = default;

base::Result<TracedTrial> Trace::next() {
  Run& run = implementation_->run;
  if (run.done()) return base::Error{base::ErrorCode::invalid_argument, "the run has spent its budget", "trace"};
  const double before = run.thinking_seconds();
  run.ask(1);
  if (const auto told = run.tell(); !told) return told.error();
  return TracedTrial{implementation_->last, implementation_->watched->members(), run.thinking_seconds() - before};
}

}  // namespace cellar::study
