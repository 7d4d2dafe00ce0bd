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
//   talks                    POST /v1/items/{item}/interests   GET /v1/talks   GET /v1/talks/{talk}
//                            POST /v1/talks/{talk}/accept | decline | withdraw | end
//                            POST /v1/talks/{talk}/propose-agreement | confirm-agreement
//                            GET and POST /v1/talks/{talk}/messages
//                            GET /v1/organisations/{organisation}/answers
//   work                     GET /v1/work   GET /v1/work/matches | needs | talks
//   import                   POST /v1/imports?kind=&name=&faulty=   (the bytes as body)
//                            GET /v1/imports/{import}
#pragma once

#include "shuniu/http/router.h"
#include "shuniu/market/import.h"
#include "shuniu/market/market.h"
#include "shuniu/market/talks.h"
#include "shuniu/market/work.h"

namespace shuniu::market {

void add_routes(http::Router& router, Market& market, Import& import);
void add_talk_routes(http::Router& router, Talks& talks);
void add_work_routes(http::Router& router, Work& work);

}  // namespace shuniu::market
