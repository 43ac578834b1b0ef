// The process definitions: YAML beside its picture or its help page, checked by the service as one types,
// and imported as a new version once nothing is wrong with it.
#pragma once
#include "models/PipelinesModel.h"
#include "widgets/HelpPages.h"
#include "widgets/Pane.h"
#include "widgets/PipelineDrafts.h"

class QLabel;
class QListView;
class QPushButton;
class QSplitter;
class QStackedWidget;
class QTabWidget;

namespace slipway {

class DefinitionEditor;
class EmptyState;
class HelpView;
class InlineMessage;
class StepGraphView;

class PipelinesPane : public Pane
{
    Q_OBJECT

public:
    explicit PipelinesPane(const Desk &desk, QWidget *parent = nullptr);

    QString title() const override;
    QJsonObject saveState() const override;
    void restoreState(const QJsonObject &state) override;
    QJsonObject withoutWork(const QJsonObject &state) const override;
    void setActive(bool active) override;
    void open(const QString &reference) override; // "pipeline/no-migration"
    void focusSearch() override;
    void importFile(const QString &path); // shown and checked first, then asked

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void build();
    QWidget *buildList();
    QWidget *buildText();
    QWidget *buildPictures();
    void connectParts();
    void addActions();

    void choose(const QString &name);
    void fetch(const QString &name);
    void onFetched(const QString &name, const QJsonObject &pipeline);
    void showText();
    void onVerdict();
    void onRows();
    void discard();
    void discardNew(); // what was never imported
    QStringList replaced(const QString &name, int version) const;
    void chooseFile();
    void showDraft(const QString &name);
    void followFile();
    void askImport();
    QString importLine() const;
    void import(const QByteArray &yaml);
    void showHelp();
    void refresh();
    void refreshEmpty();
    bool isChanged() const { return m_drafts.isDraft(m_name); }
    bool canImport() const;

    PipelinesModel m_model;
    PipelineDrafts m_drafts;
    HelpPages m_help;
    QString m_language;
    QString m_name;        // that is chosen
    QString m_wanted;      // to be chosen once it is there
    QString m_shownDigest; // of the version that was fetched for what is chosen
    bool m_isImporting = false;
    QString m_file; // that was brought last, and what stood in it
    QString m_fileText;
    bool m_isFileNew = false; // not checked yet

    QListView *m_list = nullptr;
    QStackedWidget *m_stack = nullptr;
    QSplitter *m_splitter = nullptr;
    QSplitter *m_halves = nullptr; // the text beside what it means
    QTabWidget *m_pictures = nullptr;
    EmptyState *m_empty = nullptr;
    InlineMessage *m_message = nullptr;
    QLabel *m_heading = nullptr;
    DefinitionEditor *m_editor = nullptr;
    StepGraphView *m_forward = nullptr;
    StepGraphView *m_back = nullptr;
    HelpView *m_page = nullptr;
    QPushButton *m_importButton = nullptr;
    QPushButton *m_discardButton = nullptr;
    QPushButton *m_fileButton = nullptr;
    QAction *m_import = nullptr;
    QAction *m_importFile = nullptr;
    QAction *m_discard = nullptr;
    QAction *m_next = nullptr;
    QAction *m_history = nullptr;
};

} // namespace slipway
