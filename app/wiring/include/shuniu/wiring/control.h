// control.h - what the command line asks of a hub: the same questions whether this process has opened the
// hub or a server holds it.
//
//   Control control(hub);
//   Result<std::string> answer = control.answer("create-account", to_wire(question));
//   Result<AccountMade> made = from_wire<AccountMade>(*answer);     // console.h does both
//
// On the wire a question or an answer is one line of JSON; a member `bytes` that is not described follows
// behind the line as it is (a file, a page of an export).
//
// Promises
//   - Whoever asks here holds the machine: no person is asked for, every organisation may be served.
//   - Faults and refusals are those of the modules' own commands.
// Does not listen (control_server.h) and is no part of the public API. Thread-safe.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "shuniu/json/json.h"
#include "shuniu/wiring/hub.h"

namespace shuniu::wiring {

struct AskVersion {};
SHUNIU_DESCRIBE(AskVersion)

struct HubVersion {
  std::string version;
};
SHUNIU_DESCRIBE(HubVersion, version)

struct CreateAccount {
  EmailAddress<> email;
  Text<1, 80> name;
  Secret<10, 128> password;
  Role role = Role::administrator;
};
SHUNIU_DESCRIBE(CreateAccount, email, name, password, role)

struct AccountMade {
  AccountId account;
};
SHUNIU_DESCRIBE(AccountMade, account)

struct ResetSecondFactor {
  EmailAddress<> email;
};
SHUNIU_DESCRIBE(ResetSecondFactor, email)

struct SecondFactorReset {
  bool removed = true;
};
SHUNIU_DESCRIBE(SecondFactorReset, removed)

struct StartFileImport {
  OrganisationId organisation;
  market::ItemKind kind = market::ItemKind::need;
  std::string file_name;
  market::Faulty faulty = market::Faulty::refuse;
  std::string bytes;  // behind the JSON
};
SHUNIU_DESCRIBE(StartFileImport, organisation, kind, file_name, faulty)

struct FollowImport {
  OrganisationId organisation;
  market::ImportId import;
};
SHUNIU_DESCRIBE(FollowImport, organisation, import)

/// A part of everything that the hub holds of an organisation; the first one without `after`.
struct ExportPart {
  OrganisationId organisation;
  std::optional<std::string> after;
};
SHUNIU_DESCRIBE(ExportPart, organisation, after)

struct ExportedPart {
  std::vector<market::AttachmentView> attachments;
  std::optional<std::string> next_after;  // empty: this was the last part
  std::string bytes;                      // JSON Lines, behind the JSON
};
SHUNIU_DESCRIBE(ExportedPart, attachments, next_after)

struct ReadAttachment {
  std::string sha256;
};
SHUNIU_DESCRIBE(ReadAttachment, sha256)

struct AttachmentBytes {
  std::string bytes;  // behind the JSON
};
SHUNIU_DESCRIBE(AttachmentBytes)

/// The name of a call, with the types of its question and its answer.
template <class QuestionType, class AnswerType>
struct ControlCall {
  using Question = QuestionType;
  using Answer = AnswerType;
  std::string_view name;
};

namespace control {
inline constexpr ControlCall<AskVersion, HubVersion> version{"version"};
inline constexpr ControlCall<CreateAccount, AccountMade> create_account{"create-account"};
inline constexpr ControlCall<ResetSecondFactor, SecondFactorReset> reset_second_factor{"reset-second-factor"};
inline constexpr ControlCall<StartFileImport, market::ImportView> start_import{"start-import"};
inline constexpr ControlCall<FollowImport, market::ImportView> follow_import{"follow-import"};
inline constexpr ControlCall<ExportPart, ExportedPart> export_part{"export-part"};
inline constexpr ControlCall<ReadAttachment, AttachmentBytes> read_attachment{"read-attachment"};
}  // namespace control

template <class T>
std::string to_wire(const T& value) {
  std::string text = json::encode(value) + "\n";
  if constexpr (requires { value.bytes; }) text += value.bytes;
  return text;
}

template <class T>
Result<T> from_wire(std::string_view text) {
  const std::size_t end = text.find('\n');
  auto value = json::decode<T>(text.substr(0, end));
  if constexpr (requires(T any) { any.bytes; }) {
    if (value && end != std::string_view::npos) value->bytes = text.substr(end + 1);
  }
  return value;
}

class Control {
 public:
  explicit Control(Hub& hub);
  Control(const Control&) = delete;
  Control& operator=(const Control&) = delete;

  Result<std::string> answer(std::string_view call, std::string_view question);

 private:
  template <class Call>
  void add(const Call& call,
           Result<typename Call::Answer> (Control::*run)(const typename Call::Question& question));
  Result<HubVersion> version(const AskVersion& question);
  Result<AccountMade> create_account(const CreateAccount& command);
  Result<SecondFactorReset> reset_second_factor(const ResetSecondFactor& command);
  Result<market::ImportView> start_import(const StartFileImport& command);
  Result<market::ImportView> follow_import(const FollowImport& question);
  Result<ExportedPart> export_part(const ExportPart& question);
  Result<AttachmentBytes> read_attachment(const ReadAttachment& question);

  Hub& hub_;
  std::map<std::string_view, std::function<Result<std::string>(std::string_view)>> calls_;
};

}  // namespace shuniu::wiring
