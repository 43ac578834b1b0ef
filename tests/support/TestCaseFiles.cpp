// Files with replies and notes: brought in pieces by whoever writes, sent or kept with what is said, refused
// in words.
#include "support/CaseFilesFixture.h"

using namespace slipway;
using namespace slipway::test;

class TestCaseFiles : public QObject
{
    Q_OBJECT

    static QString whyNot(const Result<Case> &refused)
    {
        return refused ? QString() : refused.error().text();
    }

private Q_SLOTS:
    void aReplyCarriesItsFiles()
    {
        Writing f;
        const QByteArray picture = QByteArray("\x89PNG\r\n\x1a\n", 8) + contentOf(QStringLiteral("p"));
        const CaseFile first = f.file(QStringLiteral("Größe 日本.png"), picture);
        QCOMPARE(first.type, QStringLiteral("image/png"));
        const CaseFile second = f.file(QStringLiteral("empty.txt"), {});
        must(f.desk->reply(f.id, QStringLiteral("See these."), who, {first.id, second.id}));
        // What waits is looked for again and again: it is small, whatever it carries.
        QCOMPARE(f.number(QStringLiteral("SELECT count(*) FROM case_mail WHERE length(raw) > 5000")), 0);
        QVERIFY(f.untilTaken(2));
        const QByteArray raw = f.server.taken.back().data;
        const IncomingMail mail = f.lastMail();
        QCOMPARE(mail.text.trimmed(), QStringLiteral("See these."));
        QCOMPARE(mail.attachments.size(), 2U);
        QCOMPARE(mail.attachments[0].name, QStringLiteral("Größe 日本.png"));
        QCOMPARE(mail.attachments[0].type, QStringLiteral("image/png"));
        QCOMPARE(*attachmentOf(raw, 1), picture);
        QCOMPARE(mail.attachments[1].name, QStringLiteral("empty.txt"));
        QCOMPARE(*attachmentOf(raw, 2), QByteArray());
        QVERIFY(raw.contains("multipart/mixed"));
        QVERIFY(raw.contains("filename*0*=") || raw.contains("filename*=")); // RFC 2231
        for (const QByteArray &line : raw.split('\n'))
            QVERIFY2(line.size() <= 999, line.left(80)); // or servers refuse it
        // In the thread it is the message's, and can be fetched by whoever else of staff.
        const auto said = f.said();
        QCOMPARE(said.size(), 1U);
        QCOMPARE(said.begin()->first, f.messages(f.id).back().id);
        QCOMPARE(said.begin()->second.size(), 2U);
        CaseFile asked = first;
        asked.author = QStringLiteral("jan");
        QCOMPARE(must(f.files->fetch(asked)).bytes, picture);
        QCOMPARE(f.number(QStringLiteral("SELECT count(*) FROM case_mail WHERE settled IS NULL")), 0);
    }

    void theFilesOfANoteStayHere()
    {
        Writing f;
        const CaseFile file = f.file(QStringLiteral("internal.txt"), "SECRETWORDS");
        must(f.desk->note(f.id, QStringLiteral("Look at that"), who, {file.id}));
        must(f.desk->reply(f.id, QStringLiteral("We look."), who));
        QVERIFY(f.untilTaken(2));
        for (const MailMessage &mail : f.server.taken)
            QVERIFY(!mail.data.contains("SECRETWORDS") && !mail.data.contains("internal.txt"));
        QVERIFY(f.lastMail().attachments.empty());
        QCOMPARE(f.said().size(), 1U);
    }

    void whatIsNamedIsSafe_data()
    {
        QTest::addColumn<QString>("given");
        QTest::addColumn<QString>("name");
        const auto row = [](const char *given, const char *name) {
            QTest::newRow(given) << QString::fromUtf8(given) << QString::fromUtf8(name);
        };
        row("../../etc/passwd", "passwd");
        row("C:\\temp\\log.txt", "log.txt");
        row("a\r\nBcc: x@y.example", "a__Bcc_ x@y.example");
        row("gpj.\u202eexe", "gpj._exe");
        row("a\"b", "a_b");
        row(".bashrc", "bashrc");
    }

    void whatIsNamedIsSafe()
    {
        QFETCH(QString, given);
        QFETCH(QString, name);
        Writing f;
        const CaseFile file = f.file(given);
        QCOMPARE(file.name, name);
        must(f.desk->reply(f.id, QStringLiteral("This."), who, {file.id}));
        QVERIFY(f.untilTaken(2));
        QCOMPARE(f.server.taken.back().to, QStringList(maria));
        QCOMPARE(f.lastMail().attachments.front().name, name);
    }

    // A mail in a mail would be taken apart by whoever reads it.
    void aMailIsAFileLikeAnyOther()
    {
        Writing f;
        const CaseFile file = f.file(QStringLiteral("bounce.eml"), "From: a@b.example\n\nwords\n");
        QCOMPARE(file.type, QStringLiteral("application/octet-stream"));
    }

    void refusalsSayWhy()
    {
        Writing f;
        const auto why = [](const auto &refused) { return refused ? QString() : refused.error().text(); };
        QVERIFY(
            why(f.files->begin(f.id, QStringLiteral(" ./.. "), 1, who)).contains(QStringLiteral("no name")));
        QVERIFY(why(f.files->begin(99, QStringLiteral("a"), 1, who)).contains(QStringLiteral("no case 99")));
        const auto large = f.files->begin(f.id, QStringLiteral("big.iso"), CaseFile::mostBytes + 1, who);
        QCOMPARE(large.error().kind, Problem::Kind::TooLarge);
        QVERIFY(why(large).contains(QStringLiteral("20.1 MB, of at most 20 MB")));
        CaseFile draft = must(f.files->begin(f.id, QStringLiteral("a.txt"), 10, who));
        QVERIFY(why(f.files->bring(draft, 5, "12345")).contains(QStringLiteral("from 0 on")));
        QVERIFY(why(f.files->bring(draft, 0, "12345678901")).contains(QStringLiteral("longer than the 10")));
        QVERIFY(why(f.files->bring(draft, INT64_MAX, "1")).contains(QStringLiteral("longer")));
        draft = must(f.files->bring(draft, 0, "12345"));
        QCOMPARE(must(f.files->bring(draft, 0, "12345")).got, 5); // once more, of whoever heard no answer
        QVERIFY(whyNot(f.desk->reply(f.id, QStringLiteral("x"), who, {draft.id}))
                    .contains(QStringLiteral("5 of 10")));
        QCOMPARE(must(f.files->bring(draft, 5, "67890")).got, 10);
        QVERIFY(whyNot(f.desk->reply(f.id, QStringLiteral("x"), QStringLiteral("jan"), {draft.id}))
                    .contains(QStringLiteral("somebody else")));
        CaseFile theirs = draft;
        theirs.author = QStringLiteral("jan");
        QVERIFY(why(f.files->fetch(theirs)).contains(QStringLiteral("somebody else")));
        QVERIFY(why(f.files->remove(theirs)).contains(QStringLiteral("somebody else")));
        QVERIFY(why(f.files->bring(theirs, 10, "x")).contains(QStringLiteral("somebody else")));
        QVERIFY(must(f.files->drafts(f.id, QStringLiteral("jan"))).empty());
        QVERIFY(whyNot(f.desk->reply(f.id, QStringLiteral("x"), who, {draft.id, draft.id}))
                    .contains(QStringLiteral("twice")));
        const qint64 other = f.take(f.mail("tom@northwind.example")).caseId;
        QVERIFY(whyNot(f.desk->reply(other, QStringLiteral("x"), who, {draft.id}))
                    .contains(QStringLiteral("no file")));
        must(f.desk->reply(f.id, QStringLiteral("Here."), who, {draft.id}));
        QVERIFY(whyNot(f.desk->reply(f.id, QStringLiteral("Again."), who, {draft.id}))
                    .contains(QStringLiteral("already")));
        QVERIFY(why(f.files->remove(draft)).contains(QStringLiteral("already")));
        const CaseFile gone = f.file(QStringLiteral("b.txt"));
        must(f.files->remove(gone));
        QVERIFY(whyNot(f.desk->reply(f.id, QStringLiteral("x"), who, {gone.id}))
                    .contains(QStringLiteral("Attach it again")));
        // Nothing of what was refused is said.
        QCOMPARE(f.messages(f.id).size(), 2U);
        QCOMPARE(f.count("case.replied"), 1);
    }

    void aMessageTakesSoManyAndSoLarge()
    {
        Writing f;
        std::vector<qint64> ids;
        for (int i = 0; i < 11; ++i)
            ids.push_back(f.file(QStringLiteral("%1.txt").arg(i)).id);
        const auto many = f.desk->reply(f.id, QStringLiteral("x"), who, ids);
        QCOMPARE(many.error().kind, Problem::Kind::TooLarge);
        QVERIFY(whyNot(many).contains(QStringLiteral("at most 10 files, not 11")));
        ids.clear();
        for (int i = 0; i < 3; ++i) {
            CaseFile file = must(f.files->begin(f.id, QStringLiteral("big"), 7 << 20, who));
            for (int at = 0; at < (7 << 20); at += 1 << 20)
                file = must(f.files->bring(file, at, QByteArray(1 << 20, 'x')));
            ids.push_back(file.id);
        }
        QVERIFY(whyNot(f.desk->note(f.id, QStringLiteral("x"), who, ids))
                    .contains(QStringLiteral("21 MB together")));
        ids.pop_back();
        must(f.desk->reply(f.id, QStringLiteral("x"), who, ids));
        QVERIFY(f.untilTaken(2));
        QCOMPARE(attachmentOf(f.server.taken.back().data, 2)->size(), 7 << 20);
    }

    void nobodyFillsTheStoreWithDrafts()
    {
        Writing f;
        for (int i = 0; i < 5; ++i)
            must(f.files->begin(f.id, QStringLiteral("big"), CaseFile::mostBytes, who));
        const auto more = f.files->begin(f.id, QStringLiteral("small"), 1, who);
        QCOMPARE(more.error().kind, Problem::Kind::TooLarge);
        QVERIFY(f.files->begin(f.id, QStringLiteral("small"), 1, QStringLiteral("jan")).has_value());
    }

    void aDraftThatIsNeverSentGoes()
    {
        Writing f;
        const CaseFile sent = f.file(QStringLiteral("sent.txt"));
        must(f.desk->reply(f.id, QStringLiteral("Here."), who, {sent.id}));
        const CaseFile left = f.file(QStringLiteral("left.txt"));
        f.travel(CaseFiles::keptFor - 1h);
        must(CaseFiles::prune(*f.store));
        QCOMPARE(must(f.files->fetch(left)).bytes, QByteArray("content"));
        const CaseFile young = f.file(QStringLiteral("young.txt"));
        f.travel(2h);
        must(CaseFiles::prune(*f.store));
        QCOMPARE(f.count("case.file-dropped"), 1);
        QVERIFY(!f.files->fetch(left));
        QCOMPARE(must(f.files->fetch(young)).bytes, QByteArray("content"));
        QCOMPARE(must(f.files->fetch(sent)).bytes, QByteArray("content"));
        QCOMPARE(f.number(QStringLiteral("SELECT count(*) FROM case_file_piece")), 2);
        // Its number is nobody else's.
        QVERIFY(f.file(QStringLiteral("new.txt")).id > young.id);
    }

    void whatIsTakenAwayLeavesNoBytes()
    {
        Writing f;
        CaseFile file = must(f.files->begin(f.id, QStringLiteral("big"), 6 << 20, who));
        for (int at = 0; at < (6 << 20); at += 1 << 19)
            file = must(f.files->bring(file, at, QByteArray(1 << 19, 'x')));
        const CaseFile kept = f.file(QStringLiteral("kept.txt"));
        must(f.files->remove(file));
        QCOMPARE(f.number(QStringLiteral("SELECT count(*) FROM case_file_piece")), 1);
        QCOMPARE(must(f.files->fetch(kept)).bytes, QByteArray("content"));
    }

    // A mail that takes its time keeps nothing from being told that went before it.
    void whatWentBeforeIsToldFirst()
    {
        Writing f;
        QVERIFY(f.untilTaken(1));
        const qint64 other = f.take(f.mail("tom@northwind.example")).caseId;
        QVERIFY(f.untilTaken(2));
        must(f.desk->reply(other, QStringLiteral("First."), who));
        const CaseFile file = f.file(QStringLiteral("a.txt"));
        must(f.desk->reply(f.id, QStringLiteral("Second."), who, {file.id}));
        int waiting = -1;
        f.server.answer = [&](const MailMessage &message) {
            if (message.data.contains("multipart/mixed"))
                waiting =
                    int(f.number(QStringLiteral("SELECT count(*) FROM case_mail WHERE settled IS NULL")));
            return SmtpOutcome{SmtpOutcome::Kind::Taken, {}, false};
        };
        QVERIFY(f.untilTaken(4));
        QCOMPARE(waiting, 1);
    }

    void aDraftOutlivesTheService()
    {
        Writing f;
        CaseFile draft = must(f.files->begin(f.id, QStringLiteral("a.txt"), 10, who));
        draft = must(f.files->bring(draft, 0, "12345"));
        f.restart();
        f.files = std::make_unique<CaseFiles>(*f.store);
        QCOMPARE(must(f.files->drafts(f.id, who)), std::vector<CaseFile>{draft});
        must(f.files->bring(draft, 5, "67890"));
        must(f.desk->reply(f.id, QStringLiteral("Here."), who, {draft.id}));
        QVERIFY(f.untilTaken(2));
        QCOMPARE(*attachmentOf(f.server.taken.back().data, 1), QByteArray("1234567890"));
    }

    // It goes again with the same Message-ID and the same bytes.
    void whatIsTakenWhileTheServiceEndsIsTheSameMail()
    {
        Writing f;
        const CaseFile file = f.file(QStringLiteral("a.txt"), contentOf(QStringLiteral("a")));
        must(f.desk->reply(f.id, QStringLiteral("Here."), who, {file.id}));
        std::stop_source ending;
        f.server.answer = [&](const MailMessage &message) {
            if (message.to.value(0) != maria)
                return SmtpOutcome{SmtpOutcome::Kind::Taken, {}, false};
            ending.request_stop(); // it has it, and nobody is left to hear that
            return SmtpOutcome{SmtpOutcome::Kind::Away, {}, false};
        };
        must(f.post->round(ending.get_token()));
        f.restart();
        f.server.answer = {};
        QVERIFY(f.untilTaken(2));
        QCOMPARE(f.server.taken.back().data, f.server.tried.at(f.server.tried.size() - 2).data);
        QCOMPARE(*attachmentOf(f.server.taken.back().data, 1), contentOf(QStringLiteral("a")));
    }

    void theCustomerGetsWhatWasSentAndNoNote()
    {
        Writing f;
        f.setPublicUrl(QStringLiteral("https://desk.example"));
        const CaseFile sent = f.file(QStringLiteral("sent.txt"), "for them");
        const CaseFile kept = f.file(QStringLiteral("kept.txt"), "for us");
        const CaseFile draft = f.file(QStringLiteral("draft.txt"), "not yet");
        must(f.desk->reply(f.id, QStringLiteral("Here."), who, {sent.id}));
        must(f.desk->note(f.id, QStringLiteral("Not for them"), who, {kept.id}));
        QVERIFY(f.untilTaken(2));
        const QString link =
            readMail(f.server.taken.back().data).text.section(QStringLiteral("/c/"), 1).trimmed();
        const auto view = must(f.links->ofCase(link));
        QCOMPARE(view.files.size(), 1U);
        QCOMPARE(view.files.begin()->second.front().name, QStringLiteral("sent.txt"));
        QCOMPARE(must(f.links->file(link, 0, sent.id)).bytes, QByteArray("for them"));
        for (const qint64 id : {kept.id, draft.id, draft.id + 1})
            QCOMPARE(f.links->file(link, 0, id).error().kind, Problem::Kind::NotFound);
        // Nor does another customer.
        const qint64 other = f.take(f.mail("tom@northwind.example")).caseId;
        must(f.desk->reply(other, QStringLiteral("And you?"), who));
        QVERIFY(QTest::qWaitFor([&] {
            must(f.post->round());
            return f.server.recipients().contains(QStringLiteral("tom@northwind.example"));
        }));
        QString theirs;
        for (const MailMessage &mail : f.server.taken) {
            if (mail.to.value(0) == QLatin1String("tom@northwind.example"))
                theirs = readMail(mail.data).text.section(QStringLiteral("/c/"), 1).trimmed();
        }
        QVERIFY(must(f.links->ofCase(theirs)).about.id == other);
        QCOMPARE(f.links->file(theirs, 0, sent.id).error().kind, Problem::Kind::NotFound);
    }
};

QTEST_GUILESS_MAIN(TestCaseFiles)
#include "TestCaseFiles.moc"
