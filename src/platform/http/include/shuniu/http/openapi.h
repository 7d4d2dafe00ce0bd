// openapi.h - the OpenAPI 3.1 document of all routes; `api/openapi.json` is its committed copy.
//
//   std::string document = openapi(router);
//
// Promises: same routes, same text (sorted, two spaces), so that a drift is a diff; every operation names its
// refusals' shape.
#pragma once

#include <string>

#include "shuniu/http/router.h"

namespace shuniu::http {

std::string openapi(const Router& router);

}  // namespace shuniu::http
