#include "shuniu/wiring/export.h"

#include "shuniu/identity/errors.h"
#include "shuniu/json/json.h"

namespace shuniu::wiring {
namespace {

constexpr std::int64_t items_per_page = 200;

template <class T>
void add_line(std::string& lines, std::string_view kind, const T& value) {
  lines += "{\"kind\":" + json::quoted(kind) + ",\"value\":" + json::encode(value) + "}\n";
}

/// One item in the view of its owner.
Result<Done> add_item(ExportedLines& exported, market::Market& market, const Actor& owner,
                      const market::ItemBrief& item) {
  const auto add = [&exported](std::string_view kind, const auto& view) -> Result<Done> {
    if (!view) return view.error();
    add_line(exported.lines, kind, *view);
    const auto& attachments = view->state.attachments;
    exported.attachments.insert(exported.attachments.end(), attachments.begin(), attachments.end());
    return Done{};
  };
  switch (item.kind) {
    case market::ItemKind::need:
      return add("need", market.need(owner, {item.id}));
    case market::ItemKind::offer:
      return add("offer", market.offer(owner, {item.id}));
    case market::ItemKind::expert:
      return add("expert", market.expert(owner, {item.id}));
  }
  return Done{};
}

Result<Done> add_organisation(ExportedLines& exported, identity::Identity& identity, const Actor& owner) {
  const auto organisation = identity.organisation(owner, {owner.organisation});
  if (!organisation) return organisation.error();
  add_line(exported.lines, "organisation", *organisation);
  const auto members = identity.members(owner, {owner.organisation});
  if (!members) return members.error();
  for (const auto& member : members->members) add_line(exported.lines, "member", member);
  return Done{};
}

}  // namespace

Result<ExportedLines> export_part(identity::Identity& identity, market::Market& market, const Actor& owner,
                                  const std::optional<market::ItemId>& after) {
  if (owner.membership != Membership::owner) return refuse(identity::errors::owner_required, Kind::forbidden);
  ExportedLines part;
  if (!after) {
    if (auto added = add_organisation(part, identity, owner); !added) return added.error();
  }
  market::ListMyItems question;
  question.limit = items_per_page;
  question.after = after;
  const auto page = market.my_items(owner, question);
  if (!page) return page.error();
  for (const auto& item : page->items) {
    if (auto added = add_item(part, market, owner, item); !added) return added.error();
  }
  part.next_after = page->next_after;
  return part;
}

Result<ExportedOrganisation> export_organisation(identity::Identity& identity, market::Market& market,
                                                 const Actor& owner) {
  ExportedOrganisation exported;
  std::optional<market::ItemId> after;
  do {
    auto part = export_part(identity, market, owner, after);
    if (!part) return part.error();
    exported.lines += part->lines;
    exported.attachments.insert(exported.attachments.end(), part->attachments.begin(),
                                part->attachments.end());
    after = part->next_after;
  } while (after);
  return exported;
}

void add_export_route(http::Router& router, identity::Identity& identity, market::Market& market) {
  http::Needs needs;
  needs.access = http::Access::member;
  needs.summary = "Everything that the hub holds of an organisation, as JSON Lines";
  router.raw(
      http::Method::get, "/v1/organisations/{organisation}/export", "identity", needs, "",
      "application/x-ndjson", [&identity, &market](const http::Request& request) -> http::Response {
        const OrganisationId wanted(request.path_parameters.at("organisation"));
        Result<ExportedOrganisation> exported = refuse(identity::errors::owner_required, Kind::forbidden);
        if (request.actor.acts_for(wanted)) exported = export_organisation(identity, market, request.actor);
        if (!exported) return http::problem(exported.error(), request.actor);
        http::Response response;
        response.content_type = "application/x-ndjson";
        response.body = exported->lines;
        response.headers.emplace_back("Content-Disposition", "attachment; filename=\"organisation.jsonl\"");
        return response;
      });
}

}  // namespace shuniu::wiring
