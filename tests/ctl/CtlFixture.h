// slipwayctl as a real process against the real server.
#pragma once
#include "api/ApiFixture.h"

#include <QJsonDocument>
#include <QProcess>

namespace slipway::test {

// A word of a command line, from a literal or a text.
struct Word
{
    Word(const char *literal) : text(QLatin1String(literal)) {}
    Word(QString given) : text(std::move(given)) {}
    QString text;
};
using Words = std::initializer_list<Word>;

struct End
{
    int code = -1;
    QByteArray output;
    QByteArray error;
    QJsonObject object() const { return QJsonDocument::fromJson(output).object(); }
};

class CtlFixture
{
protected:
    void begin()
    {
        m_api = std::make_unique<ApiFixture>();
        m_token.clear();
        writeClient(m_api->server->port());
    }
    void end() { m_api.reset(); }

    static QStringList listOf(Words words)
    {
        QStringList list;
        for (const Word &word : words)
            list.append(word.text);
        return list;
    }
    void start(QProcess &process, Words words) { start(process, listOf(words)); }

    void start(QProcess &process, const QStringList &words)
    {
        QStringList all = words;
        if (!words.contains(QStringLiteral("--data")))
            all << QStringLiteral("--data") << m_folder.path();
        if (!m_token.isEmpty()) {
            QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
            environment.insert(QStringLiteral("SLIPWAY_TOKEN"), QString::fromLatin1(m_token));
            process.setProcessEnvironment(environment);
        }
        process.start(qEnvironmentVariable("SLIPWAY_BIN") + QStringLiteral("/slipwayctl"), all);
    }

    End run(const QStringList &words, const QByteArray &input = {})
    {
        QProcess process;
        start(process, words);
        process.write(input);
        process.closeWriteChannel();
        End end;
        if (!process.waitForFinished(60000))
            return end;
        end.code = process.exitCode();
        end.output = process.readAllStandardOutput();
        end.error = process.readAllStandardError();
        return end;
    }
    End run(Words words, const QByteArray &input = {}) { return run(listOf(words), input); }

    static void write(const QString &path, const QByteArray &bytes)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(bytes);
    }

    void writeClient(int port)
    {
        write(m_folder.filePath(QStringLiteral("client.json")),
              toBytes(QJsonObject{
                  {QStringLiteral("url"), QStringLiteral("http://127.0.0.1:%1").arg(port)},
                  {QStringLiteral("token"), QString::fromLatin1(m_api->tokens[QStringLiteral("admin")])}}));
        QFile::remove(m_folder.filePath(QStringLiteral("slipwayd.pid")));
    }

    QTemporaryDir m_folder;
    std::unique_ptr<ApiFixture> m_api;
    QByteArray m_token; // instead of the data folder's
};

} // namespace slipway::test
