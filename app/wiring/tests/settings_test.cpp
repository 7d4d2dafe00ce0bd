// settings_test.cpp - what settings must say together.
#include "shuniu/wiring/settings.h"

#include <gtest/gtest.h>

#include <fstream>

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

std::vector<std::string> faults_of(std::map<std::string, std::string> flags) {
  const auto config = config::Config::load(settings(), {"", nullptr, std::move(flags)}).value();
  const auto checked = check_settings(config);
  std::vector<std::string> paths;
  if (checked) return paths;
  for (const Fault& fault : checked.error().faults) paths.push_back(fault.path);
  return paths;
}

TEST(Settings, AMailServerWantsAllThatItNeeds) {
  using Paths = std::vector<std::string>;
  const std::string password_file = ::testing::TempDir() + "smtp_password";
  std::ofstream(password_file) << "sesame\n";
  const std::map<std::string, std::string> whole{{"mail.smtp_host", "mail.hub.example"},
                                                 {"mail.from_address", "no-reply@hub.example"}};
  const auto with = [&whole](std::map<std::string, std::string> more) {
    more.insert(whole.begin(), whole.end());
    return more;
  };
  EXPECT_EQ(faults_of(whole), Paths{});
  EXPECT_EQ(faults_of({{"mail.smtp_security", "none"}}), Paths{}) << "no mail server, nothing to check";
  EXPECT_EQ(faults_of({{"mail.smtp_host", "mail.hub.example"}, {"mail.smtp_security", "ssl"}}),
            (Paths{"mail.smtp_security", "mail.from_address"}));
  EXPECT_EQ(faults_of(with({{"mail.smtp_security", "none"}})), Paths{"mail.smtp_security"});
  EXPECT_EQ(faults_of(with({{"mail.smtp_security", "none"}, {"mail.smtp_host", "127.0.0.1"}})), Paths{});
  EXPECT_EQ(faults_of(with({{"mail.smtp_user", "hub"}})), Paths{"mail.smtp_password"});
  EXPECT_EQ(faults_of(with({{"mail.smtp_password", "x"}})), Paths{"mail.smtp_user"});
  EXPECT_EQ(faults_of(with({{"mail.smtp_user", "hub"}, {"mail.smtp_password_file", "/nowhere"}})),
            Paths{"mail.smtp_password_file"});
  EXPECT_EQ(faults_of(with({{"mail.smtp_user", "hub"},
                            {"mail.smtp_password", "x"},
                            {"mail.smtp_password_file", password_file}})),
            Paths{"mail.smtp_password_file"});
  EXPECT_EQ(faults_of(with({{"mail.smtp_user", "hub"}, {"mail.smtp_password_file", password_file}})),
            Paths{});
}

TEST(Settings, ThePasswordIsNeverShown) {
  const auto config =
      config::Config::load(settings(), {"",
                                        [](const std::string& name) -> std::optional<std::string> {
                                          if (name != "SHUNIU_MAIL_SMTP_PASSWORD") return std::nullopt;
                                          return "sesame and lilies";
                                        },
                                        {}})
          .value();
  EXPECT_EQ(config.text("mail.smtp_password"), "sesame and lilies");
  for (const auto& line : config.in_force()) EXPECT_EQ(line.value.find("sesame"), std::string::npos);
}

}  // namespace
}  // namespace shuniu::wiring
