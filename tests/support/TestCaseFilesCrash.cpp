// Replies with files over a killed service: nothing of them is lost, and no mail is sent twice as another.
// The one that replies is this program once more.
#include "support/CaseFilesFixture.h"
#include "support/KilledDesk.h"

#include <QDir>

#include <random>
#include <set>

using namespace slipway;
using namespace slipway::test;

namespace {

// What carries mail in the child: a file for each delivery, whole once it has its name. (A kill in the middle
// leaves what was being written under another, which nobody was handed.)
class IntoFolder final : public Postman
{
public:
    explicit IntoFolder(QString folder) : m_folder(std::move(folder)) {}
    SmtpOutcome deliver(const MailMessage &message, const std::stop_token &) override
    {
        const QString name = QStringLiteral("%1/%2-%3.eml").arg(m_folder).arg(::getpid()).arg(++m_count);
        const auto written = writeFileAtomically(name, message.data);
        return {written ? SmtpOutcome::Kind::Taken : SmtpOutcome::Kind::Later, {}, false};
    }

private:
    QString m_folder;
    int m_count = 0;
};

struct FilingDesk : SmallDesk
{
    explicit FilingDesk(const QString &folder)
        : SmallDesk(folder),
          postman(folder + QStringLiteral("/out")),
          post(*store, pager, desk, postman),
          files(*store)
    {
    }
    IntoFolder postman;
    Lanes post;
    CaseFiles files;
};

// Replies with a file each, and carries them, until it is killed; says what was acknowledged.
int replyForever(const QString &folder, const QString &prefix)
{
    FilingDesk small(folder);
    for (int i = 0;; ++i) {
        const QString name = QStringLiteral("%1-%2.bin").arg(prefix).arg(i);
        const auto file = bring(small.files, 1, name, contentOf(name));
        if (!file || !small.desk.reply(1, name, who, {file->id}))
            return 1;
        say(name.toUtf8());
        if (!small.post.round())
            return 1;
    }
}

} // namespace

class TestCaseFilesCrash : public QObject
{
    Q_OBJECT

    // By Message-ID: each as it was handed over, once or again as the very same.
    static std::map<QString, QByteArray> handedOver(const QString &folder, QStringList &wrong)
    {
        std::map<QString, QByteArray> mails;
        for (const QFileInfo &one : QDir(folder).entryInfoList({QStringLiteral("*.eml")}, QDir::Files)) {
            const QByteArray raw = must(readFile(one.filePath()));
            const IncomingMail mail = readMail(raw);
            const QString name = mail.text.trimmed();
            const auto [before, isFirst] = mails.emplace(mail.messageId, raw);
            const bool isWhole = mail.attachments.size() == 1 && mail.attachments.front().name == name &&
                                 attachmentOf(raw, 1) == contentOf(name);
            if (!isWhole || (!isFirst && before->second != raw))
                wrong.append(name);
        }
        return mails;
    }

private Q_SLOTS:
    void nothingIsLostOrSentTwice()
    {
        Writing f;
        QCOMPARE(f.id, 1);
        const QString folder = f.folder.path();
        QVERIFY(QDir(folder).mkdir(QStringLiteral("out")));
        f.closeService();
        std::mt19937 random(20261128);
        std::uniform_int_distribution<int> pause(0, 60'000);
        std::set<QString> acknowledged;
        for (int round = 0; round < 20; ++round) {
            const QStringList said =
                saidUntilKilled({QStringLiteral("--reply"), folder, QString::number(round)}, round % 4 + 1,
                                std::chrono::microseconds(pause(random)));
            QVERIFY(!said.isEmpty());
            acknowledged.insert(said.begin(), said.end());
        }
        FilingDesk small(folder);
        while (must(small.post.round()))
            ;
        QStringList wrong;
        const auto mails = handedOver(folder + QStringLiteral("/out"), wrong);
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1Char(' '))));
        const auto said =
            must(small.store->read([](Reader &reader) { return CaseFileRepository::said(reader, 1); }));
        const auto messages =
            must(small.store->read([](Reader &reader) { return CaseRepository::messages(reader, 1); }));
        std::size_t replies = 0;
        for (const CaseMessage &message : messages) {
            if (message.kind != CaseMessage::Kind::Staff)
                continue;
            ++replies;
            acknowledged.erase(message.text);
            QVERIFY2(mails.contains(message.messageId), qPrintable(message.text));
            QCOMPARE(said.at(message.id).size(), 1U);
            QCOMPARE(said.at(message.id).front().name, message.text);
        }
        QVERIFY2(acknowledged.empty(), acknowledged.empty() ? "" : qPrintable(*acknowledged.begin()));
        QCOMPARE(mails.size(), replies);
        QVERIFY(replies >= 20);
    }
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList words = QCoreApplication::arguments();
    if (words.value(1) == QLatin1String("--reply"))
        return replyForever(words.value(2), words.value(3));
    TestCaseFilesCrash test;
    return QTest::qExec(&test, argc, argv);
}

#include "TestCaseFilesCrash.moc"
