// routes.cpp - every address of market, in plain sight.
#include "shuniu/market/routes.h"

#include "media_type.h"
#include "shuniu/json/json.h"
#include "shuniu/market/errors.h"

namespace shuniu::market {
namespace {

using http::Access;
using http::Method;
using http::Needs;

constexpr std::string_view tag = "market";
constexpr std::string_view reads = "market:read";
constexpr std::string_view writes = "market:write";
constexpr std::size_t largest_upload_bytes = 20 << 20;
constexpr std::string_view any_file = "application/octet-stream";
constexpr std::string_view xlsx_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// What stands in the query string of an upload.
struct AttachmentQuery {
  Text<1, 200> name;
  std::optional<AttachmentVisibility> visibility;
};
SHUNIU_DESCRIBE(AttachmentQuery, name, visibility)

struct ImportQuery {
  ItemKind kind = ItemKind::need;
  Text<1, 200> name;
  std::optional<Faulty> faulty;
  Items<Text<0, 120>, 200> columns;  // by position, what each is read as
};
SHUNIU_DESCRIBE(ImportQuery, kind, name, faulty, columns)

struct TemplateQuery {
  ItemKind kind = ItemKind::need;
};
SHUNIU_DESCRIBE(TemplateQuery, kind)

struct PreviewQuery {
  ItemKind kind = ItemKind::need;
  Text<1, 200> name;
  Items<Text<0, 120>, 200> columns;
};
SHUNIU_DESCRIBE(PreviewQuery, kind, name, columns)

template <class SomeId>
Result<SomeId> id_in(const http::Request& request, std::string_view name) {
  const auto found = request.path_parameters.find(name);
  if (found == request.path_parameters.end() || !is_uuid(found->second))
    return refuse(errors::not_found, Kind::not_found);
  return SomeId(found->second);
}

template <class Answer>
http::Response created(const Result<Answer>& answer, const Actor& actor) {
  if (!answer) return http::problem(answer.error(), actor);
  http::Response response;
  response.status = 201;
  response.body = json::encode(*answer);
  return response;
}

http::Response attach(Market& market, const http::Request& request) {
  const auto item = id_in<ItemId>(request, "item");
  if (!item) return http::problem(item.error(), request.actor);
  const auto query = http::query_of<AttachmentQuery>(request);
  if (!query) return http::problem(query.error(), request.actor);
  const auto visibility = query->visibility.value_or(AttachmentVisibility::owner);
  return created(market.add_attachment(request.actor, {*item, query->name, visibility, request.body}),
                 request.actor);
}

http::Response download(Market& market, const http::Request& request) {
  const auto id = id_in<AttachmentId>(request, "attachment");
  if (!id) return http::problem(id.error(), request.actor);
  auto file = market.attachment(request.actor, *id);
  if (!file) return http::problem(file.error(), request.actor);
  http::Response response;
  response.content_type = file->attachment.media_type;
  response.body = std::move(file->bytes);
  response.headers = {{"Content-Disposition", content_disposition(file->attachment.name)},
                      {"X-Content-Type-Options", "nosniff"},
                      {"Cache-Control", "private, no-store"}};
  return response;
}

http::Response start_import(Import& import, const http::Request& request) {
  const auto query = http::query_of<ImportQuery>(request);
  if (!query) return http::problem(query.error(), request.actor);
  const StartImport command{query->kind,
                            query->name,
                            request.body,
                            query->faulty.value_or(Faulty::refuse),
                            {query->columns.begin(), query->columns.end()}};
  return created(import.start(request.actor, command), request.actor);
}

http::Response download_template(const Import& import, const http::Request& request) {
  const auto query = http::query_of<TemplateQuery>(request);
  if (!query) return http::problem(query.error(), request.actor);
  auto file = import.template_for(query->kind, request.actor.language);
  if (!file) return http::problem(file.error(), request.actor);
  http::Response response;
  response.content_type = xlsx_type;
  response.body = std::move(file->bytes);
  response.headers = {{"Content-Disposition", content_disposition(file->name)},
                      {"X-Content-Type-Options", "nosniff"}};
  return response;
}

http::Response preview_import(const Import& import, const http::Request& request) {
  const auto query = http::query_of<PreviewQuery>(request);
  if (!query) return http::problem(query.error(), request.actor);
  const auto preview = import.preview(
      request.actor,
      {query->kind, query->name, request.body, {query->columns.begin(), query->columns.end()}});
  if (!preview) return http::problem(preview.error(), request.actor);
  http::Response response;
  response.body = json::encode(*preview);
  return response;
}

void add_item_routes(http::Router& router, Market& market) {
  router.post("/v1/needs", tag, &Market::create_need, market, {Access::member, "Draft a need", writes});
  router.get("/v1/needs/{need}", tag, &Market::need, market, {Access::open, "One need", reads});
  router.put("/v1/needs/{need}", tag, &Market::update_need, market, {Access::member, "Save a need", writes});
  router.post("/v1/offers", tag, &Market::create_offer, market, {Access::member, "Draft an offer", writes});
  router.get("/v1/offers/{offer}", tag, &Market::offer, market, {Access::open, "One offer", reads});
  router.put("/v1/offers/{offer}", tag, &Market::update_offer, market,
             {Access::member, "Save an offer", writes});
  router.post("/v1/experts", tag, &Market::create_expert, market,
              {Access::member, "Draft an expert or laboratory", writes});
  router.get("/v1/experts/{expert}", tag, &Market::expert, market,
             {Access::open, "One expert or laboratory", reads});
  router.put("/v1/experts/{expert}", tag, &Market::update_expert, market,
             {Access::member, "Save an expert", writes});
  router.post("/v1/items/{item}/submit", tag, &Market::submit, market,
              {Access::member, "Send an item to review", writes});
  router.post("/v1/items/{item}/withdraw", tag, &Market::withdraw, market,
              {Access::member, "Take an item back", writes});
  router.get("/v1/my/items", tag, &Market::my_items, market,
             {Access::member, "Items of my organisation", reads});
  router.get("/v1/organisations/{organisation}/items", tag, &Market::organisation_items, market,
             {Access::open, "Published items of an organisation", reads});
}

void add_search_routes(http::Router& router, Market& market) {
  router.get("/v1/items/{item}/matches", tag, &Market::matches, market,
             {Access::open, "What fits an item, and why", reads});
  router.post("/v1/matches/preview", tag, &Market::preview_matches, market,
              {Access::open, "What fits a need that is being written", reads});
  router.post("/v1/search", tag, &Market::search, market,
              {Access::open, "Search with a whole paragraph", reads});
  router.get("/v1/overview", tag, &Market::overview, market, {Access::open, "The hub in figures", reads});
}

void add_review_routes(http::Router& router, Market& market) {
  router.get("/v1/review", tag, &Market::review_queue, market,
             {Access::reviewer, "What waits for review", reads});
  router.post("/v1/review/{item}/publish", tag, &Market::publish, market,
              {Access::reviewer, "Publish an item", writes});
  router.post("/v1/review/{item}/return", tag, &Market::return_item, market,
              {Access::reviewer, "Return an item with reasons", writes});
  router.post("/v1/review/{item}/quarantine", tag, &Market::quarantine, market,
              {Access::officer, "Take an item out of sight until its secrecy is settled", writes});
}

void add_file_routes(http::Router& router, Market& market, Import& import) {
  const Needs uploads{Access::member, "Attach a file",      writes,
                      true,           largest_upload_bytes, &type_info<AttachmentQuery>()};
  router.raw(Method::post, "/v1/items/{item}/attachments", tag, uploads, any_file, "application/json",
             [&market](const http::Request& request) { return attach(market, request); });
  router.raw(Method::get, "/v1/attachments/{attachment}", tag,
             {Access::open, "The bytes of an attachment", reads}, "", any_file,
             [&market](const http::Request& request) { return download(market, request); });
  router.erase("/v1/attachments/{attachment}", tag, &Market::remove_attachment, market,
               {Access::member, "Remove an attachment", writes});
  const Needs imports{Access::member,
                      "Import a CSV, TSV, JSON Lines or XLSX file",
                      writes,
                      true,
                      largest_upload_bytes,
                      &type_info<ImportQuery>()};
  router.raw(Method::post, "/v1/imports", tag, imports, any_file, "application/json",
             [&import](const http::Request& request) { return start_import(import, request); });
  const Needs templates{.access = Access::open,
                        .summary = "An empty XLSX file to fill in and import",
                        .scope = reads,
                        .query = &type_info<TemplateQuery>()};
  router.raw(Method::get, "/v1/imports/template", tag, templates, "", xlsx_type,
             [&import](const http::Request& request) { return download_template(import, request); });
  Needs previews{Access::member, "How a file would be read: columns, samples, what is missing", writes};
  previews.idempotent_by_key = false;
  previews.largest_body = largest_upload_bytes;
  previews.query = &type_info<PreviewQuery>();
  previews.commits = http::Commits::several;
  previews.answer = &type_info<ImportPreview>();
  router.raw(Method::post, "/v1/imports/preview", tag, previews, any_file, "application/json",
             [&import](const http::Request& request) { return preview_import(import, request); });
  router.get("/v1/imports/{import}", tag, &Import::progress, import,
             {Access::member, "How far an import is", reads});
}

}  // namespace

void add_routes(http::Router& router, Market& market, Import& import) {
  add_item_routes(router, market);
  add_search_routes(router, market);
  add_review_routes(router, market);
  add_file_routes(router, market, import);
}

}  // namespace shuniu::market
