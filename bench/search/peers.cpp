#include <sqlite3.h>
#include <xapian.h>

#include <filesystem>
#include <stdexcept>

#include "engines.h"

namespace shuniu::bench {
namespace {

constexpr unsigned hits_wanted = 20;
constexpr std::size_t longest_xapian_term = 245;  // bytes

/// Xapian 1.4 with its own BM25, no positions; flushed and compacted, as its manual advises for a finished
/// index.
class WithXapian final : public SearchEngine {
 public:
  explicit WithXapian(const std::string& directory)
      : directory_(directory), growing_(directory + "/growing", Xapian::DB_CREATE_OR_OVERWRITE) {}

  const char* name() const override { return "xapian"; }
  void add(std::string_view id, const Terms& terms) override {
    Xapian::Document document;
    document.set_data(std::string(id));
    for (const std::string_view term : terms) {
      if (term.size() <= longest_xapian_term) document.add_term(std::string(term));
    }
    growing_.add_document(document);
  }
  void finish() override {
    growing_.commit();
    growing_.compact(directory_ + "/compact", Xapian::DBCOMPACT_NO_RENUMBER);
    growing_.close();
    std::filesystem::remove_all(directory_ + "/growing");
    database_ = Xapian::Database(directory_ + "/compact");
  }
  std::uint64_t bytes() const override { return bytes_below(directory_); }
  std::size_t search(const Terms& terms, std::string& best) override {
    Xapian::Enquire enquire(database_);
    const std::vector<std::string> words(terms.begin(), terms.end());
    enquire.set_query(Xapian::Query(Xapian::Query::OP_OR, words.begin(), words.end()));
    const Xapian::MSet found = enquire.get_mset(0, hits_wanted);
    if (!found.empty()) best = found.begin().get_document().get_data();
    return found.size();
  }

 private:
  std::string directory_;
  Xapian::WritableDatabase growing_;
  Xapian::Database database_;
};

/// SQLite FTS5 without positions (detail=none), tokens split at spaces, optimised; ORDER BY rank is its BM25.
class WithFts5 final : public SearchEngine {
 public:
  explicit WithFts5(const std::string& directory) : directory_(directory) {
    if (sqlite3_open((directory + "/fts5.db").c_str(), &database_) != SQLITE_OK) fail();
    run("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-200000;"
        "CREATE VIRTUAL TABLE documents USING fts5(body, content='', detail=none, columnsize=1,"
        " tokenize=\"unicode61 remove_diacritics 0\"); BEGIN");
    prepare("INSERT INTO documents(rowid, body) VALUES (?1, ?2)", &insert_);
    prepare("SELECT rowid FROM documents WHERE documents MATCH ?1 ORDER BY rank LIMIT 20", &select_);
  }
  ~WithFts5() override {
    sqlite3_finalize(insert_);
    sqlite3_finalize(select_);
    sqlite3_close(database_);
  }

  const char* name() const override { return "fts5"; }
  void add(std::string_view id, const Terms& terms) override {
    std::string body;
    for (const std::string_view term : terms) body += (body.empty() ? "" : " ") + std::string(term);
    sqlite3_bind_int64(insert_, 1, std::stoll(std::string(id)));
    sqlite3_bind_text(insert_, 2, body.data(), static_cast<int>(body.size()), SQLITE_TRANSIENT);
    if (sqlite3_step(insert_) != SQLITE_DONE) fail();
    sqlite3_reset(insert_);
  }
  void finish() override { run("COMMIT; INSERT INTO documents(documents) VALUES ('optimize')"); }
  std::uint64_t bytes() const override { return bytes_below(directory_); }
  std::size_t search(const Terms& terms, std::string& best) override {
    std::string query;
    for (const std::string_view term : terms)
      query += (query.empty() ? "\"" : " OR \"") + std::string(term) + "\"";
    sqlite3_bind_text(select_, 1, query.data(), static_cast<int>(query.size()), SQLITE_TRANSIENT);
    std::size_t count = 0;
    int code = SQLITE_ROW;
    while ((code = sqlite3_step(select_)) == SQLITE_ROW) {
      if (count++ == 0) best = std::to_string(sqlite3_column_int64(select_, 0));
    }
    if (code != SQLITE_DONE) fail();
    sqlite3_reset(select_);
    return count;
  }

 private:
  [[noreturn]] void fail() { throw std::runtime_error(sqlite3_errmsg(database_)); }
  void run(const char* sql) {
    if (sqlite3_exec(database_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) fail();
  }
  void prepare(const char* sql, sqlite3_stmt** statement) {
    if (sqlite3_prepare_v2(database_, sql, -1, statement, nullptr) != SQLITE_OK) fail();
  }

  std::string directory_;
  sqlite3* database_ = nullptr;
  sqlite3_stmt* insert_ = nullptr;
  sqlite3_stmt* select_ = nullptr;
};

}  // namespace

std::unique_ptr<SearchEngine> make_xapian(const std::string& directory) {
  return std::make_unique<WithXapian>(directory);
}

std::unique_ptr<SearchEngine> make_fts5(const std::string& directory) {
  return std::make_unique<WithFts5>(directory);
}

}  // namespace shuniu::bench
