// question.h - what a caller sends, turned into a described Question: path, query or body, all faults
// together.
#pragma once

#include <string>
#include <vector>

#include "shuniu/http/router.h"

namespace shuniu::http {

/// The names in braces of "/v1/needs/{need}", in order.
std::vector<std::string> parameter_names(std::string_view path);

/// Whether the members that are not in the path come from the body (POST, PUT, PATCH) or from the query
/// string.
bool has_body(Method method);

/// The description of a Question cut in two: the members that the path names, and the rest. Each part is
/// decoded by itself into the same object, so that neither a body nor a query can reach what the path says.
class SplitQuestion {
 public:
  SplitQuestion(const TypeInfo& question, std::string_view path);
  SplitQuestion(const SplitQuestion&) = delete;
  SplitQuestion& operator=(const SplitQuestion&) = delete;

  const TypeInfo& path_part() const { return path_part_; }
  /// The question itself when the path takes nothing out of it; otherwise a record named "…Body".
  const TypeInfo& rest() const { return path_part_.members.empty() ? question_ : rest_; }
  void decode(const Request& request, void* question, std::vector<Fault>& faults) const;

 private:
  const TypeInfo& question_;
  std::string rest_name_;
  TypeInfo path_part_;
  TypeInfo rest_;
};

}  // namespace shuniu::http
