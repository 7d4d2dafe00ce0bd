// transport.h - the bytes of one connection, plain or TLS, behind one interface: the connection above is
// compiled once.
#pragma once

#include <array>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/system/error_code.hpp>
#include <functional>
#include <memory>

namespace boost::asio::ssl {
class context;
}

namespace shuniu::http {

namespace asio = boost::asio;
using boost::system::error_code;
using Socket = asio::generic::stream_protocol::socket;  // TCP, or a socket file of this machine

/// All functions and all completions run on `executor()`, a strand.
class Transport {
 public:
  using Done = std::function<void(error_code, std::size_t)>;
  using Buffers = std::array<asio::const_buffer, 2>;

  virtual ~Transport() = default;
  virtual asio::any_io_executor executor() = 0;
  virtual void handshake(Done done) = 0;
  virtual void read_some(asio::mutable_buffer buffer, Done done) = 0;
  virtual void write(const Buffers& buffers, Done done) = 0;
  /// Says that nothing more will be sent; what the other side still sends may be read.
  virtual void shut_down(Done done) = 0;
  virtual void close() = 0;
};

std::unique_ptr<Transport> plain_transport(Socket socket);
std::unique_ptr<Transport> tls_transport(Socket socket, asio::ssl::context& context);

}  // namespace shuniu::http
