// routes.h - the addresses of notice, in plain sight in routes.cpp.
//
//   GET /v1/notices?after=&limit=      POST /v1/notices/read
//   GET PUT /v1/notices/delivery
//   GET POST /v1/notices/unsubscribe?token=      from a letter, without a session: GET leads to the page that
//                                                asks, POST does it (also as mail programs do, RFC 8058)
#pragma once

#include "shuniu/http/router.h"
#include "shuniu/notice/deliveries.h"
#include "shuniu/notice/notices.h"

namespace shuniu::notice {

void add_routes(http::Router& router, Notices& notices, Deliveries& deliveries);

}  // namespace shuniu::notice
