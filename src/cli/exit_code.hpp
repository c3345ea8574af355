// SPDX-License-Identifier: Apache-2.0
// The exit codes of `cellar`: a public contract, listed in README.md.
#pragma once

#include <cellar/base/result.hpp>

namespace cellar::cli {

enum class ExitCode {
  done = 0,
  failed = 1,        ///< something could not be done, or `verify` found a difference
  usage = 2,         ///< the command itself is wrong
  model = 3,         ///< a model file is missing or damaged
  architecture = 4,  ///< an architecture is not in the space
  interrupted = 130  ///< what was done is kept
};

ExitCode exit_code(base::ErrorCode code);

}  // namespace cellar::cli
