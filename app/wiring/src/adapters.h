// adapters.h - gives each module what its ports ask for, from the modules and the platform that have it.
#pragma once

#include "shuniu/files/file_store.h"
#include "shuniu/http/server.h"
#include "shuniu/identity/identity.h"
#include "shuniu/mail/mail.h"
#include "shuniu/market/market.h"
#include "shuniu/market/ports.h"
#include "shuniu/market/talks.h"
#include "shuniu/notice/ports.h"

namespace shuniu::wiring {

class SessionAuthenticator final : public http::Authenticator {
 public:
  explicit SessionAuthenticator(identity::Identity& identity) : identity_(identity) {}
  Result<Actor> authenticate(const http::Request& request) override {
    return identity_.authenticate(request);
  }
  void report_denied(const http::Request& request) override { identity_.log_denied_request(request); }
  std::set<Role> resting_roles(const Actor& actor) override { return identity_.resting_roles(actor); }

 private:
  identity::Identity& identity_;
};

class LetterNotifier final : public identity::Notifier {
 public:
  explicit LetterNotifier(const Clock& clock) : clock_(clock) {}
  void send_letter(database::Transaction& tx, const std::string& email, const std::string&,
                   const std::string& subject, const std::string& body) override {
    mail::queue(tx, clock_.now(), {email, subject, body});
  }

 private:
  const Clock& clock_;
};

class IdentityDirectory final : public market::Directory {
 public:
  explicit IdentityDirectory(identity::Identity& identity) : identity_(identity) {}
  std::vector<market::DirectoryEntry> organisations(const std::vector<OrganisationId>& ids) override;
  std::vector<OrganisationId> memberships(const AccountId& account) override;

 private:
  identity::Identity& identity_;
};

class MarketSubjects final : public notice::Subjects {
 public:
  MarketSubjects(market::Market& market, market::Talks& talks) : market_(market), talks_(talks) {}
  std::optional<std::string> title(const Actor& reader, const notice::Subject& subject) override;

 private:
  market::Market& market_;
  market::Talks& talks_;
};

class IdentityPeople final : public notice::People {
 public:
  explicit IdentityPeople(identity::Identity& identity) : identity_(identity) {}
  std::optional<notice::Addressee> addressee(const AccountId& account,
                                             const OrganisationId& organisation) override;

 private:
  identity::Identity& identity_;
};

class NoticeLetters final : public notice::Letters {
 public:
  explicit NoticeLetters(const Clock& clock) : clock_(clock) {}
  void queue(database::Transaction& tx, const notice::NoticeLetter& letter) override {
    mail::queue(tx, clock_.now(), {letter.to, letter.subject, letter.body, letter.unsubscribe_address});
  }

 private:
  const Clock& clock_;
};

class StoredFiles final : public market::Files {
 public:
  explicit StoredFiles(files::FileStore& store) : store_(store) {}
  Result<market::StoredFile> put(const std::string& bytes) override;
  Result<std::string> read(const std::string& sha256) override { return store_.read(sha256); }

 private:
  files::FileStore& store_;
};

}  // namespace shuniu::wiring
