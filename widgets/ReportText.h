// The report of a release: as text to paste into a mail, and as a page to read. Pure.
#pragma once
#include <QJsonObject>
#include <QString>

namespace slipway {

QString reportText(const QJsonObject &report);
QString reportPage(const QJsonObject &report); // the rich text that QTextBrowser reads

} // namespace slipway
