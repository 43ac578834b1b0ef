# One place for how every target of the house is compiled.
include_guard()
include(GNUInstallDirs)

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

option(SLIPWAY_PCH "Precompile the Qt and standard headers that everything includes" OFF)

add_library(slipway-options INTERFACE)
target_compile_features(slipway-options INTERFACE cxx_std_20)
target_compile_options(slipway-options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Werror
    # g++ 12 sees uninitialised values behind every std::optional once it inlines.
    -Wno-maybe-uninitialized)
target_compile_definitions(slipway-options INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_KEYWORDS QT_NO_URL_CAST_FROM_STRING
    QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_DISABLE_DEPRECATED_BEFORE=0x060400
    SLIPWAY_VERSION="${PROJECT_VERSION}")
target_include_directories(slipway-options INTERFACE "${CMAKE_SOURCE_DIR}/app")
if(SLIPWAY_SANITIZE STREQUAL "address")
    target_compile_options(slipway-options INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
    target_link_options(slipway-options INTERFACE -fsanitize=address,undefined)
elseif(SLIPWAY_SANITIZE STREQUAL "thread")
    # Boost's reference counts use fences, which the sanitizer doesn't follow and g++ warns about.
    target_compile_options(slipway-options INTERFACE -fsanitize=thread -fno-omit-frame-pointer -Wno-tsan)
    target_link_options(slipway-options INTERFACE -fsanitize=thread)
endif()

# slipway_library(NAME SOURCES … LINKS …): one folder, one static library; LINKS is the dependency rule.
function(slipway_library name)
    cmake_parse_arguments(arg "MOC" "" "SOURCES;LINKS;PRIVATE" ${ARGN})
    add_library(${name} STATIC ${arg_SOURCES})
    target_link_libraries(${name} PUBLIC slipway-options ${arg_LINKS} PRIVATE ${arg_PRIVATE})
    if(arg_MOC)
        set_target_properties(${name} PROPERTIES AUTOMOC ON)
    endif()
    slipway_precompile(${name})
endfunction()

# All share the one of the first library; programs give up -fPIE for it, because flags must agree.
function(slipway_precompile name)
    if(NOT SLIPWAY_PCH)
        return()
    endif()
    get_property(owner GLOBAL PROPERTY SLIPWAY_PRECOMPILED)
    if(owner)
        target_compile_options(${name} PRIVATE -fPIC)
        target_precompile_headers(${name} REUSE_FROM ${owner})
    else()
        target_precompile_headers(${name} PRIVATE "${CMAKE_SOURCE_DIR}/app/cmake/Precompiled.h")
        set_property(GLOBAL PROPERTY SLIPWAY_PRECOMPILED ${name})
    endif()
endfunction()

# slipway_program(NAME SOURCES … LINKS …): a program in build/<preset>/bin, and of the installation.
function(slipway_program name)
    cmake_parse_arguments(arg "MOC" "" "SOURCES;LINKS" ${ARGN})
    add_executable(${name} ${arg_SOURCES})
    target_link_libraries(${name} PRIVATE slipway-options ${arg_LINKS})
    slipway_precompile(${name})
    if(arg_MOC)
        set_target_properties(${name} PROPERTIES AUTOMOC ON)
    endif()
    install(TARGETS ${name} RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
endfunction()

# slipway_test(NAME SOURCES … LINKS … [TIMEOUT s]): a Qt Test program, labelled by the folder of tests/ it stands in.
function(slipway_test name)
    cmake_parse_arguments(arg "" "TIMEOUT;LABEL" "SOURCES;LINKS;ENVIRONMENT" ${ARGN})
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 120)
    endif()
    if(NOT arg_LABEL)
        cmake_path(GET CMAKE_CURRENT_SOURCE_DIR FILENAME arg_LABEL)
    endif()
    add_executable(${name} ${arg_SOURCES})
    set_target_properties(${name} PROPERTIES AUTOMOC ON RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")
    target_link_libraries(${name} PRIVATE slipway-options Qt6::Test ${arg_LINKS})
    target_include_directories(${name} PRIVATE "${CMAKE_SOURCE_DIR}/tests")
    slipway_precompile(${name})
    add_test(NAME ${name} COMMAND ${name})
    set_tests_properties(${name} PROPERTIES LABELS "${arg_LABEL}" TIMEOUT ${arg_TIMEOUT}
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;XDG_RUNTIME_DIR=${CMAKE_BINARY_DIR}/tests;SLIPWAY_BIN=${CMAKE_BINARY_DIR}/bin;TSAN_OPTIONS=suppressions=${CMAKE_SOURCE_DIR}/tests/tsan.suppressions die_after_fork=0 ignore_noninstrumented_modules=1;${arg_ENVIRONMENT}")
endfunction()

# slipway_script_test(NAME COMMAND …): a test program that isn't C++ (end to end, chaos, bench).
function(slipway_script_test name)
    cmake_parse_arguments(arg "" "TIMEOUT;LABEL" "COMMAND" ${ARGN})
    if(NOT arg_LABEL)
        cmake_path(GET CMAKE_CURRENT_SOURCE_DIR FILENAME arg_LABEL)
    endif()
    add_test(NAME ${name} COMMAND ${arg_COMMAND})
    set_tests_properties(${name} PROPERTIES LABELS "${arg_LABEL}" TIMEOUT ${arg_TIMEOUT} RUN_SERIAL ON
        ENVIRONMENT "SLIPWAY_BIN=${CMAKE_BINARY_DIR}/bin;SLIPWAY_SOURCE=${CMAKE_SOURCE_DIR}")
endfunction()
