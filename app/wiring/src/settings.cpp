#include "shuniu/wiring/settings.h"

namespace shuniu::wiring {

const std::vector<config::Setting>& settings() {
  using config::Type;
  static const std::vector<config::Setting> all{
      {"data", Type::text, "data", "Folder of database, files, index and outbox"},
      {"database", Type::text, "", "sqlite:PATH or postgresql://...; empty: sqlite in the data folder"},
      {"database.connections", Type::whole, "4", "Connections for reading (SQLite) or in all (PostgreSQL)", 1,
       64},
      {"rulebook", Type::text, "rulebook", "Folder of the rulebook"},
      {"web", Type::text, "ui/dist", "Folder of the built web pages; empty serves none"},
      {"keys", Type::text, "", "Folder of the hub's keys; empty: keys in the data folder"},
      {"http.address", Type::text, "127.0.0.1", "Address to listen on; loopback unless told otherwise"},
      {"http.port", Type::whole, "8080", "Port to listen on; 0 takes any", 0, 65'535},
      {"http.workers", Type::whole, "8", "Threads for requests", 2, 256},
      {"http.queue", Type::whole, "512", "Requests that may wait for a thread", 1, 100'000},
      {"http.requests_per_minute_per_address", Type::whole, "1200", "Rate limit", 1, 10'000'000},
      {"http.requests_per_minute_per_account", Type::whole, "1200", "Rate limit", 1, 10'000'000},
      {"http.sign_ins_per_minute_per_address", Type::whole, "60",
       "Rate limit of sign-in, sign-up, password reset and invitations", 1, 10'000'000},
      {"http.trusted_proxy", Type::text, "",
       "Address of the proxy whose X-Forwarded-For is believed; empty: none"},
      {"http.drain_ms", Type::whole, "10000", "Longest wait for requests in flight when stopping", 0,
       600'000},
      {"tls.certificate_file", Type::text, "", "PEM; with the key: serve HTTPS"},
      {"tls.private_key_file", Type::text, "", "PEM"},
      {"public_address", Type::text, "",
       "How people reach the hub, for links in letters; empty: from address and port"},
      {"session.days", Type::whole, "14", "Longest life of a session", 1, 365},
      {"session.idle_hours", Type::whole, "72", "A session ends after this without use", 1, 8'760},
      {"invitation.days", Type::whole, "14", "An invitation of a member ends after this without an answer", 1,
       365},
      {"password.threads", Type::whole, "1", "Threads that hash passwords", 1, 64},
      {"password.queue", Type::whole, "0",
       "Sign-ins that may wait for one of them; with the threads at most half of http.workers; 0: all that "
       "leaves",
       0, 127},
      {"market.need_lifetime_days", Type::whole, "365", "A need without a deadline expires after this", 1,
       3'650},
      {"market.offer_lifetime_days", Type::whole, "730", "An offer expires after this", 1, 3'650},
      {"market.longest_lifetime_days", Type::whole, "1825", "No deadline may lie further ahead than this", 1,
       36'500},
      {"market.answer_working_days", Type::whole, "5",
       "An interest that nobody answers within this many working days lapses", 1, 60},
      {"demonstration", Type::boolean, "false",
       "Show the demonstration's accounts on the sign-in page; loopback only"},
  };
  return all;
}

Result<Done> check_settings(const config::Config& config) {
  const std::int64_t most = config.whole("http.workers") / 2;
  const std::int64_t together = config.whole("password.threads") + config.whole("password.queue");
  if (together <= most) return Done{};
  return refuse("hub.too_many_sign_ins", Kind::precondition,
                {{"sign_ins", std::to_string(together)},
                 {"most", std::to_string(most)},
                 {"workers", std::to_string(config.whole("http.workers"))}});
}

}  // namespace shuniu::wiring
