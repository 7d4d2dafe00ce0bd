// Answers per second of the server's own processor time.
//
//   bench_http rows [seconds per round] [rounds]    the hub beside libmicrohttpd doing the same by hand
//   bench_http beast [seconds per round] [rounds]   Beast with coroutines beside Beast with callbacks
//
// Each server runs in its own process; its processor time is read from its clock around the measured spans,
// so that the client costs nobody. Client and servers have a processor each, turns alternate, and what counts
// is the median of the ratios of the rounds.
#include <sqlite3.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>

#include "measure.h"
#include "rows.h"

namespace bench {

// Contestants of the second question (beast_callbacks.cpp, beast_coroutines.cpp).
void serve_with_callbacks(const std::string& file, int port_descriptor);
void serve_with_coroutines(const std::string& file, int port_descriptor);

namespace {

void make_table(const std::string& file) {
  sqlite3* database = nullptr;
  if (sqlite3_open(file.c_str(), &database) != SQLITE_OK) std::abort();
  const char* sql =
      "PRAGMA journal_mode=WAL;"
      "CREATE TABLE bench_row (number INTEGER PRIMARY KEY, id TEXT, title TEXT, summary TEXT, price_minor "
      "BIGINT, "
      "created_at BIGINT);"
      "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 9999) "
      "INSERT INTO bench_row SELECT i, printf('0192f0c1-7a00-7000-8000-%012d', i), '动力电池热失控预警 ' || "
      "i, "
      "'寻求在 60 ℃ 以下把热失控的传播时间延长到 30 分钟以上的阻燃材料与结构；Wanted: a barrier that holds "
      "for 30 minutes.', "
      "i * 1000, 1700000000000000 + i FROM n;";
  if (sqlite3_exec(database, sql, nullptr, nullptr, nullptr) != SQLITE_OK) std::abort();
  sqlite3_close(database);
}

bool compare_rows(const Effort& effort) {
  const std::string file =
      (std::filesystem::temp_directory_path() / ("bench_http_" + std::to_string(::getpid()))).string();
  make_table(file);
  const bool is_same = compare({"hub", serve_with_shuniu}, {"by hand", serve_by_hand}, file, effort);
  for (const char* suffix : {"", "-wal", "-shm", ".lock", "-lock"}) std::filesystem::remove(file + suffix);
  return is_same;
}

bool compare_beast(const Effort& effort) {
  return compare({"coroutines", serve_with_coroutines}, {"callbacks", serve_with_callbacks}, "", effort);
}

}  // namespace
}  // namespace bench

int main(int count, char** arguments) {
  const std::string_view what = count > 1 ? arguments[1] : "";
  bench::Effort effort;
  if (count > 2) effort.seconds = std::atof(arguments[2]);
  if (count > 3) effort.rounds = std::atoi(arguments[3]);
  if ((what != "rows" && what != "beast") || effort.seconds <= 0 || effort.rounds < 1) {
    std::fprintf(stderr, "bench_http rows|beast [seconds per round] [rounds]\n");
    return 2;
  }
  return (what == "rows" ? bench::compare_rows(effort) : bench::compare_beast(effort)) ? 0 : 1;
}
