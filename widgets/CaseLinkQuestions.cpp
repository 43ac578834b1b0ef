#include "widgets/CaseLinkQuestions.h"

#include "models/CaseActions.h"
#include "models/ShellLine.h"
#include "widgets/EventWords.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace slipway {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(CaseLinks)
};

constexpr int mostOfAWord = 100;

} // namespace

QString linkWords(const LinkRow &link)
{
    if (link.event)
        return Words::tr("Entry %1: %2").arg(QString::number(link.event->seq), wordsOf(*link.event));
    if (link.kind == QLatin1String("release"))
        return Words::tr("Release %1").arg(quietWord(link.title, mostOfAWord));
    return quietWord(link.title, mostOfAWord);
}

Question linkQuestion(const CaseRow &about, const std::vector<LinkOffer> &offers)
{
    Question question;
    question.title = Words::tr("Link case %1").arg(about.id);
    question.reasonLabel = Words::tr(
        "To what: words of it, or release/214, appliance/3, application/northwind/shop, event/4711");
    question.reasonNeeded = true;
    question.confirm = Words::tr("Link it");
    question.checks = {Words::tr("The customer doesn't see links.")};
    question.commandLine =
        QStringLiteral("slipwayctl case link %1 %2").arg(about.id).arg(QStringLiteral("%1"));
    question.reasonField = [offers](QWidget *parent) {
        auto *field = new OfferField(parent);
        field->setOffers(offers);
        return field;
    };
    return question;
}

Question unlinkQuestion(const CaseRow &about, const std::vector<LinkRow> &links)
{
    Question question;
    question.title = Words::tr("Take a link away from case %1").arg(about.id);
    question.reasonLabel = Words::tr("Link");
    question.confirm = Words::tr("Take it away");
    question.commandLine =
        QStringLiteral("slipwayctl case unlink %1 %2").arg(about.id).arg(QStringLiteral("%1"));
    for (const LinkRow &link : links)
        question.choices.push_back(
            {link.reference, linkWords(link),
             link.awaited
                 ? QStringList{Words::tr("The case waits for it: it isn't open again by itself then.")}
                 : QStringList()});
    return question;
}

Question linkToCaseQuestion(const QString &reference, const QString &customer, Session &session)
{
    Question question;
    question.title = Words::tr("Link %1 to a case").arg(quietWord(reference, mostOfAWord));
    question.reasonLabel = Words::tr("Case: its number, or words of it");
    question.reasonNeeded = true;
    question.confirm = Words::tr("Link it");
    question.checks = {Words::tr("The customer doesn't see links.")};
    question.commandLine = QStringLiteral("slipwayctl case link %1 ") + shellQuoted(reference);
    question.reasonField = [customer, &session](QWidget *parent) {
        return new CaseField(session, customer, parent);
    };
    return question;
}

qint64 caseNumberOf(const QString &said)
{
    static const QRegularExpression number(
        QStringLiteral("^\\s*(?:#|case/|slipway:case/)?([1-9]\\d{0,17})\\s*$"));
    return number.match(said).captured(1).toLongLong();
}

QString linkedWords(qint64 id, const QString &reference)
{
    return Words::tr("Case %1 is linked to %2.").arg(QString::number(id), quietWord(reference, mostOfAWord));
}

QString unlinkedWords(qint64 id, const QString &reference)
{
    return Words::tr("Case %1 isn't linked to %2 any more.")
        .arg(QString::number(id), quietWord(reference, mostOfAWord));
}

} // namespace slipway
