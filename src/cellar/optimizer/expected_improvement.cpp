// SPDX-License-Identifier: Apache-2.0
#include <cellar/optimizer/expected_improvement.hpp>

#include <algorithm>

#include <cellar/base/math.hpp>

namespace cellar::optimizer {

double expected_improvement(double mean, double sd, double best) {
  const double gain = mean - best;
  if (!(sd > 0)) return std::max(gain, 0.0);
  const double z = gain / sd;
  // Far below the best both terms are tiny and nearly cancel; rounding must not make them negative.
  return std::max(gain * base::normal_cdf(z) + sd * base::normal_pdf(z), 0.0);
}

}  // namespace cellar::optimizer
