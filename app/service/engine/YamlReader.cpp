#include "service/engine/YamlReader.h"

#include "domain/PlainText.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>

#include <cmath>
#include <istream>
#include <sstream>
#include <vector>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

namespace slipway {

namespace {

// Thrown through yaml-cpp's parser, which has no other way to stop, and caught in readYaml().
struct Refused
{
    QString what;
    QString hint;
    YAML::Mark mark;
};

// The core schema's plain scalars; everything quoted is text.
QJsonValue plainScalar(const QString &text)
{
    if (text.isEmpty() || text == QLatin1String("~") || text == QLatin1String("null"))
        return QJsonValue::Null;
    if (text == QLatin1String("true"))
        return true;
    if (text == QLatin1String("false"))
        return false;
    static const QRegularExpression number(
        QStringLiteral("\\A[-+]?(0|[1-9][0-9]{0,14})(\\.[0-9]{1,15})?([eE][-+]?[0-9]{1,2})?\\z"));
    if (text.size() <= 40 && number.match(text).hasMatch()) {
        bool good = false;
        const qint64 whole = text.toLongLong(&good);
        if (good)
            return whole;
        const double real = text.toDouble(&good);
        if (good && std::isfinite(real))
            return real;
    }
    return text;
}

class Builder final : public YAML::EventHandler
{
public:
    explicit Builder(YamlDocument &document) : m_document(document) {}

    void OnDocumentStart(const YAML::Mark &mark) override { m_start = mark; }
    void OnDocumentEnd() override {}
    const YAML::Mark &start() const { return m_start; }
    void OnNull(const YAML::Mark &mark, YAML::anchor_t anchor) override
    {
        refuseAnchor(mark, anchor);
        scalar(mark, QString(), QJsonValue::Null);
    }
    void OnAlias(const YAML::Mark &mark, YAML::anchor_t) override { refuseAnchor(mark, 1); }
    void OnScalar(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
                  const std::string &value) override
    {
        refuseAnchor(mark, anchor);
        refuseTag(mark, tag);
        const QString text = QString::fromStdString(value);
        scalar(mark, text, tag == "!" ? QJsonValue(text) : plainScalar(text));
    }
    void OnSequenceStart(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override
    {
        open(mark, tag, anchor, false);
    }
    void OnSequenceEnd() override { close(); }
    void OnMapStart(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override
    {
        open(mark, tag, anchor, true);
    }
    void OnMapEnd() override { close(); }

private:
    struct Frame
    {
        bool isMap = false;
        bool hasKey = false;
        QString key;
        QString pointer;
        QJsonObject object;
        QJsonArray array;
    };

    static YamlPlace place(const YAML::Mark &mark) { return {mark.line + 1, mark.column + 1}; }

    static void refuseAnchor(const YAML::Mark &mark, YAML::anchor_t anchor)
    {
        if (anchor != 0)
            throw Refused{QStringLiteral("Anchors and aliases are not accepted here"),
                          QStringLiteral("Write the value out where it is used."), mark};
    }

    static void refuseTag(const YAML::Mark &mark, const std::string &tag)
    {
        if (!tag.empty() && tag != "?" && tag != "!")
            throw Refused{
                QStringLiteral("The tag %1 is not accepted here").arg(QString::fromStdString(tag).left(60)),
                QStringLiteral("Leave the tag out; put text in quotes."), mark};
    }

    // Where the value that comes next belongs.
    QString pointerOfNext() const
    {
        if (m_stack.empty())
            return {};
        const Frame &frame = m_stack.back();
        return frame.pointer + QLatin1Char('/') +
               (frame.isMap ? pointerToken(frame.key) : QString::number(frame.array.size()));
    }

    void count(const YAML::Mark &mark)
    {
        if (++m_count > YamlDocument::maximumValues)
            throw Refused{
                QStringLiteral("There are more than %1 values in it").arg(YamlDocument::maximumValues),
                QStringLiteral("Split it."), mark};
    }

    void scalar(const YAML::Mark &mark, const QString &text, const QJsonValue &value)
    {
        count(mark);
        if (!m_stack.empty() && m_stack.back().isMap && !m_stack.back().hasKey) {
            takeKey(mark, text);
            return;
        }
        m_document.values.insert(pointerOfNext(), place(mark));
        add(value);
    }

    void takeKey(const YAML::Mark &mark, const QString &text)
    {
        Frame &frame = m_stack.back();
        if (frame.object.contains(text))
            throw Refused{QStringLiteral("\"%1\" stands here twice").arg(text.left(60)),
                          QStringLiteral("Remove one of the two."), mark};
        frame.key = text;
        frame.hasKey = true;
        m_document.keys.insert(pointerOfNext(), place(mark));
    }

    void open(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor, bool isMap)
    {
        count(mark);
        refuseAnchor(mark, anchor);
        refuseTag(mark, tag);
        if (m_stack.size() >= static_cast<std::size_t>(YamlDocument::maximumDepth))
            throw Refused{QStringLiteral("It is nested more than %1 deep").arg(YamlDocument::maximumDepth),
                          QStringLiteral("Nest less."), mark};
        if (!m_stack.empty() && m_stack.back().isMap && !m_stack.back().hasKey)
            throw Refused{QStringLiteral("A key has to be plain text"),
                          QStringLiteral("Write \"name: value\"."), mark};
        Frame frame;
        frame.isMap = isMap;
        frame.pointer = pointerOfNext();
        m_document.values.insert(frame.pointer, place(mark));
        m_stack.push_back(std::move(frame));
    }

    void close()
    {
        Frame frame = std::move(m_stack.back());
        m_stack.pop_back();
        add(frame.isMap ? QJsonValue(std::move(frame.object)) : QJsonValue(std::move(frame.array)));
    }

    void add(const QJsonValue &value)
    {
        if (m_stack.empty()) {
            m_document.root = value;
            return;
        }
        Frame &frame = m_stack.back();
        if (frame.isMap) {
            frame.object.insert(frame.key, value);
            frame.hasKey = false;
        } else {
            frame.array.append(value);
        }
    }

    YamlDocument &m_document;
    YAML::Mark m_start;
    std::vector<Frame> m_stack;
    int m_count = 0;
};

QString placeText(const QString &source, const YAML::Mark &mark)
{
    return QStringLiteral("%1:%2:%3").arg(source).arg(mark.line + 1).arg(mark.column + 1);
}

Result<void> checkBytes(const QByteArray &bytes, const QString &source)
{
    if (bytes.size() > YamlDocument::maximumBytes) {
        return fail(Problem::Kind::TooLarge,
                    QStringLiteral("%1 bytes are too many; the limit is %2")
                        .arg(bytes.size())
                        .arg(YamlDocument::maximumBytes),
                    QStringLiteral("Shorten it."), source);
    }
    if (!plainText(bytes)) {
        return fail(Problem::Kind::Malformed, QStringLiteral("It is not text in UTF-8"),
                    QStringLiteral("Save the file as UTF-8, without zero bytes."), source);
    }
    return {};
}

Result<void> parseInto(std::istream &stream, YamlDocument &document)
{
    try {
        YAML::Parser parser(stream);
        Builder builder(document);
        if (!parser.HandleNextDocument(builder)) {
            return fail(Problem::Kind::Malformed, QStringLiteral("There is nothing in it"),
                        QStringLiteral("Write at least name, version and steps."), document.where(QString()));
        }
        YamlDocument second;
        Builder ignored(second);
        if (parser.HandleNextDocument(ignored)) {
            return fail(Problem::Kind::Malformed, QStringLiteral("There is more than one document in it"),
                        QStringLiteral("Remove everything after the line \"---\"."),
                        placeText(document.source, ignored.start()));
        }
        return {};
    } catch (const Refused &refused) {
        return fail(Problem::Kind::Malformed, refused.what, refused.hint,
                    placeText(document.source, refused.mark));
    } catch (const YAML::Exception &error) {
        return fail(Problem::Kind::Malformed,
                    QStringLiteral("It is not YAML: %1").arg(QString::fromStdString(error.msg)),
                    QStringLiteral("Look at the indentation, quotes and brackets there."),
                    placeText(document.source, error.mark));
    } catch (const std::exception &error) {
        return fail(Problem::Kind::Malformed,
                    QStringLiteral("It cannot be read: %1").arg(QString::fromUtf8(error.what())),
                    QStringLiteral("Look for unusual characters."), document.source);
    }
}

} // namespace

QString YamlDocument::where(const QString &pointer) const
{
    QString place = pointer;
    while (!values.contains(place) && !place.isEmpty())
        place.truncate(place.lastIndexOf(QLatin1Char('/')));
    const YamlPlace at = values.value(place);
    return QStringLiteral("%1:%2:%3").arg(source).arg(at.line).arg(at.column);
}

QString YamlDocument::whereKey(const QString &pointer) const
{
    const auto at = keys.constFind(pointer);
    if (at == keys.constEnd())
        return where(pointer);
    return QStringLiteral("%1:%2:%3").arg(source).arg(at->line).arg(at->column);
}

QString pointerToken(const QString &name)
{
    QString token = name;
    token.replace(QLatin1Char('~'), QLatin1String("~0"));
    token.replace(QLatin1Char('/'), QLatin1String("~1"));
    return token;
}

Result<YamlDocument> readYaml(const QByteArray &bytes, const QString &source)
{
    if (const auto good = checkBytes(bytes, source); !good)
        return Failure(good.error());
    YamlDocument document;
    document.source = source;
    std::istringstream stream(bytes.toStdString());
    if (const auto parsed = parseInto(stream, document); !parsed)
        return Failure(parsed.error());
    return document;
}

} // namespace slipway
