// feed.h - reading the stream: the same facts for the feed, pages, the search index and other hubs.
//
//   Feed feed(database);
//   FeedPage page = feed.read(reader, {after, 100}).value();  // what this reader may see, in order of seq
//   FactView fact = feed.fact(reader, {id}).value();          // what a receipt named: place and content
//
// Promises: facts come in order of `seq`; a page says up to where it looked (`next_after`), so that a reader
// who may see none of a page still moves on. To wait for the next fact: Stream::wait_for.
// Does not show `internal` facts, nor those of parties that the reader does not act for, to anybody but the
// auditor role: not in a page, and not by id (journal.no_such_fact, as for an id that nothing has).
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "shuniu/base/actor.h"
#include "shuniu/database/database.h"
#include "shuniu/journal/journal.h"

namespace shuniu::journal {

struct RecordedFact {
  std::int64_t seq = 0;
  FactId id;
  std::string type;
  Instant at;
  Visibility visibility = Visibility::internal;
  JsonDocument body;
};
SHUNIU_DESCRIBE(RecordedFact, seq, id, type, at, visibility, body)

/// A fact by its id. Without `seq` it is committed and waits for its number, some tens of milliseconds.
struct FactView {
  std::optional<std::int64_t> seq;
  FactId id;
  std::string type;
  Instant at;
  Visibility visibility = Visibility::internal;
  JsonDocument body;
};
SHUNIU_DESCRIBE(FactView, seq, id, type, at, visibility, body)

struct FindFact {
  FactId fact;
};
SHUNIU_DESCRIBE(FindFact, fact)

struct ReadFeed {
  std::optional<Whole<0, 9'007'199'254'740'991>> after;
  std::optional<Whole<1, 1'000>> limit;
};
SHUNIU_DESCRIBE(ReadFeed, after, limit)

struct FeedPage {
  std::vector<RecordedFact> facts;
  std::int64_t next_after = 0;  // give this as `after` for the next page
  std::int64_t last_seq = 0;    // the newest numbered fact of the hub
};
SHUNIU_DESCRIBE(FeedPage, facts, next_after, last_seq)

class Feed {
 public:
  explicit Feed(database::Database& database) : database_(database) {}
  Result<FeedPage> read(const Actor& reader, const ReadFeed& question) const;
  Result<FactView> fact(const Actor& reader, const FindFact& question) const;
  /// Of the facts that the reader may see those that name its organisation as a party.
  FeedPage of_party(const Actor& reader, const ReadFeed& question) const;
  /// All facts after `after`, for subscribers inside the hub.
  std::vector<RecordedFact> read_all(std::int64_t after, std::size_t limit) const;
  std::int64_t last_seq() const;

 private:
  database::Database& database_;
};

}  // namespace shuniu::journal
