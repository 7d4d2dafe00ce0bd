#include <iostream>

#include "commands.h"
#include "open_hub.h"
#include "shuniu/http/server.h"
#include "shuniu/wiring/control_server.h"

namespace shuniu::cli {
namespace {

bool is_loopback(const std::string& address) {
  return address.starts_with("127.") || address == "::1" || address == "localhost";
}

}  // namespace

int serve(const SettingFlags& settings) {
  const auto config = load_settings(settings);
  if (!config) return 1;
  if (config->boolean("demonstration") && !is_loopback(config->text("http.address"))) {
    print_reason(refuse("demonstration.loopback_only", Kind::precondition,
                        {{"address", config->text("http.address")}}));
    return 1;
  }
  auto hub = wiring::Hub::open(*config);
  if (!hub) {
    print_reason(hub.error());
    return 1;
  }
  wiring::Hub& served = **hub;
  http::Server server(served.router(), served.authenticator(), served.database(), served.clock(),
                      wiring::server_options(*config));
  wiring::ControlServer control(served, wiring::places(*config));
  server.listen();
  control.start();
  const bool secure = !config->text("tls.certificate_file").empty();
  std::cout << "Shuniu serves " << (secure ? "https://" : "http://") << config->text("http.address") << ":"
            << server.port() << std::endl;
  served.start();
  server.run_until_stopped();
  control.stop();
  served.stop();
  return 0;
}

}  // namespace shuniu::cli
