// Walks every route of the hub as a stranger, as another organisation, and as each role: 401, 403 or 404,
// never data.
#include <gtest/gtest.h>

#include "hub_server.h"
#include "shuniu/json/json.h"

namespace shuniu::testing {
namespace {

/// Stands in everything private of the company; whoever receives it has received data.
constexpr std::string_view secret = "仅限甲方知晓的数字七七三一";

std::string id_in(const HttpAnswer& answer, std::string_view key = "\"id\":\"") {
  const std::size_t at = answer.body.find(key);
  if (at == std::string::npos) throw std::runtime_error("no id in: " + answer.body);
  return answer.body.substr(at + key.size(), 36);
}

/// Private things of the company, one of each kind, by the name of the path parameter that finds it.
class PrivateThings {
 public:
  static const PrivateThings& shared() {
    static const PrivateThings things;
    return things;
  }
  std::string path(const http::Route& route) const {
    std::string path = route.path;
    for (std::size_t open = path.find('{'); open != std::string::npos; open = path.find('{')) {
      const std::size_t close = path.find('}', open);
      const std::string name = path.substr(open + 1, close - open - 1);
      const bool code_list = name == "list", year = name == "year";
      path.replace(open, close - open + 1, code_list ? "regions" : year ? "2026" : ids_.at(name));
    }
    return path;
  }

 private:
  PrivateThings() {
    HubServer& hub = HubServer::shared();
    const Person& company = hub.as("company");
    const std::string marked(secret);
    const std::string need = R"({"content":{"title":")" + marked + R"(","problem":")" + marked + R"("}})";
    const std::string offer = R"({"content":{"kind":"result","title":")" + marked + R"(","abstract":")" +
                              marked + R"(","non_secret":true}})";
    const std::string expert =
        R"({"content":{"kind":"expert","name":")" + marked + R"(","title":"","abstract":""}})";
    const HttpAnswer drafted = company.request("POST", "/v1/needs", need);
    ids_["need"] = ids_["item"] = id_in(drafted);
    ids_["fact"] = id_in(drafted, "\"fact\":\"");
    ids_["offer"] = id_in(company.request("POST", "/v1/offers", offer));
    ids_["expert"] = id_in(company.request("POST", "/v1/experts", expert));
    ids_["attachment"] =
        id_in(company.request("POST", "/v1/items/" + ids_["need"] + "/attachments?name=note.txt", marked,
                              {{"Content-Type", "text/plain"}}));
    ids_["import"] =
        id_in(company.request("POST", "/v1/imports?kind=need&name=needs.csv",
                              "title,problem\n" + marked + ",x\n", {{"Content-Type", "text/csv"}}));
    ids_["key"] = id_in(company.request("POST", "/v1/myself/api-keys",
                                        R"({"name":")" + marked + R"(","scopes":["market:read"]})"));
    ids_["session"] = id_in(company.request("GET", "/v1/myself/sessions"));
    ids_["organisation"] = hub.organisation("company").text();
    const std::string invitations = "/v1/organisations/" + ids_["organisation"] + "/invitations";
    company.request("POST", invitations, R"({"email":"invited@people.example","membership":"member"})");
    ids_["invitation"] = id_in(company.request("GET", invitations));
    ids_["account"] = hub.account("company").text();
  }

  std::map<std::string, std::string> ids_;
};

std::string method_name(const http::Route& route) {
  return std::string(http::name_of(route.method));
}

bool may_enter(const std::string& who, http::Access access) {
  using http::Access;
  switch (access) {
    case Access::open:
      return true;
    case Access::signed_in:
      return who != "stranger";
    case Access::member:
      return who == "company" || who == "rival";
    case Access::reviewer:
      return who == "reviewer" || who == "officer";
    case Access::officer:
      return who == "officer";
    case Access::auditor:
      return who == "auditor";
    case Access::administrator:
      return who == "administrator";
  }
  return false;
}

/// Asks, and holds the answer against the matrix. Event streams are asked by their headers alone (events_test
/// of http).
void expect_no_data(const std::string& who, const http::Route& route) {
  const std::string path = PrivateThings::shared().path(route);
  const bool has_body = route.method != http::Method::get && route.method != http::Method::erase;
  const HttpAnswer answer =
      HubServer::shared().as(who).request(method_name(route), path, has_body ? "{}" : "");
  SCOPED_TRACE(who + " " + method_name(route) + " " + route.path + " -> " + std::to_string(answer.status));
  EXPECT_NE(answer.status, 0) << "every request is answered";
  EXPECT_LT(answer.status, 500) << answer.body;
  EXPECT_EQ(answer.body.find(secret), std::string::npos) << answer.body;
  if (!may_enter(who, route.needs.access)) {
    EXPECT_EQ(answer.status, who == "stranger" ? 401 : 403) << answer.body;
    EXPECT_EQ(answer.headers.at("content-type"), "application/problem+json") << answer.body;
  }
}

class AccessMatrix : public ::testing::TestWithParam<std::string> {};

TEST_P(AccessMatrix, NoRouteGivesWhatIsNotTheirs) {
  PrivateThings::shared();
  std::size_t asked = 0;
  for (const http::Route& route : HubServer::shared().hub().router().routes()) {
    const bool ends_the_session = route.path == "/v1/session" && route.method == http::Method::erase;
    if (route.events || ends_the_session) continue;
    expect_no_data(GetParam(), route);
    ++asked;
  }
  EXPECT_GT(asked, 50U) << "the router knows its routes";
}

INSTANTIATE_TEST_SUITE_P(Readers, AccessMatrix,
                         ::testing::Values("stranger", "nobody", "rival", "reviewer", "officer", "auditor",
                                           "administrator"));

TEST(AccessMatrix, TheCompanyItselfSeesItsOwn) {
  for (const http::Route& route : HubServer::shared().hub().router().routes()) {
    if (route.method != http::Method::get || route.path.find("{need}") == std::string::npos) continue;
    const auto answer = HubServer::shared().as("company").request("GET", PrivateThings::shared().path(route));
    EXPECT_NE(answer.body.find(secret), std::string::npos)
        << "else the marker would prove nothing: " << answer.body;
  }
}

TEST(AccessMatrix, AFactOfTheCompanyIsForItAndForTheAuditor) {
  http::Route route;
  route.path = "/v1/facts/{fact}";
  const std::string path = PrivateThings::shared().path(route);
  for (const auto& [who, person] : HubServer::shared().people()) {
    const bool may = who == "company" || who == "auditor";
    EXPECT_EQ(person.request("GET", path).status, may ? 200 : 404) << who;
  }
}

TEST(AccessMatrix, AKeyDoesOnlyWhatItsScopesName) {
  const HubServer& hub = HubServer::shared();
  const auto made =
      hub.as("rival").request("POST", "/v1/myself/api-keys", R"({"name":"reader","scopes":["market:read"]})");
  const std::string secret_of_key =
      made.body.substr(made.body.find("shn_"), made.body.rfind('"') - made.body.find("shn_"));
  const Person key(hub.port(), {{"Authorization", "Bearer " + secret_of_key}});
  EXPECT_EQ(key.request("GET", "/v1/my/items").status, 200);
  EXPECT_EQ(key.request("POST", "/v1/needs", R"({"content":{"title":"x","problem":"y"}})").status, 403);
  EXPECT_EQ(key.request("POST", "/v1/organisations", "{}").status, 403)
      << "what no scope names is refused to keys";
  EXPECT_EQ(Person(hub.port(), {{"Authorization", "Bearer shn_wrong"}}).request("GET", "/v1/overview").status,
            401);
}

}  // namespace
}  // namespace shuniu::testing
