// SPDX-License-Identifier: Apache-2.0
#include <cellar/base/result.hpp>

namespace cellar::base {

std::string_view to_string(ErrorCode code) {
  switch (code) {
    case ErrorCode::invalid_argument: return "invalid_argument";
    case ErrorCode::parse_error: return "parse_error";
    case ErrorCode::out_of_space: return "out_of_space";
    case ErrorCode::unsupported_fidelity: return "unsupported_fidelity";
    case ErrorCode::unknown_name: return "unknown_name";
    case ErrorCode::model_missing: return "model_missing";
    case ErrorCode::model_damaged: return "model_damaged";
    case ErrorCode::io_error: return "io_error";
    case ErrorCode::mismatch: return "mismatch";
    case ErrorCode::internal: return "internal";
  }
  return "internal";
}

}  // namespace cellar::base
