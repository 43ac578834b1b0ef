#include "widgets/LinkFields.h"

#include "models/ModelText.h"
#include "widgets/EventWords.h"
#include "widgets/ViewKeys.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QPointer>
#include <QStandardItemModel>

#include <algorithm>

namespace slipway {

namespace {

constexpr auto handRests = std::chrono::milliseconds(150);
constexpr int mostOffered = 20;
constexpr int mostOfAWord = 80;

// Looks for words, and puts in the name.
class OfferCompleter final : public QCompleter
{
public:
    using QCompleter::QCompleter;
    QString pathFromIndex(const QModelIndex &index) const override
    {
        return index.data(Qt::UserRole).toString();
    }
    QStringList splitPath(const QString &path) const override { return {path}; }
};

} // namespace

OfferField::OfferField(QWidget *parent) : QLineEdit(parent)
{
    m_offers = new QStandardItemModel(this);
    setPlaceholderText(tr("The arrow down shows what is likely"));
    auto *completer = new OfferCompleter(m_offers, this);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    completer->setMaxVisibleItems(10);
    setCompleter(completer);
}

void OfferField::setOffers(const std::vector<LinkOffer> &offers)
{
    m_offers->clear();
    for (const LinkOffer &offer : offers) {
        auto *item = new QStandardItem(offer.words);
        item->setData(offer.value, Qt::UserRole);
        m_offers->appendRow(item);
    }
}

void OfferField::keyPressEvent(QKeyEvent *event)
{
    if (!isPlainKey(event, Qt::Key_Down)) {
        QLineEdit::keyPressEvent(event);
        return;
    }
    completer()->setCompletionPrefix(text());
    completer()->complete();
}

QStringList OfferField::offered() const
{
    QStringList words;
    for (int row = 0; row < m_offers->rowCount(); ++row)
        words.append(m_offers->item(row)->text());
    return words;
}

CaseField::CaseField(Session &session, const QString &customer, QWidget *parent)
    : OfferField(parent), m_session(session), m_customer(customer)
{
    setPlaceholderText(tr("Number or words of a case; the arrow down shows some"));
    completer()->setCompletionMode(QCompleter::UnfilteredPopupCompletion); // the service has filtered
    m_typing.setSingleShot(true);
    m_typing.setInterval(handRests);
    connect(&m_typing, &QTimer::timeout, this, &CaseField::search);
    connect(this, &QLineEdit::textEdited, &m_typing, qOverload<>(&QTimer::start));
    search();
}

void CaseField::search()
{
    const QString asked = text().trimmed();
    ListQuery query;
    query.limit = mostOffered;
    query.q = asked;
    if (asked.isEmpty() && !m_customer.isEmpty())
        query.more.addQueryItem(QStringLiteral("customer"), m_customer);
    const QPointer<CaseField> self(this);
    m_session.client().cases(query).then([self, round = ++m_round, asked](const Result<Listing> &found) {
        if (!self || !found || round != self->m_round)
            return;
        std::vector<LinkOffer> offers;
        for (const QJsonValue &value : found->items) {
            const CaseRow row = CaseRow::fromJson(value.toObject());
            offers.push_back({QString::number(row.id),
                              QStringLiteral("#%1 %2 (%3, %4)")
                                  .arg(QString::number(row.id), quietWord(row.subject, mostOfAWord),
                                       quietWord(row.customer.isEmpty() ? row.contact : row.customer, 40),
                                       stateWord(row.state))});
        }
        self->setOffers(offers);
        const bool isChosen = offers.size() == 1 && offers.front().value == asked;
        if (self->hasFocus() && !asked.isEmpty() && !offers.empty() && !isChosen)
            self->completer()->complete();
        else
            self->completer()->popup()->hide();
    });
}

std::vector<LinkOffer> offersAround(const CaseSurroundings &around)
{
    std::vector<LinkOffer> offers;
    for (const ReleaseRow &release : around.releases())
        offers.push_back({QStringLiteral("release/%1").arg(release.id),
                          OfferField::tr("Release %1 of %2, %3")
                              .arg(QString::number(release.id), quietWord(release.application, mostOfAWord),
                                   stateWord(release.state))});
    std::vector<LinkOffer> others;
    for (const ApplicationRow &application : around.applications()) {
        const QString handle = QStringLiteral("application/") + application.handle;
        for (const EnvironmentRow &environment : application.environments) {
            for (const ApplianceRow &appliance : environment.appliances) {
                const LinkOffer offer{
                    QStringLiteral("%1/%2/%3").arg(handle, environment.name, appliance.name),
                    OfferField::tr("Appliance %1 of %2 (%3), %4")
                        .arg(quietWord(appliance.name, 40), quietWord(environment.name, 40),
                             stateWord(environment.role), stateWord(appliance.state))};
                (environment.isProduction() ? offers : others).push_back(offer);
            }
        }
        others.push_back(
            {handle, OfferField::tr("Application %1").arg(quietWord(application.name, mostOfAWord))});
    }
    offers.insert(offers.end(), others.begin(), others.end());
    return offers;
}

} // namespace slipway

#include "moc_LinkFields.cpp"
