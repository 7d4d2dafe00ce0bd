// letters.h - what identity writes to people, in Chinese or English.
#pragma once

#include <cstdint>
#include <string>

namespace shuniu::identity {

struct LetterText {
  std::string subject;
  std::string body;
};

/// With the address of the page that takes the token.
LetterText confirm_letter(const std::string& language, const std::string& public_address,
                          const std::string& token);
LetterText reset_letter(const std::string& language, const std::string& public_address,
                        const std::string& token);
/// To somebody who signs up again: says so, instead of saying it to whoever typed the address.
LetterText already_registered_letter(const std::string& language, const std::string& public_address);
/// After a password was changed by somebody who knew it, so that a theft is noticed.
LetterText password_changed_letter(const std::string& language);
/// After a forgotten password was set anew: says that all sessions are over, and how many API keys with them.
LetterText password_reset_letter(const std::string& language, std::size_t ended_api_keys);

/// What became of somebody's second factor, so that a theft is noticed.
enum class SecondFactorNews { enabled, removed, recovery_code_used, recovery_codes_renewed };
LetterText second_factor_letter(const std::string& language, SecondFactorNews news);

/// To an address that an owner wants as a member; where to answer.
LetterText invitation_letter(const std::string& language, const std::string& public_address,
                             const std::string& organisation_name, std::int64_t days);

}  // namespace shuniu::identity
