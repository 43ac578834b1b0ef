#include "models/SaidBefore.h"

#include <algorithm>

namespace slipway {

const MessageRow *saidBefore(const std::vector<MessageRow> &messages, const QString &author,
                             const TypedWords &typed)
{
    const QString words = typed.text.trimmed();
    const QString kind = typed.isNote ? QStringLiteral("note") : QStringLiteral("staff");
    if (author.isEmpty() || words.isEmpty() || typed.after < 0)
        return nullptr;
    const auto said = std::find_if(messages.begin(), messages.end(), [&](const MessageRow &one) {
        return one.id > typed.after && one.kind == kind && one.author == author && one.text == words;
    });
    return said == messages.end() ? nullptr : &*said;
}

std::set<qint64> filesSaid(const std::vector<MessageRow> &messages)
{
    std::set<qint64> files;
    for (const MessageRow &message : messages) {
        for (const FileRow &file : message.files) {
            if (file.isSaid())
                files.insert(file.file);
        }
    }
    return files;
}

qint64 lastOf(const std::vector<MessageRow> &messages)
{
    qint64 last = 0;
    for (const MessageRow &message : messages)
        last = std::max(last, message.id);
    return last;
}

} // namespace slipway
