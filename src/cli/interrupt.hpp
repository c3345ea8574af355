// SPDX-License-Identifier: Apache-2.0
// Ctrl-C during a study: the first stops it in order, so that what was done is kept; the second ends the program.
#pragma once

namespace cellar::cli {

/// From here on, until the end of the program.
void catch_interrupts();

bool interrupted();

}  // namespace cellar::cli
