// SPDX-License-Identifier: Apache-2.0
#include <cellar/oneshot/search.hpp>

#include <algorithm>

#include <cellar/oneshot/choice_logits.hpp>
#include <cellar/oneshot/method_options.hpp>

namespace cellar::oneshot {

using base::Done;
using base::Error;
using base::Result;

Result<MethodSpec> resolve(const MethodSpec& spec) {
  const auto info = find_method(spec.name);
  if (!info) return info.error();
  const auto options = optimizer::resolve_options((*info)->name, (*info)->options, spec.options);
  if (!options) return options.error();
  return MethodSpec{spec.name, {options->values().begin(), options->values().end()}};
}

std::vector<optimizer::NamedOption> changed_options(const MethodSpec& spec) {
  std::vector<optimizer::NamedOption> changed;
  const auto info = find_method(spec.name);
  for (const auto& option : spec.options) {
    const bool standard = info && std::any_of((*info)->options.begin(), (*info)->options.end(), [&](const auto& line) {
      return line.name == option.name && line.standard == option.value;
    });
    if (!standard) changed.push_back(option);
  }
  return changed;
}

Result<Search> Search::begin(const space::nb1shot1::OneShotSpace& space, const network::ImageTask& task,
                             const MethodSpec& spec, std::uint64_t seed) {
  const auto info = find_method(spec.name);
  if (!info) return info.error();
  const optimizer::Options options(spec.options);
  const auto supernet = supernet_options(options, task);
  if (!supernet) return supernet.error();
  return Search(std::make_unique<SupernetTraining>(space, task, *supernet, seed), (*info)->make(space, options, seed),
                options);
}

Search::Search(std::unique_ptr<SupernetTraining> training, std::unique_ptr<Method> method,
               const optimizer::Options& options)
    : training_(std::move(training)),
      method_(std::move(method)),
      epochs_(static_cast<int>(options.integer("epochs"))),
      warm_start_(static_cast<int>(options.integer("warm_start"))),
      validation_images_(static_cast<std::size_t>(options.integer("validation_images"))) {}

int Search::steps_per_epoch() const { return training_->steps_per_epoch() + method_->selection_steps() + 1; }

double Search::running_loss() const { return images_ > 0 ? loss_sum_ / static_cast<double>(images_) : 0; }

Result<Done> Search::step() {
  const int batches = training_->steps_per_epoch();
  if (step_ == 0) {
    const int epoch = static_cast<int>(reports_.size());
    training_->begin_epoch(epoch);
    method_->begin_epoch(epoch, epochs_);
    loss_sum_ = 0;
    images_ = correct_ = 0;
  }
  if (step_ < batches) {
    if (const auto done = batch(); !done) return done.error();
  } else if (step_ < batches + method_->selection_steps()) {
    method_->selection_step(*training_, step_ - batches);
  } else {
    report();
  }
  step_ = step_ + 1 < steps_per_epoch() ? step_ + 1 : 0;
  return Done{};
}

Result<Done> Search::batch() {
  const int epoch = static_cast<int>(reports_.size());
  const auto loss = method_->step(*training_, epoch < warm_start_);
  if (!loss) {
    epochs_ = epoch;
    return Error{loss.error().code, loss.error().message,
                 "epoch " + std::to_string(epoch + 1) + ", step " + std::to_string(step_ + 1)};
  }
  loss_sum_ += loss->loss_sum;
  correct_ += loss->correct;
  images_ += training_->supernet().network().graph->batch();
  return Done{};
}

void Search::report() {
  EpochReport report;
  report.epoch = static_cast<int>(reports_.size()) + 1;
  report.train_loss = running_loss();
  report.train_accuracy = static_cast<double>(correct_) / static_cast<double>(images_);
  report.one_shot_accuracy = method_->one_shot_score(*training_, validation_images_).accuracy();
  report.choice = method_->choice();
  report.entropy = entropy(training_->supernet().space(), report.choice.weights);
  report.operations = training_->operations();
  reports_.push_back(std::move(report));
}

}  // namespace cellar::oneshot
