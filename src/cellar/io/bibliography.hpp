// SPDX-License-Identifier: Apache-2.0
// What to cite, as BibTeX.
#pragma once

#include <span>
#include <string>

#include <cellar/study/record.hpp>

namespace cellar::io {

/// The papers behind the benchmarks and the optimizers of these studies, each once.
std::string bibliography(std::span<const study::StudyRecord> studies);

}  // namespace cellar::io
