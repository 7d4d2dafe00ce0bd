// views.h - stored rows as what people see.
#pragma once

#include "account_store.h"
#include "organisation_store.h"
#include "session_store.h"

namespace shuniu::identity {

Myself view_of_myself(database::Transaction& tx, const AccountRow& account, const IdentityOptions& options);
AccountView view_of(database::Transaction& tx, const AccountRow& account);
OrganisationView view_of(const OrganisationRow& organisation);
SessionView view_of(const SessionRow& session, const std::string& current_token_hash);
ApiKeyView view_of(const ApiKeyRow& key);

}  // namespace shuniu::identity
