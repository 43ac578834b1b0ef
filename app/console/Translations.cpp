#include "console/Translations.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>

#include <algorithm>

namespace slipway {

void Translations::install(const QString &language)
{
    QCoreApplication::removeTranslator(&m_own);
    QCoreApplication::removeTranslator(&m_qt);
    QString code = language;
    QLocale locale = QLocale::system();
    if (code.isEmpty()) {
        // The first the user wants; QTranslator would take the second where English is the first.
        code = QLocale::system().uiLanguages().value(0).section(QLatin1Char('-'), 0, 0);
    } else if (QLocale::system().language() != QLocale(code).language()) {
        locale = QLocale(code); // numbers and dates go with the words
    }
    QLocale::setDefault(locale);
    if (m_own.load(QStringLiteral(":/translations/slipway_%1.qm").arg(code)))
        QCoreApplication::installTranslator(&m_own);
    if (m_qt.load(QStringLiteral("qtbase_") + code, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&m_qt);
}

std::vector<std::pair<QString, QString>> Translations::languages()
{
    return {{QStringLiteral("de"), QStringLiteral("Deutsch")},
            {QStringLiteral("en"), QStringLiteral("English")}};
}

} // namespace slipway
