// head_check.h - judgements about the head of a request that need no route: host, origin, address, language.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "service.h"

namespace shuniu::http {

/// The value of a header, "" when it is missing.
std::string_view header_of(const Request& request, std::string_view name);

bool is_sane_host(std::string_view host);
/// Whether an Origin ("https://hub.example:8443") names the host that the request was sent to.
bool is_same_origin(std::string_view origin, std::string_view host);
/// The client's X-Request-Id when it is short and plain, otherwise a new one.
std::string request_id_of(std::string_view sent);
/// "zh" or "en" by Accept-Language.
std::string language_of(std::string_view accept_language);
/// The address of the client: the peer, or what the trusted proxy says.
std::string client_address(const Request& request, const std::string& peer, const std::string& trusted_proxy);
bool is_loopback(std::string_view address);
/// The name for rate limits: an IPv4 address, the /64 of an IPv6 address.
std::string rate_name(const std::string& address);
bool is_json(std::string_view content_type);
/// The standard phrase ("Not Found").
std::string_view phrase_of(int status);

}  // namespace shuniu::http
