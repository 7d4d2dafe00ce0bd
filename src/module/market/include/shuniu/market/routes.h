// routes.h - the addresses of market, in plain sight in routes.cpp.
//
//   needs, offers, experts   POST /v1/needs   GET and PUT /v1/needs/{need}   (and so offers, experts)
//   items                    POST /v1/items/{item}/submit | withdraw   GET /v1/my/items
//                            GET /v1/organisations/{organisation}/items
//   matches                  GET /v1/items/{item}/matches?kind=   POST /v1/matches/preview
//   attachments              POST /v1/items/{item}/attachments?name=&visibility=   (the bytes as body)
//                            GET and DELETE /v1/attachments/{attachment}
//   review                   GET /v1/review   POST /v1/review/{item}/publish | return | quarantine
//   search                   POST /v1/search   GET /v1/overview
//   import                   POST /v1/imports?kind=&name=&faulty=   (the bytes as body)
//                            GET /v1/imports/{import}
#pragma once

#include "shuniu/http/router.h"
#include "shuniu/market/import.h"
#include "shuniu/market/market.h"

namespace shuniu::market {

void add_routes(http::Router& router, Market& market, Import& import);

}  // namespace shuniu::market
