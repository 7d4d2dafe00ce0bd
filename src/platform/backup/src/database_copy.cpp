#include "database_copy.h"

#include <algorithm>

#include "postgres_tools.h"
#include "sqlite_file.h"

namespace shuniu::backup {
namespace {

constexpr const char* last_seq_sql = "SELECT coalesce(max(seq), 0) FROM journal_fact";
constexpr const char* file_names_sql = "SELECT file_name FROM files_blob ORDER BY file_name";

CopiedDatabase copy_sqlite(const std::string& path, const std::filesystem::path& folder) {
  CopiedDatabase copied{"sqlite", "database.sqlite", 0, {}};
  const std::string target = (folder / copied.file_name).string();
  SqliteFile(path, SQLITE_OPEN_READWRITE).column("VACUUM INTO ?1", target);
  SqliteFile copy(target, SQLITE_OPEN_READONLY);
  copied.journal_last_seq = std::stoll(copy.column(last_seq_sql).at(0));
  copied.file_names = copy.column(file_names_sql);
  return copied;
}

CopiedDatabase copy_postgresql(const std::string& address, const std::filesystem::path& folder) {
  CopiedDatabase copied{"postgresql", "database.dump", 0, {}};
  PostgresSession session(address);
  session.column("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  const std::string snapshot = session.column("SELECT pg_export_snapshot()").at(0);
  run_postgres_tool(address, "pg_dump",
                    {"--format=custom", "--no-owner", "--no-privileges", "--snapshot=" + snapshot,
                     "--file=" + (folder / copied.file_name).string()});
  copied.journal_last_seq = std::stoll(session.column(last_seq_sql).at(0));
  copied.file_names = session.column(file_names_sql);
  session.column("COMMIT");
  return copied;
}

}  // namespace

bool is_postgresql(const std::string& address) {
  return address.starts_with("postgresql:") || address.starts_with("postgres:");
}

std::string sqlite_path(const std::string& address) {
  constexpr std::string_view scheme = "sqlite:";
  return address.starts_with(scheme) ? address.substr(scheme.size()) : address;
}

CopiedDatabase copy_database(const std::string& address, const std::filesystem::path& folder) {
  return is_postgresql(address) ? copy_postgresql(address, folder)
                                : copy_sqlite(sqlite_path(address), folder);
}

std::vector<Fault> check_copy(const std::string& engine, const std::filesystem::path& file,
                              std::int64_t journal_last_seq, std::vector<std::string>& file_names) {
  std::vector<Fault> faults;
  const std::string name = file.filename().string();
  if (engine != "sqlite") return faults;  // a dump is checked by its digest; its content when it is restored
  try {
    SqliteFile copy(file.string(), SQLITE_OPEN_READONLY);
    const std::string verdict = copy.column("PRAGMA integrity_check").at(0);
    if (verdict != "ok") faults.push_back(plain_fault(name, "a sound database", verdict));
    const std::string numbered = copy.column("SELECT count(seq) FROM journal_fact").at(0);
    const std::string last = copy.column(last_seq_sql).at(0);
    if (numbered != last)
      faults.push_back(plain_fault(name, "a journal of " + last + " facts without a gap", numbered));
    if (last != std::to_string(journal_last_seq)) {
      faults.push_back(plain_fault(name, "a journal up to " + std::to_string(journal_last_seq), last));
    }
    file_names = copy.column(file_names_sql);
  } catch (const std::exception& error) {
    faults.push_back(plain_fault(name, "a readable database", error.what()));
  }
  return faults;
}

bool is_empty(const std::string& address) {
  if (!is_postgresql(address)) return !std::filesystem::exists(sqlite_path(address));
  PostgresSession session(address);
  return session
      .column("SELECT 1 FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')")
      .empty();
}

void put_back(const std::string& engine, const std::filesystem::path& file, const std::string& address) {
  if ((engine == "postgresql") != is_postgresql(address)) {
    throw std::runtime_error("a backup of " + engine + " is restored into " + engine);
  }
  if (engine == "postgresql") {
    run_postgres_tool(address, "pg_restore",
                      {"--exit-on-error", "--single-transaction", "--no-owner", "--dbname=", file.string()});
    return;
  }
  const std::filesystem::path target = sqlite_path(address);
  if (target.has_parent_path()) std::filesystem::create_directories(target.parent_path());
  std::filesystem::copy_file(file, target);
}

}  // namespace shuniu::backup
