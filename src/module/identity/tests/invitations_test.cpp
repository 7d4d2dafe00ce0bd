// Invitations: an address is asked, its owner decides. On both databases.
#include <thread>

#include "identity_suite.h"

namespace shuniu::identity {
namespace {

class Invitations : public IdentitySuite {
 protected:
  void SetUp() override {
    IdentitySuite::SetUp();
    li_ = person("li@firm.example");
    firm_ = identity().create_organisation(actor("li@firm.example"), firm(1))->id;
  }
  Result<Accepted> invite(const std::string& email, Membership membership = Membership::member) {
    return identity().invite_member(actor("li@firm.example"), {firm_, email, membership});
  }
  std::vector<OwnInvitationView> invitations_to(const std::string& email) {
    return identity().own_invitations(actor(email), {})->invitations;
  }
  std::vector<InvitationView> open_ones() {
    return identity().invitations(actor("li@firm.example"), {firm_})->invitations;
  }

  AccountId li_;
  OrganisationId firm_;
};
INSTANTIATE_TEST_SUITE_P(Engines, Invitations, database::every_engine(), database::engine_name);

TEST_P(Invitations, NobodyIsAMemberBeforeSayingSo) {
  person("officer@hub.example", {Role::officer});
  ASSERT_TRUE(invite("Officer@hub.example"));
  EXPECT_EQ(letters.last().email, "Officer@hub.example");
  EXPECT_NE(letters.last().body.find(std::string(firm(1).name)), std::string::npos);
  EXPECT_TRUE(actor("officer@hub.example").organisation.empty());
  EXPECT_EQ(identity().members(actor("li@firm.example"), {firm_})->members.size(), 1U)
      << "nothing of the invited person is told";

  const auto mine = invitations_to("officer@hub.example");
  ASSERT_EQ(mine.size(), 1U);
  EXPECT_EQ(mine[0].organisation.id, firm_);
  EXPECT_EQ(mine[0].membership, Membership::member);
  EXPECT_EQ(mine[0].invited_by, "李薇");
  ASSERT_TRUE(identity().accept_invitation(actor("officer@hub.example"), {mine[0].id}));
  EXPECT_EQ(actor("officer@hub.example").organisation, firm_);
  EXPECT_TRUE(open_ones().empty());
  EXPECT_EQ(key_of(identity().accept_invitation(actor("officer@hub.example"), {mine[0].id})),
            errors::no_such_invitation);
  const auto types = facts();
  EXPECT_EQ(std::vector<std::string>(types.end() - 3, types.end()),
            (std::vector<std::string>{"identity.member_invited.v1", "identity.membership_changed.v1",
                                      "identity.invitation_ended.v1"}));
}

TEST_P(Invitations, KnownAndUnknownAddressesAreAnsweredAlike) {
  person("wang@firm.example");
  ASSERT_TRUE(invite("wang@firm.example"));
  ASSERT_TRUE(invite("nobody@firm.example"));
  EXPECT_EQ(letters.count(), 2U);
  const auto open = open_ones();
  ASSERT_EQ(open.size(), 2U);
  EXPECT_EQ(open[0].expires_at, open[1].expires_at);

  ASSERT_TRUE(identity().sign_up(
      {}, {std::string("nobody@firm.example"), std::string(good_password), std::string("新人"), {}}));
  ASSERT_TRUE(identity().confirm_email({}, {letters.last().token(), std::string(good_password)}));
  const auto mine = invitations_to("nobody@firm.example");
  ASSERT_EQ(mine.size(), 1U);
  EXPECT_TRUE(identity().accept_invitation(actor("nobody@firm.example"), {mine[0].id}));
  EXPECT_EQ(actor("nobody@firm.example").membership, Membership::member);
}

TEST_P(Invitations, AreDeclinedByTheirAddresseeOnly) {
  person("wang@firm.example");
  person("zhao@firm.example");
  ASSERT_TRUE(invite("wang@firm.example"));
  const InvitationId id = open_ones().at(0).id;
  EXPECT_EQ(key_of(identity().accept_invitation(actor("zhao@firm.example"), {id})),
            errors::no_such_invitation);
  EXPECT_EQ(key_of(identity().decline_invitation(actor("zhao@firm.example"), {id})),
            errors::no_such_invitation);
  EXPECT_EQ(key_of(identity().accept_invitation({}, {id})), errors::sign_in_required);
  ASSERT_TRUE(identity().decline_invitation(actor("wang@firm.example"), {id}));
  EXPECT_TRUE(open_ones().empty());
  EXPECT_TRUE(actor("wang@firm.example").organisation.empty());
}

TEST_P(Invitations, AreForOwnersToMakeSeeAndRevoke) {
  const AccountId wang = person("wang@firm.example");
  EXPECT_EQ(key_of(identity().invitations(actor("wang@firm.example"), {firm_})), errors::not_a_member);
  ASSERT_TRUE(identity().put_member(firm_, wang, Membership::member));
  EXPECT_EQ(key_of(identity().invite_member(actor("wang@firm.example"),
                                            {firm_, std::string("x@firm.example"), Membership::member})),
            errors::owner_required);
  EXPECT_EQ(key_of(invite("wang@firm.example")), errors::already_member);
  EXPECT_EQ(key_of(invite("x@firm.example", Membership::none)), "input.invalid");
  ASSERT_TRUE(invite("x@firm.example"));
  const InvitationId id = open_ones().at(0).id;
  EXPECT_EQ(key_of(identity().invitations(actor("wang@firm.example"), {firm_})), errors::owner_required);
  EXPECT_EQ(key_of(identity().revoke_invitation(actor("wang@firm.example"), {firm_, id})),
            errors::owner_required);
  ASSERT_TRUE(identity().revoke_invitation(actor("li@firm.example"), {firm_, id}));
  EXPECT_EQ(key_of(identity().revoke_invitation(actor("li@firm.example"), {firm_, id})),
            errors::no_such_invitation);
  EXPECT_TRUE(open_ones().empty());
}

TEST_P(Invitations, EndAfterFourteenDays) {
  person("wang@firm.example");
  ASSERT_TRUE(invite("wang@firm.example"));
  const InvitationId id = open_ones().at(0).id;
  clock.advance_days(14);
  EXPECT_TRUE(open_ones().empty());
  EXPECT_TRUE(invitations_to("wang@firm.example").empty());
  EXPECT_EQ(key_of(identity().accept_invitation(actor("wang@firm.example"), {id})),
            errors::no_such_invitation);
  identity().remove_expired();
  const auto left = database().read([](database::Transaction& tx) {
    const database::ModuleScope scope("identity");
    return tx.value<std::int64_t>("SELECT count(*) FROM identity_invitation");
  });
  EXPECT_EQ(left, 0) << "an address that did not answer is not kept";
}

TEST_P(Invitations, ARenewedOneKeepsItsPlaceAndLettersAreLimited) {
  for (int i = 0; i < 8; ++i) ASSERT_TRUE(invite("wang@firm.example"));
  EXPECT_EQ(letters.count(), 5U);
  ASSERT_TRUE(invite("WANG@firm.example", Membership::owner));
  ASSERT_EQ(open_ones().size(), 1U);
  EXPECT_EQ(open_ones()[0].membership, Membership::owner);
}

TEST_P(Invitations, EndWithTheOwnerWhoMadeThem) {
  const AccountId wang = person("wang@firm.example");
  ASSERT_TRUE(identity().put_member(firm_, wang, Membership::owner));
  ASSERT_TRUE(identity().invite_member(actor("wang@firm.example"),
                                       {firm_, std::string("second@firm.example"), Membership::owner}));
  ASSERT_TRUE(invite("x@firm.example"));
  ASSERT_TRUE(identity().remove_member(actor("li@firm.example"), {firm_, wang}));
  ASSERT_EQ(open_ones().size(), 1U) << "whoever was put out left no door open";
  EXPECT_EQ(open_ones()[0].email, "x@firm.example");
  EXPECT_EQ(facts().back(), "identity.invitation_ended.v1");
}

TEST_P(Invitations, AnAnswerNeverLowersAnOwner) {
  const AccountId wang = person("wang@firm.example");
  ASSERT_TRUE(invite("wang@firm.example"));
  ASSERT_TRUE(identity().put_member(firm_, wang, Membership::owner));
  ASSERT_TRUE(identity().accept_invitation(actor("wang@firm.example"),
                                           {invitations_to("wang@firm.example").at(0).id}));
  EXPECT_EQ(actor("wang@firm.example").membership, Membership::owner);
}

TEST_P(Invitations, OfTwoAnswersAtOnceOneCounts) {
  person("wang@firm.example");
  for (int round = 0; round < 10; ++round) {
    ASSERT_TRUE(invite("wang@firm.example"));
    const InvitationId id = open_ones().at(0).id;
    const Actor owner = actor("li@firm.example"), invited = actor("wang@firm.example");
    std::atomic<int> counted = 0;
    std::thread revoke([&] { counted += identity().revoke_invitation(owner, {firm_, id}) ? 1 : 0; });
    std::thread decline([&] { counted += identity().decline_invitation(invited, {id}) ? 1 : 0; });
    revoke.join();
    decline.join();
    EXPECT_EQ(counted, 1);
    clock.advance_hours(1);
  }
}

}  // namespace
}  // namespace shuniu::identity
