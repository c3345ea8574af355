// SPDX-License-Identifier: Apache-2.0
#include <cellar/benchmark/benchmark.hpp>

namespace cellar::benchmark {

base::Result<std::vector<Evaluation>> Benchmark::query_batch(std::span<const space::Architecture> architectures,
                                                             int epochs,
                                                             std::span<const std::uint64_t> noise_seeds) const {
  std::vector<Evaluation> answers;
  answers.reserve(architectures.size());
  for (std::size_t i = 0; i < architectures.size(); ++i) {
    QueryOptions options;
    if (!noise_seeds.empty()) options.noise_seed = noise_seeds[i];
    auto answer = query(architectures[i], epochs, options);
    if (!answer) return answer.error();
    answers.push_back(*std::move(answer));
  }
  return answers;
}

base::Result<Evaluation> query_as_batch(const Benchmark& benchmark, const space::Architecture& architecture, int epochs,
                                        const QueryOptions& options) {
  std::span<const std::uint64_t> seeds;
  if (options.noise_seed) seeds = {&*options.noise_seed, 1};
  auto answers = benchmark.query_batch({&architecture, 1}, epochs, seeds);
  if (!answers) return answers.error();
  return answers->front();
}

base::Error unsupported_fidelity(const Benchmark& benchmark, int epochs) {
  std::string offered;
  for (const int each : benchmark.fidelities().steps) offered += " " + std::to_string(each);
  return {base::ErrorCode::unsupported_fidelity,
          benchmark.name() + " answers for these epochs:" + offered + "; not " + std::to_string(epochs), "fidelity"};
}

}  // namespace cellar::benchmark
