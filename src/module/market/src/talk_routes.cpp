// talk_routes.cpp - every address of talks, in plain sight.
#include "shuniu/market/routes.h"

namespace shuniu::market {

using http::Access;

void add_talk_routes(http::Router& router, Talks& talks) {
  constexpr std::string_view tag = "market";
  constexpr std::string_view reads = "talks:read";
  constexpr std::string_view writes = "talks:write";
  router.post("/v1/items/{item}/interests", tag, &Talks::express_interest, talks,
              {Access::member, "Express interest in a published item", writes});
  router.get("/v1/talks", tag, &Talks::list, talks, {Access::member, "Talks of my organisation", reads});
  router.get("/v1/talks/{talk}", tag, &Talks::talk, talks, {Access::member, "One talk", reads});
  router.post("/v1/talks/{talk}/accept", tag, &Talks::accept, talks,
              {Access::member, "Accept an interest", writes});
  router.post("/v1/talks/{talk}/decline", tag, &Talks::decline, talks,
              {Access::member, "Decline an interest with coded reasons", writes});
  router.post("/v1/talks/{talk}/withdraw", tag, &Talks::withdraw, talks,
              {Access::member, "Take an interest back", writes});
  router.get("/v1/talks/{talk}/messages", tag, &Talks::messages, talks,
             {Access::member, "What was said in a talk", reads});
  router.post("/v1/talks/{talk}/messages", tag, &Talks::write_message, talks,
              {Access::member, "Write in a talk, or a note for one's own side", writes});
  router.post("/v1/talks/{talk}/propose-agreement", tag, &Talks::propose_agreement, talks,
              {Access::member, "Propose a kind of contract", writes});
  router.post("/v1/talks/{talk}/confirm-agreement", tag, &Talks::confirm_agreement, talks,
              {Access::member, "Confirm what the other side proposed", writes});
  router.post("/v1/talks/{talk}/end", tag, &Talks::end, talks,
              {Access::member, "End a talk with a coded reason", writes});
  router.get("/v1/organisations/{organisation}/answers", tag, &Talks::answers, talks,
             {Access::open, "How an organisation answers interests", reads});
}

}  // namespace shuniu::market
