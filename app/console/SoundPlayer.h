// Plays the sounds of the console by the first program of the desktop that does it. One at a time: who is
// called twice within a second hears it once. A call doesn't wait for the sound of a case that came in.
#pragma once
#include "console/Tone.h"

#include <QObject>
#include <QProcess>
#include <QStringList>
#include <QTimer>

#include <memory>

namespace slipway {

class SoundPlayer : public QObject
{
    Q_OBJECT

public:
    // `folder`: where the files are kept that it plays.
    explicit SoundPlayer(const QString &folder, QObject *parent = nullptr);
    ~SoundPlayer() override;
    static QString defaultFolder();
    static QStringList programs(); // that are tried, in this order

    QString fileOf(Tone tone); // made where there is none; empty: it can't be
    void play(Tone tone);

Q_SIGNALS:
    void played(const QString &program);
    void failed(slipway::Tone tone); // none of them could

private:
    void tryNext();
    void drop(); // what plays
    void onEnded(bool isGood);

    const QString m_folder;
    Tone m_tone = Tone::Arrival; // that is to be heard
    QString m_file;
    QStringList m_left; // to be tried
    QString m_program;
    std::unique_ptr<QProcess> m_process; // while it plays
    QTimer m_patience;
};

} // namespace slipway
