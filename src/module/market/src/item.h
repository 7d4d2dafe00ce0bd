// item.h - an item as it is stored: one row for all kinds, the content as JSON of its struct.
#pragma once

#include <string>
#include <variant>

#include "shuniu/market/import.h"
#include "shuniu/market/market.h"

namespace shuniu::market {

using Content = std::variant<NeedContent, OfferContent, ExpertContent>;

Content decode_content(ItemKind kind, const std::string& json);
std::string encode_content(const Content& content);
ItemKind kind_of(const Content& content);
std::string title_of(const Content& content);
const ExcludedOrganisations& excluded_of(const Content& content);

enum class Face { unpublished, published };  // do others see a version of it?

struct ItemRow {
  ItemId id;
  ItemKind kind = ItemKind::need;
  OrganisationId organisation;
  ItemStatus status = ItemStatus::draft;
  std::int64_t version = 1;
  std::string title;
  std::string content;
  std::optional<std::string> published_content;
  std::optional<std::int64_t> published_version;
  bool anonymous = false;  // what others see of it hides whose it is
  bool restricted = false;
  AccountId created_by;  // empty: not a person
  Instant created_at;
  Instant updated_at;
  std::optional<Instant> submitted_at;
  std::optional<Instant> published_at;
  std::optional<Date> expires_on;
  std::optional<ReviewView> review;
  ImportId staged_in;  // not empty: its first fact is still to be recorded

  Face face() const { return published_version ? Face::published : Face::unpublished; }
};
SHUNIU_DESCRIBE(ItemRow, id, kind, organisation, status, version, title, content, published_content,
                published_version, anonymous, restricted, created_by, created_at, updated_at, submitted_at,
                published_at, expires_on, review, staged_in)

/// The day in Shanghai (UTC+8, no summer time since 1991), the legal day of the hub.
Date legal_day(Instant instant);

}  // namespace shuniu::market
