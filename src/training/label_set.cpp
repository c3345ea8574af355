// SPDX-License-Identifier: Apache-2.0
#include "training/label_set.hpp"

#include <algorithm>

#include <cellar/surrogate/model_file.hpp>
#include <cellar/table/darts_rows.hpp>

namespace cellar::training {
namespace {

using base::Error;
using base::ErrorCode;

Error damaged(std::string section, std::string message) {
  return {ErrorCode::model_damaged, std::move(message), "section '" + std::move(section) + "'"};
}

base::Result<std::vector<double>> column(const surrogate::ModelFile& file, const std::string& name, std::size_t rows) {
  auto values = read_column(file, name);
  if (values && values->size() != rows) return damaged(name, "has another length than the architectures");
  return values;
}

}  // namespace

std::vector<std::size_t> LabelSet::of(std::string_view wanted) const {
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < source.size(); ++i)
    if (source[i] == wanted) rows.push_back(i);
  return rows;
}

std::vector<std::size_t> LabelSet::fitted() const {
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < source.size(); ++i)
    if (source[i] != "held_out" && source[i] != "published") rows.push_back(i);
  return rows;
}

base::Result<LabelSet> read_label_set(std::span<const std::uint8_t> bytes) {
  const auto file = surrogate::parse_model_file(bytes);
  if (!file) return file.error();
  if (file->kind != kLabelKind) return Error{ErrorCode::model_damaged, "is not a set of labels", "kind"};
  auto architectures = table::read_darts_rows(*file);
  if (!architectures) return architectures.error();
  const std::size_t rows = architectures->size();
  auto sources = table::read_sources(*file, rows);
  if (!sources) return sources.error();
  LabelSet set{*std::move(architectures), *std::move(sources), {}, {}, {}};
  for (std::size_t teacher = 0; teacher < 2; ++teacher)
    for (std::size_t e = 0; e < kLabelEpochs.size(); ++e) {
      auto values = column(*file, "v" + std::to_string(teacher + 1) + " val_accuracy " + std::to_string(kLabelEpochs[e]), rows);
      if (!values) return values.error();
      set.teacher[teacher][e] = *std::move(values);
    }
  auto runtime = column(*file, "v1 runtime_seconds 98", rows);
  if (!runtime) return runtime.error();
  set.runtime_seconds = *std::move(runtime);
  auto published = read_numbers(*file, "published val_accuracy");
  if (!published) return published.error();
  set.published = *std::move(published);
  if (set.of("published").size() != set.published.size())
    return damaged("published val_accuracy", "has another length than the published architectures");
  return set;
}

}  // namespace cellar::training
