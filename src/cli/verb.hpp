// SPDX-License-Identifier: Apache-2.0
// A verb of the command line: `cellar NAME …`. Each has a file of its own; verbs.cpp lists them all.
#pragma once

#include <functional>
#include <span>

#include <cli/exit_code.hpp>

namespace CLI {
class App;
}

namespace cellar::cli {

/// What a verb does once its options are read.
using Action = std::function<ExitCode()>;

struct Verb {
  const char* name;
  const char* summary;            ///< one line for the list of verbs
  const char* examples;           ///< whole lines; help opens with them
  Action (*declare)(CLI::App&);   ///< adds the verb's options
};

extern const Verb kInfo, kSample, kQuery, kConvert, kSearch, kMerge, kReport, kVerify, kServe, kImport, kCollect,
    kOneShot;
#ifdef CELLAR_WITH_TRAINING
extern const Verb kSplit, kTrain, kEvaluate;
#endif

/// All verbs of this build, in the order of the help.
std::span<const Verb* const> verbs();

}  // namespace cellar::cli
