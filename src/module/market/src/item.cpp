#include "item.h"

#include "shuniu/json/json.h"

namespace shuniu::market {
namespace {

constexpr std::int64_t shanghai_offset_us = 8 * 3'600 * microseconds_per_second;

template <class Some>
Content decoded(const std::string& json) {
  return json::decode<Some>(json).value();
}

}  // namespace

Content decode_content(ItemKind kind, const std::string& json) {
  switch (kind) {
    case ItemKind::need:
      return decoded<NeedContent>(json);
    case ItemKind::offer:
      return decoded<OfferContent>(json);
    case ItemKind::expert:
      break;
  }
  return decoded<ExpertContent>(json);
}

std::string encode_content(const Content& content) {
  return std::visit([](const auto& some) { return json::encode(some); }, content);
}

ItemKind kind_of(const Content& content) {
  if (std::holds_alternative<NeedContent>(content)) return ItemKind::need;
  return std::holds_alternative<OfferContent>(content) ? ItemKind::offer : ItemKind::expert;
}

std::string title_of(const Content& content) {
  if (const auto* expert = std::get_if<ExpertContent>(&content)) return expert->name;
  if (const auto* offer = std::get_if<OfferContent>(&content)) return offer->title;
  return std::get<NeedContent>(content).title;
}

const ExcludedOrganisations& excluded_of(const Content& content) {
  return std::visit(
      [](const auto& some) -> const ExcludedOrganisations& { return some.excluded_organisations; }, content);
}

Date legal_day(Instant instant) {
  const std::int64_t local = instant.microseconds + shanghai_offset_us;
  const std::int64_t rest = local % microseconds_per_day;
  return date_from_days((local - (rest < 0 ? rest + microseconds_per_day : rest)) / microseconds_per_day);
}

}  // namespace shuniu::market
