// HTML mail made safe: its words alone, or with the plain structure that they had. Nothing of it is loaded or
// run. Read by libxml2, which takes what people's mail programs write. Pure; any text gives an answer.
#pragma once
#include <QString>

namespace slipway {

// Paragraphs are lines; links bring their target, lists their points, cells their gap; what is quoted is
// marked by ">", as in a plain mail.
QString textOfHtml(const QString &html);

// Only what is listed as harmless is left: headings, lists, tables, emphasis, and links to http, https and
// mailto. No script, style, picture, form or frame; pictures are named by their words. Well formed, and never
// nested deeper than a reader takes.
QString cleanHtml(const QString &html);

} // namespace slipway
