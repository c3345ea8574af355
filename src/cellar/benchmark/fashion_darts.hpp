// SPDX-License-Identifier: Apache-2.0
// The surrogate benchmark fashion-darts: what a small network of DARTS cells would reach on Fashion-MNIST, by trees fitted
// to 1,785 that were really trained. What it was fitted to, and how well it does, stands in
// models/fashion-darts-trees-v1.md; docs/fashion.md has the network and its training.
#pragma once

#include <memory>
#include <span>
#include <string_view>

#include <cellar/base/result.hpp>
#include <cellar/benchmark/benchmark.hpp>
#include <cellar/surrogate/model_file.hpp>
#include <cellar/surrogate/tree_ensemble.hpp>

namespace cellar::benchmark {

/// An answer is the mean of several trainings, so its time is that of all of them, one after the other.
struct AnsweredTrainings {
  int epochs = 0;
  int seeds = 0;
  int training_images = 0;
};

/// What a model file of kind kFashionDartsKind holds, by section. Accuracies are fractions.
///   trees   "val_accuracy", "test_accuracy"   ensembles
///   numbers "trainings"    epochs, seeds and training images of AnsweredTrainings
///   numbers "noise"        standard deviation of val_accuracy between repetitions with as many other seeds
///   numbers "unusual"      spread of the members from which on an answer is flagged out_of_distribution
///   numbers "best known"   choices of the best architecture found in a long search
struct FashionDartsModel {
  surrogate::TreeEnsembleSpec val_accuracy;
  surrogate::TreeEnsembleSpec test_accuracy;
  AnsweredTrainings trainings;
  double noise_sd = 0;
  double unusual_spread = 1;
  space::Architecture best_known;
};

inline constexpr std::string_view kFashionDartsKind = "fashion-darts-surrogate";

/// The sections above in a file that serialize_model_file takes.
base::Result<surrogate::ModelFile> to_model_file(const FashionDartsModel& model, std::string name, std::string version);

/// Error model_damaged names the section that is missing or out of range.
base::Result<FashionDartsModel> fashion_darts_model(const surrogate::ModelFile& file);

/// A benchmark from the bytes of a model file.
base::Result<std::unique_ptr<Benchmark>> make_fashion_darts(std::span<const std::uint8_t> file);

/// The same from a model not yet in a file; its identity has no checksum.
base::Result<std::unique_ptr<Benchmark>> make_fashion_darts_from(const FashionDartsModel& model, ModelIdentity identity);

}  // namespace cellar::benchmark
