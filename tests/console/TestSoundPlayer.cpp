// The sounds themselves, and by which of several programs they are played; these are scripts of the test.
#include "console/SoundPlayer.h"

#include <QDir>
#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtEndian>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace slipway;

namespace {

constexpr int within = 30000; // ms
constexpr qsizetype headSize = 44;

quint32 numberAt(const QByteArray &wave, qsizetype place)
{
    return qFromLittleEndian<quint32>(wave.constData() + place);
}

} // namespace

class TestSoundPlayer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_home = std::make_unique<QTemporaryDir>();
        QDir(m_home->path()).mkpath(QStringLiteral("bin"));
        m_path = qgetenv("PATH");
        qputenv("PATH", m_home->filePath(QStringLiteral("bin")).toUtf8());
        m_player = std::make_unique<SoundPlayer>(m_home->filePath(QStringLiteral("sounds")));
    }
    void cleanup()
    {
        m_player.reset();
        qputenv("PATH", m_path);
        m_home.reset();
    }

    void theWaves_data()
    {
        QTest::addColumn<int>("tone");
        QTest::newRow("a case") << int(Tone::Arrival);
        QTest::newRow("a page") << int(Tone::Call);
    }
    void theWaves()
    {
        QFETCH(int, tone);
        const QByteArray wave = waveOf(static_cast<Tone>(tone));
        QVERIFY(wave.startsWith("RIFF") && wave.mid(8, 8) == "WAVEfmt " && wave.mid(36, 4) == "data");
        QCOMPARE(numberAt(wave, 4), quint32(wave.size() - 8));
        QCOMPARE(numberAt(wave, 40), quint32(wave.size() - headSize));
        const quint32 perSecond = numberAt(wave, 24);
        const double seconds = double(wave.size() - headSize) / 2 / perSecond;
        QVERIFY2(seconds > 0.3 && seconds < 3, qPrintable(QString::number(seconds)));
        int loudest = 0;
        int jump = 0;
        int before = 0;
        for (qsizetype at = headSize; at < wave.size(); at += 2) {
            const int sample = qFromLittleEndian<qint16>(wave.constData() + at);
            loudest = std::max(loudest, std::abs(sample));
            jump = std::max(jump, std::abs(sample - before));
            before = sample;
        }
        QVERIFY2(loudest > 10000 && loudest < 32000, qPrintable(QString::number(loudest)));
        QVERIFY2(jump < 8000, qPrintable(QString::number(jump))); // which would be heard as a click
        QVERIFY(waveOf(Tone::Arrival) != waveOf(Tone::Call));
    }

    void theFirstThatWorksPlays()
    {
        write("pw-play", "exit 1"); // no server of that kind runs
        write("paplay", "echo \"$@\" >>\"${0%/bin/*}/played\"");
        write("aplay", "echo wrong >>\"${0%/bin/*}/played\"");
        QSignalSpy played(m_player.get(), &SoundPlayer::played);
        QSignalSpy failed(m_player.get(), &SoundPlayer::failed);
        m_player->play(Tone::Call);
        m_player->play(Tone::Call); // which is heard already
        QTRY_COMPARE_WITH_TIMEOUT(played.count(), 1, within);
        QCOMPARE(played[0][0].toString(), QStringLiteral("paplay"));
        const QString file = m_home->filePath(QStringLiteral("sounds/call.wav"));
        QCOMPARE(QString::fromUtf8(content("played")), file + QLatin1Char('\n'));
        QCOMPARE(content("sounds/call.wav"), waveOf(Tone::Call));
        m_player->play(Tone::Arrival);
        QTRY_COMPARE_WITH_TIMEOUT(played.count(), 2, within);
        QCOMPARE(failed.count(), 0);
    }

    void aCallDoesntWaitForTheOther()
    {
        write("pw-play", "case \"$1\" in */call.wav) ;; *) kill -STOP $$ ;; esac"); // the other never ends
        QSignalSpy played(m_player.get(), &SoundPlayer::played);
        m_player->play(Tone::Arrival);
        m_player->play(Tone::Arrival); // which is heard already
        m_player->play(Tone::Call);
        m_player->play(Tone::Arrival); // and gives way
        QTRY_COMPARE_WITH_TIMEOUT(played.count(), 1, within);
    }

    void oneThatWantsAnOption()
    {
        write("canberra-gtk-play", "echo \"$@\" >>\"${0%/bin/*}/played\"");
        QSignalSpy played(m_player.get(), &SoundPlayer::played);
        m_player->play(Tone::Arrival);
        QTRY_COMPARE_WITH_TIMEOUT(played.count(), 1, within);
        QVERIFY(content("played").startsWith("--file=/"));
    }

    void nobodyPlays()
    {
        QSignalSpy failed(m_player.get(), &SoundPlayer::failed);
        m_player->play(Tone::Call);
        QCOMPARE(failed.count(), 1); // there is none
        write("pw-play", "kill -9 $$");
        write("aplay", "exit 3");
        QFile broken(m_home->filePath(QStringLiteral("bin/paplay")));
        QVERIFY(broken.open(QIODevice::WriteOnly) && broken.write("#!/nowhere/sh\n") > 0 &&
                broken.setPermissions(QFile::ReadOwner | QFile::ExeOwner));
        broken.close();
        m_player->play(Tone::Call);
        QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 2, within);
    }

    void noRoomForTheFile()
    {
        write("aplay", "exit 0");
        QFile inTheWay(m_home->filePath(QStringLiteral("sounds")));
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        QSignalSpy failed(m_player.get(), &SoundPlayer::failed);
        QVERIFY(m_player->fileOf(Tone::Call).isEmpty());
        m_player->play(Tone::Call);
        QCOMPARE(failed.count(), 1);
    }

    void aFileThatWasCutOffIsMadeAnew()
    {
        const QString path = m_player->fileOf(Tone::Call);
        QFile file(path);
        QVERIFY(file.resize(100));
        QCOMPARE(m_player->fileOf(Tone::Call), path);
        QCOMPARE(content("sounds/call.wav"), waveOf(Tone::Call));
    }

private:
    void write(const char *program, const char *script)
    {
        QFile file(m_home->filePath(QStringLiteral("bin/") + QLatin1String(program)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray("#!/bin/sh\n") + script + '\n');
        QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::ExeOwner));
    }
    QByteArray content(const char *name) const
    {
        QFile file(m_home->filePath(QLatin1String(name)));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    std::unique_ptr<QTemporaryDir> m_home;
    std::unique_ptr<SoundPlayer> m_player;
    QByteArray m_path;
};

QTEST_GUILESS_MAIN(TestSoundPlayer)
#include "TestSoundPlayer.moc"
