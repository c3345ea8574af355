// SPDX-License-Identifier: Apache-2.0
#include <cellar/benchmark/registry.hpp>

#include <array>

#include <cellar/benchmark/nb301.hpp>
#include <cellar/space/darts.hpp>

namespace cellar::benchmark {

std::span<const BenchmarkInfo> benchmarks() {
  static const std::array<BenchmarkInfo, 1> all = {{
      {"nb301", "NAS-Bench-301, DARTS cells, CIFAR-10",
       "fitted to labels of published NAS-Bench-301 surrogates, not to measurements", "nb301-trees-v1.cellar",
       space::darts::space(), make_nb301},
  }};
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

base::Result<std::unique_ptr<Benchmark>> make_benchmark(std::string_view name, std::span<const std::uint8_t> model) {
  const auto info = find_benchmark(name);
  if (!info) return info.error();
  return (*info)->make(model);
}

}  // namespace cellar::benchmark
