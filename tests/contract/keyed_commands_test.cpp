// Every kind of change under an Idempotency-Key: a repetition gets the whole of the first answer, and nothing
// happens twice.
#include <gtest/gtest.h>

#include "hub_server.h"

namespace shuniu::testing {
namespace {

struct Change {
  std::string who;
  std::string method;
  std::string path;
  std::string body;
};

class KeyedCommands : public ::testing::Test {
 protected:
  /// Asks twice with the same key, and returns the one answer.
  HttpAnswer twice(const Change& change) {
    SCOPED_TRACE(change.method + " " + change.path);
    const std::string key = "change-" + std::to_string(++changes_);
    const auto ask = [&] {
      return HubServer::shared()
          .as(change.who)
          .request(change.method, change.path, change.body, {{"Idempotency-Key", key}});
    };
    HttpAnswer first = ask();
    const HttpAnswer again = ask();
    EXPECT_LT(first.status, 300) << first.body;
    EXPECT_FALSE(first.headers.contains("idempotency-replayed"));
    EXPECT_EQ(again.status, first.status);
    EXPECT_EQ(again.body, first.body);
    EXPECT_TRUE(again.headers.contains("idempotency-replayed")) << again.body;
    return first;
  }
  static std::string value_in(const HttpAnswer& answer, const std::string& key) {
    const std::size_t at = answer.body.find("\"" + key + "\":");
    if (at == std::string::npos) throw std::runtime_error("no " + key + " in: " + answer.body);
    const std::size_t begin = at + key.size() + 3;
    const std::string value = answer.body.substr(begin, answer.body.find_first_of(",}", begin) - begin);
    return value.starts_with('"') ? value.substr(1, value.size() - 2) : value;
  }

  int changes_ = 0;
};

TEST_F(KeyedCommands, AnItemFromDraftToWithdrawal) {
  const auto drafted =
      twice({"company", "POST", "/v1/needs", R"({"content":{"title":"隔热","problem":""}})"});
  EXPECT_NE(drafted.body.find("甲方储能有限公司"), std::string::npos) << "the answer is kept whole";
  const std::string need = value_in(drafted, "id");
  const auto saved = twice({"company", "PUT", "/v1/needs/" + need,
                            R"({"version":)" + value_in(drafted, "version") + R"(,"content":)" +
                                R"({"title":"隔热材料","problem":"电芯之间需要隔热。"}})"});
  EXPECT_NE(saved.body.find("甲方储能有限公司"), std::string::npos);
  const auto withdrawn =
      twice({"company", "POST", "/v1/items/" + need + "/withdraw",
             R"({"version":)" + value_in(saved, "version") + R"(,"reason":"solved_here"})"});
  EXPECT_NE(withdrawn.body.find("甲方储能有限公司"), std::string::npos);
}

TEST_F(KeyedCommands, PeopleAndOrganisations) {
  twice({"nobody", "PATCH", "/v1/myself", R"({"name":"某人"})"});
  const std::string organisation = "/v1/organisations/" + HubServer::shared().organisation("rival").text();
  twice({"rival", "PATCH", organisation, R"({"name_en":"Rival Materials"})"});
  const auto newcomer = HubServer::shared().hub().identity().create_confirmed_account(
      {"newcomer@people.example", "a long pass phrase", "newcomer", std::nullopt}, {});
  const std::string account = "/v1/administration/accounts/" + newcomer.value().text();
  twice({"administrator", "PUT", account + "/roles", R"({"roles":["reviewer"]})"});
  twice({"administrator", "PUT", account + "/suspension", R"({"suspended":true})"});
  twice({"administrator", "PUT", account + "/suspension", R"({"suspended":false})"});
}

TEST_F(KeyedCommands, WhatIsAskedWithABodyChangesNothingAndIsKeptToo) {
  twice({"company", "POST", "/v1/search", R"({"text":"隔热"})"});
  twice({"company", "POST", "/v1/matches/preview",
         R"({"content":{"title":"隔热","problem":""},"kind":"offer"})"});
}

}  // namespace
}  // namespace shuniu::testing
