// routes.h - the addresses of notice, in plain sight in routes.cpp.
//
//   GET /v1/notices?after=&limit=      POST /v1/notices/read
#pragma once

#include "shuniu/http/router.h"
#include "shuniu/notice/notices.h"

namespace shuniu::notice {

void add_routes(http::Router& router, Notices& notices);

}  // namespace shuniu::notice
