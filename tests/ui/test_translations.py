"""German and Japanese: complete, compiled, in force in every context, and true to their fields."""

import re
import subprocess
import sys
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

import dev
from app.core.capture.obstacles import LINUX
from app.core.dump.flags import FLAGS
from app.core.inspection.crash import Crash
from app.ui import core_text_list, core_texts
from app.ui.appearance import LANGUAGES, apply_language
from app.ui.core_texts import core_text, reasons_text
from app.ui.models.dump_headline import crash_text
from app.ui.models.process_columns import COLUMNS, SECTIONS

from .test_process_table import process

FIELD = re.compile(r"\{[^{}]*\}")


def messages(language):
    root = ET.parse(dev.TRANSLATIONS / f"dumpdesk_{language}.ts").getroot()
    for context in root.iter("context"):
        for message in context.iter("message"):
            yield context.findtext("name"), message.findtext("source"), message.find("translation")


@pytest.fixture(params=dev.LANGUAGES)
def language(request):
    return request.param


@pytest.fixture
def spoken(qapp, language):
    """The program speaks *language* while the test runs."""
    before = QLocale()
    spoken = apply_language(qapp, language)
    core_texts.forget_translations()
    yield spoken
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)
        translator.deleteLater()
    QLocale.setDefault(before)
    core_texts.forget_translations()


def test_no_text_is_unfinished(language):
    left = [
        (context, source)
        for context, source, translation in messages(language)
        if translation.get("type") is not None or not (translation.text or "").strip()
    ]
    assert left == [], f"python3 dev.py translate, then translate these in {language}"


def test_there_is_a_text_for_every_one_in_the_source(tmp_path):
    """What the source has now is what the files have: nothing was added or changed since."""
    sources = sorted(str(path) for path in (dev.ROOT / "app" / "ui").rglob("*.py"))
    update = [str(dev.BIN / "pyside6-lupdate"), *sources, "-silent", "-locations", "none"]
    file = tmp_path / "now.ts"
    subprocess.run([*update, "-ts", str(file)], check=True, capture_output=True)
    now = {
        (context.findtext("name"), message.findtext("source"))
        for context in ET.parse(file).getroot().iter("context")
        for message in context.iter("message")
    }
    now |= {(core_texts.CONTEXT, text) for text in core_text_list.collect()}
    known = {(context, source) for context, source, _ in messages("de")}
    assert now - known == set(), "python3 dev.py translate"
    assert known - now == set(), "python3 dev.py translate"


def test_both_languages_have_the_same_texts():
    one, other = (
        {(context, source) for context, source, _ in messages(code)} for code in dev.LANGUAGES
    )
    assert one == other


def test_what_is_filled_in_stays(language):
    for _, source, translation in messages(language):
        assert sorted(FIELD.findall(source)) == sorted(FIELD.findall(translation.text)), source


def test_keys_for_menus_and_labels_stay(language):
    for _, source, translation in messages(language):
        assert ("&" in source) == ("&" in translation.text), source


def test_every_context_is_in_force(spoken, language):
    assert spoken == language
    for context, source, translation in messages(language):
        assert QCoreApplication.translate(context, source) == translation.text


def test_the_compiled_files_are_those_of_the_sources(language, tmp_path):
    compiled = tmp_path / "again.qm"
    source = dev.TRANSLATIONS / f"dumpdesk_{language}.ts"
    release = [str(dev.BIN / "pyside6-lrelease"), str(source), "-qm", str(compiled)]
    subprocess.run(release, check=True, capture_output=True)
    assert compiled.read_bytes() == source.with_suffix(".qm").read_bytes(), "dev.py translate"


def test_texts_with_fields_are_recognised(spoken, language):
    template = "It belongs to {user}."
    assert any(template in rule for rule in LINUX)
    told = core_text("It belongs to alice.")
    assert "alice" in told
    assert told != "It belongs to alice."
    assert core_text("It belongs to the user nobody.") not in {
        "It belongs to the user nobody.",
        core_text("It belongs to {user}.").format(user="the user nobody"),
    }


def test_parts_of_a_text_are_translated_too(spoken):
    told = core_text("In the recipe, title is longer than 200 characters.")
    assert "title" in told
    assert "200" in told
    assert "longer" not in told


def test_a_crash_is_told_in_the_language(spoken):
    crash = Crash("SIGSEGV reading 0x0", "order+0x12", 7, "worker", uptime=90)
    told = crash_text(crash)
    assert "order+0x12" in told
    assert not any(word in told for word in ("reading", "thread 7", "after start"))


def test_numbers_in_a_text_have_the_separators_of_the_language(spoken):
    told = core_text("The file has 1,234,567 bytes instead of 12.")
    assert QLocale().toString(1234567) in told
    assert told != "The file has 1,234,567 bytes instead of 12."


def test_a_sentence_is_not_taken_for_a_part_of_one(spoken):
    whole = core_text("Making the folder /x failed: No such file or directory.")
    part, why = core_text("Making the folder /x"), core_text("No such file or directory")
    assert whole == QCoreApplication.translate("Core", "{0} failed: {1}.").format(part, why)


def test_each_of_several_reasons_is_translated(spoken):
    told = reasons_text("data of libc.so.6, MiniDumpWithPrivateReadWriteMemory, stack of thread 7")
    assert "libc.so.6" in told
    assert "MiniDumpWithPrivateReadWriteMemory" in told
    assert "7" in told
    assert "data of" not in told
    assert "stack of thread" not in told


def test_flags_are_said_in_the_language(spoken):
    assert all(core_text(row.help) != row.help for row in FLAGS)
    assert core_text("what nobody translated") == "what nobody translated"


def test_qt_itself_speaks_it_too(spoken):
    told = QCoreApplication.translate("QPlatformTheme", "Cancel")
    assert told != "Cancel"


def test_every_language_of_the_settings_is_there():
    assert set(LANGUAGES) == {"en", *dev.LANGUAGES}


@pytest.mark.parametrize(
    ("code", "said"), [("de", "&Datei"), ("ja", "ファイル(&F)"), ("en", "&File")]
)
def test_the_window_opens_in_the_language(code, said, tmp_path):
    program = (
        "import sys\n"
        "from PySide6.QtCore import QSettings\n"
        "from app.ui.appearance import apply_language\n"
        "from app.ui.application import make_application, make_window\n"
        "application = make_application()\n"
        "apply_language(application, sys.argv[1])\n"
        "ini = QSettings(sys.argv[2], QSettings.Format.IniFormat)\n"
        "window = make_window(ini)\n"
        "window.show()\n"
        "sys.stdout.buffer.write(window.menuBar().actions()[0].text().encode())\n"
        "window.close()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, code, str(tmp_path / "window.ini")],
        capture_output=True,
        timeout=120,
        check=True,
    )
    assert done.stdout.decode() == said


@pytest.mark.parametrize(("language", "text"), [("de", "12,3"), ("ja", "12.3")])
def test_shares_of_a_processor_have_the_point_of_the_language(spoken, text):
    assert COLUMNS[SECTIONS["cpu"]].text(process(1, cpu=12.34)) == text
