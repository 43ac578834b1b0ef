// Whether what was typed was said already: by the same person, later, in the same words and to the same
// people.
#include "models/SaidBefore.h"

#include <QTest>

using namespace slipway;

namespace {

MessageRow row(qint64 id, const char *kind, const char *author, const char *text)
{
    MessageRow message;
    message.id = id;
    message.kind = QLatin1String(kind);
    message.author = QLatin1String(author);
    message.text = QString::fromUtf8(text);
    return message;
}

std::vector<MessageRow> talk()
{
    std::vector<MessageRow> all{row(1, "customer", "maria", "Done."), row(2, "staff", "eva", "Done."),
                                row(3, "note", "eva", "Ask sales"), row(4, "staff", "jan", "We look."),
                                row(5, "staff", "eva", "Done.")};
    all[4].files = {{0, 0, 1, 41, QStringLiteral("a.txt"), {}, 5}, {7, 1, 0, 0, QStringLiteral("b"), {}, 1}};
    return all;
}

} // namespace

class TestSaidBefore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void said_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("isNote");
        QTest::addColumn<int>("after");
        QTest::addColumn<QString>("author");
        QTest::addColumn<int>("id"); // 0: it wasn't
        const auto row = [](const char *name, const char *text, bool isNote, int after, const char *author,
                            int id) {
            QTest::newRow(name) << QString::fromLatin1(text) << isNote << after << QString::fromLatin1(author)
                                << id;
        };
        row("said", "Done.", false, 4, "eva", 5);
        row("with blanks around it", " Done.\n", false, 4, "eva", 5);
        row("the first of two", "Done.", false, 1, "eva", 2);
        row("before it was typed", "Done.", false, 5, "eva", 0);
        row("when isn't known", "Done.", false, -1, "eva", 0);
        row("in an empty case", "Done.", false, 0, "eva", 2);
        row("other words", "Done", false, 4, "eva", 0);
        row("by another", "We look.", false, 1, "eva", 0);
        row("by nobody known", "Done.", false, 4, "", 0);
        row("a note", "Ask sales", true, 2, "eva", 3);
        row("a note, and typed as an answer", "Ask sales", false, 2, "eva", 0);
        row("an answer, and typed as a note", "Done.", true, 4, "eva", 0);
        row("nothing typed", " ", false, 0, "eva", 0);
    }
    void said()
    {
        QFETCH(QString, text);
        QFETCH(bool, isNote);
        QFETCH(int, after);
        QFETCH(QString, author);
        QFETCH(int, id);
        const auto messages = talk();
        const MessageRow *found = saidBefore(messages, author, {text, isNote, after});
        QCOMPARE(found ? found->id : 0, id);
    }

    void whatIsThere()
    {
        QCOMPARE(lastOf(talk()), 5);
        QCOMPARE(lastOf({}), 0);
        QCOMPARE(filesSaid(talk()), std::set<qint64>{41}); // what came by mail has no such number
        QVERIFY(filesSaid({}).empty());
    }
};

QTEST_GUILESS_MAIN(TestSaidBefore)

#include "TestSaidBefore.moc"
