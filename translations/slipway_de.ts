<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
    <context>
        <name>ApplicationQuestions</name>
        <message>
            <source>Copy production of %1 into a test environment</source>
            <translation>Die Produktion von %1 in eine Testumgebung kopieren</translation>
        </message>
        <message>
            <source>A test environment is built with a copy of production's code, files and databases, while production serves.</source>
            <translation>Eine Testumgebung entsteht mit einer Kopie von Code, Dateien und Datenbanken der Produktion, während diese arbeitet.</translation>
        </message>
        <message>
            <source>It gets an address of its own and is quiet: its mail is caught, cron is off, and it can't reach out.</source>
            <translation>Sie bekommt eine eigene Adresse und ist still: Post wird abgefangen, cron ist aus, und sie kommt nicht hinaus.</translation>
        </message>
        <message>
            <source>Remove the test environment again; production isn't touched.</source>
            <translation>Die Testumgebung wieder entfernen; die Produktion bleibt unberührt.</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>Kopieren</translation>
        </message>
        <message>
            <source>Start %1 of %2</source>
            <translation>%1 von %2 starten</translation>
        </message>
        <message>
            <source>%1 starts with all its appliances%2.</source>
            <translation>%1 startet mit allen Appliances%2.</translation>
        </message>
        <message>
            <source>Stop it again.</source>
            <translation>Wieder stoppen.</translation>
        </message>
        <message>
            <source>Start</source>
            <translation>Starten</translation>
        </message>
        <message>
            <source>Stop production of %1</source>
            <translation>Die Produktion von %1 stoppen</translation>
        </message>
        <message>
            <source>Stop %1 of %2</source>
            <translation>%1 von %2 stoppen</translation>
        </message>
        <message>
            <source>%1 stops with all its appliances%2.</source>
            <translation>%1 stoppt mit allen Appliances%2.</translation>
        </message>
        <message>
            <source>Nobody gets an answer from %1 until it is started again.</source>
            <translation>Niemand bekommt von %1 eine Antwort, bis sie wieder gestartet ist.</translation>
        </message>
        <message>
            <source>Start it again: its code, files and databases stay as they are.</source>
            <translation>Wieder starten: Code, Dateien und Datenbanken bleiben, wie sie sind.</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>Stoppen</translation>
        </message>
        <message>
            <source>Remove %1 of %2 with all its data</source>
            <translation>%1 von %2 mit allen Daten entfernen</translation>
        </message>
        <message>
            <source>%1 is stopped and removed, with its code, files and databases.</source>
            <translation>%1 wird gestoppt und entfernt, mit Code, Dateien und Datenbanken.</translation>
        </message>
        <message>
            <source>Its address is free for another environment.</source>
            <translation>Die Adresse wird frei für eine andere Umgebung.</translation>
        </message>
        <message>
            <source>Production is %1, which isn't touched.</source>
            <translation>Produktion ist %1; sie bleibt unberührt.</translation>
        </message>
        <message>
            <source>There is none. Production can be copied again, as it is then.</source>
            <translation>Es gibt keinen. Die Produktion lässt sich wieder kopieren, so wie sie dann ist.</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>Entfernen</translation>
        </message>
        <message>
            <source>Production of %1 is being copied…</source>
            <translation>Die Produktion von %1 wird kopiert …</translation>
        </message>
        <message>
            <source>%1 of %2 is being started…</source>
            <translation>%1 von %2 wird gestartet …</translation>
        </message>
        <message>
            <source>%1 of %2 is being stopped…</source>
            <translation>%1 von %2 wird gestoppt …</translation>
        </message>
        <message>
            <source>%1 of %2 is being removed…</source>
            <translation>%1 von %2 wird entfernt …</translation>
        </message>
        <message>
            <source>A test environment of %1 is being built; it appears among its environments.</source>
            <translation>Eine Testumgebung von %1 entsteht; sie erscheint unter den Umgebungen.</translation>
        </message>
        <message>
            <source>%1 of %2 runs.</source>
            <translation>%1 von %2 läuft.</translation>
        </message>
        <message>
            <source>%1 of %2 is stopped.</source>
            <translation>%1 von %2 ist gestoppt.</translation>
        </message>
        <message>
            <source>%1 of %2 is removed.</source>
            <translation>%1 von %2 ist entfernt.</translation>
        </message>
        <message>
            <source>: %1</source>
            <translation>: %1</translation>
        </message>
        <message>
            <source>Remove %1, whose building failed</source>
            <translation>%1 entfernen, dessen Aufbau fehlschlug</translation>
        </message>
        <message>
            <source>What its building left is stopped and removed.</source>
            <translation>Was der Aufbau hinterließ, wird gestoppt und entfernt.</translation>
        </message>
        <message>
            <source>Its name and its address are free for another.</source>
            <translation>Name und Adresse sind frei für andere.</translation>
        </message>
        <message>
            <source>An application that has ever run isn't removed: the service refuses that.</source>
            <translation>Eine Anwendung, die je gelaufen ist, wird nicht entfernt: Der Dienst lehnt das ab.</translation>
        </message>
        <message>
            <source>Create it again from its recipe.</source>
            <translation>Sie aus ihrem Rezept neu anlegen.</translation>
        </message>
        <message>
            <source>%1 is being removed…</source>
            <translation>%1 wird entfernt …</translation>
        </message>
        <message>
            <source>%1 is removed.</source>
            <translation>%1 ist entfernt.</translation>
        </message>
    </context>
    <context>
        <name>DefinitionFile</name>
        <message>
            <source>The file can't be read</source>
            <translation>Die Datei lässt sich nicht lesen</translation>
        </message>
        <message>
            <source>The file is too large for a definition</source>
            <translation>Die Datei ist zu groß für einen Ablauf</translation>
        </message>
        <message>
            <source>A definition has 1 MiB at most.</source>
            <translation>Ein Ablauf hat höchstens 1 MiB.</translation>
        </message>
        <message>
            <source>The file isn't text in UTF-8</source>
            <translation>Die Datei ist kein Text in UTF-8</translation>
        </message>
        <message>
            <source>Choose a definition in YAML.</source>
            <translation>Einen Ablauf in YAML wählen.</translation>
        </message>
        <message>
            <source>The file is empty</source>
            <translation>Die Datei ist leer</translation>
        </message>
    </context>
    <context>
        <name>EventWords</name>
        <message>
            <source>started release {subject} of {application}</source>
            <translation>hat Release {subject} von {application} begonnen</translation>
        </message>
        <message>
            <source>planned release {subject} of {application}</source>
            <translation>hat Release {subject} von {application} geplant</translation>
        </message>
        <message>
            <source>went on with release {subject} of {application}</source>
            <translation>hat Release {subject} von {application} fortgesetzt</translation>
        </message>
        <message>
            <source>release {subject} of {application} waits: {waits_for}</source>
            <translation>Release {subject} von {application} wartet: {waits_for}</translation>
        </message>
        <message>
            <source>held requests of {application}</source>
            <translation>hat die Anfragen an {application} angehalten</translation>
        </message>
        <message>
            <source>swapped {application}: release {subject} is live</source>
            <translation>hat {application} getauscht: Release {subject} ist live</translation>
        </message>
        <message>
            <source>finalized release {subject} of {application}</source>
            <translation>hat Release {subject} von {application} abgeschlossen</translation>
        </message>
        <message>
            <source>rolled back release {subject} of {application}</source>
            <translation>ist mit Release {subject} von {application} zurückgekehrt</translation>
        </message>
        <message>
            <source>aborted release {subject} of {application}</source>
            <translation>hat Release {subject} von {application} aufgegeben</translation>
        </message>
        <message>
            <source>release {subject} of {application} failed</source>
            <translation>Release {subject} von {application} ist gescheitert</translation>
        </message>
        <message>
            <source>gave up a swap: {address} serves as before</source>
            <translation>hat einen Tausch aufgegeben: {address} arbeitet wie zuvor</translation>
        </message>
        <message>
            <source>wrote down what was seen from outside</source>
            <translation>hat aufgeschrieben, was von außen zu sehen war</translation>
        </message>
        <message>
            <source>recovered the cutover of release {subject}</source>
            <translation>hat die Umschaltung von Release {subject} wiederhergestellt</translation>
        </message>
        <message>
            <source>created the application {subject}</source>
            <translation>hat die Anwendung {subject} angelegt</translation>
        </message>
        <message>
            <source>removed the application {subject}, which was never built</source>
            <translation>hat die Anwendung {subject} entfernt, deren Bau gescheitert war</translation>
        </message>
        <message>
            <source>changed the recipe of {subject}</source>
            <translation>hat das Rezept von {subject} geändert</translation>
        </message>
        <message>
            <source>swapped the sides of {subject}</source>
            <translation>hat die Seiten von {subject} getauscht</translation>
        </message>
        <message>
            <source>swapped the addresses of {subject}</source>
            <translation>hat die Adressen von {subject} getauscht</translation>
        </message>
        <message>
            <source>added the environment {name} to {subject}</source>
            <translation>hat {subject} die Umgebung {name} hinzugefügt</translation>
        </message>
        <message>
            <source>{environment} is production of {subject}</source>
            <translation>{environment} ist Produktion von {subject}</translation>
        </message>
        <message>
            <source>{environment} stands by for {subject}</source>
            <translation>{environment} steht für {subject} bereit</translation>
        </message>
        <message>
            <source>{environment} is a test environment of {subject}</source>
            <translation>{environment} ist eine Testumgebung von {subject}</translation>
        </message>
        <message>
            <source>retired {environment} of {subject}</source>
            <translation>hat {environment} von {subject} außer Dienst gestellt</translation>
        </message>
        <message>
            <source>{environment} of {subject} runs</source>
            <translation>{environment} von {subject} läuft</translation>
        </message>
        <message>
            <source>{environment} of {subject} is stopped</source>
            <translation>{environment} von {subject} ist gestoppt</translation>
        </message>
        <message>
            <source>{environment} of {subject} failed</source>
            <translation>{environment} von {subject} ist gescheitert</translation>
        </message>
        <message>
            <source>{environment} of {subject} is missing</source>
            <translation>{environment} von {subject} fehlt</translation>
        </message>
        <message>
            <source>made {environment} of {subject} quiet</source>
            <translation>hat {environment} von {subject} still gemacht</translation>
        </message>
        <message>
            <source>{environment} of {subject} isn't quiet any more</source>
            <translation>{environment} von {subject} ist nicht mehr still</translation>
        </message>
        <message>
            <source>{environment} of {subject} says it is version {version}</source>
            <translation>{environment} von {subject} nennt sich Version {version}</translation>
        </message>
        <message>
            <source>let the customer into {environment}</source>
            <translation>hat den Kunden in {environment} eingelassen</translation>
        </message>
        <message>
            <source>closed the door of {environment}</source>
            <translation>hat die Tür von {environment} geschlossen</translation>
        </message>
        <message>
            <source>gave {environment} the address {address}</source>
            <translation>hat {environment} die Adresse {address} gegeben</translation>
        </message>
        <message>
            <source>let {environment} go on by itself: its lease had lapsed</source>
            <translation>hat {environment} von selbst weiterlaufen lassen: die Frist war abgelaufen</translation>
        </message>
        <message>
            <source>{appliance} of {environment} went down</source>
            <translation>{appliance} von {environment} ist ausgefallen</translation>
        </message>
        <message>
            <source>{appliance} of {environment} is up again</source>
            <translation>{appliance} von {environment} läuft wieder</translation>
        </message>
        <message>
            <source>appliance {subject}: {state}, {health}</source>
            <translation>Appliance {subject}: {state}, {health}</translation>
        </message>
        <message>
            <source>gave appliance {subject} the address {address}</source>
            <translation>hat Appliance {subject} die Adresse {address} gegeben</translation>
        </message>
        <message>
            <source>began step {step}</source>
            <translation>hat Schritt {step} begonnen</translation>
        </message>
        <message>
            <source>finished step {step}</source>
            <translation>hat Schritt {step} beendet</translation>
        </message>
        <message>
            <source>step {step} waits: {waits_for}</source>
            <translation>Schritt {step} wartet: {waits_for}</translation>
        </message>
        <message>
            <source>step {step} failed</source>
            <translation>Schritt {step} ist gescheitert</translation>
        </message>
        <message>
            <source>can't tell whether step {step} is done</source>
            <translation>kann nicht sagen, ob Schritt {step} getan ist</translation>
        </message>
        <message>
            <source>skipped step {step}: {reason}</source>
            <translation>hat Schritt {step} übersprungen: {reason}</translation>
        </message>
        <message>
            <source>tried step {step} again</source>
            <translation>hat Schritt {step} noch einmal versucht</translation>
        </message>
        <message>
            <source>takes back step {step}</source>
            <translation>nimmt Schritt {step} zurück</translation>
        </message>
        <message>
            <source>took back step {step}</source>
            <translation>hat Schritt {step} zurückgenommen</translation>
        </message>
        <message>
            <source>signed off {name} as {role}</source>
            <translation>hat {name} als {role} abgezeichnet</translation>
        </message>
        <message>
            <source>gave the signal {name}</source>
            <translation>hat das Signal {name} gegeben</translation>
        </message>
        <message>
            <source>planned {definition} for {subject}</source>
            <translation>hat {definition} für {subject} geplant</translation>
        </message>
        <message>
            <source>started {definition} for {subject}</source>
            <translation>hat {definition} für {subject} begonnen</translation>
        </message>
        <message>
            <source>began run {run}</source>
            <translation>hat Lauf {run} begonnen</translation>
        </message>
        <message>
            <source>paused run {run}</source>
            <translation>hat Lauf {run} pausiert</translation>
        </message>
        <message>
            <source>changed what run {run} goes by</source>
            <translation>hat geändert, wonach Lauf {run} sich richtet</translation>
        </message>
        <message>
            <source>let run {run} go on</source>
            <translation>hat Lauf {run} fortgesetzt</translation>
        </message>
        <message>
            <source>aborts run {run}; what was done is taken back</source>
            <translation>gibt Lauf {run} auf; was getan war, wird zurückgenommen</translation>
        </message>
        <message>
            <source>rolls back run {run}: {reason}</source>
            <translation>kehrt mit Lauf {run} zurück: {reason}</translation>
        </message>
        <message>
            <source>couldn't roll back run {run}</source>
            <translation>konnte mit Lauf {run} nicht zurückkehren</translation>
        </message>
        <message>
            <source>run {run} is done</source>
            <translation>Lauf {run} ist beendet</translation>
        </message>
        <message>
            <source>run {run} was aborted</source>
            <translation>Lauf {run} wurde aufgegeben</translation>
        </message>
        <message>
            <source>run {run} was rolled back</source>
            <translation>Lauf {run} ist zurückgekehrt</translation>
        </message>
        <message>
            <source>run {run} failed</source>
            <translation>Lauf {run} ist gescheitert</translation>
        </message>
        <message>
            <source>reserved {subject} for run {run}</source>
            <translation>hat {subject} für Lauf {run} reserviert</translation>
        </message>
        <message>
            <source>{subject} is free again</source>
            <translation>{subject} ist wieder frei</translation>
        </message>
        <message>
            <source>took {subject} away from run {run}: {reason}</source>
            <translation>hat Lauf {run} {subject} entzogen: {reason}</translation>
        </message>
        <message>
            <source>pulled the brake: {reason}</source>
            <translation>hat die Bremse gezogen: {reason}</translation>
        </message>
        <message>
            <source>took the brake off</source>
            <translation>hat die Bremse gelöst</translation>
        </message>
        <message>
            <source>added the customer {name}</source>
            <translation>hat den Kunden {name} hinzugefügt</translation>
        </message>
        <message>
            <source>added the contact {name} of {subject}</source>
            <translation>hat den Kontakt {name} von {subject} hinzugefügt</translation>
        </message>
        <message>
            <source>changed who of {subject} may come in</source>
            <translation>hat geändert, wer von {subject} hineindarf</translation>
        </message>
        <message>
            <source>brought the pipeline {subject}, version {version}</source>
            <translation>hat den Ablauf {subject}, Version {version}, mitgebracht</translation>
        </message>
        <message>
            <source>imported the pipeline {subject}, version {version}</source>
            <translation>hat den Ablauf {subject}, Version {version}, eingeführt</translation>
        </message>
        <message>
            <source>added the user {subject}</source>
            <translation>hat den Benutzer {subject} hinzugefügt</translation>
        </message>
        <message>
            <source>let the user {subject} in again</source>
            <translation>hat den Benutzer {subject} wieder eingelassen</translation>
        </message>
        <message>
            <source>shut the user {subject} out</source>
            <translation>hat den Benutzer {subject} ausgesperrt</translation>
        </message>
        <message>
            <source>set the password of {subject}</source>
            <translation>hat das Passwort von {subject} gesetzt</translation>
        </message>
        <message>
            <source>issued a token for {subject}</source>
            <translation>hat ein Token für {subject} ausgestellt</translation>
        </message>
        <message>
            <source>revoked a token of {subject}</source>
            <translation>hat ein Token von {subject} widerrufen</translation>
        </message>
        <message>
            <source>added the host {subject}</source>
            <translation>hat den Rechner {subject} hinzugefügt</translation>
        </message>
        <message>
            <source>removed the host {subject}</source>
            <translation>hat den Rechner {subject} entfernt</translation>
        </message>
        <message>
            <source>set the secret {subject}</source>
            <translation>hat das Geheimnis {subject} gesetzt</translation>
        </message>
        <message>
            <source>removed the secret {subject}</source>
            <translation>hat das Geheimnis {subject} entfernt</translation>
        </message>
        <message>
            <source>changed the setting {subject}</source>
            <translation>hat die Einstellung {subject} geändert</translation>
        </message>
        <message>
            <source>{environment} was refused {refused} connections to the outside</source>
            <translation>{environment} wurden {refused} Verbindungen nach außen verwehrt</translation>
        </message>
        <message>
            <source>mail waits for {smarthost}: {why}</source>
            <translation>Post wartet auf {smarthost}: {why}</translation>
        </message>
        <message>
            <source>{smarthost} takes mail again</source>
            <translation>{smarthost} nimmt wieder Post an</translation>
        </message>
        <message>
            <source>gave up the message {message_id}: {why}</source>
            <translation>hat die Nachricht {message_id} aufgegeben: {why}</translation>
        </message>
        <message>
            <source>the smarthost refused {messages} messages: {why}</source>
            <translation>der Smarthost hat {messages} Nachrichten abgelehnt: {why}</translation>
        </message>
        <message>
            <source>made the backup {subject}</source>
            <translation>hat die Sicherung {subject} gemacht</translation>
        </message>
        <message>
            <source>the data folder was restored from a backup</source>
            <translation>der Datenordner wurde aus einer Sicherung wiederhergestellt</translation>
        </message>
        <message>
            <source>turned the demo's traffic on</source>
            <translation>hat den Verkehr der Vorführung eingeschaltet</translation>
        </message>
        <message>
            <source>turned the demo's traffic off</source>
            <translation>hat den Verkehr der Vorführung ausgeschaltet</translation>
        </message>
        <message>
            <source>started release {subject} of {application}: {note}</source>
            <translation>hat Release {subject} von {application} begonnen: {note}</translation>
        </message>
        <message>
            <source>release {release} waits at step {step}: {waits_for}</source>
            <translation>Release {release} wartet bei Schritt {step}: {waits_for}</translation>
        </message>
        <message>
            <source>opened case {case}: {title}</source>
            <translation>eröffnete Fall {case}: {title}</translation>
        </message>
        <message>
            <source>wrote to case {case}</source>
            <translation>schrieb zu Fall {case}</translation>
        </message>
        <message>
            <source>acknowledged case {case}: nobody else is paged</source>
            <translation>bestätigte Fall {case}: niemand sonst wird gerufen</translation>
        </message>
        <message>
            <source>answered the customer of case {case}</source>
            <translation>antwortete dem Kunden von Fall {case}</translation>
        </message>
        <message>
            <source>noted something at case {case}</source>
            <translation>notierte etwas zu Fall {case}</translation>
        </message>
        <message>
            <source>took case {case}</source>
            <translation>übernahm Fall {case}</translation>
        </message>
        <message>
            <source>gave case {case} to {owner}</source>
            <translation>gab Fall {case} an {owner}</translation>
        </message>
        <message>
            <source>solved case {case}</source>
            <translation>löste Fall {case}</translation>
        </message>
        <message>
            <source>closed case {case}</source>
            <translation>schloss Fall {case}</translation>
        </message>
        <message>
            <source>came back to case {case}</source>
            <translation>kam auf Fall {case} zurück</translation>
        </message>
        <message>
            <source>case {case} missed its guarantee: {clock}</source>
            <translation>Fall {case} hielt seine Zusage nicht ein: {clock}</translation>
        </message>
        <message>
            <source>the answer to case {case} can't be delivered: {why}</source>
            <translation>die Antwort zu Fall {case} lässt sich nicht zustellen: {why}</translation>
        </message>
        <message>
            <source>pages {to} for case {case}</source>
            <translation>ruft {to} zu Fall {case}</translation>
        </message>
        <message>
            <source>the page to {to} for case {case} is on its way</source>
            <translation>der Ruf an {to} zu Fall {case} ist unterwegs</translation>
        </message>
        <message>
            <source>the page to {to} for case {case} was refused: {why}</source>
            <translation>der Ruf an {to} zu Fall {case} wurde abgelehnt: {why}</translation>
        </message>
        <message>
            <source>nobody can be paged as {to} for case {case}</source>
            <translation>niemand kann als {to} zu Fall {case} gerufen werden</translation>
        </message>
        <message>
            <source>a machine answered a page for case {case}: {why}</source>
            <translation>eine Maschine beantwortete einen Ruf zu Fall {case}: {why}</translation>
        </message>
        <message>
            <source>mail from {from} is in quarantine: {why}</source>
            <translation>Post von {from} liegt in Quarantäne: {why}</translation>
        </message>
        <message>
            <source>takes mail from the mailbox {subject} at {host}</source>
            <translation>holt Post aus dem Postfach {subject} bei {host}</translation>
        </message>
        <message>
            <source>takes no more mail from the mailbox {subject}</source>
            <translation>holt keine Post mehr aus dem Postfach {subject}</translation>
        </message>
        <message>
            <source>the mailbox {subject} can't be read: {why}</source>
            <translation>das Postfach {subject} lässt sich nicht lesen: {why}</translation>
        </message>
        <message>
            <source>the mailbox {subject} can be read again</source>
            <translation>das Postfach {subject} lässt sich wieder lesen</translation>
        </message>
        <message>
            <source>left mail {uid} in the mailbox {subject}: {why}</source>
            <translation>ließ Mail {uid} im Postfach {subject}: {why}</translation>
        </message>
        <message>
            <source>the mailbox {subject} was numbered anew: its {mails} mails are read again</source>
            <translation>das Postfach {subject} wurde neu nummeriert: seine {mails} Mails werden noch einmal gelesen</translation>
        </message>
        <message>
            <source>changed how {name} is reached</source>
            <translation>änderte, wie {name} erreicht wird</translation>
        </message>
        <message>
            <source>changed the rota</source>
            <translation>änderte den Dienstplan</translation>
        </message>
        <message>
            <source>put {person} on duty until {ends}</source>
            <translation>setzte {person} bis {ends} in den Dienst</translation>
        </message>
        <message>
            <source>the gateway doesn't answer: {why}</source>
            <translation>das Gateway antwortet nicht: {why}</translation>
        </message>
        <message>
            <source>the gateway answers again</source>
            <translation>das Gateway antwortet wieder</translation>
        </message>
        <message>
            <source>case {case} has used {percent} % of its time: {clock}</source>
            <translation>Fall {case} hat {percent} % seiner Zeit verbraucht: {clock}</translation>
        </message>
        <message>
            <source>changed what case {case} is</source>
            <translation>hat Fall {case} neu eingeordnet</translation>
        </message>
        <message>
            <source>changed what is promised for case {case}</source>
            <translation>hat geändert, was für Fall {case} zugesagt ist</translation>
        </message>
        <message>
            <source>let case {case} wait: {state}</source>
            <translation>lässt Fall {case} warten: {state}</translation>
        </message>
        <message>
            <source>let case {case} wait no longer</source>
            <translation>lässt Fall {case} nicht länger warten</translation>
        </message>
        <message>
            <source>changed the answer template {subject}</source>
            <translation>hat die Antwortvorlage {subject} geändert</translation>
        </message>
        <message>
            <source>removed the answer template {subject}</source>
            <translation>hat die Antwortvorlage {subject} entfernt</translation>
        </message>
        <message>
            <source>changed what is guaranteed: {kind} {name}</source>
            <translation>hat geändert, was zugesichert ist: {kind} {name}</translation>
        </message>
        <message>
            <source>took away what was guaranteed: {kind} {name}</source>
            <translation>hat entfernt, was zugesichert war: {kind} {name}</translation>
        </message>
        <message>
            <source>took back that {person} is on duty</source>
            <translation>hat den Dienst von {person} zurückgenommen</translation>
        </message>
        <message>
            <source>the page to {to} for case {case} can't be handed over now: {why}</source>
            <translation>der Ruf an {to} zu Fall {case} kann gerade nicht übergeben werden: {why}</translation>
        </message>
        <message>
            <source>wants nobody paged for case {case} until {until}</source>
            <translation>will zu Fall {case} bis {until} niemanden rufen lassen</translation>
        </message>
        <message>
            <source>took back that {person} and {with} swap their duty</source>
            <translation>nahm zurück, dass {person} und {with} ihren Dienst tauschen</translation>
        </message>
        <message>
            <source>let {with} be on duty for {person}, and {person} for {with}</source>
            <translation>ließ {with} für {person} und {person} für {with} Dienst haben</translation>
        </message>
        <message>
            <source>tells a watcher outside that paging goes on</source>
            <translation>meldet einem Wächter draußen, dass gerufen wird</translation>
        </message>
        <message>
            <source>tells no watcher outside any more</source>
            <translation>meldet keinem Wächter draußen mehr etwas</translation>
        </message>
        <message>
            <source>the watcher outside isn&apos;t reached ({subject}): {why}</source>
            <translation>der Wächter draußen ist nicht erreichbar ({subject}): {why}</translation>
        </message>
        <message>
            <source>the watcher outside is reached again ({subject})</source>
            <translation>der Wächter draußen ist wieder erreichbar ({subject})</translation>
        </message>
        <message>
            <source>let the mail from {from} out of quarantine</source>
            <translation>ließ die Mail von {from} aus der Quarantäne</translation>
        </message>
        <message>
            <source>discarded the mail from {from}</source>
            <translation>verwarf die Mail von {from}</translation>
        </message>
        <message>
            <source>took the mail from {from} back into quarantine</source>
            <translation>holte die Mail von {from} in die Quarantäne zurück</translation>
        </message>
        <message>
            <source>let case {case} wait for {reference}</source>
            <translation>lässt Fall {case} auf {reference} warten</translation>
        </message>
        <message>
            <source>linked case {case} to {reference}</source>
            <translation>hat Fall {case} mit {reference} verknüpft</translation>
        </message>
        <message>
            <source>took the link to {reference} from case {case}</source>
            <translation>hat die Verknüpfung mit {reference} von Fall {case} entfernt</translation>
        </message>
        <message>
            <source>case {case} is open again: release {release} is {outcome}</source>
            <translation>Fall {case} ist wieder offen: Release {release} ist {outcome}</translation>
        </message>
        <message>
            <source>let go of {name}, which was never sent from case {case}</source>
            <translation>hat {name} verworfen, das in Fall {case} nie gesendet wurde</translation>
        </message>
    </context>
    <context>
        <name>InvisibleText</name>
        <message>
            <source>%1, which turns the direction of reading</source>
            <translation>%1, das die Leserichtung umkehrt</translation>
        </message>
        <message>
            <source>%1, which can't be seen</source>
            <translation>%1, das man nicht sieht</translation>
        </message>
    </context>
    <context>
        <name>ReleaseFacts</name>
        <message>
            <source>under way</source>
            <translation>unterwegs</translation>
        </message>
        <message>
            <source>%1 ms</source>
            <translation>%1 ms</translation>
        </message>
        <message>
            <source>%1 s</source>
            <translation>%1 s</translation>
        </message>
        <message>
            <source>%1 min %2 s</source>
            <translation>%1 min %2 s</translation>
        </message>
        <message>
            <source>%1 h %2 min</source>
            <translation>%1 h %2 min</translation>
        </message>
    </context>
    <context>
        <name>ReleasePlan</name>
        <message>
            <source>the customer</source>
            <translation>der Kunde</translation>
        </message>
        <message>
            <source>operations</source>
            <translation>der Betrieb</translation>
        </message>
        <message>
            <source>somebody</source>
            <translation>jemand</translation>
        </message>
        <message>
            <source>only with “%1”</source>
            <translation>nur mit „%1“</translation>
        </message>
        <message>
            <source>only when %1</source>
            <translation>nur wenn %1</translation>
        </message>
        <message>
            <source>%1 signs off</source>
            <translation>%1 zeichnet ab</translation>
        </message>
        <message>
            <source>waits for the signal %1</source>
            <translation>wartet auf das Signal %1</translation>
        </message>
        <message>
            <source>waits for %1</source>
            <translation>wartet auf %1</translation>
        </message>
        <message>
            <source>waits until %1</source>
            <translation>wartet bis %1</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <translation>%1: %2</translation>
        </message>
        <message>
            <source>%1 (%2)</source>
            <translation>%1 (%2)</translation>
        </message>
    </context>
    <context>
        <name>ReleaseQuestions</name>
        <message>
            <source>Approve</source>
            <translation>Zustimmen</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Noch einmal versuchen</translation>
        </message>
        <message>
            <source>Skip</source>
            <translation>Überspringen</translation>
        </message>
        <message>
            <source>Pause</source>
            <translation>Pausieren</translation>
        </message>
        <message>
            <source>Go on</source>
            <translation>Fortsetzen</translation>
        </message>
        <message>
            <source>Abort</source>
            <translation>Aufgeben</translation>
        </message>
        <message>
            <source>Roll back</source>
            <translation>Zurückkehren</translation>
        </message>
        <message>
            <source>Finalize</source>
            <translation>Abschließen</translation>
        </message>
        <message>
            <source>Sign off</source>
            <translation>Abzeichnen</translation>
        </message>
        <message>
            <source>Says that what it waits for is as it should be; the release goes on.</source>
            <translation>Sagt, dass in Ordnung ist, worauf gewartet wird; das Release geht weiter.</translation>
        </message>
        <message>
            <source>Says, as somebody else than who started it, that it may go on.</source>
            <translation>Sagt als jemand anderes als der, der es begonnen hat, dass es weitergehen darf.</translation>
        </message>
        <message>
            <source>Does the step once more.</source>
            <translation>Führt den Schritt noch einmal aus.</translation>
        </message>
        <message>
            <source>Goes on without the step.</source>
            <translation>Geht ohne den Schritt weiter.</translation>
        </message>
        <message>
            <source>The step under way ends; no further one is started.</source>
            <translation>Der laufende Schritt endet; kein weiterer beginnt.</translation>
        </message>
        <message>
            <source>Starts the next step.</source>
            <translation>Beginnt den nächsten Schritt.</translation>
        </message>
        <message>
            <source>Takes back what was done. Production goes on serving as before.</source>
            <translation>Nimmt zurück, was getan wurde. Die Produktion arbeitet wie zuvor.</translation>
        </message>
        <message>
            <source>Back to the old side, with every write made since.</source>
            <translation>Zurück auf die alte Seite, mit allem, was seither geschrieben wurde.</translation>
        </message>
        <message>
            <source>Gives up the way back; the old side is removed.</source>
            <translation>Gibt den Weg zurück auf; die alte Seite wird entfernt.</translation>
        </message>
        <message>
            <source>Sign off %1 of release %2 of %3</source>
            <translation>%1 von Release %2 von %3 abzeichnen</translation>
        </message>
        <message>
            <source>Approve release %1 of %2</source>
            <translation>Release %1 von %2 zustimmen</translation>
        </message>
        <message>
            <source>Try “%1” of release %2 again</source>
            <translation>„%1“ von Release %2 noch einmal versuchen</translation>
        </message>
        <message>
            <source>Skip “%1” of release %2</source>
            <translation>„%1“ von Release %2 überspringen</translation>
        </message>
        <message>
            <source>Abort release %1 of %2</source>
            <translation>Release %1 von %2 aufgeben</translation>
        </message>
        <message>
            <source>Roll back release %1 of %2</source>
            <translation>Mit Release %1 von %2 zurückkehren</translation>
        </message>
        <message>
            <source>Finalize release %1 of %2</source>
            <translation>Release %1 von %2 abschließen</translation>
        </message>
        <message>
            <source>%1: release %2 of %3</source>
            <translation>%1: Release %2 von %3</translation>
        </message>
        <message>
            <source>Taken back: %1</source>
            <translation>Zurückgenommen: %1</translation>
        </message>
        <message>
            <source>The old side serves again, with every write made since the swap.</source>
            <translation>Die alte Seite arbeitet wieder, mit allem, was seit dem Tausch geschrieben wurde.</translation>
        </message>
        <message>
            <source>Requests are held for a moment.</source>
            <translation>Anfragen werden für einen Augenblick angehalten.</translation>
        </message>
        <message>
            <source>Requests are held for %1 at most.</source>
            <translation>Anfragen werden höchstens %1 angehalten.</translation>
        </message>
        <message>
            <source>The new side is taken out and stopped; its data is kept on the side that serves.</source>
            <translation>Die neue Seite wird herausgenommen und gestoppt; ihre Daten bleiben auf der Seite, die arbeitet.</translation>
        </message>
        <message>
            <source>The release ends. Production goes on serving as before.</source>
            <translation>Das Release endet. Die Produktion arbeitet wie zuvor.</translation>
        </message>
        <message>
            <source>The candidate is taken down with its test environment.</source>
            <translation>Der Kandidat wird mit seiner Testumgebung abgebaut.</translation>
        </message>
        <message>
            <source>The old side is removed with all its data.</source>
            <translation>Die alte Seite wird mit allen Daten entfernt.</translation>
        </message>
        <message>
            <source>The release ends as finalized; the next one can be started.</source>
            <translation>Das Release ist abgeschlossen; das nächste kann beginnen.</translation>
        </message>
        <message>
            <source>“%1” isn't done. What comes after it goes on as if it had been.</source>
            <translation>„%1“ wird nicht getan. Was danach kommt, geht weiter, als wäre es getan.</translation>
        </message>
        <message>
            <source>“%1” is done once more.</source>
            <translation>„%1“ wird noch einmal getan.</translation>
        </message>
        <message>
            <source>Next: %1</source>
            <translation>Als Nächstes: %1</translation>
        </message>
        <message>
            <source>There is no way back after this. Until then the release can be rolled back.</source>
            <translation>Danach gibt es keinen Weg zurück. Bis dahin kann das Release zurückkehren.</translation>
        </message>
        <message>
            <source>There is no way back from the way back: release again from a fresh clone.</source>
            <translation>Vom Weg zurück führt kein Weg zurück: ein neues Release mit einer frischen Kopie beginnen.</translation>
        </message>
        <message>
            <source>An aborted release can't be taken up again; start another one.</source>
            <translation>Ein aufgegebenes Release lässt sich nicht wieder aufnehmen; ein anderes beginnen.</translation>
        </message>
        <message>
            <source>It is on its way back already.</source>
            <translation>Es ist schon auf dem Weg zurück.</translation>
        </message>
        <message>
            <source>Roll back, until it is finalized.</source>
            <translation>Zurückkehren, bis es abgeschlossen ist.</translation>
        </message>
        <message>
            <source>Abort, until the swap; roll back, until it is finalized.</source>
            <translation>Aufgeben bis zum Tausch; zurückkehren, bis es abgeschlossen ist.</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <translation>%1: %2</translation>
        </message>
        <message>
            <source>✕ not as it should be: %1: %2</source>
            <translation>✕ nicht wie es sein soll: %1: %2</translation>
        </message>
        <message>
            <source>Sign off %1</source>
            <translation>%1 abzeichnen</translation>
        </message>
        <message>
            <source>Sign off %1 as %2</source>
            <translation>%1 als %2 abzeichnen</translation>
        </message>
        <message>
            <source>Why, for the record</source>
            <translation>Warum, für die Akten</translation>
        </message>
        <message>
            <source>Note, for the record</source>
            <translation>Notiz, für die Akten</translation>
        </message>
        <message>
            <source>It goes on by itself into the cutover.</source>
            <translation>Es geht von selbst in die Umschaltung weiter.</translation>
        </message>
        <message>
            <source>Nobody signs off “%1”. What comes after it goes on without.</source>
            <translation>Niemand zeichnet „%1“ ab. Was danach kommt, geht ohne weiter.</translation>
        </message>
        <message>
            <source>There is none any more: it is being finalized.</source>
            <translation>Es gibt keinen mehr: Es wird abgeschlossen.</translation>
        </message>
    </context>
    <context>
        <name>ReleaseReport</name>
        <message>
            <source>Downtime seen from outside</source>
            <translation>Ausfall, von außen gesehen</translation>
        </message>
        <message>
            <source>Requests held</source>
            <translation>Anfragen angehalten</translation>
        </message>
        <message>
            <source>Asked from outside</source>
            <translation>Von außen gefragt</translation>
        </message>
        <message>
            <source>Of them failed</source>
            <translation>Davon gescheitert</translation>
        </message>
        <message>
            <source>Longest gap between answers</source>
            <translation>Längste Lücke zwischen Antworten</translation>
        </message>
        <message>
            <source>Slowest answer</source>
            <translation>Langsamste Antwort</translation>
        </message>
        <message>
            <source>not measured yet</source>
            <translation>noch nicht gemessen</translation>
        </message>
        <message>
            <source>Application</source>
            <translation>Anwendung</translation>
        </message>
        <message>
            <source>Pipeline</source>
            <translation>Ablauf</translation>
        </message>
        <message>
            <source>State</source>
            <translation>Zustand</translation>
        </message>
        <message>
            <source>Started by</source>
            <translation>Begonnen von</translation>
        </message>
        <message>
            <source>Started</source>
            <translation>Begonnen</translation>
        </message>
        <message>
            <source>Last change</source>
            <translation>Letzte Änderung</translation>
        </message>
        <message>
            <source>try %1</source>
            <translation>Versuch %1</translation>
        </message>
        <message>
            <source>by %1</source>
            <translation>von %1</translation>
        </message>
        <message>
            <source>by %1: %2</source>
            <translation>von %1: %2</translation>
        </message>
        <message>
            <source>%1 as %2, %3</source>
            <translation>%1 als %2, %3</translation>
        </message>
        <message>
            <source>Release %1</source>
            <translation>Release %1</translation>
        </message>
        <message>
            <source>Ledger at %1: %2</source>
            <translation>Hauptbuch bei %1: %2</translation>
        </message>
        <message>
            <source>Here appears what was measured, done and signed.</source>
            <translation>Hier erscheint, was gemessen, getan und abgezeichnet wurde.</translation>
        </message>
        <message>
            <source>Measured</source>
            <translation>Gemessen</translation>
        </message>
        <message>
            <source>Steps</source>
            <translation>Schritte</translation>
        </message>
        <message>
            <source>Sign-offs</source>
            <translation>Abzeichnungen</translation>
        </message>
        <message>
            <source>Nobody has signed yet.</source>
            <translation>Noch hat niemand abgezeichnet.</translation>
        </message>
        <message>
            <source>Release</source>
            <translation>Release</translation>
        </message>
        <message>
            <source>not measured: it ended before</source>
            <translation>nicht gemessen: es endete vorher</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>Grund</translation>
        </message>
        <message>
            <source>Decided by</source>
            <translation>Entschieden von</translation>
        </message>
        <message>
            <source>At</source>
            <translation>Um</translation>
        </message>
        <message>
            <source>Requests held on the way there</source>
            <translation>Anfragen gehalten beim Wechsel</translation>
        </message>
        <message>
            <source>Requests held on the way back</source>
            <translation>Anfragen gehalten auf dem Weg zurück</translation>
        </message>
        <message>
            <source>Downtime on the way back</source>
            <translation>Ausfall auf dem Weg zurück</translation>
        </message>
        <message>
            <source>Of the requests failed on the way back</source>
            <translation>Davon gescheitert auf dem Weg zurück</translation>
        </message>
        <message>
            <source>Rolled back</source>
            <translation>Zurückgenommen</translation>
        </message>
    </context>
    <context>
        <name>SentOnce</name>
        <message>
            <source>It was sent, but no answer has come yet: it isn't known whether it was done. Pressing again within ten minutes does nothing twice.</source>
            <translation>Es ist abgeschickt, aber noch ohne Antwort: ob es geschehen ist, ist nicht bekannt. Noch einmal drücken bewirkt innerhalb von zehn Minuten nichts doppelt.</translation>
        </message>
        <message>
            <source>This had been done already (no answer came then); press again to do it once more.</source>
            <translation>Das war schon geschehen (damals kam keine Antwort); noch einmal drücken führt es ein weiteres Mal aus.</translation>
        </message>
        <message>
            <source>It was sent, but the answer makes no sense: it isn't known whether it was done. Pressing again within ten minutes does nothing twice.</source>
            <translation>Es ist abgeschickt, aber die Antwort ergibt keinen Sinn: ob es geschehen ist, ist nicht bekannt. Noch einmal drücken bewirkt innerhalb von zehn Minuten nichts doppelt.</translation>
        </message>
    </context>
    <context>
        <name>ServiceWords</name>
        <message>
            <source>Swap a tested copy into production</source>
            <translation>Eine geprüfte Kopie in die Produktion tauschen</translation>
        </message>
        <message>
            <source>Longest hold</source>
            <translation>Längstes Halten</translation>
        </message>
        <message>
            <source>Site-down page</source>
            <translation>Wartungsseite</translation>
        </message>
        <message>
            <source>Approval by a second person</source>
            <translation>Freigabe durch eine zweite Person</translation>
        </message>
        <message>
            <source>Note</source>
            <translation>Notiz</translation>
        </message>
        <message>
            <source>Clone production into a test environment</source>
            <translation>Die Produktion in eine Testumgebung klonen</translation>
        </message>
        <message>
            <source>Let the customer in</source>
            <translation>Den Kunden einlassen</translation>
        </message>
        <message>
            <source>The customer brings the candidate and signs off that it is ready</source>
            <translation>Der Kunde bringt den Kandidaten und zeichnet ab, dass er bereit ist</translation>
        </message>
        <message>
            <source>Write down the code that was signed off</source>
            <translation>Den abgezeichneten Code festhalten</translation>
        </message>
        <message>
            <source>A second person approves</source>
            <translation>Eine zweite Person gibt frei</translation>
        </message>
        <message>
            <source>Check that nothing stands in the way</source>
            <translation>Prüfen, dass nichts im Weg steht</translation>
        </message>
        <message>
            <source>Close the customer's access</source>
            <translation>Den Zugang des Kunden schließen</translation>
        </message>
        <message>
            <source>Let the copy follow production</source>
            <translation>Die Kopie der Produktion folgen lassen</translation>
        </message>
        <message>
            <source>Bring over what has changed meanwhile</source>
            <translation>Nachholen, was sich inzwischen geändert hat</translation>
        </message>
        <message>
            <source>Check once more that nothing stands in the way</source>
            <translation>Noch einmal prüfen, dass nichts im Weg steht</translation>
        </message>
        <message>
            <source>Ask from outside</source>
            <translation>Von außen fragen</translation>
        </message>
        <message>
            <source>Bring over what the last seconds wrote</source>
            <translation>Nachholen, was die letzten Sekunden geschrieben haben</translation>
        </message>
        <message>
            <source>Hold requests</source>
            <translation>Anfragen halten</translation>
        </message>
        <message>
            <source>Answer what is under way</source>
            <translation>Beantworten, was unterwegs ist</translation>
        </message>
        <message>
            <source>Quiet the writers</source>
            <translation>Die Schreibenden anhalten</translation>
        </message>
        <message>
            <source>Bring over the last changes</source>
            <translation>Die letzten Änderungen nachholen</translation>
        </message>
        <message>
            <source>Compare both sides</source>
            <translation>Beide Seiten vergleichen</translation>
        </message>
        <message>
            <source>Start the new side in private</source>
            <translation>Die neue Seite im Verborgenen starten</translation>
        </message>
        <message>
            <source>Swap and let requests go</source>
            <translation>Tauschen und Anfragen freigeben</translation>
        </message>
        <message>
            <source>The new side is production</source>
            <translation>Die neue Seite ist Produktion</translation>
        </message>
        <message>
            <source>The old side stands by and follows</source>
            <translation>Die alte Seite steht bereit und folgt</translation>
        </message>
        <message>
            <source>Look at what was seen from outside</source>
            <translation>Ansehen, was von außen zu sehen war</translation>
        </message>
        <message>
            <source>Operations finalizes</source>
            <translation>Der Betrieb schließt ab</translation>
        </message>
        <message>
            <source>Remove the old side</source>
            <translation>Die alte Seite entfernen</translation>
        </message>
        <message>
            <source>Check that nothing stands in the way back</source>
            <translation>Prüfen, dass dem Weg zurück nichts im Weg steht</translation>
        </message>
        <message>
            <source>Bring over what was written since the swap</source>
            <translation>Nachholen, was seit dem Tausch geschrieben wurde</translation>
        </message>
        <message>
            <source>Start the earlier side in private</source>
            <translation>Die frühere Seite im Verborgenen starten</translation>
        </message>
        <message>
            <source>Swap back and let requests go</source>
            <translation>Zurücktauschen und Anfragen freigeben</translation>
        </message>
        <message>
            <source>The earlier side is production again</source>
            <translation>Die frühere Seite ist wieder Produktion</translation>
        </message>
        <message>
            <source>Stop the side that was taken out</source>
            <translation>Die herausgenommene Seite anhalten</translation>
        </message>
        <message>
            <source>Page until somebody answers</source>
            <translation>Rufen, bis jemand antwortet</translation>
        </message>
        <message>
            <source>Somebody answers</source>
            <translation>Jemand antwortet</translation>
        </message>
        <message>
            <source>Page whoever is on duty</source>
            <translation>Rufen, wer Dienst hat</translation>
        </message>
        <message>
            <source>Wait for an answer</source>
            <translation>Auf eine Antwort warten</translation>
        </message>
        <message>
            <source>Page them again</source>
            <translation>Noch einmal rufen</translation>
        </message>
        <message>
            <source>Page the alternate</source>
            <translation>Die Vertretung rufen</translation>
        </message>
        <message>
            <source>Page everybody on the rota</source>
            <translation>Alle im Dienstplan rufen</translation>
        </message>
        <message>
            <source>Page the manager</source>
            <translation>Die Leitung rufen</translation>
        </message>
        <message>
            <source>Twenty steps that do nothing</source>
            <translation>Zwanzig Schritte, die nichts tun</translation>
        </message>
        <message>
            <source>Requests wait at most this long; 3s, or 30s with the site-down page.</source>
            <translation>So lange warten Anfragen höchstens; 3s, oder 30s mit der Wartungsseite.</translation>
        </message>
        <message>
            <source>Visitors see the site-down page during the cutover instead of waiting.</source>
            <translation>Besucher sehen während des Umschaltens die Wartungsseite, statt zu warten.</translation>
        </message>
        <message>
            <source>Somebody of operations who didn't start the release approves it before the cutover.</source>
            <translation>Jemand vom Betrieb, der das Release nicht gestartet hat, gibt es vor dem Umschalten frei.</translation>
        </message>
        <message>
            <source>customer</source>
            <translation>Kunde</translation>
        </message>
        <message>
            <source>operations</source>
            <translation>Betrieb</translation>
        </message>
        <message>
            <source>support</source>
            <translation>Support</translation>
        </message>
        <message>
            <source>sales</source>
            <translation>Vertrieb</translation>
        </message>
        <message>
            <source>admin</source>
            <translation>Administrator</translation>
        </message>
        <message>
            <source>readiness</source>
            <translation>Bereitschaft</translation>
        </message>
        <message>
            <source>approval</source>
            <translation>Freigabe</translation>
        </message>
        <message>
            <source>finalize</source>
            <translation>Abschluss</translation>
        </message>
        <message>
            <source>the way back</source>
            <translation>der Weg zurück</translation>
        </message>
        <message>
            <source>nothing else in flight</source>
            <translation>nichts anderes unterwegs</translation>
        </message>
        <message>
            <source>lock held</source>
            <translation>Sperre gehalten</translation>
        </message>
        <message>
            <source>no other release of %1</source>
            <translation>kein anderes Release von %1</translation>
        </message>
        <message>
            <source>production as it was cloned</source>
            <translation>Produktion, wie sie geklont wurde</translation>
        </message>
        <message>
            <source>both addresses lead where they should</source>
            <translation>beide Adressen führen, wohin sie sollen</translation>
        </message>
        <message>
            <source>somebody resumes it</source>
            <translation>jemand lässt es weitergehen</translation>
        </message>
        <message>
            <source>the brake is taken off</source>
            <translation>die Bremse wird gelöst</translation>
        </message>
        <message>
            <source>the signal %1</source>
            <translation>das Signal %1</translation>
        </message>
        <message>
            <source>the event %1</source>
            <translation>das Ereignis %1</translation>
        </message>
        <message>
            <source>operations: retry, skip or abort "%1"</source>
            <translation>Betrieb: „%1“ wiederholen, überspringen oder abbrechen</translation>
        </message>
        <message>
            <source>operations: retry or abort "%1"</source>
            <translation>Betrieb: „%1“ wiederholen oder abbrechen</translation>
        </message>
        <message>
            <source>operations: retry or skip undoing "%1"</source>
            <translation>Betrieb: das Zurücknehmen von „%1“ wiederholen oder überspringen</translation>
        </message>
        <message>
            <source>operations: retry or skip "%1", which does not stop</source>
            <translation>Betrieb: „%1“, das nicht anhält, wiederholen oder überspringen</translation>
        </message>
        <message>
            <source>operations: retry or skip "%1"</source>
            <translation>Betrieb: „%1“ wiederholen oder überspringen</translation>
        </message>
        <message>
            <source>operations: is "%1" done? Skip it if so, retry it if not</source>
            <translation>Betrieb: Ist „%1“ getan? Wenn ja, überspringen, sonst wiederholen</translation>
        </message>
        <message>
            <source>disk of %1</source>
            <translation>Platz von %1</translation>
        </message>
        <message>
            <source>health of %1</source>
            <translation>Gesundheit von %1</translation>
        </message>
        <message>
            <source>%1 MB free, %2 MB needed</source>
            <translation>%1 MB frei, %2 MB nötig</translation>
        </message>
        <message>
            <source>held by run %1</source>
            <translation>gehalten von Lauf %1</translation>
        </message>
        <message>
            <source>%1 signs off %2</source>
            <translation>%1 zeichnet ab: %2</translation>
        </message>
        <message>
            <source>another try of "%1" at %2 (%3 of %4)</source>
            <translation>noch ein Versuch von „%1“ um %2 (%3 von %4)</translation>
        </message>
        <message>
            <source>nobody known writes from there</source>
            <translation>von dort schreibt niemand Bekanntes</translation>
        </message>
        <message>
            <source>the sender can&apos;t be read</source>
            <translation>der Absender ist nicht zu lesen</translation>
        </message>
        <message>
            <source>a delivery report</source>
            <translation>ein Zustellbericht</translation>
        </message>
        <message>
            <source>the sender&apos;s domain doesn&apos;t stand for it: %1</source>
            <translation>die Domain des Absenders steht nicht dafür ein: %1</translation>
        </message>
        <message>
            <source>taken for spam: %1</source>
            <translation>für Spam gehalten: %1</translation>
        </message>
        <message>
            <source>Wait until it is done again</source>
            <translation>Warten, bis es noch einmal getan wird</translation>
        </message>
    </context>
    <context>
        <name>ServicePhrases</name>
        <message>
            <source>The holders of %1 key(s) of %2 are let into %3 by SSH and SFTP, and nowhere else.</source>
            <translation>Die Inhaber von %1 Schlüssel(n) von %2 kommen mit SSH und SFTP in %3 hinein, und nirgends sonst.</translation>
        </message>
        <message>
            <source>The customer's access to %1 is closed and what is left of its sessions is ended.</source>
            <translation>Der Zugang des Kunden zu %1 wird geschlossen, und was von seinen Sitzungen übrig ist, wird beendet.</translation>
        </message>
        <message>
            <source>Its code is compared with what was signed off; a difference stops the release.</source>
            <translation>Der Code wird mit dem abgezeichneten verglichen; ein Unterschied hält das Release an.</translation>
        </message>
        <message>
            <source>What was signed off is started anew; it must be healthy.</source>
            <translation>Was abgezeichnet wurde, wird neu gestartet; es muss gesund sein.</translation>
        </message>
        <message>
            <source>A copy of %1 is made while it serves: its files and its databases.</source>
            <translation>Von %1 entsteht eine Kopie, während es arbeitet: Dateien und Datenbanken.</translation>
        </message>
        <message>
            <source>The copy is quiet: its mail is caught, its jobs don't run, it can't reach out.</source>
            <translation>Die Kopie ist still: Post wird abgefangen, Aufträge laufen nicht, sie kommt nicht hinaus.</translation>
        </message>
        <message>
            <source>Test environments that ended releases of %1 left behind are removed.</source>
            <translation>Testumgebungen, die beendete Releases von %1 zurückließen, werden entfernt.</translation>
        </message>
        <message>
            <source>The databases of %1 are replaced by copies of those of %2 and follow them from then on.</source>
            <translation>Die Datenbanken von %1 werden durch Kopien derer von %2 ersetzt und folgen ihnen von da an.</translation>
        </message>
        <message>
            <source>The live files of %2 are copied to %1, compared by content; further changes are watched.</source>
            <translation>Die lebenden Dateien von %2 werden nach %1 kopiert, verglichen nach Inhalt; weitere Änderungen werden beobachtet.</translation>
        </message>
        <message>
            <source>%1 serves all the while.</source>
            <translation>%1 arbeitet die ganze Zeit.</translation>
        </message>
        <message>
            <source>Nothing is changed. Looked at: free disk and health of %1 and %2, that each address leads where it should, that no other release of the application is under way, and that nobody has patched production since it was cloned.</source>
            <translation>Nichts wird geändert. Angesehen werden: freier Platz und Gesundheit von %1 und %2, dass jede Adresse führt, wohin sie soll, dass kein anderes Release der Anwendung unterwegs ist und dass niemand die Produktion verändert hat, seit sie geklont wurde.</translation>
        </message>
        <message>
            <source>What the last seconds wrote is brought over, until little is left for the hold.</source>
            <translation>Nachgeholt wird, was die letzten Sekunden geschrieben haben, bis für das Anhalten wenig übrig ist.</translation>
        </message>
        <message>
            <source>Requests to %1 get the site-down page for at most %2; then, whatever happens, they are answered by %3 again.</source>
            <translation>Anfragen an %1 bekommen höchstens %2 lang die Wartungsseite; dann beantwortet sie, was auch geschieht, wieder %3.</translation>
        </message>
        <message>
            <source>Requests to %1 wait for at most %2; then, whatever happens, they are answered by %3 again.</source>
            <translation>Anfragen an %1 warten höchstens %2; dann beantwortet sie, was auch geschieht, wieder %3.</translation>
        </message>
        <message>
            <source>Requests that were under way when the hold began are waited for.</source>
            <translation>Auf Anfragen, die unterwegs waren, als das Halten begann, wird gewartet.</translation>
        </message>
        <message>
            <source>Application, workers and jobs of the serving side stand still; they resume by themselves with the hold's end.</source>
            <translation>Anwendung, Arbeiter und Aufträge der arbeitenden Seite stehen still; mit dem Ende des Haltens laufen sie von selbst weiter.</translation>
        </message>
        <message>
            <source>The serving side's databases are stopped cleanly once the other side has replayed all.</source>
            <translation>Die Datenbanken der arbeitenden Seite werden sauber angehalten, sobald die andere Seite alles nachgeholt hat.</translation>
        </message>
        <message>
            <source>Files that changed since the last pass are copied.</source>
            <translation>Dateien, die sich seit dem letzten Durchgang geändert haben, werden kopiert.</translation>
        </message>
        <message>
            <source>The hashes of what changed and the positions of the databases are compared; a difference stops the swap.</source>
            <translation>Die Prüfsummen des Geänderten und die Stände der Datenbanken werden verglichen; ein Unterschied hält den Tausch auf.</translation>
        </message>
        <message>
            <source>The new side's databases become writable and its application is started and looked at, still in private.</source>
            <translation>Die Datenbanken der neuen Seite werden beschreibbar, und ihre Anwendung wird gestartet und angesehen, noch im Verborgenen.</translation>
        </message>
        <message>
            <source>The candidate is started if it doesn't run; it must be healthy.</source>
            <translation>Der Kandidat wird gestartet, wenn er nicht läuft; er muss gesund sein.</translation>
        </message>
        <message>
            <source>Every file below the code paths of %1 is written down with its hash.</source>
            <translation>Jede Datei unter den Codepfaden von %1 wird mit ihrer Prüfsumme festgehalten.</translation>
        </message>
        <message>
            <source>%1 is asked 100 times a second from outside, until after the swap.</source>
            <translation>%1 wird bis nach dem Tausch 100-mal in der Sekunde von außen gefragt.</translation>
        </message>
        <message>
            <source>What the probe saw is added up and kept in the release's record.</source>
            <translation>Was von außen zu sehen war, wird zusammengezählt und in den Akten des Release behalten.</translation>
        </message>
        <message>
            <source>%1 is no longer quiet: its mail leaves, its jobs run, and it may reach outside.</source>
            <translation>%1 ist nicht mehr still: Die Post geht hinaus, Aufträge laufen, und es darf nach außen.</translation>
        </message>
        <message>
            <source>%1 stands by: its databases and files follow %2, so that a roll back keeps every write.</source>
            <translation>%1 steht bereit: Datenbanken und Dateien folgen %2, damit beim Zurückkehren nichts Geschriebenes verloren geht.</translation>
        </message>
        <message>
            <source>%1 stops, and is kept as it is until the next release.</source>
            <translation>%1 stoppt und bleibt bis zum nächsten Release, wie es ist.</translation>
        </message>
        <message>
            <source>%1 is removed with all its data. After this there is no way back.</source>
            <translation>%1 wird mit allen Daten entfernt. Danach gibt es keinen Weg zurück.</translation>
        </message>
        <message>
            <source>Both addresses change sides in one commit; waiting requests go on to the new side.</source>
            <translation>Beide Adressen wechseln in einem Zug die Seite; wartende Anfragen gehen zur neuen Seite weiter.</translation>
        </message>
        <message>
            <source>From here on there is no abort: the way back is a roll back.</source>
            <translation>Von hier an gibt es kein Aufgeben: Der Weg zurück ist das Zurückkehren.</translation>
        </message>
        <message>
            <source>Runs on %1: %2</source>
            <translation>Läuft auf %1: %2</translation>
        </message>
        <message>
            <source>After a crash a person decides whether it is done.</source>
            <translation>Nach einem Absturz entscheidet ein Mensch, ob es getan ist.</translation>
        </message>
        <message>
            <source>After a crash this tells whether it is done: %1</source>
            <translation>Ob es getan ist, sagt nach einem Absturz: %1</translation>
        </message>
        <message>
            <source>What it does stays when the run turns back.</source>
            <translation>Was es tut, bleibt, wenn der Lauf umkehrt.</translation>
        </message>
        <message>
            <source>Undone by: %1</source>
            <translation>Zurückgenommen durch: %1</translation>
        </message>
        <message>
            <source>%1 can't be reached</source>
            <translation>%1 ist nicht zu erreichen</translation>
        </message>
        <message>
            <source>%1 is paged by %2</source>
            <translation>%1 wird gerufen über %2</translation>
        </message>
        <message>
            <source>Nobody is %1 now: whoever comes next is paged at once</source>
            <translation>Jetzt gerade ist niemand da (%1): Wer als Nächstes kommt, wird sofort gerufen</translation>
        </message>
        <message>
            <source>Nothing changes.</source>
            <translation>Nichts ändert sich.</translation>
        </message>
        <message>
            <source>Nothing changes: the run waits here.</source>
            <translation>Nichts ändert sich: Der Lauf wartet hier.</translation>
        </message>
        <message>
            <source>%1 has too little disk: %2</source>
            <translation>%1 hat zu wenig Platz: %2</translation>
        </message>
        <message>
            <source>%1 MB free, %2 MB needed</source>
            <translation>%1 MB frei, %2 MB nötig</translation>
        </message>
        <message>
            <source>Make room, then retry.</source>
            <translation>Platz schaffen, dann wiederholen.</translation>
        </message>
        <message>
            <source>%1 isn't healthy: %2</source>
            <translation>%1 ist nicht gesund: %2</translation>
        </message>
        <message>
            <source>Mend it, then retry; or abort.</source>
            <translation>Instand setzen und wiederholen, oder aufgeben.</translation>
        </message>
        <message>
            <source>%1 leads to slot %2, held, not to %3 in slot %4</source>
            <translation>%1 führt zu Platz %2, wo gehalten wird, nicht zu %3 auf Platz %4</translation>
        </message>
        <message>
            <source>%1 leads to slot %2, not to %3 in slot %4</source>
            <translation>%1 führt zu Platz %2, nicht zu %3 auf Platz %4</translation>
        </message>
        <message>
            <source>Something else has changed the gateway; abort and look.</source>
            <translation>Etwas anderes hat das Gateway verändert; aufgeben und nachsehen.</translation>
        </message>
        <message>
            <source>Release %1 of %2 is %3</source>
            <translation>Release %1 von %2: %3</translation>
        </message>
        <message>
            <source>slipwayctl release finalize %1, or release abort %1.</source>
            <translation>slipwayctl release finalize %1, oder release abort %1.</translation>
        </message>
        <message>
            <source>Nobody holds the lock of %1</source>
            <translation>Niemand hält die Sperre von %1</translation>
        </message>
        <message>
            <source>%1 is locked by %2: %3</source>
            <translation>%1 ist von %2 gesperrt: %3</translation>
        </message>
        <message>
            <source>Abort, look who works on it, and release again.</source>
            <translation>Aufgeben, nachsehen, wer daran arbeitet, und ein neues Release beginnen.</translation>
        </message>
        <message>
            <source>Production was patched since it was cloned: %1</source>
            <translation>Die Produktion wurde verändert, seit sie geklont wurde: %1</translation>
        </message>
        <message>
            <source>The candidate lacks this. Abort, and release again from a fresh clone.</source>
            <translation>Dem Kandidaten fehlt das. Aufgeben und ein neues Release mit einer frischen Kopie beginnen.</translation>
        </message>
        <message>
            <source>%1 doesn't answer</source>
            <translation>%1 antwortet nicht</translation>
        </message>
        <message>
            <source>Nobody listens on %1: %2</source>
            <translation>Auf %1 hört niemand: %2</translation>
        </message>
        <message>
            <source>No answer to the health check within %1</source>
            <translation>Auf die Frage nach der Gesundheit kam in %1 keine Antwort</translation>
        </message>
        <message>
            <source>The health check is answered by "%1"</source>
            <translation>Auf die Frage nach der Gesundheit kam „%1“</translation>
        </message>
        <message>
            <source>The health check ends with %1%2</source>
            <translation>Die Frage nach der Gesundheit endet mit %1%2</translation>
        </message>
        <message>
            <source>Release %1 has changed: it is at revision %2, not %3</source>
            <translation>Release %1 hat sich geändert: Es steht bei Fassung %2, nicht %3</translation>
        </message>
        <message>
            <source>Look at it again, then decide.</source>
            <translation>Noch einmal ansehen, dann entscheiden.</translation>
        </message>
        <message>
            <source>%1 started this release and can't approve it</source>
            <translation>%1 hat dieses Release begonnen und kann es nicht freigeben</translation>
        </message>
        <message>
            <source>Somebody else of operations approves: slipwayctl release approve %1.</source>
            <translation>Jemand anderes vom Betrieb gibt frei: slipwayctl release approve %1.</translation>
        </message>
        <message>
            <source>Release %1 waits for no sign-off</source>
            <translation>Release %1 wartet auf keine Abzeichnung</translation>
        </message>
        <message>
            <source>Release %1 doesn't wait for the sign-off %2</source>
            <translation>Release %1 wartet nicht auf die Abzeichnung %2</translation>
        </message>
        <message>
            <source>It is %1%2. See: slipwayctl release show %3.</source>
            <translation>Stand: %1%2. Siehe: slipwayctl release show %3.</translation>
        </message>
        <message>
            <source>it waits: %1</source>
            <translation>es wartet: %1</translation>
        </message>
        <message>
            <source>under way: %1</source>
            <translation>unterwegs: %1</translation>
        </message>
        <message>
            <source>%1 can't sign this off: waited for is %2</source>
            <translation>%1 kann das nicht abzeichnen: gewartet wird auf %2</translation>
        </message>
        <message>
            <source>Sign as who is asked: slipwayctl release signoff %1 --as ROLE.</source>
            <translation>Als die abzeichnen, die gefragt sind: slipwayctl release signoff %1 --as ROLLE.</translation>
        </message>
        <message>
            <source>Release %1 is %2, not live</source>
            <translation>Release %1 ist nicht live: %2</translation>
        </message>
        <message>
            <source>Only what is live can be finalized.</source>
            <translation>Nur was live ist, lässt sich abschließen.</translation>
        </message>
        <message>
            <source>Release %1 is paused</source>
            <translation>Release %1 ist pausiert</translation>
        </message>
        <message>
            <source>Resume it first: slipwayctl release resume %1.</source>
            <translation>Erst fortsetzen: slipwayctl release resume %1.</translation>
        </message>
        <message>
            <source>Production of %1 (%2) is down: the way back may be needed</source>
            <translation>Die Produktion von %1 (%2) ist ausgefallen: Der Weg zurück wird vielleicht gebraucht</translation>
        </message>
        <message>
            <source>Roll back, or mend it first. To give up the way back all the same: slipwayctl release skip %1 finalize --reason TEXT.</source>
            <translation>Zurückkehren oder erst instand setzen. Um den Weg zurück trotzdem aufzugeben: slipwayctl release skip %1 finalize --reason TEXT.</translation>
        </message>
        <message>
            <source>A roll back needs a reason</source>
            <translation>Zurückkehren braucht einen Grund</translation>
        </message>
        <message>
            <source>Say why: --reason TEXT.</source>
            <translation>Sagen, warum: --reason TEXT.</translation>
        </message>
        <message>
            <source>There is no release %1</source>
            <translation>Es gibt kein Release %1</translation>
        </message>
        <message>
            <source>`slipwayctl release list` shows those there are.</source>
            <translation>„slipwayctl release list“ zeigt, welche es gibt.</translation>
        </message>
        <message>
            <source>List those there are with GET /api/v1/releases.</source>
            <translation>Welche es gibt, sagt GET /api/v1/releases.</translation>
        </message>
        <message>
            <source>Release %1 of %2 is live and not finalized</source>
            <translation>Release %1 von %2 ist live und nicht abgeschlossen</translation>
        </message>
        <message>
            <source>First: slipwayctl release finalize %1 (or: slipwayctl release rollback %1 --reason TEXT).</source>
            <translation>Erst: slipwayctl release finalize %1 (oder: slipwayctl release rollback %1 --reason TEXT).</translation>
        </message>
        <message>
            <source>See slipwayctl release show %1; to give it up: slipwayctl release abort %1 --reason TEXT.</source>
            <translation>Siehe slipwayctl release show %1; um es aufzugeben: slipwayctl release abort %1 --reason TEXT.</translation>
        </message>
        <message>
            <source>The note is too long</source>
            <translation>Die Notiz ist zu lang</translation>
        </message>
        <message>
            <source>Use %1 characters at most.</source>
            <translation>Höchstens %1 Zeichen verwenden.</translation>
        </message>
        <message>
            <source>A hold of %1 is not possible</source>
            <translation>%1 lang zu halten ist nicht möglich</translation>
        </message>
        <message>
            <source>Use 500ms to 30s.</source>
            <translation>500ms bis 30s angeben.</translation>
        </message>
        <message>
            <source>"%1" is a process for cases</source>
            <translation>„%1“ ist ein Ablauf für Fälle</translation>
        </message>
        <message>
            <source>"slipwayctl pipeline list" shows those for releases.</source>
            <translation>„slipwayctl pipeline list“ zeigt die für Releases.</translation>
        </message>
        <message>
            <source>%1 has passed</source>
            <translation>%1 ist vorbei</translation>
        </message>
        <message>
            <source>Name a time to come, or none to start now.</source>
            <translation>Eine künftige Zeit nennen, oder keine, um jetzt zu beginnen.</translation>
        </message>
        <message>
            <source>%1 is production</source>
            <translation>%1 ist Produktion</translation>
        </message>
        <message>
            <source>Nothing is removed.</source>
            <translation>Nichts wird entfernt.</translation>
        </message>
        <message>
            <source>Only an application whose building failed can be removed.</source>
            <translation>Nur eine Anwendung, deren Aufbau fehlschlug, lässt sich entfernen.</translation>
        </message>
        <message>
            <source>%1 of %2 is %3</source>
            <translation>%1 von %2: %3</translation>
        </message>
        <message>
            <source>%1 was built, and has run before it failed</source>
            <translation>%1 war aufgebaut und ist gelaufen, bevor es scheiterte</translation>
        </message>
        <message>
            <source>%1 leads to the new side already</source>
            <translation>%1 führt schon zur neuen Seite</translation>
        </message>
        <message>
            <source>Go forward: retry the swap.</source>
            <translation>Vorwärts: den Tausch wiederholen.</translation>
        </message>
        <message>
            <source>The role %1 can't sign as %2</source>
            <translation>Die Rolle %1 kann nicht als %2 abzeichnen</translation>
        </message>
        <message>
            <source>Let the one who signs do it with a token of theirs.</source>
            <translation>Wer abzeichnet, soll es mit eigener Anmeldung tun.</translation>
        </message>
        <message>
            <source>"%1" is not a number</source>
            <translation>„%1“ ist keine Zahl</translation>
        </message>
        <message>
            <source>Give milliseconds since the probe's start.</source>
            <translation>Millisekunden seit dem Beginn der Messung angeben.</translation>
        </message>
        <message>
            <source>No contact of %1 has an SSH key</source>
            <translation>Kein Kontakt von %1 hat einen SSH-Schlüssel</translation>
        </message>
        <message>
            <source>Add the public key of who brings the candidate, then retry.</source>
            <translation>Den öffentlichen Schlüssel dessen eintragen, der den Kandidaten bringt, dann wiederholen.</translation>
        </message>
        <message>
            <source>The code of %1 isn't what was signed off: %2</source>
            <translation>Der Code von %1 ist nicht der abgezeichnete: %2</translation>
        </message>
        <message>
            <source>Retry to let the customer in again and sign off what is there, or abort.</source>
            <translation>Wiederholen, um den Kunden wieder einzulassen und abzuzeichnen, was da ist, oder aufgeben.</translation>
        </message>
        <message>
            <source>Retry to let the customer in again and sign off what is mended, or abort.</source>
            <translation>Wiederholen, um den Kunden wieder einzulassen und das Instandgesetzte abzuzeichnen, oder aufgeben.</translation>
        </message>
        <message>
            <source>%1 has no production environment</source>
            <translation>%1 hat keine Produktionsumgebung</translation>
        </message>
        <message>
            <source>Create and start it first: slipwayctl app start %1.</source>
            <translation>Sie erst anlegen und starten: slipwayctl app start %1.</translation>
        </message>
        <message>
            <source>There is too little disk for a copy of %1: %2 MB free, %3 MB needed</source>
            <translation>Für eine Kopie von %1 ist zu wenig Platz: %2 MB frei, %3 MB nötig</translation>
        </message>
        <message>
            <source>%1 doesn't keep up with %2</source>
            <translation>%1 kommt %2 nicht nach</translation>
        </message>
        <message>
            <source>Look at the databases of both and at the load, then retry.</source>
            <translation>Die Datenbanken beider und die Last ansehen, dann wiederholen.</translation>
        </message>
        <message>
            <source>%1 took longer than %2: production stays where it is</source>
            <translation>%1 dauerte länger als %2: Die Produktion bleibt, wo sie ist</translation>
        </message>
        <message>
            <source>The cutover</source>
            <translation>Das Umschalten</translation>
        </message>
        <message>
            <source>Answering what was under way (%1 requests)</source>
            <translation>Zu beantworten, was unterwegs war (%1 Anfragen),</translation>
        </message>
        <message>
            <source>Quieting the writers</source>
            <translation>Die Schreibenden anzuhalten</translation>
        </message>
        <message>
            <source>The last copy</source>
            <translation>Die letzte Kopie</translation>
        </message>
        <message>
            <source>Comparing both sides</source>
            <translation>Beide Seiten zu vergleichen</translation>
        </message>
        <message>
            <source>Starting the new side</source>
            <translation>Die neue Seite zu starten</translation>
        </message>
        <message>
            <source>See in the log what took the time, then retry; or abort.</source>
            <translation>Im Protokoll nachsehen, was so lange dauerte, dann wiederholen; oder aufgeben.</translation>
        </message>
        <message>
            <source>Requests aren't held</source>
            <translation>Anfragen werden nicht gehalten</translation>
        </message>
        <message>
            <source>Retry: the hold comes first.</source>
            <translation>Wiederholen: Das Halten kommt zuerst.</translation>
        </message>
        <message>
            <source>The hold has ended: production serves as before</source>
            <translation>Das Halten ist zu Ende: Die Produktion arbeitet wie zuvor</translation>
        </message>
        <message>
            <source>Retry, or abort.</source>
            <translation>Wiederholen oder aufgeben.</translation>
        </message>
        <message>
            <source>Only %1 of the hold are left: production stays where it is</source>
            <translation>Vom Halten bleiben nur %1: Die Produktion bleibt, wo sie ist</translation>
        </message>
        <message>
            <source>The guardian can't be asked: %1</source>
            <translation>Der Wächter ist nicht zu fragen: %1</translation>
        </message>
        <message>
            <source>The guardian couldn't make production serve: %1</source>
            <translation>Der Wächter konnte die Produktion nicht arbeiten lassen: %1</translation>
        </message>
        <message>
            <source>A later controller has taken over %1</source>
            <translation>Jemand Späteres hat %1 übernommen</translation>
        </message>
        <message>
            <source>Look who works on it: slipwayctl release list.</source>
            <translation>Nachsehen, wer daran arbeitet: slipwayctl release list.</translation>
        </message>
        <message>
            <source>The database of %1 doesn't follow</source>
            <translation>Die Datenbank von %1 folgt nicht</translation>
        </message>
        <message>
            <source>Retry: it is let follow again; production serves as before.</source>
            <translation>Wiederholen: Sie folgt dann wieder; die Produktion arbeitet wie zuvor.</translation>
        </message>
        <message>
            <source>%1 is written to faster than it can be caught up with: a hold would be long</source>
            <translation>In %1 wird schneller geschrieben, als sich nachholen lässt: Das Halten dauerte lang</translation>
        </message>
        <message>
            <source>Retry at a quieter time; production serves as before.</source>
            <translation>Zu einer ruhigeren Zeit wiederholen; die Produktion arbeitet wie zuvor.</translation>
        </message>
        <message>
            <source>The hold has ended while requests drained</source>
            <translation>Das Halten ging zu Ende, während Anfragen beantwortet wurden</translation>
        </message>
        <message>
            <source>Something answers slowly: look for downloads or long requests, then retry.</source>
            <translation>Etwas antwortet langsam: nach Downloads oder langen Anfragen sehen, dann wiederholen.</translation>
        </message>
        <message>
            <source>What was seen from outside isn't known: %1</source>
            <translation>Was von außen zu sehen war, ist nicht bekannt: %1</translation>
        </message>
        <message>
            <source>There was no swap to check</source>
            <translation>Es gab keinen Tausch zu prüfen</translation>
        </message>
        <message>
            <source>The step names no probe</source>
            <translation>Der Schritt nennt keine Messung</translation>
        </message>
        <message>
            <source>`probe` is the id of the step that started it.</source>
            <translation>„probe“ ist die Kennung des Schritts, der sie begann.</translation>
        </message>
        <message>
            <source>The folder of the release can't be made</source>
            <translation>Der Ordner des Release lässt sich nicht anlegen</translation>
        </message>
        <message>
            <source>Stopped while the probe warmed up</source>
            <translation>Angehalten, während die Messung anlief</translation>
        </message>
        <message>
            <source>${%1} has no value</source>
            <translation>${%1} hat keinen Wert</translation>
        </message>
        <message>
            <source>Look at the step that should have given it.</source>
            <translation>Den Schritt ansehen, der ihn hätte geben sollen.</translation>
        </message>
        <message>
            <source>Run %1 belongs to no release</source>
            <translation>Lauf %1 gehört zu keinem Release</translation>
        </message>
        <message>
            <source>The step's parameter "%1" names no environment</source>
            <translation>Der Parameter „%1“ des Schritts nennt keine Umgebung</translation>
        </message>
        <message>
            <source>It is ${steps.clone.environment} or ${steps.clone.production}.</source>
            <translation>Es ist ${steps.clone.environment} oder ${steps.clone.production}.</translation>
        </message>
        <message>
            <source>The candidate doesn't start in %1. %2</source>
            <translation>Der Kandidat startet in %1 nicht. %2</translation>
        </message>
        <message>
            <source>There was no swap</source>
            <translation>Es gab keinen Tausch</translation>
        </message>
        <message>
            <source>What was retired can't be brought back</source>
            <translation>Was außer Dienst ist, lässt sich nicht zurückholen</translation>
        </message>
        <message>
            <source>Restore it from a backup.</source>
            <translation>Aus einer Sicherung wiederherstellen.</translation>
        </message>
        <message>
            <source>The guardian keeps the journal: %1</source>
            <translation>Der Wächter führt das Buch: %1</translation>
        </message>
        <message>
            <source>The gateway doesn't answer: %1</source>
            <translation>Das Gateway antwortet nicht: %1</translation>
        </message>
        <message>
            <source>The swap isn't in the catalog yet: %1</source>
            <translation>Der Tausch steht noch nicht im Katalog: %1</translation>
        </message>
        <message>
            <source>It took longer than %1: %2</source>
            <translation>Es dauerte länger als %1: %2</translation>
        </message>
        <message>
            <source>It cannot be told whether it happened</source>
            <translation>Es lässt sich nicht sagen, ob es geschah</translation>
        </message>
        <message>
            <source>Look at the target; then retry or skip the step.</source>
            <translation>Das Ziel ansehen; dann den Schritt wiederholen oder überspringen.</translation>
        </message>
        <message>
            <source>It was told to stop and did not</source>
            <translation>Es sollte anhalten und tat es nicht</translation>
        </message>
        <message>
            <source>Nothing came in time: %1</source>
            <translation>Es kam nichts zur Zeit: %1</translation>
        </message>
        <message>
            <source>Retry the step to wait once more.</source>
            <translation>Den Schritt wiederholen, um noch einmal zu warten.</translation>
        </message>
        <message>
            <source>The service ended in the middle of it</source>
            <translation>Der Dienst endete mittendrin</translation>
        </message>
        <message>
            <source>Everything since is undone; retry it when it suits.</source>
            <translation>Alles seither ist zurückgenommen; wiederholen, wenn es passt.</translation>
        </message>
        <message>
            <source>The run has no step "%1"</source>
            <translation>Der Lauf hat keinen Schritt „%1“</translation>
        </message>
        <message>
            <source>There is no activity "%1" in this build</source>
            <translation>In diesem Programm gibt es keine Aktivität „%1“</translation>
        </message>
        <message>
            <source>The run has ended: %1</source>
            <translation>Der Lauf ist zu Ende: %1</translation>
        </message>
        <message>
            <source>Start a new one.</source>
            <translation>Einen neuen beginnen.</translation>
        </message>
        <message>
            <source>A reason is missing</source>
            <translation>Ein Grund fehlt</translation>
        </message>
        <message>
            <source>Say why, in a few words: it is kept.</source>
            <translation>In ein paar Worten sagen, warum: Es wird behalten.</translation>
        </message>
        <message>
            <source>"%1" is signed off already, by %2</source>
            <translation>„%1“ ist schon abgezeichnet, von %2</translation>
        </message>
        <message>
            <source>Nothing is left to do.</source>
            <translation>Es bleibt nichts zu tun.</translation>
        </message>
        <message>
            <source>Nobody waits for the sign-off "%1" now</source>
            <translation>Auf die Abzeichnung „%1“ wartet jetzt niemand</translation>
        </message>
        <message>
            <source>Try again when it does.</source>
            <translation>Wieder versuchen, wenn es so weit ist.</translation>
        </message>
        <message>
            <source>It waits for: %1.</source>
            <translation>Es wartet auf: %1.</translation>
        </message>
        <message>
            <source>"%1" is for the role %2 to sign off</source>
            <translation>„%1“ zeichnet die Rolle %2 ab</translation>
        </message>
        <message>
            <source>Ask somebody with that role.</source>
            <translation>Jemanden mit dieser Rolle fragen.</translation>
        </message>
        <message>
            <source>Nobody waits for the signal "%1" now</source>
            <translation>Auf das Signal „%1“ wartet jetzt niemand</translation>
        </message>
        <message>
            <source>Send it when the run waits for it.</source>
            <translation>Es senden, wenn der Lauf darauf wartet.</translation>
        </message>
        <message>
            <source>No step waits for a decision</source>
            <translation>Kein Schritt wartet auf eine Entscheidung</translation>
        </message>
        <message>
            <source>The step "%1" does not wait for a decision</source>
            <translation>Der Schritt „%1“ wartet nicht auf eine Entscheidung</translation>
        </message>
        <message>
            <source>Look at the run's steps.</source>
            <translation>Die Schritte des Laufs ansehen.</translation>
        </message>
        <message>
            <source>These do: %1.</source>
            <translation>Diese tun es: %1.</translation>
        </message>
        <message>
            <source>More than one step waits for a decision</source>
            <translation>Mehr als ein Schritt wartet auf eine Entscheidung</translation>
        </message>
        <message>
            <source>Name one of: %1.</source>
            <translation>Einen nennen von: %1.</translation>
        </message>
        <message>
            <source>The run has not begun</source>
            <translation>Der Lauf hat nicht begonnen</translation>
        </message>
        <message>
            <source>Abort it instead.</source>
            <translation>Stattdessen aufgeben.</translation>
        </message>
        <message>
            <source>The run is not paused</source>
            <translation>Der Lauf ist nicht pausiert</translation>
        </message>
        <message>
            <source>The run is about to roll back</source>
            <translation>Der Lauf ist dabei, zurückzukehren</translation>
        </message>
        <message>
            <source>Abort the way back once it has begun, before it commits.</source>
            <translation>Den Weg zurück aufgeben, wenn er begonnen hat, bevor er gilt.</translation>
        </message>
        <message>
            <source>It has gone live: there is nothing to abort any more</source>
            <translation>Es ist live gegangen: Aufzugeben gibt es nichts mehr</translation>
        </message>
        <message>
            <source>Roll it back instead.</source>
            <translation>Stattdessen zurückkehren.</translation>
        </message>
        <message>
            <source>The step that goes live is under way</source>
            <translation>Der Schritt, der live geht, ist unterwegs</translation>
        </message>
        <message>
            <source>Wait for its result; then abort or roll back.</source>
            <translation>Sein Ergebnis abwarten; dann aufgeben oder zurückkehren.</translation>
        </message>
        <message>
            <source>The run is rolling back already</source>
            <translation>Der Lauf kehrt schon zurück</translation>
        </message>
        <message>
            <source>Wait for it.</source>
            <translation>Darauf warten.</translation>
        </message>
        <message>
            <source>It has not gone live: there is nothing to roll back</source>
            <translation>Es ist nicht live gegangen: Es gibt nichts, wovon zurückzukehren wäre</translation>
        </message>
        <message>
            <source>Steps are being undone</source>
            <translation>Schritte werden zurückgenommen</translation>
        </message>
        <message>
            <source>Roll back when that is over.</source>
            <translation>Zurückkehren, wenn das vorbei ist.</translation>
        </message>
        <message>
            <source>It is finalized: the old side is given up</source>
            <translation>Es ist abgeschlossen: Die alte Seite ist aufgegeben</translation>
        </message>
        <message>
            <source>Release the earlier version anew.</source>
            <translation>Die frühere Version neu ausliefern.</translation>
        </message>
        <message>
            <source>The lock of %1 cannot be taken</source>
            <translation>Die Sperre von %1 ist nicht zu bekommen</translation>
        </message>
        <message>
            <source>%1 is locked by %2 since %3: %4</source>
            <translation>%1 ist von %2 gesperrt seit %3: %4</translation>
        </message>
        <message>
            <source>Wait until it has ended. A release can be aborted: slipwayctl release list.</source>
            <translation>Warten, bis es zu Ende ist. Ein Release lässt sich aufgeben: slipwayctl release list.</translation>
        </message>
        <message>
            <source>"%1" is not known here</source>
            <translation>„%1“ ist hier nicht bekannt</translation>
        </message>
        <message>
            <source>Leave it out.</source>
            <translation>Weglassen.</translation>
        </message>
        <message>
            <source>Known are: %1.</source>
            <translation>Bekannt sind: %1.</translation>
        </message>
        <message>
            <source>%1 has to be %2</source>
            <translation>%1: nötig ist %2</translation>
        </message>
        <message>
            <source>a whole number</source>
            <translation>eine ganze Zahl</translation>
        </message>
        <message>
            <source>a number</source>
            <translation>eine Zahl</translation>
        </message>
        <message>
            <source>true or false</source>
            <translation>wahr oder falsch</translation>
        </message>
        <message>
            <source>a list</source>
            <translation>eine Liste</translation>
        </message>
        <message>
            <source>"%1" is missing</source>
            <translation>„%1“ fehlt</translation>
        </message>
        <message>
            <source>%1 has to be one of: %2</source>
            <translation>%1: nötig ist eines von: %2</translation>
        </message>
        <message>
            <source>%1 isn't written as it has to be</source>
            <translation>%1: nicht geschrieben, wie es sein muss</translation>
        </message>
        <message>
            <source>"%1" is not a duration</source>
            <translation>„%1“ ist keine Dauer</translation>
        </message>
        <message>
            <source>Write a number and a unit, such as 250ms, 10s, 5m, 2h, 1d or 1h30m.</source>
            <translation>Eine Zahl und eine Einheit schreiben, etwa 250ms, 10s, 5m, 2h, 1d oder 1h30m.</translation>
        </message>
        <message>
            <source>"%1" is not a time</source>
            <translation>„%1“ ist keine Zeit</translation>
        </message>
        <message>
            <source>Write it as ISO 8601 with a zone, such as 2026-11-23T18:05:22Z.</source>
            <translation>Nach ISO 8601 mit Zone schreiben, etwa 2026-11-23T18:05:22Z.</translation>
        </message>
        <message>
            <source>All %1 places for environments are taken</source>
            <translation>Alle %1 Plätze für Umgebungen sind belegt</translation>
        </message>
        <message>
            <source>All public addresses are taken</source>
            <translation>Alle öffentlichen Adressen sind belegt</translation>
        </message>
        <message>
            <source>Finalize or abort releases that are done: their old side is then retired.</source>
            <translation>Fertige Releases abschließen oder aufgeben: Ihre alte Seite geht dann außer Dienst.</translation>
        </message>
        <message>
            <source>There is no environment %1</source>
            <translation>Es gibt keine Umgebung %1</translation>
        </message>
        <message>
            <source>There is no application "%1"</source>
            <translation>Es gibt keine Anwendung „%1“</translation>
        </message>
        <message>
            <source>List those there are with GET /api/v1/applications.</source>
            <translation>Welche es gibt, sagt GET /api/v1/applications.</translation>
        </message>
        <message>
            <source>%1 has no environment "%2"</source>
            <translation>%1 hat keine Umgebung „%2“</translation>
        </message>
        <message>
            <source>There is a customer "%1" already</source>
            <translation>Es gibt schon einen Kunden „%1“</translation>
        </message>
        <message>
            <source>There is an application "%1" already</source>
            <translation>Es gibt schon eine Anwendung „%1“</translation>
        </message>
        <message>
            <source>"%1" doesn't name an application</source>
            <translation>„%1“ nennt keine Anwendung</translation>
        </message>
        <message>
            <source>Write it as customer/application, such as northwind/shop.</source>
            <translation>Als kunde/anwendung schreiben, etwa northwind/shop.</translation>
        </message>
        <message>
            <source>%1 still has %2</source>
            <translation>%1 hat noch %2</translation>
        </message>
        <message>
            <source>The application was changed: it is at revision %1, not %2</source>
            <translation>Die Anwendung wurde geändert: Sie steht bei Fassung %1, nicht %2</translation>
        </message>
        <message>
            <source>Look at it again, then repeat the change with the new revision.</source>
            <translation>Noch einmal ansehen, dann die Änderung mit der neuen Fassung wiederholen.</translation>
        </message>
        <message>
            <source>The environment has not been built</source>
            <translation>Die Umgebung ist nicht aufgebaut</translation>
        </message>
        <message>
            <source>Create or clone it first.</source>
            <translation>Sie erst anlegen oder kopieren.</translation>
        </message>
        <message>
            <source>Case %1 is %2</source>
            <translation>Fall %1: %2</translation>
        </message>
        <message>
            <source>Open it again first: slipwayctl case reopen %1.</source>
            <translation>Ihn erst wieder öffnen: slipwayctl case reopen %1.</translation>
        </message>
        <message>
            <source>"%1" is one tag too much</source>
            <translation>„%1“ ist ein Schlagwort zu viel</translation>
        </message>
        <message>
            <source>Use at most %1 tags of at most %2 characters.</source>
            <translation>Höchstens %1 Schlagwörter von höchstens %2 Zeichen verwenden.</translation>
        </message>
        <message>
            <source>The case has no subject</source>
            <translation>Der Fall hat keinen Betreff</translation>
        </message>
        <message>
            <source>Say in a few words what it is about.</source>
            <translation>In ein paar Worten sagen, worum es geht.</translation>
        </message>
        <message>
            <source>Nothing is said</source>
            <translation>Es ist nichts gesagt</translation>
        </message>
        <message>
            <source>Write a few words.</source>
            <translation>Ein paar Worte schreiben.</translation>
        </message>
        <message>
            <source>"%1" isn't a process for cases</source>
            <translation>„%1“ ist kein Ablauf für Fälle</translation>
        </message>
        <message>
            <source>Import one that says "for: case".</source>
            <translation>Einen einlesen, in dem „for: case“ steht.</translation>
        </message>
        <message>
            <source>Nobody is to be paged for case %1</source>
            <translation>Für Fall %1 ist niemand zu rufen</translation>
        </message>
        <message>
            <source>"%1" is no mail address</source>
            <translation>„%1“ ist keine Mailadresse</translation>
        </message>
        <message>
            <source>Use one such as maria@northwind.example, or none.</source>
            <translation>Eine wie maria@northwind.example verwenden, oder keine.</translation>
        </message>
        <message>
            <source>Case %1 has nobody to answer to</source>
            <translation>In Fall %1 gibt es niemanden, dem zu antworten wäre</translation>
        </message>
        <message>
            <source>Its request came without a mail address.</source>
            <translation>Die Anfrage kam ohne Mailadresse.</translation>
        </message>
        <message>
            <source>There is no case %1</source>
            <translation>Es gibt keinen Fall %1</translation>
        </message>
        <message>
            <source>"slipwayctl case list" shows those there are.</source>
            <translation>„slipwayctl case list“ zeigt, welche es gibt.</translation>
        </message>
        <message>
            <source>There is no page %1</source>
            <translation>Es gibt keinen Ruf %1</translation>
        </message>
        <message>
            <source>"slipwayctl page list" shows those there are.</source>
            <translation>„slipwayctl page list“ zeigt, welche es gibt.</translation>
        </message>
        <message>
            <source>A case doesn't wait for "%1"</source>
            <translation>Auf „%1“ wartet ein Fall nicht</translation>
        </message>
        <message>
            <source>"%1" is not the number of a case</source>
            <translation>„%1“ ist keine Nummer eines Falls</translation>
        </message>
        <message>
            <source>Cases aren't sorted by "%1"</source>
            <translation>Nach „%1“ sind Fälle nicht zu ordnen</translation>
        </message>
        <message>
            <source>Use newest or deadline.</source>
            <translation>newest oder deadline angeben.</translation>
        </message>
        <message>
            <source>What was said is still being read for the search</source>
            <translation>Was gesagt wurde, wird für die Suche noch gelesen</translation>
        </message>
        <message>
            <source>Try again in a moment; lists without words are complete.</source>
            <translation>Gleich noch einmal versuchen; Listen ohne Suchwörter sind vollständig.</translation>
        </message>
        <message>
            <source>"%1" is no %2</source>
            <translation>„%1“ gibt es nicht: %2</translation>
        </message>
        <message>
            <source>Use one of: %1.</source>
            <translation>Eines verwenden von: %1.</translation>
        </message>
        <message>
            <source>Page %1 is an earlier one: people were paged anew for case %2 since</source>
            <translation>Ruf %1 ist ein früherer: Für Fall %2 wurde seither von Neuem gerufen</translation>
        </message>
        <message>
            <source>Acknowledge the newest page, or take the case.</source>
            <translation>Den neuesten Ruf bestätigen oder den Fall übernehmen.</translation>
        </message>
        <message>
            <source>Mail %1 was discarded</source>
            <translation>Mail %1 wurde verworfen</translation>
        </message>
        <message>
            <source>Take it back into quarantine first.</source>
            <translation>Sie erst in die Quarantäne zurückholen.</translation>
        </message>
        <message>
            <source>Nothing of number %1 came with mail %2</source>
            <translation>Mit Mail %2 kam nichts mit der Nummer %1</translation>
        </message>
        <message>
            <source>Mail %1 has no HTML</source>
            <translation>Mail %1 hat kein HTML</translation>
        </message>
        <message>
            <source>All that it says is the text of its message in the case.</source>
            <translation>Alles, was sie sagt, steht im Text ihrer Nachricht im Fall.</translation>
        </message>
        <message>
            <source>There is no template "%1"</source>
            <translation>Es gibt keine Vorlage „%1“</translation>
        </message>
        <message>
            <source>"slipwayctl case templates" shows those there are.</source>
            <translation>„slipwayctl case templates“ zeigt, welche es gibt.</translation>
        </message>
        <message>
            <source>There are %1 templates already</source>
            <translation>Es gibt schon %1 Vorlagen</translation>
        </message>
        <message>
            <source>Remove one that isn't needed.</source>
            <translation>Eine entfernen, die nicht gebraucht wird.</translation>
        </message>
        <message>
            <source>"%1" can't be the name of a template</source>
            <translation>„%1“ kann keine Vorlage heißen</translation>
        </message>
        <message>
            <source>Use lower case letters, digits and hyphens inside, at most 60.</source>
            <translation>Kleinbuchstaben, Ziffern und innen Bindestriche verwenden, höchstens 60.</translation>
        </message>
        <message>
            <source>The template has no title of one line</source>
            <translation>Die Vorlage hat keinen Titel von einer Zeile</translation>
        </message>
        <message>
            <source>Say in a few words when it is used, at most %1 characters.</source>
            <translation>In ein paar Worten sagen, wann sie gebraucht wird, höchstens %1 Zeichen.</translation>
        </message>
        <message>
            <source>The template says nothing that can be sent</source>
            <translation>Die Vorlage sagt nichts, was sich senden ließe</translation>
        </message>
        <message>
            <source>Write some words, at most %1 characters.</source>
            <translation>Ein paar Worte schreiben, höchstens %1 Zeichen.</translation>
        </message>
        <message>
            <source>The placeholder "%1" isn't closed</source>
            <translation>Der Platzhalter „%1“ ist nicht geschlossen</translation>
        </message>
        <message>
            <source>End it with }} on the same line.</source>
            <translation>Ihn auf derselben Zeile mit }} schließen.</translation>
        </message>
        <message>
            <source>There is no placeholder {{%1}}</source>
            <translation>Es gibt keinen Platzhalter {{%1}}</translation>
        </message>
        <message>
            <source>Nobody was paged: nobody was on duty or could be reached</source>
            <translation>Niemand wurde gerufen: Niemand hatte Dienst oder war zu erreichen</translation>
        </message>
        <message>
            <source>Nobody acknowledged: %1 had been paged</source>
            <translation>Niemand bestätigte: Gerufen war %1</translation>
        </message>
        <message>
            <source>No page had been taken by a server yet</source>
            <translation>Noch hatte kein Server einen Ruf angenommen</translation>
        </message>
        <message>
            <source>No page arrived: %1</source>
            <translation>Kein Ruf kam an: %1</translation>
        </message>
        <message>
            <source>%1 had acknowledged at %2 and didn't answer</source>
            <translation>%1 hatte bestätigt (%2) und antwortete nicht</translation>
        </message>
        <message>
            <source>It waited for a release</source>
            <translation>Er wartete auf ein Release</translation>
        </message>
        <message>
            <source>Nobody had taken it to %1</source>
            <translation>Niemand hatte ihn übernommen, um %1</translation>
        </message>
        <message>
            <source>%1 had it and didn't %2</source>
            <translation>%1 hatte ihn und kam nicht dazu, %2</translation>
        </message>
        <message>
            <source>solve it</source>
            <translation>ihn zu lösen</translation>
        </message>
        <message>
            <source>answer what was written last</source>
            <translation>zu beantworten, was zuletzt geschrieben wurde</translation>
        </message>
        <message>
            <source>Nobody on the rota is called "%1"</source>
            <translation>Im Dienstplan heißt niemand „%1“</translation>
        </message>
        <message>
            <source>Nobody is known yet.</source>
            <translation>Noch ist niemand bekannt.</translation>
        </message>
        <message>
            <source>There are: %1.</source>
            <translation>Es gibt: %1.</translation>
        </message>
        <message>
            <source>There is no calendar "%1"</source>
            <translation>Es gibt keinen Kalender „%1“</translation>
        </message>
        <message>
            <source>Set it first: slipwayctl sla set calendar %1 FILE, then sla holidays.</source>
            <translation>Ihn erst setzen: slipwayctl sla set calendar %1 DATEI, dann sla holidays.</translation>
        </message>
        <message>
            <source>%1's duty has no end</source>
            <translation>Der Dienst von %1 hat kein Ende</translation>
        </message>
        <message>
            <source>Say until when.</source>
            <translation>Sagen, bis wann.</translation>
        </message>
        <message>
            <source>The stretch is over, or ends before it begins</source>
            <translation>Der Zeitraum ist vorbei oder endet, bevor er beginnt</translation>
        </message>
        <message>
            <source>Give one that is to come, with a later end.</source>
            <translation>Einen künftigen mit späterem Ende angeben.</translation>
        </message>
        <message>
            <source>%1 isn't on duty from %2 to %3, but %4</source>
            <translation>Von %2 bis %3 hat nicht %1 Dienst, sondern %4</translation>
        </message>
        <message>
            <source>nobody</source>
            <translation>niemand</translation>
        </message>
        <message>
            <source>Everybody gives what is theirs: "slipwayctl duty shifts" shows it.</source>
            <translation>Alle geben, was ihres ist: „slipwayctl duty shifts“ zeigt es.</translation>
        </message>
        <message>
            <source>Somebody on duty needs a name, and a mail address or another method</source>
            <translation>Wer Dienst hat, braucht einen Namen und eine Mailadresse oder einen anderen Weg</translation>
        </message>
        <message>
            <source>There is no override %1</source>
            <translation>Es gibt keine Ausnahme %1</translation>
        </message>
        <message>
            <source>"slipwayctl duty shifts" shows those there are.</source>
            <translation>„slipwayctl duty shifts“ zeigt, welche es gibt.</translation>
        </message>
        <message>
            <source>The override %1 is over</source>
            <translation>Die Ausnahme %1 ist vorbei</translation>
        </message>
        <message>
            <source>What has been stays known.</source>
            <translation>Was gewesen ist, bleibt bekannt.</translation>
        </message>
        <message>
            <source>The override %1 is half of the swap %2</source>
            <translation>Die Ausnahme %1 ist die Hälfte des Tauschs %2</translation>
        </message>
        <message>
            <source>Take the whole back: slipwayctl duty swap --remove %1</source>
            <translation>Das Ganze zurücknehmen: slipwayctl duty swap --remove %1</translation>
        </message>
        <message>
            <source>The override ends before it begins</source>
            <translation>Die Ausnahme endet, bevor sie beginnt</translation>
        </message>
        <message>
            <source>Give a later end.</source>
            <translation>Ein späteres Ende angeben.</translation>
        </message>
        <message>
            <source>It takes two to swap</source>
            <translation>Zum Tauschen gehören zwei</translation>
        </message>
        <message>
            <source>Name who takes over, and what they give for it.</source>
            <translation>Nennen, wer übernimmt und was dafür gegeben wird.</translation>
        </message>
        <message>
            <source>There is no swap %1</source>
            <translation>Es gibt keinen Tausch %1</translation>
        </message>
        <message>
            <source>"slipwayctl duty show" names those to come.</source>
            <translation>„slipwayctl duty show“ nennt die künftigen.</translation>
        </message>
        <message>
            <source>The swap %1 is over</source>
            <translation>Der Tausch %1 ist vorbei</translation>
        </message>
        <message>
            <source>There is no alternate</source>
            <translation>Es gibt keine Vertretung</translation>
        </message>
        <message>
            <source>%1 was refused by %2 at %3: %4</source>
            <translation>%1 wurde von %2 um %3 abgelehnt: %4</translation>
        </message>
        <message>
            <source>The desk needs a mail address</source>
            <translation>Der Betrieb braucht eine Mailadresse</translation>
        </message>
        <message>
            <source>Give {"name", "address"}.</source>
            <translation>{"name", "address"} angeben.</translation>
        </message>
        <message>
            <source>Shifts are told for up to %1 days</source>
            <translation>Dienste werden für höchstens %1 Tage gesagt</translation>
        </message>
        <message>
            <source>Give an end that is later than the beginning by no more than that.</source>
            <translation>Ein Ende angeben, das nicht weiter nach dem Anfang liegt.</translation>
        </message>
        <message>
            <source>%1 is in use: %2</source>
            <translation>%1 wird gebraucht: %2</translation>
        </message>
        <message>
            <source>calendar "%1"</source>
            <translation>Kalender „%1“</translation>
        </message>
        <message>
            <source>the rota</source>
            <translation>der Dienstplan</translation>
        </message>
        <message>
            <source>Change that first.</source>
            <translation>Erst das ändern.</translation>
        </message>
        <message>
            <source>Set it first: slipwayctl sla set calendar %1 FILE.</source>
            <translation>Ihn erst setzen: slipwayctl sla set calendar %1 DATEI.</translation>
        </message>
        <message>
            <source>An agreement has no "%1"</source>
            <translation>Eine Vereinbarung hat kein „%1“</translation>
        </message>
        <message>
            <source>Known are: plan, zone.</source>
            <translation>Bekannt sind: plan, zone.</translation>
        </message>
        <message>
            <source>There is no plan "%1"</source>
            <translation>Es gibt keinen Plan „%1“</translation>
        </message>
        <message>
            <source>"%1" is no time zone</source>
            <translation>„%1“ ist keine Zeitzone</translation>
        </message>
        <message>
            <source>Use such as Europe/Berlin.</source>
            <translation>Etwas wie Europe/Berlin verwenden.</translation>
        </message>
        <message>
            <source>"%1" can't be a name here</source>
            <translation>„%1“ kann hier kein Name sein</translation>
        </message>
        <message>
            <source>Use small letters, digits, dots and dashes.</source>
            <translation>Kleinbuchstaben, Ziffern, Punkte und Striche verwenden.</translation>
        </message>
        <message>
            <source>There is no %1 "%2"</source>
            <translation>„%2“ gibt es nicht (%1)</translation>
        </message>
        <message>
            <source>"slipwayctl sla show" shows those there are.</source>
            <translation>„slipwayctl sla show“ zeigt, welche es gibt.</translation>
        </message>
        <message>
            <source>It was only tried</source>
            <translation>Es wurde nur versucht</translation>
        </message>
        <message>
            <source>%1 "%2" was never changed</source>
            <translation>%1 „%2“ wurde nie geändert</translation>
        </message>
        <message>
            <source>"%1" is no calendar</source>
            <translation>„%1“ ist kein Kalender</translation>
        </message>
        <message>
            <source>Send an iCalendar file as text/calendar.</source>
            <translation>Eine iCalendar-Datei als text/calendar senden.</translation>
        </message>
        <message>
            <source>Nothing is counted by "%1"</source>
            <translation>Nach „%1“ wird nichts gezählt</translation>
        </message>
        <message>
            <source>The role %1 may not do this</source>
            <translation>Die Rolle %1 darf das nicht</translation>
        </message>
        <message>
            <source>Ask somebody who may.</source>
            <translation>Jemanden fragen, der darf.</translation>
        </message>
        <message>
            <source>Too many requests wait for an answer</source>
            <translation>Zu viele Anfragen warten auf Antwort</translation>
        </message>
        <message>
            <source>Try again in a moment.</source>
            <translation>Gleich noch einmal versuchen.</translation>
        </message>
        <message>
            <source>There is nothing at this path</source>
            <translation>Unter diesem Pfad gibt es nichts</translation>
        </message>
        <message>
            <source>GET /api/v1/openapi.yaml lists the routes.</source>
            <translation>GET /api/v1/openapi.yaml nennt die Wege.</translation>
        </message>
        <message>
            <source>%1 is not possible here</source>
            <translation>%1 ist hier nicht möglich</translation>
        </message>
        <message>
            <source>Possible: %1.</source>
            <translation>Möglich: %1.</translation>
        </message>
        <message>
            <source>"%1" is not a parameter of this</source>
            <translation>„%1“ ist hier kein Parameter</translation>
        </message>
        <message>
            <source>It has none.</source>
            <translation>Es hat keine.</translation>
        </message>
        <message>
            <source>Known: %1.</source>
            <translation>Bekannt: %1.</translation>
        </message>
        <message>
            <source>The value of "%1" can't be read</source>
            <translation>Der Wert von „%1“ ist nicht zu lesen</translation>
        </message>
        <message>
            <source>Escape it as UTF-8, without %00.</source>
            <translation>Als UTF-8 kodieren, ohne %00.</translation>
        </message>
        <message>
            <source>This is the service of another data folder</source>
            <translation>Dies ist der Dienst eines anderen Datenordners</translation>
        </message>
        <message>
            <source>Start the service of yours: app/run --headless --data DIR. If it says that its addresses are taken, it says by whom.</source>
            <translation>Den eigenen Dienst starten: app/run --headless --data ORDNER. Sagt er, dass seine Adressen belegt sind, sagt er auch, durch wen.</translation>
        </message>
        <message>
            <source>The path can't be read</source>
            <translation>Der Pfad ist nicht zu lesen</translation>
        </message>
        <message>
            <source>Escape it as UTF-8, without %2F and %00.</source>
            <translation>Als UTF-8 kodieren, ohne %2F und %00.</translation>
        </message>
        <message>
            <source>This is not built yet</source>
            <translation>Das ist noch nicht gebaut</translation>
        </message>
        <message>
            <source>The Idempotency-Key can't be used</source>
            <translation>Der Idempotency-Key ist nicht zu gebrauchen</translation>
        </message>
        <message>
            <source>Use 1 to 128 printable characters without blanks.</source>
            <translation>1 bis 128 druckbare Zeichen ohne Leerzeichen verwenden.</translation>
        </message>
        <message>
            <source>The request carries no token</source>
            <translation>Die Anfrage kam ohne Anmeldung</translation>
        </message>
        <message>
            <source>The token isn't valid</source>
            <translation>Die Anmeldung gilt nicht</translation>
        </message>
        <message>
            <source>Send "Authorization: Bearer TOKEN" with a valid token; slipwayctl finds its own in client.json of the data folder.</source>
            <translation>„Authorization: Bearer TOKEN“ mit gültigem Token senden; slipwayctl findet seines in client.json des Datenordners.</translation>
        </message>
        <message>
            <source>The token is unknown, expired or was revoked</source>
            <translation>Die Anmeldung ist unbekannt, abgelaufen oder widerrufen</translation>
        </message>
        <message>
            <source>Sign in again, or ask for one with "slipwayctl user token".</source>
            <translation>Neu anmelden, oder mit „slipwayctl user token“ darum bitten.</translation>
        </message>
        <message>
            <source>Name or password are wrong</source>
            <translation>Name oder Passwort stimmen nicht</translation>
        </message>
        <message>
            <source>Try again, or ask an administrator for a new password.</source>
            <translation>Noch einmal versuchen, oder einen Administrator um ein neues Passwort bitten.</translation>
        </message>
        <message>
            <source>Too many sign-ins have failed</source>
            <translation>Zu viele Anmeldungen sind gescheitert</translation>
        </message>
        <message>
            <source>Try again in %1 s.</source>
            <translation>In %1 s noch einmal versuchen.</translation>
        </message>
        <message>
            <source>The body is %1</source>
            <translation>Der Inhalt ist %1</translation>
        </message>
        <message>
            <source>Send application/json.</source>
            <translation>application/json senden.</translation>
        </message>
        <message>
            <source>"%1" is not a field of this</source>
            <translation>„%1“ ist hier kein Feld</translation>
        </message>
        <message>
            <source>Give it in the body.</source>
            <translation>Es im Inhalt angeben.</translation>
        </message>
        <message>
            <source>"%1" must be %2</source>
            <translation>„%1“ muss %2 sein</translation>
        </message>
        <message>
            <source>The limit is out of range</source>
            <translation>Die Grenze ist außerhalb des Erlaubten</translation>
        </message>
        <message>
            <source>Give 1 to 500.</source>
            <translation>1 bis 500 angeben.</translation>
        </message>
        <message>
            <source>The search text is too long</source>
            <translation>Der Suchtext ist zu lang</translation>
        </message>
        <message>
            <source>Use at most %1 characters.</source>
            <translation>Höchstens %1 Zeichen verwenden.</translation>
        </message>
        <message>
            <source>If-Match names no revision of this</source>
            <translation>If-Match nennt keine Fassung davon</translation>
        </message>
        <message>
            <source>Send the ETag that a GET answers.</source>
            <translation>Den ETag senden, den ein GET nennt.</translation>
        </message>
        <message>
            <source>The first request with this key is still worked on</source>
            <translation>An der ersten Anfrage mit diesem Schlüssel wird noch gearbeitet</translation>
        </message>
        <message>
            <source>Ask again in a moment.</source>
            <translation>Gleich noch einmal fragen.</translation>
        </message>
        <message>
            <source>The service ended while it worked on the first request with this key; whether it had its effect is not known</source>
            <translation>Der Dienst endete, während er an der ersten Anfrage mit diesem Schlüssel arbeitete; ob sie gewirkt hat, ist nicht bekannt</translation>
        </message>
        <message>
            <source>Look whether it is there, and repeat with a new key if it is not.</source>
            <translation>Nachsehen, ob es da ist, und sonst mit einem neuen Schlüssel wiederholen.</translation>
        </message>
        <message>
            <source>The disk of the store is full: nothing was written</source>
            <translation>Die Platte des Speichers ist voll: Es wurde nichts geschrieben</translation>
        </message>
        <message>
            <source>Free some space on that disk and try again; nothing needs to be repaired.</source>
            <translation>Auf der Platte Platz schaffen und noch einmal versuchen; zu reparieren ist nichts.</translation>
        </message>
        <message>
            <source>The store is locked by another program</source>
            <translation>Der Speicher ist von einem anderen Programm gesperrt</translation>
        </message>
        <message>
            <source>The service answered with status %1</source>
            <translation>Der Dienst antwortete mit Status %1</translation>
        </message>
        <message>
            <source>Slipway's service can't be reached: %1</source>
            <translation>Der Dienst von Slipway ist nicht zu erreichen: %1</translation>
        </message>
        <message>
            <source>Start it with "app/run --headless", or name its data folder with --data.</source>
            <translation>Ihn mit „app/run --headless“ starten, oder seinen Datenordner mit --data nennen.</translation>
        </message>
        <message>
            <source>Look whether the service runs there, and at the network between.</source>
            <translation>Nachsehen, ob der Dienst dort läuft, und nach dem Netz dazwischen.</translation>
        </message>
        <message>
            <source>The service is older than this program and can't tell this yet</source>
            <translation>Der Dienst ist älter als dieses Programm und kann das noch nicht sagen</translation>
        </message>
        <message>
            <source>Update the service; the rest works meanwhile.</source>
            <translation>Den Dienst erneuern; der Rest geht inzwischen.</translation>
        </message>
        <message>
            <source>It was given up</source>
            <translation>Es wurde aufgegeben</translation>
        </message>
        <message>
            <source>The service's answer makes no sense: %1</source>
            <translation>Die Antwort des Dienstes ergibt keinen Sinn: %1</translation>
        </message>
        <message>
            <source>Look whether this address is Slipway's, and of this version.</source>
            <translation>Nachsehen, ob unter dieser Adresse Slipway antwortet, und in dieser Version.</translation>
        </message>
        <message>
            <source>it is no JSON</source>
            <translation>sie ist kein JSON</translation>
        </message>
        <message>
            <source>it is no list</source>
            <translation>sie ist keine Liste</translation>
        </message>
        <message>
            <source>%1 is not JSON: %2</source>
            <translation>%1 ist kein JSON: %2</translation>
        </message>
        <message>
            <source>%1 is JSON but not an object</source>
            <translation>%1 ist JSON, aber kein Objekt</translation>
        </message>
        <message>
            <source>byte %1</source>
            <translation>Byte %1</translation>
        </message>
        <message>
            <source>Send one JSON object in UTF-8.</source>
            <translation>Ein JSON-Objekt in UTF-8 senden.</translation>
        </message>
        <message>
            <source>it</source>
            <translation>sie</translation>
        </message>
        <message>
            <source>The answer</source>
            <translation>Die Antwort</translation>
        </message>
        <message>
            <source>An event</source>
            <translation>Ein Ereignis</translation>
        </message>
        <message>
            <source>The feed can't be opened</source>
            <translation>Der Strom der Ereignisse lässt sich nicht öffnen</translation>
        </message>
        <message>
            <source>%1 bytes are too many; the limit is %2</source>
            <translation>%1 Byte sind zu viel; höchstens sind es %2</translation>
        </message>
        <message>
            <source>Shorten it.</source>
            <translation>Kürzen.</translation>
        </message>
        <message>
            <source>It is not text in UTF-8</source>
            <translation>Es ist kein Text in UTF-8</translation>
        </message>
        <message>
            <source>Save the file as UTF-8, without zero bytes.</source>
            <translation>Die Datei als UTF-8 speichern, ohne Nullbytes.</translation>
        </message>
        <message>
            <source>There is nothing in it</source>
            <translation>Es steht nichts darin</translation>
        </message>
        <message>
            <source>Write at least name, version and steps.</source>
            <translation>Wenigstens name, version und steps schreiben.</translation>
        </message>
        <message>
            <source>There is more than one document in it</source>
            <translation>Es steht mehr als ein Dokument darin</translation>
        </message>
        <message>
            <source>Remove everything after the line &quot;---&quot;.</source>
            <translation>Alles nach der Zeile „---“ entfernen.</translation>
        </message>
        <message>
            <source>It is not YAML: %1</source>
            <translation>Es ist kein YAML: %1</translation>
        </message>
        <message>
            <source>Look at the indentation, quotes and brackets there.</source>
            <translation>Einrückung, Anführungszeichen und Klammern dort ansehen.</translation>
        </message>
        <message>
            <source>It cannot be read: %1</source>
            <translation>Es ist nicht zu lesen: %1</translation>
        </message>
        <message>
            <source>Look for unusual characters.</source>
            <translation>Nach ungewöhnlichen Zeichen suchen.</translation>
        </message>
        <message>
            <source>Anchors and aliases are not accepted here</source>
            <translation>Anker und Verweise werden hier nicht angenommen</translation>
        </message>
        <message>
            <source>Write the value out where it is used.</source>
            <translation>Den Wert ausschreiben, wo er gebraucht wird.</translation>
        </message>
        <message>
            <source>The tag %1 is not accepted here</source>
            <translation>Das Kennzeichen %1 wird hier nicht angenommen</translation>
        </message>
        <message>
            <source>Leave the tag out; put text in quotes.</source>
            <translation>Das Kennzeichen weglassen; Text in Anführungszeichen setzen.</translation>
        </message>
        <message>
            <source>There are more than %1 values in it</source>
            <translation>Es stehen mehr als %1 Werte darin</translation>
        </message>
        <message>
            <source>Split it.</source>
            <translation>Aufteilen.</translation>
        </message>
        <message>
            <source>&quot;%1&quot; stands here twice</source>
            <translation>„%1“ steht hier zweimal</translation>
        </message>
        <message>
            <source>Remove one of the two.</source>
            <translation>Eines von beiden entfernen.</translation>
        </message>
        <message>
            <source>It is nested more than %1 deep</source>
            <translation>Es ist mehr als %1 Stufen tief verschachtelt</translation>
        </message>
        <message>
            <source>Nest less.</source>
            <translation>Weniger verschachteln.</translation>
        </message>
        <message>
            <source>A key has to be plain text</source>
            <translation>Ein Schlüssel muss einfacher Text sein</translation>
        </message>
        <message>
            <source>Write &quot;name: value&quot;.</source>
            <translation>„name: wert“ schreiben.</translation>
        </message>
        <message>
            <source>a mapping (name: value)</source>
            <translation>eine Zuordnung (name: wert)</translation>
        </message>
        <message>
            <source>a list or text</source>
            <translation>eine Liste oder Text</translation>
        </message>
        <message>
            <source>text or a mapping (name: value)</source>
            <translation>Text oder eine Zuordnung (name: wert)</translation>
        </message>
        <message>
            <source>text or a number or true or false</source>
            <translation>Text oder eine Zahl oder wahr oder falsch</translation>
        </message>
        <message>
            <source>The document</source>
            <translation>Das Dokument</translation>
        </message>
        <message>
            <source>Entry %1 of %2</source>
            <translation>Eintrag %1 von %2</translation>
        </message>
        <message>
            <source>It does not fit the schema</source>
            <translation>Es passt nicht zum Schema</translation>
        </message>
        <message>
            <source>The schema cannot be used: %1</source>
            <translation>Das Schema ist nicht zu gebrauchen: %1</translation>
        </message>
        <message>
            <source>Write it as JSON Schema.</source>
            <translation>Es als JSON Schema schreiben.</translation>
        </message>
        <message>
            <source>The schema of definitions is not in this build</source>
            <translation>Das Schema der Abläufe fehlt in diesem Programm</translation>
        </message>
        <message>
            <source>Correct the value there.</source>
            <translation>Den Wert dort berichtigen.</translation>
        </message>
        <message>
            <source>A default does not fit: %1</source>
            <translation>Eine Vorgabe passt nicht: %1</translation>
        </message>
        <message>
            <source>The inputs do not fit &quot;%1&quot;: %2</source>
            <translation>Die Angaben passen nicht zu „%1“: %2</translation>
        </message>
        <message>
            <source>A step either does something or waits</source>
            <translation>Ein Schritt tut entweder etwas oder wartet</translation>
        </message>
        <message>
            <source>Give it one of &quot;do&quot; and &quot;wait&quot;.</source>
            <translation>Ihm entweder „do“ oder „wait“ geben.</translation>
        </message>
        <message>
            <source>A wait takes no parameters</source>
            <translation>Ein Warten nimmt keine Parameter</translation>
        </message>
        <message>
            <source>Remove &quot;with&quot;.</source>
            <translation>„with“ entfernen.</translation>
        </message>
        <message>
            <source>A wait has no effect, so it cannot commit or finalize</source>
            <translation>Ein Warten bewirkt nichts und kann darum nichts gelten lassen oder abschließen</translation>
        </message>
        <message>
            <source>Put it at the activity that does.</source>
            <translation>Es bei der Aktivität angeben, die es tut.</translation>
        </message>
        <message>
            <source>Only a wait can end a process</source>
            <translation>Nur ein Warten kann einen Ablauf beenden</translation>
        </message>
        <message>
            <source>Put it at the wait for what ends it.</source>
            <translation>Es beim Warten auf das angeben, was ihn beendet.</translation>
        </message>
        <message>
            <source>&quot;before&quot; belongs to a time</source>
            <translation>„before“ gehört zu einer Zeit</translation>
        </message>
        <message>
            <source>Give &quot;until&quot; a time or an expression, such as inputs.first_response.</source>
            <translation>Für „until“ eine Zeit oder einen Ausdruck angeben, etwa inputs.first_response.</translation>
        </message>
        <message>
            <source>A wait is for one thing</source>
            <translation>Gewartet wird auf eines</translation>
        </message>
        <message>
            <source>Give it exactly one of sign_off, signal, event and until.</source>
            <translation>Genau eines von sign_off, signal, event und until angeben.</translation>
        </message>
        <message>
            <source>It is not said who may sign off &quot;%1&quot;</source>
            <translation>Es ist nicht gesagt, wer „%1“ abzeichnen darf</translation>
        </message>
        <message>
            <source>Add &quot;by&quot; with a role, such as customer.</source>
            <translation>„by“ mit einer Rolle ergänzen, etwa customer.</translation>
        </message>
        <message>
            <source>&quot;by&quot; belongs to a sign-off</source>
            <translation>„by“ gehört zu einer Abzeichnung</translation>
        </message>
        <message>
            <source>Remove it.</source>
            <translation>Es entfernen.</translation>
        </message>
        <message>
            <source>&quot;own&quot; belongs to an event</source>
            <translation>„own“ gehört zu einem Ereignis</translation>
        </message>
        <message>
            <source>&quot;match&quot; belongs to an event</source>
            <translation>„match“ gehört zu einem Ereignis</translation>
        </message>
        <message>
            <source>A time-out of nothing would always fail</source>
            <translation>Eine Frist von nichts würde immer scheitern</translation>
        </message>
        <message>
            <source>Write a longer one, or leave it out.</source>
            <translation>Eine längere schreiben oder sie weglassen.</translation>
        </message>
        <message>
            <source>A wait isn&apos;t tried again</source>
            <translation>Ein Warten wird nicht noch einmal versucht</translation>
        </message>
        <message>
            <source>Give it a longer time-out instead.</source>
            <translation>Ihm stattdessen eine längere Frist geben.</translation>
        </message>
        <message>
            <source>What commits isn&apos;t tried again by itself</source>
            <translation>Was gilt, wird nicht von selbst noch einmal versucht</translation>
        </message>
        <message>
            <source>Leave it to a person: remove &quot;retry&quot;.</source>
            <translation>Es einem Menschen überlassen: „retry“ entfernen.</translation>
        </message>
        <message>
            <source>A step that goes back when it fails isn&apos;t tried again on the spot</source>
            <translation>Ein Schritt, der beim Scheitern zurückgeht, wird nicht auf der Stelle noch einmal versucht</translation>
        </message>
        <message>
            <source>Keep one of &quot;retry&quot; and &quot;back_to&quot;.</source>
            <translation>Nur „retry“ oder „back_to“ behalten.</translation>
        </message>
        <message>
            <source>&quot;%1&quot; is not a way to fail</source>
            <translation>„%1“ ist keine Art zu scheitern</translation>
        </message>
        <message>
            <source>Write wait, abort or {back_to: ID}.</source>
            <translation>wait, abort oder {back_to: ID} schreiben.</translation>
        </message>
        <message>
            <source>What a process for cases gets is given</source>
            <translation>Was ein Ablauf für Fälle bekommt, steht fest</translation>
        </message>
        <message>
            <source>Remove &quot;inputs&quot;: there are case, severity, opened and first_response.</source>
            <translation>„inputs“ entfernen: Es gibt case, severity, opened und first_response.</translation>
        </message>
        <message>
            <source>&quot;%1&quot; cannot be a name</source>
            <translation>„%1“ kann kein Name sein</translation>
        </message>
        <message>
            <source>&quot;%1&quot; cannot be an id</source>
            <translation>„%1“ kann keine Kennung sein</translation>
        </message>
        <message>
            <source>Use lower case letters, digits and hyphens; a letter first.</source>
            <translation>Kleinbuchstaben, Ziffern und Bindestriche verwenden; zuerst einen Buchstaben.</translation>
        </message>
        <message>
            <source>There are two steps &quot;%1&quot;</source>
            <translation>Es gibt zwei Schritte „%1“</translation>
        </message>
        <message>
            <source>Give one of them another id.</source>
            <translation>Einem eine andere Kennung geben.</translation>
        </message>
        <message>
            <source>There is no step &quot;%1&quot;</source>
            <translation>Es gibt keinen Schritt „%1“</translation>
        </message>
        <message>
            <source>&quot;%1&quot; stands there twice</source>
            <translation>„%1“ steht dort zweimal</translation>
        </message>
        <message>
            <source>These steps wait for each other in a circle: %1</source>
            <translation>Diese Schritte warten im Kreis aufeinander: %1</translation>
        </message>
        <message>
            <source>Take one &quot;after&quot; away.</source>
            <translation>Ein „after“ wegnehmen.</translation>
        </message>
        <message>
            <source>There is no step &quot;%1&quot; to go back to</source>
            <translation>Es gibt keinen Schritt „%1“, zu dem zurückzugehen wäre</translation>
        </message>
        <message>
            <source>&quot;%1&quot; does not come before this step</source>
            <translation>„%1“ kommt nicht vor diesem Schritt</translation>
        </message>
        <message>
            <source>Go back to a step that this one comes after.</source>
            <translation>Zu einem Schritt zurückgehen, nach dem dieser kommt.</translation>
        </message>
        <message>
            <source>There is no way back over &quot;%1&quot;, which commits</source>
            <translation>Über „%1“ führt kein Weg zurück: Von da an gilt es</translation>
        </message>
        <message>
            <source>Go back to a later step, or write wait.</source>
            <translation>Zu einem späteren Schritt zurückgehen, oder wait schreiben.</translation>
        </message>
        <message>
            <source>&quot;%1&quot; commits, and there is no way back</source>
            <translation>„%1“ lässt es gelten, und es gibt keinen Weg zurück</translation>
        </message>
        <message>
            <source>Add a section &quot;rollback&quot; with the steps of the way back.</source>
            <translation>Einen Abschnitt „rollback“ mit den Schritten des Rückwegs ergänzen.</translation>
        </message>
        <message>
            <source>The section &quot;rollback&quot; would never run: no step commits</source>
            <translation>Der Abschnitt „rollback“ liefe nie: Kein Schritt lässt etwas gelten</translation>
        </message>
        <message>
            <source>Mark the step from which on there is no abort with &quot;commits: true&quot;.</source>
            <translation>Den Schritt, von dem an es kein Aufgeben gibt, mit „commits: true“ kennzeichnen.</translation>
        </message>
        <message>
            <source>There is no activity &quot;%1&quot;</source>
            <translation>Es gibt keine Aktivität „%1“</translation>
        </message>
        <message>
            <source>%1 (at %2 of it)</source>
            <translation>%1 (dort bei %2)</translation>
        </message>
        <message>
            <source>There is no input &quot;%1&quot;</source>
            <translation>Es gibt keine Angabe „%1“</translation>
        </message>
        <message>
            <source>Only &quot;match&quot; sees an event</source>
            <translation>Nur „match“ sieht ein Ereignis</translation>
        </message>
        <message>
            <source>Only &quot;when&quot; of a process for cases sees &quot;%1&quot;</source>
            <translation>Nur „when“ eines Ablaufs für Fälle sieht „%1“</translation>
        </message>
        <message>
            <source>There is nothing called &quot;%1.%2&quot;</source>
            <translation>Es gibt nichts, was „%1.%2“ heißt</translation>
        </message>
        <message>
            <source>There is nothing called &quot;%1&quot;</source>
            <translation>Es gibt nichts, was „%1“ heißt</translation>
        </message>
        <message>
            <source>A condition sees inputs.NAME, steps.ID.NAME (steps[&apos;ID&apos;] where the id has a hyphen), now.hour, now.weekday and remaining.first_response; put text in quotes.</source>
            <translation>Eine Bedingung sieht inputs.NAME, steps.ID.NAME (steps[&apos;ID&apos;], wo die Kennung einen Bindestrich hat), now.hour, now.weekday und remaining.first_response; Text in Anführungszeichen setzen.</translation>
        </message>
        <message>
            <source>A condition sees inputs.NAME and steps.ID.NAME (steps[&apos;ID&apos;] where the id has a hyphen); put text in quotes.</source>
            <translation>Eine Bedingung sieht inputs.NAME und steps.ID.NAME (steps[&apos;ID&apos;], wo die Kennung einen Bindestrich hat); Text in Anführungszeichen setzen.</translation>
        </message>
        <message>
            <source>&quot;%1&quot; gives no time</source>
            <translation>„%1“ ergibt keine Zeit</translation>
        </message>
        <message>
            <source>Write a duration such as 10m, a time such as 2026-11-23T18:00:00Z, or an expression that gives one, such as steps.ID.due.</source>
            <translation>Eine Dauer schreiben, etwa 10m, eine Zeit, etwa 2026-11-23T18:00:00Z, oder einen Ausdruck, der eine ergibt, etwa steps.ID.due.</translation>
        </message>
        <message>
            <source>${%1} leads nowhere: %2</source>
            <translation>${%1} führt nirgends hin: %2</translation>
        </message>
        <message>
            <source>Use ${inputs.NAME}, ${steps.ID.NAME}, ${run.id} or ${run.subject}; write $${ for a plain ${.</source>
            <translation>${inputs.NAME}, ${steps.ID.NAME}, ${run.id} oder ${run.subject} verwenden; für ein bloßes ${ schreibt man $${.</translation>
        </message>
        <message>
            <source>it is not a name</source>
            <translation>es ist kein Name</translation>
        </message>
        <message>
            <source>there is no such input</source>
            <translation>diese Angabe gibt es nicht</translation>
        </message>
        <message>
            <source>a run has id, subject and actor</source>
            <translation>ein Lauf hat id, subject und actor</translation>
        </message>
        <message>
            <source>it begins with none of inputs, steps and run</source>
            <translation>es beginnt weder mit inputs noch mit steps noch mit run</translation>
        </message>
        <message>
            <source>it names no step</source>
            <translation>es nennt keinen Schritt</translation>
        </message>
        <message>
            <source>that step does not come before this one</source>
            <translation>dieser Schritt kommt nicht vorher</translation>
        </message>
        <message>
            <source>there is no such step</source>
            <translation>diesen Schritt gibt es nicht</translation>
        </message>
        <message>
            <source>The condition is not JavaScript: %1</source>
            <translation>Die Bedingung ist kein JavaScript: %1</translation>
        </message>
        <message>
            <source>Write one expression over inputs and steps, such as inputs.size &gt; 3.</source>
            <translation>Einen Ausdruck über inputs und steps schreiben, etwa inputs.size &gt; 3.</translation>
        </message>
        <message>
            <source>it is empty</source>
            <translation>sie ist leer</translation>
        </message>
        <message>
            <source>it is longer than %1 characters</source>
            <translation>sie ist länger als %1 Zeichen</translation>
        </message>
        <message>
            <source>it is more than one expression</source>
            <translation>sie ist mehr als ein Ausdruck</translation>
        </message>
        <message>
            <source>The text that begins here does not end</source>
            <translation>Der Text, der hier beginnt, endet nicht</translation>
        </message>
        <message>
            <source>A condition cannot shift bits</source>
            <translation>Eine Bedingung kann keine Bits verschieben</translation>
        </message>
        <message>
            <source>Nothing was opened that this &quot;%1&quot; closes</source>
            <translation>Es wurde nichts geöffnet, was dieses „%1“ schließt</translation>
        </message>
        <message>
            <source>A condition cannot assign; compare with ==</source>
            <translation>Eine Bedingung kann nichts zuweisen; mit == vergleichen</translation>
        </message>
        <message>
            <source>A condition cannot change anything</source>
            <translation>Eine Bedingung kann nichts ändern</translation>
        </message>
        <message>
            <source>A condition has no comments; use the step&apos;s title</source>
            <translation>Eine Bedingung hat keine Kommentare; dafür ist der Titel des Schritts da</translation>
        </message>
        <message>
            <source>A condition cannot spread lists</source>
            <translation>Eine Bedingung kann keine Listen ausbreiten</translation>
        </message>
        <message>
            <source>&quot;%1&quot; has no place in a condition: it is one expression</source>
            <translation>„%1“ hat in einer Bedingung nichts zu suchen: Sie ist ein einziger Ausdruck</translation>
        </message>
        <message>
            <source>&quot;%1&quot; is missing at the end</source>
            <translation>„%1“ fehlt am Ende</translation>
        </message>
        <message>
            <source>The condition took longer than %1 of processor time and was stopped</source>
            <translation>Die Bedingung brauchte mehr als %1 Rechenzeit und wurde angehalten</translation>
        </message>
        <message>
            <source>Make it simpler, or skip the step.</source>
            <translation>Sie vereinfachen oder den Schritt überspringen.</translation>
        </message>
        <message>
            <source>The condition failed: %1</source>
            <translation>Die Bedingung ist gescheitert: %1</translation>
        </message>
        <message>
            <source>Mend the definition for the next run; skip or retry this step.</source>
            <translation>Den Ablauf für den nächsten Lauf berichtigen; diesen Schritt überspringen oder wiederholen.</translation>
        </message>
        <message>
            <source>Conditions cannot be made safe: %1</source>
            <translation>Bedingungen lassen sich nicht absichern: %1</translation>
        </message>
        <message>
            <source>Pipeline &quot;%1&quot; has no version %2</source>
            <translation>Der Ablauf „%1“ hat keine Fassung %2</translation>
        </message>
        <message>
            <source>Its newest is %1.</source>
            <translation>Die neueste ist %1.</translation>
        </message>
        <message>
            <source>There is no pipeline &quot;%1&quot;</source>
            <translation>Es gibt keinen Ablauf „%1“</translation>
        </message>
        <message>
            <source>There is no definition %1</source>
            <translation>Es gibt keinen Ablauf %1</translation>
        </message>
        <message>
            <source>The definition %1 is not stored</source>
            <translation>Der Ablauf %1 ist nicht gespeichert</translation>
        </message>
        <message>
            <source>&quot;%1&quot; is a process for a %2</source>
            <translation>„%1“ ist ein Ablauf mit „for: %2“</translation>
        </message>
        <message>
            <source>Give it another name, or &quot;for: %1&quot;.</source>
            <translation>Einen anderen Namen geben, oder „for: %1“.</translation>
        </message>
        <message>
            <source>Pipeline &quot;%1&quot; has a version %2 already, with other content</source>
            <translation>Der Ablauf „%1“ hat schon eine Fassung %2, mit anderem Inhalt</translation>
        </message>
        <message>
            <source>Give it version %1.</source>
            <translation>Ihm die Fassung %1 geben.</translation>
        </message>
        <message>
            <source>The run&apos;s input &quot;%1&quot; is of another kind</source>
            <translation>Die Angabe „%1“ des Laufs ist von anderer Art</translation>
        </message>
        <message>
            <source>Use one as it was started with.</source>
            <translation>Eine wie beim Beginn verwenden.</translation>
        </message>
        <message>
            <source>There is no run %1</source>
            <translation>Es gibt keinen Lauf %1</translation>
        </message>
        <message>
            <source>Look at the list of runs.</source>
            <translation>Die Liste der Läufe ansehen.</translation>
        </message>
        <message>
            <source>The engine is not running</source>
            <translation>Die Abläufe stehen still</translation>
        </message>
        <message>
            <source>Try again once the service runs again.</source>
            <translation>Noch einmal versuchen, wenn der Dienst wieder läuft.</translation>
        </message>
        <message>
            <source>When &quot;%1&quot; is over depends on the case</source>
            <translation>Wann „%1“ vorbei ist, hängt vom Fall ab</translation>
        </message>
        <message>
            <source>Use a duration there, or a time of inputs, to see the plan.</source>
            <translation>Dort eine Dauer oder eine Zeit aus inputs verwenden, um den Plan zu sehen.</translation>
        </message>
        <message>
            <source>%1 threw: %2</source>
            <translation>%1 brach ab: %2</translation>
        </message>
        <message>
            <source>something that is no std::exception</source>
            <translation>etwas, das kein std::exception ist</translation>
        </message>
        <message>
            <source>This is a bug: report it with the run&apos;s log.</source>
            <translation>Das ist ein Fehler im Programm: mit dem Protokoll des Laufs melden.</translation>
        </message>
        <message>
            <source>Start the build that has it.</source>
            <translation>Das Programm starten, das sie hat.</translation>
        </message>
        <message>
            <source>the service ended while it ran</source>
            <translation>der Dienst endete, während es lief</translation>
        </message>
        <message>
            <source>%1 is another version now than the one that began it</source>
            <translation>%1 hat jetzt eine andere Fassung als die, die damit begann</translation>
        </message>
        <message>
            <source>The run was planned with version %1 of %2; this build has version %3</source>
            <translation>Der Lauf wurde mit Fassung %1 von %2 geplant; dieses Programm hat Fassung %3</translation>
        </message>
        <message>
            <source>Retry the step to go on with this build, or abort the run.</source>
            <translation>Den Schritt wiederholen, um mit diesem Programm fortzufahren, oder den Lauf aufgeben.</translation>
        </message>
        <message>
            <source>&quot;%1&quot; is not a list</source>
            <translation>„%1“ ist keine Liste</translation>
        </message>
        <message>
            <source>Give the program and its arguments: [systemctl, restart, shop].</source>
            <translation>Das Programm und seine Argumente angeben: [systemctl, restart, shop].</translation>
        </message>
        <message>
            <source>An argument of &quot;%1&quot; is neither text nor a number</source>
            <translation>Ein Argument von „%1“ ist weder Text noch Zahl</translation>
        </message>
        <message>
            <source>Put it between quotes.</source>
            <translation>Es in Anführungszeichen setzen.</translation>
        </message>
        <message>
            <source>%1 ended with %2%3</source>
            <translation>%1 endete mit %2%3</translation>
        </message>
        <message>
            <source>exit code %1</source>
            <translation>Code %1</translation>
        </message>
        <message>
            <source>signal %1</source>
            <translation>Signal %1</translation>
        </message>
        <message>
            <source>code %1</source>
            <translation>Code %1</translation>
        </message>
        <message>
            <source>Mend what it complains about on %1.</source>
            <translation>Auf %1 in Ordnung bringen, worüber es klagt.</translation>
        </message>
        <message>
            <source>remote.run knows no &quot;%1&quot;</source>
            <translation>remote.run kennt kein „%1“</translation>
        </message>
        <message>
            <source>Known: host, command, observe, undo.</source>
            <translation>Bekannt: host, command, observe, undo.</translation>
        </message>
        <message>
            <source>An earlier attempt still runs there, as process %1</source>
            <translation>Ein früherer Versuch läuft dort noch, als Prozess %1</translation>
        </message>
        <message>
            <source>Wait until it has ended, or end it.</source>
            <translation>Warten, bis er zu Ende ist, oder ihn beenden.</translation>
        </message>
        <message>
            <source>Whether %1 has run on %2 is not known, and no command was given that tells</source>
            <translation>Ob %1 auf %2 gelaufen ist, ist nicht bekannt, und es wurde kein Befehl genannt, der es sagt</translation>
        </message>
        <message>
            <source>The command still runs on %1, as process %2</source>
            <translation>Der Befehl läuft noch auf %1, als Prozess %2</translation>
        </message>
        <message>
            <source>The command names no program</source>
            <translation>Der Befehl nennt kein Programm</translation>
        </message>
        <message>
            <source>Give a list: the program, then its arguments.</source>
            <translation>Eine Liste angeben: das Programm, dann seine Argumente.</translation>
        </message>
        <message>
            <source>An argument has a NUL character in it</source>
            <translation>In einem Argument steht ein NUL-Zeichen</translation>
        </message>
        <message>
            <source>No program can be given one: put the data into a file.</source>
            <translation>Kein Programm kann eines bekommen: die Daten in eine Datei schreiben.</translation>
        </message>
        <message>
            <source>The command has %1 bytes of arguments</source>
            <translation>Der Befehl hat %1 Byte an Argumenten</translation>
        </message>
        <message>
            <source>At most %1 can be passed: put the data into a file.</source>
            <translation>Höchstens %1 lassen sich übergeben: die Daten in eine Datei schreiben.</translation>
        </message>
        <message>
            <source>The connection broke before the command was sent: %1</source>
            <translation>Die Verbindung riss, bevor der Befehl gesendet war: %1</translation>
        </message>
        <message>
            <source>Try again.</source>
            <translation>Noch einmal versuchen.</translation>
        </message>
        <message>
            <source>The connection broke while the command ran: whether it was done is not known</source>
            <translation>Die Verbindung riss, während der Befehl lief: Ob es getan ist, ist nicht bekannt</translation>
        </message>
        <message>
            <source>Look at the host before it is run again.</source>
            <translation>Den Rechner ansehen, bevor es noch einmal läuft.</translation>
        </message>
        <message>
            <source>It was told to stop before the command was sent</source>
            <translation>Es sollte aufhören, bevor der Befehl gesendet war</translation>
        </message>
        <message>
            <source>It doesn&apos;t answer any more</source>
            <translation>Er antwortet nicht mehr</translation>
        </message>
        <message>
            <source>Check that it still runs.</source>
            <translation>Nachsehen, ob er noch läuft.</translation>
        </message>
        <message>
            <source>It opens no session: %1</source>
            <translation>Er öffnet keine Sitzung: %1</translation>
        </message>
        <message>
            <source>Check MaxSessions and the log of sshd there.</source>
            <translation>MaxSessions und das Protokoll von sshd dort ansehen.</translation>
        </message>
        <message>
            <source>It runs no commands for %1</source>
            <translation>Er führt für %1 keine Befehle aus</translation>
        </message>
        <message>
            <source>Check sshd&apos;s configuration there.</source>
            <translation>Die Einstellungen von sshd dort ansehen.</translation>
        </message>
        <message>
            <source>The command was told to stop</source>
            <translation>Der Befehl sollte aufhören</translation>
        </message>
        <message>
            <source>The command took longer than %1</source>
            <translation>Der Befehl dauerte länger als %1</translation>
        </message>
        <message>
            <source>%1, and was ended there</source>
            <translation>%1 und wurde dort beendet</translation>
        </message>
        <message>
            <source>%1, and may still run there</source>
            <translation>%1 und läuft dort vielleicht noch</translation>
        </message>
        <message>
            <source>Look how far it came.</source>
            <translation>Nachsehen, wie weit er kam.</translation>
        </message>
        <message>
            <source>Other commands run on it; this one was not sent</source>
            <translation>Andere Befehle laufen auf ihm; dieser wurde nicht gesendet</translation>
        </message>
        <message>
            <source>Try again when they are done.</source>
            <translation>Noch einmal versuchen, wenn sie fertig sind.</translation>
        </message>
        <message>
            <source>A public key can&apos;t be told</source>
            <translation>Ein öffentlicher Schlüssel ist nicht zu bestimmen</translation>
        </message>
        <message>
            <source>This is no private key that can be used</source>
            <translation>Dies ist kein privater Schlüssel, der zu gebrauchen ist</translation>
        </message>
        <message>
            <source>Give one in OpenSSH&apos;s form, without a passphrase: ssh-keygen -t ed25519 -N &apos;&apos; -f FILE.</source>
            <translation>Einen in der Form von OpenSSH angeben, ohne Passwort: ssh-keygen -t ed25519 -N &apos;&apos; -f DATEI.</translation>
        </message>
        <message>
            <source>The connection can&apos;t be watched</source>
            <translation>Die Verbindung lässt sich nicht beobachten</translation>
        </message>
        <message>
            <source>It can&apos;t be connected to: %1</source>
            <translation>Mit ihm lässt sich keine Verbindung aufnehmen: %1</translation>
        </message>
        <message>
            <source>Check its address, port and user.</source>
            <translation>Adresse, Port und Benutzer prüfen.</translation>
        </message>
        <message>
            <source>%1: it was told to stop</source>
            <translation>%1: Es sollte aufhören</translation>
        </message>
        <message>
            <source>%1 in time</source>
            <translation>%1: Die Zeit war um</translation>
        </message>
        <message>
            <source>It can&apos;t be reached</source>
            <translation>Er ist nicht zu erreichen</translation>
        </message>
        <message>
            <source>It can&apos;t be reached: %1</source>
            <translation>Er ist nicht zu erreichen: %1</translation>
        </message>
        <message>
            <source>Signing in didn&apos;t come to its end</source>
            <translation>Das Anmelden kam nicht zum Ende</translation>
        </message>
        <message>
            <source>Signing in didn&apos;t come to its end: %1</source>
            <translation>Das Anmelden kam nicht zum Ende: %1</translation>
        </message>
        <message>
            <source>Check that it runs, its address and port, and what filters between.</source>
            <translation>Nachsehen, ob er läuft, und Adresse, Port und Filter dazwischen prüfen.</translation>
        </message>
        <message>
            <source>Check that sshd runs there, its address and port, and what filters between.</source>
            <translation>Nachsehen, ob sshd dort läuft, und Adresse, Port und Filter dazwischen prüfen.</translation>
        </message>
        <message>
            <source>It showed no key</source>
            <translation>Er zeigte keinen Schlüssel</translation>
        </message>
        <message>
            <source>Its host key is not known yet; it shows %1</source>
            <translation>Sein Schlüssel ist noch nicht bekannt; er zeigt %1</translation>
        </message>
        <message>
            <source>Compare that with the host&apos;s own (ssh-keygen -lf on it) and add the host with --host-key.</source>
            <translation>Das mit seinem eigenen vergleichen (ssh-keygen -lf auf ihm) und den Rechner mit --host-key hinzufügen.</translation>
        </message>
        <message>
            <source>It shows another host key: %1, but %2 is the one that is known</source>
            <translation>Er zeigt einen anderen Schlüssel: %1, bekannt ist aber %2</translation>
        </message>
        <message>
            <source>If it was set up anew, remove the host and add it again; if not, somebody stands in between.</source>
            <translation>Wurde er neu aufgesetzt, den Rechner entfernen und neu hinzufügen; wenn nicht, steht jemand dazwischen.</translation>
        </message>
        <message>
            <source>It refuses the key &quot;%1&quot; for %2</source>
            <translation>Er weist den Schlüssel „%1“ für %2 ab</translation>
        </message>
        <message>
            <source>Put this line into ~%1/.ssh/authorized_keys there: %2</source>
            <translation>Dort diese Zeile in ~%1/.ssh/authorized_keys eintragen: %2</translation>
        </message>
        <message>
            <source>The program lacks its resource %1</source>
            <translation>Dem Programm fehlt sein Bestandteil %1</translation>
        </message>
        <message>
            <source>Can&apos;t create the folder</source>
            <translation>Der Ordner lässt sich nicht anlegen</translation>
        </message>
        <message>
            <source>Check its owner and the free space of the disk.</source>
            <translation>Seinen Besitzer und den freien Platz der Platte prüfen.</translation>
        </message>
        <message>
            <source>The gateway doesn&apos;t answer</source>
            <translation>Das Gateway antwortet nicht</translation>
        </message>
        <message>
            <source>Look at log/haproxy.log; the guardian restarts a gateway that ended.</source>
            <translation>log/haproxy.log ansehen; ein Gateway, das endete, startet der Wächter neu.</translation>
        </message>
        <message>
            <source>The gateway was asked with a wrong address or number</source>
            <translation>Das Gateway wurde mit falscher Adresse oder Zahl gefragt</translation>
        </message>
        <message>
            <source>The gateway is down</source>
            <translation>Das Gateway ist ausgefallen</translation>
        </message>
        <message>
            <source>The guardian starts it again within 2 s; look at log/haproxy.log.</source>
            <translation>Der Wächter startet es in 2 s wieder; log/haproxy.log ansehen.</translation>
        </message>
        <message>
            <source>The gateway&apos;s answer was cut short: its outcome is unknown</source>
            <translation>Die Antwort des Gateways brach ab: Was geschah, ist nicht bekannt</translation>
        </message>
        <message>
            <source>Look at the routes before trying again.</source>
            <translation>Die Wege ansehen, bevor es noch einmal versucht wird.</translation>
        </message>
        <message>
            <source>The gateway refused: %1</source>
            <translation>Das Gateway lehnte ab: %1</translation>
        </message>
        <message>
            <source>%1 is not a numeric address</source>
            <translation>%1 ist keine Adresse aus Zahlen</translation>
        </message>
        <message>
            <source>The page is larger than 8 KiB</source>
            <translation>Die Seite ist größer als 8 KiB</translation>
        </message>
        <message>
            <source>Keep it small: it has to fit into one buffer of the gateway.</source>
            <translation>Sie klein halten: Sie muss in einen Puffer des Gateways passen.</translation>
        </message>
        <message>
            <source>Can&apos;t create the folder for pages</source>
            <translation>Der Ordner für Seiten lässt sich nicht anlegen</translation>
        </message>
        <message>
            <source>The cutover is incomplete</source>
            <translation>Das Umschalten ist unvollständig</translation>
        </message>
        <message>
            <source>A newer controller has this cutover in hand</source>
            <translation>Jemand Späteres hat dieses Umschalten in der Hand</translation>
        </message>
        <message>
            <source>The guardian knows no cutover of release %1</source>
            <translation>Der Wächter kennt kein Umschalten von Release %1</translation>
        </message>
        <message>
            <source>The gateway knows no address %1</source>
            <translation>Das Gateway kennt keine Adresse %1</translation>
        </message>
        <message>
            <source>The folder has a guardian already</source>
            <translation>Der Ordner hat schon einen Wächter</translation>
        </message>
        <message>
            <source>The guardian doesn&apos;t know the request &quot;%1&quot;</source>
            <translation>Der Wächter kennt die Anfrage „%1“ nicht</translation>
        </message>
        <message>
            <source>Everything is being stopped</source>
            <translation>Alles wird gerade angehalten</translation>
        </message>
        <message>
            <source>There is no slot %1</source>
            <translation>Es gibt keinen Platz %1</translation>
        </message>
        <message>
            <source>Another program has the port; end it or use another data folder.</source>
            <translation>Ein anderes Programm hat den Port; es beenden oder einen anderen Datenordner verwenden.</translation>
        </message>
        <message>
            <source>It isn&apos;t up within %1</source>
            <translation>Es läuft nach %1 noch nicht</translation>
        </message>
        <message>
            <source>Look at its log.</source>
            <translation>Sein Protokoll ansehen.</translation>
        </message>
        <message>
            <source>%1 is incomplete</source>
            <translation>%1 ist unvollständig</translation>
        </message>
        <message>
            <source>The link</source>
            <translation>Die Verbindung</translation>
        </message>
        <message>
            <source>Cancelled</source>
            <translation>Abgebrochen</translation>
        </message>
        <message>
            <source>The other process closed the connection</source>
            <translation>Der andere Prozess schloss die Verbindung</translation>
        </message>
        <message>
            <source>No socket: %1</source>
            <translation>Kein Socket: %1</translation>
        </message>
        <message>
            <source>No answer within %1</source>
            <translation>Keine Antwort in %1</translation>
        </message>
        <message>
            <source>poll: %1</source>
            <translation>poll: %1</translation>
        </message>
        <message>
            <source>socketpair: %1</source>
            <translation>socketpair: %1</translation>
        </message>
        <message>
            <source>sendmsg: %1</source>
            <translation>sendmsg: %1</translation>
        </message>
        <message>
            <source>recvmsg: %1</source>
            <translation>recvmsg: %1</translation>
        </message>
        <message>
            <source>accept: %1</source>
            <translation>accept: %1</translation>
        </message>
        <message>
            <source>pipe: %1</source>
            <translation>pipe: %1</translation>
        </message>
        <message>
            <source>fork: %1</source>
            <translation>fork: %1</translation>
        </message>
        <message>
            <source>A message of %1 bytes is too large</source>
            <translation>Eine Nachricht von %1 Byte ist zu groß</translation>
        </message>
        <message>
            <source>A message came with too many descriptors</source>
            <translation>Eine Nachricht kam mit zu vielen offenen Dateien</translation>
        </message>
        <message>
            <source>Check the limit of open files of this process.</source>
            <translation>Prüfen, wie viele Dateien dieser Prozess offen haben darf.</translation>
        </message>
        <message>
            <source>A message of %1 bytes was announced</source>
            <translation>Eine Nachricht von %1 Byte wurde angekündigt</translation>
        </message>
        <message>
            <source>The socket path is too long</source>
            <translation>Der Pfad des Sockets ist zu lang</translation>
        </message>
        <message>
            <source>Use a data folder with a shorter path or check who owns its folder.</source>
            <translation>Einen Datenordner mit kürzerem Pfad verwenden, oder prüfen, wem sein Ordner gehört.</translation>
        </message>
        <message>
            <source>Can&apos;t bind: %1</source>
            <translation>Der Socket lässt sich nicht anlegen: %1</translation>
        </message>
        <message>
            <source>Can&apos;t listen: %1</source>
            <translation>Zuhören geht nicht: %1</translation>
        </message>
        <message>
            <source>Nobody answers: %1</source>
            <translation>Niemand antwortet: %1</translation>
        </message>
        <message>
            <source>Is the process that listens there running?</source>
            <translation>Läuft der Prozess, der dort zuhört?</translation>
        </message>
        <message>
            <source>Not finished within %1</source>
            <translation>Nach %1 nicht fertig</translation>
        </message>
        <message>
            <source>Not finished in time</source>
            <translation>Nicht rechtzeitig fertig</translation>
        </message>
        <message>
            <source>Can&apos;t start %1: %2</source>
            <translation>%1 lässt sich nicht starten: %2</translation>
        </message>
        <message>
            <source>Run &quot;slipwayctl doctor&quot;: it names the package that is missing.</source>
            <translation>„slipwayctl doctor“ aufrufen: Es nennt das Paket, das fehlt.</translation>
        </message>
        <message>
            <source>Process %1 doesn&apos;t end, even by SIGKILL</source>
            <translation>Prozess %1 endet nicht, auch nicht durch SIGKILL</translation>
        </message>
        <message>
            <source>It hangs in the kernel; look at its state with ps.</source>
            <translation>Er hängt im Kern; seinen Zustand mit ps ansehen.</translation>
        </message>
        <message>
            <source>Can&apos;t %1: %2</source>
            <translation>Nicht möglich: %1 (%2)</translation>
        </message>
        <message>
            <source>create the folder</source>
            <translation>den Ordner anlegen</translation>
        </message>
        <message>
            <source>open the folder</source>
            <translation>den Ordner öffnen</translation>
        </message>
        <message>
            <source>hand over the folder</source>
            <translation>den Ordner übergeben</translation>
        </message>
        <message>
            <source>open</source>
            <translation>öffnen</translation>
        </message>
        <message>
            <source>create</source>
            <translation>anlegen</translation>
        </message>
        <message>
            <source>read</source>
            <translation>lesen</translation>
        </message>
        <message>
            <source>write</source>
            <translation>schreiben</translation>
        </message>
        <message>
            <source>save</source>
            <translation>speichern</translation>
        </message>
        <message>
            <source>Check that the disk isn&apos;t full and the folder can be written.</source>
            <translation>Prüfen, dass die Platte nicht voll und der Ordner beschreibbar ist.</translation>
        </message>
        <message>
            <source>Can&apos;t read: %1</source>
            <translation>Nicht zu lesen: %1</translation>
        </message>
        <message>
            <source>The file is larger than %1 bytes</source>
            <translation>Die Datei ist größer als %1 Byte</translation>
        </message>
        <message>
            <source>There is no appliance class &quot;%1&quot;</source>
            <translation>Es gibt keine Appliance-Klasse „%1“</translation>
        </message>
        <message>
            <source>There is no appliance class %1</source>
            <translation>Es gibt keine Appliance-Klasse %1</translation>
        </message>
        <message>
            <source>Name one of the classes that come with Slipway.</source>
            <translation>Eine der Klassen nennen, die mit Slipway kommen.</translation>
        </message>
        <message>
            <source>The template shows the secret %1 but its mode isn&apos;t 0600</source>
            <translation>Die Vorlage zeigt das Geheimnis %1, aber ihr Modus ist nicht 0600</translation>
        </message>
        <message>
            <source>Set mode: &quot;0600&quot;.</source>
            <translation>mode: &quot;0600&quot; setzen.</translation>
        </message>
        <message>
            <source>The class %1 needs %2</source>
            <translation>Die Klasse %1 braucht %2</translation>
        </message>
        <message>
            <source>Install %1.</source>
            <translation>%1 installieren.</translation>
        </message>
        <message>
            <source>No appliance can be called &quot;%1&quot;</source>
            <translation>Keine Appliance kann „%1“ heißen</translation>
        </message>
        <message>
            <source>Two appliances are called &quot;%1&quot;</source>
            <translation>Zwei Appliances heißen „%1“</translation>
        </message>
        <message>
            <source>Two appliances have the same name</source>
            <translation>Zwei Appliances haben denselben Namen</translation>
        </message>
        <message>
            <source>Give each a name of its own.</source>
            <translation>Jeder einen eigenen Namen geben.</translation>
        </message>
        <message>
            <source>Give it another name.</source>
            <translation>Einen anderen Namen geben.</translation>
        </message>
        <message>
            <source>&quot;%1&quot; and &quot;%2&quot; would listen at the same door</source>
            <translation>„%1“ und „%2“ hörten an derselben Tür</translation>
        </message>
        <message>
            <source>An environment has one appliance of such a class.</source>
            <translation>Eine Umgebung hat eine Appliance einer solchen Klasse.</translation>
        </message>
        <message>
            <source>The recipe has no appliance &quot;%1&quot;</source>
            <translation>Das Rezept hat keine Appliance „%1“</translation>
        </message>
        <message>
            <source>The class %1 has no parameter &quot;%2&quot;</source>
            <translation>Die Klasse %1 hat keinen Parameter „%2“</translation>
        </message>
        <message>
            <source>&quot;%1&quot; of class %2 doesn&apos;t serve the site</source>
            <translation>„%1“ der Klasse %2 liefert die Website nicht aus</translation>
        </message>
        <message>
            <source>Add an appliance that does, of class nginx or archive.</source>
            <translation>Eine Appliance ergänzen, die es tut, der Klasse nginx oder archive.</translation>
        </message>
        <message>
            <source>Name &quot;%1&quot;.</source>
            <translation>„%1“ nennen.</translation>
        </message>
        <message>
            <source>The class %1 has no place for content</source>
            <translation>Die Klasse %1 hat keinen Platz für Inhalt</translation>
        </message>
        <message>
            <source>No content &quot;%1&quot; comes with Slipway</source>
            <translation>Mit Slipway kommt kein Inhalt „%1“</translation>
        </message>
        <message>
            <source>Leave it out, and bring the code once the application is there.</source>
            <translation>Weglassen und den Code bringen, wenn die Anwendung da ist.</translation>
        </message>
        <message>
            <source>Correct the application&apos;s recipe.</source>
            <translation>Das Rezept der Anwendung berichtigen.</translation>
        </message>
        <message>
            <source>&quot;%1&quot; of class &quot;%2&quot; is no name</source>
            <translation>„%1“ der Klasse „%2“ ist kein Name</translation>
        </message>
        <message>
            <source>A recipe has 1 to %1 appliances</source>
            <translation>Ein Rezept hat 1 bis %1 Appliances</translation>
        </message>
        <message>
            <source>The environment has no place</source>
            <translation>Die Umgebung hat keinen Platz</translation>
        </message>
        <message>
            <source>There is no environment in slot %1</source>
            <translation>Auf Platz %1 ist keine Umgebung</translation>
        </message>
        <message>
            <source>Create it first.</source>
            <translation>Sie erst anlegen.</translation>
        </message>
        <message>
            <source>%1 is no signal that stops a service</source>
            <translation>%1 ist kein Signal, das einen Dienst anhält</translation>
        </message>
        <message>
            <source>Use TERM, INT, QUIT, HUP or KILL.</source>
            <translation>TERM, INT, QUIT, HUP oder KILL verwenden.</translation>
        </message>
        <message>
            <source>%1 is no kind of service</source>
            <translation>%1 ist keine Art von Dienst</translation>
        </message>
        <message>
            <source>Use database, application or worker.</source>
            <translation>database, application oder worker verwenden.</translation>
        </message>
        <message>
            <source>The service %1 runs nothing</source>
            <translation>Der Dienst %1 führt nichts aus</translation>
        </message>
        <message>
            <source>The specification names no folders</source>
            <translation>Die Beschreibung nennt keine Ordner</translation>
        </message>
        <message>
            <source>There is no variable ${%1}</source>
            <translation>Es gibt keine Variable ${%1}</translation>
        </message>
        <message>
            <source>Write $${ for a literal ${, or correct the name.</source>
            <translation>Für ein bloßes ${ schreibt man $${; oder den Namen berichtigen.</translation>
        </message>
        <message>
            <source>bubblewrap doesn&apos;t answer</source>
            <translation>bubblewrap antwortet nicht</translation>
        </message>
        <message>
            <source>bubblewrap could not separate the environment</source>
            <translation>bubblewrap konnte die Umgebung nicht abtrennen</translation>
        </message>
        <message>
            <source>Its reason stands in run/env-&lt;slot&gt;.log; &quot;slipwayctl doctor&quot; tells more.</source>
            <translation>Warum, steht in run/env-&lt;Platz&gt;.log; „slipwayctl doctor“ sagt mehr.</translation>
        </message>
        <message>
            <source>The environment&apos;s init ended at once</source>
            <translation>Das init der Umgebung endete sofort</translation>
        </message>
        <message>
            <source>Its reason stands in run/env-&lt;slot&gt;.log.</source>
            <translation>Warum, steht in run/env-&lt;Platz&gt;.log.</translation>
        </message>
        <message>
            <source>bubblewrap is missing or doesn&apos;t end: %1</source>
            <translation>bubblewrap fehlt oder endet nicht: %1</translation>
        </message>
        <message>
            <source>Install the package bubblewrap.</source>
            <translation>Das Paket bubblewrap installieren.</translation>
        </message>
        <message>
            <source>bubblewrap can&apos;t make namespaces here: %1</source>
            <translation>bubblewrap kann hier keine Namensräume anlegen: %1</translation>
        </message>
        <message>
            <source>Allow unprivileged user namespaces, or leave the chroot: enter the tree by pivot_root or run on the machine itself.</source>
            <translation>Namensräume für Benutzer ohne Rechte erlauben, oder das chroot verlassen: den Baum mit pivot_root betreten oder auf dem Rechner selbst laufen.</translation>
        </message>
        <message>
            <source>The environment isn&apos;t up</source>
            <translation>Die Umgebung läuft nicht</translation>
        </message>
        <message>
            <source>Start it; the guardian does so by itself when it should be up.</source>
            <translation>Sie starten; wenn sie laufen soll, tut es der Wächter von selbst.</translation>
        </message>
        <message>
            <source>Check the owner and the free space of the data folder.</source>
            <translation>Besitzer und freien Platz des Datenordners prüfen.</translation>
        </message>
        <message>
            <source>The launcher doesn&apos;t answer</source>
            <translation>Der Starter antwortet nicht</translation>
        </message>
        <message>
            <source>Stop and start the service as root: it leaves a launcher behind.</source>
            <translation>Den Dienst als root anhalten und starten: Er lässt einen Starter zurück.</translation>
        </message>
        <message>
            <source>As root, environments need the launcher</source>
            <translation>Als root brauchen Umgebungen den Starter</translation>
        </message>
        <message>
            <source>Start slipwayd --launcher for this data folder first.</source>
            <translation>Erst slipwayd --launcher für diesen Datenordner starten.</translation>
        </message>
        <message>
            <source>The folder belongs to user %1</source>
            <translation>Der Ordner gehört Benutzer %1</translation>
        </message>
        <message>
            <source>Move it away by hand.</source>
            <translation>Ihn von Hand wegräumen.</translation>
        </message>
        <message>
            <source>The request is not complete</source>
            <translation>Die Anfrage ist nicht vollständig</translation>
        </message>
        <message>
            <source>The slot %1 is not prepared</source>
            <translation>Platz %1 ist nicht vorbereitet</translation>
        </message>
        <message>
            <source>There is no such slot</source>
            <translation>Diesen Platz gibt es nicht</translation>
        </message>
        <message>
            <source>The launcher knows no such request</source>
            <translation>Der Starter kennt diese Anfrage nicht</translation>
        </message>
        <message>
            <source>The environment in slot %1 doesn&apos;t end</source>
            <translation>Die Umgebung auf Platz %1 endet nicht</translation>
        </message>
        <message>
            <source>Look at process %1.</source>
            <translation>Prozess %1 ansehen.</translation>
        </message>
        <message>
            <source>Copying the files ended with %1: %2</source>
            <translation>Das Kopieren der Dateien endete mit %1: %2</translation>
        </message>
        <message>
            <source>Check disk and permissions on both sides, then try again.</source>
            <translation>Platte und Rechte auf beiden Seiten prüfen, dann noch einmal versuchen.</translation>
        </message>
        <message>
            <source>Mail of the environment in slot %1 can&apos;t be taken over: %2</source>
            <translation>Post der Umgebung auf Platz %1 lässt sich nicht übernehmen: %2</translation>
        </message>
        <message>
            <source>one that was taken over stays there: %1</source>
            <translation>eine übernommene bleibt dort: %1</translation>
        </message>
        <message>
            <source>there is a link, no plain file, or one that is too large</source>
            <translation>dort ist ein Verweis, keine einfache Datei, oder eine zu große</translation>
        </message>
        <message>
            <source>Look at doors/%1/mail: only the environment&apos;s own programs write there.</source>
            <translation>doors/%1/mail ansehen: Dort schreiben nur die Programme der Umgebung.</translation>
        </message>
        <message>
            <source>The mark can&apos;t be removed</source>
            <translation>Das Zeichen lässt sich nicht entfernen</translation>
        </message>
        <message>
            <source>&quot;%1&quot; is no public key</source>
            <translation>„%1“ ist kein öffentlicher Schlüssel</translation>
        </message>
        <message>
            <source>Give it in OpenSSH&apos;s one-line form, without options.</source>
            <translation>Ihn in der einzeiligen Form von OpenSSH angeben, ohne Optionen.</translation>
        </message>
        <message>
            <source>Nobody&apos;s key is given</source>
            <translation>Von niemandem ist ein Schlüssel genannt</translation>
        </message>
        <message>
            <source>Add an SSH key to one of the customer&apos;s contacts.</source>
            <translation>Bei einem der Kontakte des Kunden einen SSH-Schlüssel eintragen.</translation>
        </message>
        <message>
            <source>Nobody is let in: environments can&apos;t be separated on this machine (%1)</source>
            <translation>Niemand wird eingelassen: Auf diesem Rechner lassen sich Umgebungen nicht abtrennen (%1)</translation>
        </message>
        <message>
            <source>%1 has no address</source>
            <translation>%1 hat keine Adresse</translation>
        </message>
        <message>
            <source>Nobody can come in before it has one.</source>
            <translation>Bevor es eine hat, kommt niemand hinein.</translation>
        </message>
        <message>
            <source>The database was not stopped cleanly: %1</source>
            <translation>Die Datenbank wurde nicht sauber angehalten: %1</translation>
        </message>
        <message>
            <source>Production goes on as before; retry.</source>
            <translation>Die Produktion arbeitet wie zuvor weiter; wiederholen.</translation>
        </message>
        <message>
            <source>The new side&apos;s database doesn&apos;t have everything: %1 of %2</source>
            <translation>Die Datenbank der neuen Seite hat nicht alles: %1 von %2</translation>
        </message>
        <message>
            <source>%1 of the copied files differ on both sides</source>
            <translation>%1 der kopierten Dateien sind auf beiden Seiten verschieden</translation>
        </message>
        <message>
            <source>The database doesn&apos;t receive from its source</source>
            <translation>Die Datenbank empfängt nichts von ihrer Quelle</translation>
        </message>
        <message>
            <source>Look at its log in .slipway/log.</source>
            <translation>Ihr Protokoll in .slipway/log ansehen.</translation>
        </message>
        <message>
            <source>The free space can&apos;t be read</source>
            <translation>Der freie Platz ist nicht zu lesen</translation>
        </message>
        <message>
            <source>Can&apos;t remove the folder: %1</source>
            <translation>Der Ordner lässt sich nicht entfernen: %1</translation>
        </message>
        <message>
            <source>Check the disk, and that nothing is mounted there; then try it again.</source>
            <translation>Die Platte prüfen, und dass dort nichts eingehängt ist; dann noch einmal versuchen.</translation>
        </message>
        <message>
            <source>A folder of the release can&apos;t be made</source>
            <translation>Ein Ordner des Release lässt sich nicht anlegen</translation>
        </message>
        <message>
            <source>Look at its rights and at the free space of the disk.</source>
            <translation>Seine Rechte und den freien Platz der Platte ansehen.</translation>
        </message>
        <message>
            <source>It ends again and again: %1</source>
            <translation>Es endet immer wieder: %1</translation>
        </message>
        <message>
            <source>Not healthy within %1: %2</source>
            <translation>Nach %1 nicht gesund: %2</translation>
        </message>
        <message>
            <source>%1 doesn&apos;t run (%2)</source>
            <translation>%1 läuft nicht (%2)</translation>
        </message>
        <message>
            <source>not yet</source>
            <translation>noch nicht</translation>
        </message>
        <message>
            <source>Look at its logs in .slipway/log, mend it and try again.</source>
            <translation>Die Protokolle in .slipway/log ansehen, instand setzen und noch einmal versuchen.</translation>
        </message>
        <message>
            <source>Mend it and try again; its log ends with: %1</source>
            <translation>Instand setzen und noch einmal versuchen; das Protokoll endet mit: %1</translation>
        </message>
        <message>
            <source>Not stopped within %1</source>
            <translation>Nach %1 nicht angehalten</translation>
        </message>
        <message>
            <source>The application doesn&apos;t stop</source>
            <translation>Die Anwendung hält nicht an</translation>
        </message>
        <message>
            <source>Try it again.</source>
            <translation>Es noch einmal versuchen.</translation>
        </message>
        <message>
            <source>The token %1 is older than %2: somebody else has taken over</source>
            <translation>Das Zeichen %1 ist älter als %2: Jemand anderes hat übernommen</translation>
        </message>
        <message>
            <source>Leave it to the newer controller.</source>
            <translation>Es dem Späteren überlassen.</translation>
        </message>
        <message>
            <source>There is no command &quot;%1&quot;</source>
            <translation>Es gibt keinen Befehl „%1“</translation>
        </message>
        <message>
            <source>The lease has lapsed: it serves again</source>
            <translation>Die Frist ist abgelaufen: Es arbeitet wieder</translation>
        </message>
        <message>
            <source>Begin the hold anew.</source>
            <translation>Das Halten neu beginnen.</translation>
        </message>
        <message>
            <source>A program and a number for each descriptor are needed</source>
            <translation>Nötig sind ein Programm und eine Zahl für jede offene Datei</translation>
        </message>
        <message>
            <source>There is no such appliance</source>
            <translation>Diese Appliance gibt es nicht</translation>
        </message>
        <message>
            <source>Give the environment&apos;s user the right to read it.</source>
            <translation>Dem Benutzer der Umgebung das Recht geben, es zu lesen.</translation>
        </message>
        <message>
            <source>Files can&apos;t be watched: %1</source>
            <translation>Dateien lassen sich nicht beobachten: %1</translation>
        </message>
        <message>
            <source>Raise fs.inotify.max_user_instances and max_user_watches.</source>
            <translation>fs.inotify.max_user_instances und max_user_watches erhöhen.</translation>
        </message>
        <message>
            <source>The fence can&apos;t be written: %1</source>
            <translation>Die Grenze lässt sich nicht schreiben: %1</translation>
        </message>
        <message>
            <source>Check that the disk isn&apos;t full.</source>
            <translation>Prüfen, dass die Platte nicht voll ist.</translation>
        </message>
        <message>
            <source>The list of changed files isn&apos;t complete</source>
            <translation>Die Liste der geänderten Dateien ist nicht vollständig</translation>
        </message>
        <message>
            <source>%1 is no address and port</source>
            <translation>%1 ist keine Adresse mit Port</translation>
        </message>
        <message>
            <source>The health check&apos;s request isn&apos;t taken</source>
            <translation>Die Frage nach der Gesundheit wird nicht angenommen</translation>
        </message>
        <message>
            <source>The application&apos;s content can&apos;t be copied: %1</source>
            <translation>Der Inhalt der Anwendung lässt sich nicht kopieren: %1</translation>
        </message>
        <message>
            <source>The hook ends with %1: %2</source>
            <translation>Das Vorbereiten endet mit %1: %2</translation>
        </message>
        <message>
            <source>No worker: %1</source>
            <translation>Kein Arbeiter: %1</translation>
        </message>
        <message>
            <source>A worker of the environment ended without a result (%1)</source>
            <translation>Ein Arbeiter der Umgebung endete ohne Ergebnis (%1)</translation>
        </message>
        <message>
            <source>No host key could be made: %1</source>
            <translation>Der Schlüssel des Rechners ließ sich nicht anlegen: %1</translation>
        </message>
        <message>
            <source>The probe of %1 doesn&apos;t start</source>
            <translation>Die Messung von %1 beginnt nicht</translation>
        </message>
        <message>
            <source>Its reason is in the service&apos;s log.</source>
            <translation>Warum, steht im Protokoll des Dienstes.</translation>
        </message>
        <message>
            <source>Can&apos;t write samples: %1</source>
            <translation>Messwerte lassen sich nicht schreiben: %1</translation>
        </message>
        <message>
            <source>This is not a recording of a probe</source>
            <translation>Dies ist keine Aufzeichnung einer Messung</translation>
        </message>
        <message>
            <source>The probe can&apos;t ask &quot;%1&quot;</source>
            <translation>Die Messung kann „%1“ nicht fragen</translation>
        </message>
        <message>
            <source>Give it a URL like http://127.0.0.1:8080/ with a numeric address.</source>
            <translation>Ihr eine URL wie http://127.0.0.1:8080/ mit einer Adresse aus Zahlen geben.</translation>
        </message>
        <message>
            <source>The rate must be 1 to 10000 requests a second</source>
            <translation>Es müssen 1 bis 10000 Anfragen in der Sekunde sein</translation>
        </message>
        <message>
            <source>Qt&apos;s driver for SQLite is missing</source>
            <translation>Der SQLite-Treiber von Qt fehlt</translation>
        </message>
        <message>
            <source>Install the package libqt6sql6-sqlite.</source>
            <translation>Das Paket libqt6sql6-sqlite installieren.</translation>
        </message>
        <message>
            <source>End what has slipway.db open (&quot;fuser -v&quot; names it) and try again.</source>
            <translation>Beenden, was slipway.db offen hat („fuser -v“ nennt es), und noch einmal versuchen.</translation>
        </message>
        <message>
            <source>The store can&apos;t be read or written: %1</source>
            <translation>Der Speicher lässt sich nicht lesen oder schreiben: %1</translation>
        </message>
        <message>
            <source>Check free space, file size limits, the owner of the data folder and the disk, then try again.</source>
            <translation>Freien Platz, Grenzen für Dateien, den Besitzer des Datenordners und die Platte prüfen, dann noch einmal versuchen.</translation>
        </message>
        <message>
            <source>The store&apos;s file is damaged: %1</source>
            <translation>Die Datei des Speichers ist beschädigt: %1</translation>
        </message>
        <message>
            <source>Stop the service and restore the last backup into an empty data folder.</source>
            <translation>Den Dienst anhalten und die letzte Sicherung in einen leeren Datenordner wiederherstellen.</translation>
        </message>
        <message>
            <source>The store refuses this: %1</source>
            <translation>Der Speicher lehnt das ab: %1</translation>
        </message>
        <message>
            <source>A statement failed: %1 (%2)</source>
            <translation>Eine Anweisung ist gescheitert: %1 (%2)</translation>
        </message>
        <message>
            <source>The store is being closed</source>
            <translation>Der Speicher wird gerade geschlossen</translation>
        </message>
        <message>
            <source>A write was asked for inside another write or a subscriber</source>
            <translation>Mitten im Schreiben sollte noch einmal geschrieben werden</translation>
        </message>
        <message>
            <source>A write threw: %1</source>
            <translation>Ein Schreiben brach ab: %1</translation>
        </message>
        <message>
            <source>The file with the secrets is damaged</source>
            <translation>Die Datei mit den Geheimnissen ist beschädigt</translation>
        </message>
        <message>
            <source>The key of the secrets can&apos;t be read</source>
            <translation>Der Schlüssel der Geheimnisse ist nicht zu lesen</translation>
        </message>
        <message>
            <source>Check the file&apos;s owner and mode.</source>
            <translation>Besitzer und Modus der Datei prüfen.</translation>
        </message>
        <message>
            <source>Everybody may read the key of the secrets</source>
            <translation>Alle dürfen den Schlüssel der Geheimnisse lesen</translation>
        </message>
        <message>
            <source>chmod 600 it, and replace the secrets if others use this machine.</source>
            <translation>Ihm chmod 600 geben, und die Geheimnisse ersetzen, wenn andere diesen Rechner benutzen.</translation>
        </message>
        <message>
            <source>The key of the secrets has a wrong length</source>
            <translation>Der Schlüssel der Geheimnisse hat die falsche Länge</translation>
        </message>
        <message>
            <source>It is 32 bytes, or 64 hexadecimal digits; restore it from a backup.</source>
            <translation>Er hat 32 Byte oder 64 hexadezimale Ziffern; aus einer Sicherung wiederherstellen.</translation>
        </message>
        <message>
            <source>There are secrets, but the key that opens them is missing</source>
            <translation>Es gibt Geheimnisse, aber der Schlüssel, der sie öffnet, fehlt</translation>
        </message>
        <message>
            <source>Put the key back: %1 from a backup, or the systemd credential &quot;slipway-key&quot;.</source>
            <translation>Den Schlüssel zurücklegen: %1 aus einer Sicherung, oder den systemd-Berechtigungsnachweis „slipway-key“.</translation>
        </message>
        <message>
            <source>The secrets were sealed with another key</source>
            <translation>Die Geheimnisse wurden mit einem anderen Schlüssel versiegelt</translation>
        </message>
        <message>
            <source>Put that key back in place of %1.</source>
            <translation>Diesen Schlüssel anstelle von %1 zurücklegen.</translation>
        </message>
        <message>
            <source>libsodium can&apos;t be initialised</source>
            <translation>libsodium lässt sich nicht einrichten</translation>
        </message>
        <message>
            <source>&quot;%1&quot; can&apos;t name a secret</source>
            <translation>„%1“ kann kein Name eines Geheimnisses sein</translation>
        </message>
        <message>
            <source>Use lower case letters, digits and . _ -, at most 80.</source>
            <translation>Kleinbuchstaben, Ziffern und . _ - verwenden, höchstens 80.</translation>
        </message>
        <message>
            <source>The secret is empty or too large</source>
            <translation>Das Geheimnis ist leer oder zu groß</translation>
        </message>
        <message>
            <source>Give 1 to %1 bytes.</source>
            <translation>1 bis %1 Byte angeben.</translation>
        </message>
        <message>
            <source>There is no secret &quot;%1&quot;</source>
            <translation>Es gibt kein Geheimnis „%1“</translation>
        </message>
        <message>
            <source>&quot;slipwayctl secret list&quot; shows the names there are.</source>
            <translation>„slipwayctl secret list“ zeigt die Namen, die es gibt.</translation>
        </message>
        <message>
            <source>Name the environment.</source>
            <translation>Die Umgebung nennen.</translation>
        </message>
        <message>
            <source>It has: %1.</source>
            <translation>Es gibt: %1.</translation>
        </message>
        <message>
            <source>&quot;%1&quot; is neither true nor false</source>
            <translation>„%1“ ist weder wahr noch falsch</translation>
        </message>
        <message>
            <source>No environment is named</source>
            <translation>Es ist keine Umgebung genannt</translation>
        </message>
        <message>
            <source>Name the one to remove.</source>
            <translation>Die nennen, die entfernt werden soll.</translation>
        </message>
        <message>
            <source>an object</source>
            <translation>ein Objekt</translation>
        </message>
        <message>
            <source>text</source>
            <translation>Text</translation>
        </message>
        <message>
            <source>application</source>
            <translation>Anwendung</translation>
        </message>
        <message>
            <source>environment</source>
            <translation>Umgebung</translation>
        </message>
        <message>
            <source>policy</source>
            <translation>Plan</translation>
        </message>
        <message>
            <source>calendar</source>
            <translation>Kalender</translation>
        </message>
        <message>
            <source>agreement</source>
            <translation>Vereinbarung</translation>
        </message>
        <message>
            <source>a list of words</source>
            <translation>eine Liste von Wörtern</translation>
        </message>
        <message>
            <source>a list of numbers</source>
            <translation>eine Liste von Zahlen</translation>
        </message>
        <message>
            <source>a number of bytes</source>
            <translation>eine Zahl von Byte</translation>
        </message>
        <message>
            <source>a number from 1 to 1000</source>
            <translation>eine Zahl von 1 bis 1000</translation>
        </message>
        <message>
            <source>a number from 1 to 65535</source>
            <translation>eine Zahl von 1 bis 65535</translation>
        </message>
        <message>
            <source>an object with the appliances and their classes</source>
            <translation>ein Objekt mit den Appliances und ihren Klassen</translation>
        </message>
        <message>
            <source>The request is refused: %1</source>
            <translation>Die Anfrage wird abgelehnt: %1</translation>
        </message>
        <message>
            <source>Send strict HTTP/1.1.</source>
            <translation>Strenges HTTP/1.1 senden.</translation>
        </message>
        <message>
            <source>The request&apos;s header is too large</source>
            <translation>Der Kopf der Anfrage ist zu groß</translation>
        </message>
        <message>
            <source>At most %1 bytes are read.</source>
            <translation>Höchstens %1 Byte werden gelesen.</translation>
        </message>
        <message>
            <source>The request&apos;s body is too large</source>
            <translation>Der Inhalt der Anfrage ist zu groß</translation>
        </message>
        <message>
            <source>Too many connections are open</source>
            <translation>Zu viele Verbindungen sind offen</translation>
        </message>
        <message>
            <source>Close some, or try again later.</source>
            <translation>Einige schließen, oder es später noch einmal versuchen.</translation>
        </message>
        <message>
            <source>This was done already; the token in its answer was shown once and isn&apos;t kept</source>
            <translation>Das ist schon getan; das Token der Antwort wurde einmal gezeigt und wird nicht behalten</translation>
        </message>
        <message>
            <source>If it didn&apos;t reach you, revoke that token and issue another with a new key.</source>
            <translation>Kam es nicht an, das Token widerrufen und mit neuem Schlüssel ein anderes ausstellen.</translation>
        </message>
        <message>
            <source>This Idempotency-Key was used for another request</source>
            <translation>Dieser Idempotency-Key galt schon einer anderen Anfrage</translation>
        </message>
        <message>
            <source>Use a new key for every new request.</source>
            <translation>Für jede neue Anfrage einen neuen Schlüssel verwenden.</translation>
        </message>
        <message>
            <source>&quot;%1&quot; is not a place</source>
            <translation>„%1“ ist keine Stelle</translation>
        </message>
        <message>
            <source>Give the last seq you have, or 0.</source>
            <translation>Das letzte bekannte seq angeben, oder 0.</translation>
        </message>
        <message>
            <source>The ledger ends at %1 and knows nothing of %2</source>
            <translation>Das Hauptbuch endet bei %1 und weiß nichts von %2</translation>
        </message>
        <message>
            <source>It was replaced, by a restored backup for instance: read it anew.</source>
            <translation>Es wurde ersetzt, etwa durch eine wiederhergestellte Sicherung: es neu lesen.</translation>
        </message>
        <message>
            <source>This is a WebSocket</source>
            <translation>Dies ist ein WebSocket</translation>
        </message>
        <message>
            <source>Open it as one, or read pages of the ledger at /api/v1/ledger.</source>
            <translation>Es als solches öffnen, oder Seiten des Hauptbuchs bei /api/v1/ledger lesen.</translation>
        </message>
        <message>
            <source>&quot;%1&quot; is not an order</source>
            <translation>„%1“ ist keine Reihenfolge</translation>
        </message>
        <message>
            <source>Use newest or oldest.</source>
            <translation>newest oder oldest verwenden.</translation>
        </message>
        <message>
            <source>&quot;%1&quot; is no mail</source>
            <translation>„%1“ ist keine Mail</translation>
        </message>
        <message>
            <source>Send the message as it is, as message/rfc822.</source>
            <translation>Die Nachricht senden, wie sie ist, als message/rfc822.</translation>
        </message>
        <message>
            <source>The mail is empty</source>
            <translation>Die Mail ist leer</translation>
        </message>
        <message>
            <source>Send the whole message, headers first.</source>
            <translation>Die ganze Nachricht senden, den Kopf zuerst.</translation>
        </message>
        <message>
            <source>There is no &quot;%1&quot;</source>
            <translation>„%1“ gibt es nicht</translation>
        </message>
        <message>
            <source>Ids are numbers; lists show them.</source>
            <translation>Kennungen sind Zahlen; Listen zeigen sie.</translation>
        </message>
        <message>
            <source>Give &quot;next&quot; of the page before.</source>
            <translation>„next“ der vorigen Seite angeben.</translation>
        </message>
        <message>
            <source>The request&apos;s body names &quot;%1&quot; twice</source>
            <translation>Der Inhalt der Anfrage nennt „%1“ zweimal</translation>
        </message>
        <message>
            <source>Name it once: which of both counts can&apos;t be told.</source>
            <translation>Es einmal nennen: Welches von beiden gilt, ist nicht zu sagen.</translation>
        </message>
        <message>
            <source>The request&apos;s body</source>
            <translation>Der Inhalt der Anfrage</translation>
        </message>
        <message>
            <source>The description of the API isn&apos;t compiled in</source>
            <translation>Die Beschreibung der API fehlt in diesem Programm</translation>
        </message>
        <message>
            <source>Build Slipway with resources/openapi.yaml.</source>
            <translation>Slipway mit resources/openapi.yaml bauen.</translation>
        </message>
        <message>
            <source>&quot;%1&quot; is not a cursor</source>
            <translation>„%1“ ist keine Stelle einer Liste</translation>
        </message>
        <message>
            <source>Pass the cursor that the page before gave, unchanged.</source>
            <translation>Die Stelle übergeben, die die vorige Seite nannte, unverändert.</translation>
        </message>
        <message>
            <source>&quot;%1&quot; is not a state of a run</source>
            <translation>„%1“ ist kein Stand eines Laufs</translation>
        </message>
        <message>
            <source>&quot;%1&quot; is not a state of a %2</source>
            <translation>„%1“ ist kein Stand (%2)</translation>
        </message>
        <message>
            <source>&quot;%1&quot; is not a role of an environment</source>
            <translation>„%1“ ist keine Rolle einer Umgebung</translation>
        </message>
        <message>
            <source>Use production, test, standby or retired.</source>
            <translation>production, test, standby oder retired verwenden.</translation>
        </message>
        <message>
            <source>&quot;%1&quot; is not a role</source>
            <translation>„%1“ ist keine Rolle</translation>
        </message>
        <message>
            <source>Use operations, support, sales, admin or customer.</source>
            <translation>operations, support, sales, admin oder customer verwenden.</translation>
        </message>
        <message>
            <source>There is no appliance with the number %1</source>
            <translation>Es gibt keine Appliance mit der Nummer %1</translation>
        </message>
        <message>
            <source>There is no application with the number %1</source>
            <translation>Es gibt keine Anwendung mit der Nummer %1</translation>
        </message>
        <message>
            <source>There is no environment with the number %1</source>
            <translation>Es gibt keine Umgebung mit der Nummer %1</translation>
        </message>
        <message>
            <source>The address %1 belongs to another environment</source>
            <translation>Die Adresse %1 gehört zu einer anderen Umgebung</translation>
        </message>
        <message>
            <source>%1 is not a slot</source>
            <translation>%1 ist kein Platz</translation>
        </message>
        <message>
            <source>Slots are 1 to %1.</source>
            <translation>Plätze sind 1 bis %1.</translation>
        </message>
        <message>
            <source>%1 and %2 have no two addresses to swap</source>
            <translation>%1 und %2 haben keine zwei Adressen zu tauschen</translation>
        </message>
        <message>
            <source>Look at the list for the names there are.</source>
            <translation>Die Liste ansehen: Sie zeigt, welche Namen es gibt.</translation>
        </message>
        <message>
            <source>&quot;%1&quot; can&apos;t name a %2</source>
            <translation>„%1“ kann hier kein Name sein (%2)</translation>
        </message>
        <message>
            <source>Use 2 to 40 lower case letters, digits and hyphens, a letter first and no hyphen at the end.</source>
            <translation>2 bis 40 Kleinbuchstaben, Ziffern und Bindestriche verwenden, zuerst einen Buchstaben und am Ende keinen Bindestrich.</translation>
        </message>
        <message>
            <source>&quot;%1&quot; can&apos;t name a user</source>
            <translation>„%1“ kann kein Name eines Benutzers sein</translation>
        </message>
        <message>
            <source>Use lower case letters, digits and . _ @ + -, a letter first.</source>
            <translation>Kleinbuchstaben, Ziffern und . _ @ + - verwenden, zuerst einen Buchstaben.</translation>
        </message>
        <message>
            <source>A user of the role customer belongs to a customer, and only such a one</source>
            <translation>Wer die Rolle customer hat, gehört zu einem Kunden, und nur wer sie hat</translation>
        </message>
        <message>
            <source>Name the customer with the role customer, and none with another role.</source>
            <translation>Zur Rolle customer den Kunden nennen, und zu anderen Rollen keinen.</translation>
        </message>
        <message>
            <source>There is a user &quot;%1&quot; already</source>
            <translation>Es gibt schon einen Benutzer „%1“</translation>
        </message>
        <message>
            <source>There is no user &quot;%1&quot;</source>
            <translation>Es gibt keinen Benutzer „%1“</translation>
        </message>
        <message>
            <source>The password is too short or too long</source>
            <translation>Das Passwort ist zu kurz oder zu lang</translation>
        </message>
        <message>
            <source>Use %1 characters or more.</source>
            <translation>%1 Zeichen oder mehr verwenden.</translation>
        </message>
        <message>
            <source>The password can&apos;t be hashed: out of memory</source>
            <translation>Das Passwort lässt sich nicht verarbeiten: Der Speicher reicht nicht</translation>
        </message>
        <message>
            <source>Try again when the machine has 20 MB free.</source>
            <translation>Noch einmal versuchen, wenn der Rechner 20 MB frei hat.</translation>
        </message>
        <message>
            <source>There is no valid token %1</source>
            <translation>Es gibt kein gültiges Token %1</translation>
        </message>
        <message>
            <source>%1 has no token %2</source>
            <translation>%1 hat kein Token %2</translation>
        </message>
        <message>
            <source>A host needs our private key there: itself, or the name of a secret</source>
            <translation>Ein Rechner braucht unseren privaten Schlüssel: ihn selbst, oder den Namen eines Geheimnisses</translation>
        </message>
        <message>
            <source>Give either &quot;private_key&quot; or &quot;secret&quot;.</source>
            <translation>Entweder „private_key“ oder „secret“ angeben.</translation>
        </message>
        <message>
            <source>This is no public key</source>
            <translation>Dies ist kein öffentlicher Schlüssel</translation>
        </message>
        <message>
            <source>Give one line such as &quot;ssh-ed25519 AAAA…&quot;, as ssh-keyscan prints it behind the name.</source>
            <translation>Eine Zeile wie „ssh-ed25519 AAAA…“ angeben, wie ssh-keyscan sie nach dem Namen zeigt.</translation>
        </message>
        <message>
            <source>&quot;%1&quot; can&apos;t be the %2 of a host</source>
            <translation>„%1“ kann nicht für einen Rechner gelten (%2)</translation>
        </message>
        <message>
            <source>Use lower case letters, digits, . and -.</source>
            <translation>Kleinbuchstaben, Ziffern, . und - verwenden.</translation>
        </message>
        <message>
            <source>Give a name that resolves, or an IP address.</source>
            <translation>Einen Namen angeben, den DNS kennt, oder eine IP-Adresse.</translation>
        </message>
        <message>
            <source>Give the login that steps run as there.</source>
            <translation>Den Benutzer angeben, als der Schritte dort laufen.</translation>
        </message>
        <message>
            <source>%1 is not a port</source>
            <translation>%1 ist kein Port</translation>
        </message>
        <message>
            <source>Use 1 to 65535.</source>
            <translation>1 bis 65535 verwenden.</translation>
        </message>
        <message>
            <source>There is a host &quot;%1&quot; already</source>
            <translation>Es gibt schon einen Rechner „%1“</translation>
        </message>
        <message>
            <source>Remove it first, or use another name.</source>
            <translation>Ihn erst entfernen, oder einen anderen Namen verwenden.</translation>
        </message>
        <message>
            <source>There is no host &quot;%1&quot;</source>
            <translation>Es gibt keinen Rechner „%1“</translation>
        </message>
        <message>
            <source>&quot;slipwayctl host list&quot; shows those there are; &quot;host add&quot; adds one.</source>
            <translation>„slipwayctl host list“ zeigt, welche es gibt; „host add“ fügt einen hinzu.</translation>
        </message>
        <message>
            <source>The secret &quot;%1&quot; is needed for %2</source>
            <translation>Das Geheimnis „%1“ wird gebraucht für %2</translation>
        </message>
        <message>
            <source>Remove the host first, or set another value.</source>
            <translation>Erst den Rechner entfernen, oder einen anderen Wert setzen.</translation>
        </message>
        <message>
            <source>Remove the mailbox first, or set another value.</source>
            <translation>Erst das Postfach entfernen, oder einen anderen Wert setzen.</translation>
        </message>
        <message>
            <source>&quot;%1&quot; can&apos;t be the name of a mailbox</source>
            <translation>„%1“ kann kein Name eines Postfachs sein</translation>
        </message>
        <message>
            <source>Use lower case letters, digits and . _ -, at most 60.</source>
            <translation>Kleinbuchstaben, Ziffern und . _ - verwenden, höchstens 60.</translation>
        </message>
        <message>
            <source>There are %1 mailboxes already</source>
            <translation>Es gibt schon %1 Postfächer</translation>
        </message>
        <message>
            <source>There is no mailbox &quot;%1&quot;</source>
            <translation>Es gibt kein Postfach „%1“</translation>
        </message>
        <message>
            <source>&quot;slipwayctl mailbox list&quot; shows those there are; &quot;mailbox set&quot; adds one.</source>
            <translation>„slipwayctl mailbox list“ zeigt, welche es gibt; „mailbox set“ fügt eines hinzu.</translation>
        </message>
        <message>
            <source>The mailbox can&apos;t have this %1</source>
            <translation>So kann es für ein Postfach nicht sein: %1</translation>
        </message>
        <message>
            <source>Give a text of one line, at most %1 letters.</source>
            <translation>Einen Text von einer Zeile angeben, höchstens %1 Zeichen.</translation>
        </message>
        <message>
            <source>Give a number from %1 to %2.</source>
            <translation>Eine Zahl von %1 bis %2 angeben.</translation>
        </message>
        <message>
            <source>Use tls, starttls or none.</source>
            <translation>tls, starttls oder none verwenden.</translation>
        </message>
        <message>
            <source>Give certificates in PEM, or nothing.</source>
            <translation>Zertifikate in PEM angeben, oder nichts.</translation>
        </message>
        <message>
            <source>Give the server&apos;s name, or its IP address.</source>
            <translation>Den Namen des Servers oder seine IP-Adresse angeben.</translation>
        </message>
        <message>
            <source>Give the login there.</source>
            <translation>Den Benutzer dort angeben.</translation>
        </message>
        <message>
            <source>Name the folder, such as INBOX.</source>
            <translation>Den Ordner nennen, etwa INBOX.</translation>
        </message>
        <message>
            <source>Name another folder than the one that mail is taken from.</source>
            <translation>Einen anderen Ordner nennen als den, aus dem Post geholt wird.</translation>
        </message>
        <message>
            <source>Without TLS only a server on this machine is spoken to; use tls or starttls.</source>
            <translation>Ohne TLS wird nur mit einem Server auf diesem Rechner gesprochen; tls oder starttls verwenden.</translation>
        </message>
        <message>
            <source>A mailbox needs the password of its user</source>
            <translation>Ein Postfach braucht das Passwort seines Benutzers</translation>
        </message>
        <message>
            <source>Give it: slipwayctl mailbox set %1 --password reads it from stdin.</source>
            <translation>Es angeben: slipwayctl mailbox set %1 --password liest es von der Standardeingabe.</translation>
        </message>
        <message>
            <source>The mail server doesn&apos;t answer in time</source>
            <translation>Der Mailserver antwortet nicht rechtzeitig</translation>
        </message>
        <message>
            <source>It is tried again by itself.</source>
            <translation>Es wird von selbst noch einmal versucht.</translation>
        </message>
        <message>
            <source>The mail server can&apos;t be reached: %1</source>
            <translation>Der Mailserver ist nicht zu erreichen: %1</translation>
        </message>
        <message>
            <source>Is it running there, and is the port right?</source>
            <translation>Läuft er dort, und stimmt der Port?</translation>
        </message>
        <message>
            <source>It was stopped</source>
            <translation>Es wurde angehalten</translation>
        </message>
        <message>
            <source>Without TLS only a server on this machine is spoken to</source>
            <translation>Ohne TLS wird nur mit einem Server auf diesem Rechner gesprochen</translation>
        </message>
        <message>
            <source>Use tls or starttls.</source>
            <translation>tls oder starttls verwenden.</translation>
        </message>
        <message>
            <source>The mail server has no address</source>
            <translation>Der Mailserver hat keine Adresse</translation>
        </message>
        <message>
            <source>The certificate to trust can&apos;t be read</source>
            <translation>Das Zertifikat, dem zu trauen ist, ist nicht zu lesen</translation>
        </message>
        <message>
            <source>Give certificates in PEM.</source>
            <translation>Zertifikate in PEM angeben.</translation>
        </message>
        <message>
            <source>No secure connection to the mail server: %1</source>
            <translation>Keine sichere Verbindung zum Mailserver: %1</translation>
        </message>
        <message>
            <source>No secure connection to the mail server: it doesn&apos;t speak TLS there</source>
            <translation>Keine sichere Verbindung zum Mailserver: Er spricht dort kein TLS</translation>
        </message>
        <message>
            <source>its certificate isn&apos;t to be trusted: %1</source>
            <translation>seinem Zertifikat ist nicht zu trauen: %1</translation>
        </message>
        <message>
            <source>it doesn&apos;t speak TLS there</source>
            <translation>er spricht dort kein TLS</translation>
        </message>
        <message>
            <source>Give the certificate of its authority, or mend the server&apos;s.</source>
            <translation>Das Zertifikat seiner Stelle angeben, oder das des Servers in Ordnung bringen.</translation>
        </message>
        <message>
            <source>The mail server closed the connection</source>
            <translation>Der Mailserver schloss die Verbindung</translation>
        </message>
        <message>
            <source>The connection to the mail server broke: %1</source>
            <translation>Die Verbindung zum Mailserver riss: %1</translation>
        </message>
        <message>
            <source>The secure connection to the mail server broke</source>
            <translation>Die sichere Verbindung zum Mailserver riss</translation>
        </message>
        <message>
            <source>The mail server doesn&apos;t speak IMAP as it should: %1</source>
            <translation>Der Mailserver spricht IMAP nicht, wie er soll: %1</translation>
        </message>
        <message>
            <source>it says more than was asked for</source>
            <translation>er sagt mehr, als gefragt war</translation>
        </message>
        <message>
            <source>it says a line without an end</source>
            <translation>er sagt eine Zeile ohne Ende</translation>
        </message>
        <message>
            <source>it says something nested without an end</source>
            <translation>er verschachtelt etwas ohne Ende</translation>
        </message>
        <message>
            <source>it has %1 bytes, and %2 are taken</source>
            <translation>sie hat %1 Byte, und genommen werden %2</translation>
        </message>
        <message>
            <source>it announces more than was asked for</source>
            <translation>er kündigt mehr an, als gefragt war</translation>
        </message>
        <message>
            <source>The name of the mail server isn&apos;t known: %1</source>
            <translation>Der Name des Mailservers ist nicht bekannt: %1</translation>
        </message>
        <message>
            <source>Is it written right, and does DNS work here?</source>
            <translation>Ist er richtig geschrieben, und geht DNS hier?</translation>
        </message>
        <message>
            <source>DNS doesn&apos;t say in time where the mail server is</source>
            <translation>DNS sagt nicht rechtzeitig, wo der Mailserver ist</translation>
        </message>
        <message>
            <source>%1: it doesn&apos;t speak IMAP as it should</source>
            <translation>%1: Er spricht IMAP nicht, wie er soll</translation>
        </message>
        <message>
            <source>Is it an IMAP server, and is the port right?</source>
            <translation>Ist es ein IMAP-Server, und stimmt der Port?</translation>
        </message>
        <message>
            <source>%1: it says &quot;%2&quot;</source>
            <translation>%1: Er sagt „%2“</translation>
        </message>
        <message>
            <source>The mail server turns us away</source>
            <translation>Der Mailserver weist uns ab</translation>
        </message>
        <message>
            <source>The mail server doesn&apos;t do STARTTLS</source>
            <translation>Der Mailserver kann kein STARTTLS</translation>
        </message>
        <message>
            <source>The mail server doesn&apos;t say what it can do</source>
            <translation>Der Mailserver sagt nicht, was er kann</translation>
        </message>
        <message>
            <source>The password of the mailbox is more than one line</source>
            <translation>Das Passwort des Postfachs hat mehr als eine Zeile</translation>
        </message>
        <message>
            <source>Set it again: slipwayctl mailbox set %1 --password.</source>
            <translation>Es neu setzen: slipwayctl mailbox set %1 --password.</translation>
        </message>
        <message>
            <source>The mail server doesn&apos;t let &quot;%1&quot; in: it says &quot;%2&quot;</source>
            <translation>Der Mailserver lässt „%1“ nicht ein: Er sagt „%2“</translation>
        </message>
        <message>
            <source>Set the user and the password that it knows: slipwayctl mailbox set %1 --password.</source>
            <translation>Benutzer und Passwort setzen, die er kennt: slipwayctl mailbox set %1 --password.</translation>
        </message>
        <message>
            <source>The folder &quot;%1&quot; can&apos;t be opened</source>
            <translation>Der Ordner „%1“ lässt sich nicht öffnen</translation>
        </message>
        <message>
            <source>The mail server gives its mail no numbers that last</source>
            <translation>Der Mailserver gibt seiner Post keine Nummern, die bleiben</translation>
        </message>
        <message>
            <source>It can&apos;t be used: UIDVALIDITY is missing.</source>
            <translation>Er ist nicht zu gebrauchen: UIDVALIDITY fehlt.</translation>
        </message>
        <message>
            <source>The mail server doesn&apos;t say what is new</source>
            <translation>Der Mailserver sagt nicht, was neu ist</translation>
        </message>
        <message>
            <source>The mail server doesn&apos;t list its mail</source>
            <translation>Der Mailserver nennt seine Post nicht</translation>
        </message>
        <message>
            <source>The mail server doesn&apos;t hand out its mail</source>
            <translation>Der Mailserver gibt seine Post nicht heraus</translation>
        </message>
        <message>
            <source>The mail server doesn&apos;t hand out mail %1</source>
            <translation>Der Mailserver gibt Mail %1 nicht heraus</translation>
        </message>
        <message>
            <source>The folder is read-only: taken mail can&apos;t be marked</source>
            <translation>Der Ordner ist nur zu lesen: Geholte Post lässt sich nicht kennzeichnen</translation>
        </message>
        <message>
            <source>Taken mail can&apos;t be marked as seen</source>
            <translation>Geholte Post lässt sich nicht als gesehen kennzeichnen</translation>
        </message>
        <message>
            <source>Taken mail can&apos;t be moved to &quot;%1&quot;</source>
            <translation>Geholte Post lässt sich nicht nach „%1“ verschieben</translation>
        </message>
        <message>
            <source>Moved mail can&apos;t be deleted</source>
            <translation>Verschobene Post lässt sich nicht löschen</translation>
        </message>
        <message>
            <source>The mail server went away</source>
            <translation>Der Mailserver ging weg</translation>
        </message>
        <message>
            <source>The mail server doesn&apos;t tell of new mail: it says &quot;%1&quot;</source>
            <translation>Der Mailserver meldet keine neue Post: Er sagt „%1“</translation>
        </message>
        <message>
            <source>The mail server doesn&apos;t tell of new mail</source>
            <translation>Der Mailserver meldet keine neue Post</translation>
        </message>
        <message>
            <source>Nobody is known yet: slipwayctl duty set FILE.</source>
            <translation>Noch ist niemand bekannt: slipwayctl duty set DATEI.</translation>
        </message>
        <message>
            <source>Nobody is called &quot;%1&quot; here</source>
            <translation>Hier heißt niemand „%1“</translation>
        </message>
        <message>
            <source>Use on-duty, alternate, group or manager.</source>
            <translation>on-duty, alternate, group oder manager verwenden.</translation>
        </message>
        <message>
            <source>A person has no &quot;%1&quot;</source>
            <translation>Eine Person hat kein „%1“</translation>
        </message>
        <message>
            <source>They have: %1.</source>
            <translation>Es gibt: %1.</translation>
        </message>
        <message>
            <source>A person has up to %1 methods</source>
            <translation>Eine Person hat bis zu %1 Wege</translation>
        </message>
        <message>
            <source>Write [{&quot;kind&quot;: &quot;mail&quot;, &quot;to&quot;: &quot;eva@provider.example&quot;}, …].</source>
            <translation>[{&quot;kind&quot;: &quot;mail&quot;, &quot;to&quot;: &quot;eva@provider.example&quot;}, …] schreiben.</translation>
        </message>
        <message>
            <source>Each layer needs a name of its own</source>
            <translation>Jede Ebene braucht einen eigenen Namen</translation>
        </message>
        <message>
            <source>Give such as {&quot;name&quot;: &quot;nights&quot;, …}.</source>
            <translation>Etwas wie {&quot;name&quot;: &quot;nights&quot;, …} angeben.</translation>
        </message>
        <message>
            <source>&quot;%1&quot; is no other layer</source>
            <translation>„%1“ ist keine andere Ebene</translation>
        </message>
        <message>
            <source>Name the one whose person is called second.</source>
            <translation>Die nennen, deren Person als Zweites gerufen wird.</translation>
        </message>
        <message>
            <source>No layer puts anybody on duty</source>
            <translation>Keine Ebene gibt jemandem Dienst</translation>
        </message>
        <message>
            <source>Leave out &quot;duty&quot; in one of them.</source>
            <translation>In einer von ihnen „duty“ weglassen.</translation>
        </message>
        <message>
            <source>A rota with layers has no &quot;%1&quot;</source>
            <translation>Ein Dienstplan mit Ebenen hat kein „%1“</translation>
        </message>
        <message>
            <source>Say it in one of the layers.</source>
            <translation>Es in einer der Ebenen sagen.</translation>
        </message>
        <message>
            <source>A rota has 1 to %1 layers</source>
            <translation>Ein Dienstplan hat 1 bis %1 Ebenen</translation>
        </message>
        <message>
            <source>Write [{&quot;name&quot;: &quot;nights&quot;, &quot;first&quot;: &quot;2026-11-23&quot;, …}, …].</source>
            <translation>[{&quot;name&quot;: &quot;nights&quot;, &quot;first&quot;: &quot;2026-11-23&quot;, …}, …] schreiben.</translation>
        </message>
        <message>
            <source>A rota has no &quot;%1&quot;</source>
            <translation>Ein Dienstplan hat kein „%1“</translation>
        </message>
        <message>
            <source>It has: %1; or layers.</source>
            <translation>Es gibt: %1; oder layers.</translation>
        </message>
        <message>
            <source>%1 has no &quot;%2&quot;</source>
            <translation>%1 hat kein „%2“</translation>
        </message>
        <message>
            <source>A layer</source>
            <translation>Eine Ebene</translation>
        </message>
        <message>
            <source>A time</source>
            <translation>Eine Zeit</translation>
        </message>
        <message>
            <source>A policy</source>
            <translation>Ein Plan</translation>
        </message>
        <message>
            <source>A promise</source>
            <translation>Eine Zusage</translation>
        </message>
        <message>
            <source>&quot;%1&quot; is no day of the week</source>
            <translation>„%1“ ist kein Wochentag</translation>
        </message>
        <message>
            <source>Use mon, tue, wed, thu, fri, sat and sun.</source>
            <translation>mon, tue, wed, thu, fri, sat und sun verwenden.</translation>
        </message>
        <message>
            <source>It isn&apos;t said on which days</source>
            <translation>Es ist nicht gesagt, an welchen Tagen</translation>
        </message>
        <message>
            <source>Name them, such as [&quot;mon&quot;, &quot;tue&quot;]; without &quot;days&quot; it is every day.</source>
            <translation>Sie nennen, etwa [&quot;mon&quot;, &quot;tue&quot;]; ohne „days“ ist es jeder Tag.</translation>
        </message>
        <message>
            <source>It isn&apos;t said when the layer holds</source>
            <translation>Es ist nicht gesagt, wann die Ebene gilt</translation>
        </message>
        <message>
            <source>Use {&quot;days&quot;: [&quot;mon&quot;], &quot;from&quot;: &quot;18:00&quot;, &quot;to&quot;: &quot;08:00&quot;}.</source>
            <translation>{&quot;days&quot;: [&quot;mon&quot;], &quot;from&quot;: &quot;18:00&quot;, &quot;to&quot;: &quot;08:00&quot;} verwenden.</translation>
        </message>
        <message>
            <source>It is no time of a day</source>
            <translation>Es ist keine Uhrzeit</translation>
        </message>
        <message>
            <source>Use such as 18:00; 24:00 is the end of the day.</source>
            <translation>Etwas wie 18:00 verwenden; 24:00 ist das Ende des Tages.</translation>
        </message>
        <message>
            <source>Use a name such as Europe/Berlin.</source>
            <translation>Einen Namen wie Europe/Berlin verwenden.</translation>
        </message>
        <message>
            <source>It isn&apos;t said on which day the first turn begins</source>
            <translation>Es ist nicht gesagt, an welchem Tag der erste Dienst beginnt</translation>
        </message>
        <message>
            <source>Use a day such as 2026-11-23.</source>
            <translation>Einen Tag wie 2026-11-23 verwenden.</translation>
        </message>
        <message>
            <source>It isn&apos;t said when people hand over</source>
            <translation>Es ist nicht gesagt, wann übergeben wird</translation>
        </message>
        <message>
            <source>Use a time such as 09:00.</source>
            <translation>Eine Uhrzeit wie 09:00 verwenden.</translation>
        </message>
        <message>
            <source>A turn takes days or hours, not both</source>
            <translation>Ein Dienst dauert Tage oder Stunden, nicht beides</translation>
        </message>
        <message>
            <source>Leave out one of them.</source>
            <translation>Eines davon weglassen.</translation>
        </message>
        <message>
            <source>A turn takes 1 to %1 %2</source>
            <translation>Ein Dienst dauert 1 bis %1 %2</translation>
        </message>
        <message>
            <source>days</source>
            <translation>Tage</translation>
        </message>
        <message>
            <source>hours</source>
            <translation>Stunden</translation>
        </message>
        <message>
            <source>A rota needs people</source>
            <translation>Ein Dienstplan braucht Leute</translation>
        </message>
        <message>
            <source>Name those who take turns, in order.</source>
            <translation>Die nennen, die sich abwechseln, der Reihe nach.</translation>
        </message>
        <message>
            <source>When the layer holds is a list of 1 to %1</source>
            <translation>Wann die Ebene gilt, ist eine Liste von 1 bis %1</translation>
        </message>
        <message>
            <source>Without &quot;when&quot; it holds always.</source>
            <translation>Ohne „when“ gilt sie immer.</translation>
        </message>
        <message>
            <source>It isn&apos;t said what happens on whose holidays</source>
            <translation>Es ist nicht gesagt, was an wessen Feiertagen geschieht</translation>
        </message>
        <message>
            <source>Use {&quot;calendar&quot;: &quot;office&quot;, &quot;layer&quot;: &quot;off&quot;}, or &quot;only&quot;.</source>
            <translation>{&quot;calendar&quot;: &quot;office&quot;, &quot;layer&quot;: &quot;off&quot;} verwenden, oder „only“.</translation>
        </message>
        <message>
            <source>The name is longer than %1</source>
            <translation>Der Name ist länger als %1</translation>
        </message>
        <message>
            <source>It isn&apos;t said where to</source>
            <translation>Es ist nicht gesagt, wohin</translation>
        </message>
        <message>
            <source>Give a url, or as url_secret the name of the secret that holds it.</source>
            <translation>Eine url angeben, oder als url_secret den Namen des Geheimnisses, das sie enthält.</translation>
        </message>
        <message>
            <source>Everybody on the desk could read what is secret in it</source>
            <translation>Alle vom Betrieb könnten lesen, was daran geheim ist</translation>
        </message>
        <message>
            <source>Put the whole address among the secrets and give its name as url_secret: slipwayctl secret set NAME.</source>
            <translation>Die ganze Adresse zu den Geheimnissen legen und den Namen als url_secret angeben: slipwayctl secret set NAME.</translation>
        </message>
        <message>
            <source>A command begins with the whole path of a program</source>
            <translation>Ein Befehl beginnt mit dem ganzen Pfad eines Programms</translation>
        </message>
        <message>
            <source>Write [&quot;/usr/local/bin/page&quot;, &quot;eva&quot;].</source>
            <translation>[&quot;/usr/local/bin/page&quot;, &quot;eva&quot;] schreiben.</translation>
        </message>
        <message>
            <source>A word of the command is too long</source>
            <translation>Ein Wort des Befehls ist zu lang</translation>
        </message>
        <message>
            <source>At most %1 characters.</source>
            <translation>Höchstens %1 Zeichen.</translation>
        </message>
        <message>
            <source>A method can&apos;t have this name</source>
            <translation>So kann ein Weg nicht heißen</translation>
        </message>
        <message>
            <source>Use small letters, digits and dashes.</source>
            <translation>Kleinbuchstaben, Ziffern und Striche verwenden.</translation>
        </message>
        <message>
            <source>Use one such as eva@provider.example.</source>
            <translation>Eine wie eva@provider.example verwenden.</translation>
        </message>
        <message>
            <source>Nobody is reached by &quot;%1&quot;</source>
            <translation>Über „%1“ ist niemand zu erreichen</translation>
        </message>
        <message>
            <source>Use mail, sms, webhook, push or command.</source>
            <translation>mail, sms, webhook, push oder command verwenden.</translation>
        </message>
        <message>
            <source>The method %1 has no &quot;%2&quot;</source>
            <translation>Der Weg %1 hat kein „%2“</translation>
        </message>
        <message>
            <source>It is no address to post to</source>
            <translation>An diese Adresse lässt sich nichts senden</translation>
        </message>
        <message>
            <source>Use one such as https://hooks.example.net/desk.</source>
            <translation>Eine wie https://hooks.example.net/desk verwenden.</translation>
        </message>
        <message>
            <source>Everybody on the way could read it</source>
            <translation>Alle auf dem Weg könnten es lesen</translation>
        </message>
        <message>
            <source>Use https; plain http goes only to this machine itself.</source>
            <translation>https verwenden; bloßes http geht nur an diesen Rechner selbst.</translation>
        </message>
        <message>
            <source>it answered %1</source>
            <translation>die Antwort war %1</translation>
        </message>
        <message>
            <source>%1: pages don&apos;t follow where else it leads</source>
            <translation>%1: Rufe folgen nicht dahin, wohin es sonst führt</translation>
        </message>
        <message>
            <source>%1 isn&apos;t among the &quot;commands&quot; in outbound.json</source>
            <translation>%1 steht nicht unter „commands“ in outbound.json</translation>
        </message>
        <message>
            <source>it ended with %1</source>
            <translation>es endete mit %1</translation>
        </message>
        <message>
            <source>No mail server is named in outbound.json</source>
            <translation>In outbound.json ist kein Mailserver genannt</translation>
        </message>
        <message>
            <source>No smarthost is set in outbound.json</source>
            <translation>In outbound.json ist kein Smarthost gesetzt</translation>
        </message>
        <message>
            <source>&quot;%1&quot; is no address</source>
            <translation>„%1“ ist keine Adresse</translation>
        </message>
        <message>
            <source>it isn&apos;t an address</source>
            <translation>es ist keine Adresse</translation>
        </message>
        <message>
            <source>it can't be put together with its files</source>
            <translation>sie lässt sich nicht mit ihren Dateien zusammensetzen</translation>
        </message>
        <message>
            <source>Given up after %1: %2</source>
            <translation>Aufgegeben nach %1: %2</translation>
        </message>
        <message>
            <source>Look whether %1 can be reached from here.</source>
            <translation>Nachsehen, ob %1 von hier zu erreichen ist.</translation>
        </message>
        <message>
            <source>Set the address again if it has changed: slipwayctl watcher set --address.</source>
            <translation>Die Adresse neu setzen, wenn sie sich geändert hat: slipwayctl watcher set --address.</translation>
        </message>
        <message>
            <source>Look at the smarthost in outbound.json.</source>
            <translation>Den Smarthost in outbound.json ansehen.</translation>
        </message>
        <message>
            <source>A level is 1 or more</source>
            <translation>Eine Stufe ist 1 oder mehr</translation>
        </message>
        <message>
            <source>1 is the first method of whoever is paged.</source>
            <translation>1 ist der erste Weg dessen, der gerufen wird.</translation>
        </message>
        <message>
            <source>The support desk has no mail address</source>
            <translation>Der Betrieb hat keine Mailadresse</translation>
        </message>
        <message>
            <source>Set it first: slipwayctl duty set FILE.</source>
            <translation>Sie erst setzen: slipwayctl duty set DATEI.</translation>
        </message>
        <message>
            <source>No watcher outside is set</source>
            <translation>Es ist kein Wächter draußen gesetzt</translation>
        </message>
        <message>
            <source>&quot;slipwayctl watcher set&quot; sets one.</source>
            <translation>„slipwayctl watcher set“ setzt einen.</translation>
        </message>
        <message>
            <source>The watcher&apos;s address can&apos;t be read</source>
            <translation>Die Adresse des Wächters ist nicht zu lesen</translation>
        </message>
        <message>
            <source>Set it again: slipwayctl watcher set --address.</source>
            <translation>Sie neu setzen: slipwayctl watcher set --address.</translation>
        </message>
        <message>
            <source>A token belongs to an address, and has up to %1 characters</source>
            <translation>Ein Token gehört zu einer Adresse und hat bis zu %1 Zeichen</translation>
        </message>
        <message>
            <source>Give the address, too, or leave out the token.</source>
            <translation>Auch die Adresse angeben, oder das Token weglassen.</translation>
        </message>
        <message>
            <source>It is called by GET or POST</source>
            <translation>Er wird mit GET oder POST gerufen</translation>
        </message>
        <message>
            <source>Use one of them; POST if it isn&apos;t said.</source>
            <translation>Eines davon verwenden; sonst ist es POST.</translation>
        </message>
        <message>
            <source>Use such as watch@example.net.</source>
            <translation>Etwas wie watch@example.net verwenden.</translation>
        </message>
        <message>
            <source>It is told every %1 to %2 seconds</source>
            <translation>Er hört alle %1 bis %2 Sekunden etwas</translation>
        </message>
        <message>
            <source>60 is usual; the watcher should wait for more than two of them.</source>
            <translation>60 ist üblich; der Wächter sollte auf mehr als zwei davon warten.</translation>
        </message>
        <message>
            <source>It isn&apos;t said who is told</source>
            <translation>Es ist nicht gesagt, wer es hört</translation>
        </message>
        <message>
            <source>Give an address to call or to mail to; &quot;watcher remove&quot; tells nobody.</source>
            <translation>Eine Adresse zum Rufen oder eine Mailadresse angeben; „watcher remove“ sagt es niemandem.</translation>
        </message>
        <message>
            <source>&quot;%1&quot; is no part of a guarantee</source>
            <translation>„%1“ ist kein Teil einer Garantie</translation>
        </message>
        <message>
            <source>Use policy, calendar or agreement.</source>
            <translation>policy, calendar oder agreement verwenden.</translation>
        </message>
        <message>
            <source>&quot;%1&quot; can&apos;t be promised</source>
            <translation>„%1“ lässt sich nicht zusagen</translation>
        </message>
        <message>
            <source>Use such as 30m, 2h or 3d, at most a year; or none.</source>
            <translation>Etwas wie 30m, 2h oder 3d verwenden, höchstens ein Jahr; oder nichts.</translation>
        </message>
        <message>
            <source>Nobody can be warned then</source>
            <translation>Dann lässt sich niemand warnen</translation>
        </message>
        <message>
            <source>Use percents from 1 to 99, rising, such as [50, 80].</source>
            <translation>Prozente von 1 bis 99 verwenden, steigend, etwa [50, 80].</translation>
        </message>
        <message>
            <source>Those are too many warnings</source>
            <translation>Das sind zu viele Warnungen</translation>
        </message>
        <message>
            <source>Use at most %1.</source>
            <translation>Höchstens %1 verwenden.</translation>
        </message>
        <message>
            <source>%1 is promised twice</source>
            <translation>%1 ist zweimal zugesagt</translation>
        </message>
        <message>
            <source>Give each severity one promise.</source>
            <translation>Jeder Schwere eine Zusage geben.</translation>
        </message>
        <message>
            <source>The policy promises nothing</source>
            <translation>Der Plan sagt nichts zu</translation>
        </message>
        <message>
            <source>Give a promise for one severity at least.</source>
            <translation>Wenigstens für eine Schwere etwas zusagen.</translation>
        </message>
        <message>
            <source>&quot;%1&quot; are no hours of a day</source>
            <translation>„%1“ sind keine Stunden eines Tages</translation>
        </message>
        <message>
            <source>Use such as 08:00-18:00; 24:00 is the end of the day.</source>
            <translation>Etwas wie 08:00-18:00 verwenden; 24:00 ist das Ende des Tages.</translation>
        </message>
        <message>
            <source>%1 begins before the hours before it end</source>
            <translation>%1 beginnt, bevor die Stunden davor enden</translation>
        </message>
        <message>
            <source>Name the hours of a day in their order.</source>
            <translation>Die Stunden eines Tages der Reihe nach nennen.</translation>
        </message>
        <message>
            <source>The hours of a day are a list of at most %1</source>
            <translation>Die Stunden eines Tages sind eine Liste von höchstens %1</translation>
        </message>
        <message>
            <source>Use such as [&quot;08:00-12:00&quot;, &quot;13:00-18:00&quot;].</source>
            <translation>Etwas wie [&quot;08:00-12:00&quot;, &quot;13:00-18:00&quot;] verwenden.</translation>
        </message>
        <message>
            <source>&quot;%1&quot; is no day</source>
            <translation>„%1“ ist kein Tag</translation>
        </message>
        <message>
            <source>Use such as {&quot;date&quot;: &quot;2026-12-25&quot;, &quot;name&quot;: &quot;Christmas&quot;}.</source>
            <translation>Etwas wie {&quot;date&quot;: &quot;2026-12-25&quot;, &quot;name&quot;: &quot;Christmas&quot;} verwenden.</translation>
        </message>
        <message>
            <source>A calendar has at most %1 holidays</source>
            <translation>Ein Kalender hat höchstens %1 Feiertage</translation>
        </message>
        <message>
            <source>Leave out those that are long past.</source>
            <translation>Die weglassen, die lange vorbei sind.</translation>
        </message>
        <message>
            <source>A calendar has no &quot;%1&quot;</source>
            <translation>Ein Kalender hat kein „%1“</translation>
        </message>
        <message>
            <source>Known are: zone, hours, holidays.</source>
            <translation>Bekannt sind: zone, hours, holidays.</translation>
        </message>
        <message>
            <source>Use such as Europe/Berlin, or none for the customer&apos;s own.</source>
            <translation>Etwas wie Europe/Berlin verwenden, oder keine für die des Kunden.</translation>
        </message>
        <message>
            <source>The calendar is always closed</source>
            <translation>Der Kalender hat immer geschlossen</translation>
        </message>
        <message>
            <source>Name the hours of one day at least, or no hours for around the clock.</source>
            <translation>Die Stunden wenigstens eines Tages nennen, oder keine für rund um die Uhr.</translation>
        </message>
        <message>
            <source>The file is larger than a calendar of holidays</source>
            <translation>Die Datei ist größer als ein Kalender von Feiertagen</translation>
        </message>
        <message>
            <source>At most 1 MB is read.</source>
            <translation>Höchstens 1 MB wird gelesen.</translation>
        </message>
        <message>
            <source>The file names no holidays</source>
            <translation>Die Datei nennt keine Feiertage</translation>
        </message>
        <message>
            <source>Use an iCalendar file with events of whole days (DTSTART;VALUE=DATE).</source>
            <translation>Eine iCalendar-Datei mit Ereignissen ganzer Tage verwenden (DTSTART;VALUE=DATE).</translation>
        </message>
        <message>
            <source>The file names more than %1 days</source>
            <translation>Die Datei nennt mehr als %1 Tage</translation>
        </message>
        <message>
            <source>Use one for the holidays of the provider or the customer alone.</source>
            <translation>Eine nur für die Feiertage des Anbieters oder des Kunden verwenden.</translation>
        </message>
        <message>
            <source>Case %1 can&apos;t be read from the store</source>
            <translation>Fall %1 ist nicht aus dem Speicher zu lesen</translation>
        </message>
        <message>
            <source>A message of case %1 can&apos;t be read</source>
            <translation>Eine Nachricht von Fall %1 ist nicht zu lesen</translation>
        </message>
        <message>
            <source>There is no mail %1</source>
            <translation>Es gibt keine Mail %1</translation>
        </message>
        <message>
            <source>&quot;slipwayctl mail list&quot; shows those in quarantine.</source>
            <translation>„slipwayctl mail list“ zeigt die in Quarantäne.</translation>
        </message>
        <message>
            <source>Mail %1 isn&apos;t %2 any more</source>
            <translation>Mail %1 ist nicht mehr so (%2)</translation>
        </message>
        <message>
            <source>Somebody was quicker; &quot;slipwayctl mail show %1&quot; says what became of it.</source>
            <translation>Jemand war schneller; „slipwayctl mail show %1“ sagt, was daraus wurde.</translation>
        </message>
        <message>
            <source>The key that seals mail can&apos;t be read</source>
            <translation>Der Schlüssel, der Post versiegelt, ist nicht zu lesen</translation>
        </message>
        <message>
            <source>Check the file&apos;s owner and mode, or restore the file from a backup.</source>
            <translation>Besitzer und Modus der Datei prüfen, oder die Datei aus einer Sicherung wiederherstellen.</translation>
        </message>
        <message>
            <source>Use customer, release, or the release itself, such as release/214.</source>
            <translation>customer, release oder das Release selbst verwenden, etwa release/214.</translation>
        </message>
        <message>
            <source>"%1" names nothing that a case can be linked to</source>
            <translation>„%1“ bezeichnet nichts, womit ein Fall verknüpft werden kann</translation>
        </message>
        <message>
            <source>Use such as release/214, appliance/3, application/northwind/shop, or event/4711 for an entry of the ledger.</source>
            <translation>Etwa release/214, appliance/3, application/northwind/shop oder event/4711 für einen Eintrag des Journals verwenden.</translation>
        </message>
        <message>
            <source>There is no appliance %1</source>
            <translation>Es gibt keine Appliance %1</translation>
        </message>
        <message>
            <source>`slipwayctl app show --json` tells those of an application, with their numbers.</source>
            <translation>`slipwayctl app show --json` nennt die einer Anwendung, mit ihren Nummern.</translation>
        </message>
        <message>
            <source>`slipwayctl app show` shows those of an application.</source>
            <translation>`slipwayctl app show` zeigt die einer Anwendung.</translation>
        </message>
        <message>
            <source>The ledger has no entry %1</source>
            <translation>Das Journal hat keinen Eintrag %1</translation>
        </message>
        <message>
            <source>`slipwayctl ledger tail` shows the last ones, with their numbers.</source>
            <translation>`slipwayctl ledger tail` zeigt die letzten, mit ihren Nummern.</translation>
        </message>
        <message>
            <source>%1 is %2's, and case %3 is %4's</source>
            <translation>%1 gehört %2, und Fall %3 gehört %4</translation>
        </message>
        <message>
            <source>Link what belongs to the customer of the case.</source>
            <translation>Verknüpfen, was dem Kunden des Falls gehört.</translation>
        </message>
        <message>
            <source>Case %1 has %2 links already</source>
            <translation>Fall %1 hat schon %2 Verknüpfungen</translation>
        </message>
        <message>
            <source>Case %1 isn't linked to %2</source>
            <translation>Fall %1 ist nicht mit %2 verknüpft</translation>
        </message>
        <message>
            <source>"slipwayctl case show %1" lists its links.</source>
            <translation>„slipwayctl case show %1“ nennt seine Verknüpfungen.</translation>
        </message>
        <message>
            <source>Release %1 is %2: there is nothing to wait for</source>
            <translation>Release %1 ist %2: Da ist nichts abzuwarten</translation>
        </message>
        <message>
            <source>Name one that is under way, or answer the customer.</source>
            <translation>Eines nennen, das läuft, oder dem Kunden antworten.</translation>
        </message>
        <message>
            <source>One message takes at most %1 files, not %2</source>
            <translation>Eine Nachricht nimmt höchstens %1 Dateien mit, nicht %2</translation>
        </message>
        <message>
            <source>Send the others with another one.</source>
            <translation>Die übrigen mit einer weiteren senden.</translation>
        </message>
        <message>
            <source>The files are too large for one message: %1 MB together, of at most %2 MB</source>
            <translation>Die Dateien sind zu groß für eine Nachricht: zusammen %1 MB von höchstens %2 MB</translation>
        </message>
        <message>
            <source>Send some of them with another one.</source>
            <translation>Einige davon mit einer weiteren senden.</translation>
        </message>
        <message>
            <source>"%1" is too large: %2 MB, of at most %3 MB</source>
            <translation>„%1“ ist zu groß: %2 MB von höchstens %3 MB</translation>
        </message>
        <message>
            <source>Send less of it, or put it where it can be fetched.</source>
            <translation>Weniger davon senden, oder sie dort ablegen, wo sie geholt werden kann.</translation>
        </message>
        <message>
            <source>There is no file %1 in case %2</source>
            <translation>Es gibt keine Datei %1 in Fall %2</translation>
        </message>
        <message>
            <source>It was removed, or was never sent for 30 days. Attach it again.</source>
            <translation>Sie wurde entfernt oder 30 Tage lang nicht gesendet. Noch einmal anhängen.</translation>
        </message>
        <message>
            <source>File %1 belongs to what somebody else is writing</source>
            <translation>Datei %1 gehört zu dem, was jemand anderes schreibt</translation>
        </message>
        <message>
            <source>Attach the file yourself.</source>
            <translation>Die Datei selbst anhängen.</translation>
        </message>
        <message>
            <source>"%1" was sent with another message already</source>
            <translation>„%1“ ging schon mit einer anderen Nachricht mit</translation>
        </message>
        <message>
            <source>Attach it again where it is to be sent once more.</source>
            <translation>Noch einmal anhängen, wenn sie erneut gesendet werden soll.</translation>
        </message>
        <message>
            <source>Too many files of yours wait in case %1 to be sent</source>
            <translation>In Fall %1 warten zu viele eigene Dateien darauf, gesendet zu werden</translation>
        </message>
        <message>
            <source>Send them, or remove what isn't needed.</source>
            <translation>Sie senden oder entfernen, was nicht gebraucht wird.</translation>
        </message>
        <message>
            <source>The file has no name</source>
            <translation>Die Datei hat keinen Namen</translation>
        </message>
        <message>
            <source>Give it one such as report.pdf.</source>
            <translation>Ihr einen geben, etwa bericht.pdf.</translation>
        </message>
        <message>
            <source>No file has less than no bytes</source>
            <translation>Keine Datei hat weniger als null Bytes</translation>
        </message>
        <message>
            <source>Say how large it is.</source>
            <translation>Sagen, wie groß sie ist.</translation>
        </message>
        <message>
            <source>"%1" would get longer than the %2 bytes that were said</source>
            <translation>„%1“ würde länger als die angesagten %2 Bytes</translation>
        </message>
        <message>
            <source>Attach it again: it may have changed meanwhile.</source>
            <translation>Noch einmal anhängen: sie hat sich vielleicht inzwischen geändert.</translation>
        </message>
        <message>
            <source>Of "%1" the bytes from %2 on are wanted, not those from %3</source>
            <translation>Von „%1“ fehlen die Bytes ab %2, nicht die ab %3</translation>
        </message>
        <message>
            <source>Go on from there.</source>
            <translation>Von dort an weitermachen.</translation>
        </message>
        <message>
            <source>"%1" is attached twice</source>
            <translation>„%1“ ist zweimal angehängt</translation>
        </message>
        <message>
            <source>Name it once.</source>
            <translation>Sie einmal nennen.</translation>
        </message>
        <message>
            <source>"%1" isn't here whole: %2 of %3 bytes</source>
            <translation>„%1“ ist noch nicht ganz da: %2 von %3 Bytes</translation>
        </message>
        <message>
            <source>Wait until it is, or send without it.</source>
            <translation>Warten, bis sie es ist, oder ohne sie senden.</translation>
        </message>
        <message>
            <source>"%1" is no piece of a file</source>
            <translation>„%1“ ist kein Stück einer Datei</translation>
        </message>
        <message>
            <source>Send its bytes as they are, as application/octet-stream.</source>
            <translation>Ihre Bytes senden, wie sie sind, als application/octet-stream.</translation>
        </message>
        <message>
            <source>The piece is empty</source>
            <translation>Das Stück ist leer</translation>
        </message>
        <message>
            <source>Send some bytes; a file without any needs none.</source>
            <translation>Einige Bytes senden; eine leere Datei braucht keine.</translation>
        </message>
        <message>
            <source>It isn't said where in the file this belongs</source>
            <translation>Es ist nicht gesagt, wohin in der Datei das gehört</translation>
        </message>
        <message>
            <source>Say with ?at=NUMBER how many bytes are before it.</source>
            <translation>Mit ?at=ZAHL sagen, wie viele Bytes davor sind.</translation>
        </message>
        <message>
            <source>&quot;%1&quot; is no month</source>
            <translation>„%1“ ist kein Monat</translation>
        </message>
        <message>
            <source>Write the year and the month, such as 2026-11.</source>
            <translation>Jahr und Monat schreiben, etwa 2026-11.</translation>
        </message>
        <message>
            <source>%1 hasn&apos;t begun</source>
            <translation>%1 hat noch nicht begonnen</translation>
        </message>
        <message>
            <source>Ask for this month or one before it.</source>
            <translation>Nach diesem Monat oder einem früheren fragen.</translation>
        </message>
        <message>
            <source>There is no customer %1</source>
            <translation>Es gibt keinen Kunden %1</translation>
        </message>
        <message>
            <source>It isn&apos;t known any more what was copied</source>
            <translation>Es ist nicht mehr bekannt, was kopiert wurde</translation>
        </message>
        <message>
            <source>%1 can&apos;t be reached: %2; on duty from %3</source>
            <translation>%1 ist nicht erreichbar: %2; in Bereitschaft ab %3</translation>
        </message>
        <message>
            <source>%1 can&apos;t be reached: %2</source>
            <translation>%1 ist nicht erreichbar: %2</translation>
        </message>
        <message>
            <source>no address is known</source>
            <translation>es ist keine Adresse bekannt</translation>
        </message>
        <message>
            <source>no method of theirs works</source>
            <translation>keiner der Wege funktioniert</translation>
        </message>
        <message>
            <source>%1&apos;s %2 %3</source>
            <translation>%1, %2: %3</translation>
        </message>
        <message>
            <source>goes nowhere: no mail server is named in outbound.json</source>
            <translation>führt nirgendwohin: in outbound.json steht kein Mailserver</translation>
        </message>
        <message>
            <source>needs the secret %1, which there isn&apos;t</source>
            <translation>braucht das Geheimnis %1, das es nicht gibt</translation>
        </message>
        <message>
            <source>isn&apos;t among the &quot;commands&quot; in outbound.json: %1</source>
            <translation>steht nicht unter den „commands“ in outbound.json: %1</translation>
        </message>
        <message>
            <source>Links can&apos;t be followed: %1</source>
            <translation>Links führen nirgendwohin: %1</translation>
        </message>
        <message>
            <source>No holidays are known of the calendar &quot;%1&quot;, by which a layer goes</source>
            <translation>Vom Kalender „%1“, nach dem eine Ebene geht, sind keine Feiertage bekannt</translation>
        </message>
        <message>
            <source>The holidays of the calendar &quot;%1&quot;, by which a layer goes, are known only until %2</source>
            <translation>Die Feiertage des Kalenders „%1“, nach dem eine Ebene geht, sind nur bis %2 bekannt</translation>
        </message>
        <message>
            <source>Builds the environment from the application&apos;s recipe.</source>
            <translation>Baut die Umgebung nach dem Rezept der Anwendung.</translation>
        </message>
        <message>
            <source>Copies production, which goes on serving, into a quiet test environment.</source>
            <translation>Kopiert die Produktion, die weiter bedient, in eine stille Testumgebung.</translation>
        </message>
        <message>
            <source>Starts %1 and leads %2 to it.</source>
            <translation>Startet %1 und führt %2 dorthin.</translation>
        </message>
        <message>
            <source>%1 answers no more; %2 is stopped.</source>
            <translation>%1 antwortet nicht mehr; %2 wird gestoppt.</translation>
        </message>
        <message>
            <source>%1 is removed with all its environments and their data. There is no way back.</source>
            <translation>%1 wird mit allen Umgebungen und deren Daten entfernt. Es gibt keinen Weg zurück.</translation>
        </message>
        <message>
            <source>%1 is removed with all its data. There is no way back.</source>
            <translation>%1 wird mit allen Daten entfernt. Es gibt keinen Weg zurück.</translation>
        </message>
        <message>
            <source>Mail %1 waits for case %2</source>
            <translation>Mail %1 wartet für Fall %2</translation>
        </message>
        <message>
            <source>Release it there, and link the cases.</source>
            <translation>Dort freigeben und die Fälle verknüpfen.</translation>
        </message>
        <message>
            <source>the number of a case</source>
            <translation>die Nummer eines Falls</translation>
        </message>
        <message>
            <source>The disk of %1 is full but for %2 MB: make room there, then retry.</source>
            <translation>Die Platte von %1 ist bis auf %2 MB voll: dort Platz schaffen, dann wiederholen.</translation>
        </message>
        <message>
            <source>A mailbox signs in with the secret &quot;%1&quot;</source>
            <translation>Mit dem Geheimnis „%1“ meldet sich ein Postfach an</translation>
        </message>
        <message>
            <source>Use password or oauth2.</source>
            <translation>password oder oauth2 verwenden.</translation>
        </message>
        <message>
            <source>Give the https address of the token endpoint, without a login in it; plain http goes only to this machine.</source>
            <translation>Die https-Adresse des Token-Endpunkts angeben, ohne Anmeldung darin; unverschlüsseltes http geht nur zu diesem Rechner.</translation>
        </message>
        <message>
            <source>Give the name that the client is registered by.</source>
            <translation>Den Namen angeben, unter dem der Client registriert ist.</translation>
        </message>
        <message>
            <source>It is for a sign-in by oauth2: set that, too.</source>
            <translation>Das gehört zu einer Anmeldung über oauth2: auch die einstellen.</translation>
        </message>
        <message>
            <source>A mailbox with OAuth2 needs a refresh token, or the client&apos;s secret, or both</source>
            <translation>Ein Postfach mit OAuth2 braucht ein Refresh-Token, das Geheimnis des Clients oder beides</translation>
        </message>
        <message>
            <source>Give them: slipwayctl mailbox set %1 --client-secret --refresh-token reads them from stdin. Another endpoint or client needs them anew.</source>
            <translation>Sie angeben: slipwayctl mailbox set %1 --client-secret --refresh-token liest sie von der Standardeingabe. Ein anderer Endpunkt oder Client braucht sie neu.</translation>
        </message>
        <message>
            <source>The mailbox doesn&apos;t sign in with that</source>
            <translation>Damit meldet sich das Postfach nicht an</translation>
        </message>
        <message>
            <source>Leave it out, or set sign_in to %1.</source>
            <translation>Es weglassen, oder sign_in auf %1 setzen.</translation>
        </message>
        <message>
            <source>A secret of OAuth2 is one line of plain letters</source>
            <translation>Ein Geheimnis von OAuth2 ist eine Zeile aus einfachen Zeichen</translation>
        </message>
        <message>
            <source>Give it as the endpoint gave it, without anything around it.</source>
            <translation>Es angeben, wie der Endpunkt es gegeben hat, ohne etwas darum herum.</translation>
        </message>
        <message>
            <source>The mailbox has no secrets for OAuth2</source>
            <translation>Das Postfach hat keine Geheimnisse für OAuth2</translation>
        </message>
        <message>
            <source>Set them: slipwayctl mailbox set %1 --client-secret --refresh-token.</source>
            <translation>Sie setzen: slipwayctl mailbox set %1 --client-secret --refresh-token.</translation>
        </message>
        <message>
            <source>The mail server doesn&apos;t let in by OAuth2</source>
            <translation>Der Mailserver lässt nicht über OAuth2 ein</translation>
        </message>
        <message>
            <source>Sign in by password there: slipwayctl mailbox set %1 --sign-in password --password.</source>
            <translation>Dort mit Passwort anmelden: slipwayctl mailbox set %1 --sign-in password --password.</translation>
        </message>
        <message>
            <source>Was the token granted by this user, and for IMAP? slipwayctl mailbox show %1 lists the user and the scope.</source>
            <translation>Hat dieser Benutzer das Token gewährt, und für IMAP? slipwayctl mailbox show %1 zeigt Benutzer und Scope.</translation>
        </message>
        <message>
            <source>The token endpoint can&apos;t be reached: %1</source>
            <translation>Der Token-Endpunkt ist nicht zu erreichen: %1</translation>
        </message>
        <message>
            <source>Is the token URL right? It is tried again by itself.</source>
            <translation>Stimmt die Token-URL? Es wird von selbst wieder versucht.</translation>
        </message>
        <message>
            <source>The token endpoint says more than an answer may hold</source>
            <translation>Der Token-Endpunkt sagt mehr, als eine Antwort enthalten darf</translation>
        </message>
        <message>
            <source>Is the token URL right?</source>
            <translation>Stimmt die Token-URL?</translation>
        </message>
        <message>
            <source>The token endpoint can&apos;t answer now: it says %1</source>
            <translation>Der Token-Endpunkt kann gerade nicht antworten: Er sagt %1</translation>
        </message>
        <message>
            <source>The token endpoint doesn&apos;t answer as OAuth2 says: it says %1</source>
            <translation>Der Token-Endpunkt antwortet nicht, wie OAuth2 es vorsieht: Er sagt %1</translation>
        </message>
        <message>
            <source>The token endpoint answers without an access token</source>
            <translation>Der Token-Endpunkt antwortet ohne Zugriffstoken</translation>
        </message>
        <message>
            <source>The token endpoint gives tokens of the kind &quot;%1&quot;</source>
            <translation>Der Token-Endpunkt gibt Token der Art „%1“ aus</translation>
        </message>
        <message>
            <source>Mail servers take bearer tokens: use the endpoint that gives those.</source>
            <translation>Mailserver nehmen Bearer-Token: den Endpunkt verwenden, der die ausgibt.</translation>
        </message>
        <message>
            <source>The token endpoint gives a refresh token that can&apos;t be one</source>
            <translation>Der Token-Endpunkt gibt ein Refresh-Token aus, das keines sein kann</translation>
        </message>
        <message>
            <source>The refresh token isn&apos;t valid any more: the token endpoint says &quot;%1&quot;</source>
            <translation>Das Refresh-Token gilt nicht mehr: Der Token-Endpunkt sagt „%1“</translation>
        </message>
        <message>
            <source>Let &quot;%1&quot; sign in again, and set the new one: slipwayctl mailbox set %2 --refresh-token.</source>
            <translation>„%1“ neu anmelden lassen und das neue setzen: slipwayctl mailbox set %2 --refresh-token.</translation>
        </message>
        <message>
            <source>The token endpoint doesn&apos;t let the client &quot;%1&quot; in: it says &quot;%2&quot;</source>
            <translation>Der Token-Endpunkt lässt den Client „%1“ nicht ein: Er sagt „%2“</translation>
        </message>
        <message>
            <source>Has its secret run out, and may it do this? Set the right one: slipwayctl mailbox set %1 --client-secret.</source>
            <translation>Ist sein Geheimnis abgelaufen, und darf er das? Das richtige setzen: slipwayctl mailbox set %1 --client-secret.</translation>
        </message>
        <message>
            <source>The token endpoint doesn&apos;t give the scope &quot;%1&quot;: it says &quot;%2&quot;</source>
            <translation>Der Token-Endpunkt gibt den Scope „%1“ nicht: Er sagt „%2“</translation>
        </message>
        <message>
            <source>Set the one that it names for IMAP: slipwayctl mailbox set %1 --scope.</source>
            <translation>Den setzen, den er für IMAP nennt: slipwayctl mailbox set %1 --scope.</translation>
        </message>
        <message>
            <source>The token endpoint refuses: it says &quot;%1&quot;</source>
            <translation>Der Token-Endpunkt lehnt ab: Er sagt „%1“</translation>
        </message>
        <message>
            <source>Are the token URL, the client and the scope right? slipwayctl mailbox show %1 lists them.</source>
            <translation>Stimmen Token-URL, Client und Scope? slipwayctl mailbox show %1 zeigt sie.</translation>
        </message>
        <message>
            <source>it has no &quot;%1&quot;</source>
            <translation>ihr fehlt „%1“</translation>
        </message>
        <message>
            <source>it is larger than %1 MB</source>
            <translation>sie ist größer als %1 MB</translation>
        </message>
        <message>
            <source>at least %1</source>
            <translation>mindestens %1</translation>
        </message>
        <message>
            <source>at most %1</source>
            <translation>höchstens %1</translation>
        </message>
        <message>
            <source>%1 has to have at least %2 characters</source>
            <translation>%1 muss mindestens %2 Zeichen haben</translation>
        </message>
        <message>
            <source>%1 has to have at most %2 characters</source>
            <translation>%1 darf höchstens %2 Zeichen haben</translation>
        </message>
        <message>
            <source>%1 has to have at least %2 entries</source>
            <translation>%1 muss mindestens %2 Einträge haben</translation>
        </message>
        <message>
            <source>%1 has to have at most %2 entries</source>
            <translation>%1 darf höchstens %2 Einträge haben</translation>
        </message>
        <message>
            <source>%1 is empty</source>
            <translation>%1 ist leer</translation>
        </message>
        <message>
            <source>Repeated, it would be &quot;%1&quot; as another step is</source>
            <translation>Wiederholt hieße er „%1“ wie ein anderer Schritt</translation>
        </message>
        <message>
            <source>With this there are over %1 steps</source>
            <translation>Damit sind es mehr als %1 Schritte</translation>
        </message>
        <message>
            <source>Repeat it less often, at a greater distance.</source>
            <translation>Seltener wiederholen, in größerem Abstand.</translation>
        </message>
        <message>
            <source>Without a time between them all would be done at once</source>
            <translation>Ohne Zeit dazwischen geschähe alles auf einmal</translation>
        </message>
        <message>
            <source>Write a duration such as 10m.</source>
            <translation>Eine Dauer wie 10m schreiben.</translation>
        </message>
        <message>
            <source>A wait isn&apos;t repeated</source>
            <translation>Ein Warten wird nicht wiederholt</translation>
        </message>
        <message>
            <source>Put &quot;repeat&quot; at what is done after it.</source>
            <translation>„repeat“ bei dem angeben, was danach getan wird.</translation>
        </message>
        <message>
            <source>What changes the course of a release is done once</source>
            <translation>Was den Gang eines Releases ändert, wird einmal getan</translation>
        </message>
        <message>
            <source>Remove &quot;repeat&quot;, or commits, finalizes, enters, reaches and back_to.</source>
            <translation>„repeat“ entfernen, oder commits, finalizes, enters, reaches und back_to.</translation>
        </message>
        <message>
            <source>a proxy answered in its place, with status %1</source>
            <translation>ein Proxy antwortete an seiner Stelle, mit Status %1</translation>
        </message>
    </context>
    <context>
        <name>SshCommand</name>
        <message>
            <source>There is no terminal to open it in</source>
            <translation>Es gibt kein Terminal, in dem sie sich öffnen ließe</translation>
        </message>
        <message>
            <source>Name yours in the variable TERMINAL, or copy the SSH line and use it where you like.</source>
            <translation>Das eigene in der Variablen TERMINAL nennen, oder die SSH-Zeile kopieren und verwenden, wo man will.</translation>
        </message>
    </context>
    <context>
        <name>State</name>
        <message>
            <source>healthy</source>
            <translation>gesund</translation>
        </message>
        <message>
            <source>unhealthy</source>
            <translation>krank</translation>
        </message>
        <message>
            <source>being built</source>
            <translation>entsteht</translation>
        </message>
        <message>
            <source>starting</source>
            <translation>startet</translation>
        </message>
        <message>
            <source>stopping</source>
            <translation>stoppt</translation>
        </message>
        <message>
            <source>being removed</source>
            <translation>wird entfernt</translation>
        </message>
        <message>
            <source>being copied</source>
            <translation>wird kopiert</translation>
        </message>
        <message>
            <source>stopped</source>
            <translation>gestoppt</translation>
        </message>
        <message>
            <source>removed</source>
            <translation>entfernt</translation>
        </message>
        <message>
            <source>standby</source>
            <translation>bereit</translation>
        </message>
        <message>
            <source>retired</source>
            <translation>außer Dienst</translation>
        </message>
        <message>
            <source>test</source>
            <translation>Test</translation>
        </message>
        <message>
            <source>degraded</source>
            <translation>beeinträchtigt</translation>
        </message>
        <message>
            <source>down</source>
            <translation>ausgefallen</translation>
        </message>
        <message>
            <source>planned</source>
            <translation>geplant</translation>
        </message>
        <message>
            <source>waiting</source>
            <translation>wartet</translation>
        </message>
        <message>
            <source>running</source>
            <translation>läuft</translation>
        </message>
        <message>
            <source>holding requests</source>
            <translation>hält Anfragen an</translation>
        </message>
        <message>
            <source>live</source>
            <translation>live</translation>
        </message>
        <message>
            <source>finalized</source>
            <translation>abgeschlossen</translation>
        </message>
        <message>
            <source>rolled back</source>
            <translation>zurückgekehrt</translation>
        </message>
        <message>
            <source>given up</source>
            <translation>aufgegeben</translation>
        </message>
        <message>
            <source>failed</source>
            <translation>gescheitert</translation>
        </message>
        <message>
            <source>to come</source>
            <translation>kommt noch</translation>
        </message>
        <message>
            <source>under way</source>
            <translation>unterwegs</translation>
        </message>
        <message>
            <source>done</source>
            <translation>getan</translation>
        </message>
        <message>
            <source>unknown</source>
            <translation>unbekannt</translation>
        </message>
        <message>
            <source>skipped</source>
            <translation>übersprungen</translation>
        </message>
        <message>
            <source>being undone</source>
            <translation>wird zurückgenommen</translation>
        </message>
        <message>
            <source>undone</source>
            <translation>zurückgenommen</translation>
        </message>
        <message>
            <source>paused</source>
            <translation>pausiert</translation>
        </message>
        <message>
            <source>missing</source>
            <translation>fehlt</translation>
        </message>
        <message>
            <source>production</source>
            <translation>Produktion</translation>
        </message>
        <message>
            <source>due</source>
            <translation>fällig</translation>
        </message>
        <message>
            <source>not accepted yet</source>
            <translation>noch nicht angenommen</translation>
        </message>
        <message>
            <source>accepted, no answer yet</source>
            <translation>angenommen, noch keine Antwort</translation>
        </message>
        <message>
            <source>acknowledged</source>
            <translation>bestätigt</translation>
        </message>
        <message>
            <source>refused</source>
            <translation>abgelehnt</translation>
        </message>
        <message>
            <source>came back</source>
            <translation>kam zurück</translation>
        </message>
        <message>
            <source>not needed any more</source>
            <translation>nicht mehr nötig</translation>
        </message>
        <message>
            <source>on duty</source>
            <translation>hat Dienst</translation>
        </message>
        <message>
            <source>alternate</source>
            <translation>Vertretung</translation>
        </message>
        <message>
            <source>nobody</source>
            <translation>niemand</translation>
        </message>
        <message>
            <source>new</source>
            <translation>neu</translation>
        </message>
        <message>
            <source>open</source>
            <translation>offen</translation>
        </message>
        <message>
            <source>waiting for the customer</source>
            <translation>wartet auf den Kunden</translation>
        </message>
        <message>
            <source>waiting for a release</source>
            <translation>wartet auf ein Release</translation>
        </message>
        <message>
            <source>solved</source>
            <translation>gelöst</translation>
        </message>
        <message>
            <source>closed</source>
            <translation>geschlossen</translation>
        </message>
        <message>
            <source>critical</source>
            <translation>kritisch</translation>
        </message>
        <message>
            <source>high</source>
            <translation>hoch</translation>
        </message>
        <message>
            <source>normal</source>
            <translation>normal</translation>
        </message>
        <message>
            <source>low</source>
            <translation>niedrig</translation>
        </message>
        <message>
            <source>met</source>
            <translation>eingehalten</translation>
        </message>
        <message>
            <source>met late</source>
            <translation>zu spät eingehalten</translation>
        </message>
        <message>
            <source>soon</source>
            <translation>bald</translation>
        </message>
        <message>
            <source>breached</source>
            <translation>verletzt</translation>
        </message>
        <message>
            <source>not there any more</source>
            <translation>nicht mehr da</translation>
        </message>
    </context>
    <context>
        <name>Style</name>
        <message>
            <source>PRODUCTION</source>
            <translation>PRODUKTION</translation>
        </message>
    </context>
    <context>
        <name>slipway::ActivityPane</name>
        <message>
            <source>Activity</source>
            <translation>Verlauf</translation>
        </message>
        <message>
            <source>Who</source>
            <translation>Wer</translation>
        </message>
        <message>
            <source>Only what this one did</source>
            <translation>Nur was diese Person getan hat</translation>
        </message>
        <message>
            <source>What happened</source>
            <translation>Was geschah</translation>
        </message>
        <message>
            <source>Only this kind; one that ends in a dot: all of them</source>
            <translation>Nur diese Art; endet sie mit einem Punkt: alle davon</translation>
        </message>
        <message>
            <source>What about</source>
            <translation>Worum es ging</translation>
        </message>
        <message>
            <source>Only about this; one that ends in a slash: all of them</source>
            <translation>Nur hierzu; endet es mit einem Schrägstrich: alles davon</translation>
        </message>
        <message>
            <source>Any text</source>
            <translation>Beliebiger Text</translation>
        </message>
        <message>
            <source>Only with this text</source>
            <translation>Nur mit diesem Text</translation>
        </message>
        <message>
            <source>For example release.live, or release. for all that happened to releases</source>
            <translation>Etwa release.live, oder release. für alles, was mit Releases geschah</translation>
        </message>
        <message>
            <source>For example release/214, or application/northwind/ for all of a customer</source>
            <translation>Etwa release/214, oder application/northwind/ für alles eines Kunden</translation>
        </message>
        <message>
            <source>Entries of the ledger, newest first</source>
            <translation>Einträge des Hauptbuchs, die neuesten zuerst</translation>
        </message>
        <message>
            <source>Open what the entry is about</source>
            <translation>Öffnen, worum es im Eintrag geht</translation>
        </message>
        <message>
            <source>Show the history of what the entry is about</source>
            <translation>Den Verlauf dessen zeigen, worum es im Eintrag geht</translation>
        </message>
        <message>
            <source>Show all entries</source>
            <translation>Alle Einträge zeigen</translation>
        </message>
        <message>
            <source>What happens appears here once the service answers.</source>
            <translation>Was geschieht, erscheint hier, sobald der Dienst antwortet.</translation>
        </message>
        <message>
            <source>The ledger is being read…</source>
            <translation>Das Hauptbuch wird gelesen …</translation>
        </message>
        <message>
            <source>Nothing like this has happened</source>
            <translation>So etwas ist nicht geschehen</translation>
        </message>
        <message>
            <source>Who, what happened and what about are compared as a whole; what happened may end in a dot and what about in a slash, for all that begins so.</source>
            <translation>Wer, was geschah und worum es ging werden als Ganzes verglichen; was geschah darf mit einem Punkt enden, worum es ging mit einem Schrägstrich, für alles, was so beginnt.</translation>
        </message>
        <message>
            <source>Show all</source>
            <translation>Alle zeigen</translation>
        </message>
        <message>
            <source>Nothing has happened yet</source>
            <translation>Noch ist nichts geschehen</translation>
        </message>
        <message>
            <source>Every change is written down here, with who made it and when, and can't be altered afterwards without being noticed.</source>
            <translation>Jede Änderung steht hier, mit wem und wann, und lässt sich nachträglich nicht unbemerkt verändern.</translation>
        </message>
        <message>
            <source>Only what %1 did</source>
            <translation>Nur was %1 getan hat</translation>
        </message>
        <message>
            <source>Only %1</source>
            <translation>Nur %1</translation>
        </message>
        <message>
            <source>Copy as command</source>
            <translation>Als Befehl kopieren</translation>
        </message>
        <message>
            <source>Copy what is asked for as command</source>
            <translation>Das Gefragte als Befehl kopieren</translation>
        </message>
        <message>
            <source>Link the entry to a case…</source>
            <translation>Den Eintrag mit einem Fall verknüpfen …</translation>
        </message>
        <message>
            <source>The ledger has no entry %1</source>
            <translation>Das Journal hat keinen Eintrag %1</translation>
        </message>
    </context>
    <context>
        <name>slipway::Application</name>
        <message>
            <source>The settings are saved again.</source>
            <translation>Die Einstellungen werden wieder gespeichert.</translation>
        </message>
        <message>
            <source>Help</source>
            <translation>Hilfe</translation>
        </message>
        <message>
            <source>Copy diagnostics</source>
            <translation>Diagnose kopieren</translation>
        </message>
        <message>
            <source>View</source>
            <translation>Ansicht</translation>
        </message>
        <message>
            <source>Scale: %1 %</source>
            <translation>Größe: %1 %</translation>
        </message>
        <message>
            <source>File</source>
            <translation>Datei</translation>
        </message>
        <message>
            <source>Sign out</source>
            <translation>Abmelden</translation>
        </message>
        <message>
            <source>Open the connection to %1</source>
            <translation>Die Verbindung zu %1 öffnen</translation>
        </message>
        <message>
            <source>Connect to a server…</source>
            <translation>Mit einem Server verbinden …</translation>
        </message>
        <message>
            <source>Another console can't be started</source>
            <translation>Eine weitere Konsole lässt sich nicht starten</translation>
        </message>
        <message>
            <source>Slipway signs in to its own service by itself. To sign in to a server, open one with slipway --server URL.</source>
            <translation>Bei seinem eigenen Dienst meldet sich Slipway selbst an. Ein Server lässt sich mit slipway --server URL öffnen.</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Noch einmal versuchen</translation>
        </message>
        <message>
            <source>The service has ended. What it kept alive still serves; what is shown here is no longer live.</source>
            <translation>Der Dienst ist beendet. Was er am Leben hielt, arbeitet weiter; was hier steht, ist nicht mehr der jetzige Stand.</translation>
        </message>
        <message>
            <source>Start it again</source>
            <translation>Wieder starten</translation>
        </message>
        <message>
            <source>Start Slipway again</source>
            <translation>Slipway neu starten</translation>
        </message>
        <message>
            <source>Try to connect again</source>
            <translation>Noch einmal verbinden</translation>
        </message>
        <message>
            <source>%1 % is there once Slipway starts again. Everything comes back as it was left.</source>
            <translation>%1 % gilt, sobald Slipway neu startet. Alles kommt wieder, wie es verlassen wurde.</translation>
        </message>
        <message>
            <source>Start again now</source>
            <translation>Jetzt neu starten</translation>
        </message>
        <message>
            <source>Sound when a case comes in or I am paged</source>
            <translation>Ton, wenn ein Fall kommt oder ich gerufen werde</translation>
        </message>
        <message>
            <source>By the desktop where it plays sounds with its notices, or else by a player. The bell is rung only where there is none.</source>
            <translation>Über die Arbeitsumgebung, wo sie mit ihren Hinweisen Töne spielt, sonst über ein Abspielprogramm. Nur wo keines da ist, kommt der Signalton.</translation>
        </message>
    </context>
    <context>
        <name>slipway::ApplicationField</name>
        <message>
            <source>Customer or application</source>
            <translation>Kunde oder Anwendung</translation>
        </message>
        <message>
            <source>Any customer</source>
            <translation>Irgendein Kunde</translation>
        </message>
    </context>
    <context>
        <name>slipway::ApplicationsModel</name>
        <message>
            <source>%1 · %2</source>
            <comment>role and name of an environment</comment>
            <translation>%1 · %2</translation>
        </message>
        <message>
            <source>Customer %1</source>
            <translation>Kunde %1</translation>
        </message>
        <message>
            <source>%1 has no production environment</source>
            <translation>%1 hat keine Produktionsumgebung</translation>
        </message>
        <message>
            <source>Production of %1: %2, version %3</source>
            <translation>Produktion von %1: %2, Version %3</translation>
        </message>
        <message>
            <source>%1 of %2: %3, version %4</source>
            <translation>%1 von %2: %3, Version %4</translation>
        </message>
        <message>
            <source>%1 (%2) in %3: %4, %5</source>
            <translation>%1 (%2) in %3: %4, %5</translation>
        </message>
        <message>
            <source>Application</source>
            <translation>Anwendung</translation>
        </message>
        <message>
            <source>State</source>
            <translation>Zustand</translation>
        </message>
        <message>
            <source>Version</source>
            <translation>Version</translation>
        </message>
        <message>
            <source>Address</source>
            <translation>Adresse</translation>
        </message>
        <message>
            <source>Health</source>
            <translation>Gesundheit</translation>
        </message>
    </context>
    <context>
        <name>slipway::ApplicationsPane</name>
        <message>
            <source>Applications</source>
            <translation>Anwendungen</translation>
        </message>
        <message>
            <source>Search customers and applications</source>
            <translation>Kunden und Anwendungen suchen</translation>
        </message>
        <message>
            <source>Customers and their applications</source>
            <translation>Kunden und ihre Anwendungen</translation>
        </message>
        <message>
            <source>Start a release…</source>
            <translation>Ein Release beginnen …</translation>
        </message>
        <message>
            <source>Copy production into a test environment…</source>
            <translation>Die Produktion in eine Testumgebung kopieren …</translation>
        </message>
        <message>
            <source>Start the environment…</source>
            <translation>Die Umgebung starten …</translation>
        </message>
        <message>
            <source>Stop the environment…</source>
            <translation>Die Umgebung stoppen …</translation>
        </message>
        <message>
            <source>Remove the environment…</source>
            <translation>Die Umgebung entfernen …</translation>
        </message>
        <message>
            <source>Open in browser</source>
            <translation>Im Browser öffnen</translation>
        </message>
        <message>
            <source>Open an SSH session</source>
            <translation>Eine SSH-Sitzung öffnen</translation>
        </message>
        <message>
            <source>Copy address</source>
            <translation>Adresse kopieren</translation>
        </message>
        <message>
            <source>Copy SSH line</source>
            <translation>SSH-Zeile kopieren</translation>
        </message>
        <message>
            <source>Show history</source>
            <translation>Verlauf zeigen</translation>
        </message>
        <message>
            <source>Applications appear here once the service answers.</source>
            <translation>Anwendungen erscheinen hier, sobald der Dienst antwortet.</translation>
        </message>
        <message>
            <source>Applications are being fetched…</source>
            <translation>Anwendungen werden geholt …</translation>
        </message>
        <message>
            <source>Nothing is called “%1”</source>
            <translation>Nichts heißt „%1“</translation>
        </message>
        <message>
            <source>Customers and applications are found by any part of their name.</source>
            <translation>Kunden und Anwendungen findet jeder Teil ihres Namens.</translation>
        </message>
        <message>
            <source>Show all</source>
            <translation>Alle zeigen</translation>
        </message>
        <message>
            <source>No applications yet</source>
            <translation>Noch keine Anwendungen</translation>
        </message>
        <message>
            <source>Each customer's applications appear here, with their environments and what they consist of. The first is built from a recipe:

slipwayctl app create CUSTOMER/NAME --recipe FILE</source>
            <translation>Hier erscheinen die Anwendungen jedes Kunden, mit ihren Umgebungen und woraus sie bestehen. Die erste entsteht aus einem Rezept:

slipwayctl app create KUNDE/NAME --recipe DATEI</translation>
        </message>
        <message>
            <source>How it begins</source>
            <translation>Wie es beginnt</translation>
        </message>
        <message>
            <source>Copy as command</source>
            <translation>Als Befehl kopieren</translation>
        </message>
        <message>
            <source>%1 can't be opened here</source>
            <translation>%1 lässt sich hier nicht öffnen</translation>
        </message>
        <message>
            <source>%1 can't be started</source>
            <translation>%1 lässt sich nicht starten</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Rückgängig</translation>
        </message>
        <message>
            <source>Remove the application…</source>
            <translation>Die Anwendung entfernen …</translation>
        </message>
    </context>
    <context>
        <name>slipway::BrakeActions</name>
        <message>
            <source>Release</source>
            <translation>Release</translation>
        </message>
        <message>
            <source>Pull the brake…</source>
            <translation>Die Bremse ziehen …</translation>
        </message>
        <message>
            <source>Take the brake off…</source>
            <translation>Die Bremse lösen …</translation>
        </message>
        <message>
            <source>Pull the brake</source>
            <translation>Die Bremse ziehen</translation>
        </message>
        <message>
            <source>No step of any release starts anything new.</source>
            <translation>Kein Schritt irgendeines Releases beginnt etwas Neues.</translation>
        </message>
        <message>
            <source>Requests that are held anywhere are let go.</source>
            <translation>Anfragen, die irgendwo angehalten sind, werden freigegeben.</translation>
        </message>
        <message>
            <source>What runs already comes to its end.</source>
            <translation>Was schon läuft, kommt zu Ende.</translation>
        </message>
        <message>
            <source>Take the brake off: releases go on where they stand.</source>
            <translation>Die Bremse lösen: Releases gehen weiter, wo sie stehen.</translation>
        </message>
        <message>
            <source>Reason, for everybody who sees it</source>
            <translation>Grund, für alle, die es sehen</translation>
        </message>
        <message>
            <source>Take the brake off</source>
            <translation>Die Bremse lösen</translation>
        </message>
        <message>
            <source>Releases that go on where they stand: %1.</source>
            <translation>Releases, die weitergehen, wo sie stehen: %1.</translation>
        </message>
        <message>
            <source>Releases may change things again.</source>
            <translation>Releases dürfen wieder etwas ändern.</translation>
        </message>
        <message>
            <source>The brake can be pulled again at any time.</source>
            <translation>Die Bremse lässt sich jederzeit wieder ziehen.</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>Grund</translation>
        </message>
        <message>
            <source>Take it off</source>
            <translation>Lösen</translation>
        </message>
    </context>
    <context>
        <name>slipway::CommandPalette</name>
        <message>
            <source>Search or command</source>
            <translation>Suchen oder befehlen</translation>
        </message>
        <message>
            <source>What fits</source>
            <translation>Was passt</translation>
        </message>
        <message>
            <source>Searching…</source>
            <translation>Wird gesucht …</translation>
        </message>
        <message>
            <source>Nothing fits</source>
            <translation>Nichts passt</translation>
        </message>
        <message>
            <source>Enter: do it or go there   Esc: close</source>
            <translation>Eingabe: tun oder hingehen   Esc: schließen</translation>
        </message>
        <message>
            <source>Enter: do it or go there   Ctrl+C: copy as command   Esc: close</source>
            <translation>Eingabe: tun oder hingehen   Strg+C: als Befehl kopieren   Esc: schließen</translation>
        </message>
        <message>
            <source>An action, an application, a release, a case or its number</source>
            <translation>Eine Aktion, eine Anwendung, ein Release, ein Fall oder seine Nummer</translation>
        </message>
    </context>
    <context>
        <name>slipway::ConnectSheet</name>
        <message>
            <source>Connect to a server</source>
            <translation>Mit einem Server verbinden</translation>
        </message>
        <message>
            <source>It opens in a window of its own, and asks there for your name and password.</source>
            <translation>Er öffnet sich in einem eigenen Fenster und fragt dort nach Namen und Passwort.</translation>
        </message>
        <message>
            <source>Address of the server</source>
            <translation>Adresse des Servers</translation>
        </message>
        <message>
            <source>Connect</source>
            <translation>Verbinden</translation>
        </message>
        <message>
            <source>Not now</source>
            <translation>Nicht jetzt</translation>
        </message>
        <message>
            <source>This is not the address of a server. It looks like https://prod.example.</source>
            <translation>Das ist nicht die Adresse eines Servers. Sie sieht aus wie https://prod.example.</translation>
        </message>
    </context>
    <context>
        <name>slipway::DefinitionEditor</name>
        <message>
            <source>Definition as YAML</source>
            <translation>Definition als YAML</translation>
        </message>
        <message>
            <source>What the check found</source>
            <translation>Was die Prüfung fand</translation>
        </message>
        <message>
            <source>Problems of the definition</source>
            <translation>Probleme der Definition</translation>
        </message>
        <message>
            <source>Line %1, column %2: </source>
            <translation>Zeile %1, Spalte %2: </translation>
        </message>
        <message>
            <source>✕ Problems found: %1</source>
            <translation>✕ Gefundene Probleme: %1</translation>
        </message>
        <message>
            <source>✓ The service finds nothing wrong with it</source>
            <translation>✓ Der Dienst hat nichts daran auszusetzen</translation>
        </message>
        <message>
            <source>Not checked: the service can't be reached. What is typed is kept.</source>
            <translation>Nicht geprüft: Der Dienst ist nicht zu erreichen. Das Getippte bleibt.</translation>
        </message>
        <message>
            <source>▲ Not checked: %1</source>
            <translation>▲ Nicht geprüft: %1</translation>
        </message>
        <message>
            <source>Being checked…</source>
            <translation>Wird geprüft …</translation>
        </message>
        <message>
            <source>Tab indents · Esc leaves the text · F8: next problem · F1: help</source>
            <translation>Tab rückt ein · Esc verlässt den Text · F8: nächstes Problem · F1: Hilfe</translation>
        </message>
        <message>
            <source>There is %1</source>
            <translation>Hier steht %1</translation>
        </message>
        <message>
            <source>It may make the text look like another. Take it out unless a name needs it.</source>
            <translation>Es kann den Text wie einen anderen aussehen lassen. Herausnehmen, sofern kein Name es braucht.</translation>
        </message>
        <message>
            <source>▲ The service finds nothing wrong with it; characters that can't be seen: %1</source>
            <translation>▲ Der Dienst findet nichts daran auszusetzen; Zeichen, die man nicht sieht: %1</translation>
        </message>
    </context>
    <context>
        <name>slipway::DowntimeStrip</name>
        <message>
            <source>answered at once</source>
            <translation>sofort beantwortet</translation>
        </message>
        <message>
            <source>held, answered late</source>
            <translation>angehalten, spät beantwortet</translation>
        </message>
        <message>
            <source>failed</source>
            <translation>gescheitert</translation>
        </message>
        <message>
            <source>nothing was asked</source>
            <translation>nichts wurde gefragt</translation>
        </message>
        <message>
            <source>What visitors got during the cutover</source>
            <translation>Was Besucher während der Umschaltung bekamen</translation>
        </message>
        <message>
            <source>Nothing has been asked from outside yet.</source>
            <translation>Von außen wurde noch nichts gefragt.</translation>
        </message>
        <message>
            <source>Watched for %1. </source>
            <translation>Beobachtet für %1. </translation>
        </message>
        <message>
            <source>No answer took longer than %1 ms. </source>
            <translation>Keine Antwort dauerte länger als %1 ms. </translation>
        </message>
        <message>
            <source>Answers came late for %1. </source>
            <translation>Antworten kamen %1 lang spät. </translation>
        </message>
        <message>
            <source>No request failed.</source>
            <translation>Keine Anfrage ist gescheitert.</translation>
        </message>
        <message>
            <source>Failed requests: %1.</source>
            <translation>Gescheiterte Anfragen: %1.</translation>
        </message>
        <message>
            <source>%1 s from the hold</source>
            <translation>%1 s seit dem Anhalten</translation>
        </message>
        <message>
            <source>%1 s</source>
            <translation>%1 s</translation>
        </message>
        <message>
            <source>%1: %2. %3 answered, %4 failed, slowest %5 ms.</source>
            <translation>%1: %2. %3 beantwortet, %4 gescheitert, langsamste %5 ms.</translation>
        </message>
        <message>
            <source>Here appears what visitors got during the cutover: a bar for each tenth of a second, asked from outside.</source>
            <translation>Hier erscheint, was Besucher während der Umschaltung bekamen: ein Balken für jede Zehntelsekunde, von außen gefragt.</translation>
        </message>
        <message>
            <source>hold</source>
            <translation>Anhalten</translation>
        </message>
    </context>
    <context>
        <name>slipway::EmptyState</name>
        <message>
            <source>What belongs here couldn't be fetched</source>
            <translation>Was hierher gehört, ließ sich nicht holen</translation>
        </message>
        <message>
            <source>The message above says why.</source>
            <translation>Die Meldung darüber sagt, warum.</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Noch einmal versuchen</translation>
        </message>
        <message>
            <source>Not connected</source>
            <translation>Nicht verbunden</translation>
        </message>
    </context>
    <context>
        <name>slipway::EventDetail</name>
        <message>
            <source>Its history</source>
            <translation>Verlauf dazu</translation>
        </message>
        <message>
            <source>Copy as command</source>
            <translation>Als Befehl kopieren</translation>
        </message>
        <message>
            <source>What happened</source>
            <translation>Was geschah</translation>
        </message>
        <message>
            <source>Who, when and what about</source>
            <translation>Wer, wann und worum es ging</translation>
        </message>
        <message>
            <source>Hash of the entry</source>
            <translation>Hash des Eintrags</translation>
        </message>
        <message>
            <source>What the entry carries</source>
            <translation>Was der Eintrag trägt</translation>
        </message>
        <message>
            <source>Choose an entry to see all of it.</source>
            <translation>Einen Eintrag wählen, um ihn ganz zu sehen.</translation>
        </message>
        <message>
            <source>%1 by %2
%3 about %4, entry %5</source>
            <translation>%1 von %2
%3 zu %4, Eintrag %5</translation>
        </message>
        <message>
            <source>Hash %1…, chained to %2…</source>
            <translation>Hash %1…, verkettet mit %2…</translation>
        </message>
        <message>
            <source>Hash %1
of the one before %2</source>
            <translation>Hash %1
vom Eintrag davor %2</translation>
        </message>
        <message>
            <source>Open %1</source>
            <translation>%1 öffnen</translation>
        </message>
        <message>
            <source>History of %1</source>
            <translation>Verlauf von %1</translation>
        </message>
        <message>
            <source>Entry of the ledger</source>
            <translation>Eintrag des Hauptbuchs</translation>
        </message>
        <message>
            <source>Link to case…</source>
            <translation>Mit Fall verknüpfen …</translation>
        </message>
        <message>
            <source>Link entry %1 to a case</source>
            <translation>Eintrag %1 mit einem Fall verknüpfen</translation>
        </message>
    </context>
    <context>
        <name>slipway::HelpPane</name>
        <message>
            <source>Help</source>
            <translation>Hilfe</translation>
        </message>
        <message>
            <source>Search the help</source>
            <translation>Die Hilfe durchsuchen</translation>
        </message>
        <message>
            <source>Pages of the help</source>
            <translation>Seiten der Hilfe</translation>
        </message>
        <message>
            <source>Back in the help</source>
            <translation>In der Hilfe zurück</translation>
        </message>
        <message>
            <source>Forward in the help</source>
            <translation>In der Hilfe vor</translation>
        </message>
        <message>
            <source>Back</source>
            <translation>Zurück</translation>
        </message>
        <message>
            <source>Back (Alt+Left)</source>
            <translation>Zurück (Alt+Links)</translation>
        </message>
        <message>
            <source>Forward</source>
            <translation>Vor</translation>
        </message>
        <message>
            <source>Forward (Alt+Right)</source>
            <translation>Vor (Alt+Rechts)</translation>
        </message>
        <message>
            <source>No page has all of these words</source>
            <translation>Keine Seite hat alle diese Wörter</translation>
        </message>
    </context>
    <context>
        <name>slipway::HelpView</name>
        <message>
            <source>Help page</source>
            <translation>Hilfeseite</translation>
        </message>
    </context>
    <context>
        <name>slipway::InlineMessage</name>
        <message>
            <source>Information</source>
            <translation>Hinweis</translation>
        </message>
        <message>
            <source>Done</source>
            <translation>Getan</translation>
        </message>
        <message>
            <source>Warning</source>
            <translation>Warnung</translation>
        </message>
        <message>
            <source>Error</source>
            <translation>Fehler</translation>
        </message>
        <message>
            <source>What helps</source>
            <translation>Was hilft</translation>
        </message>
        <message>
            <source>Close this message</source>
            <translation>Diese Meldung schließen</translation>
        </message>
    </context>
    <context>
        <name>slipway::InputEditor</name>
        <message>
            <source>%1 (needed)</source>
            <translation>%1 (nötig)</translation>
        </message>
    </context>
    <context>
        <name>slipway::InputForm</name>
        <message>
            <source>"%1" is not a number</source>
            <translation>„%1“ ist keine Zahl</translation>
        </message>
        <message>
            <source>Type digits.</source>
            <translation>Ziffern eingeben.</translation>
        </message>
        <message>
            <source>"%1" is not a whole number</source>
            <translation>„%1“ ist keine ganze Zahl</translation>
        </message>
        <message>
            <source>Type digits only.</source>
            <translation>Nur Ziffern eingeben.</translation>
        </message>
        <message>
            <source>%1 is too small</source>
            <translation>%1 ist zu klein</translation>
        </message>
        <message>
            <source>The least is %1.</source>
            <translation>Das Kleinste ist %1.</translation>
        </message>
        <message>
            <source>%1 is too large</source>
            <translation>%1 ist zu groß</translation>
        </message>
        <message>
            <source>The most is %1.</source>
            <translation>Das Größte ist %1.</translation>
        </message>
        <message>
            <source>yes</source>
            <translation>ja</translation>
        </message>
        <message>
            <source>no</source>
            <translation>nein</translation>
        </message>
        <message>
            <source>"%1" is neither yes nor no</source>
            <translation>„%1“ ist weder ja noch nein</translation>
        </message>
        <message>
            <source>Choose one.</source>
            <translation>Eines wählen.</translation>
        </message>
        <message>
            <source>This is not JSON</source>
            <translation>Das ist kein JSON</translation>
        </message>
        <message>
            <source>Type one value, such as {"size": 3} or [1, 2].</source>
            <translation>Einen Wert eingeben, etwa {"size": 3} oder [1, 2].</translation>
        </message>
        <message numerus="yes">
            <source>The text is too long by %n characters</source>
            <translation>
                <numerusform>Der Text ist um %n Zeichen zu lang</numerusform>
                <numerusform>Der Text ist um %n Zeichen zu lang</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>At most %n characters.</source>
            <translation>
                <numerusform>Höchstens %n Zeichen.</numerusform>
                <numerusform>Höchstens %n Zeichen.</numerusform>
            </translation>
        </message>
        <message>
            <source>"%1" is missing</source>
            <translation>„%1“ fehlt</translation>
        </message>
        <message>
            <source>It has to be given.</source>
            <translation>Es muss angegeben werden.</translation>
        </message>
        <message>
            <source>"%1" is not one of the choices</source>
            <translation>„%1“ steht nicht zur Wahl</translation>
        </message>
        <message>
            <source>Choose one of: %1.</source>
            <translation>Eines wählen von: %1.</translation>
        </message>
    </context>
    <context>
        <name>slipway::KeychainHome</name>
        <message>
            <source>No token is kept in the keychain</source>
            <translation>Im Schlüsselbund liegt kein Token</translation>
        </message>
        <message>
            <source>The keychain is locked, or said no</source>
            <translation>Der Schlüsselbund ist gesperrt oder hat abgelehnt</translation>
        </message>
        <message>
            <source>Unlock it to stay signed in; until then you sign in for this session.</source>
            <translation>Entsperren, um angemeldet zu bleiben; bis dahin gilt die Anmeldung für diese Sitzung.</translation>
        </message>
        <message>
            <source>There is no keychain here that answers</source>
            <translation>Hier antwortet kein Schlüsselbund</translation>
        </message>
        <message>
            <source>You are signed in until Slipway ends. To stay signed in, run a keychain such as GNOME Keyring or KWallet.</source>
            <translation>Die Anmeldung gilt, bis Slipway endet. Um angemeldet zu bleiben, einen Schlüsselbund wie GNOME Keyring oder KWallet betreiben.</translation>
        </message>
    </context>
    <context>
        <name>slipway::Layouts</name>
        <message>
            <source>Operations</source>
            <translation>Betrieb</translation>
        </message>
        <message>
            <source>Support</source>
            <translation>Support</translation>
        </message>
    </context>
    <context>
        <name>slipway::LedgerModel</name>
        <message>
            <source>%1, %2: %3, %4</source>
            <comment>time, who, what, on what</comment>
            <translation>%1, %2: %3, %4</translation>
        </message>
        <message>
            <source>When</source>
            <translation>Wann</translation>
        </message>
        <message>
            <source>Who</source>
            <translation>Wer</translation>
        </message>
        <message>
            <source>What</source>
            <translation>Was</translation>
        </message>
        <message>
            <source>On what</source>
            <translation>Woran</translation>
        </message>
        <message>
            <source>Details</source>
            <translation>Einzelheiten</translation>
        </message>
    </context>
    <context>
        <name>slipway::LogModel</name>
        <message>
            <source>Time</source>
            <translation>Zeit</translation>
        </message>
        <message>
            <source>Step</source>
            <translation>Schritt</translation>
        </message>
        <message>
            <source>What it said</source>
            <translation>Was er sagte</translation>
        </message>
    </context>
    <context>
        <name>slipway::LogView</name>
        <message>
            <source>Search the log</source>
            <translation>Das Protokoll durchsuchen</translation>
        </message>
        <message>
            <source>Lines of which step</source>
            <translation>Zeilen welches Schritts</translation>
        </message>
        <message>
            <source>All steps</source>
            <translation>Alle Schritte</translation>
        </message>
        <message>
            <source>Follow</source>
            <translation>Folgen</translation>
        </message>
        <message>
            <source>Stay at the end while lines come</source>
            <translation>Am Ende bleiben, während Zeilen kommen</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>Kopieren</translation>
        </message>
        <message>
            <source>Copy the chosen lines, or all that are shown</source>
            <translation>Die gewählten Zeilen kopieren, oder alle, die zu sehen sind</translation>
        </message>
        <message>
            <source>Log</source>
            <translation>Protokoll</translation>
        </message>
        <message>
            <source>Searching…</source>
            <translation>Wird gesucht …</translation>
        </message>
        <message numerus="yes">
            <source>%Ln lines</source>
            <translation>
                <numerusform>%Ln Zeile</numerusform>
                <numerusform>%Ln Zeilen</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 of %Ln lines</source>
            <translation>
                <numerusform>%1 von %Ln Zeile</numerusform>
                <numerusform>%1 von %Ln Zeilen</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>slipway::MainWindow</name>
        <message>
            <source>Slipway</source>
            <translation>Slipway</translation>
        </message>
        <message>
            <source>File</source>
            <translation>Datei</translation>
        </message>
        <message>
            <source>Start a release…</source>
            <translation>Ein Release beginnen …</translation>
        </message>
        <message>
            <source>Sign in…</source>
            <translation>Anmelden …</translation>
        </message>
        <message>
            <source>Quit</source>
            <translation>Beenden</translation>
        </message>
        <message>
            <source>View</source>
            <translation>Ansicht</translation>
        </message>
        <message>
            <source>Hide this pane</source>
            <translation>Diesen Bereich ausblenden</translation>
        </message>
        <message>
            <source>Search in this pane</source>
            <translation>In diesem Bereich suchen</translation>
        </message>
        <message>
            <source>Go</source>
            <translation>Gehe zu</translation>
        </message>
        <message>
            <source>Search or command…</source>
            <translation>Suchen oder befehlen …</translation>
        </message>
        <message>
            <source>Help</source>
            <translation>Hilfe</translation>
        </message>
        <message>
            <source>Help for this pane</source>
            <translation>Hilfe zu diesem Bereich</translation>
        </message>
        <message>
            <source>Nothing here shows "%1".</source>
            <translation>Nichts hier zeigt „%1“.</translation>
        </message>
        <message>
            <source>Show it</source>
            <translation>Zeigen</translation>
        </message>
        <message>
            <source>Copied: %1</source>
            <translation>Kopiert: %1</translation>
        </message>
        <message>
            <source>%1 – Slipway</source>
            <translation>%1 – Slipway</translation>
        </message>
        <message>
            <source>The service doesn't know who this is</source>
            <translation>Der Dienst weiß nicht, wer das ist</translation>
        </message>
        <message>
            <source>Sign in</source>
            <translation>Anmelden</translation>
        </message>
        <message>
            <source>Panes that share a place</source>
            <translation>Bereiche, die sich einen Platz teilen</translation>
        </message>
        <message>
            <source>Put this pane to the left</source>
            <translation>Diesen Bereich nach links stellen</translation>
        </message>
        <message>
            <source>Put this pane to the right</source>
            <translation>Diesen Bereich nach rechts stellen</translation>
        </message>
        <message>
            <source>Put this pane below</source>
            <translation>Diesen Bereich nach unten stellen</translation>
        </message>
        <message>
            <source>Let this pane float, or put it back</source>
            <translation>Diesen Bereich lösen oder zurücksetzen</translation>
        </message>
    </context>
    <context>
        <name>slipway::NextPanel</name>
        <message>
            <source>What comes next</source>
            <translation>Was als Nächstes kommt</translation>
        </message>
        <message>
            <source>Note, for the record (may stay empty)</source>
            <translation>Notiz, für die Akten (darf leer bleiben)</translation>
        </message>
        <message>
            <source>Note for the sign-off</source>
            <translation>Notiz zur Abzeichnung</translation>
        </message>
        <message>
            <source>Show where it is</source>
            <translation>Zeigen, wo es ist</translation>
        </message>
        <message>
            <source>Step in words</source>
            <translation>Schritt in Worten</translation>
        </message>
        <message>
            <source>For the customer</source>
            <translation>Für den Kunden</translation>
        </message>
        <message>
            <source>Copy for the customer</source>
            <translation>Für den Kunden kopieren</translation>
        </message>
        <message>
            <source>What it changes</source>
            <translation>Was er ändert</translation>
        </message>
        <message>
            <source>Guardrails</source>
            <translation>Leitplanken</translation>
        </message>
        <message>
            <source>Nothing is left to do</source>
            <translation>Es bleibt nichts zu tun</translation>
        </message>
        <message>
            <source>What was measured and signed stands in the report.</source>
            <translation>Was gemessen und abgezeichnet wurde, steht im Bericht.</translation>
        </message>
        <message>
            <source>Now: %1</source>
            <translation>Jetzt: %1</translation>
        </message>
        <message>
            <source>Next: %1</source>
            <translation>Als Nächstes: %1</translation>
        </message>
        <message>
            <source>It waits: %1</source>
            <translation>Es wartet: %1</translation>
        </message>
        <message>
            <source>By %1</source>
            <translation>Von %1</translation>
        </message>
        <message>
            <source>By %1: %2</source>
            <translation>Von %1: %2</translation>
        </message>
        <message>
            <source>It is tried again at %1</source>
            <translation>Um %1 wird es wieder versucht</translation>
        </message>
        <message>
            <source>At the latest until %1</source>
            <translation>Spätestens bis %1</translation>
        </message>
        <message>
            <source>Try %1</source>
            <translation>Versuch %1</translation>
        </message>
        <message>
            <source>%1 %2: %3</source>
            <translation>%1 %2: %3</translation>
        </message>
        <message>
            <source>Test environment: %1</source>
            <translation>Testumgebung: %1</translation>
        </message>
        <message>
            <source>Access: %1</source>
            <translation>Zugang: %1</translation>
        </message>
        <message>
            <source>A command is under way.</source>
            <translation>Ein Befehl ist unterwegs.</translation>
        </message>
        <message>
            <source>Not while what is shown may be out of date.</source>
            <translation>Nicht, solange das Gezeigte veraltet sein kann.</translation>
        </message>
        <message>
            <source>It ended before: %1</source>
            <translation>Es endete vor: %1</translation>
        </message>
        <message>
            <source>Copy the scp line</source>
            <translation>scp-Zeile kopieren</translation>
        </message>
        <message>
            <source>YOUR-FOLDER</source>
            <translation>IHR-ORDNER</translation>
        </message>
        <message>
            <source>Copy the code in: %1</source>
            <translation>Den Code hineinkopieren: %1</translation>
        </message>
    </context>
    <context>
        <name>slipway::Notice</name>
        <message>
            <source>The release of %1 waits for you: %2</source>
            <translation>Das Release von %1 wartet auf Sie: %2</translation>
        </message>
        <message>
            <source>Release %1 of %2 failed</source>
            <translation>Release %1 von %2 ist gescheitert</translation>
        </message>
        <message>
            <source>Release %1 of %2 waits for you: %3</source>
            <translation>Release %1 von %2 wartet auf Sie: %3</translation>
        </message>
        <message>
            <source>Release %1 of %2 is live</source>
            <translation>Release %1 von %2 ist live</translation>
        </message>
        <message>
            <source>Release %1 of %2 is finalized</source>
            <translation>Release %1 von %2 ist abgeschlossen</translation>
        </message>
        <message>
            <source>Release %1 of %2 was rolled back</source>
            <translation>Release %1 von %2 ist zurückgekehrt</translation>
        </message>
        <message>
            <source>Release %1 of %2 was aborted</source>
            <translation>Release %1 von %2 wurde aufgegeben</translation>
        </message>
        <message>
            <source>Case %1 came in: %2</source>
            <translation>Fall %1 ist gekommen: %2</translation>
        </message>
        <message>
            <source>You are paged for case %1</source>
            <translation>Du wirst für Fall %1 gerufen</translation>
        </message>
        <message>
            <source>Case %1 is open again: release %2, which it waited for, is live</source>
            <translation>Fall %1 ist wieder offen: Release %2, auf das er gewartet hat, ist live</translation>
        </message>
        <message>
            <source>Case %1 is open again: release %2, which it waited for, came to nothing</source>
            <translation>Fall %1 ist wieder offen: Aus Release %2, auf das er gewartet hat, wurde nichts</translation>
        </message>
        <message>
            <source>Case %1 is open again: release %2, which had gone live, was rolled back</source>
            <translation>Fall %1 ist wieder offen: Release %2, das live gegangen war, wurde zurückgerollt</translation>
        </message>
        <message>
            <source>Case %1</source>
            <translation>Fall %1</translation>
        </message>
    </context>
    <context>
        <name>slipway::Notices</name>
        <message>
            <source>Messages</source>
            <translation>Meldungen</translation>
        </message>
        <message>
            <source>Show less</source>
            <translation>Weniger zeigen</translation>
        </message>
        <message numerus="yes">
            <source>and %n more</source>
            <translation>
                <numerusform>und %n weitere</numerusform>
                <numerusform>und %n weitere</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>slipway::PaletteModel</name>
        <message>
            <source>Application</source>
            <translation>Anwendung</translation>
        </message>
        <message>
            <source>Release</source>
            <translation>Release</translation>
        </message>
        <message>
            <source>The search failed: %1</source>
            <translation>Die Suche ist fehlgeschlagen: %1</translation>
        </message>
        <message>
            <source>Not connected: applications, releases and cases can't be searched</source>
            <translation>Nicht verbunden: Anwendungen, Releases und Fälle lassen sich nicht suchen</translation>
        </message>
        <message>
            <source>Case</source>
            <translation>Fall</translation>
        </message>
        <message>
            <source>Help</source>
            <translation>Hilfe</translation>
        </message>
        <message>
            <source>Pipeline</source>
            <translation>Pipeline</translation>
        </message>
    </context>
    <context>
        <name>slipway::PaneDock</name>
        <message>
            <source>PRODUCTION · %1</source>
            <translation>PRODUKTION · %1</translation>
        </message>
    </context>
    <context>
        <name>slipway::PipelinesModel</name>
        <message>
            <source>%1 signs off %2</source>
            <comment>role, name of the sign-off</comment>
            <translation>%1 zeichnet %2 ab</translation>
        </message>
        <message>
            <source>sign-off %1</source>
            <translation>Abzeichnung %1</translation>
        </message>
        <message>
            <source>%1, version %2</source>
            <translation>%1, Version %2</translation>
        </message>
    </context>
    <context>
        <name>slipway::PipelinesPane</name>
        <message>
            <source>Pipelines</source>
            <translation>Abläufe</translation>
        </message>
        <message>
            <source>Import…</source>
            <translation>Einführen …</translation>
        </message>
        <message>
            <source>Imports what is typed as a new version</source>
            <translation>Führt das Getippte als neue Version ein</translation>
        </message>
        <message>
            <source>Discard changes</source>
            <translation>Änderungen verwerfen</translation>
        </message>
        <message>
            <source>Steps of the definition</source>
            <translation>Schritte der Definition</translation>
        </message>
        <message>
            <source>Steps of the way back</source>
            <translation>Schritte des Wegs zurück</translation>
        </message>
        <message>
            <source>The way back</source>
            <translation>Der Weg zurück</translation>
        </message>
        <message>
            <source>Steps</source>
            <translation>Schritte</translation>
        </message>
        <message>
            <source>Import as a new version…</source>
            <translation>Als neue Version einführen …</translation>
        </message>
        <message>
            <source>Discard what was typed</source>
            <translation>Das Getippte verwerfen</translation>
        </message>
        <message>
            <source>Next problem</source>
            <translation>Nächstes Problem</translation>
        </message>
        <message>
            <source>Show the history of the pipeline</source>
            <translation>Den Verlauf des Ablaufs zeigen</translation>
        </message>
        <message>
            <source>What was typed is gone from %1.</source>
            <translation>Das Getippte ist aus %1 entfernt.</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Rückgängig</translation>
        </message>
        <message>
            <source>Import %1, version %2</source>
            <translation>%1, Version %2, einführen</translation>
        </message>
        <message>
            <source>A pipeline named %1 is added.</source>
            <translation>Ein Ablauf namens %1 kommt hinzu.</translation>
        </message>
        <message>
            <source>Releases that are under way keep the version they started with.</source>
            <translation>Releases, die unterwegs sind, behalten die Version, mit der sie begannen.</translation>
        </message>
        <message>
            <source>The service has checked it and found nothing wrong.</source>
            <translation>Der Dienst hat es geprüft und nichts auszusetzen.</translation>
        </message>
        <message>
            <source>Import the earlier text again, with a higher version. No version is ever removed.</source>
            <translation>Den früheren Text mit einer höheren Version wieder einführen. Keine Version wird je entfernt.</translation>
        </message>
        <message>
            <source>Import</source>
            <translation>Einführen</translation>
        </message>
        <message>
            <source>%1 is there in version %2.</source>
            <translation>%1 ist in Version %2 da.</translation>
        </message>
        <message>
            <source># %1

There is no help page for this process. What it does stands in its description and in the titles of its steps; how definitions are written is told under [Pipelines](help:pipelines).</source>
            <translation># %1

Zu diesem Ablauf gibt es keine Hilfeseite. Was er tut, steht in seiner Beschreibung und in den Titeln seiner Schritte; wie man Definitionen schreibt, steht unter [Abläufe](help:pipelines).</translation>
        </message>
        <message>
            <source>%1, version %2</source>
            <translation>%1, Version %2</translation>
        </message>
        <message>
            <source>▲ changed, not imported</source>
            <translation>▲ geändert, nicht eingeführt</translation>
        </message>
        <message>
            <source>Pipelines are being fetched…</source>
            <translation>Abläufe werden geholt …</translation>
        </message>
        <message>
            <source>A pipeline says which steps a release takes, and in which order.</source>
            <translation>Ein Ablauf sagt, welche Schritte ein Release geht, und in welcher Reihenfolge.</translation>
        </message>
        <message>
            <source>Pipelines appear here once the service answers.</source>
            <translation>Abläufe erscheinen hier, sobald der Dienst antwortet.</translation>
        </message>
        <message>
            <source>What the definition means</source>
            <translation>Was der Ablauf bedeutet</translation>
        </message>
        <message>
            <source>What it does</source>
            <translation>Was er tut</translation>
        </message>
        <message>
            <source>From a file…</source>
            <translation>Aus einer Datei…</translation>
        </message>
        <message>
            <source>Reads a definition from a file, to be checked and imported</source>
            <translation>Liest einen Ablauf aus einer Datei, um ihn zu prüfen und einzuführen</translation>
        </message>
        <message>
            <source>Import a definition from a file…</source>
            <translation>Einen Ablauf aus einer Datei einführen…</translation>
        </message>
        <message>
            <source>%1, not imported yet</source>
            <translation>%1, noch nicht eingeführt</translation>
        </message>
        <message>
            <source>Releases that start from now on with %1 follow version %2 instead of %3.</source>
            <translation>Releases, die von jetzt an mit %1 beginnen, folgen Version %2 statt %3.</translation>
        </message>
        <message>
            <source>Lines that come: %1. Lines that go: %2.</source>
            <translation>Zeilen, die kommen: %1. Zeilen, die gehen: %2.</translation>
        </message>
        <message>
            <source>▲ It has characters that can't be seen: %1.</source>
            <translation>▲ Er hat Zeichen, die man nicht sieht: %1.</translation>
        </message>
        <message>
            <source>Import a definition from a file</source>
            <translation>Einen Ablauf aus einer Datei einführen</translation>
        </message>
        <message>
            <source>Definitions (*.yaml *.yml)</source>
            <translation>Abläufe (*.yaml *.yml)</translation>
        </message>
        <message>
            <source>All files (*)</source>
            <translation>Alle Dateien (*)</translation>
        </message>
        <message>
            <source>Choose another…</source>
            <translation>Eine andere wählen…</translation>
        </message>
        <message>
            <source>%1 is shown here and is being checked. Nothing is imported yet.</source>
            <translation>%1 steht hier und wird geprüft. Eingeführt ist noch nichts.</translation>
        </message>
        <message>
            <source>%1 can't be imported as it is. What is wrong stands below its text.</source>
            <translation>%1 lässt sich so nicht einführen. Was daran falsch ist, steht unter dem Text.</translation>
        </message>
        <message>
            <source>%1 is what is there already.</source>
            <translation>%1 ist, was schon da ist.</translation>
        </message>
    </context>
    <context>
        <name>slipway::QuestionSheet</name>
        <message>
            <source>PRODUCTION</source>
            <translation>PRODUKTION</translation>
        </message>
        <message>
            <source>What will change</source>
            <translation>Was sich ändern wird</translation>
        </message>
        <message>
            <source>What was checked</source>
            <translation>Was geprüft wurde</translation>
        </message>
        <message>
            <source>The way back</source>
            <translation>Der Weg zurück</translation>
        </message>
        <message>
            <source>What will change, what was checked, and the way back</source>
            <translation>Was sich ändern wird, was geprüft wurde, und der Weg zurück</translation>
        </message>
        <message>
            <source>%1 (if you like)</source>
            <translation>%1 (wer mag)</translation>
        </message>
        <message>
            <source>Type %1 to confirm</source>
            <translation>Zum Bestätigen %1 eingeben</translation>
        </message>
        <message>
            <source>Copy as command</source>
            <translation>Als Befehl kopieren</translation>
        </message>
        <message>
            <source>Leave it as it is</source>
            <translation>Lassen, wie es ist</translation>
        </message>
        <message>
            <source>First type %1</source>
            <translation>Zuerst %1 eingeben</translation>
        </message>
        <message>
            <source>First say why</source>
            <translation>Zuerst sagen, warum</translation>
        </message>
        <message>
            <source>That is how it is already</source>
            <translation>So ist es schon</translation>
        </message>
    </context>
    <context>
        <name>slipway::ReleaseButtons</name>
        <message>
            <source>Copy as command</source>
            <translation>Als Befehl kopieren</translation>
        </message>
        <message>
            <source>%1…</source>
            <translation>%1 …</translation>
        </message>
        <message>
            <source>Copy as command: the line for slipwayctl that does the same</source>
            <translation>Als Befehl kopieren: die Zeile für slipwayctl, die dasselbe tut</translation>
        </message>
    </context>
    <context>
        <name>slipway::ReleaseHeader</name>
        <message>
            <source>Release</source>
            <translation>Release</translation>
        </message>
        <message>
            <source>Release %1 · %2 · %3</source>
            <translation>Release %1 · %2 · %3</translation>
        </message>
        <message>
            <source>It waits: %1</source>
            <translation>Es wartet: %1</translation>
        </message>
        <message>
            <source>It has ended.</source>
            <translation>Es ist zu Ende.</translation>
        </message>
        <message>
            <source>Nobody is waited for.</source>
            <translation>Auf niemanden wird gewartet.</translation>
        </message>
        <message>
            <source>Started by %1, %2</source>
            <translation>Begonnen von %1, %2</translation>
        </message>
        <message>
            <source> It touches production.</source>
            <translation> Es berührt die Produktion.</translation>
        </message>
        <message>
            <source>It is on its way back to the old side.</source>
            <translation>Es ist auf dem Weg zurück zur alten Seite.</translation>
        </message>
    </context>
    <context>
        <name>slipway::ReleasePane</name>
        <message>
            <source>Release</source>
            <translation>Release</translation>
        </message>
        <message>
            <source>No release is open here</source>
            <translation>Hier ist kein Release offen</translation>
        </message>
        <message>
            <source>A release shows its steps here, what it will change next, what visitors get meanwhile, its log and its report. Choose one among the release pipelines, or start one.</source>
            <translation>Ein Release zeigt hier seine Schritte, was es als Nächstes ändert, was Besucher inzwischen bekommen, sein Protokoll und seinen Bericht. Eines unter den Releases wählen oder eines beginnen.</translation>
        </message>
        <message>
            <source>Release %1: %2</source>
            <translation>Release %1: %2</translation>
        </message>
        <message>
            <source>Start a release…</source>
            <translation>Ein Release beginnen …</translation>
        </message>
        <message>
            <source>Log and report</source>
            <translation>Protokoll und Bericht</translation>
        </message>
        <message>
            <source>Log</source>
            <translation>Protokoll</translation>
        </message>
        <message>
            <source>Report</source>
            <translation>Bericht</translation>
        </message>
        <message>
            <source>History</source>
            <translation>Verlauf</translation>
        </message>
        <message>
            <source>What the ledger says of this release</source>
            <translation>Was das Hauptbuch über dieses Release sagt</translation>
        </message>
        <message>
            <source>Copy the report</source>
            <translation>Den Bericht kopieren</translation>
        </message>
        <message>
            <source>Release %1</source>
            <translation>Release %1</translation>
        </message>
        <message>
            <source>it is being loaded</source>
            <translation>es wird geladen</translation>
        </message>
        <message>
            <source>What is shown is %1 old.</source>
            <translation>Das Gezeigte ist %1 alt.</translation>
        </message>
        <message>
            <source>The service hasn't been heard yet.</source>
            <translation>Vom Dienst kam noch kein Wort.</translation>
        </message>
        <message>
            <source>%1 The buttons work again once the service answers. %2</source>
            <translation>%1 Die Schaltflächen gehen wieder, sobald der Dienst antwortet. %2</translation>
        </message>
        <message>
            <source>Nothing was sent: what is shown may be out of date. Try again once the service answers.</source>
            <translation>Nichts wurde gesendet: Das Gezeigte kann veraltet sein. Noch einmal versuchen, sobald der Dienst antwortet.</translation>
        </message>
        <message>
            <source>Sign off</source>
            <translation>Abzeichnen</translation>
        </message>
        <message>
            <source>Approve</source>
            <translation>Zustimmen</translation>
        </message>
        <message>
            <source>Try the step again</source>
            <translation>Den Schritt noch einmal versuchen</translation>
        </message>
        <message>
            <source>Skip the step</source>
            <translation>Den Schritt überspringen</translation>
        </message>
        <message>
            <source>Pause the release</source>
            <translation>Das Release pausieren</translation>
        </message>
        <message>
            <source>Go on with the release</source>
            <translation>Das Release fortsetzen</translation>
        </message>
        <message>
            <source>Abort the release</source>
            <translation>Das Release aufgeben</translation>
        </message>
        <message>
            <source>Roll back the release</source>
            <translation>Mit dem Release zurückkehren</translation>
        </message>
        <message>
            <source>Finalize the release</source>
            <translation>Das Release abschließen</translation>
        </message>
        <message>
            <source>Go to the steps</source>
            <translation>Zu den Schritten gehen</translation>
        </message>
        <message>
            <source>Write the note</source>
            <translation>Die Notiz schreiben</translation>
        </message>
        <message>
            <source>Search the log</source>
            <translation>Das Protokoll durchsuchen</translation>
        </message>
        <message>
            <source>Show the report</source>
            <translation>Den Bericht zeigen</translation>
        </message>
        <message>
            <source>Follow the log</source>
            <translation>Dem Protokoll folgen</translation>
        </message>
        <message>
            <source>History of the release</source>
            <translation>Verlauf des Releases</translation>
        </message>
        <message>
            <source>Show the application of the release</source>
            <translation>Die Anwendung des Releases zeigen</translation>
        </message>
        <message>
            <source>▲ Requests are being held, for %1 at most</source>
            <translation>▲ Anfragen sind angehalten, höchstens %1</translation>
        </message>
        <message>
            <source>Requests were held for %1 (at most %2)</source>
            <translation>Anfragen waren %1 angehalten (höchstens %2)</translation>
        </message>
        <message>
            <source>%1 asked from outside</source>
            <translation>%1 von außen gefragt</translation>
        </message>
        <message>
            <source>%1 failed</source>
            <translation>%1 gescheitert</translation>
        </message>
        <message>
            <source>slowest %1</source>
            <translation>langsamste %1</translation>
        </message>
        <message>
            <source>the service isn't heard</source>
            <translation>vom Dienst ist nichts zu hören</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Noch einmal versuchen</translation>
        </message>
        <message>
            <source>“%1” was sent, and the service hasn't answered yet. It may still be done; it isn't sent twice.</source>
            <translation>„%1“ wurde gesendet, und der Dienst hat noch nicht geantwortet. Es kann noch geschehen; es wird nicht zweimal gesendet.</translation>
        </message>
        <message>
            <source>Link to case…</source>
            <translation>Mit Fall verknüpfen …</translation>
        </message>
        <message>
            <source>A customer's case has to do with this release</source>
            <translation>Ein Fall eines Kunden hat mit diesem Release zu tun</translation>
        </message>
        <message>
            <source>Link the release to a case…</source>
            <translation>Das Release mit einem Fall verknüpfen …</translation>
        </message>
        <message>
            <source>%1 The service takes long to answer: what is sent to it is done, but late.</source>
            <translation>%1 Der Dienst lässt sich mit Antworten Zeit: Was ihm aufgetragen wird, wird getan, nur später.</translation>
        </message>
    </context>
    <context>
        <name>slipway::ReleaseSheet</name>
        <message>
            <source>Clear it</source>
            <translation>Leeren</translation>
        </message>
        <message>
            <source>Something was typed for this application earlier and not sent.</source>
            <translation>Für diese Anwendung wurde früher etwas getippt und nicht abgeschickt.</translation>
        </message>
        <message>
            <source>Start a release</source>
            <translation>Ein Release beginnen</translation>
        </message>
        <message>
            <source>Take it up</source>
            <translation>Übernehmen</translation>
        </message>
        <message>
            <source>The start of a release of %1: %2</source>
            <translation>Der Beginn eines Release von %1: %2</translation>
        </message>
        <message>
            <source>What is asked for</source>
            <translation>Was gefragt ist</translation>
        </message>
        <message>
            <source>Application</source>
            <translation>Anwendung</translation>
        </message>
        <message>
            <source>Pipeline</source>
            <translation>Ablauf</translation>
        </message>
        <message>
            <source>Not now, but at</source>
            <translation>Nicht jetzt, sondern um</translation>
        </message>
        <message>
            <source>Time of the start</source>
            <translation>Zeit des Beginns</translation>
        </message>
        <message>
            <source>What was typed here earlier and not sent stands here again.</source>
            <translation>Was hier früher getippt und nicht abgeschickt wurde, steht wieder da.</translation>
        </message>
        <message>
            <source>What will happen</source>
            <translation>Was geschehen wird</translation>
        </message>
        <message>
            <source>Who signs off</source>
            <translation>Wer abzeichnet</translation>
        </message>
        <message>
            <source>Copy as command</source>
            <translation>Als Befehl kopieren</translation>
        </message>
        <message>
            <source>Leave it</source>
            <translation>Lassen</translation>
        </message>
        <message>
            <source>Start the release</source>
            <translation>Das Release beginnen</translation>
        </message>
        <message>
            <source>Ctrl+Enter</source>
            <translation>Strg+Eingabe</translation>
        </message>
        <message>
            <source>Starting…</source>
            <translation>Beginnt …</translation>
        </message>
        <message>
            <source>Not while the service doesn't answer.</source>
            <translation>Nicht, solange der Dienst nicht antwortet.</translation>
        </message>
        <message>
            <source>requests are held</source>
            <translation>Anfragen sind angehalten</translation>
        </message>
        <message>
            <source>the addresses change sides; until then it can be aborted</source>
            <translation>die Adressen wechseln die Seite; bis dahin lässt es sich aufgeben</translation>
        </message>
        <message>
            <source>no way back after it</source>
            <translation>danach kein Weg zurück</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Noch einmal versuchen</translation>
        </message>
        <message>
            <source>%1 – %2</source>
            <translation>%1 – %2</translation>
        </message>
        <message>
            <source>Nobody: it goes through by itself.</source>
            <translation>Niemand: Es geht von selbst durch.</translation>
        </message>
        <message>
            <source>%1 %2. %3</source>
            <translation>%1 %2. %3</translation>
        </message>
        <message>
            <source> (%1)</source>
            <translation> (%1)</translation>
        </message>
        <message>
            <source>The service doesn't say which steps this pipeline has.</source>
            <translation>Der Dienst sagt nicht, welche Schritte dieser Ablauf hat.</translation>
        </message>
        <message>
            <source>%1. %2</source>
            <translation>%1. %2</translation>
        </message>
        <message>
            <source>Note, for the record</source>
            <translation>Notiz, für die Akten</translation>
        </message>
        <message>
            <source>The service hasn't answered yet whether the release has started. If this is closed now, the answer is told above the panes once it comes.</source>
            <translation>Der Dienst hat noch nicht geantwortet, ob das Release begonnen hat. Wird dies jetzt geschlossen, steht die Antwort über den Bereichen, sobald sie kommt.</translation>
        </message>
        <message>
            <source>Close all the same</source>
            <translation>Trotzdem schließen</translation>
        </message>
        <message>
            <source>Release %1 of %2 has started.</source>
            <translation>Release %1 von %2 hat begonnen.</translation>
        </message>
        <message>
            <source>The release of %1 was not started: %2</source>
            <translation>Das Release von %1 wurde nicht gestartet: %2</translation>
        </message>
    </context>
    <context>
        <name>slipway::ReleaseWatch</name>
        <message>
            <source>The service's answer about release %1 can't be read</source>
            <translation>Die Antwort des Dienstes zu Release %1 lässt sich nicht lesen</translation>
        </message>
        <message>
            <source>Look whether service and console are of the same version.</source>
            <translation>Nachsehen, ob Dienst und Konsole dieselbe Version haben.</translation>
        </message>
        <message>
            <source>What it would change can't be told yet: %1</source>
            <translation>Was er ändern würde, lässt sich noch nicht sagen: %1</translation>
        </message>
    </context>
    <context>
        <name>slipway::ReleasesModel</name>
        <message>
            <source>Release %1 of %2 by %3 is %4</source>
            <translation>Release %1 von %2, begonnen von %3: %4</translation>
        </message>
        <message>
            <source>Release %1 of %2 waits for: %3</source>
            <translation>Release %1 von %2 wartet auf: %3</translation>
        </message>
        <message>
            <source>Release</source>
            <translation>Release</translation>
        </message>
        <message>
            <source>Application</source>
            <translation>Anwendung</translation>
        </message>
        <message>
            <source>Pipeline</source>
            <translation>Ablauf</translation>
        </message>
        <message>
            <source>State</source>
            <translation>Zustand</translation>
        </message>
        <message>
            <source>Step</source>
            <translation>Schritt</translation>
        </message>
        <message>
            <source>Waits for</source>
            <translation>Wartet auf</translation>
        </message>
        <message>
            <source>Started by</source>
            <translation>Begonnen von</translation>
        </message>
        <message>
            <source>Started</source>
            <translation>Begonnen</translation>
        </message>
        <message>
            <source>Step %1 of %2: %3</source>
            <translation>Schritt %1 von %2: %3</translation>
        </message>
    </context>
    <context>
        <name>slipway::ReleasesPane</name>
        <message>
            <source>Releases</source>
            <translation>Releases</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>Offen</translation>
        </message>
        <message>
            <source>Waiting for me</source>
            <translation>Wartet auf mich</translation>
        </message>
        <message>
            <source>Mine</source>
            <translation>Meine</translation>
        </message>
        <message>
            <source>All</source>
            <translation>Alle</translation>
        </message>
        <message>
            <source>Show: %1</source>
            <translation>Zeigen: %1</translation>
        </message>
        <message>
            <source>Filter by any word</source>
            <translation>Nach einem Wort filtern</translation>
        </message>
        <message>
            <source>Filter releases by any word</source>
            <translation>Releases nach einem Wort filtern</translation>
        </message>
        <message>
            <source>Views</source>
            <translation>Ansichten</translation>
        </message>
        <message>
            <source>Views that were kept</source>
            <translation>Ansichten, die behalten wurden</translation>
        </message>
        <message>
            <source>Open the release</source>
            <translation>Das Release öffnen</translation>
        </message>
        <message>
            <source>Show its history</source>
            <translation>Den Verlauf dazu zeigen</translation>
        </message>
        <message>
            <source>What its pipeline does</source>
            <translation>Was sein Ablauf tut</translation>
        </message>
        <message>
            <source>Start a release…</source>
            <translation>Ein Release beginnen …</translation>
        </message>
        <message>
            <source>Releases appear here once the service answers.</source>
            <translation>Releases erscheinen hier, sobald der Dienst antwortet.</translation>
        </message>
        <message>
            <source>Releases are being fetched…</source>
            <translation>Releases werden geholt …</translation>
        </message>
        <message>
            <source>No release that is shown here has “%1”</source>
            <translation>Kein Release, das hier gezeigt wird, hat „%1“</translation>
        </message>
        <message>
            <source>Show all</source>
            <translation>Alle zeigen</translation>
        </message>
        <message>
            <source>Nothing waits for you</source>
            <translation>Nichts wartet auf Sie</translation>
        </message>
        <message>
            <source>No release is open</source>
            <translation>Kein Release ist offen</translation>
        </message>
        <message>
            <source>Those that have ended are among all.</source>
            <translation>Die zu Ende sind, stehen unter allen.</translation>
        </message>
        <message>
            <source>No releases yet</source>
            <translation>Noch keine Releases</translation>
        </message>
        <message>
            <source>A release copies production into a test environment, lets the customer try the candidate there, and swaps the tested copy in. Each appears here with how far it is and who is waited for.</source>
            <translation>Ein Release kopiert die Produktion in eine Testumgebung, lässt den Kunden dort den Kandidaten probieren und tauscht die geprüfte Kopie ein. Jedes erscheint hier, mit wie weit es ist und auf wen gewartet wird.</translation>
        </message>
        <message>
            <source>Forget</source>
            <translation>Vergessen</translation>
        </message>
        <message>
            <source>Keep this view as…</source>
            <translation>Diese Ansicht behalten als …</translation>
        </message>
        <message>
            <source>Name to keep this view by</source>
            <translation>Name, unter dem die Ansicht bleibt</translation>
        </message>
        <message>
            <source>Copy as command</source>
            <translation>Als Befehl kopieren</translation>
        </message>
        <message>
            <source>Copy link</source>
            <translation>Link kopieren</translation>
        </message>
        <message>
            <source>The view “%1” is forgotten.</source>
            <translation>Die Ansicht „%1“ ist vergessen.</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Rückgängig</translation>
        </message>
        <message>
            <source>Sort releases by…</source>
            <translation>Releases sortieren nach…</translation>
        </message>
        <message>
            <source>As they came, the newest first</source>
            <translation>Wie sie kamen, das neueste zuerst</translation>
        </message>
        <message>
            <source>▲ Only the newest %1 are here: the older ones couldn&apos;t be fetched.</source>
            <translation>▲ Nur die neuesten %1 sind hier: Die älteren ließen sich nicht holen.</translation>
        </message>
        <message>
            <source>◐ The newest %1 so far: the older ones are being fetched…</source>
            <translation>◐ Bisher die neuesten %1: Die älteren werden geholt …</translation>
        </message>
    </context>
    <context>
        <name>slipway::ServiceStarter</name>
        <message>
            <source>The service can't be started: %1: %2</source>
            <translation>Der Dienst lässt sich nicht starten: %1: %2</translation>
        </message>
        <message>
            <source>The program of the service, slipwayd, isn't installed here</source>
            <translation>Das Programm des Dienstes, slipwayd, ist hier nicht installiert</translation>
        </message>
        <message>
            <source>Install it beside the console, or sign in to a server with --server URL.</source>
            <translation>Neben der Konsole installieren, oder sich mit --server URL bei einem Server anmelden.</translation>
        </message>
        <message>
            <source>Starting the service on %1…</source>
            <translation>Der Dienst auf %1 startet …</translation>
        </message>
        <message>
            <source>by signal %1</source>
            <translation>durch Signal %1</translation>
        </message>
        <message>
            <source>with exit code %1</source>
            <translation>mit dem Code %1</translation>
        </message>
        <message>
            <source>The service ended before it was ready, %1</source>
            <translation>Der Dienst endete, bevor er bereit war, %1</translation>
        </message>
        <message>
            <source>Read below what it said. "slipwayd --doctor --data %1" says what this machine lacks.</source>
            <translation>Unten steht, was er sagte. „slipwayd --doctor --data %1“ sagt, was dieser Maschine fehlt.</translation>
        </message>
        <message>
            <source>Using the service that runs on %1.</source>
            <translation>Der Dienst, der auf %1 läuft, wird verwendet.</translation>
        </message>
        <message>
            <source>The client.json in this folder is for the service of %1</source>
            <translation>Die client.json in diesem Ordner gehört zum Dienst von %1</translation>
        </message>
        <message>
            <source>Name that folder with --data, or remove this file of a copy.</source>
            <translation>Jenen Ordner mit --data nennen, oder diese Datei einer Kopie entfernen.</translation>
        </message>
        <message>
            <source>A service runs on this folder, but this user may not read its client.json</source>
            <translation>Auf diesem Ordner läuft ein Dienst, aber dieser Benutzer darf die client.json nicht lesen</translation>
        </message>
        <message>
            <source>Sign in to it by name and password with --server URL.</source>
            <translation>Mit --server URL mit Namen und Passwort bei ihm anmelden.</translation>
        </message>
        <message>
            <source>Starting the service on %1: %2 s</source>
            <translation>Der Dienst auf %1 startet: %2 s</translation>
        </message>
        <message>
            <source>Starting the service on %1: %2 s. It says: %3</source>
            <translation>Der Dienst auf %1 startet: %2 s. Er sagt: %3</translation>
        </message>
    </context>
    <context>
        <name>slipway::Session</name>
        <message>
            <source>The service's answer makes no sense</source>
            <translation>Die Antwort des Dienstes ergibt keinen Sinn</translation>
        </message>
        <message>
            <source>Look whether this address is Slipway's, and of this version.</source>
            <translation>Nachsehen, ob unter dieser Adresse Slipway antwortet, und in dieser Version.</translation>
        </message>
        <message>
            <source>The connection to the service was lost</source>
            <translation>Die Verbindung zum Dienst ist abgerissen</translation>
        </message>
        <message>
            <source>It is tried again by itself.</source>
            <translation>Es wird von selbst wieder versucht.</translation>
        </message>
        <message>
            <source>The service can't be reached</source>
            <translation>Der Dienst ist nicht zu erreichen</translation>
        </message>
        <message>
            <source>Nothing has been heard of the service for a while</source>
            <translation>Vom Dienst kam eine Weile kein Wort</translation>
        </message>
        <message>
            <source>The service is older than this console (%1): what it can't tell yet is missing here.</source>
            <translation>Der Dienst ist älter als diese Konsole (%1): Was er noch nicht sagen kann, fehlt hier.</translation>
        </message>
        <message>
            <source>The service (%1) is older than this console (%2): what it can't tell yet is missing here.</source>
            <translation>Der Dienst (%1) ist älter als diese Konsole (%2): Was er noch nicht sagen kann, fehlt hier.</translation>
        </message>
        <message>
            <source>The service (%1) is newer than this console (%2): what the console doesn't know yet is shown as it comes, or not at all. Update the console.</source>
            <translation>Der Dienst (%1) ist neuer als diese Konsole (%2): Was die Konsole noch nicht kennt, steht da, wie es kommt, oder gar nicht. Die Konsole erneuern.</translation>
        </message>
        <message numerus="yes">
            <source>%n min</source>
            <translation>
                <numerusform>%n min</numerusform>
                <numerusform>%n min</numerusform>
            </translation>
        </message>
        <message>
            <source>This computer's clock is %1 behind the service's. Ages and times here are the service's.</source>
            <translation>Die Uhr dieses Rechners geht %1 nach gegenüber der des Dienstes. Alter und Zeiten sind hier die des Dienstes.</translation>
        </message>
        <message>
            <source>This computer's clock is %1 ahead of the service's. Ages and times here are the service's.</source>
            <translation>Die Uhr dieses Rechners geht %1 vor gegenüber der des Dienstes. Alter und Zeiten sind hier die des Dienstes.</translation>
        </message>
    </context>
    <context>
        <name>slipway::Settings</name>
        <message>
            <source>The settings can't be saved: they are larger than %1</source>
            <translation>Die Einstellungen lassen sich nicht speichern: sie sind größer als %1</translation>
        </message>
        <message>
            <source>What was saved before is still there, and what you change is kept until Slipway ends. Import or discard long drafts; saving is tried again.</source>
            <translation>Was vorher gespeichert wurde, ist noch da, und Änderungen bleiben, bis Slipway endet. Lange Entwürfe importieren oder verwerfen; das Speichern wird wieder versucht.</translation>
        </message>
        <message>
            <source>The file was kept there as it is.</source>
            <translation>Die Datei wurde dort aufgehoben, wie sie ist.</translation>
        </message>
        <message>
            <source>The settings are larger than %1, and Slipway starts with its defaults</source>
            <translation>Die Einstellungen sind größer als %1, und Slipway beginnt mit seinen Vorgaben</translation>
        </message>
        <message>
            <source>the folder can't be made</source>
            <translation>der Ordner lässt sich nicht anlegen</translation>
        </message>
        <message>
            <source>The settings can't be saved: %1</source>
            <translation>Die Einstellungen lassen sich nicht speichern: %1</translation>
        </message>
        <message>
            <source>What you change is kept until Slipway ends. Look at the free space and the owner of the folder; saving is tried again.</source>
            <translation>Änderungen bleiben, bis Slipway endet. Freien Platz und Eigentümer des Ordners ansehen; das Speichern wird wieder versucht.</translation>
        </message>
        <message>
            <source>The settings can't be read: %1</source>
            <translation>Die Einstellungen lassen sich nicht lesen: %1</translation>
        </message>
        <message>
            <source>Slipway starts with its defaults. Look at the owner of the file.</source>
            <translation>Slipway beginnt mit seinen Vorgaben. Den Eigentümer der Datei ansehen.</translation>
        </message>
        <message>
            <source>The settings were broken, and Slipway starts with its defaults</source>
            <translation>Die Einstellungen waren beschädigt; Slipway beginnt mit seinen Vorgaben</translation>
        </message>
        <message>
            <source>It couldn't be moved away.</source>
            <translation>Sie ließ sich nicht wegräumen.</translation>
        </message>
        <message>
            <source>The broken file was kept there.</source>
            <translation>Die beschädigte Datei liegt dort.</translation>
        </message>
    </context>
    <context>
        <name>slipway::SignInSheet</name>
        <message>
            <source>This server is reached without encryption: who shares the network can read your password.</source>
            <translation>Dieser Server wird unverschlüsselt erreicht: Wer im selben Netz ist, kann das Passwort lesen.</translation>
        </message>
        <message>
            <source>Sign in to %1</source>
            <translation>Bei %1 anmelden</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>Password</source>
            <translation>Passwort</translation>
        </message>
        <message>
            <source>Sign in</source>
            <translation>Anmelden</translation>
        </message>
        <message>
            <source>Not now</source>
            <translation>Nicht jetzt</translation>
        </message>
        <message>
            <source>&amp;Name</source>
            <translation>&amp;Name</translation>
        </message>
        <message>
            <source>&amp;Password</source>
            <translation>&amp;Passwort</translation>
        </message>
        <message>
            <source>%1 doesn't answer</source>
            <translation>%1 antwortet nicht</translation>
        </message>
        <message>
            <source>Look at the network and the name of the server.</source>
            <translation>Das Netz und den Namen des Servers ansehen.</translation>
        </message>
        <message>
            <source>%1 answered, but not as a service of Slipway does.</source>
            <translation>%1 hat geantwortet, aber nicht wie ein Dienst von Slipway.</translation>
        </message>
        <message>
            <source>Signing in…</source>
            <translation>Anmeldung läuft …</translation>
        </message>
    </context>
    <context>
        <name>slipway::StaleNote</name>
        <message>
            <source>%1 s</source>
            <translation>%1 s</translation>
        </message>
        <message>
            <source>%1 min</source>
            <translation>%1 min</translation>
        </message>
        <message>
            <source>%1 h</source>
            <translation>%1 h</translation>
        </message>
        <message>
            <source>▲ Not connected: this is as it was %1 ago. Nothing can be changed until it is heard again.</source>
            <translation>▲ Nicht verbunden: So war es vor %1. Nichts lässt sich ändern, bis wieder ein Wort kommt.</translation>
        </message>
        <message>
            <source>◐ The service takes long to answer: this is as it was %1 ago. What is sent to it is done, but late.</source>
            <translation>◐ Der Dienst lässt sich mit Antworten Zeit: So war es vor %1. Was ihm aufgetragen wird, wird getan, nur später.</translation>
        </message>
    </context>
    <context>
        <name>slipway::StatusLine</name>
        <message>
            <source>◐ connecting</source>
            <translation>◐ verbindet sich</translation>
        </message>
        <message>
            <source>● connected · just now</source>
            <translation>● verbunden · eben jetzt</translation>
        </message>
        <message numerus="yes">
            <source>● connected · %n s old</source>
            <translation>
                <numerusform>● verbunden · %n s alt</numerusform>
                <numerusform>● verbunden · %n s alt</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>▲ not connected · %n s old</source>
            <translation>
                <numerusform>▲ nicht verbunden · %n s alt</numerusform>
                <numerusform>▲ nicht verbunden · %n s alt</numerusform>
            </translation>
        </message>
        <message>
            <source>✕ not signed in</source>
            <translation>✕ nicht angemeldet</translation>
        </message>
        <message>
            <source>no release in flight</source>
            <translation>kein Release unterwegs</translation>
        </message>
        <message>
            <source>releases in flight: %1</source>
            <translation>Releases unterwegs: %1</translation>
        </message>
        <message>
            <source>▲ brake on</source>
            <translation>▲ Bremse gezogen</translation>
        </message>
        <message>
            <source>%1, version %2</source>
            <translation>%1, Version %2</translation>
        </message>
        <message>
            <source>live, not yet finalized: %1</source>
            <translation>live, noch nicht abgeschlossen: %1</translation>
        </message>
        <message>
            <source>▲ not connected</source>
            <translation>▲ nicht verbunden</translation>
        </message>
        <message numerus="yes">
            <source>◐ connected, answers slowly · %n s old</source>
            <translation>
                <numerusform>◐ verbunden, antwortet langsam · %n s alt</numerusform>
                <numerusform>◐ verbunden, antwortet langsam · %n s alt</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>slipway::StepGraphView</name>
        <message>
            <source>The steps appear here as soon as the release is loaded.</source>
            <translation>Die Schritte erscheinen hier, sobald das Release geladen ist.</translation>
        </message>
        <message>
            <source>⟲ Way back</source>
            <translation>⟲ Weg zurück</translation>
        </message>
        <message>
            <source>▲ requests are held</source>
            <translation>▲ Anfragen sind angehalten</translation>
        </message>
        <message>
            <source>⇄ the swap</source>
            <translation>⇄ der Tausch</translation>
        </message>
        <message>
            <source>no way back</source>
            <translation>kein Weg zurück</translation>
        </message>
        <message>
            <source>Steps of the release</source>
            <translation>Schritte des Releases</translation>
        </message>
        <message>
            <source>The steps aren't known yet.</source>
            <translation>Die Schritte sind noch nicht bekannt.</translation>
        </message>
        <message>
            <source>%1 of %2 steps of the way back are over.</source>
            <translation>%1 von %2 Schritten des Wegs zurück sind vorüber.</translation>
        </message>
        <message>
            <source>%1 of %2 steps are over.</source>
            <translation>%1 von %2 Schritten sind vorüber.</translation>
        </message>
        <message>
            <source>It is at step %1 of %2. </source>
            <translation>Es ist bei Schritt %1 von %2. </translation>
        </message>
        <message>
            <source>%1: %2.</source>
            <translation>%1: %2.</translation>
        </message>
        <message>
            <source>Requests are held during it.</source>
            <translation>Anfragen sind dabei angehalten.</translation>
        </message>
        <message>
            <source>The addresses change sides here.</source>
            <translation>Hier wechseln die Adressen die Seite.</translation>
        </message>
        <message>
            <source>There is no way back after it.</source>
            <translation>Danach gibt es keinen Weg zurück.</translation>
        </message>
        <message>
            <source>It waits: %1.</source>
            <translation>Er wartet: %1.</translation>
        </message>
        <message>
            <source>Took %1.</source>
            <translation>Dauerte %1.</translation>
        </message>
        <message>
            <source>Began at %1.</source>
            <translation>Begann um %1.</translation>
        </message>
        <message>
            <source>Try %1.</source>
            <translation>Versuch %1.</translation>
        </message>
        <message>
            <source>By %1.</source>
            <translation>Von %1.</translation>
        </message>
        <message>
            <source>By %1: %2.</source>
            <translation>Von %1: %2.</translation>
        </message>
    </context>
    <context>
        <name>slipway::TroubleRow</name>
        <message numerus="yes">
            <source>since %1 (%n s)</source>
            <translation>
                <numerusform>seit %1 (%n s)</numerusform>
                <numerusform>seit %1 (%n s)</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>since %1 (%n min)</source>
            <translation>
                <numerusform>seit %1 (%n min)</numerusform>
                <numerusform>seit %1 (%n min)</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>since %1 (%n h)</source>
            <translation>
                <numerusform>seit %1 (%n h)</numerusform>
                <numerusform>seit %1 (%n h)</numerusform>
            </translation>
        </message>
        <message>
            <source>since %1</source>
            <comment>a date</comment>
            <translation>seit %1</translation>
        </message>
        <message>
            <source>Try now</source>
            <translation>Jetzt versuchen</translation>
        </message>
        <message>
            <source>Show the release</source>
            <translation>Das Release zeigen</translation>
        </message>
        <message>
            <source>Show the application</source>
            <translation>Die Anwendung zeigen</translation>
        </message>
        <message>
            <source>Take the brake off…</source>
            <translation>Die Bremse lösen …</translation>
        </message>
    </context>
    <context>
        <name>slipway::TroubleStrip</name>
        <message>
            <source>What is wrong now</source>
            <translation>Was jetzt nicht stimmt</translation>
        </message>
        <message numerus="yes">
            <source>and %n more</source>
            <translation>
                <numerusform>und %n weiteres</numerusform>
                <numerusform>und %n weitere</numerusform>
            </translation>
        </message>
        <message>
            <source>Show less</source>
            <translation>Weniger zeigen</translation>
        </message>
    </context>
    <context>
        <name>slipway::TroubleWatch</name>
        <message>
            <source>release %1 by %2</source>
            <translation>Release %1 von %2</translation>
        </message>
        <message>
            <source>Production of %1 is down: %2</source>
            <translation>Die Produktion von %1 ist ausgefallen: %2</translation>
        </message>
        <message>
            <source>Operations look into it</source>
            <translation>Der Betrieb sieht nach</translation>
        </message>
        <message>
            <source>The brake is on: no release changes anything</source>
            <translation>Die Bremse ist gezogen: Kein Release ändert etwas</translation>
        </message>
        <message>
            <source>The brake is on: %1</source>
            <translation>Die Bremse ist gezogen: %1</translation>
        </message>
        <message>
            <source>Operations take it off</source>
            <translation>Der Betrieb löst sie</translation>
        </message>
        <message>
            <source>pulled by %1</source>
            <translation>gezogen von %1</translation>
        </message>
        <message>
            <source>No word from %1: what is shown may be old</source>
            <translation>Kein Wort von %1: Das Gezeigte kann alt sein</translation>
        </message>
        <message>
            <source>It is tried again by itself</source>
            <translation>Es wird von selbst wieder versucht</translation>
        </message>
        <message>
            <source>Release %1 of %2 holds requests</source>
            <translation>Release %1 von %2 hält Anfragen an</translation>
        </message>
        <message>
            <source>Operations let them go or roll back</source>
            <translation>Der Betrieb gibt sie frei oder kehrt zurück</translation>
        </message>
        <message>
            <source>started by %1</source>
            <translation>begonnen von %1</translation>
        </message>
        <message>
            <source>Release %1 of %2 can't go on at "%3"</source>
            <translation>Release %1 von %2 kann bei „%3“ nicht weiter</translation>
        </message>
        <message>
            <source>Release %1 of %2 can't go on at "%3": %4</source>
            <translation>Release %1 von %2 kann bei „%3“ nicht weiter: %4</translation>
        </message>
        <message>
            <source>The gateway doesn't answer: no application is reached</source>
            <translation>Das Gateway antwortet nicht: keine Anwendung ist erreichbar</translation>
        </message>
    </context>
    <context>
        <name>slipway::WindowMenus</name>
        <message>
            <source>Menus</source>
            <translation>Menüs</translation>
        </message>
        <message>
            <source>File</source>
            <translation>Datei</translation>
        </message>
        <message>
            <source>Go</source>
            <translation>Gehe zu</translation>
        </message>
        <message>
            <source>Help</source>
            <translation>Hilfe</translation>
        </message>
        <message>
            <source>View</source>
            <translation>Ansicht</translation>
        </message>
        <message>
            <source>Layout</source>
            <translation>Anordnung</translation>
        </message>
        <message>
            <source>Colours</source>
            <translation>Farben</translation>
        </message>
        <message>
            <source>As the system</source>
            <translation>Wie das System</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>Hell</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>Dunkel</translation>
        </message>
        <message>
            <source>Compact rows</source>
            <translation>Enge Zeilen</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>Sprache</translation>
        </message>
        <message>
            <source>Search or command (%1)</source>
            <translation>Suchen oder befehlen (%1)</translation>
        </message>
        <message>
            <source>Search or command</source>
            <translation>Suchen oder befehlen</translation>
        </message>
        <message>
            <source>Layout of the window</source>
            <translation>Anordnung des Fensters</translation>
        </message>
        <message>
            <source>Layout: %1</source>
            <translation>Anordnung: %1</translation>
        </message>
        <message>
            <source>Sign in as somebody else…</source>
            <translation>Als jemand anderes anmelden …</translation>
        </message>
        <message>
            <source>Nobody is signed in</source>
            <translation>Niemand ist angemeldet</translation>
        </message>
        <message>
            <source>Signed in as %1</source>
            <translation>Angemeldet als %1</translation>
        </message>
        <message>
            <source>Keep this layout as…</source>
            <translation>Diese Anordnung behalten als …</translation>
        </message>
        <message>
            <source>Forget "%1"</source>
            <translation>„%1“ vergessen</translation>
        </message>
        <message>
            <source>Keep this layout</source>
            <translation>Diese Anordnung behalten</translation>
        </message>
        <message>
            <source>Panes, their places and their filters can be brought back under this name.</source>
            <translation>Bereiche, ihre Plätze und ihre Filter lassen sich unter diesem Namen zurückholen.</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>Keep it</source>
            <translation>Behalten</translation>
        </message>
        <message>
            <source>The layout “%1” is forgotten.</source>
            <translation>Die Anordnung „%1“ ist vergessen.</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Rückgängig</translation>
        </message>
        <message>
            <source>Colours: %1</source>
            <translation>Farben: %1</translation>
        </message>
    </context>
    <context>
        <name>slipway::DutyModel</name>
        <message>
            <source>Nobody is on duty from %1 to %2.</source>
            <translation>Niemand hat Dienst von %1 bis %2.</translation>
        </message>
        <message>
            <source>There is no alternate: nobody follows when %1 doesn't answer.</source>
            <translation>Es gibt keine Vertretung: Niemand folgt, wenn %1 nicht antwortet.</translation>
        </message>
        <message>
            <source>Alternate from %1 to %2</source>
            <translation>Vertretung von %1 bis %2</translation>
        </message>
        <message>
            <source>On duty from %1 to %2</source>
            <translation>Dienst von %1 bis %2</translation>
        </message>
        <message>
            <source>Override: on duty from %1 to %2</source>
            <translation>Ausnahme: Dienst von %1 bis %2</translation>
        </message>
        <message>
            <source>Override: on duty from %1 to %2 instead of %3</source>
            <translation>Ausnahme: Dienst von %1 bis %2 statt %3</translation>
        </message>
        <message>
            <source>%1 (%2)</source>
            <comment>what is otherwise, and why</comment>
            <translation>%1 (%2)</translation>
        </message>
        <message>
            <source>Not on duty in this week</source>
            <translation>Kein Dienst in dieser Woche</translation>
        </message>
        <message>
            <source>From %1 to %2 the alternate is %3, who is replaced then: there is nobody else.</source>
            <translation>Von %1 bis %2 ist die Vertretung %3, wer dann selbst ersetzt wird: Sonst ist niemand da.</translation>
        </message>
    </context>
    <context>
        <name>slipway::DutyPane</name>
        <message>
            <source>nobody</source>
            <translation>niemand</translation>
        </message>
        <message>
            <source>On duty</source>
            <translation>Dienst</translation>
        </message>
        <message>
            <source>On duty: %1</source>
            <translation>Dienst: %1</translation>
        </message>
        <message>
            <source>Week</source>
            <translation>Woche</translation>
        </message>
        <message>
            <source>What if</source>
            <translation>Was wäre, wenn</translation>
        </message>
        <message>
            <source>Week, or what if</source>
            <translation>Woche oder was wäre, wenn</translation>
        </message>
        <message>
            <source>Today</source>
            <translation>Heute</translation>
        </message>
        <message>
            <source>Override…</source>
            <translation>Ausnahme…</translation>
        </message>
        <message>
            <source>Put somebody else on duty: drag over their row, or choose with Shift and the arrows</source>
            <translation>Jemand anderem Dienst geben: über die Zeile ziehen oder mit Umschalttaste und Pfeilen wählen</translation>
        </message>
        <message>
            <source>Take back</source>
            <translation>Zurücknehmen</translation>
        </message>
        <message>
            <source>Take the chosen override back</source>
            <translation>Die gewählte Ausnahme zurücknehmen</translation>
        </message>
        <message>
            <source>The week before</source>
            <translation>Die Woche davor</translation>
        </message>
        <message>
            <source>The week after</source>
            <translation>Die Woche danach</translation>
        </message>
        <message>
            <source>Duty</source>
            <translation>Dienst</translation>
        </message>
        <message>
            <source>Put somebody else on duty…</source>
            <translation>Jemand anderem Dienst geben…</translation>
        </message>
        <message>
            <source>Take the override back</source>
            <translation>Die Ausnahme zurücknehmen</translation>
        </message>
        <message>
            <source>Show this week</source>
            <translation>Diese Woche zeigen</translation>
        </message>
        <message>
            <source>What if a case came now?</source>
            <translation>Was wäre, wenn jetzt ein Fall käme?</translation>
        </message>
        <message>
            <source>Copy this week as command</source>
            <translation>Diese Woche als Befehl kopieren</translation>
        </message>
        <message>
            <source>%1 to %2</source>
            <comment>the first day of a week, and the last</comment>
            <translation>%1 bis %2</translation>
        </message>
        <message>
            <source>d MMM</source>
            <comment>format of a day and month</comment>
            <translation>d. MMM</translation>
        </message>
        <message>
            <source>d MMM yyyy</source>
            <comment>format of a day</comment>
            <translation>d. MMM yyyy</translation>
        </message>
        <message>
            <source>All times are those of the rota's zone.</source>
            <translation>Alle Zeiten sind die der Zeitzone des Dienstplans.</translation>
        </message>
        <message>
            <source>✕ Nobody is on duty</source>
            <translation>✕ Niemand hat Dienst</translation>
        </message>
        <message>
            <source>● %1 is on duty</source>
            <translation>● %1 hat Dienst</translation>
        </message>
        <message>
            <source> until %1 (%2 left), then %3</source>
            <translation> bis %1 (noch %2), dann %3</translation>
        </message>
        <message>
            <source>. Alternate: %1.</source>
            <translation>. Vertretung: %1.</translation>
        </message>
        <message>
            <source>Who is on duty appears here once the service answers.</source>
            <translation>Wer Dienst hat, erscheint hier, sobald der Dienst antwortet.</translation>
        </message>
        <message>
            <source>The rota is being read…</source>
            <translation>Der Dienstplan wird gelesen…</translation>
        </message>
        <message>
            <source>Nobody takes turns yet</source>
            <translation>Noch wechselt sich niemand ab</translation>
        </message>
        <message>
            <source>Here appears who is on duty when: a week by person, with overrides made by dragging. An administrator names people with their addresses and the order of their turns by “slipwayctl duty set FILE”.</source>
            <translation>Hier erscheint, wer wann Dienst hat: eine Woche nach Personen, mit Ausnahmen durch Ziehen. Ein Administrator nennt Personen mit ihren Adressen und ihre Reihenfolge mit „slipwayctl duty set DATEI“.</translation>
        </message>
        <message>
            <source>How a rota is written</source>
            <translation>Wie man einen Dienstplan schreibt</translation>
        </message>
        <message>
            <source>%1 is put on duty.</source>
            <translation>%1 bekommt Dienst.</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Rückgängig</translation>
        </message>
        <message>
            <source>The override of %1 is taken back.</source>
            <translation>Die Ausnahme von %1 ist zurückgenommen.</translation>
        </message>
        <message>
            <source>Swap this turn with another…</source>
            <translation>Diesen Dienst mit einem anderen tauschen…</translation>
        </message>
        <message>
            <source>%1 and %2 have swapped.</source>
            <translation>%1 und %2 haben getauscht.</translation>
        </message>
        <message>
            <source>The swap is taken back.</source>
            <translation>Der Tausch ist zurückgenommen.</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Noch einmal versuchen</translation>
        </message>
    </context>
    <context>
        <name>slipway::DutyRows</name>
        <message>
            <source>%1 %2, %3</source>
            <comment>short day of the week, day and month, time</comment>
            <translation>%1 %2, %3</translation>
        </message>
        <message>
            <source>d MMM</source>
            <comment>format of a day and month</comment>
            <translation>d. MMM</translation>
        </message>
        <message>
            <source>%1, %2</source>
            <comment>time zone, its offset</comment>
            <translation>%1, %2</translation>
        </message>
        <message>
            <source>%1 d %2 h</source>
            <translation>%1 T %2 h</translation>
        </message>
        <message>
            <source>%1 d</source>
            <translation>%1 T</translation>
        </message>
        <message>
            <source>%1 h %2 min</source>
            <translation>%1 h %2 min</translation>
        </message>
        <message>
            <source>%1 h</source>
            <translation>%1 h</translation>
        </message>
        <message>
            <source>%1 min</source>
            <translation>%1 min</translation>
        </message>
        <message>
            <source>%1 s</source>
            <translation>%1 s</translation>
        </message>
    </context>
    <context>
        <name>slipway::DutyStatus</name>
        <message>
            <source>Who is on duty; times are those of the rota's zone. Alternate: %1</source>
            <translation>Wer Dienst hat; die Zeiten sind die der Zeitzone des Dienstplans. Vertretung: %1</translation>
        </message>
        <message>
            <source>nobody</source>
            <translation>niemand</translation>
        </message>
        <message>
            <source>✕ nobody is on duty</source>
            <translation>✕ niemand hat Dienst</translation>
        </message>
        <message>
            <source>On duty: %1</source>
            <translation>Dienst: %1</translation>
        </message>
        <message>
            <source> (until %1), then %2</source>
            <translation> (bis %1), dann %2</translation>
        </message>
        <message>
            <source>Case %1: %2</source>
            <translation>Fall %1: %2</translation>
        </message>
        <message numerus="yes">
            <source>%n past</source>
            <comment>targets</comment>
            <translation>
                <numerusform>%n überschritten</numerusform>
                <numerusform>%n überschritten</numerusform>
            </translation>
        </message>
        <message>
            <source>target of case %1 past by %2</source>
            <translation>Frist von Fall %1 seit %2 überschritten</translation>
        </message>
        <message>
            <source>nearest target %1</source>
            <translation>nächste Frist %1</translation>
        </message>
        <message>
            <source>case %1 by %2</source>
            <comment>past by how long</comment>
            <translation>Fall %1 seit %2</translation>
        </message>
        <message>
            <source>no target is open</source>
            <translation>keine Frist offen</translation>
        </message>
        <message>
            <source>The nearest target of all open cases would stand here.</source>
            <translation>Hier stünde die nächste Frist aller offenen Fälle.</translation>
        </message>
    </context>
    <context>
        <name>slipway::DutyWeekView</name>
        <message>
            <source>d MMM</source>
            <comment>format of a day and month</comment>
            <translation>d. MMM</translation>
        </message>
        <message numerus="yes">
            <source>%n hours</source>
            <translation>
                <numerusform>%n Stunde</numerusform>
                <numerusform>%n Stunden</numerusform>
            </translation>
        </message>
        <message>
            <source> (manager)</source>
            <translation> (Leitung)</translation>
        </message>
        <message>
            <source>alternate</source>
            <translation>Vertretung</translation>
        </message>
        <message>
            <source>override</source>
            <translation>Ausnahme</translation>
        </message>
        <message>
            <source>on duty</source>
            <translation>hat Dienst</translation>
        </message>
        <message>
            <source>nobody is on duty</source>
            <translation>niemand hat Dienst</translation>
        </message>
        <message>
            <source>now</source>
            <translation>jetzt</translation>
        </message>
        <message>
            <source>Who is on duty in this week</source>
            <translation>Wer in dieser Woche Dienst hat</translation>
        </message>
        <message>
            <source>Nobody takes turns yet.</source>
            <translation>Noch wechselt sich niemand ab.</translation>
        </message>
        <message>
            <source>%1: chosen from %2 to %3, %4. Enter puts them on duty then.</source>
            <translation>%1: gewählt von %2 bis %3, %4. Eingabe gibt ihnen dann Dienst.</translation>
        </message>
        <message>
            <source>%1, %2: %3</source>
            <comment>person, time, what they are then</comment>
            <translation>%1, %2: %3</translation>
        </message>
        <message>
            <source>not on duty</source>
            <translation>kein Dienst</translation>
        </message>
        <message>
            <source>nobody</source>
            <translation>niemand</translation>
        </message>
    </context>
    <context>
        <name>slipway::ExportBar</name>
        <message>
            <source>Write to</source>
            <translation>Schreiben nach</translation>
        </message>
        <message>
            <source>File to write to</source>
            <translation>Datei, in die geschrieben wird</translation>
        </message>
        <message>
            <source>Choose a file</source>
            <translation>Eine Datei wählen</translation>
        </message>
        <message>
            <source>Write</source>
            <translation>Schreiben</translation>
        </message>
        <message>
            <source>Leave it</source>
            <translation>Lassen</translation>
        </message>
        <message>
            <source>There is no such folder.</source>
            <translation>Diesen Ordner gibt es nicht.</translation>
        </message>
        <message>
            <source>It is there already and will be replaced.</source>
            <translation>Sie ist schon da und wird ersetzt.</translation>
        </message>
    </context>
    <context>
        <name>slipway::OverrideSheet</name>
        <message>
            <source>Put somebody else on duty</source>
            <translation>Jemand anderem Dienst geben</translation>
        </message>
        <message>
            <source>For whoever looks at the week: a swap, a dentist, …</source>
            <translation>Für alle, die die Woche ansehen: ein Tausch, ein Arzttermin, …</translation>
        </message>
        <message>
            <source>Who</source>
            <translation>Wer</translation>
        </message>
        <message>
            <source>From</source>
            <translation>Von</translation>
        </message>
        <message>
            <source>To</source>
            <translation>Bis</translation>
        </message>
        <message>
            <source>Times of the rota's zone: %1</source>
            <translation>Zeiten der Zeitzone des Dienstplans: %1</translation>
        </message>
        <message>
            <source>Why</source>
            <translation>Warum</translation>
        </message>
        <message>
            <source>Copy as command</source>
            <translation>Als Befehl kopieren</translation>
        </message>
        <message>
            <source>Leave it</source>
            <translation>Lassen</translation>
        </message>
        <message>
            <source>Put on duty</source>
            <translation>Dienst geben</translation>
        </message>
        <message>
            <source>It ends before it begins: choose a later end.</source>
            <translation>Es endet, bevor es beginnt: ein späteres Ende wählen.</translation>
        </message>
        <message>
            <source>An override lasts up to 100 days: choose an earlier end, or change the rota.</source>
            <translation>Eine Ausnahme dauert höchstens 100 Tage: ein früheres Ende wählen oder den Dienstplan ändern.</translation>
        </message>
        <message>
            <source>Looking who is on duty then…</source>
            <translation>Es wird nachgesehen, wer dann Dienst hat…</translation>
        </message>
        <message>
            <source>%1 closes a gap of %2.</source>
            <translation>%1 schließt eine Lücke von %2.</translation>
        </message>
        <message>
            <source>%1 is on duty instead of %2 for %3.</source>
            <translation>%1 hat Dienst statt %2, für %3.</translation>
        </message>
        <message>
            <source>Nothing changes: %1 is on duty then anyway.</source>
            <translation>Nichts ändert sich: %1 hat dann ohnehin Dienst.</translation>
        </message>
        <message>
            <source>Being put on duty…</source>
            <translation>Bekommt Dienst…</translation>
        </message>
        <message>
            <source>Ctrl+Enter</source>
            <translation>Strg+Eingabe</translation>
        </message>
        <message>
            <source>Not while the service doesn't answer.</source>
            <translation>Nicht, solange der Dienst nicht antwortet.</translation>
        </message>
    </context>
    <context>
        <name>slipway::PageTimeline</name>
        <message>
            <source>The chosen page</source>
            <translation>Der gewählte Ruf</translation>
        </message>
        <message>
            <source>due</source>
            <translation>fällig</translation>
        </message>
        <message>
            <source>handed over, try %1</source>
            <translation>übergeben, Versuch %1</translation>
        </message>
        <message>
            <source>taken in hand</source>
            <translation>in die Hand genommen</translation>
        </message>
        <message>
            <source>handed over</source>
            <translation>übergeben</translation>
        </message>
        <message>
            <source>accepted by the server</source>
            <translation>vom Server angenommen</translation>
        </message>
        <message>
            <source>refused</source>
            <translation>abgelehnt</translation>
        </message>
        <message>
            <source>came back</source>
            <translation>kam zurück</translation>
        </message>
        <message>
            <source>not needed any more</source>
            <translation>nicht mehr nötig</translation>
        </message>
        <message>
            <source>acknowledged</source>
            <translation>bestätigt</translation>
        </message>
        <message>
            <source>not yet</source>
            <translation>noch nicht</translation>
        </message>
        <message>
            <source>No page is chosen.</source>
            <translation>Kein Ruf ist gewählt.</translation>
        </message>
        <message>
            <source>Page to %1 for case %2</source>
            <translation>Ruf an %1 für Fall %2</translation>
        </message>
        <message>
            <source>%1 %2 %3</source>
            <comment>what happened, when, how much later</comment>
            <translation>%1 %2 %3</translation>
        </message>
        <message>
            <source>%1: not yet</source>
            <translation>%1: noch nicht</translation>
        </message>
        <message>
            <source>Choose a page to see how it went.</source>
            <translation>Einen Ruf wählen, um zu sehen, wie er verlief.</translation>
        </message>
        <message>
            <source>To %1 for case %2</source>
            <translation>An %1 für Fall %2</translation>
        </message>
    </context>
    <context>
        <name>slipway::PagesModel</name>
        <message>
            <source>%1 ms</source>
            <translation>%1 ms</translation>
        </message>
        <message>
            <source>%1 s</source>
            <translation>%1 s</translation>
        </message>
        <message>
            <source>%1: %2 to %3 for case %4%5</source>
            <comment>time, state, person, number, why</comment>
            <translation>%1: %2, an %3 für Fall %4%5</translation>
        </message>
        <message>
            <source>mail</source>
            <translation>Mail</translation>
        </message>
        <message>
            <source>after %1</source>
            <translation>nach %1</translation>
        </message>
        <message>
            <source>From when it was due to when the server had taken it</source>
            <translation>Von der Fälligkeit bis zur Annahme durch den Server</translation>
        </message>
        <message>
            <source>State</source>
            <translation>Zustand</translation>
        </message>
        <message>
            <source>Due</source>
            <translation>Fällig</translation>
        </message>
        <message>
            <source>To</source>
            <translation>An</translation>
        </message>
        <message>
            <source>Case</source>
            <translation>Fall</translation>
        </message>
        <message>
            <source>By</source>
            <translation>Auf dem Weg</translation>
        </message>
        <message>
            <source>Late by</source>
            <translation>Verspätung</translation>
        </message>
        <message>
            <source>Acknowledged</source>
            <translation>Bestätigt</translation>
        </message>
        <message>
            <source>Step</source>
            <translation>Schritt</translation>
        </message>
    </context>
    <context>
        <name>slipway::PagingPane</name>
        <message>
            <source>Paging</source>
            <translation>Rufe</translation>
        </message>
        <message>
            <source>Case</source>
            <translation>Fall</translation>
        </message>
        <message>
            <source>Only for this case</source>
            <translation>Nur für diesen Fall</translation>
        </message>
        <message>
            <source>Who, or which address</source>
            <translation>Wer, oder welche Adresse</translation>
        </message>
        <message>
            <source>Only to this person</source>
            <translation>Nur an diese Person</translation>
        </message>
        <message>
            <source>Acknowledge</source>
            <translation>Bestätigen</translation>
        </message>
        <message>
            <source>Whoever was called has heard: nobody else is paged for this case</source>
            <translation>Wer gerufen wurde, hat gehört: Für diesen Fall wird niemand mehr gerufen</translation>
        </message>
        <message>
            <source>Write to a file (CSV)</source>
            <translation>In eine Datei schreiben (CSV)</translation>
        </message>
        <message>
            <source>Copy what is asked for as command</source>
            <translation>Das Gefragte als Befehl kopieren</translation>
        </message>
        <message>
            <source>Pages, newest first</source>
            <translation>Rufe, die neuesten zuerst</translation>
        </message>
        <message numerus="yes">
            <source>%n pages so far…</source>
            <translation>
                <numerusform>bisher %n Ruf…</numerusform>
                <numerusform>bisher %n Rufe…</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n pages are written to %1.</source>
            <translation>
                <numerusform>%n Ruf ist nach %1 geschrieben.</numerusform>
                <numerusform>%n Rufe sind nach %1 geschrieben.</numerusform>
            </translation>
        </message>
        <message>
            <source>Duty</source>
            <translation>Dienst</translation>
        </message>
        <message>
            <source>Acknowledge the page</source>
            <translation>Den Ruf bestätigen</translation>
        </message>
        <message>
            <source>Open the case of the page</source>
            <translation>Den Fall des Rufs öffnen</translation>
        </message>
        <message>
            <source>Show all pages</source>
            <translation>Alle Rufe zeigen</translation>
        </message>
        <message>
            <source>Write the pages to a file…</source>
            <translation>Die Rufe in eine Datei schreiben…</translation>
        </message>
        <message>
            <source>Acknowledged: nobody else is paged for case %1.</source>
            <translation>Bestätigt: Für Fall %1 wird niemand mehr gerufen.</translation>
        </message>
        <message>
            <source>Who was called appears here once the service answers.</source>
            <translation>Wer gerufen wurde, erscheint hier, sobald der Dienst antwortet.</translation>
        </message>
        <message>
            <source>The pages are being read…</source>
            <translation>Die Rufe werden gelesen…</translation>
        </message>
        <message>
            <source>No page is like this</source>
            <translation>So ist kein Ruf</translation>
        </message>
        <message>
            <source>A part of a name or of an address is enough.</source>
            <translation>Ein Teil eines Namens oder einer Adresse genügt.</translation>
        </message>
        <message>
            <source>Show all</source>
            <translation>Alle zeigen</translation>
        </message>
        <message>
            <source>Nobody has been called yet</source>
            <translation>Noch wurde niemand gerufen</translation>
        </message>
        <message>
            <source>Every call to somebody on duty is written down here: when it was due, when the server had taken it, how late that was, and when it was acknowledged.</source>
            <translation>Jeder Ruf an jemanden, der Dienst hat, steht hier: wann er fällig war, wann der Server ihn angenommen hatte, wie spät das war und wann er bestätigt wurde.</translation>
        </message>
        <message>
            <source>What if a case came now?</source>
            <translation>Was wäre, wenn jetzt ein Fall käme?</translation>
        </message>
        <message>
            <source>Only case %1</source>
            <translation>Nur Fall %1</translation>
        </message>
        <message>
            <source>Only to %1</source>
            <translation>Nur an %1</translation>
        </message>
        <message>
            <source>Copy as command</source>
            <translation>Als Befehl kopieren</translation>
        </message>
    </context>
    <context>
        <name>slipway::PlanModel</name>
        <message>
            <source>whoever is on duty</source>
            <translation>wer Dienst hat</translation>
        </message>
        <message>
            <source>the alternate</source>
            <translation>die Vertretung</translation>
        </message>
        <message>
            <source>everybody on the rota</source>
            <translation>alle auf dem Dienstplan</translation>
        </message>
        <message>
            <source>the manager</source>
            <translation>die Leitung</translation>
        </message>
        <message>
            <source>Nobody would be paged.</source>
            <translation>Niemand würde gerufen.</translation>
        </message>
        <message>
            <source>Nobody can be reached: all steps lead nowhere.</source>
            <translation>Niemand ist zu erreichen: Alle Schritte führen ins Leere.</translation>
        </message>
        <message>
            <source>%1 is called first, after %2; the last call goes out after %3.</source>
            <translation>Zuerst wird %1 gerufen, nach %2; der letzte Ruf geht nach %3 hinaus.</translation>
        </message>
        <message>
            <source>%1: %2 (%3)</source>
            <comment>time, people, whom they stand for</comment>
            <translation>%1: %2 (%3)</translation>
        </message>
        <message>
            <source>always</source>
            <translation>immer</translation>
        </message>
        <message>
            <source>After</source>
            <translation>Nach</translation>
        </message>
        <message>
            <source>When</source>
            <translation>Wann</translation>
        </message>
        <message>
            <source>Whom</source>
            <translation>Wen</translation>
        </message>
        <message>
            <source>Who that is</source>
            <translation>Wer das ist</translation>
        </message>
        <message>
            <source>Step</source>
            <translation>Schritt</translation>
        </message>
        <message>
            <source>Only where</source>
            <translation>Nur wenn</translation>
        </message>
        <message>
            <source>✕ nobody can be reached</source>
            <translation>✕ niemand ist zu erreichen</translation>
        </message>
        <message>
            <source>%1 after %2</source>
            <comment>name of a clock, time</comment>
            <translation>%1 nach %2</translation>
        </message>
        <message>
            <source>Guaranteed by the plan “%1”: %2.</source>
            <translation>Zugesagt nach dem Plan „%1“: %2.</translation>
        </message>
        <message>
            <source>%1: %2 is due</source>
            <comment>time, name of a clock</comment>
            <translation>%1: %2 ist fällig</translation>
        </message>
        <message>
            <source>guaranteed</source>
            <translation>zugesagt</translation>
        </message>
        <message>
            <source>⚑ %1 is due</source>
            <comment>name of a clock</comment>
            <translation>⚑ %1 ist fällig</translation>
        </message>
    </context>
    <context>
        <name>slipway::WhatIf</name>
        <message>
            <source>When the case comes</source>
            <translation>Wann der Fall kommt</translation>
        </message>
        <message>
            <source>Now</source>
            <translation>Jetzt</translation>
        </message>
        <message>
            <source>A case that comes now</source>
            <translation>Ein Fall, der jetzt kommt</translation>
        </message>
        <message>
            <source>Copy as command</source>
            <translation>Als Befehl kopieren</translation>
        </message>
        <message>
            <source>Who would be called when</source>
            <translation>Wer wann gerufen würde</translation>
        </message>
        <message>
            <source>If nobody answers, by %1: </source>
            <comment>name of a process</comment>
            <translation>Wenn niemand antwortet, nach %1: </translation>
        </message>
        <message>
            <source>The rota and the process are asked what they would do. Nothing is sent.</source>
            <translation>Dienstplan und Ablauf werden gefragt, was sie täten. Nichts wird verschickt.</translation>
        </message>
        <message>
            <source>Whose case it is</source>
            <translation>Wessen Fall es ist</translation>
        </message>
        <message>
            <source>How bad it is</source>
            <translation>Wie dringlich er ist</translation>
        </message>
        <message>
            <source>A case of</source>
            <translation>Ein Fall von</translation>
        </message>
        <message>
            <source>comes at</source>
            <translation>kommt am</translation>
        </message>
    </context>
    <context>
        <name>slipway::ZonedTimeEdit</name>
        <message>
            <source>The clocks jump over %1 in this night: %2 is meant, the first time that exists.</source>
            <translation>In dieser Nacht überspringen die Uhren %1: Gemeint ist %2, die erste Zeit, die es gibt.</translation>
        </message>
        <message>
            <source>%1 comes twice in this night: the first is meant.</source>
            <translation>%1 kommt in dieser Nacht zweimal: Gemeint ist das erste Mal.</translation>
        </message>
    </context>
    <context>
        <name>CaseClocks</name>
        <message>
            <source>first response</source>
            <translation>erste Antwort</translation>
        </message>
        <message>
            <source>next response</source>
            <translation>nächste Antwort</translation>
        </message>
        <message>
            <source>resolution</source>
            <translation>Lösung</translation>
        </message>
        <message>
            <source>%1 before its time</source>
            <translation>%1 vor der Zeit</translation>
        </message>
        <message>
            <source>%1 late</source>
            <translation>%1 zu spät</translation>
        </message>
        <message>
            <source>%1 over</source>
            <translation>%1 darüber</translation>
        </message>
        <message>
            <source>%1: %2, %3</source>
            <translation>%1: %2, %3</translation>
        </message>
    </context>
    <context>
        <name>CaseFacts</name>
        <message>
            <source>Nobody whom we know</source>
            <translation>Niemand, den wir kennen</translation>
        </message>
        <message>
            <source>Plan: %1</source>
            <translation>Plan: %1</translation>
        </message>
        <message>
            <source>Applications</source>
            <translation>Anwendungen</translation>
        </message>
        <message>
            <source>Opened %1</source>
            <translation>Eröffnet %1</translation>
        </message>
        <message>
            <source>Acknowledged %1 by %2</source>
            <translation>Bestätigt %1 von %2</translation>
        </message>
        <message>
            <source>waits: %1</source>
            <translation>wartet: %1</translation>
        </message>
        <message>
            <source>%1 %2: %3</source>
            <translation>%1 %2: %3</translation>
        </message>
        <message>
            <source>acknowledged</source>
            <translation>bestätigt</translation>
        </message>
        <message>
            <source>refused</source>
            <translation>abgelehnt</translation>
        </message>
        <message>
            <source>came back</source>
            <translation>kam zurück</translation>
        </message>
        <message>
            <source>not needed any more</source>
            <translation>nicht mehr nötig</translation>
        </message>
        <message>
            <source>no answer yet</source>
            <translation>noch keine Antwort</translation>
        </message>
        <message>
            <source>on its way</source>
            <translation>unterwegs</translation>
        </message>
        <message>
            <source>due %1</source>
            <translation>fällig %1</translation>
        </message>
        <message>
            <source>accepted %1 ms later</source>
            <translation>%1 ms später angenommen</translation>
        </message>
        <message>
            <source>accepted %1</source>
            <translation>angenommen %1</translation>
        </message>
        <message>
            <source>acknowledged %1</source>
            <translation>bestätigt %1</translation>
        </message>
        <message>
            <source>Customer</source>
            <translation>Kunde</translation>
        </message>
        <message>
            <source>Releases under way</source>
            <translation>Laufende Releases</translation>
        </message>
        <message>
            <source>None of this customer.</source>
            <translation>Keine dieses Kunden.</translation>
        </message>
        <message>
            <source>Other open cases of this customer</source>
            <translation>Andere offene Fälle dieses Kunden</translation>
        </message>
        <message>
            <source>None.</source>
            <translation>Keine.</translation>
        </message>
        <message>
            <source>What changed last there</source>
            <translation>Was sich dort zuletzt geändert hat</translation>
        </message>
        <message>
            <source>Nothing that the ledger knows.</source>
            <translation>Nichts, wovon das Journal weiß.</translation>
        </message>
        <message>
            <source>Who was paged</source>
            <translation>Wer gerufen wurde</translation>
        </message>
        <message>
            <source>Nobody yet.</source>
            <translation>Noch niemand.</translation>
        </message>
        <message>
            <source>and more</source>
            <translation>und weitere</translation>
        </message>
        <message>
            <source>the case was acknowledged otherwise</source>
            <translation>der Fall wurde anders bestätigt</translation>
        </message>
        <message>
            <source>%1: missed %2. %3</source>
            <translation>%1: verfehlt %2. %3</translation>
        </message>
        <message>
            <source>Missed guarantees</source>
            <translation>Verfehlte Zusagen</translation>
        </message>
        <message>
            <source>Earlier rounds of its clocks</source>
            <translation>Frühere Runden der Uhren</translation>
        </message>
        <message>
            <source>the case waits for it</source>
            <translation>der Fall wartet darauf</translation>
        </message>
        <message>
            <source>remove</source>
            <translation>entfernen</translation>
        </message>
        <message>
            <source>Link…</source>
            <translation>Verknüpfen …</translation>
        </message>
        <message>
            <source>Linked</source>
            <translation>Verknüpft</translation>
        </message>
        <message>
            <source>%1 h</source>
            <translation>%1 h</translation>
        </message>
        <message numerus="yes">
            <source>%1 %2: %3, %n appliances</source>
            <translation>
                <numerusform>%1 %2: %3, %n Appliance</numerusform>
                <numerusform>%1 %2: %3, %n Appliances</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 over all appliances</source>
            <translation>%1 über alle Appliances</translation>
        </message>
        <message numerus="yes">
            <source>%n releases went live</source>
            <translation>
                <numerusform>%n Release ging live</numerusform>
                <numerusform>%n Releases gingen live</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n cases</source>
            <translation>
                <numerusform>%n Fall</numerusform>
                <numerusform>%n Fälle</numerusform>
            </translation>
        </message>
        <message>
            <source>Counted until %1</source>
            <translation>Gezählt bis %1</translation>
        </message>
        <message>
            <source>Used in %1</source>
            <translation>Genutzt im %1</translation>
        </message>
    </context>
    <context>
        <name>CaseQuestions</name>
        <message>
            <source>Acknowledge</source>
            <translation>Bestätigen</translation>
        </message>
        <message>
            <source>Take</source>
            <translation>Übernehmen</translation>
        </message>
        <message>
            <source>Give to…</source>
            <translation>Geben an…</translation>
        </message>
        <message>
            <source>Solve</source>
            <translation>Lösen</translation>
        </message>
        <message>
            <source>Close…</source>
            <translation>Schließen…</translation>
        </message>
        <message>
            <source>Reopen</source>
            <translation>Wieder öffnen</translation>
        </message>
        <message>
            <source>You have heard: nobody else is paged. The case stays with whom it is.</source>
            <translation>Sie haben es gehört: Niemand sonst wird gerufen. Der Fall bleibt, bei wem er ist.</translation>
        </message>
        <message>
            <source>You work at it: it is yours, and nobody else is paged.</source>
            <translation>Sie arbeiten daran: Er ist Ihrer, und niemand sonst wird gerufen.</translation>
        </message>
        <message>
            <source>Somebody else works at it.</source>
            <translation>Jemand anderes arbeitet daran.</translation>
        </message>
        <message>
            <source>What was asked for is done; its clocks stop.</source>
            <translation>Getan ist, worum gebeten wurde; die Uhren halten an.</translation>
        </message>
        <message>
            <source>Nothing more is to be done; its clocks stop.</source>
            <translation>Mehr ist nicht zu tun; die Uhren halten an.</translation>
        </message>
        <message>
            <source>Give case %1 to somebody</source>
            <translation>Fall %1 jemandem geben</translation>
        </message>
        <message numerus="yes">
            <source>Give %n cases to somebody</source>
            <translation>
                <numerusform>%n Fall jemandem geben</numerusform>
                <numerusform>%n Fälle jemandem geben</numerusform>
            </translation>
        </message>
        <message>
            <source>Who works at it (name of a user)</source>
            <translation>Wer daran arbeitet (Name eines Benutzers)</translation>
        </message>
        <message>
            <source>Give it</source>
            <translation>Geben</translation>
        </message>
        <message numerus="yes">
            <source>Solve %n cases</source>
            <translation>
                <numerusform>%n Fall lösen</numerusform>
                <numerusform>%n Fälle lösen</numerusform>
            </translation>
        </message>
        <message>
            <source>Solve them</source>
            <translation>Lösen</translation>
        </message>
        <message>
            <source>Close case %1</source>
            <translation>Fall %1 schließen</translation>
        </message>
        <message numerus="yes">
            <source>Close %n cases</source>
            <translation>
                <numerusform>%n Fall schließen</numerusform>
                <numerusform>%n Fälle schließen</numerusform>
            </translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Schließen</translation>
        </message>
        <message>
            <source>The customer isn't written to.</source>
            <translation>Dem Kunden wird nicht geschrieben.</translation>
        </message>
        <message>
            <source>An answer of the customer opens it again.</source>
            <translation>Eine Antwort des Kunden öffnet ihn wieder.</translation>
        </message>
        <message numerus="yes">
            <source>%n cases are yours.</source>
            <translation>
                <numerusform>%n Fall ist Ihrer.</numerusform>
                <numerusform>%n Fälle sind Ihre.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n cases have their owner.</source>
            <translation>
                <numerusform>%n Fall hat seinen Zuständigen.</numerusform>
                <numerusform>%n Fälle haben ihren Zuständigen.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n cases are solved.</source>
            <translation>
                <numerusform>%n Fall ist gelöst.</numerusform>
                <numerusform>%n Fälle sind gelöst.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n cases are closed.</source>
            <translation>
                <numerusform>%n Fall ist geschlossen.</numerusform>
                <numerusform>%n Fälle sind geschlossen.</numerusform>
            </translation>
        </message>
        <message>
            <source>The clock “%1” is stopped, %2 before its time.</source>
            <translation>Die Uhr „%1“ ist angehalten, %2 vor der Zeit.</translation>
        </message>
        <message>
            <source>The clock “%1” is stopped, %2 too late.</source>
            <translation>Die Uhr „%1“ ist angehalten, %2 zu spät.</translation>
        </message>
        <message>
            <source>It is open again, be it waiting or over, and its clocks go on.</source>
            <translation>Er ist wieder offen, ob er wartete oder vorbei war, und die Uhren laufen weiter.</translation>
        </message>
        <message>
            <source>%1: due %2 rather than %3, %4 sooner</source>
            <translation>%1: fällig %2 statt %3, %4 früher</translation>
        </message>
        <message>
            <source>%1: due %2 rather than %3, %4 later</source>
            <translation>%1: fällig %2 statt %3, %4 später</translation>
        </message>
        <message>
            <source>%1: was due by %2, which has passed: it is missed at once</source>
            <translation>%1: wäre %2 fällig gewesen; das ist vorbei, die Zusage ist sofort verfehlt</translation>
        </message>
        <message>
            <source>%1: due %2, so that it isn&apos;t missed any more</source>
            <translation>%1: fällig %2 und damit nicht mehr verfehlt</translation>
        </message>
        <message>
            <source>%1: due %2, as now</source>
            <translation>%1: fällig %2, wie bisher</translation>
        </message>
        <message>
            <source>Change the severity of case %1</source>
            <translation>Dringlichkeit von Fall %1 ändern</translation>
        </message>
        <message numerus="yes">
            <source>Change the severity of %n cases</source>
            <translation>
                <numerusform>Dringlichkeit von %n Fall ändern</numerusform>
                <numerusform>Dringlichkeit von %n Fällen ändern</numerusform>
            </translation>
        </message>
        <message>
            <source>Severity</source>
            <translation>Dringlichkeit</translation>
        </message>
        <message>
            <source>Change it</source>
            <translation>Ändern</translation>
        </message>
        <message>
            <source>Nobody is paged anew for it.</source>
            <translation>Niemand wird deswegen neu gerufen.</translation>
        </message>
        <message>
            <source>Let case %1 wait</source>
            <translation>Fall %1 warten lassen</translation>
        </message>
        <message numerus="yes">
            <source>Let %n cases wait</source>
            <translation>
                <numerusform>%n Fall warten lassen</numerusform>
                <numerusform>%n Fälle warten lassen</numerusform>
            </translation>
        </message>
        <message>
            <source>What it waits for</source>
            <translation>Worauf er wartet</translation>
        </message>
        <message>
            <source>Let it wait</source>
            <translation>Warten lassen</translation>
        </message>
        <message>
            <source>the customer</source>
            <translation>auf den Kunden</translation>
        </message>
        <message>
            <source>What is guaranteed until it is solved stands still.</source>
            <translation>Was bis zur Lösung zugesagt ist, steht still.</translation>
        </message>
        <message>
            <source>It is open again with the customer&apos;s next word.</source>
            <translation>Mit dem nächsten Wort des Kunden ist er wieder offen.</translation>
        </message>
        <message>
            <source>a release</source>
            <translation>auf ein Release</translation>
        </message>
        <message>
            <source>All its clocks go on.</source>
            <translation>Alle Uhren laufen weiter.</translation>
        </message>
        <message>
            <source>Nobody else is paged for it, and the customer isn&apos;t written to.</source>
            <translation>Niemand sonst wird deswegen gerufen, und dem Kunden wird nicht geschrieben.</translation>
        </message>
        <message>
            <source>Say which application case %1 is about</source>
            <translation>Anwendung von Fall %1 festlegen</translation>
        </message>
        <message numerus="yes">
            <source>Say which application %n cases are about</source>
            <translation>
                <numerusform>Anwendung von %n Fall festlegen</numerusform>
                <numerusform>Anwendung von %n Fällen festlegen</numerusform>
            </translation>
        </message>
        <message>
            <source>Application, such as northwind/shop</source>
            <translation>Anwendung, etwa northwind/shop</translation>
        </message>
        <message>
            <source>Say so</source>
            <translation>Festlegen</translation>
        </message>
        <message>
            <source>Its clocks stay as they are.</source>
            <translation>Die Uhren bleiben, wie sie sind.</translation>
        </message>
        <message>
            <source>Wait…</source>
            <translation>Warten…</translation>
        </message>
        <message>
            <source>Severity…</source>
            <translation>Dringlichkeit…</translation>
        </message>
        <message>
            <source>Application…</source>
            <translation>Anwendung…</translation>
        </message>
        <message>
            <source>It waits for the customer or for a release; the sheet says what its clocks do.</source>
            <translation>Er wartet auf den Kunden oder auf ein Release; das Blatt sagt, was die Uhren tun.</translation>
        </message>
        <message>
            <source>How bad it is; the sheet says what that does to its clocks.</source>
            <translation>Wie schlimm es ist; das Blatt sagt, was das an den Uhren ändert.</translation>
        </message>
        <message>
            <source>Which application it is about.</source>
            <translation>Um welche Anwendung es geht.</translation>
        </message>
        <message>
            <source>What that does to the clocks isn&apos;t known: the service hasn&apos;t told what is agreed.</source>
            <translation>Was das an den Uhren ändert, ist nicht bekannt: Der Dienst hat nicht gesagt, was vereinbart ist.</translation>
        </message>
        <message>
            <source>No clock runs: nothing else changes</source>
            <translation>Keine Uhr läuft: Sonst ändert sich nichts</translation>
        </message>
        <message>
            <source>Case %1: its severity is “%2” now.</source>
            <translation>Fall %1 hat jetzt die Dringlichkeit „%2“.</translation>
        </message>
        <message>
            <source>Case %1 is about no application now.</source>
            <translation>Fall %1 betrifft jetzt keine Anwendung.</translation>
        </message>
        <message>
            <source>Case %1 is about %2 now.</source>
            <translation>Fall %1 betrifft jetzt %2.</translation>
        </message>
        <message>
            <source>Case %1 is %2&apos;s now.</source>
            <translation>Fall %1 liegt jetzt bei %2.</translation>
        </message>
        <message>
            <source>Case %1 is “%2” now.</source>
            <translation>Fall %1 ist jetzt „%2“.</translation>
        </message>
        <message numerus="yes">
            <source>%n cases have their severity.</source>
            <translation>
                <numerusform>%n Fall hat seine Dringlichkeit.</numerusform>
                <numerusform>%n Fälle haben ihre Dringlichkeit.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n cases have their application.</source>
            <translation>
                <numerusform>%n Fall hat seine Anwendung.</numerusform>
                <numerusform>%n Fälle haben ihre Anwendung.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n cases wait.</source>
            <translation>
                <numerusform>%n Fall wartet.</numerusform>
                <numerusform>%n Fälle warten.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n cases are as they were.</source>
            <translation>
                <numerusform>%n Fall ist wie zuvor.</numerusform>
                <numerusform>%n Fälle sind wie zuvor.</numerusform>
            </translation>
        </message>
        <message>
            <source>release %1 of %2</source>
            <translation>Release %1 von %2</translation>
        </message>
        <message>
            <source>It is linked to that release; all its clocks go on.</source>
            <translation>Er wird mit diesem Release verknüpft; alle seine Uhren laufen weiter.</translation>
        </message>
        <message>
            <source>It is open again by itself, with a note, once that is live, rolled back, given up or failed.</source>
            <translation>Er ist von selbst wieder offen, mit einer Notiz, sobald es live, zurückgerollt, aufgegeben oder gescheitert ist.</translation>
        </message>
        <message>
            <source>It is open again when a release that it is linked to goes live or comes to nothing, when somebody opens it, or the customer writes.</source>
            <translation>Er ist wieder offen, wenn ein verknüpftes Release live geht oder nichts daraus wird, wenn ihn jemand öffnet, oder wenn der Kunde schreibt.</translation>
        </message>
        <message>
            <source>Link…</source>
            <translation>Verknüpfen …</translation>
        </message>
        <message>
            <source>It has to do with a release, an appliance or an entry of the ledger.</source>
            <translation>Er hat mit einem Release, einer Appliance oder einem Eintrag des Journals zu tun.</translation>
        </message>
    </context>
    <context>
        <name>Words</name>
        <message numerus="yes">
            <source>and %n more</source>
            <translation>
                <numerusform>und %n weiterer</numerusform>
                <numerusform>und %n weitere</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>slipway::CaseButtons</name>
        <message>
            <source>Copy as command</source>
            <translation>Als Befehl kopieren</translation>
        </message>
        <message>
            <source>What the ledger says of this case</source>
            <translation>Was das Journal über diesen Fall sagt</translation>
        </message>
        <message>
            <source>More</source>
            <translation>Mehr</translation>
        </message>
        <message>
            <source>More that can be done with the case</source>
            <translation>Was mit dem Fall noch getan werden kann</translation>
        </message>
    </context>
    <context>
        <name>slipway::CaseDelegate</name>
        <message>
            <source>no guarantee</source>
            <translation>keine Zusage</translation>
        </message>
        <message>
            <source>nobody's</source>
            <translation>niemandes</translation>
        </message>
    </context>
    <context>
        <name>slipway::CaseFilterBar</name>
        <message>
            <source>State of the cases that are shown</source>
            <translation>Zustand der gezeigten Fälle</translation>
        </message>
        <message>
            <source>Not over</source>
            <translation>Nicht vorbei</translation>
        </message>
        <message>
            <source>All</source>
            <translation>Alle</translation>
        </message>
        <message>
            <source>Everybody's</source>
            <translation>Alle</translation>
        </message>
        <message>
            <source>Mine</source>
            <translation>Meine</translation>
        </message>
        <message>
            <source>Nobody's</source>
            <translation>Niemandes</translation>
        </message>
        <message>
            <source>Show: %1</source>
            <translation>Zeigen: %1</translation>
        </message>
        <message>
            <source>Views</source>
            <translation>Ansichten</translation>
        </message>
        <message>
            <source>Views that were kept</source>
            <translation>Behaltene Ansichten</translation>
        </message>
        <message>
            <source>Filter by any word</source>
            <translation>Nach einem Wort filtern</translation>
        </message>
        <message>
            <source>Filter cases by any word</source>
            <translation>Fälle nach einem Wort filtern</translation>
        </message>
        <message>
            <source>Customer</source>
            <translation>Kunde</translation>
        </message>
        <message>
            <source>Only cases of this customer</source>
            <translation>Nur Fälle dieses Kunden</translation>
        </message>
        <message>
            <source>New case…</source>
            <translation>Neuer Fall…</translation>
        </message>
        <message>
            <source>Forget</source>
            <translation>Vergessen</translation>
        </message>
        <message>
            <source>Keep this view as…</source>
            <translation>Diese Ansicht behalten als…</translation>
        </message>
        <message>
            <source>Name to keep this view by</source>
            <translation>Name, unter dem diese Ansicht behalten wird</translation>
        </message>
    </context>
    <context>
        <name>slipway::CaseHeader</name>
        <message>
            <source>Case</source>
            <translation>Fall</translation>
        </message>
        <message>
            <source>Case %1 · %2</source>
            <translation>Fall %1 · %2</translation>
        </message>
        <message>
            <source>nobody's</source>
            <translation>niemandes</translation>
        </message>
        <message>
            <source>%1's</source>
            <translation>bei %1</translation>
        </message>
    </context>
    <context>
        <name>slipway::CasePane</name>
        <message>
            <source>Case</source>
            <translation>Fall</translation>
        </message>
        <message>
            <source>Case %1</source>
            <translation>Fall %1</translation>
        </message>
        <message>
            <source>Case %1: %2</source>
            <translation>Fall %1: %2</translation>
        </message>
        <message>
            <source>What is known of the customer and the case</source>
            <translation>Was vom Kunden und vom Fall bekannt ist</translation>
        </message>
        <message>
            <source>Reply to the customer</source>
            <translation>Dem Kunden antworten</translation>
        </message>
        <message>
            <source>Write an internal note</source>
            <translation>Eine interne Notiz schreiben</translation>
        </message>
        <message>
            <source>Acknowledge: nobody else is paged</source>
            <translation>Bestätigen: Niemand sonst wird gerufen</translation>
        </message>
        <message>
            <source>Take the case</source>
            <translation>Den Fall übernehmen</translation>
        </message>
        <message>
            <source>Give the case to somebody…</source>
            <translation>Den Fall jemandem geben…</translation>
        </message>
        <message>
            <source>Solve the case</source>
            <translation>Den Fall lösen</translation>
        </message>
        <message>
            <source>Close the case…</source>
            <translation>Den Fall schließen…</translation>
        </message>
        <message>
            <source>Show the history of this case</source>
            <translation>Den Verlauf dieses Falls zeigen</translation>
        </message>
        <message>
            <source>Something is under way.</source>
            <translation>Etwas ist unterwegs.</translation>
        </message>
        <message>
            <source>Not while the service doesn't answer.</source>
            <translation>Nicht, solange der Dienst nicht antwortet.</translation>
        </message>
        <message>
            <source>The case appears here once the service answers.</source>
            <translation>Der Fall erscheint hier, sobald der Dienst antwortet.</translation>
        </message>
        <message>
            <source>No case is open here</source>
            <translation>Hier ist kein Fall geöffnet</translation>
        </message>
        <message>
            <source>A case shows here what was said, how long an answer may still take, who asks, and what changed last at their application. Choose one among the open cases.</source>
            <translation>Ein Fall zeigt hier, was gesagt wurde, wie lange eine Antwort noch dauern darf, wer fragt und was sich bei seiner Anwendung zuletzt geändert hat. Wählen Sie einen unter den offenen Fällen.</translation>
        </message>
        <message>
            <source>Show the open cases</source>
            <translation>Die offenen Fälle zeigen</translation>
        </message>
        <message>
            <source>Case %1 can't be shown</source>
            <translation>Fall %1 lässt sich nicht zeigen</translation>
        </message>
        <message>
            <source>Case %1 is being fetched…</source>
            <translation>Fall %1 wird geholt…</translation>
        </message>
        <message>
            <source>The answer is on its way to %1. %2</source>
            <translation>Die Antwort ist unterwegs an %1. %2</translation>
        </message>
        <message>
            <source>Work at the case again</source>
            <translation>Wieder am Fall arbeiten</translation>
        </message>
        <message>
            <source>Let the case wait…</source>
            <translation>Den Fall warten lassen…</translation>
        </message>
        <message>
            <source>Change how bad it is…</source>
            <translation>Die Dringlichkeit des Falls ändern…</translation>
        </message>
        <message>
            <source>Say which application it is about…</source>
            <translation>Die Anwendung des Falls festlegen…</translation>
        </message>
        <message>
            <source>Case %1 is as it was.</source>
            <translation>Fall %1 ist wie zuvor.</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Rückgängig</translation>
        </message>
        <message>
            <source>The case has been changed again since; nothing was put back.</source>
            <translation>Der Fall wurde seitdem wieder geändert; nichts wurde zurückgesetzt.</translation>
        </message>
        <message>
            <source>Copy as command</source>
            <translation>Als Befehl kopieren</translation>
        </message>
        <message>
            <source>Copy link</source>
            <translation>Link kopieren</translation>
        </message>
        <message>
            <source>Your role may not fetch what customers send.</source>
            <translation>Ihre Rolle darf nicht abrufen, was Kunden senden.</translation>
        </message>
        <message>
            <source>Save what came with a message…</source>
            <translation>Speichern, was mit einer Nachricht kam…</translation>
        </message>
        <message>
            <source>Insert a template…</source>
            <translation>Eine Vorlage einsetzen…</translation>
        </message>
        <message>
            <source>✎ %1 has it open and is writing</source>
            <translation>✎ %1 hat ihn offen und schreibt</translation>
        </message>
        <message>
            <source>● %1 has it open</source>
            <translation>● %1 hat ihn offen</translation>
        </message>
        <message numerus="yes">
            <source>and %n more</source>
            <translation>
                <numerusform>und %n weitere Person</numerusform>
                <numerusform>und %n weitere</numerusform>
            </translation>
        </message>
        <message>
            <source>▲ Not known here, and to be filled in by hand: %1</source>
            <translation>▲ Hier nicht bekannt und von Hand einzusetzen: %1</translation>
        </message>
        <message>
            <source>Keep the reply as a template…</source>
            <translation>Die Antwort als Vorlage behalten…</translation>
        </message>
        <message>
            <source>The template “%1” is kept.</source>
            <translation>Die Vorlage „%1“ ist behalten.</translation>
        </message>
        <message>
            <source>The template “%1” is as it was.</source>
            <translation>Die Vorlage „%1“ ist wie vorher.</translation>
        </message>
        <message>
            <source>The template “%1” is removed.</source>
            <translation>Die Vorlage „%1“ ist entfernt.</translation>
        </message>
        <message numerus="yes">
            <source>%n mails that may belong to this case wait in quarantine.</source>
            <translation>
                <numerusform>%n Mail, die zu diesem Fall gehören kann, wartet in der Quarantäne.</numerusform>
                <numerusform>%n Mails, die zu diesem Fall gehören können, warten in der Quarantäne.</numerusform>
            </translation>
        </message>
        <message>
            <source>Open quarantine</source>
            <translation>Quarantäne öffnen</translation>
        </message>
        <message>
            <source>Link the case to a release, an appliance or an entry of the ledger…</source>
            <translation>Den Fall mit einem Release, einer Appliance oder einem Journaleintrag verknüpfen …</translation>
        </message>
        <message>
            <source>Take a link of the case away…</source>
            <translation>Eine Verknüpfung des Falls entfernen …</translation>
        </message>
        <message>
            <source>Case %1: nothing was sent</source>
            <translation>Fall %1: es wurde nichts gesendet</translation>
        </message>
        <message>
            <source>Its files weren't there yet when another case was opened. The draft is kept.</source>
            <translation>Seine Dateien waren noch nicht da, als ein anderer Fall geöffnet wurde. Der Entwurf bleibt.</translation>
        </message>
        <message>
            <source>Your role may not attach files.</source>
            <translation>Die eigene Rolle darf keine Dateien anhängen.</translation>
        </message>
        <message>
            <source>Attach files to case %1</source>
            <translation>Dem Fall %1 Dateien anhängen</translation>
        </message>
        <message>
            <source>Attach files to what is written…</source>
            <translation>Dem Geschriebenen Dateien anhängen…</translation>
        </message>
        <message>
            <source>It is sent once its files are there: %1 of %2 so far.</source>
            <translation>Es geht ab, sobald seine Dateien da sind: bisher %1 von %2.</translation>
        </message>
        <message>
            <source>It wasn't sent: %1 isn't there. %2 Try it again, or remove it.</source>
            <translation>Es wurde nicht gesendet: %1 ist nicht da. %2 Noch einmal versuchen oder entfernen.</translation>
        </message>
        <message>
            <source>%1 won't be sent.</source>
            <translation>%1 geht nicht mit.</translation>
        </message>
        <message>
            <source>What was typed here had been sent before Slipway ended, and stands in the case: it isn't a draft any more.</source>
            <translation>Was hier getippt war, wurde abgeschickt, bevor Slipway endete, und steht im Fall: Es ist kein Entwurf mehr.</translation>
        </message>
        <message>
            <source>This was being sent when Slipway ended, and the case doesn't have it so far. It is kept: look whether it has arrived before you send it again.</source>
            <translation>Das wurde gerade abgeschickt, als Slipway endete, und der Fall hat es bisher nicht. Es bleibt hier: vor dem nächsten Absenden nachsehen, ob es angekommen ist.</translation>
        </message>
        <message>
            <source>%1 went with a message before, and isn't sent again.</source>
            <translation>%1 ging schon mit einer Nachricht mit und wird nicht noch einmal gesendet.</translation>
        </message>
    </context>
    <context>
        <name>slipway::CaseSheet</name>
        <message>
            <source>New case</source>
            <translation>Neuer Fall</translation>
        </message>
        <message>
            <source>Who is answered; empty: nobody can be</source>
            <translation>Wem geantwortet wird; leer: niemandem</translation>
        </message>
        <message>
            <source>The customer's mail address</source>
            <translation>Die Mailadresse des Kunden</translation>
        </message>
        <message>
            <source>Application (if it is about one)</source>
            <translation>Anwendung (wenn es um eine geht)</translation>
        </message>
        <message>
            <source>Severity</source>
            <translation>Dringlichkeit</translation>
        </message>
        <message>
            <source>What it is about, in a few words</source>
            <translation>Worum es geht, in wenigen Worten</translation>
        </message>
        <message>
            <source>What the customer said</source>
            <translation>Was der Kunde gesagt hat</translation>
        </message>
        <message>
            <source>Copy as command</source>
            <translation>Als Befehl kopieren</translation>
        </message>
        <message>
            <source>Leave it</source>
            <translation>Lassen</translation>
        </message>
        <message>
            <source>Open the case</source>
            <translation>Den Fall eröffnen</translation>
        </message>
        <message>
            <source>Whoever is on duty is paged.</source>
            <translation>Wer Dienst hat, wird gerufen.</translation>
        </message>
        <message>
            <source>Opening…</source>
            <translation>Wird eröffnet…</translation>
        </message>
        <message>
            <source>Ctrl+Enter</source>
            <translation>Strg+Eingabe</translation>
        </message>
        <message>
            <source>Not while the service doesn't answer.</source>
            <translation>Nicht, solange der Dienst nicht antwortet.</translation>
        </message>
    </context>
    <context>
        <name>slipway::CaseThread</name>
        <message>
            <source>What was said</source>
            <translation>Was gesagt wurde</translation>
        </message>
    </context>
    <context>
        <name>slipway::CasesModel</name>
        <message>
            <source>no guarantee</source>
            <translation>keine Zusage</translation>
        </message>
        <message>
            <source>nobody</source>
            <translation>niemand</translation>
        </message>
        <message>
            <source>Case %1 is %2</source>
            <translation>Fall %1 ist %2</translation>
        </message>
        <message>
            <source>Clocks</source>
            <translation>Uhren</translation>
        </message>
        <message>
            <source>Severity</source>
            <translation>Dringlichkeit</translation>
        </message>
        <message>
            <source>Case</source>
            <translation>Fall</translation>
        </message>
        <message>
            <source>Customer</source>
            <translation>Kunde</translation>
        </message>
        <message>
            <source>Owner</source>
            <translation>Zuständig</translation>
        </message>
        <message>
            <source>State</source>
            <translation>Zustand</translation>
        </message>
    </context>
    <context>
        <name>slipway::CasesPane</name>
        <message>
            <source>Open cases</source>
            <translation>Offene Fälle</translation>
        </message>
        <message>
            <source>Cases, the nearest deadline first</source>
            <translation>Fälle, die nächste Frist zuerst</translation>
        </message>
        <message>
            <source>What can be done with the chosen cases</source>
            <translation>Was sich mit den gewählten Fällen tun lässt</translation>
        </message>
        <message>
            <source>The view “%1” is forgotten.</source>
            <translation>Die Ansicht „%1“ ist vergessen.</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Rückgängig</translation>
        </message>
        <message>
            <source>It is being done…</source>
            <translation>Es wird getan…</translation>
        </message>
        <message numerus="yes">
            <source>%n chosen</source>
            <translation>
                <numerusform>%n gewählt</numerusform>
                <numerusform>%n gewählt</numerusform>
            </translation>
        </message>
        <message>
            <source>Cases appear here once the service answers.</source>
            <translation>Fälle erscheinen hier, sobald der Dienst antwortet.</translation>
        </message>
        <message>
            <source>Cases are being fetched…</source>
            <translation>Fälle werden geholt…</translation>
        </message>
        <message>
            <source>No case that is shown here has “%1”</source>
            <translation>Kein Fall, der hier zu sehen ist, enthält „%1“</translation>
        </message>
        <message>
            <source>Show what isn't over</source>
            <translation>Zeigen, was nicht vorbei ist</translation>
        </message>
        <message>
            <source>No such case of “%1”</source>
            <translation>Kein solcher Fall von „%1“</translation>
        </message>
        <message>
            <source>A customer is named as in its applications: northwind of northwind/shop.</source>
            <translation>Ein Kunde heißt wie in seinen Anwendungen: northwind in northwind/shop.</translation>
        </message>
        <message>
            <source>No case is yours</source>
            <translation>Kein Fall ist Ihrer</translation>
        </message>
        <message>
            <source>Whoever takes a case, or answers it first, owns it.</source>
            <translation>Wer einen Fall übernimmt oder zuerst beantwortet, ist für ihn zuständig.</translation>
        </message>
        <message>
            <source>Show everybody's</source>
            <translation>Alle zeigen</translation>
        </message>
        <message>
            <source>No case is like that</source>
            <translation>So ist kein Fall</translation>
        </message>
        <message>
            <source>Nobody waits for an answer</source>
            <translation>Niemand wartet auf eine Antwort</translation>
        </message>
        <message>
            <source>A customer's mail to the support address becomes a case here, with the time in which an answer was guaranteed counting down; whoever is on duty is paged. What comes by telephone is written down as a new case.</source>
            <translation>Die Mail eines Kunden an die Adresse des Supports wird hier ein Fall; die Zeit, in der eine Antwort zugesagt ist, läuft mit, und wer Dienst hat, wird gerufen. Was am Telefon kommt, wird als neuer Fall aufgeschrieben.</translation>
        </message>
        <message>
            <source>New case…</source>
            <translation>Neuer Fall…</translation>
        </message>
        <message>
            <source>Cases</source>
            <translation>Fälle</translation>
        </message>
        <message>
            <source>Open the case</source>
            <translation>Den Fall öffnen</translation>
        </message>
        <message>
            <source>Reply to the customer</source>
            <translation>Dem Kunden antworten</translation>
        </message>
        <message>
            <source>Take the chosen cases</source>
            <translation>Die gewählten Fälle übernehmen</translation>
        </message>
        <message>
            <source>Give the chosen cases to somebody…</source>
            <translation>Die gewählten Fälle jemandem geben…</translation>
        </message>
        <message>
            <source>Solve the chosen cases</source>
            <translation>Die gewählten Fälle lösen</translation>
        </message>
        <message>
            <source>Close the chosen cases…</source>
            <translation>Die gewählten Fälle schließen…</translation>
        </message>
        <message>
            <source>Show the history of the case</source>
            <translation>Den Verlauf des Falls zeigen</translation>
        </message>
        <message>
            <source>What is chosen is over already.</source>
            <translation>Was gewählt ist, ist schon vorbei.</translation>
        </message>
        <message>
            <source>Nothing was sent: what is shown may be out of date. Try again once the service answers.</source>
            <translation>Nichts wurde gesendet: Was zu sehen ist, ist vielleicht veraltet. Versuchen Sie es noch einmal, sobald der Dienst antwortet.</translation>
        </message>
        <message>
            <source>%2 of %3 cases stayed as they were, among them case %1: %4</source>
            <translation>%2 von %3 Fällen blieben, wie sie waren, darunter Fall %1: %4</translation>
        </message>
        <message>
            <source>Copy as command</source>
            <translation>Als Befehl kopieren</translation>
        </message>
        <message>
            <source>Copy link</source>
            <translation>Link kopieren</translation>
        </message>
        <message>
            <source>Change the severity of the chosen cases…</source>
            <translation>Die Dringlichkeit der gewählten Fälle ändern…</translation>
        </message>
        <message>
            <source>Say which application the chosen cases are about…</source>
            <translation>Die Anwendung der gewählten Fälle festlegen…</translation>
        </message>
        <message>
            <source>Let the chosen cases wait…</source>
            <translation>Die gewählten Fälle warten lassen…</translation>
        </message>
        <message>
            <source>More</source>
            <translation>Mehr</translation>
        </message>
        <message>
            <source>More that can be done with the chosen cases</source>
            <translation>Was mit den gewählten Fällen noch getan werden kann</translation>
        </message>
        <message>
            <source>No answer says what came of case %1: it isn't known whether it was done there. Done: %2 of %3; not sent: %4. Pressing again within ten minutes does nothing twice.</source>
            <translation>Keine Antwort sagt, was aus Fall %1 wurde: ob es dort geschehen ist, ist nicht bekannt. Geschehen: %2 von %3; nicht gesendet: %4. Noch einmal drücken bewirkt innerhalb von zehn Minuten nichts doppelt.</translation>
        </message>
        <message>
            <source>With %2 of %3 cases it had been done already (no answer came then), among them case %1; press again to do it once more.</source>
            <translation>Bei %2 von %3 Fällen war es schon geschehen (damals kam keine Antwort), darunter Fall %1; noch einmal drücken führt es ein weiteres Mal aus.</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Noch einmal versuchen</translation>
        </message>
    </context>
    <context>
        <name>slipway::ClockStrip</name>
        <message>
            <source>%1 · %2</source>
            <translation>%1 · %2</translation>
        </message>
        <message>
            <source>Clocks</source>
            <translation>Uhren</translation>
        </message>
        <message>
            <source>No answer is guaranteed here.</source>
            <translation>Hier ist keine Antwort zugesagt.</translation>
        </message>
        <message>
            <source>%1, round %2</source>
            <translation>%1, Runde %2</translation>
        </message>
        <message>
            <source>began %1</source>
            <translation>begonnen %1</translation>
        </message>
        <message>
            <source>due %1</source>
            <translation>fällig %1</translation>
        </message>
        <message>
            <source>answered %1, %2</source>
            <translation>beantwortet %1, %2</translation>
        </message>
        <message>
            <source>stood still for %1</source>
            <translation>stand %1 still</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <translation>%1: %2</translation>
        </message>
    </context>
    <context>
        <name>slipway::MessageCard</name>
        <message>
            <source>Customer</source>
            <translation>Kunde</translation>
        </message>
        <message>
            <source>To the customer</source>
            <translation>An den Kunden</translation>
        </message>
        <message>
            <source>Internal note</source>
            <translation>Interne Notiz</translation>
        </message>
        <message>
            <source>Machine mail, no answer</source>
            <translation>Maschinenpost, keine Antwort</translation>
        </message>
        <message>
            <source>Show all of it</source>
            <translation>Alles zeigen</translation>
        </message>
        <message>
            <source>Save…</source>
            <translation>Speichern…</translation>
        </message>
        <message>
            <source>Save %1</source>
            <translation>%1 speichern</translation>
        </message>
        <message>
            <source>Attached: %1</source>
            <translation>Angehängt: %1</translation>
        </message>
        <message>
            <source>As it was laid out</source>
            <translation>Wie sie gestaltet war</translation>
        </message>
        <message>
            <source>Only its words</source>
            <translation>Nur ihre Worte</translation>
        </message>
        <message>
            <source>Pictures and whatever else would be loaded are left out.</source>
            <translation>Bilder und was sonst noch geladen würde, sind weggelassen.</translation>
        </message>
        <message>
            <source>Mail</source>
            <translation>Mail</translation>
        </message>
    </context>
    <context>
        <name>slipway::ReplyBox</name>
        <message>
            <source>→ Reply</source>
            <translation>→ Antwort</translation>
        </message>
        <message>
            <source>✎ Internal note</source>
            <translation>✎ Interne Notiz</translation>
        </message>
        <message>
            <source>Quote</source>
            <translation>Zitieren</translation>
        </message>
        <message>
            <source>Puts what the customer said last above what is typed, marked as quoted</source>
            <translation>Stellt, was der Kunde zuletzt gesagt hat, als Zitat über das Getippte</translation>
        </message>
        <message>
            <source>Copy as command</source>
            <translation>Als Befehl kopieren</translation>
        </message>
        <message>
            <source>Send</source>
            <translation>Senden</translation>
        </message>
        <message>
            <source>Its request came without a mail address.</source>
            <translation>Die Anfrage kam ohne Mailadresse.</translation>
        </message>
        <message>
            <source>The customer doesn't see this.</source>
            <translation>Der Kunde sieht das nicht.</translation>
        </message>
        <message>
            <source>By mail to %1</source>
            <translation>Per Mail an %1</translation>
        </message>
        <message>
            <source>Internal note</source>
            <translation>Interne Notiz</translation>
        </message>
        <message>
            <source>Reply to the customer</source>
            <translation>Dem Kunden antworten</translation>
        </message>
        <message>
            <source>For those who work at it after you</source>
            <translation>Für alle, die nach Ihnen daran arbeiten</translation>
        </message>
        <message>
            <source>The first answer stops the clock. Ctrl+Enter sends.</source>
            <translation>Die erste Antwort hält die Uhr an. Strg+Eingabe sendet.</translation>
        </message>
        <message>
            <source>Sending…</source>
            <translation>Wird gesendet…</translation>
        </message>
        <message>
            <source>Write it down</source>
            <translation>Notieren</translation>
        </message>
        <message>
            <source>Ctrl+Enter</source>
            <translation>Strg+Eingabe</translation>
        </message>
        <message>
            <source>Template…</source>
            <translation>Vorlage…</translation>
        </message>
        <message>
            <source>Puts a text that is filled in for this case where one writes (Ctrl+T)</source>
            <translation>Setzt einen Text, für diesen Fall ausgefüllt, dorthin, wo man schreibt (Strg+T)</translation>
        </message>
        <message>
            <source>Attach…</source>
            <translation>Anhängen…</translation>
        </message>
        <message>
            <source>Files that go along; they can be dropped and pasted here, too (Ctrl+Shift+A)</source>
            <translation>Dateien, die mitgehen; sie lassen sich hier auch ablegen und einfügen (Strg+Umschalt+A)</translation>
        </message>
        <message>
            <source>Don't send yet</source>
            <translation>Noch nicht senden</translation>
        </message>
    </context>
    <context>
        <name>FileSafety</name>
        <message>
            <source>A program: whoever opens it runs it.</source>
            <translation>Ein Programm: Wer es öffnet, führt es aus.</translation>
        </message>
        <message>
            <source>May load and run things when it is opened.</source>
            <translation>Kann beim Öffnen etwas nachladen und ausführen.</translation>
        </message>
        <message>
            <source>A document that may run macros.</source>
            <translation>Ein Dokument, das Makros ausführen kann.</translation>
        </message>
        <message>
            <source>An archive: what is in it can&apos;t be seen from here.</source>
            <translation>Ein Archiv: Was darin ist, ist von hier nicht zu sehen.</translation>
        </message>
    </context>
    <context>
        <name>slipway::AnswerPlot</name>
        <message>
            <source>How long answers took</source>
            <translation>Wie lange Antworten dauerten</translation>
        </message>
        <message numerus="yes">
            <source>%1: %n answers</source>
            <translation>
                <numerusform>%1: %n Antwort</numerusform>
                <numerusform>%1: %n Antworten</numerusform>
            </translation>
        </message>
        <message>
            <source>No answer was given.</source>
            <translation>Keine Antwort wurde gegeben.</translation>
        </message>
    </context>
    <context>
        <name>slipway::AnswerTimesModel</name>
        <message>
            <source>up to %1</source>
            <translation>bis %1</translation>
        </message>
        <message>
            <source>over %1</source>
            <translation>über %1</translation>
        </message>
        <message>
            <source>longer</source>
            <translation>länger</translation>
        </message>
        <message>
            <source>Answered</source>
            <translation>Beantwortet</translation>
        </message>
        <message>
            <source>Answers</source>
            <translation>Antworten</translation>
        </message>
        <message>
            <source>Share</source>
            <translation>Anteil</translation>
        </message>
        <message>
            <source>So far</source>
            <translation>Bis dahin</translation>
        </message>
    </context>
    <context>
        <name>slipway::FileKeeper</name>
        <message>
            <source>The file can&apos;t be written: %1</source>
            <translation>Die Datei kann nicht geschrieben werden: %1</translation>
        </message>
        <message>
            <source>Choose another place.</source>
            <translation>Einen anderen Ort wählen.</translation>
        </message>
    </context>
    <context>
        <name>slipway::ReportPane</name>
        <message>
            <source>Guarantees</source>
            <translation>Zusagen</translation>
        </message>
        <message>
            <source>What is counted by</source>
            <translation>Wonach gezählt wird</translation>
        </message>
        <message>
            <source>By customer</source>
            <translation>Nach Kunde</translation>
        </message>
        <message>
            <source>By plan</source>
            <translation>Nach Plan</translation>
        </message>
        <message>
            <source>By severity</source>
            <translation>Nach Dringlichkeit</translation>
        </message>
        <message>
            <source>By person</source>
            <translation>Nach Person</translation>
        </message>
        <message>
            <source>By month</source>
            <translation>Nach Monat</translation>
        </message>
        <message>
            <source>By guarantee</source>
            <translation>Nach Zusage</translation>
        </message>
        <message>
            <source>Which days</source>
            <translation>Welche Tage</translation>
        </message>
        <message>
            <source>Last 30 days</source>
            <translation>Die letzten 30 Tage</translation>
        </message>
        <message>
            <source>This month</source>
            <translation>Dieser Monat</translation>
        </message>
        <message>
            <source>Last month</source>
            <translation>Voriger Monat</translation>
        </message>
        <message>
            <source>This year</source>
            <translation>Dieses Jahr</translation>
        </message>
        <message>
            <source>From … to …</source>
            <translation>Von … bis …</translation>
        </message>
        <message>
            <source>First day</source>
            <translation>Erster Tag</translation>
        </message>
        <message>
            <source>Last day</source>
            <translation>Letzter Tag</translation>
        </message>
        <message>
            <source>Only of this customer</source>
            <translation>Nur von diesem Kunden</translation>
        </message>
        <message>
            <source>Write to a file…</source>
            <translation>In eine Datei schreiben…</translation>
        </message>
        <message>
            <source>Copy as command</source>
            <translation>Als Befehl kopieren</translation>
        </message>
        <message>
            <source>How the guarantees were kept</source>
            <translation>Wie die Zusagen eingehalten wurden</translation>
        </message>
        <message>
            <source>How long answers took</source>
            <translation>Wie lange Antworten dauerten</translation>
        </message>
        <message>
            <source>Count the guarantees anew</source>
            <translation>Die Zusagen neu zählen</translation>
        </message>
        <message>
            <source>Write the guarantees to a file…</source>
            <translation>Die Zusagen in eine Datei schreiben…</translation>
        </message>
        <message>
            <source>Copy the count of guarantees as command</source>
            <translation>Die Zählung der Zusagen als Befehl kopieren</translation>
        </message>
        <message>
            <source>Being written…</source>
            <translation>Wird geschrieben…</translation>
        </message>
        <message>
            <source>Written to %1.</source>
            <translation>Geschrieben nach %1.</translation>
        </message>
        <message>
            <source>How long answers took: %1</source>
            <translation>Wie lange Antworten dauerten: %1</translation>
        </message>
        <message>
            <source>What was guaranteed is counted here once the service answers.</source>
            <translation>Was zugesagt war, wird hier gezählt, sobald der Dienst antwortet.</translation>
        </message>
        <message>
            <source>The guarantees are being counted…</source>
            <translation>Die Zusagen werden gezählt…</translation>
        </message>
        <message>
            <source>No guarantee began in these days</source>
            <translation>In diesen Tagen begann keine Zusage</translation>
        </message>
        <message>
            <source>Here is counted how the guarantees were kept: whenever a case comes in, or its customer writes again, a clock begins to run against what is agreed. Choose other days, or another customer.</source>
            <translation>Hier wird gezählt, wie die Zusagen eingehalten wurden: Kommt ein Fall herein oder schreibt sein Kunde wieder, beginnt eine Uhr gegen das zu laufen, was vereinbart ist. Andere Tage wählen, oder einen anderen Kunden.</translation>
        </message>
        <message>
            <source>Show this year</source>
            <translation>Dieses Jahr zeigen</translation>
        </message>
    </context>
    <context>
        <name>slipway::SlaReportModel</name>
        <message>
            <source>All together</source>
            <translation>Alle zusammen</translation>
        </message>
        <message>
            <source>MMM yyyy</source>
            <comment>format of a month</comment>
            <translation>MMM yyyy</translation>
        </message>
        <message>
            <source>nobody</source>
            <translation>niemand</translation>
        </message>
        <message>
            <source>nobody whom we know</source>
            <translation>niemand, den wir kennen</translation>
        </message>
        <message numerus="yes">
            <source>Nothing is decided yet: %n clocks run.</source>
            <translation>
                <numerusform>Noch ist nichts entschieden: %n Uhr läuft.</numerusform>
                <numerusform>Noch ist nichts entschieden: %n Uhren laufen.</numerusform>
            </translation>
        </message>
        <message>
            <source>No clock began in that time.</source>
            <translation>In dieser Zeit begann keine Uhr.</translation>
        </message>
        <message>
            <source>%1 of %2 guarantees were kept (%3).</source>
            <translation>%1 von %2 Zusagen wurden eingehalten (%3).</translation>
        </message>
        <message numerus="yes">
            <source>%n answers were given; the longest took %1.</source>
            <translation>
                <numerusform>%n Antwort wurde gegeben; die längste dauerte %1.</numerusform>
                <numerusform>%n Antworten wurden gegeben; die längste dauerte %1.</numerusform>
            </translation>
        </message>
        <message>
            <source>%1: %2 kept, %3 missed, %4 still open</source>
            <comment>what is counted, numbers of guarantees</comment>
            <translation>%1: %2 eingehalten, %3 verfehlt, %4 noch offen</translation>
        </message>
        <message>
            <source>nothing is decided</source>
            <translation>nichts ist entschieden</translation>
        </message>
        <message>
            <source>Plan</source>
            <translation>Plan</translation>
        </message>
        <message>
            <source>Severity</source>
            <translation>Dringlichkeit</translation>
        </message>
        <message>
            <source>Person</source>
            <translation>Person</translation>
        </message>
        <message>
            <source>Month</source>
            <translation>Monat</translation>
        </message>
        <message>
            <source>Guarantee</source>
            <translation>Zusage</translation>
        </message>
        <message>
            <source>Customer</source>
            <translation>Kunde</translation>
        </message>
        <message>
            <source>Kept</source>
            <translation>Eingehalten</translation>
        </message>
        <message>
            <source>In time</source>
            <translation>Rechtzeitig</translation>
        </message>
        <message>
            <source>Missed</source>
            <translation>Verfehlt</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>Offen</translation>
        </message>
        <message>
            <source>Answers</source>
            <translation>Antworten</translation>
        </message>
        <message>
            <source>Half within</source>
            <translation>Die Hälfte binnen</translation>
        </message>
        <message>
            <source>9 of 10 within</source>
            <translation>9 von 10 binnen</translation>
        </message>
        <message>
            <source>Longest</source>
            <translation>Längste</translation>
        </message>
    </context>
    <context>
        <name>slipway::TemplatePicker</name>
        <message>
            <source>Templates for answers</source>
            <translation>Vorlagen für Antworten</translation>
        </message>
        <message>
            <source>Words of a template</source>
            <translation>Wörter einer Vorlage</translation>
        </message>
        <message>
            <source>Look for a template</source>
            <translation>Nach einer Vorlage suchen</translation>
        </message>
        <message>
            <source>Nobody has written a template yet.</source>
            <translation>Noch hat niemand eine Vorlage geschrieben.</translation>
        </message>
        <message>
            <source>No template has these words.</source>
            <translation>Keine Vorlage hat diese Wörter.</translation>
        </message>
        <message>
            <source>Enter inserts it · F2 changes it · Del removes it</source>
            <translation>Eingabe setzt sie ein · F2 ändert sie · Entf entfernt sie</translation>
        </message>
    </context>
    <context>
        <name>slipway::MailView</name>
        <message>
            <source>The mail as it was laid out</source>
            <translation>Die Mail, wie sie gestaltet war</translation>
        </message>
    </context>
    <context>
        <name>slipway::SwapSheet</name>
        <message>
            <source>Swap a turn</source>
            <translation>Einen Dienst tauschen</translation>
        </message>
        <message>
            <source>Times of the rota&apos;s zone: %1</source>
            <translation>Zeiten der Zeitzone des Dienstplans: %1</translation>
        </message>
        <message>
            <source>Looking whose turns are to come…</source>
            <translation>Es wird nachgesehen, wessen Dienste kommen…</translation>
        </message>
        <message>
            <source>Given away</source>
            <translation>Abgegeben</translation>
        </message>
        <message>
            <source>Taken for it</source>
            <translation>Dafür übernommen</translation>
        </message>
        <message>
            <source>Why</source>
            <translation>Warum</translation>
        </message>
        <message>
            <source>Copy as command</source>
            <translation>Als Befehl kopieren</translation>
        </message>
        <message>
            <source>Leave it</source>
            <translation>Lassen</translation>
        </message>
        <message>
            <source>%1, %2</source>
            <comment>who gives a turn, and from when to when it is</comment>
            <translation>%1, %2</translation>
        </message>
        <message>
            <source>%1 to %2</source>
            <comment>two moments</comment>
            <translation>%1 bis %2</translation>
        </message>
        <message>
            <source>%1 is on duty instead of %2 from %3.
%2 is on duty instead of %1 from %4.</source>
            <translation>%1 hat statt %2 Dienst von %3.
%2 hat statt %1 Dienst von %4.</translation>
        </message>
        <message>
            <source>Nobody else has a turn within the next 60 days.</source>
            <translation>In den nächsten 60 Tagen hat sonst niemand Dienst.</translation>
        </message>
        <message>
            <source>Being swapped…</source>
            <translation>Wird getauscht…</translation>
        </message>
        <message>
            <source>Swap</source>
            <translation>Tauschen</translation>
        </message>
        <message>
            <source>Ctrl+Enter</source>
            <translation>Strg+Eingabe</translation>
        </message>
        <message>
            <source>Not while the service doesn&apos;t answer.</source>
            <translation>Nicht, solange der Dienst nicht antwortet.</translation>
        </message>
    </context>
    <context>
        <name>slipway::TemplateSheet</name>
        <message>
            <source>A new template for answers</source>
            <translation>Eine neue Vorlage für Antworten</translation>
        </message>
        <message>
            <source>Change the template</source>
            <translation>Die Vorlage ändern</translation>
        </message>
        <message>
            <source>What it is called</source>
            <translation>Wie sie heißt</translation>
        </message>
        <message>
            <source>What it says</source>
            <translation>Was in ihr steht</translation>
        </message>
        <message>
            <source>Filled in for the case when it is used:</source>
            <translation>Wird für den Fall eingesetzt, wenn sie gebraucht wird:</translation>
        </message>
        <message>
            <source>Insert %1</source>
            <translation>%1 einfügen</translation>
        </message>
        <message>
            <source>Leave it</source>
            <translation>Lassen</translation>
        </message>
        <message>
            <source>Being kept…</source>
            <translation>Wird behalten…</translation>
        </message>
        <message>
            <source>Keep it</source>
            <translation>Behalten</translation>
        </message>
        <message>
            <source>Ctrl+Enter</source>
            <translation>Strg+Eingabe</translation>
        </message>
        <message>
            <source>Not while the service doesn&apos;t answer.</source>
            <translation>Nicht, solange der Dienst nicht antwortet.</translation>
        </message>
        <message>
            <source>Copy as command</source>
            <translation>Als Befehl kopieren</translation>
        </message>
    </context>
    <context>
        <name>MailRows</name>
        <message>
            <source>Nowhere: it was discarded, and can be taken back</source>
            <translation>Nirgendwohin: Sie wurde verworfen und lässt sich zurückholen</translation>
        </message>
        <message>
            <source>It is in case #%1</source>
            <translation>Sie ist in Fall #%1</translation>
        </message>
        <message>
            <source>Into case #%1</source>
            <translation>In Fall #%1</translation>
        </message>
        <message>
            <source>A new case of no customer</source>
            <translation>Ein neuer Fall ohne Kunden</translation>
        </message>
        <message>
            <source>A new case of %1</source>
            <translation>Ein neuer Fall von %1</translation>
        </message>
        <message>
            <source>%1. It seems to answer case #%2, but nobody who belongs to that sent it</source>
            <translation>%1. Sie scheint Fall #%2 zu beantworten, kommt aber von niemandem, der dazugehört</translation>
        </message>
    </context>
    <context>
        <name>slipway::QuarantineModel</name>
        <message>
            <source>%1: mail from %2, “%3”; %4</source>
            <comment>time, sender, subject, why it waits</comment>
            <translation>%1: Mail von %2, „%3“; %4</translation>
        </message>
        <message>
            <source>nobody</source>
            <comment>sender</comment>
            <translation>niemand</translation>
        </message>
        <message>
            <source>(no subject)</source>
            <translation>(ohne Betreff)</translation>
        </message>
        <message>
            <source>The case that tells of it</source>
            <translation>Der Fall, in dem sie erwähnt ist</translation>
        </message>
        <message>
            <source>When</source>
            <translation>Wann</translation>
        </message>
        <message>
            <source>From</source>
            <comment>sender</comment>
            <translation>Von</translation>
        </message>
        <message>
            <source>Subject</source>
            <translation>Betreff</translation>
        </message>
        <message>
            <source>Why</source>
            <translation>Warum</translation>
        </message>
        <message>
            <source>Case</source>
            <translation>Fall</translation>
        </message>
    </context>
    <context>
        <name>slipway::MailExtras</name>
        <message>
            <source>Being fetched…</source>
            <translation>Wird abgerufen…</translation>
        </message>
        <message>
            <source>%1 of %2</source>
            <translation>%1 von %2</translation>
        </message>
        <message>
            <source>Saved as %1 (%2). %3</source>
            <translation>Gespeichert als %1 (%2). %3</translation>
        </message>
        <message>
            <source>A file is being fetched already.</source>
            <translation>Eine Datei wird gerade schon abgerufen.</translation>
        </message>
        <message>
            <source>Copied, not opened: %1</source>
            <translation>Kopiert, nicht geöffnet: %1</translation>
        </message>
    </context>
    <context>
        <name>slipway::MailReading</name>
        <message>
            <source>nobody</source>
            <comment>sender</comment>
            <translation>niemand</translation>
        </message>
        <message>
            <source>(It has no words.)</source>
            <translation>(Sie enthält keine Worte.)</translation>
        </message>
        <message>
            <source>The chosen mail</source>
            <translation>Die gewählte Mail</translation>
        </message>
        <message>
            <source>(no subject)</source>
            <translation>(ohne Betreff)</translation>
        </message>
        <message>
            <source>It waits because: %1</source>
            <translation>Sie wartet, denn: %1</translation>
        </message>
    </context>
    <context>
        <name>slipway::QuarantinePane</name>
        <message>
            <source>Quarantine</source>
            <translation>Quarantäne</translation>
        </message>
        <message>
            <source>Sender or subject</source>
            <translation>Absender oder Betreff</translation>
        </message>
        <message>
            <source>Only mail with this in its sender or subject</source>
            <translation>Nur Mail, deren Absender oder Betreff dies enthält</translation>
        </message>
        <message>
            <source>Discarded mail</source>
            <translation>Verworfene Mail</translation>
        </message>
        <message>
            <source>Cases</source>
            <translation>Fälle</translation>
        </message>
        <message>
            <source>Show what was discarded instead of what waits</source>
            <translation>Zeigt, was verworfen wurde, statt was wartet</translation>
        </message>
        <message>
            <source>Nobody needs it; it can be taken back (Delete)</source>
            <translation>Niemand braucht sie; sie lässt sich zurückholen (Entf)</translation>
        </message>
        <message>
            <source>It waits in quarantine again, and its case is open (R)</source>
            <translation>Sie wartet wieder in der Quarantäne, und ihr Fall ist offen (R)</translation>
        </message>
        <message>
            <source>It is what it seems to be: into its case (R)</source>
            <translation>Sie ist, was sie zu sein scheint: in ihren Fall (R)</translation>
        </message>
        <message>
            <source>Mail, newest first</source>
            <translation>Mail, die neueste zuerst</translation>
        </message>
        <message>
            <source>Not while the service doesn&apos;t answer.</source>
            <translation>Nicht, solange der Dienst nicht antwortet.</translation>
        </message>
        <message numerus="yes">
            <source>%n mails are chosen</source>
            <translation>
                <numerusform>%n Mail ist gewählt</numerusform>
                <numerusform>%n Mails sind gewählt</numerusform>
            </translation>
        </message>
        <message>
            <source>No mail is chosen</source>
            <translation>Keine Mail ist gewählt</translation>
        </message>
        <message>
            <source>Choose one: what it says and where it would go is shown here before it is released.</source>
            <translation>Wählen Sie eine: Was sie sagt und wohin sie ginge, steht hier, bevor sie freigegeben wird.</translation>
        </message>
        <message>
            <source>Mail %1 can&apos;t be shown</source>
            <translation>Mail %1 lässt sich nicht zeigen</translation>
        </message>
        <message>
            <source>The mail is being fetched…</source>
            <translation>Die Mail wird geholt …</translation>
        </message>
        <message>
            <source>What waits appears here once the service answers.</source>
            <translation>Was wartet, erscheint hier, sobald der Dienst antwortet.</translation>
        </message>
        <message>
            <source>Your role doesn&apos;t see mail in quarantine</source>
            <translation>Ihre Rolle sieht keine Mail in Quarantäne</translation>
        </message>
        <message>
            <source>Support and operations look at it, and release or discard it.</source>
            <translation>Support und Betrieb sehen sie an und geben sie frei oder verwerfen sie.</translation>
        </message>
        <message>
            <source>Mail is being fetched…</source>
            <translation>Mail wird geholt …</translation>
        </message>
        <message>
            <source>No mail is like this</source>
            <translation>Keine Mail ist so</translation>
        </message>
        <message>
            <source>A part of the sender or of the subject is enough.</source>
            <translation>Ein Teil des Absenders oder des Betreffs genügt.</translation>
        </message>
        <message>
            <source>Show all</source>
            <translation>Alle zeigen</translation>
        </message>
        <message>
            <source>Nothing was discarded</source>
            <translation>Nichts wurde verworfen</translation>
        </message>
        <message>
            <source>Discarded mail is kept here, and can be taken back.</source>
            <translation>Verworfene Mail bleibt hier erhalten und lässt sich zurückholen.</translation>
        </message>
        <message>
            <source>Show what waits</source>
            <translation>Zeigen, was wartet</translation>
        </message>
        <message>
            <source>No mail waits in quarantine</source>
            <translation>Keine Mail wartet in der Quarantäne</translation>
        </message>
        <message>
            <source>Mail that nobody known sent, that a machine sent or that its server warned of waits here until somebody releases or discards it. What may be from a customer is a case at once, and calls whoever is on duty.</source>
            <translation>Mail, die niemand Bekanntes oder eine Maschine geschickt hat oder vor der ihr Server warnt, wartet hier, bis jemand sie freigibt oder verwirft. Was von einem Kunden sein kann, ist sofort ein Fall und ruft, wer Dienst hat.</translation>
        </message>
        <message>
            <source>How mail is judged</source>
            <translation>Wie Mail beurteilt wird</translation>
        </message>
        <message>
            <source>Release the mail from quarantine</source>
            <translation>Die Mail aus der Quarantäne freigeben</translation>
        </message>
        <message>
            <source>Discard the mail in quarantine</source>
            <translation>Die Mail in der Quarantäne verwerfen</translation>
        </message>
        <message>
            <source>Take the mail back into quarantine</source>
            <translation>Die Mail in die Quarantäne zurückholen</translation>
        </message>
        <message>
            <source>Open the case of the mail</source>
            <translation>Den Fall der Mail öffnen</translation>
        </message>
        <message>
            <source>Save what came with the mail…</source>
            <translation>Speichern, was mit der Mail kam …</translation>
        </message>
        <message>
            <source>Show discarded mail</source>
            <translation>Verworfene Mail zeigen</translation>
        </message>
        <message numerus="yes">
            <source>Release %n mails</source>
            <translation>
                <numerusform>%n Mail freigeben</numerusform>
                <numerusform>%n Mails freigeben</numerusform>
            </translation>
        </message>
        <message>
            <source>Release into case %1</source>
            <translation>In Fall %1 freigeben</translation>
        </message>
        <message>
            <source>Release as a new case</source>
            <translation>Als neuen Fall freigeben</translation>
        </message>
        <message numerus="yes">
            <source>Discard %n mails</source>
            <translation>
                <numerusform>%n Mail verwerfen</numerusform>
                <numerusform>%n Mails verwerfen</numerusform>
            </translation>
        </message>
        <message>
            <source>Discard</source>
            <translation>Verwerfen</translation>
        </message>
        <message numerus="yes">
            <source>Take %n mails back</source>
            <translation>
                <numerusform>%n Mail zurückholen</numerusform>
                <numerusform>%n Mails zurückholen</numerusform>
            </translation>
        </message>
        <message>
            <source>Take back</source>
            <translation>Zurückholen</translation>
        </message>
        <message>
            <source>Show the mail that waits</source>
            <translation>Die wartende Mail zeigen</translation>
        </message>
        <message>
            <source>Nothing was sent: what is shown may be out of date. Try again once the service answers.</source>
            <translation>Nichts wurde gesendet: Das Gezeigte kann veraltet sein. Noch einmal versuchen, sobald der Dienst antwortet.</translation>
        </message>
        <message>
            <source>nobody</source>
            <comment>sender</comment>
            <translation>niemand</translation>
        </message>
        <message numerus="yes">
            <source>%n mails were discarded.</source>
            <translation>
                <numerusform>%n Mail wurde verworfen.</numerusform>
                <numerusform>%n Mails wurden verworfen.</numerusform>
            </translation>
        </message>
        <message>
            <source>The mail from %1 was discarded.</source>
            <translation>Die Mail von %1 wurde verworfen.</translation>
        </message>
        <message numerus="yes">
            <source>%n mails wait in quarantine again.</source>
            <translation>
                <numerusform>%n Mail wartet wieder in der Quarantäne.</numerusform>
                <numerusform>%n Mails warten wieder in der Quarantäne.</numerusform>
            </translation>
        </message>
        <message>
            <source>The mail from %1 waits in quarantine again.</source>
            <translation>Die Mail von %1 wartet wieder in der Quarantäne.</translation>
        </message>
        <message numerus="yes">
            <source>%n mails were released.</source>
            <translation>
                <numerusform>%n Mail wurde freigegeben.</numerusform>
                <numerusform>%n Mails wurden freigegeben.</numerusform>
            </translation>
        </message>
        <message>
            <source>The mail from %1 is in case %2 now.</source>
            <translation>Die Mail von %1 ist jetzt in Fall %2.</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Rückgängig</translation>
        </message>
        <message>
            <source>Open the case</source>
            <translation>Den Fall öffnen</translation>
        </message>
        <message>
            <source>%2 of %3 mails stayed as they were, among them mail %1: %4</source>
            <translation>%2 von %3 Mails blieben, wie sie waren, darunter Mail %1: %4</translation>
        </message>
        <message>
            <source>Copy as command</source>
            <translation>Als Befehl kopieren</translation>
        </message>
        <message>
            <source>Copy link</source>
            <translation>Verweis kopieren</translation>
        </message>
        <message>
            <source>No answer says what came of mail %1: it isn't known whether it was done there. Done: %2 of %3; not sent: %4. Pressing again within ten minutes does nothing twice.</source>
            <translation>Keine Antwort sagt, was aus Mail %1 wurde: ob es dort geschehen ist, ist nicht bekannt. Geschehen: %2 von %3; nicht gesendet: %4. Noch einmal drücken bewirkt innerhalb von zehn Minuten nichts doppelt.</translation>
        </message>
        <message>
            <source>With %2 of %3 mails it had been done already (no answer came then), among them mail %1; press again to do it once more.</source>
            <translation>Bei %2 von %3 Mails war es schon geschehen (damals kam keine Antwort), darunter Mail %1; noch einmal drücken führt es ein weiteres Mal aus.</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Noch einmal versuchen</translation>
        </message>
        <message>
            <source>Release the mail into the case that it names</source>
            <translation>Mail in den Fall freigeben, den sie nennt</translation>
        </message>
        <message>
            <source>Whoever sent it does belong to the case that it names (I)</source>
            <translation>Wer sie gesendet hat, gehört zu dem Fall, den sie nennt (I)</translation>
        </message>
    </context>
    <context>
        <name>slipway::QuarantineStatus</name>
        <message>
            <source>more than %1</source>
            <translation>mehr als %1</translation>
        </message>
        <message>
            <source>Quarantine: %1</source>
            <translation>Quarantäne: %1</translation>
        </message>
        <message>
            <source>Mail that waits until somebody releases or discards it</source>
            <translation>Mail, die wartet, bis jemand sie freigibt oder verwirft</translation>
        </message>
    </context>
    <context>
        <name>CaseLinks</name>
        <message>
            <source>Entry %1: %2</source>
            <translation>Eintrag %1: %2</translation>
        </message>
        <message>
            <source>Release %1</source>
            <translation>Release %1</translation>
        </message>
        <message>
            <source>Link case %1</source>
            <translation>Fall %1 verknüpfen</translation>
        </message>
        <message>
            <source>To what: words of it, or release/214, appliance/3, application/northwind/shop, event/4711</source>
            <translation>Womit: Worte daraus, oder release/214, appliance/3, application/northwind/shop, event/4711</translation>
        </message>
        <message>
            <source>Link it</source>
            <translation>Verknüpfen</translation>
        </message>
        <message>
            <source>The customer doesn't see links.</source>
            <translation>Der Kunde sieht Verknüpfungen nicht.</translation>
        </message>
        <message>
            <source>Take a link away from case %1</source>
            <translation>Eine Verknüpfung von Fall %1 entfernen</translation>
        </message>
        <message>
            <source>Link</source>
            <translation>Verknüpfung</translation>
        </message>
        <message>
            <source>Take it away</source>
            <translation>Entfernen</translation>
        </message>
        <message>
            <source>The case waits for it: it isn't open again by itself then.</source>
            <translation>Der Fall wartet darauf: Er ist dann nicht mehr von selbst wieder offen.</translation>
        </message>
        <message>
            <source>Link %1 to a case</source>
            <translation>%1 mit einem Fall verknüpfen</translation>
        </message>
        <message>
            <source>Case: its number, or words of it</source>
            <translation>Fall: seine Nummer, oder Worte daraus</translation>
        </message>
        <message>
            <source>Case %1 is linked to %2.</source>
            <translation>Fall %1 ist mit %2 verknüpft.</translation>
        </message>
        <message>
            <source>Case %1 isn't linked to %2 any more.</source>
            <translation>Fall %1 ist nicht mehr mit %2 verknüpft.</translation>
        </message>
    </context>
    <context>
        <name>slipway::CaseField</name>
        <message>
            <source>Number or words of a case; the arrow down shows some</source>
            <translation>Nummer oder Worte eines Falls; Pfeil nach unten zeigt einige</translation>
        </message>
    </context>
    <context>
        <name>slipway::LinkedCasesLine</name>
        <message>
            <source>"%1" is not the number of a case</source>
            <translation>„%1“ ist nicht die Nummer eines Falls</translation>
        </message>
        <message>
            <source>Choose one of those that are offered, or type its number.</source>
            <translation>Einen der angebotenen wählen, oder seine Nummer tippen.</translation>
        </message>
        <message numerus="yes">
            <source>and %n more</source>
            <translation>
                <numerusform>und %n weiterer</numerusform>
                <numerusform>und %n weitere</numerusform>
            </translation>
        </message>
        <message>
            <source>Cases: %1</source>
            <translation>Fälle: %1</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Rückgängig</translation>
        </message>
    </context>
    <context>
        <name>slipway::OfferField</name>
        <message>
            <source>Release %1 of %2, %3</source>
            <translation>Release %1 von %2, %3</translation>
        </message>
        <message>
            <source>Appliance %1 of %2 (%3), %4</source>
            <translation>Appliance %1 von %2 (%3), %4</translation>
        </message>
        <message>
            <source>Application %1</source>
            <translation>Anwendung %1</translation>
        </message>
        <message>
            <source>The arrow down shows what is likely</source>
            <translation>Pfeil nach unten zeigt, was naheliegt</translation>
        </message>
    </context>
    <context>
        <name>slipway::FileChip</name>
        <message>
            <source>waits</source>
            <translation>wartet</translation>
        </message>
        <message>
            <source>%1 %</source>
            <translation>%1 %</translation>
        </message>
        <message>
            <source>Again</source>
            <translation>Noch einmal</translation>
        </message>
        <message>
            <source>Attach %1 again</source>
            <translation>%1 noch einmal anhängen</translation>
        </message>
        <message>
            <source>Remove %1</source>
            <translation>%1 entfernen</translation>
        </message>
    </context>
    <context>
        <name>slipway::FileChips</name>
        <message>
            <source>Attached files</source>
            <translation>Angehängte Dateien</translation>
        </message>
    </context>
    <context>
        <name>slipway::ReplyFiles</name>
        <message>
            <source>Only files can be attached; pack a folder into one.</source>
            <translation>Nur Dateien lassen sich anhängen; einen Ordner in eine packen.</translation>
        </message>
        <message>
            <source>picture</source>
            <comment>name of a file</comment>
            <translation>bild</translation>
        </message>
        <message>
            <source>%1 can't be attached</source>
            <translation>%1 lässt sich nicht anhängen</translation>
        </message>
        <message>
            <source>It has changed since it was attached; attach it again.</source>
            <translation>Sie hat sich geändert, seit sie angehängt wurde; noch einmal anhängen.</translation>
        </message>
    </context>
    <context>
        <name>slipway::SortMenu</name>
        <message>
            <source>Sort by</source>
            <translation>Sortieren nach</translation>
        </message>
        <message>
            <source>Ascending</source>
            <translation>Aufsteigend</translation>
        </message>
        <message>
            <source>Descending</source>
            <translation>Absteigend</translation>
        </message>
    </context>
    <context>
        <name>slipway::DesktopNotices</name>
        <message>
            <source>Show it</source>
            <translation>Zeigen</translation>
        </message>
    </context>
    <context>
        <name>slipway::Notifications</name>
        <message>
            <source>Acknowledge</source>
            <translation>Bestätigen</translation>
        </message>
        <message>
            <source>No program here plays Slipway's sound, only the bell is left, which many desktops keep silent. One of these does: %1.</source>
            <translation>Kein Programm hier spielt Slipways Ton; es bleibt nur der Signalton, den viele Arbeitsumgebungen stumm lassen. Eines von diesen spielt ihn: %1.</translation>
        </message>
        <message>
            <source>Acknowledged: nobody else is paged for case %1.</source>
            <translation>Bestätigt: Für Fall %1 wird niemand mehr gerufen.</translation>
        </message>
    </context>
</TS>
