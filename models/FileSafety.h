// What a file is that somebody unknown has sent: how it is told, under which name it is kept, and whether to
// open it may do harm. By name and type, both of which the sender chose: a guess on the safe side. Pure.
#pragma once
#include "models/CaseRows.h"

namespace slipway {

enum class FileDanger {
    None,
    Program, // whoever opens it runs it
    Page,    // may load and run things when it is opened
    Macros,  // a document that may run things
    Archive, // one doesn't see what is in it
};
FileDanger dangerOf(const FileRow &file);
QString dangerWords(FileDanger danger); // a sentence; empty: nothing is known against it

// Without folders, invisible letters and a dot in front: "attachment" where nothing is left.
QString nameToKeep(const QString &name);
QString sizeWords(qint64 bytes); // "12.4 kB"

} // namespace slipway
