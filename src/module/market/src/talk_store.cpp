#include "talk_store.h"

#include "list_question.h"

namespace shuniu::market {
namespace {

using database::Transaction;

/// $1 organisation, $2 side, $3 status, $4 item.
constexpr const char* listed =
    " FROM market_talk WHERE ((asked = $1 AND $2 <> 'asking') OR (asking = $1 AND $2 <> 'asked')) AND "
    "($3 = '' OR status = $3) AND ($4 = '' OR item = $4)";

}  // namespace

std::optional<TalkSide> TalkRow::side_of(const OrganisationId& organisation) const {
  if (organisation.empty()) return std::nullopt;
  if (organisation == asked) return TalkSide::asked;
  if (organisation == asking) return TalkSide::asking;
  return std::nullopt;
}

std::optional<TalkRow> find_talk(Transaction& tx, const TalkId& id) {
  return tx.find<TalkRow>("SELECT * FROM market_talk WHERE id = $1", id);
}

std::optional<TalkRow> find_talk_for_update(Transaction& tx, const TalkId& id) {
  return tx.find<TalkRow>("SELECT * FROM market_talk WHERE id = $1" + std::string(tx.for_update()), id);
}

std::optional<TalkId> running_talk(Transaction& tx, const ItemId& item, const OrganisationId& asking) {
  return tx.value<TalkId>(
      "SELECT id FROM market_talk WHERE item = $1 AND asking = $2 AND status IN ('waiting', 'open')", item,
      asking);
}

std::vector<TalkRow> list_talks(Transaction& tx, const OrganisationId& organisation,
                                const ListTalks& question, std::int64_t limit) {
  return tx.rows<TalkRow>(
      "SELECT *" + std::string(listed) + " AND ($5 = '' OR id < $5) ORDER BY id DESC LIMIT $6", organisation,
      name_or_all(question.side), name_or_all(question.status), id_or_none(question.item),
      id_or_none(question.after), limit);
}

std::int64_t count_talks(Transaction& tx, const OrganisationId& organisation, const ListTalks& question) {
  return tx
      .value<std::int64_t>("SELECT COUNT(*)" + std::string(listed), organisation, name_or_all(question.side),
                           name_or_all(question.status), id_or_none(question.item))
      .value_or(0);
}

std::vector<MessageRow> list_messages(Transaction& tx, const OrganisationId& organisation,
                                      const ListMessages& question, std::int64_t limit) {
  return tx.rows<MessageRow>(
      "SELECT * FROM market_message WHERE talk = $1 AND (audience = 'both' OR organisation = $2) AND "
      "($3 = '' OR id > $3) ORDER BY id LIMIT $4",
      question.talk, organisation, id_or_none(question.after), limit);
}

std::vector<TalkRow> unsettled_talks(Transaction& tx, Date today, const TalkId& after, std::int64_t limit) {
  return tx.rows<TalkRow>(
      "SELECT * FROM market_talk WHERE status = 'waiting' AND (answer_by < $1 OR answer_by_is_provisional = "
      "1) AND id > $2 ORDER BY id LIMIT $3" +
          std::string(tx.for_update()),
      today, after.text(), limit);
}

bool knows_whom_it_asked(Transaction& tx, const ItemId& item, const OrganisationId& asking) {
  return tx.value<std::int64_t>(
               "SELECT COUNT(*) FROM market_talk WHERE item = $1 AND asking = $2 AND asked_hidden = 0", item,
               asking)
             .value_or(0) > 0;
}

AnswersView count_answers(Transaction& tx, const OrganisationId& organisation, Instant since,
                          FiguresFor reader) {
  const std::string counted = std::string(" FROM market_talk WHERE asked = $1 AND created_at >= $2 AND ") +
                              (reader == FiguresFor::everybody ? "asked_hidden = 0 AND " : "");
  const auto count = [&](const std::string& condition) {
    return tx.value<std::int64_t>("SELECT COUNT(*)" + counted + condition, organisation, since).value_or(0);
  };
  AnswersView view;
  view.answered = count("answered_at IS NOT NULL");
  view.due = view.answered + count("status = 'lapsed'");
  view.waiting = count("status = 'waiting'");
  if (view.answered > 0) {
    const auto median = tx.value<std::int64_t>(
        "SELECT answered_at - created_at" + counted + "answered_at IS NOT NULL ORDER BY 1 LIMIT 1 OFFSET $3",
        organisation, since, (view.answered - 1) / 2);
    view.median_minutes = median.value_or(0) / 60'000'000;
  }
  return view;
}

}  // namespace shuniu::market
