// export.h - everything that the hub holds of an organisation, as JSON Lines that its owner may take away.
//
//   ExportSources sources{hub.identity(), hub.market(), hub.talks(), feed};
//   auto part = export_part(sources, owner, std::nullopt);      // a part of bounded size
//   auto next = export_part(sources, owner, part->next_after);  // … until next_after is empty
//
// One line per thing, {"kind":…,"value":{…}}: organisation, member, import, need, offer, expert, talk,
// message, fact. Items come in every state, with what only the owner sees, the published content where it is
// another one, and the names and SHA-256 of their attachments; facts are those that name the organisation as
// a party.
// Promises: only an owner of the organisation gets it (identity.owner_required). Of what others wrote it
// holds only what they said to the organisation in a talk.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "shuniu/http/router.h"
#include "shuniu/identity/identity.h"
#include "shuniu/journal/feed.h"
#include "shuniu/market/export.h"
#include "shuniu/market/talks.h"

namespace shuniu::wiring {

struct ExportSources {
  identity::Identity& identity;
  market::Market& market;
  market::Talks& talks;
  const journal::Feed& feed;
};

struct ExportedLines {
  std::string lines;
  std::vector<market::AttachmentView> attachments;  // of the items; their bytes are in the file store
  std::optional<std::string> next_after;            // empty: this was the last part
};

/// The first part (without `after`) begins with the organisation, its members and its imports.
Result<ExportedLines> export_part(const ExportSources& sources, const Actor& owner,
                                  const std::optional<std::string>& after);

/// GET /v1/organisations/{organisation}/export: written part by part to a file in `folder` and sent from
/// there; one at a time (export.running).
void add_export_route(http::Router& router, const ExportSources& sources,
                      const std::filesystem::path& folder);

/// A job: deletes what has been sent, after some minutes.
void remove_sent_exports(const std::filesystem::path& folder);

}  // namespace shuniu::wiring
