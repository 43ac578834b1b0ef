// Where one says what a case is linked to, or which case: what is likely is offered in words, while one types
// or by the arrow down, and its name is put in.
#pragma once
#include "models/CaseRows.h"
#include "models/CaseSurroundings.h"

#include <QLineEdit>

class QStandardItemModel;

namespace slipway {

struct LinkOffer
{
    QString value; // that is put in: "release/214", "12"
    QString words; // that are offered
    bool operator==(const LinkOffer &) const = default;
};

class OfferField : public QLineEdit
{
    Q_OBJECT

public:
    explicit OfferField(QWidget *parent = nullptr);
    void setOffers(const std::vector<LinkOffer> &offers);
    QStringList offered() const; // the words

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    QStandardItemModel *m_offers = nullptr;
};

// Open cases: at first those of a customer, and then whatever the service finds.
class CaseField : public OfferField
{
    Q_OBJECT

public:
    CaseField(Session &session, const QString &customer, QWidget *parent = nullptr);

private:
    void search();

    Session &m_session;
    const QString m_customer;
    quint64 m_round = 0;
    QTimer m_typing; // one question for a word, not one for each letter
};

// Releases that are under way, production's appliances first, and the applications themselves.
std::vector<LinkOffer> offersAround(const CaseSurroundings &around);

} // namespace slipway
