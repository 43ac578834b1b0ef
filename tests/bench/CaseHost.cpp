// What the bench of the triage list asks: the API over 100,000 cases. Prints its port and a token; it serves
// until stdin ends.
#include "api/ApiFixture.h"
#include "bench/CaseFiller.h"

#include <QCoreApplication>

#include <cstdio>
#include <iostream>
#include <string>

int main(int argc, char **argv)
{
    constexpr int cases = 100'000;
    constexpr int open = 2'000;
    QCoreApplication application(argc, argv);
    slipway::test::ApiFixture api;
    slipway::test::ApiFixture::must(slipway::bench::CaseFiller::fill(*api.store, cases, open));
    std::printf("%d %s\n", api.server->port(), api.tokens[QStringLiteral("support")].constData());
    std::fflush(stdout);
    std::string line;
    while (std::getline(std::cin, line)) {
    }
    return 0;
}
