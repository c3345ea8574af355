// SPDX-License-Identifier: Apache-2.0
// The command line that makes a study again.
#pragma once

#include <string>

#include <cellar/study/record.hpp>

namespace cellar::io {

/// `cellar search …` with everything that the study was asked; can be pasted into a POSIX shell.
std::string search_command(const study::StudySpec& spec);

}  // namespace cellar::io
