// slow_ranker.h - the score of scoring.h computed document by document, with nothing clever about it.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "shuniu/search/query.h"

namespace shuniu::search {

class SlowRanker {
 public:
  void put(const Document& document) { documents_[document.id] = document; }
  void erase(const std::string& id) { documents_.erase(id); }
  [[nodiscard]] const std::map<std::string, Document>& documents() const { return documents_; }
  [[nodiscard]] SearchResult search(const Query& query) const;

 private:
  std::map<std::string, Document> documents_;
};

}  // namespace shuniu::search
