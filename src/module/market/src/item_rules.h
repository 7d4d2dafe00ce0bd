// item_rules.h - the life of an item, and what it must hold to be submitted. Pure.
//
//   step         from                                 to
//   edit         anything but quarantined             draft; others still see the published version
//   submit       draft returned                       submitted, or quarantined with a mark of secrecy
//   publish      submitted quarantined                published
//   return_item  submitted quarantined                returned
//   quarantine   submitted, or anything published     quarantined; nobody sees it any more
//   withdraw     draft submitted returned published   withdrawn; the same
//   expire       anything published                   expired; what is being changed stays as it is
#pragma once

#include "item.h"
#include "shuniu/codelist/code_list.h"

namespace shuniu::market {

enum class Step { edit, submit, publish, return_item, quarantine, withdraw, expire };

/// The status after a step, or market.wrong_status. A submission with a mark of secrecy is the caller's to
/// redirect.
Result<ItemStatus> status_after(ItemStatus status, Face face, Step step);

/// Everything that keeps it from being submitted: missing members, unknown codes, figures and ranges that
/// contradict themselves. Paths are those of the content ("figures[2].value_high").
std::vector<Fault> faults_at_submission(const Content& content, const OrganisationId& owner,
                                        const codelist::CodeBook& codes, Date today,
                                        const MarketOptions& options);

/// A need whose deadline has passed is not published: market.deadline_over.
Result<Done> may_be_published(const Content& content, Date today);

/// The last day on which it stands published; never later than the longest lifetime allows.
Date last_day(const Content& content, Date published_on, const MarketOptions& options);

}  // namespace shuniu::market
