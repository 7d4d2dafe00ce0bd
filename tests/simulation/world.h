// world.h - a whole hub on a clock, a disk and a randomness of the simulation, with people who use it.
//
//   World world(7);
//   auto actor = world.actor(world.person("zhao"), organisation);
//   world.trouble.arm({Fault::crash, 3});             // … a command is killed …
//   world.live_again();                               // the hub again, on what the disk had at that instant
//
// Nothing of the hub runs by itself: no stream, no upkeep, no import starts before the simulation says so.
#pragma once

#include <unistd.h>

#include <filesystem>
#include <map>
#include <optional>

#include "dice.h"
#include "failing_database.h"
#include "faulty_disk.h"
#include "manual_clock.h"
#include "seeded_random.h"
#include "shuniu/identity/credit_code.h"
#include "shuniu/wiring/hub.h"
#include "shuniu/wiring/settings.h"

namespace shuniu::simulation {

using database::FailingDatabase;
using database::Failure;
using database::Killed;
using database::Trouble;

struct Person {
  std::string name;
  AccountId account;
  std::vector<Role> roles;
  std::vector<std::string> passwords;  // the newest last; older ones while an outcome is unknown
  std::string cookie;

  std::string email() const { return name + "@people.example"; }
};

class World {
 public:
  explicit World(std::uint64_t seed) : dice(seed) {
    crypto::testing::SeededRandom::seed(seed);
    std::string pattern = (memory_folder() / "shuniu_simulation_XXXXXX").string();
    root_ = ::mkdtemp(pattern.data());
    folder_ = root_ / "life-0";
    trouble.keep_the_disk = [this] { keep_the_disk(); };
    open();
    settle_people();
  }
  ~World() {
    hub_.reset();
    std::filesystem::remove_all(root_);
  }
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  Dice dice;
  shuniu::testing::ManualClock clock;
  Trouble trouble;
  database::FaultyDisk disk;

  wiring::Hub& hub() { return *hub_; }
  std::vector<Person>& people() { return people_; }
  std::vector<OrganisationId>& organisations() { return organisations_; }
  const std::filesystem::path& folder() const { return folder_; }

  void open() {
    wiring::Foundation foundation;
    foundation.clock = &clock;
    foundation.passwords.memory_bytes = 8 * 1024;
    foundation.passwords.passes = 1;
    foundation.open_database = [this](const std::string& address, database::DatabaseOptions options) {
      options.table_rule = database::TableRule::named_module;
      options.readers = 1;
      return std::make_unique<FailingDatabase>(database::open_database(address, options), trouble);
    };
    auto opened = wiring::Hub::open(config(), foundation).value();
    listen(*opened);
    hub_ = std::move(opened);
  }
  void close() { hub_.reset(); }
  /// False also after an opening that failed.
  bool is_open() const { return hub_ != nullptr; }
  /// The hub again, on what a killed one has left.
  void live_again() {
    close();
    trouble.revive();
    folder_ = kept_;
    open();
  }

  /// Signed in, acting for `organisation` (empty: for none). Nothing when the person may not.
  std::optional<Actor> actor(Person& person, const OrganisationId& organisation = {}) {
    auto recognised = recognise(person, organisation);
    if (!recognised && recognised.error().kind == Kind::unauthenticated) {
      if (!sign_in(person)) return std::nullopt;
      recognised = recognise(person, organisation);
    }
    if (!recognised) return std::nullopt;
    return *recognised;
  }
  bool sign_in(Person& person) {
    for (std::size_t i = person.passwords.size(); i > 0; --i) {
      const std::string password = person.passwords[i - 1];
      const auto session = hub_->identity().sign_in({}, {person.email(), password});
      if (!session) continue;
      const std::string& header = session->headers.at(0).second;
      person.cookie = header.substr(0, header.find(';'));
      person.passwords = {password};
      return true;
    }
    return false;
  }
  Person& person(const std::string& name) {
    for (Person& person : people_) {
      if (person.name == name) return person;
    }
    throw std::logic_error("nobody is called " + name);
  }

 private:
  /// Hears every fact, as a module's subscriber does: one row per fact, in a table of its own.
  static void listen(wiring::Hub& hub) {
    const database::ModuleScope scope("simulation");
    (void)hub.database().write([](database::Transaction& tx) -> Result<Done> {
      tx.run("CREATE TABLE IF NOT EXISTS simulation_heard (seq BIGINT PRIMARY KEY, id TEXT NOT NULL)");
      return Done{};
    });
    hub.stream().subscribe(
        {"simulation.heard", [](database::Transaction& tx, const journal::RecordedFact& fact) {
           tx.run("INSERT INTO simulation_heard (seq, id) VALUES ($1, $2)", fact.seq, fact.id);
         }});
  }
  static std::filesystem::path memory_folder() {
    return ::access("/dev/shm", W_OK) == 0 ? "/dev/shm" : std::filesystem::temp_directory_path();
  }
  config::Config config() const {
    const std::string root = SHUNIU_SOURCE_DIR;
    return config::Config::load(
               wiring::settings(),
               {"",
                nullptr,
                {{"data", folder_.string()},
                 {"rulebook", root + "/rulebook"},
                 {"web", ""},
                 {"second_factor.required", "false"}}})  // people here sign in with a password alone
        .value();
  }
  void keep_the_disk() {
    kept_ = root_ / ("life-" + std::to_string(++lives_));
    std::filesystem::copy(folder_, kept_, std::filesystem::copy_options::recursive);
  }
  Result<Actor> recognise(const Person& person, const OrganisationId& organisation) {
    http::Request request;
    request.headers["cookie"] = person.cookie.empty() ? "shuniu_session=none" : person.cookie;
    if (!organisation.empty()) request.headers["shuniu-organisation"] = organisation.text();
    return hub_->identity().authenticate(request);
  }

  void settle_people() {
    for (int number = 0; number < 4; ++number) settle_organisation(number);
    settle_person("zhao", {}, {{0, Membership::owner}});
    settle_person("qian", {}, {{1, Membership::owner}});
    settle_person("sun", {}, {{2, Membership::owner}, {3, Membership::owner}});
    settle_person("li", {}, {{0, Membership::member}, {1, Membership::member}});
    settle_person("zhou", {Role::officer}, {});
    settle_person("wu", {Role::reviewer}, {});
    settle_person("zheng", {Role::officer}, {{1, Membership::member}});
    settle_person("wang", {Role::auditor}, {});
    settle_person("feng", {Role::administrator}, {});
    settle_person("chen", {}, {});
  }
  void settle_organisation(int number) {
    clock.advance_seconds(1);
    identity::CreateOrganisation command;
    command.name = "模拟机构第" + std::to_string(number) + "号";
    command.credit_code =
        identity::complete_credit_code("91310115MA1FL00" + std::string(1, static_cast<char>('A' + number)));
    command.kind = std::string("150");
    command.region = std::string("310000");
    organisations_.push_back(hub_->identity().create_organisation_unattended(command).value());
  }
  void settle_person(const std::string& name, const std::vector<Role>& roles,
                     const std::map<int, Membership>& memberships) {
    clock.advance_seconds(1);
    Person person{name, {}, roles, {"a long pass phrase of " + name}, ""};
    person.account =
        hub_->identity()
            .create_confirmed_account({person.email(), person.passwords.back(), name, std::nullopt}, roles)
            .value();
    for (const auto& [number, membership] : memberships) {
      hub_->identity()
          .put_member(organisations_.at(static_cast<std::size_t>(number)), person.account, membership)
          .value();
    }
    people_.push_back(std::move(person));
  }

  std::filesystem::path root_;
  std::filesystem::path folder_;
  std::filesystem::path kept_;
  int lives_ = 0;
  std::vector<OrganisationId> organisations_;
  std::vector<Person> people_;
  std::unique_ptr<wiring::Hub> hub_;
};

}  // namespace shuniu::simulation
