#include "mail_settings.h"

#include <algorithm>
#include <fstream>

#include "shuniu/base/bounded.h"
#include "shuniu/mail/smtp.h"
#include "shuniu/telemetry/log.h"

namespace shuniu::wiring {
namespace {

std::optional<mail::SmtpSecurity> security_named(const std::string& name) {
  const TypeInfo& info = type_info<mail::SmtpSecurity>();
  const auto found = std::find(info.names.begin(), info.names.end(), name);
  if (found == info.names.end()) return std::nullopt;
  return static_cast<mail::SmtpSecurity>(found - info.names.begin());
}

std::string first_line_of(const std::string& file) {
  std::ifstream in(file);
  std::string line;
  std::getline(in, line);
  return line;
}

/// "" when there is none.
std::string password_of(const config::Config& config) {
  const std::string& file = config.text("mail.smtp_password_file");
  return file.empty() ? config.text("mail.smtp_password") : first_line_of(file);
}

std::vector<Fault> password_faults(const config::Config& config) {
  const std::string& user = config.text("mail.smtp_user");
  const std::string& file = config.text("mail.smtp_password_file");
  if (!file.empty() && !config.text("mail.smtp_password").empty()) {
    return {plain_fault("mail.smtp_password_file", "a password or a file with it, not both", file)};
  }
  if (!file.empty() && first_line_of(file).empty()) {
    return {plain_fault("mail.smtp_password_file", "a file whose first line is the password", file)};
  }
  const bool has_password = !password_of(config).empty();
  if (!user.empty() && !has_password)
    return {plain_fault("mail.smtp_password", "a password for mail.smtp_user", "")};
  if (user.empty() && has_password) return {plain_fault("mail.smtp_user", "the name of the password", "")};
  return {};
}

mail::SmtpOptions smtp_options(const config::Config& config) {
  mail::SmtpOptions options;
  options.host = config.text("mail.smtp_host");
  options.port = static_cast<std::uint16_t>(config.whole("mail.smtp_port"));
  options.security = security_named(config.text("mail.smtp_security")).value_or(options.security);
  options.user = config.text("mail.smtp_user");
  options.password = password_of(config);
  options.from_address = config.text("mail.from_address");
  options.authorities_file = config.text("mail.smtp_authorities_file");
  return options;
}

void log_letter(telemetry::Level level, const char* event, const mail::DeadLetter& letter) {
  telemetry::log(level, event,
                 {{"letter", letter.id.text()}, {"attempts", letter.attempts}, {"error", letter.last_error}});
}

}  // namespace

std::vector<Fault> mail_faults(const config::Config& config) {
  const std::string& host = config.text("mail.smtp_host");
  if (host.empty()) return {};
  std::vector<Fault> faults;
  const std::string& name = config.text("mail.smtp_security");
  const auto security = security_named(name);
  if (!security) faults.push_back(plain_fault("mail.smtp_security", "starttls, tls or none", name));
  if (security == mail::SmtpSecurity::none && !mail::is_loopback_host(host)) {
    faults.push_back(
        plain_fault("mail.smtp_security", "starttls or tls: " + host + " is another machine", name));
  }
  const std::string& from = config.text("mail.from_address");
  if (!is_email_address(from)) faults.push_back(plain_fault("mail.from_address", "an e-mail address", from));
  for (Fault& fault : password_faults(config)) faults.push_back(std::move(fault));
  return faults;
}

std::unique_ptr<mail::Transport> make_transport(const config::Config& config, const Places& places) {
  if (config.text("mail.smtp_host").empty()) return std::make_unique<mail::FileOutbox>(places.outbox);
  return std::make_unique<mail::Smtp>(smtp_options(config));
}

mail::SenderOptions sender_options(const config::Config& config) {
  mail::SenderOptions options;
  if (!config.text("mail.from_address").empty()) options.from_address = config.text("mail.from_address");
  options.report_dead = [](const mail::DeadLetter& letter) {
    log_letter(telemetry::Level::error, "mail.dead_letter", letter);
  };
  options.report_delayed = [](const mail::DeadLetter& letter) {
    log_letter(telemetry::Level::warning, "mail.letter_delayed", letter);
  };
  return options;
}

}  // namespace shuniu::wiring
