// SPDX-License-Identifier: Apache-2.0
// What this build knows and has, as one JSON document: benchmarks, spaces, optimizers with options, models.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include <cellar/benchmark/registry.hpp>

namespace cellar::io {

/// What was found of a benchmark's model.
struct ModelStatus {
  std::string_view benchmark;
  std::string state;                   ///< "ready", or the error's code: "model_missing", "model_damaged"
  std::string detail;                  ///< the error's text; empty where ready
  benchmark::ModelIdentity identity;   ///< empty where not ready
};

/// Schema "cellar.info/1", over several lines with a line end. The optimizers' options carry name, description,
/// default, range ("whole" where only whole numbers are taken) or choices: enough to draw a form.
std::string info_json(std::span<const ModelStatus> models);

}  // namespace cellar::io
