#include "talk_rules.h"

#include <array>
#include <utility>

#include "enum_name.h"
#include "shuniu/market/errors.h"

namespace shuniu::market {
namespace {

struct Rule {
  TalkStep step;
  TalkStatus from;
  TalkStatus to;
  std::optional<TalkSide> by;  // either side where empty
};

using enum TalkStatus;

constexpr std::array<Rule, 7> rules{{
    {TalkStep::accept, waiting, open, TalkSide::asked},
    {TalkStep::decline, waiting, declined, TalkSide::asked},
    {TalkStep::withdraw, waiting, withdrawn, TalkSide::asking},
    {TalkStep::write, open, open, std::nullopt},
    {TalkStep::propose_agreement, open, open, std::nullopt},
    {TalkStep::confirm_agreement, open, agreed, std::nullopt},
    {TalkStep::end, open, ended, std::nullopt},
}};

constexpr std::array<std::pair<TalkStep, TalkAction>, 8> actions{{
    {TalkStep::accept, TalkAction::accept},
    {TalkStep::decline, TalkAction::decline},
    {TalkStep::withdraw, TalkAction::withdraw},
    {TalkStep::write, TalkAction::write},
    {TalkStep::note, TalkAction::note},
    {TalkStep::propose_agreement, TalkAction::propose_agreement},
    {TalkStep::confirm_agreement, TalkAction::confirm_agreement},
    {TalkStep::end, TalkAction::end},
}};

Reason wrong_status(TalkStatus status) {
  return refuse(errors::talk_wrong_status, Kind::precondition, {{"status", name_of(status)}});
}

}  // namespace

TalkSide other(TalkSide side) {
  return side == TalkSide::asked ? TalkSide::asking : TalkSide::asked;
}

bool is_running(TalkStatus status) {
  return status == waiting || status == open;
}

bool is_overdue(TalkStatus status, Date answer_by, Date today) {
  return status == waiting && answer_by < today;
}

Result<TalkStatus> status_after(TalkStatus status, TalkSide side, const Proposal& proposal, TalkStep step) {
  if (step == TalkStep::note) return status;  // one's own side may remember something at any time
  for (const Rule& rule : rules) {
    if (rule.step != step || rule.from != status) continue;
    if (rule.by && *rule.by != side) return refuse(errors::talk_other_side, Kind::forbidden);
    if (step == TalkStep::confirm_agreement && proposal.by != other(side)) {
      return refuse(errors::talk_no_proposal, Kind::precondition);
    }
    return rule.to;
  }
  return wrong_status(status);
}

std::vector<TalkAction> actions_for(TalkStatus status, TalkSide side, const Proposal& proposal) {
  std::vector<TalkAction> allowed;
  for (const auto& [step, action] : actions) {
    if (status_after(status, side, proposal, step)) allowed.push_back(action);
  }
  return allowed;
}

}  // namespace shuniu::market
