// text_checks.h - whether bytes are UTF-8 (RFC 3629: no overlong forms, no surrogates).
#pragma once

#include <string_view>

namespace shuniu::documents {

bool is_valid_utf8(std::string_view bytes);

}  // namespace shuniu::documents
