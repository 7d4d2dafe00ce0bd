#include "shuniu/market/migrations.h"

namespace shuniu::market {
namespace {

// `content` is what the owner works on; `published_content` is what others see, absent when they see nothing.
// `staged_in` names the import that brought the row; until that import is switched the row does not exist for
// anybody.
constexpr const char* items = R"(
CREATE TABLE market_item (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  organisation TEXT NOT NULL,
  status TEXT NOT NULL,
  version BIGINT NOT NULL,
  title TEXT NOT NULL,
  content TEXT NOT NULL,
  published_content TEXT,
  published_version BIGINT,
  restricted BIGINT NOT NULL,
  created_by TEXT,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  submitted_at BIGINT,
  published_at BIGINT,
  expires_on TEXT,
  review TEXT,
  staged_in TEXT
);
CREATE INDEX market_item_of_organisation ON market_item (organisation, id);
CREATE INDEX market_item_waiting ON market_item (status, submitted_at, id) )"
                              R"(WHERE status IN ('submitted', 'quarantined');
CREATE INDEX market_item_published ON market_item (published_at, id) WHERE published_version IS NOT NULL;
CREATE INDEX market_item_ending ON market_item (expires_on) WHERE published_version IS NOT NULL;
CREATE INDEX market_item_staged ON market_item (staged_in, id) WHERE staged_in IS NOT NULL;
CREATE TABLE market_excluded (
  item TEXT NOT NULL REFERENCES market_item (id),
  organisation TEXT NOT NULL,
  PRIMARY KEY (item, organisation)
);
CREATE INDEX market_excluded_organisation ON market_excluded (organisation, item);
CREATE TABLE market_attachment (
  id TEXT PRIMARY KEY,
  item TEXT NOT NULL REFERENCES market_item (id),
  name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  size_bytes BIGINT NOT NULL,
  visibility TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  published BIGINT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE INDEX market_attachment_of_item ON market_attachment (item, id)
)";

constexpr const char* imports = R"(
CREATE TABLE market_import (
  id TEXT PRIMARY KEY,
  organisation TEXT NOT NULL,
  account TEXT,
  kind TEXT NOT NULL,
  file_name TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  faulty TEXT NOT NULL,
  status TEXT NOT NULL,
  rows_read BIGINT NOT NULL,
  rows_good BIGINT NOT NULL,
  rows_faulty BIGINT NOT NULL,
  rows_staged BIGINT NOT NULL,
  staged_line BIGINT NOT NULL,
  faults TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  switched_at BIGINT
);
CREATE INDEX market_import_pending ON market_import (created_at)
  WHERE status IN ('reading', 'staging', 'switching')
)";

/// Faults became keys with values; the reports of earlier imports were English sentences.
constexpr const char* import_faults_as_keys = "UPDATE market_import SET faults = '[]'";

/// What the columns of a file are read as, where a person has said so; faults name the heading in the file.
constexpr const char* import_columns = R"(
ALTER TABLE market_import ADD COLUMN columns TEXT NOT NULL DEFAULT '[]';
UPDATE market_import SET faults = '[]'
)";

constexpr const char* attachments_by_address =
    "CREATE INDEX market_attachment_sha256 ON market_attachment (sha256);\n";

// One talk at a time between an item and an asking organisation, whatever two requests do at once.
constexpr const char* talks = R"(
CREATE TABLE market_talk (
  id TEXT PRIMARY KEY,
  item TEXT NOT NULL REFERENCES market_item (id),
  item_kind TEXT NOT NULL,
  item_title TEXT NOT NULL,
  answer_with TEXT REFERENCES market_item (id),
  answer_with_kind TEXT,
  answer_with_title TEXT,
  asked TEXT NOT NULL,
  asking TEXT NOT NULL,
  status TEXT NOT NULL,
  version BIGINT NOT NULL,
  message TEXT NOT NULL,
  figures TEXT NOT NULL,
  answer_by TEXT NOT NULL,
  answer_by_is_provisional BIGINT NOT NULL,
  created_by TEXT NOT NULL,
  answered_by TEXT,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  answered_at BIGINT,
  closed_at BIGINT,
  reasons TEXT NOT NULL,
  note TEXT,
  proposed_mode TEXT,
  proposed_by TEXT,
  agreed_mode TEXT
);
CREATE UNIQUE INDEX market_talk_running ON market_talk (item, asking) WHERE status IN ('waiting', 'open');
CREATE INDEX market_talk_asked ON market_talk (asked, id);
CREATE INDEX market_talk_asking ON market_talk (asking, id);
CREATE INDEX market_talk_due ON market_talk (answer_by, id) WHERE status = 'waiting';
CREATE TABLE market_message (
  id TEXT PRIMARY KEY,
  talk TEXT NOT NULL REFERENCES market_talk (id),
  organisation TEXT NOT NULL,
  account TEXT NOT NULL,
  audience TEXT NOT NULL,
  text TEXT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE INDEX market_message_of_talk ON market_message (talk, id)
)";

/// A need that hides whose it is; a talk about it, until the interest is accepted.
constexpr const char* anonymous_needs =
    "ALTER TABLE market_item ADD COLUMN anonymous BIGINT NOT NULL DEFAULT 0;\n"
    "ALTER TABLE market_talk ADD COLUMN asked_hidden BIGINT NOT NULL DEFAULT 0;\n"
    "CREATE INDEX market_talk_of_item ON market_talk (item, asking)";

}  // namespace

std::vector<database::Migration> migrations() {
  return {{"market", 1, "items", items, ""},
          {"market", 2, "imports", imports, ""},
          {"market", 3, "import_faults_as_keys", import_faults_as_keys, ""},
          {"market", 4, "import_columns", import_columns, ""},
          {"market", 5, "attachments_by_address", attachments_by_address, ""},
          {"market", 6, "talks", talks, ""},
          {"market", 7, "anonymous_needs", anonymous_needs, ""}};
}

}  // namespace shuniu::market
