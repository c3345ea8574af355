// SPDX-License-Identifier: Apache-2.0
#include <cellar/benchmark/nb301.hpp>

#include <algorithm>

#include <cellar/base/sha256.hpp>
#include <cellar/benchmark/accuracy_model.hpp>
#include <cellar/benchmark/surrogate_sections.hpp>
#include <cellar/benchmark/training_noise.hpp>
#include <cellar/encoding/tree_features.hpp>
#include <cellar/space/darts.hpp>

namespace cellar::benchmark {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;
using encoding::darts::kTreeFeatures;
using space::Architecture;
using space::darts::Genotype;
using surrogate::TreeEnsemble;

constexpr std::size_t kBlock = 64;  // architectures answered together: their features and answers stay in the cache

int parameter_free(const space::darts::Cell& cell) {
  return static_cast<int>(std::count_if(cell.edges.begin(), cell.edges.end(),
                                        [](const auto& edge) { return !has_parameters(edge.operation); }));
}

struct Ensembles {
  TreeEnsemble val_accuracy;
  TreeEnsemble runtime;
  std::vector<TreeEnsemble> curve_weights;
};

class Nb301 final : public Benchmark {
 public:
  Nb301(const Nb301Model& model, Ensembles ensembles, ModelIdentity identity)
      : name_("nb301"), identity_(std::move(identity)), ensembles_(std::move(ensembles)),
        curve_shapes_(model.curve_shapes), noise_sd_(model.noise_sd), unusual_spread_(model.unusual_spread),
        unusual_parameter_free_(model.unusual_parameter_free) {
    best_known_.architecture = model.best_known;
    best_known_.is_optimum = false;
    best_known_.val_accuracy = query(model.best_known, kNb301Epochs, {})->val_accuracy;
  }

  const std::string& name() const override { return name_; }
  const space::Space& space() const override { return space::darts::space(); }
  const ModelIdentity& model() const override { return identity_; }
  FidelityRange fidelities() const override { return {1, kNb301Epochs, "epochs", {}}; }
  const BestKnown& best_known() const override { return best_known_; }

  Result<Evaluation> query(const Architecture& architecture, int epochs, const QueryOptions& options) const override {
    return query_as_batch(*this, architecture, epochs, options);
  }

  Result<std::vector<Evaluation>> query_batch(std::span<const Architecture> architectures, int epochs,
                                              std::span<const std::uint64_t> noise_seeds) const override {
    if (epochs < 1 || epochs > kNb301Epochs)
      return Error{ErrorCode::unsupported_fidelity,
                   "nb301 answers for 1 to 98 epochs, not " + std::to_string(epochs), "fidelity"};
    std::vector<Evaluation> answers(architectures.size());
    for (std::size_t first = 0; first < architectures.size(); first += kBlock) {
      const std::size_t count = std::min(kBlock, architectures.size() - first);
      answer_block(architectures.subspan(first, count), epochs, std::span(answers).subspan(first, count));
    }
    for (std::size_t i = 0; i < noise_seeds.size(); ++i) add_noise(noise_seeds[i], architectures[i], answers[i]);
    return answers;
  }

 private:
  void answer_block(std::span<const Architecture> architectures, int epochs, std::span<Evaluation> answers) const {
    const std::size_t rows = architectures.size();
    std::vector<std::uint8_t> features(rows * kTreeFeatures);
    for (std::size_t i = 0; i < rows; ++i) {
      const Genotype genotype = space::darts::unpack(architectures[i]);
      const auto size = space::darts::network_size(genotype);
      const auto row = encoding::darts::tree_features(genotype, size);
      std::copy(row.begin(), row.end(), features.begin() + static_cast<std::ptrdiff_t>(i * kTreeFeatures));
      answers[i].parameters = size.parameters;
      answers[i].macs = size.macs;
      answers[i].fidelity = epochs;
      answers[i].flags = kFittedToSurrogate;
      if (parameter_free(genotype.normal) >= unusual_parameter_free_) answers[i].flags |= kOutOfDistribution;
    }
    predict_val_accuracy(features, epochs, answers);
    std::vector<double> seconds(rows);
    ensembles_.runtime.predict_batch(features, rows, seconds);
    for (std::size_t i = 0; i < rows; ++i) answers[i].runtime_seconds = seconds[i] * epochs / kNb301Epochs;
  }

  void predict_val_accuracy(std::span<const std::uint8_t> features, int epochs, std::span<Evaluation> answers) const {
    const std::size_t rows = answers.size();
    const auto members = static_cast<std::size_t>(ensembles_.val_accuracy.members());
    std::vector<double> by_member(rows * members);
    ensembles_.val_accuracy.predict_batch(features, rows, by_member);
    for (std::size_t i = 0; i < rows; ++i) {
      const auto [mean, sd] = accuracy_of(std::span(by_member).subspan(i * members, members));
      answers[i].val_accuracy = std::clamp(mean, 0.0, 1.0);
      answers[i].val_accuracy_sd = sd;
      if (sd >= unusual_spread_) answers[i].flags |= kOutOfDistribution;
    }
    if (epochs < kNb301Epochs) subtract_gap(features, epochs, answers);
  }

  void subtract_gap(std::span<const std::uint8_t> features, int epochs, std::span<Evaluation> answers) const {
    const std::size_t rows = answers.size();
    std::vector<double> gap(rows, 0.0), weight(rows);
    for (std::size_t k = 0; k < ensembles_.curve_weights.size(); ++k) {
      ensembles_.curve_weights[k].predict_batch(features, rows, weight);
      const double shape = curve_shapes_[k * kNb301Epochs + static_cast<std::size_t>(epochs - 1)];
      for (std::size_t i = 0; i < rows; ++i) gap[i] += weight[i] * shape;
    }
    // A curve may wiggle but not end below an earlier epoch, so the gap is never negative.
    for (std::size_t i = 0; i < rows; ++i)
      answers[i].val_accuracy = std::clamp(answers[i].val_accuracy - std::max(gap[i], 0.0), 0.0, 1.0);
  }

  void add_noise(std::uint64_t seed, const Architecture& architecture, Evaluation& answer) const {
    answer.val_accuracy =
        std::clamp(answer.val_accuracy + noise_sd_ * standard_noise(seed, "nb301 noise", architecture), 0.0, 1.0);
    answer.flags |= kNoisy;
  }

  std::string name_;
  ModelIdentity identity_;
  Ensembles ensembles_;
  std::vector<double> curve_shapes_;
  double noise_sd_;
  double unusual_spread_;
  int unusual_parameter_free_;
  BestKnown best_known_;
};

}  // namespace

Result<std::unique_ptr<Benchmark>> make_nb301_from(const Nb301Model& model, ModelIdentity identity) {
  auto val_accuracy = build_trees(model.val_accuracy);
  if (!val_accuracy) return val_accuracy.error();
  auto runtime = build_trees(model.runtime);
  if (!runtime) return runtime.error();
  Ensembles ensembles{*std::move(val_accuracy), *std::move(runtime), {}};
  for (const auto& spec : model.curve_weights) {
    auto weight = build_trees(spec);
    if (!weight) return weight.error();
    ensembles.curve_weights.push_back(*std::move(weight));
  }
  return std::unique_ptr<Benchmark>(std::make_unique<Nb301>(model, std::move(ensembles), std::move(identity)));
}

Result<std::unique_ptr<Benchmark>> make_nb301(std::span<const std::uint8_t> bytes) {
  const auto file = surrogate::parse_model_file(bytes);
  if (!file) return file.error();
  const auto model = nb301_model(*file);
  if (!model) return model.error();
  return make_nb301_from(*model, {file->name, base::to_hex(base::sha256(bytes))});
}

}  // namespace cellar::benchmark
