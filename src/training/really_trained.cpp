// SPDX-License-Identifier: Apache-2.0
#include <training/really_trained.hpp>

#include <chrono>

#include <cellar/base/sha256.hpp>
#include <cellar/benchmark/trained_answer.hpp>

namespace cellar::training {
namespace {

using base::Done;
using base::Error;
using base::Result;
using benchmark::Evaluation;
using space::Architecture;

constexpr auto kAskEvery = std::chrono::milliseconds(100);

// The recipe and the seeds decide every answer.
benchmark::ModelIdentity identity_of(const io::CollectionHeader& header, std::span<const std::uint16_t> seeds) {
  std::string text = header.recipe + "\nseeds";
  for (const std::uint16_t seed : seeds) text += " " + std::to_string(seed);
  const auto digest = base::sha256({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
  return {header.benchmark + "-really-trained", base::to_hex(digest)};
}

}  // namespace

ReallyTrained::ReallyTrained(std::unique_ptr<TrainedSpace> space, network::ImageTask task, const Recipe& recipe,
                             io::CollectionHeader header, Collected known, ReallyTrainedOptions options)
    : space_(std::move(space)), task_(std::move(task)), recipe_(recipe), header_(std::move(header)),
      options_(std::move(options)), identity_(identity_of(header_, options_.seeds)), known_(std::move(known)),
      pool_(*space_, task_, recipe_, options_.threads,
            [this](const TrainingJob& job, Result<io::CollectedTraining> training) {
              take(job, std::move(training));
            }) {}

benchmark::FidelityRange ReallyTrained::fidelities() const {
  return {header_.epochs, header_.epochs, "epochs", {header_.epochs}};
}

Result<Evaluation> ReallyTrained::query(const Architecture& architecture, int epochs,
                                        const benchmark::QueryOptions& options) const {
  return benchmark::query_as_batch(*this, architecture, epochs, options);
}

Result<std::vector<Evaluation>> ReallyTrained::query_batch(std::span<const Architecture> architectures, int epochs,
                                                           std::span<const std::uint64_t> noise_seeds) const {
  if (epochs != header_.epochs) return benchmark::unsupported_fidelity(*this, epochs);
  std::vector<Architecture> trained;
  for (const Architecture& architecture : architectures) trained.push_back(space_->trained(architecture));
  if (const auto waited = await(trained); !waited) return waited.error();
  std::vector<Evaluation> answers;
  for (std::size_t i = 0; i < trained.size(); ++i)
    answers.push_back(answer(trained[i], noise_seeds.empty() ? std::nullopt : std::optional(noise_seeds[i])));
  return answers;
}

void ReallyTrained::take(const TrainingJob& job, Result<io::CollectedTraining> training) {
  const std::lock_guard lock(mutex_);
  if (failure_) return;
  if (!training) return fail(training.error());
  training->source = options_.source;
  if (const auto kept = options_.keep(*training); !kept) return fail(kept.error());
  known_.emplace(std::pair(job.trained, job.seed), *std::move(training));
  changed_.notify_all();
}

// Under the lock.
void ReallyTrained::fail(const Error& error) const {
  failure_ = error;
  pool_.stop();
  changed_.notify_all();
}

bool ReallyTrained::are_known(std::span<const Architecture> trained) const {
  for (const Architecture& architecture : trained)
    for (const std::uint16_t seed : options_.seeds)
      if (!known_.contains({architecture, seed})) return false;
  return true;
}

// Until all of them are known; asks the pool for those that nobody has asked for yet.
Result<Done> ReallyTrained::await(std::span<const Architecture> trained) const {
  std::unique_lock lock(mutex_);
  std::vector<TrainingJob> missing;
  for (const Architecture& architecture : trained)
    for (const std::uint16_t seed : options_.seeds)
      if (!known_.contains({architecture, seed}) && asked_.emplace(architecture, seed).second)
        missing.push_back({architecture, seed});
  pool_.add(missing);
  while (!changed_.wait_for(lock, kAskEvery, [&] { return failure_ || are_known(trained); }))
    if (const auto wanted = options_.go_on(); !wanted) fail(wanted.error());
  if (failure_) return *failure_;
  return Done{};
}

Evaluation ReallyTrained::answer(const Architecture& trained, std::optional<std::uint64_t> noise_seed) const {
  std::vector<table::TrainedNetwork> networks;
  Evaluation answer;
  {
    const std::lock_guard lock(mutex_);
    for (const std::uint16_t seed : options_.seeds) {
      const auto& training = known_.at({trained, seed});
      networks.push_back(training.trained);
      answer.macs = training.macs;
    }
  }
  const double operations = benchmark::training_operations(answer.macs, header_.images.training, header_.epochs);
  answer.runtime_seconds = static_cast<double>(networks.size()) * operations / benchmark::kNominalOperations;
  answer.flags = benchmark::kMeasured | benchmark::kNominalTime;
  if (noise_seed) {
    const auto count = static_cast<std::uint32_t>(networks.size());
    networks = {networks[base::Rng::derive(*noise_seed, "training seed", 0).below(count)]};
    answer.flags |= benchmark::kNoisy;
  }
  benchmark::answer_from_seeds(networks, header_.images, answer);
  answer.parameters = static_cast<std::int64_t>(space_->network(trained, recipe_.shape).graph->weights().size());
  answer.fidelity = header_.epochs;
  return answer;
}

}  // namespace cellar::training
