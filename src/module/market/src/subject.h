// subject.h - what search, matching and lists look at, the same for needs, offers and experts. Pure.
#pragma once

#include "item.h"

namespace shuniu::market {

struct Subject {
  ItemKind kind = ItemKind::need;
  std::string title;    // of an expert: name and title
  std::string text;     // what a reader sees as its description: problem or abstract
  std::string further;  // the rest of its words: advantages, constraints, figures
  std::string keywords;
  std::vector<std::string> fields;
  std::vector<std::string> ipc;
  std::vector<std::string> modes;
  std::vector<Figure> figures;
  std::optional<std::string> region;
  std::optional<std::int64_t> readiness;
  std::optional<OfferKind> offer_kind;
  std::optional<IpPosition> ip_position;
  std::optional<MoneyRange> price;  // of an offer its price, of a need its budget
  std::optional<Date> deadline;

  std::string body() const { return text + "\n" + further; }
  std::string codes() const;  // fields and IPC, for the index
};

Subject subject_of(const Content& content);

/// "06" and "06.2" of "06.2": both levels, each once.
std::vector<std::string> field_levels(const std::vector<std::string>& fields);

std::string in_words(const Figure& figure);

/// One row of a list; the organisation holds its id only until names are resolved.
ItemBrief brief_of(const ItemRow& row, const Content& shown_content, ItemStatus status);

}  // namespace shuniu::market
