// SPDX-License-Identifier: Apache-2.0
// Answers of the WebAssembly module as JSON texts without a line end: what its JavaScript callers read besides records,
// info and evaluations, which are the same everywhere.
#pragma once

#include <span>
#include <string>

#include <cellar/base/result.hpp>
#include <cellar/benchmark/benchmark.hpp>
#include <cellar/study/session.hpp>
#include <cellar/study/summary.hpp>

namespace cellar::io {

/// `{"error":{"code":…,"message":…,"where":…}}`
std::string error_json(const base::Error& error);

/// `{"name":…,"model":{"name","sha256"},"fidelities":{"min","max","unit","steps"?},"best_known":{"architecture",
/// "val_accuracy","is_optimum","test_accuracy"?}}`
std::string identity_json(const benchmark::Benchmark& benchmark);

/// A JSON text, or an array of texts.
std::string text_json(std::string_view text);
std::string texts_json(std::span<const std::string> texts);

/// The neighbours of an architecture, most accurate first (the earlier neighbour wins a tie), at the benchmark's full
/// fidelity: `[{"val_accuracy","difference","architecture"}, …]`; in the DARTS space with what was changed, `"cell",
/// "edge","kind":"operation"|"source","from","to"`, operations named, sources numbered. Errors as Benchmark::query.
base::Result<std::string> neighbours_json(const benchmark::Benchmark& benchmark, const space::Architecture& architecture);

/// `{"evaluations","evaluations_total","runs","runs_total"}`
std::string progress_json(const study::Progress& progress);

/// `[{"optimizer","x":[…],"q25":[…],"median":[…],"q75":[…],"mean":[…]}, …]`
std::string curves_json(const study::StudyRecord& record, study::CurveAxis axis);

/// `[{"optimizer","runs","mean","sd","q25","median","q75","simulated_gpu_days","best":{…}}, …]`
std::string results_json(const study::StudyRecord& record, const space::Space& space);

}  // namespace cellar::io
