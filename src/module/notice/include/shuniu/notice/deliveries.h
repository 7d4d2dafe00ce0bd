// deliveries.h - notices by e-mail: at once or as a daily digest, for whoever asked for it.
//
//   Deliveries deliveries(database, {subjects, people, letters}, clock, {public_address, key});
//   deliveries.change(actor, {DeliveryChoice::daily, QuietHours{22, 7}});    // for this person, of this
//                                                                            // organisation
//   deliveries.send_due();                                                   // every few seconds
//
// Promises
//   - Nobody gets a letter who did not ask for it: the choice is `none` until then.
//   - A notice is in one letter at most: the letter is queued in the transaction that forgets the notice.
//   - At once means within seconds, but five minutes after the letter before; what happens meanwhile comes
//     together. The digest goes from eight o'clock on. In quiet hours nothing goes. Hours are the hub's
//     (Asia/Shanghai).
//   - A letter goes only to a member whose account is active, and names what that person may see when it is
//     written. What was read in the meantime is left out.
//   - The link to unsubscribe works without a session, for this person and organisation alone, and for ever.
// Thread-safe; several processes may send.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "shuniu/base/actor.h"
#include "shuniu/base/describe.h"
#include "shuniu/base/result.h"
#include "shuniu/database/database.h"
#include "shuniu/notice/notices.h"
#include "shuniu/notice/ports.h"

namespace shuniu::notice {

enum class DeliveryChoice { none, at_once, daily };
SHUNIU_DESCRIBE_ENUM(DeliveryChoice, none, at_once, daily)

/// From a full hour until another, over midnight where it is the smaller one.
struct QuietHours {
  Whole<0, 23> from;
  Whole<0, 23> until;
};
SHUNIU_DESCRIBE(QuietHours, from, until)

struct NoQuestion {};
SHUNIU_DESCRIBE(NoQuestion)

struct Delivery {
  DeliveryChoice choice = DeliveryChoice::none;
  std::optional<QuietHours> quiet;
};
SHUNIU_DESCRIBE(Delivery, choice, quiet)

struct Unsubscribe {
  Secret<1, 200> token;
};
SHUNIU_DESCRIBE(Unsubscribe, token)

struct DeliveryOptions {
  std::string public_address = "http://127.0.0.1:8080";  // for links
  std::string key;                                       // signs the links that unsubscribe
};

struct DeliveryPorts {
  Subjects& subjects;
  People& people;
  Letters& letters;
};

class Deliveries {
 public:
  Deliveries(database::Database& database, DeliveryPorts ports, const Clock& clock, DeliveryOptions options)
      : database_(database), ports_(ports), clock_(clock), options_(std::move(options)) {}

  Result<Delivery> delivery(const Actor& actor, const NoQuestion& question);
  Result<Delivery> change(const Actor& actor, const Delivery& command);
  Result<Delivery> unsubscribe(const Unsubscribe& command);
  /// What the link of a letter carries.
  std::string token_of(const AccountId& account, const OrganisationId& organisation) const;
  /// Refuses a token that is none of ours.
  Result<Done> require_genuine(const std::string& token) const;
  const std::string& public_address() const { return options_.public_address; }

  /// For upkeep; returns how many letters were queued.
  std::size_t send_due();

 private:
  struct Waiting;
  bool send(const Waiting& waiting);

  database::Database& database_;
  DeliveryPorts ports_;
  const Clock& clock_;
  const DeliveryOptions options_;
};

}  // namespace shuniu::notice
