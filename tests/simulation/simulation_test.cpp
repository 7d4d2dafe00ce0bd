// A whole hub, driven by a seed through changes of people, time and failures; see README.md.
//
//   simulation_test --seed 7 --steps 2000
#include <gtest/gtest.h>

#include <fstream>
#include <iostream>

#include "course.h"
#include "shuniu/telemetry/log.h"

namespace shuniu::simulation {
namespace {

struct Wanted {
  std::optional<std::uint64_t> seed;
  int steps = 400;
  bool tells_trace = false;
};

Wanted& wanted() {
  static Wanted one;
  return one;
}

/// The files of seeds/ are named after the seeds that have found something.
std::vector<std::uint64_t> kept_seeds() {
  std::vector<std::uint64_t> seeds;
  for (const auto& entry : std::filesystem::directory_iterator(SHUNIU_SOURCE_DIR "/tests/simulation/seeds")) {
    seeds.push_back(std::stoull(entry.path().filename().string()));
  }
  std::sort(seeds.begin(), seeds.end());
  return seeds;
}

std::vector<std::uint64_t> seeds_to_run() {
  if (wanted().seed) return {*wanted().seed};
  std::vector<std::uint64_t> seeds{1, 2, 3, 4, 5, 6};
  for (const std::uint64_t seed : kept_seeds()) seeds.push_back(seed);
  return seeds;
}

TEST(Simulation, TheHubKeepsItsPromises) {
  int accepted = 0, refused = 0, unavailable = 0, killed = 0, disk_failures = 0;
  std::array<int, 7> struck{};
  for (const std::uint64_t seed : seeds_to_run()) {
    Course course(seed);
    course.go(wanted().steps);
    EXPECT_EQ(course.faults(), "") << "seed " << seed << ", the last steps:\n" << course.last_steps();
    if (wanted().tells_trace) std::cout << course.trace();
    accepted += course.count(End::accepted);
    refused += course.count(End::refused);
    unavailable += course.count(End::unavailable);
    killed += course.count(End::killed);
    disk_failures += course.disk_failures();
    for (std::size_t failure = 0; failure < struck.size(); ++failure)
      struck[failure] += course.struck(static_cast<Failure>(failure));
  }
  RecordProperty("accepted", accepted);
  RecordProperty("refused", refused);
  RecordProperty("unavailable", unavailable);
  RecordProperty("killed", killed);
  RecordProperty("disk_failures", disk_failures);
  if (wanted().seed) return;
  // A simulation in which nothing happens would keep every promise.
  EXPECT_GT(accepted, 500);
  EXPECT_GT(refused, 100);
  EXPECT_GT(unavailable, 50);
  EXPECT_GT(killed, 20);
  EXPECT_GT(disk_failures, 20);
  for (const Failure failure : {Failure::busy, Failure::rerun, Failure::broken_statement, Failure::lost_reply,
                                Failure::crash, Failure::crash_unheard}) {
    EXPECT_GT(struck[static_cast<std::size_t>(failure)], 5) << "failure number " << static_cast<int>(failure);
  }
}

std::string trace_of(std::uint64_t seed) {
  Course course(seed);
  course.go(120);
  return course.trace();
}

TEST(Simulation, TheSameSeedGivesTheSameTrace) {
  const std::string trace = trace_of(11);
  EXPECT_EQ(trace_of(11), trace);
  EXPECT_NE(trace_of(12), trace);
}

/// What must not go unseen, done behind the hub's back.
struct Planted {
  const char* what;
  const char* module;
  std::string sql;
};

class PlantedFault : public ::testing::TestWithParam<Planted> {};

TEST_P(PlantedFault, IsSeen) {
  Course course(5);
  course.go(150);
  ASSERT_EQ(course.faults(), "");
  const ModuleScope scope(GetParam().module);
  const auto changed = course.world().hub().database().write(
      [](Transaction& tx) -> Result<std::int64_t> { return tx.run(GetParam().sql); });
  ASSERT_GT(*changed, 0) << "nothing was planted";
  course.inspection().look_at_index();
  EXPECT_NE(course.faults(), "") << GetParam().what;
}

const std::vector<Planted>& planted() {
  static const std::string newest =
      " WHERE append_no = (SELECT MAX(append_no) FROM journal_fact WHERE type LIKE 'market.item%')";
  static const std::vector<Planted> all{
      {"a lost fact", "journal",
       "DELETE FROM journal_fact WHERE append_no = (SELECT MAX(append_no) FROM journal_fact WHERE type = "
       "'identity.account_confirmed.v1')"},
      {"a fact that changed its place", "journal",
       "UPDATE journal_fact SET seq = 1000000 WHERE seq = (SELECT MAX(seq) FROM journal_fact)"},
      {"a fact that tells of another version", "journal",
       "UPDATE journal_fact SET body = replace(body, '\"version\":', '\"version\":9')" + newest},
      {"a change without its fact", "market", "UPDATE market_item SET version = version + 1"},
      {"a status that no fact leads to", "market",
       "UPDATE market_item SET status = 'expired' WHERE status <> 'expired'"},
      {"a draft that others see", "market",
       "UPDATE market_item SET published_version = version, published_content = content, published_at = "
       "created_at"
       " WHERE status = 'draft'"},
      {"an item that the index does not know of", "market",
       "UPDATE market_item SET published_version = NULL, published_content = NULL WHERE published_version IS "
       "NOT NULL"},
      {"an exclusion that the index does not know of", "market",
       "INSERT INTO market_excluded (item, organisation) SELECT id, organisation FROM market_item WHERE"
       " published_version IS NOT NULL ON CONFLICT DO NOTHING"},
      {"a membership without its fact", "identity",
       "DELETE FROM identity_member WHERE membership = 'member'"},
      {"a role without its fact", "identity", "DELETE FROM identity_account_role WHERE role = 'auditor'"},
      {"a fact that a subscriber has not heard", "simulation", "DELETE FROM simulation_heard WHERE seq = 7"},
      {"a fact that shows itself to others", "journal",
       "UPDATE journal_fact SET visibility = 'open' WHERE visibility = 'internal'"},
  };
  return all;
}

INSTANTIATE_TEST_SUITE_P(Simulation, PlantedFault, ::testing::ValuesIn(planted()));

}  // namespace
}  // namespace shuniu::simulation

int main(int count, char** words) {
  shuniu::crypto::testing::SeededRandom::install();
  shuniu::telemetry::set_receiver([](std::string_view) {});  // failures on purpose would fill the log
  testing::InitGoogleTest(&count, words);
  for (int i = 1; i < count; ++i) {
    const std::string word = words[i];
    if (word == "--trace") shuniu::simulation::wanted().tells_trace = true;
    if (i + 1 == count) continue;
    if (word == "--seed") shuniu::simulation::wanted().seed = std::stoull(words[i + 1]);
    if (word == "--steps") shuniu::simulation::wanted().steps = std::stoi(words[i + 1]);
  }
  return RUN_ALL_TESTS();
}
