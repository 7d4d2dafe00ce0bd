// hearing.h - which fact becomes which notice, and for whom. Pure.
#pragma once

#include <vector>

#include "shuniu/journal/feed.h"
#include "shuniu/notice/notices.h"

namespace shuniu::notice {

struct TalkSides {
  std::string talk;
  OrganisationId asked;
  OrganisationId asking;
};
SHUNIU_DESCRIBE(TalkSides, talk, asked, asking)

struct Told {
  OrganisationId organisation;
  NoticeKind kind = NoticeKind::message_written;
  Subject subject;
};

/// The talk that the fact is about, "" when it is about none.
std::string talk_of(const journal::RecordedFact& fact);
/// Set by the fact that begins a talk.
std::optional<TalkSides> begun_talk(const journal::RecordedFact& fact);
/// Nothing for facts that nobody is told of, and for talks whose sides are not known.
std::vector<Told> told_by(const journal::RecordedFact& fact, const std::optional<TalkSides>& sides);

}  // namespace shuniu::notice
