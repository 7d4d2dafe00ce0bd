#include "shuniu/database/database.h"

namespace shuniu::database {
namespace {

thread_local std::string_view current_module;

}  // namespace

ModuleScope::ModuleScope(std::string_view module) : previous_(current_module) {
  current_module = module;
}

ModuleScope::~ModuleScope() {
  current_module = previous_;
}

std::string_view ModuleScope::current() {
  return current_module;
}

}  // namespace shuniu::database
