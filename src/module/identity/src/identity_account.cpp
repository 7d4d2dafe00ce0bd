// identity_account.cpp - what a person sees and changes of the own account: profile, sessions, API keys.
#include "account_rules.h"
#include "account_store.h"
#include "authority.h"
#include "credentials.h"
#include "names.h"
#include "security_store.h"
#include "session_store.h"
#include "shuniu/crypto/hash.h"
#include "shuniu/crypto/random.h"
#include "shuniu/identity/events.h"
#include "views.h"

namespace shuniu::identity {
namespace {

constexpr std::size_t most_api_keys = 20;

std::vector<std::string> as_texts(const std::vector<Text<1, 40>>& scopes) {
  return {scopes.begin(), scopes.end()};
}

Result<Done> check_new_key(const CreateApiKey& command, Instant now) {
  std::vector<Fault> faults;
  check_name(command.name, "name", faults);
  check_scopes(as_texts(command.scopes), faults);
  if (command.expires_on && is_over(*command.expires_on, now)) {
    faults.push_back({"expires_on", "fault.day_over", {}, to_text(*command.expires_on)});
  }
  if (!faults.empty()) return refuse_input(std::move(faults));
  return Done{};
}

}  // namespace

Result<Myself> Identity::myself(const Actor& actor, const Nothing&) {
  const database::ModuleScope scope("identity");
  if (const auto signed_in = require_signed_in(actor); !signed_in) return signed_in.error();
  return database_.read([&](database::Transaction& tx) -> Result<Myself> {
    const auto account = find_account(tx, actor.account);
    if (!account) return refuse(errors::sign_in_required, Kind::unauthenticated);
    return view_of_myself(tx, *account, options_);
  });
}

Result<Myself> Identity::update_myself(const Actor& actor, const UpdateMyself& command) {
  const database::ModuleScope scope("identity");
  if (const auto signed_in = require_signed_in(actor); !signed_in) return signed_in.error();
  std::vector<Fault> faults;
  if (command.name) check_name(*command.name, "name", faults);
  check_language(command.language, faults);
  if (!faults.empty()) return refuse_input(std::move(faults));
  auto changed = database_.write([&](database::Transaction& tx) -> Result<Myself> {
    auto account = find_account_for_update(tx, actor.account);
    if (!account) return refuse(errors::sign_in_required, Kind::unauthenticated);
    if (command.name) account->name = *command.name;
    if (command.language) account->language = *command.language;
    save_account(tx, *account);
    journal::append(tx, clock_.now(), AccountChanged{account->id});
    return view_of_myself(tx, *account, options_);
  });
  if (changed) names_->refresh(actor.account);
  return changed;
}

Result<SessionList> Identity::sessions(const Actor& actor, const Nothing&) {
  const database::ModuleScope scope("identity");
  if (const auto signed_in = require_signed_in(actor); !signed_in) return signed_in.error();
  const Instant now = clock_.now();
  return database_.read([&](database::Transaction& tx) -> Result<SessionList> {
    SessionList list;
    for (const SessionRow& session : sessions_of(tx, actor.account)) {
      if (!has_run_out(session, now, options_)) list.sessions.push_back(view_of(session, actor.session));
    }
    return list;
  });
}

Result<Accepted> Identity::end_session(const Actor& actor, const EndSession& command) {
  const database::ModuleScope scope("identity");
  if (const auto signed_in = require_signed_in(actor); !signed_in) return signed_in.error();
  return database_.write([&](database::Transaction& tx) -> Result<Accepted> {
    if (!remove_session(tx, actor.account, command.session))
      return refuse(errors::no_such_session, Kind::not_found);
    add_security_event(tx, clock_.now(), actor, {"session_ended", actor.account, command.session.text()});
    return Accepted{};
  });
}

Result<NewApiKey> Identity::create_api_key(const Actor& actor, const CreateApiKey& command) {
  const database::ModuleScope scope("identity");
  if (const auto signed_in = require_signed_in(actor); !signed_in) return signed_in.error();
  if (const auto checked = check_new_key(command, clock_.now()); !checked) return checked.error();
  const std::string secret = std::string(api_key_prefix) + crypto::random_token();
  return database_.write([&](database::Transaction& tx) -> Result<NewApiKey> {
    const Instant now = clock_.now();
    if (!find_account_for_update(tx, actor.account))
      return refuse(errors::sign_in_required, Kind::unauthenticated);
    if (api_keys_of(tx, actor.account).size() >= most_api_keys) {
      return refuse(errors::too_many_api_keys, Kind::precondition, {{"most", std::to_string(most_api_keys)}});
    }
    ApiKeyRow key;
    key.id = crypto::new_id<ApiKeyId>(now);
    key.secret_hash = crypto::hex(crypto::sha256(secret));
    key.account = actor.account;
    key.name = command.name;
    key.scopes = as_texts(command.scopes);
    key.created_at = now;
    key.expires_on = command.expires_on;
    add_api_key(tx, key);
    journal::append(tx, now, ApiKeyCreated{actor.account, key.id});
    add_security_event(tx, now, actor, {"api_key_created", actor.account, key.id.text()});
    return NewApiKey{view_of(key), secret};
  });
}

Result<ApiKeyList> Identity::api_keys(const Actor& actor, const Nothing&) {
  const database::ModuleScope scope("identity");
  if (const auto signed_in = require_signed_in(actor); !signed_in) return signed_in.error();
  return database_.read([&](database::Transaction& tx) -> Result<ApiKeyList> {
    ApiKeyList list;
    for (const ApiKeyRow& key : api_keys_of(tx, actor.account)) list.keys.push_back(view_of(key));
    return list;
  });
}

Result<Accepted> Identity::revoke_api_key(const Actor& actor, const RevokeApiKey& command) {
  const database::ModuleScope scope("identity");
  if (const auto signed_in = require_signed_in(actor); !signed_in) return signed_in.error();
  return database_.write([&](database::Transaction& tx) -> Result<Accepted> {
    const Instant now = clock_.now();
    if (!remove_api_key(tx, actor.account, command.key))
      return refuse(errors::no_such_api_key, Kind::not_found);
    journal::append(tx, now, ApiKeyRevoked{actor.account, command.key});
    add_security_event(tx, now, actor, {"api_key_revoked", actor.account, command.key.text()});
    return Accepted{};
  });
}

}  // namespace shuniu::identity
