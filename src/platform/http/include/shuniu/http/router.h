// router.h - routes in plain sight; from one line come routing, decoding, authorisation, OpenAPI and the web
// client's types.
//
//   void add_routes(Router& router, Market& market) {
//     router.post("/v1/needs/{need}/publish", "market", &Market::publish_need, market, {Access::member});
//     router.get("/v1/needs/{need}", "market", &Market::need, market, {Access::open});
//   }
//
// A route has the shape  Result<Answer> (M::*)(const Actor&, const Question&)  where Answer and Question are
// described. Members of Question named in the path come from the path; for GET and DELETE the others come
// from the query string (lists as repeated parameters), for POST, PUT and PATCH from the JSON body.
// All faults are reported together.
//
// Promises
//   - A handler runs on the pool of workers, never on the I/O threads, and never sees sockets or Beast.
//   - The access of a route is checked before its body is decoded; refusals are application/problem+json (RFC
//     9457).
//   - POST, PUT, PATCH and DELETE honour `Idempotency-Key` (scope: account and route, 24 hours) unless the
//     route is exempt; the answer, success or refusal, commits with the command (Needs::commits).
//   - A cookie-authenticated change needs the header `Shuniu-CSRF` (any value; browsers send it only
//     same-origin without CORS).
// Does not know people or organisations: an Authenticator gives the Actor.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <typeinfo>
#include <utility>
#include <vector>

#include "shuniu/base/actor.h"
#include "shuniu/base/describe.h"
#include "shuniu/base/result.h"

namespace shuniu::http {

enum class Method { get, post, put, patch, erase };

/// Who may call. Finer rules (is it mine?) are the module's.
enum class Access {
  open,       // everybody
  signed_in,  // any account
  member,     // an account acting for an organisation of which it is a member
  officer,    // hub roles: one of these, an administrator does not stand in for an officer
  reviewer,   // reviewer or officer
  auditor,
  administrator
};

/// How the command of a change reaches the database, which decides how its Idempotency-Key is kept.
enum class Commits {
  once,    // one write at most, whose result is the answer: key and answer commit with it
  several  // the key is kept before, the answer after: a crash between leaves "look, then decide"
};

/// How often an address may ask: `careful` has a small limit of its own beside the usual one, for what may be
/// guessed or costs much (passwords, letters).
enum class Pace { usual, careful };

/// What a route promises beside its types.
struct Needs {
  Access access = Access::signed_in;
  std::string_view summary = {};  // one sentence for OpenAPI
  std::string_view scope = {};  // an API key must hold it ("market:write"); "" = keys are refused for changes
  bool idempotent_by_key = true;       // false for sign-in and key creation
  std::size_t largest_body = 1 << 20;  // bytes
  const TypeInfo* query = nullptr;     // what query_of() reads, of a raw or an event route
  Commits commits = Commits::once;     // of a typed route; a raw one is always `several`
  Pace pace = Pace::usual;
  const TypeInfo* answer = nullptr;  // what a raw route answers as JSON, for OpenAPI
};

struct Request {
  Method method = Method::get;
  std::string path;
  std::string query;
  std::map<std::string, std::string, std::less<>> headers;  // names in lower case
  std::string body;
  std::map<std::string, std::string, std::less<>> path_parameters;
  Actor actor;
};

struct Response {
  int status = 200;
  std::string content_type = "application/json";
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;  // Set-Cookie, ETag, Location, …
  std::string file;  // when not empty: send this file instead of `body`
};

/// Server-Sent Events: the handler gets a sink and returns; it may write from any thread until `closed()`.
class EventSink {
 public:
  virtual ~EventSink() = default;
  /// False when the client is gone or too slow (its queue is bounded).
  virtual bool send(std::string_view event, std::string_view id, std::string_view data) = 0;
  /// True while less than half of its queue waits; a writer that catches up waits for it.
  virtual bool has_room() const = 0;
  virtual bool closed() const = 0;
  virtual void close() = 0;
};

using Handler = std::function<Response(const Request&)>;
using EventHandler = std::function<void(const Request&, std::shared_ptr<EventSink>)>;

/// An answer that also sets headers (cookies, Location, status 201): a described Answer with this beside it.
template <class Answer>
struct WithHeaders {
  Answer answer;
  int status = 200;
  std::vector<std::pair<std::string, std::string>> headers;
};

struct Route {
  Method method = Method::get;
  std::string path;  // "/v1/needs/{need}"
  std::string tag;   // the module, for OpenAPI
  std::string name;  // operationId, from the method and the path
  Needs needs;
  const TypeInfo* question = nullptr;  // nullptr: a raw route
  const TypeInfo* answer = nullptr;
  const std::type_info* answer_type = nullptr;  // of the Result that its one write gives; nullptr: `several`
  std::string success = "200";                  // the status of success, for OpenAPI
  std::string raw_request_type;                 // content types of a raw route, for OpenAPI
  std::string raw_response_type;
  Handler handler;
  EventHandler events;
};

class Router {
 public:
  Router();
  template <class Module, class Owner, class Question, class Answer>
  void get(std::string_view path, std::string_view tag,
           Result<Answer> (Owner::*method)(const Actor&, const Question&), Module& module, Needs needs) {
    add(Method::get, path, tag, method, module, needs);
  }
  template <class Module, class Owner, class Question, class Answer>
  void post(std::string_view path, std::string_view tag,
            Result<Answer> (Owner::*method)(const Actor&, const Question&), Module& module, Needs needs) {
    add(Method::post, path, tag, method, module, needs);
  }
  template <class Module, class Owner, class Question, class Answer>
  void put(std::string_view path, std::string_view tag,
           Result<Answer> (Owner::*method)(const Actor&, const Question&), Module& module, Needs needs) {
    add(Method::put, path, tag, method, module, needs);
  }
  template <class Module, class Owner, class Question, class Answer>
  void patch(std::string_view path, std::string_view tag,
             Result<Answer> (Owner::*method)(const Actor&, const Question&), Module& module, Needs needs) {
    add(Method::patch, path, tag, method, module, needs);
  }
  template <class Module, class Owner, class Question, class Answer>
  void erase(std::string_view path, std::string_view tag,
             Result<Answer> (Owner::*method)(const Actor&, const Question&), Module& module, Needs needs) {
    add(Method::erase, path, tag, method, module, needs);
  }
  /// Bodies that are no JSON: uploads, downloads, pages.
  void raw(Method method, std::string_view path, std::string_view tag, Needs needs,
           std::string_view request_type, std::string_view response_type, Handler handler);
  void events(std::string_view path, std::string_view tag, Needs needs, EventHandler handler);

  /// Whoever serves the routes has looked at them: from now on adding one is a mistake of the program, and
  /// terminates.
  void seal() const { is_sealed_ = true; }
  const std::vector<Route>& routes() const { return routes_; }
  /// The route of a path, with its parameters; nullptr and 404/405 otherwise.
  const Route* match(Method method, std::string_view path,
                     std::map<std::string, std::string, std::less<>>& parameters, bool& path_exists) const;

 private:
  /// What a decoded call gives back before it becomes a Response.
  struct Answered {
    Result<std::string> body;
    int status = 200;
    std::vector<std::pair<std::string, std::string>> headers;
  };
  struct Typed {
    const TypeInfo& question;
    const TypeInfo* answer;             // nullptr: Done, an answer without content
    const std::type_info* answer_type;  // nullptr where the answer is more than a value
    std::string_view success;           // "200", "204", or "2XX" where the call chooses
    std::function<std::shared_ptr<void>()> make;
    std::function<Answered(const Actor&, const void*)> call;
  };
  void add_typed(Method method, std::string_view path, std::string_view tag, Needs needs, Typed typed);
  void add_route(Route route);
  static Answered encode_answer(const TypeInfo* info, const void* answer);

  template <class Module, class Owner, class Question, class Answer>
  void add(Method method, std::string_view path, std::string_view tag,
           Result<Answer> (Owner::*call)(const Actor&, const Question&), Module& module, Needs needs);

  struct Node;  // one segment of the paths; the routes that end in it
  std::vector<Route> routes_;
  std::shared_ptr<Node> root_;
  mutable bool is_sealed_ = false;
};

/// Decodes a query string into a described question, all faults together; unknown parameters are faults.
void decode_query(std::string_view query, const TypeInfo& info, void* question, std::vector<Fault>& faults);

/// What stands in the query string of a raw route, by the same rules as for a typed GET.
template <class Question>
Result<Question> query_of(const Request& request) {
  Question question{};
  std::vector<Fault> faults;
  decode_query(request.query, type_info<Question>(), &question, faults);
  if (!faults.empty()) return refuse_input(std::move(faults));
  return question;
}

/// application/problem+json of a refusal, in the reader's language (messages.h).
Response problem(const Reason& reason, const Actor& actor);
/// The only place that knows the HTTP status codes of Kinds.
int status_of(Kind kind);
/// "GET"; DELETE for `erase`.
std::string_view name_of(Method method);

}  // namespace shuniu::http

#include "shuniu/http/router_add.h"
