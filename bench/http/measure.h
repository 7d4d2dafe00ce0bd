// measure.h - two servers in processes of their own, one client, rounds that alternate between them.
#pragma once

#include <string>

namespace bench {

struct Contestant {
  const char* name;
  /// Serves GET /v1/rows?from=N on a free loopback port until killed; writes the port to the descriptor.
  void (*serve)(const std::string& file, int port_descriptor);
};

struct Effort {
  double seconds = 2;  // per server and round
  int rounds = 15;
};

/// Prints every round, and the medians and quartiles of `ours` over `peer`. True when both gave the same
/// body.
bool compare(const Contestant& ours, const Contestant& peer, const std::string& file, const Effort& effort);

}  // namespace bench
