// Table tests of the pure rules.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <regex>
#include <set>

#include "account_rules.h"
#include "attempts.h"
#include "credentials.h"
#include "folding.h"
#include "manual_clock.h"
#include "organisation_rules.h"
#include "qr_code.h"
#include "second_factor_rules.h"
#include "shuniu/crypto/hash.h"
#include "shuniu/crypto/one_time_code.h"
#include "shuniu/identity/credit_code.h"
#include "shuniu/identity/errors.h"

namespace shuniu::identity {
namespace {

using testing::ManualClock;

TEST(CreditCode, KnowsRealCodes) {
  struct Row {
    std::string code;
    bool fits;
    bool inner;
  };
  const std::vector<Row> rows = {
      {"9144030071526726XG", true, true},
      {"914403001922038216", true, true},
      {"91330100799655058B", true, true},
      {"91110000710926094P", true, true},
      {"9144030071526726XA", false, true},
      {"91440300192203821I", false, false},
      {"91440300192203821", false, false},
      {"9144030019220382160", false, false},
      {"", false, false},
      {"91440300192203812X", false, false},
      {"9144030019220382１6", false, false},
      {"914403001922038216 ", false, false},
  };
  for (const Row& row : rows) {
    const CreditCodeCheck check = check_credit_code(row.code);
    EXPECT_EQ(check.fits(), row.fits) << row.code;
    if (check.is_well_formed) {
      EXPECT_EQ(check.inner_is_right, row.inner) << row.code;
    }
  }
}

TEST(CreditCode, EveryChangeOfOneCharacterIsNoticed) {
  const std::string right = "91330100799655058B";
  for (std::size_t i = 0; i < right.size(); ++i) {
    for (const char other : std::string("0123456789ABCDEFGHJKLMNPQRTUWXY")) {
      std::string code = right;
      code[i] = other;
      EXPECT_EQ(check_credit_code(code).fits(), other == right[i]) << code;
    }
  }
}

TEST(CreditCode, CompletesWhatItAccepts) {
  EXPECT_EQ(complete_credit_code("9133010079965505"), "91330100799655058B");
  EXPECT_EQ(complete_credit_code("9144030071526726"), "9144030071526726XG");
  EXPECT_EQ(complete_credit_code("913301007996550"), "");
  EXPECT_EQ(complete_credit_code("913301007996550I"), "");
  for (int i = 0; i < 2'000; ++i) {
    const std::string digits = std::to_string(10'000'000 + i);
    const std::string code = complete_credit_code("91310000" + digits);
    EXPECT_TRUE(check_credit_code(code).fits()) << code;
    EXPECT_TRUE(check_credit_code(code).inner_is_right) << code;
  }
}

TEST(Passwords, RefusesWhatIsGuessedFirst) {
  struct Row {
    std::string password;
    bool accepted;
  };
  const std::vector<Row> rows = {
      {"correct horse battery", true},
      {"1234567890", false},
      {"QWERTYUIOP", false},
      {"password123", false},
      {"aaaaaaaaaaaa", false},
      {"liwei@firm.example", false},
      {"liwei12345", false},
      {"LiWei99999", false},
      {"李薇薇李薇薇李薇薇李薇薇", true},
      {"          ", false},
      {"liwei likes long phrases", true},
  };
  for (const Row& row : rows) {
    std::vector<Fault> faults;
    check_password(row.password, "LiWei@firm.example", "Li Wei", "password", faults);
    EXPECT_EQ(faults.empty(), row.accepted) << row.password;
  }
}

TEST(Roles, NobodyIsAdministratorAndAuditor) {
  EXPECT_TRUE(check_roles({}));
  EXPECT_TRUE(check_roles({Role::administrator, Role::officer, Role::reviewer}));
  EXPECT_TRUE(check_roles({Role::auditor, Role::reviewer}));
  EXPECT_EQ(check_roles({Role::auditor, Role::administrator}).error().key, errors::roles_conflict);
}

TEST(Roles, OfAllPairsOnlyAdministratorAndAuditorIsRefused) {
  const std::vector<Role> all{Role::reviewer, Role::officer, Role::auditor, Role::administrator};
  for (const Role one : all) {
    for (const Role other : all) {
      const bool is_separated = (one == Role::administrator && other == Role::auditor) ||
                                (one == Role::auditor && other == Role::administrator);
      const auto checked = check_roles({one, other});
      EXPECT_EQ(checked.has_value(), !is_separated) << static_cast<int>(one) << static_cast<int>(other);
      const auto all_but_one = check_roles({Role::reviewer, Role::officer, one, other});
      EXPECT_EQ(all_but_one.has_value(), !is_separated);
    }
  }
}

TEST(SecondFactorRules, RolesRestOnlyWhereOneIsRequiredAndMissing) {
  EXPECT_EQ(second_factor_state(false, true, true), SecondFactorState::required);
  EXPECT_EQ(second_factor_state(false, true, false), SecondFactorState::absent);
  EXPECT_EQ(second_factor_state(false, false, true), SecondFactorState::absent);
  EXPECT_EQ(second_factor_state(true, true, true), SecondFactorState::enabled);
  EXPECT_EQ(second_factor_state(true, false, false), SecondFactorState::enabled);
}

TEST(SecondFactorRules, TakesACodeOfOneStepEitherSideAndLaterThanTheLast) {
  const std::string secret = "12345678901234567890";
  const Instant now{1'111'111'109 * microseconds_per_second};
  const std::int64_t step = 1'111'111'109 / 30;
  struct Row {
    std::int64_t of_step;
    std::int64_t last_step;
    bool is_taken;
  };
  const std::vector<Row> rows{
      {step, no_step_yet, true},      {step - 1, no_step_yet, true},  {step + 1, no_step_yet, true},
      {step - 2, no_step_yet, false}, {step + 2, no_step_yet, false}, {step, step, false},
      {step - 1, step, false},        {step + 1, step, true},         {step, step - 1, true}};
  for (const Row& row : rows) {
    const auto taken = accepted_step(secret, crypto::one_time_code(secret, row.of_step), row.last_step, now);
    EXPECT_EQ(taken.has_value(), row.is_taken) << row.of_step - step << " " << row.last_step - step;
    EXPECT_EQ(taken.value_or(row.of_step), row.of_step);
  }
  EXPECT_EQ(accepted_step(secret, "081804", no_step_yet, now), step) << "RFC 6238, six digits";
  EXPECT_FALSE(accepted_step(secret, "81804", no_step_yet, now));
}

TEST(SecondFactorRules, TellsAnAppItsSecret) {
  EXPECT_EQ(otpauth_address("12345678901234567890", "li+x@firm.example"),
            "otpauth://totp/Shuniu:li%2Bx%40firm.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
            "&issuer=Shuniu&algorithm=SHA1&digits=6&period=30");
  const auto rows = qr_code(otpauth_address("12345678901234567890", "li@firm.example"));
  ASSERT_GE(rows.size(), 21U);
  for (const std::string& row : rows) EXPECT_EQ(row.size(), rows.size());
  EXPECT_TRUE(rows.front().starts_with("11111110") && rows.front().ends_with("01111111"))
      << "finder patterns";
  EXPECT_TRUE(rows[1].starts_with("10000010"));
}

TEST(SecondFactorRules, MakesTenRecoveryCodesThatNobodyGuesses) {
  const auto codes = new_recovery_codes();
  EXPECT_EQ(std::set<std::string>(codes.begin(), codes.end()).size(), 10U);
  for (const std::string& code : codes) {
    EXPECT_EQ(code.size(), 19U);
    EXPECT_EQ(tidy_code(code).size(), 16U);
    EXPECT_FALSE(is_of_an_app(tidy_code(code)));
  }
  EXPECT_EQ(tidy_code(" 123 456"), "123456");
  EXPECT_EQ(tidy_code("abcd-efgh"), "ABCDEFGH");
  EXPECT_TRUE(is_of_an_app("123456"));
  EXPECT_FALSE(is_of_an_app("12345A"));
}

TEST(Roles, TheLastAdministratorStays) {
  struct Row {
    AdministratorChange change;
    bool accepted;
  };
  const std::vector<Row> rows = {
      {{true, false, 1}, false}, {{true, true, 1}, true},  {{true, false, 2}, true},
      {{false, false, 1}, true}, {{false, true, 0}, true},
  };
  for (const Row& row : rows) EXPECT_EQ(check_administrator_change(row.change).has_value(), row.accepted);
}

TEST(Owners, TheLastOwnerStays) {
  struct Row {
    OwnerChange change;
    bool accepted;
  };
  const std::vector<Row> rows = {
      {{Membership::owner, Membership::none, 1}, false},  {{Membership::owner, Membership::member, 1}, false},
      {{Membership::owner, Membership::owner, 1}, true},  {{Membership::owner, Membership::none, 2}, true},
      {{Membership::member, Membership::none, 1}, true},  {{Membership::none, Membership::owner, 0}, true},
      {{Membership::member, Membership::owner, 1}, true},
  };
  for (const Row& row : rows) EXPECT_EQ(check_owner_change(row.change).has_value(), row.accepted);
}

TEST(Scopes, NameAModuleAndARight) {
  struct Row {
    std::vector<std::string> scopes;
    std::size_t faults;
  };
  const std::vector<Row> rows = {
      {{"market:read", "market:write"}, 0},
      {{}, 1},
      {{"market"}, 1},
      {{"market:all"}, 1},
      {{":read"}, 1},
      {{"Market:read", "market:read "}, 2},
      {{"*:read"}, 1},
  };
  for (const Row& row : rows) {
    std::vector<Fault> faults;
    check_scopes(row.scopes, faults);
    EXPECT_EQ(faults.size(), row.faults);
  }
}

TEST(ApiKeys, AreValidToTheEndOfTheLastDayInChina) {
  const Date day{2026, 11, 24};
  EXPECT_FALSE(is_over(day, *parse_instant("2026-11-24T15:59:59Z")));
  EXPECT_TRUE(is_over(day, *parse_instant("2026-11-24T16:00:00Z")));
}

TEST(AttemptCount, SlowsDownFromTheFifthOn) {
  ManualClock clock;
  Attempts attempts;
  for (int i = 0; i < 4; ++i) {
    attempts = after_attempt(attempts, clock.now());
    EXPECT_EQ(seconds_to_wait(attempts, clock.now()), std::nullopt);
  }
  for (const std::int64_t pause : {30, 60, 120, 240, 480, 900, 900}) {
    attempts = after_attempt(attempts, clock.now());
    EXPECT_EQ(seconds_to_wait(attempts, clock.now()), pause);
    clock.advance_seconds(pause - 1);
    EXPECT_EQ(seconds_to_wait(attempts, clock.now()), 1);
    clock.advance_seconds(1);
    EXPECT_EQ(seconds_to_wait(attempts, clock.now()), std::nullopt);
  }
  clock.advance_minutes(15);
  EXPECT_EQ(after_attempt(attempts, clock.now()).count, 1) << "a quiet quarter of an hour forgets";
}

TEST(Folding, MakesOneFormOfNames) {
  EXPECT_EQ(fold_address("Li.Wei@Firm.EXAMPLE"), "li.wei@firm.example");
  EXPECT_EQ(fold_name(" ＡＢＣ　Energy\u00A0(Shanghai)"), "abcenergy(shanghai)");
  EXPECT_EQ(fold_name("衡川储能技术（上海）有限公司"), fold_name("衡川储能技术(上海) 有限公司"));
  EXPECT_EQ(fold_name("、。"), "、。");
}

TEST(Folding, SurvivesBrokenText) {
  EXPECT_EQ(fold_name("\xEF"), "\xEF");
  EXPECT_EQ(fold_name("\xEF\xBC"), "\xEF\xBC");
  EXPECT_EQ(fold_name("\xEF\xBCx"), "\xEF\xBCx");
}

class Profiles : public ::testing::Test {
 protected:
  std::vector<std::string> faulty_paths(const OrganisationProfile& profile) {
    std::vector<Fault> faults;
    check_profile(profile, codes, faults);
    std::vector<std::string> paths;
    for (const Fault& fault : faults) paths.push_back(fault.path);
    return paths;
  }
  const codelist::CodeBook codes =
      codelist::CodeBook::load(std::string(SHUNIU_SOURCE_DIR) + "/rulebook/cn/codes").value();
  const OrganisationProfile right{"91330100799655058B",        "150", "330000", "330100", "C38",
                                  "https://firm.example/about"};
};

TEST_F(Profiles, AcceptsARightOne) {
  EXPECT_EQ(faulty_paths(right), std::vector<std::string>{});
  EXPECT_EQ(faulty_paths({"91330100799655058B", "022", "310000", {}, {}, {}}), std::vector<std::string>{});
}

TEST_F(Profiles, ReportsEveryFaultTogether) {
  EXPECT_EQ(faulty_paths({"91330100799655058C", "999", "990000", "310100", "38", "http://firm.example"}),
            (std::vector<std::string>{"credit_code", "kind", "region", "city", "industry", "website"}));
}

TEST_F(Profiles, WantsAKindWithoutKindsBelowIt) {
  for (const std::string group : {"E", "100", "020", ""}) {
    OrganisationProfile profile = right;
    profile.kind = group;
    EXPECT_EQ(faulty_paths(profile), std::vector<std::string>{"kind"}) << group;
  }
}

TEST_F(Profiles, WantsACityOfTheRegion) {
  OrganisationProfile profile = right;
  profile.city = "320100";
  EXPECT_EQ(faulty_paths(profile), std::vector<std::string>{"city"});
}

TEST_F(Profiles, WantsAPlainWebAddress) {
  for (const std::string bad :
       {"javascript:alert(1)", "https://", "https://firm", "https://firm.example/\"onload",
        "https://user@firm.example", "https://.example", "https://firm.example/a b"}) {
    OrganisationProfile profile = right;
    profile.website = bad;
    EXPECT_EQ(faulty_paths(profile), std::vector<std::string>{"website"}) << bad;
  }
}

TEST_F(Profiles, WarnsOfTheInnerCheckOnly) {
  EXPECT_TRUE(warnings_about("91330100799655058B").empty());
  const std::string other_inner = "91330100799655059";  // right would be 8
  for (const char last : std::string("0123456789ABCDEFGHJKLMNPQRTUWXY")) {
    if (!check_credit_code(other_inner + last).fits()) continue;
    EXPECT_EQ(warnings_about(other_inner + last),
              std::vector<std::string>{"identity.credit_code_inner_check"});
  }
}

std::string text_of_file(const std::string& path) {
  std::ifstream file(std::string(SHUNIU_SOURCE_DIR) + "/" + path);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(Refusals, AreWordedInBothLanguages) {
  const std::string keys = text_of_file("src/module/identity/include/shuniu/identity/errors.h");
  const std::regex key("\"((?:identity|access)\\.[a-z_]+)\"");
  std::size_t count = 0;
  for (std::sregex_iterator found(keys.begin(), keys.end(), key), end; found != end; ++found, ++count) {
    for (const std::string language : {"zh", "en"}) {
      const std::string messages = text_of_file("rulebook/messages/" + language + ".tsv");
      EXPECT_NE(messages.find("\n" + (*found)[1].str() + "\t"), std::string::npos)
          << language << " " << (*found)[1];
    }
  }
  EXPECT_GT(count, 15U);
}

TEST(Credentials, AreFoundInARequest) {
  struct Row {
    std::map<std::string, std::string, std::less<>> headers;
    CookieSecurity security;
    CredentialKind kind;
    std::string secret;
  };
  const auto plain = CookieSecurity::plain, secure = CookieSecurity::secure;
  const std::vector<Row> rows = {
      {{}, plain, CredentialKind::none, ""},
      {{{"cookie", "a=b"}}, plain, CredentialKind::none, ""},
      {{{"cookie", "a=b; shuniu_session=tok; c=d"}}, plain, CredentialKind::session, "tok"},
      {{{"cookie", "shuniu_session=tok"}}, secure, CredentialKind::none, ""},
      {{{"cookie", "__Host-shuniu_session=tok"}}, secure, CredentialKind::session, "tok"},
      {{{"cookie", "xshuniu_session=tok"}}, plain, CredentialKind::none, ""},
      {{{"cookie", "shuniu_session="}}, plain, CredentialKind::none, ""},
      {{{"authorization", "Bearer shn_abc"}}, plain, CredentialKind::api_key, "shn_abc"},
      {{{"authorization", "bearer  shn_abc "}}, plain, CredentialKind::api_key, "shn_abc"},
      {{{"authorization", "Bearer abc"}}, plain, CredentialKind::unknown, ""},
      {{{"authorization", "Basic abc"}}, plain, CredentialKind::unknown, ""},
      {{{"authorization", ""}, {"cookie", "shuniu_session=tok"}}, plain, CredentialKind::unknown, ""},
  };
  for (const Row& row : rows) {
    http::Request request;
    request.headers = row.headers;
    const Credential credential = credential_of(request, row.security);
    EXPECT_EQ(credential.kind, row.kind);
    EXPECT_EQ(credential.secret_hash, row.secret.empty() ? "" : crypto::hex(crypto::sha256(row.secret)));
  }
}

TEST(Credentials, SetACookieThatScriptsCannotRead) {
  EXPECT_EQ(set_session_cookie(CookieSecurity::plain, "tok", 60),
            "shuniu_session=tok; Path=/; Max-Age=60; HttpOnly; SameSite=Lax");
  EXPECT_EQ(set_session_cookie(CookieSecurity::secure, "tok", 60),
            "__Host-shuniu_session=tok; Path=/; Max-Age=60; HttpOnly; SameSite=Lax; Secure");
}

TEST(Credentials, ChooseTheOrganisation) {
  const OrganisationId first("0192f0c1-0000-7000-8000-000000000001"),
      second("0192f0c1-0000-7000-8000-000000000002");
  const AccountMembershipRow in_first{first, Membership::member, "一", {}, "310000"};
  const AccountMembershipRow in_second{second, Membership::owner, "二", {}, "310000"};
  EXPECT_EQ(choose_organisation({}, {})->organisation, OrganisationId());
  EXPECT_EQ(choose_organisation({in_first}, {})->organisation, first);
  EXPECT_EQ(choose_organisation({in_first, in_second}, {})->organisation, OrganisationId());
  EXPECT_EQ(choose_organisation({in_first, in_second}, second.text())->membership, Membership::owner);
  EXPECT_EQ(choose_organisation({in_first}, second.text()).error().key, errors::not_a_member);
  EXPECT_EQ(choose_organisation({in_first}, "").error().key, errors::not_a_member);
}

TEST(Credentials, KeepUserAgentsShortAndPlain) {
  EXPECT_EQ(tidy_user_agent("Browser/1\x01\xFF"), "Browser/1??");
  EXPECT_EQ(tidy_user_agent(std::string(500, 'x')).size(), 200U);
}

}  // namespace
}  // namespace shuniu::identity
