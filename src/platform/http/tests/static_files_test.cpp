#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "http_client.h"
#include "shuniu/crypto/random.h"
#include "workshop.h"

namespace shuniu::http {
namespace {

using testing::HttpAnswer;
using testing::HttpClient;
using testing::RunningServer;

namespace fs = std::filesystem;

class StaticFilesTest : public ::testing::Test {
 protected:
  StaticFilesTest() : folder_(fs::temp_directory_path() / ("web_" + crypto::new_uuid(SystemClock().now()))) {
    fs::create_directories(folder_ / "root/assets");
    write("secret.txt", "secret");
    write("root/index.html", "<!doctype html>" + std::string(2'000, ' '));
    write("root/assets/index-4f3a.js", "let a;");
    write("root/assets/big.css", std::string(5'000, 'a'));
    write("root/assets/big.css.gz", "prepared");
    write("root/.env", "secret");
    fs::create_symlink(folder_ / "secret.txt", folder_ / "root/link.txt");
    ServerOptions options;
    options.web_root = (folder_ / "root").string();
    server_ = std::make_unique<RunningServer>(
        [this](Router& router) {
          add_workshop_routes(router, workshop_);
          router.raw(Method::get, "/v1/download", "workshop", {Access::open}, "", "text/plain",
                     [this](const Request&) {
                       Response response;
                       response.content_type = "text/plain";
                       response.file = (folder_ / "secret.txt").string();
                       return response;
                     });
        },
        options);
  }
  ~StaticFilesTest() override {
    server_.reset();
    fs::remove_all(folder_);
  }
  void write(const std::string& name, const std::string& text) { std::ofstream(folder_ / name) << text; }
  HttpAnswer get(const std::string& path, const HttpClient::Headers& headers = {}) {
    return HttpClient(server_->port()).request("GET", path, headers);
  }

  fs::path folder_;
  Workshop workshop_;
  std::unique_ptr<RunningServer> server_;
};

TEST_F(StaticFilesTest, FilesAndPagesOfTheApplication) {
  EXPECT_TRUE(get("/").body.starts_with("<!doctype html>"));
  EXPECT_TRUE(get("/needs/42").body.starts_with("<!doctype html>"));
  EXPECT_EQ(get("/").headers.at("cache-control"), "no-cache");
  const HttpAnswer script = get("/assets/index-4f3a.js");
  EXPECT_EQ(script.body, "let a;");
  EXPECT_EQ(script.headers.at("content-type"), "text/javascript; charset=utf-8");
  EXPECT_TRUE(script.headers.at("cache-control").find("immutable") != std::string::npos);
  EXPECT_EQ(get("/assets/missing.js").status, 404);
  EXPECT_EQ(get("/v1/nothing").status, 404);
}

TEST_F(StaticFilesTest, OnlyReadIsAFile) {
  for (const char* method : {"POST", "TRACE", "DELETE"}) {
    const HttpAnswer refused = HttpClient(server_->port()).request(method, "/");
    EXPECT_EQ(refused.status, 405) << method;
    EXPECT_EQ(refused.headers.at("allow"), "GET, HEAD") << method;
    EXPECT_EQ(refused.headers.at("content-type"), "application/problem+json") << method;
    EXPECT_EQ(refused.body.find("doctype"), std::string::npos) << method;
  }
}

TEST_F(StaticFilesTest, CompressedFormsAndTags) {
  EXPECT_EQ(get("/assets/big.css", {{"Accept-Encoding", "gzip"}}).body, "prepared");
  EXPECT_EQ(get("/assets/big.css").body.size(), 5'000U);
  const HttpAnswer page = get("/", {{"Accept-Encoding", "gzip"}});
  EXPECT_EQ(page.headers.at("content-encoding"), "gzip");
  EXPECT_EQ(get("/", {{"If-None-Match", page.headers.at("etag")}}).status, 304);
}

TEST_F(StaticFilesTest, NothingOutsideTheFolder) {
  for (const char* path :
       {"/../secret.txt", "/assets/../../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt",
        "/..%5csecret.txt", "//secret.txt", "/.env", "/link.txt", "/assets/big.css.gz", "/%00"}) {
    const HttpAnswer answer = get(path);
    EXPECT_TRUE(answer.status == 400 || answer.status == 404) << path << " " << answer.status;
    EXPECT_EQ(answer.body.find("secret\n"), std::string::npos) << path;
  }
}

TEST_F(StaticFilesTest, HandlersMaySendFiles) {
  const HttpAnswer answer = get("/v1/download");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, "secret");
  EXPECT_EQ(get("/v1/download", {{"If-None-Match", answer.headers.at("etag")}}).status, 304);
}

}  // namespace
}  // namespace shuniu::http
