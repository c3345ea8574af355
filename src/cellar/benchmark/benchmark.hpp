// SPDX-License-Identifier: Apache-2.0
// A benchmark answers queries: how accurate is this architecture when trained for so many epochs, and what does that
// cost? Surrogates and tables alike stand behind this interface; optimizers see nothing else.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <cellar/base/result.hpp>
#include <cellar/space/space.hpp>

namespace cellar::benchmark {

/// Bits of Evaluation::flags.
enum Flag : std::uint8_t {
  kMeasured = 1,           ///< read from a table of real trainings
  kModelled = 2,           ///< predicted by a model fitted to real trainings
  kFittedToSurrogate = 4,  ///< predicted by a model that was fitted to another surrogate's answers
  kOutOfDistribution = 8,  ///< unlike what the model was fitted to; see the benchmark's card
  kNoisy = 16,             ///< one seeded draw of a training's noise was added
  kNominalTime = 32,       ///< runtime_seconds is computed from multiply-adds at a stated speed, nobody took it
};

/// One answered query. Accuracies are fractions in [0,1].
struct Evaluation {
  double val_accuracy = 0;
  std::optional<double> val_accuracy_sd;  ///< population standard deviation of what val_accuracy is the mean of: an
                                          ///< ensemble's members, or trainings with several seeds
  std::optional<double> test_accuracy;
  double runtime_seconds = 0;  ///< training time up to `fidelity` epochs
  std::int64_t parameters = 0;
  std::int64_t macs = 0;
  int fidelity = 0;  ///< epochs
  std::uint8_t flags = 0;
};

struct QueryOptions {
  /// Set: add one draw of the noise between repeated trainings, fixed by this seed and the architecture.
  std::optional<std::uint64_t> noise_seed;
};

/// Epochs the benchmark answers for.
struct FidelityRange {
  int min;
  int max;                 ///< also the default
  std::string unit;        ///< "epochs"
  std::vector<int> steps;  ///< the only ones on offer, ascending; empty: all from min to max
};

/// Who answers: goes into records and output.
struct ModelIdentity {
  std::string name;    ///< "nb301-trees-v1"
  std::string sha256;  ///< of the file, hexadecimal
  friend bool operator==(const ModelIdentity&, const ModelIdentity&) = default;
};

/// What regret is measured against.
struct BestKnown {
  space::Architecture architecture;  ///< with the highest validation accuracy
  double val_accuracy = 0;
  bool is_optimum = false;  ///< true only where the whole space was looked at; else regret is "against best known"
  std::optional<double> test_accuracy;  ///< highest of any architecture, where the whole space's are known
};

class Benchmark {
 public:
  virtual ~Benchmark() = default;

  virtual const std::string& name() const = 0;
  virtual const space::Space& space() const = 0;
  virtual const ModelIdentity& model() const = 0;
  virtual FidelityRange fidelities() const = 0;
  virtual const BestKnown& best_known() const = 0;

  /// Errors: unsupported_fidelity; out_of_space where a table lacks the architecture. Same arguments, same bits.
  virtual base::Result<Evaluation> query(const space::Architecture& architecture, int epochs,
                                         const QueryOptions& options) const = 0;

  /// The same answers as `query` one by one, where a benchmark can faster. `noise_seeds` is empty or as long as
  /// `architectures`.
  virtual base::Result<std::vector<Evaluation>> query_batch(std::span<const space::Architecture> architectures,
                                                            int epochs,
                                                            std::span<const std::uint64_t> noise_seeds) const;
};

/// query by query_batch, for benchmarks that do their work there.
base::Result<Evaluation> query_as_batch(const Benchmark& benchmark, const space::Architecture& architecture, int epochs,
                                        const QueryOptions& options);

/// For epochs that are none of the benchmark's steps.
base::Error unsupported_fidelity(const Benchmark& benchmark, int epochs);

}  // namespace cellar::benchmark
