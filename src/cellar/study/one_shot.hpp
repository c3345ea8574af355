// SPDX-License-Identifier: Apache-2.0
// Studies of one-shot methods (Zela et al., arXiv 2001.10422): after every epoch what a method would choose is looked up
// in a table, so that its regret is known at any time without another training.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <cellar/base/result.hpp>
#include <cellar/benchmark/benchmark.hpp>
#include <cellar/oneshot/search.hpp>
#include <cellar/study/record.hpp>

namespace cellar::study {

/// How well accuracies with a supernet's weights rank architectures.
struct CorrelationSpec {
  int architectures = 0;  ///< distinct cells, uniform over the space; 0: not looked at
  int every = 10;         ///< after so many epochs each, and after the last
  friend bool operator==(const CorrelationSpec&, const CorrelationSpec&) = default;
};

struct OneShotSpec {
  std::string benchmark;  ///< where choices are looked up; its space is one of the supernet's
  std::vector<oneshot::MethodSpec> methods;
  int runs = 6;  ///< per method; run r begins with the same weights and images for every method
  std::uint64_t seed = 1;
  CorrelationSpec correlation = {};
  friend bool operator==(const OneShotSpec&, const OneShotSpec&) = default;
};

/// Fills in option defaults and checks every field; errors name the field, its range and the known names.
base::Result<OneShotSpec> resolve(OneShotSpec spec, const benchmark::Benchmark& benchmark);

/// The space that a supernet for the benchmark is built over. Error invalid_argument where there is none.
base::Result<const space::nb1shot1::OneShotSpace*> supernet_space(const benchmark::Benchmark& benchmark);

struct OneShotEpoch {
  oneshot::EpochReport report;
  benchmark::Evaluation answer;    ///< the table's, at full fidelity, of the choice
  double simulated_seconds = 0;    ///< search so far at the nominal speed, and the training of the choice
  std::optional<double> rank_correlation = {};  ///< Spearman's, of one-shot accuracy with the table's test accuracy (or
                                                ///< validation accuracy where it has none)
};

struct OneShotRunRecord {
  RunKey key;                        ///< `optimizer` is the index of the method
  std::vector<OneShotEpoch> epochs;
  std::string failure;               ///< why it ended early; else empty
};

struct OneShotRecord {
  OneShotSpec spec;
  benchmark::ModelIdentity model;
  std::optional<Optimum> optimum;
  std::string data_sha256;             ///< of the images
  std::int64_t training_images = 0;
  std::vector<OneShotRunRecord> runs;  ///< by method, then run
  std::string version = base::kVersion;
};

/// A record without runs.
OneShotRecord begin_record(const OneShotSpec& spec, const benchmark::Benchmark& benchmark,
                           const network::ImageTask& task, std::string data_sha256);

class OneShotRun {
 public:
  /// `spec` as from `resolve`; all must outlive it. Errors: those of oneshot::Search::begin.
  static base::Result<OneShotRun> begin(const OneShotSpec& spec, RunKey key, const benchmark::Benchmark& benchmark,
                                        const network::ImageTask& task);

  /// A small step of the search. A search whose loss is no longer a number ends the run, which keeps its epochs and says
  /// why; errors are the benchmark's.
  base::Result<base::Done> step();
  bool done() const { return search_.done(); }

  const OneShotRunRecord& record() const { return record_; }
  const oneshot::Search& search() const { return search_; }

 private:
  /// Architectures that are ranked, and what the table says of them.
  struct Ranked {
    std::vector<space::Architecture> architectures;
    std::vector<double> accuracies;
  };
  static base::Result<Ranked> draw_ranked(const OneShotSpec& spec, RunKey key, const benchmark::Benchmark& benchmark,
                                          const space::nb1shot1::OneShotSpace& space);

  OneShotRun(const OneShotSpec& spec, const benchmark::Benchmark& benchmark, RunKey key, oneshot::Search search,
             Ranked ranked)
      : every_(spec.correlation.every),
        benchmark_(&benchmark),
        search_(std::move(search)),
        ranked_(std::move(ranked)),
        record_{key, {}, ""} {}

  base::Result<OneShotEpoch> looked_up(const oneshot::EpochReport& report) const;
  std::optional<double> rank_correlation();

  int every_;

  const benchmark::Benchmark* benchmark_;
  oneshot::Search search_;
  Ranked ranked_;
  OneShotRunRecord record_;
};

/// The same as a study whose optimizers are the methods, with the options that are not at their defaults: an evaluation is an epoch, the incumbent what the method would
/// choose then, which may be worse than the one before. For curves, summaries and tests beside black-box optimizers.
StudyRecord as_study(const OneShotRecord& record);

/// Studies of one benchmark and model as one, for curves and summaries: all their optimizers, each with its runs. Error
/// mismatch where they are of different benchmarks or models.
base::Result<StudyRecord> side_by_side(std::span<const StudyRecord> studies);

}  // namespace cellar::study
