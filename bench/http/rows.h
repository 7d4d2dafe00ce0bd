// rows.h - the work of both servers: 100 rows of a SQLite table as JSON.
#pragma once

#include <cstdint>
#include <string>

namespace bench {

constexpr int rows_in_table = 10'000;
constexpr int rows_per_answer = 100;
constexpr const char* rows_sql =
    "SELECT id, title, summary, price_minor, created_at FROM bench_row WHERE number >= $1 AND number < $2 "
    "ORDER BY number";

/// Contestants (measure.h); they never return.
void serve_with_shuniu(const std::string& file, int port_descriptor);
void serve_by_hand(const std::string& file, int port_descriptor);

}  // namespace bench
