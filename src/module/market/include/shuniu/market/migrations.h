// migrations.h - the tables of market (market_* only).
#pragma once

#include <vector>

#include "shuniu/database/migrations.h"

namespace shuniu::market {

std::vector<database::Migration> migrations();

}  // namespace shuniu::market
