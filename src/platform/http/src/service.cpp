#include "service.h"

#include <chrono>
#include <ctime>
#include <exception>
#include <filesystem>

#include "access.h"
#include "compression.h"
#include "entity_tag.h"
#include "head_check.h"
#include "problem.h"
#include "shuniu/crypto/hash.h"
#include "shuniu/json/json.h"
#include "shuniu/telemetry/log.h"
#include "shuniu/telemetry/metrics.h"
#include "target.h"

namespace shuniu::http {
namespace {

constexpr std::size_t longest_target = 8'192;
constexpr std::size_t longest_key = 200;
constexpr std::size_t smallest_compressed = 1'024;
constexpr int quick_level = 1;  // answers are compressed once per request, so speed comes first

std::optional<Method> method_of(std::string_view name) {
  for (const Method method : {Method::get, Method::post, Method::put, Method::patch, Method::erase}) {
    if (name_of(method) == name) return method;
  }
  return std::nullopt;
}

/// "GET, HEAD, POST" for the header Allow.
std::string allowed_methods(const Router& router, const std::string& path) {
  std::string allowed;
  for (const Method method : {Method::get, Method::post, Method::put, Method::patch, Method::erase}) {
    std::map<std::string, std::string, std::less<>> parameters;
    bool path_exists = false;
    if (router.match(method, path, parameters, path_exists) == nullptr) continue;
    if (!allowed.empty()) allowed += ", ";
    allowed += name_of(method);
    if (method == Method::get) allowed += ", HEAD";
  }
  return allowed;
}

bool is_visible_ascii(std::string_view text) {
  for (const char c : text) {
    if (c < 0x21 || c > 0x7E) return false;
  }
  return true;
}

std::string fingerprint_of(const Request& request) {
  std::string text = std::string(name_of(request.method)) + "\n" + request.path + "\n" + request.query + "\n";
  text += crypto::sha256(request.body);
  return crypto::hex(crypto::sha256(text));
}

bool has_header(const Response& response, std::string_view name) {
  for (const auto& header : response.headers) {
    if (header.first == name) return true;
  }
  return false;
}

std::string header_value(const Response& response, std::string_view name) {
  for (const auto& header : response.headers) {
    if (header.first == name) return header.second;
  }
  return {};
}

void append_header(std::string& head, std::string_view name, std::string_view value) {
  head += name;
  head += ": ";
  for (const char c : value)
    head += c == '\r' || c == '\n' || c == '\0' ? ' ' : c;  // no header is split by a value
  head += "\r\n";
}

constexpr std::string_view security_headers =
    "Content-Security-Policy: default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: "
    "blob:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'\r\n"
    "X-Content-Type-Options: nosniff\r\n"
    "X-Frame-Options: DENY\r\n"
    "Referrer-Policy: same-origin\r\n"
    "Cross-Origin-Opener-Policy: same-origin\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\n"
    "Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()\r\n";
constexpr std::string_view transport_security = "Strict-Transport-Security: max-age=31536000\r\n";

/// "Tue, 24 Nov 2026 03:38:00 GMT"
std::string http_date() {
  const std::time_t now = std::time(nullptr);
  std::tm utc{};
  gmtime_r(&now, &utc);
  char text[32];
  const std::size_t length = std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &utc);
  return std::string(text, length);
}

void compress(Response& response, bool takes_gzip) {
  if (!is_compressible(response.content_type) || !response.file.empty()) return;
  if (response.body.size() <= smallest_compressed || has_header(response, "Content-Encoding")) return;
  response.headers.emplace_back("Vary", "Accept-Encoding");
  if (!takes_gzip) return;
  response.body = gzipped(response.body, quick_level);
  response.headers.emplace_back("Content-Encoding", "gzip");
  for (auto& [name, value] : response.headers) {
    if (name == "ETag" && value.ends_with('"')) value.insert(value.size() - 1, "-gz");
  }
}

/// What a typed route without headers of its own answers.
Response response_of(const TypeInfo* answer, const void* value) {
  Response response;
  if (answer == nullptr)
    response.status = 204;
  else
    response.body = json::encode(*answer, value);
  return response;
}

Reason method_refusal() {
  return refuse("http.method_not_allowed", Kind::invalid);
}

void log_failure(const Call& call, std::string_view cause) {
  telemetry::log(
      telemetry::Level::error, "http.failure",
      {{"request_id", call.request.actor.request_id}, {"path", call.request.path}, {"cause", cause}});
}

/// A cookie that has run out is no attack: an open page is shown as to a stranger. A bad key always is
/// refused.
bool may_go_on_as_stranger(const Call& call) {
  return call.route->needs.access == Access::open && header_of(call.request, "authorization").empty();
}

}  // namespace

std::int64_t steady_now_us() {
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::microseconds>(now).count();
}

Service::Service(const Router& router, Authenticator& authenticator, database::Database& database,
                 const Clock& clock, const ServerOptions& options)
    : router_(router),
      authenticator_(authenticator),
      database_(database),
      options_(options),
      idempotency_(database, clock),
      static_files_(options.web_root),
      per_address_(options.requests_per_minute_per_address),
      careful_per_address_(options.careful_requests_per_minute_per_address),
      per_account_(options.requests_per_minute_per_account) {
  router.seal();  // what is looked up below must be all
  durations_["none"] = nullptr;
  for (const Route& route : router.routes()) durations_[route.tag] = nullptr;
  for (auto& [tag, histogram] : durations_) {
    histogram =
        &telemetry::histogram("shuniu_http_duration_seconds",
                              "From the head of a request to its answer, by module.", {{"module", tag}});
  }
}

Response Service::refusal_response(const Call& call, int status, std::string_view key) const {
  return problem_with_status(status, refuse(key, Kind::invalid), call.request.actor);
}

Call Service::plan(Head head) {
  Call call;
  call.begun_at_us = steady_now_us();
  call.method = std::move(head.method);
  call.is_head = call.method == "HEAD";
  call.close_after = !head.keep_alive || is_draining_;
  call.request.headers = std::move(head.headers);
  Actor& actor = call.request.actor;
  actor.request_id = request_id_of(header_of(call.request, "x-request-id"));
  actor.language = language_of(header_of(call.request, "accept-language"));
  actor.remote_address = client_address(call.request, head.remote_address, options_.trusted_proxy);
  const auto refuse_with = [&](int status, std::string_view key) {
    call.refusal = refusal_response(call, status, key);
    return std::move(call);
  };
  if (head.version != 10 && head.version != 11) return refuse_with(505, "http.version");
  const std::string_view host = header_of(call.request, "host");
  if (head.has_doubled_header || (head.version == 11 || !host.empty() ? !is_sane_host(host) : false)) {
    return refuse_with(400, "http.malformed");
  }
  const std::string_view encoding = header_of(call.request, "transfer-encoding");
  if (!encoding.empty() && encoding != "chunked") {
    call.close_after = true;  // where this body ends is unknown: what follows must not be read as a request
    return refuse_with(501, "http.transfer_encoding");
  }
  if (head.target.size() > longest_target) return refuse_with(414, "http.target_too_long");
  auto target = parse_target(head.target);
  if (!target) return refuse_with(400, "http.bad_target");
  call.request.path = std::move(target->path);
  call.request.query = std::move(target->raw_query);
  find_target(call);
  if (call.refusal) return call;
  if (call.kind != TargetKind::health) {
    const std::string name = rate_name(actor.remote_address);
    const bool is_careful = call.route != nullptr && call.route->needs.pace == Pace::careful;
    // First: what it refuses leaves the address its other questions.
    std::int64_t wait_s = is_careful ? careful_per_address_.seconds_to_wait(name, call.begun_at_us) : 0;
    if (wait_s == 0) wait_s = per_address_.seconds_to_wait(name, call.begun_at_us);
    if (wait_s > 0) {
      call.refusal = problem(
          refuse("http.rate_limited", Kind::rate_limited, {{"retry_after_s", std::to_string(wait_s)}}),
          actor);
      return call;
    }
  }
  if (head.content_length.value_or(0) > call.largest_body) return refuse_with(413, "http.body_too_large");
  return call;
}

void Service::find_target(Call& call) {
  const std::string& path = call.request.path;
  const std::string_view method = call.is_head ? std::string_view("GET") : std::string_view(call.method);
  const bool is_get = method == "GET";
  if (path == "/healthz" || path == "/readyz" || path == "/metrics") {
    call.kind = path == "/healthz"  ? TargetKind::health
                : path == "/readyz" ? TargetKind::readiness
                                    : TargetKind::metrics;
    if (is_get) return;
  } else if (path == "/v1" || path.starts_with("/v1/")) {
    return find_route(call, method);
  } else {
    find_route(call, method);
    if (!call.refusal || call.refusal->status == 405) return;
    auto file = static_files_.find(path);
    if (!file) return;
    call.refusal.reset();
    if (is_get) {
      call.kind = TargetKind::static_file;
      call.static_file = std::move(file);
      return;
    }
  }
  call.refusal = problem_with_status(405, method_refusal(), call.request.actor);
  call.refusal->headers.emplace_back("Allow", "GET, HEAD");
}

void Service::find_route(Call& call, std::string_view method) {
  const auto wanted = method_of(method);
  bool path_exists = false;
  call.route = router_.match(wanted.value_or(Method::get), call.request.path, call.request.path_parameters,
                             path_exists);
  if (call.route != nullptr && wanted) {
    call.request.method = *wanted;
    call.largest_body = call.route->needs.largest_body;
    return;
  }
  call.route = nullptr;
  if (!path_exists) {
    call.refusal = problem(refuse("http.no_such_path", Kind::not_found), call.request.actor);
    return;
  }
  call.refusal = problem_with_status(405, method_refusal(), call.request.actor);
  call.refusal->headers.emplace_back("Allow", allowed_methods(router_, call.request.path));
}

/// A browser may be made to send a change: then its cookies count only with a header that other sites cannot
/// set.
std::optional<Reason> Service::refusal_of_change(const Call& call) const {
  const Request& request = call.request;
  if (!is_change(call.route->method)) return std::nullopt;
  const bool by_header = !header_of(request, "authorization").empty() && request.actor.session.empty();
  if (by_header) return std::nullopt;
  const std::string_view origin = header_of(request, "origin");
  if (!origin.empty() && !is_same_origin(origin, header_of(request, "host"))) {
    return refuse("http.foreign_origin", Kind::forbidden);
  }
  if (header_of(request, "sec-fetch-site") == "cross-site")
    return refuse("http.foreign_origin", Kind::forbidden);
  const bool by_cookie = !header_of(request, "cookie").empty() || !request.actor.session.empty();
  if (by_cookie && !request.headers.contains("shuniu-csrf"))
    return refuse("http.csrf_header_missing", Kind::forbidden);
  return std::nullopt;
}

void Service::admit(Call& call) {
  if (call.is_admitted || call.route == nullptr) return;
  Request& request = call.request;
  auto actor = authenticator_.authenticate(request);
  if (actor) {
    actor->request_id = request.actor.request_id;
    actor->remote_address = request.actor.remote_address;
    if (actor->language.empty() || !header_of(request, "accept-language").empty()) {
      actor->language = request.actor.language;
    }
    request.actor = std::move(*actor);
  } else if (!may_go_on_as_stranger(call)) {
    call.refusal = problem(actor.error(), request.actor);
    return;
  }
  auto reason = refusal_of_access(*call.route, request.actor);
  if (reason && !request.actor.is_stranger()) {
    reason = explained(*reason, *call.route, request.actor, authenticator_.resting_roles(request.actor));
  }
  if (!reason) reason = refusal_of_change(call);
  if (!reason && !request.actor.is_stranger()) {
    const std::int64_t wait_s = per_account_.seconds_to_wait(request.actor.account.text(), steady_now_us());
    if (wait_s > 0) {
      reason = refuse("http.rate_limited", Kind::rate_limited, {{"retry_after_s", std::to_string(wait_s)}});
    }
  }
  if (reason) {
    call.refusal = problem(*reason, request.actor);
    report_if_denied(call, *call.refusal);
  }
  call.is_admitted = !reason;
}

void Service::report_if_denied(const Call& call, const Response& response) {
  if (response.status == status_of(Kind::forbidden) && !call.request.actor.is_stranger()) {
    authenticator_.report_denied(call.request);
  }
}

bool Service::is_still_allowed(const Call& call) {
  auto actor = authenticator_.authenticate(call.request);
  if (!actor) return false;
  const Actor& before = call.request.actor;
  const bool is_same = actor->account == before.account && actor->organisation == before.organisation &&
                       actor->membership == before.membership && actor->roles == before.roles &&
                       actor->scopes == before.scopes;
  return is_same && !refusal_of_access(*call.route, *actor);
}

Response Service::answer(Call& call) {
  try {
    if (call.kind == TargetKind::readiness) return answer_readiness(call);
    if (call.kind == TargetKind::metrics) return answer_metrics(call);
    admit(call);
    if (call.refusal) return std::move(*call.refusal);
    Response response = answer_route(call);
    report_if_denied(call, response);
    return response;
  } catch (const database::OutcomeUnknown& failure) {
    log_failure(call, failure.what());  // to say "try again" would be to invite the change twice
  } catch (const database::DatabaseUnavailable& failure) {
    log_failure(call, failure.what());
    return problem(refuse("http.database_unavailable", Kind::unavailable), call.request.actor);
  } catch (const std::exception& failure) {
    log_failure(call, failure.what());
  } catch (...) {
    log_failure(call, "unknown");
  }
  return refusal_response(call, 500, "http.failure");
}

Response Service::answer_route(Call& call) {
  const Request& request = call.request;
  const Route& route = *call.route;
  if (route.events) {  // asked by HEAD; GET becomes a stream (connection.cpp)
    Response head;
    head.content_type = "text/event-stream";
    head.headers.emplace_back("Cache-Control", "no-store");
    return head;
  }
  if (route.question != nullptr && !request.body.empty() && !is_json(header_of(request, "content-type"))) {
    return problem(refuse("http.json_expected", Kind::unsupported), request.actor);
  }
  const auto key = request.headers.find("idempotency-key");
  const bool is_keyed = key != request.headers.end() && is_change(route.method) &&
                        route.needs.idempotent_by_key && !request.actor.is_stranger();
  return is_keyed ? answer_keyed(call, key->second) : route.handler(request);
}

Response Service::answer_keyed(Call& call, const std::string& key) {
  const Request& request = call.request;
  if (key.empty() || key.size() > longest_key || !is_visible_ascii(key)) {
    return problem(
        refuse_input(
            {Fault{"Idempotency-Key", "fault.visible_ascii", {{"most", std::to_string(longest_key)}}, ""}}),
        request.actor);
  }
  const Route& route = *call.route;
  // The same key sent for another organisation is another change.
  const KeyedCall keyed{
      request.actor.account.text() + " " + request.actor.organisation.text() + " " + route.name, key,
      fingerprint_of(request)};
  const auto handle = [&] { return route.handler(request); };
  const auto render = [&](const database::Outcome& outcome) {
    return outcome.value == nullptr ? problem(outcome.refusal, request.actor)
                                    : response_of(route.answer, outcome.value);
  };
  auto response =
      route.answer_type == nullptr
          ? idempotency_.around_command(keyed, refusal_response(call, 500, "http.failure"), handle)
          : idempotency_.with_command(keyed, *route.answer_type, render, handle);
  return response ? std::move(*response) : problem(response.error(), request.actor);
}

Response Service::answer_readiness(const Call& call) {
  if (!is_draining_ && database_.is_ready()) {
    Response ready;
    ready.body = "{\"status\":\"ready\"}";
    ready.headers.emplace_back("Cache-Control", "no-store");
    return ready;
  }
  return problem(refuse("http.not_ready", Kind::unavailable), call.request.actor);
}

/// For loopback, auditors and administrators. What came through an unknown proxy is not from loopback.
Response Service::answer_metrics(Call& call) {
  const Request& request = call.request;
  const bool is_forwarded =
      request.headers.contains("x-forwarded-for") || request.headers.contains("forwarded");
  const bool is_local = is_loopback(request.actor.remote_address) && !is_forwarded;
  if (!is_local) {
    auto actor = authenticator_.authenticate(request);
    if (!actor || actor->is_stranger()) {
      return problem(refuse("access.sign_in_required", Kind::unauthenticated), request.actor);
    }
    if (!actor->has(Role::auditor) && !actor->has(Role::administrator)) {
      return problem(refuse("access.forbidden", Kind::forbidden), request.actor);
    }
  }
  Response response;
  response.content_type = "text/plain; version=0.0.4; charset=utf-8";
  response.body = telemetry::metrics_text();
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

void Service::add_entity_tag(const Call& call, Response& response) const {
  if (call.request.method != Method::get || response.status != 200) return;
  if (!has_header(response, "ETag")) {
    const bool is_tagged = response.content_type == "application/json" || !response.file.empty();
    if (!is_tagged || has_header(response, "Cache-Control")) return;
    const std::string tag =
        response.file.empty() ? entity_tag(response.body) : entity_tag_of_file(response.file);
    response.headers.emplace_back("ETag", "\"" + tag + "\"");
  }
  const std::string tag = header_value(response, "ETag");
  const bool is_quoted = tag.size() >= 2 && tag.front() == '"' && tag.back() == '"';
  const std::string_view sent = header_of(call.request, "if-none-match");
  if (sent.empty() || !is_quoted || !none_match_names(sent, std::string_view(tag).substr(1, tag.size() - 2)))
    return;
  response.status = 304;
  response.body.clear();
  response.file.clear();
}

std::string Service::head_of(const Call& call, const Response& response, std::uint64_t length) const {
  std::string head;
  head.reserve(1'280);
  head += "HTTP/1.1 " + std::to_string(response.status) + " ";
  head += phrase_of(response.status);
  head += "\r\n";
  const bool has_content = response.status != 204 && response.status != 304;
  if (has_content) {
    append_header(head, "Content-Type", response.content_type);
    append_header(head, "Content-Length", std::to_string(length));
  }
  for (const auto& [name, value] : response.headers) append_header(head, name, value);
  if (!has_header(response, "Cache-Control")) head += "Cache-Control: private, no-cache\r\n";
  append_header(head, "Date", http_date());
  append_header(head, "X-Request-Id", call.request.actor.request_id);
  head += security_headers;
  if (!options_.certificate_file.empty()) head += transport_security;
  head += call.close_after ? "Connection: close\r\n\r\n" : "Connection: keep-alive\r\n\r\n";
  return head;
}

telemetry::Counter& Service::answers_of(int status) const {
  auto& known = answers_.at(static_cast<std::size_t>(status));
  telemetry::Counter* counter = known;
  if (counter == nullptr) {
    counter = &telemetry::counter("shuniu_http_answers_total", "Answers by status.",
                                  {{"status", std::to_string(status)}});
    known = counter;
  }
  return *counter;
}

void Service::record(const Call& call, int status, std::uint64_t length) const {
  const std::int64_t duration_us = steady_now_us() - call.begun_at_us;
  const std::string_view tag =
      call.route == nullptr ? std::string_view("none") : std::string_view(call.route->tag);
  answers_of(status).add();
  const auto known = durations_.find(tag);  // a route may come after the server was made
  (known == durations_.end() ? durations_.at("none") : known->second)->observe_us(duration_us);
  telemetry::log(telemetry::Level::info, "http.request",
                 {{"request_id", call.request.actor.request_id},
                  {"method", call.method},
                  {"path", call.request.path},
                  {"status", status},
                  {"bytes", static_cast<std::int64_t>(length)},
                  {"duration_us", duration_us},
                  {"address", call.request.actor.remote_address},
                  {"account", call.request.actor.account.text()}});
}

Outgoing Service::finish(Call& call, Response response) const {
  Outgoing out;
  if (is_draining_) call.close_after = true;
  const bool takes_gzip = accepts_gzip(header_of(call.request, "accept-encoding"));
  if (call.kind == TargetKind::static_file && call.static_file) {
    const StaticFile& file = *call.static_file;
    const bool use_gzip = takes_gzip && !file.gzip.empty();
    response.content_type = file.content_type;
    response.headers.emplace_back("ETag", "\"" + file.etag + (use_gzip ? "-gz\"" : "\""));
    response.headers.emplace_back("Cache-Control", file.cache_control);
    response.headers.emplace_back("Vary", "Accept-Encoding");
    if (use_gzip) response.headers.emplace_back("Content-Encoding", "gzip");
    out.static_file = call.static_file;
    out.shared_body = use_gzip ? file.gzip : file.plain;
    if (none_match_names(header_of(call.request, "if-none-match"), file.etag)) {
      response.status = 304;
      out.shared_body = {};
    }
  } else {
    add_entity_tag(call, response);
    compress(response, takes_gzip);
  }
  out.file = std::move(response.file);
  if (!out.file.empty()) out.file_size = std::filesystem::file_size(out.file);
  out.body = std::move(response.body);
  const std::uint64_t length = out.file.empty() ? out.bytes().size() : out.file_size;
  out.head = head_of(call, response, length);
  out.close_after = call.close_after;
  if (call.is_head) {
    out.body.clear();
    out.shared_body = {};
    out.file.clear();
  }
  record(call, response.status, length);
  return out;
}

std::string Service::event_stream_head(const Call& call) const {
  std::string head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\n";
  head += "X-Accel-Buffering: no\r\n";
  append_header(head, "X-Request-Id", call.request.actor.request_id);
  head += security_headers;
  if (!options_.certificate_file.empty()) head += transport_security;
  head += "Connection: close\r\n\r\n";
  record(call, 200, 0);
  return head;
}

}  // namespace shuniu::http
