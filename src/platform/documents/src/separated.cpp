#include "shuniu/documents/separated.h"

#include "text_checks.h"

namespace shuniu::documents {
namespace {

Reason at_line(std::string_view key, std::int64_t line) {
  return refuse(key, Kind::invalid, {{"line", std::to_string(line)}});
}

class SeparatedReader {
 public:
  SeparatedReader(std::string_view bytes, char separator, const TableLimits& limits, const RowSink& sink)
      : bytes_(bytes), separator_(separator), limits_(limits), sink_(sink) {}

  Result<Done> read() {
    while (at_ < bytes_.size()) {
      TableRow row{line_, {}};
      const auto done = read_row(row);
      if (!done) return done.error();
      if (is_empty(row)) continue;
      if (++rows_ > limits_.rows) return too_large("rows", row.line);
      if (!sink_(row)) break;
    }
    return Done{};
  }

 private:
  static bool is_empty(const TableRow& row) {
    for (const std::string& cell : row.cells) {
      if (!cell.empty()) return false;
    }
    return true;
  }

  static Reason too_large(std::string_view limit, std::int64_t line) {
    return refuse("documents.too_large", Kind::too_large,
                  {{"limit", std::string(limit)}, {"line", std::to_string(line)}});
  }

  Result<Done> read_row(TableRow& row) {
    for (bool more = true; more;) {
      if (row.cells.size() == limits_.columns) return too_large("columns", row.line);
      std::string& cell = row.cells.emplace_back();
      const bool quoted = at_ < bytes_.size() && bytes_[at_] == '"';
      const auto done = quoted ? read_quoted(cell) : read_plain(cell);
      if (!done) return done.error();
      if (!is_valid_utf8(cell)) return at_line("documents.not_utf8", row.line);
      more = at_ < bytes_.size() && bytes_[at_] == separator_;
      if (more) ++at_;
    }
    skip_line_end();
    return Done{};
  }

  bool at_cell_end() const {
    if (at_ >= bytes_.size()) return true;
    const char c = bytes_[at_];
    return c == separator_ || c == '\n' ||
           (c == '\r' && (at_ + 1 == bytes_.size() || bytes_[at_ + 1] == '\n'));
  }

  Result<Done> add(std::string& cell, char c) {
    if (cell.size() == limits_.cell_bytes) return too_large("cell_bytes", line_);
    cell += c;
    return Done{};
  }

  Result<Done> read_plain(std::string& cell) {
    for (; !at_cell_end(); ++at_) {
      if (const auto added = add(cell, bytes_[at_]); !added) return added.error();
    }
    return Done{};
  }

  Result<Done> read_quoted(std::string& cell) {
    const std::int64_t began = line_;
    for (++at_;; ++at_) {
      if (at_ >= bytes_.size()) return at_line("documents.bad_quote", began);
      const char c = bytes_[at_];
      if (c == '"') {
        const bool doubled = at_ + 1 < bytes_.size() && bytes_[at_ + 1] == '"';
        if (!doubled) break;
        ++at_;
      }
      if (c == '\n') ++line_;
      // CRLF inside a cell is LF.
      if (c == '\r' && at_ + 1 < bytes_.size() && bytes_[at_ + 1] == '\n') continue;
      if (const auto added = add(cell, c); !added) return added.error();
    }
    ++at_;
    if (!at_cell_end()) return at_line("documents.bad_quote", line_);
    return Done{};
  }

  void skip_line_end() {
    if (at_ < bytes_.size() && bytes_[at_] == '\r') ++at_;
    if (at_ < bytes_.size() && bytes_[at_] == '\n') ++at_;
    ++line_;
  }

  std::string_view bytes_;
  char separator_;
  const TableLimits& limits_;
  const RowSink& sink_;
  std::size_t at_ = 0;
  std::int64_t line_ = 1;
  std::int64_t rows_ = 0;
};

}  // namespace

Result<Done> read_separated(std::string_view bytes, char separator, const TableLimits& limits,
                            const RowSink& sink) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (bytes.starts_with(byte_order_mark)) bytes.remove_prefix(byte_order_mark.size());
  return SeparatedReader(bytes, separator, limits, sink).read();
}

}  // namespace shuniu::documents
