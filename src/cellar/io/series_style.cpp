// SPDX-License-Identifier: Apache-2.0
#include <cellar/io/series_style.hpp>

#include <algorithm>
#include <array>

namespace cellar::io {
namespace {

constexpr std::array<SeriesStyle, 11> kStyles = {{
    {"rs", "#16202b", "#e8edf2", "1 4", "M-3,0a3,3 0 1,0 6,0a3,3 0 1,0 -6,0Z", true},
    {"re", "#1512ef", "#7a63ff", "", "M-3,-3H3V3H-3Z", true},
    {"ls", "#f25200", "#e8481f", "", "M0,-4L4,3H-4Z", true},
    {"bananas", "#2a989a", "#69b9b5", "9 3", "M0,-4L4,0L0,4L-4,0Z", true},
    {"tpe", "#7c166a", "#d0448f", "5 3", "M0,4L4,-3H-4Z", true},
    {"de", "#b763fe", "#d092fd", "9 3 2 3", "M-4,0H4M0,-4V4", false},
    {"hyperband", "#533704", "#e6c56d", "3 3", "M-3,-3L3,3M-3,3L3,-3", false},
    {"bohb", "#185c49", "#b2fecc", "", "M-4,0L-2,-3.5H2L4,0L2,3.5H-2Z", true},
    {"smac", "#4e75a0", "#4e8db3", "9 3",
     "M0,-4L1.2,-1.2H4L1.7,0.6L2.6,3.6L0,1.8L-2.6,3.6L-1.7,0.6L-4,-1.2H-1.2Z", true},
    {"reinforce", "#936b76", "#cd8385", "5 3", "M-1.5,-4H1.5V4H-1.5Z", true},
    {"gp", "#7f8b5f", "#6d8358", "9 3 2 3", "M-3,0a3,3 0 1,0 6,0a3,3 0 1,0 -6,0Z", false},
}};

}  // namespace

std::span<const SeriesStyle> all_series_styles() { return kStyles; }

std::vector<const SeriesStyle*> series_styles(std::span<const std::string_view> optimizers) {
  std::array<bool, kStyles.size()> taken{};
  std::vector<const SeriesStyle*> styles(optimizers.size(), nullptr);
  const auto take = [&](std::size_t series, std::size_t style) {
    taken[style] = true;
    styles[series] = &kStyles[style];
  };
  for (std::size_t series = 0; series < optimizers.size(); ++series)
    for (std::size_t style = 0; style < kStyles.size(); ++style)
      if (kStyles[style].optimizer == optimizers[series] && !taken[style]) take(series, style);
  for (std::size_t series = 0; series < optimizers.size(); ++series) {
    if (styles[series]) continue;
    const auto free = std::find(taken.begin(), taken.end(), false) - taken.begin();
    take(series, static_cast<std::size_t>(free) % kStyles.size());  // more series than styles: from the first again
  }
  return styles;
}

}  // namespace cellar::io
