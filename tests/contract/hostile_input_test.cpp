// Bad input over HTTP, on every route that takes a body: one precise answer.
#include <gtest/gtest.h>

#include <regex>
#include <sstream>

#include "bodies.h"
#include "hub_server.h"

namespace shuniu::testing {
namespace {

std::string who_may(const http::Route& route) {
  using http::Access;
  switch (route.needs.access) {
    case Access::reviewer:
      return "reviewer";
    case Access::officer:
      return "officer";
    case Access::auditor:
      return "auditor";
    case Access::administrator:
      return "administrator";
    default:
      return "company";
  }
}

std::string any_path(const http::Route& route) {
  std::string path = route.path;
  for (std::size_t open = path.find('{'); open != std::string::npos; open = path.find('{')) {
    path.replace(open, path.find('}', open) - open + 1, "00000000-0000-7000-8000-000000000000");
  }
  return path;
}

bool takes_json(const http::Route& route) {
  const bool change = route.method == http::Method::post || route.method == http::Method::put ||
                      route.method == http::Method::patch;
  return change && route.question != nullptr && !route.question->members.empty();
}

std::vector<const http::Route*> json_routes() {
  std::vector<const http::Route*> found;
  for (const http::Route& route : HubServer::shared().hub().router().routes()) {
    if (takes_json(route)) found.push_back(&route);
  }
  return found;
}

HttpAnswer send(const http::Route& route, const std::string& body) {
  return HubServer::shared()
      .as(who_may(route))
      .request(std::string(http::name_of(route.method)), any_path(route), body);
}

/// What a body holds: the question without what stands in the path.
TypeInfo body_type(const http::Route& route) {
  TypeInfo type = *route.question;
  std::erase_if(type.members, [&](const MemberInfo& member) {
    return route.path.find("{" + std::string(member.name) + "}") != std::string::npos;
  });
  return type;
}

/// The paths of all faults that an answer names.
std::multiset<std::string> fault_paths(const HttpAnswer& answer) {
  static const std::regex path("\"path\":\"([^\"]*)\"");
  std::multiset<std::string> paths;
  for (std::sregex_iterator found(answer.body.begin(), answer.body.end(), path), end; found != end; ++found) {
    paths.insert((*found)[1]);
  }
  return paths;
}

TEST(HostileInput, EveryWrongValueInEveryPlaceIsReportedThere) {
  std::size_t tried = 0;
  for (const http::Route* route : json_routes()) {
    const TypeInfo type = body_type(*route);
    for (const Place& place : places_in(type)) {
      for (const std::string& wrong : wrong_values(place)) {
        const HttpAnswer answer = send(*route, body_of(type, only(place, wrong)));
        SCOPED_TRACE(route->path + " " + place.path + " = " + wrong.substr(0, 40));
        EXPECT_EQ(answer.status, 400) << answer.body;
        EXPECT_EQ(fault_paths(answer), std::multiset<std::string>{place.path}) << answer.body;
        ++tried;
      }
    }
  }
  EXPECT_GT(tried, 2'000U);
}

TEST(HostileInput, WrongTypesInEveryPlaceAtOnceAreAllReported) {
  for (const http::Route* route : json_routes()) {
    const TypeInfo type = body_type(*route);
    std::multiset<std::string> wrong;
    const std::string body = body_of(type, [&](const Place& place) -> std::optional<std::string> {
      if (!place.is_leaf()) return std::nullopt;
      wrong.insert(place.path);
      return "1.5";
    });
    if (wrong.empty()) continue;
    const HttpAnswer answer = send(*route, body);
    EXPECT_EQ(answer.status, 400) << route->path;
    EXPECT_EQ(fault_paths(answer), wrong) << route->path << answer.body;
  }
}

TEST(HostileInput, WhatIsMissingAndWhatNobodyKnowsIsReportedAtEveryDepth) {
  for (const http::Route* route : json_routes()) {
    const TypeInfo type = body_type(*route);
    for (const Place& place : places_in(type)) {
      if (place.type->shape != Shape::record) continue;
      std::multiset<std::string> expected{place.path + ".unknown"};
      for (const MemberInfo& member : place.type->members) {
        const bool may_be_missing =
            member.type->shape == Shape::optional || member.type->shape == Shape::list;
        if (!may_be_missing) expected.insert(place.path + "." + std::string(member.name));
      }
      const HttpAnswer answer = send(*route, body_of(type, only(place, R"({"unknown":1})")));
      EXPECT_EQ(fault_paths(answer), expected) << route->path << " " << place.path;
    }
  }
}

/// What the query string of a route may hold; nothing where it has none.
std::optional<TypeInfo> query_type(const http::Route& route) {
  if (route.needs.query != nullptr && !route.events) return *route.needs.query;
  const bool has_body = route.method != http::Method::get && route.method != http::Method::erase;
  if (route.question == nullptr || has_body) return std::nullopt;
  return body_type(route);
}

TEST(HostileInput, EveryWrongValueInEveryParameterIsReportedThere) {
  std::size_t tried = 0;
  for (const http::Route& route : HubServer::shared().hub().router().routes()) {
    const auto type = query_type(route);
    if (!type) continue;
    const bool is_upload = route.method == http::Method::post;
    for (const Place& place : places_in(*type)) {
      if (!place.is_leaf()) continue;
      for (const std::string& wrong : wrong_parameters(place)) {
        const HttpAnswer answer = HubServer::shared()
                                      .as(who_may(route))
                                      .request(std::string(http::name_of(route.method)),
                                               any_path(route) + query_of(*type, place, wrong),
                                               is_upload ? "x" : "", {{"Content-Type", "text/plain"}});
        SCOPED_TRACE(route.path + " " + place.path + " = " + wrong.substr(0, 40));
        EXPECT_EQ(answer.status, 400) << answer.body;
        EXPECT_EQ(fault_paths(answer), std::multiset<std::string>{place.path}) << answer.body;
        ++tried;
      }
    }
  }
  EXPECT_GT(tried, 100U);
}

struct BadBody {
  const char* what;
  std::string body;
  int status;
};

TEST(HostileInput, NoBodyThatIsNoJsonComesThrough) {
  const std::vector<BadBody> bodies{{"cut off", "{\"title\":", 400},
                                    {"not JSON", "title=x", 400},
                                    {"invalid UTF-8", "{\"title\":\"\xC3\x28\"}", 400},
                                    {"a lone surrogate", "{\"title\":\"\\ud800\"}", 400},
                                    {"two values", "{}{}", 400},
                                    {"a list", "[]", 400},
                                    {"too deep", std::string(5'000, '[') + std::string(5'000, ']'), 400},
                                    {"a doubled member", R"({"x":1,"x":1})", 400}};
  for (const http::Route* route : json_routes()) {
    for (const BadBody& bad : bodies) {
      const HttpAnswer answer = send(*route, bad.body);
      EXPECT_EQ(answer.status, bad.status) << bad.what << " " << route->path << " " << answer.body;
    }
  }
}

TEST(HostileInput, ABodyOfTwentyMebibytesIsRefusedEverywhere) {
  const std::string huge = "{\"title\":\"" + std::string(20 << 20, 'x') + "\"}";
  for (const http::Route* route : json_routes()) EXPECT_EQ(send(*route, huge).status, 413) << route->path;
}

/// The directives of a Content-Security-Policy, each with its sources.
std::map<std::string, std::set<std::string>> directives_of(const std::string& policy) {
  std::map<std::string, std::set<std::string>> directives;
  std::istringstream parts(policy);
  for (std::string part; std::getline(parts, part, ';');) {
    std::istringstream words(part);
    std::string name;
    if (!(words >> name)) continue;
    EXPECT_FALSE(directives.contains(name)) << "browsers take the first of two: " << policy;
    for (std::string source; words >> source;) directives[name].insert(source);
  }
  return directives;
}

/// What a browser holds scripts of a kind to: the first of these directives that there is.
std::set<std::string> sources_of(const std::map<std::string, std::set<std::string>>& directives,
                                 const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    const auto found = directives.find(name);
    if (found != directives.end()) return found->second;
  }
  return {"nothing holds them"};
}

TEST(HostileInput, BrowsersRunNoScriptButThatOfTheHub) {
  const Person& stranger = HubServer::shared().as("stranger");
  for (const char* path :
       {"/v1/overview", "/v1/needs/none", "/v1/feed/stream", "/no/such/page", "/metrics"}) {
    const HttpAnswer answer = stranger.request("GET", path);
    SCOPED_TRACE(std::string(path) + " " + answer.headers.at("content-security-policy"));
    const auto directives = directives_of(answer.headers.at("content-security-policy"));
    const std::set<std::string> own{"'self'"}, none{"'none'"};
    EXPECT_EQ(sources_of(directives, {"script-src-elem", "script-src", "default-src"}), own);
    EXPECT_EQ(sources_of(directives, {"script-src-attr", "script-src", "default-src"}), own);
    EXPECT_EQ(sources_of(directives, {"worker-src", "child-src", "script-src", "default-src"}), own);
    EXPECT_EQ(sources_of(directives, {"object-src", "default-src"}), none);
    EXPECT_EQ(sources_of(directives, {"base-uri"}), none) << "else a <base> moves the hub's own scripts";
    EXPECT_EQ(answer.headers.at("x-content-type-options"), "nosniff") << "else a text becomes a script";
  }
}

constexpr std::string_view script = "<script>alert(1)</script>\\\"'><img src=x onerror=alert(1)>&lt;";

/// As much of it as the text takes; what has a form of its own (an id, a day) cannot be one.
std::optional<std::string> script_for(const Place& place) {
  if (place.type->shape != Shape::text || !place.type->format.empty()) return std::nullopt;
  std::string text(script.substr(0, place.type->maximum_length));
  if (text.size() < place.type->minimum_length) text.resize(place.type->minimum_length, '<');
  return json::quoted(text);
}

TEST(HostileInput, ScriptInEveryTextOfAnItemIsKeptToTheLetter) {
  const Person& company = HubServer::shared().as("company");
  const std::map<std::string, const TypeInfo*> kinds{{"/v1/needs", &type_info<market::NeedContent>()},
                                                     {"/v1/offers", &type_info<market::OfferContent>()},
                                                     {"/v1/experts", &type_info<market::ExpertContent>()}};
  for (const auto& [path, type] : kinds) {
    std::size_t scripts = 0;
    const std::string content = body_of(*type, [&](const Place& place) {
      auto text = script_for(place);
      scripts += text ? 1 : 0;
      return text;
    });
    EXPECT_GT(scripts, 7U) << content;
    const HttpAnswer made = company.request("POST", path, R"({"content":)" + content + "}");
    ASSERT_LT(made.status, 300) << made.body;
    const HttpAnswer read = company.request("GET", path + "/" + value_in(made, "id"));
    EXPECT_NE(read.body.find("\"content\":" + content + "}"), std::string::npos) << content << read.body;
    EXPECT_EQ(read.headers.at("content-type").find("application/json"), 0U);
  }
}

/// What must be a known code or an address of the web; scripts are refused there.
const std::map<std::string, std::string>& codes_of_an_organisation() {
  static const std::map<std::string, std::string> codes{
      {"credit_code", json::quoted(identity::complete_credit_code("91310115MA1FL00D"))},
      {"kind", "\"150\""},
      {"region", "\"440000\""},
      {"city", "\"440300\""},
      {"industry", "\"C38\""},
      {"website", "\"https://firm.example/?q=%3Cscript%3E\""}};
  return codes;
}

TEST(HostileInput, ScriptInEveryTextOfAnOrganisationIsKeptToTheLetterOrRefused) {
  const auto& codes = codes_of_an_organisation();
  const Understudy founder = HubServer::shared().understudy("nobody");
  const TypeInfo& type = type_info<identity::CreateOrganisation>();
  const auto body_with_script_for = [&](const std::string& code) {
    return body_of(type, [&](const Place& place) -> std::optional<std::string> {
      const auto known = codes.find(place.path);
      return known != codes.end() && place.path != code ? known->second : script_for(place);
    });
  };
  for (const auto& [code, known] : codes) {
    const HttpAnswer refused =
        founder.person.request("POST", "/v1/organisations", body_with_script_for(code));
    EXPECT_EQ(refused.status, 400) << code;
    EXPECT_TRUE(fault_paths(refused).contains(code)) << code << refused.body;
  }
  const HttpAnswer made = founder.person.request("POST", "/v1/organisations", body_with_script_for(""));
  ASSERT_EQ(made.status, 200) << made.body;
  const HttpAnswer read =
      HubServer::shared().as("stranger").request("GET", "/v1/organisations/" + value_in(made, "id"));
  for (const Place& place : places_in(type)) {
    const auto text = script_for(place);
    if (!text || codes.contains(place.path)) continue;
    EXPECT_NE(read.body.find("\"" + place.path + "\":" + *text), std::string::npos)
        << place.path << read.body;
  }
}

TEST(HostileInput, ScriptInWhatPeopleSayOfThemselvesIsKeptToTheLetter) {
  const Person person = HubServer::shared().understudy("nobody").person;
  const std::string quoted = json::quoted(script);
  const auto named = person.request("PATCH", "/v1/myself", R"({"name":)" + quoted + "}");
  ASSERT_EQ(named.status, 200) << named.body;
  EXPECT_NE(person.request("GET", "/v1/myself").body.find("\"name\":" + quoted), std::string::npos);
  const auto key =
      person.request("POST", "/v1/myself/api-keys", R"({"scopes":["feed:read"],"name":)" + quoted + "}");
  ASSERT_EQ(key.status, 200) << key.body;
  EXPECT_NE(person.request("GET", "/v1/myself/api-keys").body.find("\"name\":" + quoted), std::string::npos);
}

TEST(HostileInput, AQueryOfAnUploadIsHeldToItsDescription) {
  const HttpAnswer answer = HubServer::shared().as("company").request(
      "POST", "/v1/imports?kind=wish&nme=a.csv", "title\nx\n", {{"Content-Type", "text/csv"}});
  EXPECT_EQ(answer.status, 400) << answer.body;
  for (const char* path : {"kind", "nme", "name"}) {
    EXPECT_NE(answer.body.find("\"path\":\"" + std::string(path) + "\""), std::string::npos) << path;
  }
}

TEST(HostileInput, NoPathLeadsOutOfTheHub) {
  const Person& company = HubServer::shared().as("company");
  for (const char* path :
       {"/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/v1/attachments/..%2f..%2fetc%2fpasswd",
        "/v1/code-lists/..%2F..%2Fcalendar", "/v1/attachments/%00", "/assets/..%5c..%5cetc"}) {
    const HttpAnswer answer = company.request("GET", path);
    EXPECT_TRUE(answer.status == 400 || answer.status == 404) << path << " " << answer.status;
    EXPECT_EQ(answer.body.find("root:"), std::string::npos) << path;
  }
}

}  // namespace
}  // namespace shuniu::testing
