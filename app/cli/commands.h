// commands.h - every command of the program `shuniu` as a plain function: options in, exit code out.
//
//   0 = done, 1 = refused (the reason is on standard error), 2 = called wrongly.
//
// main.cpp alone knows how options are spelled (CLI11); a command's file knows what it does.
#pragma once

#include <cstddef>
#include <map>
#include <string>

#include "shuniu/base/result.h"

namespace shuniu::cli {

/// Where settings come from: the flags of the command line by name of the setting, and an optional TOML file.
struct SettingFlags {
  std::string file;
  std::map<std::string, std::string> flags;
};

int serve(const SettingFlags& settings);
int print_config(const SettingFlags& settings);
int initialise(const SettingFlags& settings);

struct AdminOptions {
  std::string email;
  std::string name;
  std::string role = "administrator";
  std::string password_file;  // "-" reads the password from standard input
};
int admin(const SettingFlags& settings, const AdminOptions& options);
int reset_second_factor(const SettingFlags& settings, const std::string& email);

struct BackupOptions {
  std::string directory;
  std::string keys_directory;  // keys are kept apart from data
};
int backup(const SettingFlags& settings, const BackupOptions& options);
int restore(const SettingFlags& settings, const BackupOptions& options);
int verify_backup(const BackupOptions& options);

struct ExportOptions {
  std::string organisation;
  std::string out;
};
int export_organisation(const SettingFlags& settings, const ExportOptions& options);

struct ImportOptions {
  std::string organisation;
  std::string kind = "need";
  std::string file;
  bool skip_faulty = false;
};
int import_items(const SettingFlags& settings, const ImportOptions& options);

int load_demonstration(const SettingFlags& settings, const std::string& directory);

struct MatchOptions {
  std::string needs;
  std::string offers;
  std::string out;  // "" or "-": standard output
  std::size_t top = 100;
  bool explain = false;
};
int match(const MatchOptions& options);

struct EvaluateOptions {
  std::string qrels;
  std::string run;
  bool pool = false;
};
int evaluate(const EvaluateOptions& options);

/// Prints the OpenAPI document of all routes; needs no database.
int print_openapi();

/// Says on standard error why something was refused, fault by fault.
void print_reason(const Reason& reason);
/// ", got 99", or nothing where there is no value to show.
std::string got_in_words(const std::string& got);

}  // namespace shuniu::cli
