#include <filesystem>

#include "engines.h"
#include "shuniu/search/index.h"

namespace shuniu::bench {
namespace {

constexpr std::size_t documents_per_segment = 100'000;

class WithShuniu final : public SearchEngine {
 public:
  explicit WithShuniu(const std::string& directory)
      : directory_(directory), index_(search::Index::create(directory).value()) {}

  const char* name() const override { return "shuniu"; }
  void add(std::string_view id, const Terms& terms) override {
    search::Document document;
    document.id = std::string(id);
    document.body.assign(terms.begin(), terms.end());
    index_->put(std::move(document));
    if (++added_ % documents_per_segment == 0) index_->commit(added_);
  }
  void finish() override {
    index_->commit(added_);
    if (auto merge = index_->full_merge()) index_->finish(merge->run());
    index_->commit(added_);
    index_ = nullptr;  // and opened anew, as a hub that starts does: nothing is searched that is not on disk
    index_ = search::Index::open(directory_).value();
    snapshot_ = index_->snapshot();
  }
  std::uint64_t bytes() const override { return bytes_below(directory_); }
  std::size_t search(const Terms& terms, std::string& best) override {
    search::Query query;
    for (const std::string_view term : terms) query.terms.push_back({std::string(term), 1});
    query.limit = 20;
    const search::SearchResult found = snapshot_->search(query);
    if (!found.hits.empty()) best = found.hits.front().id;
    return found.hits.size();
  }

 private:
  std::string directory_;
  std::unique_ptr<search::Index> index_;
  std::shared_ptr<const search::Snapshot> snapshot_;
  std::size_t added_ = 0;
};

}  // namespace

std::unique_ptr<SearchEngine> make_shuniu(const std::string& directory) {
  return std::make_unique<WithShuniu>(directory);
}

std::uint64_t bytes_below(const std::string& directory) {
  std::uint64_t sum = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(directory)) {
    if (entry.is_regular_file()) sum += entry.file_size();
  }
  return sum;
}

}  // namespace shuniu::bench
