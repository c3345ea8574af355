// SPDX-License-Identifier: Apache-2.0
// Foreign text inside error messages, made safe to print and to put into JSON.
#pragma once

#include <string>
#include <string_view>

namespace cellar::base {

/// `text` in single quotes: at most 40 characters, then "..."; every byte that is not printable ASCII becomes '?'.
std::string quote(std::string_view text);

}  // namespace cellar::base
