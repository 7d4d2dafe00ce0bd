#include "shuniu/wiring/settings.h"

#include "mail_settings.h"

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
      {"second_factor.required", Type::boolean, "true",
       "Whoever has a role on the hub needs a second factor; without one the role rests"},
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
      {"mail.smtp_host", Type::text, "", "Mail server that takes the letters; empty: files in the outbox"},
      {"mail.smtp_port", Type::whole, "587", "Its port", 1, 65'535},
      {"mail.smtp_security", Type::text, "starttls", "starttls, tls, or none (with this machine alone)"},
      {"mail.smtp_user", Type::text, "", "Name to sign in to the mail server with; empty does not sign in"},
      {"mail.smtp_password", Type::secret, "", "Its password, from the environment or the settings file"},
      {"mail.smtp_password_file", Type::text, "", "Or a file whose first line is the password"},
      {"mail.smtp_authorities_file", Type::text, "",
       "PEM of who vouches for the mail server's certificate; empty: those of the system"},
      {"mail.from_address", Type::text, "",
       "Sender of all letters; needed with mail.smtp_host; empty: no-reply@localhost"},
      {"demonstration", Type::boolean, "false",
       "Show the demonstration's accounts on the sign-in page; loopback only"},
  };
  return all;
}

Result<Done> check_settings(const config::Config& config) {
  if (auto faults = mail_faults(config); !faults.empty()) return refuse_input(std::move(faults));
  const std::int64_t most = config.whole("http.workers") / 2;
  const std::int64_t together = config.whole("password.threads") + config.whole("password.queue");
  if (together <= most) return Done{};
  return refuse("hub.too_many_sign_ins", Kind::precondition,
                {{"sign_ins", std::to_string(together)},
                 {"most", std::to_string(most)},
                 {"workers", std::to_string(config.whole("http.workers"))}});
}

}  // namespace shuniu::wiring
