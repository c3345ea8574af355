// SPDX-License-Identifier: Apache-2.0
// Answers to queries, written one after the other in the format asked for.
#pragma once

#include <cellar/benchmark/benchmark.hpp>
#include <cli/architecture_input.hpp>
#include <cli/console.hpp>
#include <cli/shared_options.hpp>

namespace cellar::cli {

class EvaluationWriter {
 public:
  /// `automatic` is a table on a terminal and JSON lines in a pipe. Both references must outlive the writer.
  EvaluationWriter(OutputFormat format, const benchmark::Benchmark& benchmark, const Console& console);

  void write(const NumberedArchitecture& architecture, const benchmark::Evaluation& answer);
  void end();

 private:

  OutputFormat format_;
  const benchmark::Benchmark* benchmark_;
  const Console* console_;
  bool first_ = true;
};

}  // namespace cellar::cli
