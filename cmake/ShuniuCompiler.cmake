# One place for the language level, the warnings and the optional helpers of the compiler.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror
  -Wno-missing-field-initializers  # {.limit = 5} leaves the rest at its default, on purpose
  -fno-omit-frame-pointer)
add_compile_definitions(BOOST_ASIO_SEPARATE_COMPILATION BOOST_BEAST_SEPARATE_COMPILATION BOOST_ASIO_NO_DEPRECATED)

find_program(SHUNIU_CCACHE ccache)
if(SHUNIU_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros "${SHUNIU_CCACHE}")
endif()
find_program(SHUNIU_MOLD mold)
if(SHUNIU_MOLD)
  add_link_options(-fuse-ld=mold)
endif()

set(SHUNIU_TEST_OPTIONS "" CACHE STRING "Options for the sources of tests, after the others")
set(SHUNIU_SANITIZE "" CACHE STRING "Sanitizers, as -fsanitize takes them")
if(SHUNIU_SANITIZE)
  add_compile_options(-fsanitize=${SHUNIU_SANITIZE} -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${SHUNIU_SANITIZE})
  # g++ 12 reports variants and optionals as uninitialized where a sanitizer has split their code; the ordinary build decides.
  add_compile_options($<$<CXX_COMPILER_ID:GNU>:-Wno-error=maybe-uninitialized>)
endif()

# Precompiled headers for the libraries: the standard library, Boost.Describe and the values of base, compiled once. They hold only
# what every module may include anyway, so they hide no forbidden header. Files compile in about 0.85 of the time; tests gain less
# than the loading costs and go without. The sanitizer presets switch them off, and so find a file that does not name what it uses.
if(NOT CMAKE_DISABLE_PRECOMPILE_HEADERS AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # A precompiled <string> makes g++ 12 see its short strings copied out of bounds; the presets without it keep these warnings.
  add_compile_options(-fpch-preprocess -Wno-array-bounds -Wno-stringop-overflow -Wno-stringop-overread -Wno-restrict)
endif()

function(shuniu_precompile target)
  if(NOT TARGET shuniu_precompiled)
    set(empty "${CMAKE_BINARY_DIR}/precompiled.cpp")
    file(CONFIGURE OUTPUT "${empty}" CONTENT "namespace {}\n")
    add_library(shuniu_precompiled OBJECT "${empty}")
    target_include_directories(shuniu_precompiled PRIVATE "${CMAKE_SOURCE_DIR}/src/base/include")
    target_precompile_headers(shuniu_precompiled PRIVATE "${CMAKE_SOURCE_DIR}/cmake/precompiled.h")
  endif()
  target_precompile_headers(${target} REUSE_FROM shuniu_precompiled)
endfunction()
