#include <algorithm>
#include <fstream>
#include <iostream>
#include <string>

#include "commands.h"
#include "open_hub.h"
#include "shuniu/wiring/demonstration.h"
#include "shuniu/wiring/settings.h"

namespace shuniu::cli {
namespace {

std::optional<Role> role_named(const std::string& name) {
  const TypeInfo& info = type_info<Role>();
  const auto found = std::find(info.names.begin(), info.names.end(), name);
  if (found == info.names.end()) return std::nullopt;
  Role role{};
  info.store_integer(&role, found - info.names.begin());
  return role;
}

std::string read_password(const std::string& file) {
  std::string password;
  if (file == "-") {
    std::getline(std::cin, password);
  } else {
    std::ifstream in(file);
    if (!in) throw std::runtime_error("cannot read " + file);
    std::getline(in, password);
  }
  return password;
}

}  // namespace

int print_config(const SettingFlags& settings) {
  const auto config = load_settings(settings);
  if (!config) return 1;
  for (const auto& line : config->in_force()) {
    const auto& names = type_info<config::Origin>().names;
    std::cout << line.name << " = " << line.value << "\t# " << names[static_cast<std::size_t>(line.origin)]
              << (line.place.empty() ? "" : " " + line.place) << "; " << line.meaning << "\n";
  }
  return 0;
}

int initialise(const SettingFlags& settings) {
  if (!open_console(settings)) return 1;
  std::cout << "The hub is ready. Make its first administrator: shuniu admin --email … --name … "
               "--password-file -\n";
  return 0;
}

int admin(const SettingFlags& settings, const AdminOptions& options) {
  const auto role = role_named(options.role);
  if (!role) {
    std::cerr << "shuniu: --role takes administrator, officer, reviewer or auditor\n";
    return 2;
  }
  const auto console = open_console(settings);
  if (!console) return 1;
  const std::string password = read_password(options.password_file);
  const auto made =
      console->ask(wiring::control::create_account, {options.email, options.name, password, *role});
  if (!made) {
    print_reason(made.error());
    return 1;
  }
  std::cout << "account " << made->account.text() << "\n";
  return 0;
}

int reset_second_factor(const SettingFlags& settings, const std::string& email) {
  const auto console = open_console(settings);
  if (!console) return 1;
  const auto removed = console->ask(wiring::control::reset_second_factor, {email});
  if (!removed) {
    print_reason(removed.error());
    return 1;
  }
  std::cout << "The second factor of " << email << " is removed, and all its sessions have ended.\n";
  return 0;
}

int load_demonstration(const SettingFlags& settings, const std::string& directory) {
  const auto config = load_settings(settings);
  if (!config) return 1;
  const auto hub = open_hub(settings);
  if (!hub) return 1;
  const auto loaded = wiring::load_demonstration(*hub, directory, wiring::places(*config).data);
  if (!loaded) {
    print_reason(loaded.error());
    return 1;
  }
  std::cout << "demonstration: " << loaded->organisations << " organisations, " << loaded->needs << " needs, "
            << loaded->offers << " offers, " << loaded->experts << " experts and laboratories\n";
  return 0;
}

}  // namespace shuniu::cli
