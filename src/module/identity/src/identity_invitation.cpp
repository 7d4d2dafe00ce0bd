// identity_invitation.cpp - from an address to a member: nobody belongs to an organisation who has not said
// so.
#include "account_store.h"
#include "authority.h"
#include "folding.h"
#include "invitation_store.h"
#include "letters.h"
#include "membership.h"
#include "second_factor_store.h"
#include "security_store.h"
#include "shuniu/crypto/random.h"
#include "shuniu/identity/events.h"

namespace shuniu::identity {
namespace {

constexpr std::size_t most_open_invitations = 200;

Reason no_such_organisation() {
  return refuse(errors::no_such_organisation, Kind::not_found);
}

Reason no_such_invitation() {
  return refuse(errors::no_such_invitation, Kind::not_found);
}

Result<Done> check_invitation(database::Transaction& tx, const InvitationRow& wanted) {
  const auto account = find_account_by_email(tx, wanted.email_folded);
  // Members see each other's addresses, so this tells an owner nothing new.
  if (account && membership_of(tx, wanted.organisation, account->id) != Membership::none) {
    return refuse(errors::already_member, Kind::conflict);
  }
  if (invitations_of(tx, wanted.organisation, wanted.created_at).size() >= most_open_invitations) {
    return refuse(errors::too_many_invitations, Kind::precondition,
                  {{"most", std::to_string(most_open_invitations)}});
  }
  return Done{};
}

/// An owner who accepts an older invitation as a member stays an owner.
Membership higher(Membership one, Membership other) {
  return one == Membership::owner || other == Membership::owner ? Membership::owner : Membership::member;
}

struct OwnInvitation {
  AccountRow account;
  InvitationRow invitation;
};

/// The invitation, when it is addressed to the actor's own address and still open. Holds the organisation's
/// row: whoever revokes it or answers it too waits.
Result<OwnInvitation> take_own(database::Transaction& tx, const Actor& actor, const InvitationId& id,
                               Instant now) {
  const auto account = find_account(tx, actor.account);
  if (!account || !account->is_active()) return refuse(errors::sign_in_required, Kind::unauthenticated);
  auto found = find_invitation(tx, id);
  if (!found || found->email_folded != account->email_folded) return no_such_invitation();
  if (!find_organisation_for_update(tx, found->organisation)) return no_such_organisation();
  found = find_invitation(tx, id);
  if (!found || !remove_invitation(tx, id) || found->expires_at <= now) return no_such_invitation();
  return OwnInvitation{*account, *found};
}

void record_end(database::Transaction& tx, Instant now, const InvitationRow& invitation, InvitationEnd end) {
  journal::append(tx, now, InvitationEnded{invitation.organisation, invitation.id, end},
                  {invitation.organisation});
}

}  // namespace

void Identity::send_invitation(database::Transaction& tx, const Actor& actor, const InvitationRow& invitation,
                               const std::string& organisation_name) {
  const std::string subject = attempt_subject("invitation", invitation.email_folded);
  if (count_attempt(tx, subject, invitation.created_at)) return;  // no further letter bothers that address
  const auto account = find_account_by_email(tx, invitation.email_folded);
  const std::string language = account ? account->language : actor.language;
  const LetterText letter =
      invitation_letter(language, options_.public_address, organisation_name, options_.invitation_days);
  notifier_.send_letter(tx, invitation.email, language, letter.subject, letter.body);
}

Result<Accepted> Identity::invite_member(const Actor& actor, const InviteMember& command) {
  const database::ModuleScope scope("identity");
  if (const auto signed_in = require_signed_in(actor); !signed_in) return signed_in.error();
  if (command.membership == Membership::none) {
    return refuse_input({Fault{"membership", "fault.one_of", {{"names", "member, owner"}}, "none"}});
  }
  return database_.write([&](database::Transaction& tx) -> Result<Accepted> {
    const Instant now = clock_.now();
    const auto organisation = find_organisation_for_update(tx, command.organisation);
    if (!organisation) return no_such_organisation();
    const auto allowed = require_owner(membership_of(tx, command.organisation, actor.account));
    if (!allowed) return allowed.error();
    InvitationRow wanted{crypto::new_id<InvitationId>(now),
                         command.organisation,
                         command.email,
                         fold_address(command.email),
                         command.membership,
                         actor.account,
                         now,
                         now + options_.invitation_days * microseconds_per_day};
    if (const auto checked = check_invitation(tx, wanted); !checked) return checked.error();
    wanted.id = put_invitation(tx, wanted);
    journal::append(tx, now, MemberInvited{wanted.organisation, wanted.id, wanted.membership},
                    {wanted.organisation});
    add_security_event(tx, now, actor, {"member_invited", actor.account, wanted.organisation.text()});
    send_invitation(tx, actor, wanted, organisation->name);
    return Accepted{};
  });
}

Result<InvitationList> Identity::invitations(const Actor& actor, const FindOrganisation& question) {
  const database::ModuleScope scope("identity");
  if (const auto signed_in = require_signed_in(actor); !signed_in) return signed_in.error();
  return database_.read([&](database::Transaction& tx) -> Result<InvitationList> {
    if (!find_organisation(tx, question.organisation)) return no_such_organisation();
    const auto allowed = require_owner(membership_of(tx, question.organisation, actor.account));
    if (!allowed) return allowed.error();
    InvitationList list;
    for (const InvitationRow& row : invitations_of(tx, question.organisation, clock_.now())) {
      list.invitations.push_back({row.id, row.email, row.membership, row.created_at, row.expires_at});
    }
    return list;
  });
}

Result<Accepted> Identity::revoke_invitation(const Actor& actor, const RevokeInvitation& command) {
  const database::ModuleScope scope("identity");
  if (const auto signed_in = require_signed_in(actor); !signed_in) return signed_in.error();
  return database_.write([&](database::Transaction& tx) -> Result<Accepted> {
    if (!find_organisation_for_update(tx, command.organisation)) return no_such_organisation();
    const auto allowed = require_owner(membership_of(tx, command.organisation, actor.account));
    if (!allowed) return allowed.error();
    const auto found = find_invitation(tx, command.invitation);
    if (!found || found->organisation != command.organisation) return no_such_invitation();
    remove_invitation(tx, found->id);
    record_end(tx, clock_.now(), *found, InvitationEnd::revoked);
    return Accepted{};
  });
}

Result<OwnInvitationList> Identity::own_invitations(const Actor& actor, const Nothing&) {
  const database::ModuleScope scope("identity");
  if (const auto signed_in = require_signed_in(actor); !signed_in) return signed_in.error();
  return database_.read([&](database::Transaction& tx) -> Result<OwnInvitationList> {
    const auto account = find_account(tx, actor.account);
    if (!account) return refuse(errors::sign_in_required, Kind::unauthenticated);
    OwnInvitationList list;
    for (const InvitationRow& row : invitations_to(tx, account->email_folded, clock_.now())) {
      const auto organisation = find_organisation(tx, row.organisation);
      const auto inviter = find_account(tx, row.invited_by);
      list.invitations.push_back(
          {row.id,
           {organisation->id, organisation->name, organisation->name_en, organisation->region},
           row.membership,
           inviter->name,
           row.created_at,
           row.expires_at});
    }
    return list;
  });
}

Result<Accepted> Identity::accept_invitation(const Actor& actor, const AnswerInvitation& command) {
  const database::ModuleScope scope("identity");
  if (const auto signed_in = require_signed_in(actor); !signed_in) return signed_in.error();
  return database_.write([&](database::Transaction& tx) -> Result<Accepted> {
    const Instant now = clock_.now();
    const auto own = take_own(tx, actor, command.invitation, now);
    if (!own) return own.error();
    const InvitationRow& invitation = own->invitation;
    const Membership before = membership_of(tx, invitation.organisation, own->account.id);
    const auto changed = change_member(
        tx, actor, {invitation.organisation, own->account.id, higher(before, invitation.membership)}, now);
    if (!changed) return changed.error();
    record_end(tx, now, invitation, InvitationEnd::accepted);
    return Accepted{};
  });
}

Result<Accepted> Identity::decline_invitation(const Actor& actor, const AnswerInvitation& command) {
  const database::ModuleScope scope("identity");
  if (const auto signed_in = require_signed_in(actor); !signed_in) return signed_in.error();
  return database_.write([&](database::Transaction& tx) -> Result<Accepted> {
    const Instant now = clock_.now();
    const auto own = take_own(tx, actor, command.invitation, now);
    if (!own) return own.error();
    record_end(tx, now, own->invitation, InvitationEnd::declined);
    return Accepted{};
  });
}

void Identity::remove_expired() {
  const database::ModuleScope scope("identity");
  database_
      .write([&](database::Transaction& tx) -> Result<Done> {
        remove_expired_invitations(tx, clock_.now());
        remove_expired_tokens(tx, clock_.now());
        remove_expired_second_factor_starts(tx, clock_.now());
        return Done{};
      })
      .value();
}

}  // namespace shuniu::identity
