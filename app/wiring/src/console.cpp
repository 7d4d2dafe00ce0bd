#include "shuniu/wiring/console.h"

#include <sys/stat.h>

#include <algorithm>
#include <thread>

#include "control_wire.h"
#include "refusal_wire.h"
#include "shuniu/database/held.h"
#include "shuniu/http/local_client.h"
#include "shuniu/http/messages.h"
#include "shuniu/wiring/control_server.h"

namespace shuniu::wiring {
namespace {

using namespace std::chrono_literals;
using SteadyClock = std::chrono::steady_clock;

constexpr auto longest_wait = 10s;
constexpr auto between_tries = 100ms;
constexpr auto first_look = 20ms;
constexpr auto longest_between_looks = 500ms;

/// A socket that somebody else has put beside the database is not spoken to: a password may be sent there.
bool is_of_the_owner(const std::string& socket_file) {
  const std::string database_file = socket_file.substr(0, socket_file.size() - std::string(".sock").size());
  struct stat database {};
  struct stat socket {};
  return ::stat(database_file.c_str(), &database) == 0 && ::lstat(socket_file.c_str(), &socket) == 0 &&
         S_ISSOCK(socket.st_mode) && socket.st_uid == database.st_uid;
}

}  // namespace

Console::Console(std::unique_ptr<Hub> hub)
    : hub_(std::move(hub)), control_(std::make_unique<Control>(*hub_)) {}

Console::~Console() = default;

/// Null when no server listens.
Result<std::unique_ptr<Console>> Console::reach(const std::string& socket_file) {
  if (socket_file.empty() || !is_of_the_owner(socket_file)) return nullptr;
  std::unique_ptr<Console> console(new Console(socket_file));
  try {
    const auto server = console->ask(control::version, {});
    if (!server) return server.error();
    if (server->version == SHUNIU_VERSION) return console;
    return refuse("control.other_version", Kind::precondition,
                  {{"server", server->version}, {"program", SHUNIU_VERSION}});
  } catch (const http::NobodyListens&) {
    return nullptr;
  }
}

Result<std::unique_ptr<Console>> Console::open(const config::Config& config) {
  const std::string socket_file = control_socket(places(config));
  for (const auto give_up_at = SteadyClock::now() + longest_wait;;) {
    auto through_server = reach(socket_file);
    if (!through_server || *through_server) {
      http::use_messages(http::Messages::from_folder(config.text("rulebook") + "/messages"));
      return through_server;
    }
    try {
      auto hub = Hub::open(config);
      if (!hub) return hub.error();
      return std::unique_ptr<Console>(new Console(std::move(*hub)));
    } catch (const database::DatabaseHeld&) {
      if (SteadyClock::now() >= give_up_at) throw;
    }
    std::this_thread::sleep_for(between_tries);
  }
}

Result<Done> Console::require_no_server(const config::Config& config) {
  const auto server = reach(control_socket(places(config)));
  if (server && !*server) return Done{};
  http::use_messages(http::Messages::from_folder(config.text("rulebook") + "/messages"));
  return refuse("control.server_runs", Kind::precondition);
}

Result<std::string> Console::answer_of(std::string_view call, const std::string& question) {
  if (control_) return control_->answer(call, question);
  auto answer = http::post_local(socket_file_, std::string(control_path) + std::string(call), question);
  if (answer.status == status_of_answer) return std::move(answer.body);
  if (answer.status == status_of_refusal) return refusal_in(answer.body);
  throw std::runtime_error("the server failed (" + std::to_string(answer.status) +
                           "): its log says why, request " + answer.request_id);
}

/// A server runs imports by itself; here they run beside the look at their progress.
void Console::let_imports_run(std::chrono::milliseconds time) {
  if (!hub_) return std::this_thread::sleep_for(time);
  if (!imports_.valid()) {
    imports_ = std::async(std::launch::async, [hub = hub_.get()] { return hub->import().run_pending(); });
  }
  if (imports_.wait_for(time) != std::future_status::ready) return;
  // Nothing was done when another process on the same PostgreSQL does it.
  if (imports_.get() == 0) std::this_thread::sleep_for(time);
}

Result<market::ImportView> Console::import(const StartFileImport& command, const OnProgress& on_progress) {
  auto view = ask(control::start_import, command);
  std::chrono::milliseconds wait = first_look;
  while (view && !market::is_over(view->status)) {
    on_progress(*view);
    let_imports_run(wait);
    wait = std::min<std::chrono::milliseconds>(wait * 2, longest_between_looks);
    view = ask(control::follow_import, {command.organisation, view->id});
  }
  return view;
}

}  // namespace shuniu::wiring
