// SPDX-License-Identifier: Apache-2.0
#include <cli/exit_code.hpp>

namespace cellar::cli {

ExitCode exit_code(base::ErrorCode code) {
  using base::ErrorCode;
  switch (code) {
    case ErrorCode::invalid_argument:
    case ErrorCode::unsupported_fidelity:
    case ErrorCode::unknown_name: return ExitCode::usage;
    case ErrorCode::out_of_space: return ExitCode::architecture;
    case ErrorCode::model_missing:
    case ErrorCode::model_damaged: return ExitCode::model;
    case ErrorCode::parse_error:
    case ErrorCode::io_error:
    case ErrorCode::mismatch:
    case ErrorCode::internal: return ExitCode::failed;
  }
  return ExitCode::failed;
}

}  // namespace cellar::cli
