#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/write.hpp>
#include <utility>

#include "beast.h"

namespace bench {
namespace {

/// Failures as values, as the callbacks have them: the end of a connection is no exception.
constexpr auto wait = asio::as_tuple(asio::use_awaitable);

asio::awaitable<void> talk(asio::ip::tcp::socket socket) {
  beast::flat_buffer buffer;
  while (true) {
    Request request;
    const auto [read_failure, read] = co_await beast_http::async_read(socket, buffer, request, wait);
    if (read_failure) co_return;
    Response response = answer_to(request);
    const auto [write_failure, written] = co_await beast_http::async_write(socket, response, wait);
    if (write_failure || !response.keep_alive()) co_return;
  }
}

asio::awaitable<void> accept(asio::ip::tcp::acceptor& acceptor) {
  while (true) {
    asio::ip::tcp::socket socket = co_await acceptor.async_accept(asio::use_awaitable);
    socket.set_option(asio::ip::tcp::no_delay(true));
    asio::co_spawn(acceptor.get_executor(), talk(std::move(socket)), asio::detached);
  }
}

}  // namespace

void serve_with_coroutines(const std::string&, int port_descriptor) {
  asio::io_context io(1);
  asio::ip::tcp::acceptor acceptor = listen_and_tell(io, port_descriptor);
  asio::co_spawn(io, accept(acceptor), asio::detached);
  io.run();
}

}  // namespace bench
