#include <boost/beast/http/read.hpp>
#include <boost/beast/http/write.hpp>
#include <memory>
#include <utility>

#include "beast.h"

namespace bench {
namespace {

class Session : public std::enable_shared_from_this<Session> {
 public:
  explicit Session(asio::ip::tcp::socket socket) : socket_(std::move(socket)) {}

  void read() {
    request_ = {};
    beast_http::async_read(socket_, buffer_, request_,
                           [self = shared_from_this()](boost::system::error_code failure, std::size_t) {
                             if (!failure) self->write();
                           });
  }

 private:
  void write() {
    response_ = answer_to(request_);
    beast_http::async_write(socket_, response_,
                            [self = shared_from_this()](boost::system::error_code failure, std::size_t) {
                              if (!failure && self->response_.keep_alive()) self->read();
                            });
  }

  asio::ip::tcp::socket socket_;
  beast::flat_buffer buffer_;
  Request request_;
  Response response_;
};

void accept(asio::ip::tcp::acceptor& acceptor) {
  acceptor.async_accept([&acceptor](boost::system::error_code failure, asio::ip::tcp::socket socket) {
    if (failure) std::abort();
    socket.set_option(asio::ip::tcp::no_delay(true));
    std::make_shared<Session>(std::move(socket))->read();
    accept(acceptor);
  });
}

}  // namespace

void serve_with_callbacks(const std::string&, int port_descriptor) {
  asio::io_context io(1);
  asio::ip::tcp::acceptor acceptor = listen_and_tell(io, port_descriptor);
  accept(acceptor);
  io.run();
}

}  // namespace bench
