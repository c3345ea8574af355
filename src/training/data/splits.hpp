// SPDX-License-Identifier: Apache-2.0
// Ways to split a data set (NAS-Bench-301, arXiv 2008.09777, section 4 and appendix): shares of every source, one
// source left out, one region left out, and folds. A source keeps its shares in every part that it is spread over.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include <cellar/base/result.hpp>
#include "training/data/dataset.hpp"
#include "training/data/split.hpp"

namespace cellar::training {

/// `80/10/10`: per cent of every source for training, validation and test.
struct SharesSplit {
  int train = 80, validation = 10, test = 10;
};

/// `leave-out=de`: all that a source asked for is the test; 90 % of every other one is for training, 10 % for
/// validation.
struct LeaveOutSplit {
  std::string source;
};

/// `poor=0.92`: trained (90/10, as above) on what is less accurate than the threshold, tested on all else. `good=0.92`:
/// the other way round, which is NAS-Bench-301's.
struct RegionSplit {
  double threshold = 0;  ///< validation accuracy, a fraction
  bool train_on_poor = true;
};

/// `fold=2/5`: one of so many equal folds is the test, the others are for training and validation (90/10).
struct FoldSplit {
  int fold = 1, folds = 5;  ///< from 1 on
};

using SplitRequest = std::variant<SharesSplit, LeaveOutSplit, RegionSplit, FoldSplit>;

/// Error invalid_argument lists the forms, or says the range of a number.
base::Result<SplitRequest> parse_split(std::string_view text);

/// By seed and content alone. What a source contributes does not depend on the other sources, but for the fold that its
/// first architecture is in. Errors: unknown_name for a source that the data set does not have (its own are listed);
/// invalid_argument where training, or a test that was asked for, would be empty.
base::Result<Split> make_split(const Dataset& data, const SplitRequest& request, std::uint64_t seed);

/// parse_split, then make_split.
base::Result<Split> make_split(const Dataset& data, std::string_view text, std::uint64_t seed);

/// The split with so many random architectures of its training (all, where it has no more), the same share of its
/// validation, rounded half up, and all of its test. Fewer are always among more, drawn with the same seed.
Split with_training_points(const Split& split, std::size_t points, std::uint64_t seed);

}  // namespace cellar::training
