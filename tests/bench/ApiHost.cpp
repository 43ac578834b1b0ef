// The API over an empty store, for the bench: prints its port and a token, serves until stdin ends.
#include "api/ApiFixture.h"

#include <cstdio>

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    slipway::test::ApiFixture api;
    std::printf("%d %s\n", api.server->port(), api.tokens[QStringLiteral("support")].constData());
    std::fflush(stdout);
    while (std::getchar() != EOF) {
    }
    return 0;
}
