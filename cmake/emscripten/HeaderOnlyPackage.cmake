# SPDX-License-Identifier: Apache-2.0
# Header-only Debian packages in a WebAssembly build. /usr/include itself must not be searched there, since it holds
# the C library of this machine; so each package gets a folder of its own with a link to its headers.

# header_only_package(TARGET FOLDER PATHS...): TARGET (imported) with FOLDER, found below /usr/include or PATHS.
function(header_only_package target folder)
  find_path(${folder}_PARENT ${folder} PATHS /usr/include /usr/local/include ${ARGN} NO_CMAKE_FIND_ROOT_PATH NO_CACHE)
  if(NOT ${folder}_PARENT)
    message(FATAL_ERROR "The headers of ${folder} are missing; setup/debian installs them.")
  endif()
  set(root ${PROJECT_BINARY_DIR}/header-only/${folder})
  file(MAKE_DIRECTORY ${root})
  file(CREATE_LINK ${${folder}_PARENT}/${folder} ${root}/${folder} SYMBOLIC)
  if(NOT TARGET ${target})
    add_library(${target} INTERFACE IMPORTED GLOBAL)
    target_include_directories(${target} SYSTEM INTERFACE ${root})
  endif()
endfunction()
