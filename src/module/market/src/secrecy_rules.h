// secrecy_rules.h - finds marks of secrecy ("机密★", "内部资料 注意保存") in what somebody is about to submit. Pure.
#pragma once

#include "item.h"

namespace shuniu::market {

struct FoundMark {
  std::string path;  // "abstract"
  std::string mark;
  friend bool operator==(const FoundMark&, const FoundMark&) = default;
};

/// Every text member is searched, letters in any width, case or variant, spaces and punctuation between
/// characters ignored.
std::vector<FoundMark> marks_of_secrecy(const Content& content, const std::vector<std::string>& marks);

}  // namespace shuniu::market
