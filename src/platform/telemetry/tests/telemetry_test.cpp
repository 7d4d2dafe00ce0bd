#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "shuniu/telemetry/log.h"
#include "shuniu/telemetry/metrics.h"

namespace shuniu::telemetry {
namespace {

class Log : public testing::Test {
 protected:
  void SetUp() override {
    set_receiver([this](std::string_view line) { lines_.emplace_back(line); });
  }
  void TearDown() override {
    set_receiver({});
    set_level(Level::info);
  }
  std::vector<std::string> lines_;
};

TEST_F(Log, LineHoldsItsFieldsInOrder) {
  log(Level::warning, "journal.set_aside", {{"subscriber", "market"}, {"seq", 7}, {"again", true}});
  ASSERT_EQ(lines_.size(), 1U);
  EXPECT_NE(
      lines_[0].find(
          R"("level":"warning","event":"journal.set_aside","subscriber":"market","seq":7,"again":true})"),
      std::string::npos)
      << lines_[0];
}

TEST_F(Log, HostileTextStaysOneLine) {
  log(Level::info, "test", {{"text", std::string("a\n\"\\\x01\xFF") + "需求"}});
  ASSERT_EQ(lines_.size(), 1U);
  EXPECT_EQ(lines_[0].find('\n'), std::string::npos);
  EXPECT_NE(lines_[0].find("\"a\\u000a\\\"\\\\\\u0001\xEF\xBF\xBD需求\""), std::string::npos) << lines_[0];
}

TEST_F(Log, TruncatedSequenceAtTheEndIsReplaced) {
  log(Level::info, "test", {{"text", std::string("x\xE9\x9C")}});
  EXPECT_NE(lines_.at(0).find("x\xEF\xBF\xBD\xEF\xBF\xBD"), std::string::npos);
}

TEST_F(Log, LinesBelowTheLevelAreDropped) {
  log(Level::debug, "silent");
  set_level(Level::error);
  log(Level::warning, "silent");
  log(Level::error, "loud");
  ASSERT_EQ(lines_.size(), 1U);
}

TEST(Metrics, SameNameAndLabelsAreOneCounter) {
  counter("test_seen_total", "Seen.", {{"kind", "a"}}).add();
  counter("test_seen_total", "Seen.", {{"kind", "a"}}).add(2);
  counter("test_seen_total", "Seen.", {{"kind", "b"}}).add();
  const std::string text = metrics_text();
  EXPECT_NE(text.find("test_seen_total{kind=\"a\"} 3"), std::string::npos) << text;
  EXPECT_NE(text.find("test_seen_total{kind=\"b\"} 1"), std::string::npos) << text;
}

TEST(Metrics, HistogramShowsSeconds) {
  histogram("test_duration_seconds", "Durations.").observe_us(1'500'000);
  EXPECT_NE(metrics_text().find("test_duration_seconds_sum 1.5"), std::string::npos);
}

TEST(Metrics, GaugeMovesBothWays) {
  auto& level = gauge("test_level", "Level.");
  level.set(5);
  level.add(-2);
  EXPECT_NE(metrics_text().find("test_level 3"), std::string::npos);
}

}  // namespace
}  // namespace shuniu::telemetry
