// SPDX-License-Identifier: Apache-2.0
#include <cellar/base/quote.hpp>

namespace cellar::base {

std::string quote(std::string_view text) {
  constexpr std::size_t kShown = 40;  // longer than every name of the project
  std::string out = "'";
  for (const char c : text.substr(0, kShown)) out += c >= ' ' && c <= '~' ? c : '?';
  if (text.size() > kShown) out += "...";
  return out + "'";
}

}  // namespace cellar::base
