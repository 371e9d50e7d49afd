<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About DumpDesk</source>
        <translation>Über DumpDesk</translation>
    </message>
    <message>
        <source>DumpDesk {0}</source>
        <translation>DumpDesk {0}</translation>
    </message>
    <message>
        <source>The icon of DumpDesk</source>
        <translation>Das Symbol von DumpDesk</translation>
    </message>
    <message>
        <source>Writes minidumps of running processes. Apache License 2.0.</source>
        <translation>Schreibt Minidumps laufender Prozesse. Apache-Lizenz 2.0.</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <source>Python</source>
        <translation>Python</translation>
    </message>
    <message>
        <source>Qt</source>
        <translation>Qt</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>List of dumps</source>
        <translation>Liste der Dumps</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Last dump by</source>
        <translation>Letzter Dump von</translation>
    </message>
    <message>
        <source>DbgHelp</source>
        <translation>DbgHelp</translation>
    </message>
</context>
<context>
    <name>AboutRow</name>
    <message>
        <source>Choose a row to see the callbacks about it.</source>
        <translation>Wählen Sie eine Zeile, um ihre Callbacks zu sehen.</translation>
    </message>
    <message>
        <source>Callbacks about the row that is chosen</source>
        <translation>Callbacks zur gewählten Zeile</translation>
    </message>
    <message>
        <source>What is asked about it, and what is answered, as a mask and in words.</source>
        <translation>Was zu ihr gefragt und was geantwortet wird, als Maske und in Worten.</translation>
    </message>
</context>
<context>
    <name>Appearance</name>
    <message>
        <source>As the &amp;system</source>
        <translation>Wie das &amp;System</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>&amp;High contrast</source>
        <translation>Hoher &amp;Kontrast</translation>
    </message>
</context>
<context>
    <name>AsPlanned</name>
    <message>
        <source>{0} as planned</source>
        <translation>{0} wie geplant</translation>
    </message>
    <message>
        <source>{0}, planned about {1}</source>
        <translation>{0}, geplant etwa {1}</translation>
    </message>
    <message>
        <source>{0}, planned {1}: {2}</source>
        <translation>{0}, geplant {1}: {2}</translation>
    </message>
    <message>
        <source>1 thread has ended</source>
        <translation>1 Thread ist beendet</translation>
    </message>
    <message>
        <source>{0} threads have ended</source>
        <translation>{0} Threads sind beendet</translation>
    </message>
    <message>
        <source>1 thread was started</source>
        <translation>1 Thread kam dazu</translation>
    </message>
    <message>
        <source>{0} threads were started</source>
        <translation>{0} Threads kamen dazu</translation>
    </message>
    <message>
        <source>{0} +{1}</source>
        <translation>{0} +{1}</translation>
    </message>
    <message>
        <source>{0} −{1}</source>
        <translation>{0} −{1}</translation>
    </message>
    <message>
        <source>not all of it could be read</source>
        <translation>nicht alles war lesbar</translation>
    </message>
</context>
<context>
    <name>CallbackList</name>
    <message>
        <source>Calls of the MiniDumpCallback and their answers</source>
        <translation>Aufrufe des MiniDumpCallback und seine Antworten</translation>
    </message>
    <message>
        <source>A line for each call: what is asked, about whom, and the answer.</source>
        <translation>Eine Zeile für jeden Aufruf: was gefragt wird, über wen, und die Antwort.</translation>
    </message>
    <message>
        <source>The calls that a dump will make appear here.</source>
        <translation>Hier erscheinen die Aufrufe, die ein Dump machen wird.</translation>
    </message>
    <message>
        <source>1 call</source>
        <translation>1 Aufruf</translation>
    </message>
    <message>
        <source>{0} calls</source>
        <translation>{0} Aufrufe</translation>
    </message>
    <message>
        <source>{0}, and {1} more</source>
        <translation>{0}, und {1} weitere</translation>
    </message>
</context>
<context>
    <name>ChangeRows</name>
    <message>
        <source>anonymous memory</source>
        <translation>anonymer Speicher</translation>
    </message>
    <message>
        <source>stacks</source>
        <translation>Stacks</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>the same</source>
        <translation>dasselbe</translation>
    </message>
    <message>
        <source>loaded</source>
        <translation>geladen</translation>
    </message>
</context>
<context>
    <name>ChoicePane</name>
    <message>
        <source>open a recipe</source>
        <translation>Rezept öffnen</translation>
    </message>
    <message>
        <source>keep the rules of a recipe</source>
        <translation>Regeln eines Rezepts behalten</translation>
    </message>
    <message>
        <source>reset the choice</source>
        <translation>Auswahl zurücksetzen</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>Flags</source>
        <translation>Flags</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>Extras</source>
        <translation>Beigaben</translation>
    </message>
    <message>
        <source>What will be done, and what the process is</source>
        <translation>Was getan wird, und was der Prozess ist</translation>
    </message>
    <message>
        <source>undo the recipe</source>
        <translation>Rezept rückgängig machen</translation>
    </message>
    <message>
        <source>change the flags</source>
        <translation>Flags ändern</translation>
    </message>
    <message>
        <source>include or leave out</source>
        <translation>aufnehmen oder auslassen</translation>
    </message>
</context>
<context>
    <name>ColumnMenu</name>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Reset columns</source>
        <translation>Spalten zurücksetzen</translation>
    </message>
    <message>
        <source>Column sets</source>
        <translation>Spaltensätze</translation>
    </message>
    <message>
        <source>Save these columns as …</source>
        <translation>Diese Spalten speichern als …</translation>
    </message>
    <message>
        <source>Name for these columns</source>
        <translation>Name für diese Spalten</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
</context>
<context>
    <name>ColumnSets</name>
    <message>
        <source>Overview</source>
        <translation>Übersicht</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>Last</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>Herkunft</translation>
    </message>
    <message>
        <source>Rights</source>
        <translation>Rechte</translation>
    </message>
</context>
<context>
    <name>CompareWindow</name>
    <message>
        <source>Compare again</source>
        <translation>Noch einmal vergleichen</translation>
    </message>
    <message>
        <source>Swap</source>
        <translation>Tauschen</translation>
    </message>
    <message>
        <source>Comparison - DumpDesk</source>
        <translation>Vergleich - DumpDesk</translation>
    </message>
    <message>
        <source>Before: {0}</source>
        <translation>Vorher: {0}</translation>
    </message>
    <message>
        <source>After: {0}</source>
        <translation>Nachher: {0}</translation>
    </message>
    <message>
        <source>Comparing …</source>
        <translation>Vergleicht …</translation>
    </message>
    <message>
        <source>What differs</source>
        <translation>Was sich unterscheidet</translation>
    </message>
    <message>
        <source>&amp;Memory</source>
        <translation>&amp;Speicher</translation>
    </message>
    <message>
        <source>&amp;Threads</source>
        <translation>&amp;Threads</translation>
    </message>
    <message>
        <source>M&amp;odules</source>
        <translation>M&amp;odule</translation>
    </message>
    <message>
        <source>&amp;Handles</source>
        <translation>&amp;Handles</translation>
    </message>
    <message>
        <source>the process {0} as it is now</source>
        <translation>der Prozess {0}, wie er jetzt ist</translation>
    </message>
    <message>
        <source>Nothing differs.</source>
        <translation>Nichts unterscheidet sich.</translation>
    </message>
    <message>
        <source>Not all could be compared: {0}</source>
        <translation>Nicht alles konnte verglichen werden: {0}</translation>
    </message>
    <message>
        <source>These are not the same process.</source>
        <translation>Das ist nicht derselbe Prozess.</translation>
    </message>
    <message>
        <source>The second look was {0} later.</source>
        <translation>Der zweite Blick war {0} später.</translation>
    </message>
    <message>
        <source>The second look was {0} earlier.</source>
        <translation>Der zweite Blick war {0} früher.</translation>
    </message>
    <message>
        <source>Memory in use: {0}, then {1}.</source>
        <translation>Benutzter Speicher: {0}, dann {1}.</translation>
    </message>
    <message>
        <source>1 thread did not move.</source>
        <translation>1 Thread bewegte sich nicht.</translation>
    </message>
    <message>
        <source>{0} threads did not move.</source>
        <translation>{0} Threads bewegten sich nicht.</translation>
    </message>
</context>
<context>
    <name>Comparing</name>
    <message>
        <source>They cannot be compared: {0}.</source>
        <translation>Sie können nicht verglichen werden: {0}.</translation>
    </message>
    <message>
        <source>what compares them has ended unexpectedly</source>
        <translation>was sie vergleicht, hat unerwartet geendet</translation>
    </message>
    <message>
        <source>See whether the files are complete and still there.</source>
        <translation>Sehen Sie nach, ob die Dateien vollständig und noch da sind.</translation>
    </message>
</context>
<context>
    <name>Contents</name>
    <message>
        <source>{0} to {1}, {2} bytes</source>
        <translation>{0} bis {1}, {2} Bytes</translation>
    </message>
    <message>
        <source>Version {0}</source>
        <translation>Version {0}</translation>
    </message>
    <message>
        <source>Symbol id {0}</source>
        <translation>Symbol-ID {0}</translation>
    </message>
    <message>
        <source>The file has been deleted.</source>
        <translation>Die Datei wurde gelöscht.</translation>
    </message>
    <message>
        <source>The file at that path is another one by now.</source>
        <translation>Unter diesem Pfad liegt inzwischen eine andere Datei.</translation>
    </message>
    <message>
        <source>State {0}, {1} s of processor time</source>
        <translation>Zustand {0}, {1} s Prozessorzeit</translation>
    </message>
    <message>
        <source>Stack from {0} to {1}</source>
        <translation>Stack von {0} bis {1}</translation>
    </message>
    <message>
        <source>The program asked for it not to be dumped.</source>
        <translation>Das Programm hat darum gebeten, dass dies nicht in Dumps gelangt.</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>nicht lesbar</translation>
    </message>
    <message>
        <source>the program keeps it out of dumps</source>
        <translation>das Programm hält es aus Dumps heraus</translation>
    </message>
    <message>
        <source>left out with its module</source>
        <translation>mit seinem Modul ausgelassen</translation>
    </message>
    <message>
        <source>holds nothing: never touched</source>
        <translation>leer: nie benutzt</translation>
    </message>
    <message>
        <source>not asked for by the flags</source>
        <translation>von den Flags nicht verlangt</translation>
    </message>
</context>
<context>
    <name>ContentsTab</name>
    <message>
        <source>Tree</source>
        <translation>Baum</translation>
    </message>
    <message>
        <source>Callbacks</source>
        <translation>Callbacks</translation>
    </message>
    <message>
        <source>Show what goes in as a tree to tick</source>
        <translation>Zeigt, was hineinkommt, als Baum zum Ankreuzen</translation>
    </message>
    <message>
        <source>Show all calls of the MiniDumpCallback</source>
        <translation>Zeigt alle Aufrufe des MiniDumpCallback</translation>
    </message>
</context>
<context>
    <name>CopiedCommand</name>
    <message>
        <source>Copied: {0}</source>
        <translation>Kopiert: {0}</translation>
    </message>
</context>
<context>
    <name>Core</name>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Modules</source>
        <translation>Module</translation>
    </message>
    <message>
        <source>Process and threads</source>
        <translation>Prozess und Threads</translation>
    </message>
    <message>
        <source>Privacy and size</source>
        <translation>Datenschutz und Größe</translation>
    </message>
    <message>
        <source>When memory cannot be read</source>
        <translation>Wenn Speicher nicht lesbar ist</translation>
    </message>
    <message>
        <source>Full memory</source>
        <translation>Ganzer Speicher</translation>
    </message>
    <message>
        <source>All memory of the process that can be read. The largest dump and the most complete one.</source>
        <translation>Aller lesbare Speicher des Prozesses. Der größte und vollständigste Dump.</translation>
    </message>
    <message>
        <source>All readable committed memory, as Memory64List at the end of the file.</source>
        <translation>Aller lesbare zugesicherte Speicher, als Memory64List am Ende der Datei.</translation>
    </message>
    <message>
        <source>All readable mappings except device memory. Pages never touched are not read: short runs of them become holes, the rest is left out.</source>
        <translation>Alle lesbaren Abbildungen außer Gerätespeicher. Nie benutzte Seiten werden nicht gelesen: Kurze Folgen davon werden Löcher, der Rest bleibt weg.</translation>
    </message>
    <message>
        <source>Private read-write memory</source>
        <translation>Privater Lese-Schreib-Speicher</translation>
    </message>
    <message>
        <source>Heaps and stacks, but no code and no mapped files: most of what a program computed.</source>
        <translation>Heaps und Stacks, aber weder Code noch abgebildete Dateien: das meiste, was ein Programm berechnet hat.</translation>
    </message>
    <message>
        <source>All committed private read-write regions.</source>
        <translation>Alle zugesicherten privaten Lese-Schreib-Bereiche.</translation>
    </message>
    <message>
        <source>Private writable mappings without a file: the heap, stacks and anonymous memory.</source>
        <translation>Private beschreibbare Abbildungen ohne Datei: Heap, Stacks und anonymer Speicher.</translation>
    </message>
    <message>
        <source>Private write-copy memory</source>
        <translation>Privater Write-Copy-Speicher</translation>
    </message>
    <message>
        <source>Pages of mapped files that belong to this process alone because it may write to them.</source>
        <translation>Seiten abgebildeter Dateien, die nur diesem Prozess gehören, weil er sie beschreiben darf.</translation>
    </message>
    <message>
        <source>Private PAGE_WRITECOPY regions.</source>
        <translation>Private PAGE_WRITECOPY-Bereiche.</translation>
    </message>
    <message>
        <source>Private writable mappings of files.</source>
        <translation>Private beschreibbare Abbildungen von Dateien.</translation>
    </message>
    <message>
        <source>Memory that stacks point to</source>
        <translation>Worauf Stacks zeigen</translation>
    </message>
    <message>
        <source>1 KiB around everything a stack points to: objects in use, without the whole heap.</source>
        <translation>1 KiB um alles, worauf ein Stack zeigt: benutzte Objekte ohne den ganzen Heap.</translation>
    </message>
    <message>
        <source>256 bytes before and 768 bytes from each pointer found on a stack.</source>
        <translation>256 Bytes vor und 768 Bytes ab jedem Zeiger, der auf einem Stack gefunden wird.</translation>
    </message>
    <message>
        <source>The same 256 + 768 bytes around each pointer from a stack into memory outside modules; 64 MiB at most.</source>
        <translation>Dieselben 256 + 768 Bytes um jeden Zeiger eines Stacks in Speicher außerhalb von Modulen; höchstens 64 MiB.</translation>
    </message>
    <message>
        <source>Data of modules</source>
        <translation>Daten der Module</translation>
    </message>
    <message>
        <source>Global and static variables of the program and its libraries.</source>
        <translation>Globale und statische Variablen des Programms und seiner Bibliotheken.</translation>
    </message>
    <message>
        <source>Writable sections of every module.</source>
        <translation>Beschreibbare Abschnitte jedes Moduls.</translation>
    </message>
    <message>
        <source>The writable segments of every module: .data, .bss and the offset tables.</source>
        <translation>Die beschreibbaren Segmente jedes Moduls: .data, .bss und die Offset-Tabellen.</translation>
    </message>
    <message>
        <source>Code of modules</source>
        <translation>Code der Module</translation>
    </message>
    <message>
        <source>The machine code in memory, to see patches and hooks. Seldom needed: debuggers take code from the original files.</source>
        <translation>Der Maschinencode im Speicher, um Patches und Hooks zu sehen. Selten nötig: Debugger nehmen den Code aus den Originaldateien.</translation>
    </message>
    <message>
        <source>Executable sections of every module.</source>
        <translation>Ausführbare Abschnitte jedes Moduls.</translation>
    </message>
    <message>
        <source>The executable segments of every module, as far as they are in memory.</source>
        <translation>Die ausführbaren Segmente jedes Moduls, soweit sie im Speicher sind.</translation>
    </message>
    <message>
        <source>Headers of modules</source>
        <translation>Kopfdaten der Module</translation>
    </message>
    <message>
        <source>The headers and unwind tables in memory: lets a debugger walk stacks without the files.</source>
        <translation>Kopfdaten und Unwind-Tabellen im Speicher: Damit kann ein Debugger Stacks ohne die Dateien durchlaufen.</translation>
    </message>
    <message>
        <source>PE headers and the bytes of each data directory.</source>
        <translation>PE-Kopfdaten und die Bytes jedes Datenverzeichnisses.</translation>
    </message>
    <message>
        <source>ELF and program headers, dynamic section, notes and unwind index of each module.</source>
        <translation>ELF- und Programmköpfe, dynamischer Abschnitt, Notes und Unwind-Index jedes Moduls.</translation>
    </message>
    <message>
        <source>Unloaded modules</source>
        <translation>Entladene Module</translation>
    </message>
    <message>
        <source>Names of modules that are no longer there.</source>
        <translation>Namen von Modulen, die nicht mehr da sind.</translation>
    </message>
    <message>
        <source>The list the system keeps of modules unloaded earlier.</source>
        <translation>Die Liste früher entladener Module, die das System führt.</translation>
    </message>
    <message>
        <source>Modules whose file has been deleted (an update replaced them).</source>
        <translation>Module, deren Datei gelöscht wurde (ein Update hat sie ersetzt).</translation>
    </message>
    <message>
        <source>Find modules in use</source>
        <translation>Benutzte Module finden</translation>
    </message>
    <message>
        <source>Looks through the stacks for pointers into modules; a filter can then leave out modules that no stack refers to. Adds no bytes by itself.</source>
        <translation>Durchsucht die Stacks nach Zeigern in Module; ein Filter kann dann Module auslassen, auf die kein Stack verweist. Fügt selbst keine Bytes hinzu.</translation>
    </message>
    <message>
        <source>Sets ModuleReferencedByMemory for the module callback.</source>
        <translation>Setzt ModuleReferencedByMemory für den Modul-Callback.</translation>
    </message>
    <message>
        <source>The same: sets ModuleReferencedByMemory for the module callback; adds nothing.</source>
        <translation>Dasselbe: setzt ModuleReferencedByMemory für den Modul-Callback; fügt nichts hinzu.</translation>
    </message>
    <message>
        <source>Handles</source>
        <translation>Handles</translation>
    </message>
    <message>
        <source>Open files, sockets, pipes and other objects of the process, with their names.</source>
        <translation>Offene Dateien, Sockets, Pipes und andere Objekte des Prozesses mit ihren Namen.</translation>
    </message>
    <message>
        <source>The HandleData stream: handle, type, name, access, counts.</source>
        <translation>Der Stream HandleData: Handle, Typ, Name, Zugriff, Zähler.</translation>
    </message>
    <message>
        <source>Open descriptors: number, type, name, mode and open flags.</source>
        <translation>Offene Deskriptoren: Nummer, Typ, Name, Modus und Öffnungsflags.</translation>
    </message>
    <message>
        <source>Thread times</source>
        <translation>Thread-Zeiten</translation>
    </message>
    <message>
        <source>Start time, processor time and affinity of each thread: shows which one was busy.</source>
        <translation>Startzeit, Prozessorzeit und Affinität jedes Threads: zeigt, welcher beschäftigt war.</translation>
    </message>
    <message>
        <source>The ThreadInfoList stream.</source>
        <translation>Der Stream ThreadInfoList.</translation>
    </message>
    <message>
        <source>The ThreadInfoList stream, from /proc; the start address is not known.</source>
        <translation>Der Stream ThreadInfoList, aus /proc; die Startadresse ist nicht bekannt.</translation>
    </message>
    <message>
        <source>Process and thread data</source>
        <translation>Prozess- und Thread-Daten</translation>
    </message>
    <message>
        <source>Command line, environment and thread-local data. The environment often holds passwords.</source>
        <translation>Befehlszeile, Umgebung und threadlokale Daten. Die Umgebung enthält oft Kennwörter.</translation>
    </message>
    <message>
        <source>Arguments and environment (memory and LinuxEnviron stream), thread control blocks, vdso.</source>
        <translation>Argumente und Umgebung (Speicher und Stream LinuxEnviron), Thread-Kontrollblöcke, vdso.</translation>
    </message>
    <message>
        <source>Memory map</source>
        <translation>Speicherkarte</translation>
    </message>
    <message>
        <source>The list of all memory regions with protection and type, without their contents.</source>
        <translation>Die Liste aller Speicherbereiche mit Schutz und Typ, ohne ihren Inhalt.</translation>
    </message>
    <message>
        <source>The MemoryInfoList stream with every region, free ones too.</source>
        <translation>Der Stream MemoryInfoList mit jedem Bereich, auch den freien.</translation>
    </message>
    <message>
        <source>The MemoryInfoList stream with every mapping and the free gaps.</source>
        <translation>Der Stream MemoryInfoList mit jeder Abbildung und den freien Lücken.</translation>
    </message>
    <message>
        <source>Security information</source>
        <translation>Sicherheitsinformationen</translation>
    </message>
    <message>
        <source>Whose process it is and what it is allowed to do.</source>
        <translation>Wem der Prozess gehört und was er darf.</translation>
    </message>
    <message>
        <source>The Token stream.</source>
        <translation>Der Stream Token.</translation>
    </message>
    <message>
        <source>User, group, capability and seccomp lines of LinuxProcStatus, left out otherwise. There is no Token stream.</source>
        <translation>Zeilen zu Benutzer, Gruppe, Capabilities und seccomp in LinuxProcStatus, die sonst fehlen. Einen Stream Token gibt es nicht.</translation>
    </message>
    <message>
        <source>AVX registers</source>
        <translation>AVX-Register</translation>
    </message>
    <message>
        <source>The wide vector registers of each thread. About 1 to 3 KiB a thread.</source>
        <translation>Die breiten Vektorregister jedes Threads. Etwa 1 bis 3 KiB je Thread.</translation>
    </message>
    <message>
        <source>Thread contexts extended by the XSAVE area.</source>
        <translation>Thread-Kontexte, um den XSAVE-Bereich erweitert.</translation>
    </message>
    <message>
        <source>Full auxiliary state</source>
        <translation>Ganzer Hilfszustand</translation>
    </message>
    <message>
        <source>Everything that runtime helpers know, for .NET on Windows; system state on Linux.</source>
        <translation>Alles, was Laufzeithelfer wissen: bei .NET unter Windows; Systemzustand unter Linux.</translation>
    </message>
    <message>
        <source>Asks auxiliary providers for all their state.</source>
        <translation>Fragt Hilfsanbieter nach ihrem ganzen Zustand.</translation>
    </message>
    <message>
        <source>Adds smaps_rollup, cgroup and mountinfo of the process as streams.</source>
        <translation>Fügt smaps_rollup, cgroup und mountinfo des Prozesses als Streams hinzu.</translation>
    </message>
    <message>
        <source>No auxiliary state</source>
        <translation>Kein Hilfszustand</translation>
    </message>
    <message>
        <source>Keeps runtime helpers (such as .NET&apos;s) from adding data of theirs.</source>
        <translation>Hält Laufzeithelfer (etwa die von .NET) davon ab, eigene Daten hinzuzufügen.</translation>
    </message>
    <message>
        <source>Turns auxiliary data providers off.</source>
        <translation>Schaltet Hilfsdatenanbieter ab.</translation>
    </message>
    <message>
        <source>No effect: there are no auxiliary providers. Recorded in the file.</source>
        <translation>Ohne Wirkung: Es gibt keine Hilfsanbieter. Wird in der Datei vermerkt.</translation>
    </message>
    <message>
        <source>Processor trace</source>
        <translation>Prozessorspur</translation>
    </message>
    <message>
        <source>The recorded Intel Processor Trace, where recording was switched on before.</source>
        <translation>Die aufgezeichnete Intel-Prozessorspur (PT), wenn die Aufzeichnung zuvor eingeschaltet wurde.</translation>
    </message>
    <message>
        <source>The IptTrace stream, if tracing is on.</source>
        <translation>Der Stream IptTrace, wenn die Aufzeichnung läuft.</translation>
    </message>
    <message>
        <source>No effect: Linux keeps no such trace of a process. Recorded in the file.</source>
        <translation>Ohne Wirkung: Linux führt keine solche Spur eines Prozesses. Wird in der Datei vermerkt.</translation>
    </message>
    <message>
        <source>Clean stacks</source>
        <translation>Stacks bereinigen</translation>
    </message>
    <message>
        <source>Blanks everything on the stacks that is not needed to walk them.</source>
        <translation>Leert auf den Stacks alles, was man nicht braucht, um sie zu durchlaufen.</translation>
    </message>
    <message>
        <source>Documented to zero such stack words; not observed to do so.</source>
        <translation>Soll laut Dokumentation solche Stackwörter nullen; beobachtet wurde das nicht.</translation>
    </message>
    <message>
        <source>Zeroes stack words that are neither small numbers nor pointers into that stack or into code.</source>
        <translation>Nullt Stackwörter, die weder kleine Zahlen noch Zeiger in diesen Stack oder in Code sind.</translation>
    </message>
    <message>
        <source>Names without folders</source>
        <translation>Namen ohne Ordner</translation>
    </message>
    <message>
        <source>Stores file names only: folders often hold the name of a user or a customer.</source>
        <translation>Speichert nur Dateinamen: Ordner enthalten oft den Namen eines Benutzers oder Kunden.</translation>
    </message>
    <message>
        <source>Module names without directory.</source>
        <translation>Modulnamen ohne Verzeichnis.</translation>
    </message>
    <message>
        <source>Module names, maps and handle names without directory; no command line, no environment.</source>
        <translation>Modulnamen, Speicherkarten und Handle-Namen ohne Verzeichnis; keine Befehlszeile, keine Umgebung.</translation>
    </message>
    <message>
        <source>Triage</source>
        <translation>Triage</translation>
    </message>
    <message>
        <source>The least that shows where a program is: cleaned stacks, no folders, no environment.</source>
        <translation>Das Mindeste, das zeigt, wo ein Programm steht: bereinigte Stacks, keine Ordner, keine Umgebung.</translation>
    </message>
    <message>
        <source>Stack words that are no pointers into modules or that stack become 0xAA bytes; implies names without folders.</source>
        <translation>Stackwörter, die keine Zeiger in Module oder diesen Stack sind, werden zu 0xAA-Bytes; schließt Namen ohne Ordner ein.</translation>
    </message>
    <message>
        <source>The same; also drops arguments and environment.</source>
        <translation>Dasselbe; lässt außerdem Argumente und Umgebung weg.</translation>
    </message>
    <message>
        <source>No optional memory</source>
        <translation>Kein optionaler Speicher</translation>
    </message>
    <message>
        <source>Takes out full memory, private memory and memory that stacks point to, whatever else is ticked.</source>
        <translation>Nimmt ganzen Speicher, privaten Speicher und Speicher, auf den Stacks zeigen, heraus, was immer sonst angekreuzt ist.</translation>
    </message>
    <message>
        <source>Removes five flags from the request, full memory among them.</source>
        <translation>Entfernt fünf Flags aus dem Auftrag, darunter den ganzen Speicher.</translation>
    </message>
    <message>
        <source>Removes the same five flags.</source>
        <translation>Entfernt dieselben fünf Flags.</translation>
    </message>
    <message>
        <source>No write-combined memory</source>
        <translation>Kein Write-Combined-Speicher</translation>
    </message>
    <message>
        <source>Leaves out memory shared with a graphics card, which is slow to read.</source>
        <translation>Lässt mit einer Grafikkarte geteilten Speicher aus, der langsam zu lesen ist.</translation>
    </message>
    <message>
        <source>Leaves out PAGE_WRITECOMBINE regions.</source>
        <translation>Lässt PAGE_WRITECOMBINE-Bereiche aus.</translation>
    </message>
    <message>
        <source>Leaves out mappings of device files under /dev (shared memory stays).</source>
        <translation>Lässt Abbildungen von Gerätedateien unter /dev aus (gemeinsamer Speicher bleibt).</translation>
    </message>
    <message>
        <source>Go on when memory cannot be read</source>
        <translation>Bei unlesbarem Speicher weitermachen</translation>
    </message>
    <message>
        <source>Leaves unreadable memory out and says so, instead of failing the full dump.</source>
        <translation>Lässt unlesbaren Speicher aus und sagt es, statt den ganzen Dump scheitern zu lassen.</translation>
    </message>
    <message>
        <source>With full memory, unreadable regions do not fail the dump.</source>
        <translation>Bei ganzem Speicher lassen unlesbare Bereiche den Dump nicht scheitern.</translation>
    </message>
    <message>
        <source>With full memory, unreadable pages are left out and listed; without it the dump fails.</source>
        <translation>Bei ganzem Speicher werden unlesbare Seiten ausgelassen und aufgeführt; ohne dieses Flag scheitert der Dump.</translation>
    </message>
    <message>
        <source>Try page by page</source>
        <translation>Seite für Seite versuchen</translation>
    </message>
    <message>
        <source>Saves what can be read of a region that cannot be read as a whole.</source>
        <translation>Rettet, was von einem nicht ganz lesbaren Bereich zu lesen ist.</translation>
    </message>
    <message>
        <source>With full memory, tries partly unreadable regions page by page.</source>
        <translation>Versucht bei ganzem Speicher teils unlesbare Bereiche Seite für Seite.</translation>
    </message>
    <message>
        <source>No effect: unreadable memory is always found page by page. Recorded in the file.</source>
        <translation>Ohne Wirkung: Unlesbarer Speicher wird immer Seite für Seite gefunden. Wird in der Datei vermerkt.</translation>
    </message>
    <message>
        <source>Support default</source>
        <translation>Standard für Support</translation>
    </message>
    <message>
        <source>Stacks, global variables, handles, thread times and the memory map: small, and enough for most questions.</source>
        <translation>Stacks, globale Variablen, Handles, Thread-Zeiten und die Speicherkarte: klein, und genug für die meisten Fragen.</translation>
    </message>
    <message>
        <source>Small, and enough for most questions</source>
        <translation>Reicht für die meisten Fragen</translation>
    </message>
    <message>
        <source>Stacks only</source>
        <translation>Nur Stacks</translation>
    </message>
    <message>
        <source>Where every thread is, and nothing else.</source>
        <translation>Wo jeder Thread steht, und sonst nichts.</translation>
    </message>
    <message>
        <source>Visual Studio, without heap</source>
        <translation>Visual Studio, ohne Heap</translation>
    </message>
    <message>
        <source>Where every thread is, and nothing else</source>
        <translation>Nur wo jeder Thread steht</translation>
    </message>
    <message>
        <source>Private memory</source>
        <translation>Privater Speicher</translation>
    </message>
    <message>
        <source>The support default with all heaps: what the program itself has computed.</source>
        <translation>Der Standard für Support mit allen Heaps: was das Programm selbst berechnet hat.</translation>
    </message>
    <message>
        <source>createdump&apos;s heap dump, made tolerant</source>
        <translation>dem Heap-Dump von createdump, tolerant gemacht</translation>
    </message>
    <message>
        <source>All that the program itself has computed</source>
        <translation>Alles selbst Berechnete</translation>
    </message>
    <message>
        <source>Task Manager</source>
        <translation>Task-Manager</translation>
    </message>
    <message>
        <source>Full memory as Windows Task Manager writes it.</source>
        <translation>Ganzer Speicher, wie der Task-Manager von Windows ihn schreibt.</translation>
    </message>
    <message>
        <source>Task Manager; System Informer&apos;s Normal</source>
        <translation>dem Task-Manager; „Normal“ in System Informer</translation>
    </message>
    <message>
        <source>Full memory, as Task Manager writes it</source>
        <translation>Aller Speicher wie Task-Manager</translation>
    </message>
    <message>
        <source>WinDbg /mA</source>
        <translation>WinDbg /mA</translation>
    </message>
    <message>
        <source>Full memory as WinDbg&apos;s .dump /mA writes it.</source>
        <translation>Ganzer Speicher, wie .dump /mA von WinDbg ihn schreibt.</translation>
    </message>
    <message>
        <source>WinDbg .dump /mA</source>
        <translation>WinDbg .dump /mA</translation>
    </message>
    <message>
        <source>Full memory, as WinDbg writes it</source>
        <translation>Aller Speicher wie WinDbg</translation>
    </message>
    <message>
        <source>ProcDump -mm</source>
        <translation>ProcDump -mm</translation>
    </message>
    <message>
        <source>What ProcDump writes when asked for nothing.</source>
        <translation>Was ProcDump schreibt, wenn man nichts verlangt.</translation>
    </message>
    <message>
        <source>What ProcDump writes by default</source>
        <translation>Was ProcDump von sich aus schreibt</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>Datenschutz</translation>
    </message>
    <message>
        <source>The least that shows where the program is: cleaned stacks, no folders, no environment.</source>
        <translation>Das Mindeste, das zeigt, wo das Programm steht: bereinigte Stacks, keine Ordner, keine Umgebung.</translation>
    </message>
    <message>
        <source>dotnet-dump&apos;s triage dump</source>
        <translation>dem Triage-Dump von dotnet-dump</translation>
    </message>
    <message>
        <source>The least that shows where the program is</source>
        <translation>Nur wo das Programm steht</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>All memory and every stream there is. Nothing is filtered.</source>
        <translation>Aller Speicher und jeder Stream, den es gibt. Nichts wird gefiltert.</translation>
    </message>
    <message>
        <source>All memory and every stream there is</source>
        <translation>Aller Speicher und jeder Stream</translation>
    </message>
    <message>
        <source>This is a thread of the kernel: it has no memory of its own.</source>
        <translation>Dies ist ein Thread des Kernels: Er hat keinen eigenen Speicher.</translation>
    </message>
    <message>
        <source>Choose a process that runs a program.</source>
        <translation>Wählen Sie einen Prozess, der ein Programm ausführt.</translation>
    </message>
    <message>
        <source>It has ended; only its exit code waits for its parent, process {ppid}.</source>
        <translation>Er ist beendet; nur sein Exitcode wartet noch auf seinen Elternprozess {ppid}.</translation>
    </message>
    <message>
        <source>Its memory is gone. Start it again and dump it while it runs.</source>
        <translation>Sein Speicher ist weg. Starten Sie ihn neu und erstellen Sie den Dump, solange er läuft.</translation>
    </message>
    <message>
        <source>It is being traced by {tracer_name} (PID {tracer}), and a process has one tracer only.</source>
        <translation>Er wird von {tracer_name} (PID {tracer}) verfolgt, und ein Prozess hat nur einen Verfolger.</translation>
    </message>
    <message>
        <source>Detach or end {tracer_name} first, or dump from inside it.</source>
        <translation>Lösen oder beenden Sie zuerst {tracer_name}, oder erstellen Sie den Dump von dort aus.</translation>
    </message>
    <message>
        <source>It is a {bits}-bit process and this DumpDesk is a 32-bit one.</source>
        <translation>Es ist ein {bits}-Bit-Prozess, und dieses DumpDesk ist eines mit 32 Bit.</translation>
    </message>
    <message>
        <source>Use the 64-bit DumpDesk.</source>
        <translation>Verwenden Sie das 64-Bit-DumpDesk.</translation>
    </message>
    <message>
        <source>This system forbids looking into any process (kernel.yama.ptrace_scope is 3).</source>
        <translation>Dieses System verbietet den Blick in jeden Prozess (kernel.yama.ptrace_scope ist 3).</translation>
    </message>
    <message>
        <source>An administrator has to lower it in /etc/sysctl.d and restart the machine.</source>
        <translation>Ein Administrator muss den Wert in /etc/sysctl.d senken und den Rechner neu starten.</translation>
    </message>
    <message>
        <source>The system protects it even from root: a security policy, or it is outside our container.</source>
        <translation>Das System schützt ihn sogar vor root: durch eine Sicherheitsrichtlinie, oder er liegt außerhalb unseres Containers.</translation>
    </message>
    <message>
        <source>Dump it from the host, outside the container.</source>
        <translation>Erstellen Sie den Dump auf dem Host, außerhalb des Containers.</translation>
    </message>
    <message>
        <source>It belongs to the user nobody.</source>
        <translation>Er gehört dem Benutzer nobody.</translation>
    </message>
    <message>
        <source>An administrator can look into it, and dump it.</source>
        <translation>Ein Administrator kann hineinsehen und einen Dump schreiben.</translation>
    </message>
    <message>
        <source>It belongs to {user}.</source>
        <translation>Er gehört {user}.</translation>
    </message>
    <message>
        <source>It is yours, but keeps others out: it has more rights than you, or asked for that.</source>
        <translation>Er gehört Ihnen, hält aber andere fern: Er hat mehr Rechte als Sie, oder hat das verlangt.</translation>
    </message>
    <message>
        <source>Only an administrator may look into processes here (kernel.yama.ptrace_scope is 2).</source>
        <translation>Nur ein Administrator darf hier in Prozesse sehen (kernel.yama.ptrace_scope ist 2).</translation>
    </message>
    <message>
        <source>This system lets only a parent look into a process (kernel.yama.ptrace_scope is 1).</source>
        <translation>Auf diesem System darf nur ein Elternprozess in einen Prozess sehen (kernel.yama.ptrace_scope ist 1).</translation>
    </message>
    <message>
        <source>This is DumpDesk itself: it stands still while it is being dumped.</source>
        <translation>Dies ist DumpDesk selbst: Es steht still, während sein Dump geschrieben wird.</translation>
    </message>
    <message>
        <source>It runs in a container, where its process id is {inner_pid}.</source>
        <translation>Er läuft in einem Container, wo seine Prozess-ID {inner_pid} ist.</translation>
    </message>
    <message>
        <source>This is a part of the kernel: it has no memory of its own.</source>
        <translation>Das ist ein Teil des Kernels: Er hat keinen eigenen Speicher.</translation>
    </message>
    <message>
        <source>It has ended; other programs still hold it open.</source>
        <translation>Er ist beendet; andere Programme halten ihn noch offen.</translation>
    </message>
    <message>
        <source>Windows protects this process ({protection}) even from administrators.</source>
        <translation>Windows schützt diesen Prozess ({protection}) auch vor Administratoren.</translation>
    </message>
    <message>
        <source>Ask its maker for a way to dump it; else a kernel debugger is needed.</source>
        <translation>Fragen Sie den Hersteller, wie er sich speichern lässt; sonst ist ein Kernel-Debugger nötig.</translation>
    </message>
    <message>
        <source>Windows protects this process even from administrators.</source>
        <translation>Windows schützt diesen Prozess sogar vor Administratoren.</translation>
    </message>
    <message>
        <source>Choose another process; for this one a kernel debugger is needed.</source>
        <translation>Wählen Sie einen anderen Prozess; für diesen braucht man einen Kernel-Debugger.</translation>
    </message>
    <message>
        <source>It belongs to another user or runs with more rights.</source>
        <translation>Er gehört einem anderen Benutzer oder läuft mit mehr Rechten.</translation>
    </message>
    <message>
        <source>no crash</source>
        <translation>kein Absturz</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>nicht lesbar</translation>
    </message>
    <message>
        <source>No crash: taken while running</source>
        <translation>Kein Absturz: im Lauf gemacht</translation>
    </message>
    <message>
        <source>Not known: the file is damaged</source>
        <translation>Nicht bekannt: Die Datei ist beschädigt</translation>
    </message>
    <message>
        <source>Perhaps a crash: thread {0} stands in a signal handler</source>
        <translation>Vielleicht ein Absturz: Thread {0} steht in einem Signal-Handler</translation>
    </message>
    <message>
        <source>SIG{0}, assertion failed: {1}</source>
        <translation>SIG{0}, Zusicherung verletzt: {1}</translation>
    </message>
    <message>
        <source>SIG{0}, assertion failed</source>
        <translation>SIG{0}, Zusicherung verletzt</translation>
    </message>
    <message>
        <source>SIG{0}, uncaught C++ exception</source>
        <translation>SIG{0}, nicht gefangene C++-Ausnahme</translation>
    </message>
    <message>
        <source>SIG{0}, uncaught C++ exception {1}</source>
        <translation>SIG{0}, nicht gefangene C++-Ausnahme {1}</translation>
    </message>
    <message>
        <source>SIG{0}, ended by std::terminate</source>
        <translation>SIG{0}, durch std::terminate beendet</translation>
    </message>
    <message>
        <source>SIG{0}, raised by the program itself: {1}</source>
        <translation>SIG{0}, vom Programm selbst ausgelöst: {1}</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>waiting for a lock</source>
        <translation>wartet auf eine Sperre</translation>
    </message>
    <message>
        <source>waiting to be woken (condition, semaphore or event)</source>
        <translation>wartet darauf, geweckt zu werden (Bedingung, Semaphor oder Ereignis)</translation>
    </message>
    <message>
        <source>waiting for a thread to end</source>
        <translation>wartet auf das Ende eines Threads</translation>
    </message>
    <message>
        <source>waiting until something can be read or written</source>
        <translation>wartet, bis etwas gelesen oder geschrieben werden kann</translation>
    </message>
    <message>
        <source>waiting to read</source>
        <translation>wartet auf Lesbares</translation>
    </message>
    <message>
        <source>waiting to write</source>
        <translation>wartet auf das Schreiben</translation>
    </message>
    <message>
        <source>waiting for a connection</source>
        <translation>wartet auf eine Verbindung</translation>
    </message>
    <message>
        <source>sleeping for a time</source>
        <translation>schläft eine Zeit lang</translation>
    </message>
    <message>
        <source>waiting for a signal</source>
        <translation>wartet auf ein Signal</translation>
    </message>
    <message>
        <source>waiting for a child process</source>
        <translation>wartet auf einen Kindprozess</translation>
    </message>
    <message>
        <source>waiting for a message to its window</source>
        <translation>wartet auf eine Nachricht an sein Fenster</translation>
    </message>
    <message>
        <source>waiting for work (thread pool)</source>
        <translation>wartet auf Arbeit (Thread-Pool)</translation>
    </message>
    <message>
        <source>in a system call</source>
        <translation>in einem Systemaufruf</translation>
    </message>
    <message>
        <source>not looked at, as others took too long</source>
        <translation>nicht angesehen, da andere zu lange dauerten</translation>
    </message>
    <message>
        <source>not known, as its registers or its code are not</source>
        <translation>nicht bekannt, da ihre Register oder ihr Code es nicht sind</translation>
    </message>
    <message>
        <source>The program ended itself on a fatal error</source>
        <translation>Das Programm beendete sich wegen eines schweren Fehlers</translation>
    </message>
    <message>
        <source>Single step of 32-bit code</source>
        <translation>Einzelschritt von 32-Bit-Code</translation>
    </message>
    <message>
        <source>Breakpoint of 32-bit code</source>
        <translation>Haltepunkt von 32-Bit-Code</translation>
    </message>
    <message>
        <source>Ctrl+C</source>
        <translation>Strg+C</translation>
    </message>
    <message>
        <source>Text for a debugger</source>
        <translation>Text für einen Debugger</translation>
    </message>
    <message>
        <source>A thread was given a name</source>
        <translation>Ein Thread bekam einen Namen</translation>
    </message>
    <message>
        <source>Dump without a crash, asked for by the program</source>
        <translation>Dump ohne Absturz, vom Programm selbst verlangt</translation>
    </message>
    <message>
        <source>Delphi exception</source>
        <translation>Delphi-Ausnahme</translation>
    </message>
    <message>
        <source>Guard page touched</source>
        <translation>Wächterseite berührt</translation>
    </message>
    <message>
        <source>Data not aligned</source>
        <translation>Daten nicht ausgerichtet</translation>
    </message>
    <message>
        <source>Breakpoint</source>
        <translation>Haltepunkt</translation>
    </message>
    <message>
        <source>Single step</source>
        <translation>Einzelschritt</translation>
    </message>
    <message>
        <source>Long jump</source>
        <translation>Weiter Sprung (longjmp)</translation>
    </message>
    <message>
        <source>Invalid handle</source>
        <translation>Ungültiges Handle</translation>
    </message>
    <message>
        <source>Invalid parameter given to the C runtime</source>
        <translation>Ungültiger Parameter für die C-Laufzeit</translation>
    </message>
    <message>
        <source>Out of memory</source>
        <translation>Speicher erschöpft</translation>
    </message>
    <message>
        <source>Illegal instruction</source>
        <translation>Ungültiger Befehl</translation>
    </message>
    <message>
        <source>Continued after an exception that cannot be continued</source>
        <translation>Nach einer Ausnahme fortgesetzt, die das nicht erlaubt</translation>
    </message>
    <message>
        <source>Invalid disposition of an exception handler</source>
        <translation>Ungültige Antwort einer Ausnahmebehandlung</translation>
    </message>
    <message>
        <source>Array index out of bounds</source>
        <translation>Feldindex außerhalb der Grenzen</translation>
    </message>
    <message>
        <source>Floating-point operand denormal</source>
        <translation>Gleitkomma-Operand denormal</translation>
    </message>
    <message>
        <source>Floating-point division by zero</source>
        <translation>Gleitkomma-Division durch null</translation>
    </message>
    <message>
        <source>Floating-point result inexact</source>
        <translation>Gleitkomma-Ergebnis ungenau</translation>
    </message>
    <message>
        <source>Invalid floating-point operation</source>
        <translation>Ungültige Gleitkomma-Operation</translation>
    </message>
    <message>
        <source>Floating-point overflow</source>
        <translation>Gleitkomma-Überlauf</translation>
    </message>
    <message>
        <source>Floating-point stack check</source>
        <translation>Gleitkomma-Stapelprüfung</translation>
    </message>
    <message>
        <source>Floating-point underflow</source>
        <translation>Gleitkomma-Unterlauf</translation>
    </message>
    <message>
        <source>Integer division by zero</source>
        <translation>Ganzzahl-Division durch null</translation>
    </message>
    <message>
        <source>Integer overflow</source>
        <translation>Ganzzahl-Überlauf</translation>
    </message>
    <message>
        <source>Privileged instruction</source>
        <translation>Privilegierter Befehl</translation>
    </message>
    <message>
        <source>Stack overflow</source>
        <translation>Stapelüberlauf</translation>
    </message>
    <message>
        <source>A DLL was not found</source>
        <translation>Eine DLL wurde nicht gefunden</translation>
    </message>
    <message>
        <source>A function was not found in a DLL</source>
        <translation>Eine Funktion wurde in einer DLL nicht gefunden</translation>
    </message>
    <message>
        <source>Ended by Ctrl+C</source>
        <translation>Mit Strg+C beendet</translation>
    </message>
    <message>
        <source>A DLL failed to start</source>
        <translation>Eine DLL konnte nicht starten</translation>
    </message>
    <message>
        <source>Possible deadlock</source>
        <translation>Mögliche Verklemmung</translation>
    </message>
    <message>
        <source>A lock was released by another than its owner</source>
        <translation>Eine Sperre wurde von jemand anderem als ihrem Besitzer freigegeben</translation>
    </message>
    <message>
        <source>Floating-point faults</source>
        <translation>Gleitkomma-Fehler</translation>
    </message>
    <message>
        <source>Floating-point traps</source>
        <translation>Gleitkomma-Fallen</translation>
    </message>
    <message>
        <source>Heap corruption</source>
        <translation>Heap beschädigt</translation>
    </message>
    <message>
        <source>Exception in a callback from the kernel</source>
        <translation>Ausnahme in einem Rückruf des Kernels</translation>
    </message>
    <message>
        <source>Assertion failed</source>
        <translation>Zusicherung verletzt</translation>
    </message>
    <message>
        <source>The program ended itself at once (fail fast)</source>
        <translation>Das Programm beendete sich sofort (Fail Fast)</translation>
    </message>
    <message>
        <source>Activation context released out of order</source>
        <translation>Aktivierungskontext in falscher Reihenfolge freigegeben</translation>
    </message>
    <message>
        <source>A DLL to be loaded late was not found</source>
        <translation>Eine verzögert zu ladende DLL wurde nicht gefunden</translation>
    </message>
    <message>
        <source>A function of a DLL to be loaded late was not found</source>
        <translation>Eine Funktion einer verzögert zu ladenden DLL wurde nicht gefunden</translation>
    </message>
    <message>
        <source>The program hung: it did not answer to its window</source>
        <translation>Das Programm hing: Es antwortete seinem Fenster nicht</translation>
    </message>
    <message>
        <source>The program ended itself on purpose (0xe0000001)</source>
        <translation>Das Programm beendete sich mit Absicht (0xe0000001)</translation>
    </message>
    <message>
        <source>Out of memory, as the program told</source>
        <translation>Speicher erschöpft, wie das Programm sagte</translation>
    </message>
    <message>
        <source>stack buffer overrun</source>
        <translation>Pufferüberlauf auf dem Stapel</translation>
    </message>
    <message>
        <source>virtual function table damaged</source>
        <translation>Tabelle virtueller Funktionen beschädigt</translation>
    </message>
    <message>
        <source>linked list damaged</source>
        <translation>verkettete Liste beschädigt</translation>
    </message>
    <message>
        <source>stack pointer outside the stack</source>
        <translation>Stapelzeiger außerhalb des Stapels</translation>
    </message>
    <message>
        <source>invalid argument</source>
        <translation>ungültiges Argument</translation>
    </message>
    <message>
        <source>stack cookie not set up</source>
        <translation>Stapel-Cookie nicht eingerichtet</translation>
    </message>
    <message>
        <source>the program called abort or ended itself</source>
        <translation>das Programm rief abort auf oder beendete sich</translation>
    </message>
    <message>
        <source>index out of range</source>
        <translation>Index außerhalb des Bereichs</translation>
    </message>
    <message>
        <source>unsafe access to the registry</source>
        <translation>unsicherer Zugriff auf die Registrierung</translation>
    </message>
    <message>
        <source>call to an address that is no function (control flow guard)</source>
        <translation>Aufruf einer Adresse, die keine Funktion ist (Control Flow Guard)</translation>
    </message>
    <message>
        <source>write to an address that is guarded</source>
        <translation>Schreiben an eine geschützte Adresse</translation>
    </message>
    <message>
        <source>invalid switch of fibers</source>
        <translation>ungültiger Wechsel von Fibers</translation>
    </message>
    <message>
        <source>invalid set of registers</source>
        <translation>ungültiger Satz von Registern</translation>
    </message>
    <message>
        <source>invalid reference count</source>
        <translation>ungültiger Referenzzähler</translation>
    </message>
    <message>
        <source>invalid jump buffer</source>
        <translation>ungültiger Sprungpuffer</translation>
    </message>
    <message>
        <source>read-only data changed</source>
        <translation>unveränderliche Daten geändert</translation>
    </message>
    <message>
        <source>certification failure</source>
        <translation>Zertifizierung gescheitert</translation>
    </message>
    <message>
        <source>chain of exception handlers damaged</source>
        <translation>Kette der Ausnahmebehandlungen beschädigt</translation>
    </message>
    <message>
        <source>failure of the cryptographic library</source>
        <translation>Fehler der Kryptobibliothek</translation>
    </message>
    <message>
        <source>invalid call while a DLL was loaded</source>
        <translation>ungültiger Aufruf beim Laden einer DLL</translation>
    </message>
    <message>
        <source>invalid base of an image</source>
        <translation>ungültige Basis eines Images</translation>
    </message>
    <message>
        <source>late loading of a DLL failed</source>
        <translation>verzögertes Laden einer DLL gescheitert</translation>
    </message>
    <message>
        <source>unsafe call of an extension</source>
        <translation>unsicherer Aufruf einer Erweiterung</translation>
    </message>
    <message>
        <source>invalid access to a buffer</source>
        <translation>ungültiger Zugriff auf einen Puffer</translation>
    </message>
    <message>
        <source>balanced tree damaged</source>
        <translation>balancierter Baum beschädigt</translation>
    </message>
    <message>
        <source>exception in the heap</source>
        <translation>Ausnahme im Heap</translation>
    </message>
    <message>
        <source>invalid state of a lock</source>
        <translation>ungültiger Zustand einer Sperre</translation>
    </message>
    <message>
        <source>jump table damaged</source>
        <translation>Sprungtabelle beschädigt</translation>
    </message>
    <message>
        <source>invalid target of a long jump</source>
        <translation>ungültiges Ziel eines weiten Sprungs</translation>
    </message>
    <message>
        <source>invalid dispatch of an exception</source>
        <translation>ungültige Zustellung einer Ausnahme</translation>
    </message>
    <message>
        <source>invalid thread</source>
        <translation>ungültiger Thread</translation>
    </message>
    <message>
        <source>invalid system call</source>
        <translation>ungültiger Systemaufruf</translation>
    </message>
    <message>
        <source>invalid control stack</source>
        <translation>ungültiger Kontrollstapel</translation>
    </message>
    <message>
        <source>change of registers denied</source>
        <translation>Ändern von Registern verweigert</translation>
    </message>
    <message>
        <source>import table damaged</source>
        <translation>Importtabelle beschädigt</translation>
    </message>
    <message>
        <source>heap metadata damaged</source>
        <translation>Verwaltungsdaten des Heaps beschädigt</translation>
    </message>
    <message>
        <source>restricted code</source>
        <translation>eingeschränkter Code</translation>
    </message>
    <message>
        <source>exception not handled</source>
        <translation>Ausnahme nicht behandelt</translation>
    </message>
    <message>
        <source>unexpected call</source>
        <translation>unerwarteter Aufruf</translation>
    </message>
    <message>
        <source>return address damaged (shadow stack)</source>
        <translation>Rücksprungadresse beschädigt (Shadow Stack)</translation>
    </message>
    <message>
        <source>list of exception handlers damaged</source>
        <translation>Liste der Ausnahmebehandlungen beschädigt</translation>
    </message>
    <message>
        <source>call to a function of another type (control flow guard)</source>
        <translation>Aufruf einer Funktion anderen Typs (Control Flow Guard)</translation>
    </message>
    <message>
        <source>invalid cast (cast guard)</source>
        <translation>ungültige Umwandlung (Cast Guard)</translation>
    </message>
    <message>
        <source>fiber-local data damaged</source>
        <translation>fiberlokale Daten beschädigt</translation>
    </message>
    <message>
        <source>Access violation</source>
        <translation>Zugriffsverletzung</translation>
    </message>
    <message>
        <source>Access violation reading {0}</source>
        <translation>Zugriffsverletzung beim Lesen von {0}</translation>
    </message>
    <message>
        <source>Access violation writing {0}</source>
        <translation>Zugriffsverletzung beim Schreiben von {0}</translation>
    </message>
    <message>
        <source>Access violation executing {0}</source>
        <translation>Zugriffsverletzung beim Ausführen von {0}</translation>
    </message>
    <message>
        <source>Access violation accessing {0}</source>
        <translation>Zugriffsverletzung beim Zugriff auf {0}</translation>
    </message>
    <message>
        <source>Page of a file could not be read, {0} {1} (status {2})</source>
        <translation>Seite einer Datei war nicht zu lesen, {0} {1} (Status {2})</translation>
    </message>
    <message>
        <source>Fail fast: {0}</source>
        <translation>Fail Fast: {0}</translation>
    </message>
    <message>
        <source>Fail fast with code {0}</source>
        <translation>Fail Fast mit Code {0}</translation>
    </message>
    <message>
        <source>C++ exception</source>
        <translation>C++-Ausnahme</translation>
    </message>
    <message>
        <source>C++ exception {0}</source>
        <translation>C++-Ausnahme {0}</translation>
    </message>
    <message>
        <source>.NET exception</source>
        <translation>.NET-Ausnahme</translation>
    </message>
    <message>
        <source>.NET exception {0}</source>
        <translation>.NET-Ausnahme {0}</translation>
    </message>
    <message>
        <source>Exception {0}</source>
        <translation>Ausnahme {0}</translation>
    </message>
    <message>
        <source>reading</source>
        <translation>beim Lesen von</translation>
    </message>
    <message>
        <source>writing</source>
        <translation>beim Schreiben von</translation>
    </message>
    <message>
        <source>executing</source>
        <translation>beim Ausführen von</translation>
    </message>
    <message>
        <source>accessing</source>
        <translation>beim Zugriff auf</translation>
    </message>
    <message>
        <source>illegal opcode</source>
        <translation>ungültiger Opcode</translation>
    </message>
    <message>
        <source>illegal operand</source>
        <translation>ungültiger Operand</translation>
    </message>
    <message>
        <source>illegal addressing mode</source>
        <translation>ungültige Adressierung</translation>
    </message>
    <message>
        <source>illegal trap</source>
        <translation>ungültige Falle</translation>
    </message>
    <message>
        <source>privileged opcode</source>
        <translation>privilegierter Opcode</translation>
    </message>
    <message>
        <source>privileged register</source>
        <translation>privilegiertes Register</translation>
    </message>
    <message>
        <source>coprocessor error</source>
        <translation>Fehler des Koprozessors</translation>
    </message>
    <message>
        <source>internal stack error</source>
        <translation>interner Stapelfehler</translation>
    </message>
    <message>
        <source>breakpoint</source>
        <translation>Haltepunkt</translation>
    </message>
    <message>
        <source>single step</source>
        <translation>Einzelschritt</translation>
    </message>
    <message>
        <source>branch taken</source>
        <translation>Sprung ausgeführt</translation>
    </message>
    <message>
        <source>hardware breakpoint or watchpoint</source>
        <translation>Haltepunkt oder Überwachung der Hardware</translation>
    </message>
    <message>
        <source>address not aligned</source>
        <translation>Adresse nicht ausgerichtet</translation>
    </message>
    <message>
        <source>no such page: the file behind it is shorter</source>
        <translation>keine solche Seite: Die Datei dahinter ist kürzer</translation>
    </message>
    <message>
        <source>hardware error of an object</source>
        <translation>Hardwarefehler eines Objekts</translation>
    </message>
    <message>
        <source>hardware error of memory</source>
        <translation>Hardwarefehler des Speichers</translation>
    </message>
    <message>
        <source>hardware error of memory, found early</source>
        <translation>Hardwarefehler des Speichers, früh bemerkt</translation>
    </message>
    <message>
        <source>integer division by zero</source>
        <translation>Ganzzahl-Division durch null</translation>
    </message>
    <message>
        <source>integer overflow</source>
        <translation>Ganzzahl-Überlauf</translation>
    </message>
    <message>
        <source>floating-point division by zero</source>
        <translation>Gleitkomma-Division durch null</translation>
    </message>
    <message>
        <source>floating-point overflow</source>
        <translation>Gleitkomma-Überlauf</translation>
    </message>
    <message>
        <source>floating-point underflow</source>
        <translation>Gleitkomma-Unterlauf</translation>
    </message>
    <message>
        <source>floating-point result inexact</source>
        <translation>Gleitkomma-Ergebnis ungenau</translation>
    </message>
    <message>
        <source>invalid floating-point operation</source>
        <translation>ungültige Gleitkomma-Operation</translation>
    </message>
    <message>
        <source>subscript out of range</source>
        <translation>Index außerhalb des Bereichs</translation>
    </message>
    <message>
        <source>address not mapped</source>
        <translation>Adresse nicht belegt</translation>
    </message>
    <message>
        <source>no permission for the address</source>
        <translation>kein Recht an der Adresse</translation>
    </message>
    <message>
        <source>bounds check failed</source>
        <translation>Grenzprüfung gescheitert</translation>
    </message>
    <message>
        <source>denied by a protection key</source>
        <translation>von einem Schutzschlüssel verweigert</translation>
    </message>
    <message>
        <source>memory tag mismatch, found late</source>
        <translation>falsche Speichermarke, spät bemerkt</translation>
    </message>
    <message>
        <source>memory tag mismatch</source>
        <translation>falsche Speichermarke</translation>
    </message>
    <message>
        <source>system call denied by seccomp</source>
        <translation>Systemaufruf von seccomp verweigert</translation>
    </message>
    <message>
        <source>sent by the kernel</source>
        <translation>vom Kernel gesandt</translation>
    </message>
    <message>
        <source>sent by sigqueue</source>
        <translation>mit sigqueue gesandt</translation>
    </message>
    <message>
        <source>of a timer</source>
        <translation>von einem Zeitgeber</translation>
    </message>
    <message>
        <source>of a message queue</source>
        <translation>von einer Nachrichtenschlange</translation>
    </message>
    <message>
        <source>of asynchronous input or output</source>
        <translation>von asynchroner Ein- oder Ausgabe</translation>
    </message>
    <message>
        <source>of a descriptor that is ready</source>
        <translation>von einem bereiten Deskriptor</translation>
    </message>
    <message>
        <source>stack overflow</source>
        <translation>Stapelüberlauf</translation>
    </message>
    <message>
        <source>No crash: taken while stopped</source>
        <translation>Kein Absturz: im Halt gemacht</translation>
    </message>
    <message>
        <source>SIG{0} ({1})</source>
        <translation>SIG{0} ({1})</translation>
    </message>
    <message>
        <source>SIG{0} reading {1} ({2})</source>
        <translation>SIG{0} beim Lesen von {1} ({2})</translation>
    </message>
    <message>
        <source>SIG{0} writing {1} ({2})</source>
        <translation>SIG{0} beim Schreiben von {1} ({2})</translation>
    </message>
    <message>
        <source>SIG{0} executing {1} ({2})</source>
        <translation>SIG{0} beim Ausführen von {1} ({2})</translation>
    </message>
    <message>
        <source>SIG{0} accessing {1} ({2})</source>
        <translation>SIG{0} beim Zugriff auf {1} ({2})</translation>
    </message>
    <message>
        <source>SIG{0} reading {1}</source>
        <translation>SIG{0} beim Lesen von {1}</translation>
    </message>
    <message>
        <source>SIG{0} writing {1}</source>
        <translation>SIG{0} beim Schreiben von {1}</translation>
    </message>
    <message>
        <source>SIG{0} executing {1}</source>
        <translation>SIG{0} beim Ausführen von {1}</translation>
    </message>
    <message>
        <source>SIG{0} accessing {1}</source>
        <translation>SIG{0} beim Zugriff auf {1}</translation>
    </message>
    <message>
        <source>SIG{0} accessing an address that no processor can have</source>
        <translation>SIG{0} beim Zugriff auf eine Adresse, die kein Prozessor haben kann</translation>
    </message>
    <message>
        <source>SIG{0}, raised by the program itself</source>
        <translation>SIG{0}, vom Programm selbst ausgelöst</translation>
    </message>
    <message>
        <source>SIG{0}, sent by process {1} of user {2}</source>
        <translation>SIG{0}, gesandt von Prozess {1} des Benutzers {2}</translation>
    </message>
    <message>
        <source>SIG{0}, sent by process {1} of user {2} in its container</source>
        <translation>SIG{0}, gesandt von Prozess {1} des Benutzers {2} in seinem Container</translation>
    </message>
    <message>
        <source>SIG{0}, sent by a process outside its container</source>
        <translation>SIG{0}, gesandt von einem Prozess außerhalb seines Containers</translation>
    </message>
    <message>
        <source>SIG{0}, sent by a process</source>
        <translation>SIG{0}, von einem Prozess gesandt</translation>
    </message>
    <message>
        <source>SIG{0}, sent by tgkill, as abort and raise do</source>
        <translation>SIG{0}, mit tgkill gesandt, wie es abort und raise tun</translation>
    </message>
    <message>
        <source>undefined instruction</source>
        <translation>undefinierter Befehl</translation>
    </message>
    <message>
        <source>division by zero</source>
        <translation>Division durch null</translation>
    </message>
    <message>
        <source>too much processor time</source>
        <translation>zu viel Prozessorzeit</translation>
    </message>
    <message>
        <source>too many wakeups</source>
        <translation>zu viele Weckrufe</translation>
    </message>
    <message>
        <source>too much memory</source>
        <translation>zu viel Speicher</translation>
    </message>
    <message>
        <source>too much input and output</source>
        <translation>zu viel Ein- und Ausgabe</translation>
    </message>
    <message>
        <source>too many threads</source>
        <translation>zu viele Threads</translation>
    </message>
    <message>
        <source>too many ports</source>
        <translation>zu viele Ports</translation>
    </message>
    <message>
        <source>a guarded Mach port</source>
        <translation>ein geschützter Mach-Port</translation>
    </message>
    <message>
        <source>a guarded file descriptor</source>
        <translation>ein geschützter Dateideskriptor</translation>
    </message>
    <message>
        <source>user code</source>
        <translation>Code des Programms</translation>
    </message>
    <message>
        <source>a guarded vnode</source>
        <translation>ein geschützter Vnode</translation>
    </message>
    <message>
        <source>guarded virtual memory</source>
        <translation>geschützter virtueller Speicher</translation>
    </message>
    <message>
        <source>EXC_{0} ({1})</source>
        <translation>EXC_{0} ({1})</translation>
    </message>
    <message>
        <source>EXC_{0} ({1}) accessing {2}</source>
        <translation>EXC_{0} ({1}) beim Zugriff auf {2}</translation>
    </message>
    <message>
        <source>EXC_{0} accessing {1}</source>
        <translation>EXC_{0} beim Zugriff auf {1}</translation>
    </message>
    <message>
        <source>Exception {0}, not understood here</source>
        <translation>Ausnahme {0}, hier nicht verstanden</translation>
    </message>
    <message>
        <source>threads, stacks and variables, with all commands of WinDbg</source>
        <translation>Threads, Stacks und Variablen, mit allen Befehlen von WinDbg</translation>
    </message>
    <message>
        <source>threads, stacks and variables beside the source code</source>
        <translation>Threads, Stacks und Variablen neben dem Quelltext</translation>
    </message>
    <message>
        <source>threads, stacks, memory</source>
        <translation>Threads, Stacks, Speicher</translation>
    </message>
    <message>
        <source>the report that Mozilla&apos;s crash server makes</source>
        <translation>der Bericht, den Mozillas Absturzserver macht</translation>
    </message>
    <message>
        <source>objects on the Java heap, by class (wants full memory)</source>
        <translation>Objekte auf dem Heap von Java, nach Klassen (braucht den ganzen Speicher)</translation>
    </message>
    <message>
        <source>Python threads with files and lines</source>
        <translation>Threads von Python mit Dateien und Zeilen</translation>
    </message>
    <message>
        <source>.NET threads and objects</source>
        <translation>Threads und Objekte von .NET</translation>
    </message>
    <message>
        <source>goroutines and what each waits for</source>
        <translation>Goroutinen und worauf jede wartet</translation>
    </message>
    <message>
        <source>threads, stacks, variables (bt, thread apply all bt, info locals)</source>
        <translation>Threads, Stacks, Variablen (bt, thread apply all bt, info locals)</translation>
    </message>
    <message>
        <source>the same in lldb</source>
        <translation>dasselbe in lldb</translation>
    </message>
    <message>
        <source>recipe, preset, or the flags in hexadecimal; with -minus-2 where two parts are left out</source>
        <translation>Rezept, Vorgabe, sonst die Flags hexadezimal; mit -minus-2, wo zwei Teile weggelassen sind</translation>
    </message>
    <message>
        <source>Examining the process</source>
        <translation>Prozess wird angesehen</translation>
    </message>
    <message>
        <source>Pausing the process</source>
        <translation>Prozess wird angehalten</translation>
    </message>
    <message>
        <source>Copying memory</source>
        <translation>Speicher wird kopiert</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>Wird geschrieben</translation>
    </message>
    <message>
        <source>Waiting for the disk</source>
        <translation>Auf die Platte wird gewartet</translation>
    </message>
    <message>
        <source>Computing the checksum</source>
        <translation>Prüfsumme wird berechnet</translation>
    </message>
    <message>
        <source>Checking the file</source>
        <translation>Datei wird geprüft</translation>
    </message>
    <message>
        <source>a module that is not told</source>
        <translation>ein Modul, das nicht genannt wird</translation>
    </message>
    <message>
        <source>{where}, unloaded</source>
        <translation>{where}, entladen</translation>
    </message>
    <message>
        <source>stack of thread {who}</source>
        <translation>Stack von Thread {who}</translation>
    </message>
    <message>
        <source>guard below the stack of thread {who}</source>
        <translation>Schutzseite unter dem Stack von Thread {who}</translation>
    </message>
    <message>
        <source>data of thread {who}</source>
        <translation>Daten von Thread {who}</translation>
    </message>
    <message>
        <source>heap</source>
        <translation>Heap</translation>
    </message>
    <message>
        <source>private memory</source>
        <translation>privater Speicher</translation>
    </message>
    <message>
        <source>reserved</source>
        <translation>reserviert</translation>
    </message>
    <message>
        <source>stack</source>
        <translation>Stack</translation>
    </message>
    <message>
        <source>guard</source>
        <translation>Schutzseite</translation>
    </message>
    <message>
        <source>general</source>
        <translation>allgemein</translation>
    </message>
    <message>
        <source>flags</source>
        <translation>Flags</translation>
    </message>
    <message>
        <source>segments</source>
        <translation>Segmente</translation>
    </message>
    <message>
        <source>floating point</source>
        <translation>Gleitkomma</translation>
    </message>
    <message>
        <source>vector</source>
        <translation>Vektor</translation>
    </message>
    <message>
        <source>debug</source>
        <translation>Debug</translation>
    </message>
    <message>
        <source>functions and source lines</source>
        <translation>Funktionen und Quellzeilen</translation>
    </message>
    <message>
        <source>functions</source>
        <translation>Funktionen</translation>
    </message>
    <message>
        <source>exported functions only</source>
        <translation>nur exportierte Funktionen</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Unpack it: dumpdesk unpack FILE, or zstd -dk FILE.</source>
        <translation>Entpacken Sie sie: dumpdesk unpack DATEI oder zstd -dk DATEI.</translation>
    </message>
    <message>
        <source>Unpack it: dumpdesk unpack FILE, or xz -dk FILE.</source>
        <translation>Entpacken Sie sie: dumpdesk unpack DATEI oder xz -dk DATEI.</translation>
    </message>
    <message>
        <source>Unpack it: dumpdesk unpack FILE, or bzip2 -dk FILE.</source>
        <translation>Entpacken Sie sie: dumpdesk unpack DATEI oder bzip2 -dk DATEI.</translation>
    </message>
    <message>
        <source>No module is called {name}: that rule leaves nothing out.</source>
        <translation>Kein Modul heißt {name}: Diese Regel lässt nichts weg.</translation>
    </message>
    <message>
        <source>No thread is called {name}: that rule leaves nothing out.</source>
        <translation>Kein Thread heißt {name}: Diese Regel lässt nichts weg.</translation>
    </message>
    <message>
        <source>No memory is called {name}: that rule leaves nothing out.</source>
        <translation>Kein Speicher heißt {name}: Diese Regel lässt nichts weg.</translation>
    </message>
    <message>
        <source>A thread of it sleeps in the kernel where nothing wakes it.</source>
        <translation>Einer seiner Threads schläft im Kern, wo nichts ihn weckt.</translation>
    </message>
    <message>
        <source>It waits for clones of its own.</source>
        <translation>Es wartet auf eigene Klone.</translation>
    </message>
    <message>
        <source>Its thread runs 32-bit code.</source>
        <translation>Sein Thread führt 32-Bit-Code aus.</translation>
    </message>
    <message>
        <source>Memory of devices is mapped into it.</source>
        <translation>Speicher von Geräten ist in ihm abgebildet.</translation>
    </message>
    <message>
        <source>It reads or writes past the page cache (O_DIRECT), which a copy could disturb.</source>
        <translation>Es liest oder schreibt am Seitenpuffer vorbei (O_DIRECT), was eine Kopie stören könnte.</translation>
    </message>
    <message>
        <source>A filter of system calls (seccomp) might refuse the copy, or end the process.</source>
        <translation>Ein Filter für Systemaufrufe (seccomp) könnte die Kopie verweigern oder den Prozess beenden.</translation>
    </message>
    <message>
        <source>Its thread is within a restartable sequence.</source>
        <translation>Sein Thread ist in einer wiederholbaren Folge (rseq).</translation>
    </message>
    <message>
        <source>This system promises no memory twice (vm.overcommit_memory is 2).</source>
        <translation>Dieses System verspricht Speicher nicht doppelt (vm.overcommit_memory ist 2).</translation>
    </message>
    <message>
        <source>None of its threads is on a stack of its own with room below.</source>
        <translation>Keiner seiner Threads ist auf einem eigenen Stack mit Platz darunter.</translation>
    </message>
    <message>
        <source>None of its threads stands in a stop of ours.</source>
        <translation>Keiner seiner Threads steht in einem Halt von uns.</translation>
    </message>
    <message>
        <source>Only programs for x86-64 can be cloned.</source>
        <translation>Nur Programme für x86-64 lassen sich klonen.</translation>
    </message>
    <message>
        <source>The system refused the copy: {why}.</source>
        <translation>Das System verweigerte die Kopie: {why}.</translation>
    </message>
    <message>
        <source>Its threads have shadow stacks, which leave no way back should DumpDesk be killed.</source>
        <translation>Seine Threads haben Schattenstacks, die keinen Rückweg lassen, falls DumpDesk abgeschossen wird.</translation>
    </message>
    <message>
        <source>Of memory {free} MiB are free, and it may need {size} MiB again while the copy lives.</source>
        <translation>Vom Speicher sind {free} MiB frei, und es braucht vielleicht noch einmal {size} MiB, solange die Kopie lebt.</translation>
    </message>
    <message>
        <source>The system did not come to an end with the call that makes the copy.</source>
        <translation>Das System kam mit dem Aufruf, der die Kopie macht, nicht zum Ende.</translation>
    </message>
    <message>
        <source>The kernel may be writing into its memory (io_uring).</source>
        <translation>Der Kern schreibt vielleicht gerade in seinen Speicher (io_uring).</translation>
    </message>
    <message>
        <source>It handles faults of its memory by itself (userfaultfd).</source>
        <translation>Es behandelt Fehler seines Speichers selbst (userfaultfd).</translation>
    </message>
    <message>
        <source>The program stood still while its memory was copied, as it was not cloned: {reason}</source>
        <translation>Das Programm stand still, während sein Speicher kopiert wurde, denn es wurde nicht geklont: {reason}</translation>
    </message>
    <message>
        <source>It may stand still for {pause} ms, and its watchdog (WATCHDOG_USEC) has it restarted when nothing is heard of it for {limit} ms.</source>
        <translation>Es steht vielleicht {pause} ms still, und sein Wächter (WATCHDOG_USEC) startet es neu, wenn {limit} ms lang nichts von ihm zu hören ist.</translation>
    </message>
    <message>
        <source>This processor&apos;s registers are not understood.</source>
        <translation>Die Register dieses Prozessors werden nicht verstanden.</translation>
    </message>
    <message>
        <source>Its registers are not known.</source>
        <translation>Seine Register sind nicht bekannt.</translation>
    </message>
    <message>
        <source>Only the first {count} frames were walked.</source>
        <translation>Nur die ersten {count} Frames wurden durchlaufen.</translation>
    </message>
    <message>
        <source>The stack goes round in circles.</source>
        <translation>Der Stack dreht sich im Kreis.</translation>
    </message>
    <message>
        <source>The registers that the signal saved are not in the memory.</source>
        <translation>Die vom Signal gesicherten Register sind nicht im Speicher.</translation>
    </message>
    <message>
        <source>The stack ends with {address}, where there is no code.</source>
        <translation>Der Stack endet mit {address}, wo kein Code ist.</translation>
    </message>
    <message>
        <source>The stack does not go on: what lies there is damaged.</source>
        <translation>Der Stack geht nicht weiter: Was dort liegt, ist beschädigt.</translation>
    </message>
    <message>
        <source>The stack is not in the memory from {address} on.</source>
        <translation>Ab {address} ist der Stack nicht im Speicher.</translation>
    </message>
    <message>
        <source>Nothing tells who called.</source>
        <translation>Nichts verrät, wer aufgerufen hat.</translation>
    </message>
    <message>
        <source>{count} more words are not told.</source>
        <translation>{count} weitere Wörter werden nicht gezeigt.</translation>
    </message>
    <message>
        <source>it has no build id, so that no file can be told to be it</source>
        <translation>es hat keine Build-ID, sodass sich von keiner Datei sagen lässt, dass sie es ist</translation>
    </message>
    <message>
        <source>its file is not on this machine</source>
        <translation>seine Datei ist nicht auf diesem Rechner</translation>
    </message>
    <message>
        <source>the file on this machine is another build</source>
        <translation>die Datei auf diesem Rechner ist ein anderer Build</translation>
    </message>
    <message>
        <source>the PDB on this machine is of another build</source>
        <translation>die PDB auf diesem Rechner gehört zu einem anderen Build</translation>
    </message>
    <message>
        <source>its PDB cannot be read: {why}</source>
        <translation>seine PDB ist nicht lesbar: {why}</translation>
    </message>
    <message>
        <source>its code was moved after it was linked, which is not read</source>
        <translation>sein Code wurde nach dem Linken verschoben; das wird nicht gelesen</translation>
    </message>
    <message>
        <source>PDB files are read only where purepdb is installed</source>
        <translation>PDB-Dateien werden nur gelesen, wo purepdb installiert ist</translation>
    </message>
    <message>
        <source>it is not for x86-64</source>
        <translation>es ist nicht für x86-64</translation>
    </message>
    <message>
        <source>no program or library begins there</source>
        <translation>dort beginnt kein Programm und keine Bibliothek</translation>
    </message>
    <message>
        <source>its headers end too early</source>
        <translation>seine Kopfdaten enden zu früh</translation>
    </message>
    <message>
        <source>The stacks cannot be read: {why}.</source>
        <translation>Die Stacks lassen sich nicht lesen: {why}.</translation>
    </message>
    <message>
        <source>included by default</source>
        <translation>von sich aus dabei</translation>
    </message>
    <message>
        <source>the stacks of the threads</source>
        <translation>die Stacks der Threads</translation>
    </message>
    <message>
        <source>the cleaned stacks of the threads</source>
        <translation>die bereinigten Stacks der Threads</translation>
    </message>
    <message>
        <source>what is left out and has to be stored all the same is overwritten with zeros</source>
        <translation>was weggelassen ist und trotzdem gespeichert werden muss, wird mit Nullen überschrieben</translation>
    </message>
    <message>
        <source>the program runs on while a copy of it is read</source>
        <translation>das Programm läuft weiter, während eine Kopie davon gelesen wird</translation>
    </message>
    <message>
        <source>the program stands still while its memory is copied</source>
        <translation>das Programm steht still, während sein Speicher kopiert wird</translation>
    </message>
    <message>
        <source>private data: {contents}</source>
        <translation>private Daten: {contents}</translation>
    </message>
    <message>
        <source>hardly any private data</source>
        <translation>kaum private Daten</translation>
    </message>
    <message>
        <source>all memory</source>
        <translation>aller Speicher</translation>
    </message>
    <message>
        <source>heaps</source>
        <translation>Heaps</translation>
    </message>
    <message>
        <source>parts of heaps</source>
        <translation>Teile der Heaps</translation>
    </message>
    <message>
        <source>variables</source>
        <translation>Variablen</translation>
    </message>
    <message>
        <source>environment</source>
        <translation>Umgebung</translation>
    </message>
    <message>
        <source>handles</source>
        <translation>Handles</translation>
    </message>
    <message>
        <source>mapped files</source>
        <translation>abgebildete Dateien</translation>
    </message>
    <message>
        <source>system state</source>
        <translation>Systemzustand</translation>
    </message>
    <message>
        <source>stacks</source>
        <translation>Stacks</translation>
    </message>
    <message>
        <source>changed pages of files</source>
        <translation>geänderte Seiten von Dateien</translation>
    </message>
    <message>
        <source>what stacks point to</source>
        <translation>worauf Stacks zeigen</translation>
    </message>
    <message>
        <source>module data</source>
        <translation>Moduldaten</translation>
    </message>
    <message>
        <source>code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>module headers</source>
        <translation>Modulkopfdaten</translation>
    </message>
    <message>
        <source>thread data</source>
        <translation>Thread-Daten</translation>
    </message>
    <message>
        <source>process data</source>
        <translation>Prozessdaten</translation>
    </message>
    <message>
        <source>read-only module data</source>
        <translation>schreibgeschützte Moduldaten</translation>
    </message>
    <message>
        <source>other memory</source>
        <translation>anderer Speicher</translation>
    </message>
    <message>
        <source>added memory</source>
        <translation>hinzugefügter Speicher</translation>
    </message>
    <message>
        <source>streams</source>
        <translation>Streams</translation>
    </message>
    <message>
        <source>pages that hold nothing count to the length of the file, and take no room</source>
        <translation>leere Seiten zählen zur Länge der Datei und belegen keinen Platz</translation>
    </message>
    <message>
        <source>The pause goes with threads, mappings and the memory to copy; the range allows for what else the machine does, and narrows with the dumps that are made here.</source>
        <translation>Die Pause hängt von Threads, Abbildungen und dem zu kopierenden Speicher ab; die Spanne berücksichtigt, was der Rechner sonst tut, und wird mit den hier geschriebenen Dumps enger.</translation>
    </message>
    <message>
        <source>by whoever asked for the dump</source>
        <translation>von dem, der den Dump wollte</translation>
    </message>
    <message>
        <source>by the recipe “{source}”</source>
        <translation>vom Rezept „{source}“</translation>
    </message>
    <message>
        <source>by the program that wrote it</source>
        <translation>vom Programm, das ihn geschrieben hat</translation>
    </message>
    <message>
        <source>by {source}</source>
        <translation>durch {source}</translation>
    </message>
    <message>
        <source>by the system</source>
        <translation>vom System</translation>
    </message>
    <message>
        <source>by the program itself</source>
        <translation>vom Programm selbst</translation>
    </message>
    <message>
        <source>blanked where it had to be stored</source>
        <translation>überschrieben, wo es gespeichert werden musste</translation>
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
        <source>no more</source>
        <translation>nichts mehr</translation>
    </message>
    <message>
        <source>this and all that follow</source>
        <translation>diese und alle folgenden</translation>
    </message>
    <message>
        <source>taken</source>
        <translation>genommen</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>cancel</source>
        <translation>abbrechen</translation>
    </message>
    <message>
        <source>go on</source>
        <translation>weiter</translation>
    </message>
    <message>
        <source>yes {flags}</source>
        <translation>ja {flags}</translation>
    </message>
    <message>
        <source>{address} {size} bytes</source>
        <translation>{address} {size} Bytes</translation>
    </message>
    <message>
        <source>{size} bytes in all, at most 0x10000 at once</source>
        <translation>{size} Bytes insgesamt, höchstens 0x10000 auf einmal</translation>
    </message>
    <message>
        <source>“{text}”</source>
        <translation>„{text}“</translation>
    </message>
    <message>
        <source>{who} “{name}”</source>
        <translation>{who} „{name}“</translation>
    </message>
    <message>
        <source>The presets are not a list.</source>
        <translation>Die Vorgaben sind keine Liste.</translation>
    </message>
    <message>
        <source>A DbgHelp of your own is for dumps on Windows.</source>
        <translation>Eine eigene DbgHelp gibt es nur für Speicherabbilder unter Windows.</translation>
    </message>
    <message>
        <source>Leave it out.</source>
        <translation>Lassen Sie sie weg.</translation>
    </message>
    <message>
        <source>The dump was changed while it was being written.</source>
        <translation>Der Dump wurde verändert, während er geschrieben wurde.</translation>
    </message>
    <message>
        <source>The process ended while it was being cloned.</source>
        <translation>Der Prozess endete, während er geklont wurde.</translation>
    </message>
    <message>
        <source>There is no room below the stack of its thread.</source>
        <translation>Unter dem Stack seines Threads ist kein Platz.</translation>
    </message>
    <message>
        <source>It was stopped by a signal at that moment.</source>
        <translation>Es wurde in diesem Augenblick von einem Signal angehalten.</translation>
    </message>
    <message>
        <source>It is not wanted any more.</source>
        <translation>Es wird nicht mehr gewünscht.</translation>
    </message>
    <message>
        <source>Somebody ended the copy while it was being made.</source>
        <translation>Jemand beendete die Kopie, während sie entstand.</translation>
    </message>
    <message>
        <source>Something ended the copy of the process while it was being read.</source>
        <translation>Etwas beendete die Kopie des Prozesses, während sie gelesen wurde.</translation>
    </message>
    <message>
        <source>It stands still already, and nothing of it would run on.</source>
        <translation>Es steht bereits still, und nichts davon liefe weiter.</translation>
    </message>
    <message>
        <source>Not all of its threads could be stopped.</source>
        <translation>Nicht alle seine Threads ließen sich anhalten.</translation>
    </message>
    <message>
        <source>Its code has changed since it was looked at.</source>
        <translation>Sein Code hat sich geändert, seit er angesehen wurde.</translation>
    </message>
    <message>
        <source>Its code has no place from which a copy could be made.</source>
        <translation>Sein Code hat keine Stelle, von der aus sich eine Kopie machen ließe.</translation>
    </message>
    <message>
        <source>On Windows, DumpDesk leaves copying a process to DbgHelp.</source>
        <translation>Unter Windows überlässt DumpDesk das Kopieren eines Prozesses DbgHelp.</translation>
    </message>
    <message>
        <source>A process cannot stop itself to be looked at.</source>
        <translation>Ein Prozess kann sich nicht selbst anhalten, um betrachtet zu werden.</translation>
    </message>
    <message>
        <source>Have another DumpDesk look at it.</source>
        <translation>Lassen Sie ein anderes DumpDesk hinsehen.</translation>
    </message>
    <message>
        <source>stop thread {0}</source>
        <translation>Thread {0} anhalten</translation>
    </message>
    <message>
        <source>Windows does not let it be stopped.</source>
        <translation>Windows lässt nicht zu, dass er angehalten wird.</translation>
    </message>
    <message>
        <source>The process stood still for {0} s and was let go, because nobody said that the others do.</source>
        <translation>Der Prozess stand {0} s still und wurde losgelassen, weil niemand sagte, dass die anderen es tun.</translation>
    </message>
    <message>
        <source>Dump fewer together, or one after the other.</source>
        <translation>Weniger gemeinsam schreiben oder einen nach dem anderen.</translation>
    </message>
    <message>
        <source>It could not be stopped within {0} s, in which the others stood still.</source>
        <translation>Er konnte nicht binnen {0} s angehalten werden, in denen die anderen stillstanden.</translation>
    </message>
    <message>
        <source>Dump it alone.</source>
        <translation>Ihn allein schreiben.</translation>
    </message>
    <message>
        <source>Dump it without a clone (--no-clone): it then stands still a little longer.</source>
        <translation>Sichern Sie es ohne Klon (--no-clone): Dann steht es etwas länger still.</translation>
    </message>
    <message>
        <source>Files of gzip, bzip2, xz and zstd are looked into, zip archives and multipart uploads.</source>
        <translation>Angesehen werden Dateien von gzip, bzip2, xz und zstd, Zip-Archive und Hochgeladenes (multipart).</translation>
    </message>
    <message>
        <source>This dump is not of a Linux process of x86-64, i386 or ARM64</source>
        <translation>Dieser Dump ist nicht von einem Linux-Prozess auf x86-64, i386 oder ARM64</translation>
    </message>
    <message>
        <source>Core files are for the debuggers of Linux; open it in WinDbg or lldb.</source>
        <translation>Core-Dateien sind für die Debugger von Linux; öffnen Sie ihn in WinDbg oder lldb.</translation>
    </message>
    <message>
        <source>No thread in this dump has registers</source>
        <translation>Kein Thread in diesem Dump hat Register</translation>
    </message>
    <message>
        <source>Take another dump of the process.</source>
        <translation>Nehmen Sie einen weiteren Dump des Prozesses auf.</translation>
    </message>
    <message>
        <source>Left out on purpose, {0} ({1}): {2}.</source>
        <translation>Absichtlich weggelassen, {0} ({1}): {2}.</translation>
    </message>
    <message>
        <source>Left out on purpose, {0}: {1}.</source>
        <translation>Absichtlich weggelassen, {0}: {1}.</translation>
    </message>
    <message>
        <source>Choose another name: no file is replaced.</source>
        <translation>Wählen Sie einen anderen Namen: Es wird keine Datei ersetzt.</translation>
    </message>
    <message>
        <source>Making {0}</source>
        <translation>Das Anlegen von {0}</translation>
    </message>
    <message>
        <source>There is nothing to be sought.</source>
        <translation>Es gibt nichts zu suchen.</translation>
    </message>
    <message>
        <source>Say what is to be found.</source>
        <translation>Sagen Sie, was gefunden werden soll.</translation>
    </message>
    <message>
        <source>What is sought has {0} bytes.</source>
        <translation>Das Gesuchte hat {0} Bytes.</translation>
    </message>
    <message>
        <source>Give {0} bytes at most.</source>
        <translation>Geben Sie höchstens {0} Bytes an.</translation>
    </message>
    <message>
        <source>The range {0} is empty.</source>
        <translation>Der Bereich {0} ist leer.</translation>
    </message>
    <message>
        <source>Give the lower address first.</source>
        <translation>Geben Sie die kleinere Adresse zuerst an.</translation>
    </message>
    <message>
        <source>{0} is not a row of bytes.</source>
        <translation>{0} ist keine Folge von Bytes.</translation>
    </message>
    <message>
        <source>Give pairs of hexadecimal digits, as in de ad be ef.</source>
        <translation>Geben Sie Paare hexadezimaler Ziffern an, wie in de ad be ef.</translation>
    </message>
    <message>
        <source>That was not among what was looked at last.</source>
        <translation>Das war nicht unter dem zuletzt Angesehenen.</translation>
    </message>
    <message>
        <source>Look again.</source>
        <translation>Sehen Sie erneut nach.</translation>
    </message>
    <message>
        <source>Process {0} has ended: the computer was started anew since.</source>
        <translation>Der Prozess {0} ist beendet: Der Computer wurde seitdem neu gestartet.</translation>
    </message>
    <message>
        <source>There is no {0}.</source>
        <translation>{0} gibt es nicht.</translation>
    </message>
    <message>
        <source>Choose a dbghelp.dll that is there, or leave it empty.</source>
        <translation>Wählen Sie eine vorhandene dbghelp.dll, oder lassen Sie das Feld leer.</translation>
    </message>
    <message>
        <source>Start DumpDesk with “Run as administrator”.</source>
        <translation>Starten Sie DumpDesk mit „Als Administrator ausführen“.</translation>
    </message>
    <message>
        <source>It is a 32-bit process, dumped from the 64-bit side: in WinDbg, !wow64exts.sw switches.</source>
        <translation>Ein 32-Bit-Prozess, von der 64-Bit-Seite aus gespeichert: In WinDbg schaltet !wow64exts.sw um.</translation>
    </message>
    <message>
        <source>name of the program</source>
        <translation>Name des Programms</translation>
    </message>
    <message>
        <source>process id</source>
        <translation>Prozess-ID</translation>
    </message>
    <message>
        <source>name of this machine</source>
        <translation>Name dieses Rechners</translation>
    </message>
    <message>
        <source>time, as 20260131T235959Z</source>
        <translation>Zeit, wie 20260131T235959Z</translation>
    </message>
    <message>
        <source>owner of the process</source>
        <translation>Besitzer des Prozesses</translation>
    </message>
    <message>
        <source>number that makes the name a new one</source>
        <translation>Zahl, die den Namen zu einem neuen macht</translation>
    </message>
    <message>
        <source>taken out by MiniDumpWithoutOptionalData</source>
        <translation>von MiniDumpWithoutOptionalData herausgenommen</translation>
    </message>
    <message>
        <source>full memory covers it or makes it meaningless</source>
        <translation>der ganze Speicher enthält es oder macht es bedeutungslos</translation>
    </message>
    <message>
        <source>taken out by MiniDumpFilterTriage</source>
        <translation>von MiniDumpFilterTriage herausgenommen</translation>
    </message>
    <message>
        <source>comes with MiniDumpFilterTriage</source>
        <translation>kommt mit MiniDumpFilterTriage</translation>
    </message>
    <message>
        <source>left out by the filter</source>
        <translation>vom Filter ausgelassen</translation>
    </message>
    <message>
        <source>Allow it in that policy; the log of the system names the rule.</source>
        <translation>Erlauben Sie es in dieser Richtlinie; das Systemprotokoll nennt die Regel.</translation>
    </message>
    <message>
        <source>Start it from a session or a service that was not denied that right.</source>
        <translation>Starten Sie es aus einer Sitzung oder einem Dienst, dem dieses Recht nicht genommen wurde.</translation>
    </message>
    <message>
        <source>Start the container with --cap-add=SYS_PTRACE, or dump from the host.</source>
        <translation>Starten Sie den Container mit --cap-add=SYS_PTRACE, oder schreiben Sie den Dump vom Host aus.</translation>
    </message>
    <message>
        <source>Not even root has the right CAP_SYS_PTRACE here: start the container with --cap-add=SYS_PTRACE, or dump from the host.</source>
        <translation>Nicht einmal root hat hier das Recht CAP_SYS_PTRACE: Starten Sie den Container mit --cap-add=SYS_PTRACE, oder schreiben Sie den Dump vom Host aus.</translation>
    </message>
    <message>
        <source>Programs of this session cannot gain rights (no_new_privs), so sudo does not help: dump from another session, as root.</source>
        <translation>Programme dieser Sitzung können keine Rechte hinzugewinnen (no_new_privs), sudo hilft daher nicht: Schreiben Sie den Dump aus einer anderen Sitzung, als root.</translation>
    </message>
    <message>
        <source>There is nothing to rehearse on this system.</source>
        <translation>Auf diesem System gibt es nichts zu proben.</translation>
    </message>
    <message>
        <source>Go by the plan: the dump will be exactly so.</source>
        <translation>Verlassen Sie sich auf den Plan: Der Dump wird genau so.</translation>
    </message>
    <message>
        <source>This DbgHelp cannot rehearse: it writes by itself instead of handing out what it writes.</source>
        <translation>Dieses DbgHelp kann nicht proben: Es schreibt selbst, statt herauszugeben, was es schreibt.</translation>
    </message>
    <message>
        <source>Choose a newer dbghelp.dll, or go by the estimate.</source>
        <translation>Wählen Sie ein neueres dbghelp.dll, oder verlassen Sie sich auf die Schätzung.</translation>
    </message>
    <message>
        <source>Windows cannot dump the program that writes the dump.</source>
        <translation>Windows kann keinen Dump des Programms erstellen, das den Dump schreibt.</translation>
    </message>
    <message>
        <source>Dump it from another DumpDesk.</source>
        <translation>Erstellen Sie den Dump aus einem anderen DumpDesk.</translation>
    </message>
    <message>
        <source>Windows wrote a dump without any memory of the process.</source>
        <translation>Windows hat einen Dump ohne Speicher des Prozesses geschrieben.</translation>
    </message>
    <message>
        <source>Windows wrote a file that is no dump: {0}</source>
        <translation>Windows hat eine Datei geschrieben, die kein Dump ist: {0}</translation>
    </message>
    <message>
        <source>There is no process {0}.</source>
        <translation>Es gibt keinen Prozess {0}.</translation>
    </message>
    <message>
        <source>No DbgHelp that can write dumps was found ({0}).</source>
        <translation>Es wurde kein DbgHelp gefunden, das Dumps schreiben kann ({0}).</translation>
    </message>
    <message>
        <source>Give the path of a dbghelp.dll or dbgcore.dll made for this program&apos;s processor, or none to use that of Windows.</source>
        <translation>Geben Sie den Pfad einer dbghelp.dll oder dbgcore.dll für den Prozessor dieses Programms an, oder keinen, um die von Windows zu verwenden.</translation>
    </message>
    <message>
        <source>An exception without registers cannot be handed to Windows.</source>
        <translation>Eine Ausnahme ohne Register kann Windows nicht übergeben werden.</translation>
    </message>
    <message>
        <source>Give the CONTEXT of its thread with it.</source>
        <translation>Geben Sie den CONTEXT ihres Threads mit an.</translation>
    </message>
    <message>
        <source>The file is open for reading only.</source>
        <translation>Die Datei ist nur zum Lesen geöffnet.</translation>
    </message>
    <message>
        <source>Open it for reading and writing.</source>
        <translation>Öffnen Sie sie zum Lesen und Schreiben.</translation>
    </message>
    <message>
        <source>The file is open for appending: its parts cannot be put where they belong.</source>
        <translation>Die Datei ist zum Anhängen geöffnet: Ihre Teile können nicht an ihren Platz geschrieben werden.</translation>
    </message>
    <message>
        <source>What was given to write to is not an ordinary file.</source>
        <translation>Das angegebene Ziel ist keine gewöhnliche Datei.</translation>
    </message>
    <message>
        <source>Give an ordinary file, or take the bytes through the I/O callbacks.</source>
        <translation>Geben Sie eine gewöhnliche Datei an, oder nehmen Sie die Bytes über die I/O-Callbacks entgegen.</translation>
    </message>
    <message>
        <source>The file to write to is not open.</source>
        <translation>Die Zieldatei ist nicht geöffnet.</translation>
    </message>
    <message>
        <source>{0} bytes of memory at {1} cannot be read.</source>
        <translation>{0} Bytes Speicher an {1} sind nicht lesbar.</translation>
    </message>
    <message>
        <source>{0} cannot be the name of a file.</source>
        <translation>{0} kann kein Dateiname sein.</translation>
    </message>
    <message>
        <source>{0} was replaced while the dump was being written.</source>
        <translation>{0} wurde ersetzt, während der Dump geschrieben wurde.</translation>
    </message>
    <message>
        <source>Choose a folder that only you can write to.</source>
        <translation>Wählen Sie einen Ordner, in den nur Sie schreiben können.</translation>
    </message>
    <message>
        <source>{0} is there already and is not an ordinary file.</source>
        <translation>{0} gibt es schon, und es ist keine gewöhnliche Datei.</translation>
    </message>
    <message>
        <source>{0} is there already.</source>
        <translation>{0} gibt es schon.</translation>
    </message>
    <message>
        <source>Choose another name, or allow it to be overwritten.</source>
        <translation>Wählen Sie einen anderen Namen, oder erlauben Sie das Überschreiben.</translation>
    </message>
    <message>
        <source>protect file</source>
        <translation>Datei schützen</translation>
    </message>
    <message>
        <source>This file system cannot keep the dump to its owner: others may read it there.</source>
        <translation>Dieses Dateisystem kann den Dump nicht seinem Besitzer vorbehalten: Andere können ihn dort womöglich lesen.</translation>
    </message>
    <message>
        <source>The dump was cancelled.</source>
        <translation>Der Dump wurde abgebrochen.</translation>
    </message>
    <message>
        <source>The dump became shorter while it was being written.</source>
        <translation>Der Dump wurde kürzer, während er geschrieben wurde.</translation>
    </message>
    <message>
        <source>The child process that writes the dump died.</source>
        <translation>Der Kindprozess, der den Dump schreibt, ist abgestürzt.</translation>
    </message>
    <message>
        <source>The dump ended with {0} ({1}).</source>
        <translation>Der Dump endete mit {0} ({1}).</translation>
    </message>
    <message>
        <source>read memory</source>
        <translation>Speicher lesen</translation>
    </message>
    <message>
        <source>The memory cannot be read.</source>
        <translation>Der Speicher ist nicht lesbar.</translation>
    </message>
    <message>
        <source>list file descriptors</source>
        <translation>Dateideskriptoren auflisten</translation>
    </message>
    <message>
        <source>Process {0} ended while its memory was being read.</source>
        <translation>Der Prozess {0} endete, während sein Speicher gelesen wurde.</translation>
    </message>
    <message>
        <source>Registers of the own thread can be noted by CPython on x86-64 only.</source>
        <translation>Die Register des eigenen Threads kann nur CPython auf x86-64 festhalten.</translation>
    </message>
    <message>
        <source>Give no exception, or one with a context of your own.</source>
        <translation>Geben Sie keine Ausnahme an, oder eine mit eigenem Kontext.</translation>
    </message>
    <message>
        <source>There is no process with the number {0}.</source>
        <translation>Es gibt keinen Prozess mit der Nummer {0}.</translation>
    </message>
    <message>
        <source>There is no process {0} (any more).</source>
        <translation>Es gibt keinen Prozess {0} (mehr).</translation>
    </message>
    <message>
        <source>It runs as administrator, and DumpDesk does not.</source>
        <translation>Er läuft als Administrator, DumpDesk nicht.</translation>
    </message>
    <message>
        <source>An administrator can look into it, and dump it, or allow it to everybody until the next restart: sudo sysctl kernel.yama.ptrace_scope=0</source>
        <translation>Ein Administrator kann hineinsehen und einen Dump schreiben, oder es bis zum nächsten Neustart allen erlauben: sudo sysctl kernel.yama.ptrace_scope=0</translation>
    </message>
    <message>
        <source>It is a service: it runs in session 0, apart from the programs of people.</source>
        <translation>Ein Dienst: Er läuft in Sitzung 0, getrennt von den Programmen der Benutzer.</translation>
    </message>
    <message>
        <source>It is a 32-bit process, dumped by the 32-bit dumper.</source>
        <translation>Es ist ein 32-Bit-Prozess; der 32-Bit-Dumper schreibt seinen Dump.</translation>
    </message>
    <message>
        <source>It runs in a package or AppContainer: {container}.</source>
        <translation>Er läuft in einem Paket oder AppContainer: {container}.</translation>
    </message>
    <message>
        <source>Java threads, frames and locks (wants full memory)</source>
        <translation>Threads, Frames und Sperren von Java (braucht den ganzen Speicher)</translation>
    </message>
    <message>
        <source>time of the dump</source>
        <translation>Zeit des Dumps</translation>
    </message>
    <message>
        <source>ticket number</source>
        <translation>Ticketnummer</translation>
    </message>
    <message>
        <source>who makes the dump</source>
        <translation>wer den Dump schreibt</translation>
    </message>
    <message>
        <source>It is a dump of the Windows kernel, not a minidump of a process.</source>
        <translation>Es ist ein Dump des Windows-Kernels, kein Minidump eines Prozesses.</translation>
    </message>
    <message>
        <source>Open it with WinDbg.</source>
        <translation>Öffnen Sie sie mit WinDbg.</translation>
    </message>
    <message>
        <source>It is an ELF core, not a minidump.</source>
        <translation>Es ist ein ELF-Core, kein Minidump.</translation>
    </message>
    <message>
        <source>Open it with gdb: gdb PROGRAM FILE.</source>
        <translation>Öffnen Sie sie mit gdb: gdb PROGRAMM DATEI.</translation>
    </message>
    <message>
        <source>It is a program or library of Linux (ELF), not a minidump.</source>
        <translation>Es ist ein Programm oder eine Bibliothek für Linux (ELF), kein Minidump.</translation>
    </message>
    <message>
        <source>Choose the dump that was made of it.</source>
        <translation>Wählen Sie den Dump, der davon gemacht wurde.</translation>
    </message>
    <message>
        <source>It is a core of macOS (Mach-O), not a minidump.</source>
        <translation>Es ist ein Core von macOS (Mach-O), kein Minidump.</translation>
    </message>
    <message>
        <source>Open it with lldb: lldb --core FILE.</source>
        <translation>Öffnen Sie sie mit lldb: lldb --core DATEI.</translation>
    </message>
    <message>
        <source>It is a program or library of Windows (PE), not a minidump.</source>
        <translation>Es ist ein Programm oder eine Bibliothek für Windows (PE), kein Minidump.</translation>
    </message>
    <message>
        <source>It is a minidump of a big-endian processor, which is not read here.</source>
        <translation>Es ist ein Minidump eines Big-Endian-Prozessors, der hier nicht gelesen wird.</translation>
    </message>
    <message>
        <source>Open it with minidump_dump of Breakpad.</source>
        <translation>Öffnen Sie sie mit minidump_dump von Breakpad.</translation>
    </message>
    <message>
        <source>It is compressed with gzip.</source>
        <translation>Sie ist mit gzip komprimiert.</translation>
    </message>
    <message>
        <source>Unpack it: dumpdesk unpack FILE, or gzip -dk FILE.</source>
        <translation>Entpacken Sie sie: dumpdesk unpack DATEI oder gzip -dk DATEI.</translation>
    </message>
    <message>
        <source>It is a zip archive.</source>
        <translation>Es ist ein Zip-Archiv.</translation>
    </message>
    <message>
        <source>Unpack it: dumpdesk unpack FILE takes the minidumps out of it.</source>
        <translation>Entpacken Sie es: dumpdesk unpack DATEI holt die Minidumps heraus.</translation>
    </message>
    <message>
        <source>It is compressed with zstd.</source>
        <translation>Sie ist mit zstd komprimiert.</translation>
    </message>
    <message>
        <source>It is compressed with xz.</source>
        <translation>Sie ist mit xz komprimiert.</translation>
    </message>
    <message>
        <source>It is compressed with bzip2.</source>
        <translation>Sie ist mit bzip2 komprimiert.</translation>
    </message>
    <message>
        <source>It is a 7z archive.</source>
        <translation>Es ist ein 7z-Archiv.</translation>
    </message>
    <message>
        <source>Unpack it: 7z x FILE.</source>
        <translation>Entpacken Sie es: 7z x DATEI.</translation>
    </message>
    <message>
        <source>It is a cabinet of Windows.</source>
        <translation>Es ist eine Kabinettdatei von Windows.</translation>
    </message>
    <message>
        <source>Unpack it: expand FILE -F:* FOLDER, or cabextract FILE.</source>
        <translation>Entpacken Sie sie: expand DATEI -F:* ORDNER oder cabextract DATEI.</translation>
    </message>
    <message>
        <source>It is the upload of a crash reporter (multipart), with the minidump inside.</source>
        <translation>Es ist das Hochgeladene eines Crash-Reporters (multipart), mit dem Minidump darin.</translation>
    </message>
    <message>
        <source>Take it out: dumpdesk unpack FILE.</source>
        <translation>Holen Sie ihn heraus: dumpdesk unpack DATEI.</translation>
    </message>
    <message>
        <source>It is a log with a microdump in it, not a minidump.</source>
        <translation>Es ist ein Protokoll mit einem Microdump darin, kein Minidump.</translation>
    </message>
    <message>
        <source>Open it with microdump_stackwalk of Breakpad.</source>
        <translation>Öffnen Sie es mit microdump_stackwalk von Breakpad.</translation>
    </message>
    <message>
        <source>It is a heap dump of Java (HPROF), not a minidump.</source>
        <translation>Es ist ein Heap-Dump von Java (HPROF), kein Minidump.</translation>
    </message>
    <message>
        <source>Open it with Eclipse Memory Analyzer or VisualVM.</source>
        <translation>Öffnen Sie ihn mit Eclipse Memory Analyzer oder VisualVM.</translation>
    </message>
    <message>
        <source>It is a crash report of Java (hs_err), a text, not a minidump.</source>
        <translation>Es ist ein Absturzbericht von Java (hs_err), ein Text, kein Minidump.</translation>
    </message>
    <message>
        <source>Open it with an editor; the core or minidump that it names lies elsewhere.</source>
        <translation>Öffnen Sie ihn mit einem Editor; der Core oder Minidump, den er nennt, liegt woanders.</translation>
    </message>
    <message>
        <source>It is a symbol file of Breakpad, a text, not a minidump.</source>
        <translation>Es ist eine Symboldatei von Breakpad, ein Text, kein Minidump.</translation>
    </message>
    <message>
        <source>Choose the dump that it belongs to.</source>
        <translation>Wählen Sie den Dump, zu dem sie gehört.</translation>
    </message>
    <message>
        <source>words on stacks</source>
        <translation>Wörter auf Stacks</translation>
    </message>
    <message>
        <source>blanked unless they are small numbers or lead into code or that stack</source>
        <translation>geleert, wenn sie nicht kleine Zahlen sind oder in Code oder diesen Stack führen</translation>
    </message>
    <message>
        <source>words on stacks, arguments and environment</source>
        <translation>Wörter auf Stacks, Argumente und Umgebung</translation>
    </message>
    <message>
        <source>blanked or left away unless they are needed to walk the stacks</source>
        <translation>geleert oder weggelassen, wenn sie nicht gebraucht werden, um die Stacks zu lesen</translation>
    </message>
    <message>
        <source>folders of names</source>
        <translation>Ordner in Namen</translation>
    </message>
    <message>
        <source>names of files are stored without them</source>
        <translation>Namen von Dateien werden ohne sie gespeichert</translation>
    </message>
    <message>
        <source>memory shared with devices</source>
        <translation>mit Geräten geteilter Speicher</translation>
    </message>
    <message>
        <source>slow to read, and not the program&apos;s own</source>
        <translation>langsam zu lesen und nicht der des Programms</translation>
    </message>
    <message>
        <source>its callback said so</source>
        <translation>sein Callback wollte es so</translation>
    </message>
    <message>
        <source>chosen by hand</source>
        <translation>von Hand gewählt</translation>
    </message>
    <message>
        <source>it asks the system to keep this memory out of dumps (MADV_DONTDUMP)</source>
        <translation>es bittet das System, diesen Speicher aus Dumps herauszuhalten (MADV_DONTDUMP)</translation>
    </message>
    <message>
        <source>memory of a device, which is not the program&apos;s</source>
        <translation>Speicher eines Geräts, der nicht der des Programms ist</translation>
    </message>
    <message>
        <source>Windows can only write less of single {0}, never more: {1} is not added ({2}).</source>
        <translation>Windows kann von einzelnen {0} nur weniger schreiben, nie mehr: {1} kommt nicht hinzu ({2}).</translation>
    </message>
    <message>
        <source>Windows stores the stack of a thread that is in the dump all the same ({0}).</source>
        <translation>Windows speichert den Stack eines Threads, der im Dump ist, trotzdem ({0}).</translation>
    </message>
    <message>
        <source>To Windows, {0} is only a hint: taking it away changes nothing ({1}).</source>
        <translation>Für Windows ist {0} nur ein Hinweis: Es wegzunehmen ändert nichts ({1}).</translation>
    </message>
    <message>
        <source>Windows does not give full access to threads ({0}): their registers and stacks may be missing.</source>
        <translation>Windows gibt keinen vollen Zugriff auf Threads ({0}): Ihre Register und Stacks können fehlen.</translation>
    </message>
    <message>
        <source>It is a 32-bit process: the dump shows it from the 64-bit side of Windows. In WinDbg, !wow64exts.sw switches.</source>
        <translation>Es ist ein 32-Bit-Prozess: Der Dump zeigt ihn von der 64-Bit-Seite von Windows. In WinDbg schaltet !wow64exts.sw um.</translation>
    </message>
    <message>
        <source>The program keeps {0} KiB of its memory from everybody else (memfd_secret): the dump will lack them.</source>
        <translation>Das Programm hält {0} KiB seines Speichers vor allen anderen verborgen (memfd_secret): Sie werden im Dump fehlen.</translation>
    </message>
    <message>
        <source>global variables of modules</source>
        <translation>globale Variablen von Modulen</translation>
    </message>
    <message>
        <source>code around instruction pointers and of modules</source>
        <translation>Code um Befehlszeiger und von Modulen</translation>
    </message>
    <message>
        <source>thread-local data</source>
        <translation>threadlokale Daten</translation>
    </message>
    <message>
        <source>data of threads (TEB, FLS)</source>
        <translation>Daten von Threads (TEB, FLS)</translation>
    </message>
    <message>
        <source>data of the process (PEB, arguments, environment)</source>
        <translation>Daten des Prozesses (PEB, Argumente, Umgebung)</translation>
    </message>
    <message>
        <source>Thread {id} ({name}) sleeps in the kernel, where it cannot be stopped: of its registers, only the instruction pointer and the stack pointer will be known.</source>
        <translation>Thread {id} ({name}) schläft im Kernel, wo er sich nicht anhalten lässt: Von seinen Registern werden nur Befehls- und Stapelzeiger bekannt sein.</translation>
    </message>
    <message>
        <source>It is frozen by its control group {group}, and threads so frozen cannot be stopped: of their registers, only the instruction pointer and the stack pointer will be known. Thaw it first to have them all.</source>
        <translation>Er ist von seiner Kontrollgruppe {group} eingefroren, und so eingefrorene Threads lassen sich nicht anhalten: Von ihren Registern werden nur Befehls- und Stapelzeiger bekannt sein. Tauen Sie ihn zuerst auf, um alle zu haben.</translation>
    </message>
    <message>
        <source>Thread {id} ({name}) has run out of its stack into the guard below.</source>
        <translation>Thread {id} ({name}) ist über seinen Stapel hinaus in die Schutzseite darunter gelaufen.</translation>
    </message>
    <message>
        <source>added by the filter</source>
        <translation>vom Filter hinzugefügt</translation>
    </message>
    <message>
        <source>code around the instruction pointer</source>
        <translation>Code um den Befehlszeiger</translation>
    </message>
    <message>
        <source>code of {module}</source>
        <translation>Code von {module}</translation>
    </message>
    <message>
        <source>data of {module}</source>
        <translation>Daten von {module}</translation>
    </message>
    <message>
        <source>stack of thread {id}</source>
        <translation>Stack von Thread {id}</translation>
    </message>
    <message>
        <source>thread-local data of a module</source>
        <translation>thread-lokale Daten eines Moduls</translation>
    </message>
    <message>
        <source>the rule {name}</source>
        <translation>die Regel {name}</translation>
    </message>
    <message>
        <source>its PDB has larger tables than are read</source>
        <translation>seine PDB hat größere Tabellen, als gelesen werden</translation>
    </message>
    <message>
        <source>From processes where {target} it collects {contents}</source>
        <translation>Von Prozessen mit {target} sammelt es: {contents}</translation>
    </message>
    <message>
        <source>From the chosen process it collects {contents}</source>
        <translation>Vom gewählten Prozess sammelt es: {contents}</translation>
    </message>
    <message>
        <source>{contents} (file names without folders)</source>
        <translation>{contents} (Dateinamen ohne Ordner)</translation>
    </message>
    <message>
        <source>it leaves out {names}</source>
        <translation>ausgelassen wird: {names}</translation>
    </message>
    <message>
        <source>it takes in {names}</source>
        <translation>aufgenommen wird: {names}</translation>
    </message>
    <message>
        <source>{count} filter rule sets how much is written of some</source>
        <translation>{count} Filterregel legt fest, wie viel von manchem geschrieben wird</translation>
    </message>
    <message>
        <source>{count} filter rules set how much is written of some</source>
        <translation>{count} Filterregeln legen fest, wie viel von manchem geschrieben wird</translation>
    </message>
    <message>
        <source>it leaves out what the program keeps out of dumps</source>
        <translation>es lässt weg, was das Programm aus Dumps heraushält</translation>
    </message>
    <message>
        <source>it adds a comment</source>
        <translation>ein Kommentar kommt hinzu</translation>
    </message>
    <message>
        <source>memory {name}</source>
        <translation>Speicher {name}</translation>
    </message>
    <message>
        <source>module {name}</source>
        <translation>Modul {name}</translation>
    </message>
    <message>
        <source>thread {name}</source>
        <translation>Thread {name}</translation>
    </message>
    <message>
        <source>{count} more</source>
        <translation>{count} weitere</translation>
    </message>
    <message>
        <source>{first} and {last}</source>
        <translation>{first} und {last}</translation>
    </message>
    <message>
        <source>, </source>
        <translation>, </translation>
    </message>
    <message>
        <source>; </source>
        <translation>; </translation>
    </message>
    <message>
        <source>{sentence}.</source>
        <translation>{sentence}.</translation>
    </message>
    <message>
        <source>{name} (PID {pid}): {reason}</source>
        <translation>{name} (PID {pid}): {reason}</translation>
    </message>
    <message>
        <source>Permission denied</source>
        <translation>Zugriff verweigert</translation>
    </message>
    <message>
        <source>Disk quota exceeded</source>
        <translation>Das Kontingent auf dem Laufwerk ist erschöpft</translation>
    </message>
    <message>
        <source>File exists</source>
        <translation>Die Datei gibt es schon</translation>
    </message>
    <message>
        <source>Input/output error</source>
        <translation>Ein-/Ausgabefehler</translation>
    </message>
    <message>
        <source>Is a directory</source>
        <translation>Es ist ein Ordner</translation>
    </message>
    <message>
        <source>Too many levels of symbolic links</source>
        <translation>Zu viele symbolische Verknüpfungen hintereinander</translation>
    </message>
    <message>
        <source>Too many open files</source>
        <translation>Zu viele offene Dateien</translation>
    </message>
    <message>
        <source>File name too long</source>
        <translation>Der Dateiname ist zu lang</translation>
    </message>
    <message>
        <source>No such file or directory</source>
        <translation>Datei oder Ordner gibt es nicht</translation>
    </message>
    <message>
        <source>Cannot allocate memory</source>
        <translation>Es ist kein Speicher frei</translation>
    </message>
    <message>
        <source>No space left on device</source>
        <translation>Auf dem Laufwerk ist kein Platz mehr</translation>
    </message>
    <message>
        <source>Not a directory</source>
        <translation>Es ist kein Ordner</translation>
    </message>
    <message>
        <source>No such device or address</source>
        <translation>Gerät oder Adresse gibt es nicht</translation>
    </message>
    <message>
        <source>Operation not permitted</source>
        <translation>Der Vorgang ist nicht erlaubt</translation>
    </message>
    <message>
        <source>Read-only file system</source>
        <translation>Das Dateisystem ist schreibgeschützt</translation>
    </message>
    <message>
        <source>Object contains unknown field `{field}`</source>
        <translation>es enthält das unbekannte Feld `{field}`</translation>
    </message>
    <message>
        <source>Object missing required field `{field}`</source>
        <translation>das nötige Feld `{field}` fehlt</translation>
    </message>
    <message>
        <source>Expected `{type}`, got `{found}`</source>
        <translation>erwartet wurde `{type}`, gefunden `{found}`</translation>
    </message>
    <message>
        <source>Expected `{type}`, got `{found}` - at `{place}`</source>
        <translation>bei `{place}` wurde `{type}` erwartet, gefunden `{found}`</translation>
    </message>
    <message>
        <source>Invalid value {found} - at `{place}`</source>
        <translation>ungültiger Wert {found} bei `{place}`</translation>
    </message>
    <message>
        <source>Invalid enum value {found} - at `{place}`</source>
        <translation>ungültiger Wert {found} bei `{place}`</translation>
    </message>
    <message>
        <source>Making the folder {folder}</source>
        <translation>Das Anlegen des Ordners {folder}</translation>
    </message>
    <message>
        <source>the comment</source>
        <translation>dem Kommentar</translation>
    </message>
    <message>
        <source>{0} is not an open file.</source>
        <translation>{0} ist keine offene Datei.</translation>
    </message>
    <message>
        <source>Pass what open(path, &apos;w+b&apos;) gives, or its descriptor; dump_to_file takes a path.</source>
        <translation>Übergeben Sie, was open(path, &apos;w+b&apos;) gibt, oder den Deskriptor davon; dump_to_file nimmt einen Pfad.</translation>
    </message>
    <message>
        <source>{0} is not {1}.</source>
        <translation>{0} ist nicht {1}.</translation>
    </message>
    <message>
        <source>Pass a number, not {0}.</source>
        <translation>Übergeben Sie eine Zahl, nicht {0}.</translation>
    </message>
    <message>
        <source>The callback {0} cannot be called.</source>
        <translation>Der Callback {0} kann nicht aufgerufen werden.</translation>
    </message>
    <message>
        <source>The file {0} has no descriptor: {1}.</source>
        <translation>Die Datei {0} hat keinen Deskriptor: {1}.</translation>
    </message>
    <message>
        <source>Pass a file that is open on a disk, as open(path, &apos;w+b&apos;) gives it.</source>
        <translation>Übergeben Sie eine auf einem Datenträger geöffnete Datei, wie open(path, &apos;w+b&apos;) sie gibt.</translation>
    </message>
    <message>
        <source>The target {0} is not process {1}.</source>
        <translation>Das Ziel {0} ist nicht Prozess {1}.</translation>
    </message>
    <message>
        <source>Pass what open_target gives, or None.</source>
        <translation>Übergeben Sie, was open_target gibt, oder None.</translation>
    </message>
    <message>
        <source>What was written is no dump: {0}</source>
        <translation>Was geschrieben wurde, ist kein Dump: {0}</translation>
    </message>
    <message>
        <source>Blanking parts of the dump</source>
        <translation>Das Überschreiben von Teilen des Dumps</translation>
    </message>
    <message>
        <source>Writing the dump</source>
        <translation>Schreiben des Dumps</translation>
    </message>
    <message>
        <source>{0} is on another machine.</source>
        <translation>{0} liegt auf einem anderen Rechner.</translation>
    </message>
    <message>
        <source>Copy it to a drive of this one.</source>
        <translation>Kopieren Sie sie auf ein Laufwerk dieses Rechners.</translation>
    </message>
    <message>
        <source>{0} has no {1}</source>
        <translation>{0} hat kein {1}</translation>
    </message>
    <message>
        <source>{0} ended while it was being dumped (exit code {1}).</source>
        <translation>{0} endete, während der Dump geschrieben wurde (Exitcode {1}).</translation>
    </message>
    <message>
        <source>Start it again and dump it earlier; nothing of this dump was kept.</source>
        <translation>Starten Sie es erneut und schreiben Sie den Dump früher; von diesem Dump wurde nichts behalten.</translation>
    </message>
    <message>
        <source>The memory at {0} cannot be read, and one such page ends a dump of all memory.</source>
        <translation>Der Speicher bei {0} ist nicht lesbar, und eine solche Seite beendet einen Dump des ganzen Speichers.</translation>
    </message>
    <message>
        <source>Add MiniDumpIgnoreInaccessibleMemory (0x20000): what cannot be read is left out then.</source>
        <translation>Nehmen Sie MiniDumpIgnoreInaccessibleMemory (0x20000) dazu: Was nicht lesbar ist, wird dann ausgelassen.</translation>
    </message>
    <message>
        <source>The file of the dump went away while it was written: {0}.</source>
        <translation>Die Datei des Dumps verschwand, während sie geschrieben wurde: {0}.</translation>
    </message>
    <message>
        <source>See whether its drive or server is still there, or choose another folder.</source>
        <translation>Sehen Sie nach, ob Laufwerk oder Server noch da sind, oder wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Emptying the file</source>
        <translation>Leeren der Datei</translation>
    </message>
    <message>
        <source>Looking at {0}</source>
        <translation>Nachsehen in {0}</translation>
    </message>
    <message>
        <source>Creating {0}</source>
        <translation>Anlegen von {0}</translation>
    </message>
    <message>
        <source>Reading the dump again</source>
        <translation>Das erneute Lesen des Dumps</translation>
    </message>
    <message>
        <source>Holding {0} bytes</source>
        <translation>Bereithalten von {0} Bytes</translation>
    </message>
    <message>
        <source>Reserving room for the dump</source>
        <translation>Reservieren von Platz für den Dump</translation>
    </message>
    <message>
        <source>{0} is there already: another dump is being written, it is a whole dump that was never given its name, or it is not ours.</source>
        <translation>{0} ist schon da: Ein anderer Dump wird gerade geschrieben, es ist ein vollständiger Dump, der seinen Namen nie bekam, oder die Datei ist nicht unsere.</translation>
    </message>
    <message>
        <source>Wait for it, choose another name, or rename or delete that file.</source>
        <translation>Warten Sie darauf, wählen Sie einen anderen Namen, oder benennen Sie die Datei um oder löschen Sie sie.</translation>
    </message>
    <message>
        <source>Opening {0}</source>
        <translation>Öffnen von {0}</translation>
    </message>
    <message>
        <source>Opening a file for the dump to wait in</source>
        <translation>Öffnen einer Datei, in der der Dump wartet</translation>
    </message>
    <message>
        <source>{0} It waits in {1} until it can be passed on.</source>
        <translation>{0} Er wartet in {1}, bis er weitergegeben werden kann.</translation>
    </message>
    <message>
        <source>{0} does not say which process is meant.</source>
        <translation>{0} sagt nicht, welcher Prozess gemeint ist.</translation>
    </message>
    <message>
        <source>Pass what key_of gives for its number.</source>
        <translation>Übergeben Sie, was key_of für seine Nummer gibt.</translation>
    </message>
    <message>
        <source>Process {0} has ended; its number now belongs to another program ({1}).</source>
        <translation>Der Prozess {0} ist beendet; seine Nummer gehört jetzt einem anderen Programm ({1}).</translation>
    </message>
    <message>
        <source>ask file system</source>
        <translation>Dateisystem fragen</translation>
    </message>
    <message>
        <source>Not told: the file system of {0} does not answer.</source>
        <translation>Nicht bekannt: Das Dateisystem von {0} antwortet nicht.</translation>
    </message>
    <message>
        <source>Choose another drive.</source>
        <translation>Wählen Sie ein anderes Laufwerk.</translation>
    </message>
    <message>
        <source>Reading the memory</source>
        <translation>Lesen des Speichers</translation>
    </message>
    <message>
        <source>find pages</source>
        <translation>Seiten finden</translation>
    </message>
    <message>
        <source>About {0} KiB that came into this mapping just before the stop are not in the dump: this version of Linux does not tell where they are.</source>
        <translation>Etwa {0} KiB, die kurz vor dem Anhalten in diese Zuordnung kamen, sind nicht im Dump: Diese Version von Linux sagt nicht, wo sie sind.</translation>
    </message>
    <message>
        <source>{0} of process {1}</source>
        <translation>{0} von Prozess {1}</translation>
    </message>
    <message>
        <source>Reading the state</source>
        <translation>Lesen des Zustands</translation>
    </message>
    <message>
        <source>Opening a thread</source>
        <translation>Öffnen eines Threads</translation>
    </message>
    <message>
        <source>Opening the process</source>
        <translation>Öffnen des Prozesses</translation>
    </message>
    <message>
        <source>The system denies access to process {0}.</source>
        <translation>Das System verweigert den Zugriff auf den Prozess {0}.</translation>
    </message>
    <message>
        <source>The program is made for a processor that DumpDesk does not know (ELF machine {0}).</source>
        <translation>Das Programm ist für einen Prozessor gemacht, den DumpDesk nicht kennt (ELF-Maschine {0}).</translation>
    </message>
    <message>
        <source>Programs for x86-64, x86 and ARM64 can be dumped.</source>
        <translation>Dumps sind von Programmen für x86-64, x86 und ARM64 möglich.</translation>
    </message>
    <message>
        <source>Reading the maps</source>
        <translation>Lesen der Speicherkarte</translation>
    </message>
    <message>
        <source>Process {0} has just ended.</source>
        <translation>Der Prozess {0} ist gerade beendet worden.</translation>
    </message>
    <message>
        <source>read smaps</source>
        <translation>smaps lesen</translation>
    </message>
    <message>
        <source>{0}: MADV_DONTDUMP unknown.</source>
        <translation>{0}: MADV_DONTDUMP unbekannt.</translation>
    </message>
    <message>
        <source>Opening the memory</source>
        <translation>Öffnen des Speichers</translation>
    </message>
    <message>
        <source>Reading the program</source>
        <translation>Lesen des Programms</translation>
    </message>
    <message>
        <source>A process cannot stop and trace itself.</source>
        <translation>Ein Prozess kann sich nicht selbst anhalten und verfolgen.</translation>
    </message>
    <message>
        <source>Dump it from another process; write_dump does this by itself.</source>
        <translation>Erstellen Sie den Dump aus einem anderen Prozess; write_dump tut dies von selbst.</translation>
    </message>
    <message>
        <source>{0} is a thread of process {1}.</source>
        <translation>{0} ist ein Thread des Prozesses {1}.</translation>
    </message>
    <message>
        <source>Choose process {0}.</source>
        <translation>Wählen Sie den Prozess {0}.</translation>
    </message>
    <message>
        <source>read {0}</source>
        <translation>{0} lesen</translation>
    </message>
    <message>
        <source>Process {0} has ended.</source>
        <translation>Der Prozess {0} ist beendet.</translation>
    </message>
    <message>
        <source>DumpDesk cannot look into processes on {0} yet.</source>
        <translation>DumpDesk kann auf {0} noch nicht in Prozesse sehen.</translation>
    </message>
    <message>
        <source>Windows refuses access to process {0} even to an administrator: {1}.</source>
        <translation>Windows verweigert den Zugriff auf Prozess {0} selbst einem Administrator: {1}.</translation>
    </message>
    <message>
        <source>A security program or a policy may protect it: ask whoever looks after this machine.</source>
        <translation>Ein Sicherheitsprogramm oder eine Richtlinie schützt ihn womöglich: Fragen Sie, wer diesen Rechner betreut.</translation>
    </message>
    <message>
        <source>Windows does not list its processes (status {0}).</source>
        <translation>Windows nennt seine Prozesse nicht (Status {0}).</translation>
    </message>
    <message>
        <source>The command line cannot say which exception is meant.</source>
        <translation>Die Befehlszeile kann nicht sagen, welche Ausnahme gemeint ist.</translation>
    </message>
    <message>
        <source>The user streams are too large for a command line.</source>
        <translation>Die Benutzer-Streams sind zu groß für eine Befehlszeile.</translation>
    </message>
    <message>
        <source>Give them as files.</source>
        <translation>Geben Sie sie als Dateien an.</translation>
    </message>
    <message>
        <source>A command line cannot hold zero characters.</source>
        <translation>Eine Befehlszeile kann keine Nullzeichen enthalten.</translation>
    </message>
    <message>
        <source>In the filter, {0} {1}.</source>
        <translation>Im Filter: {0} {1}.</translation>
    </message>
    <message>
        <source>Correct the filter.</source>
        <translation>Berichtigen Sie den Filter.</translation>
    </message>
    <message>
        <source>is not an object</source>
        <translation>ist kein Objekt</translation>
    </message>
    <message>
        <source>has no {0}</source>
        <translation>hat kein {0}</translation>
    </message>
    <message>
        <source>has an include that is not true or false</source>
        <translation>hat ein include, das weder true noch false ist</translation>
    </message>
    <message>
        <source>has a {0} that is not a number of 64 bits</source>
        <translation>hat ein {0}, das keine 64-Bit-Zahl ist</translation>
    </message>
    <message>
        <source>has write flags that are not a list of names</source>
        <translation>hat Schreibflags, die keine Liste von Namen sind</translation>
    </message>
    <message>
        <source>the filter</source>
        <translation>der Filter</translation>
    </message>
    <message>
        <source>is not an object with modules, threads and memory</source>
        <translation>ist kein Objekt mit modules, threads und memory</translation>
    </message>
    <message>
        <source>has no part called {0}</source>
        <translation>hat keinen Teil namens {0}</translation>
    </message>
    <message>
        <source>has no write flag {0}; there are {1}</source>
        <translation>hat kein Schreibflag {0}; es gibt {1}</translation>
    </message>
    <message>
        <source>is not a list of rules</source>
        <translation>ist keine Liste von Regeln</translation>
    </message>
    <message>
        <source>is not JSON: {0}</source>
        <translation>ist kein JSON: {0}</translation>
    </message>
    <message>
        <source>The flags {0} hold bits that are not valid ({1}).</source>
        <translation>Die Flags {0} enthalten ungültige Bits ({1}).</translation>
    </message>
    <message>
        <source>Use flags within {0}; `dumpdesk flags` lists them.</source>
        <translation>Verwenden Sie Flags innerhalb von {0}; `dumpdesk flags` führt sie auf.</translation>
    </message>
    <message>
        <source>MiniDumpFilterTriage and MiniDumpWithAvxXStateContext exclude each other.</source>
        <translation>MiniDumpFilterTriage und MiniDumpWithAvxXStateContext schließen einander aus.</translation>
    </message>
    <message>
        <source>Clear one of the two.</source>
        <translation>Schalten Sie eines von beiden aus.</translation>
    </message>
    <message>
        <source>No flags were given.</source>
        <translation>Es wurden keine Flags angegeben.</translation>
    </message>
    <message>
        <source>Give a number such as 0x21925, or names.</source>
        <translation>Geben Sie eine Zahl wie 0x21925 an, oder Namen.</translation>
    </message>
    <message>
        <source>{0} is neither a flag nor a number.</source>
        <translation>{0} ist weder ein Flag noch eine Zahl.</translation>
    </message>
    <message>
        <source>The callback answered FALSE for the {0} {1}, which fails a dump.</source>
        <translation>Der Callback antwortete FALSE für {0} {1}, was einen Dump scheitern lässt.</translation>
    </message>
    <message>
        <source>Leave a {0} out through Include{1}Callback or by clearing its flags.</source>
        <translation>Lassen Sie {0} über Include{1}Callback aus, oder indem Sie die Flags löschen.</translation>
    </message>
    <message>
        <source>The callback says that the process is a snapshot; Linux has none.</source>
        <translation>Der Callback sagt, der Prozess sei ein Snapshot; unter Linux gibt es keine.</translation>
    </message>
    <message>
        <source>Leave the answer to IsProcessSnapshotCallback as it is.</source>
        <translation>Lassen Sie die Antwort auf IsProcessSnapshotCallback, wie sie ist.</translation>
    </message>
    <message>
        <source>In the recipe, {0} {1}.</source>
        <translation>Im Rezept: {0} {1}.</translation>
    </message>
    <message>
        <source>This is not a recipe that this DumpDesk understands: {0}.</source>
        <translation>Dies ist kein Rezept, das dieses DumpDesk versteht: {0}.</translation>
    </message>
    <message>
        <source>Ask its sender for a corrected one, or update DumpDesk.</source>
        <translation>Bitten Sie den Absender um ein berichtigtes, oder aktualisieren Sie DumpDesk.</translation>
    </message>
    <message>
        <source>the recipe&apos;s comment</source>
        <translation>dem Kommentar des Rezepts</translation>
    </message>
    <message>
        <source>The recipe is larger than {0} KiB.</source>
        <translation>Das Rezept ist größer als {0} KiB.</translation>
    </message>
    <message>
        <source>Ask its sender for a smaller one.</source>
        <translation>Bitten Sie den Absender um ein kleineres.</translation>
    </message>
    <message>
        <source>Reading the recipe {0}</source>
        <translation>Lesen des Rezepts {0}</translation>
    </message>
    <message>
        <source>Writing the recipe {0}</source>
        <translation>Schreiben des Rezepts {0}</translation>
    </message>
    <message>
        <source>is longer than {0} characters</source>
        <translation>ist länger als {0} Zeichen</translation>
    </message>
    <message>
        <source>has more than {0} rules</source>
        <translation>hat mehr als {0} Regeln</translation>
    </message>
    <message>
        <source>is wrong at character {0}: {1}</source>
        <translation>ist an Stelle {0} falsch: {1}</translation>
    </message>
    <message>
        <source>it is not JSON ({0})</source>
        <translation>es ist kein JSON ({0})</translation>
    </message>
    <message>
        <source>{0} is not a file.</source>
        <translation>{0} ist keine Datei.</translation>
    </message>
    <message>
        <source>Choose a recipe.</source>
        <translation>Wählen Sie ein Rezept.</translation>
    </message>
    <message>
        <source>Check the name.</source>
        <translation>Prüfen Sie den Namen.</translation>
    </message>
    <message>
        <source>holds a character that cannot be seen, U+{0}, as number {1}</source>
        <translation>enthält ein unsichtbares Zeichen, U+{0}, an Stelle {1}</translation>
    </message>
    <message>
        <source>The exception holds numbers of more than 64 bits.</source>
        <translation>Die Ausnahme enthält Zahlen von mehr als 64 Bit.</translation>
    </message>
    <message>
        <source>The user stream {0} is not a number of 32 bits with bytes.</source>
        <translation>Der Benutzer-Stream {0} ist keine 32-Bit-Zahl mit Bytes.</translation>
    </message>
    <message>
        <source>The request cannot be read: {0}.</source>
        <translation>Der Auftrag ist nicht lesbar: {0}.</translation>
    </message>
    <message>
        <source>character {0} of {1}</source>
        <translation>Zeichen {0} in {1}</translation>
    </message>
    <message>
        <source>The brace {0} at {1} stands alone.</source>
        <translation>Die Klammer {0} an {1} steht allein.</translation>
    </message>
    <message>
        <source>Write {name} or no brace at all.</source>
        <translation>Schreiben Sie {name} oder gar keine Klammer.</translation>
    </message>
    <message>
        <source>There is no {{0}}, at {1}.</source>
        <translation>Es gibt kein {{0}}, an {1}.</translation>
    </message>
    <message>
        <source>There are {0}.</source>
        <translation>Es gibt {0}.</translation>
    </message>
    <message>
        <source>it was cancelled</source>
        <translation>es wurde abgebrochen</translation>
    </message>
    <message>
        <source>The system gives us no more threads.</source>
        <translation>Das System gibt uns keine weiteren Threads.</translation>
    </message>
    <message>
        <source>The process that writes dumps has ended unexpectedly ({0}).</source>
        <translation>Der Prozess, der Dumps schreibt, ist unerwartet zu Ende gegangen ({0}).</translation>
    </message>
    <message>
        <source>The dump was given up because DumpDesk is closing.</source>
        <translation>Der Dump wurde aufgegeben, weil DumpDesk schließt.</translation>
    </message>
    <message>
        <source>The program replaced itself (exec) while it was being looked at: {0} → {1}.</source>
        <translation>Das Programm hat sich selbst ersetzt (exec), während es betrachtet wurde: {0} → {1}.</translation>
    </message>
    <message>
        <source>The program replaced itself (exec) while it was being looked at.</source>
        <translation>Das Programm hat sich selbst ersetzt (exec), während es betrachtet wurde.</translation>
    </message>
    <message>
        <source>Looking at the process</source>
        <translation>Betrachten des Prozesses</translation>
    </message>
    <message>
        <source>Process {0} is a 64-bit program, and this DumpDesk is a 32-bit one.</source>
        <translation>Prozess {0} ist ein 64-Bit-Programm und dieses DumpDesk ein 32-Bit-Programm.</translation>
    </message>
    <message>
        <source>--exception {0} is not complete.</source>
        <translation>--exception {0} ist nicht vollständig.</translation>
    </message>
    <message>
        <source>--exception {0} is not understood.</source>
        <translation>--exception {0} wird nicht verstanden.</translation>
    </message>
    <message>
        <source>The path of DbgHelp is not the full path of a DLL or its folder on this machine.</source>
        <translation>Der Pfad von DbgHelp ist kein vollständiger Pfad einer DLL oder ihres Ordners auf diesem Rechner.</translation>
    </message>
    <message>
        <source>Give one that begins with a drive, such as C:\Debuggers\dbghelp.dll, or none.</source>
        <translation>Geben Sie einen an, der mit einem Laufwerk beginnt, etwa C:\Debuggers\dbghelp.dll, oder keinen.</translation>
    </message>
    <message>
        <source>Looking for {0}</source>
        <translation>Suchen von {0}</translation>
    </message>
    <message>
        <source>The program you were dumping runs on and no dump was left. Try again.</source>
        <translation>Das Programm, das Sie gedumpt haben, läuft weiter, und es wurde kein Dump hinterlassen. Versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The program you were dumping runs on and the dump is complete, but it was not checked. Verify it.</source>
        <translation>Das Programm, das Sie gedumpt haben, läuft weiter, und der Dump ist vollständig, aber nicht geprüft. Prüfen Sie ihn.</translation>
    </message>
    <message>
        <source>The program you were dumping runs on. See whether a file whose name ends in .part was left, and try again.</source>
        <translation>Das Programm, das Sie gedumpt haben, läuft weiter. Sehen Sie nach, ob eine Datei hinterlassen wurde, deren Name auf .part endet, und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Writing the dump to the output</source>
        <translation>Schreiben des Dumps in die Ausgabe</translation>
    </message>
    <message>
        <source>Check the program or the file that it goes to.</source>
        <translation>Prüfen Sie das Programm oder die Datei, wohin er geht.</translation>
    </message>
    <message>
        <source>Another DumpDesk is dumping process {0}.</source>
        <translation>Ein anderes DumpDesk schreibt gerade einen Dump von Prozess {0}.</translation>
    </message>
    <message>
        <source>Wait until that dump is done, or cancel it.</source>
        <translation>Warten Sie, bis dieser Dump fertig ist, oder brechen Sie ihn ab.</translation>
    </message>
    <message>
        <source>Something unexpected happened in the dumper: {0}: {1}.</source>
        <translation>Im Dump-Prozess ist etwas Unerwartetes geschehen: {0}: {1}.</translation>
    </message>
    <message>
        <source>The request takes {0} MiB; {1} MiB is the most.</source>
        <translation>Der Auftrag hat {0} MiB; höchstens {1} MiB sind möglich.</translation>
    </message>
    <message>
        <source>Leave out large user streams.</source>
        <translation>Lassen Sie große eigene Streams weg.</translation>
    </message>
    <message>
        <source>The dumper does not understand a command: {0}.</source>
        <translation>Der Dump-Prozess versteht einen Befehl nicht: {0}.</translation>
    </message>
    <message>
        <source>The dump has neither a path nor a descriptor to go to.</source>
        <translation>Der Dump hat weder einen Pfad noch einen Deskriptor als Ziel.</translation>
    </message>
    <message>
        <source>Try again; if it happens again, report it with the log.</source>
        <translation>Versuchen Sie es erneut; geschieht es wieder, melden Sie es mit dem Protokoll.</translation>
    </message>
    <message>
        <source>The file is damaged or not a minidump: fetch or write it again.</source>
        <translation>Die Datei ist beschädigt oder kein Minidump: Holen oder schreiben Sie sie erneut.</translation>
    </message>
    <message>
        <source>Correct the request and try again.</source>
        <translation>Berichtigen Sie den Auftrag und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>Run DumpDesk as the owner of the process or as administrator.</source>
        <translation>Führen Sie DumpDesk als Besitzer des Prozesses oder als Administrator aus.</translation>
    </message>
    <message>
        <source>See whether it still runs, and choose again.</source>
        <translation>Sehen Sie nach, ob er noch läuft, und wählen Sie erneut.</translation>
    </message>
    <message>
        <source>Tick MiniDumpIgnoreInaccessibleMemory to leave such memory out.</source>
        <translation>Kreuzen Sie MiniDumpIgnoreInaccessibleMemory an, um solchen Speicher auszulassen.</translation>
    </message>
    <message>
        <source>Close other programs, or raise the limit (ulimit -a shows all; a container has its own).</source>
        <translation>Schließen Sie andere Programme, oder erhöhen Sie die Grenze (ulimit -a zeigt alle; ein Container hat eigene).</translation>
    </message>
    <message>
        <source>Choose another folder or file name.</source>
        <translation>Wählen Sie einen anderen Ordner oder Dateinamen.</translation>
    </message>
    <message>
        <source>Free some space, choose another drive, or include less.</source>
        <translation>Schaffen Sie Platz, wählen Sie ein anderes Laufwerk, oder nehmen Sie weniger auf.</translation>
    </message>
    <message>
        <source>Include less, or choose another drive (FAT32 and some limits end at 4 GiB).</source>
        <translation>Nehmen Sie weniger auf, oder wählen Sie ein anderes Laufwerk (FAT32 und manche Beschränkungen enden bei 4 GiB).</translation>
    </message>
    <message>
        <source> (at offset {0})</source>
        <translation> (an Position {0})</translation>
    </message>
    <message>
        <source>{0} failed: {1}.</source>
        <translation>{0} ist fehlgeschlagen: {1}.</translation>
    </message>
    <message>
        <source>There is not enough memory.</source>
        <translation>Es ist nicht genug Arbeitsspeicher frei.</translation>
    </message>
    <message>
        <source>Asking the system for more</source>
        <translation>Das Anfordern von Systemmitteln</translation>
    </message>
    <message>
        <source>There is no minidump in {0}</source>
        <translation>In {0} ist kein Minidump</translation>
    </message>
    <message>
        <source>Unpacking {0}</source>
        <translation>{0} zu entpacken</translation>
    </message>
    <message>
        <source>{0} is damaged: {1}</source>
        <translation>{0} ist beschädigt: {1}</translation>
    </message>
    <message>
        <source>{0} cannot be unpacked here: {1}</source>
        <translation>{0} kann hier nicht entpackt werden: {1}</translation>
    </message>
    <message>
        <source>Unpack it with the tool that made it.</source>
        <translation>Entpacken Sie es mit dem Programm, das es gemacht hat.</translation>
    </message>
    <message>
        <source>Threads stand in the list more than once: {0}.</source>
        <translation>Threads stehen mehrfach in der Liste: {0}.</translation>
    </message>
    <message>
        <source>The exception is of thread {0}, which is not in the dump.</source>
        <translation>Die Ausnahme gehört zu Thread {0}, der nicht im Dump ist.</translation>
    </message>
    <message>
        <source>Registers of this processor ({0}) are not understood here. Threads, modules, memory and texts are read all the same.</source>
        <translation>Register dieses Prozessors ({0}) werden hier nicht verstanden. Threads, Module, Speicher und Texte werden trotzdem gelesen.</translation>
    </message>
    <message>
        <source>The system is not known (number {0}), so nobody can tell what its exceptions mean. All else is read as usual.</source>
        <translation>Das System ist nicht bekannt (Nummer {0}), deshalb kann niemand sagen, was seine Ausnahmen bedeuten. Alles andere wird wie sonst gelesen.</translation>
    </message>
    <message>
        <source>The registers of threads lie outside the file: {0}.</source>
        <translation>Die Register von Threads liegen außerhalb der Datei: {0}.</translation>
    </message>
    <message>
        <source>The registers of threads take fewer than {0} bytes, so that several readers show no stack for them: {1}.</source>
        <translation>Die Register von Threads haben weniger als {0} Bytes, sodass manche Leseprogramme keinen Stack für sie zeigen: {1}.</translation>
    </message>
    <message>
        <source>Threads execute outside every module and region: {0}.</source>
        <translation>Threads führen außerhalb jedes Moduls und Bereichs aus: {0}.</translation>
    </message>
    <message>
        <source>Stacks are not in the file, though their threads name them: {0}.</source>
        <translation>Stacks sind nicht in der Datei, obwohl ihre Threads sie nennen: {0}.</translation>
    </message>
    <message>
        <source>Modules of size 0, to which nothing can be traced: {0}.</source>
        <translation>Module der Größe 0, denen nichts zugeordnet werden kann: {0}.</translation>
    </message>
    <message>
        <source>Modules overlap those before them, so functions may be named wrongly: {0}.</source>
        <translation>Module überlappen die vor ihnen, sodass Funktionen falsch benannt sein können: {0}.</translation>
    </message>
    <message>
        <source>The first module is {0}, but the program is {1}: debuggers take the first one for the program.</source>
        <translation>Das erste Modul ist {0}, das Programm aber {1}: Debugger halten das erste für das Programm.</translation>
    </message>
    <message>
        <source>Modules are recorded smaller than they are, so that functions in the rest cannot be named: {0}.</source>
        <translation>Module sind kleiner verzeichnet, als sie sind, sodass Funktionen im Rest nicht benannt werden können: {0}.</translation>
    </message>
    <message>
        <source>The registers of threads are not marked as those of this processor ({0}), so they may be shown wrongly: {1}.</source>
        <translation>Die Register von Threads sind nicht als die dieses Prozessors ({0}) gekennzeichnet, sie werden vielleicht falsch gezeigt: {1}.</translation>
    </message>
    <message>
        <source>errors nested too deeply to show</source>
        <translation>zu tief geschachtelte Fehler</translation>
    </message>
    <message>
        <source>It is larger than the file.</source>
        <translation>Es ist größer als die Datei.</translation>
    </message>
    <message>
        <source> ({0} bytes at {1})</source>
        <translation> ({0} Bytes an {1})</translation>
    </message>
    <message>
        <source>Streams should end behind the end of the file at {0}, which was cut short: {1}.</source>
        <translation>Streams sollten hinter dem Ende der Datei bei {0} enden, die abgeschnitten wurde: {1}.</translation>
    </message>
    <message>
        <source>Cannot be read, and is left empty ({0}, {1} in all): {2}</source>
        <translation>Nicht zu lesen und leer gelassen ({0}, insgesamt {1}): {2}</translation>
    </message>
    <message>
        <source>The process id is not in the file.</source>
        <translation>Die Prozess-ID ist nicht in der Datei.</translation>
    </message>
    <message>
        <source>Memory64ListStream comes without MemoryInfoListStream; some readers (udmp-parser) refuse such a file. WinDbg and LLDB open it.</source>
        <translation>Memory64ListStream kommt ohne MemoryInfoListStream; manche Leseprogramme (udmp-parser) lehnen eine solche Datei ab. WinDbg und LLDB öffnen sie.</translation>
    </message>
    <message>
        <source>There are two lists of memory; readers differ in which one they use.</source>
        <translation>Es gibt zwei Speicherlisten; Leseprogramme verwenden nicht alle dieselbe.</translation>
    </message>
    <message>
        <source>{0} of {1} memory ranges pass the end of the file, {2} bytes are missing: the file was cut short. Threads and modules can be shown, but LLDB may show no memory at all.</source>
        <translation>{0} von {1} Speicherbereichen reichen über das Dateiende hinaus, {2} Bytes fehlen: Die Datei wurde abgeschnitten. Threads und Module sind zu sehen, aber LLDB zeigt womöglich gar keinen Speicher.</translation>
    </message>
    <message>
        <source>{0} memory ranges overlap their neighbours; some readers then ignore all memory.</source>
        <translation>{0} Speicherbereiche überlappen ihre Nachbarn; manche Leseprogramme ignorieren dann allen Speicher.</translation>
    </message>
    <message>
        <source>A memory range passes the end of the address space.</source>
        <translation>Ein Speicherbereich reicht über das Ende des Adressraums hinaus.</translation>
    </message>
    <message>
        <source>There is no {0}: {1}.</source>
        <translation>Es gibt kein {0}: {1}.</translation>
    </message>
    <message>
        <source>{0} bytes that were to be left out are in the file ({1}): {2}. Do not pass it on; a new dump can have them blanked.</source>
        <translation>{0} Bytes, die wegzulassen waren, sind in der Datei ({1}): {2}. Geben Sie sie nicht weiter; ein neuer Dump kann sie überschreiben lassen.</translation>
    </message>
    <message>
        <source>The file has {0} bytes instead of {1}: it was cut short.</source>
        <translation>Die Datei hat {0} Bytes statt {1}: Sie wurde abgeschnitten.</translation>
    </message>
    <message>
        <source>The file records the flags {0} instead of {1}.</source>
        <translation>Die Datei verzeichnet die Flags {0} statt {1}.</translation>
    </message>
    <message>
        <source>{0} bytes of memory are missing, from {1} on.</source>
        <translation>{0} Bytes Speicher fehlen, ab {1}.</translation>
    </message>
    <message>
        <source>{0} bytes of memory are in the file that were not asked for, from {1} on.</source>
        <translation>{0} Bytes Speicher sind in der Datei, die nicht verlangt waren, ab {1}.</translation>
    </message>
    <message>
        <source>Threads have lost their stacks: {0}.</source>
        <translation>Threads haben ihre Stacks verloren: {0}.</translation>
    </message>
    <message>
        <source>Threads have lost their registers: {0}.</source>
        <translation>Threads haben ihre Register verloren: {0}.</translation>
    </message>
    <message>
        <source>Streams are missing: {0}.</source>
        <translation>Streams fehlen: {0}.</translation>
    </message>
    <message>
        <source>{0} are missing: {1}.</source>
        <translation>{0} fehlen: {1}.</translation>
    </message>
    <message>
        <source>{0} are in the file that were to be left out: {1}.</source>
        <translation>{0} sind in der Datei, die ausgelassen werden sollten: {1}.</translation>
    </message>
    <message>
        <source>The file has {0} bytes instead of {1}.</source>
        <translation>Die Datei hat {0} Bytes statt {1}.</translation>
    </message>
    <message>
        <source>Streams are {0}: {1}.</source>
        <translation>Streams sind {0}: {1}.</translation>
    </message>
    <message>
        <source>The dump has no stream {0}.</source>
        <translation>Der Dump hat keinen Stream {0}.</translation>
    </message>
    <message>
        <source>It has these: {0}.</source>
        <translation>Er hat diese: {0}.</translation>
    </message>
    <message>
        <source>There is no field to compare.</source>
        <translation>Es fehlt ein Feld zum Vergleichen.</translation>
    </message>
    <message>
        <source>There is nothing {0} “{1}”.</source>
        <translation>Es steht nichts {0} „{1}“.</translation>
    </message>
    <message>
        <source>Write what is wanted, or “{0}” in quotes to search for the word.</source>
        <translation>Schreiben Sie, was gesucht ist, oder „{0}“ in Anführungszeichen, um das Wort zu suchen.</translation>
    </message>
    <message>
        <source>This bracket closes nothing.</source>
        <translation>Diese Klammer schließt nichts.</translation>
    </message>
    <message>
        <source>After {0} there is no value.</source>
        <translation>Nach {0} fehlt ein Wert.</translation>
    </message>
    <message>
        <source>Write what to compare {0} with.</source>
        <translation>Schreiben Sie, womit {0} verglichen werden soll.</translation>
    </message>
    <message>
        <source>{0} cannot be compared by {1}.</source>
        <translation>{0} kann nicht mit {1} verglichen werden.</translation>
    </message>
    <message>
        <source>Use one of {0}</source>
        <translation>Verwenden Sie eines von {0}</translation>
    </message>
    <message>
        <source>There are too many brackets in one another.</source>
        <translation>Zu viele Klammern stecken ineinander.</translation>
    </message>
    <message>
        <source>This bracket is not closed.</source>
        <translation>Diese Klammer ist nicht geschlossen.</translation>
    </message>
    <message>
        <source>Write ) at its end.</source>
        <translation>Schreiben Sie ) an ihr Ende.</translation>
    </message>
    <message>
        <source>The quotes are not closed.</source>
        <translation>Die Anführungszeichen sind nicht geschlossen.</translation>
    </message>
    <message>
        <source>Write them at the end, too.</source>
        <translation>Schreiben Sie sie auch ans Ende.</translation>
    </message>
    <message>
        <source>There is no field {0}.</source>
        <translation>Es gibt kein Feld {0}.</translation>
    </message>
    <message>
        <source>There are {0}. {1}</source>
        <translation>Es gibt {0}. {1}</translation>
    </message>
    <message>
        <source>There is nothing in the brackets.</source>
        <translation>In der Klammer steht nichts.</translation>
    </message>
    <message>
        <source>{0} is not a number.</source>
        <translation>{0} ist keine Zahl.</translation>
    </message>
    <message>
        <source>{0} takes {1}.</source>
        <translation>{0} nimmt {1}.</translation>
    </message>
    <message>
        <source>{0} is not a unit of {1}.</source>
        <translation>{0} ist keine Einheit von {1}.</translation>
    </message>
    <message>
        <source>{0} is no answer to whether a process can be dumped.</source>
        <translation>{0} ist keine Antwort darauf, ob ein Dump des Prozesses möglich ist.</translation>
    </message>
    <message>
        <source>no X server of this machine: {0}</source>
        <translation>kein X-Server dieses Rechners: {0}</translation>
    </message>
    <message>
        <source>this X server does not tell whose a window is</source>
        <translation>dieser X-Server sagt nicht, wem ein Fenster gehört</translation>
    </message>
    <message>
        <source>It was not noted when process {0} was started: another program may have its number by now.</source>
        <translation>Wann der Prozess {0} gestartet wurde, ist nicht vermerkt: seine Nummer kann inzwischen einem anderen Programm gehören.</translation>
    </message>
    <message>
        <source>Choose the process in the table and dump it.</source>
        <translation>Wählen Sie den Prozess in der Tabelle aus und schreiben Sie seinen Dump.</translation>
    </message>
    <message>
        <source>It is not known what was asked for.</source>
        <translation>Es ist nicht bekannt, was verlangt war.</translation>
    </message>
    <message>
        <source>Dump it anew.</source>
        <translation>Schreiben Sie den Dump neu.</translation>
    </message>
    <message>
        <source>Writing {0}</source>
        <translation>Schreiben von {0}</translation>
    </message>
    <message>
        <source>the name template</source>
        <translation>der Namensvorlage</translation>
    </message>
    <message>
        <source>There are too many dumps of that name in the folder.</source>
        <translation>Im Ordner sind zu viele Dumps dieses Namens.</translation>
    </message>
    <message>
        <source>Choose another name or folder.</source>
        <translation>Wählen Sie einen anderen Namen oder Ordner.</translation>
    </message>
    <message>
        <source>A template has at most {0} characters.</source>
        <translation>Eine Vorlage hat höchstens {0} Zeichen.</translation>
    </message>
    <message>
        <source>“{0}” at character {1} of {2} may not be part of a file name on every system.</source>
        <translation>„{0}“ an Stelle {1} von {2} kann nicht auf jedem System Teil eines Dateinamens sein.</translation>
    </message>
    <message>
        <source>Folders are chosen in their own field.</source>
        <translation>Ordner werden in ihrem eigenen Feld gewählt.</translation>
    </message>
    <message>
        <source>The setting {0} is at its default: {1}</source>
        <translation>Die Einstellung {0} steht auf ihrem Standardwert: {1}</translation>
    </message>
    <message>
        <source>Take it out.</source>
        <translation>Nehmen Sie es heraus.</translation>
    </message>
    <message>
        <source>The dump needs about {0} MiB; on this disk ({1}) no file can be larger than 4 GiB.</source>
        <translation>Der Dump braucht etwa {0} MiB; auf diesem Datenträger ({1}) kann keine Datei größer als 4 GiB sein.</translation>
    </message>
    <message>
        <source>Use it on Linux or Windows.</source>
        <translation>Verwenden Sie es unter Linux oder Windows.</translation>
    </message>
    <message>
        <source>{0} files are in use and did not tell their names.</source>
        <translation>Namen offener Dateien, die nicht zu erfahren waren: {0}.</translation>
    </message>
    <message>
        <source>It loads modules faster than they can be listed.</source>
        <translation>Er lädt Module schneller, als sie sich auflisten lassen.</translation>
    </message>
    <message>
        <source>read module</source>
        <translation>Modul lesen</translation>
    </message>
    <message>
        <source>{0} has no headers.</source>
        <translation>{0} hat keinen Dateikopf.</translation>
    </message>
    <message>
        <source>Dump it through the dbghelp backend.</source>
        <translation>Schreiben Sie den Dump über das Backend dbghelp.</translation>
    </message>
    <message>
        <source>open process</source>
        <translation>Prozess öffnen</translation>
    </message>
    <message>
        <source>Without {0}.</source>
        <translation>Ohne {0}.</translation>
    </message>
    <message>
        <source>open thread {0}</source>
        <translation>Thread {0} öffnen</translation>
    </message>
    <message>
        <source>has a {0} that is not text</source>
        <translation>hat in {0} etwas, das kein Text ist</translation>
    </message>
    <message>
        <source>has a wrong {0}: {1}</source>
        <translation>hat in {0} etwas Falsches: {1}</translation>
    </message>
    <message>
        <source>A hexadecimal number begins with 0x; `dumpdesk flags` lists the names.</source>
        <translation>Eine hexadezimale Zahl beginnt mit 0x; `dumpdesk flags` zeigt die Namen.</translation>
    </message>
    <message>
        <source>{0} can be meant as a hexadecimal or as a decimal number.</source>
        <translation>{0} kann als hexadezimale oder als dezimale Zahl gemeint sein.</translation>
    </message>
    <message>
        <source>Write 0x{0} if it is hexadecimal, {1} if it is decimal.</source>
        <translation>Schreiben Sie 0x{0}, wenn sie hexadezimal ist, {1}, wenn sie dezimal ist.</translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation>Versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The dump was cancelled while it was being checked.</source>
        <translation>Der Dump wurde abgebrochen, während er geprüft wurde.</translation>
    </message>
    <message>
        <source>PEB, TEBs, TLS vectors, process parameters and environment, and for each thread 32 KiB of the heap from its FLS data on.</source>
        <translation>PEB, TEBs, TLS-Vektoren, Prozessparameter und Umgebung, und für jeden Thread 32 KiB des Heaps ab seinen FLS-Daten.</translation>
    </message>
    <message>
        <source>A security policy, such as that of AppArmor or SELinux, protects it even from root.</source>
        <translation>Eine Sicherheitsrichtlinie wie die von AppArmor oder SELinux schützt ihn sogar vor root.</translation>
    </message>
    <message>
        <source>DumpDesk runs as root, but without the right CAP_SYS_PTRACE that this process asks for.</source>
        <translation>DumpDesk läuft als root, aber ohne das Recht CAP_SYS_PTRACE, das dieser Prozess verlangt.</translation>
    </message>
    <message>
        <source>DumpDesk runs as root, but this container lacks the right CAP_SYS_PTRACE.</source>
        <translation>DumpDesk läuft als root, aber diesem Container fehlt das Recht CAP_SYS_PTRACE.</translation>
    </message>
    <message>
        <source>It is frozen by its control group {frozen_by}: it stands still, and may not be stopped.</source>
        <translation>Er ist von seiner Kontrollgruppe {frozen_by} eingefroren: Er steht still und lässt sich vielleicht nicht anhalten.</translation>
    </message>
    <message>
        <source>Its first thread has ended; others live on.</source>
        <translation>Sein erster Thread ist beendet; andere leben weiter.</translation>
    </message>
    <message>
        <source>on a page with what is left out, of which Windows leaves out whole ones</source>
        <translation>auf einer Seite mit dem, was weggelassen wird; Windows lässt nur ganze weg</translation>
    </message>
    <message>
        <source>Windows does not cut {0} out of a dump: {1} bytes of what is left out stay in it ({2}). They can be blanked.</source>
        <translation>Windows schneidet {0} nicht aus einem Dump heraus: {1} Bytes von dem, was weggelassen wird, bleiben darin ({2}). Sie können überschrieben werden.</translation>
    </message>
    <message>
        <source>Windows does not cut {0} out of a dump: {1} bytes of what is left out are overwritten with zeros instead ({2}).</source>
        <translation>Windows schneidet {0} nicht aus einem Dump heraus: {1} Bytes von dem, was weggelassen wird, werden stattdessen mit Nullen überschrieben ({2}).</translation>
    </message>
    <message>
        <source>Windows leaves out whole pages of a full dump: {0} bytes next to what is left out go with it.</source>
        <translation>Windows lässt aus einem vollständigen Dump nur ganze Seiten weg: {0} Bytes neben dem, was weggelassen wird, fallen mit weg.</translation>
    </message>
    <message>
        <source>Thread {0} ({1}) sleeps in the kernel (state {2}) and could not be stopped: of its registers, only the instruction pointer and the stack pointer are known.</source>
        <translation>Thread {0} ({1}) schläft im Kernel (Zustand {2}) und ließ sich nicht anhalten: Von seinen Registern sind nur Befehls- und Stapelzeiger bekannt.</translation>
    </message>
    <message>
        <source>Thread {0} ({1}) is frozen by its control group {2} and could not be stopped: of its registers, only the instruction pointer and the stack pointer are known.</source>
        <translation>Thread {0} ({1}) ist von seiner Kontrollgruppe {2} eingefroren und ließ sich nicht anhalten: Von seinen Registern sind nur Befehls- und Stapelzeiger bekannt.</translation>
    </message>
    <message>
        <source>It is complete, but it was not checked. Verify it.</source>
        <translation>Er ist vollständig, aber nicht geprüft. Prüfen Sie ihn.</translation>
    </message>
    <message>
        <source>The dump was cancelled, but the process that writes dumps does not end yet.</source>
        <translation>Der Dump wurde abgebrochen, aber der Prozess, der Dumps schreibt, endet noch nicht.</translation>
    </message>
    <message>
        <source>See later whether it has left a file whose name ends in .part.</source>
        <translation>Sehen Sie später nach, ob er eine Datei hinterlassen hat, deren Name auf .part endet.</translation>
    </message>
    <message>
        <source>Nobody wants to know any more.</source>
        <translation>Das will niemand mehr wissen.</translation>
    </message>
    <message>
        <source>The dump needs about {0}; {1} are free.</source>
        <translation>Der Dump braucht etwa {0}; {1} sind frei.</translation>
    </message>
    <message>
        <source>Threads without registers, as a filter asked for: {0}.</source>
        <translation>Threads ohne Register, wie ein Filter es verlangte: {0}.</translation>
    </message>
    <message>
        <source>Of threads, only instruction and stack pointer are known, no other registers: {0}.</source>
        <translation>Von Threads sind nur Befehls- und Stapelzeiger bekannt, keine anderen Register: {0}.</translation>
    </message>
    <message>
        <source>The stack has overflowed: its pointer has run into the guard below, and the file has what lies above. Threads: {0}.</source>
        <translation>Der Stapel ist übergelaufen: Sein Zeiger ist in die Schutzseite darunter geraten, und die Datei enthält, was darüber liegt. Threads: {0}.</translation>
    </message>
    <message>
        <source>The stack pointer is outside the stack (a stack of the program&apos;s own): {0}.</source>
        <translation>Der Stapelzeiger liegt außerhalb des Stapels (ein eigener Stapel des Programms): {0}.</translation>
    </message>
    <message>
        <source>Threads without registers: {0}.</source>
        <translation>Threads ohne Register: {0}.</translation>
    </message>
    <message>
        <source>Threads without a stack, as a filter asked for: {0}.</source>
        <translation>Threads ohne Stapel, wie ein Filter es verlangte: {0}.</translation>
    </message>
    <message>
        <source>Threads without a stack: {0}.</source>
        <translation>Threads ohne Stapel: {0}.</translation>
    </message>
    <message>
        <source>Not to be had ({0}): {1}{2}</source>
        <translation>Nicht zu bekommen ({0}): {1}{2}</translation>
    </message>
    <message>
        <source>{0} more things were not to be had.</source>
        <translation>{0} weitere Dinge waren nicht zu bekommen.</translation>
    </message>
    <message>
        <source>What the headers of modules say cannot be true, so only where they lie is known: {0}.</source>
        <translation>Was die Kopfdaten von Modulen sagen, kann nicht stimmen; bekannt ist nur, wo sie liegen: {0}.</translation>
    </message>
    <message>
        <source>Modules are larger than a dump can say, so that functions behind the first 4 GiB are not named: {0}.</source>
        <translation>Module sind größer, als ein Dump sagen kann; Funktionen hinter den ersten 4 GiB werden nicht benannt: {0}.</translation>
    </message>
    <message>
        <source>Code is mapped from places of files where no image begins, so that no module stands for it: {0}.</source>
        <translation>Code ist von Stellen in Dateien abgebildet, an denen kein Programm beginnt; kein Modul steht dafür: {0}.</translation>
    </message>
    <message>
        <source>The build id of modules is that of a section of their file, as no program header names it: {0}.</source>
        <translation>Die Build-ID von Modulen stammt aus einem Abschnitt ihrer Datei, da kein Programmkopf sie nennt: {0}.</translation>
    </message>
    <message>
        <source>Modules have no build id; the hash of their code stands for it, as with Breakpad: {0}.</source>
        <translation>Module haben keine Build-ID; an ihrer Stelle steht wie bei Breakpad eine Prüfsumme ihres Codes: {0}.</translation>
    </message>
    <message>
        <source>Nothing says which build of modules this is, so their symbols have to be found by hand: {0}.</source>
        <translation>Nichts sagt, welcher Build von Modulen das ist; ihre Symbole müssen von Hand gesucht werden: {0}.</translation>
    </message>
    <message>
        <source>There was more to say of modules than there is room for: {0}.</source>
        <translation>Zu Modulen gab es mehr zu sagen, als Platz hat: {0}.</translation>
    </message>
    <message>
        <source>{0} bytes of what was left out had to be stored: they are zeros.</source>
        <translation>{0} Bytes von dem, was weggelassen wurde, mussten gespeichert werden: Sie sind Nullen.</translation>
    </message>
    <message>
        <source>Write it with the digits 0 to 9, or as 0x and hexadecimal digits.</source>
        <translation>Schreiben Sie sie mit den Ziffern 0 bis 9 oder als 0x mit hexadezimalen Ziffern.</translation>
    </message>
    <message>
        <source>{0} is larger than {1} bits.</source>
        <translation>{0} hat mehr als {1} Bit.</translation>
    </message>
    <message>
        <source>The largest is {0}.</source>
        <translation>Das Größte ist {0}.</translation>
    </message>
    <message>
        <source>{0} begins with a zero, which some read as octal.</source>
        <translation>{0} beginnt mit einer Null, was manche oktal lesen.</translation>
    </message>
    <message>
        <source>Write {0}, or 0x{1} if it is hexadecimal.</source>
        <translation>Schreiben Sie {0} oder, wenn sie hexadezimal ist, 0x{1}.</translation>
    </message>
    <message>
        <source>There is no number.</source>
        <translation>Es steht keine Zahl da.</translation>
    </message>
    <message>
        <source>{0} has other digits than 0 to 9.</source>
        <translation>{0} hat andere Ziffern als 0 bis 9.</translation>
    </message>
    <message>
        <source>Nothing can be asked of the screen: {0}.</source>
        <translation>Dem Bildschirm kann keine Frage gestellt werden: {0}.</translation>
    </message>
    <message>
        <source>Locking {0}</source>
        <translation>Das Sperren von {0}</translation>
    </message>
    <message>
        <source>Another program keeps {0} locked.</source>
        <translation>Ein anderes Programm hält {0} gesperrt.</translation>
    </message>
    <message>
        <source>See whether another DumpDesk was stopped or hangs, and end it.</source>
        <translation>Sehen Sie nach, ob ein anderes DumpDesk angehalten wurde oder hängt, und beenden Sie es.</translation>
    </message>
    <message>
        <source>The name template is empty.</source>
        <translation>Die Namensvorlage ist leer.</translation>
    </message>
    <message>
        <source>Write {0}, say.</source>
        <translation>Schreiben Sie zum Beispiel {0}.</translation>
    </message>
    <message>
        <source>The drive of {0} does not answer.</source>
        <translation>Das Laufwerk von {0} antwortet nicht.</translation>
    </message>
    <message>
        <source>There is no own preset {0}.</source>
        <translation>Es gibt keine eigene Vorgabe {0}.</translation>
    </message>
    <message>
        <source>Not all of it is valid.</source>
        <translation>Nicht alles darin ist gültig.</translation>
    </message>
    <message>
        <source>“{0}” cannot be the name of a preset.</source>
        <translation>„{0}“ kann kein Name einer Vorgabe sein.</translation>
    </message>
    <message>
        <source>Write one of 1 to {0} characters.</source>
        <translation>Schreiben Sie einen mit 1 bis {0} Zeichen.</translation>
    </message>
    <message>
        <source>There is a preset “{0}” already.</source>
        <translation>Es gibt schon eine Vorgabe „{0}“.</translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation>Wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>There are {0} own presets.</source>
        <translation>Es gibt {0} eigene Vorgaben.</translation>
    </message>
    <message>
        <source>Remove one first.</source>
        <translation>Entfernen Sie zuerst eine.</translation>
    </message>
    <message>
        <source>A preset of {0} is left out: {1}</source>
        <translation>Eine Vorgabe aus {0} wird weggelassen: {1}</translation>
    </message>
    <message>
        <source>{0} is broken and was kept as {1}: {2}</source>
        <translation>{0} ist beschädigt und wurde als {1} aufgehoben: {2}</translation>
    </message>
    <message>
        <source>It is larger than {0} MiB.</source>
        <translation>Sie ist größer als {0} MiB.</translation>
    </message>
    <message>
        <source>See who owns the file and its folder, and whether the drive is full.</source>
        <translation>Sehen Sie nach, wem die Datei und ihr Ordner gehören und ob das Laufwerk voll ist.</translation>
    </message>
    <message>
        <source>Move it away.</source>
        <translation>Verschieben Sie es.</translation>
    </message>
    <message>
        <source>What was asked for is not kept any more: there is no {0}.</source>
        <translation>Was gewünscht war, ist nicht mehr aufbewahrt: {0} gibt es nicht.</translation>
    </message>
    <message>
        <source>Choose again what goes in, and dump.</source>
        <translation>Wählen Sie neu aus, was hineinkommt, und schreiben Sie den Dump.</translation>
    </message>
    <message>
        <source>{0} is not a request that DumpDesk kept.</source>
        <translation>{0} ist kein von DumpDesk aufbewahrter Auftrag.</translation>
    </message>
    <message>
        <source>Give a recipe with --recipe.</source>
        <translation>Ein Rezept geben Sie mit --recipe an.</translation>
    </message>
    <message>
        <source>The folder for dumps is not a full path.</source>
        <translation>Der Ordner für Dumps ist kein ganzer Pfad.</translation>
    </message>
    <message>
        <source>Choose one that begins at the root.</source>
        <translation>Wählen Sie einen, der an der Wurzel beginnt.</translation>
    </message>
    <message>
        <source>The language is not a code such as de.</source>
        <translation>Die Sprache ist kein Code wie de.</translation>
    </message>
    <message>
        <source>Choose from the list.</source>
        <translation>Wählen Sie aus der Liste.</translation>
    </message>
    <message>
        <source>{0} cannot be {1}.</source>
        <translation>{0} kann nicht {1} sein.</translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>&amp;Copy all</source>
        <translation>Alles &amp;kopieren</translation>
    </message>
    <message>
        <source>Open the &amp;log folder</source>
        <translation>&amp;Protokollordner öffnen</translation>
    </message>
    <message>
        <source>DumpDesk: something unexpected</source>
        <translation>DumpDesk: etwas Unerwartetes</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>Where it happened, for whoever mends it.</source>
        <translation>Wo es geschah, für alle, die es beheben.</translation>
    </message>
    <message>
        <source>DumpDesk made a mistake of its own and goes on. Dumps that were written are not affected. Please report it with the details below. {0}</source>
        <translation>DumpDesk hat selbst einen Fehler gemacht und läuft weiter. Geschriebene Dumps sind nicht betroffen. Bitte melden Sie ihn mit den Details unten. {0}</translation>
    </message>
    <message>
        <source>DumpDesk cannot start: it made a mistake of its own. Please report it with the details below. {0} The command line may still work: dumpdesk --help.</source>
        <translation>DumpDesk kann nicht starten: Es hat selbst einen Fehler gemacht. Bitte melden Sie ihn mit den Details unten. {0} Die Befehlszeile geht vielleicht noch: dumpdesk --help.</translation>
    </message>
    <message>
        <source>{0}
in {1}</source>
        <translation>{0}
in {1}</translation>
    </message>
</context>
<context>
    <name>DetailList</name>
    <message>
        <source>Copy the selected rows</source>
        <translation>Ausgewählte Zeilen kopieren</translation>
    </message>
    <message>
        <source>Copy the cell</source>
        <translation>Zelle kopieren</translation>
    </message>
    <message>
        <source>Ctrl+C copies the rows that are selected.</source>
        <translation>Strg+C kopiert die ausgewählten Zeilen.</translation>
    </message>
</context>
<context>
    <name>DetailTab</name>
    <message>
        <source>Look again</source>
        <translation>Erneut ansehen</translation>
    </message>
    <message>
        <source>Find in: {0}</source>
        <translation>Suchen in: {0}</translation>
    </message>
    <message>
        <source>Part of any cell, or a pattern with * and ? for a whole one; 0x and digits find an address.</source>
        <translation>Teil einer beliebigen Zelle, oder ein Muster mit * und ? für eine ganze; 0x und Ziffern finden eine Adresse.</translation>
    </message>
    <message>
        <source>The system does not tell: {0} Administrator rights may help.</source>
        <translation>Das System sagt es nicht: {0} Administratorrechte könnten helfen.</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} von {1}</translation>
    </message>
    <message>
        <source>Nothing here matches “{0}”.</source>
        <translation>Nichts hier passt zu „{0}“.</translation>
    </message>
</context>
<context>
    <name>Details</name>
    <message>
        <source>code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>module data</source>
        <translation>Moduldaten</translation>
    </message>
    <message>
        <source>heap</source>
        <translation>Heap</translation>
    </message>
    <message>
        <source>stack</source>
        <translation>Stack</translation>
    </message>
    <message>
        <source>private</source>
        <translation>privat</translation>
    </message>
    <message>
        <source>mapped</source>
        <translation>abgebildet</translation>
    </message>
    <message>
        <source>reserved</source>
        <translation>reserviert</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>sleeping</source>
        <translation>schläft</translation>
    </message>
    <message>
        <source>waiting for a device</source>
        <translation>wartet auf ein Gerät</translation>
    </message>
    <message>
        <source>idle</source>
        <translation>untätig</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>stopped by a debugger</source>
        <translation>von einem Debugger angehalten</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>beendet</translation>
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
        <source>read, write</source>
        <translation>lesen, schreiben</translation>
    </message>
    <message>
        <source>append</source>
        <translation>anhängen</translation>
    </message>
    <message>
        <source>non-blocking</source>
        <translation>nicht blockierend</translation>
    </message>
    <message>
        <source>closed on exec</source>
        <translation>bei exec geschlossen</translation>
    </message>
    <message>
        <source>deleted</source>
        <translation>gelöscht</translation>
    </message>
    <message>
        <source>replaced</source>
        <translation>ersetzt</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Where it begins, in hexadecimal.</source>
        <translation>Wo es beginnt, hexadezimal.</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Bytes of address space; copied as an exact number.</source>
        <translation>Bytes des Adressraums; kopiert als genaue Zahl.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>The file of the program or library.</source>
        <translation>Die Datei des Programms oder der Bibliothek.</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>The version its file name or header tells.</source>
        <translation>Die Version, die Dateiname oder Kopfdaten angeben.</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Whether the file was deleted, or replaced by another, since.</source>
        <translation>Ob die Datei seither gelöscht oder durch eine andere ersetzt wurde.</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Pfad</translation>
    </message>
    <message>
        <source>Where the file lies.</source>
        <translation>Wo die Datei liegt.</translation>
    </message>
    <message>
        <source>ID</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>Thread id.</source>
        <translation>Thread-ID.</translation>
    </message>
    <message>
        <source>What the program calls it.</source>
        <translation>Wie das Programm ihn nennt.</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>What it was doing when looked at.</source>
        <translation>Was er tat, als nachgesehen wurde.</translation>
    </message>
    <message>
        <source>CPU s</source>
        <translation>CPU s</translation>
    </message>
    <message>
        <source>Seconds of processor time since it was started.</source>
        <translation>Sekunden Prozessorzeit seit dem Start.</translation>
    </message>
    <message>
        <source>System s</source>
        <translation>System s</translation>
    </message>
    <message>
        <source>Seconds of that spent inside the system.</source>
        <translation>Sekunden davon, die im System verbracht wurden.</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Priorität</translation>
    </message>
    <message>
        <source>Its nice value: -20 comes first, 19 last.</source>
        <translation>Sein Nice-Wert: -20 kommt zuerst, 19 zuletzt.</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Gestartet</translation>
    </message>
    <message>
        <source>When it was started.</source>
        <translation>Wann er gestartet wurde.</translation>
    </message>
    <message>
        <source>Rights</source>
        <translation>Rechte</translation>
    </message>
    <message>
        <source>Read, write, execute; s: shared with others; g: a guard.</source>
        <translation>Lesen, schreiben, ausführen; s: mit anderen geteilt; g: eine Schutzseite.</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>What the memory is used for.</source>
        <translation>Wofür der Speicher benutzt wird.</translation>
    </message>
    <message>
        <source>What is there</source>
        <translation>Was dort ist</translation>
    </message>
    <message>
        <source>Symbol id</source>
        <translation>Symbol-ID</translation>
    </message>
    <message>
        <source>Tells builds apart; symbols are found by it. The build id, the id of the PDB file or, where there is neither, a hash of the code.</source>
        <translation>Unterscheidet Builds; Symbole werden damit gefunden. Die Build-ID, die ID der PDB-Datei oder, wo es beide nicht gibt, ein Hash des Codes.</translation>
    </message>
    <message>
        <source>The file mapped there, or the system&apos;s name.</source>
        <translation>Die dort abgebildete Datei, oder der Name des Systems dafür.</translation>
    </message>
    <message>
        <source>Dump</source>
        <translation>Dump</translation>
    </message>
    <message>
        <source>Whether the program asked for it not to be dumped (MADV_DONTDUMP).</source>
        <translation>Ob das Programm darum gebeten hat, dies nicht in Dumps zu schreiben (MADV_DONTDUMP).</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>verweigert</translation>
    </message>
    <message>
        <source>Handle</source>
        <translation>Handle</translation>
    </message>
    <message>
        <source>The number of the handle or file descriptor.</source>
        <translation>Die Nummer des Handles oder Dateideskriptors.</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>What is open.</source>
        <translation>Was geöffnet ist.</translation>
    </message>
    <message>
        <source>The file, or the two ends of the connection.</source>
        <translation>Die Datei, oder die beiden Enden der Verbindung.</translation>
    </message>
    <message>
        <source>Access</source>
        <translation>Zugriff</translation>
    </message>
    <message>
        <source>How it was opened.</source>
        <translation>Wie es geöffnet wurde.</translation>
    </message>
    <message>
        <source>Variable</source>
        <translation>Variable</translation>
    </message>
    <message>
        <source>As it was when the process was started.</source>
        <translation>Wie sie beim Start des Prozesses war.</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Hidden until you ask for it: it may be secret.</source>
        <translation>Verborgen, bis Sie danach fragen: Er kann geheim sein.</translation>
    </message>
    <message>
        <source>The program asked for it not to be dumped.</source>
        <translation>Das Programm hat darum gebeten, dass dies nicht in Dumps gelangt.</translation>
    </message>
    <message>
        <source>Symbol id {0}</source>
        <translation>Symbol-ID {0}</translation>
    </message>
    <message>
        <source>Stack in use: {0}</source>
        <translation>Benutzter Stack: {0}</translation>
    </message>
    <message>
        <source>Began at {0}</source>
        <translation>Begann bei {0}</translation>
    </message>
    <message>
        <source>{0} bytes</source>
        <translation>{0} Bytes</translation>
    </message>
    <message>
        <source>In the dump</source>
        <translation>Im Dump</translation>
    </message>
    <message>
        <source>Bytes of it that are in the file.</source>
        <translation>Bytes davon, die in der Datei sind.</translation>
    </message>
    <message>
        <source>written</source>
        <translation>geschrieben</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>fehlt</translation>
    </message>
    <message>
        <source>nothing to write</source>
        <translation>nichts zu schreiben</translation>
    </message>
    <message>
        <source>every dump</source>
        <translation>jeder Dump</translation>
    </message>
    <message>
        <source>whoever wrote it</source>
        <translation>wer ihn schrieb</translation>
    </message>
    <message>
        <source>the writer</source>
        <translation>das Schreibprogramm</translation>
    </message>
    <message>
        <source>Instruction</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Where it was executing.</source>
        <translation>Wo er gerade ausführte.</translation>
    </message>
    <message>
        <source>In module</source>
        <translation>Im Modul</translation>
    </message>
    <message>
        <source>The module it was executing, and how far into it.</source>
        <translation>Das Modul, das er ausführte, und wie weit darin.</translation>
    </message>
    <message>
        <source>Stack pointer</source>
        <translation>Stackzeiger</translation>
    </message>
    <message>
        <source>Where its stack ends.</source>
        <translation>Wo sein Stack endet.</translation>
    </message>
    <message>
        <source>Stack</source>
        <translation>Stack</translation>
    </message>
    <message>
        <source>Bytes of its stack that are in the file.</source>
        <translation>Bytes seines Stacks, die in der Datei sind.</translation>
    </message>
    <message>
        <source>Whether it was loaded, and its file still the same.</source>
        <translation>Ob es geladen war, und seine Datei noch dieselbe.</translation>
    </message>
    <message>
        <source>Symbols</source>
        <translation>Symbole</translation>
    </message>
    <message>
        <source>What names of it are known on this machine.</source>
        <translation>Welche Namen davon auf diesem Rechner bekannt sind.</translation>
    </message>
    <message>
        <source>Used for</source>
        <translation>Benutzt für</translation>
    </message>
    <message>
        <source>Whose stack, heap, guard or data it is.</source>
        <translation>Wessen Stack, Heap, Schutzseite oder Daten es sind.</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
    <message>
        <source>What lies at this address.</source>
        <translation>Was an dieser Adresse liegt.</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>What stands there, as characters.</source>
        <translation>Was dort steht, als Zeichen.</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>Bytes</translation>
    </message>
    <message>
        <source>What stands there, in hexadecimal.</source>
        <translation>Was dort steht, hexadezimal.</translation>
    </message>
    <message>
        <source>left out {0}</source>
        <translation>weggelassen, {0}</translation>
    </message>
    <message>
        <source>Stream</source>
        <translation>Stream</translation>
    </message>
    <message>
        <source>What the format calls it.</source>
        <translation>Wie das Format ihn nennt.</translation>
    </message>
    <message>
        <source>Whether what was asked for is in the file.</source>
        <translation>Ob das Verlangte in der Datei ist.</translation>
    </message>
    <message>
        <source>Asked for by</source>
        <translation>Verlangt von</translation>
    </message>
    <message>
        <source>The flag that asks for it, if one does.</source>
        <translation>Das Flag, das ihn verlangt, falls es eines gibt.</translation>
    </message>
    <message>
        <source>Bytes it takes in the file.</source>
        <translation>Bytes, die er in der Datei einnimmt.</translation>
    </message>
    <message>
        <source>Offset</source>
        <translation>Offset</translation>
    </message>
    <message>
        <source>Where it begins in the file.</source>
        <translation>Wo er in der Datei beginnt.</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Nummer</translation>
    </message>
    <message>
        <source>The number of its type.</source>
        <translation>Die Nummer seines Typs.</translation>
    </message>
    <message>
        <source>#</source>
        <translation>Nr.</translation>
    </message>
    <message>
        <source>Its place: 0 is where the thread runs.</source>
        <translation>Sein Platz: Bei 0 läuft der Thread.</translation>
    </message>
    <message>
        <source>Function</source>
        <translation>Funktion</translation>
    </message>
    <message>
        <source>What runs, or called the function above it.</source>
        <translation>Was läuft oder die Funktion darüber aufgerufen hat.</translation>
    </message>
    <message>
        <source>Source line</source>
        <translation>Quellzeile</translation>
    </message>
    <message>
        <source>Where it stands in the source, where debug information tells.</source>
        <translation>Wo es im Quelltext steht, wenn Debug-Informationen es verraten.</translation>
    </message>
    <message>
        <source>The program or library it is in, and how far into it.</source>
        <translation>Das Programm oder die Bibliothek, und wie weit darin.</translation>
    </message>
    <message>
        <source>Found by</source>
        <translation>Gefunden durch</translation>
    </message>
    <message>
        <source>How the frame was found, which says how certain it is.</source>
        <translation>Wie der Frame gefunden wurde; das sagt, wie sicher er ist.</translation>
    </message>
    <message>
        <source>Where it lies on the stack.</source>
        <translation>Wo es auf dem Stack liegt.</translation>
    </message>
    <message>
        <source>What lies there.</source>
        <translation>Was dort liegt.</translation>
    </message>
    <message>
        <source>Points to</source>
        <translation>Zeigt auf</translation>
    </message>
    <message>
        <source>What the value is if it is an address. It may be left from a call that has returned long ago.</source>
        <translation>Was der Wert ist, wenn er eine Adresse ist. Er kann von einem längst beendeten Aufruf übrig sein.</translation>
    </message>
    <message>
        <source>Callback</source>
        <translation>Callback</translation>
    </message>
    <message>
        <source>In words</source>
        <translation>In Worten</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Grew</source>
        <translation>Gewachsen</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Nachher</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Neu</translation>
    </message>
    <message>
        <source>Gone</source>
        <translation>Weg</translation>
    </message>
    <message>
        <source>Thread</source>
        <translation>Thread</translation>
    </message>
    <message>
        <source>CPU ms</source>
        <translation>CPU ms</translation>
    </message>
    <message>
        <source>Stood in</source>
        <translation>Stand in</translation>
    </message>
    <message>
        <source>Stands in</source>
        <translation>Steht in</translation>
    </message>
    <message>
        <source>What was opened</source>
        <translation>Was geöffnet wurde</translation>
    </message>
</context>
<context>
    <name>DetailsPane</name>
    <message>
        <source>Modules</source>
        <translation>Module</translation>
    </message>
    <message>
        <source>Find: libssl*, deleted, 0x7f…</source>
        <translation>Suchen: libssl*, gelöscht, 0x7f…</translation>
    </message>
    <message>
        <source>No file is loaded: the process is ending or belongs to the system.</source>
        <translation>Keine Datei ist geladen: Der Prozess endet gerade oder gehört zum System.</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>Threads</translation>
    </message>
    <message>
        <source>Find: worker-?, running</source>
        <translation>Suchen: worker-?, läuft</translation>
    </message>
    <message>
        <source>It has no thread any more: the process is ending.</source>
        <translation>Er hat keinen Thread mehr: Der Prozess endet gerade.</translation>
    </message>
    <message>
        <source>Handles</source>
        <translation>Handles</translation>
    </message>
    <message>
        <source>Find: *.log, Socket, TCP</source>
        <translation>Suchen: *.log, Socket, TCP</translation>
    </message>
    <message>
        <source>Nothing is open.</source>
        <translation>Nichts ist geöffnet.</translation>
    </message>
    <message>
        <source>Choose a process in the table to see here: {0}</source>
        <translation>Wählen Sie einen Prozess in der Tabelle, um hier zu sehen: {0}</translation>
    </message>
    <message>
        <source>Looking at the process …</source>
        <translation>Der Prozess wird angesehen …</translation>
    </message>
    <message>
        <source>Look at the process again</source>
        <translation>Den Prozess erneut ansehen</translation>
    </message>
    <message>
        <source>What to see of the process</source>
        <translation>Was vom Prozess zu sehen ist</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
</context>
<context>
    <name>DumpAccount</name>
    <message>
        <source>Written by {0}.</source>
        <translation>Geschrieben von {0}.</translation>
    </message>
    <message>
        <source>{0} of {1} dumps are good.</source>
        <translation>{0} von {1} Dumps sind gut.</translation>
    </message>
    <message>
        <source>{0} of {1} dumps were written, {2} of them are good.</source>
        <translation>{0} von {1} Dumps wurden geschrieben, {2} davon sind gut.</translation>
    </message>
    <message>
        <source>Dump of {0}</source>
        <translation>Dump von {0}</translation>
    </message>
</context>
<context>
    <name>DumpBar</name>
    <message>
        <source>Browse …</source>
        <translation>Durchsuchen …</translation>
    </message>
    <message>
        <source>Dump</source>
        <translation>Dump</translation>
    </message>
    <message>
        <source>Write the dump ({0})</source>
        <translation>Den Dump schreiben ({0})</translation>
    </message>
    <message>
        <source>It can be dumped.</source>
        <translation>Ein Dump ist möglich.</translation>
    </message>
    <message>
        <source>Dump {0} …</source>
        <translation>{0} dumpen …</translation>
    </message>
    <message>
        <source>Folder for dumps</source>
        <translation>Ordner für Dumps</translation>
    </message>
    <message>
        <source>Dumps are written here.</source>
        <translation>Hierhin werden Dumps geschrieben.</translation>
    </message>
    <message>
        <source>Choose the folder for dumps</source>
        <translation>Den Ordner für Dumps wählen</translation>
    </message>
    <message>
        <source>More ways to dump</source>
        <translation>Weitere Arten, Dumps zu erstellen</translation>
    </message>
    <message>
        <source>Look at the process again</source>
        <translation>Den Prozess erneut ansehen</translation>
    </message>
    <message>
        <source>F&amp;older</source>
        <translation>&amp;Ordner</translation>
    </message>
</context>
<context>
    <name>DumpCommands</name>
    <message>
        <source>Show what it holds</source>
        <translation>Zeigen, was er enthält</translation>
    </message>
    <message>
        <source>Show its stacks</source>
        <translation>Seine Stacks zeigen</translation>
    </message>
    <message>
        <source>Show its registers</source>
        <translation>Seine Register zeigen</translation>
    </message>
    <message>
        <source>Print its modules as CSV</source>
        <translation>Seine Module als CSV ausgeben</translation>
    </message>
    <message>
        <source>Find a text in it</source>
        <translation>Einen Text darin suchen</translation>
    </message>
    <message>
        <source>Verify it</source>
        <translation>Ihn prüfen</translation>
    </message>
    <message>
        <source>Export a core file</source>
        <translation>Eine Core-Datei exportieren</translation>
    </message>
</context>
<context>
    <name>DumpDeletion</name>
    <message>
        <source>Delete {0} ({1}) for good?</source>
        <translation>{0} ({1}) endgültig löschen?</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>The dump cannot be deleted: {0}. See who owns the file and its folder.</source>
        <translation>Der Dump kann nicht gelöscht werden: {0}. Sehen Sie nach, wem die Datei und ihr Ordner gehören.</translation>
    </message>
</context>
<context>
    <name>DumpHeadline</name>
    <message>
        <source>1 day</source>
        <translation>1 Tag</translation>
    </message>
    <message>
        <source>{0} days</source>
        <translation>{0} Tage</translation>
    </message>
    <message>
        <source>1 hour</source>
        <translation>1 Stunde</translation>
    </message>
    <message>
        <source>{0} hours</source>
        <translation>{0} Stunden</translation>
    </message>
    <message>
        <source>1 minute</source>
        <translation>1 Minute</translation>
    </message>
    <message>
        <source>{0} minutes</source>
        <translation>{0} Minuten</translation>
    </message>
    <message>
        <source>1 second</source>
        <translation>1 Sekunde</translation>
    </message>
    <message>
        <source>{0} seconds</source>
        <translation>{0} Sekunden</translation>
    </message>
    <message>
        <source>{0} in {1}</source>
        <translation>{0} in {1}</translation>
    </message>
    <message>
        <source>thread {0}</source>
        <translation>Thread {0}</translation>
    </message>
    <message>
        <source>{0} after start</source>
        <translation>{0} nach dem Start</translation>
    </message>
    <message>
        <source>dumped {0} after start</source>
        <translation>Dump {0} nach dem Start</translation>
    </message>
    <message>
        <source>, </source>
        <translation>, </translation>
    </message>
    <message>
        <source>{0} threads</source>
        <translation>{0} Threads</translation>
    </message>
    <message>
        <source>{0}, in {1}</source>
        <translation>{0}, in {1}</translation>
    </message>
    <message>
        <source>and {0} more</source>
        <translation>und {0} weitere</translation>
    </message>
</context>
<context>
    <name>DumpLeads</name>
    <message>
        <source>What each of {0} threads did</source>
        <translation>Was jeder von {0} Threads tat</translation>
    </message>
    <message>
        <source>What its thread did</source>
        <translation>Was sein Thread tat</translation>
    </message>
    <message>
        <source>1 stream that is missing</source>
        <translation>1 fehlender Stream</translation>
    </message>
    <message>
        <source>{0} streams that are missing</source>
        <translation>{0} fehlende Streams</translation>
    </message>
    <message>
        <source>Thread {0} and its registers</source>
        <translation>Thread {0} und seine Register</translation>
    </message>
    <message>
        <source>Who gave up: {0}</source>
        <translation>Wer aufgegeben hat: {0}</translation>
    </message>
    <message>
        <source>The code at {0}</source>
        <translation>Der Code bei {0}</translation>
    </message>
    <message>
        <source>What was accessed: {0}, {1}</source>
        <translation>Worauf zugegriffen wurde: {0}, {1}</translation>
    </message>
    <message>
        <source>Its stack, from {0} on</source>
        <translation>Sein Stack, ab {0}</translation>
    </message>
</context>
<context>
    <name>DumpList</name>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Process</source>
        <translation>Prozess</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Not written</source>
        <translation>Nicht geschrieben</translation>
    </message>
    <message>
        <source>Checking …</source>
        <translation>Wird geprüft …</translation>
    </message>
    <message>
        <source>{0}, of a crash</source>
        <translation>{0}, Absturz</translation>
    </message>
    <message>
        <source>{0} bytes, the program stood still for {1} ms</source>
        <translation>{0} Bytes, das Programm stand {1} ms still</translation>
    </message>
    <message>
        <source>{0} bytes, not written by this window</source>
        <translation>{0} Bytes, nicht von diesem Fenster geschrieben</translation>
    </message>
    <message>
        <source>1 thing is missing</source>
        <translation>1 Sache fehlt</translation>
    </message>
    <message>
        <source>{0} things are missing</source>
        <translation>{0} Sachen fehlen</translation>
    </message>
    <message>
        <source>1 part was left out on purpose</source>
        <translation>1 Teil wurde absichtlich weggelassen</translation>
    </message>
    <message>
        <source>{0} parts were left out on purpose</source>
        <translation>{0} Teile wurden absichtlich weggelassen</translation>
    </message>
    <message>
        <source>The file is not there any more.</source>
        <translation>Die Datei ist nicht mehr da.</translation>
    </message>
    <message>
        <source>stood still {0}</source>
        <translation>stand {0} still</translation>
    </message>
    <message>
        <source>1 part left out</source>
        <translation>1 Teil weggelassen</translation>
    </message>
    <message>
        <source>{0} parts left out</source>
        <translation>{0} Teile weggelassen</translation>
    </message>
    <message>
        <source>{0} ms</source>
        <translation>{0} ms</translation>
    </message>
</context>
<context>
    <name>DumpPageWindow</name>
    <message>
        <source>Threads</source>
        <translation>Threads</translation>
    </message>
    <message>
        <source>Handles</source>
        <translation>Handles</translation>
    </message>
    <message>
        <source>{0} - DumpDesk</source>
        <translation>{0} - DumpDesk</translation>
    </message>
    <message>
        <source>Reading {0} …</source>
        <translation>{0} wird gelesen …</translation>
    </message>
    <message>
        <source>Parts of the dump</source>
        <translation>Teile des Dumps</translation>
    </message>
    <message>
        <source>&amp;Summary</source>
        <translation>&amp;Zusammenfassung</translation>
    </message>
    <message>
        <source>Stac&amp;ks</source>
        <translation>Stac&amp;ks</translation>
    </message>
    <message>
        <source>&amp;Threads</source>
        <translation>&amp;Threads</translation>
    </message>
    <message>
        <source>&amp;Modules</source>
        <translation>&amp;Module</translation>
    </message>
    <message>
        <source>M&amp;emory</source>
        <translation>S&amp;peicher</translation>
    </message>
    <message>
        <source>St&amp;reams</source>
        <translation>St&amp;reams</translation>
    </message>
    <message>
        <source>&amp;Handles</source>
        <translation>&amp;Handles</translation>
    </message>
    <message>
        <source>The summary is on the clipboard.</source>
        <translation>Die Zusammenfassung ist in der Zwischenablage.</translation>
    </message>
    <message>
        <source>Unpack it and open what is inside</source>
        <translation>Entpacken und öffnen, was darin ist</translation>
    </message>
    <message>
        <source>{0} cannot be shown.</source>
        <translation>{0} kann nicht gezeigt werden.</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>Erneut lesen</translation>
    </message>
</context>
<context>
    <name>DumpPages</name>
    <message>
        <source>Open a dump</source>
        <translation>Einen Dump öffnen</translation>
    </message>
    <message>
        <source>Choose two dumps to compare</source>
        <translation>Zwei Dumps zum Vergleichen wählen</translation>
    </message>
    <message>
        <source>Compare {0} with</source>
        <translation>{0} vergleichen mit</translation>
    </message>
    <message>
        <source>Choose a dump to compare with the process</source>
        <translation>Einen Dump zum Vergleich mit dem Prozess wählen</translation>
    </message>
    <message>
        <source>Minidumps (*.dmp *.mdmp *.hdmp *.core upload_file_minidump*);;All files (*)</source>
        <translation>Minidumps (*.dmp *.mdmp *.hdmp *.core upload_file_minidump*);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Triage a folder</source>
        <translation>Einen Ordner sichten</translation>
    </message>
</context>
<context>
    <name>DumpPane</name>
    <message>
        <source>Stacks</source>
        <translation>Stacks</translation>
    </message>
    <message>
        <source>Process</source>
        <translation>Prozess</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Choose a process on the left.</source>
        <translation>Wählen Sie links einen Prozess.</translation>
    </message>
    <message>
        <source>Its modules, threads and memory appear here, to include or leave out.</source>
        <translation>Seine Module, Threads und sein Speicher erscheinen hier, zum Aufnehmen oder Auslassen.</translation>
    </message>
    <message>
        <source>Looking at the process …</source>
        <translation>Der Prozess wird angesehen …</translation>
    </message>
    <message>
        <source>Take the preset as it is, and include all that it says</source>
        <translation>Die Vorgabe nehmen, wie sie ist, mit allem, was sie sagt</translation>
    </message>
    <message>
        <source>What it consists of cannot be seen.</source>
        <translation>Woraus er besteht, ist nicht zu sehen.</translation>
    </message>
    <message>
        <source>Choose a process to see what a dump of it will hold.</source>
        <translation>Wählen Sie einen Prozess, um zu sehen, was ein Dump von ihm enthalten wird.</translation>
    </message>
    <message>
        <source>Choose a process first.</source>
        <translation>Wählen Sie zuerst einen Prozess.</translation>
    </message>
    <message>
        <source>Give the folder with its whole path.</source>
        <translation>Geben Sie den Ordner mit ganzem Pfad an.</translation>
    </message>
</context>
<context>
    <name>DumpReader</name>
    <message>
        <source>the file changed while it was read</source>
        <translation>die Datei änderte sich, während sie gelesen wurde</translation>
    </message>
    <message>
        <source>The dump cannot be read: {0}.</source>
        <translation>Der Dump kann nicht gelesen werden: {0}.</translation>
    </message>
    <message>
        <source>See whether the file is complete and still there, then read it again.</source>
        <translation>Sehen Sie nach, ob die Datei vollständig und noch da ist, und lesen Sie sie dann erneut.</translation>
    </message>
</context>
<context>
    <name>DumpSummary</name>
    <message>
        <source>module</source>
        <translation>Modul</translation>
    </message>
    <message>
        <source>thread</source>
        <translation>Thread</translation>
    </message>
    <message>
        <source>memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>contents:</source>
        <translation>Inhalt:</translation>
    </message>
    <message>
        <source>name not told</source>
        <translation>Name nicht angegeben</translation>
    </message>
    <message>
        <source>number {0}</source>
        <translation>Nummer {0}</translation>
    </message>
    <message>
        <source>1 processor</source>
        <translation>1 Prozessor</translation>
    </message>
    <message>
        <source>{0} processors</source>
        <translation>{0} Prozessoren</translation>
    </message>
    <message>
        <source>system {0:#x}</source>
        <translation>System {0:#x}</translation>
    </message>
    <message>
        <source>{0} s of processor time</source>
        <translation>{0} s Prozessorzeit</translation>
    </message>
    <message>
        <source>nothing beyond what every dump holds</source>
        <translation>nichts über das hinaus, was jeder Dump enthält</translation>
    </message>
    <message>
        <source>and {0} more</source>
        <translation>und {0} weitere</translation>
    </message>
    <message>
        <source>{0:#x}, flags {1:#x}, address {2:#x}</source>
        <translation>{0:#x}, Flags {1:#x}, Adresse {2:#x}</translation>
    </message>
    <message>
        <source>{0} ({1} bytes), written {2}</source>
        <translation>{0} ({1} Bytes), geschrieben {2}</translation>
    </message>
    <message>
        <source>Process</source>
        <translation>Prozess</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Programm</translation>
    </message>
    <message>
        <source>Command line</source>
        <translation>Befehlszeile</translation>
    </message>
    <message>
        <source>Exception</source>
        <translation>Ausnahme</translation>
    </message>
    <message>
        <source>threads: {0} · modules: {1} · handles: {2} · regions of memory: {3}</source>
        <translation>Threads: {0} · Module: {1} · Handles: {2} · Bereiche im Speicher: {3}</translation>
    </message>
    <message>
        <source>{0} of memory, stored in {1} ranges</source>
        <translation>{0} Speicher, in {1} Stücken gespeichert</translation>
    </message>
    <message>
        <source>The program said</source>
        <translation>Das Programm sagte</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Kommentar</translation>
    </message>
    <message>
        <source>Architecture</source>
        <translation>Architektur</translation>
    </message>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>Erstellt</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Gestartet</translation>
    </message>
    <message>
        <source>System up for</source>
        <translation>Laufzeit des Systems</translation>
    </message>
    <message>
        <source>Holds</source>
        <translation>Enthält</translation>
    </message>
    <message>
        <source>Flags</source>
        <translation>Flags</translation>
    </message>
    <message>
        <source>Left out on purpose</source>
        <translation>Absichtlich weggelassen</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Pfad</translation>
    </message>
</context>
<context>
    <name>Dumping</name>
    <message>
        <source>Dump {0} to</source>
        <translation>Dump von {0} schreiben nach</translation>
    </message>
    <message>
        <source>Minidumps (*.dmp);;All files (*)</source>
        <translation>Minidumps (*.dmp);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>There is no dump yet that could be repeated.</source>
        <translation>Es gibt noch keinen Dump, der wiederholt werden könnte.</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Jetzt nicht</translation>
    </message>
    <message>
        <source>Dump now</source>
        <translation>Jetzt schreiben</translation>
    </message>
    <message>
        <source>There is no folder {0}. Make it, and dump into it?</source>
        <translation>Den Ordner {0} gibt es nicht. Anlegen und den Dump dort schreiben?</translation>
    </message>
    <message>
        <source>Make it and dump</source>
        <translation>Anlegen und schreiben</translation>
    </message>
    <message>
        <source>about {0}</source>
        <translation>etwa {0}</translation>
    </message>
    <message>
        <source>size being computed</source>
        <translation>Größe wird berechnet</translation>
    </message>
    <message>
        <source>Dump {0} ({1}) with {2}, {3}, to {4}?</source>
        <translation>Dump von {0} ({1}) mit {2}, {3}, nach {4} schreiben?</translation>
    </message>
    <message>
        <source>Dump as …</source>
        <translation>Dump speichern unter …</translation>
    </message>
    <message>
        <source>Repeat the last dump</source>
        <translation>Letzten Dump wiederholen</translation>
    </message>
    <message>
        <source>Dump all selected processes …</source>
        <translation>Dumps aller gewählten Prozesse …</translation>
    </message>
    <message>
        <source>Dump it and all its children …</source>
        <translation>Dumps von ihm und allen Kindern …</translation>
    </message>
    <message>
        <source>Copy as a command that dumps it</source>
        <translation>Als Befehl kopieren, der den Dump schreibt</translation>
    </message>
    <message>
        <source>Copy as a command that tells the plan</source>
        <translation>Als Befehl kopieren, der den Plan nennt</translation>
    </message>
    <message>
        <source>Dump</source>
        <translation>Dump</translation>
    </message>
    <message>
        <source>Dump all selected …</source>
        <translation>Dumps aller gewählten …</translation>
    </message>
</context>
<context>
    <name>EnvironmentTab</name>
    <message>
        <source>Environment</source>
        <translation>Umgebung</translation>
    </message>
    <message>
        <source>Find: PATH, LC_*</source>
        <translation>Suchen: PATH, LC_*</translation>
    </message>
    <message>
        <source>The process was started without any environment variable.</source>
        <translation>Der Prozess wurde ohne Umgebungsvariablen gestartet.</translation>
    </message>
    <message>
        <source>Values may hold passwords and keys. They are read when you ask for them, and hidden again when you choose another process.</source>
        <translation>Werte können Kennwörter und Schlüssel enthalten. Sie werden gelesen, wenn Sie danach fragen, und wieder verborgen, wenn Sie einen anderen Prozess wählen.</translation>
    </message>
    <message>
        <source>Hide values</source>
        <translation>Werte verbergen</translation>
    </message>
    <message>
        <source>Show values</source>
        <translation>Werte zeigen</translation>
    </message>
</context>
<context>
    <name>ExtrasForm</name>
    <message>
        <source>Ticket number</source>
        <translation>Ticketnummer</translation>
    </message>
    <message>
        <source>Stored in the dump; forgotten when DumpDesk ends.</source>
        <translation>Steht im Dump; vergessen, wenn DumpDesk beendet wird.</translation>
    </message>
    <message>
        <source>Operator: who makes the dump</source>
        <translation>Bearbeiter: wer den Dump erstellt</translation>
    </message>
    <message>
        <source>Stored in the dump; still here the next time.</source>
        <translation>Steht im Dump; beim nächsten Mal wieder da.</translation>
    </message>
    <message>
        <source>Comment stored in the dump</source>
        <translation>Kommentar, der im Dump gespeichert wird</translation>
    </message>
    <message>
        <source>Stored in the dump. In braces may stand:</source>
        <translation>Steht im Dump. In geschweiften Klammern sind möglich:</translation>
    </message>
    <message>
        <source>Comment: what was seen, what was tried</source>
        <translation>Kommentar: was zu sehen war, was versucht wurde</translation>
    </message>
    <message>
        <source>&amp;Ticket</source>
        <translation>&amp;Ticket</translation>
    </message>
    <message>
        <source>&amp;Operator</source>
        <translation>&amp;Bearbeiter</translation>
    </message>
</context>
<context>
    <name>FilterTree</name>
    <message>
        <source>Find modules, threads and memory</source>
        <translation>Module, Threads und Speicher suchen</translation>
    </message>
    <message>
        <source>Include</source>
        <translation>Aufnehmen</translation>
    </message>
    <message>
        <source>Include all found</source>
        <translation>Alle gefundenen aufnehmen</translation>
    </message>
    <message>
        <source>{0} = modules {1} + threads {2} + other memory {3} + streams {4}</source>
        <translation>{0} = Module {1} + Threads {2} + anderes {3} + Streams {4}</translation>
    </message>
    <message>
        <source>Full memory holds its code and data, whatever is ticked here.</source>
        <translation>Der ganze Speicher enthält Code und Daten davon, was hier auch angekreuzt ist.</translation>
    </message>
    <message>
        <source>Find: libssl*, worker-?, [heap]</source>
        <translation>Finden: libssl*, worker-?, [heap]</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>Only what I changed</source>
        <translation>Nur was ich geändert habe</translation>
    </message>
    <message>
        <source>Leave out all found</source>
        <translation>Alle gefundenen auslassen</translation>
    </message>
    <message>
        <source>Include all</source>
        <translation>Alle aufnehmen</translation>
    </message>
    <message>
        <source>Leave out all</source>
        <translation>Alle auslassen</translation>
    </message>
    <message>
        <source>All as the flags say</source>
        <translation>Alle, wie die Flags es sagen</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>Auslassen</translation>
    </message>
    <message>
        <source>As the flags say</source>
        <translation>Wie die Flags es sagen</translation>
    </message>
</context>
<context>
    <name>FilterView</name>
    <message>
        <source>Modules, threads and memory to include</source>
        <translation>Aufzunehmende Module, Threads und Speicher</translation>
    </message>
    <message>
        <source>Space includes or leaves out; left and right go to the boxes of the parts.</source>
        <translation>Die Leertaste nimmt auf oder lässt weg; links und rechts führen zu den Kästchen der Teile.</translation>
    </message>
    <message>
        <source>Include</source>
        <translation>Aufnehmen</translation>
    </message>
    <message>
        <source>Adds</source>
        <translation>Fügt hinzu</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>Adds {0} bytes of its memory</source>
        <translation>Fügt {0} Bytes seines Speichers hinzu</translation>
    </message>
</context>
<context>
    <name>FlagBoxes</name>
    <message>
        <source>No effect on Linux.</source>
        <translation>Unter Linux ohne Wirkung.</translation>
    </message>
    <message>
        <source>No effect: {0}.</source>
        <translation>Ohne Wirkung: {0}.</translation>
    </message>
    <message>
        <source>In effect: {0}.</source>
        <translation>Wirkt: {0}.</translation>
    </message>
    <message>
        <source>◆ May put secrets into the file.</source>
        <translation>◆ Kann Geheimnisse in die Datei bringen.</translation>
    </message>
    <message>
        <source>Says something only with: {0}.</source>
        <translation>Bedeutet nur etwas mit: {0}.</translation>
    </message>
    <message>
        <source>Cannot be had with: {0}.</source>
        <translation>Nicht möglich mit: {0}.</translation>
    </message>
    <message>
        <source>Does nothing with: {0}.</source>
        <translation>Bewirkt nichts mit: {0}.</translation>
    </message>
    <message>
        <source>Since DbgHelp {0}.</source>
        <translation>Seit DbgHelp {0}.</translation>
    </message>
    <message>
        <source>Cannot be had with the flags that are chosen.</source>
        <translation>Mit den gewählten Flags nicht möglich.</translation>
    </message>
    <message>
        <source>Adds nothing to a dump of this process.</source>
        <translation>Fügt einem Dump dieses Prozesses nichts hinzu.</translation>
    </message>
    <message>
        <source>Saves {0} bytes of a dump of this process.</source>
        <translation>Spart {0} Bytes in einem Dump dieses Prozesses.</translation>
    </message>
    <message>
        <source>Adds {0} bytes to a dump of this process.</source>
        <translation>Fügt einem Dump dieses Prozesses {0} Bytes hinzu.</translation>
    </message>
</context>
<context>
    <name>FlagsPanel</name>
    <message>
        <source>Respect DONTDUMP mar&amp;ks</source>
        <translation>DONTDUMP-Marken beac&amp;hten</translation>
    </message>
    <message>
        <source>Copy names</source>
        <translation>Namen kopieren</translation>
    </message>
    <message>
        <source>Copy the flags with their names in dbghelp.h</source>
        <translation>Die Flags mit ihren Namen aus dbghelp.h kopieren</translation>
    </message>
    <message>
        <source>{0} private data   {1} no effect   {2} comes along</source>
        <translation>{0} private Daten   {1} wirkungslos   {2} dabei</translation>
    </message>
    <message>
        <source>Departs from the plan {0} ({1}).</source>
        <translation>Weicht vom Plan {0} ({1}) ab.</translation>
    </message>
    <message>
        <source>The flags of the plan {0} ({1}).</source>
        <translation>Die Flags des Plans {0} ({1}).</translation>
    </message>
    <message>
        <source>Flags as a number or names</source>
        <translation>Flags als Zahl oder Namen</translation>
    </message>
    <message>
        <source>Memory that the program has marked with MADV_DONTDUMP: keys, as a rule, or what is too large to be of use. The preset Privacy leaves it out.</source>
        <translation>Speicher, den das Programm mit MADV_DONTDUMP gekennzeichnet hat: meist Schlüssel, oder was zu groß ist, um zu nützen. Die Vorgabe „Datenschutz“ lässt ihn weg.</translation>
    </message>
    <message>
        <source>Fla&amp;gs</source>
        <translation>Fla&amp;gs</translation>
    </message>
    <message>
        <source>Flags of your own choice.</source>
        <translation>Flags nach eigener Wahl.</translation>
    </message>
    <message>
        <source>Point at a flag, or go to it with the Tab key, to read what it does.</source>
        <translation>Zeigen Sie auf ein Flag oder gehen Sie mit der Tabulatortaste hin, um zu lesen, was es tut.</translation>
    </message>
</context>
<context>
    <name>GuideWindow</name>
    <message>
        <source>&amp;Contents</source>
        <translation>&amp;Inhalt</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Zurück</translation>
    </message>
    <message>
        <source>DumpDesk: user guide</source>
        <translation>DumpDesk: Benutzerhandbuch</translation>
    </message>
    <message>
        <source>User guide</source>
        <translation>Benutzerhandbuch</translation>
    </message>
    <message>
        <source>The Tab key goes from link to link, Enter follows one.</source>
        <translation>Die Tabulatortaste führt von Verweis zu Verweis, die Eingabetaste folgt ihm.</translation>
    </message>
</context>
<context>
    <name>HexPanel</name>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>To where you were before (Alt+Left)</source>
        <translation>Dorthin, wo Sie vorher waren (Alt+Links)</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Vor</translation>
    </message>
    <message>
        <source>To where you were before (Alt+Right)</source>
        <translation>Dorthin, wo Sie vorher waren (Alt+Rechts)</translation>
    </message>
    <message>
        <source>Go to: address or module+offset</source>
        <translation>Gehe zu: Adresse oder Modul+Offset</translation>
    </message>
    <message>
        <source>Address to go to</source>
        <translation>Adresse, zu der gegangen wird</translation>
    </message>
    <message>
        <source>In hexadecimal, or a module and an offset.</source>
        <translation>Hexadezimal, oder ein Modul und ein Offset.</translation>
    </message>
    <message>
        <source>From anywhere in the page: Ctrl+G</source>
        <translation>Von überall auf der Seite: Strg+G</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>Bytes</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>Wörter</translation>
    </message>
    <message>
        <source>How memory is shown</source>
        <translation>Wie der Speicher gezeigt wird</translation>
    </message>
    <message>
        <source>Sixteen bytes in a line, or one number of a pointer&apos;s size</source>
        <translation>Sechzehn Bytes in einer Zeile, oder eine Zahl von der Größe eines Zeigers</translation>
    </message>
    <message>
        <source>Underlined: into a module · dotted: a stack · dashed: memory</source>
        <translation>Unterstrichen: in ein Modul · gepunktet: ein Stack · gestrichelt: Speicher</translation>
    </message>
    <message>
        <source>That is neither an address nor a module of this dump.</source>
        <translation>Das ist weder eine Adresse noch ein Modul dieses Dumps.</translation>
    </message>
</context>
<context>
    <name>HexView</name>
    <message>
        <source>Memory in hexadecimal</source>
        <translation>Speicher, hexadezimal</translation>
    </message>
</context>
<context>
    <name>HistoryPair</name>
    <message>
        <source>Follow the newest values (End)</source>
        <translation>Den neuesten Werten folgen (Ende)</translation>
    </message>
    <message>
        <source>Come closer (+)</source>
        <translation>Näher heran (+)</translation>
    </message>
    <message>
        <source>Show more time (−)</source>
        <translation>Mehr Zeit zeigen (−)</translation>
    </message>
    <message>
        <source>Show the whole hour (0)</source>
        <translation>Die ganze Stunde zeigen (0)</translation>
    </message>
    <message>
        <source>Show in a larger window</source>
        <translation>In einem größeren Fenster zeigen</translation>
    </message>
</context>
<context>
    <name>HistoryPlot</name>
    <message>
        <source>paused, {0}</source>
        <translation>angehalten, {0}</translation>
    </message>
    <message>
        <source>not known, {0}</source>
        <translation>nicht bekannt, {0}</translation>
    </message>
    <message>
        <source>{0}, {1}</source>
        <translation>{0}, {1}</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>No figures yet.</source>
        <translation>Noch keine Werte.</translation>
    </message>
    <message>
        <source>{0}. Lowest {1}, highest {2} in the last {3}.</source>
        <translation>{0}. Niedrigster Wert {1}, höchster {2} in den letzten {3}.</translation>
    </message>
</context>
<context>
    <name>HistoryTab</name>
    <message>
        <source>The plots cannot be shown: {0}.</source>
        <translation>Die Kurven lassen sich nicht zeigen: {0}.</translation>
    </message>
    <message>
        <source>Install DumpDesk again; everything else works without them.</source>
        <translation>Installieren Sie DumpDesk neu; alles andere funktioniert auch ohne sie.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>{0} %</source>
        <translation>{0} %</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Choose a process to see its last minutes.</source>
        <translation>Wählen Sie einen Prozess, um seine letzten Minuten zu sehen.</translation>
    </message>
    <message>
        <source>Loading the plots …</source>
        <translation>Kurven werden geladen …</translation>
    </message>
    <message>
        <source>History of a process</source>
        <translation>Verlauf eines Prozesses</translation>
    </message>
    <message>
        <source>History of {0}</source>
        <translation>Verlauf von {0}</translation>
    </message>
</context>
<context>
    <name>KindBar</name>
    <message>
        <source>What the dump consists of</source>
        <translation>Woraus der Dump besteht</translation>
    </message>
    <message>
        <source>smaller: {0}</source>
        <translation>kleiner: {0}</translation>
    </message>
    <message>
        <source>{0}: {1} ({2} bytes)</source>
        <translation>{0}: {1} ({2} Bytes)</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>DumpDesk</source>
        <translation>DumpDesk</translation>
    </message>
    <message>
        <source>A dump is being written. Give it up and close? No file will be left.</source>
        <translation>Ein Dump wird geschrieben. Aufgeben und schließen? Es bleibt keine Datei zurück.</translation>
    </message>
    <message>
        <source>Give up and close</source>
        <translation>Aufgeben und schließen</translation>
    </message>
    <message>
        <source>Go on dumping</source>
        <translation>Weiter schreiben</translation>
    </message>
</context>
<context>
    <name>MemoryTab</name>
    <message>
        <source>Memory map</source>
        <translation>Speicherkarte</translation>
    </message>
    <message>
        <source>Find: [heap], libc*, rwx, 0x7f…</source>
        <translation>Suchen: [heap], libc*, rwx, 0x7f…</translation>
    </message>
    <message>
        <source>No memory is mapped: the process is ending or belongs to the system.</source>
        <translation>Kein Speicher ist abgebildet: Der Prozess endet gerade oder gehört zum System.</translation>
    </message>
    <message>
        <source>Part of the address space in view</source>
        <translation>Sichtbarer Teil des Adressraums</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Regions</source>
        <translation>Bereiche</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Regions, or what is found in them</source>
        <translation>Bereiche, oder was darin gefunden wird</translation>
    </message>
    <message>
        <source>The dump tells of no memory at this address.</source>
        <translation>Der Dump kennt keinen Speicher an dieser Adresse.</translation>
    </message>
    <message>
        <source>Nothing of this region is in the dump.</source>
        <translation>Nichts von diesem Bereich ist im Dump.</translation>
    </message>
    <message>
        <source>{0} of {1} are in the dump; the rest is shown as dots.</source>
        <translation>{0} von {1} sind im Dump; der Rest erscheint als Punkte.</translation>
    </message>
    <message>
        <source>All of this region is in the dump.</source>
        <translation>Dieser Bereich ist ganz im Dump.</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Dump</source>
        <translation>&amp;Dump</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;Open a dump …</source>
        <translation>Dump ö&amp;ffnen …</translation>
    </message>
    <message>
        <source>&amp;Triage a folder …</source>
        <translation>Ordner sich&amp;ten …</translation>
    </message>
    <message>
        <source>&amp;Compare two dumps …</source>
        <translation>Zwei Dumps ver&amp;gleichen …</translation>
    </message>
    <message>
        <source>Compare a dump with the &amp;process …</source>
        <translation>Einen Dump mit dem &amp;Prozess vergleichen …</translation>
    </message>
    <message>
        <source>Open a &amp;recipe …</source>
        <translation>&amp;Rezept öffnen …</translation>
    </message>
    <message>
        <source>&amp;Save as a recipe …</source>
        <translation>Als Rezept &amp;speichern …</translation>
    </message>
    <message>
        <source>&amp;Export the processes as CSV …</source>
        <translation>Prozesse als CSV e&amp;xportieren …</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederherstellen</translation>
    </message>
    <message>
        <source>&amp;Find a process</source>
        <translation>&amp;Prozess suchen</translation>
    </message>
    <message>
        <source>Find in the &amp;tree</source>
        <translation>Im &amp;Baum suchen</translation>
    </message>
    <message>
        <source>&amp;Settings …</source>
        <translation>&amp;Einstellungen …</translation>
    </message>
    <message>
        <source>&amp;Refresh now</source>
        <translation>&amp;Jetzt auffrischen</translation>
    </message>
    <message>
        <source>&amp;Pause refreshing</source>
        <translation>Auffrischen an&amp;halten</translation>
    </message>
    <message>
        <source>Children below their &amp;parents</source>
        <translation>&amp;Kinder unter ihren Eltern</translation>
    </message>
    <message>
        <source>&amp;Columns</source>
        <translation>&amp;Spalten</translation>
    </message>
    <message>
        <source>C&amp;olours</source>
        <translation>&amp;Farben</translation>
    </message>
    <message>
        <source>Reset the &amp;window</source>
        <translation>&amp;Fenster zurücksetzen</translation>
    </message>
    <message>
        <source>&amp;All dumps</source>
        <translation>&amp;Alle Dumps</translation>
    </message>
    <message>
        <source>&amp;User guide</source>
        <translation>&amp;Benutzerhandbuch</translation>
    </message>
    <message>
        <source>Open the &amp;log folder</source>
        <translation>&amp;Protokollordner öffnen</translation>
    </message>
    <message>
        <source>&amp;About DumpDesk</source>
        <translation>Ü&amp;ber DumpDesk</translation>
    </message>
    <message>
        <source>Choose the process to compare a dump with first.</source>
        <translation>Wählen Sie zuerst den Prozess, mit dem ein Dump verglichen werden soll.</translation>
    </message>
</context>
<context>
    <name>ModuleFacts</name>
    <message>
        <source>left out</source>
        <translation>weggelassen</translation>
    </message>
    <message>
        <source>unloaded</source>
        <translation>entladen</translation>
    </message>
    <message>
        <source>file deleted</source>
        <translation>Datei gelöscht</translation>
    </message>
    <message>
        <source>file replaced</source>
        <translation>Datei ersetzt</translation>
    </message>
    <message>
        <source>loaded</source>
        <translation>geladen</translation>
    </message>
    <message>
        <source>Module</source>
        <translation>Modul</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Weggelassen</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Pfad</translation>
    </message>
    <message>
        <source>Name in the file</source>
        <translation>Name in der Datei</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Symbol id</source>
        <translation>Symbol-ID</translation>
    </message>
    <message>
        <source>Symbols</source>
        <translation>Symbole</translation>
    </message>
    <message>
        <source>Addresses</source>
        <translation>Adressen</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>In the dump</source>
        <translation>Im Dump</translation>
    </message>
    <message>
        <source>Time stamp</source>
        <translation>Zeitstempel</translation>
    </message>
    <message>
        <source>Check sum</source>
        <translation>Prüfsumme</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Anmerkungen</translation>
    </message>
    <message>
        <source>It said</source>
        <translation>Es sagte</translation>
    </message>
    <message>
        <source>none: {0}</source>
        <translation>keine: {0}</translation>
    </message>
    <message>
        <source>{0}, from {1}</source>
        <translation>{0}, aus {1}</translation>
    </message>
</context>
<context>
    <name>ModulesTab</name>
    <message>
        <source>Modules</source>
        <translation>Module</translation>
    </message>
    <message>
        <source>Show its memory</source>
        <translation>Seinen Speicher zeigen</translation>
    </message>
    <message>
        <source>About the chosen module</source>
        <translation>Über das gewählte Modul</translation>
    </message>
    <message>
        <source>All that the dump tells of it.</source>
        <translation>Alles, was der Dump davon sagt.</translation>
    </message>
</context>
<context>
    <name>OutcomeLine</name>
    <message>
        <source>Cancelled: no file was left.</source>
        <translation>Abgebrochen: Es blieb keine Datei zurück.</translation>
    </message>
    <message>
        <source>{0} was not dumped: {1}</source>
        <translation>Kein Dump von {0}: {1}</translation>
    </message>
</context>
<context>
    <name>OwnPresetsDialog</name>
    <message>
        <source>My presets</source>
        <translation>Meine Vorgaben</translation>
    </message>
    <message>
        <source>F2 renames the one chosen, Delete deletes it.</source>
        <translation>F2 benennt die gewählte um, Entf löscht sie.</translation>
    </message>
    <message>
        <source>&amp;New from the flags</source>
        <translation>&amp;Neu aus den Flags</translation>
    </message>
    <message>
        <source>Re&amp;place its flags</source>
        <translation>Seine Flags erset&amp;zen</translation>
    </message>
    <message>
        <source>&amp;Rename</source>
        <translation>&amp;Umbenennen</translation>
    </message>
    <message>
        <source>Move &amp;up</source>
        <translation>Nach &amp;oben</translation>
    </message>
    <message>
        <source>Move &amp;down</source>
        <translation>Nach u&amp;nten</translation>
    </message>
    <message>
        <source>De&amp;lete</source>
        <translation>&amp;Löschen</translation>
    </message>
    <message>
        <source>My preset</source>
        <translation>Meine Vorgabe</translation>
    </message>
    <message>
        <source>My preset {0}</source>
        <translation>Meine Vorgabe {0}</translation>
    </message>
    <message>
        <source>There is none yet. New from the flags makes one of what is ticked now.</source>
        <translation>Es gibt noch keine. „Neu aus den Flags“ macht eine aus dem, was jetzt angekreuzt ist.</translation>
    </message>
</context>
<context>
    <name>PageBar</name>
    <message>
        <source>Verify again</source>
        <translation>Erneut prüfen</translation>
    </message>
    <message>
        <source>Export core file …</source>
        <translation>Core-Datei exportieren …</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Open in</source>
        <translation>Öffnen in</translation>
    </message>
    <message>
        <source>{0} (by a core file)</source>
        <translation>{0} (über eine Core-Datei)</translation>
    </message>
    <message>
        <source>No tool that opens it was found on this machine</source>
        <translation>Auf diesem Rechner wurde kein Werkzeug gefunden, das ihn öffnet</translation>
    </message>
    <message>
        <source>Looking for tools …</source>
        <translation>Werkzeuge werden gesucht …</translation>
    </message>
    <message>
        <source>Writing {0} …</source>
        <translation>{0} wird geschrieben …</translation>
    </message>
    <message>
        <source>For gdb, lldb, jhsdb, py-spy and dlv, which read no minidumps (Linux).</source>
        <translation>Für gdb, lldb, jhsdb, py-spy und dlv, die keine Minidumps lesen (Linux).</translation>
    </message>
    <message>
        <source>Reads the file once more and checks it.</source>
        <translation>Liest die Datei noch einmal und prüft sie.</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
    <message>
        <source>The summary, the path, or a command that does the same.</source>
        <translation>Die Zusammenfassung, den Pfad, oder einen Befehl, der dasselbe tut.</translation>
    </message>
    <message>
        <source>Debuggers and other tools of this machine that read it.</source>
        <translation>Debugger und andere Werkzeuge dieses Rechners, die ihn lesen.</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Zusammenfassung</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Pfad</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Export core file</source>
        <translation>Core-Datei exportieren</translation>
    </message>
    <message>
        <source>{0} was written: {1}. It can be opened with</source>
        <translation>{0} wurde geschrieben: {1}. Geöffnet wird sie mit</translation>
    </message>
    <message>
        <source>No terminal was found. The command is on the clipboard: {0}</source>
        <translation>Kein Terminal wurde gefunden. Der Befehl ist in der Zwischenablage: {0}</translation>
    </message>
    <message>
        <source>{0} was started.</source>
        <translation>{0} wurde gestartet.</translation>
    </message>
    <message>
        <source>{0} could not be started, or ended at once. The command is on the clipboard: {1}</source>
        <translation>{0} konnte nicht gestartet werden oder endete sofort. Der Befehl ist in der Zwischenablage: {1}</translation>
    </message>
    <message>
        <source>On the clipboard: {0}</source>
        <translation>In der Zwischenablage: {0}</translation>
    </message>
</context>
<context>
    <name>PartTable</name>
    <message>
        <source>Search: a word, a pattern such as lib*, 0xaddress</source>
        <translation>Suchen: ein Wort, ein Muster wie lib*, 0xAdresse</translation>
    </message>
    <message>
        <source>Search in {0}</source>
        <translation>In {0} suchen</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} von {1}</translation>
    </message>
</context>
<context>
    <name>PlanRows</name>
    <message>
        <source>1 flag</source>
        <translation>1 Flag</translation>
    </message>
    <message>
        <source>{0} flags</source>
        <translation>{0} Flags</translation>
    </message>
    <message>
        <source>DONTDUMP marks</source>
        <translation>DONTDUMP-Marken</translation>
    </message>
    <message>
        <source>1 part</source>
        <translation>1 Teil</translation>
    </message>
    <message>
        <source>{0} parts</source>
        <translation>{0} Teile</translation>
    </message>
    <message>
        <source>modules by folder</source>
        <translation>Module nach Ordnern</translation>
    </message>
    <message>
        <source>changed: {0}</source>
        <translation>geändert: {0}</translation>
    </message>
    <message>
        <source>The same as {0}.</source>
        <translation>Dasselbe wie {0}.</translation>
    </message>
    <message>
        <source>A preset of your own, {0}.</source>
        <translation>Eine eigene Vorgabe, {0}.</translation>
    </message>
    <message>
        <source>The same flags as {0}.</source>
        <translation>Dieselben Flags wie {0}.</translation>
    </message>
    <message>
        <source>Plan and what it is for</source>
        <translation>Plan und wozu er dient</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Private data</source>
        <translation>Private Daten</translation>
    </message>
    <message>
        <source>about {0}</source>
        <translation>etwa {0}</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>Rezept</translation>
    </message>
    <message>
        <source>The flags {0}</source>
        <translation>Die Flags {0}</translation>
    </message>
    <message>
        <source>A preset of your own</source>
        <translation>Eine eigene Vorgabe</translation>
    </message>
    <message>
        <source>chosen</source>
        <translation>gewählt</translation>
    </message>
    <message>
        <source>Own choice</source>
        <translation>Eigene Wahl</translation>
    </message>
</context>
<context>
    <name>PlanSentence</name>
    <message>
        <source>leaves out what came with the system</source>
        <translation>lässt weg, was mit dem System kam</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}: {1}</translation>
    </message>
    <message>
        <source>a comment</source>
        <translation>einem Kommentar</translation>
    </message>
    <message>
        <source>1 file</source>
        <translation>1 Datei</translation>
    </message>
    <message>
        <source>{0} files</source>
        <translation>{0} Dateien</translation>
    </message>
    <message>
        <source>{0}, with {1}</source>
        <translation>{0}, mit {1}</translation>
    </message>
    <message>
        <source>nothing here is called {0}</source>
        <translation>hier heißt nichts {0}</translation>
    </message>
    <message>
        <source>Own choice</source>
        <translation>Eigene Wahl</translation>
    </message>
    <message>
        <source>{0}, without {1}</source>
        <translation>{0}, ohne {1}</translation>
    </message>
</context>
<context>
    <name>PlanTab</name>
    <message>
        <source>Flags as the plan says</source>
        <translation>Flags wie im Plan</translation>
    </message>
    <message>
        <source>&amp;Take out of the list</source>
        <translation>Aus der Lis&amp;te nehmen</translation>
    </message>
    <message>
        <source>&amp;Save as a preset …</source>
        <translation>Als Vorgabe &amp;speichern …</translation>
    </message>
    <message>
        <source>&amp;My presets …</source>
        <translation>&amp;Meine Vorgaben …</translation>
    </message>
    <message>
        <source>My presets</source>
        <translation>Meine Vorgaben</translation>
    </message>
    <message>
        <source>Save, rename, reorder and delete presets</source>
        <translation>Vorgaben speichern, umbenennen, ordnen und löschen</translation>
    </message>
</context>
<context>
    <name>PresetName</name>
    <message>
        <source>{0} − 1 part</source>
        <translation>{0} − 1 Teil</translation>
    </message>
    <message>
        <source>{0} − {1} parts</source>
        <translation>{0} − {1} Teile</translation>
    </message>
</context>
<context>
    <name>PreviewBar</name>
    <message>
        <source>pauses {0}</source>
        <translation>Pause {0}</translation>
    </message>
    <message>
        <source>1 stream</source>
        <translation>1 Stream</translation>
    </message>
    <message>
        <source>about {0}</source>
        <translation>etwa {0}</translation>
    </message>
    <message>
        <source>{0} streams</source>
        <translation>{0} Streams</translation>
    </message>
    <message>
        <source>1 range</source>
        <translation>1 Bereich</translation>
    </message>
    <message>
        <source>{0} ranges</source>
        <translation>{0} Bereiche</translation>
    </message>
    <message>
        <source>Other programs want the processors as well just now.</source>
        <translation>Gerade wollen auch andere Programme die Prozessoren.</translation>
    </message>
    <message>
        <source>Not writable</source>
        <translation>Nicht beschreibbar</translation>
    </message>
    <message>
        <source>Size of the dump</source>
        <translation>Größe des Dumps</translation>
    </message>
    <message>
        <source>updating …</source>
        <translation>wird aktualisiert …</translation>
    </message>
    <message>
        <source>{0} bytes</source>
        <translation>{0} Bytes</translation>
    </message>
    <message>
        <source>At most {0} on the disk: {1}.</source>
        <translation>Höchstens {0} auf dem Datenträger: {1}.</translation>
    </message>
    <message>
        <source>The pause is judged by what is to be copied, and by an earlier dump.</source>
        <translation>Die Pause ist nach dem geschätzt, was zu kopieren ist, und nach einem früheren Dump.</translation>
    </message>
    <message>
        <source>The pause is judged by what is to be copied, and by {0} earlier dumps.</source>
        <translation>Die Pause ist nach dem geschätzt, was zu kopieren ist, und nach {0} früheren Dumps.</translation>
    </message>
</context>
<context>
    <name>PrivateData</name>
    <message>
        <source>stacks of threads</source>
        <translation>Stacks von Threads</translation>
    </message>
    <message>
        <source>hardly any</source>
        <translation>kaum welche</translation>
    </message>
</context>
<context>
    <name>PrivateLine</name>
    <message>
        <source>Will hold private data: {0}</source>
        <translation>Wird private Daten enthalten: {0}</translation>
    </message>
    <message>
        <source>Private data: {0}</source>
        <translation>Private Daten: {0}</translation>
    </message>
    <message>
        <source>Hardly any private data</source>
        <translation>Kaum private Daten</translation>
    </message>
</context>
<context>
    <name>ProcessBar</name>
    <message>
        <source>{0} s</source>
        <translation>{0} s</translation>
    </message>
    <message>
        <source>Find a process</source>
        <translation>Einen Prozess suchen</translation>
    </message>
    <message>
        <source>Every word must be part of the name, the PID (decimal or hexadecimal), the user, the path or the command line. Or ask: cpu &gt; 5 and user = alice, mem &gt;= 1 GiB or name ~ fire*, not (threads &lt; 3). {0}</source>
        <translation>Jedes Wort muss in Name, PID (dezimal oder hexadezimal), Benutzer, Pfad oder Befehlszeile vorkommen. Oder fragen Sie: cpu &gt; 5 and user = alice, mem &gt;= 1 GiB or name ~ fire*, not (threads &lt; 3). {0}</translation>
    </message>
    <message>
        <source>Time between two refreshes</source>
        <translation>Zeit zwischen zwei Auffrischungen</translation>
    </message>
    <message>
        <source>How often the figures are refreshed</source>
        <translation>Wie oft die Werte aufgefrischt werden</translation>
    </message>
    <message>
        <source>Refresh now</source>
        <translation>Jetzt auffrischen</translation>
    </message>
    <message>
        <source>Refresh now (F5)</source>
        <translation>Jetzt auffrischen (F5)</translation>
    </message>
    <message>
        <source>Children below their parents</source>
        <translation>Kinder unter ihren Eltern</translation>
    </message>
    <message>
        <source>Tree</source>
        <translation>Baum</translation>
    </message>
    <message>
        <source>Choose a process by clicking its window</source>
        <translation>Einen Prozess durch Klick auf sein Fenster wählen</translation>
    </message>
    <message>
        <source>Name, PID, user …  or  cpu &gt; 5</source>
        <translation>Name, PID, Nutzer … / cpu &gt; 5</translation>
    </message>
    <message>
        <source>Pick a window</source>
        <translation>Fenster wählen</translation>
    </message>
    <message>
        <source>Choose the columns</source>
        <translation>Die Spalten wählen</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Every {0} s</source>
        <translation>Alle {0} s</translation>
    </message>
    <message>
        <source>Go on refreshing</source>
        <translation>Weiter auffrischen</translation>
    </message>
    <message>
        <source>Pause refreshing</source>
        <translation>Auffrischen anhalten</translation>
    </message>
</context>
<context>
    <name>ProcessHeader</name>
    <message>
        <source>processor</source>
        <translation>Prozessor</translation>
    </message>
    <message>
        <source>memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>No process chosen</source>
        <translation>Kein Prozess gewählt</translation>
    </message>
    <message>
        <source>and 1 more selected</source>
        <translation>und 1 weiterer ausgewählt</translation>
    </message>
    <message>
        <source>and {0} more selected</source>
        <translation>und {0} weitere ausgewählt</translation>
    </message>
    <message>
        <source>cannot be dumped</source>
        <translation>kein Dump möglich</translation>
    </message>
    <message>
        <source>can be dumped</source>
        <translation>Dump möglich</translation>
    </message>
    <message>
        <source>ended {0} s ago</source>
        <translation>vor {0} s beendet</translation>
    </message>
    <message>
        <source>ended {0} min ago</source>
        <translation>vor {0} min beendet</translation>
    </message>
    <message>
        <source>{0} %</source>
        <translation>{0} %</translation>
    </message>
</context>
<context>
    <name>ProcessList</name>
    <message>
        <source>Processes</source>
        <translation>Prozesse</translation>
    </message>
    <message>
        <source>Choose the process to dump. Type a few letters to jump to a name.</source>
        <translation>Wählen Sie den Prozess für den Dump. Einige Buchstaben tippen, um zu einem Namen zu springen.</translation>
    </message>
    <message>
        <source>Copy cell</source>
        <translation>Zelle kopieren</translation>
    </message>
    <message>
        <source>Copy rows</source>
        <translation>Zeilen kopieren</translation>
    </message>
    <message>
        <source>Copy rows with headings</source>
        <translation>Zeilen mit Überschriften kopieren</translation>
    </message>
    <message>
        <source>Open all</source>
        <translation>Alle aufklappen</translation>
    </message>
    <message>
        <source>Close all</source>
        <translation>Alle zuklappen</translation>
    </message>
</context>
<context>
    <name>ProcessSampler</name>
    <message>
        <source>The list of processes arrives garbled: {0}.</source>
        <translation>Die Prozessliste kommt verstümmelt an: {0}.</translation>
    </message>
    <message>
        <source>The process sampler cannot be started: {0}.</source>
        <translation>Die Prozessabfrage kann nicht gestartet werden: {0}.</translation>
    </message>
    <message>
        <source>result {0}</source>
        <translation>Ergebnis {0}</translation>
    </message>
    <message>
        <source>The process sampler ended unexpectedly: {0}.</source>
        <translation>Die Prozessabfrage endete unerwartet: {0}.</translation>
    </message>
    <message>
        <source>Start it again; if it ends again, report this message.</source>
        <translation>Starten Sie sie erneut; endet sie wieder, melden Sie diese Nachricht.</translation>
    </message>
</context>
<context>
    <name>ProcessTable</name>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>as administrator</source>
        <translation>als Administrator</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>beendet</translation>
    </message>
    <message>
        <source>as root</source>
        <translation>als root</translation>
    </message>
    <message>
        <source>debugged</source>
        <translation>debuggt</translation>
    </message>
    <message>
        <source>64-bit</source>
        <translation>64 Bit</translation>
    </message>
    <message>
        <source>protected</source>
        <translation>geschützt</translation>
    </message>
    <message>
        <source>kernel</source>
        <translation>Kernel</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>It has ended.</source>
        <translation>Er ist beendet.</translation>
    </message>
    <message>
        <source>Its memory is gone. Start it again and dump it while it runs.</source>
        <translation>Sein Speicher ist weg. Starten Sie ihn neu und erstellen Sie den Dump, solange er läuft.</translation>
    </message>
    <message>
        <source>yes, by the 32-bit dumper</source>
        <translation>ja, vom 32-Bit-Dumper</translation>
    </message>
    <message>
        <source>It can be dumped now.</source>
        <translation>Ein Dump ist jetzt möglich.</translation>
    </message>
    <message>
        <source>{0} bytes</source>
        <translation>{0} Bytes</translation>
    </message>
    <message>
        <source>Not known yet, or the system does not tell.</source>
        <translation>Noch nicht bekannt, oder das System sagt es nicht.</translation>
    </message>
    <message>
        <source>{0}/s</source>
        <translation>{0}/s</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>sleeping</source>
        <translation>schläft</translation>
    </message>
    <message>
        <source>waiting for a device</source>
        <translation>wartet auf ein Gerät</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>stopped by a debugger</source>
        <translation>von einem Debugger angehalten</translation>
    </message>
    <message>
        <source>ended (zombie)</source>
        <translation>beendet (Zombie)</translation>
    </message>
    <message>
        <source>ending</source>
        <translation>endet gerade</translation>
    </message>
    <message>
        <source>idle</source>
        <translation>untätig</translation>
    </message>
    <message>
        <source>parked</source>
        <translation>geparkt</translation>
    </message>
    <message>
        <source>root</source>
        <translation>root</translation>
    </message>
    <message>
        <source>some of root&apos;s</source>
        <translation>einige von root</translation>
    </message>
    <message>
        <source>administrator</source>
        <translation>Administrator</translation>
    </message>
    <message>
        <source>system</source>
        <translation>System</translation>
    </message>
    <message>
        <source>some container</source>
        <translation>irgendein Container</translation>
    </message>
    <message>
        <source>deleted</source>
        <translation>gelöscht</translation>
    </message>
    <message>
        <source>replaced</source>
        <translation>ersetzt</translation>
    </message>
    <message>
        <source>{0} in hexadecimal, parent {1}</source>
        <translation>{0} hexadezimal, Elternprozess {1}</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>The program that the process runs.</source>
        <translation>Das Programm, das der Prozess ausführt.</translation>
    </message>
    <message>
        <source>PID</source>
        <translation>PID</translation>
    </message>
    <message>
        <source>Process id.</source>
        <translation>Prozess-ID.</translation>
    </message>
    <message>
        <source>Parent</source>
        <translation>Eltern</translation>
    </message>
    <message>
        <source>Process id of the parent.</source>
        <translation>Prozess-ID des Elternprozesses.</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Nutzer</translation>
    </message>
    <message>
        <source>Whose process it is.</source>
        <translation>Wem der Prozess gehört.</translation>
    </message>
    <message>
        <source>CPU %</source>
        <translation>CPU %</translation>
    </message>
    <message>
        <source>Processor time since the last look; one busy core is 100.</source>
        <translation>Prozessorzeit seit dem letzten Blick; ein ausgelasteter Kern ist 100.</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Resident memory (RSS).</source>
        <translation>Speicher im RAM (RSS).</translation>
    </message>
    <message>
        <source>Private</source>
        <translation>Privat</translation>
    </message>
    <message>
        <source>Memory that only this process uses (USS): what its end would free.</source>
        <translation>Speicher, den nur dieser Prozess benutzt (USS): was sein Ende freigäbe.</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>Threads</translation>
    </message>
    <message>
        <source>How many threads it has.</source>
        <translation>Wie viele Threads er hat.</translation>
    </message>
    <message>
        <source>Handles</source>
        <translation>Handles</translation>
    </message>
    <message>
        <source>How many handles or file descriptors are open.</source>
        <translation>Wie viele Handles oder Dateideskriptoren offen sind.</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>Datenträger</translation>
    </message>
    <message>
        <source>Read from and written to disk in a second.</source>
        <translation>In einer Sekunde vom Datenträger gelesen und darauf geschrieben.</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>What it is doing.</source>
        <translation>Was er tut.</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Gestartet</translation>
    </message>
    <message>
        <source>When it was started, in local time.</source>
        <translation>Wann er gestartet wurde, in Ortszeit.</translation>
    </message>
    <message>
        <source>Bits</source>
        <translation>Bits</translation>
    </message>
    <message>
        <source>Word size and architecture of the program.</source>
        <translation>Wortbreite und Architektur des Programms.</translation>
    </message>
    <message>
        <source>Privileges</source>
        <translation>Rechte</translation>
    </message>
    <message>
        <source>More rights than an ordinary user has.</source>
        <translation>Mehr Rechte, als ein gewöhnlicher Benutzer hat.</translation>
    </message>
    <message>
        <source>Container</source>
        <translation>Container</translation>
    </message>
    <message>
        <source>The container that it runs in.</source>
        <translation>Der Container, in dem er läuft.</translation>
    </message>
    <message>
        <source>Program file</source>
        <translation>Programmdatei</translation>
    </message>
    <message>
        <source>Whether the file was deleted or replaced since the process began to run it, as an update does.</source>
        <translation>Ob die Datei gelöscht oder ersetzt wurde, seit der Prozess sie ausführt, wie bei einem Update.</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>Title of its window.</source>
        <translation>Titel seines Fensters.</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Pfad</translation>
    </message>
    <message>
        <source>Where the program is.</source>
        <translation>Wo das Programm liegt.</translation>
    </message>
    <message>
        <source>Command line</source>
        <translation>Befehlszeile</translation>
    </message>
    <message>
        <source>Its arguments.</source>
        <translation>Seine Argumente.</translation>
    </message>
    <message>
        <source>Can dump</source>
        <translation>Dump</translation>
    </message>
    <message>
        <source>Whether a dump can be written now; why not, and what helps.</source>
        <translation>Ob jetzt ein Dump geschrieben werden kann; warum nicht, und was hilft.</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Neu</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>Sum of it and of {0} collapsed below it</source>
        <translation>Summe von ihm und {0} darunter zugeklappten</translation>
    </message>
</context>
<context>
    <name>ProcessView</name>
    <message>
        <source>Show DumpDesk&apos;s &amp;helpers</source>
        <translation>&amp;Hilfsprozesse von DumpDesk zeigen</translation>
    </message>
    <message>
        <source>Show &amp;kernel threads and DumpDesk&apos;s helpers</source>
        <translation>&amp;Kernel-Threads und Hilfsprozesse von DumpDesk zeigen</translation>
    </message>
    <message>
        <source>A search finds them whether they are shown or not.</source>
        <translation>Eine Suche findet sie, ob sie gezeigt werden oder nicht.</translation>
    </message>
    <message>
        <source>Start again</source>
        <translation>Erneut starten</translation>
    </message>
    <message>
        <source>Click a window of the process. Esc ends this.</source>
        <translation>Klicken Sie auf ein Fenster des Prozesses. Esc beendet dies.</translation>
    </message>
    <message>
        <source>Process {0} is not in the list.</source>
        <translation>Der Prozess {0} ist nicht in der Liste.</translation>
    </message>
    <message>
        <source>Export as CSV …</source>
        <translation>Als CSV exportieren …</translation>
    </message>
    <message>
        <source>Looking at the processes …</source>
        <translation>Die Prozesse werden angesehen …</translation>
    </message>
    <message>
        <source>None of your processes matches “{0}”.</source>
        <translation>Keiner Ihrer Prozesse passt zu „{0}“.</translation>
    </message>
    <message>
        <source>It may be one of somebody else.</source>
        <translation>Vielleicht gehört er jemand anderem.</translation>
    </message>
    <message>
        <source>Look among all</source>
        <translation>Unter allen suchen</translation>
    </message>
    <message>
        <source>No process matches “{0}”.</source>
        <translation>Kein Prozess passt zu „{0}“.</translation>
    </message>
    <message>
        <source>Fewer or shorter words find more.</source>
        <translation>Weniger oder kürzere Wörter finden mehr.</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>Suche leeren</translation>
    </message>
    <message>
        <source>{0} found</source>
        <translation>{0} gefunden</translation>
    </message>
    <message>
        <source>1 process</source>
        <translation>1 Prozess</translation>
    </message>
    <message>
        <source>Show {0} hidden</source>
        <translation>{0} ausgeblendete zeigen</translation>
    </message>
    <message>
        <source>{0} processes</source>
        <translation>{0} Prozesse</translation>
    </message>
    <message>
        <source>reading details</source>
        <translation>Einzelheiten werden gelesen</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>angehalten</translation>
    </message>
</context>
<context>
    <name>Progress</name>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>{0}: {1} of {2}</source>
        <translation>{0}: {1} von {2}</translation>
    </message>
    <message>
        <source>{0}/s</source>
        <translation>{0}/s</translation>
    </message>
    <message>
        <source>memory without a name</source>
        <translation>Speicher ohne Namen</translation>
    </message>
    <message>
        <source>less than 1 s left</source>
        <translation>noch weniger als 1 s</translation>
    </message>
    <message>
        <source>{0} s left</source>
        <translation>noch {0} s</translation>
    </message>
    <message>
        <source>{0} min left</source>
        <translation>noch {0} min</translation>
    </message>
</context>
<context>
    <name>QueryOffers</name>
    <message>
        <source>What could come next</source>
        <translation>Was als Nächstes kommen könnte</translation>
    </message>
</context>
<context>
    <name>RecipeBar</name>
    <message>
        <source>Instructions of the recipe&apos;s author</source>
        <translation>Anleitung des Rezeptautors</translation>
    </message>
    <message>
        <source>What you are asked to do. DumpDesk does nothing of it by itself.</source>
        <translation>Worum Sie gebeten werden. DumpDesk tut nichts davon von selbst.</translation>
    </message>
    <message>
        <source>Put the recipe away</source>
        <translation>Rezept weglegen</translation>
    </message>
    <message>
        <source>Put the recipe away: all stays as it is filled in</source>
        <translation>Rezept weglegen: alles bleibt, wie es ausgefüllt ist</translation>
    </message>
    <message>
        <source>Undo the recipe</source>
        <translation>Rezept rückgängig machen</translation>
    </message>
    <message>
        <source>Put flags, what is left out, and the comment back to what they were before</source>
        <translation>Flags, Weggelassenes und Kommentar wieder so setzen, wie sie vorher waren</translation>
    </message>
    <message>
        <source>Recipe: {0}</source>
        <translation>Rezept: {0}</translation>
    </message>
    <message>
        <source>Keep the rules of {0} for this process too</source>
        <translation>Die Regeln von {0} auch für diesen Prozess</translation>
    </message>
    <message>
        <source>{0} was not opened</source>
        <translation>{0} wurde nicht geöffnet</translation>
    </message>
</context>
<context>
    <name>Recipes</name>
    <message>
        <source>Open recipe</source>
        <translation>Rezept öffnen</translation>
    </message>
    <message>
        <source>Recipes (*{0});;All files (*)</source>
        <translation>Rezepte (*{0});;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Save recipe</source>
        <translation>Rezept speichern</translation>
    </message>
    <message>
        <source>Recipes (*{0})</source>
        <translation>Rezepte (*{0})</translation>
    </message>
    <message>
        <source>Saved: {0}</source>
        <translation>Gespeichert: {0}</translation>
    </message>
    <message>
        <source>Choose the process it is meant for.</source>
        <translation>Wählen Sie den Prozess, für den es gedacht ist.</translation>
    </message>
    <message>
        <source>{0} processes are meant by {1}: choose one on the left.</source>
        <translation>{0} Prozesse sind mit {1} gemeint: Wählen Sie links einen.</translation>
    </message>
    <message>
        <source>No process is meant by {0} so far. It is chosen as soon as it starts.</source>
        <translation>Bisher ist kein Prozess mit {0} gemeint. Er wird gewählt, sobald er startet.</translation>
    </message>
    <message>
        <source>Meant for {0} ({1}), which is chosen. Press Dump when you are ready.</source>
        <translation>Gedacht für {0} ({1}), der gewählt ist. Drücken Sie „Dump“, wenn Sie bereit sind.</translation>
    </message>
    <message>
        <source>Its rules are for another process, the first that was chosen with it.</source>
        <translation>Seine Regeln sind für einen anderen Prozess: den ersten, der mit ihm gewählt wurde.</translation>
    </message>
    <message>
        <source>The process that is chosen is not one that it is meant for: {0}.</source>
        <translation>Der gewählte Prozess ist keiner, für den es gedacht ist: {0}.</translation>
    </message>
    <message>
        <source>Its rules hold for {0} ({1}), too.</source>
        <translation>Seine Regeln gelten auch für {0} ({1}).</translation>
    </message>
</context>
<context>
    <name>Registers</name>
    <message>
        <source>Register</source>
        <translation>Register</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>What is there</source>
        <translation>Was dort ist</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
</context>
<context>
    <name>RegistersView</name>
    <message>
        <source>Copy the value</source>
        <translation>Wert kopieren</translation>
    </message>
    <message>
        <source>Copy all registers</source>
        <translation>Alle Register kopieren</translation>
    </message>
    <message>
        <source>The registers of the chosen thread appear here.</source>
        <translation>Hier erscheinen die Register des gewählten Threads.</translation>
    </message>
    <message>
        <source>The dump does not tell the registers of this thread.</source>
        <translation>Der Dump sagt nichts über die Register dieses Threads.</translation>
    </message>
    <message>
        <source>Registers of thread {0}, at the exception</source>
        <translation>Register von Thread {0}, bei der Ausnahme</translation>
    </message>
    <message>
        <source>Registers of thread {0}</source>
        <translation>Register von Thread {0}</translation>
    </message>
    <message>
        <source>Registers of thread {0}, as they were in frame {1}, {2}</source>
        <translation>Register von Thread {0}, wie sie in Frame {1}, {2}, waren</translation>
    </message>
    <message>
        <source>Registers</source>
        <translation>Register</translation>
    </message>
</context>
<context>
    <name>RemedyButtons</name>
    <message>
        <source>Command copied</source>
        <translation>Befehl kopiert</translation>
    </message>
    <message>
        <source>Details copied</source>
        <translation>Details kopiert</translation>
    </message>
    <message>
        <source>Copy command to dump as administrator</source>
        <translation>Befehl zum Dumpen als Administrator kopieren</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Details kopieren</translation>
    </message>
</context>
<context>
    <name>ResultCard</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>1 more waits</source>
        <translation>1 weiterer wartet</translation>
    </message>
    <message>
        <source>{0} more wait</source>
        <translation>{0} weitere warten</translation>
    </message>
    <message>
        <source>Progress of the dump</source>
        <translation>Fortschritt des Dumps</translation>
    </message>
    <message>
        <source>All dumps ({0})</source>
        <translation>Alle Dumps ({0})</translation>
    </message>
    <message>
        <source>Cancelling …</source>
        <translation>Wird abgebrochen …</translation>
    </message>
    <message>
        <source>Dumps appear here, with what the check of the file found.</source>
        <translation>Hier erscheinen Dumps mit dem, was die Prüfung der Datei ergab.</translation>
    </message>
    <message>
        <source>1 dump</source>
        <translation>1 Dump</translation>
    </message>
    <message>
        <source>{0} dumps</source>
        <translation>{0} Dumps</translation>
    </message>
</context>
<context>
    <name>ResultList</name>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>Pfad kopieren</translation>
    </message>
    <message>
        <source>Copy as a command that repeats it</source>
        <translation>Als Befehl kopieren, der ihn wiederholt</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Details kopieren</translation>
    </message>
    <message>
        <source>Verify again</source>
        <translation>Erneut prüfen</translation>
    </message>
    <message>
        <source>Repeat</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Cancel all</source>
        <translation>Alle abbrechen</translation>
    </message>
    <message>
        <source>Delete …</source>
        <translation>Löschen …</translation>
    </message>
    <message>
        <source>Open another …</source>
        <translation>Andere öffnen …</translation>
    </message>
    <message>
        <source>Dumps appear here, with what the check of the file found.</source>
        <translation>Hier erscheinen Dumps mit dem, was die Prüfung der Datei ergab.</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>More that can be done with this dump</source>
        <translation>Was mit diesem Dump noch getan werden kann</translation>
    </message>
    <message>
        <source>Remove from list</source>
        <translation>Aus der Liste entfernen</translation>
    </message>
    <message>
        <source>Copied: {0}</source>
        <translation>Kopiert: {0}</translation>
    </message>
</context>
<context>
    <name>ResultTable</name>
    <message>
        <source>Dumps</source>
        <translation>Dumps</translation>
    </message>
    <message>
        <source>Enter opens the dump that is chosen, Delete removes it.</source>
        <translation>Die Eingabetaste öffnet den gewählten Dump, Entf löscht ihn.</translation>
    </message>
</context>
<context>
    <name>Room</name>
    <message>
        <source>Too large for a file on {0}: {1} at most</source>
        <translation>Zu groß für eine Datei auf {0}: höchstens {1}</translation>
    </message>
    <message>
        <source>Free space not known</source>
        <translation>Freier Platz nicht bekannt</translation>
    </message>
    <message>
        <source>Only {0} free there</source>
        <translation>Dort nur {0} frei</translation>
    </message>
    <message>
        <source>Fits: {0} free</source>
        <translation>Passt: {0} frei</translation>
    </message>
    <message>
        <source>{0} is not a folder.</source>
        <translation>{0} ist kein Ordner.</translation>
    </message>
    <message>
        <source>{0} is on a file system that is read-only.</source>
        <translation>{0} liegt auf einem Dateisystem, das nur gelesen werden kann.</translation>
    </message>
    <message>
        <source>{0} may not write to {1}: it belongs to {2}.</source>
        <translation>{0} darf nicht in {1} schreiben: der Ordner gehört {2}.</translation>
    </message>
</context>
<context>
    <name>RowCalls</name>
    <message>
        <source>this range goes in, too</source>
        <translation>auch dieser Bereich kommt hinein</translation>
    </message>
    <message>
        <source>nothing of this range goes in</source>
        <translation>nichts aus diesem Bereich kommt hinein</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>ausgelassen</translation>
    </message>
    <message>
        <source>stored</source>
        <translation>gespeichert</translation>
    </message>
    <message>
        <source>nothing of it goes in</source>
        <translation>nichts davon kommt hinein</translation>
    </message>
</context>
<context>
    <name>RunOnBox</name>
    <message>
        <source>Let it r&amp;un on</source>
        <translation>Weiterla&amp;ufen lassen</translation>
    </message>
    <message>
        <source>The program runs on while a snapshot of it is written. Needs Windows 8.1 or newer.</source>
        <translation>Das Programm läuft weiter, während eine Momentaufnahme von ihm geschrieben wird. Braucht Windows 8.1 oder neuer.</translation>
    </message>
    <message>
        <source>The program stands still for some milliseconds, and its memory is read from a copy-on-write clone while it runs on.</source>
        <translation>Das Programm steht einige Millisekunden still, und sein Speicher wird aus einem Klon (copy-on-write) gelesen, während es weiterläuft.</translation>
    </message>
    <message>
        <source>It cannot be cloned:</source>
        <translation>Es lässt sich nicht klonen:</translation>
    </message>
    <message>
        <source>This costs {0} of page tables and, meanwhile, a copy of each page that the program writes to.</source>
        <translation>Das kostet {0} für Seitentabellen und in dieser Zeit eine Kopie jeder Seite, in die das Programm schreibt.</translation>
    </message>
    <message>
        <source>Below {0} it stands still, which takes no longer.</source>
        <translation>Unter {0} steht es still, was nicht länger dauert.</translation>
    </message>
    <message>
        <source>While it stands still {0} are copied into memory: no disk takes part.</source>
        <translation>Während es steht, werden {0} in den Arbeitsspeicher kopiert: Kein Datenträger ist daran beteiligt.</translation>
    </message>
    <message>
        <source>While it stands still {0} are copied straight to the disk, as there is no memory to spare for them: how long that takes depends on the disk.</source>
        <translation>Während es steht, werden {0} direkt auf den Datenträger kopiert, weil dafür kein Arbeitsspeicher übrig ist: Wie lange das dauert, hängt vom Datenträger ab.</translation>
    </message>
</context>
<context>
    <name>SaveDialog</name>
    <message>
        <source>Save in:</source>
        <translation>Speichern in:</translation>
    </message>
</context>
<context>
    <name>SaveRecipeDialog</name>
    <message>
        <source>Save recipe</source>
        <translation>Rezept speichern</translation>
    </message>
    <message>
        <source>For example: the export hangs</source>
        <translation>Zum Beispiel: Der Export hängt</translation>
    </message>
    <message>
        <source>What whoever opens it should do, in plain words</source>
        <translation>Was tun soll, wer es öffnet, in einfachen Worten</translation>
    </message>
    <message>
        <source>any process</source>
        <translation>jeder Prozess</translation>
    </message>
    <message>
        <source>A question as in the search; for example: name = &quot;app.exe&quot;</source>
        <translation>Eine Frage wie in der Suche, zum Beispiel: name = &quot;app.exe&quot;</translation>
    </message>
    <message>
        <source>&amp;Title</source>
        <translation>&amp;Titel</translation>
    </message>
    <message>
        <source>For processes &amp;where</source>
        <translation>Für Prozesse &amp;mit</translation>
    </message>
    <message>
        <source>&amp;Instructions</source>
        <translation>&amp;Anleitung</translation>
    </message>
    <message>
        <source>1 decision about memory or a thread without a name is left out.</source>
        <translation>1 Entscheidung über Speicher oder einen Thread ohne Namen wird weggelassen.</translation>
    </message>
    <message>
        <source>{0} decisions about memory or threads without a name are left out.</source>
        <translation>{0} Entscheidungen über Speicher oder Threads ohne Namen werden ausgelassen.</translation>
    </message>
    <message>
        <source>Files go by their names, in whatever folder they lie: {0}.</source>
        <translation>Dateien zählen mit ihrem Namen, in welchem Ordner sie auch liegen: {0}.</translation>
    </message>
    <message>
        <source>* stands for any version.</source>
        <translation>* steht für jede Version.</translation>
    </message>
</context>
<context>
    <name>ScopeButtons</name>
    <message>
        <source>No system</source>
        <translation>Ohne System</translation>
    </message>
    <message>
        <source>Leave out system libraries</source>
        <translation>Systembibliotheken auslassen</translation>
    </message>
    <message>
        <source>Leaves out modules in the folders of the system&apos;s libraries.</source>
        <translation>Lässt Module in den Ordnern der Systembibliotheken aus.</translation>
    </message>
    <message>
        <source>Only mine</source>
        <translation>Nur meine</translation>
    </message>
    <message>
        <source>Only my application&apos;s modules</source>
        <translation>Nur die Module meiner Anwendung</translation>
    </message>
    <message>
        <source>Leaves out all modules that are not the application&apos;s own.</source>
        <translation>Lässt alle Module aus, die nicht zur Anwendung selbst gehören.</translation>
    </message>
</context>
<context>
    <name>ScopeSwitch</name>
    <message>
        <source>My processes</source>
        <translation>Meine Prozesse</translation>
    </message>
    <message>
        <source>Show only processes of yours</source>
        <translation>Nur Ihre eigenen Prozesse zeigen</translation>
    </message>
    <message>
        <source>All processes</source>
        <translation>Alle Prozesse</translation>
    </message>
    <message>
        <source>Show the processes of everybody</source>
        <translation>Die Prozesse aller Benutzer zeigen</translation>
    </message>
    <message>
        <source>Mine {0}</source>
        <translation>Meine {0}</translation>
    </message>
    <message>
        <source>All {0}</source>
        <translation>Alle {0}</translation>
    </message>
</context>
<context>
    <name>SearchPane</name>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Text in UTF-16</source>
        <translation>Text in UTF-16</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>Bytes</translation>
    </message>
    <message>
        <source>Pointers to</source>
        <translation>Zeiger auf</translation>
    </message>
    <message>
        <source>A text</source>
        <translation>Ein Text</translation>
    </message>
    <message>
        <source>de ad be ef</source>
        <translation>de ad be ef</translation>
    </message>
    <message>
        <source>An address, or a range: 0x1000-0x2000, 0x1000:4K</source>
        <translation>Eine Adresse oder ein Bereich: 0x1000-0x2000, 0x1000:4K</translation>
    </message>
    <message>
        <source>Ignore case</source>
        <translation>Groß/klein gleich</translation>
    </message>
    <message>
        <source>Found in memory</source>
        <translation>Im Speicher gefunden</translation>
    </message>
    <message>
        <source>All memory that is in the dump is searched.</source>
        <translation>Der ganze Speicher im Dump wird durchsucht.</translation>
    </message>
    <message>
        <source>Searching …</source>
        <translation>Suche läuft …</translation>
    </message>
    <message>
        <source>{0} found, then stopped.</source>
        <translation>{0} gefunden, dann angehalten.</translation>
    </message>
    <message>
        <source>What is sought</source>
        <translation>Was gesucht wird</translation>
    </message>
    <message>
        <source>A text, bytes, or pointers to an address.</source>
        <translation>Ein Text, Bytes oder Zeiger auf eine Adresse.</translation>
    </message>
    <message>
        <source>Find in memory</source>
        <translation>Im Speicher suchen</translation>
    </message>
    <message>
        <source>From anywhere in the page: Ctrl+Shift+F</source>
        <translation>Von überall auf der Seite: Strg+Umschalt+F</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Searching … {0} found in {1}</source>
        <translation>Suche läuft … {0} gefunden in {1}</translation>
    </message>
    <message>
        <source>The first {0} are listed: ask more closely for others.</source>
        <translation>Die ersten {0} sind aufgeführt: suchen Sie genauer nach anderen.</translation>
    </message>
    <message>
        <source>{0} found.</source>
        <translation>{0} gefunden.</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Browse …</source>
        <translation>Durchsuchen …</translation>
    </message>
    <message>
        <source>Another language is used from the next start on.</source>
        <translation>Eine andere Sprache gilt ab dem nächsten Start.</translation>
    </message>
    <message>
        <source>Restart &amp;now</source>
        <translation>Jetzt &amp;neu starten</translation>
    </message>
    <message>
        <source>&amp;Remember the dumps that were made</source>
        <translation>&amp;Erstellte Dumps merken</translation>
    </message>
    <message>
        <source>Show values of &amp;environment variables only when asked for</source>
        <translation>&amp;Umgebungsvariablen erst auf Wunsch mit Werten zeigen</translation>
    </message>
    <message>
        <source>&amp;Say before a dump what private data it will hold</source>
        <translation>Vor einem Dump &amp;sagen, welche privaten Daten er enthalten wird</translation>
    </message>
    <message>
        <source>Reset all to &amp;defaults</source>
        <translation>Alles auf &amp;Standard zurücksetzen</translation>
    </message>
    <message>
        <source>Reset the &amp;window</source>
        <translation>&amp;Fenster zurücksetzen</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>As soon as no dump is being written any more</source>
        <translation>Sobald kein Dump mehr geschrieben wird</translation>
    </message>
    <message>
        <source>Opens the window anew, with the same process and the same choice</source>
        <translation>Öffnet das Fenster neu, mit demselben Prozess und derselben Auswahl</translation>
    </message>
    <message>
        <source>Every {0} s</source>
        <translation>Alle {0} s</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Folder for dumps</source>
        <translation>Ordner für Dumps</translation>
    </message>
    <message>
        <source>Choose the folder for dumps</source>
        <translation>Den Ordner für Dumps wählen</translation>
    </message>
    <message>
        <source>How dumps are named</source>
        <translation>Wie Dumps benannt werden</translation>
    </message>
    <message>
        <source>Time between two refreshes</source>
        <translation>Zeit zwischen zwei Auffrischungen</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Path of dbghelp.dll</source>
        <translation>Pfad der dbghelp.dll</translation>
    </message>
    <message>
        <source>In braces may stand:</source>
        <translation>In Klammern kann stehen:</translation>
    </message>
    <message>
        <source>That of Windows</source>
        <translation>Die von Windows</translation>
    </message>
    <message>
        <source>Not used while DumpDesk runs as administrator: any program of yours could have set it.</source>
        <translation>Wird nicht verwendet, solange DumpDesk als Administrator läuft: Jedes Ihrer Programme könnte es gesetzt haben.</translation>
    </message>
    <message>
        <source>Leave it empty unless support asks for another version.</source>
        <translation>Leer lassen, wenn der Support keine andere Version verlangt.</translation>
    </message>
    <message>
        <source>Only on Windows. Here DumpDesk writes dumps itself.</source>
        <translation>Nur unter Windows. Hier schreibt DumpDesk die Dumps selbst.</translation>
    </message>
    <message>
        <source>Where dumps go unless another is chosen.</source>
        <translation>Wohin Dumps kommen, wenn nichts anderes gewählt ist.</translation>
    </message>
    <message>
        <source>How often the table of processes is brought up to date.</source>
        <translation>Wie oft die Prozesstabelle aufgefrischt wird.</translation>
    </message>
    <message>
        <source>As the system: light, dark or high contrast, whichever it asks for.</source>
        <translation>Wie das System: hell, dunkel oder hoher Kontrast, je nachdem, was es wünscht.</translation>
    </message>
    <message>
        <source>Size, place, columns and order as on the first start</source>
        <translation>Größe, Platz, Spalten und Reihenfolge wie beim ersten Start</translation>
    </message>
    <message>
        <source>&amp;Folder</source>
        <translation>&amp;Ordner</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>Ref&amp;resh</source>
        <translation>Auff&amp;rischen</translation>
    </message>
    <message>
        <source>&amp;Colours</source>
        <translation>&amp;Farben</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>S&amp;prache</translation>
    </message>
    <message>
        <source>Db&amp;gHelp</source>
        <translation>Db&amp;gHelp</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>Datenschutz</translation>
    </message>
    <message>
        <source>For example: {0}</source>
        <translation>Zum Beispiel: {0}</translation>
    </message>
    <message>
        <source>The window is as on the first start.</source>
        <translation>Das Fenster ist wie beim ersten Start.</translation>
    </message>
</context>
<context>
    <name>SeveralList</name>
    <message>
        <source>Process</source>
        <translation>Prozess</translation>
    </message>
    <message>
        <source>Will write</source>
        <translation>Schreibt</translation>
    </message>
    <message>
        <source>Processes to be dumped, in this order</source>
        <translation>Prozesse, deren Dump geschrieben wird, in dieser Reihenfolge</translation>
    </message>
    <message>
        <source>With the size that each dump will have.</source>
        <translation>Mit der Größe, die jeder Dump haben wird.</translation>
    </message>
    <message>
        <source>size being computed</source>
        <translation>Größe wird berechnet</translation>
    </message>
    <message>
        <source>cannot be dumped</source>
        <translation>nicht möglich</translation>
    </message>
    <message>
        <source>{0} bytes</source>
        <translation>{0} Bytes</translation>
    </message>
    <message>
        <source>{0} of {1} looked at, {2} so far</source>
        <translation>{0} von {1} angesehen, bisher {2}</translation>
    </message>
    <message>
        <source>Together about {0}</source>
        <translation>Zusammen etwa {0}</translation>
    </message>
    <message>
        <source>not all can be dumped: {0}</source>
        <translation>nicht von allen möglich: {0}</translation>
    </message>
</context>
<context>
    <name>SeveralQuestion</name>
    <message>
        <source>Dump all</source>
        <translation>Alle schreiben</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Jetzt nicht</translation>
    </message>
    <message>
        <source>Dump {0} processes to {1}, one after the other, in this order?</source>
        <translation>Dumps von {0} Prozessen nach {1} schreiben, nacheinander in dieser Reihenfolge?</translation>
    </message>
</context>
<context>
    <name>SpacePicture</name>
    <message>
        <source>Picture of the address space</source>
        <translation>Bild des Adressraums</translation>
    </message>
    <message>
        <source>{0}  {1} not mapped</source>
        <translation>{0}  {1} nicht abgebildet</translation>
    </message>
    <message>
        <source>Nothing is mapped.</source>
        <translation>Nichts ist abgebildet.</translation>
    </message>
    <message>
        <source>1 region</source>
        <translation>1 Region</translation>
    </message>
    <message>
        <source>{0} regions</source>
        <translation>{0} Regionen</translation>
    </message>
    <message>
        <source>1 group</source>
        <translation>1 Gruppe</translation>
    </message>
    <message>
        <source>{0} groups</source>
        <translation>{0} Gruppen</translation>
    </message>
    <message>
        <source>{0} in {1}, {2} mapped</source>
        <translation>{0} in {1}, {2} eingeblendet</translation>
    </message>
    <message>
        <source>Chosen: {0}.</source>
        <translation>Gewählt: {0}.</translation>
    </message>
    <message>
        <source>Arrow keys choose a region, plus and minus zoom, Ctrl+arrow keys move, Enter fills the picture with the region, 0 shows everything.</source>
        <translation>Pfeiltasten wählen einen Bereich, Plus und Minus zoomen, Strg+Pfeiltasten verschieben, Eingabe füllt das Bild mit dem Bereich, 0 zeigt alles.</translation>
    </message>
</context>
<context>
    <name>StackBar</name>
    <message>
        <source>Source lines</source>
        <translation>Quellzeilen</translation>
    </message>
    <message>
        <source>Look for source lines and inlined calls of the stack that is shown, where debug information is on this machine. It may take seconds.</source>
        <translation>Nach Quellzeilen und eingesetzten Aufrufen des gezeigten Stacks suchen, wo Debug-Informationen auf diesem Rechner sind. Das kann Sekunden dauern.</translation>
    </message>
    <message>
        <source>Raw words</source>
        <translation>Rohe Wörter</translation>
    </message>
    <message>
        <source>Show what lies on the stack of the frame that is chosen, word by word.</source>
        <translation>Zeigen, was auf dem Stack des gewählten Frames liegt, Wort für Wort.</translation>
    </message>
    <message>
        <source>This stack</source>
        <translation>Dieser Stack</translation>
    </message>
    <message>
        <source>All stacks</source>
        <translation>Alle Stacks</translation>
    </message>
    <message>
        <source>As a command that tells the stacks</source>
        <translation>Als Befehl, der die Stacks nennt</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} von {1}</translation>
    </message>
    <message>
        <source>Find a function, module or thread</source>
        <translation>Funktion, Modul oder Thread suchen</translation>
    </message>
    <message>
        <source>Find in the stacks</source>
        <translation>In den Stacks suchen</translation>
    </message>
    <message>
        <source>Part of a name, large or small letters alike. Only threads that have it in their stack are shown.</source>
        <translation>Teil eines Namens, Groß- und Kleinschreibung egal. Nur Threads, in deren Stack er vorkommt, werden gezeigt.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>What is copied of the stacks</source>
        <translation>Was von den Stacks kopiert wird</translation>
    </message>
</context>
<context>
    <name>StackPanes</name>
    <message>
        <source>Frames</source>
        <translation>Frames</translation>
    </message>
    <message>
        <source>Raw words</source>
        <translation>Rohe Wörter</translation>
    </message>
</context>
<context>
    <name>StackReader</name>
    <message>
        <source>the process that looks has ended</source>
        <translation>der Prozess, der nachsieht, hat geendet</translation>
    </message>
    <message>
        <source>The stacks cannot be read: {0}.</source>
        <translation>Die Stacks lassen sich nicht lesen: {0}.</translation>
    </message>
    <message>
        <source>Look again; if it happens again, write a dump and open it.</source>
        <translation>Sehen Sie erneut nach; geschieht es wieder, schreiben Sie einen Dump und öffnen ihn.</translation>
    </message>
</context>
<context>
    <name>Stacks</name>
    <message>
        <source>context</source>
        <translation>Kontext</translation>
    </message>
    <message>
        <source>Found by registers that were saved: it is certain.</source>
        <translation>Durch gesicherte Register gefunden: Es ist sicher.</translation>
    </message>
    <message>
        <source>CFI</source>
        <translation>CFI</translation>
    </message>
    <message>
        <source>Found by the unwind tables of the code: it is certain.</source>
        <translation>Durch die Unwind-Tabellen des Codes gefunden: Es ist sicher.</translation>
    </message>
    <message>
        <source>frame pointer</source>
        <translation>Framezeiger</translation>
    </message>
    <message>
        <source>Found by the frame pointer: calls that keep none may be missing before it.</source>
        <translation>Durch den Framezeiger gefunden: Davor können Aufrufe fehlen, die keinen führen.</translation>
    </message>
    <message>
        <source>scan</source>
        <translation>Suche</translation>
    </message>
    <message>
        <source>A guess: a word on the stack that points behind a call. Calls may be missing.</source>
        <translation>Geraten: ein Wort auf dem Stack, das hinter einen Aufruf zeigt. Aufrufe können fehlen.</translation>
    </message>
    <message>
        <source>Python</source>
        <translation>Python</translation>
    </message>
    <message>
        <source>Told by Python&apos;s interpreter: the next native frame was running it.</source>
        <translation>Von Pythons Interpreter: Der nächste native Frame führte es aus.</translation>
    </message>
    <message>
        <source>inlined</source>
        <translation>eingesetzt</translation>
    </message>
    <message>
        <source>The compiler put it into the function that called it.</source>
        <translation>Der Compiler hat es in die aufrufende Funktion eingesetzt.</translation>
    </message>
    <message>
        <source>return address</source>
        <translation>Rücksprungadresse</translation>
    </message>
    <message>
        <source>code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>data of a module</source>
        <translation>Daten eines Moduls</translation>
    </message>
    <message>
        <source>stack</source>
        <translation>Stack</translation>
    </message>
    <message>
        <source>memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>of thread {0}</source>
        <translation>von Thread {0}</translation>
    </message>
    <message>
        <source>Address {0}, stack pointer {1}</source>
        <translation>Adresse {0}, Stackzeiger {1}</translation>
    </message>
    <message>
        <source>Thread</source>
        <translation>Thread</translation>
    </message>
    <message>
        <source>In function</source>
        <translation>In Funktion</translation>
    </message>
    <message>
        <source>What it does</source>
        <translation>Was er tut</translation>
    </message>
    <message>
        <source>CPU s</source>
        <translation>CPU s</translation>
    </message>
    <message>
        <source>Its number and name; threads with equal stacks are together.</source>
        <translation>Nummer und Name; Threads mit gleichen Stacks stehen zusammen.</translation>
    </message>
    <message>
        <source>The innermost function that is the program&apos;s own.</source>
        <translation>Die innerste Funktion des Programms selbst.</translation>
    </message>
    <message>
        <source>Whether it runs or waits, and on what.</source>
        <translation>Ob er läuft oder wartet, und worauf.</translation>
    </message>
    <message>
        <source>Seconds of processor time since it was started.</source>
        <translation>Sekunden Prozessorzeit seit seinem Start.</translation>
    </message>
    <message>
        <source>{0} threads</source>
        <translation>{0} Threads</translation>
    </message>
    <message>
        <source>crashed</source>
        <translation>abgestürzt</translation>
    </message>
</context>
<context>
    <name>StacksView</name>
    <message>
        <source>Look again</source>
        <translation>Erneut ansehen</translation>
    </message>
    <message>
        <source>Copy command to read as administrator</source>
        <translation>Befehl zum Lesen als Administrator kopieren</translation>
    </message>
    <message>
        <source>Choose a process on the left.</source>
        <translation>Wählen Sie links einen Prozess.</translation>
    </message>
    <message>
        <source>What each of its threads does appears here. To look, the process is stopped for some milliseconds.</source>
        <translation>Hier erscheint, was jeder seiner Threads tut. Um nachzusehen, wird der Prozess für einige Millisekunden angehalten.</translation>
    </message>
    <message>
        <source>Looking at the stacks …</source>
        <translation>Stacks werden angesehen …</translation>
    </message>
    <message>
        <source>The process is stopped for some milliseconds, and goes on.</source>
        <translation>Der Prozess wird für einige Millisekunden angehalten und läuft dann weiter.</translation>
    </message>
    <message>
        <source>Walking the stacks …</source>
        <translation>Stacks werden durchlaufen …</translation>
    </message>
    <message>
        <source>Stop the process for some milliseconds, and see what its threads do now.</source>
        <translation>Den Prozess für einige Millisekunden anhalten und sehen, was seine Threads jetzt tun.</translation>
    </message>
    <message>
        <source>Code of 1 module could not be looked into</source>
        <translation>In den Code von 1 Modul ließ sich nicht hineinsehen</translation>
    </message>
    <message>
        <source>Code of {0} modules could not be looked into</source>
        <translation>In den Code von {0} Modulen ließ sich nicht hineinsehen</translation>
    </message>
    <message>
        <source>{0}: stood still {1} ms</source>
        <translation>{0}: stand {1} ms still</translation>
    </message>
    <message>
        <source>1 thread</source>
        <translation>1 Thread</translation>
    </message>
    <message>
        <source>{0} threads</source>
        <translation>{0} Threads</translation>
    </message>
    <message>
        <source>1 stack</source>
        <translation>1 Stack</translation>
    </message>
    <message>
        <source>{0} different stacks</source>
        <translation>{0} verschiedene Stacks</translation>
    </message>
    <message>
        <source>{0} more threads were not walked</source>
        <translation>{0} weitere Threads wurden nicht durchlaufen</translation>
    </message>
    <message>
        <source>1 more thread was not walked</source>
        <translation>1 weiterer Thread wurde nicht durchlaufen</translation>
    </message>
    <message>
        <source>Walking the stacks: {0} of {1} threads …</source>
        <translation>Stacks werden durchlaufen: {0} von {1} Threads …</translation>
    </message>
    <message>
        <source>Looking for source lines …</source>
        <translation>Suche Quellzeilen …</translation>
    </message>
    <message>
        <source>copied</source>
        <translation>kopiert</translation>
    </message>
    <message>
        <source>Looking for the source lines of all stacks …</source>
        <translation>Die Quellzeilen aller Stacks werden gesucht …</translation>
    </message>
</context>
<context>
    <name>StreamFiles</name>
    <message>
        <source>Add file …</source>
        <translation>Datei hinzufügen …</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>{0}  {1}  {2}  ·  changed {3}</source>
        <translation>{0}  {1}  {2}  ·  geändert {3}</translation>
    </message>
    <message>
        <source>Read again right before the dump is written.</source>
        <translation>Wird direkt vor dem Schreiben des Dumps neu gelesen.</translation>
    </message>
    <message>
        <source>It cannot be read any more, and goes in as it was: {0}</source>
        <translation>Sie lässt sich nicht mehr lesen und kommt so hinein, wie sie war: {0}</translation>
    </message>
    <message>
        <source>Files that go into the dump as streams</source>
        <translation>Dateien, die als Streams in den Dump kommen</translation>
    </message>
    <message>
        <source>Remove takes out those that are selected.</source>
        <translation>„Entfernen“ nimmt die ausgewählten heraus.</translation>
    </message>
    <message>
        <source>Stream type of the next file</source>
        <translation>Streamtyp der nächsten Datei</translation>
    </message>
    <message>
        <source>Types from 0x10000 on are for applications&apos; own streams.</source>
        <translation>Typen ab 0x10000 sind für eigene Streams von Anwendungen.</translation>
    </message>
    <message>
        <source>St&amp;ream</source>
        <translation>St&amp;ream</translation>
    </message>
    <message>
        <source>File that becomes a stream</source>
        <translation>Datei, die ein Stream wird</translation>
    </message>
</context>
<context>
    <name>StreamsTab</name>
    <message>
        <source>Streams</source>
        <translation>Streams</translation>
    </message>
    <message>
        <source>Content of the stream</source>
        <translation>Inhalt des Streams</translation>
    </message>
    <message>
        <source>Of the one that is chosen above, as text.</source>
        <translation>Des oben gewählten, als Text.</translation>
    </message>
    <message>
        <source>The content of the chosen stream appears here.</source>
        <translation>Hier erscheint der Inhalt des gewählten Streams.</translation>
    </message>
    <message>
        <source>This stream is not in the file.</source>
        <translation>Dieser Stream ist nicht in der Datei.</translation>
    </message>
    <message>
        <source>The environment may hold passwords. Press Enter to show it.</source>
        <translation>Die Umgebung kann Kennwörter enthalten. Drücken Sie die Eingabetaste, um sie zu zeigen.</translation>
    </message>
</context>
<context>
    <name>SummaryTab</name>
    <message>
        <source>Summary</source>
        <translation>Zusammenfassung</translation>
    </message>
    <message>
        <source>What the dump is about, and what the check found.</source>
        <translation>Wovon der Dump handelt, und was die Prüfung ergab.</translation>
    </message>
    <message>
        <source>Calls that led there</source>
        <translation>Aufrufe, die dorthin führten</translation>
    </message>
    <message>
        <source>What the threads do</source>
        <translation>Was die Threads tun</translation>
    </message>
    <message>
        <source>Where to look</source>
        <translation>Wo Sie nachsehen sollten</translation>
    </message>
    <message>
        <source>the check found 1 thing.</source>
        <translation>die Prüfung hat 1 Befund.</translation>
    </message>
    <message>
        <source>the check found {0} things.</source>
        <translation>die Prüfung hat {0} Befunde.</translation>
    </message>
    <message>
        <source>{0}: the file was read back, and nothing is wrong with it.</source>
        <translation>{0}: Die Datei wurde zurückgelesen, und nichts daran ist falsch.</translation>
    </message>
    <message>
        <source>Is the file good?</source>
        <translation>Ist die Datei gut?</translation>
    </message>
    <message>
        <source>Lists that are very long are shown in part.</source>
        <translation>Sehr lange Listen werden teilweise gezeigt.</translation>
    </message>
    <message>
        <source>What the file consists of</source>
        <translation>Woraus die Datei besteht</translation>
    </message>
</context>
<context>
    <name>TableFile</name>
    <message>
        <source>Copy table as CSV</source>
        <translation>Tabelle als CSV kopieren</translation>
    </message>
    <message>
        <source>Copy table as JSON</source>
        <translation>Tabelle als JSON kopieren</translation>
    </message>
    <message>
        <source>Save table as …</source>
        <translation>Tabelle speichern unter …</translation>
    </message>
    <message>
        <source>The table is on the clipboard.</source>
        <translation>Die Tabelle ist in der Zwischenablage.</translation>
    </message>
    <message>
        <source>Save the table</source>
        <translation>Tabelle speichern</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>The table was not written: {0}. Choose another place.</source>
        <translation>Die Tabelle wurde nicht geschrieben: {0}. Wählen Sie einen anderen Ort.</translation>
    </message>
    <message>
        <source>Written to {0}.</source>
        <translation>Nach {0} geschrieben.</translation>
    </message>
</context>
<context>
    <name>ThreadTree</name>
    <message>
        <source>Copy the stack</source>
        <translation>Den Stack kopieren</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>Threads</translation>
    </message>
    <message>
        <source>Those with equal stacks are together. Ctrl+C copies the stack that is chosen.</source>
        <translation>Die mit gleichen Stacks stehen zusammen. Strg+C kopiert den gewählten Stack.</translation>
    </message>
</context>
<context>
    <name>TreeRows</name>
    <message>
        <source>left out, but Windows stores {0} of it: blanked</source>
        <translation>weggelassen, aber Windows speichert {0} davon: wird überschrieben</translation>
    </message>
    <message>
        <source>left out, but Windows stores {0} of it</source>
        <translation>weggelassen, aber Windows speichert {0} davon</translation>
    </message>
    <message>
        <source>left out by you</source>
        <translation>von Ihnen ausgelassen</translation>
    </message>
    <message>
        <source>added by you</source>
        <translation>von Ihnen hinzugefügt</translation>
    </message>
    <message>
        <source>parts chosen by you</source>
        <translation>Teile von Ihnen gewählt</translation>
    </message>
    <message>
        <source>Modules ({0})</source>
        <translation>Module ({0})</translation>
    </message>
    <message>
        <source>Threads ({0})</source>
        <translation>Threads ({0})</translation>
    </message>
    <message>
        <source>Memory ({0})</source>
        <translation>Speicher ({0})</translation>
    </message>
    <message>
        <source>{0} of {1} found</source>
        <translation>{0} von {1} gefunden</translation>
    </message>
    <message>
        <source>{0} changed by you</source>
        <translation>{0} von Ihnen geändert</translation>
    </message>
</context>
<context>
    <name>TriageGroups</name>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Was geschah</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Programm</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Machine</source>
        <translation>Rechner</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Erstellt</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>{0} and {1} more</source>
        <translation>{0} und {1} weitere</translation>
    </message>
</context>
<context>
    <name>TriageWindow</name>
    <message>
        <source>Dumps</source>
        <translation>Dumps</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Noch einmal ansehen</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Dumps in {0} - DumpDesk</source>
        <translation>Dumps in {0} - DumpDesk</translation>
    </message>
    <message>
        <source>Looking for minidumps …</source>
        <translation>Suche Minidumps …</translation>
    </message>
    <message>
        <source>What happened in the dumps</source>
        <translation>Was in den Dumps geschah</translation>
    </message>
    <message>
        <source>Groups of dumps in which the same happened; Enter opens a dump.</source>
        <translation>Gruppen von Dumps, in denen dasselbe geschah; die Eingabetaste öffnet einen Dump.</translation>
    </message>
    <message>
        <source>Looking through the dumps</source>
        <translation>Sieht die Dumps durch</translation>
    </message>
    <message>
        <source>The folder cannot be looked through.</source>
        <translation>Der Ordner kann nicht durchgesehen werden.</translation>
    </message>
    <message>
        <source>No minidumps in this folder, nor below it.</source>
        <translation>Keine Minidumps in diesem Ordner oder darunter.</translation>
    </message>
    <message>
        <source>They are found by how they begin, whatever they are called.</source>
        <translation>Sie werden an ihrem Anfang erkannt, wie auch immer sie heißen.</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Angehalten.</translation>
    </message>
    <message>
        <source>1 dump</source>
        <translation>1 Dump</translation>
    </message>
    <message>
        <source>{0} dumps</source>
        <translation>{0} Dumps</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>Pfad kopieren</translation>
    </message>
</context>
<context>
    <name>Uncaught</name>
    <message>
        <source>Something unexpected happened in DumpDesk: {0}. {1}</source>
        <translation>Etwas Unerwartetes ist in DumpDesk passiert: {0}. {1}</translation>
    </message>
    <message>
        <source>It could not be written to the log either: {0}.</source>
        <translation>Es konnte auch nicht ins Protokoll geschrieben werden: {0}.</translation>
    </message>
    <message>
        <source>Details are in {0}.</source>
        <translation>Einzelheiten stehen in {0}.</translation>
    </message>
</context>
<context>
    <name>Verdict</name>
    <message>
        <source>Verified</source>
        <translation>Geprüft</translation>
    </message>
    <message>
        <source>Verified, with gaps</source>
        <translation>Geprüft, mit Lücken</translation>
    </message>
    <message>
        <source>Not understood</source>
        <translation>Nicht verstanden</translation>
    </message>
    <message>
        <source>Incomplete</source>
        <translation>Unvollständig</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>Beschädigt</translation>
    </message>
    <message>
        <source>Not checked</source>
        <translation>Nicht geprüft</translation>
    </message>
    <message>
        <source>File gone</source>
        <translation>Datei fehlt</translation>
    </message>
</context>
<context>
    <name>WindowPick</name>
    <message>
        <source>Wayland does not let a program see the windows of others. Choose the process from the list, or start DumpDesk with QT_QPA_PLATFORM=xcb to pick X11 windows.</source>
        <translation>Wayland lässt Programme die Fenster anderer nicht sehen. Wählen Sie den Prozess aus der Liste, oder starten Sie DumpDesk mit QT_QPA_PLATFORM=xcb, um X11-Fenster zu wählen.</translation>
    </message>
    <message>
        <source>This screen does not tell whose a window is. Choose from the list.</source>
        <translation>Dieser Bildschirm sagt nicht, wem ein Fenster gehört. Wählen Sie aus der Liste.</translation>
    </message>
    <message>
        <source>The X server cannot be asked: {0}. Choose from the list.</source>
        <translation>Der X-Server kann nicht gefragt werden: {0}. Wählen Sie aus der Liste.</translation>
    </message>
    <message>
        <source>The X server cannot be asked: {0}.</source>
        <translation>Der X-Server kann nicht gefragt werden: {0}.</translation>
    </message>
    <message>
        <source>There is no X11 window. Windows of Wayland cannot be seen by other programs: choose the process from the list.</source>
        <translation>Es gibt kein X11-Fenster. Fenster von Wayland können andere Programme nicht sehen: Wählen Sie den Prozess aus der Liste.</translation>
    </message>
    <message>
        <source>There is no window of a process of this machine.</source>
        <translation>Dort ist kein Fenster eines Prozesses dieses Rechners.</translation>
    </message>
</context>
<context>
    <name>WindowsBar</name>
    <message>
        <source>&amp;Blank what stays</source>
        <translation>Überschrei&amp;ben, was bleibt</translation>
    </message>
    <message>
        <source>What you left out and Windows stores all the same is overwritten with zeros, before the file gets its name.</source>
        <translation>Was Sie weggelassen haben und Windows trotzdem speichert, wird mit Nullen überschrieben, bevor die Datei ihren Namen bekommt.</translation>
    </message>
    <message>
        <source>Have Windows make this dump without storing it, which tells its exact size. The program stands still as for a dump.</source>
        <translation>Lässt Windows diesen Dump erstellen, ohne ihn zu speichern: Das ergibt die genaue Größe. Das Programm steht dabei still wie bei einem Dump.</translation>
    </message>
    <message>
        <source>Give up</source>
        <translation>Aufgeben</translation>
    </message>
    <message>
        <source>&amp;Rehearse</source>
        <translation>&amp;Probelauf</translation>
    </message>
    <message>
        <source>Rehearsing …</source>
        <translation>Probelauf …</translation>
    </message>
    <message>
        <source>Will be {0}: {1} bytes</source>
        <translation>Wird {0}: {1} Byte</translation>
    </message>
</context>
<context>
    <name>WriteParts</name>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Its global and static variables</source>
        <translation>Seine globalen und statischen Variablen</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Its machine code in memory</source>
        <translation>Sein Maschinencode im Speicher</translation>
    </message>
    <message>
        <source>CV record</source>
        <translation>CV-Eintrag</translation>
    </message>
    <message>
        <source>CodeView record: which build it is, to find symbols</source>
        <translation>CodeView-Eintrag: welcher Build es ist, um Symbole zu finden</translation>
    </message>
    <message>
        <source>Misc</source>
        <translation>Misc</translation>
    </message>
    <message>
        <source>misc record</source>
        <translation>Misc-Eintrag</translation>
    </message>
    <message>
        <source>TLS</source>
        <translation>TLS</translation>
    </message>
    <message>
        <source>thread-local data</source>
        <translation>threadlokale Daten</translation>
    </message>
    <message>
        <source>Its thread-local data</source>
        <translation>Seine threadlokalen Daten</translation>
    </message>
    <message>
        <source>Ref</source>
        <translation>Ref</translation>
    </message>
    <message>
        <source>referred to</source>
        <translation>als verwiesen markiert</translation>
    </message>
    <message>
        <source>Marked as referred to by a stack</source>
        <translation>Als von einem Stack benutzt markiert</translation>
    </message>
    <message>
        <source>Stack</source>
        <translation>Stack</translation>
    </message>
    <message>
        <source>stack</source>
        <translation>Stack</translation>
    </message>
    <message>
        <source>Its stack</source>
        <translation>Sein Stack</translation>
    </message>
    <message>
        <source>Regs</source>
        <translation>Reg</translation>
    </message>
    <message>
        <source>registers</source>
        <translation>Register</translation>
    </message>
    <message>
        <source>Its registers (the context)</source>
        <translation>Seine Register (der Kontext)</translation>
    </message>
    <message>
        <source>its record</source>
        <translation>der Eintrag</translation>
    </message>
    <message>
        <source>Modules — {0}</source>
        <translation>Module — {0}</translation>
    </message>
    <message>
        <source>Threads — {0}</source>
        <translation>Threads — {0}</translation>
    </message>
    <message>
        <source>The code around its instruction pointer</source>
        <translation>Der Code um seinen Befehlszeiger</translation>
    </message>
    <message>
        <source>Build</source>
        <translation>Build</translation>
    </message>
    <message>
        <source>Miscellaneous debug record, of old programs</source>
        <translation>Sonstiger Debug-Eintrag alter Programme</translation>
    </message>
    <message>
        <source>Info</source>
        <translation>Info</translation>
    </message>
    <message>
        <source>times</source>
        <translation>Zeiten</translation>
    </message>
    <message>
        <source>Its times, affinity and start address</source>
        <translation>Seine Zeiten, Affinität und Startadresse</translation>
    </message>
</context>
<context>
    <name>_Banner</name>
    <message>
        <source>Close this message</source>
        <translation>Diese Nachricht schließen</translation>
    </message>
</context>
<context>
    <name>_Names</name>
    <message>
        <source>Name of the preset</source>
        <translation>Name der Vorgabe</translation>
    </message>
    <message>
        <source>Enter keeps it, Escape leaves it as it was.</source>
        <translation>Die Eingabetaste übernimmt ihn, Escape lässt ihn, wie er war.</translation>
    </message>
</context>
<context>
    <name>_PlanTable</name>
    <message>
        <source>Plans</source>
        <translation>Pläne</translation>
    </message>
    <message>
        <source>Up and down choose what will be written.</source>
        <translation>Auf und Ab wählen, was geschrieben wird.</translation>
    </message>
</context>
</TS>
