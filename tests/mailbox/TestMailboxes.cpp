// Settings of mailboxes: what is refused and how, what is kept, and that a password is nowhere but where it
// belongs.
#include "mailbox/MailboxFixture.h"

#include "service/mailbox/ImapClient.h"

using namespace slipway;
using namespace slipway::test;

namespace {

QJsonObject fine()
{
    return {{QStringLiteral("host"), QStringLiteral("mail.example.net")},
            {QStringLiteral("user"), QStringLiteral("support")}};
}

} // namespace

class TestMailboxes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void defaults()
    {
        const Mailbox mailbox = must(Mailbox::fromJson(fine(), {}));
        QCOMPARE(mailbox.port, 993);
        QCOMPARE(mailbox.security, Mailbox::Security::Tls);
        QCOMPARE(mailbox.folder, QStringLiteral("INBOX"));
        QCOMPARE(mailbox.largest, 50'000'000);
    }

    void anotherSecurityHasAnotherPort()
    {
        Mailbox mailbox = must(Mailbox::fromJson(fine(), {}));
        mailbox =
            must(Mailbox::fromJson({{QStringLiteral("security"), QStringLiteral("starttls")}}, mailbox));
        QCOMPARE(mailbox.port, 143);
        mailbox = must(Mailbox::fromJson({{QStringLiteral("port"), 1143}}, mailbox));
        mailbox =
            must(Mailbox::fromJson({{QStringLiteral("security"), QStringLiteral("starttls")}}, mailbox));
        QCOMPARE(mailbox.port, 1143);
    }

    void wrongSettingsAreNamed_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QJsonValue>("value");
        const auto row = [](const char *field, const QJsonValue &value) {
            QTest::addRow("%s %s", field, qPrintable(value.toVariant().toString().left(20)))
                << QString(QLatin1String(field)) << value;
        };
        row("host", QStringLiteral(""));
        row("host", QStringLiteral("a b"));
        row("host", QStringLiteral("a\r\nb"));
        row("host", 5);
        row("port", 0);
        row("port", 65536);
        row("port", 1.5);
        row("port", QStringLiteral("993"));
        row("security", QStringLiteral("ssl"));
        row("security", QStringLiteral("none"));
        row("user", QStringLiteral(""));
        row("user", QStringLiteral("a\nb"));
        row("folder", QStringLiteral(""));
        row("folder", QStringLiteral("a\rb"));
        row("move_to", QStringLiteral("inbox"));
        row("largest", 999);
        row("largest", 60'000'001.0);
        row("poll_seconds", 0);
        row("certificate", QStringLiteral("trust me"));
    }
    void wrongSettingsAreNamed()
    {
        QFETCH(const QString, field);
        QFETCH(const QJsonValue, value);
        QJsonObject body = fine();
        body.insert(field, value);
        const auto read = Mailbox::fromJson(body, {});
        QVERIFY(!read);
        QCOMPARE(read.error().where, QLatin1Char('/') + field);
        QVERIFY(!read.error().hint.isEmpty());
    }

    void withoutTlsOnlyOnThisMachine()
    {
        QJsonObject body = fine();
        body.insert(QStringLiteral("security"), QStringLiteral("none"));
        for (const char *host : {"127.0.0.1", "127.9.8.7", "localhost", "::1"}) {
            body.insert(QStringLiteral("host"), QLatin1String(host));
            QVERIFY(Mailbox::fromJson(body, {}));
        }
        for (const char *host : {"127.0.0.1.example.net", "10.0.0.1", "localhost.example.net"}) {
            body.insert(QStringLiteral("host"), QLatin1String(host));
            QVERIFY(!Mailbox::fromJson(body, {}));
        }
    }

    void foldersAsImapSpellsThem()
    {
        QCOMPARE(imapName(QStringLiteral("INBOX")), "INBOX");
        QCOMPARE(imapName(QStringLiteral("A & B")), "A &- B");
        QCOMPARE(imapName(QStringLiteral("Entwürfe")), "Entw&APw-rfe");
        QCOMPARE(imapName(QStringLiteral("台北")), "&U,BTFw-");
    }

    void aMailboxNeedsAPassword()
    {
        MailboxFixture fixture;
        const auto refused = fixture.mailboxes->set(fixture.name, fine(), {}, QStringLiteral("anna"));
        QVERIFY(!refused);
        QCOMPARE(refused.error().where, QStringLiteral("/password"));
        QVERIFY(!fixture.mailboxes->show(fixture.name));
        QVERIFY(!fixture.mailboxes->set(QStringLiteral("No Name"), fine(), {SecretValue("x")},
                                        QStringLiteral("anna")));
        QVERIFY(must(fixture.secrets.names()).isEmpty());
    }

    void settingsAreKeptAndTold()
    {
        MailboxFixture fixture;
        const QJsonObject made = fixture.set(1);
        QCOMPARE(made.value(QStringLiteral("port")).toInt(), 1);
        QCOMPARE(fixture.secrets.get(QStringLiteral("mailbox.support"))->bytes().toByteArray(), "hush hush");
        must(fixture.mailboxes->set(fixture.name, {{QStringLiteral("largest"), 5000}}, {},
                                    QStringLiteral("anna")));
        const QJsonObject shown = must(fixture.mailboxes->show(fixture.name));
        QCOMPARE(shown.value(QStringLiteral("largest")).toInt(), 5000);
        QCOMPARE(shown.value(QStringLiteral("user")).toString(), QStringLiteral("support"));
        QVERIFY(!toBytes(shown).contains("hush"));
        const auto page = must(fixture.store->read([](Reader &reader) { return Ledger::list(reader, {}); }));
        for (const Event &event : page.items)
            QVERIFY(!toBytes(event.toJson()).contains("hush"));
        must(fixture.mailboxes->remove(fixture.name, QStringLiteral("anna")));
        QVERIFY(must(fixture.secrets.names()).isEmpty());
        QVERIFY(must(fixture.mailboxes->list()).empty());
        QStringList kinds = fixture.events();
        kinds.removeAll(QStringLiteral("mailbox.waits")); // nobody listens there
        QCOMPARE(kinds, QStringList({QStringLiteral("mailbox.set"), QStringLiteral("secret.set"),
                                     QStringLiteral("mailbox.set"), QStringLiteral("mailbox.removed"),
                                     QStringLiteral("secret.removed")}));
    }

    void anotherServerIsReadFromItsBeginning()
    {
        MailboxFixture fixture;
        fixture.set(1);
        const auto mailbox = must(fixture.store->read(
            [&](Reader &reader) { return MailboxRepository::find(reader, fixture.name); }));
        const MailboxMark mark{5, 77, std::nullopt};
        const auto put = [&](Transaction &transaction) {
            return MailboxRepository::setMark(transaction, mailbox.id, mark);
        };
        const auto now = [&] {
            return must(fixture.store->read(
                [&](Reader &reader) { return MailboxRepository::mark(reader, mailbox.id); }));
        };
        must(fixture.store->write(put));
        fixture.set(2); // another port is the same server
        QCOMPARE(now(), mark);
        fixture.set(2, {{QStringLiteral("folder"), QStringLiteral("Support")}});
        QCOMPARE(now(), MailboxMark());
    }

    void nobodyThereIsSaid()
    {
        MailboxFixture fixture;
        fixture.set(1);
        QTRY_VERIFY2(fixture.problem().contains(QLatin1String("can't be reached")),
                     qUtf8Printable(fixture.problem()));
        const QJsonObject checked = must(fixture.mailboxes->check(fixture.name));
        QVERIFY(!checked.value(QStringLiteral("ok")).toBool());
        QVERIFY(
            checked.value(QStringLiteral("problem")).toString().contains(QLatin1String("can't be reached")));
        QTRY_VERIFY(!Mailboxes::statusIn(fixture.statusFile())
                         .at(0)
                         .toObject()
                         .value(QStringLiteral("problem"))
                         .toString()
                         .isEmpty());
        QVERIFY(fixture.mailboxes->metrics().contains("slipway_mailbox_up{mailbox=\"support\"} 0\n"));
        QVERIFY(!fixture.mailboxes->check(QStringLiteral("nowhere")));
    }
};

QTEST_GUILESS_MAIN(TestMailboxes)
#include "TestMailboxes.moc"
