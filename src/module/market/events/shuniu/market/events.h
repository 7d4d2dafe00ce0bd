// events.h - the facts of market that others may hear: values only, no names of people.
//
//   if (fact.type == NeedPublished::fact.name) { auto published =
//   json::decode<NeedPublished>(fact.body.text); … }
//
// Promises: exactly one fact per accepted change, but for what hides a name: there, what its owner may know
// and what others may know are two facts. What has excluded organisations never stands in an open fact: its
// publication is `item_restricted_published`, for its owner alone. No fact tells who is behind an anonymous
// need to anybody but its owner, before `organisation_revealed`.
#pragma once

#include <string>
#include <vector>

#include "shuniu/base/actor.h"
#include "shuniu/base/describe.h"
#include "shuniu/journal/journal.h"

namespace shuniu::market {

using ItemId = Id<struct ItemTag>;
using ImportId = Id<struct ImportTag>;

/// Each fact names its item, its kind (need, offer, expert) and the version that the change made.
#define SHUNIU_MARKET_FACT(Name, type_name, type_visibility)                                  \
  struct Name {                                                                               \
    static constexpr journal::FactType fact{type_name, journal::Visibility::type_visibility}; \
    ItemId item;                                                                              \
    std::string kind;                                                                         \
    std::int64_t version = 0;                                                                 \
  };                                                                                          \
  SHUNIU_DESCRIBE(Name, item, kind, version)

/// A publication also says whose it is and where it belongs.
#define SHUNIU_MARKET_PUBLICATION(Name, type_name, type_visibility)                           \
  struct Name {                                                                               \
    static constexpr journal::FactType fact{type_name, journal::Visibility::type_visibility}; \
    ItemId item;                                                                              \
    std::string kind;                                                                         \
    std::int64_t version = 0;                                                                 \
    OrganisationId organisation;                                                              \
    std::vector<std::string> fields;                                                          \
    std::optional<std::string> region;                                                        \
  };                                                                                          \
  SHUNIU_DESCRIBE(Name, item, kind, version, organisation, fields, region)

SHUNIU_MARKET_PUBLICATION(NeedPublished, "market.need_published.v1", open)
SHUNIU_MARKET_PUBLICATION(OfferPublished, "market.offer_published.v1", open)
SHUNIU_MARKET_PUBLICATION(ExpertPublished, "market.expert_published.v1", open)
SHUNIU_MARKET_PUBLICATION(ItemRestrictedPublished, "market.item_restricted_published.v1", parties)

/// An anonymous need, to everybody; `item_restricted_published` tells its owner the same.
struct AnonymousNeedPublished {
  static constexpr journal::FactType fact{"market.anonymous_need_published.v1", journal::Visibility::open};
  ItemId item;
  std::int64_t version = 0;
  std::vector<std::string> fields;
  std::optional<std::string> region;
};
SHUNIU_DESCRIBE(AnonymousNeedPublished, item, version, fields, region)

SHUNIU_MARKET_FACT(ItemDrafted, "market.item_drafted.v1", parties)
SHUNIU_MARKET_FACT(ItemChanged, "market.item_changed.v1", parties)
SHUNIU_MARKET_FACT(ItemSubmitted, "market.item_submitted.v1", parties)
SHUNIU_MARKET_FACT(ItemWithdrawn, "market.item_withdrawn.v1", parties)
SHUNIU_MARKET_FACT(ItemExpired, "market.item_expired.v1", parties)
SHUNIU_MARKET_FACT(ItemQuarantined, "market.item_quarantined.v1", internal)

#undef SHUNIU_MARKET_FACT

/// Says whose it is, for whoever tells them.
struct ItemReturned {
  static constexpr journal::FactType fact{"market.item_returned.v1", journal::Visibility::parties};
  ItemId item;
  std::string kind;
  std::int64_t version = 0;
  OrganisationId organisation;
};
SHUNIU_DESCRIBE(ItemReturned, item, kind, version, organisation)
#undef SHUNIU_MARKET_PUBLICATION

/// The rows of a file became items at one moment; a fact for each item (submitted) follows.
struct ImportSwitched {
  static constexpr journal::FactType fact{"market.import_switched.v1", journal::Visibility::parties};
  ImportId import;
  std::string kind;
  std::int64_t items = 0;
};
SHUNIU_DESCRIBE(ImportSwitched, import, kind, items)

// ---- talks ----------------------------------------------------------------------------------------------
// For the two sides alone; a note for its author's side alone. No words of people: they stand in the talk.

using TalkId = Id<struct TalkTag>;
using MessageId = Id<struct MessageTag>;

struct InterestExpressed {
  static constexpr journal::FactType fact{"market.interest_expressed.v1", journal::Visibility::parties};
  TalkId talk;
  ItemId item;
  OrganisationId asked;
  OrganisationId asking;
  Date answer_by;
};
SHUNIU_DESCRIBE(InterestExpressed, talk, item, asked, asking, answer_by)

/// The same to the side that asked, where it may not know yet whom: `interest_expressed` is then for the side
/// that was asked alone.
struct InterestSent {
  static constexpr journal::FactType fact{"market.interest_sent.v1", journal::Visibility::parties};
  TalkId talk;
  ItemId item;
  OrganisationId asking;
  Date answer_by;
};
SHUNIU_DESCRIBE(InterestSent, talk, item, asking, answer_by)

/// With `interest_accepted`: from now on `to` knows who is behind the anonymous need.
struct OrganisationRevealed {
  static constexpr journal::FactType fact{"market.organisation_revealed.v1", journal::Visibility::parties};
  TalkId talk;
  ItemId item;
  OrganisationId organisation;
  OrganisationId to;
};
SHUNIU_DESCRIBE(OrganisationRevealed, talk, item, organisation, to)

/// The day was reckoned again when its year became known.
struct AnswerDayChanged {
  static constexpr journal::FactType fact{"market.answer_day_changed.v1", journal::Visibility::parties};
  TalkId talk;
  Date answer_by;
};
SHUNIU_DESCRIBE(AnswerDayChanged, talk, answer_by)

#define SHUNIU_TALK_FACT(Name, type_name)                                             \
  struct Name {                                                                       \
    static constexpr journal::FactType fact{type_name, journal::Visibility::parties}; \
    TalkId talk;                                                                      \
    std::int64_t version = 0;                                                         \
  };                                                                                  \
  SHUNIU_DESCRIBE(Name, talk, version)

SHUNIU_TALK_FACT(InterestAccepted, "market.interest_accepted.v1")
SHUNIU_TALK_FACT(InterestWithdrawn, "market.interest_withdrawn.v1")
SHUNIU_TALK_FACT(InterestLapsed, "market.interest_lapsed.v1")

#undef SHUNIU_TALK_FACT

struct InterestDeclined {
  static constexpr journal::FactType fact{"market.interest_declined.v1", journal::Visibility::parties};
  TalkId talk;
  std::int64_t version = 0;
  std::vector<std::string> reasons;  // decline_reasons
};
SHUNIU_DESCRIBE(InterestDeclined, talk, version, reasons)

struct MessageWritten {
  static constexpr journal::FactType fact{"market.message_written.v1", journal::Visibility::parties};
  TalkId talk;
  MessageId message;
  OrganisationId by;
};
SHUNIU_DESCRIBE(MessageWritten, talk, message, by)

struct NoteWritten {
  static constexpr journal::FactType fact{"market.note_written.v1", journal::Visibility::parties};
  TalkId talk;
  MessageId message;
};
SHUNIU_DESCRIBE(NoteWritten, talk, message)

struct AgreementProposed {
  static constexpr journal::FactType fact{"market.agreement_proposed.v1", journal::Visibility::parties};
  TalkId talk;
  std::int64_t version = 0;
  OrganisationId by;
  std::string mode;  // contract_kinds
};
SHUNIU_DESCRIBE(AgreementProposed, talk, version, by, mode)

struct TalkAgreed {
  static constexpr journal::FactType fact{"market.talk_agreed.v1", journal::Visibility::parties};
  TalkId talk;
  std::int64_t version = 0;
  ItemId item;
  std::string mode;
};
SHUNIU_DESCRIBE(TalkAgreed, talk, version, item, mode)

struct TalkEnded {
  static constexpr journal::FactType fact{"market.talk_ended.v1", journal::Visibility::parties};
  TalkId talk;
  std::int64_t version = 0;
  OrganisationId by;
  std::string reason;  // talk_end_reasons
};
SHUNIU_DESCRIBE(TalkEnded, talk, version, by, reason)

}  // namespace shuniu::market
