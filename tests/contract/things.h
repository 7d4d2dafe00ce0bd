// things.h - what the company has, in every state that decides who may see or change it.
//
//   Things things(hub, owner, reader);                    // owner: an understudy of the company
//   things.kept("need", "draft").id                       // made once, and the same from then on
//   things.kept("item", "submitted").version
//
// What only the company may read holds one of `private_words`. What is addressed to the reader
// ("invitation", "to_reader") goes to the reader's understudy. Search finds what is published once the stream
// is drained.
#pragma once

#include <set>

#include "hub_server.h"

namespace shuniu::testing {

struct Thing {
  std::string id;
  std::string version = "0";
};

class Things {
 public:
  static constexpr std::string_view secret = "仅限甲方知晓的数字七七三一";
  static constexpr std::string_view secret_address = "guest-of-the-company@people.example";

  Things(HubServer& hub, const Understudy& owner, const Understudy& reader)
      : hub_(hub), owner_(owner), reader_(reader) {}

  const Understudy& owner() const { return owner_; }
  const Understudy& reader() const { return reader_; }

  const Thing& kept(const std::string& name, const std::string& state) {
    const auto known = kept_.find({name, state});
    return known != kept_.end() ? known->second
                                : kept_.emplace(std::pair(name, state), made(name, state)).first->second;
  }
  std::set<std::string> private_words() const {
    return {std::string(secret), std::string(secret_address), owner_.email};
  }

 private:
  using Names = std::pair<std::string, std::string>;

  Thing made(const std::string& name, const std::string& state) {
    if (name == "list" || name == "year") return {state};
    if (name == "need" || name == "item") return item("needs", state, name == "item");
    if (name == "offer" || name == "expert") return item(name + "s", state);
    if (name == "fact") return {value_in(drafted("needs", "draft"), "fact")};
    if (name == "attachment") return attachment(state);
    if (name == "import") return import();
    if (name == "organisation") return {hub_.organisation(state).text()};
    if (name == "account") return account(state);
    if (name == "invitation") return invitation(state);
    if (name == "session") return session();
    if (name == "talk") return talk(state);
    if (name == "key") return key();
    throw std::runtime_error("nothing is called " + name);
  }

  HttpAnswer asked(const Person& person, const std::string& method, const std::string& target,
                   const std::string& body = {}, const Person::Headers& headers = {}) const {
    HttpAnswer answer = person.request(method, target, body, headers);
    if (answer.status >= 300) throw std::runtime_error(method + " " + target + ": " + answer.body);
    return answer;
  }
  HttpAnswer as_owner(const std::string& method, const std::string& target, const std::string& body = {},
                      const Person::Headers& headers = {}) const {
    return asked(owner_.person, method, target, body, headers);
  }

  /// What is published for all is secret in its internal reference alone; so is what an officer may publish
  /// ("item"), lest it is secret no more.
  std::string content(const std::string& kind, const std::string& state, bool may_be_published) const {
    const bool waits = may_be_published && (state == "submitted" || state == "quarantined");
    const std::string word = state == "published" || waits ? "人人可见的标题" : std::string(secret);
    const std::string text = "\"" + word + "：电芯之间需要耐高温的隔热材料，厚度不超过一毫米。\"";
    const std::string title = "\"" + word + "\"";
    std::string body = R"({"fields":["06"],"region":"310000")";
    if (kind == "needs") body += R"(,"title":)" + title + R"(,"problem":)" + text;
    if (kind == "offers")
      body += R"(,"kind":"result","non_secret":true,"title":)" + title + R"(,"abstract":)" + text;
    if (kind == "experts")
      body += R"(,"kind":"expert","title":"","name":)" + title + R"(,"abstract":)" + text;
    if (kind != "experts") body += R"(,"internal_reference":")" + std::string(secret) + "\"";
    if (state == "restricted")
      body += R"(,"excluded_organisations":[")" + hub_.organisation("rival").text() + "\"]";
    return R"({"content":)" + body + "}}";
  }
  HttpAnswer drafted(const std::string& kind, const std::string& state, bool may_be_published = false) const {
    return as_owner("POST", "/v1/" + kind, content(kind, state, may_be_published));
  }
  static Thing thing_in(const HttpAnswer& answer) {
    return {value_in(answer, "id"), value_in(answer, "version")};
  }
  static std::string versioned(const Thing& thing) { return R"({"version":)" + thing.version + "}"; }

  /// From a draft to wherever it is wanted; an officer takes the steps of the review desk.
  Thing item(const std::string& kind, const std::string& state, bool may_be_published = false) const {
    return moved(thing_in(drafted(kind, state, may_be_published)), state);
  }
  Thing moved(Thing thing, const std::string& state) const {
    if (state == "draft") return thing;
    thing = thing_in(as_owner("POST", "/v1/items/" + thing.id + "/submit", versioned(thing)));
    if (state == "submitted") return thing;
    const std::string step = state == "quarantined" ? "/quarantine" : "/publish";
    return thing_in(asked(hub_.as("officer"), "POST", "/v1/review/" + thing.id + step, versioned(thing)));
  }

  /// "of_draft", or with its visibility on a published need.
  Thing attachment(const std::string& state) const {
    const bool is_open = state == "open", is_of_draft = state == "of_draft";
    Thing need = thing_in(drafted("needs", is_of_draft ? "draft" : "published"));
    const auto added = as_owner(
        "POST",
        "/v1/items/" + need.id + "/attachments?name=note.txt&visibility=" + (is_of_draft ? "open" : state),
        is_open ? "人人可见的附件" : std::string(secret), {{"Content-Type", "text/plain"}});
    if (!is_of_draft) moved(thing_in(as_owner("GET", "/v1/needs/" + need.id)), "published");
    return {value_in(added, "id")};
  }

  Thing import() const {
    const auto started = as_owner("POST", "/v1/imports?kind=need&name=" + in_a_url(secret) + ".csv",
                                  "title,problem\n短,x\n", {{"Content-Type", "text/csv"}});
    hub_.hub().import().run_pending();
    return {value_in(started, "id")};
  }
  static std::string in_a_url(std::string_view text) {
    static constexpr std::string_view digits = "0123456789ABCDEF";
    std::string escaped;
    for (const char c : text) {
      const auto byte = static_cast<unsigned char>(c);
      escaped += {'%', digits[byte >> 4], digits[byte & 15]};
    }
    return escaped;
  }

  Thing account(const std::string& state) const {
    if (state == "owner") return {owner_.account.text()};
    const Understudy member = hub_.understudy("nobody");
    hub_.hub()
        .identity()
        .put_member(hub_.organisation("company"), member.account, Membership::member)
        .value();
    return {member.account.text()};
  }

  Thing invitation(const std::string& state) const {
    const std::string address = state == "to_reader" ? reader_.email : std::string(secret_address);
    const std::string path = "/v1/organisations/" + hub_.organisation("company").text() + "/invitations";
    as_owner("POST", path, R"({"email":")" + address + R"(","membership":"member"})");
    const auto all = as_owner("GET", path);
    return {value_in(all, "id", all.body.rfind('{', all.body.find(address)))};
  }

  /// With the partner: about a need of the company ("waiting", "open", "proposed"), or the other way round
  /// ("ours").
  Thing talk(const std::string& state) const {
    const Person& partner = hub_.as("partner");
    const std::string interest =
        R"({"message":")" + std::string(secret) + R"(：我们愿意寄样品。","non_confidential":true})";
    if (state == "ours") {
      Thing need = thing_in(asked(partner, "POST", "/v1/needs", content("needs", "published", false)));
      need = thing_in(asked(partner, "POST", "/v1/items/" + need.id + "/submit", versioned(need)));
      asked(hub_.as("officer"), "POST", "/v1/review/" + need.id + "/publish", versioned(need));
      return thing_in(as_owner("POST", "/v1/items/" + need.id + "/interests", interest));
    }
    const Thing need = item("needs", "published");
    Thing talk = thing_in(asked(partner, "POST", "/v1/items/" + need.id + "/interests", interest));
    const std::string path = "/v1/talks/" + talk.id;
    if (state == "waiting") return talk;
    talk = thing_in(as_owner("POST", path + "/accept", versioned(talk)));
    if (state == "open") return talk;
    return thing_in(asked(partner, "POST", path + "/propose-agreement",
                          R"({"mode":"LIC","version":)" + talk.version + "}"));
  }

  Thing session() const {
    const auto all = asked(hub_.signed_in_again(owner_), "GET", "/v1/myself/sessions");
    return {value_in(all, "id", all.body.rfind('{', all.body.find("\"current\":true")))};
  }
  Thing key() const {
    const auto made = as_owner("POST", "/v1/myself/api-keys",
                               R"({"name":")" + std::string(secret) + R"(","scopes":["feed:read"]})");
    return {value_in(made, "id")};
  }

  HubServer& hub_;
  Understudy owner_;
  Understudy reader_;
  std::map<Names, Thing> kept_;
};

}  // namespace shuniu::testing
