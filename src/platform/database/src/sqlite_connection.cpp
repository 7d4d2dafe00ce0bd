#include "sqlite_connection.h"

#include <charconv>

namespace shuniu::database {
namespace {

constexpr int busy_timeout_ms = 5'000;
constexpr std::size_t most_statements = 512;

/// Into a value of the row before: what it held was taken, or is given up.
void read_column(sqlite3_stmt* statement, int column, Value& value) {
  const int type = sqlite3_column_type(statement, column);
  switch (type) {
    case SQLITE_NULL:
      value = {};
      return;
    case SQLITE_INTEGER:
      value.storage() = std::int64_t{sqlite3_column_int64(statement, column)};
      return;
    case SQLITE_FLOAT:
      throw DatabaseError(std::string("column ") + sqlite3_column_name(statement, column) +
                          " is floating point");
    default:
      break;
  }
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement, column));
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
  if (bytes == nullptr) bytes = "";
  if (type == SQLITE_BLOB)
    value.storage().emplace<Bytes>(Bytes{std::string(bytes, size)});
  else
    value.storage().emplace<std::string>(bytes, size);
}

int bind_value(sqlite3_stmt* statement, int place, const Value& value) {
  const auto& storage = value.storage();
  if (const auto* number = std::get_if<std::int64_t>(&storage))
    return sqlite3_bind_int64(statement, place, *number);
  if (const auto* text = std::get_if<std::string>(&storage)) {
    return sqlite3_bind_text64(statement, place, text->data(), text->size(), SQLITE_STATIC, SQLITE_UTF8);
  }
  if (const auto* bytes = std::get_if<Bytes>(&storage)) {
    return sqlite3_bind_blob64(statement, place, bytes->bytes.data(), bytes->bytes.size(), SQLITE_STATIC);
  }
  return sqlite3_bind_null(statement, place);
}

/// The number in "$12", or 0.
std::size_t parameter_number(const char* name) {
  if (name == nullptr || *name != '$') return 0;
  const std::string_view digits(name + 1);
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return error == std::errc() && end == digits.data() + digits.size() ? number : 0;
}

constexpr int steps_between_looks = 20'000;  // of SQLite's machine: a fraction of a millisecond

bool is_unavailable(int code) {
  switch (code & 0xFF) {
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_CANTOPEN:
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_NOMEM:
    case SQLITE_PROTOCOL:
    case SQLITE_INTERRUPT:  // by the deadline
      return true;
    default:
      return false;
  }
}

}  // namespace

SqliteConnection::SqliteConnection(const std::string& path, Access access, TableGuard& guard)
    : guard_(guard) {
  const int mode =
      access == Access::read_write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READWRITE;
  sqlite3* handle = nullptr;
  const int code =
      sqlite3_open_v2(path.c_str(), &handle, mode | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
  handle_.reset(handle);
  if (code != SQLITE_OK) {
    throw DatabaseUnavailable("cannot open " + path + ": " +
                              (handle ? sqlite3_errmsg(handle) : "out of memory"));
  }
  sqlite3_busy_timeout(handle, busy_timeout_ms);
  control("PRAGMA foreign_keys = ON");
  if (access == Access::read_write) {
    control("PRAGMA journal_mode = WAL");
    control("PRAGMA synchronous = FULL");
    control("PRAGMA journal_size_limit = 67108864");
  } else {
    control("PRAGMA query_only = ON");
  }
  guard_.learn_tables(handle);
  sqlite3_set_authorizer(handle, &SqliteConnection::authorize, this);
}

int SqliteConnection::authorize(void* self, int action, const char* first, const char* second, const char*,
                                const char*) {
  auto& connection = *static_cast<SqliteConnection*>(self);
  if (connection.controlling_) return SQLITE_OK;
  if (!connection.violation_.empty()) return SQLITE_DENY;  // the first one is the one to tell
  switch (action) {
    case SQLITE_TRANSACTION:
    case SQLITE_SAVEPOINT:
    case SQLITE_ATTACH:
    case SQLITE_DETACH:
    case SQLITE_PRAGMA:
      connection.violation_ = "a module's statement may not control the connection";
      break;
    case SQLITE_CREATE_TEMP_TABLE:
    case SQLITE_CREATE_TEMP_VIEW:
    case SQLITE_CREATE_TEMP_INDEX:
    case SQLITE_CREATE_TEMP_TRIGGER:
      connection.violation_ = "temporary objects belong to no module";
      break;
    case SQLITE_CREATE_TABLE:
    case SQLITE_CREATE_VIEW:
    case SQLITE_CREATE_VTABLE:
      connection.violation_ = connection.guard_.violation(first, nullptr);
      if (connection.violation_.empty()) connection.guard_.learn_table(first);
      break;
    case SQLITE_READ:
      connection.violation_ = connection.guard_.violation(first, second);
      break;
    case SQLITE_INSERT:
    case SQLITE_UPDATE:
    case SQLITE_DELETE:
    case SQLITE_DROP_TABLE:
    case SQLITE_DROP_VIEW:
      connection.violation_ = connection.guard_.violation(first, nullptr);
      break;
    case SQLITE_CREATE_INDEX:
    case SQLITE_DROP_INDEX:
    case SQLITE_CREATE_TRIGGER:
    case SQLITE_DROP_TRIGGER:
    case SQLITE_ALTER_TABLE:
      connection.violation_ = connection.guard_.violation(second, nullptr);
      break;
    default:
      break;
  }
  return connection.violation_.empty() ? SQLITE_OK : SQLITE_DENY;
}

int SqliteConnection::is_late(void* self) {
  const auto& deadline = static_cast<const SqliteConnection*>(self)->deadline_;
  return deadline && std::chrono::steady_clock::now() > *deadline ? 1 : 0;
}

void SqliteConnection::end_at(std::optional<std::chrono::steady_clock::time_point> deadline) {
  deadline_ = deadline;
  sqlite3_progress_handler(handle_.get(), deadline ? steps_between_looks : 0, is_late, this);
}

void SqliteConnection::control(const std::string& sql) {
  controlling_ = true;
  Statement& statement = controls_[sql];  // few texts, and some of them around every question and command
  int code = SQLITE_OK;
  if (!statement) {
    sqlite3_stmt* prepared = nullptr;
    code = sqlite3_prepare_v3(handle_.get(), sql.c_str(), -1, SQLITE_PREPARE_PERSISTENT, &prepared, nullptr);
    statement.reset(prepared);
  }
  if (code == SQLITE_OK) {
    do {
      code = sqlite3_step(statement.get());
    } while (code == SQLITE_ROW);  // of a PRAGMA
    if (code == SQLITE_DONE) code = SQLITE_OK;
    sqlite3_reset(statement.get());
  }
  controlling_ = false;
  if (code != SQLITE_OK) fail(code, sql);
}

std::int64_t SqliteConnection::execute(std::string_view sql, const std::vector<Value>& parameters,
                                       const RowReader& reader) {
  std::string key(sql);
  if (guard_.rule() != TableRule::any) key.append(1, '\0').append(ModuleScope::current());
  Statement statement = take_statement(key, sql);
  bind(statement.get(), sql, parameters);
  const std::int64_t before = sqlite3_total_changes64(handle_.get());
  step_all(statement.get(), sql, reader);
  const bool changed = sqlite3_total_changes64(handle_.get()) != before;
  keep_statement(std::move(key), std::move(statement));
  return changed ? sqlite3_changes64(handle_.get()) : 0;
}

/// Out of the cache while it is used, so that a reader may run the same text again.
SqliteConnection::Statement SqliteConnection::take_statement(const std::string& key, std::string_view sql) {
  if (const auto found = statements_.find(key); found != statements_.end()) {
    Statement statement = std::move(found->second);
    statements_.erase(found);
    return statement;
  }
  violation_.clear();
  sqlite3_stmt* prepared = nullptr;
  const char* rest = nullptr;
  const int code = sqlite3_prepare_v3(handle_.get(), sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &prepared, &rest);
  Statement statement(prepared);
  if (code != SQLITE_OK) fail(code, sql);
  if (!statement) throw DatabaseError("no statement: " + std::string(sql));
  const std::string_view behind = sql.substr(static_cast<std::size_t>(rest - sql.data()));
  if (behind.find_first_not_of(" \t\r\n") != std::string_view::npos) {
    throw DatabaseError("more than one statement: " + std::string(sql));
  }
  return statement;
}

void SqliteConnection::keep_statement(std::string key, Statement statement) {
  sqlite3_reset(statement.get());
  sqlite3_clear_bindings(statement.get());
  if (statements_.size() >= most_statements) statements_.clear();
  statements_.insert_or_assign(std::move(key), std::move(statement));
}

/// By name: SQLite numbers $n by first appearance, so the position in the list says nothing.
void SqliteConnection::bind(sqlite3_stmt* statement, std::string_view sql,
                            const std::vector<Value>& parameters) const {
  const int places = sqlite3_bind_parameter_count(statement);
  for (int place = 1; place <= places; ++place) {
    const std::size_t number = parameter_number(sqlite3_bind_parameter_name(statement, place));
    if (number < 1 || number > parameters.size())
      throw DatabaseError("unbound parameter in: " + std::string(sql));
    const int code = bind_value(statement, place, parameters[number - 1]);
    if (code != SQLITE_OK) fail(code, sql);
  }
  if (static_cast<std::size_t>(places) < parameters.size()) {
    throw DatabaseError("more parameters than the statement names: " + std::string(sql));
  }
}

void SqliteConnection::step_all(sqlite3_stmt* statement, std::string_view sql, const RowReader& reader) {
  violation_.clear();
  std::vector<std::string> columns;
  std::vector<Value> values;
  for (;;) {
    const int code = sqlite3_step(statement);
    if (code == SQLITE_DONE) return;
    if (code != SQLITE_ROW) fail(code, sql);
    if (!reader) continue;
    const int count = sqlite3_column_count(statement);
    for (int i = static_cast<int>(columns.size()); i < count; ++i)
      columns.emplace_back(sqlite3_column_name(statement, i));
    values.resize(columns.size());
    for (int i = 0; i < count; ++i) read_column(statement, i, values[static_cast<std::size_t>(i)]);
    reader(columns, values);
  }
}

void SqliteConnection::fail(int code, std::string_view sql) const {
  if (!violation_.empty()) throw DatabaseError(violation_ + ": " + std::string(sql));
  const std::string message = std::string(sqlite3_errmsg(handle_.get())) + ": " + std::string(sql);
  switch (code) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:
      throw UniqueViolation(message);
    default:
      break;
  }
  if (is_unavailable(code)) throw DatabaseUnavailable(message);
  throw DatabaseError(message);
}

}  // namespace shuniu::database
