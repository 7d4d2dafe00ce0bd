// letter_text.h - what a letter about notices says, in Chinese or English. Pure.
#pragma once

#include <string>
#include <vector>

#include "shuniu/notice/notices.h"

namespace shuniu::notice {

struct LetterWords {
  std::string language;
  std::string organisation_name;
  std::string public_address;
  std::string unsubscribe_token;
};

struct LetterText {
  std::string subject;
  std::string body;
};

/// At least one notice, newest first; the first twenty are named.
LetterText letter_about(const std::vector<NoticeView>& notices, const LetterWords& words);

}  // namespace shuniu::notice
