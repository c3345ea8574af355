// SPDX-License-Identifier: Apache-2.0
// Demšar's critical-difference diagram (JMLR 7, 2006): mean ranks on a line, bars over groups that do not differ.
#pragma once

#include <span>
#include <string>

namespace cellar::io {

/// `names` and `mean_ranks` (from 1) go together; at least two.
std::string critical_difference_svg(std::span<const std::string> names, std::span<const double> mean_ranks,
                                    double critical_difference);

}  // namespace cellar::io
