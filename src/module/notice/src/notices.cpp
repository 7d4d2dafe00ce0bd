#include "shuniu/notice/notices.h"

#include <map>

#include "entry_store.h"
#include "hearing.h"
#include "shuniu/notice/errors.h"

namespace shuniu::notice {
namespace {

using database::Transaction;

constexpr std::int64_t usual_limit = 30;
constexpr std::int64_t kept_us = 180LL * 86'400 * 1'000'000;

std::int64_t count_unread(Transaction& tx, const OrganisationId& organisation, const std::string& up_to) {
  return tx
      .value<std::int64_t>("SELECT COUNT(*) FROM notice_entry WHERE organisation = $1 AND id > $2",
                           organisation, up_to)
      .value_or(0);
}

std::optional<TalkSides> sides_of(Transaction& tx, const journal::RecordedFact& fact) {
  const std::string talk = talk_of(fact);
  if (talk.empty()) return std::nullopt;
  if (auto begun = begun_talk(fact)) {
    tx.insert("notice_talk", *begun);
    return begun;
  }
  return tx.find<TalkSides>("SELECT * FROM notice_talk WHERE talk = $1", talk);
}

}  // namespace

Result<NoticeList> Notices::list(const Actor& actor, const ListNotices& question) {
  if (!actor.acts_for(actor.organisation)) return refuse(errors::not_a_member, Kind::forbidden);
  const std::int64_t limit = question.limit ? static_cast<std::int64_t>(*question.limit) : usual_limit;
  NoticeList list = database_.read([&](Transaction& tx) {
    const database::ModuleScope scope("notice");
    const std::string up_to = read_up_to(tx, actor.account, actor.organisation);
    auto rows = tx.rows<EntryRow>(
        "SELECT * FROM notice_entry WHERE organisation = $1 AND ($2 = '' OR id < $2) ORDER BY id DESC LIMIT "
        "$3",
        actor.organisation, question.after ? question.after->text() : "", limit + 1);
    NoticeList page;
    page.unread = count_unread(tx, actor.organisation, up_to);
    if (static_cast<std::int64_t>(rows.size()) > limit) {
      rows.pop_back();
      page.next_after = rows.back().id;
    }
    for (const EntryRow& row : rows) {
      page.notices.push_back(
          {row.id, row.kind, {row.subject_kind, row.subject}, std::nullopt, row.at, row.id.text() > up_to});
    }
    return page;
  });
  std::map<std::string, std::optional<std::string>> titles;  // several notices may be about one subject
  for (NoticeView& notice : list.notices) {
    const auto [known, is_new] = titles.try_emplace(notice.subject.id);
    if (is_new) known->second = subjects_.title(actor, notice.subject);
    notice.title = known->second;
  }
  return list;
}

Result<Unread> Notices::mark_read(const Actor& actor, const MarkRead& command) {
  if (!actor.acts_for(actor.organisation)) return refuse(errors::not_a_member, Kind::forbidden);
  return database_.write([&](Transaction& tx) -> Result<Unread> {
    const database::ModuleScope scope("notice");
    tx.run(
        "INSERT INTO notice_read_mark (account, organisation, up_to) VALUES ($1, $2, $3) ON CONFLICT "
        "(account, organisation) DO UPDATE SET up_to = excluded.up_to WHERE excluded.up_to > "
        "notice_read_mark.up_to",
        actor.account, actor.organisation, command.up_to);
    return Unread{count_unread(tx, actor.organisation, read_up_to(tx, actor.account, actor.organisation))};
  });
}

journal::Subscriber Notices::subscriber() {
  return {"notice.inbox", [](Transaction& tx, const journal::RecordedFact& fact) {
            for (const Told& told : told_by(fact, sides_of(tx, fact))) put_entry(tx, told, fact.at);
          }};
}

std::int64_t Notices::forget_old() {
  const Instant before = clock_.now() + -kept_us;
  std::int64_t gone = 0;
  const auto done = database_.write([&](Transaction& tx) -> Result<Unread> {
    const database::ModuleScope scope("notice");
    gone = tx.run("DELETE FROM notice_entry WHERE at < $1", before);
    tx.run("DELETE FROM notice_waiting WHERE at < $1", before);
    return Unread{};
  });
  return done ? gone : 0;
}

}  // namespace shuniu::notice
