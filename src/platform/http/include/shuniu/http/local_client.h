// local_client.h - asks a server of this machine through its socket file (ServerOptions::socket_file).
//
//   LocalAnswer answer = post_local("data/hub.db.sock", "/control/export", body);
//   if (answer.status == 200) use(answer.body);
//
// Promises: one connection per question; waits as long as the server works on it; NobodyListens when the file
// is missing, stale or unreachable, boost::system::system_error when the connection breaks later.
// Does not judge who listens: see to it that the file is the right one's. Thread-safe.
#pragma once

#include <stdexcept>
#include <string>

namespace shuniu::http {

class NobodyListens : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

struct LocalAnswer {
  int status = 0;
  std::string request_id;
  std::string body;
};

LocalAnswer post_local(const std::string& socket_file, const std::string& target, std::string body);

}  // namespace shuniu::http
