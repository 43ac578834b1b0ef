// HTML mail: what of it is shown as words, and what as it was laid out.
#include "service/support/HtmlText.h"

#include <QTest>

using namespace slipway;

class TestHtmlText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsWords_data()
    {
        QTest::addColumn<QString>("html");
        QTest::addColumn<QString>("text");
        const auto row = [](const char *name, const char *html, const char *text) {
            QTest::newRow(name) << QString::fromUtf8(html) << QString::fromUtf8(text);
        };
        row("nothing", "", "");
        row("no markup", "just\nwords", "just words");
        row("lines", "<body>a<br>b<div>c</div>d", "a\nb\nc\nd");
        row("paragraphs", "<p>a</p><p>b</p>", "a\n\nb");
        row("entities", "it&#8217;s &uuml;ber &lt;b&gt; 5&nbsp;&euro;", "it’s über <b> 5 €");
        row("a link", "see <a href='https://x.example/a?b=1&c=2'>the page</a>.",
            "see the page <https://x.example/a?b=1&c=2>.");
        row("a link that says where", "<a href='https://x.example/a'>https://x.example/a</a>",
            "https://x.example/a");
        row("a link that lies", "<a href='https://evil.example/'>https://bank.example/</a>",
            "https://bank.example/ <https://evil.example/>");
        row("no link", "<a href='javascript:alert(1)'>x</a> <a name=y>z</a>", "x z");
        row("a list", "<ul><li>a<li>b</ul>", "- a\n- b");
        row("a table", "<table><tr><td>a<td>b<tr><td>c</table>", "a  b\nc");
        row("as it stands", "<pre>a\n  b</pre>", "a\n  b");
        row("quoted", "<body>new<blockquote>old<blockquote>older</blockquote></blockquote>",
            "new\n> old\n>> older");
        row("a picture", "<img src=http://x/ alt='our logo'>", "[our logo]");
        row("unseen", "<style>p{}</style><script>x<p></script><title>t</title>a", "a");
        row("hidden", "<div style='color:red; DISPLAY : none'>spam <blockquote>x</blockquote></div>a", "a");
        row("not closed", "<p>a <b>b", "a b");
        row("closed too often", "a</div></p></body></html>b", "a\n\nb");
    }

    void readsWords()
    {
        QFETCH(QString, html);
        QFETCH(QString, text);
        QCOMPARE(textOfHtml(html), text);
    }

    void leavesWhatIsHarmless_data()
    {
        QTest::addColumn<QString>("html");
        QTest::addColumn<QString>("clean");
        const auto row = [](const char *name, const char *html, const char *clean) {
            QTest::newRow(name) << QString::fromUtf8(html) << QString::fromUtf8(clean);
        };
        row("emphasis", "<b>a</b> &amp; <i>b</i>", "<b>a</b> &amp; <i>b</i>");
        row("attributes", "<p onclick=x style='a' class=b id=c>a</p>", "<p>a</p>");
        row("a link", "<p><a href=\"https://x.example/?a=1&amp;b=%22\" target=_blank>a</a>",
            "<p><a href=\"https://x.example/?a=1&amp;b=%22\">a</a></p>");
        row("a link that runs", "<p><a href=' javascript:alert(1)'>a</a>", "<p><a>a</a></p>");
        row("a link of data", "<p><a href='data:text/html,x'>a</a>", "<p><a>a</a></p>");
        row("a file", "<p><a href='file:///etc/passwd'>a</a>", "<p><a>a</a></p>");
        row("a picture", "<p>a<img src=http://evil.example/x.png alt='\"<b>'></p>",
            "<p>a[&quot;&lt;b&gt;]</p>");
        row("cells", "<table><tr><td colspan=2 rowspan=3 width=9>a</table>",
            "<table><tr><td colspan=\"2\">a</td></tr></table>");
        row("tables in tables",
            "<table><tr><td><table><tr><td><table><tr><td><table><tr><td><table><tr><td>deep</td><td>er</"
            "td></tr>"
            "</table>after</td></tr></table></td></tr></table></td></tr></table></td><td>b</td></tr></table>",
            "<table><tr><td><table><tr><td><table><tr><td><table><tr><td>deep er   "
            "after</td></tr></table></td></tr>"
            "</table></td></tr></table></td><td>b</td></tr></table>");
        row("script", "<p>a</p><script>alert(1)</script><svg><script>x</script></svg>", "<p>a</p>");
        row("text that looks like markup", "<p>&lt;script&gt;", "<p>&lt;script&gt;</p>");
        row("a comment", "<p>a<!-- <script> -->b", "<p>ab</p>");
    }

    void leavesWhatIsHarmless()
    {
        QFETCH(QString, html);
        QFETCH(QString, clean);
        QCOMPARE(cleanHtml(html), clean);
    }

    // Nothing is lost below the depth that a parser or a reader takes, and nothing takes forever.
    void readsWhatIsNestedDeep()
    {
        const QString deep =
            QStringLiteral("<div>").repeated(10'000) + QStringLiteral("<table><tr><td>").repeated(5000);
        const QString html = QStringLiteral("before") + deep + QStringLiteral("inside");
        QCOMPARE(textOfHtml(html).simplified(), QStringLiteral("before inside"));
        const QString clean = cleanHtml(html);
        QVERIFY(clean.contains(QLatin1String("before")) && clean.contains(QLatin1String("inside")));
        QVERIFY(clean.count(QLatin1String("<div>")) < 100 && clean.count(QLatin1String("<table>")) < 10);
    }

    // Rows times columns is what a reader lays out.
    void noTableIsTooLarge()
    {
        const QString wide = QStringLiteral("<table><tr>") + QStringLiteral("<td>c").repeated(3000);
        const QString html =
            wide + QStringLiteral("<tr><td>r").repeated(3000) + QStringLiteral("</table>end");
        const QString clean = cleanHtml(html);
        const qsizetype rows = clean.count(QLatin1String("<tr>"));
        QVERIFY2(rows > 1 && rows * 3000 <= 20'000, qPrintable(QString::number(rows)));
        QCOMPARE(clean.count(QLatin1Char('r')) - 2 * rows, qsizetype(3000)); // what they say is all there
        const QString spans =
            QStringLiteral("<table>") + QStringLiteral("<tr><td colspan=50>x").repeated(2000);
        QVERIFY(cleanHtml(spans).count(QLatin1String("<tr>")) <= 400);
        QCOMPARE(cleanHtml(QStringLiteral("<p><td>a</td><tr>b")).count(QLatin1Char('<')), 2);
    }
};

QTEST_APPLESS_MAIN(TestHtmlText)
#include "TestHtmlText.moc"
