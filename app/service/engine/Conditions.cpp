#include "service/engine/Conditions.h"

#include "domain/Json.h"

#include <QJSEngine>
#include <QStringList>

#include <algorithm>
#include <array>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <pthread.h>
#include <thread>
#include <time.h>

namespace slipway {

namespace {

// The time that a thread has had a processor for.
Duration processorTimeOf(pthread_t thread)
{
    clockid_t clock{};
    timespec used{};
    if (::pthread_getcpuclockid(thread, &clock) != 0 || ::clock_gettime(clock, &used) != 0)
        return Duration(0);
    return std::chrono::duration_cast<Duration>(std::chrono::seconds(used.tv_sec) +
                                                std::chrono::nanoseconds(used.tv_nsec));
}

// Interrupts an evaluation from outside when it takes longer than the limit. What counts is the time of the
// thread that evaluates: on a busy machine a condition isn't to blame for the turns that others had.
class Watchdog
{
public:
    Watchdog(QJSEngine &engine, Duration limit)
        : m_thread([this, &engine, limit, evaluating = ::pthread_self()](std::stop_token stop) {
              const Duration end = processorTimeOf(evaluating) + limit;
              std::unique_lock lock(m_mutex);
              for (Duration left = limit; left > Duration(0); left = end - processorTimeOf(evaluating)) {
                  m_wake.wait_for(lock, stop, std::max<Duration>(left, std::chrono::milliseconds(1)),
                                  [] { return false; });
                  if (stop.stop_requested())
                      return;
              }
              engine.setInterrupted(true);
          })
    {
    }

private:
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::jthread m_thread;
};

// Taken away before a condition sees the engine: clock, randomness, making code or memory from nothing, and
// whatever a built-in loop, which no watchdog can interrupt, could be made long with.
const char *const prelude = R"((function (root) {
    function take(object, names) { names.forEach(function (name) { delete object[name]; }); }
    var generator = Object.getPrototypeOf(function* () {});
    take(Math, ["random"]);
    take(String.prototype, ["match", "matchAll", "replace", "replaceAll", "search", "split", "repeat", "padStart",
        "padEnd", "localeCompare", "toLocaleLowerCase", "toLocaleUpperCase", "arg", "constructor"]);
    take(Number.prototype, ["toLocaleString", "constructor"]);
    take(Boolean.prototype, ["constructor"]);
    take(RegExp.prototype, ["exec", "test", "compile", "constructor"]);
    take(generator, ["constructor"]);
    take(Object, ["assign", "create", "defineProperty", "defineProperties", "setPrototypeOf"]);
    take(Object.prototype, ["__defineGetter__", "__defineSetter__", "constructor"]);
    take(Function.prototype, ["call", "apply", "bind", "constructor"]);
    take(root, ["Date", "Function", "eval", "RegExp", "Promise", "Proxy", "Reflect", "ArrayBuffer",
        "SharedArrayBuffer", "Atomics", "DataView", "Int8Array", "Uint8Array", "Uint8ClampedArray", "Int16Array",
        "Uint16Array", "Int32Array", "Uint32Array", "Float32Array", "Float64Array", "Map", "Set", "WeakMap",
        "WeakSet", "Symbol", "URL", "URLSearchParams", "gc", "print", "escape", "unescape", "Array"]);
    take(Object.getPrototypeOf([]), ["fill", "toLocaleString", "concat", "flat", "flatMap", "push", "unshift",
        "splice", "copyWithin", "constructor"]);
}))";

struct Flaw
{
    qsizetype at = 0;
    QString what;
};

bool startsAny(QStringView text, const std::array<QLatin1String, 9> &list, qsizetype &length)
{
    for (const QLatin1String &one : list) {
        if (text.startsWith(one)) {
            length = one.size();
            return true;
        }
    }
    return false;
}

// Length of the text literal that begins at `at`, or 0 when it doesn't end.
qsizetype literal(const QString &text, qsizetype at)
{
    const QChar quote = text.at(at);
    for (qsizetype i = at + 1; i < text.size(); ++i) {
        if (text.at(i) == QLatin1Char('\\'))
            ++i;
        else if (text.at(i) == quote)
            return i - at + 1;
    }
    return 0;
}

// Statements, assignments and whatever else isn't plain looking at data. Without them an expression cannot
// make data bigger than what it was given, which is what keeps built-in loops short.
std::optional<Flaw> flawOf(const QString &text)
{
    static const std::array<QLatin1String, 9> allowed{
        QLatin1String("==="), QLatin1String("!=="), QLatin1String("=="),
        QLatin1String("!="),  QLatin1String("<="),  QLatin1String(">="),
        QLatin1String("=>"),  QLatin1String("<"),   QLatin1String(">")};
    QString open; // what closes the brackets that are open
    for (qsizetype i = 0; i < text.size();) {
        const QStringView rest = QStringView(text).mid(i);
        const QChar c = text.at(i);
        qsizetype length = 1;
        if (c == QLatin1Char('"') || c == QLatin1Char('\'')) {
            length = literal(text, i);
            if (length == 0)
                return Flaw{i, QStringLiteral("The text that begins here does not end")};
        } else if (rest.startsWith(QLatin1String("<<")) || rest.startsWith(QLatin1String(">>"))) {
            return Flaw{i, QStringLiteral("A condition cannot shift bits")};
        } else if (startsAny(rest, allowed, length)) {
            // A comparison or an arrow: good as it is.
        } else if (c == QLatin1Char('(') || c == QLatin1Char('[')) {
            open += c == QLatin1Char('(') ? QLatin1Char(')') : QLatin1Char(']');
        } else if (c == QLatin1Char(')') || c == QLatin1Char(']')) {
            if (!open.endsWith(c))
                return Flaw{i, QStringLiteral("Nothing was opened that this \"%1\" closes").arg(c)};
            open.chop(1);
        } else if (c == QLatin1Char('=')) {
            return Flaw{i, QStringLiteral("A condition cannot assign; compare with ==")};
        } else if (rest.startsWith(QLatin1String("++")) || rest.startsWith(QLatin1String("--"))) {
            return Flaw{i, QStringLiteral("A condition cannot change anything")};
        } else if (rest.startsWith(QLatin1String("//")) || rest.startsWith(QLatin1String("/*"))) {
            return Flaw{i, QStringLiteral("A condition has no comments; use the step's title")};
        } else if (rest.startsWith(QLatin1String("..."))) {
            return Flaw{i, QStringLiteral("A condition cannot spread lists")};
        } else if (c == QLatin1Char(';') || c == QLatin1Char('{') || c == QLatin1Char('}') ||
                   c == QLatin1Char('`') || c == QLatin1Char('\\')) {
            return Flaw{i, QStringLiteral("\"%1\" has no place in a condition: it is one expression").arg(c)};
        }
        i += length;
    }
    if (!open.isEmpty())
        return Flaw{text.size(), QStringLiteral("\"%1\" is missing at the end").arg(open)};
    return std::nullopt;
}

QString placeIn(const QString &text, qsizetype at)
{
    const QString before = text.left(at);
    return QStringLiteral("%1:%2")
        .arg(before.count(QLatin1Char('\n')) + 1)
        .arg(at - before.lastIndexOf(QLatin1Char('\n')));
}

constexpr qsizetype maximumLength = 2000;

QString functionOf(const QString &expression, const QStringList &names)
{
    // Not strict: there a call in last place becomes a jump that the interrupt never sees.
    return QStringLiteral("(function (%1) { return (\n%2\n); })")
        .arg(names.join(QStringLiteral(", ")), expression);
}

Failure badSyntax(const QString &why, const QString &place)
{
    return fail(Problem::Kind::Invalid, QStringLiteral("The condition is not JavaScript: %1").arg(why),
                QStringLiteral("Write one expression over inputs and steps, such as inputs.size > 3."),
                place);
}

Result<void> checkText(const QString &expression)
{
    if (expression.trimmed().isEmpty())
        return badSyntax(QStringLiteral("it is empty"), QStringLiteral("1:1"));
    if (expression.size() > maximumLength)
        return badSyntax(QStringLiteral("it is longer than %1 characters").arg(maximumLength),
                         QStringLiteral("1:1"));
    if (const auto flaw = flawOf(expression))
        return badSyntax(flaw->what, placeIn(expression, flaw->at));
    return {};
}

// The engine reads the function's first line as line 1, so the expression begins on line 2.
Result<QJSValue> compile(QJSEngine &engine, const QString &expression, const QStringList &names)
{
    QJSValue function = engine.evaluate(functionOf(expression, names));
    if (function.isError() || !function.isCallable()) {
        const int line = std::max(1, function.property(QStringLiteral("lineNumber")).toInt() - 1);
        return badSyntax(function.isError() ? function.property(QStringLiteral("message")).toString()
                                            : QStringLiteral("it is more than one expression"),
                         QStringLiteral("%1:1").arg(line));
    }
    return function;
}

Failure failedWith(const QJSValue &value, bool interrupted, Duration limit)
{
    if (interrupted) {
        return fail(Problem::Kind::Timeout,
                    QStringLiteral("The condition took longer than %1 of processor time and was stopped")
                        .arg(toText(limit)),
                    QStringLiteral("Make it simpler, or skip the step."));
    }
    return fail(Problem::Kind::Invalid,
                QStringLiteral("The condition failed: %1").arg(value.toString().left(300)),
                QStringLiteral("Mend the definition for the next run; skip or retry this step."));
}

Result<void> makeSafe(QJSEngine &engine)
{
    const QJSValue clean = engine.evaluate(QString::fromLatin1(prelude)).call({engine.globalObject()});
    if (clean.isError())
        return fail(Problem::Kind::Internal,
                    QStringLiteral("Conditions cannot be made safe: %1").arg(clean.toString()));
    return {};
}

Result<QJSValue> run(QJSEngine &engine, const QString &expression, const QJsonObject &data, Duration limit)
{
    if (const auto good = checkText(expression); !good)
        return Failure(good.error());
    if (const auto safe = makeSafe(engine); !safe)
        return Failure(safe.error());
    // Parsed by the script engine itself, so that what a condition sees are plain values of its own.
    QJSValue parse = engine.evaluate(QStringLiteral("(function (text) { return JSON.parse(text); })"));
    QJSValueList values;
    for (const QJsonValue &value : data) {
        QJsonArray holder;
        holder.append(value);
        values.append(parse.call({QString::fromUtf8(toBytes(holder))}).property(0));
    }
    const auto function = compile(engine, expression, data.keys());
    if (!function)
        return Failure(function.error());
    QJSValue value;
    {
        const Watchdog watchdog(engine, limit);
        value = QJSValue(*function).call(values);
    }
    const bool interrupted = engine.isInterrupted();
    if (interrupted || value.isError() || engine.hasError()) {
        engine.setInterrupted(false);
        return failedWith(value, interrupted, limit);
    }
    return value;
}

} // namespace

Result<void> checkCondition(const QString &expression)
{
    if (const auto good = checkText(expression); !good)
        return good;
    QJSEngine engine;
    return compile(engine, expression,
                   {QStringLiteral("event"), QStringLiteral("inputs"), QStringLiteral("steps")})
        .map([](const QJSValue &) {});
}

QStringList knownToConditions(const QStringList &names)
{
    QJSEngine engine;
    if (!makeSafe(engine))
        return names; // a condition would fail with that
    QStringList known;
    for (const QString &name : names) {
        if (engine.globalObject().hasProperty(name))
            known.append(name);
    }
    return known;
}

Result<QJsonValue> evaluate(const QString &expression, const QJsonObject &data, Duration limit)
{
    QJSEngine engine;
    const auto value = run(engine, expression, data, limit);
    if (!value)
        return Failure(value.error());
    return QJsonValue::fromVariant(value->toVariant());
}

Result<bool> holds(const QString &expression, const QJsonObject &data, Duration limit)
{
    QJSEngine engine;
    return run(engine, expression, data, limit).map(&QJSValue::toBool);
}

} // namespace slipway
