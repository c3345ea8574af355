// SPDX-License-Identifier: Apache-2.0
// The one table of verbs. A new verb is a file that defines its Verb, and a line here.
#include <cli/verb.hpp>

namespace cellar::cli {

std::span<const Verb* const> verbs() {
  static constexpr const Verb* kVerbs[] = {
      &kInfo,   &kSample, &kQuery, &kConvert, &kSearch, &kMerge,
      &kReport, &kVerify, &kServe, &kImport, &kCollect, &kOneShot,
#ifdef CELLAR_WITH_TRAINING
      &kSplit,  &kTrain, &kEvaluate,
#endif
  };
  return kVerbs;
}

}  // namespace cellar::cli
