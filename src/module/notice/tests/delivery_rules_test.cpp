// When a letter may go, and what it says: a row is one question.
#include "delivery_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "letter_text.h"

namespace shuniu::notice {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

/// Of the hub, which is eight hours ahead.
Instant at(const std::string& day_and_time) {
  return parse_instant(day_and_time + ":00Z").value() + -8LL * 3'600 * microseconds_per_second;
}

TEST(DeliveryRules, QuietHoursAreOfTheHub) {
  struct Row {
    std::int64_t from, until;
    std::string now;
    bool quiet;
  };
  for (const Row& row : std::vector<Row>{{22, 7, "2026-11-24T21:59", false},
                                         {22, 7, "2026-11-24T22:00", true},
                                         {22, 7, "2026-11-25T00:00", true},
                                         {22, 7, "2026-11-25T06:59", true},
                                         {22, 7, "2026-11-25T07:00", false},
                                         {12, 14, "2026-11-24T11:59", false},
                                         {12, 14, "2026-11-24T12:00", true},
                                         {12, 14, "2026-11-24T14:00", false},
                                         {0, 6, "2026-11-24T00:00", true},
                                         {23, 0, "2026-11-24T23:30", true},
                                         {23, 0, "2026-11-25T00:00", false}}) {
    EXPECT_EQ(is_quiet(QuietHours{row.from, row.until}, at(row.now)), row.quiet)
        << row.from << "-" << row.until << " at " << row.now;
  }
  EXPECT_FALSE(is_quiet(std::nullopt, at("2026-11-24T03:00")));
}

TEST(DeliveryRules, LettersGoWhenTheyMay) {
  using enum DeliveryChoice;
  const QuietHours night{22, 9};
  const std::string never = "2026-01-01T00:00";
  struct Row {
    std::string why;
    DeliveryChoice choice;
    std::optional<QuietHours> quiet;
    std::string since, last, now;
    bool due;
  };
  for (const Row& row : std::vector<Row>{
           {"nobody asked", none, {}, "2026-11-24T10:00", never, "2026-11-30T10:00", false},
           {"at once", at_once, {}, "2026-11-24T10:00", never, "2026-11-24T10:00", true},
           {"gathers", at_once, {}, "2026-11-24T10:00", "2026-11-24T09:57", "2026-11-24T10:01", false},
           {"five minutes later",
            at_once,
            {},
            "2026-11-24T10:00",
            "2026-11-24T09:57",
            "2026-11-24T10:02",
            true},
           {"at night it waits", at_once, night, "2026-11-24T23:00", never, "2026-11-25T08:59", false},
           {"until morning", at_once, night, "2026-11-24T23:00", never, "2026-11-25T09:00", true},
           {"before the digest", daily, {}, "2026-11-24T10:00", never, "2026-11-25T07:59", false},
           {"the digest", daily, {}, "2026-11-24T10:00", never, "2026-11-25T08:00", true},
           {"the same morning", daily, {}, "2026-11-24T07:30", never, "2026-11-24T08:00", true},
           {"just at eight", daily, {}, "2026-11-24T08:00", never, "2026-11-24T08:00", true},
           {"just after eight", daily, {}, "2026-11-24T08:01", never, "2026-11-24T20:00", false},
           {"a late hub sends it still", daily, {}, "2026-11-24T07:30", never, "2026-11-24T15:00", true},
           {"the digest waits too", daily, night, "2026-11-24T10:00", never, "2026-11-25T08:30", false},
           {"until it may", daily, night, "2026-11-24T10:00", never, "2026-11-25T09:00", true}}) {
    EXPECT_EQ(is_due({row.choice, row.quiet, at(row.since), at(row.last)}, at(row.now)), row.due) << row.why;
  }
}

NoticeView notice(NoticeKind kind, SubjectKind subject, std::optional<std::string> title) {
  return {NoticeId("0192f0c1-0000-7000-8000-000000000001"), kind, {subject, "7"}, std::move(title), {}, true};
}

TEST(LetterText, NamesWhatHappenedAndWhere) {
  const LetterWords zh{"zh", "沪东化工", "https://hub.example", "a.b.c"};
  const auto one = letter_about({notice(NoticeKind::interest_accepted, SubjectKind::talk, "隔热材料")}, zh);
  EXPECT_EQ(one.subject, "对方接受了意向：隔热材料");
  EXPECT_EQ(one.body,
            "您好：\n\n沪东化工有新消息：\n\n· 对方接受了意向：隔热材料\n  https://hub.example/talks/7\n\n"
            "本邮件按您的设置发送。调整发送方式：https://hub.example/account/notices\n"
            "不再接收：https://hub.example/unsubscribe?token=a.b.c\n");
  const LetterWords en{"en", "Hudong Chemical", "https://hub.example", "a.b.c"};
  const auto two = letter_about({notice(NoticeKind::item_returned, SubjectKind::offer, "Aerogel"),
                                 notice(NoticeKind::talk_ended, SubjectKind::talk, std::nullopt)},
                                en);
  EXPECT_EQ(two.subject, "2 notices for Hudong Chemical");
  EXPECT_THAT(two.body, HasSubstr("- Returned, to be changed: Aerogel\n  https://hub.example/offers/7\n"));
  EXPECT_THAT(two.body, HasSubstr("- The other side ended the talk\n  https://hub.example/talks/7\n"));
}

TEST(LetterText, EveryKindHasWordsInBothLanguages) {
  for (std::size_t i = 0; i < type_info<NoticeKind>().names.size(); ++i) {
    const auto kind = static_cast<NoticeKind>(i);
    for (const std::string language : {"zh", "en"}) {
      EXPECT_FALSE(
          letter_about({notice(kind, SubjectKind::talk, {})}, {language, "x", "y", "z"}).subject.empty());
    }
  }
}

TEST(LetterText, ALongListEndsWithTheRest) {
  const std::vector<NoticeView> many(23, notice(NoticeKind::item_published, SubjectKind::need, "t"));
  const auto letter = letter_about(many, {"zh", "沪东化工", "https://hub.example", "a.b.c"});
  EXPECT_EQ(letter.subject, "沪东化工有 23 条新消息");
  EXPECT_THAT(letter.body, HasSubstr("· 另有 3 条：https://hub.example/notices\n"));
}

}  // namespace
}  // namespace shuniu::notice
