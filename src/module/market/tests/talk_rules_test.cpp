// The life of a talk as a table: what each side may do in each status, with and without a proposal.
#include "talk_rules.h"

#include <gtest/gtest.h>

#include "enum_name.h"
#include "shuniu/market/errors.h"

namespace shuniu::market {
namespace {

using enum TalkStatus;
constexpr TalkSide asked = TalkSide::asked;
constexpr TalkSide asking = TalkSide::asking;

struct Row {
  TalkStep step;
  TalkSide side;
  TalkStatus from;
  std::string to;  // the status, or the key of the refusal
};

TEST(TalkRules, StepsOfBothSides) {
  const std::string wrong(errors::talk_wrong_status), others(errors::talk_other_side);
  const Row rows[] = {
      {TalkStep::accept, asked, waiting, "open"},
      {TalkStep::accept, asking, waiting, others},
      {TalkStep::accept, asked, open, wrong},
      {TalkStep::accept, asked, lapsed, wrong},
      {TalkStep::accept, asked, withdrawn, wrong},
      {TalkStep::decline, asked, waiting, "declined"},
      {TalkStep::decline, asking, waiting, others},
      {TalkStep::decline, asked, open, wrong},
      {TalkStep::decline, asked, declined, wrong},
      {TalkStep::withdraw, asking, waiting, "withdrawn"},
      {TalkStep::withdraw, asked, waiting, others},
      {TalkStep::withdraw, asking, open, wrong},
      {TalkStep::withdraw, asking, declined, wrong},
      {TalkStep::write, asked, open, "open"},
      {TalkStep::write, asking, open, "open"},
      {TalkStep::write, asking, waiting, wrong},
      {TalkStep::write, asked, agreed, wrong},
      {TalkStep::note, asked, waiting, "waiting"},
      {TalkStep::note, asking, ended, "ended"},
      {TalkStep::propose_agreement, asked, open, "open"},
      {TalkStep::propose_agreement, asking, open, "open"},
      {TalkStep::propose_agreement, asking, waiting, wrong},
      {TalkStep::confirm_agreement, asked, open, std::string(errors::talk_no_proposal)},
      {TalkStep::end, asked, open, "ended"},
      {TalkStep::end, asking, open, "ended"},
      {TalkStep::end, asking, waiting, wrong},
      {TalkStep::end, asked, agreed, wrong},
  };
  for (const Row& row : rows) {
    const auto status = status_after(row.from, row.side, {}, row.step);
    EXPECT_EQ(status ? name_of(*status) : status.error().key, row.to)
        << name_of(row.from) << " step " << static_cast<int>(row.step) << " by " << name_of(row.side);
  }
}

TEST(TalkRules, OnlyTheOtherSideConfirms) {
  const auto confirmed = [](TalkSide side, TalkSide proposed_by) {
    const auto status = status_after(open, side, {proposed_by}, TalkStep::confirm_agreement);
    return status ? name_of(*status) : status.error().key;
  };
  EXPECT_EQ(confirmed(asked, asking), "agreed");
  EXPECT_EQ(confirmed(asking, asked), "agreed");
  EXPECT_EQ(confirmed(asked, asked), errors::talk_no_proposal);
  EXPECT_EQ(confirmed(asking, asking), errors::talk_no_proposal);
}

TEST(TalkRules, ActionsAreWhatTheStepsAllow) {
  EXPECT_EQ(actions_for(waiting, asked, {}),
            (std::vector<TalkAction>{TalkAction::accept, TalkAction::decline, TalkAction::note}));
  EXPECT_EQ(actions_for(waiting, asking, {}),
            (std::vector<TalkAction>{TalkAction::withdraw, TalkAction::note}));
  EXPECT_EQ(actions_for(open, asked, {asking}),
            (std::vector<TalkAction>{TalkAction::write, TalkAction::note, TalkAction::propose_agreement,
                                     TalkAction::confirm_agreement, TalkAction::end}));
  for (const TalkStatus closed : {declined, lapsed, withdrawn, agreed, ended}) {
    EXPECT_EQ(actions_for(closed, asked, {}), std::vector<TalkAction>{TalkAction::note});
    EXPECT_FALSE(is_running(closed));
  }
}

TEST(TalkRules, TheDayOfTheAnswerIsStillInTime) {
  const Date day{2026, 11, 24};
  EXPECT_FALSE(is_overdue(waiting, day, day));
  EXPECT_TRUE(is_overdue(waiting, day, {2026, 11, 25}));
  EXPECT_FALSE(is_overdue(open, day, {2026, 12, 25})) << "it was answered";
}

}  // namespace
}  // namespace shuniu::market
