// entry_store.h - the SQL of notices, read marks, and of what waits for a letter.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hearing.h"
#include "shuniu/notice/deliveries.h"

namespace shuniu::notice {

struct EntryRow {
  NoticeId id;
  OrganisationId organisation;
  NoticeKind kind = NoticeKind::message_written;
  SubjectKind subject_kind = SubjectKind::talk;
  std::string subject;
  Instant at;
};
SHUNIU_DESCRIBE(EntryRow, id, organisation, kind, subject_kind, subject, at)

/// How one person wants the notices of one organisation.
struct DeliveryRow {
  AccountId account;
  OrganisationId organisation;
  DeliveryChoice choice = DeliveryChoice::none;
  std::optional<std::int64_t> quiet_from;
  std::optional<std::int64_t> quiet_until;
  Instant last_letter_at;

  std::optional<QuietHours> quiet() const {
    if (!quiet_from || !quiet_until) return std::nullopt;
    return QuietHours{*quiet_from, *quiet_until};
  }
};
SHUNIU_DESCRIBE(DeliveryRow, account, organisation, choice, quiet_from, quiet_until, last_letter_at)

/// "" when nothing was marked yet.
std::string read_up_to(database::Transaction& tx, const AccountId& account,
                       const OrganisationId& organisation);
/// With a line for each member who wants letters. A message of a talk takes the place of the one before.
void put_entry(database::Transaction& tx, const Told& told, Instant at);

std::optional<DeliveryRow> find_delivery(database::Transaction& tx, const AccountId& account,
                                         const OrganisationId& organisation);
std::optional<DeliveryRow> find_delivery_for_update(database::Transaction& tx, const AccountId& account,
                                                    const OrganisationId& organisation);
void save_delivery(database::Transaction& tx, const DeliveryRow& row);
/// Newest first.
std::vector<EntryRow> waiting_entries(database::Transaction& tx, const AccountId& account,
                                      const OrganisationId& organisation);
/// False when it waits no more.
bool take_waiting(database::Transaction& tx, const DeliveryRow& row, const NoticeId& notice);
void forget_waiting(database::Transaction& tx, const AccountId& account, const OrganisationId& organisation);

}  // namespace shuniu::notice
