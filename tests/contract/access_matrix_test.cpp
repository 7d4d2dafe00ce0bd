// Walks every route of the hub as every kind of reader, with sessions and with API keys, on both databases:
// each is answered as access_matrix.txt says, what is refused changes nothing, and what is permitted
// succeeds.
#include "access_matrix.h"

#include <gtest/gtest.h>

#include "hub_server.h"
#include "second_factors.h"
#include "things.h"
#include "whole_database.h"

namespace shuniu::testing {
namespace {

enum class Proof { session, key_of_all_scopes, key_of_another_scope, wrong_key };

/// Who asks: as one of the columns, proven in some way.
struct Kind {
  std::string name;
  std::string column;
  Proof proof = Proof::session;

  friend std::ostream& operator<<(std::ostream& out, const Kind& kind) { return out << kind.name; }
};

std::vector<Kind> all_kinds() {
  std::vector<Kind> kinds;
  for (const std::string& column : matrix_readers()) kinds.push_back({column, column, Proof::session});
  kinds.push_back({"key_of_the_rival", "rival", Proof::key_of_all_scopes});
  kinds.push_back({"key_of_the_company", "company", Proof::key_of_all_scopes});
  kinds.push_back({"key_of_another_scope", "company", Proof::key_of_another_scope});
  kinds.push_back({"wrong_key", "stranger", Proof::wrong_key});
  return kinds;
}

/// What the row says; a key does no more than its scopes name.
Cell expected(const Row& row, const Kind& kind) {
  const Cell cell = row.cell(kind.column);
  if (cell.status == 0 || kind.proof == Proof::session) return cell;
  if (kind.proof == Proof::wrong_key) return {401};
  if (row.scope == "any") return cell;
  const bool is_named = kind.proof == Proof::key_of_all_scopes && row.scope != "none";
  return is_named ? cell : Cell{403};
}

/// A scope that keys can have and the row does not ask for.
std::string other_scope(const Row& row) {
  return row.scope == "feed:read" ? R"("market:read")" : R"("feed:read")";
}

std::string all_scopes() {
  std::set<std::string> scopes;
  for (const Row& row : access_matrix()) {
    if (row.scope != "any" && row.scope != "none") scopes.insert("\"" + row.scope + "\"");
  }
  std::string list;
  for (const std::string& scope : scopes) list += (list.empty() ? "" : ",") + scope;
  return list;
}

std::string mailed_token(HubServer& hub, const std::string& address) {
  const database::ModuleScope scope("mail");
  const auto letter = hub.hub().database().read([&](database::Transaction& tx) {
    return tx.value<std::string>(
        "SELECT body FROM mail_letter WHERE recipient = $1 ORDER BY queued_at DESC LIMIT 1", address);
  });
  return letter.value().substr(letter->find("?token=") + 7, 43);
}

class AccessMatrix : public ::testing::TestWithParam<std::tuple<database::Engine, Kind>> {
 protected:
  HubServer& hub() const { return HubServer::of(std::get<0>(GetParam())); }
  const Kind& kind() const { return std::get<1>(GetParam()); }

  /// Everything is the reader's own where the reader is of the company.
  Things new_things() const {
    const Understudy reader = hub().understudy(kind().column);
    return {hub(), kind().column == "company" ? reader : hub().understudy("company"), reader};
  }

  /// Lists hold what is in the paths of other rows.
  void make_all(Things& things) const {
    for (const Row& row : access_matrix()) {
      if (row.cell(kind().column).status != 0) path_of(things, row);
    }
    hub().hub().stream().drain();
  }

  /// Who asks for this row.
  const Person& asker(const Things& things, const Row& row) {
    const std::string scopes = kind().proof == Proof::key_of_all_scopes ? all_scopes() : other_scope(row);
    const auto known = askers_.find({things.reader().email, scopes});
    if (known != askers_.end()) return known->second;
    return askers_.emplace(std::pair(things.reader().email, scopes), proven(things.reader(), scopes))
        .first->second;
  }

  struct Asked {
    std::string target;
    std::string body;
  };
  /// The row with things and words in the place of their names.
  Asked filled(Things& things, const Row& row) const {
    auto [target, version] = path_of(things, row);
    Asked asked{std::move(target), row.body};
    std::map<std::string, std::string> words{{"owner", things.owner().email},
                                             {"address", things.reader().email},
                                             {"password", things.reader().password},
                                             {"version", std::move(version)}};
    if (row.body.find("<new-address>") != std::string::npos) words["new-address"] = new_address();
    if (row.body.find("<credit-code>") != std::string::npos) words["credit-code"] = new_credit_code();
    if (row.body.find("<confirm-token>") != std::string::npos) words["confirm-token"] = confirm_token();
    if (row.body.find("<reset-token>") != std::string::npos)
      words["reset-token"] = reset_token(things.reader().email);
    if (row.body.find("<first-code>") != std::string::npos)
      words["first-code"] = factors_.first_code(hub(), things.reader());
    if (row.body.find("<recovery-code>") != std::string::npos)
      words["recovery-code"] = factors_.recovery_code(hub(), things.reader());
    if (row.body.find("<challenge>") != std::string::npos)
      words["challenge"] = factors_.challenge(hub(), things.reader());
    if (asked.target.find("<unsubscribe-token>") != std::string::npos) {
      words["unsubscribe-token"] =
          hub().hub().deliveries().token_of(things.owner().account, hub().organisation("company"));
    }
    for (std::string* text : {&asked.target, &asked.body}) {
      for (const auto& [word, value] : words) {
        const std::size_t at = text->find("<" + word + ">");
        if (at != std::string::npos) text->replace(at, word.size() + 2, value);
      }
    }
    return asked;
  }

  HttpAnswer ask(const Person& person, const std::string& method, const Asked& asked) const {
    const bool is_json = asked.body.empty() || asked.body.front() == '{';
    return person.request(method, asked.target, asked.body,
                          {{"Content-Type", is_json ? "application/json" : "text/plain"}});
  }

  /// Every page that the company can read, by its target. (A workbook says when it was made.)
  std::map<std::string, std::string> seen_by_owner(Things& things) const {
    std::map<std::string, std::string> seen;
    for (const Row& row : access_matrix()) {
      const int status = row.cell("company").status;
      if (row.is_change() || status != 200 || row.target == "/v1/feed/stream") continue;
      const std::string target = filled(things, row).target;
      const HttpAnswer answer = things.owner().person.request("GET", target);
      EXPECT_EQ(answer.status, 200) << target << answer.body;
      if (!answer.headers.at("content-type").starts_with("application/vnd.")) seen[target] = answer.body;
    }
    return seen;
  }

  /// Holds an answer against its cell.
  void judge(const Things& things, const Row& row, const HttpAnswer& answer) const {
    const Cell cell = expected(row, kind());
    EXPECT_EQ(answer.status, cell.status) << answer.body;
    const auto words = things.private_words();
    const bool holds = std::any_of(words.begin(), words.end(), [&](const std::string& word) {
      return answer.body.find(word) != std::string::npos;
    });
    if (cell.holds != Holds::either) {
      EXPECT_EQ(holds, cell.holds == Holds::something_private) << answer.body;
    }
    if (answer.status >= 400) {
      EXPECT_EQ(answer.headers.at("content-type"), "application/problem+json") << answer.body;
    }
  }

 private:
  Person proven(const Understudy& reader, const std::string& scopes) const {
    if (kind().proof == Proof::session) return reader.person;
    if (kind().proof != Proof::wrong_key) return hub().with_key(reader, scopes);
    return Person(hub().port(), {{"Authorization", "Bearer shn_" + std::string(43, 'x')}});
  }
  /// The target, and the version of the last thing in it.
  std::pair<std::string, std::string> path_of(Things& things, const Row& row) const {
    std::string target = row.target, version;
    for (std::size_t open; (open = target.find('{')) != std::string::npos;) {
      const std::size_t colon = target.find(':', open), close = target.find('}', colon);
      const Thing& thing =
          things.kept(target.substr(open + 1, colon - open - 1), target.substr(colon + 1, close - colon - 1));
      target.replace(open, close - open + 1, thing.id);
      version = thing.version;
    }
    return {target, version};
  }

  std::string new_address() const { return "newcomer-" + hub().next_number() + "@people.example"; }
  std::string new_credit_code() const {
    std::string number = hub().next_number();
    number.insert(0, 4 - number.size(), '0');
    return identity::complete_credit_code("91310115MA1F" + number);
  }
  std::string confirm_token() const {
    const std::string address = new_address();
    hub()
        .as("stranger")
        .request("POST", "/v1/accounts",
                 R"({"email":")" + address + R"(","password":"a long pass phrase","name":"李薇"})");
    return mailed_token(hub(), address);
  }
  std::string reset_token(const std::string& address) const {
    hub().as("stranger").request("POST", "/v1/password-reset", R"({"email":")" + address + R"("})");
    return mailed_token(hub(), address);
  }

  mutable SecondFactors factors_;
  std::map<std::pair<std::string, std::string>, Person> askers_;  // by reader and scopes
};

std::string name_of(const ::testing::TestParamInfo<AccessMatrix::ParamType>& info) {
  const bool is_sqlite = std::get<0>(info.param) == database::Engine::sqlite;
  return std::get<1>(info.param).name + (is_sqlite ? "_on_sqlite" : "_on_postgresql");
}

INSTANTIATE_TEST_SUITE_P(Readers, AccessMatrix,
                         ::testing::Combine(::testing::Values(database::Engine::sqlite,
                                                              database::Engine::postgresql),
                                            ::testing::ValuesIn(all_kinds())),
                         name_of);

TEST(AccessMatrixFile, HasARowForEveryRouteAndSomebodyForEveryRow) {
  std::map<std::string, bool> routes;  // and whether anybody may
  for (const Row& row : access_matrix()) {
    bool& may = routes[row.route()];
    for (const Cell& cell : row.cells) may = may || cell.is_success();
  }
  std::set<std::string> known;
  for (const http::Route& route : HubServer::shared().hub().router().routes()) {
    const std::string name = std::string(http::name_of(route.method)) + " " + route.path;
    known.insert(name);
    EXPECT_TRUE(routes.contains(name)) << name << " needs a row in access_matrix.txt";
  }
  for (const auto& [name, may] : routes) {
    EXPECT_TRUE(known.contains(name)) << name << " is no route";
    EXPECT_TRUE(may) << name << " succeeds for nobody, so its body proves nothing";
  }
}

TEST_P(AccessMatrix, ReadingGivesToEachWhatIsTheirs) {
  Things things = new_things();
  make_all(things);
  for (const Row& row : access_matrix()) {
    if (row.is_change() || expected(row, kind()).status == 0) continue;
    SCOPED_TRACE(row.method + " " + row.target);
    const Asked asked = filled(things, row);
    const Person& person = asker(things, row);
    const HttpAnswer answer = ask(person, "GET", asked);
    judge(things, row, answer);
    const HttpAnswer head = person.head(asked.target);
    EXPECT_EQ(head.status, answer.status) << "HEAD";
    EXPECT_EQ(head.headers.at("content-type"), answer.headers.at("content-type")) << "HEAD";
    EXPECT_EQ(head.body, "") << "HEAD";
  }
}

TEST_P(AccessMatrix, RefusedChangesChangeNothing) {
  Things things = new_things();
  make_all(things);
  std::vector<std::pair<const Row*, Asked>> changes;
  for (const Row& row : access_matrix()) {
    const Cell cell = expected(row, kind());
    if (!row.is_change() || cell.status == 0 || cell.is_success()) continue;
    changes.emplace_back(&row, filled(things, row));
    asker(things, row).request("GET", "/v1/hub");  // its first use is written down
  }
  things.owner().person.request("GET", "/v1/myself");
  hub().hub().stream().drain();
  const auto seen = seen_by_owner(things);
  const WholeDatabase before(hub().hub());
  for (const auto& [row, asked] : changes) {
    SCOPED_TRACE(row->method + " " + row->target);
    judge(things, *row, ask(asker(things, *row), row->method, asked));
  }
  hub().hub().stream().drain();
  EXPECT_EQ(WholeDatabase(hub().hub()).difference_from(before), "");
  for (const auto& [target, body] : seen_by_owner(things)) EXPECT_EQ(body, seen.at(target)) << target;
  EXPECT_GT(seen.size(), 30U);
}

TEST_P(AccessMatrix, PermittedChangesSucceed) {
  for (const Row& row : access_matrix()) {
    if (!row.is_change() || !expected(row, kind()).is_success()) continue;
    SCOPED_TRACE(row.method + " " + row.target);
    Things things = new_things();  // for each: a change uses up what it changes, and perhaps who makes it
    const Asked asked = filled(things, row);
    hub().hub().stream().drain();
    judge(things, row, ask(asker(things, row), row.method, asked));
  }
}

class StreamOfEvents : public ::testing::TestWithParam<database::Engine> {};
INSTANTIATE_TEST_SUITE_P(Engines, StreamOfEvents,
                         ::testing::Values(database::Engine::sqlite, database::Engine::postgresql));

TEST_P(StreamOfEvents, HoldsNothingOfTheCompanyForOthers) {
  HubServer& hub = HubServer::of(GetParam());
  hub.hub().stream().drain();
  const std::string after = std::to_string(hub.hub().feed().last_seq());
  Things things(hub, hub.understudy("company"), hub.understudy("rival"));
  std::set<std::string> of_the_company = things.private_words();
  for (const char* state : {"draft", "submitted", "quarantined", "restricted"}) {
    of_the_company.insert(things.kept("need", state).id);
  }
  things.kept("need", "published");  // the last fact, for everybody
  hub.hub().stream().drain();
  for (const std::string& who : matrix_readers()) {
    const std::string text =
        hub.understudy(who).person.read_stream("/v1/feed/stream?after=" + after, "market.need_published.v1");
    EXPECT_NE(text.find("market.need_published.v1"), std::string::npos) << who << " has read to the end";
    if (who == "company" || who == "member") {
      EXPECT_NE(text.find(things.kept("need", "draft").id), std::string::npos) << who;
    } else if (who != "auditor") {
      for (const std::string& word : of_the_company) EXPECT_EQ(text.find(word), std::string::npos) << who;
    }
  }
}

}  // namespace
}  // namespace shuniu::testing
