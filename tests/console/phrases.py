#!/usr/bin/env python3
"""What the service and its client say in whole sentences has words in the console's languages: every preview, and
every problem of the sources that somebody at the console meets daily; and the tables hold nothing that nobody says.
The refusals of pages behind links have German, too."""
import pathlib
import re
import sys

# Their problems are all in models/*Phrases.cpp. Another source may be, too, sentence by sentence.
WORDED = [
    "app/domain/AnswerTemplate.cpp",
    "app/domain/Case.cpp",
    "app/domain/CaseFile.cpp",
    "app/domain/CaseLink.cpp",
    "app/domain/Catalog.cpp",
    "app/domain/Host.cpp",
    "app/domain/Instant.cpp",
    "app/domain/Json.cpp",
    "app/domain/Release.cpp",
    "app/domain/Roles.cpp",
    "app/service/api/Authenticator.cpp",
    "app/service/api/CaseFileHandlers.cpp",
    "app/service/api/CaseHandlers.cpp",
    "app/service/api/CatalogHandlers.cpp",
    "app/service/api/Dispatcher.cpp",
    "app/service/api/DutyHandlers.cpp",
    "app/service/api/Fields.cpp",
    "app/service/api/HostHandlers.cpp",
    "app/service/api/HttpSession.cpp",
    "app/service/api/Idempotency.cpp",
    "app/service/api/Ledger*.cpp",
    "app/service/api/Mail*.cpp",
    "app/service/api/Paging.cpp",
    "app/service/api/PipelineHandlers.cpp",
    "app/service/api/ReleaseHandlers.cpp",
    "app/service/api/Request.cpp",
    "app/service/api/SlaHandlers.cpp",
    "app/service/api/SystemHandlers.cpp",
    "app/service/api/TemplateHandlers.cpp",
    "app/service/api/UsageHandlers.cpp",
    "app/service/api/UserHandlers.cpp",
    "app/service/api/WatcherHandlers.cpp",
    "app/service/engine/Activity*.cpp",
    "app/service/engine/Conditions.cpp",
    "app/service/engine/Definition.cpp",
    "app/service/engine/Engine.cpp",
    "app/service/engine/Executor*.cpp",
    "app/service/engine/PipelineRepository.cpp",
    "app/service/engine/References.cpp",
    "app/service/engine/Run*.cpp",
    "app/service/engine/SchemaCheck.cpp",
    "app/service/engine/YamlReader.cpp",
    "app/service/gateway/*.cpp",
    "app/service/guardian/Guardian.cpp",
    "app/service/guardian/Keeper.cpp",
    "app/service/guardian/Recovery.cpp",
    "app/service/ipc/Channel.cpp",
    "app/service/ipc/GuardianClient.cpp",
    "app/service/ipc/Process.cpp",
    "app/service/mailbox/*.cpp",
    "app/service/notify/HttpSender.cpp",
    "app/service/platform/sandbox/*.cpp",
    "app/service/platform/sandbox/init/*.cpp",
    "app/service/probe/ProbeRun.cpp",
    "app/service/probe/ProbeSamples.cpp",
    "app/service/probe/Prober.cpp",
    "app/service/release/*.cpp",
    "app/service/release/activities/*.cpp",
    "app/service/remote/*.cpp",
    "app/service/secrets/*.cpp",
    "app/service/store/Catalog*.cpp",
    "app/service/store/Connection.cpp",
    "app/service/store/Cursor.cpp",
    "app/service/store/HostRepository.cpp",
    "app/service/store/MailboxRepository.cpp",
    "app/service/store/UserRepository.cpp",
    "app/service/store/Writer.cpp",
    "app/service/support/Case*.cpp",
    "app/service/support/DutyRepository.cpp",
    "app/service/support/HolidayFile.cpp",
    "app/service/support/MailSeal.cpp",
    "app/service/support/OutsideWatcher.cpp",
    "app/service/support/Page*.cpp",
    "app/service/support/Pager.cpp",
    "app/service/support/PagingPlan.cpp",
    "app/service/support/SlaDesk.cpp",
    "app/service/support/SlaRepository.cpp",
    "app/service/support/TakenMailRepository.cpp",
    "app/service/support/TemplateRepository.cpp",
    "app/service/support/Watcher*.cpp",
]
# All that they say somebody reads, wherever in them it stands.
WHOLE = [
    "app/client/*.cpp",
    "app/domain/Calendar.cpp",
    "app/domain/Mailbox.cpp",
    "app/service/engine/DefinitionCheck.cpp",
    "app/service/engine/DefinitionReader.cpp",
    "app/service/platform/sandbox/Isolation.cpp",
    "app/service/support/BreachCause.cpp",
    "app/service/support/ContactMethod.cpp",
    "app/service/support/Rota.cpp",
    "app/service/support/RotaLayer.cpp",
    "app/service/support/SlaPolicyText.cpp",
]
LINKS = "app/service/support/LinkDesk.cpp"  # whose refusals are told on pages, by PageWords
NO_SENTENCES = [", then ", 'Bearer realm="slipway"']  # between the ways by which somebody is paged; a header

LITERAL = re.compile(r'"(?:[^"\\\n]|\\.)*"(?:\s*"(?:[^"\\\n]|\\.)*")*')
PROBLEM = re.compile(r"\b(?:fail|Failure|findings\.bad|inUse|movedOn|wrong\w*|refused|problem|failed|failWith|badSyntax|checkText|cannotTell)\((?!const )|"
                     r"\bProblem\s*(?:\w+\s*)?\{|(?:return|refuse\w*\(|push_back\(|problemAnswer\()\s?\{Problem::|"
                     r"\b(?:Refused|Flaw) ?\{|\b(?:problem|complaint|why)\.(?:what|hint) \+?= ")


def text_of(literal):
    parts = re.findall(r'"((?:[^"\\\n]|\\.)*)"', literal)
    return re.sub(r"\\(.)", lambda found: {"n": "\n"}.get(found[1], found[1]), "".join(parts))


def literals(code):
    return [text_of(found.group()) for found in LITERAL.finditer(code)]


def without_comments(code):
    return re.sub(r"^#.*$|(?<![:\"])//.*$", "", code, flags=re.M)


def statement(code, start, is_body=False):
    """From there to the semicolon or the brace that ends it, whatever is in brackets or in quotes."""
    depth, at = 0, start
    while at < len(code):
        literal = LITERAL.match(code, at)
        if literal:
            at = literal.end()
            continue
        depth += {"(": 1, "{": 1, ")": -1, "}": -1}.get(code[at], 0)
        if depth < 0 or (depth == 0 and code[at] == ("}" if is_body else ";")):
            break
        at += 1
    return code[start:at]


def is_sentence(text):
    return " " in text.strip() and re.search("[a-z]", text) and text not in NO_SENTENCES


def body(code, start):
    opened = code.find("{", start)
    semicolon = code.find(";", start)
    return "" if 0 <= semicolon < opened else statement(code, opened, True) if opened >= 0 else ""


def previews(code):
    found = []
    for start in re.finditer(r"Result<QStringList> (?:\w+::)?preview\(", code):
        found += literals(body(code, start.start()))
    return found


def problems(code):
    found = []
    for start in PROBLEM.finditer(code):
        found += literals(statement(code, start.start()))
    return found


def sentences(code, is_whole):
    """What the console may show of this source, beside previews."""
    if is_whole:
        return [text for found in re.finditer(r"QStringLiteral\(\s*(" + LITERAL.pattern + r")", code)
                for text in literals(found[1])]
    return problems(code)


def main(source):
    root = pathlib.Path(source)
    read = {path: without_comments(path.read_text()) for part in ("app/service", "app/domain", "app/client", "app/daemon")
            for path in sorted((root / part).rglob("*")) if path.suffix in (".cpp", ".h")}
    table = [text_of(found[1]) for path in sorted((root / "models").glob("*Phrases.cpp"))
             for found in re.finditer(r'QT_TRANSLATE_NOOP\(\s*"ServicePhrases",\s*(' + LITERAL.pattern + r")",
                                      path.read_text())]
    # What is put before or behind something else stands there with a blank, or ": " and a blank, beside it.
    bare = [re.sub(r"^(?:%\d)+|(?:: )?(?:%\d)+$", "", text) for text in table]
    known = {*table, *bare, *(re.sub(r"^(?:%\d)+|(?:%\d)+$", "", text) for text in table)}
    whole = {path for pattern in WHOLE for path in root.glob(pattern)}
    worded = {path for pattern in WORDED for path in root.glob(pattern)} | whole
    failures, count = [], 0
    for path, code in read.items():
        said = previews(code) + (sentences(code, path in whole) if path in worded else [])
        count += len(said)
        failures += [f"{path.relative_to(root)}: {text!r} has no words in models/*Phrases.cpp"
                     for text in dict.fromkeys(said) if is_sentence(text) and text not in known]
    pages = literals(read[root / "app/service/api/pages/PageWords.cpp"].replace('u"', '"'))
    failures += [f"{LINKS}: {text!r} has no words in PageWords.cpp" for text in problems(read[root / LINKS])
                 if is_sentence(text) and text not in pages]
    every = [text for code in read.values() for text in literals(code)]
    all_said = "\n".join(every)
    for text, part in zip(table, bare):
        if part not in all_said and not all(one in every for one in text.split(" or ")):  # kinds of a value
            failures.append(f"models/*Phrases.cpp: {text!r} is said nowhere")
    failures += [f"models/*Phrases.cpp: {text!r} is there twice" for text in sorted(set(table))
                 if table.count(text) > 1]
    if not table or not count:
        failures.append("nothing was found: this script no longer fits the sources")
    print("\n".join(failures + [f"{len(table)} sentences, {count} literals of previews and problems"]))
    return bool(failures)


sys.exit(main(sys.argv[1]))
