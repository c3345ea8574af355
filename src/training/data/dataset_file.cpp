// SPDX-License-Identifier: Apache-2.0
#include "training/data/dataset_file.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <set>

#include <cellar/base/sha256.hpp>
#include <cellar/benchmark/registry.hpp>
#include <cellar/space/darts.hpp>
#include <cellar/surrogate/byte_stream.hpp>
#include <cellar/surrogate/model_file.hpp>
#include <cellar/table/darts_rows.hpp>
#include "training/data/architecture_codes.hpp"

namespace cellar::training {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;
using surrogate::ModelFile;

constexpr std::string_view kSpace = "space";
constexpr std::string_view kArchitectures = "architectures";
constexpr std::string_view kSource = "source";
constexpr std::string_view kValAccuracy = "val_accuracy";
constexpr std::string_view kTestAccuracy = "test_accuracy";
constexpr std::string_view kRuntime = "runtime_seconds";
constexpr std::string_view kTrainingCounts = "trainings of each";
constexpr std::string_view kTrainings = "trainings";
constexpr std::size_t kMostSources = 256, kMostTrainings = 255;  // what a byte tells apart
constexpr double kSameMean = 1e-9;  // far below the steps of any accuracy, far above rounding

// The section that is wrong, and why.
struct Fault {
  std::string_view section;
  std::string problem;
};

bool is_accuracy(double value) { return value >= 0 && value <= 1; }
bool is_time(double value) { return value >= 0 && std::isfinite(value); }

bool is_source_name(const std::string& name) {
  return std::all_of(name.begin(), name.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

std::optional<Fault> column_fault(std::string_view section, const std::vector<double>& column, std::size_t rows,
                                  bool may_be_empty, bool (*allowed)(double)) {
  if (may_be_empty && column.empty()) return std::nullopt;
  if (column.size() != rows) return Fault{section, "has another length than the architectures"};
  const auto found = std::find_if_not(column.begin(), column.end(), allowed);
  if (found == column.end()) return std::nullopt;
  return Fault{section, "value " + std::to_string(found - column.begin()) + " is out of its range"};
}

std::optional<Fault> source_fault(const Dataset& data) {
  if (data.source.empty()) return std::nullopt;
  if (data.source.size() != data.size()) return Fault{kSource, "has another length than the architectures"};
  if (std::set<std::string>(data.source.begin(), data.source.end()).size() > kMostSources)
    return Fault{kSource, "names more than " + std::to_string(kMostSources) + " sources"};
  if (!std::all_of(data.source.begin(), data.source.end(), is_source_name))
    return Fault{kSource, "has a name with characters that are not printable ASCII"};
  return std::nullopt;
}

std::optional<Fault> trainings_fault(const Dataset& data) {
  if (data.trainings.empty()) return std::nullopt;
  if (data.trainings.size() != data.size()) return Fault{kTrainings, "has another length than the architectures"};
  for (std::size_t i = 0; i < data.size(); ++i) {
    const auto& values = data.trainings[i];
    if (values.size() > kMostTrainings || !std::all_of(values.begin(), values.end(), is_accuracy))
      return Fault{kTrainings, "architecture " + std::to_string(i) + " has too many or impossible ones"};
    if (values.empty()) continue;
    double sum = 0;
    for (const double value : values) sum += value;
    if (std::abs(sum / static_cast<double>(values.size()) - data.val_accuracy[i]) > kSameMean)
      return Fault{kTrainings, "those of architecture " + std::to_string(i) + " have another mean than its accuracy"};
  }
  return std::nullopt;
}

bool has_twins(const Dataset& data) {
  auto sorted = data.architectures;
  std::sort(sorted.begin(), sorted.end());
  return std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end();
}

std::optional<Fault> find_fault(const Dataset& data) {
  if (has_twins(data)) return Fault{kArchitectures, "are not distinct"};
  if (auto fault = source_fault(data)) return fault;
  if (auto fault = column_fault(kValAccuracy, data.val_accuracy, data.size(), false, is_accuracy)) return fault;
  if (auto fault = column_fault(kTestAccuracy, data.test_accuracy, data.size(), true, is_accuracy)) return fault;
  if (auto fault = column_fault(kRuntime, data.runtime_seconds, data.size(), true, is_time)) return fault;
  return trainings_fault(data);
}

Error damaged(std::string_view section, std::string problem) {
  return {ErrorCode::model_damaged, std::move(problem) + "; make or fetch the file again",
          "section '" + std::string(section) + "'"};
}

std::vector<std::uint8_t> coded(const Dataset& data) {
  const ArchitectureCodes codes(*data.space);
  std::vector<std::uint8_t> bytes;
  for (const auto& architecture : data.architectures) {
    const std::uint64_t code = codes.code(architecture);
    for (std::size_t i = 0; i < codes.width(); ++i) bytes.push_back(static_cast<std::uint8_t>(code >> (8 * i)));
  }
  return bytes;
}

void write_trainings(ModelFile& file, const Dataset& data) {
  std::vector<std::uint8_t> counts;
  std::vector<double> values;
  for (const auto& trainings : data.trainings) {
    counts.push_back(static_cast<std::uint8_t>(trainings.size()));
    values.insert(values.end(), trainings.begin(), trainings.end());
  }
  surrogate::write_bytes(file, std::string(kTrainingCounts), counts);
  surrogate::write_numbers(file, std::string(kTrainings), values);
}

ModelFile to_file(const Dataset& data, const std::string& version) {
  ModelFile file{std::string(kDatasetKind), data.name, version, {}};
  surrogate::write_text(file, std::string(kSpace), data.space->name());
  surrogate::write_bytes(file, std::string(kArchitectures), coded(data));
  if (!data.source.empty()) table::write_sources(file, data.source);
  surrogate::write_numbers(file, std::string(kValAccuracy), data.val_accuracy);
  if (!data.test_accuracy.empty()) surrogate::write_numbers(file, std::string(kTestAccuracy), data.test_accuracy);
  if (!data.runtime_seconds.empty()) surrogate::write_numbers(file, std::string(kRuntime), data.runtime_seconds);
  if (!data.trainings.empty()) write_trainings(file, data);
  return file;
}

bool has_section(const ModelFile& file, std::string_view name) {
  return std::any_of(file.sections.begin(), file.sections.end(), [&](const auto& each) { return each.name == name; });
}

Result<std::vector<space::Architecture>> read_architectures(const ModelFile& file, const space::Space& space) {
  const auto bytes = surrogate::read_bytes(file, kArchitectures);
  if (!bytes) return bytes.error();
  const ArchitectureCodes codes(space);
  const std::size_t width = codes.width();
  if (bytes->size() % width != 0)
    return damaged(kArchitectures, "is not " + std::to_string(width) + " bytes an architecture");
  std::vector<space::Architecture> architectures;
  for (std::size_t at = 0; at < bytes->size(); at += width) {
    std::uint64_t code = 0;
    for (std::size_t i = 0; i < width; ++i) code |= std::uint64_t{(*bytes)[at + i]} << (8 * i);
    const auto architecture = codes.find(code);
    if (!architecture)
      return damaged(kArchitectures,
                     "number " + std::to_string(at / width) + " is none of space " + std::string(space.name()));
    architectures.push_back(*architecture);
  }
  return architectures;
}

Result<std::vector<double>> read_optional(const ModelFile& file, std::string_view name) {
  if (!has_section(file, name)) return std::vector<double>();
  return surrogate::read_numbers(file, name);
}

Result<std::vector<std::vector<double>>> read_trainings(const ModelFile& file) {
  if (!has_section(file, kTrainings)) return std::vector<std::vector<double>>();
  const auto counts = surrogate::read_bytes(file, kTrainingCounts);
  if (!counts) return counts.error();
  const auto values = surrogate::read_numbers(file, kTrainings);
  if (!values) return values.error();
  std::vector<std::vector<double>> trainings;
  std::size_t at = 0;
  for (const std::uint8_t count : *counts) {
    if (count > values->size() - at) return damaged(kTrainings, "are fewer than are counted");
    const auto first = values->begin() + static_cast<std::ptrdiff_t>(at);
    trainings.emplace_back(first, first + count);
    at += count;
  }
  if (at != values->size()) return damaged(kTrainings, "are more than are counted");
  return trainings;
}

}  // namespace

Result<std::vector<std::uint8_t>> pack(const Dataset& data, const std::string& version) {
  if (const auto fault = find_fault(data))
    return Error{ErrorCode::invalid_argument, fault->problem, std::string(fault->section)};
  return surrogate::serialize_model_file(to_file(data, version));
}

Result<Dataset> unpack_dataset(std::span<const std::uint8_t> bytes) {
  const auto file = surrogate::parse_model_file(bytes);
  if (!file) return file.error();
  if (file->kind != kDatasetKind)
    return Error{ErrorCode::model_damaged,
                 "'" + file->kind + "' is no '" + std::string(kDatasetKind) + "' file", "kind"};
  Dataset data;
  data.name = file->name;
  const auto space = surrogate::read_text(*file, kSpace);
  if (!space) return space.error();
  data.space = benchmark::space_named(*space);
  if (!data.space) return damaged(kSpace, "names a space that this program does not know");
  auto architectures = read_architectures(*file, *data.space);
  if (!architectures) return architectures.error();
  data.architectures = *std::move(architectures);
  if (has_section(*file, kSource)) {
    auto source = table::read_sources(*file, data.size());
    if (!source) return source.error();
    data.source = *std::move(source);
  }
  auto val = surrogate::read_numbers(*file, kValAccuracy);
  if (!val) return val.error();
  data.val_accuracy = *std::move(val);
  for (const auto& [column, name] :
       {std::pair{&data.test_accuracy, kTestAccuracy}, {&data.runtime_seconds, kRuntime}}) {
    auto values = read_optional(*file, name);
    if (!values) return values.error();
    *column = *std::move(values);
  }
  auto trainings = read_trainings(*file);
  if (!trainings) return trainings.error();
  data.trainings = *std::move(trainings);
  if (const auto fault = find_fault(data)) return damaged(fault->section, fault->problem);
  return data;
}

std::string digest(const Dataset& data) {
  base::Sha256 sha;
  for (const auto& section : to_file(data, "").sections) {
    surrogate::ByteWriter heading;
    heading.u8(static_cast<std::uint8_t>(section.name.size()));
    heading.text(section.name);
    heading.u64(section.payload.size());
    sha.update(heading.written());
    sha.update(section.payload);
  }
  return base::to_hex(sha.digest());
}

}  // namespace cellar::training
