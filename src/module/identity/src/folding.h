// folding.h - one form of addresses and names, so that both databases compare them alike.
#pragma once

#include <string>
#include <string_view>

namespace shuniu::identity {

/// ASCII letters in lower case: the hub takes Li@Firm.example and li@firm.example for one person.
std::string fold_address(std::string_view address);

/// For comparison: lower case, full-width forms as ASCII, no white space.
std::string fold_name(std::string_view name);

}  // namespace shuniu::identity
