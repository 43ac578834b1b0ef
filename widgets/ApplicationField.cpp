#include "widgets/ApplicationField.h"

#include "models/Rows.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QPointer>
#include <QStringListModel>

namespace slipway {

namespace {

constexpr auto handRests = std::chrono::milliseconds(150);
constexpr int mostOffered = 20;

} // namespace

ApplicationField::ApplicationField(Session &session, QWidget *parent, Of what)
    : QLineEdit(parent), m_session(session), m_what(what)
{
    const bool isCustomer = what == Of::Customers;
    setObjectName(isCustomer ? QStringLiteral("customer") : QStringLiteral("application"));
    setPlaceholderText(isCustomer ? tr("Any customer") : tr("Customer or application"));
    setMaxLength(500);
    m_handles = new QStringListModel(this);
    m_completer = new QCompleter(m_handles, this);
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion); // the service has filtered
    m_completer->setMaxVisibleItems(10);
    setCompleter(m_completer);
    m_typing.setSingleShot(true);
    m_typing.setInterval(handRests);
    connect(&m_typing, &QTimer::timeout, this, &ApplicationField::search);
    connect(this, &QLineEdit::textEdited, &m_typing, qOverload<>(&QTimer::start));
}

QStringList ApplicationField::offered() const
{
    return m_handles->stringList();
}

void ApplicationField::search()
{
    const QString asked = text().trimmed();
    if (asked.isEmpty())
        return;
    ListQuery query;
    query.limit = mostOffered;
    query.q = asked;
    const QPointer<ApplicationField> self(this);
    Client &client = m_session.client();
    const auto list = m_what == Of::Customers ? client.customers(query) : client.applications(query);
    list.then([self, asked](const Result<Listing> &found) {
        if (!self)
            return;
        if (found)
            self->offer(asked, *found);
        else
            Q_EMIT self->failed(found.error());
    });
}

void ApplicationField::offer(const QString &asked, const Listing &found)
{
    if (text().trimmed() != asked)
        return; // an answer to a word that has been typed over
    QStringList handles;
    for (const QJsonValue &value : found.items)
        handles.append(m_what == Of::Customers ? value.toObject().value(QLatin1String("slug")).toString()
                                               : ApplicationRow::fromJson(value.toObject()).handle);
    m_handles->setStringList(handles);
    const bool isChosen = handles.size() == 1 && handles.front() == asked;
    if (hasFocus() && !handles.isEmpty() && !isChosen)
        m_completer->complete();
    else
        m_completer->popup()->hide();
    Q_EMIT offeredChanged();
}

} // namespace slipway
