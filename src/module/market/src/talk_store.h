// talk_store.h - the SQL of talks and what is said in them.
#pragma once

#include "shuniu/database/database.h"
#include "talk_rules.h"

namespace shuniu::market {

struct TalkRow {
  TalkId id;
  ItemId item;
  ItemKind item_kind = ItemKind::need;
  std::string item_title;
  ItemId answer_with;  // empty: none
  std::optional<ItemKind> answer_with_kind;
  std::optional<std::string> answer_with_title;
  OrganisationId asked;
  OrganisationId asking;
  bool asked_hidden = false;  // the asking side does not know yet whom it asked
  TalkStatus status = TalkStatus::waiting;
  std::int64_t version = 1;
  std::string message;
  std::vector<Figure> figures;
  Date answer_by;
  bool answer_by_is_provisional = false;
  AccountId created_by;
  AccountId answered_by;  // empty: nobody yet
  Instant created_at;
  Instant updated_at;
  std::optional<Instant> answered_at;
  std::optional<Instant> closed_at;
  std::vector<std::string> reasons;
  std::optional<std::string> note;
  std::optional<std::string> proposed_mode;
  std::optional<TalkSide> proposed_by;
  std::optional<std::string> agreed_mode;

  Proposal proposal() const { return {proposed_by}; }
  /// Nothing for those who take no part in it.
  std::optional<TalkSide> side_of(const OrganisationId& organisation) const;
};
SHUNIU_DESCRIBE(TalkRow, id, item, item_kind, item_title, answer_with, answer_with_kind, answer_with_title,
                asked, asking, asked_hidden, status, version, message, figures, answer_by,
                answer_by_is_provisional, created_by, answered_by, created_at, updated_at, answered_at,
                closed_at, reasons, note, proposed_mode, proposed_by, agreed_mode)

struct MessageRow {
  MessageId id;
  TalkId talk;
  OrganisationId organisation;
  AccountId account;
  Audience audience = Audience::both;
  std::string text;
  Instant created_at;
};
SHUNIU_DESCRIBE(MessageRow, id, talk, organisation, account, audience, text, created_at)

std::optional<TalkRow> find_talk(database::Transaction& tx, const TalkId& id);
std::optional<TalkRow> find_talk_for_update(database::Transaction& tx, const TalkId& id);
/// The talk that waits or is open, if any.
std::optional<TalkId> running_talk(database::Transaction& tx, const ItemId& item,
                                   const OrganisationId& asking);
std::vector<TalkRow> list_talks(database::Transaction& tx, const OrganisationId& organisation,
                                const ListTalks& question, std::int64_t limit);
std::int64_t count_talks(database::Transaction& tx, const OrganisationId& organisation,
                         const ListTalks& question);
/// What `organisation` may read of it.
std::vector<MessageRow> list_messages(database::Transaction& tx, const OrganisationId& organisation,
                                      const ListMessages& question, std::int64_t limit);
/// Those that wait and either lapse on `today` or rest on a provisional year, earliest first, behind `after`.
std::vector<TalkRow> unsettled_talks(database::Transaction& tx, Date today, const TalkId& after,
                                     std::int64_t limit);
/// Whether the organisation asked in this item and knows whose it is.
bool knows_whom_it_asked(database::Transaction& tx, const ItemId& item, const OrganisationId& asking);
/// Figures for everybody leave out the talks that would tell whose an anonymous need is.
enum class FiguresFor { everybody, itself };
AnswersView count_answers(database::Transaction& tx, const OrganisationId& organisation, Instant since,
                          FiguresFor reader);

}  // namespace shuniu::market
