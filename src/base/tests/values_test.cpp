#include <gtest/gtest.h>

#include "shuniu/base/bounded.h"
#include "shuniu/base/id.h"
#include "shuniu/base/instant.h"
#include "shuniu/base/money.h"
#include "shuniu/base/result.h"

namespace shuniu {
namespace {

TEST(Instant, WritesAndReadsRfc3339) {
  const Instant instant{1'795'490'875'000'123};
  EXPECT_EQ(to_text(instant), "2026-11-24T03:27:55.000123Z");
  EXPECT_EQ(parse_instant("2026-11-24T03:27:55.000123Z"), instant);
  EXPECT_EQ(parse_instant("2026-11-24T11:27:55.000123+08:00"), instant);
  EXPECT_EQ(to_text(Instant{-1}), "1969-12-31T23:59:59.999999Z");
}

TEST(Instant, RefusesWhatIsNoInstant) {
  for (const char* text :
       {"", "2026-11-24", "2026-11-24T25:00:00Z", "2026-02-30T00:00:00Z", "2026-11-24T03:27:55",
        "2026-11-24T03:27:55.Z", "2026-11-24T03:27:55+0800", "2026-11-24T03:27:55Z "}) {
    EXPECT_FALSE(parse_instant(text)) << text;
  }
}

TEST(Date, ExistsOrIsRefused) {
  EXPECT_EQ(parse_date("2028-02-29"), (Date{2028, 2, 29}));
  EXPECT_FALSE(parse_date("2027-02-29"));
  EXPECT_FALSE(parse_date("2027-2-09"));
  for (std::int64_t day : {-1'000'000LL, -1LL, 0LL, 20'000LL})
    EXPECT_EQ(days_since_epoch(date_from_days(day)), day);
}

TEST(Shortened, KeepsWholeCharactersOnOneLine) {
  struct Row {
    const char* value;
    std::size_t characters;
    const char* shown;
  };
  for (const Row& row : std::initializer_list<Row>{{"", 40, ""},
                                                   {"四个汉字", 4, "四个汉字"},
                                                   {"五个汉字啊", 4, "五个汉字…"},
                                                   {"a\nb\tc", 9, "a b c"},
                                                   {"😀😀", 1, "😀…"},
                                                   {"x", 0, "…"}}) {
    EXPECT_EQ(shortened(row.value, row.characters), row.shown);
  }
}

TEST(Id, IsAVersionSevenUuid) {
  const std::string id = make_uuid7(Instant{1'795'490'875'000'123}, {255, 255, 255, 255, 1, 2, 3, 4, 5, 6});
  EXPECT_TRUE(is_uuid(id)) << id;
  EXPECT_EQ(id[14], '7');
  EXPECT_EQ(id[19], 'b');
  EXPECT_LT(id, make_uuid7(Instant{1'795'490'875'001'123}, {}));
  EXPECT_FALSE(is_uuid("0190F6E0-0000-7000-8000-000000000000")) << "upper case is not the wire form";
}

TEST(Decimal, IsExactAndBounded) {
  for (const char* text : {"0", "-1.50", "12.5", "999999999999999999"}) EXPECT_TRUE(is_decimal(text)) << text;
  for (const char* text : {"", "-", ".5", "1.", "01", "1e3", "1,000", "1234567890123456789", "+1"}) {
    EXPECT_FALSE(is_decimal(text)) << text;
  }
}

TEST(EmailAddress, FollowsTheUsualForm) {
  for (const char* text : {"a@b.cn", "li.wei+hub@dept.example.com"})
    EXPECT_TRUE(is_email_address(text)) << text;
  for (const char* text : {"a@b", "@b.cn", "a b@c.cn", "a..b@c.cn", "a@-b.cn", "a@b..cn", "a\n@b.cn"}) {
    EXPECT_FALSE(is_email_address(text)) << text;
  }
}

TEST(TypeInfo, CarriesTheBoundsOfItsMembers) {
  const TypeInfo& info = type_info<Money>();
  EXPECT_EQ(info.name, "Money");
  ASSERT_EQ(info.members.size(), 2U);
  EXPECT_EQ(info.members[0].name, "amount_minor");
  EXPECT_EQ(info.members[0].type->maximum, largest_json_integer);
  EXPECT_EQ(info.members[1].type->maximum_length, 3U);
}

}  // namespace
}  // namespace shuniu
