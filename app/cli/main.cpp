// main.cpp - how the commands of `shuniu` are spelled. What they do stands in commands.h.
#include <CLI/CLI.hpp>
#include <exception>
#include <functional>
#include <iostream>

#include "commands.h"
#include "shuniu/wiring/settings.h"

namespace {

using namespace shuniu::cli;

/// Options that every command which opens the hub has: --config FILE and one flag per setting, but for
/// secrets: everybody on the machine can read the flags of a running program.
void add_settings(CLI::App& command, SettingFlags& settings) {
  command.add_option("--config", settings.file, "TOML file with settings");
  for (const auto& setting : shuniu::wiring::settings()) {
    if (setting.type == shuniu::config::Type::secret) continue;
    command.add_option_function<std::string>(
        "--" + setting.name,
        [&settings, name = setting.name](const std::string& value) { settings.flags[name] = value; },
        setting.meaning + " [" + setting.built_in + "]");
  }
}

struct Program {
  CLI::App app{"Shuniu, a technology-exchange hub: a need finds who can solve it.", "shuniu"};
  SettingFlags settings;
  AdminOptions admin_options;
  BackupOptions backup_options;
  ExportOptions export_options;
  ImportOptions import_options;
  MatchOptions match_options;
  EvaluateOptions evaluate_options;
  std::string demonstration = "demonstration";
  std::string email;
  std::function<int()> chosen;

  CLI::App& hub_command(const char* name, const char* meaning, std::function<int()> run) {
    CLI::App& command = plain_command(name, meaning, std::move(run));
    add_settings(command, settings);
    return command;
  }
  CLI::App& plain_command(const char* name, const char* meaning, std::function<int()> run) {
    CLI::App& command = *app.add_subcommand(name, meaning);
    command.callback([this, run = std::move(run)] { chosen = run; });
    return command;
  }
};

void add_hub_commands(Program& program) {
  auto& p = program;
  p.hub_command("serve", "Serve the hub over HTTP", [&p] { return serve(p.settings); });
  p.hub_command("config", "Print the settings in force and where each came from",
                [&p] { return print_config(p.settings); });
  p.hub_command("init", "Make an empty hub: tables, keys, folders (also beside a server)",
                [&p] { return initialise(p.settings); });
  auto& admin_command = p.hub_command(
      "admin", "Make a person with a role on the hub (the first administrator) (also beside a server)",
      [&p] { return admin(p.settings, p.admin_options); });
  admin_command.add_option("--email", p.admin_options.email, "Address to sign in with")->required();
  admin_command.add_option("--name", p.admin_options.name, "Name shown")->required();
  admin_command.add_option("--role", p.admin_options.role, "administrator, officer, reviewer or auditor");
  admin_command
      .add_option("--password-file", p.admin_options.password_file,
                  "File with the password; - is standard input")
      ->required();
  auto& second_factor = p.hub_command(
      "reset-second-factor", "Remove the second factor of somebody who has lost it (also beside a server)",
      [&p] { return reset_second_factor(p.settings, p.email); });
  second_factor.add_option("--email", p.email, "Address of the account")->required();
  auto& demonstration =
      p.hub_command("demonstration", "Load the demonstration into an empty hub, while no server runs",
                    [&p] { return load_demonstration(p.settings, p.demonstration); });
  demonstration.add_option("directory", p.demonstration, "Folder with the demonstration's files");
}

void add_care_commands(Program& program) {
  auto& p = program;
  auto& backup_command = p.hub_command("backup", "Back the hub up while it runs",
                                       [&p] { return backup(p.settings, p.backup_options); });
  auto& restore_command = p.hub_command("restore", "Restore a backup into an empty hub, while no server runs",
                                        [&p] { return restore(p.settings, p.backup_options); });
  auto& verify_command = p.plain_command("verify-backup", "Check a backup without restoring it",
                                         [&p] { return verify_backup(p.backup_options); });
  for (CLI::App* command : {&backup_command, &restore_command, &verify_command}) {
    command->add_option("directory", p.backup_options.directory, "Folder of the backup")->required();
    command->add_option("--backup-keys", p.backup_options.keys_directory,
                        "Folder of the copied keys, apart from the data");
  }
  auto& export_command =
      p.hub_command("export", "Write everything that an organisation owns (also beside a server)",
                    [&p] { return export_organisation(p.settings, p.export_options); });
  export_command.add_option("organisation", p.export_options.organisation, "Id of the organisation")
      ->required();
  export_command.add_option("--out", p.export_options.out, "Folder to write to")->required();
  auto& import_command =
      p.hub_command("import", "Import needs or offers of an organisation from a file (also beside a server)",
                    [&p] { return import_items(p.settings, p.import_options); });
  import_command.add_option("file", p.import_options.file, "CSV, TSV, JSON Lines or XLSX")->required();
  import_command.add_option("--organisation", p.import_options.organisation, "Id of the owner")->required();
  import_command.add_option("--kind", p.import_options.kind, "need or offer");
  import_command.add_flag("--skip-faulty", p.import_options.skip_faulty,
                          "Import the good rows, report the others");
}

void add_tool_commands(Program& program) {
  auto& p = program;
  auto& match_command = p.plain_command("match", "Rank a file of offers for each need of a file",
                                        [&p] { return match(p.match_options); });
  match_command.add_option("--needs", p.match_options.needs, "TSV: id title body lang [codes]")->required();
  match_command.add_option("--offers", p.match_options.offers, "TSV: id title body lang [codes]")->required();
  match_command.add_option("--out", p.match_options.out, "Where to write; standard output unless given");
  match_command.add_option("--top", p.match_options.top, "Offers per need")->check(CLI::Range(1, 100'000));
  match_command.add_flag("--explain", p.match_options.explain, "Write the reasons too, as JSON Lines");
  auto& evaluate_command = p.plain_command("evaluate", "Score a ranking by judgements",
                                           [&p] { return evaluate(p.evaluate_options); });
  evaluate_command.add_option("--qrels", p.evaluate_options.qrels, "TSV: need_id result_id grade")
      ->required();
  evaluate_command.add_option("--run", p.evaluate_options.run, "TSV: need_id offer_id rank score")
      ->required();
  evaluate_command.add_flag("--pool", p.evaluate_options.pool, "Keep only judged results of each need");
  p.plain_command("openapi", "Print the OpenAPI document of all routes", [] { return print_openapi(); });
}

}  // namespace

int main(int count, char** words) {
  Program program;
  program.app.set_version_flag("--version", SHUNIU_VERSION);
  program.app.require_subcommand(1);
  add_hub_commands(program);
  add_care_commands(program);
  add_tool_commands(program);
  try {
    program.app.parse(count, words);
    return program.chosen();
  } catch (const CLI::ParseError& error) {
    return program.app.exit(error) == 0 ? 0 : 2;
  } catch (const std::exception& error) {
    std::cerr << "shuniu: " << error.what() << "\n";
    return 1;
  }
}
