// SPDX-License-Identifier: Apache-2.0
#include <cellar/table/training_results.hpp>

#include <algorithm>
#include <bit>
#include <charconv>

#include <cellar/surrogate/model_file.hpp>
#include <cellar/table/open_rows.hpp>

namespace cellar::table {
namespace {

using base::Done;
using base::Error;
using base::ErrorCode;
using base::Result;
using Bytes = std::vector<std::uint8_t>;

constexpr std::string_view kShapeSection = "shape";
constexpr std::string_view kBenchmarkSection = "benchmark";
constexpr std::string_view kMacsSection = "macs";
constexpr std::string_view kRecipePrefix = "recipe ";
constexpr std::string_view kTrainedPrefix = "trained ";
constexpr std::string_view kValuesPrefix = "values ";
constexpr std::string_view kModelledPrefix = "modelled ";
constexpr std::size_t kShapeNumbers = 4;
constexpr std::size_t kMaxRows = 10'000'000;  // far beyond any benchmark that can be trained
constexpr std::size_t kTrainedBytes = 3 * 2 + 2 * 4;  // three counts, two losses
constexpr std::size_t kModelledBytes = 2 * 2;         // two counts

std::string length_text(int epochs) { return std::to_string(epochs) + " epochs"; }

std::string series_text(const TrainingSeries& series) {
  return length_text(series.epochs) + " seed " + std::to_string(series.seed);
}

std::string section_name(std::string_view prefix, const std::string& rest) { return std::string(prefix) + rest; }

Error damaged(const std::string& section, std::string problem) {
  return {ErrorCode::model_damaged, std::move(problem) + "; fetch the file again", "section '" + section + "'"};
}

// First the lowest bytes of all values, then the next: bytes of a kind side by side pack best.
Bytes planes(std::span<const std::uint32_t> values, std::size_t width) {
  Bytes bytes;
  for (std::size_t plane = 0; plane < width; ++plane)
    for (const std::uint32_t value : values) bytes.push_back(static_cast<std::uint8_t>(value >> (8 * plane)));
  return bytes;
}

std::vector<std::uint32_t> values_of(std::span<const std::uint8_t> bytes, std::size_t width) {
  std::vector<std::uint32_t> values(bytes.size() / width);
  for (std::size_t i = 0; i < bytes.size(); ++i)
    values[i % values.size()] |= static_cast<std::uint32_t>(bytes[i]) << (8 * (i / values.size()));
  return values;
}

Bytes bitmap(const TrainingColumn& column) {
  Bytes bits((column.size() + 7) / 8);
  for (std::size_t row = 0; row < column.size(); ++row)
    if (column[row]) bits[row / 8] = static_cast<std::uint8_t>(bits[row / 8] | 1u << (row % 8));
  return bits;
}

// One value after the other, of the rows that have any.
template <class Row, class ValueOf>
void append_values(Bytes& bytes, const std::vector<std::optional<Row>>& column, std::size_t width, ValueOf value_of) {
  std::vector<std::uint32_t> values;
  for (const auto& row : column)
    if (row) values.push_back(value_of(*row));
  const Bytes more = planes(values, width);
  bytes.insert(bytes.end(), more.begin(), more.end());
}

Bytes column_bytes(const TrainingColumn& column) {
  Bytes bytes;
  append_values(bytes, column, 2, [](const TrainedNetwork& trained) { return trained.training_correct; });
  append_values(bytes, column, 2, [](const TrainedNetwork& trained) { return trained.val_correct; });
  append_values(bytes, column, 2, [](const TrainedNetwork& trained) { return trained.test_correct; });
  append_values(bytes, column, 4, [](const auto& trained) { return std::bit_cast<std::uint32_t>(trained.val_loss); });
  append_values(bytes, column, 4, [](const auto& trained) { return std::bit_cast<std::uint32_t>(trained.test_loss); });
  return bytes;
}

// What was trained since the model was fitted is left out.
Bytes modelled_bytes(ModelledColumn column, const std::vector<bool>& trained) {
  Bytes bytes;
  for (std::size_t row = 0; row < column.size(); ++row)
    if (trained[row]) column[row].reset();
  append_values(bytes, column, 2, [](const ModelledCounts& counts) { return counts.val_correct; });
  append_values(bytes, column, 2, [](const ModelledCounts& counts) { return counts.test_correct; });
  return bytes;
}

bool is_possible(const TrainedNetwork& trained, const ImageCounts& images) {
  if (trained.has_diverged()) return trained == TrainedNetwork::diverged();
  return trained.training_correct <= images.training && trained.val_correct <= images.validation &&
         trained.test_correct <= images.test && trained.val_loss >= 0 && trained.test_loss >= 0 &&
         std::isfinite(trained.test_loss);
}

// One series' two sections.
class SeriesReader {
 public:
  SeriesReader(const surrogate::ModelFile& file, const TrainingResults& results) : file_(file), results_(results) {}

  Result<TrainingColumn> read(const std::string& series) const {
    const std::string name = section_name(kTrainedPrefix, series);
    const auto bits = surrogate::read_bytes(file_, name);
    if (!bits) return bits.error();
    if (bits->size() != (results_.rows + 7) / 8) return damaged(name, "its length does not fit the number of rows");
    TrainingColumn column(results_.rows);
    for (std::size_t row = 0; row < results_.rows; ++row)
      if ((*bits)[row / 8] >> (row % 8) & 1) column[row].emplace();
    if (bitmap(column) != *bits) return damaged(name, "bits are set beyond the last row");
    if (const auto filled = fill(series, column); !filled) return filled.error();
    return column;
  }

 private:
  Result<Done> fill(const std::string& series, TrainingColumn& column) const {
    const std::string name = section_name(kValuesPrefix, series);
    const auto bytes = surrogate::read_bytes(file_, name);
    if (!bytes) return bytes.error();
    const std::size_t count = trained(column);
    if (bytes->size() != count * kTrainedBytes) return damaged(name, "its length does not fit the trained rows");
    std::span<const std::uint8_t> rest = *bytes;
    const auto next = [&](std::size_t width) {
      const auto values = values_of(rest.first(count * width), width);
      rest = rest.subspan(count * width);
      return values;
    };
    const auto training = next(2), val = next(2), test = next(2), val_loss = next(4), test_loss = next(4);
    std::size_t i = 0;
    for (auto& trained : column) {
      if (!trained) continue;
      *trained = {static_cast<std::uint16_t>(training[i]), static_cast<std::uint16_t>(val[i]),
                  static_cast<std::uint16_t>(test[i]), std::bit_cast<float>(val_loss[i]),
                  std::bit_cast<float>(test_loss[i])};
      if (!is_possible(*trained, results_.images))
        return damaged(name, "training " + std::to_string(i) + " has impossible values");
      ++i;
    }
    return Done{};
  }

  const surrogate::ModelFile& file_;
  const TrainingResults& results_;
};

bool has_section(const surrogate::ModelFile& file, std::string_view name) {
  return std::any_of(file.sections.begin(), file.sections.end(), [&](const auto& each) { return each.name == name; });
}

// Which rows it has a value for follows from what was trained.
Result<ModelledColumn> read_modelled(const surrogate::ModelFile& file, const TrainingResults& results, int epochs) {
  const std::string name = section_name(kModelledPrefix, length_text(epochs));
  const auto bytes = surrogate::read_bytes(file, name);
  if (!bytes) return bytes.error();
  const std::vector<bool> trained = rows_trained(results, epochs);
  const auto count = static_cast<std::size_t>(std::count(trained.begin(), trained.end(), false));
  if (bytes->size() != count * kModelledBytes) return damaged(name, "its length does not fit the rows not trained");
  const std::span<const std::uint8_t> all = *bytes;
  const auto val = values_of(all.first(count * 2), 2), test = values_of(all.subspan(count * 2), 2);
  ModelledColumn column(results.rows);
  std::size_t i = 0;
  for (std::size_t row = 0; row < results.rows; ++row) {
    if (trained[row]) continue;
    column[row] = {static_cast<std::uint16_t>(val[i]), static_cast<std::uint16_t>(test[i])};
    if (val[i] > results.images.validation || test[i] > results.images.test)
      return damaged(name, "counts more images than there are");
    ++i;
  }
  return column;
}

// "8 epochs seed 1"
std::optional<TrainingSeries> parse_series(std::string_view text) {
  TrainingSeries series{};
  const auto [after, problem] = std::from_chars(text.data(), text.data() + text.size(), series.epochs);
  constexpr std::string_view kBetween = " epochs seed ";
  text.remove_prefix(static_cast<std::size_t>(after - text.data()));
  if (problem != std::errc() || !text.starts_with(kBetween)) return std::nullopt;
  text.remove_prefix(kBetween.size());
  const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), series.seed);
  if (wrong != std::errc() || end != text.data() + text.size() || series.epochs < 1) return std::nullopt;
  return series;
}

Result<Done> read_shape(const surrogate::ModelFile& file, TrainingResults& results) {
  auto benchmark = surrogate::read_text(file, kBenchmarkSection);
  if (!benchmark) return benchmark.error();
  results.benchmark = *std::move(benchmark);
  const auto shape = surrogate::read_numbers(file, kShapeSection);
  if (!shape) return shape.error();
  const bool whole = shape->size() == kShapeNumbers && std::all_of(shape->begin(), shape->end(), [](double number) {
    return number >= 0 && number <= static_cast<double>(kMaxRows) && number == std::floor(number);
  });
  const bool counts_fit =
      whole && std::all_of(shape->begin() + 1, shape->end(), [](double n) { return n <= UINT16_MAX; });
  if (!counts_fit) return damaged(std::string(kShapeSection), "impossible numbers of rows or images");
  results.rows = static_cast<std::size_t>((*shape)[0]);
  results.images = {static_cast<std::uint16_t>((*shape)[1]), static_cast<std::uint16_t>((*shape)[2]),
                    static_cast<std::uint16_t>((*shape)[3])};
  const auto macs = surrogate::read_bytes(file, kMacsSection);
  if (!macs) return macs.error();
  if (macs->size() != results.rows * 4)
    return damaged(std::string(kMacsSection), "its length does not fit the number of rows");
  results.macs = values_of(*macs, 4);
  return Done{};
}

}  // namespace

std::size_t trained(const TrainingColumn& column) {
  return static_cast<std::size_t>(
      std::count_if(column.begin(), column.end(), [](const auto& row) { return row.has_value(); }));
}

std::vector<bool> rows_trained(const TrainingResults& results, int epochs) {
  std::vector<bool> rows(results.rows);
  for (const auto& [series, column] : results.series) {
    if (series.epochs != epochs) continue;
    for (std::size_t row = 0; row < results.rows; ++row) rows[row] = rows[row] || column[row].has_value();
  }
  return rows;
}

Result<Bytes> pack(const TrainingResults& results, const std::string& name, const std::string& version) {
  surrogate::ModelFile file{std::string(kTrainingResultsKind), name, version, {}};
  surrogate::write_text(file, std::string(kBenchmarkSection), results.benchmark);
  const std::vector<double> shape = {static_cast<double>(results.rows), double(results.images.training),
                                     double(results.images.validation), double(results.images.test)};
  surrogate::write_numbers(file, std::string(kShapeSection), shape);
  write_open_rows(file, results);
  surrogate::write_bytes(file, std::string(kMacsSection), planes(results.macs, 4));
  for (const auto& [epochs, recipe] : results.recipes)
    surrogate::write_text(file, section_name(kRecipePrefix, length_text(epochs)), recipe);
  for (const auto& [series, column] : results.series) {
    surrogate::write_bytes(file, section_name(kTrainedPrefix, series_text(series)), bitmap(column));
    surrogate::write_bytes(file, section_name(kValuesPrefix, series_text(series)), column_bytes(column));
  }
  for (const auto& [epochs, column] : results.modelled)
    surrogate::write_bytes(file, section_name(kModelledPrefix, length_text(epochs)),
                           modelled_bytes(column, rows_trained(results, epochs)));
  return surrogate::serialize_model_file(file);
}

Result<TrainingResults> unpack_training_results(std::span<const std::uint8_t> bytes) {
  const auto file = surrogate::parse_model_file(bytes);
  if (!file) return file.error();
  if (file->kind != kTrainingResultsKind)
    return Error{ErrorCode::model_damaged,
                 "'" + file->kind + "' is no '" + std::string(kTrainingResultsKind) + "' file", "kind"};
  TrainingResults results;
  if (const auto shape = read_shape(*file, results); !shape) return shape.error();
  if (const auto rows = read_open_rows(*file, results); !rows) return rows.error();
  const SeriesReader reader(*file, results);
  for (const auto& section : file->sections) {
    if (!section.name.starts_with(kTrainedPrefix)) continue;
    const auto series = parse_series(std::string_view(section.name).substr(kTrainedPrefix.size()));
    if (!series) return damaged(section.name, "no series of trainings has this name");
    auto column = reader.read(series_text(*series));
    if (!column) return column.error();
    auto recipe = surrogate::read_text(*file, section_name(kRecipePrefix, length_text(series->epochs)));
    if (!recipe) return recipe.error();
    results.recipes[series->epochs] = *std::move(recipe);
    results.series[*series] = *std::move(column);
  }
  for (const auto& [epochs, recipe] : results.recipes) {
    if (!has_section(*file, section_name(kModelledPrefix, length_text(epochs)))) continue;
    auto column = read_modelled(*file, results, epochs);
    if (!column) return column.error();
    results.modelled[epochs] = *std::move(column);
  }
  return results;
}

}  // namespace cellar::table
