# SPDX-License-Identifier: Apache-2.0
# find_package(doctest) in a WebAssembly build.
include(${CMAKE_CURRENT_LIST_DIR}/HeaderOnlyPackage.cmake)
header_only_package(doctest::doctest doctest)
set(doctest_FOUND TRUE)
