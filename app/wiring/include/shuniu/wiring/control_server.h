// control_server.h - answers the command line beside a running server, on a socket file that only the hub's
// user (and root) may use.
//
//   ControlServer control(hub, places(config));
//   control.start();       // data/hub.db.sock
//   …
//   control.stop();        // finishes what is in flight, removes the file
//
// Promises
//   - The file lies beside the database that it speaks for, with mode 0600 before anybody can connect. Who
//     holds the database's lock owns it: a stale one is replaced.
//   - PostgreSQL needs none (several processes may write): then nothing listens.
//   - A socket that cannot be made (its path is too long, the file system has none) is a logged warning: the
//     hub serves without it.
// Does not appear in the public API. Start and stop from one thread.
#pragma once

#include <memory>
#include <string>
#include <thread>

#include "shuniu/wiring/control.h"

namespace shuniu::wiring {

/// "data/hub.db.sock"; empty where the database is not a SQLite file.
std::string control_socket(const Places& places);

class ControlServer {
 public:
  ControlServer(Hub& hub, const Places& places);
  ~ControlServer();
  void start();
  void stop();

 private:
  struct Operator;  // the Authenticator: whoever reaches the socket holds the machine
  Control control_;
  http::Router router_;
  std::unique_ptr<Operator> operator_;
  std::unique_ptr<http::Server> server_;
  std::thread thread_;
};

}  // namespace shuniu::wiring
