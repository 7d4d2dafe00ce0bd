#include "shuniu/database/migrations.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "shuniu/crypto/hash.h"

namespace shuniu::database {
namespace {

struct AppliedMigration {
  std::string module;
  std::int64_t number = 0;
  std::string name;
  std::string sha256;
};
SHUNIU_DESCRIBE(AppliedMigration, module, number, name, sha256)

const std::string& text_for(const Migration& migration, Engine engine) {
  return engine == Engine::postgresql && !migration.postgresql.empty() ? migration.postgresql : migration.sql;
}

/// "-- a comment" lines and blanks are no statement.
bool says_something(std::string_view statement) {
  while (!statement.empty()) {
    const std::size_t from = statement.find_first_not_of(" \t\r\n");
    if (from == std::string_view::npos) return false;
    statement.remove_prefix(from);
    if (!statement.starts_with("--")) return true;
    statement.remove_prefix(std::min(statement.find('\n'), statement.size()));
  }
  return false;
}

void run_statements(Transaction& tx, std::string_view text) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(";\n"), text.size());
    std::string_view statement = text.substr(0, end);
    text.remove_prefix(std::min(end + 2, text.size()));
    if (text.empty() && statement.ends_with(';')) statement.remove_suffix(1);
    if (says_something(statement)) tx.execute(statement, {}, nullptr);
  }
}

Reason refusal(std::string_view key, std::string_view module, std::int64_t number, std::string_view name) {
  return refuse(
      key, Kind::precondition,
      {{"module", std::string(module)}, {"number", std::to_string(number)}, {"name", std::string(name)}});
}

Result<Done> check_numbers(const std::vector<Migration>& migrations) {
  std::map<std::string, int> last;
  for (const Migration& migration : migrations) {
    if (migration.number != ++last[migration.module]) {
      return refusal("database.migration_out_of_order", migration.module, migration.number, migration.name);
    }
  }
  return Done{};
}

Result<Done> check_applied(const std::vector<AppliedMigration>& applied,
                           const std::vector<Migration>& migrations, Engine engine) {
  for (const AppliedMigration& old : applied) {
    const auto same = std::find_if(migrations.begin(), migrations.end(), [&old](const Migration& migration) {
      return migration.module == old.module && migration.number == old.number;
    });
    if (same == migrations.end())
      return refusal("database.migration_missing", old.module, old.number, old.name);
    if (same->name != old.name || crypto::hex(crypto::sha256(text_for(*same, engine))) != old.sha256) {
      return refusal("database.migration_changed", old.module, old.number, old.name);
    }
  }
  return Done{};
}

std::vector<AppliedMigration> applied_migrations(Transaction& tx) {
  const ModuleScope scope("database");
  tx.lock("database.migration");
  tx.run(
      "CREATE TABLE IF NOT EXISTS database_migration (module TEXT NOT NULL, number BIGINT NOT NULL, name "
      "TEXT NOT NULL,"
      " sha256 TEXT NOT NULL, applied_at BIGINT NOT NULL, PRIMARY KEY (module, number))");
  return tx.rows<AppliedMigration>(
      "SELECT module, number, name, sha256 FROM database_migration ORDER BY module, number");
}

/// Nothing when another process was faster: the lock makes it wait and then look again.
void apply(Transaction& tx, const Migration& migration, const std::vector<AppliedMigration>& applied) {
  const bool is_applied =
      std::any_of(applied.begin(), applied.end(), [&migration](const AppliedMigration& old) {
        return old.module == migration.module && old.number == migration.number;
      });
  if (is_applied) return;
  const std::string& text = text_for(migration, tx.engine());
  {
    const ModuleScope scope(migration.module);
    run_statements(tx, text);
  }
  const ModuleScope scope("database");
  tx.run(
      "INSERT INTO database_migration (module, number, name, sha256, applied_at) VALUES ($1, $2, $3, $4, $5)",
      migration.module, migration.number, migration.name, crypto::hex(crypto::sha256(text)),
      SystemClock().now());
}

}  // namespace

Result<Done> migrate(Database& database, const std::vector<Migration>& migrations) {
  if (const auto in_order = check_numbers(migrations); !in_order) return in_order;
  const auto checked = database.write([&migrations](Transaction& tx) -> Result<Done> {
    return check_applied(applied_migrations(tx), migrations, tx.engine());
  });
  if (!checked) return checked;
  for (const Migration& migration : migrations) {
    const auto applied = database.write([&](Transaction& tx) -> Result<Done> {
      const auto before = applied_migrations(tx);
      if (const auto fits = check_applied(before, migrations, tx.engine()); !fits) return fits;
      apply(tx, migration, before);
      return Done{};
    });
    if (!applied) return applied;
  }
  return Done{};
}

}  // namespace shuniu::database
