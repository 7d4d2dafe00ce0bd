#include "shuniu/identity/identity.h"

#include "names.h"
#include "security_store.h"

namespace shuniu::identity {

Identity::Identity(database::Database& database, crypto::PasswordHasher& passwords, Notifier& notifier,
                   const codelist::CodeBook& codes, const Clock& clock, IdentityOptions options)
    : database_(database),
      passwords_(passwords),
      notifier_(notifier),
      codes_(codes),
      clock_(clock),
      options_(std::move(options)),
      names_(std::make_unique<Names>(database)) {}

Identity::~Identity() = default;

journal::Follower Identity::follower() {
  return names_->follower();
}

void Identity::log_security_event(const Actor& actor, std::string_view event, std::string_view detail) {
  const database::ModuleScope scope("identity");
  database_
      .write([&](database::Transaction& tx) -> Result<Done> {
        add_security_event(tx, clock_.now(), actor, {event, actor.account, std::string(detail)});
        return Done{};
      })
      .value();
}

void Identity::log_denied_request(const http::Request& request) {
  std::string detail(http::name_of(request.method));
  log_security_event(request.actor, "denied", detail.append(" ").append(request.path));
}

}  // namespace shuniu::identity
