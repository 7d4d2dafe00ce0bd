// Our side: a typed route over platform/database, with everything that every route of the hub has.
#include <unistd.h>

#include <cstdlib>

#include "rows.h"
#include "shuniu/database/database.h"
#include "shuniu/http/server.h"

namespace bench {
namespace {

using namespace shuniu;

struct Row {
  std::string id;
  std::string title;
  std::string summary;
  std::int64_t price_minor = 0;
  std::int64_t created_at = 0;
};
SHUNIU_DESCRIBE(Row, id, title, summary, price_minor, created_at)

struct RowPage {
  std::vector<Row> rows;
};
SHUNIU_DESCRIBE(RowPage, rows)

struct ReadRows {
  Whole<0, rows_in_table> from;
};
SHUNIU_DESCRIBE(ReadRows, from)

class Rows {
 public:
  explicit Rows(database::Database& database) : database_(database) {}
  Result<RowPage> read(const Actor&, const ReadRows& question) {
    return database_.read([&](database::Transaction& tx) -> Result<RowPage> {
      return RowPage{tx.rows<Row>(rows_sql, question.from, question.from + rows_per_answer)};
    });
  }

 private:
  database::Database& database_;
};

class Strangers final : public http::Authenticator {
 public:
  Result<Actor> authenticate(const http::Request&) override { return Actor{}; }
};

}  // namespace

void serve_with_shuniu(const std::string& file, int port_descriptor) {
  const auto database = database::open_database("sqlite:" + file);
  Rows rows(*database);
  http::Router router;
  router.get("/v1/rows", "bench", &Rows::read, rows, {http::Access::open});
  Strangers strangers;
  SystemClock clock;
  http::ServerOptions options;
  options.port = 0;
  options.workers = 2;
  options.requests_per_minute_per_address = 1'000'000'000;
  http::Server server(router, strangers, *database, clock, options);
  server.listen();
  const std::uint16_t port = server.port();
  if (::write(port_descriptor, &port, sizeof port) != sizeof port) std::abort();
  server.run_until_stopped();
  std::exit(0);
}

}  // namespace bench
