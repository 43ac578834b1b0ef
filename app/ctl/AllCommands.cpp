#include "ctl/Arguments.h"

namespace slipway {

const std::vector<Command> &allCommands()
{
    static const std::vector<Command> all = [] {
        std::vector<Command> list;
        for (auto &group :
             {applicationCommands(), releaseCommands(), pipelineCommands(), caseCommands(), mailCommands(),
              answerCommands(), dutyCommands(), slaCommands(), mailboxCommands(), ledgerCommands(),
              userCommands(), hostCommands(), secretCommands(), demoCommands(), systemCommands(),
              watcherCommands(), usageCommands()})
            list.insert(list.end(), group.begin(), group.end());
        return list;
    }();
    return all;
}

} // namespace slipway
