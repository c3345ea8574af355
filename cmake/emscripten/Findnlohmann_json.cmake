# SPDX-License-Identifier: Apache-2.0
# find_package(nlohmann_json) in a WebAssembly build.
include(${CMAKE_CURRENT_LIST_DIR}/HeaderOnlyPackage.cmake)
header_only_package(nlohmann_json::nlohmann_json nlohmann)
set(nlohmann_json_FOUND TRUE)
