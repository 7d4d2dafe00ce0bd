// rows.cpp - described structs in and out of rows, by column name.
#include <algorithm>

#include "shuniu/database/database.h"
#include "shuniu/json/json.h"

namespace shuniu::database {
namespace {

[[noreturn]] void fail(std::string_view column, std::string_view says) {
  throw DatabaseError("column " + std::string(column) + ": " + std::string(says));
}

void store_enumeration(std::string_view column, const std::string& name, const TypeInfo& type, void* object) {
  const auto found = std::find(type.names.begin(), type.names.end(), name);
  if (found == type.names.end()) fail(column, "\"" + name + "\" is no " + std::string(type.name));
  type.store_integer(object, found - type.names.begin());
}

void store_json(std::string_view column, const std::string& text, const TypeInfo& type, void* object) {
  std::vector<Fault> faults;
  json::decode_into(text, type, object, faults);
  if (!faults.empty()) {
    fail(column, "stored JSON does not fit: " + faults.front().path + ": " + faults.front().key);
  }
}

/// An Id binds as NULL when it is empty, so NULL reads as the empty Id.
bool reads_null(const TypeInfo& type) {
  return type.shape == Shape::text && type.format == "uuid";
}

/// Takes the text out of the value.
void store_value(std::string_view column, Value& value, const TypeInfo& type, void* object) {
  if (type.shape == Shape::optional) {
    type.clear(object);
    if (!value.is_null()) store_value(column, value, *type.element, type.append(object));
    return;
  }
  if (value.is_null()) {
    if (!reads_null(type)) fail(column, "NULL where the member is not optional");
    return type.store_text(object, "");
  }
  const auto* number = std::get_if<std::int64_t>(&value.storage());
  auto* text = std::get_if<std::string>(&value.storage());
  switch (type.shape) {
    case Shape::boolean:
    case Shape::integer:
    case Shape::instant:
      if (!number) fail(column, "no whole number (cast it in the SQL)");
      return type.store_integer(object, *number);
    case Shape::text:
    case Shape::document:
      if (!text) fail(column, "no text");
      return type.store_text(object, std::move(*text));
    case Shape::enumeration:
      if (!text) fail(column, "no text");
      return store_enumeration(column, *text, type, object);
    case Shape::list:
    case Shape::record:
      if (!text) fail(column, "no text of JSON");
      return store_json(column, *text, type, object);
    case Shape::optional:
      break;
  }
}

Value null_of(const TypeInfo& type) {
  const bool is_number =
      type.shape == Shape::boolean || type.shape == Shape::integer || type.shape == Shape::instant;
  return Value(is_number ? ValueType::number : ValueType::text);
}

Value load_value(const TypeInfo& type, const void* object) {
  switch (type.shape) {
    case Shape::boolean:
    case Shape::integer:
    case Shape::instant:
      return Value(type.load_integer(object));
    case Shape::enumeration:
      return Value(type.names.at(static_cast<std::size_t>(type.load_integer(object))));
    case Shape::document:
      return Value(type.load_text(object));
    case Shape::text: {
      std::string text = type.load_text(object);
      return reads_null(type) && text.empty() ? null_of(type) : Value(std::move(text));
    }
    case Shape::optional:
      // TypeInfo hands out elements for writing only; nothing is written here.
      return type.size(object) == 0 ? null_of(*type.element)
                                    : load_value(*type.element, type.at(const_cast<void*>(object), 0));
    case Shape::list:
    case Shape::record:
      return Value(json::encode(type, object));
  }
  return {};
}

std::vector<Value> load_members(const TypeInfo& row, const void* object) {
  std::vector<Value> values;
  for (const MemberInfo& member : row.members) {
    values.push_back(load_value(*member.type, member.address(const_cast<void*>(object))));
  }
  return values;
}

/// The member of each column; every column has one, and every member has a column.
std::vector<const MemberInfo*> match_columns(const std::vector<std::string>& columns, const TypeInfo& row) {
  std::vector<const MemberInfo*> members;
  for (const std::string& column : columns) {
    const auto found = std::find_if(row.members.begin(), row.members.end(),
                                    [&column](const MemberInfo& member) { return member.name == column; });
    if (found == row.members.end()) fail(column, "no such member in " + std::string(row.name));
    if (std::find(members.begin(), members.end(), &*found) != members.end())
      fail(column, "stands twice in the row");
    members.push_back(&*found);
  }
  for (const MemberInfo& member : row.members) {
    if (std::find(members.begin(), members.end(), &member) == members.end()) {
      fail(member.name, "missing in the row, but " + std::string(row.name) + " has it");
    }
  }
  return members;
}

}  // namespace

void Transaction::read_rows(std::string_view sql, const std::vector<Value>& parameters, const TypeInfo& row,
                            const std::function<void*()>& next) {
  std::vector<const MemberInfo*> members;
  execute(sql, parameters, [&](const std::vector<std::string>& columns, std::vector<Value>& values) {
    if (members.empty()) members = match_columns(columns, row);
    void* object = next();
    for (std::size_t i = 0; i < values.size(); ++i) {
      store_value(columns[i], values[i], *members[i]->type, members[i]->address(object));
    }
  });
}

void Transaction::read_value(std::string_view sql, const std::vector<Value>& parameters,
                             const TypeInfo& value, const std::function<void*()>& next) {
  bool found = false;
  execute(sql, parameters, [&](const std::vector<std::string>& columns, std::vector<Value>& values) {
    if (found) throw DatabaseError("more than one row: " + std::string(sql));
    found = true;
    if (values.front().is_null() && value.shape != Shape::optional) return;
    store_value(columns.front(), values.front(), value, next());
  });
}

void Transaction::insert_row(std::string_view table, const TypeInfo& row, const void* object) {
  std::string columns, places;
  for (std::size_t i = 0; i < row.members.size(); ++i) {
    const std::string_view comma = i == 0 ? "" : ", ";
    columns.append(comma).append(row.members[i].name);
    places.append(comma).append("$").append(std::to_string(i + 1));
  }
  execute("INSERT INTO " + std::string(table) + " (" + columns + ") VALUES (" + places + ")",
          load_members(row, object), nullptr);
}

std::int64_t Transaction::update_row(std::string_view table, const TypeInfo& row, const void* object) {
  std::string changes;
  for (std::size_t i = 1; i < row.members.size(); ++i) {
    if (i > 1) changes += ", ";
    changes.append(row.members[i].name).append(" = $").append(std::to_string(i + 1));
  }
  return execute("UPDATE " + std::string(table) + " SET " + changes + " WHERE " +
                     std::string(row.members.front().name) + " = $1",
                 load_members(row, object), nullptr);
}

}  // namespace shuniu::database
