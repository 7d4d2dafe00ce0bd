// index.h - the search index of a directory: add, replace, delete, and search while others do.
//
//   auto index = Index::open(directory).value();      // refuses a damaged one: rebuild with Index::create
//   index->put(document);
//   index->erase("offer-3");
//   index->commit(journal_position);                  // durable, and visible to new snapshots
//   auto found = index->snapshot()->search(query);    // any thread
//   if (auto merge = index->next_merge()) index->finish(merge->run());
//
// Promises
//   - A search depends on the documents alone: not on the order of their coming, on segments, merges or
//     erasures. scoring.h defines the score in integers; the fast ranker gives exactly that.
//   - A snapshot never changes; it keeps the files that it reads until it is let go.
//   - After commit(cursor) returns, a crash loses nothing of what was put before; cursor() gives it back.
//   - Opening reads no document anew: segments are mapped and their checksums verified.
//   - What is missing or damaged is refused by name: search.index_missing, search.index_damaged (with file
//     and fault), search.index_other_version, search.index_in_use. Disk errors are std::system_error.
// Does not start threads, read a clock, or keep the documents: a damaged index is rebuilt by its owner.
// Thread safety: snapshot() from any thread; the rest from one thread at a time; Merge::run() from any
// thread, beside everything else.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include "shuniu/base/result.h"
#include "shuniu/search/document.h"
#include "shuniu/search/query.h"

namespace shuniu::search {

/// The documents as they were at one moment.
class Snapshot {
 public:
  virtual ~Snapshot() = default;
  [[nodiscard]] virtual SearchResult search(const Query& query) const = 0;
  /// Nothing where the document is not there or holds none of the terms; filters are not looked at.
  [[nodiscard]] virtual std::optional<Explanation> explain(const Query& query, std::string_view id) const = 0;
  [[nodiscard]] virtual bool contains(std::string_view id) const = 0;
  [[nodiscard]] virtual std::uint64_t documents() const = 0;
  /// In how many documents the term stands.
  [[nodiscard]] virtual std::uint64_t documents_with(std::string_view term) const = 0;
};

/// A snapshot of these documents alone, in memory; of equal ids the last stands.
[[nodiscard]] std::shared_ptr<const Snapshot> snapshot_of(std::span<const Document> documents);

/// Several segments becoming one; holds all that it needs.
class Merge {
 public:
  class Plan;
  class Outcome;
  explicit Merge(std::unique_ptr<Plan> plan);
  Merge(Merge&&) noexcept;
  Merge& operator=(Merge&&) noexcept;
  ~Merge();
  [[nodiscard]] std::shared_ptr<Outcome> run() const;

 private:
  std::unique_ptr<Plan> plan_;
};

struct IndexSize {
  std::uint64_t bytes = 0;  // of all segments
  std::size_t segments = 0;
  std::uint64_t documents = 0;
  std::uint64_t erased = 0;  // documents that a merge will drop
};

class Index {
 public:
  /// Opens what is there. A directory without a manifest is `search.index_missing`.
  [[nodiscard]] static Result<std::unique_ptr<Index>> open(const std::filesystem::path& directory);
  /// An empty index; what another index left in the directory is removed.
  [[nodiscard]] static Result<std::unique_ptr<Index>> create(const std::filesystem::path& directory);
  virtual ~Index() = default;

  /// Adds the document, or replaces the one with its id.
  virtual void put(Document document) = 0;
  virtual void erase(std::string_view id) = 0;

  /// Makes all changes visible to new snapshots, not yet durable.
  virtual void publish() = 0;
  /// Makes all changes visible and durable together with the caller's position in its journal.
  virtual void commit(std::uint64_t cursor) = 0;
  /// The position of the last commit; 0 in a new index.
  [[nodiscard]] virtual std::uint64_t cursor() const = 0;

  [[nodiscard]] virtual std::shared_ptr<const Snapshot> snapshot() const = 0;

  /// The next merge that is worth its cost, if any. At most one at a time: finish() or abandon it by asking
  /// again.
  [[nodiscard]] virtual std::optional<Merge> next_merge() = 0;
  /// One segment out of everything, without erased documents.
  [[nodiscard]] virtual std::optional<Merge> full_merge() = 0;
  /// Puts the outcome in place; what was erased meanwhile stays erased. Durable at the next commit.
  virtual void finish(const std::shared_ptr<Merge::Outcome>& outcome) = 0;

  [[nodiscard]] virtual IndexSize size() const = 0;
};

}  // namespace shuniu::search
