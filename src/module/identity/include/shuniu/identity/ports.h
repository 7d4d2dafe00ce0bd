// ports.h - what identity needs from others, in its own words.
#pragma once

#include <string>

#include "shuniu/database/database.h"

namespace shuniu::identity {

/// Sends a letter to a person. Called inside the command's transaction: the letter is queued with the change,
/// or not at all.
class Notifier {
 public:
  virtual ~Notifier() = default;
  virtual void send_letter(database::Transaction& tx, const std::string& email, const std::string& language,
                           const std::string& subject, const std::string& body) = 0;
};

}  // namespace shuniu::identity
