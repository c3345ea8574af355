// SPDX-License-Identifier: Apache-2.0
#include <cellar/benchmark/registry.hpp>

#include <array>

#include <cellar/benchmark/fashion.hpp>
#include <cellar/benchmark/fashion_darts.hpp>
#include <cellar/benchmark/nb101.hpp>
#include <cellar/benchmark/nb301.hpp>
#include <cellar/space/darts.hpp>
#include <cellar/space/nb1shot1.hpp>

namespace cellar::benchmark {
namespace {

template <int number>
base::Result<std::unique_ptr<Benchmark>> make_one_shot(std::span<const std::uint8_t> table) {
  return make_nb1shot1(number, table);
}

template <int number>
base::Result<std::unique_ptr<Benchmark>> make_fashion(std::span<const std::uint8_t> results) {
  return make_fashion_one_shot(number, results);
}

}  // namespace

std::span<const BenchmarkInfo> benchmarks() {
  static constexpr std::string_view kPartlyMeasured =
      "test accuracy measured; validation accuracy and time measured for 20,001 of 423,624 cells, else modelled";
  static constexpr std::string_view kOneShotTable = "nb1shot1-table-v1.cellar";
  static constexpr std::string_view kReallyTrained = "every cell measured, by training it; times are nominal";
  // A line for each benchmark whose file is in models/.
  static const auto all = std::to_array<BenchmarkInfo>({
      {"nb301", "NAS-Bench-301, DARTS cells, CIFAR-10",
       "fitted to labels of published NAS-Bench-301 surrogates, not to measurements", "nb301-trees-v1.cellar",
       space::darts::space(), make_nb301},
      {"nb101", "NAS-Bench-101, CIFAR-10", kPartlyMeasured, "nb101-table-v1.cellar", space::nb101::space(), make_nb101},
      {"nb1shot1-1", "NAS-Bench-1Shot1, space 1, CIFAR-10", kPartlyMeasured, kOneShotTable, space::nb1shot1::space(1),
       make_one_shot<1>},
      {"nb1shot1-2", "NAS-Bench-1Shot1, space 2, CIFAR-10", kPartlyMeasured, kOneShotTable, space::nb1shot1::space(2),
       make_one_shot<2>},
      {"nb1shot1-3", "NAS-Bench-1Shot1, space 3, CIFAR-10", kPartlyMeasured, kOneShotTable, space::nb1shot1::space(3),
       make_one_shot<3>},
      {"fashion-1shot1-1", "NAS-Bench-1Shot1, space 1, Fashion-MNIST", kReallyTrained, "fashion-1shot1-1-v1.cellar",
       space::nb1shot1::space(1), make_fashion<1>},
      {"fashion-darts", "DARTS cells, Fashion-MNIST",
       "modelled by trees fitted to 1,785 architectures that were trained; times are nominal",
       "fashion-darts-trees-v1.cellar", space::darts::space(), make_fashion_darts},
  });
  return all;
}

base::Result<const BenchmarkInfo*> find_benchmark(std::string_view name) {
  std::string known;
  for (const auto& info : benchmarks()) {
    if (info.name == name) return &info;
    known += " " + std::string(info.name);
  }
  return base::Error{base::ErrorCode::unknown_name,
                     "unknown benchmark '" + std::string(name) + "'; known:" + known, ""};
}

base::Result<const space::Space*> find_space(std::string_view benchmark) {
  for (int number = 1; number <= space::nb1shot1::kSpaces; ++number)
    if (benchmark == fashion_one_shot_name(number)) return &space::nb1shot1::space(number);
  const auto info = find_benchmark(benchmark);
  if (!info) return info.error();
  return &(*info)->space;
}

const space::Space* space_named(std::string_view name) {
  for (const auto& info : benchmarks())
    if (info.space.name() == name) return &info.space;
  return nullptr;
}

base::Result<std::unique_ptr<Benchmark>> make_benchmark(std::string_view name, std::span<const std::uint8_t> model) {
  const auto info = find_benchmark(name);
  if (!info) return info.error();
  return (*info)->make(model);
}

}  // namespace cellar::benchmark
