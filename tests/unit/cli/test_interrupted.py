"""Ctrl+C that strikes an import, which raises something of its own."""

from app.cli import main
from app.core.errors import DumpCancelledError


def test_what_ctrl_c_led_to_is_a_cancel(monkeypatch, capsys):
    def interrupted(*_args, **_options):
        raise RuntimeError("Error calling __set_name__") from KeyboardInterrupt()

    monkeypatch.setattr(main._dumpdesk, "main", interrupted)
    assert main.run(["list"]) == DumpCancelledError.exit_code
    assert "Cancelled." in capsys.readouterr().err


def test_other_errors_are_not(monkeypatch, capsys):
    def failing(*_args, **_options):
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr(main._dumpdesk, "main", failing)
    assert main.run(["list"]) == 1
    assert "a fault of ours" in capsys.readouterr().err
