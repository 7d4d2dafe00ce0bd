#include "shuniu/notice/notices.h"

namespace shuniu::notice {
namespace {

// notice_talk: who takes part in a talk, from the fact that began it.
constexpr const char* inbox = R"(
CREATE TABLE notice_entry (
  id TEXT PRIMARY KEY,
  organisation TEXT NOT NULL,
  kind TEXT NOT NULL,
  subject_kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  at BIGINT NOT NULL
);
CREATE INDEX notice_entry_of_organisation ON notice_entry (organisation, id);
CREATE INDEX notice_entry_of_subject ON notice_entry (subject, organisation);
CREATE INDEX notice_entry_old ON notice_entry (at);
CREATE TABLE notice_read_mark (
  account TEXT NOT NULL,
  organisation TEXT NOT NULL,
  up_to TEXT NOT NULL,
  PRIMARY KEY (account, organisation)
);
CREATE TABLE notice_talk (
  talk TEXT PRIMARY KEY,
  asked TEXT NOT NULL,
  asking TEXT NOT NULL
)
)";

// notice_waiting: notices that are in no letter yet, for each member who wants letters.
constexpr const char* letters = R"(
CREATE TABLE notice_delivery (
  account TEXT NOT NULL,
  organisation TEXT NOT NULL,
  choice TEXT NOT NULL,
  quiet_from BIGINT,
  quiet_until BIGINT,
  last_letter_at BIGINT NOT NULL,
  PRIMARY KEY (account, organisation)
);
CREATE INDEX notice_delivery_of_organisation ON notice_delivery (organisation);
CREATE TABLE notice_waiting (
  account TEXT NOT NULL,
  organisation TEXT NOT NULL,
  notice TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (account, organisation, notice)
);
CREATE INDEX notice_waiting_of_notice ON notice_waiting (notice)
)";

}  // namespace

std::vector<database::Migration> migrations() {
  return {{"notice", 1, "inbox", inbox, ""}, {"notice", 2, "letters", letters, ""}};
}

}  // namespace shuniu::notice
