// errors.h - every refusal of identity, by key. Wording stands in rulebook/messages.
#pragma once

#include <string_view>

namespace shuniu::identity::errors {

constexpr std::string_view sign_in_required = "access.sign_in_required";
constexpr std::string_view forbidden = "access.forbidden";

constexpr std::string_view wrong_credentials =
    "identity.wrong_credentials";  // address or password, not said which
constexpr std::string_view too_many_attempts = "identity.too_many_attempts";  // details: retry_after_s
constexpr std::string_view not_confirmed = "identity.not_confirmed";  // only told to who knows the password
constexpr std::string_view suspended = "identity.suspended";          // likewise
constexpr std::string_view token_invalid = "identity.token_invalid";  // unknown, used or expired
constexpr std::string_view not_this_sign_up = "identity.not_this_sign_up";  // the letter is of another one
constexpr std::string_view session_expired = "identity.session_expired";
constexpr std::string_view api_key_invalid = "identity.api_key_invalid";  // unknown, revoked or expired
constexpr std::string_view wrong_password = "identity.wrong_password";    // of the signed-in account
constexpr std::string_view account_exists = "identity.account_exists";    // command line only
constexpr std::string_view no_such_account = "identity.no_such_account";
constexpr std::string_view no_such_session = "identity.no_such_session";
constexpr std::string_view no_such_api_key = "identity.no_such_api_key";
constexpr std::string_view too_many_api_keys = "identity.too_many_api_keys";
constexpr std::string_view not_a_member = "identity.not_a_member";
constexpr std::string_view already_member = "identity.already_member";
constexpr std::string_view no_such_invitation =
    "identity.no_such_invitation";  // answered, revoked or expired
constexpr std::string_view too_many_invitations = "identity.too_many_invitations";  // details: most
constexpr std::string_view owner_required = "identity.owner_required";
constexpr std::string_view no_such_organisation = "identity.no_such_organisation";
constexpr std::string_view organisation_exists = "identity.organisation_exists";  // same credit code
constexpr std::string_view last_owner = "identity.last_owner";
constexpr std::string_view last_administrator = "identity.last_administrator";
constexpr std::string_view roles_conflict =
    "identity.roles_conflict";  // administrator and auditor in one person
constexpr std::string_view second_factor_wanted =
    "identity.second_factor_wanted";  // the password is right; details: challenge, valid_s
constexpr std::string_view second_factor_required =
    "identity.second_factor_required";                          // the roles rest until it is set up
constexpr std::string_view wrong_code = "identity.wrong_code";  // also one that was used
constexpr std::string_view challenge_invalid = "identity.challenge_invalid";  // unknown, used or expired
constexpr std::string_view code_wanted = "identity.code_wanted";              // of the second factor in force
constexpr std::string_view no_second_factor = "identity.no_second_factor";
constexpr std::string_view no_second_factor_start =
    "identity.no_second_factor_start";  // none, or too long ago
constexpr std::string_view not_yourself = "identity.not_yourself";

}  // namespace shuniu::identity::errors
