// session_store.h - the SQL of sessions and API keys: what a request may prove itself with.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "shuniu/identity/identity.h"

namespace shuniu::identity {

struct SessionRow {
  SessionId id;
  std::string token_hash;
  AccountId account;
  Instant created_at;
  Instant last_seen_at;
  Instant expires_at;
  std::string user_agent;
};
SHUNIU_DESCRIBE(SessionRow, id, token_hash, account, created_at, last_seen_at, expires_at, user_agent)

void add_session(database::Transaction& tx, const SessionRow& session);
std::optional<SessionRow> find_session(database::Transaction& tx, const std::string& token_hash);
std::vector<SessionRow> sessions_of(database::Transaction& tx, const AccountId& account);
void touch_session(database::Transaction& tx, const SessionId& id, Instant now,
                   const std::string& user_agent);
bool remove_session(database::Transaction& tx, const AccountId& account, const SessionId& id);
void remove_session_by_token(database::Transaction& tx, const std::string& token_hash);
/// All of an account but the one with `kept_token_hash` ("": all).
void remove_sessions(database::Transaction& tx, const AccountId& account, const std::string& kept_token_hash);
void remove_expired_sessions(database::Transaction& tx, const AccountId& account, Instant now);

struct ApiKeyRow {
  ApiKeyId id;
  std::string secret_hash;
  AccountId account;
  std::string name;
  std::vector<std::string> scopes;
  Instant created_at;
  std::optional<Instant> last_used_at;
  std::optional<Date> expires_on;
};
SHUNIU_DESCRIBE(ApiKeyRow, id, secret_hash, account, name, scopes, created_at, last_used_at, expires_on)

void add_api_key(database::Transaction& tx, const ApiKeyRow& key);
std::optional<ApiKeyRow> find_api_key(database::Transaction& tx, const std::string& secret_hash);
std::vector<ApiKeyRow> api_keys_of(database::Transaction& tx, const AccountId& account);
void touch_api_key(database::Transaction& tx, const ApiKeyId& id, Instant now);
bool remove_api_key(database::Transaction& tx, const AccountId& account, const ApiKeyId& id);
/// All of an account; tells which.
std::vector<ApiKeyId> remove_api_keys(database::Transaction& tx, const AccountId& account);

}  // namespace shuniu::identity
