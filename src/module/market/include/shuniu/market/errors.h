// errors.h - every refusal of market, by key. Their words stand in rulebook/messages.
#pragma once

#include <string_view>

namespace shuniu::market::errors {

inline constexpr std::string_view not_found = "market.not_found";        // absent, or not for this reader
inline constexpr std::string_view not_a_member = "market.not_a_member";  // acts for no organisation
inline constexpr std::string_view not_the_owner = "market.not_the_owner";
inline constexpr std::string_view not_a_reviewer = "market.not_a_reviewer";
inline constexpr std::string_view officer_only = "market.officer_only";  // quarantine
inline constexpr std::string_view own_item = "market.own_item";          // of an organisation one belongs to
inline constexpr std::string_view version_conflict = "market.version_conflict";  // details: version
inline constexpr std::string_view wrong_status = "market.wrong_status";          // details: status
inline constexpr std::string_view incomplete = "market.incomplete";              // faults
inline constexpr std::string_view deadline_over = "market.deadline_over";        // details: day
inline constexpr std::string_view unknown_reason = "market.unknown_reason";      // faults
inline constexpr std::string_view wrong_kind = "market.wrong_kind";  // no matches between these kinds
inline constexpr std::string_view catalogue_rebuilding = "market.catalogue_rebuilding";
inline constexpr std::string_view file_too_large = "market.file_too_large";
inline constexpr std::string_view file_type = "market.file_type";
inline constexpr std::string_view file_name = "market.file_name";
inline constexpr std::string_view too_many_attachments = "market.too_many_attachments";
// Neither CSV, TSV, JSON Lines nor XLSX.
inline constexpr std::string_view import_format = "market.import_format";
inline constexpr std::string_view no_template = "market.no_template";
inline constexpr std::string_view talk_not_found = "talk.not_found";  // absent, or between others
inline constexpr std::string_view talk_own_item = "talk.own_item";    // of an organisation one belongs to
inline constexpr std::string_view talk_already_running = "talk.already_running";    // details: talk
inline constexpr std::string_view talk_version_conflict = "talk.version_conflict";  // details: version
inline constexpr std::string_view talk_wrong_status = "talk.wrong_status";          // details: status
inline constexpr std::string_view talk_other_side = "talk.other_side";              // is to take this step
inline constexpr std::string_view talk_no_proposal = "talk.no_proposal";            // of the other side

}  // namespace shuniu::market::errors
