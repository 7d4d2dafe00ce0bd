#include "shuniu/mail/mail.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "every_engine.h"
#include "manual_clock.h"
#include "message.h"

namespace shuniu::mail {
namespace {

using ::testing::HasSubstr;
using testing::ManualClock;
using ::testing::Not;

std::string message_with(const std::string& subject, const std::string& body,
                         const std::string& name = "Shuniu") {
  return write_message({LetterId("0192f0c1-0000-7000-8000-000000000001"),
                        {"li@firm.example", subject, body},
                        Instant{ManualClock::start_us},
                        name,
                        "no-reply@hub.example"});
}

TEST(Message, WritesPlainHeadersAsTheyAre) {
  EXPECT_EQ(message_with("Confirm your address", "Hello"),
            "Date: Tue, 24 Nov 2026 00:00:00 +0000\r\n"
            "From: Shuniu <no-reply@hub.example>\r\n"
            "To: <li@firm.example>\r\n"
            "Subject: Confirm your address\r\n"
            "Message-ID: <0192f0c1-0000-7000-8000-000000000001@hub.example>\r\n"
            "Auto-Submitted: auto-generated\r\n"
            "MIME-Version: 1.0\r\n"
            "Content-Type: text/plain; charset=utf-8\r\n"
            "Content-Transfer-Encoding: base64\r\n"
            "\r\n"
            "SGVsbG8=\r\n");
}

TEST(Message, SaysHowToUnsubscribe) {
  Letter letter{"li@firm.example", "s", "b", "https://hub.example/v1/x?token=t\r\nBcc: all@firm.example"};
  const std::string text = write_message({LetterId("0192f0c1-0000-7000-8000-000000000001"), letter,
                                          Instant{ManualClock::start_us}, "Shuniu", "no-reply@hub.example"});
  EXPECT_THAT(text, HasSubstr("\r\nList-Unsubscribe: <https://hub.example/v1/x?token=t  Bcc: "));
  EXPECT_THAT(text, HasSubstr("\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"));
  EXPECT_THAT(message_with("s", "b"), Not(HasSubstr("List-Unsubscribe")));
}

TEST(Message, EncodesEveryLengthOfBase64) {
  EXPECT_THAT(message_with("s", "f"), HasSubstr("\r\n\r\nZg==\r\n"));
  EXPECT_THAT(message_with("s", "fo"), HasSubstr("\r\n\r\nZm8=\r\n"));
  EXPECT_THAT(message_with("s", "foo"), HasSubstr("\r\n\r\nZm9v\r\n"));
  EXPECT_THAT(message_with("s", "foob"), HasSubstr("\r\n\r\nZm9vYg==\r\n"));
  EXPECT_THAT(message_with("s", "a\nb"), HasSubstr("\r\n\r\nYQ0KYg==\r\n")) << "line ends are CRLF";
}

TEST(Message, EncodesOtherScriptsInTheSubject) {
  EXPECT_EQ(encode_header_text("枢纽"), "=?UTF-8?B?5p6i57q9?=");
  const std::string folded = encode_header_text("请确认您在技术交易枢纽平台登记的电子邮箱地址，以便开始使用");
  std::istringstream lines(folded);
  for (std::string line; std::getline(lines, line);) {
    while (line.ends_with('\r')) line.pop_back();
    EXPECT_LE(line.size(), 76U);
    EXPECT_THAT(line, HasSubstr("=?UTF-8?B?"));
    EXPECT_TRUE(line.ends_with("?="));
  }
}

TEST(Message, CannotBeGivenAnotherHeader) {
  for (const std::string& attack :
       {std::string("Hi\r\nBcc: all@firm.example"), std::string("Hi\nBcc: all@firm.example"),
        std::string("Hi\rBcc: all@firm.example"), std::string("Hi\0\nBcc: x", 10)}) {
    const std::string text = message_with(attack, "body", attack);
    EXPECT_THAT(text, Not(HasSubstr("\nBcc:"))) << attack;
    EXPECT_THAT(text, Not(HasSubstr("\rBcc:"))) << attack;
  }
  EXPECT_THAT(message_with("=?UTF-8?B?QmNj?=", "x"), HasSubstr("Subject: =?UTF-8?B?PT9VVEY"))
      << "not decoded as ours";
}

/// Fails as often as it is told, then keeps what it is given.
class TestTransport final : public Transport {
 public:
  void deliver(const Message& message) override {
    ++calls;
    if (failures > 0) {
      --failures;
      throw std::runtime_error("the mail server is away");
    }
    delivered.push_back(message);
  }
  int failures = 0;
  int calls = 0;
  std::vector<Message> delivered;
};

class Mail : public database::EveryEngine {
 protected:
  void SetUp() override {
    EveryEngine::SetUp();
    (void)database::migrate(database(), migrations()).value();
    const auto report = [this](const DeadLetter& letter) { reported.push_back(letter); };
    sender_ = std::make_unique<Sender>(database(), transport, clock,
                                       SenderOptions{.attempts = 3, .report_dead = report});
  }
  void TearDown() override { sender_.reset(); }
  Sender& sender() { return *sender_; }

  LetterId post(const std::string& to = "li@firm.example") {
    return database()
        .write([&](database::Transaction& tx) -> Result<LetterId> {
          return queue(tx, clock.now(), {to, "Subject", "the secret token"});
        })
        .value();
  }
  std::int64_t count(const std::string& where) {
    return *database().read([&](database::Transaction& tx) {
      return tx.value<std::int64_t>("SELECT count(*) FROM mail_letter WHERE " + where);
    });
  }

  ManualClock clock;
  TestTransport transport;
  std::vector<DeadLetter> reported;

 private:
  std::unique_ptr<Sender> sender_;
};
INSTANTIATE_TEST_SUITE_P(Engines, Mail, database::every_engine(), database::engine_name);

TEST_P(Mail, DeliversOnceAndForgetsTheText) {
  const LetterId id = post();
  EXPECT_EQ(sender().deliver_due(), 1U);
  EXPECT_EQ(sender().deliver_due(), 0U);
  ASSERT_EQ(transport.delivered.size(), 1U);
  EXPECT_EQ(transport.delivered[0].id, id);
  EXPECT_EQ(count("1 = 1"), 0);
}

TEST_P(Mail, IsNotSentWhenTheCommandIsRefused) {
  const auto refused = database().write([&](database::Transaction& tx) -> Result<Done> {
    queue(tx, clock.now(), {"li@firm.example", "Subject", "Body"});
    return refuse("test.changed_its_mind", Kind::precondition);
  });
  EXPECT_FALSE(refused);
  EXPECT_EQ(sender().deliver_due(), 0U);
  EXPECT_EQ(transport.calls, 0);
}

TEST_P(Mail, RefusesWhatIsNoAddress) {
  EXPECT_THROW(post("li@firm.example\r\nBcc: all@firm.example"), std::invalid_argument);
  EXPECT_THROW(post("li"), std::invalid_argument);
}

TEST_P(Mail, TriesAgainAfterAPause) {
  post();
  transport.failures = 1;
  EXPECT_EQ(sender().deliver_due(), 0U);
  clock.advance_seconds(59);
  EXPECT_EQ(sender().deliver_due(), 0U);
  EXPECT_EQ(transport.calls, 1) << "its pause is not over";
  clock.advance_seconds(1);
  EXPECT_EQ(sender().deliver_due(), 1U);
  EXPECT_EQ(transport.calls, 2);
}

TEST_P(Mail, BuriesWhatCannotBeDelivered) {
  post();
  transport.failures = 100;
  for (int i = 0; i < 10; ++i) {
    sender().deliver_due();
    clock.advance_hours(6);
  }
  EXPECT_EQ(transport.calls, 3);
  ASSERT_EQ(reported.size(), 1U);
  const auto dead = dead_letters(database());
  ASSERT_EQ(dead.size(), 1U);
  EXPECT_EQ(dead[0].recipient, "li@firm.example");
  EXPECT_EQ(dead[0].attempts, 3);
  EXPECT_EQ(dead[0].last_error, "the mail server is away");
  EXPECT_EQ(count("body LIKE '%secret%' ESCAPE '!'"), 0);
}

TEST_P(Mail, GoesOnWithTheOthersWhenOneFails) {
  post("first@firm.example");
  post("second@firm.example");
  transport.failures = 1;
  EXPECT_EQ(sender().deliver_due(), 1U);
}

TEST_P(Mail, TwoProcessesSendEachLetterOnce) {
  for (int i = 0; i < 20; ++i) post();
  TestTransport other_transport;
  Sender other(database(), other_transport, clock);
  std::thread thread([&other] { other.deliver_due(); });
  sender().deliver_due();
  thread.join();
  EXPECT_EQ(transport.calls + other_transport.calls, 20);
  EXPECT_EQ(count("1 = 1"), 0);
}

TEST_P(Mail, SendsInTheBackground) {
  sender().start();
  post();
  for (int i = 0; i < 500 && count("1 = 1") > 0; ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  sender().stop();
  EXPECT_EQ(transport.delivered.size(), 1U);
}

TEST(FileOutbox, WritesAFileThatOnlyItsOwnerReads) {
  const auto folder = std::filesystem::temp_directory_path() / ("outbox_test_" + std::to_string(::getpid()));
  FileOutbox outbox(folder.string());
  const LetterId id("0192f0c1-0000-7000-8000-000000000001");
  outbox.deliver({id, "li@firm.example", "first"});
  outbox.deliver({id, "li@firm.example", "second"});
  const auto file = folder / (id.text() + ".eml");
  std::ifstream stream(file);
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(stream), {}), "second");
  struct stat state {};
  ASSERT_EQ(::stat(file.c_str(), &state), 0);
  EXPECT_EQ(state.st_mode & 0777U, 0600U);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder), {}), 1);
  std::filesystem::remove_all(folder);
  EXPECT_THROW(outbox.deliver({id, "li@firm.example", "third"}), std::exception);
}

}  // namespace
}  // namespace shuniu::mail
