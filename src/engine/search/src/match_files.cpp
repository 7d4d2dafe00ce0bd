#include "shuniu/search/match_files.h"

#include <algorithm>
#include <unordered_map>
#include <vector>

#include "shuniu/search/index.h"
#include "shuniu/text/figures.h"
#include "tsv.h"

namespace shuniu::search {

namespace {

struct Row {
  std::string id;
  std::string title;
  std::string body;
  std::string codes;
};

constexpr std::size_t longest_id = 255;

std::vector<Fault> read_rows(std::istream& in, std::string name, std::vector<Row>& rows) {
  std::unordered_map<std::string, bool> seen;
  const TsvShape shape{std::move(name), {"id", "title", "body", "lang", "codes"}, 1, true, false};
  return read_tsv(in, shape, [&](const Cells& cells) -> std::optional<BadCell> {
    if (cells[0].empty() || cells[0].size() > longest_id) return BadCell{0, "an id of 1 to 255 bytes"};
    if (!seen.emplace(cells[0], true).second) return BadCell{0, "an id that no line before has"};
    rows.push_back(
        {std::string(cells[0]), std::string(cells[1]), std::string(cells[2]), std::string(cells[4])});
    return std::nullopt;
  });
}

TextFields fields_of(const Row& row) {
  return {row.title, row.body, {}, row.codes};
}

std::string whole_text(const Row& row) {
  return row.title + "\n" + row.body;
}

std::string json_text(std::string_view text) {
  constexpr std::string_view hex = "0123456789abcdef";
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20) {
      out += "\\u00";
      out += hex[byte / 16];
      out += hex[byte % 16];
    } else {
      out += c;
    }
  }
  return out + '"';
}

std::string_view name_of(text::Operator op) {
  switch (op) {
    case text::Operator::ge:
      return "ge";
    case text::Operator::le:
      return "le";
    case text::Operator::gt:
      return "gt";
    case text::Operator::lt:
      return "lt";
    case text::Operator::between:
      return "between";
    default:
      return "eq";
  }
}

std::string_view name_of(text::Verdict verdict) {
  return verdict == text::Verdict::met ? "met" : verdict == text::Verdict::missed ? "missed" : "unknown";
}

std::string shown(const text::Quantity& quantity) {
  std::string value = text::to_string(quantity.low);
  if (!(quantity.low == quantity.high)) value += "~" + text::to_string(quantity.high);
  return value + " " + std::string(quantity.unit->symbol);
}

std::string figure_json(const text::Figure& wanted, const std::vector<text::Figure>& offered) {
  const text::Judgement judged = text::judge(wanted, offered);
  std::string out = "{\"name\":" + json_text(wanted.name) + ",\"operator\":" + json_text(name_of(wanted.op)) +
                    ",\"wanted\":" + json_text(shown(wanted.quantity));
  if (judged.by) out += ",\"offered\":" + json_text(shown(offered[*judged.by].quantity));
  return out + ",\"verdict\":" + json_text(name_of(judged.verdict)) + "}";
}

template <class Items, class Write>
std::string json_list(const Items& items, std::size_t most, Write write) {
  std::string out = "[";
  for (std::size_t i = 0; i < std::min(items.size(), most); ++i) out += (i == 0 ? "" : ",") + write(items[i]);
  return out + "]";
}

class Matching {
 public:
  Matching(const std::vector<Row>& offers, const MatchOptions& options, std::ostream& ranking,
           std::ostream* reasons)
      : options_(options), ranking_(ranking), reasons_(reasons) {
    std::vector<Document> documents;
    for (const Row& offer : offers) {
      documents.push_back(analyzed(offer.id, fields_of(offer)));
      by_id_.emplace(offer.id, &offer);
    }
    snapshot_ = snapshot_of(documents);
  }

  void match(const Row& need, MatchCounts& counts) {
    Query query;
    query.terms = query_terms(fields_of(need));
    if (query.terms.empty()) {  // such a query would list every offer, as a visitor's empty search does
      ++counts.needs_without_terms;
      return;
    }
    query.limit = options_.top;
    const SearchResult found = snapshot_->search(query);
    const std::vector<text::Figure> wanted =
        reasons_ ? text::figures_in(whole_text(need)) : std::vector<text::Figure>{};
    for (std::size_t i = 0; i < found.hits.size(); ++i) {
      const Hit& hit = found.hits[i];
      ranking_ << need.id << '\t' << hit.id << '\t' << i + 1 << '\t' << hit.score << '\n';
      if (reasons_ != nullptr) explain(need, query, wanted, hit, i + 1);
    }
    counts.lines += found.hits.size();
  }

 private:
  void explain(const Row& need, const Query& query, const std::vector<text::Figure>& wanted, const Hit& hit,
               std::size_t rank) {
    const auto explanation = snapshot_->explain(query, hit.id);
    const std::vector<Contribution> terms = explanation ? explanation->terms : std::vector<Contribution>{};
    const std::vector<text::Figure>& offered = figures_of(hit.id);
    *reasons_ << "{\"need_id\":" << json_text(need.id) << ",\"offer_id\":" << json_text(hit.id)
              << ",\"rank\":" << rank << ",\"score\":" << hit.score << ",\"shared_terms\":" << terms.size()
              << ",\"terms\":"
              << json_list(terms, options_.reason_terms,
                           [](const Contribution& term) {
                             return "{\"term\":" + json_text(term.term) +
                                    ",\"score\":" + std::to_string(term.score) + "}";
                           })
              << ",\"figures\":"
              << json_list(wanted, wanted.size(),
                           [&](const text::Figure& figure) { return figure_json(figure, offered); })
              << "}\n";
  }

  const std::vector<text::Figure>& figures_of(const std::string& id) {
    const auto [at, fresh] = figures_.try_emplace(id);
    if (fresh) at->second = text::figures_in(whole_text(*by_id_.at(id)));
    return at->second;
  }

  const MatchOptions& options_;
  std::ostream& ranking_;
  std::ostream* reasons_;
  std::shared_ptr<const Snapshot> snapshot_;
  std::unordered_map<std::string, const Row*> by_id_;
  std::unordered_map<std::string, std::vector<text::Figure>> figures_;
};

}  // namespace

Result<MatchCounts> match_files(std::istream& needs, std::istream& offers, const MatchOptions& options,
                                std::ostream& ranking, std::ostream* reasons) {
  std::vector<Row> need_rows;
  std::vector<Row> offer_rows;
  std::vector<Fault> faults = read_rows(needs, "needs", need_rows);
  const std::vector<Fault> more = read_rows(offers, "offers", offer_rows);
  faults.insert(faults.end(), more.begin(), more.end());
  if (!faults.empty()) return refuse_input(std::move(faults));
  Matching matching(offer_rows, options, ranking, reasons);
  MatchCounts counts{need_rows.size(), offer_rows.size(), 0, 0};
  for (const Row& need : need_rows) matching.match(need, counts);
  return counts;
}

}  // namespace shuniu::search
