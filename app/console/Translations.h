// The console's language: as chosen, or as the system speaks. English is the source and needs no file.
#pragma once
#include <QString>
#include <QTranslator>

#include <vector>

namespace slipway {

class Translations
{
public:
    // Installs what `language` ("de") needs in place of what was, for windows that are made afterwards;
    // empty: the system's.
    void install(const QString &language);
    static std::vector<std::pair<QString, QString>> languages(); // code and its own name for itself

private:
    QTranslator m_own;
    QTranslator m_qt;
};

} // namespace slipway
