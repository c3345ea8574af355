// SPDX-License-Identifier: Apache-2.0
#include <cellar/benchmark/fashion_darts.hpp>

#include <algorithm>
#include <array>

#include <cellar/base/sha256.hpp>
#include <cellar/benchmark/accuracy_model.hpp>
#include <cellar/benchmark/fashion.hpp>
#include <cellar/benchmark/surrogate_sections.hpp>
#include <cellar/benchmark/trained_answer.hpp>
#include <cellar/benchmark/training_noise.hpp>
#include <cellar/encoding/tree_features.hpp>
#include <cellar/space/darts.hpp>

namespace cellar::benchmark {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;
using space::Architecture;
using surrogate::ModelFile;
using surrogate::TreeEnsemble;

class FashionDarts final : public Benchmark {
 public:
  FashionDarts(const FashionDartsModel& model, TreeEnsemble val_accuracy, TreeEnsemble test_accuracy,
               ModelIdentity identity)
      : name_(kFashionDarts), identity_(std::move(identity)), val_accuracy_(std::move(val_accuracy)),
        test_accuracy_(std::move(test_accuracy)), trainings_(model.trainings), noise_sd_(model.noise_sd),
        unusual_spread_(model.unusual_spread) {
    best_known_.architecture = model.best_known;
    best_known_.val_accuracy = answer(model.best_known, {}).val_accuracy;
  }

  const std::string& name() const override { return name_; }
  const space::Space& space() const override { return space::darts::space(); }
  const ModelIdentity& model() const override { return identity_; }
  FidelityRange fidelities() const override {
    return {trainings_.epochs, trainings_.epochs, "epochs", {trainings_.epochs}};
  }
  const BestKnown& best_known() const override { return best_known_; }

  Result<Evaluation> query(const Architecture& architecture, int epochs, const QueryOptions& options) const override {
    if (epochs != trainings_.epochs) return unsupported_fidelity(*this, epochs);
    return answer(architecture, options);
  }

 private:
  Evaluation answer(const Architecture& architecture, const QueryOptions& options) const {
    const auto genotype = space::darts::unpack(architecture);
    const auto features = encoding::darts::tree_features(genotype, network_size(genotype));
    const auto size = network_size(genotype, space::darts::NetworkConfig::fashion());
    const Accuracy validation = predict(val_accuracy_, features);
    Evaluation answer;
    answer.val_accuracy = validation.mean;
    answer.val_accuracy_sd = validation.sd;
    answer.test_accuracy = std::clamp(predict(test_accuracy_, features).mean, 0.0, 1.0);
    answer.runtime_seconds = trainings_.seeds *
                             training_operations(size.macs, trainings_.training_images, trainings_.epochs) /
                             kNominalOperations;
    answer.parameters = size.parameters;
    answer.macs = size.macs;
    answer.fidelity = trainings_.epochs;
    answer.flags = kModelled | kNominalTime;
    if (validation.sd >= unusual_spread_) answer.flags |= kOutOfDistribution;
    if (options.noise_seed) {
      answer.val_accuracy += noise_sd_ * standard_noise(*options.noise_seed, "fashion-darts noise", architecture);
      answer.flags |= kNoisy;
    }
    answer.val_accuracy = std::clamp(answer.val_accuracy, 0.0, 1.0);
    return answer;
  }

  static Accuracy predict(const TreeEnsemble& ensemble, const encoding::darts::TreeFeatures& features) {
    std::array<double, surrogate::kMaxMembers> by_member;
    const auto members = std::span(by_member).first(static_cast<std::size_t>(ensemble.members()));
    ensemble.predict(features, members);
    return accuracy_of(members);
  }

  std::string name_;
  ModelIdentity identity_;
  TreeEnsemble val_accuracy_, test_accuracy_;
  AnsweredTrainings trainings_;
  double noise_sd_;
  double unusual_spread_;
  BestKnown best_known_;
};

// Far above any use, so that no time is absurd.
constexpr double kMostTrainings = 1e6;

Result<AnsweredTrainings> read_trainings(const ModelFile& file) {
  const auto numbers = read_finite_numbers(file, "trainings", 3);
  if (!numbers) return numbers.error();
  for (const double number : *numbers)
    if (!(number >= 1 && number <= kMostTrainings)) return damaged_section("trainings", "holds a count out of range");
  return AnsweredTrainings{static_cast<int>((*numbers)[0]), static_cast<int>((*numbers)[1]),
                           static_cast<int>((*numbers)[2])};
}

}  // namespace

Result<ModelFile> to_model_file(const FashionDartsModel& model, std::string name, std::string version) {
  ModelFile file{std::string(kFashionDartsKind), std::move(name), std::move(version), {}};
  for (const auto* trees : {&model.val_accuracy, &model.test_accuracy})
    if (const auto written = write_trees(file, *trees); !written) return written.error();
  const auto& trainings = model.trainings;
  write_numbers(file, "trainings",
                std::array{1.0 * trainings.epochs, 1.0 * trainings.seeds, 1.0 * trainings.training_images});
  write_numbers(file, "noise", std::array{model.noise_sd});
  write_numbers(file, "unusual", std::array{model.unusual_spread});
  write_best_known(file, model.best_known);
  return file;
}

Result<FashionDartsModel> fashion_darts_model(const ModelFile& file) {
  if (file.kind != kFashionDartsKind)
    return Error{ErrorCode::model_damaged, "is a '" + file.kind + "', not a '" + std::string(kFashionDartsKind) + "'",
                 "kind"};
  auto val_accuracy = read_trees(file, "val_accuracy");
  if (!val_accuracy) return val_accuracy.error();
  auto test_accuracy = read_trees(file, "test_accuracy");
  if (!test_accuracy) return test_accuracy.error();
  const auto trainings = read_trainings(file);
  if (!trainings) return trainings.error();
  const auto noise = read_finite_numbers(file, "noise", 1);
  if (!noise) return noise.error();
  const auto unusual = read_finite_numbers(file, "unusual", 1);
  if (!unusual) return unusual.error();
  const auto best = read_best_known(file);
  if (!best) return best.error();
  return FashionDartsModel{*std::move(val_accuracy), *std::move(test_accuracy), *trainings, noise->front(),
                           unusual->front(), *best};
}

Result<std::unique_ptr<Benchmark>> make_fashion_darts_from(const FashionDartsModel& model, ModelIdentity identity) {
  auto val_accuracy = build_trees(model.val_accuracy);
  if (!val_accuracy) return val_accuracy.error();
  auto test_accuracy = build_trees(model.test_accuracy);
  if (!test_accuracy) return test_accuracy.error();
  return std::unique_ptr<Benchmark>(std::make_unique<FashionDarts>(model, *std::move(val_accuracy),
                                                                   *std::move(test_accuracy), std::move(identity)));
}

Result<std::unique_ptr<Benchmark>> make_fashion_darts(std::span<const std::uint8_t> bytes) {
  const auto file = surrogate::parse_model_file(bytes);
  if (!file) return file.error();
  const auto model = fashion_darts_model(*file);
  if (!model) return model.error();
  return make_fashion_darts_from(*model, {file->name, base::to_hex(base::sha256(bytes))});
}

}  // namespace cellar::benchmark
