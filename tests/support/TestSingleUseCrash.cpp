// Links over a killed service: what was posted twice, because nobody knew, is done once. The one that acts is
// this program once more.
#include "support/KilledDesk.h"
#include "support/LinksFixture.h"

#include <random>

using namespace slipway;
using namespace slipway::test;

namespace {

const QString form = QStringLiteral("0123456789abcdef");

struct LinkedDesk : SmallDesk
{
    explicit LinkedDesk(const QString &folder)
        : SmallDesk(folder), intake(*store, desk, pager), links(*store, desk, intake, pager)
    {
    }
    CaseIntake intake;
    LinkDesk links;
};

QString wordsOf(int number)
{
    return QStringLiteral("Reply %1").arg(number);
}

// Replies by one link after the other until it is killed; says after each which is next, and what with.
int replyForever(const QString &folder, QString token, int number)
{
    LinkedDesk small(folder);
    for (;; ++number) {
        const auto acted = small.links.act(token, QStringLiteral("reply"),
                                           answerOf(PageAnswer::Verb::Reply, wordsOf(number)), form);
        if (!acted || acted->what == LinkDesk::Acted::What::Otherwise || acted->next.isEmpty())
            return 1;
        token = acted->next;
        say(token.toUtf8() + ' ' + QByteArray::number(number + 1));
    }
}

} // namespace

class TestSingleUseCrash : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsPostedAgainIsDoneOnce()
    {
        const SystemClock today; // links last a day
        SupportFixture f(today);
        f.setPublicUrl(site);
        const qint64 id = f.request().caseId;
        QVERIFY(f.untilTaken(1));
        QString token = tokenIn(f.server.taken.back().data, "/p/");
        f.closeService();
        int number = 0;
        std::mt19937 random(20261128);
        std::uniform_int_distribution<int> pause(0, 20'000);
        for (int round = 0; round < 20; ++round) {
            const QStringList said =
                saidUntilKilled({QStringLiteral("--reply"), f.folder.path(), token, QString::number(number)},
                                round % 4 + 1, std::chrono::microseconds(pause(random)));
            QVERIFY(!said.isEmpty());
            token = said.back().section(QLatin1Char(' '), 0, 0);
            number = said.back().section(QLatin1Char(' '), 1).toInt();
        }
        LinkedDesk small(f.folder.path());
        QStringList expected;
        for (int i = 0; i < number; ++i)
            expected.append(wordsOf(i));
        // What was on its way at the end may be done, and is done once whoever asks again.
        for (int time = 0; time < 2; ++time)
            must(small.links.act(token, QStringLiteral("reply"),
                                 answerOf(PageAnswer::Verb::Reply, wordsOf(number)), form));
        expected.append(wordsOf(number));
        QStringList replies;
        for (const CaseMessage &message :
             must(small.store->read([&](Reader &reader) { return CaseRepository::messages(reader, id); }))) {
            if (message.kind == CaseMessage::Kind::Staff)
                replies.append(message.text);
        }
        QCOMPARE(replies, expected);
        QVERIFY(replies.size() > 20);
        const auto uses = must(small.store->read(
            [](Reader &reader) { return reader.integer(QStringLiteral("SELECT count(*) FROM link_use")); }));
        QCOMPARE(uses, qint64{replies.size()});
    }
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList words = QCoreApplication::arguments();
    if (words.value(1) == QLatin1String("--reply"))
        return replyForever(words.value(2), words.value(3), words.value(4).toInt());
    TestSingleUseCrash test;
    return QTest::qExec(&test, argc, argv);
}

#include "TestSingleUseCrash.moc"
