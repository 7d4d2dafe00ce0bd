// identity.h - people, the organisations they act for, sessions and keys.
//
//   Identity identity(database, passwords, notifier, codes, clock, options);
//   auto receipt = identity.sign_up(stranger, {"li@firm.example", "a long pass phrase", "李薇", "zh"});
//   identity.confirm_email(stranger, {token_from_the_mail, "a long pass phrase"});
//   auto session = identity.sign_in(stranger, {"li@firm.example", "a long pass phrase"});  // sets the cookie
//
// Promises
//   - Passwords are argon2id hashes; sessions, keys and mailed tokens are stored as SHA-256 hashes only.
//   - Sign-up, sign-in and password reset answer alike, and take as long, whether an address is known or not.
//   - After five failed sign-ins of an address in 15 minutes each further one costs a pause
//     (identity.too_many_attempts, with retry_after_s); the count is kept in the database, and each failure
//     is in the security log.
//   - Mailed tokens work once: 48 hours for an address, one hour for a password. A password that is changed
//     ends the other sessions; one that was forgotten and set anew ends every session and every API key.
//   - A sign-up counts only for who has both its letter and its password: whoever signs up with the address
//     of
//     somebody else gains nothing, whichever letter that person answers.
//   - Nobody becomes a member without saying so: an owner invites an address, and whoever has confirmed that
//     address accepts or declines. Inviting answers alike whether the hub knows the address or not.
//   - A second factor (second_factor.h) is asked for after the password; hub roles rest without one.
//   - An organisation keeps an owner, the hub keeps an administrator; nobody is administrator and auditor.
//   - The security log is never shortened by the hub; like facts it carries ids, never names or addresses of
//     people.
// Does not decide what a member may do in a module: it tells who acts for whom (Actor). Does not vouch that a
// person may speak for an organisation: whoever registers it first is its owner.
// Thread-safe. The tables must stand (migrations) before it is made: it holds the names that it finds by.
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "shuniu/base/actor.h"
#include "shuniu/base/describe.h"
#include "shuniu/base/result.h"
#include "shuniu/codelist/code_list.h"
#include "shuniu/crypto/password.h"
#include "shuniu/database/database.h"
#include "shuniu/http/router.h"
#include "shuniu/identity/ports.h"
#include "shuniu/identity/second_factor.h"
#include "shuniu/journal/stream.h"

namespace shuniu::identity {

using SessionId = Id<struct SessionTag>;
using ApiKeyId = Id<struct ApiKeyTag>;
using InvitationId = Id<struct InvitationTag>;
struct InvitationRow;
struct AccountRow;

struct Nothing {};
SHUNIU_DESCRIBE(Nothing)

struct Accepted {
  bool accepted = true;
};
SHUNIU_DESCRIBE(Accepted, accepted)

// ---- sign-up, sign-in, password
// ----------------------------------------------------------------------------------

struct SignUp {
  EmailAddress<> email;
  Secret<10, 128> password;
  Text<1, 80> name;
  std::optional<Text<2, 2>> language;  // zh (default) or en
};
SHUNIU_DESCRIBE(SignUp, email, password, name, language)

struct ConfirmEmail {
  Secret<20, 100> token;
  Secret<1, 128> password;  // of the sign-up whose letter carried the token
};
SHUNIU_DESCRIBE(ConfirmEmail, token, password)

struct SignIn {
  EmailAddress<> email;
  Secret<1, 128> password;
};
SHUNIU_DESCRIBE(SignIn, email, password)

struct RequestPasswordReset {
  EmailAddress<> email;
};
SHUNIU_DESCRIBE(RequestPasswordReset, email)

struct ResetPassword {
  Secret<20, 100> token;
  Secret<10, 128> password;
};
SHUNIU_DESCRIBE(ResetPassword, token, password)

struct ChangePassword {
  Secret<1, 128> current_password;
  Secret<10, 128> new_password;
};
SHUNIU_DESCRIBE(ChangePassword, current_password, new_password)

// ---- who am I
// ----------------------------------------------------------------------------------------------------

struct OrganisationBrief {
  OrganisationId id;
  std::string name;
  std::optional<std::string> name_en;
  Text<0, 10> region;
};
SHUNIU_DESCRIBE(OrganisationBrief, id, name, name_en, region)

struct MembershipView {
  OrganisationBrief organisation;
  Membership membership = Membership::none;
};
SHUNIU_DESCRIBE(MembershipView, organisation, membership)

struct Myself {
  AccountId account;
  std::string email;
  std::string name;
  std::string language;
  std::vector<Role> roles;  // they rest while `second_factor` is `required`
  std::vector<MembershipView> memberships;
  SecondFactorState second_factor = SecondFactorState::absent;
};
SHUNIU_DESCRIBE(Myself, account, email, name, language, roles, memberships, second_factor)

struct UpdateMyself {
  std::optional<Text<1, 80>> name;
  std::optional<Text<2, 2>> language;
};
SHUNIU_DESCRIBE(UpdateMyself, name, language)

struct SessionView {
  SessionId id;
  Instant created_at;
  Instant last_seen_at;
  Instant expires_at;
  std::string user_agent;
  bool current = false;
};
SHUNIU_DESCRIBE(SessionView, id, created_at, last_seen_at, expires_at, user_agent, current)

struct SessionList {
  std::vector<SessionView> sessions;
};
SHUNIU_DESCRIBE(SessionList, sessions)

struct EndSession {
  SessionId session;
};
SHUNIU_DESCRIBE(EndSession, session)

// ---- API keys
// ----------------------------------------------------------------------------------------------------

struct CreateApiKey {
  Text<1, 80> name;
  Items<Text<1, 40>, 20> scopes;  // "market:read", "market:write", …
  std::optional<Date> expires_on;
};
SHUNIU_DESCRIBE(CreateApiKey, name, scopes, expires_on)

struct ApiKeyView {
  ApiKeyId id;
  std::string name;
  std::vector<std::string> scopes;
  Instant created_at;
  std::optional<Instant> last_used_at;
  std::optional<Date> expires_on;
};
SHUNIU_DESCRIBE(ApiKeyView, id, name, scopes, created_at, last_used_at, expires_on)

/// Shown once: the secret is not kept.
struct NewApiKey {
  ApiKeyView key;
  std::string secret;
};
SHUNIU_DESCRIBE(NewApiKey, key, secret)

struct ApiKeyList {
  std::vector<ApiKeyView> keys;
};
SHUNIU_DESCRIBE(ApiKeyList, keys)

struct RevokeApiKey {
  ApiKeyId key;
};
SHUNIU_DESCRIBE(RevokeApiKey, key)

// ---- organisations
// -----------------------------------------------------------------------------------------------

struct CreateOrganisation {
  Text<2, 120> name;
  std::optional<Text<2, 160>> name_en;
  Text<18, 18> credit_code;  // GB 32100-2015; the outer check digit is an error, the inner one a warning
  Text<1, 10> kind;          // party_kinds
  Text<6, 6> region;         // regions (GB/T 2260 province)
  std::optional<Text<6, 6>> city;       // cities
  std::optional<Text<1, 10>> industry;  // industries
  std::optional<Text<0, 2000>> about;
  std::optional<Text<0, 200>> website;  // https only
};
SHUNIU_DESCRIBE(CreateOrganisation, name, name_en, credit_code, kind, region, city, industry, about, website)

struct UpdateOrganisation {
  OrganisationId organisation;
  std::optional<Text<2, 120>> name;
  std::optional<Text<2, 160>> name_en;
  std::optional<Text<6, 6>> region;
  std::optional<Text<6, 6>> city;
  std::optional<Text<1, 10>> industry;
  std::optional<Text<0, 2000>> about;
  std::optional<Text<0, 200>> website;
};
SHUNIU_DESCRIBE(UpdateOrganisation, organisation, name, name_en, region, city, industry, about, website)

struct OrganisationView {
  OrganisationId id;
  std::string name;
  std::optional<std::string> name_en;
  std::string credit_code;
  std::string kind;
  std::string region;
  std::optional<std::string> city;
  std::optional<std::string> industry;
  std::optional<std::string> about;
  std::optional<std::string> website;
  Instant created_at;
  std::vector<std::string> warnings;  // keys, such as identity.credit_code_inner_check
};
SHUNIU_DESCRIBE(OrganisationView, id, name, name_en, credit_code, kind, region, city, industry, about,
                website, created_at, warnings)

struct FindOrganisation {
  OrganisationId organisation;
};
SHUNIU_DESCRIBE(FindOrganisation, organisation)

/// By part of a name (characters, Traditional or Simplified, pinyin, first letters) or the start of a credit
/// code, best first; without a query all, in the order of their ids. Pages by `after`, the last id of the
/// page before.
struct ListOrganisations {
  std::optional<Text<0, 120>> query;
  std::optional<Text<6, 6>> region;
  std::optional<OrganisationId> after;
  std::optional<Whole<1, 200>> limit;
};
SHUNIU_DESCRIBE(ListOrganisations, query, region, after, limit)

struct OrganisationList {
  std::vector<OrganisationView> organisations;
  std::optional<OrganisationId> next_after;
};
SHUNIU_DESCRIBE(OrganisationList, organisations, next_after)

struct MemberView {
  AccountId account;
  std::string name;
  std::string email;
  Membership membership = Membership::none;
};
SHUNIU_DESCRIBE(MemberView, account, name, email, membership)

struct MemberList {
  std::vector<MemberView> members;
};
SHUNIU_DESCRIBE(MemberList, members)

struct SetMembership {
  OrganisationId organisation;
  AccountId account;  // a member already
  Membership membership = Membership::member;
};
SHUNIU_DESCRIBE(SetMembership, organisation, account, membership)

struct RemoveMember {
  OrganisationId organisation;
  AccountId account;
};
SHUNIU_DESCRIBE(RemoveMember, organisation, account)

// ---- invitations: an address is asked by letter, its owner decides
// -----------------------------------------------------------------------------

struct InviteMember {
  OrganisationId organisation;
  EmailAddress<> email;  // of anybody; the answer does not tell whether the hub knows it
  Membership membership = Membership::member;
};
SHUNIU_DESCRIBE(InviteMember, organisation, email, membership)

struct InvitationView {
  InvitationId id;
  std::string email;
  Membership membership = Membership::none;
  Instant invited_at;
  Instant expires_at;
};
SHUNIU_DESCRIBE(InvitationView, id, email, membership, invited_at, expires_at)

/// The open ones.
struct InvitationList {
  std::vector<InvitationView> invitations;
};
SHUNIU_DESCRIBE(InvitationList, invitations)

struct RevokeInvitation {
  OrganisationId organisation;
  InvitationId invitation;
};
SHUNIU_DESCRIBE(RevokeInvitation, organisation, invitation)

struct OwnInvitationView {
  InvitationId id;
  OrganisationBrief organisation;
  Membership membership = Membership::none;
  std::string invited_by;  // the name of the owner who did
  Instant invited_at;
  Instant expires_at;
};
SHUNIU_DESCRIBE(OwnInvitationView, id, organisation, membership, invited_by, invited_at, expires_at)

struct OwnInvitationList {
  std::vector<OwnInvitationView> invitations;
};
SHUNIU_DESCRIBE(OwnInvitationList, invitations)

struct AnswerInvitation {
  InvitationId invitation;
};
SHUNIU_DESCRIBE(AnswerInvitation, invitation)

// ---- administration
// ----------------------------------------------------------------------------------------------

/// By name, as organisations are, or by part of an address.
struct ListAccounts {
  std::optional<Text<0, 120>> query;
  std::optional<AccountId> after;
  std::optional<Whole<1, 200>> limit;
};
SHUNIU_DESCRIBE(ListAccounts, query, after, limit)

struct AccountView {
  AccountId id;
  std::string email;
  std::string name;
  bool confirmed = false;
  bool suspended = false;
  std::vector<Role> roles;
  std::vector<MembershipView> memberships;
  Instant created_at;
};
SHUNIU_DESCRIBE(AccountView, id, email, name, confirmed, suspended, roles, memberships, created_at)

struct AccountList {
  std::vector<AccountView> accounts;
  std::optional<AccountId> next_after;
};
SHUNIU_DESCRIBE(AccountList, accounts, next_after)

struct SetRoles {
  AccountId account;
  Items<Role, 4> roles;  // administrator and auditor never in one person
};
SHUNIU_DESCRIBE(SetRoles, account, roles)

struct SuspendAccount {
  AccountId account;
  bool suspended = true;
};
SHUNIU_DESCRIBE(SuspendAccount, account, suspended)

struct ReadSecurityLog {
  std::optional<AccountId> account;
  std::optional<Text<0, 60>> event;  // "sign_in_failed", "denied", …
  std::optional<Whole<0, 9'007'199'254'740'991>> before;
  std::optional<Whole<1, 500>> limit;
};
SHUNIU_DESCRIBE(ReadSecurityLog, account, event, before, limit)

struct SecurityEvent {
  std::int64_t number = 0;
  Instant at;
  std::string event;
  std::optional<AccountId> account;
  std::string remote_address;
  std::string request_id;
  std::string detail;
};
SHUNIU_DESCRIBE(SecurityEvent, number, at, event, account, remote_address, request_id, detail)

struct SecurityLog {
  std::vector<SecurityEvent> events;
};
SHUNIU_DESCRIBE(SecurityLog, events)

struct Correspondent {
  std::string email;
  std::string language;
  std::vector<MembershipView> memberships;
};

struct IdentityOptions {
  std::string public_address = "http://127.0.0.1:8080";  // for links in mails
  std::int64_t session_days = 14;
  std::int64_t session_idle_hours = 72;
  std::int64_t invitation_days = 14;
  bool secure_cookies = false;         // true behind TLS
  bool second_factor_required = true;  // of whoever has a role on the hub
  std::string second_factor_key;       // 32 bytes that seal the secrets of second factors
};

class Names;

class Identity {
 public:
  Identity(database::Database& database, crypto::PasswordHasher& passwords, Notifier& notifier,
           const codelist::CodeBook& codes, const Clock& clock, IdentityOptions options = {});
  ~Identity();
  /// Hears what other processes of the hub change, so that names are found as they are now.
  journal::Follower follower();

  Result<Accepted> sign_up(const Actor& actor, const SignUp& command);
  Result<Accepted> confirm_email(const Actor& actor, const ConfirmEmail& command);
  Result<http::WithHeaders<Myself>> sign_in(const Actor& actor, const SignIn& command);
  Result<http::WithHeaders<Accepted>> sign_out(const Actor& actor, const Nothing& command);
  Result<Accepted> request_password_reset(const Actor& actor, const RequestPasswordReset& command);
  Result<Accepted> reset_password(const Actor& actor, const ResetPassword& command);
  Result<Accepted> change_password(const Actor& actor, const ChangePassword& command);

  Result<http::WithHeaders<Myself>> sign_in_with_code(const Actor& actor, const SignInWithCode& command);

  Result<SecondFactorView> second_factor(const Actor& actor, const Nothing& question);
  Result<http::WithHeaders<SecondFactorStart>> start_second_factor(const Actor& actor,
                                                                   const StartSecondFactor& command);
  Result<http::WithHeaders<RecoveryCodes>> confirm_second_factor(const Actor& actor,
                                                                 const ConfirmSecondFactor& command);
  Result<http::WithHeaders<RecoveryCodes>> renew_recovery_codes(const Actor& actor,
                                                                const ProveSecondFactor& command);
  Result<Accepted> remove_second_factor(const Actor& actor, const ProveSecondFactor& command);

  Result<Myself> myself(const Actor& actor, const Nothing& question);
  Result<Myself> update_myself(const Actor& actor, const UpdateMyself& command);
  Result<SessionList> sessions(const Actor& actor, const Nothing& question);
  Result<Accepted> end_session(const Actor& actor, const EndSession& command);
  Result<NewApiKey> create_api_key(const Actor& actor, const CreateApiKey& command);
  Result<ApiKeyList> api_keys(const Actor& actor, const Nothing& question);
  Result<Accepted> revoke_api_key(const Actor& actor, const RevokeApiKey& command);

  Result<OrganisationView> create_organisation(const Actor& actor, const CreateOrganisation& command);
  Result<OrganisationView> update_organisation(const Actor& actor, const UpdateOrganisation& command);
  Result<OrganisationView> organisation(const Actor& actor, const FindOrganisation& question);
  Result<OrganisationList> organisations(const Actor& actor, const ListOrganisations& question);
  Result<MemberList> members(const Actor& actor, const FindOrganisation& question);
  Result<Accepted> set_membership(const Actor& actor, const SetMembership& command);
  Result<Accepted> remove_member(const Actor& actor, const RemoveMember& command);

  Result<Accepted> invite_member(const Actor& actor, const InviteMember& command);
  Result<InvitationList> invitations(const Actor& actor, const FindOrganisation& question);
  Result<Accepted> revoke_invitation(const Actor& actor, const RevokeInvitation& command);
  Result<OwnInvitationList> own_invitations(const Actor& actor, const Nothing& question);
  Result<Accepted> accept_invitation(const Actor& actor, const AnswerInvitation& command);
  Result<Accepted> decline_invitation(const Actor& actor, const AnswerInvitation& command);

  Result<AccountList> accounts(const Actor& actor, const ListAccounts& question);
  Result<Accepted> set_roles(const Actor& actor, const SetRoles& command);
  Result<Accepted> suspend_account(const Actor& actor, const SuspendAccount& command);
  Result<SecurityLog> security_log(const Actor& actor, const ReadSecurityLog& question);

  /// For `shuniu admin` and the demonstration: a confirmed account with roles, without a mail.
  Result<AccountId> create_confirmed_account(const SignUp& command, const std::vector<Role>& roles);
  /// For `shuniu reset-second-factor`: of somebody who has lost the app and the recovery codes.
  Result<Done> remove_second_factor_unattended(const EmailAddress<>& email);
  /// For `shuniu import` and the demonstration: an organisation without a person, and a membership.
  Result<OrganisationId> create_organisation_unattended(const CreateOrganisation& command);
  Result<Done> put_member(const OrganisationId& organisation, const AccountId& account,
                          Membership membership);

  /// Tokens and invitations whose time is over; for the hub's upkeep.
  void remove_expired();
  /// The Actor of a request: session cookie or bearer key, and the organisation that it chose (header
  /// Shuniu-Organisation; the only one of an account when it names none). A key carries no hub roles. Request
  /// id, address and language are kept.
  Result<Actor> authenticate(const http::Request& request);
  /// The roles that an account has on the hub and that rest until it sets a second factor up.
  std::set<Role> resting_roles(const Actor& actor);
  /// Names in batches, for other modules' pages (their port Directory); unknown ids are left out.
  std::vector<OrganisationBrief> names(const std::vector<OrganisationId>& organisations);
  /// All of an account, not only the organisation that a request acts for.
  std::vector<MembershipView> memberships(const AccountId& account);
  /// Where to write to somebody; nothing unless the account is confirmed and not suspended.
  std::optional<Correspondent> correspondent(const AccountId& account);
  /// For reads of protected files and the like; `detail` names nobody in clear.
  void log_security_event(const Actor& actor, std::string_view event, std::string_view detail);
  /// "denied", with method and path: what an http::Authenticator passes on from report_denied.
  void log_denied_request(const http::Request& request);

 private:
  struct OpenedSession {
    Myself myself;
    std::string token;
    bool wants_code = false;  // the token is a challenge, and no session is open yet
  };
  Result<Done> begin_attempt(const Actor& actor, const std::string& email_folded);
  Result<Done> verify_current_password(const Actor& actor, const std::string& email_folded,
                                       const std::string& hash, const std::string& password);
  Result<OpenedSession> open_session(const Actor& actor, const std::string& email_folded,
                                     const std::string& verified_hash);
  http::WithHeaders<Myself> answer_of(OpenedSession opened) const;
  OpenedSession add_new_session(database::Transaction& tx, const Actor& actor, const AccountRow& account,
                                const std::string& token);
  std::string seal_secret(const std::string& secret, const AccountId& account) const;
  std::string unseal_secret(const std::string& sealed, const AccountId& account) const;
  /// Counts the attempt, and takes the code of the account: a wrong one is a refusal that has been counted.
  Result<Done> verify_code(const Actor& actor, const AccountId& account, const std::string& code);
  bool take_code(database::Transaction& tx, const Actor& actor, const AccountRow& account,
                 const std::string& code);
  std::optional<std::int64_t> take_pending_code(const std::string& sealed, const AccountId& account,
                                                const std::string& code) const;
  /// The account of the actor, once its password and a code of it were right.
  Result<AccountId> prove_second_factor(const Actor& actor, const ProveSecondFactor& command);
  Result<Done> recognise_session(const http::Request& request, const std::string& token_hash, Actor& actor);
  Result<Done> recognise_api_key(const http::Request& request, const std::string& secret_hash, Actor& actor);
  void send_invitation(database::Transaction& tx, const Actor& actor, const InvitationRow& invitation,
                       const std::string& organisation_name);
  Result<Done> verify_sign_up(const Actor& actor, const std::string& token_hash, const std::string& password);

  database::Database& database_;
  crypto::PasswordHasher& passwords_;
  Notifier& notifier_;
  const codelist::CodeBook& codes_;
  const Clock& clock_;
  IdentityOptions options_;
  std::unique_ptr<Names> names_;
};

}  // namespace shuniu::identity
