// settings_test.cpp - what settings must say together.
#include "shuniu/wiring/settings.h"

#include <gtest/gtest.h>

namespace shuniu::wiring {
namespace {

std::string refusal_of(const std::map<std::string, std::string>& flags) {
  const auto config = config::Config::load(settings(), {"", nullptr, flags}).value();
  const auto checked = check_settings(config);
  return checked ? "" : checked.error().key;
}

TEST(Settings, SignInsLeaveHalfOfTheWorkersFree) {
  EXPECT_EQ(refusal_of({}), "");
  EXPECT_EQ(refusal_of({{"http.workers", "2"}}), "");
  EXPECT_EQ(refusal_of({{"http.workers", "8"}, {"password.queue", "3"}}), "");
  EXPECT_EQ(refusal_of({{"http.workers", "8"}, {"password.queue", "4"}}), "hub.too_many_sign_ins");
  EXPECT_EQ(refusal_of({{"http.workers", "8"}, {"password.threads", "5"}}), "hub.too_many_sign_ins");
  EXPECT_EQ(refusal_of({{"http.workers", "9"}, {"password.threads", "4"}}), "");
}

}  // namespace
}  // namespace shuniu::wiring
