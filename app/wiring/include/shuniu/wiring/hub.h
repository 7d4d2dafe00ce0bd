// hub.h - the whole hub in one object: the only place where modules meet.
//
//   auto hub = Hub::open(config).value();
//   hub->start();                                   // numbering, subscribers, letters, index merges
//   http::Server server(hub->router(), hub->authenticator(), hub->database(), hub->clock(), options);
//   server.listen();
//   server.run_until_stopped();
//   hub->stop();
//
// Promises
//   - open migrates the database, loads the rulebook and refuses (with every fault) what it cannot serve.
//   - A hub whose journal is behind what it has already published refuses to open for writing
//     (hub.journal_behind); so does one whose master key is gone or another (files.master_key_missing,
//     files.master_key_differs).
//   - Destruction stops every thread in order: requests first, then subscribers, then the database.
#pragma once

#include <functional>
#include <memory>

#include "shuniu/base/result.h"
#include "shuniu/calendar/calendar.h"
#include "shuniu/codelist/code_list.h"
#include "shuniu/config/config.h"
#include "shuniu/crypto/password.h"
#include "shuniu/database/database.h"
#include "shuniu/files/file_store.h"
#include "shuniu/http/router.h"
#include "shuniu/http/server.h"
#include "shuniu/identity/identity.h"
#include "shuniu/journal/feed.h"
#include "shuniu/journal/stream.h"
#include "shuniu/market/import.h"
#include "shuniu/market/market.h"
#include "shuniu/market/talks.h"
#include "shuniu/notice/deliveries.h"

namespace shuniu::wiring {

/// What the hub rests on beside its settings; tests put a clock of theirs here, and a database that fails.
struct Foundation {
  using OpenDatabase = std::function<std::unique_ptr<database::Database>(const std::string& address,
                                                                         const database::DatabaseOptions&)>;
  const Clock* clock = nullptr;  // the system's, unless one is given that outlives the hub
  OpenDatabase open_database = database::open_database;
  crypto::PasswordOptions passwords;  // threads and queue come from the settings
};

class Hub {
 public:
  static Result<std::unique_ptr<Hub>> open(const config::Config& config, const Foundation& foundation = {});
  ~Hub();
  void start();
  void stop();

  const http::Router& router() const;
  http::Authenticator& authenticator();
  database::Database& database();
  const Clock& clock() const;
  journal::Stream& stream();
  const journal::Feed& feed() const;
  identity::Identity& identity();
  market::Market& market();
  market::Import& import();
  market::Talks& talks();
  notice::Deliveries& deliveries();
  files::FileStore& files();
  const codelist::CodeBook& codes() const;

 private:
  struct Parts;
  explicit Hub(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

/// Where the hub's things are, from the settings.
struct Places {
  std::string data;
  std::string database;  // "sqlite:…" or "postgresql://…"
  std::string files;
  std::string index;
  std::string outbox;
  std::string exports;  // files on their way out
  std::string keys;
};
Places places(const config::Config& config);

http::ServerOptions server_options(const config::Config& config);
/// All tables of all modules, in order.
std::vector<database::Migration> all_migrations();

}  // namespace shuniu::wiring
