#include "work_store.h"

#include "item_store.h"
#include "list_question.h"
#include "talk_rules.h"

namespace shuniu::market {
namespace {

using database::Transaction;

/// The same talks that AnswersView counts (talk_store.cpp): $1 organisation, $2 since.
std::string behind(TalkFigure figure) {
  const std::string asked = " FROM market_talk WHERE asked = $1 AND created_at >= $2 AND ";
  switch (figure) {
    case TalkFigure::due:
      return asked + "(answered_at IS NOT NULL OR status = 'lapsed')";
    case TalkFigure::answered:
      return asked + "answered_at IS NOT NULL";
    case TalkFigure::lapsed:
      return asked + "status = 'lapsed'";
    case TalkFigure::agreements:
      break;
  }
  return " FROM market_talk WHERE (asked = $1 OR asking = $1) AND closed_at >= $2 AND status = 'agreed'";
}

struct WordRow {
  OrganisationId organisation;
  Instant created_at;
};
SHUNIU_DESCRIBE(WordRow, organisation, created_at)

struct TalkIdRow {
  TalkId id;
};
SHUNIU_DESCRIBE(TalkIdRow, id)

}  // namespace

std::vector<OwnItem> own_items(Transaction& tx, const OrganisationId& organisation) {
  return tx.rows<OwnItem>(
      std::string(
          "SELECT id, kind, status, title, published_version, updated_at, submitted_at, "
          "published_at, expires_on FROM market_item WHERE organisation = $1 AND (status <> 'draft' OR "
          "submitted_at IS NOT NULL) AND ") +
          is_live,
      organisation);
}

std::vector<TalkTrace> talk_traces(Transaction& tx, const OrganisationId& organisation) {
  return tx.rows<TalkTrace>(
      "SELECT item, answer_with, status FROM market_talk WHERE asked = $1 OR asking = $1", organisation);
}

std::optional<LastWord> last_word_in(Transaction& tx, const OrganisationId& organisation,
                                     const TalkView& talk) {
  const auto word = tx.find<WordRow>(
      "SELECT organisation, created_at FROM market_message WHERE talk = $1 AND audience = 'both' ORDER BY id "
      "DESC LIMIT 1",
      talk.id);
  if (!word) return std::nullopt;
  return LastWord{word->organisation == organisation ? talk.side : other(talk.side), word->created_at};
}

std::int64_t count_behind(Transaction& tx, const OrganisationId& organisation, TalkFigure figure,
                          Instant since) {
  return tx.value<std::int64_t>("SELECT COUNT(*)" + behind(figure), organisation, since).value_or(0);
}

std::vector<TalkId> talks_behind(Transaction& tx, const OrganisationId& organisation,
                                 const ListWorkTalks& question, Instant since, std::int64_t limit) {
  std::vector<TalkId> ids;
  for (TalkIdRow& row : tx.rows<TalkIdRow>(
           "SELECT id" + behind(question.figure) + " AND ($3 = '' OR id < $3) ORDER BY id DESC LIMIT $4",
           organisation, since, id_or_none(question.after), limit)) {
    ids.push_back(std::move(row.id));
  }
  return ids;
}

}  // namespace shuniu::market
