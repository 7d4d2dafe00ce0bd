// work_routes.cpp - every address of work, in plain sight.
#include "shuniu/market/routes.h"

namespace shuniu::market {

using http::Access;

void add_work_routes(http::Router& router, Work& work) {
  constexpr std::string_view tag = "market";
  constexpr std::string_view reads = "work:read";
  router.get("/v1/work", tag, &Work::work, work,
             {Access::member, "What my organisation has to do today, and its figures", reads});
  router.get("/v1/work/matches", tag, &Work::matches, work,
             {Access::member, "What was published lately and fits my items", reads});
  router.get("/v1/work/needs", tag, &Work::needs, work,
             {Access::member, "My needs by how far they have come", reads});
  router.get("/v1/work/talks", tag, &Work::talks, work, {Access::member, "The talks behind a figure", reads});
}

}  // namespace shuniu::market
