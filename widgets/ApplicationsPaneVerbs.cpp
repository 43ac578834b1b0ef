// What ApplicationsPane does to what is chosen; how it looks stands in ApplicationsPane.cpp.
#include "widgets/ApplicationsPane.h"
#include "widgets/EventWords.h"
#include "widgets/InlineMessage.h"

#include <QDesktopServices>
#include <QPointer>
#include <QUrl>

namespace slipway {

void ApplicationsPane::ask(ApplicationVerb verb)
{
    const ApplicationRow *app = application();
    const EnvironmentRow *chosen = verb == ApplicationVerb::Clone ? nullptr : environment();
    if (!app || !isPossible(verb, *app, chosen))
        return;
    // What was asked about is what is done, whatever is chosen by the time of the answer.
    const auto environment = chosen ? std::optional(*chosen) : std::nullopt;
    m_desk.navigator.ask(questionOf(verb, *app, chosen),
                         [self = QPointer(this), verb, application = *app, environment](const QString &) {
                             if (self)
                                 self->act(verb, application, environment);
                         });
}

void ApplicationsPane::act(ApplicationVerb verb, const ApplicationRow &application,
                           const std::optional<EnvironmentRow> &environment)
{
    const EnvironmentRow *about = environment ? &*environment : nullptr;
    const QString key = busyKey(verb, application, about);
    if (m_busy.contains(key))
        return;
    m_busy.insert(key);
    m_message->show(InlineMessage::Kind::Information, doingWords(verb, application, about));
    refresh();
    const QString words = doneWords(verb, application, about);
    const auto wayBack = undoOf(verb, about);
    const QString place =
        QStringLiteral("application %1/%2 ").arg(application.handle, about ? about->name : QString());
    m_desk.session.once()
        .send(place + QString::number(static_cast<int>(verb)),
              [&](const QByteArray &once) { return sent(verb, application.handle, about, once); })
        .then([self = QPointer(this), place, key, words, wayBack, application,
               environment](const Result<QJsonObject> &result) {
            if (!self)
                return;
            self->m_busy.remove(key);
            if (result)
                self->m_desk.session.once().forget(place);
            if (result && wayBack)
                self->m_message->show(InlineMessage::Kind::Success, words, tr("Undo"),
                                      [self, wayBack, application, environment] {
                                          self->act(*wayBack, application, environment);
                                      });
            else if (result)
                self->m_message->show(InlineMessage::Kind::Success, words);
            else
                self->m_message->show(result.error());
            self->refresh();
        });
}

Pending<QJsonObject> ApplicationsPane::sent(ApplicationVerb verb, const QString &handle,
                                            const EnvironmentRow *about, const QByteArray &key)
{
    Client &client = m_desk.session.client();
    const QString name = about ? about->name : QString();
    switch (verb) {
    case ApplicationVerb::Clone:
        return client.cloneApplication(handle, key);
    case ApplicationVerb::Start:
        return client.startEnvironment(handle, name, key);
    case ApplicationVerb::Stop:
        return client.stopEnvironment(handle, name, key);
    case ApplicationVerb::Remove:
        return client.removeEnvironment(handle, name, key);
    case ApplicationVerb::Discard:
        break;
    }
    return client.removeApplication(handle, key);
}

void ApplicationsPane::browse()
{
    if (!environment())
        return;
    const QUrl url(environment()->url);
    // The service said it: nothing but the web is opened because of that.
    const bool isWeb = url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("https");
    if (!isWeb || !QDesktopServices::openUrl(url)) {
        m_message->show(InlineMessage::Kind::Error,
                        tr("%1 can't be opened here").arg(quietWord(environment()->url)), tr("Copy address"),
                        [this, address = environment()->url] { m_desk.navigator.copy(address); });
    }
}

void ApplicationsPane::openSsh()
{
    if (!environment() || environment()->sshHost.isEmpty())
        return;
    const QString line = sshLine(*environment());
    const auto command = terminalFor(sshWords(*environment()), qEnvironmentVariable("TERMINAL"), findProgram);
    const auto copy = [this, line] { m_desk.navigator.copy(line); };
    if (!command) {
        m_message->show(command.error(), tr("Copy SSH line"), copy);
    } else if (!startProgram(*command)) {
        m_message->show(InlineMessage::Kind::Error, tr("%1 can't be started").arg(command->program),
                        tr("Copy SSH line"), copy);
    }
}

} // namespace slipway
