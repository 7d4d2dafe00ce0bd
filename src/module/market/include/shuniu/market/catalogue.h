// catalogue.h - published items in the search index: followed from the journal, asked by Market.
//
//   Catalogue catalogue("data/index", database);
//   stream.follow(catalogue.follower());          // index and cursor move together
//
// Promises: an item is found within a second of the acknowledgement of its publication; what is withdrawn,
// expired, returned or quarantined leaves with the fact that says so. A damaged or missing index is built
// again. One copy per process: while another one holds it, there is no snapshot.
// Does not judge who may see what: Market filters restricted items by the reader.
// Thread-safe. The tables must stand (migrations) before it is made.
#pragma once

#include <filesystem>
#include <memory>

#include "shuniu/database/database.h"
#include "shuniu/journal/stream.h"
#include "shuniu/search/index.h"

namespace shuniu::market {

struct CatalogueSize {
  std::int64_t cursor = 0;  // the last fact that was taken in
  std::int64_t documents = 0;
  std::int64_t segments = 0;
  std::int64_t bytes = 0;
};

class Catalogue {
 public:
  Catalogue(const std::filesystem::path& directory, database::Database& database);
  ~Catalogue();
  journal::Follower follower();
  /// nullptr while the index is being rebuilt, or held by another process.
  std::shared_ptr<const search::Snapshot> snapshot() const;
  /// Throws the index away and builds it from the database.
  void rebuild();
  /// One background merge, when it is worth its cost; true when it did something.
  bool merge_step();
  CatalogueSize size() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace shuniu::market
