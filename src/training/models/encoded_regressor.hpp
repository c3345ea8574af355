// SPDX-License-Identifier: Apache-2.0
// Fitted ensembles that see rows of whole numbers: trees, deep trees, kernel machines, behind FittedEnsemble.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <cellar/surrogate/deep_trees.hpp>
#include <cellar/surrogate/kernel_machine.hpp>
#include <cellar/surrogate/tree_ensemble.hpp>
#include "training/models/regressor.hpp"

namespace cellar::training {

/// Kind of the files (models/FORMAT.md, "Regression models").
inline constexpr std::string_view kRegressorKind = "regressor";

/// Of a file of any regression model. Error model_damaged.
base::Result<std::string> regressor_model(const surrogate::ModelFile& file);

/// The space of this name; error model_damaged where this program has none.
base::Result<const space::Space*> space_named(std::string_view name);

class EncodedRegressor final : public FittedEnsemble {
 public:
  using Members = std::variant<surrogate::TreeEnsembleSpec, surrogate::DeepTreeEnsemble,
                               std::vector<surrogate::KernelMachine>>;

  /// Error invalid_argument where the space does not have the encoding, or `members` do not fit its columns.
  static base::Result<std::unique_ptr<FittedEnsemble>> make(std::string model, const space::Space& space,
                                                            std::string encoding, Members members);

  /// Error model_damaged names the section.
  static base::Result<std::unique_ptr<FittedEnsemble>> read(const surrogate::ModelFile& file);

  std::string_view model() const override { return model_; }
  int members() const override;
  std::vector<double> predict(std::span<const space::Architecture> architectures) const override;
  base::Result<surrogate::ModelFile> to_model_file(std::string name, std::string version) const override;

  const space::Space& space() const { return *space_; }
  const std::string& encoding() const { return encoding_; }
  const Members& content() const { return content_; }

 private:
  EncodedRegressor(std::string model, const space::Space& space, std::string encoding, Members content)
      : model_(std::move(model)), space_(&space), encoding_(std::move(encoding)), content_(std::move(content)) {}

  std::string model_;
  const space::Space* space_;
  std::string encoding_;
  Members content_;
  std::optional<surrogate::TreeEnsemble> trees_;  // of a TreeEnsembleSpec, to be walked
};

}  // namespace cellar::training
