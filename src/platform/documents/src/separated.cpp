#include "shuniu/documents/separated.h"

#include <algorithm>
#include <array>
#include <optional>

namespace shuniu::documents {
namespace {

Reason at_line(std::string_view key, std::int64_t line) {
  return refuse(key, Kind::invalid, {{"line", std::to_string(line)}});
}

/// "sep=;" on a line of its own.
std::optional<char> said_separator(std::string_view text) {
  constexpr std::string_view says = "sep=";
  if (!text.starts_with(says) || text.size() <= says.size()) return std::nullopt;
  const std::string_view rest = text.substr(says.size() + 1);
  if (!rest.starts_with('\n') && !rest.starts_with("\r\n")) return std::nullopt;
  return text[says.size()];
}

class SeparatedReader {
 public:
  SeparatedReader(std::string_view text, char separator, const TableLimits& limits, const RowSink& sink)
      : text_(text), separator_(separator), limits_(limits), sink_(sink) {
    if (said_separator(text_)) skip_first_line();
  }

  Result<Done> read() {
    while (at_ < text_.size()) {
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
      const bool quoted = at_ < text_.size() && text_[at_] == '"';
      const auto done = quoted ? read_quoted(cell) : read_plain(cell);
      if (!done) return done.error();
      more = at_ < text_.size() && text_[at_] == separator_;
      if (more) ++at_;
    }
    skip_line_end();
    return Done{};
  }

  bool at_cell_end() const {
    if (at_ >= text_.size()) return true;
    const char c = text_[at_];
    return c == separator_ || c == '\n' || (c == '\r' && (at_ + 1 == text_.size() || text_[at_ + 1] == '\n'));
  }

  Result<Done> add(std::string& cell, char c) {
    if (cell.size() == limits_.cell_bytes) return too_large("cell_bytes", line_);
    cell += c;
    return Done{};
  }

  Result<Done> read_plain(std::string& cell) {
    for (; !at_cell_end(); ++at_) {
      if (const auto added = add(cell, text_[at_]); !added) return added.error();
    }
    return Done{};
  }

  Result<Done> read_quoted(std::string& cell) {
    const std::int64_t began = line_;
    for (++at_;; ++at_) {
      if (at_ >= text_.size()) return at_line("documents.bad_quote", began);
      const char c = text_[at_];
      if (c == '"') {
        const bool doubled = at_ + 1 < text_.size() && text_[at_ + 1] == '"';
        if (!doubled) break;
        ++at_;
      }
      if (c == '\n') ++line_;
      // CRLF inside a cell is LF.
      if (c == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n') continue;
      if (const auto added = add(cell, c); !added) return added.error();
    }
    ++at_;
    if (!at_cell_end()) return at_line("documents.bad_quote", line_);
    return Done{};
  }

  void skip_first_line() {
    at_ = text_.find('\n') + 1;
    ++line_;
  }

  void skip_line_end() {
    if (at_ < text_.size() && text_[at_] == '\r') ++at_;
    if (at_ < text_.size() && text_[at_] == '\n') ++at_;
    ++line_;
  }

  std::string_view text_;
  char separator_;
  const TableLimits& limits_;
  const RowSink& sink_;
  std::size_t at_ = 0;
  std::int64_t line_ = 1;
  std::int64_t rows_ = 0;
};

}  // namespace

char separator_of(std::string_view text, char expected) {
  if (const auto said = said_separator(text)) return *said;
  std::array<char, 3> candidates{',', ';', '\t'};
  std::array<std::int64_t, 3> counts{};
  bool quoted = false;
  for (const char c : text) {
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    const bool line_ends = c == '\n';
    if (line_ends && std::any_of(counts.begin(), counts.end(), [](auto count) { return count > 0; })) break;
    for (std::size_t i = 0; i < candidates.size(); ++i) counts[i] += c == candidates[i] ? 1 : 0;
  }
  const auto most = std::max_element(counts.begin(), counts.end());
  const auto wanted = std::find(candidates.begin(), candidates.end(), expected) - candidates.begin();
  const bool expected_is_as_good = wanted < 3 && counts[static_cast<std::size_t>(wanted)] == *most;
  return expected_is_as_good ? expected : candidates[static_cast<std::size_t>(most - counts.begin())];
}

Result<Done> read_separated(std::string_view text, char separator, const TableLimits& limits,
                            const RowSink& sink) {
  return SeparatedReader(text, separator, limits, sink).read();
}

}  // namespace shuniu::documents
