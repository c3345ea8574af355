// SPDX-License-Identifier: Apache-2.0
// How long a query takes: our tree ensembles against XGBoost's C interface on the same trees (10 members of 500 trees
// of depth 6, one thread), then the shipped model where it has been built. Read `per_row` of the lines that end in
// `_min`: the least of several repetitions, which other programs on the machine disturb least. Goals: 40 us for one
// row, 22 us in a batch.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <benchmark/benchmark.h>

#include <booster/standard_booster.hpp>
#include <cellar/base/rng.hpp>
#include <cellar/surrogate/model_file.hpp>
#include <cellar/surrogate/tree_ensemble.hpp>
#include <training/xgboost_trees.hpp>

namespace {

using namespace cellar;
using surrogate::TreeEnsemble;

constexpr std::size_t kTrainingRows = 20'000;
constexpr std::size_t kQueryRows = 2'048;
constexpr double kQuantum = 0x1p-20;  // a millionth of an accuracy of 1: leaves stay far within 16 bits
constexpr const char* kPredictConfig = R"({"type": 0, "training": false, "iteration_begin": 0, "iteration_end": 0,
    "strict_shape": false, "cache_id": 0, "missing": -1.0})";

[[noreturn]] void fail(const std::string& message) {
  std::fprintf(stderr, "%s\n", message.c_str());
  std::exit(EXIT_FAILURE);
}

TreeEnsemble built(const surrogate::TreeEnsembleSpec& spec, int feature_count) {
  auto ensemble = TreeEnsemble::build(spec, feature_count);
  if (!ensemble) fail(ensemble.error().text());
  return *std::move(ensemble);
}

/// Rows to query, as bytes for us and as floats for XGBoost.
struct Queries {
  std::size_t width;
  std::vector<std::uint8_t> bytes;
  std::vector<float> floats;

  std::span<const std::uint8_t> row(std::size_t index) const { return std::span(bytes).subspan(index * width, width); }
  const float* float_row(std::size_t index) const { return &floats[index * width]; }
};

/// XGBoost's ten members: copies of one booster, each with memory of its own, as different members would have.
using Members = std::vector<training::BoosterOwner>;

void count_rows(benchmark::State& state, std::size_t rows_per_iteration) {
  state.counters["per_row"] = benchmark::Counter(static_cast<double>(rows_per_iteration),
                                                 benchmark::Counter::kIsIterationInvariantRate |
                                                     benchmark::Counter::kInvert);
}

void cellar_one_row(benchmark::State& state, const TreeEnsemble& ensemble, const Queries& queries) {
  std::vector<double> out(static_cast<std::size_t>(ensemble.members()));
  std::size_t row = 0;
  for (auto _ : state) {
    ensemble.predict(queries.row(row++ % kQueryRows), out);
    benchmark::DoNotOptimize(out.data());
  }
  count_rows(state, 1);
}

void cellar_batch(benchmark::State& state, const TreeEnsemble& ensemble, const Queries& queries) {
  std::vector<double> out(kQueryRows * static_cast<std::size_t>(ensemble.members()));
  for (auto _ : state) {
    ensemble.predict_batch(queries.bytes, kQueryRows, out);
    benchmark::DoNotOptimize(out.data());
  }
  count_rows(state, kQueryRows);
}

const float* predict_matrix(BoosterHandle booster, DMatrixHandle matrix) {
  const bst_ulong* shape = nullptr;
  bst_ulong dimensions = 0;
  const float* out = nullptr;
  booster::require(XGBoosterPredictFromDMatrix(booster, matrix, kPredictConfig, &shape, &dimensions, &out));
  return out;
}

const float* predict_inplace(BoosterHandle booster, const float* rows, std::size_t count) {
  char array[160];
  std::snprintf(array, sizeof array, R"({"data": [%zu, true], "shape": [%zu, %d], "typestr": "<f4", "version": 3})",
                reinterpret_cast<std::size_t>(rows), count, booster::kStandardFeatures);
  const bst_ulong* shape = nullptr;
  bst_ulong dimensions = 0;
  const float* out = nullptr;
  booster::require(XGBoosterPredictFromDense(booster, array, kPredictConfig, nullptr, &shape, &dimensions, &out));
  return out;
}

/// What nasbench301 does for a query: a matrix of one row and a prediction for each member.
void xgboost_matrix_one_row(benchmark::State& state, const Members& members, const Queries& queries) {
  std::size_t row = 0;
  for (auto _ : state) {
    const float* values = queries.float_row(row++ % kQueryRows);
    for (const training::BoosterOwner& member : members) {
      DMatrixHandle matrix = nullptr;
      booster::require(XGDMatrixCreateFromMat(values, 1, booster::kStandardFeatures, -1.0F, &matrix));
      const training::MatrixOwner owner(matrix);
      benchmark::DoNotOptimize(predict_matrix(member.get(), matrix));
    }
  }
  count_rows(state, 1);
}

void xgboost_inplace(benchmark::State& state, const Members& members, const Queries& queries, std::size_t rows) {
  std::size_t row = 0;
  for (auto _ : state) {
    const float* values = queries.float_row(row);
    row = (row + rows) % kQueryRows;
    for (const training::BoosterOwner& member : members)
      benchmark::DoNotOptimize(predict_inplace(member.get(), values, rows));
  }
  count_rows(state, rows);
}

/// From the bytes of a model file to ensembles that answer.
void load(benchmark::State& state, const std::vector<std::uint8_t>& bytes) {
  for (auto _ : state) {
    const auto file = surrogate::parse_model_file(bytes);
    for (const surrogate::Section& section : file->sections)
      if (section.kind == surrogate::SectionKind::trees)
        benchmark::DoNotOptimize(TreeEnsemble::build(*surrogate::read_trees(*file, section.name), 256));
  }
  state.counters["bytes"] = static_cast<double>(bytes.size());
}

template <class Measure>
void add(const std::string& name, Measure measure) {
  benchmark::RegisterBenchmark(name.c_str(), measure)
      ->Unit(benchmark::kMicrosecond)
      ->MinTime(0.2)
      ->Repetitions(7)
      ->ReportAggregatesOnly()
      ->ComputeStatistics("min", [](const std::vector<double>& v) { return *std::min_element(v.begin(), v.end()); });
}

void add_ours(const std::string& name, const TreeEnsemble& ensemble, const Queries& queries) {
  add(name + "/one_row", [&](benchmark::State& state) { cellar_one_row(state, ensemble, queries); });
  add(name + "/batch", [&](benchmark::State& state) { cellar_batch(state, ensemble, queries); });
}

surrogate::TreeEnsembleSpec standard_spec(BoosterHandle booster) {
  auto member = training::trees_from_booster(booster, kQuantum);
  if (!member) fail(member.error().text());
  const std::size_t members = booster::kStandardMembers;
  return {"val_accuracy", kQuantum, std::vector(members, member->base), std::vector(members, member->trees)};
}

/// Times of different answers would not compare.
void require_same_answers(const TreeEnsemble& ensemble, const Members& members, const Queries& queries) {
  constexpr double kMostApart = booster::kStandardTrees * kQuantum / 2 + 1e-5;  // quanta, and float32 sums of XGBoost
  const float* expected = predict_inplace(members[0].get(), queries.float_row(0), kQueryRows);
  std::vector<double> out(kQueryRows * members.size());
  ensemble.predict_batch(queries.bytes, kQueryRows, out);
  for (std::size_t row = 0; row < kQueryRows; ++row)
    if (!(std::abs(out[row * members.size()] - double{expected[row]}) <= kMostApart))
      fail("our prediction differs from XGBoost's in row " + std::to_string(row));
}

std::vector<std::uint8_t> standard_file(const surrogate::TreeEnsembleSpec& spec) {
  surrogate::ModelFile file{.kind = "benchmark", .name = "standard", .version = "1", .sections = {}};
  if (auto written = surrogate::write_trees(file, spec); !written) fail(written.error().text());
  return *surrogate::serialize_model_file(file);
}

/// The standard size, ours and XGBoost's.
class Standard {
 public:
  explicit Standard(BoosterHandle booster) : Standard(standard_spec(booster)) {
    for (int m = 0; m < booster::kStandardMembers; ++m) members_.push_back(booster::copy_booster(booster));
    queries_.floats = booster::to_floats(queries_.bytes);
    require_same_answers(ensemble_, members_, queries_);
  }

  void add_all() const {
    add_ours("standard/cellar", ensemble_, queries_);
    add("standard/cellar/load", [this](benchmark::State& state) { load(state, file_); });
    add("standard/xgboost_matrix/one_row",
        [this](benchmark::State& state) { xgboost_matrix_one_row(state, members_, queries_); });
    add("standard/xgboost_inplace/one_row",
        [this](benchmark::State& state) { xgboost_inplace(state, members_, queries_, 1); });
    add("standard/xgboost_inplace/batch",
        [this](benchmark::State& state) { xgboost_inplace(state, members_, queries_, kQueryRows); });
  }

 private:
  explicit Standard(const surrogate::TreeEnsembleSpec& spec)
      : ensemble_(built(spec, booster::kStandardFeatures)), file_(standard_file(spec)) {}

  TreeEnsemble ensemble_;
  std::vector<std::uint8_t> file_;
  Members members_;
  Queries queries_{booster::kStandardFeatures, booster::random_rows(kQueryRows, 2), {}};
};

/// The ensembles of a model file, asked about rows of random small values.
class Shipped {
 public:
  explicit Shipped(std::vector<std::uint8_t> bytes) : bytes_(std::move(bytes)) {
    const auto file = surrogate::parse_model_file(bytes_);
    if (!file) fail(file.error().text());
    for (const surrogate::Section& section : file->sections) {
      if (section.kind != surrogate::SectionKind::trees) continue;
      const auto spec = surrogate::read_trees(*file, section.name);
      if (!spec) fail(spec.error().text());
      ensembles_.push_back({section.name, built(*spec, kFeatures)});
    }
    base::Rng rng(3);
    for (std::uint8_t& value : queries_.bytes) value = static_cast<std::uint8_t>(rng.below(8));
  }

  void add_all() const {
    for (const auto& [name, ensemble] : ensembles_) add_ours("shipped/" + name, ensemble, queries_);
    add("shipped/load", [this](benchmark::State& state) { load(state, bytes_); });
  }

 private:
  static constexpr std::size_t kFeatures = 256;  // more than the model reads; the rest costs nothing

  std::vector<std::uint8_t> bytes_;
  std::vector<std::pair<std::string, TreeEnsemble>> ensembles_;
  Queries queries_{kFeatures, std::vector<std::uint8_t>(kQueryRows * kFeatures), {}};
};

std::vector<std::uint8_t> file_content(const char* path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return EXIT_FAILURE;

  const Standard standard(booster::train_booster(kTrainingRows, booster::kStandardTrees, 1).get());
  standard.add_all();
  std::optional<Shipped> shipped;
  if (auto bytes = file_content(CELLAR_SHIPPED_MODEL); !bytes.empty()) shipped.emplace(std::move(bytes)).add_all();

  benchmark::RunSpecifiedBenchmarks();
  return EXIT_SUCCESS;
}
