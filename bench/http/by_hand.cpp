// The peer: libmicrohttpd, sqlite3 and JSON, each by hand, with nothing around them.
#include <microhttpd.h>
#include <sqlite3.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "rows.h"

namespace bench {
namespace {

constexpr unsigned threads = 2;

std::string database_file;

void append_quoted(std::string& json, const unsigned char* text, int size) {
  json += '"';
  for (int i = 0; i < size; ++i) {
    const unsigned char c = text[i];
    if (c == '"' || c == '\\') {
      json += '\\';
      json += static_cast<char>(c);
    } else if (c < 0x20) {
      char code[8];
      std::snprintf(code, sizeof code, "\\u%04x", c);
      json += code;
    } else {
      json += static_cast<char>(c);
    }
  }
  json += '"';
}

sqlite3_stmt* statement_of_thread() {
  thread_local sqlite3_stmt* statement = [] {
    sqlite3* database = nullptr;
    sqlite3_stmt* prepared = nullptr;
    if (sqlite3_open_v2(database_file.c_str(), &database, SQLITE_OPEN_READONLY, nullptr) != SQLITE_OK ||
        sqlite3_prepare_v2(database, rows_sql, -1, &prepared, nullptr) != SQLITE_OK) {
      std::abort();
    }
    return prepared;
  }();
  return statement;
}

std::string rows_as_json(std::int64_t from) {
  sqlite3_stmt* statement = statement_of_thread();
  sqlite3_bind_int64(statement, 1, from);
  sqlite3_bind_int64(statement, 2, from + rows_per_answer);
  std::string json = "{\"rows\":[";
  bool is_first = true;
  while (sqlite3_step(statement) == SQLITE_ROW) {
    static const char* const names[] = {"{\"id\":", ",\"title\":", ",\"summary\":"};
    if (!is_first) json += ',';
    is_first = false;
    for (int column = 0; column < 3; ++column) {
      json += names[column];
      append_quoted(json, sqlite3_column_text(statement, column), sqlite3_column_bytes(statement, column));
    }
    json += ",\"price_minor\":" + std::to_string(sqlite3_column_int64(statement, 3));
    json += ",\"created_at\":" + std::to_string(sqlite3_column_int64(statement, 4)) + "}";
  }
  sqlite3_reset(statement);
  return json + "]}";
}

MHD_Result answer(void*, MHD_Connection* connection, const char* url, const char* method, const char*,
                  const char*, std::size_t*, void** seen) {
  static int mark;
  if (*seen == nullptr) {
    *seen = &mark;
    return MHD_YES;
  }
  if (std::strcmp(method, "GET") != 0 || std::strcmp(url, "/v1/rows") != 0) return MHD_NO;
  const char* from = MHD_lookup_connection_value(connection, MHD_GET_ARGUMENT_KIND, "from");
  const std::string json = rows_as_json(from == nullptr ? 0 : std::atoll(from));
  MHD_Response* response =
      MHD_create_response_from_buffer(json.size(), const_cast<char*>(json.data()), MHD_RESPMEM_MUST_COPY);
  MHD_add_response_header(response, "Content-Type", "application/json");
  const MHD_Result result = MHD_queue_response(connection, MHD_HTTP_OK, response);
  MHD_destroy_response(response);
  return result;
}

}  // namespace

void serve_by_hand(const std::string& file, int port_descriptor) {
  database_file = file;
  MHD_Daemon* daemon = MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD, 0, nullptr, nullptr, answer, nullptr,
                                        MHD_OPTION_THREAD_POOL_SIZE, threads, MHD_OPTION_END);
  if (daemon == nullptr) std::abort();
  const std::uint16_t port = MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT)->port;
  if (::write(port_descriptor, &port, sizeof port) != sizeof port) std::abort();
  while (true) ::pause();
}

}  // namespace bench
