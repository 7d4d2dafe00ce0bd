#include "shuniu/wiring/hub.h"

#include <chrono>
#include <filesystem>

#include "adapters.h"
#include "file_upkeep.h"
#include "mail_settings.h"
#include "maintenance.h"
#include "shuniu/backup/published_mark.h"
#include "shuniu/calendar/year_store.h"
#include "shuniu/crypto/hash.h"
#include "shuniu/http/feed_routes.h"
#include "shuniu/http/idempotency.h"
#include "shuniu/http/messages.h"
#include "shuniu/identity/migrations.h"
#include "shuniu/identity/routes.h"
#include "shuniu/market/catalogue.h"
#include "shuniu/market/migrations.h"
#include "shuniu/market/routes.h"
#include "shuniu/notice/routes.h"
#include "shuniu/telemetry/log.h"
#include "shuniu/wiring/export.h"
#include "shuniu/wiring/settings.h"
#include "shuniu/wiring/system.h"

namespace shuniu::wiring {
namespace {

using namespace std::chrono_literals;

std::string public_address(const config::Config& config) {
  if (!config.text("public_address").empty()) return config.text("public_address");
  const bool secure = !config.text("tls.certificate_file").empty();
  return std::string(secure ? "https://" : "http://") + config.text("http.address") + ":" +
         std::to_string(config.whole("http.port"));
}

identity::IdentityOptions identity_options(const config::Config& config, const std::string& master_key) {
  identity::IdentityOptions options;
  const bool secure = !config.text("tls.certificate_file").empty();
  options.public_address = public_address(config);
  options.session_days = config.whole("session.days");
  options.session_idle_hours = config.whole("session.idle_hours");
  options.invitation_days = config.whole("invitation.days");
  options.second_factor_required = config.boolean("second_factor.required");
  options.second_factor_key = crypto::hmac_sha256(master_key, "shuniu second factors");
  options.secure_cookies = secure || options.public_address.starts_with("https://");
  return options;
}

market::MarketOptions market_options(const config::Config& config) {
  market::MarketOptions options;
  options.need_lifetime_days = config.whole("market.need_lifetime_days");
  options.offer_lifetime_days = config.whole("market.offer_lifetime_days");
  options.longest_lifetime_days = config.whole("market.longest_lifetime_days");
  options.secrecy_marks =
      market::load_secrecy_marks(config.text("rulebook") + "/cn/market/secrecy_marks.tsv");
  options.import_book = market::ImportBook::load(config.text("rulebook") + "/cn/market");
  return options;
}

crypto::PasswordOptions password_options(const config::Config& config, crypto::PasswordOptions options) {
  options.threads = static_cast<std::size_t>(config.whole("password.threads"));
  const auto half_of_workers = static_cast<std::size_t>(config.whole("http.workers")) / 2;
  options.queue = static_cast<std::size_t>(config.whole("password.queue"));
  if (options.queue == 0) options.queue = half_of_workers - options.threads;  // check_settings: never below 0
  return options;
}

database::DatabaseOptions database_options(const config::Config& config) {
  database::DatabaseOptions options;
  options.readers = static_cast<std::size_t>(config.whole("database.connections"));
  return options;
}

}  // namespace

/// Everything, in the order in which it is made; it goes in the reverse one.
struct Hub::Parts {
  Parts(const config::Config& settings, const Foundation& rests_on, codelist::CodeBook code_book,
        calendar::Calendar days)
      : config(settings),
        foundation(rests_on),
        places(wiring::places(settings)),
        codes(std::move(code_book)),
        calendar(std::move(days)),
        database(foundation.open_database(places.database, database_options(settings))),
        mark(places.keys + "/published_seq", places.data + "/published_seq") {}

  Result<Done> prepare() {
    auto migrated = database::migrate(*database, all_migrations());
    if (!migrated) return migrated;
    if (auto behind = mark.check(journal::Feed(*database).last_seq())) return *behind;
    auto key = files::MasterKey::of_hub(places.keys + "/master.key", *database);
    if (!key) return key.error();
    master_key = key->bytes();
    store = std::make_unique<files::FileStore>(places.files, std::move(*key), *database, clock);
    const int year = calendar::legal_day(clock.now()).year;
    return calendar::keep_years(*database, clock, calendar, year - 1, year + 5);
  }

  void assemble() {
    passwords = std::make_unique<crypto::PasswordHasher>(password_options(config, foundation.passwords));
    people = std::make_unique<identity::Identity>(*database, *passwords, notifier, codes, clock,
                                                  identity_options(config, master_key));
    authenticator = std::make_unique<SessionAuthenticator>(*people);
    directory = std::make_unique<IdentityDirectory>(*people);
    stored_files = std::make_unique<StoredFiles>(*store);
    catalogue = std::make_unique<market::Catalogue>(places.index, *database);
    market = std::make_unique<market::Market>(*database, *catalogue, *directory, *stored_files, codes, clock,
                                              market_options(config));
    import = std::make_unique<market::Import>(*market);
    talks = std::make_unique<market::Talks>(*market, calendar,
                                            market::TalkOptions{config.whole("market.answer_working_days")});
    work = std::make_unique<market::Work>(*market, *talks);
    subjects = std::make_unique<MarketSubjects>(*market, *talks);
    notices = std::make_unique<notice::Notices>(*database, *subjects, clock);
    correspondents = std::make_unique<IdentityPeople>(*people);
    deliveries = std::make_unique<notice::Deliveries>(
        *database, notice::DeliveryPorts{*subjects, *correspondents, notice_letters}, clock,
        notice::DeliveryOptions{public_address(config),
                                crypto::hmac_sha256(master_key, "shuniu unsubscribe")});
    transport = make_transport(config, places);
    sender = std::make_unique<mail::Sender>(*database, *transport, clock, sender_options(config));
    feed = std::make_unique<journal::Feed>(*database);
    stream = std::make_unique<journal::Stream>(*database, clock);
    stream->subscribe(notices->subscriber());
    stream->follow(catalogue->follower());
    stream->follow(people->follower());
    system = std::make_unique<System>(config, places, codes, calendar, *database, *catalogue, clock);
    add_routes(router, *system);
    identity::add_routes(router, *people);
    market::add_routes(router, *market, *import);
    market::add_talk_routes(router, *talks);
    market::add_work_routes(router, *work);
    notice::add_routes(router, *notices, *deliveries);
    http::add_feed_routes(router, *feed, *stream);
    add_export_route(router, {*people, *market, *talks, *feed}, places.exports);
  }

  void plan_work() {
    upkeep = std::make_unique<Maintenance>(std::vector<Task>{
        {"published_mark", 1s, [this] { mark.advance(feed->last_seq()); }},
        {"market.expiry", 60s, [this] { market->expire_due(calendar::legal_day(clock.now())); }},
        {"market.talks", 60s, [this] { talks->settle_due(); }},
        {"market.import_leftovers", 60s, [this] { import->remove_leftovers(); }},
        {"notice.letters", 5s, [this] { deliveries->send_due(); }},
        {"notice.old", 1h, [this] { notices->forget_old(); }},
        {"identity.expired", 1h, [this] { people->remove_expired(); }},
        {"files.removed", 1h, [this] { forget_removed_files(*market, *store, clock.now()); }},
        {"exports", 60s, [this] { remove_sent_exports(places.exports); }},
        {"market.index_merge", 500ms, [this] {
           while (catalogue->merge_step()) {
           }
         }}});
    imports = std::make_unique<Maintenance>(
        std::vector<Task>{{"market.import", 250ms, [this] { import->run_pending(); }}});
  }

  config::Config config;
  Foundation foundation;
  Places places;
  codelist::CodeBook codes;
  calendar::Calendar calendar;
  SystemClock system_clock;
  const Clock& clock = foundation.clock ? *foundation.clock : system_clock;
  std::unique_ptr<database::Database> database;
  backup::PublishedMark mark;
  LetterNotifier notifier{clock};
  std::unique_ptr<crypto::PasswordHasher> passwords;
  std::string master_key;
  std::unique_ptr<identity::Identity> people;
  std::unique_ptr<SessionAuthenticator> authenticator;
  std::unique_ptr<IdentityDirectory> directory;
  std::unique_ptr<files::FileStore> store;
  std::unique_ptr<StoredFiles> stored_files;
  std::unique_ptr<market::Catalogue> catalogue;
  std::unique_ptr<market::Market> market;
  std::unique_ptr<market::Import> import;
  std::unique_ptr<market::Talks> talks;
  std::unique_ptr<market::Work> work;
  std::unique_ptr<MarketSubjects> subjects;
  std::unique_ptr<notice::Notices> notices;
  NoticeLetters notice_letters{clock};
  std::unique_ptr<IdentityPeople> correspondents;
  std::unique_ptr<notice::Deliveries> deliveries;
  std::unique_ptr<mail::Transport> transport;
  std::unique_ptr<mail::Sender> sender;
  std::unique_ptr<journal::Feed> feed;
  std::unique_ptr<journal::Stream> stream;
  std::unique_ptr<System> system;
  http::Router router;
  std::unique_ptr<Maintenance> upkeep;
  std::unique_ptr<Maintenance> imports;
};

Hub::Hub(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

Hub::~Hub() {
  stop();
}

Result<std::unique_ptr<Hub>> Hub::open(const config::Config& config, const Foundation& foundation) {
  if (const auto fitting = check_settings(config); !fitting) return fitting.error();
  auto codes = codelist::CodeBook::load(config.text("rulebook") + "/cn/codes");
  if (!codes) return codes.error();
  auto days = calendar::Calendar::load(config.text("rulebook") + "/cn/calendar");
  if (!days) return days.error();
  http::use_messages(http::Messages::from_folder(config.text("rulebook") + "/messages"));
  const Places where = places(config);
  for (const std::string& folder : {where.data, where.files, where.index, where.outbox, where.keys}) {
    std::filesystem::create_directories(folder);
  }
  auto parts = std::make_unique<Parts>(config, foundation, std::move(*codes), std::move(*days));
  if (auto prepared = parts->prepare(); !prepared) return prepared.error();
  parts->assemble();
  parts->plan_work();
  return std::unique_ptr<Hub>(new Hub(std::move(parts)));
}

void Hub::start() {
  parts_->stream->start();
  parts_->sender->start();
  parts_->upkeep->start();
  parts_->imports->start();
}

void Hub::stop() {
  parts_->imports->stop();
  parts_->upkeep->stop();
  parts_->sender->stop();
  parts_->stream->stop();
}

const http::Router& Hub::router() const {
  return parts_->router;
}
http::Authenticator& Hub::authenticator() {
  return *parts_->authenticator;
}
database::Database& Hub::database() {
  return *parts_->database;
}
const Clock& Hub::clock() const {
  return parts_->clock;
}
const journal::Feed& Hub::feed() const {
  return *parts_->feed;
}
journal::Stream& Hub::stream() {
  return *parts_->stream;
}
identity::Identity& Hub::identity() {
  return *parts_->people;
}
market::Market& Hub::market() {
  return *parts_->market;
}
market::Import& Hub::import() {
  return *parts_->import;
}
market::Talks& Hub::talks() {
  return *parts_->talks;
}
notice::Deliveries& Hub::deliveries() {
  return *parts_->deliveries;
}
files::FileStore& Hub::files() {
  return *parts_->store;
}
const codelist::CodeBook& Hub::codes() const {
  return parts_->codes;
}

Places places(const config::Config& config) {
  Places where;
  where.data = config.text("data");
  where.database =
      config.text("database").empty() ? "sqlite:" + where.data + "/hub.db" : config.text("database");
  where.files = where.data + "/files";
  where.index = where.data + "/index";
  where.outbox = where.data + "/outbox";
  where.exports = where.data + "/exports";
  where.keys = config.text("keys").empty() ? where.data + "/keys" : config.text("keys");
  return where;
}

http::ServerOptions server_options(const config::Config& config) {
  http::ServerOptions options;
  options.address = config.text("http.address");
  options.port = static_cast<std::uint16_t>(config.whole("http.port"));
  options.certificate_file = config.text("tls.certificate_file");
  options.private_key_file = config.text("tls.private_key_file");
  options.workers = static_cast<std::size_t>(config.whole("http.workers"));
  options.queue = static_cast<std::size_t>(config.whole("http.queue"));
  options.requests_per_minute_per_address = config.whole("http.requests_per_minute_per_address");
  options.requests_per_minute_per_account = config.whole("http.requests_per_minute_per_account");
  options.careful_requests_per_minute_per_address = config.whole("http.sign_ins_per_minute_per_address");
  options.drain_ms = config.whole("http.drain_ms");
  options.trusted_proxy = config.text("http.trusted_proxy");
  options.web_root = config.text("web");
  return options;
}

std::vector<database::Migration> all_migrations() {
  std::vector<database::Migration> all;
  for (auto&& migrations :
       {journal::migrations(), http::migrations(), files::migrations(), mail::migrations(),
        calendar::migrations(), identity::migrations(), market::migrations(), notice::migrations()}) {
    all.insert(all.end(), migrations.begin(), migrations.end());
  }
  return all;
}

}  // namespace shuniu::wiring
