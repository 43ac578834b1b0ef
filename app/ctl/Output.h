// How slipwayctl speaks: JSON lines, or plain aligned tables for people; errors on stderr.
#pragma once
#include "domain/Problem.h"

#include <QJsonObject>
#include <QStringList>

#include <vector>

namespace slipway {

void printLine(const QString &line); // and flushes: whoever reads a pipe gets it now
void printJson(const QJsonObject &object);
void printNote(const QString &line); // on stderr
void printProblem(const Problem &problem);

class Table
{
public:
    explicit Table(QStringList titles) : m_titles(std::move(titles)) {}
    void add(QStringList row) { m_rows.push_back(std::move(row)); }
    void print() const; // titles too, or nothing when there are no rows
    bool isEmpty() const { return m_rows.empty(); }

private:
    QStringList m_titles;
    std::vector<QStringList> m_rows;
};

// "2026-11-23T18:05:22.123456Z" → "2026-11-23 18:05:22"
QString shortTime(const QString &text);
// A JSON value as a cell.
QString cell(const QJsonValue &value);

} // namespace slipway
