#include "shuniu/search/index.h"

#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

namespace shuniu::search {

namespace {

class IndexTest : public testing::Test {
 protected:
  IndexTest()
      : directory_(std::filesystem::temp_directory_path() / ("shuniu_index_" + std::to_string(::getpid()))) {
    std::filesystem::remove_all(directory_);
  }
  ~IndexTest() override { std::filesystem::remove_all(directory_); }

  std::unique_ptr<Index> create() { return Index::create(directory_).value(); }
  std::string refusal() {
    const auto opened = Index::open(directory_);
    return opened ? "" : opened.error().key;
  }
  std::string detail(std::string_view name) {
    const auto opened = Index::open(directory_);
    if (opened) return "";
    for (const auto& [key, value] : opened.error().details) {
      if (key == name) return value;
    }
    return "";
  }
  std::filesystem::path segment_file() const {
    for (const auto& entry : std::filesystem::directory_iterator(directory_)) {
      if (entry.path().filename().string().starts_with("segment-")) return entry.path();
    }
    return {};
  }
  void commit_one() {
    const auto index = create();
    index->put(analyzed("a", {.title = "固态电池", .body = "热失控"}));
    index->commit(7);
  }
  static void flip_byte(const std::filesystem::path& file, std::streamoff at) {
    std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
    stream.seekg(at);
    const int byte = stream.get();
    stream.seekp(at);
    stream.put(static_cast<char>(byte ^ 0x40));
  }

  std::filesystem::path directory_;
};

std::vector<std::string> ids(const SearchResult& result) {
  std::vector<std::string> out;
  for (const Hit& hit : result.hits) out.push_back(hit.id);
  return out;
}

Query asking(std::string_view text) {
  return {.terms = query_terms({.title = text})};
}

TEST_F(IndexTest, finds_what_was_put_replaced_and_not_erased) {
  const auto index = create();
  index->put(analyzed("a", {.title = "固态锂电池"}));
  index->put(analyzed("b", {.title = "液流电池"}));
  index->put(analyzed("c", {.title = "电池回收"}));
  index->publish();
  index->put(analyzed("b", {.title = "水泵"}));
  index->erase("c");
  EXPECT_EQ(ids(index->snapshot()->search(asking("电池"))).size(), 3U) << "not yet published";
  index->publish();
  EXPECT_EQ(ids(index->snapshot()->search(asking("电池"))), (std::vector<std::string>{"a"}));
  EXPECT_EQ(ids(index->snapshot()->search(asking("水泵"))), (std::vector<std::string>{"b"}));
  EXPECT_FALSE(index->snapshot()->contains("c"));
}

TEST_F(IndexTest, a_snapshot_never_changes) {
  const auto index = create();
  index->put(analyzed("a", {.title = "电池"}));
  index->commit(1);
  const auto before = index->snapshot();
  index->put(analyzed("b", {.title = "电池"}));
  index->erase("a");
  index->commit(2);
  if (const auto merge = index->full_merge()) index->finish(merge->run());
  index->commit(3);
  EXPECT_EQ(ids(before->search(asking("电池"))), (std::vector<std::string>{"a"}));
  EXPECT_EQ(ids(index->snapshot()->search(asking("电池"))), (std::vector<std::string>{"b"}));
}

TEST_F(IndexTest, opens_without_putting_anything_anew) {
  commit_one();
  const auto index = Index::open(directory_).value();
  EXPECT_EQ(index->cursor(), 7U);
  EXPECT_EQ(ids(index->snapshot()->search(asking("热失控"))), (std::vector<std::string>{"a"}));
}

TEST_F(IndexTest, what_was_not_committed_is_lost_and_the_cursor_says_so) {
  {
    const auto index = create();
    index->put(analyzed("a", {.title = "电池"}));
    index->commit(7);
    index->put(analyzed("b", {.title = "电池"}));
    index->publish();
  }
  const auto index = Index::open(directory_).value();
  EXPECT_EQ(index->cursor(), 7U);
  EXPECT_FALSE(index->snapshot()->contains("b"));
}

TEST_F(IndexTest, refuses_a_directory_without_an_index) {
  EXPECT_EQ(refusal(), "search.index_missing");
}

TEST_F(IndexTest, refuses_a_second_owner) {
  const auto index = create();
  EXPECT_EQ(refusal(), "search.index_in_use");
}

TEST_F(IndexTest, names_the_file_that_is_missing) {
  commit_one();
  const std::string name = segment_file().filename().string();
  std::filesystem::remove(segment_file());
  EXPECT_EQ(refusal(), "search.index_damaged");
  EXPECT_EQ(detail("file"), name);
  EXPECT_EQ(detail("fault"), "missing");
}

TEST_F(IndexTest, notices_every_flipped_byte_of_a_segment) {
  commit_one();
  const auto file = segment_file();
  const auto size = static_cast<std::streamoff>(std::filesystem::file_size(file));
  for (std::streamoff at = 0; at < size; ++at) {
    flip_byte(file, at);
    EXPECT_EQ(refusal(), "search.index_damaged") << "byte " << at;
    flip_byte(file, at);
  }
  EXPECT_EQ(refusal(), "");
}

TEST_F(IndexTest, notices_every_flipped_byte_of_the_manifest) {
  commit_one();
  const auto file = directory_ / "manifest";
  const auto size = static_cast<std::streamoff>(std::filesystem::file_size(file));
  for (std::streamoff at = 0; at < size; ++at) {
    flip_byte(file, at);
    EXPECT_EQ(refusal(), "search.index_damaged") << "byte " << at;
    flip_byte(file, at);
  }
  EXPECT_EQ(refusal(), "");
}

TEST_F(IndexTest, notices_files_that_are_cut_off) {
  commit_one();
  std::filesystem::resize_file(segment_file(), std::filesystem::file_size(segment_file()) / 2);
  EXPECT_EQ(refusal(), "search.index_damaged");
  std::filesystem::resize_file(directory_ / "manifest", 10);
  EXPECT_EQ(detail("file"), "manifest");
}

TEST_F(IndexTest, create_takes_the_place_of_a_damaged_one) {
  commit_one();
  flip_byte(segment_file(), 20);
  const auto index = Index::create(directory_).value();
  EXPECT_EQ(index->cursor(), 0U);
  EXPECT_EQ(index->snapshot()->documents(), 0U);
  EXPECT_TRUE(segment_file().empty());
}

TEST_F(IndexTest, removes_files_of_work_that_was_never_finished) {
  commit_one();
  std::ofstream(directory_ / "segment-99") << "half";
  std::ofstream(directory_ / "manifest.new") << "half";
  const auto index = Index::open(directory_).value();
  EXPECT_FALSE(std::filesystem::exists(directory_ / "segment-99"));
  EXPECT_FALSE(std::filesystem::exists(directory_ / "manifest.new"));
}

TEST_F(IndexTest, merges_keep_the_number_of_segments_small) {
  const auto index = create();
  for (int i = 0; i < 100; ++i) {
    index->put(analyzed("d" + std::to_string(i), {.title = "电池"}));
    index->commit(static_cast<std::uint64_t>(i));
    while (const auto merge = index->next_merge()) index->finish(merge->run());
  }
  index->commit(100);
  EXPECT_LE(index->size().segments, 8U);
  EXPECT_EQ(index->size().documents, 100U);
  Query query = asking("电池");
  query.counting = Counting::exact;
  EXPECT_EQ(index->snapshot()->search(query).total, 100U);
}

TEST_F(IndexTest, keeps_uuids_and_other_ids_apart_and_whole) {
  const auto index = create();
  for (const char* id :
       {"0190a5c4-7e6f-7a3b-8c2d-000000000001", "0190A5C4-7E6F-7A3B-8C2D-000000000001", "plain", "ä"}) {
    index->put(analyzed(id, {.title = "电池"}));
  }
  index->commit(1);
  EXPECT_EQ(ids(index->snapshot()->search(asking("电池"))),
            (std::vector<std::string>{"0190A5C4-7E6F-7A3B-8C2D-000000000001", "plain", "ä",
                                      "0190a5c4-7e6f-7a3b-8c2d-000000000001"}));
  EXPECT_TRUE(index->snapshot()->contains("0190a5c4-7e6f-7a3b-8c2d-000000000001"));
}

TEST_F(IndexTest, explains_a_score_by_its_terms) {
  const auto index = create();
  index->put(analyzed("a", {.title = "固态电池", .body = "电池的热失控"}));
  index->put(analyzed("b", {.title = "水泵"}));
  index->publish();
  const auto why = index->snapshot()->explain(asking("电池热失控 水泵"), "a");
  ASSERT_TRUE(why);
  std::uint32_t sum = 0;
  for (const Contribution& part : why->terms) sum += part.score;
  EXPECT_EQ(sum, why->score);
  EXPECT_EQ(why->terms.front().term, "电池");
  EXPECT_FALSE(index->snapshot()->explain(asking("风机"), "a"));
}

TEST_F(IndexTest, without_terms_the_newest_may_stand_first) {
  const auto index = create();
  const auto put = [&](const std::string& id, std::optional<std::int64_t> at, const std::string& kind) {
    Document document = analyzed(id, {.title = "电池"});
    document.labels.push_back({"kind", kind});
    if (at) document.numbers.push_back({"at", *at});
    index->put(document);
  };
  put("a", 5, "need");
  put("b", 9, "need");
  put("c", std::nullopt, "need");
  index->commit(1);  // another segment
  put("d", 7, "need");
  put("e", 9, "need");
  put("f", 8, "offer");
  index->erase("a");
  index->commit(2);
  Query query;
  query.newest_by = "at";
  const auto snapshot = index->snapshot();
  EXPECT_EQ(ids(snapshot->search(query)), (std::vector<std::string>{"e", "b", "f", "d", "c"}));
  query.any_of = {{"kind", {"need"}}};
  query.offset = 1;
  query.limit = 2;
  query.counting = Counting::exact;
  const auto page = snapshot->search(query);
  EXPECT_EQ(ids(page), (std::vector<std::string>{"b", "d"}));
  EXPECT_EQ(page.total, 4u);
}

TEST_F(IndexTest, a_facet_ignores_the_choice_on_itself) {
  const auto index = create();
  for (int i = 0; i < 6; ++i) {
    Document document = analyzed("d" + std::to_string(i), {.title = "电池"});
    document.labels = {{"region", i % 2 == 0 ? "CN-31" : "CN-32"}, {"kind", i < 4 ? "offer" : "need"}};
    index->put(document);
  }
  index->publish();
  Query query = asking("电池");
  query.any_of = {{"region", {"CN-31"}}, {"kind", {"offer"}}};
  query.facets = {"region", "kind"};
  const SearchResult found = index->snapshot()->search(query);
  EXPECT_EQ(found.total, 2U);
  EXPECT_EQ(found.facets[0].counts, (std::vector<FacetCount>{{"CN-31", 2}, {"CN-32", 2}}));
  EXPECT_EQ(found.facets[1].counts, (std::vector<FacetCount>{{"offer", 2}, {"need", 1}}));
}

TEST_F(IndexTest, readers_and_a_merge_run_beside_the_writer) {
  const auto index = create();
  index->put(analyzed("first", {.title = "电池"}));
  index->commit(1);
  std::atomic<bool> stop = false;
  std::atomic<std::uint64_t> searches = 0;
  std::vector<std::thread> readers;
  for (int reader = 0; reader < 2; ++reader) {
    readers.emplace_back([&] {
      while (!stop) {
        const auto snapshot = index->snapshot();
        const SearchResult found = snapshot->search(asking("电池"));
        EXPECT_FALSE(found.hits.empty());
        EXPECT_LE(found.hits.size(), snapshot->documents());
        ++searches;
      }
    });
  }
  for (std::uint64_t i = 0; i < 60; ++i) {
    index->put(analyzed("d" + std::to_string(i % 20), {.title = "电池", .body = "第" + std::to_string(i)}));
    index->commit(i + 2);
    if (auto merge = index->next_merge()) {
      std::shared_ptr<Merge::Outcome> outcome;
      std::thread merger([&] { outcome = merge->run(); });
      index->put(analyzed("beside", {.title = "电池" + std::to_string(i)}));
      index->publish();
      merger.join();
      index->finish(outcome);
    }
  }
  stop = true;
  for (std::thread& reader : readers) reader.join();
  EXPECT_GT(searches, 0U);
  EXPECT_EQ(index->snapshot()->documents(), 22U);
}

}  // namespace

}  // namespace shuniu::search
