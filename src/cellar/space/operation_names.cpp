// SPDX-License-Identifier: Apache-2.0
// Finds an operation by name; an unknown name is answered with the known ones and the nearest.
#include <algorithm>
#include <numeric>
#include <vector>

#include <cellar/base/quote.hpp>
#include <cellar/space/darts.hpp>

namespace cellar::space::darts {
namespace {

// A name further away than this many edits is not worth suggesting; a third of the shortest names' 12 letters.
constexpr std::size_t kNear = 4;

// Levenshtein's distance: insertions, deletions and substitutions that turn one into the other.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t substituted = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({row[j] + 1, row[j + 1] + 1, substituted});
    }
  }
  return row.back();
}

std::string known_names() {
  std::string names;
  for (const std::string_view name : kOperationNames) names.append(names.empty() ? "" : ", ").append(name);
  return names;
}

// ", did you mean sep_conv_3x3 or sep_conv_5x5?": all at the smallest distance, if that is near.
std::string suggestion(std::string_view name) {
  std::size_t nearest = kNear;
  std::string text;
  for (const std::string_view known : kOperationNames) {
    if (name.size() > known.size() + kNear) continue;  // too far, and keeps the cost bounded
    const std::size_t distance = edit_distance(name, known);
    if (distance > nearest) continue;
    if (distance < nearest) text.clear();
    nearest = distance;
    text.append(text.empty() ? ", did you mean " : " or ").append(known);
  }
  return text.empty() ? text : text + "?";
}

}  // namespace

base::Result<Operation> find_operation(std::string_view name) {
  const auto found = std::find(kOperationNames.begin(), kOperationNames.end(), name);
  if (found != kOperationNames.end()) return static_cast<Operation>(found - kOperationNames.begin());
  return base::Error{base::ErrorCode::out_of_space,
                     "unknown operation " + base::quote(name) + "; known: " + known_names() + suggestion(name), ""};
}

}  // namespace cellar::space::darts
