// What somebody unknown has sent: how it is told, under which name it is kept, and fetching it whole or not
// at all.
#include "models/FileFetch.h"
#include "models/FileSafety.h"
#include "models/SessionFixture.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace slipway;

namespace {

FileRow fileOf(const QString &name, const QString &type = {})
{
    FileRow file;
    file.mail = 7;
    file.number = 2;
    file.name = name;
    file.type = type;
    return file;
}

} // namespace

class TestMailFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void danger_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("type");
        QTest::addColumn<int>("danger");
        const auto row = [](const char *name, const char *type, FileDanger danger) {
            QTest::addRow("%s %s", name, type)
                << QString::fromUtf8(name) << QString::fromLatin1(type) << int(danger);
        };
        row("log.txt", "text/plain", FileDanger::None);
        row("photo.png", "image/png", FileDanger::None);
        row("report.pdf", "application/pdf", FileDanger::None);
        row("exe", "text/plain", FileDanger::None); // no ending at all
        row("invoice.pdf.exe", "application/pdf", FileDanger::Program);
        row("INVOICE.EXE", "", FileDanger::Program);
        row("invoice.exe. .", "", FileDanger::Program); // dropped by some
        row("invoice", "application/x-msdownload; name=x", FileDanger::Program);
        row("invoice.txt", "application/x-sh", FileDanger::Program);
        row("start.desktop", "text/plain", FileDanger::Program);
        row("page.HTML", "text/plain", FileDanger::Page);
        row("picture.svg", "image/svg+xml", FileDanger::Page);
        row("table.xlsm", "", FileDanger::Macros);
        row("table.xlsx", "", FileDanger::None);
        row("all.zip", "application/zip", FileDanger::Archive);
        row("gpj.\u202eexe", "image/jpeg", FileDanger::Program); // shown as if it were a picture
        row("a/b\\c.exe", "", FileDanger::Program);
    }

    void danger()
    {
        QFETCH(QString, name);
        QFETCH(QString, type);
        QFETCH(int, danger);
        QCOMPARE(int(dangerOf(fileOf(name, type))), danger);
        QCOMPARE(dangerWords(dangerOf(fileOf(name, type))).isEmpty(), danger == int(FileDanger::None));
    }

    void names_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("kept");
        const auto row = [](const QString &name, const char *kept) {
            QTest::newRow(kept) << name << QString::fromUtf8(kept);
        };
        row(QStringLiteral("log.txt"), "log.txt");
        row(QStringLiteral("../../etc/passwd"), "passwd");
        row(QStringLiteral("C:\\temp\\log file.txt"), "log file.txt");
        row(QStringLiteral(".bashrc"), "bashrc");
        row(QStringLiteral("a\nb\x07.txt"), "ab.txt");
        row(QStringLiteral("x") + QChar(0x202e) + QStringLiteral("fdp.exe"), "xfdp.exe");
        row(QString::fromUtf8("Übersicht.pdf"), "Übersicht.pdf");
        row(QStringLiteral("../"), "attachment");
        row({}, "attachment");
    }

    void names()
    {
        QFETCH(QString, name);
        QFETCH(QString, kept);
        QCOMPARE(nameToKeep(name), kept);
    }

    void aLongNameKeepsItsEnding()
    {
        const QString kept = nameToKeep(QString(5000, QLatin1Char('w')) + QStringLiteral(".exe"));
        QVERIFY(kept.size() <= 120);
        QVERIFY(kept.endsWith(QStringLiteral(".exe")));
        QVERIFY(nameToKeep(QString(5000, QLatin1Char('w'))).size() <= 120);
    }

    void init()
    {
        m_rig = std::make_unique<SessionFixture>();
        m_folder = std::make_unique<QTemporaryDir>();
        m_rig->service.on("GET", QStringLiteral("/api/v1/mail/7/attachments/2"),
                          [this](const FakeService::Request &) {
                              return FakeService::Reply{200, m_bytes, "application/octet-stream"};
                          });
        QVERIFY(m_rig->connect());
    }

    void itIsThereWhole()
    {
        FileFetch fetch(m_rig->session);
        QSignalSpy progressed(&fetch, &FileFetch::progressed);
        QSignalSpy done(&fetch, &FileFetch::done);
        const QString path = m_folder->filePath(QStringLiteral("log.bin"));
        fetch.start(fileOf({}), path);
        QVERIFY(fetch.isBusy());
        QTRY_COMPARE(done.size(), 1);
        QVERIFY(!fetch.isBusy());
        QCOMPARE(done.front().at(0).toString(), path);
        QCOMPARE(done.front().at(1).toLongLong(), m_bytes.size());
        QCOMPARE(progressed.front().at(0).toLongLong(), m_bytes.size() / 2);
        QCOMPARE(progressed.front().at(1).toLongLong(), m_bytes.size());
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), m_bytes);
        QVERIFY(!(file.permissions() & QFileDevice::ExeOwner));
    }

    void whatIsGivenUpLeavesNothing()
    {
        FileFetch fetch(m_rig->session);
        QSignalSpy done(&fetch, &FileFetch::done);
        QSignalSpy failed(&fetch, &FileFetch::failed);
        m_rig->service.hold();
        fetch.start(fileOf({}), m_folder->filePath(QStringLiteral("log.bin")));
        QTRY_VERIFY(m_rig->service.held() > 0);
        fetch.giveUp();
        QVERIFY(!fetch.isBusy());
        m_rig->service.release();
        QTest::qWait(50);
        QCOMPARE(done.size() + failed.size(), 0); // whoever gave it up knows
        QVERIFY(QDir(m_folder->path()).isEmpty());
        fetch.start(fileOf({}), m_folder->filePath(QStringLiteral("again.bin")));
        QTRY_COMPARE(done.size(), 1);
    }

    void whatGoesWrongIsSaid()
    {
        FileFetch fetch(m_rig->session);
        QSignalSpy failed(&fetch, &FileFetch::failed);
        fetch.start(fileOf({}), m_folder->filePath(QStringLiteral("none/log.bin")));
        QTRY_COMPARE(failed.size(), 1);
        auto problem = failed.front().front().value<Problem>();
        QVERIFY2(problem.what.startsWith(QStringLiteral("The file can't be written")),
                 qPrintable(problem.what));
        QVERIFY(problem.where.endsWith(QStringLiteral("none/log.bin")));
        FileRow other = fileOf({});
        other.number = 3;
        fetch.start(other, m_folder->filePath(QStringLiteral("log.bin")));
        QTRY_COMPARE(failed.size(), 2);
        QCOMPARE(failed.back().front().value<Problem>().kind, Problem::Kind::NotFound);
        QVERIFY(QDir(m_folder->path()).isEmpty());
    }

private:
    const QByteArray m_bytes = QByteArray("\0{\"a\":", 6) + QByteArray(100000, 'x');
    std::unique_ptr<SessionFixture> m_rig;
    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestMailFiles)
#include "TestMailFiles.moc"
