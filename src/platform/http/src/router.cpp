#include "shuniu/http/router.h"

#include <array>
#include <cctype>

#include "question.h"
#include "shuniu/base/assert.h"
#include "shuniu/json/json.h"

namespace shuniu::http {
namespace {

constexpr std::size_t no_route = static_cast<std::size_t>(-1);
constexpr std::size_t method_count = 5;

std::vector<std::string_view> segments_of(std::string_view path) {
  std::vector<std::string_view> segments;
  path.remove_prefix(path.starts_with('/') ? 1 : 0);
  while (true) {
    const std::size_t slash = path.find('/');
    segments.push_back(path.substr(0, slash));
    if (slash == std::string_view::npos) return segments;
    path.remove_prefix(slash + 1);
  }
}

/// "post_needs_by_need_publish" of POST /v1/needs/{need}/publish.
std::string operation_name(Method method, std::string_view path) {
  std::string name;
  for (const char c : name_of(method)) name += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  for (std::string_view segment : segments_of(path)) {
    if (segment == "v1" || segment.empty()) continue;
    name += segment.starts_with('{') ? "_by_" : "_";
    for (const char c : segment) {
      if (c != '{' && c != '}') name += std::isalnum(static_cast<unsigned char>(c)) ? c : '_';
    }
  }
  return name;
}

}  // namespace

struct Router::Node {
  std::map<std::string, std::unique_ptr<Node>, std::less<>> literals;
  std::unique_ptr<Node> parameter;
  std::array<std::size_t, method_count> routes;  // by method

  Node() { routes.fill(no_route); }

  bool ends_here() const {
    for (const std::size_t route : routes) {
      if (route != no_route) return true;
    }
    return false;
  }

  Node& child(std::string_view segment) {
    auto& place = segment.starts_with('{') ? parameter : literals[std::string(segment)];
    if (!place) place = std::make_unique<Node>();
    return *place;
  }

  /// The node where the segments end; a literal is preferred to a parameter.
  const Node* find(const std::vector<std::string_view>& segments, std::size_t position,
                   std::vector<std::string_view>& values) const {
    if (position == segments.size()) return ends_here() ? this : nullptr;
    const std::string_view segment = segments[position];
    if (const auto literal = literals.find(segment); literal != literals.end()) {
      if (const Node* found = literal->second->find(segments, position + 1, values)) return found;
    }
    if (!parameter || segment.empty()) return nullptr;
    values.push_back(segment);
    if (const Node* found = parameter->find(segments, position + 1, values)) return found;
    values.pop_back();
    return nullptr;
  }
};

std::string_view name_of(Method method) {
  constexpr std::string_view names[] = {"GET", "POST", "PUT", "PATCH", "DELETE"};
  return names[static_cast<std::size_t>(method)];
}

Router::Router() : root_(std::make_shared<Node>()) {}

void Router::add_route(Route route) {
  SHUNIU_ASSERT(!is_sealed_, "routes are added before a server is made of them");
  SHUNIU_ASSERT(route.path.starts_with('/'), "a route's path begins with a slash");
  route.name = operation_name(route.method, route.path);
  Node* node = root_.get();
  for (const std::string_view segment : segments_of(route.path)) node = &node->child(segment);
  std::size_t& place = node->routes[static_cast<std::size_t>(route.method)];
  SHUNIU_ASSERT(place == no_route, "no two routes have the same method and path");
  place = routes_.size();
  routes_.push_back(std::move(route));
}

void Router::raw(Method method, std::string_view path, std::string_view tag, Needs needs,
                 std::string_view request_type, std::string_view response_type, Handler handler) {
  Route route;
  route.method = method;
  route.path = path;
  route.tag = tag;
  route.needs = needs;
  route.raw_request_type = request_type;
  route.raw_response_type = response_type;
  route.handler = std::move(handler);
  add_route(std::move(route));
}

void Router::events(std::string_view path, std::string_view tag, Needs needs, EventHandler handler) {
  Route route;
  route.path = path;
  route.tag = tag;
  route.needs = needs;
  route.raw_response_type = "text/event-stream";
  route.events = std::move(handler);
  add_route(std::move(route));
}

Router::Answered Router::encode_answer(const TypeInfo* info, const void* answer) {
  if (info == nullptr) return {std::string(), 204, {}};
  return {json::encode(*info, answer), 200, {}};
}

void Router::add_typed(Method method, std::string_view path, std::string_view tag, Needs needs, Typed typed) {
  Route route;
  route.method = method;
  route.path = path;
  route.tag = tag;
  route.needs = needs;
  route.question = &typed.question;
  route.answer = typed.answer;
  if (needs.commits == Commits::once) route.answer_type = typed.answer_type;
  route.success = typed.success;
  const auto question = std::make_shared<const SplitQuestion>(typed.question, path);
  route.handler = [question, make = std::move(typed.make),
                   call = std::move(typed.call)](const Request& request) {
    const std::shared_ptr<void> object = make();
    std::vector<Fault> faults;
    question->decode(request, object.get(), faults);
    if (!faults.empty()) return problem(refuse_input(std::move(faults)), request.actor);
    Answered answered = call(request.actor, object.get());
    if (!answered.body) return problem(answered.body.error(), request.actor);
    Response response;
    response.status = answered.status;
    response.body = std::move(*answered.body);
    response.headers = std::move(answered.headers);
    return response;
  };
  add_route(std::move(route));
}

const Route* Router::match(Method method, std::string_view path,
                           std::map<std::string, std::string, std::less<>>& parameters,
                           bool& path_exists) const {
  std::vector<std::string_view> values;
  const Node* node = root_->find(segments_of(path), 0, values);
  path_exists = node != nullptr;
  if (node == nullptr) return nullptr;
  const std::size_t position = node->routes[static_cast<std::size_t>(method)];
  if (position == no_route) return nullptr;
  const Route& route = routes_[position];
  const std::vector<std::string> names = parameter_names(route.path);
  for (std::size_t i = 0; i < names.size(); ++i) parameters[names[i]] = values[i];
  return &route;
}

}  // namespace shuniu::http
