#include "shuniu/search/document.h"

#include "shuniu/search/query.h"
#include "shuniu/text/analysis.h"

namespace shuniu::search {

namespace {

constexpr std::uint32_t title_count = 4;

bool separates_codes(char c) {
  return c == ' ' || c == ',' || c == ';' || c == '|' || c == '\t' || c == '\n' || c == '\r';
}

}  // namespace

std::vector<std::string> code_terms(std::string_view codes) {
  std::vector<std::string> terms;
  std::string code;
  const auto finish = [&] {
    if (!code.empty()) terms.push_back("#" + text::folded(code));
    code.clear();
  };
  for (const char c : codes) {
    if (separates_codes(c)) {
      finish();
    } else {
      code += c;
    }
  }
  finish();
  return terms;
}

Document analyzed(std::string_view id, const TextFields& fields) {
  Document document;
  document.id = id;
  document.title = text::terms_of(fields.title);
  document.body = text::terms_of(fields.body);
  document.keywords = text::terms_of(fields.keywords);
  document.codes = code_terms(fields.codes);
  return document;
}

std::vector<QueryTerm> query_terms(const TextFields& fields) {
  std::vector<QueryTerm> terms;
  const auto add = [&](std::vector<std::string> found, std::uint32_t count) {
    for (std::string& term : found) terms.push_back({std::move(term), count});
  };
  add(text::terms_of(fields.title), title_count);
  add(text::terms_of(fields.body), 1);
  add(text::terms_of(fields.keywords), 1);
  add(code_terms(fields.codes), 1);
  return terms;
}

}  // namespace shuniu::search
