// SPDX-License-Identifier: Apache-2.0
// A report as Markdown, without its figures.
#pragma once

#include <string>

#include <cellar/io/report_document.hpp>

namespace cellar::io {

std::string report_markdown(const ReportDocument& report);

}  // namespace cellar::io
