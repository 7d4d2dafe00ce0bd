// local_test.cpp - a server on a socket file of the machine, and the client that asks it.
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <boost/system/system_error.hpp>
#include <filesystem>
#include <fstream>

#include "running_server.h"
#include "shuniu/http/local_client.h"

namespace shuniu::http {
namespace {

using testing::RunningServer;

class LocalTest : public ::testing::Test {
 protected:
  LocalTest() {
    std::filesystem::create_directories(folder_);
    std::filesystem::remove(file_);
  }
  ~LocalTest() override { std::filesystem::remove_all(folder_); }

  ServerOptions options() const {
    ServerOptions options;
    options.socket_file = file_;
    options.requests_per_minute_per_address = 0;
    return options;
  }
  std::unique_ptr<RunningServer> serve() const {
    return std::make_unique<RunningServer>(
        [](Router& router) {
          Needs needs{Access::open};
          needs.largest_body = 8 << 20;
          router.raw(Method::post, "/echo/{name}", "test", needs, "", "", [](const Request& request) {
            Response response;
            response.status = request.path_parameters.at("name") == "refused" ? 422 : 200;
            response.body = request.body;
            return response;
          });
        },
        options());
  }

  const std::filesystem::path folder_ =
      std::filesystem::path(::testing::TempDir()) / ("shuniu_local_" + std::to_string(::getpid()));
  const std::string file_ = folder_ / "hub.sock";
};

TEST_F(LocalTest, AnswersWithStatusRequestIdAndBytes) {
  const auto server = serve();
  const std::string bytes("a\0b\r\n\r\nc", 8);
  const LocalAnswer answer = post_local(file_, "/echo/good", bytes);
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, bytes);
  EXPECT_FALSE(answer.request_id.empty());
  EXPECT_EQ(post_local(file_, "/echo/refused", "").status, 422);
  EXPECT_EQ(post_local(file_, "/nothing", "").status, 404);
}

TEST_F(LocalTest, CarriesLargeBodiesAndRefusesLargerOnes) {
  const auto server = serve();
  std::string body(8 << 20, 'x');
  EXPECT_EQ(post_local(file_, "/echo/good", body).body, body);
  try {
    // The refusal may come before everything was sent; then the connection may break under the client.
    EXPECT_EQ(post_local(file_, "/echo/good", body + "x").status, 413);
  } catch (const boost::system::system_error&) {
  }
}

TEST_F(LocalTest, OnlyTheOwnerMayConnect) {
  const auto server = serve();
  struct stat status {};
  ASSERT_EQ(::stat(file_.c_str(), &status), 0);
  EXPECT_TRUE(S_ISSOCK(status.st_mode));
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
  EXPECT_EQ(status.st_uid, ::geteuid());
}

TEST_F(LocalTest, TheFileGoesWithTheServer) {
  auto server = serve();
  server->stop();
  server->join();
  EXPECT_FALSE(std::filesystem::exists(file_));
  EXPECT_THROW(post_local(file_, "/echo/good", ""), NobodyListens);
}

TEST_F(LocalTest, AStaleSocketIsReplaced) {
  auto first = serve();
  std::filesystem::rename(file_, file_ + ".kept");
  first.reset();
  std::filesystem::rename(file_ + ".kept", file_);  // as a killed server leaves it
  EXPECT_THROW(post_local(file_, "/echo/good", ""), NobodyListens);
  const auto server = serve();
  EXPECT_EQ(post_local(file_, "/echo/good", "here").body, "here");
}

TEST_F(LocalTest, AnotherFileIsNeverReplaced) {
  std::ofstream(file_) << "precious";
  EXPECT_THROW(serve(), boost::system::system_error);
  EXPECT_TRUE(std::filesystem::is_regular_file(file_));
  EXPECT_THROW(post_local(file_, "/echo/good", ""), NobodyListens);
}

TEST_F(LocalTest, APathThatIsTooLongHasNoListener) {
  EXPECT_THROW(post_local(std::string(200, 'x'), "/echo/good", ""), NobodyListens);
}

}  // namespace
}  // namespace shuniu::http
