// TLS with a certificate that the test makes itself.
#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <cstdio>
#include <filesystem>

#include "http_client.h"
#include "shuniu/crypto/random.h"
#include "workshop.h"

namespace shuniu::http {
namespace {

namespace fs = std::filesystem;
using testing::HttpClient;
using testing::RunningServer;

/// A self-signed certificate for localhost and its key, as PEM files.
void write_certificate(const std::string& certificate_file, const std::string& key_file) {
  EVP_PKEY* key = EVP_EC_gen("P-256");
  X509* certificate = X509_new();
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate), 0);
  X509_gmtime_adj(X509_getm_notAfter(certificate), 3'600);
  X509_set_pubkey(certificate, key);
  X509_NAME* name = X509_get_subject_name(certificate);
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("localhost"),
                             -1, -1, 0);
  X509_set_issuer_name(certificate, name);
  X509_sign(certificate, key, EVP_sha256());
  std::FILE* file = std::fopen(certificate_file.c_str(), "w");
  PEM_write_X509(file, certificate);
  std::fclose(file);
  file = std::fopen(key_file.c_str(), "w");
  PEM_write_PrivateKey(file, key, nullptr, nullptr, 0, nullptr, nullptr);
  std::fclose(file);
  X509_free(certificate);
  EVP_PKEY_free(key);
}

class TlsTest : public ::testing::Test {
 protected:
  TlsTest() : folder_(fs::temp_directory_path() / ("tls_" + crypto::new_uuid(SystemClock().now()))) {
    fs::create_directories(folder_);
    options_.certificate_file = (folder_ / "certificate.pem").string();
    options_.private_key_file = (folder_ / "key.pem").string();
    options_.header_deadline_ms = 500;
    write_certificate(options_.certificate_file, options_.private_key_file);
    server_ = std::make_unique<RunningServer>(
        [this](Router& router) { add_workshop_routes(router, workshop_); }, options_);
  }
  ~TlsTest() override {
    server_.reset();
    fs::remove_all(folder_);
  }
  /// Sends a request over TLS of at most the given version; "" when there is no handshake.
  std::string ask(const std::string& request, int newest_version = TLS1_3_VERSION) {
    HttpClient raw(server_->port());
    SSL_CTX* context = SSL_CTX_new(TLS_client_method());
    SSL_CTX_set_max_proto_version(context, newest_version);
    SSL* tls = SSL_new(context);
    SSL_set_fd(tls, raw.descriptor());
    std::string answer;
    if (SSL_connect(tls) == 1) {
      SSL_write(tls, request.data(), static_cast<int>(request.size()));
      char piece[4'096];
      for (int count = SSL_read(tls, piece, sizeof piece); count > 0;
           count = SSL_read(tls, piece, sizeof piece)) {
        answer.append(piece, static_cast<std::size_t>(count));
      }
    }
    SSL_free(tls);
    SSL_CTX_free(context);
    return answer;
  }

  fs::path folder_;
  ServerOptions options_;
  Workshop workshop_;
  std::unique_ptr<RunningServer> server_;
};

TEST_F(TlsTest, AnswersWithTransportSecurity) {
  const std::string answer = ask("GET /v1/big HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 200 OK\r\n")) << answer;
  EXPECT_NE(answer.find("Strict-Transport-Security: max-age="), std::string::npos);
  EXPECT_TRUE(answer.ends_with("}"));
}

TEST_F(TlsTest, KeepsTheConnectionForTheNextRequest) {
  const std::string one = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";
  const std::string last = "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
  const std::string answer = ask(one + last);
  const std::size_t second = answer.find("HTTP/1.1 200", 1);
  EXPECT_NE(second, std::string::npos) << answer;
}

TEST_F(TlsTest, OldVersionsAreRefused) {
  EXPECT_EQ(ask("GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", TLS1_1_VERSION), "");
}

TEST_F(TlsTest, PlainTextAndSilenceEnd) {
  HttpClient plain(server_->port());
  plain.send("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(plain.read_answer().status, 0);
  HttpClient silent(server_->port());
  EXPECT_TRUE(silent.is_ended());
}

TEST(TlsOptions, BothFilesOrNone) {
  Workshop workshop;
  ServerOptions options;
  options.certificate_file = "certificate.pem";
  EXPECT_THROW(RunningServer([&](Router& router) { add_workshop_routes(router, workshop); }, options),
               std::invalid_argument);
}

}  // namespace
}  // namespace shuniu::http
