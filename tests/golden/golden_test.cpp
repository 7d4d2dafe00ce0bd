// Walks through the API as programs see it, held against the walks that are kept in recorded/.
//
//   SHUNIU_REWRITE_GOLDEN=1 build/dev/golden_test      writes them anew: the difference in version control is
//                                                      what changes for every program that uses the hub
#include <gtest/gtest.h>

#include <filesystem>

#include "walk.h"

namespace shuniu::golden {
namespace {

const std::string need_content = R"({
  "title":"提高动力电池热失控起始温度的隔热材料",
  "problem":"三元电芯在针刺后四分钟内热失控，需要厚度不超过一毫米、可耐高温的隔热材料来阻断电芯之间的热蔓延。",
  "figures":[{"name":"热失控起始温度","relation":"ge","value":"210","unit":"℃"},
             {"name":"厚度","relation":"le","value":"1","unit":"mm"}],
  "fields":["06"],"region":"310000","readiness_wanted":6,"modes":["LIC"],
  "budget":{"low_minor":10000000,"high_minor":90000000,"currency":"CNY"},
  "internal_reference":"R-2026-118"})";

const std::string offer_content = R"({
  "kind":"result","title":"电池用气凝胶隔热材料",
  "abstract":"二氧化硅气凝胶复合毡，用于动力电池电芯之间隔热，阻断热失控蔓延，已在两家电池厂装车验证。",
  "figures":[{"name":"热失控起始温度","relation":"ge","value":"225","unit":"摄氏度"},
             {"name":"厚度","relation":"eq","value":"800","unit":"微米"}],
  "fields":["06"],"region":"320000","readiness":7,"modes":["LIC"],
  "price":{"low_minor":50000000,"high_minor":80000000,"currency":"CNY"},"non_secret":true})";

const std::string expert_content = R"({
  "kind":"laboratory","name":"电池安全实验室","title":"热失控与隔热材料",
  "abstract":"从事动力电池热失控机理与隔热材料研究二十年，可承担针刺、热箱试验与失效分析。",
  "specialities":["热失控","隔热材料"],"equipment":["热箱","针刺试验台"],
  "office":"科研处","office_email":"office@lab.example","fields":["06"],"region":"310000"})";

std::string content(const std::string& some) {
  return R"({"content":)" + some + "}";
}

std::string version_of(const HttpAnswer& answer) {
  return R"({"version":)" + member_of(answer, "version") + "}";
}

/// A company with a member, another one, and the review desk.
void let_people_in(Walk& walk) {
  walk.enter_for("company", "衡川储能技术（上海）有限公司", "91310115MA1FL00A");
  walk.enter_for("rival", "乙方材料有限公司", "91310115MA1FL00B");
  walk.enter("officer", {Role::officer});
}

/// Without a record, from draft to publication; returns the id.
std::string published(Walk& walk, const std::string& who, const std::string& kind, const std::string& some) {
  const auto drafted = walk.quietly(who, "POST", "/v1/" + kind, content(some));
  const std::string id = member_of(drafted, "id");
  const auto submitted = walk.quietly(who, "POST", "/v1/items/" + id + "/submit", version_of(drafted));
  const auto answer = walk.quietly("officer", "POST", "/v1/review/" + id + "/publish", version_of(submitted));
  if (answer.status != 200) throw std::runtime_error("not published: " + answer.body);
  return id;
}

TEST(Golden, Account) {
  Walk walk("account");
  walk.note("A sign-up that is faulty in two places is told of both");
  walk.ask("stranger", "POST", "/v1/accounts",
           R"({"email":"li@firm.example","password":"1234567890","name":"李薇","language":"fr"})");
  walk.note("A good one is answered alike whether the address is known or not; a letter follows");
  walk.ask("stranger", "POST", "/v1/accounts",
           R"({"email":"li@firm.example","password":"a long pass phrase","name":"李薇"})");
  const std::string sign_in = R"({"email":"li@firm.example","password":"a long pass phrase"})";
  walk.note("Before the address is confirmed nobody signs in");
  walk.ask("stranger", "POST", "/v1/session", sign_in);
  const std::string token =
      R"({"token":")" + walk.mailed_token("li@firm.example") + R"(","password":"a long pass phrase"})";
  walk.note("The token of the letter works once");
  walk.ask("stranger", "POST", "/v1/accounts/confirm", token);
  walk.ask("stranger", "POST", "/v1/accounts/confirm", token);
  walk.note("Signed in");
  walk.ask("stranger", "POST", "/v1/session", sign_in);
  walk.let_in("li", walk.signed_in("li@firm.example", "a long pass phrase"));
  walk.ask("li", "GET", "/v1/myself");
  walk.note("A key for a program: its secret is shown once");
  walk.ask("li", "POST", "/v1/myself/api-keys", R"({"name":"robot","scopes":["market:read","feed:read"]})");
  walk.ask("li", "GET", "/v1/myself/api-keys");
  walk.note("A forgotten password: a new one ends every session and every key");
  walk.ask("stranger", "POST", "/v1/password-reset", R"({"email":"li@firm.example"})");
  const std::string reset = walk.mailed_token("li@firm.example");
  walk.ask("stranger", "POST", "/v1/password-reset/confirm",
           R"({"token":")" + reset + R"(","password":"another pass phrase"})");
  walk.ask("li", "GET", "/v1/myself");
  walk.let_in("li", walk.signed_in("li@firm.example", "another pass phrase"));
  walk.ask("li", "GET", "/v1/myself/api-keys");
  walk.note("Signed out");
  walk.ask("li", "DELETE", "/v1/session");
  walk.ask("li", "GET", "/v1/myself");
  EXPECT_EQ(walk.difference(), "");
}

TEST(Golden, Organisation) {
  Walk walk("organisation");
  walk.enter("li");
  walk.enter("wang");
  const auto registration = [](const std::string& code, const std::string& region) {
    return R"({"name":"衡川储能技术（上海）有限公司","name_en":"Hengchuan Energy Storage","credit_code":")" +
           code + R"(","kind":"150","region":")" + region + R"(","industry":"C38"})";
  };
  const std::string code = identity::complete_credit_code("91310115MA1FL00C");
  walk.note("A code whose check digit is wrong, and a region that is none");
  walk.ask("li", "POST", "/v1/organisations", registration("91310115MA1FL00C00", "999999"));
  walk.note("Whoever registers an organisation owns it; nobody registers it twice");
  const auto made = walk.ask("li", "POST", "/v1/organisations", registration(code, "310000"));
  walk.ask("wang", "POST", "/v1/organisations", registration(code, "310000"));
  const std::string path = "/v1/organisations/" + member_of(made, "id");
  walk.note("Everybody sees it, members see its members");
  walk.ask("stranger", "GET", path);
  walk.ask("stranger", "GET", "/v1/organisations?query=%E8%A1%A1%E5%B7%9D");
  walk.ask("wang", "GET", path + "/members");
  walk.note("An owner invites an address; whoever has it says yes, and is a member from then on");
  const auto myself = walk.quietly("wang", "GET", "/v1/myself");
  const std::string to_wang = R"({"email":"wang@people.example","membership":"member"})";
  walk.ask("wang", "POST", path + "/invitations", to_wang);
  walk.ask("li", "POST", path + "/invitations", to_wang);
  walk.ask("li", "GET", path + "/invitations");
  const auto invited = walk.ask("wang", "GET", "/v1/myself/invitations");
  walk.ask("wang", "POST", "/v1/myself/invitations/" + member_of(invited, "id") + "/accept");
  walk.note("An owner changes the page, and may not leave it without an owner");
  walk.ask("li", "GET", path + "/members");
  walk.ask("wang", "PATCH", path, R"({"about":"储能系统与电芯"})");
  walk.ask("li", "PATCH", path, R"({"about":"储能系统与电芯"})");
  const auto owner = walk.quietly("li", "GET", "/v1/myself");
  walk.ask("li", "DELETE", path + "/members/" + member_of(owner, "account"));
  walk.ask("wang", "DELETE", path + "/members/" + member_of(myself, "account"));
  EXPECT_EQ(walk.difference(), "");
}

TEST(Golden, Need) {
  Walk walk("need");
  let_people_in(walk);
  walk.note("A draft may be incomplete; only its owner sees it");
  auto need = walk.ask("company", "POST", "/v1/needs",
                       R"({"content":{"title":"隔热","problem":"要隔热","fields":["99"]}})");
  const std::string id = member_of(need, "id");
  walk.ask("rival", "GET", "/v1/needs/" + id);
  walk.ask("stranger", "GET", "/v1/facts/" + member_of(need, "fact"));
  walk.ask("company", "GET", "/v1/facts/" + member_of(need, "fact"));
  walk.note("What is missing is told all at once");
  walk.ask("company", "POST", "/v1/items/" + id + "/submit", version_of(need));
  walk.note("Completed, and sent to review");
  const auto change = [&](const HttpAnswer& last) {
    return R"({"version":)" + member_of(last, "version") + R"(,"content":)" + need_content + "}";
  };
  need = walk.ask("company", "PUT", "/v1/needs/" + id, change(need));
  auto state = walk.ask("company", "POST", "/v1/items/" + id + "/submit", version_of(need));
  walk.note("The desk returns it with reasons");
  walk.ask("officer", "GET", "/v1/review");
  walk.ask("officer", "POST", "/v1/review/" + id + "/return",
           R"({"version":)" + member_of(state, "version") + R"(,"reasons":["no_such_reason"]})");
  state = walk.ask("officer", "POST", "/v1/review/" + id + "/return",
                   R"({"version":)" + member_of(state, "version") +
                       R"(,"reasons":["figures_missing"],"note":"请补充试验方法"})");
  walk.ask("company", "GET", "/v1/needs/" + id);
  walk.note("Sent again, and published");
  state = walk.ask("company", "POST", "/v1/items/" + id + "/submit", version_of(state));
  walk.ask("company", "POST", "/v1/review/" + id + "/publish", version_of(state));
  state = walk.ask("officer", "POST", "/v1/review/" + id + "/publish", version_of(state));
  walk.note("Everybody sees it, without what is the owner's alone");
  walk.ask("stranger", "GET", "/v1/needs/" + id);
  walk.ask("company", "GET", "/v1/my/items");
  walk.note("A change on an old version, and a step that its state does not allow");
  walk.ask("company", "PUT", "/v1/needs/" + id, R"({"version":1,"content":)" + need_content + "}");
  walk.ask("company", "POST", "/v1/items/" + id + "/submit", version_of(state));
  walk.note("Taken back");
  walk.ask("company", "POST", "/v1/items/" + id + "/withdraw",
           R"({"version":)" + member_of(state, "version") + R"(,"reason":"solved_here"})");
  walk.ask("stranger", "GET", "/v1/needs/" + id);
  EXPECT_EQ(walk.difference(), "");
}

TEST(Golden, OfferAndExpert) {
  Walk walk("offer");
  let_people_in(walk);
  walk.note("An offer, with a file beside it");
  auto offer = walk.ask("rival", "POST", "/v1/offers", content(offer_content));
  const std::string id = member_of(offer, "id");
  const auto attached =
      walk.ask("rival", "POST", "/v1/items/" + id + "/attachments?name=test.txt&visibility=open",
               "针刺试验 30 次，无热蔓延。\n", {{"Content-Type", "text/plain"}});
  const std::string attachment = "/v1/attachments/" + member_of(attached, "id");
  walk.ask("stranger", "GET", attachment);
  offer = walk.ask("rival", "GET", "/v1/offers/" + id);
  const auto submitted = walk.ask("rival", "POST", "/v1/items/" + id + "/submit", version_of(offer));
  walk.ask("officer", "POST", "/v1/review/" + id + "/publish", version_of(submitted));
  walk.note("Published with its file");
  walk.ask("stranger", "GET", "/v1/offers/" + id);
  walk.ask("stranger", "GET", attachment);
  walk.note("Without the declaration that it is no state secret nothing is submitted");
  const auto undeclared = walk.ask(
      "rival", "POST", "/v1/offers",
      R"({"content":{"kind":"software","title":"电池仿真软件",)"
      R"("abstract":"用于动力电池热失控过程的快速仿真，已有三家用户。","fields":["06"],"non_secret":false}})");
  walk.ask("rival", "POST", "/v1/items/" + member_of(undeclared, "id") + "/submit", version_of(undeclared));
  walk.note("A mark of secrecy leads to quarantine, which only officers see");
  const auto marked = walk.ask(
      "rival", "POST", "/v1/offers",
      R"({"content":{"kind":"result","title":"一项成果",)"
      R"("abstract":"机密★ 用于动力电池热失控过程的隔热材料，已有三家用户。","fields":["06"],"non_secret":true}})");
  walk.ask("rival", "POST", "/v1/items/" + member_of(marked, "id") + "/submit", version_of(marked));
  walk.ask("officer", "GET", "/v1/review?status=quarantined");
  walk.note("A laboratory; the address of its office is not for everybody");
  const std::string laboratory = published(walk, "company", "experts", expert_content);
  walk.ask("stranger", "GET", "/v1/experts/" + laboratory);
  walk.ask("company", "GET", "/v1/experts/" + laboratory);
  EXPECT_EQ(walk.difference(), "");
}

/// Five items of two organisations.
std::string fill_the_market(Walk& walk) {
  const std::string need = published(walk, "company", "needs", need_content);
  published(walk, "rival", "offers", offer_content);
  published(
      walk, "rival", "offers",
      R"({"kind":"software","title":"电池热失控仿真软件","abstract":"快速仿真动力电池热失控与热蔓延过程，支持隔热材料选型。",)"
      R"("fields":["02","06"],"readiness":9,"modes":["DEV"],"non_secret":true,"region":"110000"})");
  published(
      walk, "rival", "offers",
      R"({"kind":"know_how","title":"高速列车轴承钢热处理工艺","abstract":"轴承钢的真空热处理与深冷工艺，寿命提高一倍，已批量生产。",)"
      R"("fields":["05"],"modes":["LIC"],"non_secret":true})");
  published(walk, "company", "experts", expert_content);
  return need;
}

TEST(Golden, Search) {
  Walk walk("search");
  let_people_in(walk);
  fill_the_market(walk);
  walk.note("A whole paragraph, with facets");
  walk.ask("stranger", "POST", "/v1/search",
           R"({"text":"我们的电芯在针刺后会热失控，需要薄的隔热材料来阻断热蔓延","limit":3})");
  walk.note("Filters narrow it");
  walk.ask("stranger", "POST", "/v1/search",
           R"({"text":"热失控","kinds":["offer"],"fields":["06"],"readiness_from":8})");
  walk.note("Without text: the newest first, page by page");
  walk.ask("stranger", "POST", "/v1/search", R"({"kinds":["offer"],"offset":1,"limit":1})");
  walk.note("What matches nothing, and what is no filter");
  walk.ask("stranger", "POST", "/v1/search", R"({"text":"量子引力波"})");
  walk.ask("stranger", "POST", "/v1/search", R"({"text":7,"kinds":["wish"],"limit":1000,"colour":"red"})");
  walk.note("The hub in figures");
  walk.ask("stranger", "GET", "/v1/overview");
  EXPECT_EQ(walk.difference(), "");
}

TEST(Golden, Matches) {
  Walk walk("matches");
  let_people_in(walk);
  const std::string need = fill_the_market(walk);
  walk.note("Who can solve it, and why");
  walk.ask("stranger", "GET", "/v1/items/" + need + "/matches?kind=offer&limit=2");
  walk.ask("stranger", "GET", "/v1/items/" + need + "/matches?kind=expert");
  walk.note("Of a need that is still being written: nothing is stored");
  walk.ask("stranger", "POST", "/v1/matches/preview",
           R"({"content":{"title":"轴承钢热处理","problem":"轴承寿命太短"},"kind":"offer","limit":1})");
  walk.note("Kinds that are not matched with each other, and an item that is not there");
  const auto expert = walk.quietly("stranger", "POST", "/v1/search", R"({"kinds":["expert"]})");
  walk.ask("stranger", "GET", "/v1/items/" + member_of(expert, "id") + "/matches?kind=offer");
  walk.ask("stranger", "GET", "/v1/items/00000000-0000-7000-8000-000000000000/matches?kind=offer");
  EXPECT_EQ(walk.difference(), "");
}

TEST(Golden, Import) {
  Walk walk("import");
  let_people_in(walk);
  const std::string file =
      "title,problem,fields,deadline\n"
      "电池隔热材料,三元电芯针刺后热失控，需要一毫米以内的隔热材料来阻断热蔓延,06,2027-06-30\n"
      "轴,太短,99,yesterday\n"
      "高速轴承寿命,列车轴承钢的热处理寿命不足，需要提高一倍以上并给出试验方法,05,\n";
  const Caller::Headers csv{{"Content-Type", "text/csv"}};
  walk.note("All or nothing: one faulty row, and nothing comes; every fault has its line");
  auto started = walk.ask("company", "POST", "/v1/imports?kind=need&name=needs.csv", file, csv);
  walk.hub().import().run_pending();
  walk.ask("company", "GET", "/v1/imports/" + member_of(started, "id"));
  walk.ask("company", "GET", "/v1/my/items");
  walk.note("Skipping faulty rows: the others are sent to review");
  started = walk.ask("company", "POST", "/v1/imports?kind=need&name=needs.csv&faulty=skip", file, csv);
  walk.hub().import().run_pending();
  walk.ask("company", "GET", "/v1/imports/" + member_of(started, "id"));
  walk.ask("company", "GET", "/v1/my/items");
  walk.note("Others do not see the import; a file that is none of the four kinds is refused");
  walk.ask("rival", "GET", "/v1/imports/" + member_of(started, "id"));
  walk.ask("company", "POST", "/v1/imports?kind=need&name=needs.exe", "MZ\x90", csv);
  walk.ask("company", "POST", "/v1/imports?kind=wish&nme=needs.csv", file, csv);
  EXPECT_EQ(walk.difference(), "");
}

TEST(Golden, Feed) {
  Walk walk("feed");
  let_people_in(walk);
  walk.enter("auditor", {Role::auditor});
  published(walk, "company", "needs", need_content);
  walk.note("A stranger sees open facts only, and still moves on");
  walk.ask("stranger", "GET", "/v1/feed");
  walk.note("The company sees its own steps as well, page by page");
  const auto page = walk.ask("company", "GET", "/v1/feed?limit=2");
  walk.ask("company", "GET", "/v1/feed?after=" + member_of(page, "next_after"));
  walk.note("The auditor sees all");
  walk.ask("auditor", "GET", "/v1/feed");
  walk.note("One fact by its id, and a position that is none");
  const auto last = walk.quietly("stranger", "GET", "/v1/feed?after=" + member_of(page, "next_after"));
  walk.ask("stranger", "GET", "/v1/facts/" + member_of(last, "id"));
  walk.ask("stranger", "GET", "/v1/feed?after=-1&limit=0");
  EXPECT_EQ(walk.difference(), "");
}

TEST(Golden, Refusals) {
  Walk walk("refusals");
  let_people_in(walk);
  const Caller::Headers english{{"Accept-Language", "en"}};
  walk.note("invalid: the body is no JSON; it is, and wrong in several places");
  walk.ask("company", "POST", "/v1/needs", "{\"content\":", english);
  walk.ask("company", "POST", "/v1/needs",
           R"({"content":{"title":7,"problem":"x","fields":["6"],"budget":{"low_minor":1.5}},"x":1})",
           english);
  walk.note("unauthenticated");
  walk.ask("stranger", "POST", "/v1/needs", content(need_content), english);
  walk.ask("stranger", "GET", "/v1/myself", "", {{"Authorization", "Bearer shn_invented"}});
  walk.note("forbidden");
  walk.ask("company", "GET", "/v1/review", "", english);
  walk.ask("officer", "POST", "/v1/needs", content(need_content));
  walk.note("not_found: a thing, and an address");
  walk.ask("company", "GET", "/v1/needs/00000000-0000-7000-8000-000000000000", "", english);
  walk.ask("company", "GET", "/v1/nothing");
  walk.note("conflict, and precondition");
  const auto need = walk.quietly("company", "POST", "/v1/needs", content(need_content));
  const std::string id = member_of(need, "id");
  walk.ask("company", "POST", "/v1/items/" + id + "/submit", R"({"version":7})", english);
  walk.ask("company", "POST", "/v1/items/" + id + "/withdraw", R"({"version":1,"reason":"sold"})");
  walk.ask("company", "POST", "/v1/items/" + id + "/submit", R"({"version":2})", english);
  walk.note("too_large, and unsupported");
  walk.ask("company", "POST", "/v1/needs", std::string((1 << 20) + 1, ' '), english);
  walk.ask("company", "POST", "/v1/needs", "title=x", {{"Content-Type", "text/plain"}});
  walk.note("rate_limited: the sixth wrong password within a quarter of an hour");
  const std::string wrong = R"({"email":"company@people.example","password":"wrong password"})";
  for (int i = 0; i < 5; ++i) walk.quietly("stranger", "POST", "/v1/session", wrong);
  walk.ask("stranger", "POST", "/v1/session", wrong, english);
  walk.note("unavailable: the database is away");
  walk.trouble().take_away();
  walk.ask("stranger", "GET", "/readyz", "", english);
  walk.trouble().bring_back();
  walk.ask("stranger", "GET", "/readyz");
  EXPECT_EQ(walk.difference(), "");
  // Kind::gone is refused nowhere yet.
  for (const int status : {400, 401, 403, 404, 409, 413, 415, 429, 503}) {
    EXPECT_TRUE(walk.statuses().contains(status)) << "no refusal with status " << status;
  }
}

TEST(Golden, NothingIsKeptThatNoWalkWrites) {
  const std::set<std::string> walks{"account", "organisation", "need", "offer",   "search",
                                    "matches", "import",       "feed", "refusals"};
  std::set<std::string> kept;
  for (const auto& entry : std::filesystem::directory_iterator(SHUNIU_SOURCE_DIR "/tests/golden/recorded")) {
    kept.insert(entry.path().stem().string());
  }
  EXPECT_EQ(kept, walks);
}

TEST(Golden, ADifferenceShowsWhatChangedAndItsSurroundings) {
  EXPECT_EQ(difference("a\nb\nc\n", "a\nb\nc\n"), "");
  EXPECT_EQ(difference("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\n5\n6\nseven\n8\n9\n"),
            "  4\n  5\n  6\n- 7\n+ seven\n  8\n  9\n");
  EXPECT_EQ(difference("a\n", "a\nb\n"), "  a\n+ b\n");
}

TEST(Golden, JsonOverLinesKeepsWhatStandsInTexts) {
  EXPECT_EQ(over_lines(R"({"a":[],"b":{"c":"x,{\"y\":\\"},"d":[1,2]})"),
            "{\n  \"a\": [],\n  \"b\": {\n    \"c\": \"x,{\\\"y\\\":\\\\\"\n  },\n  \"d\": [\n    1,\n    "
            "2\n  ]\n}");
}

}  // namespace
}  // namespace shuniu::golden
