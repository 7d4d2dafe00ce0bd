// visibility.h - the one place that decides who sees an item, and which of its fields. Pure.
//
//   const Sight sight = sight_of(reader, facts_of(row, excluded));
//   if (sight == Sight::none) return refuse(errors::not_found, Kind::not_found);
//   content = shown(sight, content);
//
// Promises, in this order
//   1. Who acts for the owner as its member sees all of it.
//   2. Who belongs to an excluded organisation, by any membership, sees nothing, whatever the role.
//   3. At the review desk, reviewers and officers see what is submitted, officers what is quarantined.
//   4. What is published is seen by everybody to the end of its last day; with excluded organisations, by
//   members of other organisations only.
//   5. Whose an anonymous need is, is known to its members, to the review desk, and to those whose interest
//   was accepted.
#pragma once

#include "item.h"

namespace shuniu::market {

// Empty unless as a member.
struct Reader {
  OrganisationId acts_for;
  std::vector<OrganisationId> memberships;
  bool signed_in = false;
  bool reviews = false;  // reviewer or officer
  bool is_officer = false;
  Date today;  // the legal day on which it reads
};

/// What visibility rests on.
struct Standing {
  OrganisationId owner;
  ItemStatus status = ItemStatus::draft;
  Face face = Face::unpublished;
  std::vector<OrganisationId> excluded;
};

enum class Sight { none, published, review, owner };

Reader reader_of(const Actor& actor, std::vector<OrganisationId> memberships);
bool belongs_to(const Reader& reader, const OrganisationId& organisation);
Sight sight_of(const Reader& reader, const Standing& standing);

/// The content without what this sight may not hold: exclusions and internal reference (owner), a hidden
/// budget (owner), the office's address (owner and review desk).
Content shown(Sight sight, Content content);

bool is_anonymous(const Content& content);
/// Whether the reader may know whose the item is; `is_revealed`: the owner accepted an interest of an
/// organisation that the reader belongs to.
bool sees_organisation(const Reader& reader, const OrganisationId& owner, const Content& content,
                       bool is_revealed);

/// Whether an attachment of a visible item is visible.
bool sees_attachment(const Reader& reader, Sight sight, AttachmentVisibility visibility, Face face);

}  // namespace shuniu::market
