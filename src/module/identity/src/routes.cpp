#include "shuniu/identity/routes.h"

namespace shuniu::identity {
namespace {

using http::Access;

constexpr std::string_view tag = "identity";
constexpr std::string_view read_scope = "identity:read";
constexpr std::string_view write_scope = "identity:write";

void add_sign_in_routes(http::Router& router, Identity& identity) {
  router.post("/v1/accounts", tag, &Identity::sign_up, identity,
              {.access = Access::open,
               .summary = "Sign up; a letter with a link confirms the address.",
               .idempotent_by_key = false,
               .pace = http::Pace::careful});
  router.post("/v1/accounts/confirm", tag, &Identity::confirm_email, identity,
              {.access = Access::open,
               .summary = "Confirm an address with the token of the letter.",
               .idempotent_by_key = false,
               .pace = http::Pace::careful});
  router.post("/v1/session", tag, &Identity::sign_in, identity,
              {.access = Access::open,
               .summary = "Sign in; sets the session cookie.",
               .idempotent_by_key = false,
               .pace = http::Pace::careful});
  router.post("/v1/session/second-factor", tag, &Identity::sign_in_with_code, identity,
              {.access = Access::open,
               .summary = "Sign in with the challenge of the password and a code of the second factor.",
               .idempotent_by_key = false,
               .pace = http::Pace::careful});
  router.erase("/v1/session", tag, &Identity::sign_out, identity,
               {.access = Access::open,
                .summary = "Sign out; ends the session of the cookie.",
                .idempotent_by_key = false});
  router.post("/v1/password-reset", tag, &Identity::request_password_reset, identity,
              {.access = Access::open,
               .summary = "Ask for a letter that lets one set a new password.",
               .idempotent_by_key = false,
               .pace = http::Pace::careful});
  router.post("/v1/password-reset/confirm", tag, &Identity::reset_password, identity,
              {.access = Access::open,
               .summary = "Set a new password with the token of the letter; ends all sessions and API keys.",
               .idempotent_by_key = false,
               .pace = http::Pace::careful});
}

void add_own_routes(http::Router& router, Identity& identity) {
  router.get("/v1/myself", tag, &Identity::myself, identity,
             {.summary = "Who is signed in, with roles and organisations.", .scope = read_scope});
  router.patch("/v1/myself", tag, &Identity::update_myself, identity,
               {.summary = "Change one's name or language."});
  router.post("/v1/myself/password", tag, &Identity::change_password, identity,
              {.summary = "Change one's password; ends the other sessions.",
               .idempotent_by_key = false,
               .pace = http::Pace::careful});
  router.get("/v1/myself/sessions", tag, &Identity::sessions, identity,
             {.summary = "One's sessions.", .scope = read_scope});
  router.erase("/v1/myself/sessions/{session}", tag, &Identity::end_session, identity,
               {.summary = "End one of one's sessions."});
  router.post("/v1/myself/api-keys", tag, &Identity::create_api_key, identity,
              {.summary = "Make an API key; its secret is shown once.", .idempotent_by_key = false});
  router.get("/v1/myself/api-keys", tag, &Identity::api_keys, identity,
             {.summary = "One's API keys, without their secrets.", .scope = read_scope});
  router.erase("/v1/myself/api-keys/{key}", tag, &Identity::revoke_api_key, identity,
               {.summary = "Revoke an API key."});
}

void add_second_factor_routes(http::Router& router, Identity& identity) {
  router.get("/v1/myself/second-factor", tag, &Identity::second_factor, identity,
             {.summary = "Whether one's second factor is set up, and how many recovery codes are left.",
              .scope = read_scope});
  router.post(
      "/v1/myself/second-factor", tag, &Identity::start_second_factor, identity,
      {.summary = "Begin to set a second factor up, or another in its place; its secret is shown once.",
       .idempotent_by_key = false,
       .pace = http::Pace::careful});
  router.post(
      "/v1/myself/second-factor/confirm", tag, &Identity::confirm_second_factor, identity,
      {.summary = "Set it up with its first code; ends the other sessions and shows the recovery codes.",
       .idempotent_by_key = false,
       .pace = http::Pace::careful});
  router.post("/v1/myself/second-factor/recovery-codes", tag, &Identity::renew_recovery_codes, identity,
              {.summary = "New recovery codes in place of the earlier ones; they are shown once.",
               .idempotent_by_key = false,
               .pace = http::Pace::careful});
  router.post("/v1/myself/second-factor/remove", tag, &Identity::remove_second_factor, identity,
              {.summary = "Remove one's second factor; takes the password and a code.",
               .idempotent_by_key = false,
               .pace = http::Pace::careful});
}

void add_organisation_routes(http::Router& router, Identity& identity) {
  router.post("/v1/organisations", tag, &Identity::create_organisation, identity,
              {.summary = "Register an organisation; whoever does is its owner.", .scope = write_scope});
  router.get("/v1/organisations", tag, &Identity::organisations, identity,
             {.access = Access::open,
              .summary = "Organisations by part of a name or credit code.",
              .scope = read_scope});
  router.get("/v1/organisations/{organisation}", tag, &Identity::organisation, identity,
             {.access = Access::open, .summary = "One organisation.", .scope = read_scope});
  router.patch("/v1/organisations/{organisation}", tag, &Identity::update_organisation, identity,
               {.summary = "Change an organisation; for its owners.", .scope = write_scope});
  router.get("/v1/organisations/{organisation}/members", tag, &Identity::members, identity,
             {.summary = "The members of an organisation; for members.", .scope = read_scope});
  router.put("/v1/organisations/{organisation}/members/{account}", tag, &Identity::set_membership, identity,
             {.summary = "Change what a member may do; for owners.", .scope = write_scope});
  router.erase("/v1/organisations/{organisation}/members/{account}", tag, &Identity::remove_member, identity,
               {.summary = "Remove a member; for owners, and for oneself.", .scope = write_scope});
}

void add_invitation_routes(http::Router& router, Identity& identity) {
  router.post("/v1/organisations/{organisation}/invitations", tag, &Identity::invite_member, identity,
              {.summary = "Invite an address by letter to become a member; for owners.",
               .scope = write_scope,
               .pace = http::Pace::careful});
  router.get("/v1/organisations/{organisation}/invitations", tag, &Identity::invitations, identity,
             {.summary = "The open invitations of an organisation; for owners.", .scope = read_scope});
  router.erase("/v1/organisations/{organisation}/invitations/{invitation}", tag, &Identity::revoke_invitation,
               identity, {.summary = "Revoke an open invitation; for owners.", .scope = write_scope});
  router.get("/v1/myself/invitations", tag, &Identity::own_invitations, identity,
             {.summary = "The open invitations to one's own address.", .scope = read_scope});
  router.post("/v1/myself/invitations/{invitation}/accept", tag, &Identity::accept_invitation, identity,
              {.summary = "Accept an invitation: one is a member from now on."});
  router.post("/v1/myself/invitations/{invitation}/decline", tag, &Identity::decline_invitation, identity,
              {.summary = "Decline an invitation."});
}

void add_administration_routes(http::Router& router, Identity& identity) {
  router.get("/v1/administration/accounts", tag, &Identity::accounts, identity,
             {.access = Access::administrator, .summary = "Accounts by part of a name or address."});
  router.put("/v1/administration/accounts/{account}/roles", tag, &Identity::set_roles, identity,
             {.access = Access::administrator, .summary = "Set the roles of an account on the hub."});
  router.put("/v1/administration/accounts/{account}/suspension", tag, &Identity::suspend_account, identity,
             {.access = Access::administrator, .summary = "Suspend an account, or restore it."});
  router.get(
      "/v1/administration/security-log", tag, &Identity::security_log, identity,
      {.access = Access::auditor, .summary = "What was refused and who got which role, newest first."});
}

}  // namespace

void add_routes(http::Router& router, Identity& identity) {
  add_sign_in_routes(router, identity);
  add_own_routes(router, identity);
  add_second_factor_routes(router, identity);
  add_organisation_routes(router, identity);
  add_invitation_routes(router, identity);
  add_administration_routes(router, identity);
}

}  // namespace shuniu::identity
