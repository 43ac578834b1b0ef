// Colours of YAML: keys, strings, numbers, comments, and the expressions of a process (${…} and conditions).
#pragma once
#include <QSyntaxHighlighter>

namespace slipway {

class YamlHighlighter final : public QSyntaxHighlighter
{
    Q_OBJECT

public:
    explicit YamlHighlighter(QTextDocument *document);
    void recolour(); // after the palette changed

    enum class Part { Text, Key, String, Number, Comment, Expression, Mark };
    struct Span
    {
        qsizetype start = 0;
        qsizetype length = 0;
        Part part = Part::Text;
        bool operator==(const Span &) const = default;
    };
    // What one line consists of; `isText`: it lies in a block of text, where only expressions stand out.
    static std::vector<Span> spansOf(const QString &line, bool isText);

protected:
    void highlightBlock(const QString &line) override;

private:
    QTextCharFormat formatOf(Part part) const;
};

} // namespace slipway
