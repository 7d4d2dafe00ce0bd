// rows_by_id.h - the rows of a list of ids, in the order of the ids.
#pragma once

#include <array>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "shuniu/database/database.h"

namespace shuniu::identity {

constexpr std::size_t ids_at_once = 25;

template <class Row, class SomeId, std::size_t... place>
std::vector<Row> rows_of_portion(database::Transaction& tx, const std::string& select,
                                 const std::array<SomeId, ids_at_once>& ids, std::index_sequence<place...>) {
  std::string places;
  ((places += (place == 0 ? "$" : ", $") + std::to_string(place + 1)), ...);
  return tx.rows<Row>(select + " WHERE id IN (" + places + ")", ids[place]...);
}

/// `select` ends where WHERE would follow. Ids that nothing has are passed over.
template <class Row, class SomeId>
std::vector<Row> rows_by_id(database::Transaction& tx, const std::string& select,
                            const std::vector<SomeId>& ids) {
  std::map<std::string, Row> by_id;
  for (std::size_t from = 0; from < ids.size(); from += ids_at_once) {
    // One statement for any number: places left over repeat the first id.
    std::array<SomeId, ids_at_once> portion;
    for (std::size_t i = 0; i < ids_at_once; ++i)
      portion[i] = from + i < ids.size() ? ids[from + i] : ids[from];
    for (Row& row : rows_of_portion<Row>(tx, select, portion, std::make_index_sequence<ids_at_once>())) {
      std::string id = row.id.text();
      by_id.emplace(std::move(id), std::move(row));
    }
  }
  std::vector<Row> rows;
  for (const SomeId& id : ids) {
    if (const auto found = by_id.find(id.text()); found != by_id.end()) rows.push_back(found->second);
  }
  return rows;
}

}  // namespace shuniu::identity
