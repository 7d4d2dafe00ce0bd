#include "shuniu/notice/routes.h"

#include "shuniu/json/json.h"

namespace shuniu::notice {

using http::Access;

namespace {

http::Response unsubscribe(Deliveries& deliveries, const http::Request& request) {
  const auto asked = http::query_of<Unsubscribe>(request);
  if (!asked) return http::problem(asked.error(), request.actor);
  const auto done = deliveries.unsubscribe(*asked);
  if (!done) return http::problem(done.error(), request.actor);
  http::Response response;
  response.body = json::encode(*done);
  return response;
}

/// Mail programs open what a header names: the page asks before it does anything, for they may look by
/// themselves.
http::Response lead_to_page(Deliveries& deliveries, const http::Request& request) {
  const auto asked = http::query_of<Unsubscribe>(request);
  if (!asked) return http::problem(asked.error(), request.actor);
  if (const auto genuine = deliveries.require_genuine(asked->token); !genuine) {
    return http::problem(genuine.error(), request.actor);
  }
  http::Response response;
  response.status = 303;
  response.headers.emplace_back("Location",
                                deliveries.public_address() + "/unsubscribe?token=" + asked->token);
  return response;
}

}  // namespace

void add_routes(http::Router& router, Notices& notices, Deliveries& deliveries) {
  constexpr std::string_view tag = "notice";
  router.get("/v1/notices", tag, &Notices::list, notices,
             {Access::member, "What has happened to my organisation", "notices:read"});
  router.post("/v1/notices/read", tag, &Notices::mark_read, notices,
              {Access::member, "Mark everything up to a notice as read", "notices:write"});
  router.get("/v1/notices/delivery", tag, &Deliveries::delivery, deliveries,
             {Access::member, "How I get notices by e-mail", "notices:read"});
  router.put("/v1/notices/delivery", tag, &Deliveries::change, deliveries,
             {Access::member, "Change how I get notices by e-mail", "notices:write"});
  http::Needs leaving{.access = Access::open,
                      .summary = "To the page that ends letters about notices",
                      .scope = "notices:read",
                      .query = &type_info<Unsubscribe>()};
  router.raw(http::Method::get, "/v1/notices/unsubscribe", tag, leaving, "", "application/json",
             [&deliveries](const http::Request& request) { return lead_to_page(deliveries, request); });
  leaving.summary = "End letters about notices, with the token of one of them";
  leaving.scope = "notices:write";
  leaving.idempotent_by_key = false;
  leaving.answer = &type_info<Delivery>();
  router.raw(http::Method::post, "/v1/notices/unsubscribe", tag, leaving, "application/x-www-form-urlencoded",
             "application/json",
             [&deliveries](const http::Request& request) { return unsubscribe(deliveries, request); });
}

}  // namespace shuniu::notice
