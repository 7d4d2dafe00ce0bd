#include "shuniu/wiring/control.h"

#include "shuniu/wiring/export.h"
#include "unattended.h"

namespace shuniu::wiring {

template <class Call>
void Control::add(const Call& call,
                  Result<typename Call::Answer> (Control::*run)(const typename Call::Question& question)) {
  calls_.emplace(call.name, [this, run](std::string_view text) -> Result<std::string> {
    const auto question = from_wire<typename Call::Question>(text);
    if (!question) return question.error();
    const auto answer = (this->*run)(*question);
    if (!answer) return answer.error();
    return to_wire(*answer);
  });
}

Control::Control(Hub& hub) : hub_(hub) {
  add(control::version, &Control::version);
  add(control::create_account, &Control::create_account);
  add(control::reset_second_factor, &Control::reset_second_factor);
  add(control::start_import, &Control::start_import);
  add(control::follow_import, &Control::follow_import);
  add(control::export_part, &Control::export_part);
  add(control::read_attachment, &Control::read_attachment);
}

Result<std::string> Control::answer(std::string_view call, std::string_view question) {
  const auto found = calls_.find(call);
  if (found == calls_.end()) return refuse("control.no_such_call", Kind::not_found);
  return found->second(question);
}

Result<HubVersion> Control::version(const AskVersion&) {
  return HubVersion{SHUNIU_VERSION};
}

Result<AccountMade> Control::create_account(const CreateAccount& command) {
  const auto made = hub_.identity().create_confirmed_account(
      {command.email, command.password, command.name, std::nullopt}, {command.role});
  if (!made) return made.error();
  return AccountMade{*made};
}

Result<SecondFactorReset> Control::reset_second_factor(const ResetSecondFactor& command) {
  const auto removed = hub_.identity().remove_second_factor_unattended(command.email);
  if (!removed) return removed.error();
  return SecondFactorReset{};
}

Result<market::ImportView> Control::start_import(const StartFileImport& command) {
  const Actor owner = unattended_owner(command.organisation);
  if (const auto known = hub_.identity().organisation(owner, {command.organisation}); !known) {
    return known.error();
  }
  return hub_.import().start_unattended(command.organisation,
                                        {command.kind, command.file_name, command.bytes, command.faulty});
}

Result<market::ImportView> Control::follow_import(const FollowImport& question) {
  return hub_.import().progress(unattended_owner(question.organisation), {question.import});
}

Result<ExportedPart> Control::export_part(const ExportPart& question) {
  if (!question.after) hub_.stream().drain();  // facts that wait for their number are exported too
  const Actor owner = unattended_owner(question.organisation);
  auto part =
      wiring::export_part({hub_.identity(), hub_.market(), hub_.talks(), hub_.feed()}, owner, question.after);
  if (!part) return part.error();
  return ExportedPart{std::move(part->attachments), part->next_after, std::move(part->lines)};
}

Result<AttachmentBytes> Control::read_attachment(const ReadAttachment& question) {
  auto bytes = hub_.files().read(question.sha256);
  if (!bytes) return bytes.error();
  return AttachmentBytes{std::move(*bytes)};
}

}  // namespace shuniu::wiring
