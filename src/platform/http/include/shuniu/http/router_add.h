// router_add.h - the template half of Router: as thin as possible, everything else is compiled once.
#pragma once

namespace shuniu::http {
namespace detail {

template <class Answer>
struct Unwrapped {
  using Type = Answer;
};
template <class Answer>
struct Unwrapped<WithHeaders<Answer>> {
  using Type = Answer;
};

template <class Answer>
const TypeInfo* answer_info() {
  if constexpr (std::is_same_v<Answer, Done>)
    return nullptr;
  else
    return &type_info<Answer>();
}

template <class Answer>
constexpr std::string_view success_of() {
  if constexpr (std::is_same_v<Answer, Done>)
    return "204";
  else
    return std::is_same_v<typename Unwrapped<Answer>::Type, Answer> ? "200" : "2XX";
}

}  // namespace detail

template <class Module, class Owner, class Question, class Answer>
void Router::add(Method method, std::string_view path, std::string_view tag,
                 Result<Answer> (Owner::*call)(const Actor&, const Question&), Module& module, Needs needs) {
  using Plain = typename detail::Unwrapped<Answer>::Type;
  add_typed(method, path, tag, needs,
            Typed{type_info<Question>(), detail::answer_info<Plain>(),
                  std::is_same_v<Plain, Answer> ? &typeid(Answer) : nullptr, detail::success_of<Answer>(),
                  []() -> std::shared_ptr<void> { return std::make_shared<Question>(); },
                  [&module, call](const Actor& actor, const void* question) -> Answered {
                    auto result = (module.*call)(actor, *static_cast<const Question*>(question));
                    if (!result) return Answered{result.error(), 0, {}};
                    if constexpr (std::is_same_v<Answer, Done>) {
                      return Answered{std::string(), 204, {}};
                    } else if constexpr (std::is_same_v<Plain, Answer>) {
                      return encode_answer(detail::answer_info<Plain>(), &*result);
                    } else {
                      Answered answered = encode_answer(detail::answer_info<Plain>(), &result->answer);
                      answered.status = result->status;
                      answered.headers = std::move(result->headers);
                      return answered;
                    }
                  }});
}

}  // namespace shuniu::http
