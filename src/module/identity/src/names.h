// names.h - the names of organisations and people in memory, found by character, pinyin and variant.
//
//   Names names(database);                    // reads them all
//   stream.follow(names.follower());          // what other processes change
//   names.refresh(organisation);              // what this one has just changed
//   auto ids = names.organisations({.query = "fddx", .limit = 20});
//
// Promises: one copy per process; ids come best first (text/names.h) and page by the last one; a change is
// found at once in the process that calls refresh, within a second in the others.
// Thread-safe. The tables must stand (migrations) before it is made.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "shuniu/base/actor.h"
#include "shuniu/database/database.h"
#include "shuniu/journal/stream.h"

namespace shuniu::identity {

struct NameQuestion {
  std::string query;
  std::string region = {};  // "": all; of organisations only
  std::string after = {};   // the last id of the page before
  std::int64_t limit = 50;
};

class Names {
 public:
  explicit Names(database::Database& database);
  ~Names();
  journal::Follower follower();

  void refresh(const OrganisationId& organisation);
  void refresh(const AccountId& account);

  std::vector<OrganisationId> organisations(const NameQuestion& question) const;
  std::vector<AccountId> accounts(const NameQuestion& question) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace shuniu::identity
