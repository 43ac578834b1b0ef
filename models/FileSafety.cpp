#include "models/FileSafety.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

namespace slipway {

namespace {

constexpr int longestName = 120;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(FileSafety)
};

struct Sort
{
    FileDanger danger;
    QLatin1String endings; // of names
    QLatin1String types;
};

constexpr Sort sorts[]{
    {FileDanger::Program,
     QLatin1String(
         " exe com scr pif bat cmd msi msp msix appx cpl dll jar js jse vbs vbe wsf wsh hta ps1 psm1 "
         "reg lnk url chm sh bash zsh csh ksh run bin elf so appimage desktop deb rpm apk dmg pkg app "
         "command action py pyc pl rb php lua service "),
     QLatin1String(" application/x-msdownload application/x-msdos-program application/x-executable "
                   "application/x-elf application/x-sharedlib application/vnd.microsoft.portable-executable "
                   "application/x-sh application/x-shellscript text/x-shellscript text/x-python "
                   "application/javascript text/javascript application/x-javascript application/java-archive "
                   "application/x-desktop application/x-ms-shortcut application/vnd.debian.binary-package "
                   "application/x-rpm application/x-msi application/hta text/x-perl ")},
    {FileDanger::Page, QLatin1String(" html htm xhtml xht shtml mht mhtml svg svgz xml xsl "),
     QLatin1String(" text/html application/xhtml+xml image/svg+xml multipart/related text/xml "
                   "application/xml ")},
    {FileDanger::Macros,
     QLatin1String(
         " doc dot docm dotm xls xlt xlsm xltm xlsb xlam ppt pot pps pptm potm ppsm ppam odb mdb accdb "
         "one pub rtf "),
     QLatin1String(" application/msword application/vnd.ms-excel application/vnd.ms-powerpoint "
                   "application/vnd.ms-word.document.macroenabled.12 "
                   "application/vnd.ms-excel.sheet.macroenabled.12 application/rtf text/rtf ")},
    {FileDanger::Archive,
     QLatin1String(" zip 7z rar tar gz tgz bz2 xz zst cab iso img vhd vhdx ace arj lz lzh "),
     QLatin1String(" application/zip application/x-7z-compressed application/vnd.rar application/x-rar "
                   "application/x-tar application/gzip application/x-iso9660-image ")}};

bool has(QLatin1String list, const QString &word)
{
    return !word.isEmpty() && !word.contains(QLatin1Char(' ')) &&
           QString(list).contains(QLatin1Char(' ') + word + QLatin1Char(' '), Qt::CaseInsensitive);
}

} // namespace

// What Windows and Linux desktops go by is the last ending; blanks and dots behind it are dropped by some.
FileDanger dangerOf(const FileRow &file)
{
    QString name = nameToKeep(file.name);
    while (name.endsWith(QLatin1Char('.')) || name.endsWith(QLatin1Char(' ')))
        name.chop(1);
    const QString ending = name.contains(QLatin1Char('.')) ? name.section(QLatin1Char('.'), -1) : QString();
    const QString type = file.type.section(QLatin1Char(';'), 0, 0).trimmed();
    for (const Sort &sort : sorts) {
        if (has(sort.endings, ending) || has(sort.types, type))
            return sort.danger;
    }
    return FileDanger::None;
}

QString dangerWords(FileDanger danger)
{
    switch (danger) {
    case FileDanger::Program:
        return Words::tr("A program: whoever opens it runs it.");
    case FileDanger::Page:
        return Words::tr("May load and run things when it is opened.");
    case FileDanger::Macros:
        return Words::tr("A document that may run macros.");
    case FileDanger::Archive:
        return Words::tr("An archive: what is in it can't be seen from here.");
    case FileDanger::None:
        break;
    }
    return {};
}

QString nameToKeep(const QString &name)
{
    QString kept;
    for (const QChar letter : name) {
        const bool isBarrier = letter == QLatin1Char('/') || letter == QLatin1Char('\\');
        if (isBarrier)
            kept.clear(); // what stood before was a folder
        else if (letter.isPrint() && letter.category() != QChar::Other_Format)
            kept.append(letter);
    }
    kept = kept.trimmed();
    while (kept.startsWith(QLatin1Char('.')))
        kept.remove(0, 1);
    if (kept.size() > longestName) { // the ending stays: by it one knows what it is
        const QString ending = kept.section(QLatin1Char('.'), -1).left(20);
        kept = kept.left(longestName - ending.size() - 1) + QLatin1Char('.') + ending;
    }
    return kept.isEmpty() ? QStringLiteral("attachment") : kept;
}

QString sizeWords(qint64 bytes)
{
    return QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat);
}

} // namespace slipway
