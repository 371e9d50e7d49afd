"""A program for Windows with the PDB that a linker wrote for it."""

from __future__ import annotations

import subprocess
from pathlib import Path

SOURCE = Path(__file__).with_name("symbols.cpp")


def build(clang, lld_link, mingw_gcc, folder, *options, debug=("-g", "-gcodeview")):
    """Compile and link symbols.cpp in *folder*; give the paths of program and PDB."""
    target = ["--target=x86_64-pc-windows-msvc", "-O1", *debug]
    made, program, symbols = (folder / f"symbols.{kind}" for kind in ("obj", "exe", "pdb"))
    subprocess.run([clang, *target, "-c", SOURCE, "-o", made], check=True)
    found = subprocess.run(
        [mingw_gcc, "-print-file-name=libkernel32.a"], check=True, capture_output=True, text=True
    )
    linked = ("/nodefaultlib", "/entry:start", "/subsystem:console", "/opt:noref", "/debug")
    out = (f"/out:{program}", f"/pdb:{symbols}")
    subprocess.run(
        [lld_link, *linked, *options, *out, made, found.stdout.strip()], check=True, cwd=folder
    )
    return program, symbols


def line_of(mark):
    """Give the number of the line of the source that ends with a comment."""
    lines = SOURCE.read_text().splitlines()
    return next(at for at, line in enumerate(lines, 1) if line.endswith(f"// {mark}"))
