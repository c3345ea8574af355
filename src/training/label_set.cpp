// SPDX-License-Identifier: Apache-2.0
#include "training/label_set.hpp"

#include <algorithm>

#include <cellar/surrogate/model_file.hpp>

namespace cellar::training {
namespace {

using base::Error;
using base::ErrorCode;
using space::darts::Genotype;
using space::darts::kEdgesPerCell;
using space::darts::kOperationCount;

Error damaged(std::string section, std::string message) {
  return {ErrorCode::model_damaged, std::move(message), "section '" + std::move(section) + "'"};
}

// 16 bytes an architecture: 7 source + operation of each edge, normal cell first.
base::Result<std::vector<Genotype>> unpack(std::span<const std::uint8_t> bytes) {
  if (bytes.size() % (2 * kEdgesPerCell) != 0) return damaged("architectures", "is not 16 bytes an architecture");
  std::vector<Genotype> architectures(bytes.size() / (2 * kEdgesPerCell));
  for (std::size_t i = 0; i < architectures.size(); ++i) {
    for (std::size_t k = 0; k < 2 * kEdgesPerCell; ++k) {
      const std::uint8_t code = bytes[2 * kEdgesPerCell * i + k];
      auto& cell = k < kEdgesPerCell ? architectures[i].normal : architectures[i].reduce;
      cell.edges[k % kEdgesPerCell] = {static_cast<std::uint8_t>(code / kOperationCount),
                                       static_cast<space::darts::Operation>(code % kOperationCount)};
    }
    const auto canonical = space::darts::canonical(architectures[i]);
    if (!canonical) return damaged("architectures", "row " + std::to_string(i) + ": " + canonical.error().text());
    architectures[i] = *canonical;
  }
  return architectures;
}

std::vector<std::string> lines(const std::string& text) {
  std::vector<std::string> out(1);
  for (const char c : text) {
    if (c == '\n') out.emplace_back();
    else out.back() += c;
  }
  return out;
}

base::Result<std::vector<std::string>> read_sources(const surrogate::ModelFile& file, std::size_t rows) {
  const auto names = read_text(file, "sources");
  if (!names) return names.error();
  const auto codes = read_bytes(file, "source");
  if (!codes) return codes.error();
  const auto known = lines(*names);
  if (codes->size() != rows) return damaged("source", "has another length than the architectures");
  std::vector<std::string> sources;
  for (const std::uint8_t code : *codes) {
    if (code >= known.size()) return damaged("source", "names source " + std::to_string(code) + ", which is not listed");
    sources.push_back(known[code]);
  }
  return sources;
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
  if (file->kind != "darts-labels") return Error{ErrorCode::model_damaged, "is not a set of labels", "kind"};
  const auto packed = read_bytes(*file, "architectures");
  if (!packed) return packed.error();
  auto architectures = unpack(*packed);
  if (!architectures) return architectures.error();
  const std::size_t rows = architectures->size();
  auto sources = read_sources(*file, rows);
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
