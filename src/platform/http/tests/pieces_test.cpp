// The small pieces by themselves: targets, limits, encodings, hosts.
#include <gtest/gtest.h>

#include "compression.h"
#include "head_check.h"
#include "rate_limit.h"
#include "shuniu/http/messages.h"
#include "target.h"
#include "workers.h"

namespace shuniu::http {
namespace {

TEST(Target, DecodesPathAndQuery) {
  const auto target = parse_target("/v1/%E9%9C%80%E6%B1%82?a=1%202&b&a=x+y");
  ASSERT_TRUE(target);
  EXPECT_EQ(target->path, "/v1/需求");
  const auto parameters = parse_query(target->raw_query);
  const Parameters expected = {{"a", "1 2"}, {"b", ""}, {"a", "x y"}};
  EXPECT_EQ(parameters, expected);
}

TEST(RateLimitTest, RefillsEvenlyAndForgetsInBoundedMemory) {
  RateLimit limit(60, 100);
  for (int i = 0; i < 60; ++i) EXPECT_EQ(limit.seconds_to_wait("a", 1), 0);
  EXPECT_EQ(limit.seconds_to_wait("a", 1), 1);
  EXPECT_EQ(limit.seconds_to_wait("b", 1), 0);
  EXPECT_EQ(limit.seconds_to_wait("a", 1'000'001), 0);
  EXPECT_EQ(limit.seconds_to_wait("a", 1'000'001), 1);
  for (int i = 0; i < 10'000; ++i) limit.seconds_to_wait("name" + std::to_string(i), 2);
  EXPECT_LE(limit.names(), 200U);
}

TEST(RateLimitTest, ZeroAllowsEverything) {
  RateLimit limit(0);
  for (int i = 0; i < 1'000; ++i) EXPECT_EQ(limit.seconds_to_wait("a", 1), 0);
}

TEST(Compression, AcceptEncoding) {
  EXPECT_TRUE(accepts_gzip("gzip"));
  EXPECT_TRUE(accepts_gzip("deflate, gzip;q=0.1"));
  EXPECT_TRUE(accepts_gzip("*"));
  EXPECT_FALSE(accepts_gzip("gzip;q=0"));
  EXPECT_FALSE(accepts_gzip("gzip; q=0.000"));
  EXPECT_FALSE(accepts_gzip("br"));
  EXPECT_FALSE(accepts_gzip(""));
}

TEST(HeadCheck, Origins) {
  EXPECT_TRUE(is_same_origin("https://Hub.example", "hub.example"));
  EXPECT_TRUE(is_same_origin("https://hub.example", "hub.example:443"));
  EXPECT_TRUE(is_same_origin("http://[::1]:8080", "[::1]:8080"));
  EXPECT_FALSE(is_same_origin("https://hub.example:8443", "hub.example"));
  EXPECT_FALSE(is_same_origin("https://hub.example.evil", "hub.example"));
  EXPECT_FALSE(is_same_origin("null", "hub.example"));
  EXPECT_FALSE(is_same_origin("file://hub.example", "hub.example"));
}

TEST(HeadCheck, LanguagesAndAddresses) {
  EXPECT_EQ(language_of("en-GB,zh;q=0.5"), "en");
  EXPECT_EQ(language_of("fr, zh-Hant"), "zh");
  EXPECT_EQ(language_of(""), "zh");
  EXPECT_EQ(rate_name("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2");
  EXPECT_EQ(rate_name("192.0.2.1"), "192.0.2.1");
  EXPECT_TRUE(is_loopback("127.0.0.1"));
  EXPECT_FALSE(is_loopback("12.7.0.1"));
  Request request;
  request.headers["x-forwarded-for"] = "198.51.100.1, 203.0.113.9";
  EXPECT_EQ(client_address(request, "10.0.0.1", "10.0.0.1"), "203.0.113.9");
  EXPECT_EQ(client_address(request, "10.0.0.2", "10.0.0.1"), "10.0.0.2");
  EXPECT_EQ(client_address(request, "10.0.0.2", ""), "10.0.0.2");
}

TEST(WorkersTest, FullQueueRefusesAtOnce) {
  std::mutex gate;
  gate.lock();
  Workers workers(1, 2);
  int done = 0;
  const auto task = [&gate, &done] {
    const std::lock_guard lock(gate);
    ++done;
  };
  EXPECT_TRUE(workers.submit(task));
  while (workers.waiting() > 0) std::this_thread::yield();
  EXPECT_TRUE(workers.submit(task));
  EXPECT_TRUE(workers.submit(task));
  EXPECT_FALSE(workers.submit(task));
  gate.unlock();
  workers.stop();
  EXPECT_EQ(done, 3);
}

TEST(MessagesTest, BothLanguagesHaveTheSameKeys) {
  const Messages messages = Messages::from_folder(SHUNIU_SOURCE_DIR "/rulebook/messages");
  EXPECT_FALSE(messages.keys("zh").empty());
  EXPECT_EQ(messages.keys("zh"), messages.keys("en"));
  EXPECT_EQ(messages.title("http.rate_limited", "en", {{"retry_after_s", "7"}}),
            "Too many requests: try again in 7 s.");
  EXPECT_EQ(messages.title("no.such_key", "zh"), "no.such_key");
}

TEST(MessagesTest, SaysWhatAFaultExpected) {
  const Messages messages = Messages::from_folder(SHUNIU_SOURCE_DIR "/rulebook/messages");
  const Fault length{"title", "fault.text_at_least", {{"least", "4"}, {"length", "1"}}, "短"};
  EXPECT_EQ(messages.expected(length, "zh"), "至少 4 个字，现有 1 个");
  EXPECT_EQ(messages.expected(length, "en"), "text of at least 4 characters; it has 1");
  const Fault code{"region", "fault.code", {{"list", "regions"}}, "99"};
  EXPECT_EQ(messages.expected(code, "zh"), "地区的代码表中没有这一项");
  EXPECT_EQ(Messages().expected(plain_fault("a.toml", "TOML", "no such file"), "zh"), "TOML");
}

}  // namespace
}  // namespace shuniu::http
