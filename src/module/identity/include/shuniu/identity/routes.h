// routes.h - the addresses of identity, in plain sight in routes.cpp.
#pragma once

#include "shuniu/http/router.h"
#include "shuniu/identity/identity.h"

namespace shuniu::identity {

void add_routes(http::Router& router, Identity& identity);

}  // namespace shuniu::identity
