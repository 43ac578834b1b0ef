// What goes out for a case is a proper mail, and what comes back is known by what only its receiver has.
#include "service/support/CaseMail.h"

#include <QTest>

using namespace slipway;

class TestCaseMail : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_case.id = 12;
        m_case.subject = QStringLiteral("Störung im Shop");
        m_case.contact = QStringLiteral("maria@northwind.example");
        m_case.customer = QStringLiteral("northwind");
        m_page.id = 7;
        m_page.caseId = 12;
        m_page.to = QStringLiteral("eva");
        m_page.address = QStringLiteral("eva@provider.example");
    }

    void aPageIsReadAndAnswered()
    {
        const OutgoingMail out = m_mail.page(m_case, m_page, QStringLiteral("Es ist langsam"), {});
        const IncomingMail read = readMail(out.bytes);
        QCOMPARE(read.from, QStringLiteral("support@provider.example"));
        QCOMPARE(read.to, QStringList(m_page.address));
        QCOMPARE(read.subject, QStringLiteral("[Case 12] Störung im Shop"));
        QCOMPARE(read.messageId, out.messageId);
        QVERIFY(read.text.contains(QStringLiteral("Es ist langsam")));
        QVERIFY(read.machine); // our own: it never counts as anybody's answer
        QVERIFY(!out.bytes.contains('\0'));
        QCOMPARE(QByteArray(out.bytes).replace("\r\n", "").count('\n'), 0); // a bare one may mean the end
        QCOMPARE(QByteArray(out.bytes).replace("\r\n", "").count('\r'), 0);
        IncomingMail answer;
        answer.from = m_page.address;
        answer.answers = {out.messageId};
        QCOMPARE(m_mail.claimOf(answer), (CaseMail::Claim{CaseMail::markOf(m_page), {}}));
    }

    void theSameAgainHasTheSameId()
    {
        QCOMPARE(m_mail.page(m_case, m_page, QStringLiteral("x"), {}).messageId,
                 m_mail.page(m_case, m_page, QStringLiteral("y"), {}).messageId);
    }

    void aNumberGivenAgainIsAnotherMail()
    {
        const OutgoingMail before = m_mail.page(m_case, m_page, QStringLiteral("x"), {});
        m_page.due += std::chrono::hours(1);
        QVERIFY(m_mail.page(m_case, m_page, QStringLiteral("x"), {}).messageId != before.messageId);
        const std::vector<CaseMail::Sealed> seals = CaseMail::sealedIn(before.bytes);
        QVERIFY(!seals.empty());
        QVERIFY(!m_mail.isOurs(seals.front(), m_page));
        m_page.due -= std::chrono::hours(1);
        QVERIFY(m_mail.isOurs(seals.front(), m_page));
    }

    void aForgedAnswerIsNone_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("answers");
        const QString seal = m_seal.of(QStringLiteral("page:7:0:eva@provider.example"));
        QTest::newRow("from somebody else") << QStringLiteral("mallory@x.example")
                                            << QStringLiteral("page-7-0.%1@provider.example").arg(seal);
        QTest::newRow("of another page") << QStringLiteral("eva@provider.example")
                                         << QStringLiteral("page-8-0.%1@provider.example").arg(seal);
        QTest::newRow("of another time") << QStringLiteral("eva@provider.example")
                                         << QStringLiteral("page-7-1.%1@provider.example").arg(seal);
        QTest::newRow("guessed") << QStringLiteral("eva@provider.example")
                                 << QStringLiteral("page-7-0.aaaaaaaaaaaaaaaa@provider.example");
        QTest::newRow("cut") << QStringLiteral("eva@provider.example")
                             << QStringLiteral("page-7-0.%1@provider.example").arg(seal.left(15));
        QTest::newRow("of a case") << QStringLiteral("eva@provider.example")
                                   << QStringLiteral("case-7-0.%1@provider.example").arg(seal);
    }

    void aForgedAnswerIsNone()
    {
        QFETCH(QString, from);
        QFETCH(QString, answers);
        IncomingMail answer;
        answer.from = from;
        answer.answers = {answers};
        QCOMPARE(m_mail.claimOf(answer), CaseMail::Claim());
    }

    void aReplyStaysInItsThread()
    {
        CaseMessage reply;
        reply.id = 3;
        reply.text = QStringLiteral("Wir sehen nach.\n.\nEin Punkt allein schadet nicht.");
        const OutgoingMail out = m_mail.reply(m_case, reply, {QStringLiteral("1@northwind.example")}, {});
        const IncomingMail read = readMail(out.bytes);
        QCOMPARE(read.answers, QStringList(QStringLiteral("1@northwind.example")));
        QCOMPARE(read.text.trimmed(), reply.text);
        QVERIFY(out.bytes.contains("Reply-To:"));
        IncomingMail answer;
        answer.from = m_case.contact;
        answer.answers = {out.messageId};
        QCOMPARE(m_mail.claimOf(answer).ofCase, CaseMail::markOf(m_case));
        answer.answers.clear();
        answer.to = {QStringLiteral("support+case-12-0.%1@provider.example")
                         .arg(m_seal.of(QStringLiteral("case:12:0:maria@northwind.example")))};
        QCOMPARE(m_mail.claimOf(answer).ofCase, CaseMail::markOf(m_case));
    }

    void namesWantNoHarm()
    {
        m_case.subject = QStringLiteral("x\r\nBcc: mallory@x.example\r\n\r\nbody");
        const OutgoingMail out = m_mail.page(m_case, m_page, QStringLiteral("y"), {});
        QVERIFY(!out.bytes.contains("\nBcc:"));
    }

    void answers_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("verb");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *text, PageAnswer::Verb verb, const char *words) {
            QTest::newRow(text) << QString::fromUtf8(text) << static_cast<int>(verb)
                                << QString::fromUtf8(words);
        };
        using Verb = PageAnswer::Verb;
        row("ack", Verb::Acknowledge, "");
        row("Ack!\n\nsent from my phone", Verb::Acknowledge, "sent from my phone");
        row("take", Verb::Take, "");
        row("take care of the shop please", Verb::Reply, "take care of the shop please");
        row("note: the disk is full\nsee graph", Verb::Note, "the disk is full\nsee graph");
        row("reply We are on it.", Verb::Reply, "We are on it.");
        row("We are on it.", Verb::Reply, "We are on it.");
        row("Close", Verb::Close, "");
        row("close the window", Verb::Reply, "close the window");
        row("solved.", Verb::Solve, "");
        row("", Verb::Reply, "");
    }

    void answers()
    {
        QFETCH(QString, text);
        QFETCH(int, verb);
        QFETCH(QString, words);
        const PageAnswer answer = PageAnswer::fromText(text);
        QCOMPARE(static_cast<int>(answer.verb), verb);
        QCOMPARE(answer.text, words);
    }

private:
    MailSeal m_seal{QByteArray(32, 'k')};
    CaseMail m_mail{{QStringLiteral("Provider support"), QStringLiteral("support@provider.example")}, m_seal};
    Case m_case;
    CasePage m_page;
};

QTEST_GUILESS_MAIN(TestCaseMail)

#include "TestCaseMail.moc"
