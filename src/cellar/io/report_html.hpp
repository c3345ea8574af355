// SPDX-License-Identifier: Apache-2.0
// A report as one HTML page that needs nothing else: no script, no style sheet, no picture from elsewhere.
#pragma once

#include <string>

#include <cellar/io/report_document.hpp>

namespace cellar::io {

std::string report_html(const ReportDocument& report);

}  // namespace cellar::io
