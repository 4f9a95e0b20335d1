# opened_library(NAME MODULE LIBRARY DOOR): finds a library that is not linked but opened while the program runs. Its headers go
# into OPENED_INCLUDE_DIRS; its file name (SONAME, "libgdal.so.32") becomes NAME_FILE in the one source file that opens it.
# PkgConfig::NAME remains for tests that link with it.
function(opened_library name module library door)
    pkg_check_modules(${name} REQUIRED IMPORTED_TARGET ${module})
    find_library(${name}_LIBRARY ${library} HINTS ${${name}_LIBRARY_DIRS} REQUIRED)
    execute_process(COMMAND "${CMAKE_READELF}" -d "${${name}_LIBRARY}" OUTPUT_VARIABLE dynamic RESULT_VARIABLE failed)
    if(failed OR NOT dynamic MATCHES "SONAME[^\n]*\\[([^]]+)\\]")
        message(FATAL_ERROR "cannot find the SONAME of ${${name}_LIBRARY}")
    endif()
    set_source_files_properties("${door}" PROPERTIES COMPILE_DEFINITIONS "${name}_FILE=\"${CMAKE_MATCH_1}\"")
    set(OPENED_INCLUDE_DIRS ${OPENED_INCLUDE_DIRS} ${${name}_INCLUDE_DIRS} PARENT_SCOPE)
    set(OPENED_LIBRARIES ${OPENED_LIBRARIES} PkgConfig::${name} PARENT_SCOPE)
endfunction()
