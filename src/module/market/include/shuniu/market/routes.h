// routes.h - the addresses of market, in plain sight in routes.cpp.
//
//   POST   /v1/needs                        create_need          GET /v1/needs/{need}        PUT /v1/needs/{need}
//   POST   /v1/offers                       create_offer         GET /v1/offers/{offer}      PUT /v1/offers/{offer}
//   POST   /v1/experts                      create_expert        GET /v1/experts/{expert}    PUT /v1/experts/{expert}
//   POST   /v1/items/{item}/submit          submit               POST /v1/items/{item}/withdraw
//   GET    /v1/items/{item}/matches?kind=   matches              POST /v1/matches/preview
//   POST   /v1/items/{item}/attachments?name=&visibility=        (the bytes as body)  GET, DELETE /v1/attachments/{attachment}
//   GET    /v1/my/items                     my_items             GET /v1/organisations/{organisation}/items
//   GET    /v1/review                       review_queue         POST /v1/review/{item}/publish | return | quarantine
//   POST   /v1/search                       search               GET /v1/overview
//   POST   /v1/imports?kind=&name=&faulty=  (the bytes as body)  GET /v1/imports/{import}
#pragma once

#include "shuniu/http/router.h"
#include "shuniu/market/import.h"
#include "shuniu/market/market.h"

namespace shuniu::market {

void add_routes(http::Router& router, Market& market, Import& import);

}  // namespace shuniu::market
