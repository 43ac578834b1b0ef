// What a server may say, and what not.
#include "service/mailbox/ReplyGuard.h"

#include <QRandomGenerator>
#include <QTest>

using namespace slipway;

class TestReplyGuard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatWasAskedForPasses()
    {
        ReplyGuard guard;
        guard.allow(10'000);
        QVERIFY(guard.take("* 1 FETCH (UID 7 BODY[] {12}\r\n((((((((((((\r\n"));
        QVERIFY(guard.take(")\r\n2 OK done\r\n"));
        QVERIFY(!guard.hasNews());
    }

    // However the bytes are cut, the answer is the same.
    void newsAreSeenOutsideOfMailsOnly()
    {
        const QByteArray mail = "* 1 FETCH (BODY[] {14}\r\n* 12 EXISTS\r\n)\r\n";
        QCOMPARE(mail.mid(mail.indexOf('}') + 3, 14), QByteArray("* 12 EXISTS\r\n)"));
        for (qsizetype cut = 1; cut < mail.size(); ++cut) {
            ReplyGuard guard;
            guard.allow(10'000);
            QVERIFY(guard.take(QByteArrayView(mail).first(cut)));
            QVERIFY(guard.take(QByteArrayView(mail).sliced(cut)));
            QVERIFY(!guard.hasNews());
            QVERIFY(guard.take("* 12 EXI"));
            QVERIFY(guard.take("STS\r\n"));
            QVERIFY(guard.hasNews());
            guard.clearNews();
            QVERIFY(!guard.hasNews());
        }
    }

    void moreThanWasAskedForIsRefused_data()
    {
        QTest::addColumn<QByteArray>("said");
        QTest::newRow("bytes") << QByteArray(1001, 'x');
        QTest::newRow("announced") << QByteArray("* 1 FETCH (BODY[] {4294967295}\r\n");
        QTest::newRow("nested") << QByteArray("* 1 FETCH (BODYSTRUCTURE ") + QByteArray(200, '(');
    }
    void moreThanWasAskedForIsRefused()
    {
        QFETCH(const QByteArray, said);
        ReplyGuard guard;
        guard.allow(1000);
        QVERIFY(!guard.take(said));
        QVERIFY(*guard.why() != 0);
        guard.allow(1000);
        QVERIFY(!guard.take("1 OK\r\n")); // it stays refused
    }

    void aLineHasAnEnd()
    {
        ReplyGuard guard;
        guard.allow(3 * ReplyGuard::longestLine);
        QVERIFY(guard.take(QByteArray(ReplyGuard::longestLine, ' ')));
        QVERIFY(!guard.take(" "));
    }

    void nestingCountsByLine()
    {
        ReplyGuard guard;
        guard.allow(1'000'000);
        for (int line = 0; line < 1000; ++line)
            QVERIFY(guard.take("* LIST (\r\n"));
    }

    // Any bytes, in any pieces: it says yes or no, and the pieces make no difference.
    void anyBytes()
    {
        QRandomGenerator random(20261127);
        const QByteArray alphabet("*(){}0123456789+ \r\n\"EXISTSx\0\xff", 30);
        for (int round = 0; round < 2000; ++round) {
            QByteArray bytes;
            for (int at = random.bounded(400); at > 0; --at)
                bytes += alphabet[random.bounded(static_cast<int>(alphabet.size()))];
            ReplyGuard whole;
            ReplyGuard pieces;
            whole.allow(300);
            pieces.allow(300);
            const bool isFine = whole.take(bytes);
            bool isFineInPieces = true;
            for (qsizetype at = 0; at < bytes.size();) {
                const qsizetype step = std::min<qsizetype>(1 + random.bounded(9), bytes.size() - at);
                isFineInPieces = isFineInPieces && pieces.take(QByteArrayView(bytes).sliced(at, step));
                at += step;
            }
            if (bytes.size() <= 300) // which of two reasons comes first may differ
                QCOMPARE(isFineInPieces, isFine);
            if (isFine)
                QCOMPARE(pieces.hasNews(), whole.hasNews());
        }
    }
};

QTEST_GUILESS_MAIN(TestReplyGuard)
#include "TestReplyGuard.moc"
