// smtp.h - letters leave by SMTP, to one mail server that takes them on.
//
//   SmtpOptions options;
//   options.host = "mail.hub.example";
//   options.user = "hub";
//   options.password = password;                   // STARTTLS on port 587 unless told otherwise
//   Smtp transport(options);
//   transport.deliver(message);                    // throws when it was not taken
//
// Promises
//   - The name in the server's certificate is the host and an authority vouches for it, or nothing is said
//     beyond the greeting: neither password nor letter.
//   - `none` speaks in clear, and only to loopback: made for another host it throws std::invalid_argument.
//   - What the server will never take (5xx to sender, recipient or text) is PermanentFailure; everything else
//     that fails may go later: 4xx, a refused sign-in, a certificate that is not right, a connection that
//     breaks. One that breaks after the text may mean a second arrival, with the same Message-ID.
//   - An error names the step, and the codes of the answer. It holds no password, no word of the letter and
//     none of the server's own, which may quote it.
// Does not sign (DKIM) or look for the recipient's own server (MX): the mail server in between does.
// Thread-safe: a connection per letter.
#pragma once

#include <cstdint>
#include <string>

#include "shuniu/mail/mail.h"

namespace shuniu::mail {

enum class SmtpSecurity { starttls, tls, none };
SHUNIU_DESCRIBE_ENUM(SmtpSecurity, starttls, tls, none)

struct SmtpOptions {
  std::string host;
  std::uint16_t port = 587;
  SmtpSecurity security = SmtpSecurity::starttls;
  std::string user;  // "" does not sign in
  std::string password;
  std::string from_address = "no-reply@localhost";  // the sender of the envelope: where returns go
  std::string authorities_file;                     // PEM; "" believes those of the system
  std::int64_t connect_ms = 15'000;
  std::int64_t longest_ms = 60'000;  // a whole delivery
};

class Smtp final : public Transport {
 public:
  explicit Smtp(SmtpOptions options);
  void deliver(const Message& message) override;

 private:
  SmtpOptions options_;
};

/// This machine alone: 127.0.0.0/8, ::1, localhost.
bool is_loopback_host(const std::string& host);

}  // namespace shuniu::mail
