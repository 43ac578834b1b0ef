// What a phone, or whoever pretends to be one, sends: tokens of links, forms, commands on the first line; and
// the methods by which people are reached.
#include "domain/Json.h"
#include "fuzz/Fuzz.h"
#include "service/api/pages/FormFields.h"
#include "service/api/pages/PagesSettings.h"
#include "service/support/CaseMail.h"
#include "service/support/ContactMethod.h"

using namespace slipway;

namespace {

QString check(const QByteArray &input)
{
    const QString text = QString::fromUtf8(input);
    if (const auto token = SignedLinks::tokenFrom(text)) {
        if (token->text() != text)
            return QStringLiteral("a token is read from what isn't one");
    }
    if (const auto fields = formFieldsFrom(input)) {
        for (const auto &[name, value] : *fields) {
            if (name.contains(QChar(0)) || value.contains(QChar(0)))
                return QStringLiteral("a NUL passes");
        }
    }
    const PageAnswer answer = PageAnswer::fromText(text);
    if (answer.snooze < Duration::zero() || answer.snooze > PageAnswer::longestSnooze)
        return QStringLiteral("a snooze has no bounds");
    if (const auto base = publicUrlFrom(text);
        base && (base->contains(QLatin1Char('\n')) || base->contains(QLatin1Char('"'))))
        return QStringLiteral("an address breaks out of its line");
    const auto object = objectFromBytes(input, QStringLiteral("input"));
    if (!object)
        return {};
    if (const auto method = ContactMethod::fromJson(*object)) {
        const auto back = ContactMethod::fromJson(method->toJson());
        if (!back || *back != *method)
            return QStringLiteral("a method doesn't come back");
    }
    if (const auto settings = PagesSettings::fromJson(*object)) {
        const auto back = PagesSettings::fromJson(settings->toJson());
        if (!back || *back != *settings)
            return QStringLiteral("a setting doesn't come back");
    }
    return {};
}

} // namespace

int main(int argc, char **argv)
{
    FuzzTarget target;
    target.name = QStringLiteral("pages");
    target.seeds = {"7-kx3.abcdefgh234567ab",
                    "7-kx3-12.abcdefgh234567ab",
                    "action=reply&text=We+look%0Ainto+it&once=0123456789abcdef",
                    "snooze 15m\n",
                    "assign jan\n",
                    "https://desk.example/slipway/",
                    "http://127.0.0.1:8081",
                    R"({"kind":"mail","to":"eva@p.example"})",
                    "{\"kind\":\"webhook\",\"url\":\"https://hooks.example/eva\",\"token_secret\":\"x\"}",
                    R"({"kind":"command","command":["/bin/page","eva"],"name":"x"})",
                    R"({"public_url":"","listen":"::1","port":8443,"proxy":true})"};
    target.words = {"%00",  "%",   "+",          "&", "=", "-", ".",   "kind",
                    "push", "sms", "url_secret", "@", "?", "#", "\r\n"};
    target.longest = 8000;
    target.run = check;
    return fuzz(target, argc, argv);
}
