// Finding cases: lists by state, customer and the like, in order of number or deadline, and full-text search
// over what they are called and what was said in them.
#pragma once
#include "domain/Case.h"
#include "service/store/Page.h"
#include "service/store/Store.h"

namespace slipway {

struct CaseFilter
{
    enum class Order { Newest, Deadline }; // Deadline: the nearest target first, those without one last
    QString state;                         // empty: those that aren't over; "all"
    QString customer;                      // slug
    QString owner;
    QString severity;
    QString application; // handle
    QString link = {};   // reference that it is linked to: "release/214"
    Order order = Order::Newest;
};

class CaseSearch
{
public:
    // `q`: words, each of which begins a word of the case, its messages or its owner, or the case's number.
    // What was said is found once it was read into the index; see catchUp().
    static Result<Page<Case>> list(Reader &reader, const PageRequest &page, const CaseFilter &filter);

    // Reads what was said since the last time into the index, `most` messages at most; true when there is
    // more. Apart from the commit that says it, because many in one cost a fraction of each by itself. What a
    // case is called goes in with its first message.
    static Result<bool> catchUp(Store &store, int most = 256);
    static Result<void> add(Transaction &transaction, const Case &renamed);
};

} // namespace slipway
