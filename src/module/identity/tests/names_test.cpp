// names_test.cpp - names that cannot be seen, or that look like another.
#include <gtest/gtest.h>

#include "account_rules.h"

namespace shuniu::identity {
namespace {

std::vector<std::string> faults_of_name(const std::string& name) {
  std::vector<Fault> faults;
  check_name(name, "name", faults);
  std::vector<std::string> keys;
  for (const Fault& fault : faults) keys.push_back(fault.key);
  return keys;
}

TEST(Names, AreSeenAndHideNothing) {
  using Keys = std::vector<std::string>;
  EXPECT_EQ(faults_of_name("李工"), Keys{});
  EXPECT_EQ(faults_of_name("O'Neill & Söhne"), Keys{});
  EXPECT_EQ(faults_of_name("    "), Keys{"fault.text_at_least"});
  EXPECT_EQ(faults_of_name("\u3000\u2003"), Keys{"fault.text_at_least"});
  EXPECT_EQ(faults_of_name("\u200B\u200B"), (Keys{"fault.hidden_character", "fault.text_at_least"}));
  EXPECT_EQ(faults_of_name("甲方\u202E司公"), Keys{"fault.hidden_character"});
  EXPECT_EQ(faults_of_name("甲方\n公司"), Keys{"fault.hidden_character"});
}

TEST(Scopes, AreOfAModuleOrOfTheExport) {
  std::vector<Fault> faults;
  check_scopes({"market:read", "identity:write", "organisation:export"}, faults);
  EXPECT_TRUE(faults.empty());
  check_scopes({"market:export", "organisation:exports"}, faults);
  EXPECT_EQ(faults.size(), 2u);
}

}  // namespace
}  // namespace shuniu::identity
