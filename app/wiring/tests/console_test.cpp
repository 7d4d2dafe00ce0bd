// console_test.cpp - every call of the command line, on a hub that is open here and through one that a server
// holds: both must say the same.
#include "shuniu/wiring/console.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>
#include <regex>

#include "postgres_server.h"
#include "shuniu/identity/credit_code.h"
#include "shuniu/wiring/control_server.h"
#include "shuniu/wiring/settings.h"

namespace shuniu::wiring {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

const std::string header = "title,problem,fields,region,modes\n";
const std::string good_row =
    "储能电芯隔热垫,三元电芯热失控，需要厚度不超过一毫米的隔热材料。,06,310000,LIC\n";
const std::string faulty_row = ",x,99,310000,LIC\n";

/// A hub with one organisation, which owns one need with an attachment.
class ConsoleTest : public ::testing::Test {
 protected:
  ConsoleTest() : folder_(fs::path(::testing::TempDir()) / ("shuniu_console_" + std::to_string(::getpid()))) {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  ~ConsoleTest() override {
    stop_server();
    if (!address_.empty()) database::PostgresServer::instance().drop(address_);
    fs::remove_all(folder_);
  }

  config::Config config() const {
    const std::string root = SHUNIU_SOURCE_DIR;
    return config::Config::load(wiring::settings(), {"",
                                                     nullptr,
                                                     {{"data", folder_.string()},
                                                      {"database", address_},
                                                      {"rulebook", root + "/rulebook"},
                                                      {"web", ""}}})
        .value();
  }
  std::string socket() const { return control_socket(places(config())); }

  void make_hub() {
    const auto hub = Hub::open(config()).value();
    identity::CreateOrganisation command;
    command.name = std::string("甲方储能有限公司");
    command.credit_code = identity::complete_credit_code("91310115MA1FL00A");
    command.kind = std::string("150");
    command.region = std::string("310000");
    organisation_ = hub->identity().create_organisation_unattended(command).value();
    Actor owner;
    owner.account = AccountId("00000000-0000-7000-8000-000000000001");
    owner.organisation = organisation_;
    owner.membership = Membership::owner;
    market::CreateNeed need;
    need.content.title = std::string("第一条需求");
    const auto made = hub->market().create_need(owner, need).value();
    attachment_ =
        hub->market()
            .add_attachment(owner, {made.state.id, "图.txt", market::AttachmentVisibility::owner, "图样\n"})
            .value()
            .sha256;
  }
  void start_server() {
    hub_ = Hub::open(config()).value();
    server_ = std::make_unique<ControlServer>(*hub_, places(config()));
    server_->start();
    hub_->start();
  }
  void stop_server() {
    server_.reset();
    hub_.reset();
  }
  std::unique_ptr<Console> console() const { return Console::open(config()).value(); }

  fs::path folder_;
  std::string address_;  // empty: SQLite in the folder
  OrganisationId organisation_;
  std::string attachment_;
  std::unique_ptr<Hub> hub_;
  std::unique_ptr<ControlServer> server_;
};

/// What differs from run to run by its nature.
std::string without_ids_and_times(std::string text) {
  text = std::regex_replace(text, std::regex("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}"),
                            "ID");
  return std::regex_replace(text, std::regex("20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z"), "TIME");
}

template <class Answer>
std::string in_words(const Result<Answer>& answer) {
  if (answer) return without_ids_and_times(to_wire(*answer));
  std::string text =
      "refused " + answer.error().key + " " + std::to_string(static_cast<int>(answer.error().kind));
  for (const auto& [name, value] : answer.error().details) text += " " + name + "=" + value;
  for (const Fault& fault : answer.error().faults) {
    text += "\n" + fault.path + " " + fault.key + " " + fault.got;
    for (const auto& [name, value] : fault.values) text += " " + name + "=" + value;
  }
  return text;
}

using Said = std::map<std::string, std::string>;

class Commands {
 public:
  Commands(Console& console, OrganisationId organisation, std::string attachment)
      : console_(console), organisation_(std::move(organisation)), attachment_(std::move(attachment)) {}

  Said run() {
    accounts();
    imports();
    exports();
    return std::move(said_);
  }

 private:
  void accounts() {
    const CreateAccount good{"first@hub.example", "李", "a long pass phrase", Role::administrator};
    said_["account"] = in_words(console_.ask(control::create_account, good));
    said_["account again"] = in_words(console_.ask(control::create_account, good));
    said_["account with faults"] =
        in_words(console_.ask(control::create_account, {"nobody", "", "short", Role::officer}));
    said_["account that is no UTF-8"] = in_words(console_.ask(
        control::create_account, {"b@hub.example", "\xff", "a long pass phrase", Role::officer}));
  }
  void imports() {
    const auto import = [this](const std::string& name, const std::string& bytes,
                               market::Faulty faulty = market::Faulty::refuse,
                               const std::optional<OrganisationId>& organisation = std::nullopt) {
      const StartFileImport command{organisation.value_or(organisation_), market::ItemKind::need, name,
                                    faulty, bytes};
      return in_words(console_.import(command, [this](const market::ImportView&) { ++looks_; }));
    };
    const std::string mixed = header + good_row + faulty_row + good_row;
    said_["import"] = import("needs.csv", header + good_row + good_row);
    said_["import with faults"] = import("needs.csv", mixed);
    said_["import without the faulty"] = import("needs.csv", mixed, market::Faulty::skip);
    said_["import of no table"] = import("needs.exe", std::string("MZ\0\1", 4));
    said_["import that is too large"] =
        import("needs.csv", std::string(market::largest_import_bytes + 1, 'x'));
    said_["import for nobody"] = import("needs.csv", mixed, market::Faulty::refuse,
                                        OrganisationId("01900000-0000-7000-8000-000000000000"));
    said_["import for no id"] = import("needs.csv", mixed, market::Faulty::refuse, OrganisationId("x"));
    EXPECT_GT(looks_, 0);
  }
  void exports() {
    ExportPart question{organisation_, std::nullopt};
    const auto part = console_.ask(control::export_part, question);
    said_["export"] = in_words(part);
    ASSERT_TRUE(part);
    ASSERT_EQ(part->attachments.size(), 1U);
    EXPECT_EQ(part->attachments.front().sha256, attachment_);
    said_["attachment"] = in_words(console_.ask(control::read_attachment, {attachment_}));
    said_["no attachment"] = in_words(console_.ask(control::read_attachment, {std::string(64, '0')}));
    said_["export of nobody"] =
        in_words(console_.ask(control::export_part, {OrganisationId(), std::nullopt}));
  }

  Console& console_;
  const OrganisationId organisation_;
  const std::string attachment_;
  Said said_;
  int looks_ = 0;
};

TEST_F(ConsoleTest, BothWaysSayTheSame) {
  make_hub();
  fs::copy(folder_, folder_.string() + ".twin", fs::copy_options::recursive);
  const Said here = Commands(*console(), organisation_, attachment_).run();
  fs::remove_all(folder_);
  fs::rename(folder_.string() + ".twin", folder_);
  start_server();
  const Said through_server = Commands(*console(), organisation_, attachment_).run();
  EXPECT_EQ(here, through_server);

  const auto has = [&here](const std::string& what, const std::string& text) {
    EXPECT_NE(here.at(what).find(text), std::string::npos) << what << " said " << here.at(what);
  };
  has("account", "{\"account\":\"ID\"}");
  has("account again", "refused identity.account_exists");
  has("account with faults", "\npassword ");
  has("account that is no UTF-8", "refused input.invalid");
  has("import",
      "\"status\":\"finished\",\"rows_read\":2,\"rows_good\":2,\"rows_faulty\":0,\"rows_staged\":2");
  has("import with faults", "\"status\":\"refused\"");
  has("import with faults", "\"line\":3,");
  has("import without the faulty", "\"status\":\"finished\"");
  has("import without the faulty", "\"rows_staged\":2");
  has("import of no table", "refused market.import_format");
  has("import that is too large", "refused market.file_too_large");
  has("import for nobody", "refused identity.");
  has("import for no id", "refused input.invalid");
  has("export", "甲方储能有限公司");
  has("export", "储能电芯隔热垫");
  has("attachment", "图样\n");
  has("no attachment", "refused ");
}

TEST_F(ConsoleTest, TheServerOwnsTheSocketWhileItRuns) {
  start_server();
  EXPECT_TRUE(fs::is_socket(socket()));
  EXPECT_EQ(fs::status(socket()).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  stop_server();
  EXPECT_FALSE(fs::exists(socket()));
  EXPECT_EQ(console()->ask(control::version, {}).value().version, SHUNIU_VERSION);  // opened here
}

TEST_F(ConsoleTest, AServerThatJustStartsIsWaitedFor) {
  hub_ = Hub::open(config()).value();
  server_ = std::make_unique<ControlServer>(*hub_, places(config()));
  std::thread late([this] {
    std::this_thread::sleep_for(400ms);
    server_->start();
  });
  const auto reached = console();
  late.join();
  EXPECT_EQ(reached->ask(control::version, {}).value().version, SHUNIU_VERSION);
}

TEST_F(ConsoleTest, WhatNeedsAStoppedHubIsRefusedBesideAServer) {
  EXPECT_TRUE(Console::require_no_server(config()));
  start_server();
  EXPECT_EQ(Console::require_no_server(config()).error().key, "control.server_runs");
  stop_server();
  EXPECT_TRUE(Console::require_no_server(config()));
}

/// Lets everybody in; answers as a server of another version would.
class OldServer : public http::Authenticator {
 public:
  OldServer(Hub& hub, const std::string& socket_file) {
    router_.raw(http::Method::post, "/control/{call}", "control", {http::Access::open}, "", "",
                [](const http::Request&) {
                  http::Response response;
                  response.body = to_wire(HubVersion{"0.0.1"});
                  return response;
                });
    http::ServerOptions options;
    options.socket_file = socket_file;
    server_ = std::make_unique<http::Server>(router_, *this, hub.database(), hub.clock(), options);
    server_->listen();
    thread_ = std::thread([this] { server_->run_until_stopped(); });
  }
  ~OldServer() override {
    server_->stop();
    thread_.join();
  }
  Result<Actor> authenticate(const http::Request&) override { return Actor{}; }

 private:
  http::Router router_;
  std::unique_ptr<http::Server> server_;
  std::thread thread_;
};

TEST_F(ConsoleTest, AServerOfAnotherVersionIsRefused) {
  hub_ = Hub::open(config()).value();
  const OldServer server(*hub_, socket());
  const auto reached = Console::open(config());
  ASSERT_FALSE(reached);
  EXPECT_EQ(reached.error().key, "control.other_version");
  const Details both{{"server", "0.0.1"}, {"program", SHUNIU_VERSION}};
  EXPECT_EQ(reached.error().details, both);
}

TEST_F(ConsoleTest, ASocketThatCannotBeMadeLeavesTheHubServing) {
  hub_ = Hub::open(config()).value();
  fs::create_directory(socket());
  ControlServer server(*hub_, places(config()));
  server.start();
  server.stop();
  EXPECT_TRUE(fs::is_directory(socket()));
}

/// There the command opens the hub for itself, and either process may do the import: once.
TEST_F(ConsoleTest, OnPostgreSqlACommandWorksBesideAServerWithoutASocket) {
  address_ = database::PostgresServer::instance().new_database();
  make_hub();
  start_server();
  EXPECT_TRUE(Console::require_no_server(config()));
  const auto beside = console();
  for (std::int64_t round = 1; round <= 3; ++round) {
    const auto view = beside->import({organisation_, market::ItemKind::need, "needs.csv",
                                      market::Faulty::refuse, header + good_row + good_row},
                                     [](const market::ImportView&) {});
    EXPECT_EQ(view.value().status, market::ImportStatus::finished);
    const auto part = beside->ask(control::export_part, {organisation_, std::nullopt}).value();
    std::int64_t needs = 0;
    for (std::size_t at = 0; (at = part.bytes.find("{\"kind\":\"need\"", at)) != std::string::npos; ++at)
      ++needs;
    EXPECT_EQ(needs, 1 + 2 * round);
  }
  stop_server();
}

TEST(ControlSocket, LiesBesideTheDatabaseThatItSpeaksFor) {
  Places where;
  where.database = "sqlite:/var/lib/shuniu/hub.db";
  EXPECT_EQ(control_socket(where), "/var/lib/shuniu/hub.db.sock");
  where.database = "sqlite::memory:";
  EXPECT_EQ(control_socket(where), "");
  where.database = "postgresql://localhost/hub";
  EXPECT_EQ(control_socket(where), "");
}

}  // namespace
}  // namespace shuniu::wiring
