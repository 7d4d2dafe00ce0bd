// migrations.h - the tables of identity (identity_*), for database::migrate.
#pragma once

#include <vector>

#include "shuniu/database/migrations.h"

namespace shuniu::identity {

std::vector<database::Migration> migrations();

}  // namespace shuniu::identity
