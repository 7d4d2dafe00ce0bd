// workshop.h - a small module for the tests of the server: its types cover every shape that a question may
// have.
#pragma once

#include <atomic>
#include <chrono>
#include <thread>

#include "running_server.h"
#include "shuniu/base/describe.h"
#include "shuniu/database/database.h"
#include "shuniu/http/router.h"

namespace shuniu::http {

enum class Mode { develop, license };
SHUNIU_DESCRIBE_ENUM(Mode, develop, license)

struct Figure {
  Text<1, 20> name;
  Whole<0, 100> value;
};
SHUNIU_DESCRIBE(Figure, name, value)

using ToolId = Id<struct ToolTag>;

struct MakeTool {
  Text<1, 20> title;
  Whole<1, 9> readiness;
  Mode mode = Mode::develop;
  bool is_open = false;
  Decimal price = "0";
  Instant closes_at;
  Date deadline;
  Items<Figure, 3> figures;
  std::optional<Whole<1, 5>> rank;
};
SHUNIU_DESCRIBE(MakeTool, title, readiness, mode, is_open, price, closes_at, deadline, figures, rank)

struct ToolView {
  std::string title;
  std::int64_t readiness = 0;
};
SHUNIU_DESCRIBE(ToolView, title, readiness)

struct RenameTool {
  Text<1, 20> tool;
  Text<1, 20> title;
};
SHUNIU_DESCRIBE(RenameTool, tool, title)

struct FindTools {
  std::optional<Text<1, 200>> text;
  std::optional<Whole<1, 100>> limit;
  std::optional<Mode> mode;
  std::optional<bool> is_open;
  Items<Text<1, 20>, 5> fields;
};
SHUNIU_DESCRIBE(FindTools, text, limit, mode, is_open, fields)

struct FoundTools {
  std::string text;
  std::int64_t limit = 0;
  std::vector<std::string> fields;
};
SHUNIU_DESCRIBE(FoundTools, text, limit, fields)

struct Pause {
  Whole<0, 5'000> for_ms;
};
SHUNIU_DESCRIBE(Pause, for_ms)

struct Count {
  std::int64_t made = 0;
};
SHUNIU_DESCRIBE(Count, made)

struct NoInput {};
BOOST_DESCRIBE_STRUCT(NoInput, (), ())

class Workshop {
 public:
  Result<ToolView> make(const Actor&, const MakeTool& command) {
    ++made;
    return ToolView{command.title, command.readiness};
  }
  Result<ToolView> rename(const Actor&, const RenameTool& command) {
    if (command.tool == "missing") return refuse("workshop.no_such_tool", Kind::not_found);
    return ToolView{command.tool + "=" + command.title, 1};
  }
  Result<FoundTools> find(const Actor&, const FindTools& question) {
    FoundTools found;
    found.text = question.text.value_or(Text<1, 200>("")).text();
    found.limit = question.limit ? question.limit->value : 0;
    for (const auto& field : question.fields) found.fields.push_back(field.text());
    return found;
  }
  Result<FoundTools> big(const Actor&, const NoInput&) { return FoundTools{std::string(5'000, 'x'), 0, {}}; }
  Result<Count> pause(const Actor&, const Pause& question) {
    std::this_thread::sleep_for(std::chrono::milliseconds(question.for_ms.value));
    return Count{++made};
  }
  Result<Done> forget(const Actor&, const NoInput&) { return Done{}; }
  Result<WithHeaders<Count>> create(const Actor&, const NoInput&) {
    return WithHeaders<Count>{{++made}, 201, {{"Location", "/v1/tools/1"}}};
  }
  Result<Count> break_down(const Actor&, const NoInput&) { throw std::runtime_error("the secret cause"); }

  Result<Count> wait_in_vain(const Actor&, const NoInput&) {
    throw database::DatabaseUnavailable("the disk is full");
  }
  Result<Count> commit_unseen(const Actor&, const NoInput&) {
    throw database::OutcomeUnknown("lost during COMMIT");
  }

  std::atomic<int> made = 0;
};

inline void add_workshop_routes(Router& router, Workshop& workshop) {
  router.post("/v1/tools", "workshop", &Workshop::make, workshop, {Access::open, "Makes a tool."});
  router.get("/v1/tools", "workshop", &Workshop::find, workshop, {Access::open, "Finds tools."});
  router.put("/v1/tools/{tool}", "workshop", &Workshop::rename, workshop, {Access::open, "Renames a tool."});
  router.get("/v1/big", "workshop", &Workshop::big, workshop, {Access::open});
  router.post("/v1/pause", "workshop", &Workshop::pause, workshop, {Access::open});
  router.post("/v1/keyed", "workshop", &Workshop::pause, workshop,
              {.access = Access::signed_in, .scope = "tools:write", .commits = Commits::several});
  router.erase("/v1/tools", "workshop", &Workshop::forget, workshop, {Access::signed_in});
  router.post("/v1/created", "workshop", &Workshop::create, workshop, {Access::signed_in});
  router.post("/v1/broken", "workshop", &Workshop::break_down, workshop,
              {.access = Access::signed_in, .commits = Commits::several});
  router.get("/v1/unavailable", "workshop", &Workshop::wait_in_vain, workshop, {Access::open});
  router.get("/v1/unseen", "workshop", &Workshop::commit_unseen, workshop, {Access::open});
  router.post("/v1/small", "workshop", &Workshop::make, workshop, {Access::open, "", "", true, 100});
  router.post("/v1/upload", "workshop", &Workshop::make, workshop,
              {Access::signed_in, "", "", true, 10'000'000});
  router.get("/v1/member", "workshop", &Workshop::big, workshop, {Access::member});
  router.get("/v1/officer", "workshop", &Workshop::big, workshop, {Access::officer});
  router.get("/v1/reviewer", "workshop", &Workshop::big, workshop, {Access::reviewer});
  router.get("/v1/auditor", "workshop", &Workshop::big, workshop, {Access::auditor});
  router.get("/v1/administrator", "workshop", &Workshop::big, workshop, {Access::administrator});
}

inline Actor actor_named(const std::string& account) {
  Actor actor;
  actor.account = AccountId(account);
  return actor;
}

}  // namespace shuniu::http
