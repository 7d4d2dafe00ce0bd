// talk_rules.h - the life of a talk: who may do what, when. Pure.
//
//   auto status = status_after(row.status, side, TalkStep::accept);    // talk.wrong_status, talk.other_side
#pragma once

#include "shuniu/market/talks.h"

namespace shuniu::market {

enum class TalkStep { accept, decline, withdraw, write, note, propose_agreement, confirm_agreement, end };

/// What stands on the table between the two sides.
struct Proposal {
  std::optional<TalkSide> by;
};

/// The status after a side's step, or why it may not be taken.
Result<TalkStatus> status_after(TalkStatus status, TalkSide side, const Proposal& proposal, TalkStep step);
std::vector<TalkAction> actions_for(TalkStatus status, TalkSide side, const Proposal& proposal);
bool is_running(TalkStatus status);
/// Whether a talk in this status, due on `answer_by`, lapses on `today`.
bool is_overdue(TalkStatus status, Date answer_by, Date today);
TalkSide other(TalkSide side);

}  // namespace shuniu::market
