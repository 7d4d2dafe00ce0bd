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
  set(CMAKE_CXX_COMPILER_LAUNCHER "${SHUNIU_CCACHE}")
endif()
find_program(SHUNIU_MOLD mold)
if(SHUNIU_MOLD)
  add_link_options(-fuse-ld=mold)
endif()

set(SHUNIU_SANITIZE "" CACHE STRING "Sanitizers, as -fsanitize takes them")
if(SHUNIU_SANITIZE)
  add_compile_options(-fsanitize=${SHUNIU_SANITIZE} -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${SHUNIU_SANITIZE})
  # g++ 12 reports variants and optionals as uninitialized where a sanitizer has split their code; the ordinary build decides.
  add_compile_options($<$<CXX_COMPILER_ID:GNU>:-Wno-error=maybe-uninitialized>)
endif()
