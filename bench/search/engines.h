// engines.h - ours and the peers behind one face, so that all do the same work: documents are lists of terms,
// a query is a list of terms of which any may stand in a document, the answer is the 20 best.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace shuniu::bench {

using Terms = std::vector<std::string_view>;

class SearchEngine {
 public:
  virtual ~SearchEngine() = default;
  virtual const char* name() const = 0;
  virtual void add(std::string_view id, const Terms& terms) = 0;
  /// Everything on disk, and ready to be searched.
  virtual void finish() = 0;
  virtual std::uint64_t bytes() const = 0;
  /// Number of hits, at most 20, best first; the first id goes to `best`.
  virtual std::size_t search(const Terms& terms, std::string& best) = 0;
};

std::unique_ptr<SearchEngine> make_shuniu(const std::string& directory);
std::unique_ptr<SearchEngine> make_xapian(const std::string& directory);
std::unique_ptr<SearchEngine> make_fts5(const std::string& directory);

std::uint64_t bytes_below(const std::string& directory);

}  // namespace shuniu::bench
