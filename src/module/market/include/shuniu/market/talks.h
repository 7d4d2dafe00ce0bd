// talks.h - from a published item to an agreement: interest, answer, conversation, outcome.
//
//   Talks talks(market, calendar, clock, options);
//   auto talk = talks.express_interest(actor, {item, …});      // waits for the owner's answer
//   talks.accept(owner, {talk->id, talk->version});            // or decline, with coded reasons
//   talks.write_message(actor, {talk->id, …});                 // while it is open; a note: one's own side
//   talks.propose_agreement(actor, {…});                       // or end, with a coded reason
//   talks.confirm_agreement(other, {…});
//   talks.settle_due();                                        // lapses what nobody has answered in time
//
// Promises
//   - A talk is between two organisations: the one that was asked (the item's owner) and the asking one. To
//     everybody else it does not exist (talk.not_found).
//   - An interest names an item that the asking side sees now, declares itself non-confidential, and counts
//     once: while one waits or is open, another of the same organisation in the same item is refused
//     (talk.already_running, details: talk).
//   - The answer is due after `answer_working_days` full working days; the day of the interest is not counted
//     . A day that rests on a provisional year says so and is reckoned again when the year is known.
//   - What is neither accepted nor declined by the end of that day lapses. That, too, is a fact.
//   - An agreement takes both sides: one proposes the kind of contract, the other confirms it.
//   - Who is behind an anonymous need is hidden from the asking side (`asked.hidden`) until its interest is
//     accepted; accepting reveals it, to this side alone, as a fact. Such an interest counts in the public
//     figures of the organisation from then on only.
//   - A note is seen by its author's side only, on pages, in the feed and in exports.
//   - A change names the version it was made on (talk.version_conflict); each accepted change is one fact.
// Does not reveal in stages (blind needs), draw up contracts or send letters.
// Thread-safe.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "shuniu/calendar/calendar.h"
#include "shuniu/market/market.h"

namespace shuniu::market {

using TalkId = Id<struct TalkTag>;
using MessageId = Id<struct MessageTag>;

/// waiting -> open -> agreed | ended; waiting -> declined | lapsed | withdrawn (by the asking side).
enum class TalkStatus { waiting, open, declined, lapsed, withdrawn, agreed, ended };
SHUNIU_DESCRIBE_ENUM(TalkStatus, waiting, open, declined, lapsed, withdrawn, agreed, ended)

/// `asked` is the side of the item's owner.
enum class TalkSide { asked, asking };
SHUNIU_DESCRIBE_ENUM(TalkSide, asked, asking)

enum class TalkAction { accept, decline, withdraw, write, note, propose_agreement, confirm_agreement, end };
SHUNIU_DESCRIBE_ENUM(TalkAction, accept, decline, withdraw, write, note, propose_agreement, confirm_agreement,
                     end)

// ---- views ----------------------------------------------------------------------------------------------

/// The item that a talk is about; without a title when the reader must not see it any more.
struct TalkItem {
  ItemId id;
  ItemKind kind = ItemKind::need;
  std::optional<std::string> title;  // as it was when the interest was expressed
};
SHUNIU_DESCRIBE(TalkItem, id, kind, title)

struct TalkView {
  TalkId id;
  std::int64_t version = 1;
  TalkStatus status = TalkStatus::waiting;
  TalkSide side = TalkSide::asking;  // the reader's
  TalkItem item;
  std::optional<TalkItem> answer_with;  // what the asking side offers for it
  OrganisationName asked;
  OrganisationName asking;
  std::string message;          // of the interest
  std::vector<Figure> figures;  // that the asking side can meet
  Date answer_by;
  bool answer_by_is_provisional = false;
  Instant created_at;
  Instant updated_at;
  std::optional<Instant> answered_at;
  std::optional<Instant> closed_at;
  std::vector<std::string> reasons;          // decline_reasons, or one of talk_end_reasons
  std::optional<std::string> note;           // that came with them, for both sides
  std::optional<std::string> proposed_mode;  // contract_kinds, waits for the other side's word
  std::optional<TalkSide> proposed_by;
  std::optional<std::string> agreed_mode;
  std::vector<TalkAction> actions;      // what the reader may do now
  bool accepting_reveals = false;       // accepting tells the asking side who the reader is
  std::optional<journal::FactId> fact;  // of the change that this answers, in receipts only
};
SHUNIU_DESCRIBE(TalkView, id, version, status, side, item, answer_with, asked, asking, message, figures,
                answer_by, answer_by_is_provisional, created_at, updated_at, answered_at, closed_at, reasons,
                note, proposed_mode, proposed_by, agreed_mode, actions, accepting_reveals, fact)

enum class Audience { both, own_side };
SHUNIU_DESCRIBE_ENUM(Audience, both, own_side)

struct MessageView {
  MessageId id;
  TalkSide side = TalkSide::asking;  // that wrote it
  bool mine = false;                 // written by the reader's account
  Audience audience = Audience::both;
  std::string text;
  Instant at;
  std::optional<journal::FactId> fact;
};
SHUNIU_DESCRIBE(MessageView, id, side, mine, audience, text, at, fact)

// ---- commands -------------------------------------------------------------------------------------------

struct ExpressInterest {
  ItemId item;
  Text<10, 4000> message;
  Items<Figure, 50> figures;
  std::optional<ItemId> answer_with;  // a published item of the asking organisation
  bool non_confidential = false;      // must be true: the first word is never confidential
};
SHUNIU_DESCRIBE(ExpressInterest, item, message, figures, answer_with, non_confidential)

struct AcceptInterest {
  TalkId talk;
  std::int64_t version = 0;
};
SHUNIU_DESCRIBE(AcceptInterest, talk, version)

struct DeclineInterest {
  TalkId talk;
  std::int64_t version = 0;
  Items<Text<1, 40>, 10> reasons;  // decline_reasons, at least one
  std::optional<Text<0, 1000>> note;
};
SHUNIU_DESCRIBE(DeclineInterest, talk, version, reasons, note)

struct WithdrawInterest {
  TalkId talk;
  std::int64_t version = 0;
};
SHUNIU_DESCRIBE(WithdrawInterest, talk, version)

struct WriteMessage {
  TalkId talk;
  Text<1, 4000> text;
  std::optional<Audience> audience;  // both, unless said otherwise
};
SHUNIU_DESCRIBE(WriteMessage, talk, text, audience)

struct ProposeAgreement {
  TalkId talk;
  std::int64_t version = 0;
  Text<1, 40> mode;  // contract_kinds
};
SHUNIU_DESCRIBE(ProposeAgreement, talk, version, mode)

struct ConfirmAgreement {
  TalkId talk;
  std::int64_t version = 0;
};
SHUNIU_DESCRIBE(ConfirmAgreement, talk, version)

struct EndTalk {
  TalkId talk;
  std::int64_t version = 0;
  Text<1, 40> reason;  // talk_end_reasons
  std::optional<Text<0, 1000>> note;
};
SHUNIU_DESCRIBE(EndTalk, talk, version, reason, note)

// ---- questions ------------------------------------------------------------------------------------------

struct FindTalk {
  TalkId talk;
};
SHUNIU_DESCRIBE(FindTalk, talk)

/// The talks of the organisation that the actor acts for, latest first.
struct ListTalks {
  std::optional<TalkSide> side;
  std::optional<TalkStatus> status;
  std::optional<ItemId> item;
  std::optional<TalkId> after;
  std::optional<Whole<1, 200>> limit;  // 50 unless said otherwise
};
SHUNIU_DESCRIBE(ListTalks, side, status, item, after, limit)

struct TalkList {
  std::vector<TalkView> talks;
  std::int64_t total = 0;
  std::optional<TalkId> next_after;
};
SHUNIU_DESCRIBE(TalkList, talks, total, next_after)

/// What was said, oldest first.
struct ListMessages {
  TalkId talk;
  std::optional<MessageId> after;
  std::optional<Whole<1, 200>> limit;  // 100 unless said otherwise
};
SHUNIU_DESCRIBE(ListMessages, talk, after, limit)

struct MessageList {
  std::vector<MessageView> messages;
  std::optional<MessageId> next_after;
};
SHUNIU_DESCRIBE(MessageList, messages, next_after)

struct FindAnswers {
  OrganisationId organisation;
};
SHUNIU_DESCRIBE(FindAnswers, organisation)

/// How an organisation answers the interests of the last 365 days. Those that wait, or were withdrawn before
/// their answer, do not count.
struct AnswersView {
  std::int64_t due = 0;       // answered or lapsed
  std::int64_t answered = 0;  // accepted or declined
  std::int64_t waiting = 0;
  std::optional<std::int64_t> median_minutes;  // from interest to answer; absent without an answer
};
SHUNIU_DESCRIBE(AnswersView, due, answered, waiting, median_minutes)

struct TalkOptions {
  std::int64_t answer_working_days = 5;
};

class Talks {
 public:
  Talks(Market& market, const calendar::Calendar& calendar, TalkOptions options);
  ~Talks();

  Result<TalkView> express_interest(const Actor& actor, const ExpressInterest& command);
  Result<TalkView> accept(const Actor& actor, const AcceptInterest& command);
  Result<TalkView> decline(const Actor& actor, const DeclineInterest& command);
  Result<TalkView> withdraw(const Actor& actor, const WithdrawInterest& command);
  Result<MessageView> write_message(const Actor& actor, const WriteMessage& command);
  Result<TalkView> propose_agreement(const Actor& actor, const ProposeAgreement& command);
  Result<TalkView> confirm_agreement(const Actor& actor, const ConfirmAgreement& command);
  Result<TalkView> end(const Actor& actor, const EndTalk& command);

  Result<TalkView> talk(const Actor& actor, const FindTalk& question);
  Result<TalkList> list(const Actor& actor, const ListTalks& question);
  Result<MessageList> messages(const Actor& actor, const ListMessages& question);
  Result<AnswersView> answers(const Actor& actor, const FindAnswers& question);

  /// Reckons provisional days again where the year is known by now, then lapses what is overdue. Returns how
  /// many talks changed. For upkeep.
  std::int64_t settle_due();

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace shuniu::market
