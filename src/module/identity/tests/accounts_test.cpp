// Sign-up, sign-in, passwords, sessions and keys, on both databases.
#include <algorithm>
#include <future>
#include <thread>

#include "identity_suite.h"
#include "security_store.h"

namespace shuniu::identity {
namespace {

class Accounts : public IdentitySuite {
 protected:
  void sign_up(const std::string& email, const std::string& password = good_password) {
    ASSERT_TRUE(identity().sign_up({}, {email, password, std::string("李薇"), {}}));
  }
  Result<Accepted> confirm(const std::string& token, const std::string& password = good_password) {
    return identity().confirm_email({}, {token, password});
  }
};
INSTANTIATE_TEST_SUITE_P(Engines, Accounts, database::every_engine(), database::engine_name);

TEST_P(Accounts, SignUpConfirmSignIn) {
  sign_up("Li@firm.example");
  EXPECT_EQ(letters.last().email, "Li@firm.example");
  EXPECT_EQ(key_of(identity().sign_in({}, {std::string("li@firm.example"), good_password})),
            errors::not_confirmed);

  EXPECT_TRUE(confirm(letters.last().token()));
  EXPECT_EQ(key_of(confirm(letters.last().token())), errors::token_invalid) << "it works once";

  const auto session = identity().sign_in({}, {std::string("LI@firm.example"), good_password});
  ASSERT_TRUE(session);
  EXPECT_EQ(session->answer.email, "Li@firm.example");
  EXPECT_EQ(session->answer.language, "zh");
  const std::string cookie = session->headers.at(0).second;
  EXPECT_TRUE(cookie.starts_with("shuniu_session="));
  EXPECT_NE(cookie.find("; HttpOnly; SameSite=Lax"), std::string::npos);

  const Actor actor = actor_of_cookie(cookie.substr(0, cookie.find(';'))).value();
  EXPECT_EQ(actor.account, session->answer.account);
  EXPECT_TRUE(actor.organisation.empty());
  EXPECT_EQ(facts(),
            (std::vector<std::string>{"identity.account_created.v1", "identity.account_confirmed.v1"}));
}

TEST_P(Accounts, ConfirmationEndsAfter48Hours) {
  sign_up("li@firm.example");
  clock.advance_hours(48);
  EXPECT_EQ(key_of(confirm(letters.last().token())), errors::token_invalid);
}

TEST_P(Accounts, ASignUpCountsOnlyWithItsOwnLetterAndItsOwnPassword) {
  sign_up("li@firm.example");
  const std::string own = letters.last().token();
  const std::string of_a_thief = "the pass phrase of somebody else";
  ASSERT_TRUE(identity().sign_up({}, {std::string("LI@firm.example"), of_a_thief, std::string("贼"), {}}));
  const std::string newest = letters.last().token();
  EXPECT_EQ(key_of(confirm(newest)), errors::not_this_sign_up)
      << "the owner of the address opens a wrong letter";
  EXPECT_EQ(cookie_of("li@firm.example", of_a_thief), "");
  EXPECT_EQ(logged("confirm_password_wrong"), 1U);

  ASSERT_TRUE(confirm(own));
  EXPECT_NE(cookie_of("li@firm.example"), "");
  EXPECT_EQ(cookie_of("li@firm.example", of_a_thief), "");
  EXPECT_EQ(identity().myself(actor("li@firm.example"), {})->name, "李薇");
  EXPECT_EQ(key_of(confirm(newest, of_a_thief)), errors::token_invalid) << "the other sign-up is over";
}

TEST_P(Accounts, ALaterSignUpOfTheSamePersonTakesThePlace) {
  sign_up("li@firm.example", "a pass phrase that is forgotten");
  const std::string first = letters.last().token();
  clock.advance_seconds(1);
  sign_up("li@firm.example");
  EXPECT_EQ(key_of(identity().sign_in({}, {std::string("li@firm.example"), std::string(good_password)})),
            errors::not_confirmed);
  ASSERT_TRUE(confirm(letters.last().token()));
  EXPECT_EQ(key_of(confirm(first, "a pass phrase that is forgotten")), errors::token_invalid);
  EXPECT_NE(cookie_of("li@firm.example"), "");
}

TEST_P(Accounts, AResetOfAnUnconfirmedAddressConfirmsItWithTheNewPassword) {
  sign_up("li@firm.example", "the pass phrase of somebody else");
  const std::string of_a_thief = letters.last().token();
  ASSERT_TRUE(identity().request_password_reset({}, {std::string("li@firm.example")}));
  ASSERT_TRUE(identity().reset_password({}, {letters.last().token(), std::string(good_password)}));
  EXPECT_NE(cookie_of("li@firm.example"), "");
  EXPECT_EQ(cookie_of("li@firm.example", "the pass phrase of somebody else"), "");
  EXPECT_EQ(key_of(confirm(of_a_thief, "the pass phrase of somebody else")), errors::token_invalid);
  EXPECT_EQ(facts(), (std::vector<std::string>{"identity.account_created.v1", "identity.account_confirmed.v1",
                                               "identity.password_changed.v1"}));
}

TEST_P(Accounts, ASecondSignUpChangesNothingAndSaysNothing) {
  person("li@firm.example");
  sign_up("li@firm.example", "the pass phrase of somebody else");
  EXPECT_EQ(letters.last().token(), "") << "the letter tells the owner only that the account is there";
  EXPECT_EQ(letters.count(), 1U);
  EXPECT_NE(cookie_of("li@firm.example"), "");
}

TEST_P(Accounts, SignUpReportsFaultsTogether) {
  const auto refused = identity().sign_up(
      {}, {std::string("li@firm.example"), std::string("1234567890"), std::string("Li"), Text<2, 2>("fr")});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().faults.size(), 2U);
}

TEST_P(Accounts, LettersToOneAddressAreLimited) {
  for (int i = 0; i < 12; ++i) sign_up("li@firm.example");
  EXPECT_EQ(letters.count(), 5U);
  for (int i = 0; i < 12; ++i)
    EXPECT_TRUE(identity().request_password_reset({}, {std::string("li@firm.example")}));
  EXPECT_EQ(letters.count(), 10U);
}

TEST_P(Accounts, AnswersAlikeForUnknownAddressesAndWrongPasswords) {
  person("li@firm.example");
  const auto wrong = identity().sign_in({}, {std::string("li@firm.example"), std::string("wrong password")});
  const auto unknown =
      identity().sign_in({}, {std::string("wang@firm.example"), std::string("wrong password")});
  EXPECT_EQ(key_of(wrong), errors::wrong_credentials);
  EXPECT_EQ(key_of(unknown), errors::wrong_credentials);
  EXPECT_EQ(wrong.error().kind, unknown.error().kind);
  EXPECT_TRUE(identity().request_password_reset({}, {std::string("wang@firm.example")}));
  EXPECT_EQ(letters.count(), 0U);
  EXPECT_EQ(logged("sign_in_failed"), 2U);
}

TEST_P(Accounts, FailedSignInsSlowDownAlsoForUnknownAddresses) {
  person("li@firm.example");
  for (const std::string email : {"li@firm.example", "wang@firm.example"}) {
    for (int i = 0; i < 5; ++i) {
      EXPECT_EQ(key_of(identity().sign_in({}, {email, std::string("wrong password")})),
                errors::wrong_credentials);
    }
    const auto slowed = identity().sign_in({}, {email, std::string(good_password)});
    EXPECT_EQ(key_of(slowed), errors::too_many_attempts) << "even the right password waits";
    EXPECT_EQ(slowed.error().kind, Kind::rate_limited);
    EXPECT_EQ(slowed.error().details, (Details{{"retry_after_s", "30"}}));
  }
  EXPECT_EQ(logged("sign_in_slowed"), 2U);
  clock.advance_seconds(30);
  EXPECT_NE(cookie_of("li@firm.example"), "");
  EXPECT_NE(cookie_of("li@firm.example"), "") << "a success forgets the failures";
}

TEST_P(Accounts, ManyGuessesAtOnceAreNoWayAround) {
  person("li@firm.example");
  std::atomic<int> judged = 0, slowed = 0;
  std::vector<std::thread> guessers;
  for (int i = 0; i < 16; ++i) {
    guessers.emplace_back([&] {
      const auto answer =
          identity().sign_in({}, {std::string("li@firm.example"), std::string("wrong password")});
      (key_of(answer) == errors::too_many_attempts ? slowed : judged)++;
    });
  }
  for (std::thread& guesser : guessers) guesser.join();
  EXPECT_EQ(judged, 5);
  EXPECT_EQ(slowed, 11);
}

TEST_P(Accounts, AnAttemptIsCountedWhileAnotherSignInForgetsTheSubject) {
  const auto count = [this](database::Transaction& tx) -> Result<Done> {
    const database::ModuleScope scope("identity");
    EXPECT_FALSE(count_attempt(tx, "sign_in:subject", clock.now()));
    return Done{};
  };
  ASSERT_TRUE(database().write(count));
  std::promise<void> holds_the_row;
  std::thread forgetting([&] {
    (void)database().write([&](database::Transaction& tx) -> Result<Done> {
      const database::ModuleScope scope("identity");
      tx.execute(std::string("SELECT * FROM identity_attempt").append(tx.for_update()), {}, nullptr);
      holds_the_row.set_value();
      std::this_thread::sleep_for(std::chrono::milliseconds(300));  // the other one comes meanwhile
      forget_attempts(tx, "sign_in:subject");
      return Done{};
    });
  });
  holds_the_row.get_future().wait();
  EXPECT_TRUE(database().write(count));
  forgetting.join();
  const auto attempts = database().read([](database::Transaction& tx) {
    const database::ModuleScope scope("identity");
    return tx.value<std::int64_t>("SELECT attempts FROM identity_attempt");
  });
  EXPECT_EQ(attempts, 1) << "forgotten, then counted anew";
}

TEST_P(Accounts, PasswordReset) {
  person("li@firm.example");
  const std::string cookie = cookie_of("li@firm.example");
  ASSERT_TRUE(identity().request_password_reset({}, {std::string("li@firm.example")}));
  const std::string token = letters.last().token();
  ASSERT_NE(token, "");
  EXPECT_EQ(key_of(identity().reset_password({}, {token, std::string("li@firm.example")})), "input.invalid");
  EXPECT_TRUE(identity().reset_password({}, {token, std::string("another pass phrase")}));
  EXPECT_EQ(key_of(identity().reset_password({}, {token, std::string("a third pass phrase")})),
            errors::token_invalid);
  EXPECT_EQ(key_of(actor_of_cookie(cookie)), errors::session_expired) << "its sessions are over";
  EXPECT_EQ(cookie_of("li@firm.example"), "");
  EXPECT_NE(cookie_of("li@firm.example", "another pass phrase"), "");
}

TEST_P(Accounts, PasswordResetEndsApiKeysAndTheLetterSaysSo) {
  person("li@firm.example");
  person("wang@firm.example");
  const Actor owner = actor("li@firm.example"), other = actor("wang@firm.example");
  const auto new_key = [this](const Actor& of) {
    return identity().create_api_key(of, {std::string("robot"), {{"market:read"}}, {}})->secret;
  };
  const std::string first = new_key(owner), second = new_key(owner), of_another = new_key(other);
  ASSERT_TRUE(identity().request_password_reset({}, {std::string("li@firm.example")}));
  ASSERT_TRUE(identity().reset_password({}, {letters.last().token(), std::string("another pass phrase")}));
  EXPECT_EQ(key_of(actor_of_key(first)), errors::api_key_invalid);
  EXPECT_EQ(key_of(actor_of_key(second)), errors::api_key_invalid);
  EXPECT_TRUE(actor_of_key(of_another)) << "keys of others stay";
  EXPECT_NE(letters.last().body.find("2 个接口密钥"), std::string::npos) << letters.last().body;
  EXPECT_EQ(logged("api_key_revoked"), 2U);
  const auto all = facts();
  EXPECT_EQ(std::count(all.begin(), all.end(), "identity.api_key_revoked.v1"), 2);
}

TEST_P(Accounts, AChangedPasswordLeavesApiKeys) {
  person("li@firm.example");
  const Actor owner = actor("li@firm.example");
  const auto key = identity().create_api_key(owner, {std::string("robot"), {{"market:read"}}, {}});
  ASSERT_TRUE(
      identity().change_password(owner, {std::string(good_password), std::string("another pass phrase")}));
  EXPECT_TRUE(actor_of_key(key->secret)) << "its owner knew the password: programs go on";
  EXPECT_NE(letters.last().body.find("接口密钥继续有效"), std::string::npos) << letters.last().body;
}

TEST_P(Accounts, PasswordResetEndsAfterAnHour) {
  person("li@firm.example");
  ASSERT_TRUE(identity().request_password_reset({}, {std::string("li@firm.example")}));
  clock.advance_hours(1);
  EXPECT_EQ(
      key_of(identity().reset_password({}, {letters.last().token(), std::string("another pass phrase")})),
      errors::token_invalid);
  EXPECT_EQ(key_of(identity().reset_password({}, {std::string(43, 'x'), std::string("another pass phrase")})),
            errors::token_invalid);
}

TEST_P(Accounts, ATokenServesItsPurposeOnly) {
  sign_up("li@firm.example");
  EXPECT_EQ(
      key_of(identity().reset_password({}, {letters.last().token(), std::string("another pass phrase")})),
      errors::token_invalid);
}

TEST_P(Accounts, ChangingThePasswordEndsOtherSessions) {
  person("li@firm.example");
  const std::string other = cookie_of("li@firm.example"), own = cookie_of("li@firm.example");
  const Actor actor = actor_of_cookie(own).value();
  EXPECT_EQ(
      key_of(identity().change_password(actor, {std::string("wrong"), std::string("another pass phrase")})),
      errors::wrong_password);
  EXPECT_TRUE(
      identity().change_password(actor, {std::string(good_password), std::string("another pass phrase")}));
  EXPECT_TRUE(actor_of_cookie(own));
  EXPECT_EQ(key_of(actor_of_cookie(other)), errors::session_expired);
  EXPECT_EQ(key_of(identity().change_password({}, {std::string("x"), std::string("another pass phrase")})),
            errors::sign_in_required);
}

TEST_P(Accounts, SessionsEndByUseAndByAge) {
  person("li@firm.example");
  const std::string idle = cookie_of("li@firm.example");
  clock.advance_hours(71);
  EXPECT_TRUE(actor_of_cookie(idle));
  clock.advance_hours(71);
  EXPECT_TRUE(actor_of_cookie(idle)) << "its use was remembered";
  clock.advance_hours(72);
  EXPECT_EQ(key_of(actor_of_cookie(idle)), errors::session_expired);

  const std::string busy = cookie_of("li@firm.example");
  for (int day = 0; day < 13; ++day) {
    clock.advance_days(1);
    EXPECT_TRUE(actor_of_cookie(busy)) << day;
  }
  clock.advance_days(1);
  EXPECT_EQ(key_of(actor_of_cookie(busy)), errors::session_expired);
  EXPECT_EQ(key_of(actor_of_cookie("shuniu_session=invented")), errors::session_expired);
}

TEST_P(Accounts, SessionsAreListedAndEnded) {
  person("li@firm.example");
  person("wang@firm.example");
  const Actor first = actor("li@firm.example"), second = actor("li@firm.example"),
              stranger = actor("wang@firm.example");
  const auto list = identity().sessions(second, {});
  ASSERT_EQ(list->sessions.size(), 2U);
  const SessionView& other = list->sessions[0].current ? list->sessions[1] : list->sessions[0];
  EXPECT_EQ(key_of(identity().end_session(stranger, {other.id})), errors::no_such_session);
  EXPECT_TRUE(identity().end_session(second, {other.id}));
  EXPECT_EQ(identity().sessions(second, {})->sessions.size(), 1U);
  const auto out = identity().sign_out(second, {});
  ASSERT_TRUE(out);
  EXPECT_NE(out->headers.at(0).second.find("Max-Age=0"), std::string::npos);
  EXPECT_TRUE(identity().sessions(second, {})->sessions.empty());
}

TEST_P(Accounts, SessionsThatNobodyUsedAreNotListed) {
  person("li@firm.example");
  const std::string idle = cookie_of("li@firm.example");
  clock.advance_hours(72);
  const Actor present = actor("li@firm.example");
  EXPECT_EQ(key_of(actor_of_cookie(idle)), errors::session_expired);
  const auto listed = identity().sessions(present, {})->sessions;
  ASSERT_EQ(listed.size(), 1U);
  EXPECT_TRUE(listed[0].current);
}

TEST_P(Accounts, NothingSecretIsStored) {
  sign_up("li@firm.example");
  const std::string token = letters.last().token();
  ASSERT_TRUE(confirm(token));
  const std::string cookie = cookie_of("li@firm.example");
  const auto key =
      identity().create_api_key(actor("li@firm.example"), {std::string("robot"), {{"market:read"}}, {}});
  const std::string session = cookie.substr(cookie.find('=') + 1);
  for (const std::string table :
       {"identity_account", "identity_token", "identity_session", "identity_api_key",
        "identity_security_event", "identity_attempt", "journal_fact"}) {
    database().read([&](database::Transaction& tx) {
      return tx.execute(
          "SELECT * FROM " + table, {},
          [&](const std::vector<std::string>&, const std::vector<database::Value>& row) {
            for (const database::Value& value : row) {
              const auto* text = std::get_if<std::string>(&value.storage());
              if (!text) continue;
              for (const std::string& secret : {token, session, key->secret, std::string(good_password)}) {
                EXPECT_EQ(text->find(secret), std::string::npos) << table;
              }
              if (table == "identity_account") continue;
              EXPECT_EQ(text->find("@"), std::string::npos) << table << ": an address in clear";
            }
          });
    });
  }
}

TEST_P(Accounts, ApiKeysActWithTheirScopes) {
  person("li@firm.example", {Role::officer});
  const Actor owner = actor("li@firm.example");
  const auto created =
      identity().create_api_key(owner, {std::string("robot"), {{"market:read"}}, Date{2026, 12, 31}});
  ASSERT_TRUE(created);
  EXPECT_TRUE(created->secret.starts_with("shn_"));
  EXPECT_EQ(created->secret.size(), 47U);

  const Actor robot = actor_of_key(created->secret).value();
  EXPECT_EQ(robot.account, owner.account);
  EXPECT_EQ(robot.scopes, std::set<std::string>{"market:read"});
  EXPECT_TRUE(robot.roles.empty()) << "a key carries no hub roles";
  EXPECT_EQ(robot.session, "");
  ASSERT_EQ(identity().api_keys(owner, {})->keys.size(), 1U);
  EXPECT_TRUE(identity().api_keys(owner, {})->keys[0].last_used_at);

  clock.set(*parse_instant("2026-12-31T16:00:00Z"));
  EXPECT_EQ(key_of(actor_of_key(created->secret)), errors::api_key_invalid);
  EXPECT_EQ(key_of(actor_of_key("shn_invented")), errors::api_key_invalid);
  EXPECT_EQ(logged("api_key_refused"), 2U);
}

TEST_P(Accounts, ApiKeysAreRevokedByTheirOwner) {
  person("li@firm.example");
  person("wang@firm.example");
  const Actor owner = actor("li@firm.example"), other = actor("wang@firm.example");
  const auto created = identity().create_api_key(owner, {std::string("robot"), {{"market:read"}}, {}});
  EXPECT_EQ(key_of(identity().revoke_api_key(other, {created->key.id})), errors::no_such_api_key);
  EXPECT_TRUE(actor_of_key(created->secret));
  EXPECT_TRUE(identity().revoke_api_key(owner, {created->key.id}));
  EXPECT_EQ(key_of(actor_of_key(created->secret)), errors::api_key_invalid);
}

TEST_P(Accounts, ApiKeysAreCheckedAndLimited) {
  person("li@firm.example");
  const Actor owner = actor("li@firm.example");
  const auto bad = identity().create_api_key(owner, {std::string("robot"), {}, Date{2026, 11, 23}});
  ASSERT_FALSE(bad);
  EXPECT_EQ(bad.error().faults.size(), 2U);
  for (int i = 0; i < 20; ++i) {
    ASSERT_TRUE(identity().create_api_key(owner, {std::string("robot"), {{"market:read"}}, {}}));
  }
  EXPECT_EQ(key_of(identity().create_api_key(owner, {std::string("robot"), {{"market:read"}}, {}})),
            errors::too_many_api_keys);
}

TEST_P(Accounts, PeopleChangeTheirName) {
  person("li@firm.example");
  const Actor owner = actor("li@firm.example");
  const auto changed = identity().update_myself(owner, {Text<1, 80>("李薇薇"), Text<2, 2>("en")});
  ASSERT_TRUE(changed);
  EXPECT_EQ(changed->name, "李薇薇");
  EXPECT_EQ(changed->language, "en");
  EXPECT_EQ(actor("li@firm.example").language, "en");
  EXPECT_EQ(key_of(identity().update_myself(owner, {{}, Text<2, 2>("fr")})), "input.invalid");
  EXPECT_EQ(key_of(identity().myself({}, {})), errors::sign_in_required);
}

}  // namespace
}  // namespace shuniu::identity
