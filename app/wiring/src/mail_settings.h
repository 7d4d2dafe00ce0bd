// mail_settings.h - how letters leave: what the settings say of it, and what is wrong with that.
#pragma once

#include <memory>
#include <vector>

#include "shuniu/base/result.h"
#include "shuniu/config/config.h"
#include "shuniu/mail/mail.h"
#include "shuniu/wiring/hub.h"

namespace shuniu::wiring {

/// All together; none while no mail server is named.
std::vector<Fault> mail_faults(const config::Config& config);
/// The mail server, or files in the outbox.
std::unique_ptr<mail::Transport> make_transport(const config::Config& config, const Places& places);
/// With the sender's address; what fails is logged, without address or text.
mail::SenderOptions sender_options(const config::Config& config);

}  // namespace shuniu::wiring
