// file_upkeep_test.cpp - removed attachments leave nothing behind; files in use, and new ones, stay.
#include "file_upkeep.h"

#include <gtest/gtest.h>

#include "manual_clock.h"
#include "running_hub.h"
#include "shuniu/identity/credit_code.h"

namespace shuniu::wiring {
namespace {

class FileUpkeep : public ::testing::Test {
 protected:
  FileUpkeep() {
    identity::Identity& identity = hub().identity();
    identity::CreateOrganisation firm;
    firm.name = std::string("甲方储能有限公司");
    firm.credit_code = identity::complete_credit_code("91310115MA1FL00A");
    firm.kind = std::string("150");
    firm.region = std::string("310000");
    owner_.account =
        identity
            .create_confirmed_account(
                {std::string("li@firm.example"), std::string("a long pass phrase"), std::string("李薇"), {}},
                {})
            .value();
    owner_.organisation = identity.create_organisation_unattended(firm).value();
    owner_.membership = Membership::owner;
    identity.put_member(owner_.organisation, owner_.account, Membership::owner).value();
    market::CreateNeed need;
    need.content.title = std::string("储能电芯隔热垫");
    item_ = hub().market().create_need(owner_, need).value().state.id;
  }
  Hub& hub() { return running_.hub(); }
  market::AttachmentView attach(const std::string& bytes) {
    return hub()
        .market()
        .add_attachment(owner_, {item_, "drawing.txt", market::AttachmentVisibility::owner, bytes})
        .value();
  }
  void remove(const market::AttachmentView& attachment) {
    hub().market().remove_attachment(owner_, {attachment.id}).value();
  }
  void keep_up() { forget_removed_files(hub().market(), hub().files(), clock_.now()); }
  bool is_kept(const market::AttachmentView& attachment) {
    return hub().files().read(attachment.sha256).has_value();
  }
  Foundation foundation() {
    Foundation foundation = testing::test_foundation();
    foundation.clock = &clock_;
    return foundation;
  }

  shuniu::testing::ManualClock clock_;
  testing::RunningHub running_{"file_upkeep", testing::Background::stands_still, foundation()};
  Actor owner_;
  market::ItemId item_;
};

TEST_F(FileUpkeep, ForgetsWhatWasRemovedAfterADay) {
  const auto removed = attach("a drawing that nobody needs"), used = attach("a drawing in use");
  remove(removed);
  keep_up();
  EXPECT_TRUE(is_kept(removed)) << "too young";
  clock_.advance_days(1);
  clock_.advance_hours(1);
  keep_up();
  EXPECT_FALSE(is_kept(removed));
  EXPECT_TRUE(is_kept(used));
}

TEST_F(FileUpkeep, KeepsBytesThatAnotherAttachmentStillNames) {
  const auto first = attach("the same drawing");
  const auto second = attach("the same drawing");
  remove(first);
  clock_.advance_days(2);
  keep_up();
  EXPECT_TRUE(is_kept(second));
  remove(second);
  keep_up();
  EXPECT_FALSE(is_kept(second));
}

TEST_F(FileUpkeep, KeepsWhatWasAttachedAgain) {
  const auto first = attach("a drawing");
  remove(first);
  clock_.advance_days(2);
  const auto again = attach("a drawing");
  remove(again);
  keep_up();
  EXPECT_TRUE(is_kept(again)) << "put again an instant ago: a command may be about to name it";
}

}  // namespace
}  // namespace shuniu::wiring
