// SPDX-License-Identifier: Apache-2.0
// Optimizers with options as text: `re:population=50;tournament=5`, lists separated by commas.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <cellar/base/result.hpp>
#include <cellar/study/record.hpp>

namespace cellar::io {

/// `rs,re:population=50;tournament=5,ls`. Names, kinds and ranges are checked by study::resolve; errors here are
/// parse_error for an empty name or an option without a value, and name the place ("optimizer 2").
base::Result<std::vector<study::OptimizerSpec>> parse_optimizers(std::string_view text);

/// The name, followed by the options that differ from their defaults: short, and different for any two optimizers of
/// a resolved study. parse_optimizers reads it. All options of a name that is no optimizer's: a one-shot method's in
/// study::as_study.
std::string format_optimizer(const study::OptimizerSpec& optimizer);

/// "50", "0.5", or the word itself; numbers in shortest form.
std::string option_text(const optimizer::OptionValue& value);

}  // namespace cellar::io
