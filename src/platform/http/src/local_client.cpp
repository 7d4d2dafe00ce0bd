#include "shuniu/http/local_client.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/system/system_error.hpp>

namespace shuniu::http {
namespace {

namespace asio = boost::asio;
namespace beast_http = boost::beast::http;
using boost::system::error_code;
using Local = asio::local::stream_protocol;

void connect(Local::socket& socket, const std::string& file) {
  error_code outcome = asio::error::name_too_long;
  if (file.size() < sizeof(sockaddr_un::sun_path)) socket.connect(Local::endpoint(file), outcome);
  if (outcome) throw NobodyListens(file + ": " + outcome.message());
}

std::string head_of(const std::string& target, std::size_t length) {
  return "POST " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" +
         "Content-Type: application/octet-stream\r\nContent-Length: " + std::to_string(length) + "\r\n\r\n";
}

/// The server may answer before it has read everything, and end the connection: its answer counts.
std::string exchange(Local::socket& socket, const std::string& head, const std::string& body) {
  const std::array<asio::const_buffer, 2> request{asio::buffer(head), asio::buffer(body)};
  error_code unsent, outcome;
  asio::write(socket, request, unsent);
  std::string input;
  asio::read(socket, asio::dynamic_buffer(input), outcome);
  if (unsent && input.empty()) throw boost::system::system_error(unsent, "control socket");
  if (outcome != asio::error::eof) throw boost::system::system_error(outcome, "control socket");
  return input;
}

}  // namespace

LocalAnswer post_local(const std::string& socket_file, const std::string& target, std::string body) {
  asio::io_context io;
  Local::socket socket(io);
  connect(socket, socket_file);
  const std::string input = exchange(socket, head_of(target, body.size()), body);
  beast_http::response_parser<beast_http::string_body> parser;
  parser.body_limit(boost::none);
  parser.eager(true);
  error_code outcome;
  parser.put(asio::buffer(input), outcome);
  if (!outcome && !parser.is_done()) outcome = beast_http::error::partial_message;
  if (outcome) throw boost::system::system_error(outcome, "control socket");
  auto& message = parser.get();
  const auto request_id = message["X-Request-Id"];
  return {static_cast<int>(message.result_int()), std::string(request_id.data(), request_id.size()),
          std::move(message.body())};
}

}  // namespace shuniu::http
