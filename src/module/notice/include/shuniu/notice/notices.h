// notices.h - the inbox: what has happened to an organisation since somebody last looked.
//
//   Notices notices(database, subjects, clock);
//   stream.subscribe(notices.subscriber());                    // fills it from the facts
//   auto page = notices.list(actor, {});                       // newest first, and how many are unread
//   notices.mark_read(actor, {page->notices.front().id});      // up to here, for this person alone
//
// Promises
//   - A notice follows from a fact, once. It is for the members of one organisation; to others it does not
//     exist.
//   - It holds codes and ids. The title of its subject is what the reader may see now, or absent.
//   - Messages of one talk are one notice, the latest.
//   - The read mark only moves forward.
//   - A notice is kept for 180 days.
// Thread-safe.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "shuniu/base/actor.h"
#include "shuniu/base/describe.h"
#include "shuniu/base/result.h"
#include "shuniu/database/database.h"
#include "shuniu/database/migrations.h"
#include "shuniu/journal/stream.h"
#include "shuniu/notice/ports.h"

namespace shuniu::notice {

using NoticeId = Id<struct NoticeTag>;

enum class NoticeKind {
  interest_expressed,
  interest_accepted,
  interest_declined,
  interest_lapsed,
  interest_withdrawn,
  message_written,
  agreement_proposed,
  talk_agreed,
  talk_ended,
  item_published,
  item_returned
};
SHUNIU_DESCRIBE_ENUM(NoticeKind, interest_expressed, interest_accepted, interest_declined, interest_lapsed,
                     interest_withdrawn, message_written, agreement_proposed, talk_agreed, talk_ended,
                     item_published, item_returned)

struct NoticeView {
  NoticeId id;
  NoticeKind kind = NoticeKind::message_written;
  Subject subject;
  std::optional<std::string> title;
  Instant at;
  bool unread = false;
};
SHUNIU_DESCRIBE(NoticeView, id, kind, subject, title, at, unread)

/// Those of the organisation that the actor acts for.
struct ListNotices {
  std::optional<NoticeId> after;
  std::optional<Whole<1, 100>> limit;  // 30 unless said otherwise
};
SHUNIU_DESCRIBE(ListNotices, after, limit)

struct NoticeList {
  std::vector<NoticeView> notices;
  std::int64_t unread = 0;  // of all
  std::optional<NoticeId> next_after;
};
SHUNIU_DESCRIBE(NoticeList, notices, unread, next_after)

struct MarkRead {
  NoticeId up_to;
};
SHUNIU_DESCRIBE(MarkRead, up_to)

struct Unread {
  std::int64_t unread = 0;
};
SHUNIU_DESCRIBE(Unread, unread)

class Notices {
 public:
  Notices(database::Database& database, Subjects& subjects, const Clock& clock)
      : database_(database), subjects_(subjects), clock_(clock) {}

  Result<NoticeList> list(const Actor& actor, const ListNotices& question);
  Result<Unread> mark_read(const Actor& actor, const MarkRead& command);

  journal::Subscriber subscriber();
  /// For upkeep; returns how many went.
  std::int64_t forget_old();

 private:
  database::Database& database_;
  Subjects& subjects_;
  const Clock& clock_;
};

std::vector<database::Migration> migrations();

}  // namespace shuniu::notice
