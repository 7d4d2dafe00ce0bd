#include "item_rules.h"

#include <algorithm>

#include "content_texts.h"
#include "enum_name.h"
#include "figures.h"
#include "shuniu/market/errors.h"
#include "shuniu/text/visible.h"

namespace shuniu::market {
namespace {

constexpr std::size_t least_title = 4;  // characters that are seen
constexpr std::size_t least_text = 20;
constexpr std::size_t longest_line = 300;  // a text that may be longer may have several lines

bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// "H01M", "H01M 10/0562": section, class, subclass, perhaps group and subgroup.
bool is_ipc(std::string_view code) {
  if (code.size() < 4 || code[0] < 'A' || code[0] > 'H') return false;
  if (!is_digit(code[1]) || !is_digit(code[2]) || !is_upper(code[3])) return false;
  std::string_view group = code.substr(4);
  if (!group.empty() && group.front() == ' ') group.remove_prefix(1);
  if (group.empty()) return code.size() == 4;
  const std::size_t slash = group.find('/');
  const std::string_view main = group.substr(0, slash);
  const std::string_view sub = slash == std::string_view::npos ? "0" : group.substr(slash + 1);
  return !main.empty() && main.size() <= 4 && !sub.empty() && sub.size() <= 6 &&
         std::all_of(main.begin(), main.end(), is_digit) && std::all_of(sub.begin(), sub.end(), is_digit);
}

/// Collects the faults of one content; each function looks at one member.
class Check {
 public:
  explicit Check(const codelist::CodeBook& codes) : codes_(codes) {}

  void text(const std::string& path, const std::string& value, std::size_t least) {
    const std::size_t length = text::visible_characters(value);
    if (length >= least) return;
    fault(path, "fault.text_at_least", shortened(value),
          {{"least", std::to_string(least)}, {"length", std::to_string(length)}});
  }

  template <class Codes>
  void all(const std::string& list, const std::string& path, const Codes& values) {
    for (std::size_t i = 0; i < values.size(); ++i) codes_.require(list, values[i], at(path, i), faults_);
    once(path, values);
  }

  template <class Values>
  void once(const std::string& path, const Values& values) {
    for (std::size_t i = 1; i < values.size(); ++i) {
      const auto before = values.begin() + static_cast<std::ptrdiff_t>(i);
      if (std::find(values.begin(), before, values[i]) == before) continue;
      fault(at(path, i), "fault.value_twice", in_words(values[i]));
    }
  }

  template <class Code>
  void one(const std::string& list, const std::string& path, const std::optional<Code>& value) {
    if (value) codes_.require(list, *value, path, faults_);
  }

  template <class Codes>
  void fields(const Codes& values) {
    if (values.empty()) fault("fields", "fault.field_missing");
    all("tech_fields", "fields", values);
  }

  void ipc(const IpcCodes& values) {
    once("ipc", values);
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (!is_ipc(values[i])) fault(at("ipc", i), "fault.ipc", values[i]);
    }
  }

  void figures(const Items<Figure, 50>& figures) {
    for (std::size_t i = 0; i < figures.size(); ++i) check_figure(at("figures", i), figures[i], faults_);
  }

  void range(const std::string& path, const std::optional<MoneyRange>& range) {
    if (!range) return;
    if (range->low_minor > range->high_minor) fault(path, "fault.range_reversed");
    if (!codes_.list("currencies").find(range->currency)) {
      fault(path + ".currency", "fault.currency", range->currency);
    }
  }

  /// Nothing that hides or turns round what is read.
  void hidden(const Content& content) {
    visit_texts(content, [&](const std::string& path, const std::string& value, std::size_t most) {
      const auto lines = most <= longest_line ? text::Lines::one : text::Lines::many;
      const std::string found = text::hidden_character(value, lines);
      if (!found.empty()) fault(path, "fault.hidden_character", found);
    });
  }

  template <class Language>
  void language(const std::optional<Language>& language) {
    if (language && *language != "zh" && *language != "en")
      fault("language", "fault.one_of", *language, {{"names", "zh, en"}});
  }

  void excluded(const ExcludedOrganisations& excluded, const OrganisationId& owner) {
    once("excluded_organisations", excluded);
    for (std::size_t i = 0; i < excluded.size(); ++i) {
      if (excluded[i] == owner) fault(at("excluded_organisations", i), "fault.own_organisation");
    }
  }

  void fault(std::string path, std::string_view key, std::string_view got = "", Details values = {}) {
    faults_.push_back({std::move(path), std::string(key), std::move(values), shortened(got)});
  }

  static std::string at(const std::string& path, std::size_t i) {
    return path + "[" + std::to_string(i) + "]";
  }
  std::vector<Fault> faults() && { return std::move(faults_); }

 private:
  static std::string in_words(const std::string& text) { return text; }
  static std::string in_words(const OrganisationId& id) { return id.text(); }
  static std::string in_words(std::int64_t number) { return std::to_string(number); }

  const codelist::CodeBook& codes_;
  std::vector<Fault> faults_;
};

Date longest_day(Date from, const MarketOptions& options) {
  return date_from_days(days_since_epoch(from) + options.longest_lifetime_days);
}

void check_deadline(Check& check, const NeedContent& need, Date today, const MarketOptions& options) {
  if (!need.deadline) return;
  const std::string got = to_text(*need.deadline);
  if (*need.deadline < today) check.fault("deadline", "fault.day_from", got, {{"day", to_text(today)}});
  const Date latest = longest_day(today, options);
  if (*need.deadline > latest) check.fault("deadline", "fault.day_up_to", got, {{"day", to_text(latest)}});
}

void check(Check& check, const NeedContent& need, Date today, const MarketOptions& options) {
  check.text("title", need.title, least_title);
  check.text("problem", need.problem, least_text);
  check.fields(need.fields);
  check.figures(need.figures);
  check.range("budget", need.budget);
  check_deadline(check, need, today, options);
  check.ipc(need.ipc);
  check.once("wipo", need.wipo);
  check.one("industries", "industry", need.industry);
  check.one("regions", "region", need.region);
  check.all("contract_kinds", "modes", need.modes);
  check.language(need.language);
}

void check_ip(Check& check, const OfferContent& offer, Date today) {
  for (std::size_t i = 0; i < offer.ip_items.size(); ++i) {
    const std::string path = Check::at("ip_items", i);
    const IpItem& item = offer.ip_items[i];
    check.one("ip_kinds", path + ".kind", std::optional(item.kind));
    const bool numbered = item.status == IpStatus::granted || item.status == IpStatus::registered;
    if (numbered && (!item.number || item.number->empty()))
      check.fault(path + ".number", "fault.ip_number_missing");
    if (item.checked_on > today)
      check.fault(path + ".checked_on", "fault.day_up_to", to_text(item.checked_on),
                  {{"day", to_text(today)}});
  }
  if (offer.kind == OfferKind::patent && offer.ip_items.empty()) {
    check.fault("ip_items", "fault.patent_missing");
  }
}

void check(Check& check, const OfferContent& offer, Date today, const MarketOptions&) {
  check.text("title", offer.title, least_title);
  check.text("abstract", offer.abstract, least_text);
  check.fields(offer.fields);
  check.figures(offer.figures);
  check_ip(check, offer, today);
  check.range("price", offer.price);
  check.ipc(offer.ipc);
  check.once("wipo", offer.wipo);
  check.one("industries", "industry", offer.industry);
  check.one("regions", "region", offer.region);
  check.all("contract_kinds", "modes", offer.modes);
  check.language(offer.language);
  if (!offer.non_secret) check.fault("non_secret", "fault.non_secret_missing");
}

void check(Check& check, const ExpertContent& expert, Date, const MarketOptions&) {
  check.text("name", expert.name, 2);
  check.text("abstract", expert.abstract, least_text);
  check.fields(expert.fields);
  check.one("regions", "region", expert.region);
  check.language(expert.language);
}

bool may(ItemStatus status, Face face, Step step) {
  using enum ItemStatus;
  const auto among = [status](std::initializer_list<ItemStatus> wanted) {
    return std::find(wanted.begin(), wanted.end(), status) != wanted.end();
  };
  switch (step) {
    case Step::edit:
      return status != quarantined;
    case Step::submit:
      return among({draft, returned});
    case Step::publish:
    case Step::return_item:
      return among({submitted, quarantined});
    case Step::quarantine:
      return status == submitted || (face == Face::published && status != quarantined);
    case Step::withdraw:
      return among({draft, submitted, returned, published});
    case Step::expire:
      return face == Face::published;
  }
  return false;
}

}  // namespace

Result<ItemStatus> status_after(ItemStatus status, Face face, Step step) {
  using enum ItemStatus;
  if (!may(status, face, step)) {
    return refuse(errors::wrong_status, Kind::precondition, {{"status", name_of(status)}});
  }
  switch (step) {
    case Step::edit:
      return draft;
    case Step::submit:
      return submitted;
    case Step::publish:
      return published;
    case Step::return_item:
      return returned;
    case Step::quarantine:
      return quarantined;
    case Step::withdraw:
      return withdrawn;
    case Step::expire:
      break;
  }
  return status == published ? expired : status;
}

std::vector<Fault> faults_at_submission(const Content& content, const OrganisationId& owner,
                                        const codelist::CodeBook& codes, Date today,
                                        const MarketOptions& options) {
  Check checks(codes);
  std::visit([&](const auto& some) { check(checks, some, today, options); }, content);
  checks.excluded(excluded_of(content), owner);
  checks.hidden(content);
  return std::move(checks).faults();
}

Result<Done> may_be_published(const Content& content, Date today) {
  const auto* need = std::get_if<NeedContent>(&content);
  if (!need || !need->deadline || *need->deadline >= today) return Done{};
  return refuse(errors::deadline_over, Kind::precondition, {{"day", to_text(*need->deadline)}});
}

Date last_day(const Content& content, Date published_on, const MarketOptions& options) {
  const auto* need = std::get_if<NeedContent>(&content);
  if (need && need->deadline) return std::min(*need->deadline, longest_day(published_on, options));
  const std::int64_t days = need ? options.need_lifetime_days : options.offer_lifetime_days;
  return date_from_days(days_since_epoch(published_on) + days);
}

}  // namespace shuniu::market
