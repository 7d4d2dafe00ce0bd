// sodium_ready.h - libsodium is initialised before its first use, once.
#pragma once

namespace shuniu::crypto {

void make_sodium_ready();

}  // namespace shuniu::crypto
