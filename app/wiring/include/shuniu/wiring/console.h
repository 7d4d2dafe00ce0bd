// console.h - the hub as the command line reaches it: opened here, or through the server that holds it.
//
//   Result<std::unique_ptr<Console>> console = Console::open(config);
//   Result<AccountMade> made = (*console)->ask(control::create_account, {email, name, password, role});
//
// Promises
//   - SQLite: when a server holds the database, it is asked through its socket; otherwise the hub is opened
//     here. PostgreSQL: always opened here.
//   - Both ways take the same bytes through Control, so answers and refusals are the same.
//   - A server that just starts or ends is waited for, ten seconds at most; then DatabaseHeld names who has
//     it. A server of another version is refused (control.other_version): restart it first.
// Does not print. One thread at a time.
#pragma once

#include <chrono>
#include <functional>
#include <future>
#include <memory>
#include <string>

#include "shuniu/wiring/control.h"

namespace shuniu::wiring {

class Console {
 public:
  static Result<std::unique_ptr<Console>> open(const config::Config& config);
  /// A refusal (control.server_runs) while a server holds the database of these settings: for what only a
  /// stopped hub can bear.
  static Result<Done> require_no_server(const config::Config& config);
  ~Console();

  template <class Question, class Answer>
  Result<Answer> ask(const ControlCall<Question, Answer>& call, const Question& question) {
    const auto answer = answer_of(call.name, to_wire(question));
    if (!answer) return answer.error();
    return from_wire<Answer>(*answer);
  }

  using OnProgress = std::function<void(const market::ImportView& view)>;
  /// Starts the import and follows it to its end.
  Result<market::ImportView> import(const StartFileImport& command, const OnProgress& on_progress);

 private:
  explicit Console(std::string socket_file) : socket_file_(std::move(socket_file)) {}
  explicit Console(std::unique_ptr<Hub> hub);
  static Result<std::unique_ptr<Console>> reach(const std::string& socket_file);
  Result<std::string> answer_of(std::string_view call, const std::string& question);
  void let_imports_run(std::chrono::milliseconds time);

  std::string socket_file_;  // empty: the hub is open here
  std::unique_ptr<Hub> hub_;
  std::unique_ptr<Control> control_;
  std::future<std::int64_t> imports_;  // waits for its end when destroyed, before the hub goes
};

}  // namespace shuniu::wiring
