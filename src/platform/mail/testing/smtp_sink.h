// smtp_sink.h - a mail server on a free port of loopback that keeps what it is sent, for tests.
//
//   SmtpSink sink;                                      // offers STARTTLS and AUTH PLAIN
//   sink.refuse_next({.at = Step::recipient, .answer = "450 4.2.1 later"});
//   options.port = sink.port(); options.authorities_file = sink.certificate_file();
//   … sink.letters();                                   // with their envelope, in the order of arrival
//
// Promises: a certificate of its own for the name of the settings, made at start and self-signed; one
// connection at a time; what it does not understand it answers with 500 or 501.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace shuniu::mail::testing {

enum class Step { sender, recipient, data, text };

/// What happens once instead of "250 ok"; without an answer the connection breaks.
struct Refusal {
  Step at = Step::recipient;
  std::string answer = {};
};

struct SinkSettings {
  std::string name = "localhost";  // in the certificate
  bool offers_starttls = true;
  bool begins_with_tls = false;
  std::string user = "hub";
  std::string password = "sesame and lilies";
};

struct ArrivedLetter {
  std::string sender;     // as MAIL FROM said it
  std::string recipient;  // as RCPT TO said it
  std::string text;       // without the dots that travel with it
  bool was_encrypted = false;
  bool was_signed_in = false;

  std::string message_id() const {
    const std::size_t start = text.find("Message-ID: ");
    return start == std::string::npos ? "" : text.substr(start + 12, text.find("\r\n", start) - start - 12);
  }
};

/// One connection: lines in clear or, after begin_tls, encrypted.
class SinkConnection {
 public:
  explicit SinkConnection(int descriptor) : descriptor_(descriptor) {}
  ~SinkConnection() {
    SSL_free(tls_);
    ::close(descriptor_);
  }
  SinkConnection(const SinkConnection&) = delete;
  SinkConnection& operator=(const SinkConnection&) = delete;

  bool begin_tls(SSL_CTX* context) {
    tls_ = SSL_new(context);
    SSL_set_fd(tls_, descriptor_);
    return SSL_accept(tls_) == 1;
  }
  bool is_encrypted() const { return tls_ != nullptr; }
  void say(const std::string& answer) {
    const std::string line = answer + "\r\n";
    const int length = static_cast<int>(line.size());
    if (tls_ != nullptr)
      SSL_write(tls_, line.data(), length);
    else
      (void)!::send(descriptor_, line.data(), line.size(), MSG_NOSIGNAL);
  }
  /// Nothing when the other side has gone.
  std::optional<std::string> line() {
    while (waiting_.find("\r\n") == std::string::npos) {
      char piece[4'096];
      const auto count = tls_ != nullptr ? SSL_read(tls_, piece, sizeof piece)
                                         : static_cast<int>(::recv(descriptor_, piece, sizeof piece, 0));
      if (count <= 0) return std::nullopt;
      waiting_.append(piece, static_cast<std::size_t>(count));
    }
    const std::size_t end = waiting_.find("\r\n");
    std::string first = waiting_.substr(0, end);
    waiting_.erase(0, end + 2);
    return first;
  }

 private:
  int descriptor_;
  SSL* tls_ = nullptr;
  std::string waiting_;
};

class SmtpSink {
 public:
  explicit SmtpSink(SinkSettings settings = {})
      : settings_(std::move(settings)), context_(SSL_CTX_new(TLS_server_method()), &SSL_CTX_free) {
    make_certificate();
    listen();
    thread_ = std::thread([this] { serve(); });
  }
  ~SmtpSink() {
    ::shutdown(listener_, SHUT_RDWR);
    ::close(listener_);
    thread_.join();
    std::filesystem::remove(certificate_file_);
  }
  SmtpSink(const SmtpSink&) = delete;
  SmtpSink& operator=(const SmtpSink&) = delete;

  std::uint16_t port() const { return port_; }
  const std::string& certificate_file() const { return certificate_file_; }
  void refuse_next(Refusal refusal) {
    const std::lock_guard lock(mutex_);
    refusals_.push_back(std::move(refusal));
  }
  std::vector<ArrivedLetter> letters() const {
    const std::lock_guard lock(mutex_);
    return letters_;
  }
  /// Every line that a client has said, outside of letters.
  std::vector<std::string> heard() const {
    const std::lock_guard lock(mutex_);
    return heard_;
  }

 private:
  void make_certificate() {
    EVP_PKEY* key = EVP_EC_gen("P-256");
    X509* certificate = X509_new();
    X509_set_version(certificate, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate), -60);
    X509_gmtime_adj(X509_getm_notAfter(certificate), 3'600);
    X509_set_pubkey(certificate, key);
    X509_NAME* name = X509_get_subject_name(certificate);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                               reinterpret_cast<const unsigned char*>(settings_.name.c_str()), -1, -1, 0);
    X509_set_issuer_name(certificate, name);
    const std::string alternative = "DNS:" + settings_.name;
    X509_EXTENSION* extension =
        X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, alternative.c_str());
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
    X509_sign(certificate, key, EVP_sha256());
    certificate_file_ = (std::filesystem::temp_directory_path() /
                         ("smtp_sink_" + std::to_string(::getpid()) + "_" + std::to_string(++count())))
                            .string();
    std::FILE* file = std::fopen(certificate_file_.c_str(), "w");
    PEM_write_X509(file, certificate);
    std::fclose(file);
    SSL_CTX_use_certificate(context_.get(), certificate);
    SSL_CTX_use_PrivateKey(context_.get(), key);
    X509_free(certificate);
    EVP_PKEY_free(key);
  }
  static int& count() {
    static int made = 0;
    return made;
  }

  void listen() {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    auto* plain = reinterpret_cast<sockaddr*>(&address);
    if (::bind(listener_, plain, length) != 0 || ::listen(listener_, 16) != 0 ||
        ::getsockname(listener_, plain, &length) != 0) {
      throw std::runtime_error("the mail server of a test finds no port");
    }
    port_ = ntohs(address.sin_port);
  }

  void serve() {
    for (int one = ::accept(listener_, nullptr, nullptr); one >= 0;
         one = ::accept(listener_, nullptr, nullptr)) {
      SinkConnection connection(one);
      if (settings_.begins_with_tls && !connection.begin_tls(context_.get())) continue;
      connection.say("220 sink ESMTP");
      converse(connection);
    }
  }

  /// The answer that was ordered for this step, once.
  std::optional<std::string> refusal_at(Step step) {
    const std::lock_guard lock(mutex_);
    if (refusals_.empty() || refusals_.front().at != step) return std::nullopt;
    std::string answer = refusals_.front().answer;
    refusals_.erase(refusals_.begin());
    return answer;
  }

  void converse(SinkConnection& connection) {
    ArrivedLetter letter;
    bool goes_on = true;
    while (goes_on) {
      const auto line = connection.line();
      if (!line) return;
      {
        const std::lock_guard lock(mutex_);
        heard_.push_back(*line);
      }
      goes_on = answer(connection, *line, letter);
    }
  }

  /// False when the connection is over.
  bool answer(SinkConnection& connection, const std::string& line, ArrivedLetter& letter) {
    if (line.starts_with("EHLO")) return greet(connection);
    if (line == "STARTTLS") {
      connection.say("220 go ahead");
      return connection.begin_tls(context_.get());
    }
    if (line.starts_with("AUTH PLAIN")) return sign_in(connection, line, letter);
    if (line.starts_with("MAIL FROM:")) {
      letter.sender = line.substr(10);
      return settle(connection, Step::sender, "250 ok");
    }
    if (line.starts_with("RCPT TO:")) {
      letter.recipient = line.substr(8);
      return settle(connection, Step::recipient, "250 ok");
    }
    if (line == "DATA") return take_text(connection, letter);
    connection.say(line == "QUIT" ? "221 bye" : "500 what?");
    return line != "QUIT";
  }

  bool greet(SinkConnection& connection) {
    connection.say("250-sink");
    if (settings_.offers_starttls && !connection.is_encrypted()) connection.say("250-STARTTLS");
    connection.say("250-AUTH PLAIN");
    connection.say("250 ok");
    return true;
  }

  bool sign_in(SinkConnection& connection, const std::string& line, ArrivedLetter& letter) {
    std::string words = line.size() > 11 ? line.substr(11) : "";
    if (words.empty()) {
      connection.say("334 ");
      words = connection.line().value_or("");
    }
    const std::string plain =
        std::string(1, '\0') + settings_.user + std::string(1, '\0') + settings_.password;
    std::string expected(4 * ((plain.size() + 2) / 3) + 1, '\0');
    const int length =
        EVP_EncodeBlock(reinterpret_cast<unsigned char*>(expected.data()),
                        reinterpret_cast<const unsigned char*>(plain.data()), static_cast<int>(plain.size()));
    expected.resize(static_cast<std::size_t>(length));
    letter.was_signed_in = words == expected;
    connection.say(letter.was_signed_in ? "235 welcome" : "535 5.7.8 who are you? you said " + words);
    return true;
  }

  bool settle(SinkConnection& connection, Step step, const std::string& success) {
    const auto refusal = refusal_at(step);
    if (refusal && refusal->empty()) return false;
    connection.say(refusal.value_or(success));
    return true;
  }

  bool take_text(SinkConnection& connection, ArrivedLetter& letter) {
    if (const auto refusal = refusal_at(Step::data)) {
      if (!refusal->empty()) connection.say(*refusal);
      return !refusal->empty();
    }
    connection.say("354 go on");
    letter.text.clear();
    for (auto line = connection.line(); line && *line != "."; line = connection.line()) {
      letter.text += (line->starts_with('.') ? line->substr(1) : *line) + "\r\n";
    }
    const auto refusal = refusal_at(Step::text);
    if (refusal && !refusal->empty()) {
      connection.say(*refusal);
      return true;
    }
    letter.was_encrypted = connection.is_encrypted();
    {
      const std::lock_guard lock(mutex_);
      letters_.push_back(letter);
    }
    if (refusal) return false;  // taken, and then the connection breaks
    connection.say("250 ok");
    return true;
  }

  SinkSettings settings_;
  std::unique_ptr<SSL_CTX, void (*)(SSL_CTX*)> context_;
  std::string certificate_file_;
  int listener_ = -1;
  std::uint16_t port_ = 0;
  mutable std::mutex mutex_;
  std::vector<Refusal> refusals_;
  std::vector<ArrivedLetter> letters_;
  std::vector<std::string> heard_;
  std::thread thread_;
};

}  // namespace shuniu::mail::testing
