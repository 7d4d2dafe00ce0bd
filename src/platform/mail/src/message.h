// message.h - one letter as RFC 5322 text.
#pragma once

#include "shuniu/mail/mail.h"

namespace shuniu::mail {

struct Sending {
  LetterId id;
  Letter letter;
  Instant at;
  std::string from_name;
  std::string from_address;
};

std::string write_message(const Sending& sending);

/// "=?UTF-8?B?…?=" words of at most 75 characters, folded; plain ASCII stays as it is. Control characters
/// become spaces.
std::string encode_header_text(std::string_view text);

/// "Tue, 24 Nov 2026 03:27:55 +0000"
std::string write_date(Instant at);

}  // namespace shuniu::mail
