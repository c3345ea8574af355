// SPDX-License-Identifier: Apache-2.0
#include "training/models/encoded_regressor.hpp"

#include <algorithm>
#include <array>

#include <cellar/base/rng.hpp>
#include <cellar/benchmark/registry.hpp>
#include "training/models/row_encoding.hpp"

namespace cellar::training {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;
using surrogate::DeepTreeEnsemble;
using surrogate::KernelMachine;
using surrogate::ModelFile;
using surrogate::RowMatrix;
using surrogate::TreeEnsembleSpec;

constexpr const char* kTreesSection = "val_accuracy";
constexpr const char* kDeepTreesSection = "deep trees";

std::string machine_section(std::size_t member) { return "support vectors " + std::to_string(member); }

Error damaged(std::string_view section, std::string message) {
  return {ErrorCode::model_damaged, std::move(message), "section '" + std::string(section) + "'"};
}

bool has_section(const ModelFile& file, std::string_view name) {
  return std::any_of(file.sections.begin(), file.sections.end(), [&](const auto& one) { return one.name == name; });
}

Result<EncodedRegressor::Members> read_machines(const ModelFile& file) {
  std::vector<KernelMachine> machines;
  while (has_section(file, machine_section(machines.size()))) {
    const auto bytes = read_bytes(file, machine_section(machines.size()));
    if (!bytes) return bytes.error();
    auto machine = surrogate::decode_kernel_machine(*bytes);
    if (!machine) return machine.error();
    machines.push_back(*std::move(machine));
  }
  if (machines.empty()) return damaged(machine_section(0), "is missing, as are trees");
  return EncodedRegressor::Members(std::move(machines));
}

Result<EncodedRegressor::Members> read_members(const ModelFile& file) {
  if (has_section(file, kTreesSection)) {
    auto trees = surrogate::read_trees(file, kTreesSection);
    if (!trees) return trees.error();
    return EncodedRegressor::Members(*std::move(trees));
  }
  if (!has_section(file, kDeepTreesSection)) return read_machines(file);
  const auto bytes = read_bytes(file, kDeepTreesSection);
  if (!bytes) return bytes.error();
  auto trees = surrogate::decode_deep_trees(*bytes);
  if (!trees) return trees.error();
  return EncodedRegressor::Members(*std::move(trees));
}

// How many columns the members look at.
std::size_t columns_of(const EncodedRegressor::Members& members, std::size_t columns) {
  if (const auto* deep = std::get_if<DeepTreeEnsemble>(&members)) return deep->features;
  if (const auto* machines = std::get_if<std::vector<KernelMachine>>(&members))
    for (const auto& machine : *machines)
      if (machine.support.columns != columns) return machine.support.columns;
  return columns;
}

}  // namespace

Result<const space::Space*> space_named(std::string_view name) {
  if (const auto* space = benchmark::space_named(name)) return space;
  return damaged("space", "names a space that this program does not know");
}

Result<std::string> regressor_model(const ModelFile& file) {
  if (file.kind != kRegressorKind)
    return Error{ErrorCode::model_damaged, "is a '" + file.kind + "', not a '" + std::string(kRegressorKind) + "'",
                 "kind"};
  return surrogate::read_text(file, "model");
}

Result<std::unique_ptr<FittedEnsemble>> EncodedRegressor::make(std::string model, const space::Space& space,
                                                               std::string encoding, Members members) {
  base::Rng any(1);
  const auto row = encode_rows(encoding, space, std::array{space.sample(any)});
  if (!row) return row.error();
  if (columns_of(members, row->columns) != row->columns)
    return Error{ErrorCode::invalid_argument, "has another number of columns than the encoding", encoding};
  auto regressor = std::unique_ptr<EncodedRegressor>(
      new EncodedRegressor(std::move(model), space, std::move(encoding), std::move(members)));
  if (const auto* spec = std::get_if<TreeEnsembleSpec>(&regressor->content_)) {
    auto trees = surrogate::TreeEnsemble::build(*spec, static_cast<int>(row->columns));
    if (!trees) return trees.error();
    regressor->trees_.emplace(*std::move(trees));
  }
  return std::unique_ptr<FittedEnsemble>(std::move(regressor));
}

Result<std::unique_ptr<FittedEnsemble>> EncodedRegressor::read(const ModelFile& file) {
  auto model = regressor_model(file);
  if (!model) return model.error();
  const auto space_name = read_text(file, "space");
  if (!space_name) return space_name.error();
  const auto space = space_named(*space_name);
  if (!space) return space.error();
  auto encoding = read_text(file, "encoding");
  if (!encoding) return encoding.error();
  auto members = read_members(file);
  if (!members) return members.error();
  auto made = make(*std::move(model), **space, *std::move(encoding), *std::move(members));
  if (!made) return Error{ErrorCode::model_damaged, made.error().message, made.error().where};
  return made;
}

int EncodedRegressor::members() const {
  if (trees_) return trees_->members();
  if (const auto* deep = std::get_if<DeepTreeEnsemble>(&content_)) return static_cast<int>(deep->members.size());
  return static_cast<int>(std::get<std::vector<KernelMachine>>(content_).size());
}

std::vector<double> EncodedRegressor::predict(std::span<const space::Architecture> architectures) const {
  const RowMatrix rows = *encode_rows(encoding_, *space_, architectures);
  const auto count = static_cast<std::size_t>(members());
  if (const auto* deep = std::get_if<DeepTreeEnsemble>(&content_)) return surrogate::predict(*deep, rows);
  std::vector<double> out(architectures.size() * count);
  if (trees_) {
    trees_->predict_batch(std::vector<std::uint8_t>(rows.values.begin(), rows.values.end()), rows.rows(), out);
    return out;
  }
  const auto& machines = std::get<std::vector<KernelMachine>>(content_);
  for (std::size_t m = 0; m < count; ++m) {
    const auto answers = surrogate::predict(machines[m], rows);
    for (std::size_t i = 0; i < answers.size(); ++i) out[i * count + m] = answers[i];
  }
  return out;
}

Result<ModelFile> EncodedRegressor::to_model_file(std::string name, std::string version) const {
  ModelFile file{std::string(kRegressorKind), std::move(name), std::move(version), {}};
  write_text(file, "model", model_);
  write_text(file, "space", space_->name());
  write_text(file, "encoding", encoding_);
  if (const auto* spec = std::get_if<TreeEnsembleSpec>(&content_)) {
    if (const auto written = write_trees(file, *spec); !written) return written.error();
  } else if (const auto* deep = std::get_if<DeepTreeEnsemble>(&content_)) {
    write_bytes(file, kDeepTreesSection, surrogate::encode_deep_trees(*deep));
  } else {
    const auto& machines = std::get<std::vector<KernelMachine>>(content_);
    for (std::size_t m = 0; m < machines.size(); ++m)
      write_bytes(file, machine_section(m), surrogate::encode_kernel_machine(machines[m]));
  }
  return file;
}

}  // namespace cellar::training
