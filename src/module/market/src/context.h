// context.h - what every command and question of market works with.
#pragma once

#include "overview_cache.h"
#include "shuniu/database/database.h"
#include "shuniu/market/catalogue.h"
#include "shuniu/market/market.h"
#include "visibility.h"

namespace shuniu::market {

struct Context {
  database::Database& database;
  Catalogue& catalogue;
  Directory& directory;
  Files& files;
  const codelist::CodeBook& codes;
  const Clock& clock;
  MarketOptions options;

  /// Asked before a transaction begins: the directory may read the database itself.
  Reader reader(const Actor& actor) const {
    Reader reader = reader_of(
        actor, actor.is_stranger() ? std::vector<OrganisationId>{} : directory.memberships(actor.account));
    reader.today = legal_day(clock.now());
    return reader;
  }

  /// A command on market's own tables.
  template <class Command>
  auto write(const Command& command) const {
    return database.write([&](database::Transaction& tx) {
      const database::ModuleScope scope("market");
      return command(tx);
    });
  }

  template <class Question>
  auto read(const Question& question) const {
    return database.read([&](database::Transaction& tx) {
      const database::ModuleScope scope("market");
      return question(tx);
    });
  }
};

struct Market::Parts : Context {
  explicit Parts(Context context) : Context(std::move(context)) {}
  OverviewCache overviews;
};

}  // namespace shuniu::market
