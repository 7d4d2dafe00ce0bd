// parameters.h - what may not reach any engine, because PostgreSQL would refuse it and SQLite would not.
#pragma once

#include <vector>

#include "shuniu/database/value.h"

namespace shuniu::database {

/// Throws DatabaseError for a text that is not UTF-8 or holds a NUL.
void check_parameters(const std::vector<Value>& parameters);

}  // namespace shuniu::database
