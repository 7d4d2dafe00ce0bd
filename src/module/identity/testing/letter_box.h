// letter_box.h - a Notifier that keeps letters, and finds the token in them.
#pragma once

#include <mutex>
#include <string>
#include <vector>

#include "shuniu/identity/ports.h"

namespace shuniu::identity::testing {

struct KeptLetter {
  std::string email;
  std::string language;
  std::string subject;
  std::string body;

  /// "" when the letter carries none.
  std::string token() const {
    constexpr std::string_view mark = "?token=";
    const std::size_t at = body.find(mark);
    if (at == std::string::npos) return {};
    const std::size_t from = at + mark.size();
    return body.substr(from, body.find('\n', from) - from);
  }
};

/// Letters of commands that are refused or run again stay in it; tests look at the last one.
class LetterBox final : public Notifier {
 public:
  void send_letter(database::Transaction&, const std::string& email, const std::string& language,
                   const std::string& subject, const std::string& body) override {
    const std::lock_guard lock(mutex_);
    letters_.push_back({email, language, subject, body});
  }
  std::size_t count() const {
    const std::lock_guard lock(mutex_);
    return letters_.size();
  }
  KeptLetter last() const {
    const std::lock_guard lock(mutex_);
    return letters_.empty() ? KeptLetter{} : letters_.back();
  }

 private:
  mutable std::mutex mutex_;
  std::vector<KeptLetter> letters_;
};

}  // namespace shuniu::identity::testing
