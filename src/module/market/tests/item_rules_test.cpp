// item_rules_test.cpp - transitions, completeness and secrecy, as tables.
#include "item_rules.h"

#include <gtest/gtest.h>

#include "market_fixture.h"
#include "media_type.h"
#include "secrecy_rules.h"

namespace shuniu::market {
namespace {

const Date today{2026, 11, 24};
const OrganisationId owner("01900000-0000-7000-8000-000000000001");

TEST(ItemRules, EveryStepFromEveryStatus) {
  using enum ItemStatus;
  constexpr auto none = static_cast<ItemStatus>(-1);
  const ItemStatus from[] = {draft, submitted, returned, published, quarantined, withdrawn, expired};
  const struct {
    Step step;
    Face face;
    ItemStatus to[7];  // in the order of `from`
  } table[] = {
      {Step::edit, Face::unpublished, {draft, draft, draft, draft, none, draft, draft}},
      {Step::submit, Face::unpublished, {submitted, none, submitted, none, none, none, none}},
      {Step::publish, Face::unpublished, {none, published, none, none, published, none, none}},
      {Step::return_item, Face::unpublished, {none, returned, none, none, returned, none, none}},
      {Step::quarantine, Face::unpublished, {none, quarantined, none, none, none, none, none}},
      {Step::quarantine,
       Face::published,
       {quarantined, quarantined, quarantined, quarantined, none, quarantined, quarantined}},
      {Step::withdraw, Face::unpublished, {withdrawn, withdrawn, withdrawn, withdrawn, none, none, none}},
      {Step::expire, Face::unpublished, {none, none, none, none, none, none, none}},
      {Step::expire, Face::published, {draft, submitted, returned, expired, quarantined, withdrawn, expired}},
  };
  for (const auto& row : table) {
    for (std::size_t i = 0; i < std::size(from); ++i) {
      const auto after = status_after(from[i], row.face, row.step);
      if (row.to[i] == none)
        EXPECT_EQ(key_of(after), errors::wrong_status) << int(row.step) << " from " << i;
      else
        EXPECT_TRUE(after && *after == row.to[i]) << int(row.step) << " from " << i;
    }
  }
}

template <class Content>
std::vector<std::string> faulty_paths(const Content& content) {
  std::vector<std::string> paths;
  for (const Fault& fault : faults_at_submission(content, owner, rulebook(), today, {}))
    paths.push_back(fault.path);
  return paths;
}

using Paths = std::vector<std::string>;

TEST(ItemRules, ANeedIsCheckedInAllItsMembersAtOnce) {
  EXPECT_EQ(faulty_paths(sample_need()), Paths{});
  NeedContent need = sample_need();
  need.title = std::string("短");
  need.fields.emplace_back(std::string("99"));
  need.region = std::string("999999");
  need.modes.emplace_back(std::string("ABC"));
  need.ipc.emplace_back(std::string("H01M 10/0562"));
  need.ipc.emplace_back(std::string("Z01M"));
  need.budget = MoneyRange{2, 1, std::string("CNY")};
  need.deadline = Date{2026, 11, 23};
  need.language = std::string("fr");
  need.excluded_organisations.push_back(owner);
  need.figures[0].relation = FigureRelation::between;
  need.figures[1].value_high = Decimal("2");
  EXPECT_EQ(faulty_paths(need),
            (Paths{"title", "fields[2]", "figures[0].value_high", "figures[1].value_high", "budget",
                   "deadline", "ipc[1]", "region", "modes[1]", "language", "excluded_organisations[0]"}));
}

TEST(ItemRules, AnOfferNeedsItsDeclarationAndAPatentItsNumber) {
  EXPECT_EQ(faulty_paths(sample_offer()), Paths{});
  OfferContent offer = sample_offer();
  offer.non_secret = false;
  offer.kind = OfferKind::patent;
  EXPECT_EQ(faulty_paths(offer), (Paths{"ip_items", "non_secret"}));
  offer.non_secret = true;
  offer.ip_items.push_back({std::string("PAT.INV"), {}, {}, IpStatus::granted, {}, Date{2026, 11, 25}});
  EXPECT_EQ(faulty_paths(offer), (Paths{"ip_items[0].number", "ip_items[0].checked_on"}));
}

TEST(ItemRules, ARangeGoesUpwards) {
  NeedContent need = sample_need();
  need.figures[0].relation = FigureRelation::between;
  need.figures[0].value = Decimal("10");
  need.figures[0].value_high = Decimal("9.5");
  EXPECT_EQ(faulty_paths(need), Paths{"figures[0].value_high"});
  need.figures[0].value_high = Decimal("10.5");
  EXPECT_EQ(faulty_paths(need), Paths{});
}

TEST(ItemRules, ValuesAreGivenOnceAndCurrenciesExist) {
  NeedContent need = sample_need();
  need.fields.push_back(need.fields[0]);
  need.modes.push_back(need.modes[0]);
  need.ipc =
      IpcCodes(std::vector<Text<1, 16>>{std::string("H01M"), std::string("H01L"), std::string("H01M")});
  need.wipo = WipoFields(std::vector<Whole<1, 35>>{1, 1});
  need.excluded_organisations = {OrganisationId("a"), OrganisationId("a")};
  need.budget->currency = std::string("ZZZ");
  EXPECT_EQ(faulty_paths(need), (Paths{"fields[2]", "budget.currency", "ipc[2]", "wipo[1]", "modes[1]",
                                       "excluded_organisations[1]"}));
  need = sample_need();
  for (const char* currency : {"CNY", "EUR", "JPY", "XOF"}) {
    need.budget->currency = std::string(currency);
    EXPECT_EQ(faulty_paths(need), Paths{}) << currency;
  }
}

TEST(ItemRules, TextsAreSeenAndHideNothing) {
  NeedContent need = sample_need();
  need.title = std::string("    \u200B\u200B\u200B\u200B");
  EXPECT_EQ(faulty_paths(need), (Paths{"title", "title"}));  // too short, and hidden characters
  need.title = std::string("电池材料\u202Egpj.exe");
  need.figures[1].unit = std::string("m\u2066m");
  need.problem += "\n第二段\u200B可以有换行。";
  EXPECT_EQ(faulty_paths(need), (Paths{"title", "figures[1].unit"}));
  need = sample_need();
  need.problem += "\u202E";
  EXPECT_EQ(faulty_paths(need), Paths{"problem"});
  ExpertContent expert = sample_expert();
  expert.specialities.emplace_back(std::string("隔热\n测试"));
  EXPECT_EQ(faulty_paths(expert), Paths{"specialities[0]"});
}

TEST(ItemRules, ADeadlineLiesWithinTheLongestLifetime) {
  NeedContent need = sample_need();
  need.deadline = Date{9999, 12, 31};
  const auto faults = faults_at_submission(need, owner, rulebook(), today, {});
  ASSERT_EQ(faults.size(), 1u);
  EXPECT_EQ(faults[0].path, "deadline");
  EXPECT_EQ(faults[0].key, "fault.day_up_to");
  EXPECT_EQ(faults[0].values, (Details{{"day", "2031-11-23"}}));
  EXPECT_EQ(to_text(last_day(need, today, {})), "2031-11-23");
  EXPECT_EQ(key_of(may_be_published(need, today)), "");
  need.deadline = Date{2026, 11, 23};
  EXPECT_EQ(key_of(may_be_published(need, today)), errors::deadline_over);
}

TEST(ItemRules, TheLastDayIsTheDeadlineOrTheLifetime) {
  NeedContent need = sample_need();
  EXPECT_EQ(to_text(last_day(need, today, {})), "2027-11-24");
  need.deadline = Date{2027, 1, 31};
  EXPECT_EQ(to_text(last_day(need, today, {})), "2027-01-31");
  EXPECT_EQ(to_text(last_day(sample_offer(), today, {})), "2028-11-23");
  EXPECT_EQ(to_text(legal_day(Instant{1'795'535'999'000'000})), "2026-11-24");  // 15:59:59 UTC
  EXPECT_EQ(to_text(legal_day(Instant{1'795'536'000'000'000})), "2026-11-25");
}

TEST(SecrecyRules, FindsMarksInAnyWritingAndAnyMember) {
  const auto marks = load_secrecy_marks(SHUNIU_SOURCE_DIR "/rulebook/cn/market/secrecy_marks.tsv");
  const struct {
    std::string text, mark;
  } table[] = {
      {"本报告 机密★ 十年", "机密★"},
      {"機密★", "机密★"},
      {"机 密 ★", "机密★"},
      {"內部資料，注意保存", "内部资料 注意保存"},
      {"top-secret design", "TOP SECRET"},
      {"用于军品配套", "军品"},
      {"机密计算芯片", ""},
      {"秘密共享协议", ""},
      {"普通民用产品", ""},
  };
  for (const auto& row : table) {
    OfferContent offer = sample_offer();
    offer.readiness_evidence = row.text;
    const auto found = marks_of_secrecy(offer, marks);
    if (row.mark.empty())
      EXPECT_TRUE(found.empty()) << row.text;
    else
      EXPECT_EQ(found, (std::vector<FoundMark>{{"readiness_evidence", row.mark}})) << row.text;
  }
  OfferContent offer = sample_offer();
  offer.figures[1].conditions = std::string("国防专用");
  EXPECT_EQ(marks_of_secrecy(offer, marks), (std::vector<FoundMark>{{"figures[1].conditions", "国防专用"}}));
}

TEST(MediaType, TrustsBytesAndNotNames) {
  EXPECT_EQ(media_type_of("%PDF-1.4"), "application/pdf");
  EXPECT_EQ(media_type_of("\x89PNG\r\n\x1A\n...."), "image/png");
  EXPECT_EQ(media_type_of("\xFF\xD8\xFF\xE0"), "image/jpeg");
  EXPECT_EQ(media_type_of("纯文本\n"), "text/plain");
  EXPECT_EQ(media_type_of("MZ\x90"), std::nullopt);
  EXPECT_EQ(media_type_of("PK\x03\x04 something"), std::nullopt);
  EXPECT_EQ(media_type_of(""), std::nullopt);
  EXPECT_EQ(safe_file_name("../../etc/passwd"), "passwd");
  EXPECT_EQ(safe_file_name("C:\\a\\报告.pdf"), "报告.pdf");
  EXPECT_EQ(safe_file_name("a\"b\n.pdf"), "a_b_.pdf");
  EXPECT_EQ(safe_file_name(".."), std::nullopt);
  EXPECT_EQ(content_disposition("报 a.pdf"),
            "attachment; filename=\"_ a.pdf\"; filename*=UTF-8''%E6%8A%A5%20a.pdf");
}

}  // namespace
}  // namespace shuniu::market
