// Lines of slipwayctl as they are copied: for a shell, and for the service that is shown. Pure.
#pragma once
#include <QString>

namespace slipway {

QString shellQuoted(const QString &word);
// A command that reads `text` from its standard input.
QString fedLine(const QString &command, const QString &text);
// Lines of slipwayctl, for the service that `place` leads to: "--data /srv/slipway". Any other text comes
// back as it is, and so do what is quoted and what a command is fed.
QString placedLine(const QString &lines, const QString &place);

} // namespace slipway
