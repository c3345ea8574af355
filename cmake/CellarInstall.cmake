# SPDX-License-Identifier: Apache-2.0
# The CMake package: find_package(cellar CONFIG) gives cellar::cellar. Consumers need no JSON library.
include(CMakePackageConfigHelpers)
include(GNUInstallDirs)

get_property(layers GLOBAL PROPERTY CELLAR_LAYERS)
install(TARGETS cellar ${layers} EXPORT cellarTargets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
# Without the headers for sources of `io` alone, which include the JSON library.
install(DIRECTORY ${PROJECT_SOURCE_DIR}/src/cellar ${PROJECT_BINARY_DIR}/generated/cellar
  DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN "*.hpp"
  PATTERN "json_document.hpp" EXCLUDE PATTERN "*_fields.hpp" EXCLUDE)

set(package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/cellar)
install(EXPORT cellarTargets NAMESPACE cellar:: DESTINATION ${package_folder})
configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/cellarConfig.cmake.in cellarConfig.cmake
  INSTALL_DESTINATION ${package_folder})
write_basic_package_version_file(cellarConfigVersion.cmake COMPATIBILITY SameMajorVersion)
install(FILES ${PROJECT_BINARY_DIR}/cellarConfig.cmake ${PROJECT_BINARY_DIR}/cellarConfigVersion.cmake
  DESTINATION ${package_folder})

if(TARGET cellar_cli)
  install(TARGETS cellar_cli RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()
