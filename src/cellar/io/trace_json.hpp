// SPDX-License-Identifier: Apache-2.0
// The trials of a trace as JSON, for the page that shows an optimizer at work.
#pragma once

#include <string>

#include <cellar/space/space.hpp>
#include <cellar/study/trace.hpp>

namespace cellar::io {

/// One line without a line end: `{"architecture","val_accuracy",…,"flags","move","parent"?,"considered","score"?,
/// "bracket"?,"rung"?,"members","thinking_seconds"}`; moves by the names of optimizer::Move.
std::string trial_json(const study::TracedTrial& traced, const space::Space& space);

}  // namespace cellar::io
