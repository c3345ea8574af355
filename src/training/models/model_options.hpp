// SPDX-License-Identifier: Apache-2.0
// Lines of option tables that several models have.
#pragma once

#include "training/models/regressor.hpp"
#include "training/models/row_encoding.hpp"

namespace cellar::training {

inline optimizer::OptionInfo encoding_option(std::string_view standard) {
  return {"encoding", "What the model sees of an architecture", std::string(standard), 0, 0, kRowEncodings};
}

}  // namespace cellar::training
