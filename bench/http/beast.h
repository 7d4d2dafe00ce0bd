// beast.h - one small keep-alive server, written twice: what both versions share.
//
// They differ in how they wait, and in nothing else: the same messages, buffers, socket and io_context, one
// thread, no work but a fixed body of the size that bench_http rows answers.
#pragma once

#include <unistd.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/span_body.hpp>
#include <boost/beast/http/string_body.hpp>
#include <cstdint>
#include <cstdlib>
#include <string>

namespace bench {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace beast_http = boost::beast::http;

using Request = beast_http::request<beast_http::string_body>;
using Response = beast_http::response<beast_http::span_body<const char>>;

inline Response answer_to(const Request& request) {
  static const std::string body(29'610, 'x');
  Response response(beast_http::status::ok, request.version());
  response.set(beast_http::field::content_type, "application/json");
  response.keep_alive(request.keep_alive());
  response.body() = {body.data(), body.size()};
  response.prepare_payload();
  return response;
}

/// Listens on a free loopback port, and writes it to the descriptor.
inline asio::ip::tcp::acceptor listen_and_tell(asio::io_context& io, int port_descriptor) {
  asio::ip::tcp::acceptor acceptor(io, {asio::ip::address_v4::loopback(), 0});
  const std::uint16_t port = acceptor.local_endpoint().port();
  if (::write(port_descriptor, &port, sizeof port) != sizeof port) std::abort();
  return acceptor;
}

}  // namespace bench
