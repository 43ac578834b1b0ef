// Somebody with their hands in a closed store's file, and what verifying finds afterwards.
#pragma once
#include "service/store/Connection.h"
#include "service/store/Ledger.h"
#include "service/store/SigningKey.h"

#include <QtTest>

namespace slipway {

class Forger
{
public:
    explicit Forger(const QString &file)
        : m_connection(std::move(*Connection::open(file, Connection::Use::Write, std::chrono::seconds(1)))),
          m_transaction(*m_connection, Instant())
    {
    }
    void run(const QString &sql, const QVariantList &values = {})
    {
        const auto done = m_transaction.execute(sql, values);
        QVERIFY2(done.has_value(), done ? "" : qUtf8Printable(done.error().text()));
    }
    LedgerReport verify(const std::optional<LedgerHead> &saved = {})
    {
        const auto report = Ledger::verify(m_transaction, saved);
        return report ? *report : LedgerReport{0, {{-1, report.error().text()}}};
    }
    LedgerHead head() { return *Ledger::head(m_transaction); }
    Event event(qint64 seq) { return Ledger::since(m_transaction, seq - 1, 1)->front(); }
    // Makes the chain whole again from `seq` on, as somebody who has everything but the key would.
    void rechain(qint64 seq)
    {
        QByteArray previous = seq == 1 ? QByteArray(64, '0') : event(seq - 1).hash;
        const auto events = Ledger::since(m_transaction, seq - 1, 1'000'000);
        for (Event next : *events) {
            next.prevHash = previous;
            next.hash = Ledger::hashOf(next);
            previous = next.hash;
            run(QStringLiteral("UPDATE event SET prev_hash = ?, hash = ? WHERE seq = ?"),
                {QString::fromLatin1(next.prevHash), QString::fromLatin1(next.hash), next.seq});
        }
        run(QStringLiteral("UPDATE ledger_head SET hash = ?"), {QString::fromLatin1(previous)});
    }
    // Signs the last event with another key.
    void signWithAnotherKey(const QString &keyFile)
    {
        const auto key = SigningKey::create(keyFile);
        QVERIFY(key.has_value());
        run(QStringLiteral("DELETE FROM ledger_head"));
        const qint64 last = *m_transaction.integer(QStringLiteral("SELECT max(seq) FROM event"));
        const Event event = this->event(last);
        LedgerHead head{last, event.hash, toText(event.at), key->publicKey(), {}};
        QByteArray message;
        for (const QByteArray &field :
             {QByteArray("slipway-head-1"), QByteArray::number(last), head.hash, head.at.toUtf8()}) {
            QByteArray size(8, '\0');
            size[7] = static_cast<char>(field.size());
            message += size + field;
        }
        head.signature = key->sign(message);
        QVERIFY(head.isSigned());
        run(QStringLiteral("INSERT INTO ledger_head (id, seq, hash, at, public_key, signature) "
                           "VALUES (1, ?, ?, ?, ?, ?)"),
            {head.seq, QString::fromLatin1(head.hash), head.at, QString::fromLatin1(head.publicKey),
             QString::fromLatin1(head.signature)});
    }

private:
    std::unique_ptr<Connection> m_connection;
    Transaction m_transaction;
};

} // namespace slipway
