// checksum.h - XXH64, to notice damaged files.
#pragma once

#include <cstdint>

#include "bytes.h"

namespace shuniu::search {

[[nodiscard]] std::uint64_t checksum(BytesView bytes);

}  // namespace shuniu::search
