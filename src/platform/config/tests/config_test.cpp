#include "shuniu/config/config.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace shuniu::config {
namespace {

std::vector<Setting> settings() {
  return {{"http.port", Type::whole, "8080", "Port", 1, 65535},
          {"http.secure", Type::boolean, "false", "TLS"},
          {"data", Type::text, "data", "Folder"},
          {"mail.password", Type::secret, "", "Password"}};
}

class ConfigFile : public testing::Test {
 protected:
  std::string write(const std::string& text) {
    const auto path = std::filesystem::path(testing::TempDir()) / "config_test.toml";
    std::ofstream(path) << text;
    return path.string();
  }
  static Environment environment(std::map<std::string, std::string> values) {
    return [values](const std::string& name) -> std::optional<std::string> {
      const auto found = values.find(name);
      return found == values.end() ? std::nullopt : std::optional(found->second);
    };
  }
};

TEST_F(ConfigFile, FlagsBeatEnvironmentBeatsFileBeatsDefault) {
  const std::string file = write("data = \"from-file\"\n[http]\nport = 1\nsecure = true\n");
  const auto config =
      Config::load(settings(), {file, environment({{"SHUNIU_HTTP_PORT", "2"}}), {{"http.port", "3"}}});
  ASSERT_TRUE(config.has_value());
  EXPECT_EQ(config->whole("http.port"), 3);
  EXPECT_TRUE(config->boolean("http.secure"));
  EXPECT_EQ(config->text("data"), "from-file");
  std::map<std::string, Origin> origins;
  for (const auto& line : config->in_force()) origins[line.name] = line.origin;
  EXPECT_EQ(origins, (std::map<std::string, Origin>{{"data", Origin::file},
                                                    {"http.port", Origin::flag},
                                                    {"http.secure", Origin::file},
                                                    {"mail.password", Origin::built_in}}));
}

TEST_F(ConfigFile, ReportsEveryFaultTogether) {
  const std::string file = write("dta = \"x\"\ndata = [1]\n[http]\nport = 70000\n");
  const auto config = Config::load(settings(), {file, environment({{"SHUNIU_HTTP_SECURE", "yes"}}), {}});
  ASSERT_FALSE(config.has_value());
  EXPECT_EQ(config.error().faults.size(), 4U);
}

TEST_F(ConfigFile, NamesAMissingFileAndBadToml) {
  EXPECT_FALSE(Config::load(settings(), {"/nowhere/hub.toml", nullptr, {}}).has_value());
  EXPECT_FALSE(Config::load(settings(), {write("data = "), nullptr, {}}).has_value());
}

TEST_F(ConfigFile, NeverPrintsASecret) {
  const auto config = Config::load(settings(), {"", environment({{"SHUNIU_MAIL_PASSWORD", "hunter2"}}), {}});
  for (const auto& line : config->in_force()) EXPECT_EQ(line.value.find("hunter2"), std::string::npos);
  EXPECT_EQ(config->text("mail.password"), "hunter2");
}

}  // namespace
}  // namespace shuniu::config
