# SPDX-License-Identifier: Apache-2.0
# What every target of the project shares: flags for equal digits, warnings, sanitizers; and one way to declare a layer.

# Equal digits on g++, clang++ and WebAssembly: no contraction into fused multiply-add, no fast-math (see CONTRIBUTING.md).
# -Wconversion is meant as g++ means it; clang++ adds signs to it.
add_library(cellar_flags INTERFACE)
target_compile_options(cellar_flags INTERFACE
  -ffp-contract=off -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -ffile-prefix-map=${PROJECT_SOURCE_DIR}/=)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(cellar_flags INTERFACE -Wno-restrict)  # false alarms on joined strings (GCC bug 105651)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang" AND NOT EMSCRIPTEN)
  target_compile_options(cellar_flags INTERFACE -Wno-deprecated-declarations)  # libstdc++ 12's own, in std::stable_sort
endif()
if(CMAKE_BUILD_TYPE STREQUAL "Debug")
  target_compile_options(cellar_flags INTERFACE -Werror)
  target_compile_definitions(cellar_flags INTERFACE _GLIBCXX_ASSERTIONS)
endif()
if(CELLAR_SANITIZE)
  target_compile_options(cellar_flags INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(cellar_flags INTERFACE -fsanitize=address,undefined)
endif()
if(EMSCRIPTEN)
  # Nothing in src/cellar throws, and JavaScript that catches for WebAssembly costs size and speed.
  target_compile_options(cellar_flags INTERFACE -msimd128 -fno-exceptions)
endif()

if(PROJECT_IS_TOP_LEVEL AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  find_program(CELLAR_CCACHE ccache)
  if(CELLAR_CCACHE)
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CELLAR_CCACHE})
  endif()
endif()

# cellar_layer(NAME SOURCES... DEPENDS...): one layer of the library as its own target, cellar_NAME; cellar::NAME for
# those who use the installed package.
function(cellar_layer name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS" ${ARGN})
  add_library(cellar_${name} STATIC ${ARG_SOURCES})
  target_include_directories(cellar_${name} PUBLIC
    $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/src> $<BUILD_INTERFACE:${PROJECT_BINARY_DIR}/generated>
    $<INSTALL_INTERFACE:include>)
  target_compile_features(cellar_${name} PUBLIC cxx_std_20)
  target_link_libraries(cellar_${name} PUBLIC ${ARG_DEPENDS} PRIVATE $<BUILD_INTERFACE:cellar_flags>)
  set_target_properties(cellar_${name} PROPERTIES EXPORT_NAME ${name})
  set_property(GLOBAL APPEND PROPERTY CELLAR_LAYERS cellar_${name})
endfunction()
