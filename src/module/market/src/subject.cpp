#include "subject.h"

#include <algorithm>

namespace shuniu::market {
namespace {

constexpr std::size_t figures_in_brief = 3;

template <class Some>
void add_line(std::string& text, const Some& line) {
  if (line.empty()) return;
  if (!text.empty()) text += '\n';
  text += line;
}

template <class Some>
void add_line(std::string& text, const std::optional<Some>& line) {
  if (line) add_line(text, *line);
}

template <class List>
std::vector<std::string> texts(const List& list) {
  return {list.begin(), list.end()};
}

void add_figures(Subject& subject, const Items<Figure, 50>& figures) {
  subject.figures.assign(figures.begin(), figures.end());
  for (const Figure& figure : figures) {
    add_line(subject.further, in_words(figure));
    add_line(subject.further, figure.method);
    add_line(subject.further, figure.conditions);
  }
}

Subject subject(const NeedContent& need) {
  Subject result;
  result.kind = ItemKind::need;
  result.title = need.title;
  result.text = need.problem;
  add_line(result.further, need.tried);
  add_line(result.further, need.constraints);
  add_figures(result, need.figures);
  result.fields = texts(need.fields);
  result.ipc = texts(need.ipc);
  result.modes = texts(need.modes);
  result.region = need.region;
  if (need.readiness_wanted) result.readiness = *need.readiness_wanted;
  result.ip_position = need.ip_position;
  result.price = need.budget;
  result.deadline = need.deadline;
  return result;
}

Subject subject(const OfferContent& offer) {
  Subject result;
  result.kind = ItemKind::offer;
  result.title = offer.title;
  result.text = offer.abstract;
  add_line(result.further, offer.advantages);
  add_figures(result, offer.figures);
  for (const IpItem& item : offer.ip_items) add_line(result.further, item.title);
  add_line(result.further, offer.readiness_evidence);
  result.fields = texts(offer.fields);
  result.ipc = texts(offer.ipc);
  result.modes = texts(offer.modes);
  result.region = offer.region;
  if (offer.readiness) result.readiness = *offer.readiness;
  result.offer_kind = offer.kind;
  result.price = offer.price;
  return result;
}

Subject subject(const ExpertContent& expert) {
  Subject result;
  result.kind = ItemKind::expert;
  result.title = expert.name;
  if (!expert.title.empty()) result.title += " " + expert.title;
  result.text = expert.abstract;
  for (const auto& speciality : expert.specialities) add_line(result.keywords, speciality);
  for (const auto& equipment : expert.equipment) add_line(result.keywords, equipment);
  result.fields = texts(expert.fields);
  result.region = expert.region;
  return result;
}

}  // namespace

std::string Subject::codes() const {
  std::string result;
  for (const std::string& code : field_levels(fields)) result += code + ";";
  for (std::string code : ipc) {
    const std::string subclass = code.substr(0, 4);
    code.erase(std::remove(code.begin(), code.end(), ' '), code.end());
    result += subclass + ";";
    if (code != subclass) result += code + ";";
  }
  return result;
}

Subject subject_of(const Content& content) {
  return std::visit([](const auto& some) { return subject(some); }, content);
}

std::vector<std::string> field_levels(const std::vector<std::string>& fields) {
  std::vector<std::string> result;
  const auto add = [&result](const std::string& code) {
    if (std::find(result.begin(), result.end(), code) == result.end()) result.push_back(code);
  };
  for (const std::string& field : fields) {
    add(field.substr(0, field.find('.')));
    add(field);
  }
  return result;
}

std::string in_words(const Figure& figure) {
  static constexpr const char* signs[] = {"≥", "≤", ">", "<", "=", ""};
  std::string words = figure.name + " " + signs[static_cast<std::size_t>(figure.relation)] + figure.value;
  if (figure.value_high) words += "～" + *figure.value_high;
  return figure.unit.empty() ? words : words + " " + figure.unit;
}

ItemBrief brief_of(const ItemRow& row, const Content& shown_content, ItemStatus status) {
  const Subject subject = subject_of(shown_content);
  ItemBrief brief;
  brief.id = row.id;
  brief.kind = row.kind;
  brief.status = status;
  brief.title = title_of(shown_content);
  brief.fields = subject.fields;
  brief.region = subject.region;
  brief.modes = subject.modes;
  brief.readiness = subject.readiness;
  brief.offer_kind = subject.offer_kind;
  brief.deadline = subject.deadline;
  brief.price = subject.price;
  const std::size_t figures = std::min(figures_in_brief, subject.figures.size());
  brief.figures.assign(subject.figures.begin(),
                       subject.figures.begin() + static_cast<std::ptrdiff_t>(figures));
  brief.published_at = row.published_at;
  brief.updated_at = row.updated_at;
  return brief;
}

}  // namespace shuniu::market
