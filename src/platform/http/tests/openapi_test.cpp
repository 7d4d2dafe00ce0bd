#include <gtest/gtest.h>

#include "shuniu/http/openapi.h"
#include "shuniu/json/json.h"
#include "workshop.h"

namespace shuniu::http {
namespace {

class OpenApiTest : public ::testing::Test {
 protected:
  OpenApiTest() {
    add_workshop_routes(router_, workshop_);
    document_ = openapi(router_);
    canonical_ = json::canonical(document_).value();
  }
  bool has(const std::string& text) const { return canonical_.find(text) != std::string::npos; }

  Workshop workshop_;
  Router router_;
  std::string document_;
  std::string canonical_;
};

TEST_F(OpenApiTest, SameRoutesSameTextInAnyOrder) {
  Router other;
  other.get("/v1/zzz", "workshop", &Workshop::big, workshop_, {Access::open});
  other.get("/v1/aaa", "workshop", &Workshop::big, workshop_, {Access::open});
  Router turned;
  turned.get("/v1/aaa", "workshop", &Workshop::big, workshop_, {Access::open});
  turned.get("/v1/zzz", "workshop", &Workshop::big, workshop_, {Access::open});
  EXPECT_EQ(openapi(other), openapi(turned));
}

TEST_F(OpenApiTest, ParametersComeFromTheQuestion) {
  EXPECT_TRUE(has(R"({"in":"path","name":"tool","required":true,)"
                  R"("schema":{"maxLength":20,"minLength":1,"type":"string"}})"));
  EXPECT_TRUE(has(R"({"in":"query","name":"limit","required":false,)")) << document_;
  EXPECT_TRUE(has(R"("$ref":"#/components/schemas/RenameToolBody")"));
  EXPECT_TRUE(has(R"("RenameToolBody":{"additionalProperties":false,"properties":{"title":)"));
}

TEST_F(OpenApiTest, TheQueryOfARawRouteAndOfAnEventRouteIsThere) {
  Router router;
  Needs needs{Access::open};
  needs.query = &type_info<FindTools>();
  router.raw(Method::post, "/v1/sheets/{sheet}", "workshop", needs, "text/csv", "application/json",
             [](const Request&) { return Response(); });
  router.events("/v1/changes", "workshop", needs, [](const Request&, const std::shared_ptr<EventSink>&) {});
  const std::string canonical = json::canonical(openapi(router)).value();
  const auto count = [&canonical](std::string_view text) {
    std::size_t found = 0;
    for (std::size_t at = canonical.find(text); at != std::string::npos; at = canonical.find(text, at + 1))
      ++found;
    return found;
  };
  EXPECT_EQ(count(R"({"in":"query","name":"limit","required":false,)"), 2U) << canonical;
  EXPECT_EQ(count(R"({"in":"path","name":"sheet","required":true,)"), 1U);
}

TEST_F(OpenApiTest, AnswersAndRefusals) {
  EXPECT_TRUE(has(R"("$ref":"#/components/schemas/ToolView")"));
  EXPECT_TRUE(has(R"("204":{"description":"Done."})"));
  EXPECT_TRUE(has(R"("2XX":{"content")"));
  EXPECT_TRUE(has(R"("4XX":{"$ref":"#/components/responses/Problem"})"));
  EXPECT_TRUE(has(R"("operationId":"put_tools_by_tool")"));
  EXPECT_TRUE(has(R"("x-scope":"tools:write")"));
}

}  // namespace
}  // namespace shuniu::http
