#include "ctl/DemoCase.h"

#include "ctl/MailCall.h"
#include "domain/Json.h"

#include <algorithm>

namespace slipway {

namespace {

constexpr Duration mailLimit = std::chrono::minutes(2); // until a page or a reply is there
constexpr int lookedBack = 100;                         // cases, for the story that was told last
constexpr int mostAgain = 20;                           // services that die over one mail

QString textOf(const QJsonObject &object, const char *field)
{
    return object.value(QLatin1String(field)).toString();
}

// The service died while it was at it, and another is there, which only knows that there was something.
bool isInDoubt(const Problem &problem)
{
    return problem.where == QLatin1String("Idempotency-Key");
}

// The first line of what somebody says.
QString inShort(const QString &words)
{
    QStringList lines = words.split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    const bool isGreeting = lines.size() > 1 && lines.constFirst().endsWith(QLatin1Char(','));
    const QString line = lines.value(isGreeting ? 1 : 0).trimmed();
    const bool isAll = lines.size() <= 1;
    return isAll ? line : line + QStringLiteral(" …");
}

QStringList namesOf(const QJsonArray &stories)
{
    QStringList names;
    for (const QJsonValue &story : stories)
        names.append(textOf(story.toObject(), "name"));
    return names;
}

} // namespace

DemoCase::DemoCase(Context &context)
    : m_context(context), m_client(context.client()), m_pulse(context.client())
{
}

void DemoCase::say(const QString &line)
{
    m_course.append(line);
    // The answer alone goes to stdout where it is JSON.
    if (m_context.json())
        printNote(line);
    else
        printLine(line);
}

Task<int> DemoCase::run(bool onlyAsked)
{
    if (const auto ready = co_await prepare(); !ready)
        co_return m_context.failed(ready.error());
    if (const auto played = co_await play(onlyAsked); !played)
        co_return m_context.failed(played.error());
    const auto ended = co_await outcome();
    if (!ended)
        co_return m_context.failed(ended.error());
    if (m_context.json())
        printJson(*ended);
    else
        printLine(QStringLiteral("Case %1 is %2. \"slipwayctl case show %1\" shows it.")
                      .arg(m_case)
                      .arg(textOf(*ended, "state")));
    co_return exitFine;
}

Task<Result<void>> DemoCase::prepare()
{
    const auto demo = co_await m_client.demo();
    if (!demo)
        co_return Failure(demo.error());
    m_demo = *demo;
    const auto head = co_await m_client.ledgerHead();
    if (!head)
        co_return Failure(head.error());
    m_pulse.start(head->value(QStringLiteral("seq")).toInteger());
    co_return co_await chooseStory();
}

Task<Result<void>> DemoCase::chooseStory()
{
    const QJsonArray stories = m_demo.value(QStringLiteral("stories")).toArray();
    if (stories.isEmpty())
        co_return fail(Problem::Kind::NotFound, QStringLiteral("The demo of this service knows no stories"),
                       QStringLiteral("Update the service: it is older than this program."));
    const QStringList names = namesOf(stories);
    if (m_context.arguments().has("story")) {
        const QString wished = m_context.arguments().text("story");
        const auto found = names.indexOf(wished);
        if (found < 0)
            co_return fail(Problem::Kind::Invalid,
                           QStringLiteral("There is no story \"%1\"").arg(wished.left(60)),
                           QStringLiteral("Use one of: %1.").arg(names.join(QStringLiteral(", "))));
        m_story = stories.at(found).toObject();
        co_return Result<void>();
    }
    ListQuery query;
    query.limit = lookedBack;
    query.more.addQueryItem(QStringLiteral("state"), QStringLiteral("all"));
    const auto cases = co_await m_client.cases(query);
    if (!cases)
        co_return Failure(cases.error());
    qint64 newest = 0;
    qsizetype last = -1;
    for (const QJsonValue &value : cases->items) {
        const qint64 id = value[QLatin1String("id")].toInteger();
        const QString subject = value[QLatin1String("subject")].toString();
        const auto story = std::find_if(stories.begin(), stories.end(), [&subject](const QJsonValue &one) {
            return textOf(one.toObject(), "subject") == subject;
        });
        if (story == stories.end() || id < newest)
            continue;
        newest = id;
        last = story - stories.begin();
    }
    m_story = stories.at((last + 1) % stories.size()).toObject();
    co_return Result<void>();
}

Task<Result<void>> DemoCase::play(bool onlyAsked)
{
    if (auto asked = co_await ask(); !asked || onlyAsked)
        co_return asked;
    const QJsonArray course = m_story.value(QStringLiteral("course")).toArray();
    for (const QJsonValue &turn : course) {
        if (auto acted = co_await act(turn.toObject()); !acted)
            co_return acted;
    }
    co_return Result<void>();
}

// As the mail system hands it over: while it doesn't know whether a mail was taken it hands over the same
// bytes again, which count once.
Task<Result<QJsonObject>> DemoCase::take(Letter letter)
{
    const Client::Call call = mailCall(letter.bytes());
    Result<Answer> taken = co_await m_client.call(call);
    for (int again = 0; !taken && isInDoubt(taken.error()) && again < mostAgain; ++again)
        taken = co_await m_client.call(call);
    if (!taken)
        co_return Failure(taken.error());
    if (textOf(taken->object, "verdict") == QLatin1String("quarantined")) {
        co_return fail(Problem::Kind::Conflict,
                       QStringLiteral("The mail from %1 is in quarantine: %2")
                           .arg(letter.from, textOf(taken->object, "why")),
                       QStringLiteral("\"slipwayctl mail list\" shows it."));
    }
    co_return taken->object;
}

Task<Result<void>> DemoCase::ask()
{
    m_said = Letter::written(textOf(m_demo, "customer_address"), textOf(m_demo, "support_address"),
                             textOf(m_story, "subject"), textOf(m_story, "text"));
    m_said.attachment = m_story.value(QStringLiteral("attachment")).toObject();
    const auto taken = co_await take(m_said);
    if (!taken)
        co_return Failure(taken.error());
    m_case = taken->value(QStringLiteral("case")).toInteger();
    const QString file = textOf(m_said.attachment, "name");
    say(QStringLiteral("%1 writes to %2: \"%3\"%4.")
            .arg(m_said.from, m_said.to, m_said.subject,
                 file.isEmpty() ? QString() : QStringLiteral(", with ") + file));
    say(QStringLiteral("Case %1 is open.").arg(m_case));
    co_return Result<void>();
}

Task<Result<void>> DemoCase::act(QJsonObject turn)
{
    if (turn.contains(QLatin1String("customer")))
        co_return co_await customerAnswers(textOf(turn, "customer"));
    const bool isReply = turn.contains(QLatin1String("engineer_reply"));
    auto answered = co_await engineerAnswers(textOf(turn, isReply ? "engineer_reply" : "engineer_command"));
    if (!answered || !isReply)
        co_return answered;
    co_return co_await customerReads();
}

// Somebody may be called for the case, and is, now or soon; where everybody has heard, their last page still
// answers for it.
Task<Result<bool>> DemoCase::findPage()
{
    const auto about = co_await m_client.supportCase(m_case);
    if (!about)
        co_return Failure(about.error());
    const qint64 before = m_page.value(QStringLiteral("id")).toInteger();
    const bool isCalled = about->value(QStringLiteral("acknowledged")).isNull();
    if (!isCalled && before > 0)
        co_return true;
    QJsonObject newest;
    for (const QJsonValue &value : about->value(QStringLiteral("pages")).toArray()) {
        const QJsonObject page = value.toObject();
        const qint64 id = page.value(QStringLiteral("id")).toInteger();
        const bool isThere = !page.value(QStringLiteral("accepted")).isNull();
        if (isThere && id > std::max(before, newest.value(QStringLiteral("id")).toInteger()))
            newest = page;
    }
    if (newest.isEmpty())
        co_return false;
    m_page = newest;
    m_called = {};
    co_return true;
}

Task<Result<void>> DemoCase::beCalled()
{
    const auto until = std::chrono::steady_clock::now() + mailLimit;
    while (true) {
        const auto found = co_await findPage();
        if (!found)
            co_return Failure(found.error());
        if (*found)
            break;
        if (std::chrono::steady_clock::now() > until)
            co_return Failure(nothingCame(QStringLiteral("Nobody was called for case %1").arg(m_case), {}));
        co_await m_pulse.next();
    }
    if (!m_called.id.isEmpty())
        co_return Result<void>();
    const QString name = QStringLiteral("page-%1-").arg(m_page.value(QStringLiteral("id")).toInteger());
    const auto mail = co_await delivered(textOf(m_page, "address"), name, QString());
    if (!mail)
        co_return Failure(mail.error());
    m_called = *mail;
    say(QStringLiteral("%1 is called, %2 ms after that was due.")
            .arg(textOf(m_page, "to"))
            .arg(m_page.value(QStringLiteral("lateness_ms")).toInteger()));
    co_return Result<void>();
}

Task<Result<void>> DemoCase::engineerAnswers(QString words)
{
    if (auto called = co_await beCalled(); !called)
        co_return called;
    Letter answer = Letter::written(textOf(m_page, "address"), m_called.replyTo,
                                    QStringLiteral("Re: ") + m_called.subject, words);
    answer.thread = {m_called.id};
    const auto taken = co_await take(answer);
    if (!taken)
        co_return Failure(taken.error());
    say(QStringLiteral("%1 answers the page: \"%2\"").arg(textOf(m_page, "to"), inShort(words)));
    co_return Result<void>();
}

Task<Result<void>> DemoCase::customerReads()
{
    const auto mail = co_await delivered(m_said.from, QString(), m_said.id);
    if (!mail)
        co_return Failure(mail.error());
    m_reply = *mail;
    m_read.append(m_reply.id);
    say(QStringLiteral("%1 has that as a reply in their thread.").arg(m_said.from));
    co_return Result<void>();
}

Task<Result<void>> DemoCase::customerAnswers(QString words)
{
    Letter answer = Letter::written(m_said.from, m_reply.replyTo, m_reply.subject, words);
    answer.thread = m_reply.thread;
    answer.thread.append(m_reply.id);
    const auto taken = co_await take(answer);
    if (!taken)
        co_return Failure(taken.error());
    m_said = answer;
    say(QStringLiteral("%1 answers: \"%2\"").arg(m_said.from, inShort(words)));
    co_return Result<void>();
}

Problem DemoCase::nothingCame(const QString &what, const QString &address) const
{
    return {Problem::Kind::Timeout, what,
            textOf(m_demo, "mail_folder") + (address.isEmpty() ? QString() : QLatin1Char('/') + address),
            QStringLiteral("\"slipwayctl page list --case %1\" and \"slipwayctl duty show\" tell more; where "
                           "outbound.json names a mail server, mail goes there and not into this folder.")
                .arg(m_case)};
}

Task<Result<DeliveredMail>> DemoCase::delivered(QString address, QString name, QString answered)
{
    const auto until = std::chrono::steady_clock::now() + mailLimit;
    while (true) {
        const auto mails = deliveredTo(address, textOf(m_demo, "mail_folder"));
        if (!mails)
            co_return Failure(mails.error());
        for (const DeliveredMail &mail : *mails) {
            const bool fits = name.isEmpty() ? mail.answers == answered && !m_read.contains(mail.id)
                                             : mail.id.startsWith(name);
            if (fits)
                co_return mail;
        }
        if (std::chrono::steady_clock::now() > until)
            co_return Failure(nothingCame(
                QStringLiteral("Nothing came to %1 for case %2").arg(address).arg(m_case), address));
        co_await m_pulse.next();
    }
}

Task<Result<QJsonObject>> DemoCase::outcome()
{
    const auto about = co_await m_client.supportCase(m_case);
    if (!about)
        co_return Failure(about.error());
    QJsonObject told;
    told.insert(QStringLiteral("story"), m_story.value(QStringLiteral("name")));
    told.insert(QStringLiteral("case"), m_case);
    for (const char *field : {"state", "subject", "owner", "messages", "pages"})
        told.insert(QLatin1String(field), about->value(QLatin1String(field)));
    told.insert(QStringLiteral("course"), toJson(m_course));
    co_return told;
}

} // namespace slipway
