#include "shuniu/notice/deliveries.h"

#include <map>

#include "delivery_rules.h"
#include "entry_store.h"
#include "letter_text.h"
#include "shuniu/base/id.h"
#include "shuniu/crypto/hash.h"
#include "shuniu/notice/errors.h"

namespace shuniu::notice {
namespace {

using database::Transaction;

Delivery view_of(const std::optional<DeliveryRow>& row) {
  if (!row) return {};
  return {row->choice, row->quiet()};
}

struct Subscriber {
  AccountId account;
  OrganisationId organisation;
};

/// "<account>.<organisation>.<signature>", whoever signed it.
std::optional<Subscriber> named_in(const std::string& token) {
  const std::size_t first = token.find('.');
  const std::size_t second = token.find('.', first + 1);
  if (first == std::string::npos || second == std::string::npos) return std::nullopt;
  return Subscriber{AccountId(token.substr(0, first)),
                    OrganisationId(token.substr(first + 1, second - first - 1))};
}

}  // namespace

/// Somebody for whom notices wait.
struct Deliveries::Waiting {
  DeliveryRow delivery;
  std::vector<EntryRow> entries;
  std::string read_up_to;
};

Result<Delivery> Deliveries::delivery(const Actor& actor, const NoQuestion&) {
  if (!actor.acts_for(actor.organisation)) return refuse(errors::not_a_member, Kind::forbidden);
  return database_.read([&](Transaction& tx) -> Result<Delivery> {
    const database::ModuleScope scope("notice");
    return view_of(find_delivery(tx, actor.account, actor.organisation));
  });
}

Result<Delivery> Deliveries::change(const Actor& actor, const Delivery& command) {
  if (!actor.acts_for(actor.organisation)) return refuse(errors::not_a_member, Kind::forbidden);
  if (command.quiet && command.quiet->from == command.quiet->until) {
    return refuse(errors::no_quiet_hours, Kind::invalid);
  }
  return database_.write([&](Transaction& tx) -> Result<Delivery> {
    const database::ModuleScope scope("notice");
    auto row = find_delivery_for_update(tx, actor.account, actor.organisation)
                   .value_or(DeliveryRow{actor.account, actor.organisation});
    row.choice = command.choice;
    row.quiet_from.reset();
    row.quiet_until.reset();
    if (command.quiet) {
      row.quiet_from = command.quiet->from;
      row.quiet_until = command.quiet->until;
    }
    save_delivery(tx, row);
    if (row.choice == DeliveryChoice::none) forget_waiting(tx, row.account, row.organisation);
    return view_of(row);
  });
}

std::string Deliveries::token_of(const AccountId& account, const OrganisationId& organisation) const {
  const std::string named = account.text() + "." + organisation.text();
  return named + "." + crypto::base64url(crypto::hmac_sha256(options_.key, "unsubscribe " + named));
}

Result<Done> Deliveries::require_genuine(const std::string& token) const {
  const auto named = named_in(token);
  if (named && crypto::equal_in_constant_time(token, token_of(named->account, named->organisation))) {
    return Done{};
  }
  return refuse_input({{"token", "fault.unsubscribe_token", {}, ""}});
}

Result<Delivery> Deliveries::unsubscribe(const Unsubscribe& command) {
  if (auto genuine = require_genuine(command.token); !genuine) return genuine.error();
  const auto named = named_in(command.token);
  return database_.write([&](Transaction& tx) -> Result<Delivery> {
    const database::ModuleScope scope("notice");
    auto row = find_delivery_for_update(tx, named->account, named->organisation);
    if (!row) return Delivery{};
    row->choice = DeliveryChoice::none;
    save_delivery(tx, *row);
    forget_waiting(tx, row->account, row->organisation);
    return view_of(row);
  });
}

std::size_t Deliveries::send_due() {
  const Instant now = clock_.now();
  const auto all = database_.read([&](Transaction& tx) {
    const database::ModuleScope scope("notice");
    std::vector<Waiting> due;
    for (const DeliveryRow& row : tx.rows<DeliveryRow>(
             "SELECT * FROM notice_delivery WHERE choice <> 'none' AND EXISTS (SELECT 1 FROM "
             "notice_waiting w WHERE w.account = notice_delivery.account AND w.organisation "
             "= notice_delivery.organisation)")) {
      auto entries = waiting_entries(tx, row.account, row.organisation);
      if (entries.empty()) continue;
      if (!is_due({row.choice, row.quiet(), entries.back().at, row.last_letter_at}, now)) continue;
      due.push_back({row, std::move(entries), read_up_to(tx, row.account, row.organisation)});
    }
    return due;
  });
  std::size_t queued = 0;
  for (const Waiting& waiting : all) queued += send(waiting) ? 1 : 0;
  return queued;
}

bool Deliveries::send(const Waiting& waiting) {
  const DeliveryRow& known = waiting.delivery;
  const auto addressee = ports_.people.addressee(known.account, known.organisation);
  std::vector<NoticeView> notices;
  std::map<std::string, std::optional<std::string>> titles;
  for (const EntryRow& entry : waiting.entries) {
    if (!addressee || entry.id.text() <= waiting.read_up_to) continue;
    const Subject subject{entry.subject_kind, entry.subject};
    const auto [title, is_new] = titles.try_emplace(entry.subject);
    if (is_new) title->second = ports_.subjects.title(addressee->actor, subject);
    notices.push_back({entry.id, entry.kind, subject, title->second, entry.at, true});
  }
  const auto done = database_.write([&](Transaction& tx) -> Result<Done> {
    const database::ModuleScope scope("notice");
    auto row = find_delivery_for_update(tx, known.account, known.organisation);
    if (!row || row->last_letter_at != known.last_letter_at || row->choice != known.choice) {
      return refuse(errors::told_already, Kind::conflict);
    }
    for (const EntryRow& entry : waiting.entries) {
      if (!take_waiting(tx, *row, entry.id)) return refuse(errors::told_already, Kind::conflict);
    }
    if (notices.empty()) return Done{};
    row->last_letter_at = clock_.now();
    save_delivery(tx, *row);
    const std::string token = token_of(row->account, row->organisation);
    const LetterText text = letter_about(
        notices, {addressee->language, addressee->organisation_name, options_.public_address, token});
    ports_.letters.queue(tx, {addressee->email, text.subject, text.body,
                              options_.public_address + "/v1/notices/unsubscribe?token=" + token});
    return Done{};
  });
  return done.has_value() && !notices.empty();
}

}  // namespace shuniu::notice
