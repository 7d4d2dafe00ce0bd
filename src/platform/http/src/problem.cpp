#include "problem.h"

#include <optional>

#include "shuniu/http/messages.h"
#include "shuniu/json/json.h"

namespace shuniu::http {
namespace {

std::string details_as_json(const Details& details) {
  std::string object = "{";
  for (const auto& [name, value] : details) {
    if (object.size() > 1) object += ',';
    object += json::quoted(name) + ":" + json::quoted(value);
  }
  return object + "}";
}

std::string faults_as_json(const std::vector<Fault>& faults, const std::string& language) {
  std::string list = "[";
  for (const Fault& fault : faults) {
    if (list.size() > 1) list += ',';
    list += "{\"path\":" + json::quoted(fault.path) + ",\"key\":" + json::quoted(fault.key) +
            ",\"expected\":" + json::quoted(messages().expected(fault, language)) +
            ",\"got\":" + json::quoted(fault.got) + ",\"values\":" + details_as_json(fault.values) + "}";
  }
  return list + "]";
}

/// Seconds to wait before the next try, for refusals that pass by themselves.
std::optional<std::string> retry_after(int status, const Reason& reason) {
  for (const auto& [name, value] : reason.details) {
    if (name == "retry_after_s") return value;
  }
  if (status == 429 || status == 503) return "1";
  return std::nullopt;
}

}  // namespace

int status_of(Kind kind) {
  switch (kind) {
    case Kind::invalid:
      return 400;
    case Kind::unauthenticated:
      return 401;
    case Kind::forbidden:
      return 403;
    case Kind::not_found:
      return 404;
    case Kind::conflict:
    case Kind::precondition:
      return 409;
    case Kind::gone:
      return 410;
    case Kind::too_large:
      return 413;
    case Kind::unsupported:
      return 415;
    case Kind::rate_limited:
      return 429;
    case Kind::unavailable:
      return 503;
  }
  return 500;
}

Response problem_with_status(int status, const Reason& reason, const Actor& actor) {
  Response response;
  response.status = status;
  response.content_type = problem_type;
  response.body = "{\"type\":" + json::quoted("urn:shuniu:error:" + reason.key) +
                  ",\"title\":" + json::quoted(messages().title(reason.key, actor.language, reason.details)) +
                  ",\"status\":" + std::to_string(status) + ",\"key\":" + json::quoted(reason.key) +
                  ",\"faults\":" + faults_as_json(reason.faults, actor.language) +
                  ",\"details\":" + details_as_json(reason.details) +
                  ",\"request_id\":" + json::quoted(actor.request_id) + "}";
  response.headers.emplace_back("Cache-Control", "no-store");
  if (const auto seconds = retry_after(status, reason))
    response.headers.emplace_back("Retry-After", *seconds);
  if (status == 401) response.headers.emplace_back("WWW-Authenticate", "Bearer");
  return response;
}

Response problem(const Reason& reason, const Actor& actor) {
  return problem_with_status(status_of(reason.kind), reason, actor);
}

}  // namespace shuniu::http
