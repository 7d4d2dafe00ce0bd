// export.h - everything that the hub holds of an organisation, as JSON Lines that its owner may take away.
//
//   Result<ExportedOrganisation> exported = export_organisation(hub.identity(), hub.market(), owner);
//   exported->lines;          // one JSON object per line
//   export_part(…, owner, part->next_after);   // the same in parts of bounded size
//
// One line per thing: {"kind":"organisation"|"member"|"need"|"offer"|"expert","value":{…}}; items in every
// state, with what only the owner sees, and the addresses of their attachments.
// Promises: only an owner of the organisation gets it (identity.owner_required). Does not hold what others
// wrote.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "shuniu/identity/identity.h"
#include "shuniu/market/market.h"

namespace shuniu::wiring {

struct ExportedOrganisation {
  std::string lines;
  std::vector<market::AttachmentView> attachments;  // of all items; their bytes are in the file store
};

struct ExportedLines {
  std::string lines;
  std::vector<market::AttachmentView> attachments;
  std::optional<market::ItemId> next_after;  // empty: this was the last part
};

/// The first part (without `after`) begins with the organisation and its members.
Result<ExportedLines> export_part(identity::Identity& identity, market::Market& market, const Actor& owner,
                                  const std::optional<market::ItemId>& after);
Result<ExportedOrganisation> export_organisation(identity::Identity& identity, market::Market& market,
                                                 const Actor& owner);

/// GET /v1/organisations/{organisation}/export
void add_export_route(http::Router& router, identity::Identity& identity, market::Market& market);

}  // namespace shuniu::wiring
