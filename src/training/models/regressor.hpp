// SPDX-License-Identifier: Apache-2.0
// The regression models that the papers compare, behind one interface: what they are called, their options, how an
// ensemble of them is fitted, and what it predicts (NAS-Bench-301, arXiv 2008.09777, section 4).
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <cellar/base/result.hpp>
#include <cellar/optimizer/optimizer.hpp>
#include <cellar/surrogate/model_file.hpp>
#include "training/data/dataset.hpp"
#include "training/data/split.hpp"

namespace cellar::training {

/// An ensemble that was fitted, or read from its file.
class FittedEnsemble {
 public:
  virtual ~FittedEnsemble() = default;

  virtual std::string_view model() const = 0;  ///< name of its ModelKind
  virtual int members() const = 0;

  /// Validation accuracies as fractions: member m's for architecture i at [i * members() + m]. The architectures are of
  /// the space it was fitted to.
  virtual std::vector<double> predict(std::span<const space::Architecture> architectures) const = 0;

  /// All that predict needs. Errors of the writers of sections.
  virtual base::Result<surrogate::ModelFile> to_model_file(std::string name, std::string version) const = 0;
};

/// Called after each piece of work with how far a member is, and which; false stops the fit.
struct FitStep {
  int member = 0, members = 0;
  int done = 0, total = 0;  ///< rounds, trees or epochs of this member
};
using KeepFitting = std::function<bool(const FitStep&)>;

/// Where the members that are ready, and the state of the one being fitted, outlive the process. Keys are file names.
class Checkpoints {
 public:
  virtual ~Checkpoints() = default;
  virtual base::Result<std::vector<std::uint8_t>> read(const std::string& key) = 0;  ///< empty where there is none
  virtual base::Result<base::Done> write(const std::string& key, std::span<const std::uint8_t> content) = 0;
};

struct FitRequest {
  const Dataset* data = nullptr;
  const Split* split = nullptr;     ///< train and validation are used: a member stops early by its own fold of both
  int members = 10;                 ///< member m leaves out fold m of as many (10 for fewer) and takes seed `seed` + m
  std::uint64_t seed = 1;
  unsigned threads = 0;             ///< 0: one per core; the result does not depend on it
  std::string device = "cpu";       ///< of the networks: "cpu", "cuda"
  Checkpoints* checkpoints = nullptr;  ///< none: an interrupted fit begins anew
  KeepFitting keep_fitting;
};

struct ModelKind {
  std::string_view name;     ///< "xgb"
  std::string_view title;    ///< "Gradient boosted trees (XGBoost), NAS-Bench-301's settings"
  std::span<const optimizer::OptionInfo> options;

  /// Errors: invalid_argument for a space it has no encoding for or too few rows; internal where a library fails or
  /// `keep_fitting` said no.
  base::Result<std::unique_ptr<FittedEnsemble>> (*fit)(const FitRequest& request, const optimizer::Options& options);

  /// From its file. Error model_damaged names the section.
  base::Result<std::unique_ptr<FittedEnsemble>> (*read)(const surrogate::ModelFile& file);
};

/// Those of this build: a model whose library is missing is left out.
std::span<const ModelKind> model_kinds();

/// Error unknown_name lists the known ones.
base::Result<const ModelKind*> find_model_kind(std::string_view name);

}  // namespace cellar::training
