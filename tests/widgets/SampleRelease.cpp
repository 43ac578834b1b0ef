#include "widgets/SampleRelease.h"

namespace slipway::sample {

namespace {

struct Row
{
    const char *id;
    const char *title;
    const char *activity;
    const char *waitsFor = "";
    const char *after = "";
};

constexpr Row there[] = {
    {"clone", "Clone production into a test environment", "environment.clone"},
    {"access", "Let the customer in", "access.open"},
    {"candidate", "The customer brings the candidate and signs off that it is ready", "",
     "customer signs off readiness"},
    {"manifest", "Write down the code that was signed off", "code.manifest"},
    {"approval", "A second person approves", "", "operations signs off approval"},
    {"guardrails", "Check that nothing stands in the way", "guard.check"},
    {"close-access", "Close the customer's access", "access.close"},
    {"pre-sync", "Let the copy follow production", "data.follow"},
    {"catch-up", "Bring over what has changed meanwhile", "data.follow"},
    {"last-look", "Check once more that nothing stands in the way", "guard.check"},
    {"probe", "Ask from outside", "probe.start"},
    {"approach", "Bring over what the last seconds wrote", "data.approach"},
    {"hold", "Hold requests", "gateway.hold"},
    {"drain", "Answer what is under way", "gateway.drain"},
    {"quiesce", "Quiet the writers", "writers.quiesce"},
    {"last-sync", "Bring over the last changes", "data.final"},
    {"verify", "Compare both sides", "data.verify"},
    {"start-private", "Start the new side in private", "side.promote"},
    {"swap", "Swap and let requests go", "gateway.swap"},
    {"wake", "The new side is production", "side.wake"},
    {"follow-back", "The old side stands by and follows", "data.reverse"},
    {"probe-check", "Look at what was seen from outside", "probe.check", "", "wake"},
    {"finalize", "Operations finalizes", "", "operations signs off finalize", "follow-back probe-check"},
    {"retire", "Remove the old side", "environment.retire"},
};

constexpr Row back[] = {
    {"back-guardrails", "Check that nothing stands in the way back", "guard.check"},
    {"back-catch-up", "Bring over what was written since the swap", "data.follow"},
    {"back-probe", "Ask from outside", "probe.start"},
    {"back-approach", "Bring over what the last seconds wrote", "data.approach"},
    {"back-hold", "Hold requests", "gateway.hold"},
    {"back-last-sync", "Bring over the last changes", "data.final"},
    {"back-swap", "Swap back and let requests go", "gateway.swap"},
    {"back-wake", "The earlier side is production again", "side.wake"},
    {"back-rest", "Stop the side that was taken out", "side.rest"},
};

QJsonObject stepOf(const Row &row, const QString &before, const QString &state, const QString &phase)
{
    const QString after = QLatin1String(row.after);
    const QStringList befores = after.isEmpty() ? (before.isEmpty() ? QStringList() : QStringList{before})
                                                : after.split(QLatin1Char(' '));
    const QString activity = QLatin1String(row.activity);
    QJsonObject step = fake::with(
        fake::step(QLatin1String(row.id), QLatin1String(row.title), state, activity, befores, phase),
        {{QStringLiteral("enters"),
          activity == QLatin1String("gateway.hold") ? QStringLiteral("frozen") : QString()},
         {QStringLiteral("commits"), activity == QLatin1String("gateway.swap")},
         {QStringLiteral("finalizes"), activity == QLatin1String("environment.retire")}});
    if (activity == QLatin1String("access.open") && state == QLatin1String("done")) {
        const QJsonObject opened{{QStringLiteral("code"), QJsonArray{QStringLiteral("web/code")}}};
        step = fake::with(step, {{QStringLiteral("output"), opened}});
    }
    if (state == QLatin1String("waiting"))
        step = fake::with(step, {{QStringLiteral("waits_for"), QLatin1String(row.waitsFor)}});
    if (activity == QLatin1String("guard.check") && state == QLatin1String("done"))
        step = fake::with(
            step, {{QStringLiteral("output"), QJsonObject{{QStringLiteral("checks"), guardrails()}}}});
    return step;
}

template <std::size_t Count>
QJsonArray listOf(const Row (&rows)[Count], const QString &at, const QString &state, const QString &phase,
                  qint64 second)
{
    QJsonArray list;
    bool isPast = !at.isEmpty();
    QString before;
    for (const Row &row : rows) {
        const bool isThere = at == QLatin1String(row.id);
        const QString now = isThere ? state : isPast ? QStringLiteral("done") : QStringLiteral("pending");
        QJsonObject step = stepOf(row, before, now, phase);
        if (now != QLatin1String("pending"))
            step = fake::with(step, {{QStringLiteral("started"), fake::at(second)}});
        if (now == QLatin1String("done"))
            step = fake::with(step, {{QStringLiteral("finished"), fake::at(second + 3)}});
        second += 4;
        isPast = isPast && !isThere;
        before = QLatin1String(row.id);
        list.append(step);
    }
    return list;
}

} // namespace

QJsonArray guardrails()
{
    const auto check = [](const char *name, bool ok, const char *detail) {
        return QJsonObject{{QStringLiteral("check"), QLatin1String(name)},
                           {QStringLiteral("ok"), ok},
                           {QStringLiteral("detail"), QLatin1String(detail)}};
    };
    return {check("disk of shop-1", true, "41230 MB free, 2100 MB needed"),
            check("health of shop-1", true, "1.4.2"),
            check("health of shop-3", true, "1.5.0"),
            check("production as it was cloned", true,
                  "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
            check("the way back", true, "both addresses lead where they should"),
            check("nothing else in flight", true, "no other release of northwind/shop"),
            check("lock held", true, "held by run 1214")};
}

QJsonArray steps(const QString &at, const QString &state)
{
    QJsonArray list = listOf(there, at, state, QStringLiteral("forward"), 0);
    for (const QJsonValue &step : listOf(back, {}, {}, QStringLiteral("rollback"), 0))
        list.append(step);
    return list;
}

QJsonArray stepsBack(const QString &at, const QString &state)
{
    QJsonArray list =
        listOf(there, QStringLiteral("finalize"), QStringLiteral("skipped"), QStringLiteral("forward"), 0);
    for (const QJsonValue &step : listOf(back, at, state, QStringLiteral("rollback"), 200))
        list.append(step);
    return list;
}

QJsonObject pipeline()
{
    QJsonArray steps;
    for (const Row &row : there) {
        const QString waits = QLatin1String(row.waitsFor);
        QJsonValue wait;
        if (!waits.isEmpty()) {
            wait = QJsonObject{{QStringLiteral("sign_off"), waits.section(QLatin1Char(' '), -1)},
                               {QStringLiteral("by"), waits.section(QLatin1Char(' '), 0, 0)}};
        }
        const bool approves = QLatin1String(row.id) == QLatin1String("approval");
        steps.append(
            fake::with(stepOf(row, {}, QStringLiteral("pending"), QStringLiteral("forward")),
                       {{QStringLiteral("wait"), wait},
                        {QStringLiteral("when"), approves ? QStringLiteral("inputs.approval") : QString()}}));
    }
    const auto input = [](const char *type, const char *title, const char *description,
                          const QJsonValue &preset) {
        return QJsonObject{{QStringLiteral("type"), QLatin1String(type)},
                           {QStringLiteral("title"), QLatin1String(title)},
                           {QStringLiteral("description"), QLatin1String(description)},
                           {QStringLiteral("default"), preset}};
    };
    const QJsonObject inputs{
        {QStringLiteral("hold"),
         input("string", "Longest hold",
               "Requests wait at most this long; 3s, or 30s with the site-down page.", QStringLiteral("3s"))},
        {QStringLiteral("site_down"),
         input("boolean", "Site-down page",
               "Visitors see the site-down page during the cutover instead of waiting.", false)},
        {QStringLiteral("approval"),
         input("boolean", "Approval by a second person",
               "Somebody of operations who didn't start the release approves it before the cutover.", false)},
        {QStringLiteral("note"), input("string", "Note", "", QString())}};
    return fake::with(
        fake::pipeline(QStringLiteral("no-migration"), 1,
                       QStringLiteral("Swap a tested copy into production")),
        {{QStringLiteral("steps"), steps},
         {QStringLiteral("inputs"), QJsonObject{{QStringLiteral("type"), QStringLiteral("object")},
                                                {QStringLiteral("properties"), inputs}}}});
}

QJsonObject report(bool failed)
{
    return {{QStringLiteral("release"), 214},
            {QStringLiteral("application"), QStringLiteral("northwind/shop")},
            {QStringLiteral("pipeline"), QStringLiteral("no-migration")},
            {QStringLiteral("state"), QStringLiteral("live")},
            {QStringLiteral("requested_by"), QStringLiteral("eva")},
            {QStringLiteral("created"), fake::at(0)},
            {QStringLiteral("updated"), fake::at(90)},
            {QStringLiteral("downtime_ms"), failed ? 120 : 0},
            {QStringLiteral("held_ms"), 812},
            {QStringLiteral("requests"), 1204},
            {QStringLiteral("failed_requests"), failed ? 3 : 0},
            {QStringLiteral("longest_gap_ms"), 790},
            {QStringLiteral("worst_ms"), 812.4},
            {QStringLiteral("steps"), steps(QStringLiteral("finalize"), QStringLiteral("waiting"))},
            {QStringLiteral("signoffs"),
             QJsonArray{QJsonObject{{QStringLiteral("step"), QStringLiteral("candidate")},
                                    {QStringLiteral("who"), QStringLiteral("kern")},
                                    {QStringLiteral("role"), QStringLiteral("customer")},
                                    {QStringLiteral("note"), QStringLiteral("Tried on two phones.")},
                                    {QStringLiteral("at"), fake::at(12)}}}}};
}

} // namespace slipway::sample
