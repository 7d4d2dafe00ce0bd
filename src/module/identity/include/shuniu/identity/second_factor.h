// second_factor.h - what travels about second factors: the codes of an authenticator app (RFC 6238: SHA-1,
// six digits, steps of 30 seconds) and recovery codes for who has lost it.
//
//   POST /v1/session                  401 identity.second_factor_wanted, details: challenge, valid_s
//   POST /v1/session/second-factor    {"challenge": …, "code": "287082"}; sets the cookie
//
// Promises
//   - The secret is stored sealed under a key of the hub, recovery codes as SHA-256; both are shown once.
//   - A code is taken within one step of the hub's clock, and each step once; a recovery code once.
//   - Wrong codes of an account are counted and slowed down like wrong passwords, by a count of their own.
//   - Whoever has a role on the hub, and no second factor where the hub requires one, has nothing of the
//     role: what it would allow is refused with identity.second_factor_required.
//   - API keys carry no hub roles and need no code.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "shuniu/base/describe.h"

namespace shuniu::identity {

/// required: the roles of the account rest until it sets a second factor up.
enum class SecondFactorState { absent, required, enabled };
SHUNIU_DESCRIBE_ENUM(SecondFactorState, absent, required, enabled)

struct SecondFactorView {
  SecondFactorState state = SecondFactorState::absent;
  std::optional<Instant> enabled_at;
  std::int64_t recovery_codes_left = 0;
};
SHUNIU_DESCRIBE(SecondFactorView, state, enabled_at, recovery_codes_left)

/// Of the app, or a recovery code; spaces and hyphens do not count.
using SecondFactorCode = Secret<6, 40>;

struct StartSecondFactor {
  Secret<1, 128> password;
  std::optional<SecondFactorCode> code;  // of the one in force, when there is one
};
SHUNIU_DESCRIBE(StartSecondFactor, password, code)

/// What the app is given; of no effect until its first code confirms it.
struct SecondFactorStart {
  std::string secret;           // Base32
  std::string address;          // otpauth://totp/…
  std::vector<std::string> qr;  // the address as a QR code: a row of modules each, 1 dark and 0 light
  Instant expires_at;
};
SHUNIU_DESCRIBE(SecondFactorStart, secret, address, qr, expires_at)

struct ConfirmSecondFactor {
  SecondFactorCode code;  // of the app
};
SHUNIU_DESCRIBE(ConfirmSecondFactor, code)

/// Shown once; earlier ones stop working.
struct RecoveryCodes {
  std::vector<std::string> codes;
};
SHUNIU_DESCRIBE(RecoveryCodes, codes)

struct ProveSecondFactor {
  Secret<1, 128> password;
  SecondFactorCode code;
};
SHUNIU_DESCRIBE(ProveSecondFactor, password, code)

struct SignInWithCode {
  Secret<20, 100> challenge;  // of the sign-in with the password
  SecondFactorCode code;
};
SHUNIU_DESCRIBE(SignInWithCode, challenge, code)

}  // namespace shuniu::identity
