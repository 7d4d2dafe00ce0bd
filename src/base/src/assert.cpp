#include "shuniu/base/assert.h"

#include <cstdio>
#include <cstdlib>

namespace shuniu {

void assertion_failed(const char* condition, const char* says, const char* file, int line) noexcept {
  std::fprintf(stderr, "%s:%d: broken invariant: %s (%s)\n", file, line, says, condition);
  std::abort();
}

}  // namespace shuniu
