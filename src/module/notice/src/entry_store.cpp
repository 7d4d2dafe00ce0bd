#include "entry_store.h"

#include "shuniu/crypto/random.h"

namespace shuniu::notice {

using database::Transaction;

std::string read_up_to(Transaction& tx, const AccountId& account, const OrganisationId& organisation) {
  return tx
      .value<std::string>("SELECT up_to FROM notice_read_mark WHERE account = $1 AND organisation = $2",
                          account, organisation)
      .value_or("");
}

void put_entry(Transaction& tx, const Told& told, Instant at) {
  if (told.kind == NoticeKind::message_written) {
    tx.run(
        "DELETE FROM notice_waiting WHERE notice IN (SELECT id FROM notice_entry WHERE subject = $1 AND "
        "organisation = $2 AND kind = $3)",
        told.subject.id, told.organisation, told.kind);
    tx.run("DELETE FROM notice_entry WHERE subject = $1 AND organisation = $2 AND kind = $3", told.subject.id,
           told.organisation, told.kind);
  }
  const auto id = crypto::new_id<NoticeId>(at);
  tx.insert("notice_entry",
            EntryRow{id, told.organisation, told.kind, told.subject.kind, told.subject.id, at});
  tx.run(
      "INSERT INTO notice_waiting (account, organisation, notice, at) SELECT account, organisation, $1, $2 "
      "FROM notice_delivery WHERE organisation = $3 AND choice <> 'none'",
      id, at, told.organisation);
}

std::optional<DeliveryRow> find_delivery(Transaction& tx, const AccountId& account,
                                         const OrganisationId& organisation) {
  return tx.find<DeliveryRow>("SELECT * FROM notice_delivery WHERE account = $1 AND organisation = $2",
                              account, organisation);
}

std::optional<DeliveryRow> find_delivery_for_update(Transaction& tx, const AccountId& account,
                                                    const OrganisationId& organisation) {
  return tx.find<DeliveryRow>(
      "SELECT * FROM notice_delivery WHERE account = $1 AND organisation = $2" + std::string(tx.for_update()),
      account, organisation);
}

void save_delivery(Transaction& tx, const DeliveryRow& row) {
  tx.run(
      "INSERT INTO notice_delivery (account, organisation, choice, quiet_from, quiet_until, last_letter_at) "
      "VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (account, organisation) DO UPDATE SET choice = "
      "excluded.choice, quiet_from = excluded.quiet_from, quiet_until = excluded.quiet_until, last_letter_at "
      "= excluded.last_letter_at",
      row.account, row.organisation, row.choice, row.quiet_from, row.quiet_until, row.last_letter_at);
}

std::vector<EntryRow> waiting_entries(Transaction& tx, const AccountId& account,
                                      const OrganisationId& organisation) {
  return tx.rows<EntryRow>(
      "SELECT * FROM notice_entry WHERE organisation = $2 AND id IN (SELECT notice FROM notice_waiting WHERE "
      "account = $1 AND organisation = $2) ORDER BY id DESC",
      account, organisation);
}

bool take_waiting(Transaction& tx, const DeliveryRow& row, const NoticeId& notice) {
  return tx.run("DELETE FROM notice_waiting WHERE account = $1 AND organisation = $2 AND notice = $3",
                row.account, row.organisation, notice) == 1;
}

void forget_waiting(Transaction& tx, const AccountId& account, const OrganisationId& organisation) {
  tx.run("DELETE FROM notice_waiting WHERE account = $1 AND organisation = $2", account, organisation);
}

}  // namespace shuniu::notice
