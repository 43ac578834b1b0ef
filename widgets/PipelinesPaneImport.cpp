// How PipelinesPane imports: what was typed, or what somebody brings in a file.
#include "models/ShellLine.h"
#include "widgets/Allowed.h"
#include "widgets/DefinitionEditor.h"
#include "widgets/DefinitionFile.h"
#include "widgets/EventWords.h"
#include "widgets/InlineMessage.h"
#include "widgets/InvisibleText.h"
#include "widgets/PipelinesPane.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QListView>
#include <QPointer>

namespace slipway {

bool PipelinesPane::canImport() const
{
    return isChanged() && m_editor->isFine() && !m_isImporting && m_desk.session.isLive() &&
           isAllowed(m_desk.session, QLatin1String("importPipeline"));
}

void PipelinesPane::askImport()
{
    if (!canImport())
        return;
    const QString name = m_editor->verdict().value(QStringLiteral("name")).toString();
    const int version = m_editor->verdict().value(QStringLiteral("version")).toInt();
    Question question;
    question.title = tr("Import %1, version %2").arg(quietWord(name)).arg(version);
    question.changes = replaced(name, version);
    question.changes.append(tr("Releases that are under way keep the version they started with."));
    question.checks = {tr("The service has checked it and found nothing wrong.")};
    question.wayBack =
        tr("Import the earlier text again, with a higher version. No version is ever removed.");
    question.confirm = tr("Import");
    question.commandLine = importLine();
    m_desk.navigator.ask(question,
                         [self = QPointer(this), yaml = m_editor->text().toUtf8()](const QString &) {
                             if (self)
                                 self->import(yaml);
                         });
}

// What was typed is in no file.
QString PipelinesPane::importLine() const
{
    const QString command = QStringLiteral("slipwayctl pipeline import ");
    const QString text = m_editor->text();
    if (!m_file.isEmpty() && text == m_fileText)
        return command + shellQuoted(m_file);
    return fedLine(command + QLatin1Char('-'), text);
}

void PipelinesPane::import(const QByteArray &yaml)
{
    if (m_isImporting)
        return;
    m_isImporting = true;
    refresh();
    const auto how = [this, &yaml](const QByteArray &key) {
        return m_desk.session.client().importPipeline(yaml, m_name, key);
    };
    m_desk.session.once()
        .send(QStringLiteral("pipelines %1 %2").arg(m_name, QString::fromUtf8(yaml)), how)
        .then([self = QPointer(this), yaml, from = m_name](const Result<QJsonObject> &pipeline) {
            if (!self)
                return;
            self->m_isImporting = false;
            if (!pipeline) {
                self->m_message->show(pipeline.error());
                self->refresh();
                return;
            }
            const QString name = pipeline->value(QStringLiteral("name")).toString();
            self->m_drafts.setStored(name, QString::fromUtf8(yaml));
            // What was typed on meanwhile stays a draft.
            if (name != from && self->m_drafts.text(from) == QString::fromUtf8(yaml))
                self->m_drafts.forget(from);
            self->m_message->show(InlineMessage::Kind::Success,
                                  tr("%1 is there in version %2.")
                                      .arg(quietWord(name))
                                      .arg(pipeline->value(QStringLiteral("version")).toInt()));
            self->m_wanted = name;
            self->refresh();
        });
}

// In the words of the question: against what is there.
QStringList PipelinesPane::replaced(const QString &name, int version) const
{
    QStringList lines;
    const int row = m_model.rowOf(name);
    if (row < 0) {
        lines.append(tr("A pipeline named %1 is added.").arg(quietWord(name)));
    } else {
        lines.append(tr("Releases that start from now on with %1 follow version %2 instead of %3.")
                         .arg(quietWord(name))
                         .arg(version)
                         .arg(m_model.pipeline(row).version));
    }
    if (m_drafts.isStored(name)) {
        const LineChanges changes = lineChanges(m_drafts.stored(name), m_editor->text());
        lines.append(tr("Lines that come: %1. Lines that go: %2.").arg(changes.come).arg(changes.go));
    }
    if (const auto unseen = invisibleIn(m_editor->text()); !unseen.empty())
        lines.append(tr("▲ It has characters that can't be seen: %1.").arg(unseen.size()));
    return lines;
}

void PipelinesPane::chooseFile()
{
    auto *dialog = new QFileDialog(window(), tr("Import a definition from a file"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Definitions (*.yaml *.yml)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, &PipelinesPane::importFile);
    dialog->open();
}

// It becomes the draft of the pipeline that it names: checked as what is typed is, and asked before anything
// is imported.
void PipelinesPane::importFile(const QString &path)
{
    const auto text = readDefinition(path);
    if (!text) {
        m_message->show(text.error(), tr("Choose another…"), [this] { chooseFile(); });
        return;
    }
    const QString named = nameInDefinition(*text);
    const QString name = named.isEmpty() ? QFileInfo(path).completeBaseName() : named;
    const std::optional<QString> before =
        m_drafts.isDraft(name) ? std::optional(m_drafts.text(name)) : std::nullopt;
    m_file = path;
    m_fileText = *text;
    m_isFileNew = true;
    m_drafts.setText(name, *text);
    m_message->show(InlineMessage::Kind::Information,
                    tr("%1 is shown here and is being checked. Nothing is imported yet.")
                        .arg(quietWord(QFileInfo(path).fileName())),
                    tr("Undo"), [this, name, before] {
                        if (before)
                            m_drafts.setText(name, *before);
                        else
                            m_drafts.forget(name);
                        m_message->hide();
                        m_isFileNew = false;
                        showDraft(name);
                    });
    showDraft(name);
}

void PipelinesPane::showDraft(const QString &name)
{
    const int row = m_model.rowOf(name);
    if (row < 0 && !m_drafts.isDraft(name)) { // it is gone again
        m_name.clear();
        m_list->setCurrentIndex(m_model.index(0));
    } else if (name == m_name) {
        showText();
    } else if (row >= 0) {
        m_list->setCurrentIndex(m_model.index(row));
    } else {
        m_list->selectionModel()->clear();
        choose(name);
    }
    refresh();
}

// Once the service has looked at it.
void PipelinesPane::followFile()
{
    if (!m_isFileNew || !m_editor->isChecked() || m_editor->text() != m_fileText)
        return;
    m_isFileNew = false;
    const QString file = quietWord(QFileInfo(m_file).fileName());
    if (!m_editor->isFine())
        m_message->show(InlineMessage::Kind::Error,
                        tr("%1 can't be imported as it is. What is wrong stands below its text.").arg(file));
    else if (!isChanged())
        m_message->show(InlineMessage::Kind::Information, tr("%1 is what is there already.").arg(file));
    else
        askImport();
}

void PipelinesPane::discardNew()
{
    const QString name = m_name;
    const QString text = m_editor->text();
    m_drafts.forget(name);
    showDraft(name);
    m_message->show(InlineMessage::Kind::Information,
                    tr("What was typed is gone from %1.").arg(quietWord(name)), tr("Undo"),
                    [this, name, text] {
                        m_drafts.setText(name, text);
                        m_message->hide();
                        showDraft(name);
                    });
}

} // namespace slipway
