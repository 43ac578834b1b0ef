// A main window for one pane: keeps what it was asked for.
#pragma once
#include "domain/Problem.h"
#include "widgets/Navigator.h"

#include <vector>

namespace slipway {

class FakeNavigator final : public Navigator
{
public:
    void open(const QString &reference) override { opened.append(reference); }
    void startRelease(const QString &application) override { startedFor.append(application); }
    void showHelp(const QString &page) override { helped.append(page); }
    void say(const QString &text, const QString &) override { said.append(text); }
    void tell(const Problem &problem) override { told.push_back(problem); }
    void ask(const Question &question, std::function<void(const QString &reason)> then) override
    {
        questions.push_back(question);
        answer = std::move(then);
    }
    void copy(const QString &text) override { copied.append(text); }

    QStringList opened;
    QStringList startedFor;
    QStringList helped;
    QStringList said;
    QStringList copied;
    std::vector<Problem> told;
    std::vector<Question> questions;
    std::function<void(const QString &)> answer;
};

} // namespace slipway
