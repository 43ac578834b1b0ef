// A case that somebody of staff writes in, and files for it.
#pragma once
#include "service/support/CaseFileRepository.h"
#include "service/support/CaseFiles.h"
#include "support/SupportFixture.h"

namespace slipway::test {

inline const QString who = QStringLiteral("eva");
constexpr qsizetype pieceOfATest = 30'000;

// So that of each file is known what it must hold.
inline QByteArray contentOf(const QString &name)
{
    QByteArray content;
    for (int i = 0; content.size() < 2 * pieceOfATest + 123; ++i)
        content += name.toUtf8() + QByteArray::number(i) + '\0';
    return content;
}

inline Result<CaseFile> bring(CaseFiles &files, qint64 ofCase, const QString &name, const QByteArray &content,
                              const QString &author = who)
{
    auto file = files.begin(ofCase, name, content.size(), author);
    for (qint64 at = 0; file && at < content.size(); at += pieceOfATest)
        file = files.bring(*file, at, content.mid(at, pieceOfATest));
    return file;
}

struct Writing : SupportFixture
{
    Writing()
    {
        id = request().caseId;
        if (!untilTaken(1))
            qFatal("nobody was paged");
        must(desk->own(id, who, who));
        files = std::make_unique<CaseFiles>(*store);
    }
    CaseFile file(const QString &name, const QByteArray &content = "content", const QString &by = who)
    {
        return must(bring(*files, id, name, content, by));
    }
    IncomingMail lastMail() { return readMail(server.taken.back().data); }
    std::map<qint64, std::vector<CaseFile>> said()
    {
        return must(store->read([this](Reader &reader) { return CaseFileRepository::said(reader, id); }));
    }
    qint64 number(const QString &sql)
    {
        return must(store->read([&](Reader &reader) { return reader.integer(sql); }));
    }
    qint64 id = 0;
    std::unique_ptr<CaseFiles> files;
};

} // namespace slipway::test
