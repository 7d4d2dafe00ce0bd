#include "shuniu/identity/migrations.h"

namespace shuniu::identity {
namespace {

// The text of an applied migration never changes: what comes later is another migration.
constexpr const char* accounts = R"(CREATE TABLE identity_account (
  id TEXT PRIMARY KEY,
  email TEXT NOT NULL,
  email_folded TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  name_folded TEXT NOT NULL,
  language TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  confirmed_at BIGINT,
  suspended_at BIGINT
);
CREATE TABLE identity_account_role (
  account TEXT NOT NULL REFERENCES identity_account (id),
  role TEXT NOT NULL,
  PRIMARY KEY (account, role)
);
CREATE INDEX identity_account_role_role ON identity_account_role (role);
CREATE TABLE identity_token (
  token_hash TEXT PRIMARY KEY,
  account TEXT NOT NULL REFERENCES identity_account (id),
  purpose TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE INDEX identity_token_account ON identity_token (account);
CREATE TABLE identity_session (
  id TEXT PRIMARY KEY,
  token_hash TEXT NOT NULL UNIQUE,
  account TEXT NOT NULL REFERENCES identity_account (id),
  created_at BIGINT NOT NULL,
  last_seen_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  user_agent TEXT NOT NULL
);
CREATE INDEX identity_session_account ON identity_session (account);
CREATE TABLE identity_api_key (
  id TEXT PRIMARY KEY,
  secret_hash TEXT NOT NULL UNIQUE,
  account TEXT NOT NULL REFERENCES identity_account (id),
  name TEXT NOT NULL,
  scopes TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  last_used_at BIGINT,
  expires_on TEXT
);
CREATE INDEX identity_api_key_account ON identity_api_key (account);
CREATE TABLE identity_attempt (
  subject TEXT PRIMARY KEY,
  attempts BIGINT NOT NULL,
  since_at BIGINT NOT NULL,
  blocked_until_at BIGINT NOT NULL
);
CREATE INDEX identity_attempt_since ON identity_attempt (since_at);
)";

constexpr const char* organisations = R"(CREATE TABLE identity_organisation (
  id TEXT PRIMARY KEY,
  credit_code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  name_en TEXT,
  name_folded TEXT NOT NULL,
  kind TEXT NOT NULL,
  region TEXT NOT NULL,
  city TEXT,
  industry TEXT,
  about TEXT,
  website TEXT,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE INDEX identity_organisation_region ON identity_organisation (region, id);
CREATE TABLE identity_member (
  organisation TEXT NOT NULL REFERENCES identity_organisation (id),
  account TEXT NOT NULL REFERENCES identity_account (id),
  membership TEXT NOT NULL,
  added_at BIGINT NOT NULL,
  PRIMARY KEY (organisation, account)
);
CREATE INDEX identity_member_account ON identity_member (account);
)";

constexpr const char* security_log_sqlite = R"(CREATE TABLE identity_security_event (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  at BIGINT NOT NULL,
  event TEXT NOT NULL,
  account TEXT,
  remote_address TEXT NOT NULL,
  request_id TEXT NOT NULL,
  detail TEXT NOT NULL
);
CREATE INDEX identity_security_event_account ON identity_security_event (account, number);
CREATE INDEX identity_security_event_event ON identity_security_event (event, number);
)";

constexpr const char* security_log_postgresql = R"(CREATE TABLE identity_security_event (
  number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at BIGINT NOT NULL,
  event TEXT NOT NULL,
  account TEXT,
  remote_address TEXT NOT NULL,
  request_id TEXT NOT NULL,
  detail TEXT NOT NULL
);
CREATE INDEX identity_security_event_account ON identity_security_event (account, number);
CREATE INDEX identity_security_event_event ON identity_security_event (event, number);
)";

// Each sign-up of an address that nobody has confirmed keeps its own name and password beside its token.
constexpr const char* sign_ups = "ALTER TABLE identity_token ADD COLUMN sign_up TEXT;\n";

// Names are found by engine/text, not by a folded copy.
constexpr const char* names_without_copies =
    "ALTER TABLE identity_account DROP COLUMN name_folded;\n"
    "ALTER TABLE identity_organisation DROP COLUMN name_folded;\n";

constexpr const char* invitations = R"(CREATE TABLE identity_invitation (
  id TEXT PRIMARY KEY,
  organisation TEXT NOT NULL REFERENCES identity_organisation (id),
  email TEXT NOT NULL,
  email_folded TEXT NOT NULL,
  membership TEXT NOT NULL,
  invited_by TEXT NOT NULL REFERENCES identity_account (id),
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  UNIQUE (organisation, email_folded)
);
CREATE INDEX identity_invitation_email ON identity_invitation (email_folded);
CREATE INDEX identity_invitation_expires ON identity_invitation (expires_at);
)";

constexpr const char* second_factors = R"(CREATE TABLE identity_second_factor (
  account TEXT PRIMARY KEY REFERENCES identity_account (id),
  secret TEXT,
  enabled_at BIGINT,
  last_step BIGINT NOT NULL,
  pending_secret TEXT,
  pending_until BIGINT
);
CREATE TABLE identity_recovery_code (
  account TEXT NOT NULL REFERENCES identity_account (id),
  code_hash TEXT NOT NULL,
  PRIMARY KEY (account, code_hash)
);
)";

}  // namespace

std::vector<database::Migration> migrations() {
  return {{"identity", 1, "accounts", accounts, ""},
          {"identity", 2, "organisations", organisations, ""},
          {"identity", 3, "security_log", security_log_sqlite, security_log_postgresql},
          {"identity", 4, "sign_ups", sign_ups, ""},
          {"identity", 5, "names_without_copies", names_without_copies, ""},
          {"identity", 6, "invitations", invitations, ""},
          {"identity", 7, "second_factors", second_factors, ""}};
}

}  // namespace shuniu::identity
