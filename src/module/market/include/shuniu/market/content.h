// content.h - what a need, an offer and an expert consist of; the same structs are the API, the stored
// document and the import.
//
// A draft may be incomplete: bounds here only limit size. What must be there to be submitted is checked by
// `submit` (market.incomplete lists every missing or unknown field).
// Codes are those of the rulebook: fields (tech_fields), industry, region, ip kinds, modes (contract_kinds).
#pragma once

#include <optional>

#include "shuniu/base/actor.h"
#include "shuniu/base/describe.h"
#include "shuniu/base/money.h"

namespace shuniu::market {

enum class ItemKind { need, offer, expert };
SHUNIU_DESCRIBE_ENUM(ItemKind, need, offer, expert)

enum class FigureRelation { ge, le, gt, lt, eq, between };
SHUNIU_DESCRIBE_ENUM(FigureRelation, ge, le, gt, lt, eq, between)

/// A required figure of a need, or a stated figure of an offer: "thermal runaway onset >= 210 ℃, by GB
/// 38031".
struct Figure {
  Text<1, 80> name;
  FigureRelation relation = FigureRelation::eq;
  Decimal value;
  std::optional<Decimal> value_high;  // of `between` only
  Text<0, 30> unit;
  std::optional<Text<0, 200>> method;
  std::optional<Text<0, 300>> conditions;
};
SHUNIU_DESCRIBE(Figure, name, relation, value, value_high, unit, method, conditions)

enum class Shown { hidden, shown };
SHUNIU_DESCRIBE_ENUM(Shown, hidden, shown)

/// What the asking side wants to hold in the end; the weaker wishes are met by the stronger offers.
enum class IpPosition { any, use, exclusive_use, joint, ownership };
SHUNIU_DESCRIBE_ENUM(IpPosition, any, use, exclusive_use, joint, ownership)

/// Of a need: `anonymous` hides whose it is from everybody but its owner and the review desk, until the owner
/// accepts an interest; then the one who asked, and nobody else, learns it.
enum class NeedVisibility { open, anonymous };
SHUNIU_DESCRIBE_ENUM(NeedVisibility, open, anonymous)

using FieldCodes = Items<Text<2, 6>, 8>;
using IpcCodes = Items<Text<1, 16>, 20>;
using WipoFields = Items<Whole<1, 35>, 10>;
using Modes = Items<Text<3, 3>, 5>;
using ExcludedOrganisations = Items<OrganisationId, 200>;

struct NeedContent {
  Text<0, 200> title;
  Text<0, 8000> problem;
  Items<Figure, 50> figures;
  std::optional<Text<0, 4000>> tried;
  std::optional<Text<0, 4000>> constraints;
  std::optional<MoneyRange> budget;
  std::optional<Shown> budget_shown;  // hidden unless said otherwise
  std::optional<Date> deadline;
  FieldCodes fields;
  IpcCodes ipc;
  WipoFields wipo;
  std::optional<Text<1, 10>> industry;
  std::optional<Text<6, 6>> region;
  std::optional<Whole<1, 9>> readiness_wanted;
  std::optional<IpPosition> ip_position;
  Modes modes;
  std::optional<Text<2, 2>> language;             // zh (default) or en
  std::optional<NeedVisibility> visibility;       // open unless said otherwise
  ExcludedOrganisations excluded_organisations;   // must never see it; shown to the owner only
  std::optional<Text<0, 80>> internal_reference;  // shown to the owner only
};
SHUNIU_DESCRIBE(NeedContent, title, problem, figures, tried, constraints, budget, budget_shown, deadline,
                fields, ipc, wipo, industry, region, readiness_wanted, ip_position, modes, language,
                visibility, excluded_organisations, internal_reference)

enum class OfferKind { result, patent, know_how, software };
SHUNIU_DESCRIBE_ENUM(OfferKind, result, patent, know_how, software)

enum class IpStatus { pending, granted, registered, secret, lapsed };
SHUNIU_DESCRIBE_ENUM(IpStatus, pending, granted, registered, secret, lapsed)

struct IpItem {
  Text<1, 10> kind;  // ip_kinds
  std::optional<Text<0, 40>> number;
  std::optional<Text<0, 200>> title;
  IpStatus status = IpStatus::pending;
  std::optional<Date> expires_on;
  Date checked_on;  // when somebody looked it up
};
SHUNIU_DESCRIBE(IpItem, kind, number, title, status, expires_on, checked_on)

struct OfferContent {
  OfferKind kind = OfferKind::result;
  Text<0, 200> title;
  Text<0, 8000> abstract;
  std::optional<Text<0, 2000>> advantages;
  Items<Figure, 50> figures;
  Items<IpItem, 50> ip_items;
  std::optional<Whole<1, 9>> readiness;
  std::optional<Text<0, 2000>> readiness_evidence;
  Items<Text<1, 60>, 50> inventors;
  Items<Text<1, 120>, 20> co_owners;
  Modes modes;
  std::optional<MoneyRange> price;
  std::optional<Text<6, 6>> region;
  FieldCodes fields;
  IpcCodes ipc;
  WipoFields wipo;
  std::optional<Text<1, 10>> industry;
  std::optional<Text<2, 2>> language;
  // The unit declares that nothing in it is a state secret; without it nothing is published.
  bool non_secret = false;
  ExcludedOrganisations excluded_organisations;
  std::optional<Text<0, 80>> internal_reference;
};
SHUNIU_DESCRIBE(OfferContent, kind, title, abstract, advantages, figures, ip_items, readiness,
                readiness_evidence, inventors, co_owners, modes, price, region, fields, ipc, wipo, industry,
                language, non_secret, excluded_organisations, internal_reference)

enum class ExpertKind { expert, laboratory };
SHUNIU_DESCRIBE_ENUM(ExpertKind, expert, laboratory)

struct ExpertContent {
  ExpertKind kind = ExpertKind::expert;
  Text<0, 120> name;
  Text<0, 200> title;
  Text<0, 8000> abstract;
  Items<Text<1, 120>, 30> specialities;
  Items<Text<1, 120>, 50> equipment;
  std::optional<Text<0, 120>> office;          // must be copied on every approach
  std::optional<EmailAddress<>> office_email;  // shown to the owner and to officers only
  FieldCodes fields;
  std::optional<Text<6, 6>> region;
  std::optional<Text<2, 2>> language;
  ExcludedOrganisations excluded_organisations;
};
SHUNIU_DESCRIBE(ExpertContent, kind, name, title, abstract, specialities, equipment, office, office_email,
                fields, region, language, excluded_organisations)

}  // namespace shuniu::market
