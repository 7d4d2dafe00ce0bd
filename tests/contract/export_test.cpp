// What an owner takes away, and who may not: other organisations, members, and keys without the scope.
#include <gtest/gtest.h>

#include <algorithm>

#include "hub_server.h"

namespace shuniu::testing {
namespace {

std::string between(const std::string& text, const std::string& before, const std::string& after) {
  const std::size_t at = text.find(before);
  if (at == std::string::npos) throw std::runtime_error("no " + before + " in: " + text);
  return text.substr(at + before.size(), text.find(after, at + before.size()) - at - before.size());
}

Person with_key(const std::string& scope) {
  HubServer& hub = HubServer::shared();
  const auto made = hub.as("company").request(
      "POST", "/v1/myself/api-keys", R"({"name":"key of )" + scope + R"(","scopes":[")" + scope + R"("]})");
  return Person(hub.port(), {{"Authorization", "Bearer shn_" + between(made.body, "shn_", "\"")}});
}

std::string address() {
  return "/v1/organisations/" + HubServer::shared().organisation("company").text() + "/export";
}

std::vector<std::string> lines_of(const std::string& body, const std::string& kind) {
  std::vector<std::string> lines;
  std::size_t begin = 0;
  for (std::size_t end; (end = body.find('\n', begin)) != std::string::npos; begin = end + 1) {
    const std::string line = body.substr(begin, end - begin);
    if (line.starts_with("{\"kind\":\"" + kind + "\",")) lines.push_back(line);
  }
  return lines;
}

TEST(Export, IsForOwnersAndForKeysOfItsScope) {
  HubServer& hub = HubServer::shared();
  EXPECT_EQ(hub.as("company").request("GET", address()).status, 200);
  EXPECT_EQ(with_key("organisation:export").request("GET", address()).status, 200);
  for (const char* scope : {"market:read", "market:write", "identity:read", "identity:write", "feed:read"}) {
    EXPECT_EQ(with_key(scope).request("GET", address()).status, 403) << scope;
  }
  for (const char* who : {"member", "rival", "nobody", "officer", "auditor", "administrator"}) {
    EXPECT_EQ(hub.as(who).request("GET", address()).status, 403) << who;
  }
}

TEST(Export, HoldsDraftAndPublishedContentImportsFactsAndAttachments) {
  HubServer& hub = HubServer::shared();
  const Person& company = hub.as("company");
  const auto content = [](const std::string& title) {
    return R"({"title":")" + title +
           R"(","problem":"三元电芯在针刺后四分钟内热失控，需要厚度不超过一毫米、可耐高温的隔热材料。","fields":["06"]})";
  };
  const auto made = company.request("POST", "/v1/needs", R"({"content":)" + content("已公布的标题") + "}");
  const std::string id = between(made.body, "\"id\":\"", "\"");
  const auto version_of = [](const HttpAnswer& answer) { return between(answer.body, "\"version\":", ","); };
  const auto submitted =
      company.request("POST", "/v1/items/" + id + "/submit", R"({"version":)" + version_of(made) + "}");
  const auto published = hub.as("officer").request("POST", "/v1/review/" + id + "/publish",
                                                   R"({"version":)" + version_of(submitted) + "}");
  ASSERT_EQ(published.status, 200) << published.body;
  const auto edited = company.request(
      "PUT", "/v1/needs/" + id,
      R"({"version":)" + version_of(published) + R"(,"content":)" + content("正在改的标题") + "}");
  ASSERT_EQ(edited.status, 200) << edited.body;
  company.request("POST", "/v1/items/" + id + "/attachments?name=note.txt", "附件\n",
                  {{"Content-Type", "text/plain"}});
  company.request("POST", "/v1/imports?kind=need&name=taken-away.csv", "title,problem\nx,x\n",
                  {{"Content-Type", "text/csv"}});
  hub.hub().stream().drain();

  const auto exported = company.request("GET", address());
  ASSERT_EQ(exported.status, 200) << exported.body;
  EXPECT_EQ(lines_of(exported.body, "organisation").size(), 1U);
  const auto members = lines_of(exported.body, "member");
  EXPECT_TRUE(std::any_of(members.begin(), members.end(), [](const std::string& line) {
    return line.find("company@people.example") != std::string::npos;
  }));
  const auto needs = lines_of(exported.body, "need");
  const auto need = std::find_if(needs.begin(), needs.end(),
                                 [&](const std::string& line) { return line.find(id) != std::string::npos; });
  ASSERT_NE(need, needs.end());
  EXPECT_NE(need->find("\"content\":{\"title\":\"正在改的标题\""), std::string::npos) << *need;
  EXPECT_NE(need->find("\"published_content\":{\"title\":\"已公布的标题\""), std::string::npos) << *need;
  EXPECT_NE(need->find("\"name\":\"note.txt\""), std::string::npos) << *need;
  EXPECT_NE(need->find("\"sha256\":\""), std::string::npos) << *need;
  const auto imports = lines_of(exported.body, "import");
  EXPECT_TRUE(std::any_of(imports.begin(), imports.end(), [](const std::string& line) {
    return line.find("taken-away.csv") != std::string::npos;
  }));
  const auto facts = lines_of(exported.body, "fact");
  const auto tells = [&](const std::string& type) {
    return std::any_of(facts.begin(), facts.end(), [&](const std::string& line) {
      return line.find(type) != std::string::npos && line.find(id) != std::string::npos;
    });
  };
  EXPECT_TRUE(tells("market.item_drafted.v1"));
  EXPECT_TRUE(tells("market.need_published.v1"));
  const std::string of_rival = hub.organisation("rival").text();
  EXPECT_EQ(exported.body.find(of_rival), std::string::npos);
}

TEST(Export, HoldsTalksWithWhatBothSaidAndOnesOwnNotesAlone) {
  HubServer& hub = HubServer::shared();
  const Person &company = hub.as("company"), &partner = hub.as("partner");
  const auto version_of = [](const HttpAnswer& answer) { return value_in(answer, "version"); };
  auto need = company.request(
      "POST", "/v1/needs",
      R"({"content":{"title":"隔热材料","problem":"三元电芯需要耐高温的隔热材料，厚度不超过一毫米。","fields":["06"]}})");
  const std::string id = value_in(need, "id");
  need = company.request("POST", "/v1/items/" + id + "/submit", R"({"version":)" + version_of(need) + "}");
  hub.as("officer").request("POST", "/v1/review/" + id + "/publish",
                            R"({"version":)" + version_of(need) + "}");
  const auto talk = partner.request("POST", "/v1/items/" + id + "/interests",
                                    R"({"message":"我们的气凝胶毡可以满足要求。","non_confidential":true})");
  const std::string path = "/v1/talks/" + value_in(talk, "id");
  company.request("POST", path + "/accept", R"({"version":)" + version_of(talk) + "}");
  partner.request("POST", path + "/messages", R"({"text":"样品下周寄出"})");
  partner.request("POST", path + "/messages", R"({"text":"对方的底价","audience":"own_side"})");
  company.request("POST", path + "/messages", R"({"text":"我方的底价","audience":"own_side"})");
  const std::string body = company.request("GET", address()).body;
  EXPECT_FALSE(lines_of(body, "talk").empty());
  for (const char* text : {"我们的气凝胶毡可以满足要求", "样品下周寄出", "我方的底价"}) {
    EXPECT_NE(body.find(text), std::string::npos) << text;
  }
  EXPECT_EQ(body.find("对方的底价"), std::string::npos) << "a note of the other side";
}

}  // namespace
}  // namespace shuniu::testing
