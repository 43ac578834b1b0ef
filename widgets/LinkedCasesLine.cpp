#include "widgets/LinkedCasesLine.h"

#include "widgets/CaseLinkQuestions.h"
#include "widgets/EventWords.h"
#include "widgets/InlineMessage.h"
#include "widgets/Theme.h"

#include <QEvent>
#include <QPointer>

#include <algorithm>

namespace slipway {

namespace {

constexpr std::size_t mostNamed = 6;
constexpr int mostOfASubject = 40;

} // namespace

LinkedCasesLine::LinkedCasesLine(Session &session, Navigator &navigator, InlineMessage &message,
                                 QWidget *parent)
    : QLabel(parent), m_session(session), m_navigator(navigator), m_message(message), m_cases(session)
{
    setObjectName(QStringLiteral("linkedCases"));
    setTextFormat(Qt::RichText);
    setWordWrap(true);
    setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    setContentsMargins(2 * theme::unit, theme::unit / 2, 2 * theme::unit, theme::unit / 2);
    hide();
    connect(&m_cases, &LinkedCases::changed, this, &LinkedCasesLine::refresh);
    connect(&m_cases, &LinkedCases::failed, this,
            [this](const Problem &problem) { m_navigator.tell(problem); });
    connect(&m_cases, &LinkedCases::linked, this, &LinkedCasesLine::sayLinked);
    connect(&m_cases, &LinkedCases::unlinked, this, [this](qint64 id, const QString &reference) {
        m_message.show(InlineMessage::Kind::Success, unlinkedWords(id, reference));
    });
    connect(this, &QLabel::linkActivated, this,
            [this](const QString &reference) { m_navigator.open(reference); });
}

void LinkedCasesLine::watch(const QString &reference)
{
    m_cases.watch(reference);
}

void LinkedCasesLine::setActive(bool active)
{
    m_cases.setActive(active);
}

void LinkedCasesLine::ask(const QString &reference, const QString &customer)
{
    const QPointer<LinkedCasesLine> self(this);
    m_navigator.ask(
        linkToCaseQuestion(reference, customer, m_session), [self, reference](const QString &said) {
            if (!self)
                return;
            if (const qint64 id = caseNumberOf(said); id > 0)
                self->link(id, reference);
            else
                self->m_navigator.tell({Problem::Kind::Invalid,
                                        tr("\"%1\" is not the number of a case").arg(quietWord(said, 60)),
                                        {},
                                        tr("Choose one of those that are offered, or type its number.")});
        });
}

void LinkedCasesLine::link(qint64 id, const QString &reference)
{
    if (m_cases.has(id, reference))
        m_known.emplace(id, reference);
    m_message.hide();
    m_cases.link(id, reference);
}

// The way back is offered until something else is done; what somebody else had linked isn't taken from them.
void LinkedCasesLine::sayLinked(qint64 id, const QString &reference)
{
    const bool wasThere = m_known.erase({id, reference}) > 0;
    m_message.show(InlineMessage::Kind::Success, linkedWords(id, reference),
                   wasThere ? QString() : tr("Undo"), [this, id, reference] {
                       if (!m_session.isLive())
                           return;
                       m_message.hide();
                       m_cases.unlink(id, reference);
                   });
}

void LinkedCasesLine::refresh()
{
    const auto &cases = m_cases.cases();
    QStringList all;
    QStringList spoken;
    for (std::size_t i = 0; i < std::min(cases.size(), mostNamed); ++i) {
        const CaseRow &one = cases[i];
        const theme::Look look = theme::lookOf(one.state);
        const QString words =
            QStringLiteral("#%1 %2").arg(QString::number(one.id), quietWord(one.subject, mostOfASubject));
        all.append(QStringLiteral("<a href=\"%1\">%2</a> <span style=\"color:%3\">%4 %5</span>")
                       .arg(one.handle(), words.toHtmlEscaped(), theme::colour(look.tone).name(),
                            QString(look.shape), look.word.toHtmlEscaped()));
        spoken.append(words + QStringLiteral(", ") + look.word);
    }
    if (cases.size() > mostNamed)
        all.append(tr("and %n more", nullptr, static_cast<int>(cases.size() - mostNamed)));
    setText(tr("Cases: %1").arg(all.join(QStringLiteral(" · "))));
    setAccessibleName(tr("Cases: %1").arg(spoken.join(QStringLiteral("; "))));
    setVisible(!cases.empty());
}

// The colours stand in the text.
void LinkedCasesLine::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        refresh();
}

} // namespace slipway

#include "moc_LinkedCasesLine.cpp"
