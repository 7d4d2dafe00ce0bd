// demonstration_test.cpp - the demonstration's data passes the rules of submission, and its needs find offers
// with reasons.
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <chrono>
#include <fstream>
#include <map>

#include "market_fixture.h"
#include "shuniu/json/json.h"

namespace shuniu::market {
namespace {

class Demonstration : public MarketFixture {
 protected:
  /// The contents in all files of a folder, each for the organisation that its line names.
  template <class Content>
  std::vector<ReadyItem<Content>> load(const std::string& folder) {
    std::vector<ReadyItem<Content>> items;
    for (const auto& file :
         std::filesystem::directory_iterator(std::string(SHUNIU_SOURCE_DIR "/demonstration/") + folder)) {
      std::ifstream lines(file.path());
      for (std::string line; std::getline(lines, line);) {
        const auto object = boost::json::parse(line).as_object();
        const std::string organisation(object.at("organisation").as_string());
        auto content = json::decode<Content>(boost::json::serialize(object.at("content")));
        if (!content) {
          for (const Fault& fault : content.error().faults) {
            ADD_FAILURE() << file.path() << ": " << fault.path << " " << fault.key << ", got " << fault.got
                          << "\n"
                          << line.substr(0, 100);
          }
          continue;
        }
        items.push_back({organisation_of(organisation), std::move(*content), clock_.now()});
      }
    }
    return items;
  }

  OrganisationId organisation_of(const std::string& key) {
    const auto known = organisations_.find(key);
    return known != organisations_.end() ? known->second : organisations_[key] = directory_.add(key);
  }

  template <class Content>
  std::vector<ItemId> put(const std::vector<ReadyItem<Content>>& items) {
    const auto ids = market().put_published(items);
    if (ids) return *ids;
    for (const Fault& fault : ids.error().faults)
      ADD_FAILURE() << fault.path << " " << fault.key << ", got " << fault.got;
    return {};
  }

  std::map<std::string, OrganisationId> organisations_;
};
INSTANTIATE_TEST_SUITE_P(Engines, Demonstration, ::testing::Values(database::Engine::sqlite),
                         database::engine_name);

TEST_P(Demonstration, IsCompleteAndItsNeedsFindOffers) {
  const auto needs = put(load<NeedContent>("needs"));
  const auto offers = put(load<OfferContent>("offers"));
  put(load<ExpertContent>("experts"));
  stream().drain();
  ASSERT_EQ(catalogue_->snapshot()->documents(),
            static_cast<std::uint64_t>(market().search(stranger_, {}).value().total));
  std::size_t with_offer = 0, figures = 0, compared = 0;
  const auto began = std::chrono::steady_clock::now();
  for (const ItemId& need : needs) {
    const auto list = market().matches(stranger_, {need, ItemKind::offer, {}}).value();
    if (list.matches.empty()) continue;
    ++with_offer;
    for (const FigureMatch& figure : list.matches.front().figures) {
      ++figures;
      if (figure.verdict != Verdict::unknown) ++compared;
    }
  }
  const auto spent = std::chrono::steady_clock::now() - began;
  EXPECT_EQ(with_offer, needs.size());
  EXPECT_GT(compared * 4, figures)
      << "at least a quarter of the asked figures has an answer in the best offer";
  RecordProperty("needs", std::to_string(needs.size()));
  RecordProperty("offers", std::to_string(offers.size()));
  RecordProperty("figures_compared", std::to_string(compared) + " of " + std::to_string(figures));
  const auto milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(spent).count();
  RecordProperty("milliseconds_per_match_list",
                 std::to_string(milliseconds / static_cast<std::int64_t>(needs.size())));
}

}  // namespace
}  // namespace shuniu::market
