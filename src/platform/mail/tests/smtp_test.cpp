// SMTP against a server that the test starts: what arrives, what is tried again, what is given up, and what
// is never said.
#include "shuniu/mail/smtp.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "every_engine.h"
#include "manual_clock.h"
#include "smtp_sink.h"

namespace shuniu::mail {
namespace {

using shuniu::testing::ManualClock;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::Refusal;
using testing::SinkSettings;
using testing::SmtpSink;
using ::testing::StartsWith;
using testing::Step;

const LetterId one_id("0192f0c1-0000-7000-8000-000000000001");
const Message one{
    one_id, "li@firm.example",
    "Message-ID: <" + one_id.text() + "@hub.example>\r\nSubject: s\r\n\r\n.dots\r\n..\r\nend\r\n"};

SmtpOptions options_for(const SmtpSink& sink) {
  SmtpOptions options;
  options.host = "localhost";
  options.port = sink.port();
  options.user = "hub";
  options.password = "sesame and lilies";
  options.from_address = "no-reply@hub.example";
  options.authorities_file = sink.certificate_file();
  options.longest_ms = 10'000;
  return options;
}

enum class Outcome { taken, passing, permanent };

struct Attempt {
  Outcome outcome = Outcome::taken;
  std::string error;
};

Attempt attempt(const SmtpOptions& options) {
  Smtp transport(options);
  try {
    transport.deliver(one);
    return {};
  } catch (const PermanentFailure& failure) {
    return {Outcome::permanent, failure.what()};
  } catch (const std::exception& failure) {
    return {Outcome::passing, failure.what()};
  }
}

TEST(SmtpTest, DeliversByStarttlsAndSignsIn) {
  SmtpSink sink;
  EXPECT_EQ(attempt(options_for(sink)).error, "");
  const auto letters = sink.letters();
  ASSERT_EQ(letters.size(), 1U);
  EXPECT_EQ(letters[0].text, one.text) << "dots and all";
  EXPECT_THAT(letters[0].sender, StartsWith("<no-reply@hub.example>"));
  EXPECT_EQ(letters[0].recipient, "<li@firm.example>");
  EXPECT_TRUE(letters[0].was_encrypted);
  EXPECT_TRUE(letters[0].was_signed_in);
}

TEST(SmtpTest, DeliversByTlsFromTheFirstByte) {
  SmtpSink sink({.begins_with_tls = true});
  auto options = options_for(sink);
  options.security = SmtpSecurity::tls;
  EXPECT_EQ(attempt(options).error, "");
  ASSERT_EQ(sink.letters().size(), 1U);
  EXPECT_TRUE(sink.letters()[0].was_encrypted);
}

TEST(SmtpTest, SpeaksInClearWithThisMachineAlone) {
  SmtpSink sink({.offers_starttls = false});
  auto options = options_for(sink);
  options.security = SmtpSecurity::none;
  options.host = "127.0.0.1";
  options.user.clear();
  EXPECT_EQ(attempt(options).error, "");
  ASSERT_EQ(sink.letters().size(), 1U);
  EXPECT_FALSE(sink.letters()[0].was_signed_in);
  for (const std::string host : {"mail.hub.example", "10.0.0.1", "127.evil.example", "localhost.example"}) {
    options.host = host;
    EXPECT_THROW(Smtp{options}, std::invalid_argument) << host;
  }
}

TEST(SmtpTest, TellsWhatMayGoLaterFromWhatNeverWill) {
  struct Row {
    Refusal refusal;
    Outcome outcome;
    std::string error;
  };
  for (const Row& row : std::vector<Row>{
           {{Step::sender, "451 4.3.0 later"}, Outcome::passing, "(451 4.3.0)"},
           {{Step::sender, "550 5.1.8 no such sender"}, Outcome::permanent, "(550 5.1.8)"},
           {{Step::sender, "530 5.7.0 sign in first"}, Outcome::passing, "(530 5.7.0)"},
           {{Step::recipient, "450 full for now"}, Outcome::passing, "(450)"},
           {{Step::recipient, "550 5.1.1 no such person"}, Outcome::permanent, "(550 5.1.1)"},
           {{Step::data, "554 no"}, Outcome::permanent, "(554)"},
           {{Step::text, "452 4.3.1 disk full"}, Outcome::passing, "(452 4.3.1)"},
           {{Step::text, "554 5.6.0 https://hub.example/reset?token=quoted"},
            Outcome::permanent,
            "(554 5.6.0)"},
           {{Step::sender, ""}, Outcome::passing, "no delivery"},
           {{Step::text, ""}, Outcome::passing, "no delivery"},
       }) {
    SmtpSink sink;
    sink.refuse_next(row.refusal);
    const Attempt result = attempt(options_for(sink));
    EXPECT_EQ(result.outcome, row.outcome) << row.refusal.answer << ": " << result.error;
    EXPECT_THAT(result.error, HasSubstr(row.error));
    EXPECT_THAT(result.error, Not(HasSubstr("token"))) << "the server's words stay with the server";
  }
}

TEST(SmtpTest, SaysNothingToAServerWithAnotherCertificate) {
  SmtpSink other;
  SmtpSink misnamed({.name = "mail.elsewhere.example"});
  for (SmtpSink* sink : {&other, &misnamed}) {
    SmtpSink trusted;
    auto options = options_for(*sink);
    if (sink == &other) options.authorities_file = trusted.certificate_file();
    const Attempt result = attempt(options);
    EXPECT_EQ(result.outcome, Outcome::passing);
    EXPECT_THAT(result.error, HasSubstr("certificate"));
    EXPECT_TRUE(sink->letters().empty());
    EXPECT_THAT(sink->heard(), Not(Contains(HasSubstr("AUTH"))));
    EXPECT_THAT(sink->heard(), Not(Contains(HasSubstr("MAIL"))));
  }
}

TEST(SmtpTest, DoesNotFallBackToClear) {
  SmtpSink sink({.offers_starttls = false});
  const Attempt result = attempt(options_for(sink));
  EXPECT_EQ(result.outcome, Outcome::passing);
  EXPECT_THAT(result.error, HasSubstr("STARTTLS"));
  EXPECT_THAT(sink.heard(), Not(Contains(HasSubstr("AUTH"))));
}

TEST(SmtpTest, ARefusedSignInDoesNotCondemnTheLetter) {
  SmtpSink sink;
  auto options = options_for(sink);
  options.password = "sesame and tulips";
  const Attempt result = attempt(options);
  EXPECT_EQ(result.outcome, Outcome::passing);
  EXPECT_THAT(result.error, HasSubstr("sign-in (535 5.7.8)"));
  EXPECT_THAT(result.error, Not(HasSubstr("tulips")));
}

TEST(SmtpTest, ServerThatIsAwayIsTriedAgain) {
  SmtpOptions options;
  {
    SmtpSink sink;
    options = options_for(sink);
  }
  options.authorities_file.clear();
  EXPECT_EQ(attempt(options).outcome, Outcome::passing);
}

class SmtpSender : public database::EveryEngine {
 protected:
  void SetUp() override {
    EveryEngine::SetUp();
    (void)database::migrate(database(), migrations()).value();
  }
  LetterId post() {
    return database()
        .write([&](database::Transaction& tx) -> Result<LetterId> {
          return queue(tx, clock.now(), {"li@firm.example", "Subject", "the secret token"});
        })
        .value();
  }
  ManualClock clock;
};
INSTANTIATE_TEST_SUITE_P(Engines, SmtpSender, database::every_engine(), database::engine_name);

TEST_P(SmtpSender, EachLetterArrivesOnceByItsIdWhateverTheServerDoes) {
  SmtpSink sink;
  Smtp transport(options_for(sink));
  std::vector<DeadLetter> dead;
  std::vector<DeadLetter> delayed;
  Sender sender(database(), transport, clock,
                {.from_address = "no-reply@hub.example",
                 .report_dead = [&](const DeadLetter& letter) { dead.push_back(letter); },
                 .report_delayed = [&](const DeadLetter& letter) { delayed.push_back(letter); }});
  for (const Refusal& refusal : std::vector<Refusal>{{Step::recipient, "450 later"},
                                                     {Step::text, "451 later"},
                                                     {Step::text, ""},
                                                     {Step::sender, ""},
                                                     {Step::recipient, "450 later"}}) {
    sink.refuse_next(refusal);
  }
  std::set<std::string> expected;
  for (int i = 0; i < 3; ++i) expected.insert("<" + post().text() + "@hub.example>");
  for (int i = 0; i < 6; ++i) {
    sender.deliver_due();
    clock.advance_hours(6);
  }
  std::multiset<std::string> arrived;
  for (const auto& letter : sink.letters()) arrived.insert(letter.message_id());
  EXPECT_EQ(std::set<std::string>(arrived.begin(), arrived.end()), expected);
  EXPECT_EQ(arrived.size(), 4U) << "one came twice, by the same id: its connection broke after the text";
  EXPECT_TRUE(dead.empty());
  EXPECT_EQ(delayed.size(), 5U);
}

TEST_P(SmtpSender, WhatIsRefusedForGoodIsKeptAndReportedAtOnce) {
  SmtpSink sink;
  Smtp transport(options_for(sink));
  std::vector<DeadLetter> dead;
  Sender sender(database(), transport, clock,
                {.report_dead = [&](const DeadLetter& letter) { dead.push_back(letter); }});
  sink.refuse_next({Step::recipient, "550 5.1.1 no such person"});
  const LetterId id = post();
  EXPECT_EQ(sender.deliver_due(), 0U);
  clock.advance_hours(12);
  EXPECT_EQ(sender.deliver_due(), 0U);
  EXPECT_TRUE(sink.letters().empty());
  ASSERT_EQ(dead.size(), 1U);
  EXPECT_EQ(dead[0].attempts, 1);
  ASSERT_EQ(dead_letters(database()).size(), 1U);
  EXPECT_EQ(dead_letters(database())[0].id, id);
  EXPECT_EQ(dead_letters(database())[0].last_error, "the mail server does not take the letter (550 5.1.1)");
}

}  // namespace
}  // namespace shuniu::mail
