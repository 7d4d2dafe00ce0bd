#include "shuniu/journal/journal.h"

namespace shuniu::journal {
namespace {

/// On SQLite the row id is the order of appending: it has one writer, and a rolled back append leaves nothing
/// behind.
constexpr const char* append_no_sqlite = "append_no INTEGER PRIMARY KEY AUTOINCREMENT";
/// On PostgreSQL a sequence, drawn by the INSERT itself, after the locks that the command holds.
constexpr const char* append_no_postgresql =
    "append_no BIGINT PRIMARY KEY DEFAULT nextval('journal_append_no')";

std::string tables(const std::string& append_no) {
  return "CREATE TABLE journal_fact (\n  " + append_no + R"(,
  seq BIGINT UNIQUE,
  id TEXT NOT NULL UNIQUE,
  type TEXT NOT NULL,
  at BIGINT NOT NULL,
  visibility TEXT NOT NULL,
  body TEXT NOT NULL
);
CREATE INDEX journal_fact_unnumbered ON journal_fact (append_no) WHERE seq IS NULL;
CREATE TABLE journal_fact_party (
  fact TEXT NOT NULL REFERENCES journal_fact (id),
  organisation TEXT NOT NULL,
  PRIMARY KEY (fact, organisation)
);
CREATE TABLE journal_cursor (
  subscriber TEXT PRIMARY KEY,
  seq BIGINT NOT NULL
);
CREATE TABLE journal_set_aside (
  seq BIGINT NOT NULL,
  subscriber TEXT NOT NULL,
  type TEXT NOT NULL,
  error TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (subscriber, seq)
);
)";
}

}  // namespace

std::vector<database::Migration> migrations() {
  return {{"journal", 1, "facts", tables(append_no_sqlite),
           "CREATE SEQUENCE journal_append_no AS BIGINT;\n" + tables(append_no_postgresql)}};
}

}  // namespace shuniu::journal
