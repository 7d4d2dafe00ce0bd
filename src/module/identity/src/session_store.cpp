#include "session_store.h"

namespace shuniu::identity {

void add_session(database::Transaction& tx, const SessionRow& session) {
  tx.insert("identity_session", session);
}

std::optional<SessionRow> find_session(database::Transaction& tx, const std::string& token_hash) {
  return tx.find<SessionRow>("SELECT * FROM identity_session WHERE token_hash = $1", token_hash);
}

std::vector<SessionRow> sessions_of(database::Transaction& tx, const AccountId& account) {
  return tx.rows<SessionRow>(
      "SELECT * FROM identity_session WHERE account = $1 ORDER BY last_seen_at DESC, id", account);
}

void touch_session(database::Transaction& tx, const SessionId& id, Instant now,
                   const std::string& user_agent) {
  tx.run("UPDATE identity_session SET last_seen_at = $2, user_agent = $3 WHERE id = $1", id, now, user_agent);
}

bool remove_session(database::Transaction& tx, const AccountId& account, const SessionId& id) {
  return tx.run("DELETE FROM identity_session WHERE id = $1 AND account = $2", id, account) == 1;
}

void remove_session_by_token(database::Transaction& tx, const std::string& token_hash) {
  tx.run("DELETE FROM identity_session WHERE token_hash = $1", token_hash);
}

void remove_sessions(database::Transaction& tx, const AccountId& account,
                     const std::string& kept_token_hash) {
  tx.run("DELETE FROM identity_session WHERE account = $1 AND token_hash <> $2", account, kept_token_hash);
}

void remove_expired_sessions(database::Transaction& tx, const AccountId& account, Instant now) {
  tx.run("DELETE FROM identity_session WHERE account = $1 AND expires_at <= $2", account, now);
}

void add_api_key(database::Transaction& tx, const ApiKeyRow& key) {
  tx.insert("identity_api_key", key);
}

std::optional<ApiKeyRow> find_api_key(database::Transaction& tx, const std::string& secret_hash) {
  return tx.find<ApiKeyRow>("SELECT * FROM identity_api_key WHERE secret_hash = $1", secret_hash);
}

std::vector<ApiKeyRow> api_keys_of(database::Transaction& tx, const AccountId& account) {
  return tx.rows<ApiKeyRow>("SELECT * FROM identity_api_key WHERE account = $1 ORDER BY id", account);
}

void touch_api_key(database::Transaction& tx, const ApiKeyId& id, Instant now) {
  tx.run("UPDATE identity_api_key SET last_used_at = $2 WHERE id = $1", id, now);
}

bool remove_api_key(database::Transaction& tx, const AccountId& account, const ApiKeyId& id) {
  return tx.run("DELETE FROM identity_api_key WHERE id = $1 AND account = $2", id, account) == 1;
}

std::vector<ApiKeyId> remove_api_keys(database::Transaction& tx, const AccountId& account) {
  std::vector<ApiKeyId> removed;
  for (const ApiKeyRow& key : api_keys_of(tx, account)) {
    if (remove_api_key(tx, account, key.id)) removed.push_back(key.id);
  }
  return removed;
}

}  // namespace shuniu::identity
