# Where things go: the program, the library, its headers, the data files, man pages, completions for shells; a CMake package and a pkg-config file.
include(CMakePackageConfigHelpers)

install(TARGETS mahalle EXPORT mahalle-targets)
if(TARGET mahalle_program)
    install(TARGETS mahalle_program)
endif()
install(DIRECTORY include/mahalle DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}" FILES_MATCHING PATTERN "*.h")
install(FILES "${PROJECT_BINARY_DIR}/include/mahalle/version.h" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/mahalle")
install(DIRECTORY layers/ DESTINATION "${CMAKE_INSTALL_DATADIR}/mahalle/layers")
install(DIRECTORY docs/man/ DESTINATION "${CMAKE_INSTALL_MANDIR}/man1" FILES_MATCHING PATTERN "*.1")
install(FILES docs/completion/mahalle.bash DESTINATION "${CMAKE_INSTALL_DATADIR}/bash-completion/completions" RENAME mahalle)
install(FILES docs/completion/_mahalle DESTINATION "${CMAKE_INSTALL_DATADIR}/zsh/site-functions")
install(FILES docs/completion/mahalle.fish DESTINATION "${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d")
install(FILES LICENSE README.md DESTINATION "${CMAKE_INSTALL_DOCDIR}")

install(EXPORT mahalle-targets NAMESPACE mahalle:: DESTINATION "${CMAKE_INSTALL_LIBDIR}/cmake/mahalle")
configure_package_config_file(cmake/mahalle-config.cmake.in "${PROJECT_BINARY_DIR}/mahalle-config.cmake"
                              INSTALL_DESTINATION "${CMAKE_INSTALL_LIBDIR}/cmake/mahalle")
write_basic_package_version_file("${PROJECT_BINARY_DIR}/mahalle-config-version.cmake" COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/mahalle-config.cmake" "${PROJECT_BINARY_DIR}/mahalle-config-version.cmake"
        DESTINATION "${CMAKE_INSTALL_LIBDIR}/cmake/mahalle")
configure_file(cmake/mahalle.pc.in "${PROJECT_BINARY_DIR}/mahalle.pc" @ONLY)
install(FILES "${PROJECT_BINARY_DIR}/mahalle.pc" DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig")
