<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
    <context>
        <name>CaseQuestions</name>
        <message numerus="yes">
            <source>Give %n cases to somebody</source>
            <translation>
                <numerusform>Give %n case to somebody</numerusform>
                <numerusform>Give %n cases to somebody</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Solve %n cases</source>
            <translation>
                <numerusform>Solve %n case</numerusform>
                <numerusform>Solve %n cases</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Close %n cases</source>
            <translation>
                <numerusform>Close %n case</numerusform>
                <numerusform>Close %n cases</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n cases are yours.</source>
            <translation>
                <numerusform>%n case is yours.</numerusform>
                <numerusform>%n cases are yours.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n cases have their owner.</source>
            <translation>
                <numerusform>%n case has its owner.</numerusform>
                <numerusform>%n cases have their owner.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n cases are solved.</source>
            <translation>
                <numerusform>%n case is solved.</numerusform>
                <numerusform>%n cases are solved.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n cases are closed.</source>
            <translation>
                <numerusform>%n case is closed.</numerusform>
                <numerusform>%n cases are closed.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Change the severity of %n cases</source>
            <translation>
                <numerusform>Change the severity of %n case</numerusform>
                <numerusform>Change the severity of %n cases</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Let %n cases wait</source>
            <translation>
                <numerusform>Let %n case wait</numerusform>
                <numerusform>Let %n cases wait</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Say which application %n cases are about</source>
            <translation>
                <numerusform>Say which application %n case is about</numerusform>
                <numerusform>Say which application %n cases are about</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n cases have their severity.</source>
            <translation>
                <numerusform>%n case has its severity.</numerusform>
                <numerusform>%n cases have their severity.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n cases have their application.</source>
            <translation>
                <numerusform>%n case has its application.</numerusform>
                <numerusform>%n cases have their application.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n cases wait.</source>
            <translation>
                <numerusform>%n case waits.</numerusform>
                <numerusform>%n cases wait.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n cases are as they were.</source>
            <translation>
                <numerusform>%n case is as it was.</numerusform>
                <numerusform>%n cases are as they were.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Words</name>
        <message numerus="yes">
            <source>and %n more</source>
            <translation>
                <numerusform>and %n more</numerusform>
                <numerusform>and %n more</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>slipway::CasesPane</name>
        <message numerus="yes">
            <source>%n chosen</source>
            <translation>
                <numerusform>%n chosen</numerusform>
                <numerusform>%n chosen</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>slipway::InputForm</name>
        <message numerus="yes">
            <source>The text is too long by %n characters</source>
            <translation>
                <numerusform>The text is too long by %n character</numerusform>
                <numerusform>The text is too long by %n characters</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>At most %n characters.</source>
            <translation>
                <numerusform>At most %n character.</numerusform>
                <numerusform>At most %n characters.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>slipway::LogView</name>
        <message numerus="yes">
            <source>%Ln lines</source>
            <translation>
                <numerusform>%Ln line</numerusform>
                <numerusform>%Ln lines</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 of %Ln lines</source>
            <translation>
                <numerusform>%1 of %Ln line</numerusform>
                <numerusform>%1 of %Ln lines</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>slipway::Notices</name>
        <message numerus="yes">
            <source>and %n more</source>
            <translation>
                <numerusform>and %n more</numerusform>
                <numerusform>and %n more</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>slipway::Session</name>
        <message numerus="yes">
            <source>%n min</source>
            <translation>
                <numerusform>%n min</numerusform>
                <numerusform>%n min</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>slipway::StatusLine</name>
        <message numerus="yes">
            <source>● connected · %n s old</source>
            <translation>
                <numerusform>● connected · %n s old</numerusform>
                <numerusform>● connected · %n s old</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>▲ not connected · %n s old</source>
            <translation>
                <numerusform>▲ not connected · %n s old</numerusform>
                <numerusform>▲ not connected · %n s old</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>◐ connected, answers slowly · %n s old</source>
            <translation>
                <numerusform>◐ connected, answers slowly · %n s old</numerusform>
                <numerusform>◐ connected, answers slowly · %n s old</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>slipway::TroubleRow</name>
        <message numerus="yes">
            <source>since %1 (%n s)</source>
            <translation>
                <numerusform>since %1 (%n s)</numerusform>
                <numerusform>since %1 (%n s)</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>since %1 (%n min)</source>
            <translation>
                <numerusform>since %1 (%n min)</numerusform>
                <numerusform>since %1 (%n min)</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>since %1 (%n h)</source>
            <translation>
                <numerusform>since %1 (%n h)</numerusform>
                <numerusform>since %1 (%n h)</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>slipway::TroubleStrip</name>
        <message numerus="yes">
            <source>and %n more</source>
            <translation>
                <numerusform>and %n more</numerusform>
                <numerusform>and %n more</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>slipway::DutyStatus</name>
        <message numerus="yes">
            <source>%n past</source>
            <comment>targets</comment>
            <translation>
                <numerusform>%n past</numerusform>
                <numerusform>%n past</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>slipway::DutyWeekView</name>
        <message numerus="yes">
            <source>%n hours</source>
            <translation>
                <numerusform>%n hour</numerusform>
                <numerusform>%n hours</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>slipway::PagingPane</name>
        <message numerus="yes">
            <source>%n pages so far…</source>
            <translation>
                <numerusform>%n page so far…</numerusform>
                <numerusform>%n pages so far…</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n pages are written to %1.</source>
            <translation>
                <numerusform>%n page is written to %1.</numerusform>
                <numerusform>%n pages are written to %1.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>slipway::AnswerPlot</name>
        <message numerus="yes">
            <source>%1: %n answers</source>
            <translation>
                <numerusform>%1: %n answer</numerusform>
                <numerusform>%1: %n answers</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>slipway::SlaReportModel</name>
        <message numerus="yes">
            <source>Nothing is decided yet: %n clocks run.</source>
            <translation>
                <numerusform>Nothing is decided yet: %n clock runs.</numerusform>
                <numerusform>Nothing is decided yet: %n clocks run.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n answers were given; the longest took %1.</source>
            <translation>
                <numerusform>%n answer was given; it took %1.</numerusform>
                <numerusform>%n answers were given; the longest took %1.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>slipway::CasePane</name>
        <message numerus="yes">
            <source>and %n more</source>
            <translation>
                <numerusform>and %n more</numerusform>
                <numerusform>and %n more</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n mails that may belong to this case wait in quarantine.</source>
            <translation>
                <numerusform>%n mail that may belong to this case waits in quarantine.</numerusform>
                <numerusform>%n mails that may belong to this case wait in quarantine.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>slipway::QuarantinePane</name>
        <message numerus="yes">
            <source>%n mails are chosen</source>
            <translation>
                <numerusform>%n mail is chosen</numerusform>
                <numerusform>%n mails are chosen</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Release %n mails</source>
            <translation>
                <numerusform>Release %n mail</numerusform>
                <numerusform>Release %n mails</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Discard %n mails</source>
            <translation>
                <numerusform>Discard %n mail</numerusform>
                <numerusform>Discard %n mails</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Take %n mails back</source>
            <translation>
                <numerusform>Take %n mail back</numerusform>
                <numerusform>Take %n mails back</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n mails were discarded.</source>
            <translation>
                <numerusform>%n mail was discarded.</numerusform>
                <numerusform>%n mails were discarded.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n mails wait in quarantine again.</source>
            <translation>
                <numerusform>%n mail waits in quarantine again.</numerusform>
                <numerusform>%n mails wait in quarantine again.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n mails were released.</source>
            <translation>
                <numerusform>%n mail was released.</numerusform>
                <numerusform>%n mails were released.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>slipway::LinkedCasesLine</name>
        <message numerus="yes">
            <source>and %n more</source>
            <translation>
                <numerusform>and %n more</numerusform>
                <numerusform>and %n more</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>CaseFacts</name>
        <message numerus="yes">
            <source>%1 %2: %3, %n appliances</source>
            <translation>
                <numerusform>%1 %2: %3, %n appliance</numerusform>
                <numerusform>%1 %2: %3, %n appliances</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n releases went live</source>
            <translation>
                <numerusform>%n release went live</numerusform>
                <numerusform>%n releases went live</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n cases</source>
            <translation>
                <numerusform>%n case</numerusform>
                <numerusform>%n cases</numerusform>
            </translation>
        </message>
    </context>
</TS>
