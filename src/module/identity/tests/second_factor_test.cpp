// Second factors: set up, asked for, renewed and removed, on both databases.
#include <algorithm>
#include <future>

#include "code_app.h"
#include "identity_suite.h"

namespace shuniu::identity {
namespace {

using testing::CodeApp;

constexpr const char* email = "li@firm.example";

class SecondFactor : public IdentitySuite {
 protected:
  struct SetUpFactor {
    CodeApp app;
    std::vector<std::string> recovery_codes;
  };
  Result<http::WithHeaders<SecondFactorStart>> start(const Actor& actor,
                                                     const std::optional<std::string>& code = {}) {
    StartSecondFactor command{std::string(good_password), {}};
    if (code) command.code = SecondFactorCode(*code);
    return identity().start_second_factor(actor, command);
  }
  SetUpFactor set_up(const Actor& actor) {
    const CodeApp app(start(actor)->answer.secret);
    auto codes = identity().confirm_second_factor(actor, {app.code(clock.now())});
    clock.advance_seconds(60);  // the step of the first code is over
    return {app, codes.value().answer.codes};
  }
  /// What the sign-in with the password hands out; "" when it hands out none.
  std::string challenge() {
    const auto asked = identity().sign_in({}, {std::string(email), std::string(good_password)});
    if (asked || asked.error().key != errors::second_factor_wanted) return {};
    return asked.error().details.at(0).second;
  }
  Result<http::WithHeaders<Myself>> sign_in(const std::string& with_challenge, const std::string& code) {
    return identity().sign_in_with_code({}, {with_challenge, code});
  }
  std::string cookie_in(const http::WithHeaders<Myself>& answer) {
    const std::string& header = answer.headers.at(0).second;
    return header.substr(0, header.find(';'));
  }
};
INSTANTIATE_TEST_SUITE_P(Engines, SecondFactor, database::every_engine(), database::engine_name);

TEST_P(SecondFactor, IsAskedForAfterThePassword) {
  person(email);
  const Actor owner = actor(email);
  EXPECT_EQ(identity().second_factor(owner, {})->state, SecondFactorState::absent);
  const auto factor = set_up(owner);
  const auto view = identity().second_factor(owner, {});
  EXPECT_EQ(view->state, SecondFactorState::enabled);
  EXPECT_EQ(view->recovery_codes_left, 10);
  EXPECT_EQ(facts().back(), "identity.second_factor_changed.v1");
  EXPECT_EQ(logged("second_factor_enabled"), 1U);
  EXPECT_EQ(letters.last().email, email);

  const std::string with = challenge();
  ASSERT_NE(with, "");
  EXPECT_EQ(key_of(sign_in(with, "000000")), errors::wrong_code);
  EXPECT_EQ(logged("second_factor_wrong"), 1U);
  const auto session = sign_in(with, factor.app.code(clock.now()));
  ASSERT_TRUE(session);
  EXPECT_EQ(session->answer.second_factor, SecondFactorState::enabled);
  EXPECT_TRUE(actor_of_cookie(cookie_in(*session)));
  EXPECT_EQ(key_of(sign_in(with, factor.app.code(clock.now()))), errors::challenge_invalid) << "used up";
}

TEST_P(SecondFactor, TakesACodeOnceAndWithinOneStep) {
  person(email);
  const auto factor = set_up(actor(email));
  const std::string code = factor.app.code(clock.now());
  ASSERT_TRUE(sign_in(challenge(), code));
  EXPECT_EQ(key_of(sign_in(challenge(), code)), errors::wrong_code) << "replayed";
  const std::string next = factor.app.code(clock.now() + 30 * microseconds_per_second);
  EXPECT_TRUE(sign_in(challenge(), next)) << "the app's clock is fast";
  EXPECT_EQ(key_of(sign_in(challenge(), factor.app.code(clock.now()))), errors::wrong_code)
      << "older than the last one";
  clock.advance_seconds(120);
  EXPECT_TRUE(sign_in(challenge(), factor.app.code(clock.now() + -30 * microseconds_per_second)))
      << "the app's clock is slow";
  EXPECT_EQ(key_of(sign_in(challenge(), factor.app.code(clock.now() + 60 * microseconds_per_second))),
            errors::wrong_code);
}

TEST_P(SecondFactor, TheFirstCodeOpensNothingElse) {
  person(email);
  const Actor owner = actor(email);
  const CodeApp app(start(owner)->answer.secret);
  const std::string code = app.code(clock.now());
  ASSERT_TRUE(identity().confirm_second_factor(owner, {code}));
  EXPECT_EQ(key_of(sign_in(challenge(), code)), errors::wrong_code);
}

TEST_P(SecondFactor, OfTwoWhoUseACodeAtOnceOneGetsIn) {
  person(email);
  const auto factor = set_up(actor(email));
  const std::string with = challenge();
  const std::string code = factor.app.code(clock.now());
  const std::string recovery = factor.recovery_codes.front();
  for (const std::string& used : {code, recovery}) {
    const std::string again = challenge();
    auto one = std::async(std::launch::async, [&] { return sign_in(again, used).has_value(); });
    auto other = std::async(std::launch::async, [&] { return sign_in(again, used).has_value(); });
    EXPECT_EQ((one.get() ? 1 : 0) + (other.get() ? 1 : 0), 1);
  }
  EXPECT_EQ(key_of(sign_in(with, code)), errors::challenge_invalid) << "a later sign-in took its place";
}

TEST_P(SecondFactor, ARecoveryCodeWorksOnce) {
  person(email);
  const auto factor = set_up(actor(email));
  ASSERT_EQ(factor.recovery_codes.size(), 10U);
  std::string as_typed = factor.recovery_codes.at(3);
  std::transform(as_typed.begin(), as_typed.end(), as_typed.begin(), [](char c) {
    return c == '-' ? ' ' : (c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
  });
  ASSERT_TRUE(sign_in(challenge(), as_typed));
  EXPECT_EQ(logged("recovery_code_used"), 1U);
  EXPECT_EQ(letters.last().subject, "恢复码已使用");
  EXPECT_EQ(key_of(sign_in(challenge(), factor.recovery_codes.at(3))), errors::wrong_code);
}

TEST_P(SecondFactor, WrongCodesAreSlowedDownWhateverTheChallenge) {
  person(email);
  const auto factor = set_up(actor(email));
  for (int i = 0; i < 5; ++i) EXPECT_EQ(key_of(sign_in(challenge(), "000000")), errors::wrong_code);
  const auto slowed = sign_in(challenge(), factor.app.code(clock.now()));
  ASSERT_EQ(key_of(slowed), errors::too_many_attempts);
  EXPECT_EQ(slowed.error().details.at(0).first, "retry_after_s");
  EXPECT_EQ(logged("second_factor_slowed"), 1U);
  clock.advance_seconds(31);
  EXPECT_TRUE(sign_in(challenge(), factor.app.code(clock.now())));
  EXPECT_EQ(key_of(sign_in(challenge(), "000000")), errors::wrong_code) << "a success forgets the count";
}

TEST_P(SecondFactor, TheChallengeEndsWithTimeAndWithThePassword) {
  person(email);
  const Actor owner = actor(email);
  const auto factor = set_up(owner);
  const std::string late = challenge();
  clock.advance_seconds(300);
  EXPECT_EQ(key_of(sign_in(late, factor.app.code(clock.now()))), errors::challenge_invalid);
  const std::string before = challenge();
  ASSERT_TRUE(identity().change_password(
      owner, {std::string(good_password), std::string("a wholly new pass phrase")}));
  EXPECT_EQ(key_of(sign_in(before, factor.app.code(clock.now()))), errors::challenge_invalid);
  EXPECT_EQ(key_of(sign_in("a challenge nobody gave", "000000")), errors::challenge_invalid);
}

TEST_P(SecondFactor, AChallengeIsNoSessionAndNoOtherToken) {
  person(email);
  set_up(actor(email));
  const std::string with = challenge();
  EXPECT_EQ(key_of(actor_of_cookie("shuniu_session=" + with)), errors::session_expired);
  EXPECT_EQ(key_of(identity().reset_password({}, {with, std::string("a wholly new pass phrase")})),
            errors::token_invalid);
}

TEST_P(SecondFactor, ASuspendedAccountDoesNotFinishItsSignIn) {
  const AccountId account = person(email);
  const auto factor = set_up(actor(email));
  person("admin@hub.example", {Role::administrator});
  const std::string with = challenge();
  ASSERT_TRUE(identity().suspend_account(actor("admin@hub.example"), {account, true}));
  EXPECT_EQ(key_of(sign_in(with, factor.app.code(clock.now()))), errors::suspended);
}

TEST_P(SecondFactor, SettingUpTakesThePasswordAndEndsOtherSessions) {
  person(email);
  const std::string other = cookie_of(email);
  const std::string own = cookie_of(email);
  const Actor owner = actor_of_cookie(own).value();
  EXPECT_EQ(key_of(identity().start_second_factor(owner, {std::string("not the password"), {}})),
            errors::wrong_password);
  EXPECT_EQ(key_of(identity().confirm_second_factor(owner, {std::string("000000")})),
            errors::no_second_factor_start);
  ASSERT_TRUE(start(owner));
  EXPECT_EQ(identity().second_factor(owner, {})->state, SecondFactorState::absent)
      << "nothing is in force yet";
  EXPECT_EQ(key_of(identity().confirm_second_factor(owner, {std::string("000000")})), errors::wrong_code);
  EXPECT_NE(cookie_of(email), "");
  set_up(owner);
  EXPECT_TRUE(actor_of_cookie(own));
  EXPECT_EQ(key_of(actor_of_cookie(other)), errors::session_expired);
}

TEST_P(SecondFactor, AStartThatWaitsTooLongIsOver) {
  person(email);
  const Actor owner = actor(email);
  const CodeApp app(start(owner)->answer.secret);
  clock.advance_seconds(15 * 60);
  EXPECT_EQ(key_of(identity().confirm_second_factor(owner, {app.code(clock.now())})),
            errors::no_second_factor_start);
  identity().remove_expired();
  EXPECT_EQ(key_of(identity().confirm_second_factor(owner, {app.code(clock.now())})),
            errors::no_second_factor_start);
}

TEST_P(SecondFactor, ANewOneTakesThePlaceOnceItsFirstCodeIsRight) {
  person(email);
  const Actor owner = actor(email);
  const auto factor = set_up(owner);
  EXPECT_EQ(key_of(start(owner)), errors::code_wanted);
  EXPECT_EQ(key_of(start(owner, "000000")), errors::wrong_code);
  const auto again = start(owner, factor.app.code(clock.now()));
  ASSERT_TRUE(again);
  clock.advance_seconds(30);
  EXPECT_TRUE(sign_in(challenge(), factor.app.code(clock.now()))) << "the earlier one is still in force";
  const CodeApp app(again->answer.secret);
  ASSERT_TRUE(identity().confirm_second_factor(owner, {app.code(clock.now())}));
  EXPECT_EQ(logged("second_factor_renewed"), 1U);
  clock.advance_seconds(60);
  EXPECT_EQ(key_of(sign_in(challenge(), factor.app.code(clock.now()))), errors::wrong_code);
  EXPECT_EQ(key_of(sign_in(challenge(), factor.recovery_codes.front())), errors::wrong_code);
  EXPECT_TRUE(sign_in(challenge(), app.code(clock.now())));
}

TEST_P(SecondFactor, RenewingAndRemovingTakePasswordAndCode) {
  person(email);
  const Actor owner = actor(email);
  const std::string password = good_password;
  EXPECT_EQ(key_of(identity().remove_second_factor(owner, {password, std::string("000000")})),
            errors::no_second_factor);
  const auto factor = set_up(owner);
  EXPECT_EQ(key_of(identity().remove_second_factor(
                owner, {std::string("not the password"), factor.app.code(clock.now())})),
            errors::wrong_password);
  EXPECT_EQ(key_of(identity().renew_recovery_codes(owner, {password, std::string("000000")})),
            errors::wrong_code);
  const auto codes = identity().renew_recovery_codes(owner, {password, factor.app.code(clock.now())});
  ASSERT_TRUE(codes);
  EXPECT_EQ(key_of(sign_in(challenge(), factor.recovery_codes.front())), errors::wrong_code);
  EXPECT_TRUE(sign_in(challenge(), codes->answer.codes.front()));
  EXPECT_EQ(identity().second_factor(owner, {})->recovery_codes_left, 9);

  ASSERT_TRUE(identity().remove_second_factor(owner, {password, codes->answer.codes.at(1)}));
  EXPECT_EQ(logged("second_factor_removed"), 1U);
  EXPECT_NE(cookie_of(email), "") << "the password alone";
}

TEST_P(SecondFactor, RolesRestWithoutOneWhereItIsRequired) {
  options.second_factor_required = true;
  const auto strict = another_identity();
  person(email, {Role::officer});
  const std::string cookie = cookie_of(email);
  http::Request request;
  request.headers["cookie"] = cookie;
  const Actor before = strict->authenticate(request).value();
  EXPECT_TRUE(before.roles.empty());
  EXPECT_EQ(strict->resting_roles(before), std::set<Role>{Role::officer});
  EXPECT_EQ(strict->myself(before, {})->second_factor, SecondFactorState::required);
  EXPECT_EQ(strict->second_factor(before, {})->state, SecondFactorState::required);

  set_up(before);
  const Actor after = strict->authenticate(request).value();
  EXPECT_EQ(after.roles, std::set<Role>{Role::officer});
  EXPECT_TRUE(strict->resting_roles(after).empty());
  person("nobody@firm.example");
  EXPECT_EQ(strict->myself(actor("nobody@firm.example"), {})->second_factor, SecondFactorState::absent);
}

TEST_P(SecondFactor, ApiKeysNeedNoCode) {
  person(email);
  const Actor owner = actor(email);
  const auto key =
      identity().create_api_key(owner, {std::string("nightly"), {std::string("market:read")}, {}});
  set_up(owner);
  EXPECT_TRUE(actor_of_key(key->secret));
}

TEST_P(SecondFactor, WhoeverHoldsTheMachineRemovesALostOne) {
  person(email);
  const std::string cookie = cookie_of(email);
  set_up(actor_of_cookie(cookie).value());
  EXPECT_EQ(key_of(identity().remove_second_factor_unattended(std::string("nobody@firm.example"))),
            errors::no_such_account);
  ASSERT_TRUE(identity().remove_second_factor_unattended(std::string("LI@firm.example")));
  EXPECT_EQ(key_of(identity().remove_second_factor_unattended(std::string(email))), errors::no_second_factor);
  EXPECT_EQ(key_of(actor_of_cookie(cookie)), errors::session_expired);
  EXPECT_NE(cookie_of(email), "");
}

TEST_P(SecondFactor, NothingOfItStandsInClearInTheDatabase) {
  person(email);
  const Actor owner = actor(email);
  const auto begun = start(owner);
  const CodeApp app(begun->answer.secret);
  const auto codes = identity().confirm_second_factor(owner, {app.code(clock.now())})->answer.codes;
  std::string stored;
  database().read([&](database::Transaction& tx) {
    const auto keep = [&stored](const std::vector<std::string>&, const std::vector<database::Value>& row) {
      stored += std::get<std::string>(row[0].storage()) + "\n";
    };
    tx.execute("SELECT secret FROM identity_second_factor", {}, keep);
    return tx.execute("SELECT code_hash FROM identity_recovery_code", {}, keep);
  });
  ASSERT_GT(stored.size(), 600U);
  EXPECT_EQ(stored.find(begun->answer.secret), std::string::npos);
  for (const std::string& code : codes) EXPECT_EQ(stored.find(code), std::string::npos);
  options.second_factor_key = std::string(32, 'l');
  EXPECT_THROW((void)another_identity()->sign_in_with_code({}, {challenge(), std::string("123456")}),
               std::runtime_error)
      << "another key is a fault of the hub, not of the person";
}

}  // namespace
}  // namespace shuniu::identity
