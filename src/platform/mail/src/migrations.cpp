#include "shuniu/mail/mail.h"

namespace shuniu::mail {
namespace {

constexpr const char* letters = R"(CREATE TABLE mail_letter (
  id TEXT PRIMARY KEY,
  recipient TEXT NOT NULL,
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  queued_at BIGINT NOT NULL,
  due_at BIGINT NOT NULL,
  attempts BIGINT NOT NULL,
  last_error TEXT NOT NULL,
  dead_at BIGINT
);
CREATE INDEX mail_letter_due ON mail_letter (due_at) WHERE dead_at IS NULL;
)";

constexpr const char* unsubscribing =
    "ALTER TABLE mail_letter ADD COLUMN unsubscribe_address TEXT NOT NULL DEFAULT '';\n";

}  // namespace

std::vector<database::Migration> migrations() {
  return {{"mail", 1, "letters", letters, ""}, {"mail", 2, "unsubscribing", unsubscribing, ""}};
}

}  // namespace shuniu::mail
