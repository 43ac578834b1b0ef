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
    "app/domain/CaseFile.cpp",
    "app/domain/Instant.cpp",
    "app/domain/Json.cpp",
    "app/service/api/Authenticator.cpp",
    "app/service/api/CaseFileHandlers.cpp",
    "app/service/api/CaseHandlers.cpp",
    "app/service/api/DutyHandlers.cpp",
    "app/service/api/Fields.cpp",
    "app/service/api/ReleaseHandlers.cpp",
    "app/service/api/SlaHandlers.cpp",
    "app/service/engine/RunCommands.cpp",
    "app/service/release/EnvironmentBook.cpp",
    "app/service/release/Holds.cpp",
    "app/service/release/ReleaseDecisions.cpp",
    "app/service/release/ReleaseRepository.cpp",
    "app/service/release/ReleaseService.cpp",
    "app/service/release/activities/*.cpp",
    "app/service/support/BreachCause.cpp",
    "app/service/support/CaseClocks.cpp",
    "app/service/support/CaseDesk.cpp",
    "app/service/support/CaseFiles.cpp",
    "app/service/support/DutyRepository.cpp",
    "app/service/support/SlaDesk.cpp",
    "app/service/support/TemplateRepository.cpp",
]
LINKS = "app/service/support/LinkDesk.cpp"  # whose refusals are told on pages, by PageWords
JOINS = [", then "]  # between the ways by which somebody is paged

LITERAL = re.compile(r'"(?:[^"\\\n]|\\.)*"(?:\s*"(?:[^"\\\n]|\\.)*")*')
PROBLEM = re.compile(r"\b(?:fail|Failure|findings\.bad|inUse|movedOn)\(|\bProblem\s*(?:\w+\s*)?\{|(?:return|refuse\w*\() ?\{Problem::|"
                     r"\bproblem\.(?:what|hint) = |\bwhy\.(?:what|hint) \+?= ")


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
    return " " in text.strip() and re.search("[a-z]", text) and text not in JOINS


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


def sentences(path, code):
    """What the console may show of this source, beside previews."""
    if "client" in path.parts or path.name == "BreachCause.cpp":  # all of theirs are shown
        return [text for found in re.finditer(r"QStringLiteral\(\s*(" + LITERAL.pattern + r")", code)
                for text in literals(found[1])]
    return problems(code)


def main(source):
    root = pathlib.Path(source)
    read = {path: without_comments(path.read_text()) for part in ("app/service", "app/domain", "app/client")
            for path in sorted((root / part).rglob("*")) if path.suffix in (".cpp", ".h")}
    table = [text_of(found[1]) for path in sorted((root / "models").glob("*Phrases.cpp"))
             for found in re.finditer(r'QT_TRANSLATE_NOOP\(\s*"ServicePhrases",\s*(' + LITERAL.pattern + r")",
                                      path.read_text())]
    worded = {path for pattern in ["app/client/*.cpp", *WORDED] for path in root.glob(pattern)}
    failures, count = [], 0
    for path, code in read.items():
        said = previews(code) + (sentences(path.relative_to(root), code) if path in worded else [])
        count += len(said)
        failures += [f"{path.relative_to(root)}: {text!r} has no words in models/*Phrases.cpp"
                     for text in dict.fromkeys(said) if is_sentence(text) and text not in table]
    pages = literals(read[root / "app/service/api/pages/PageWords.cpp"].replace('u"', '"'))
    failures += [f"{LINKS}: {text!r} has no words in PageWords.cpp" for text in problems(read[root / LINKS])
                 if is_sentence(text) and text not in pages]
    every = [text for code in read.values() for text in literals(code)]
    whole = "\n".join(every)
    for text in table:
        bare = re.sub(r"^(?:%\d)+|(?:%\d)+$", "", text)  # what is only put before or behind something else
        if text not in every and bare not in whole:
            failures.append(f"models/*Phrases.cpp: {text!r} is said nowhere")
    failures += [f"models/*Phrases.cpp: {text!r} is there twice" for text in sorted(set(table))
                 if table.count(text) > 1]
    if not table or not count:
        failures.append("nothing was found: this script no longer fits the sources")
    print("\n".join(failures + [f"{len(table)} sentences, {count} literals of previews and problems"]))
    return bool(failures)


sys.exit(main(sys.argv[1]))
