#include "shuniu/notice/routes.h"

namespace shuniu::notice {

using http::Access;

void add_routes(http::Router& router, Notices& notices) {
  constexpr std::string_view tag = "notice";
  router.get("/v1/notices", tag, &Notices::list, notices,
             {Access::member, "What has happened to my organisation", "notices:read"});
  router.post("/v1/notices/read", tag, &Notices::mark_read, notices,
              {Access::member, "Mark everything up to a notice as read", "notices:write"});
}

}  // namespace shuniu::notice
