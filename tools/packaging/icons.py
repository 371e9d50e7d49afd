"""Draw the program's icon for the packages: ``python icons.py FOLDER``.

It makes FOLDER/dumpdesk.ico, and FOLDER/SIZE/dumpdesk.png for each size in pixels.
"""

from __future__ import annotations

import os
import struct
import sys
from pathlib import Path

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

SOURCE = Path(__file__).parents[2] / "resources" / "icons" / "dumpdesk.svg"
SIZES = (16, 24, 32, 48, 64, 128, 256)
ENTRY = struct.Struct("<BBBBHHII")
"""ICONDIRENTRY of an .ico file: width, height (256: 0), colours, 0, planes, bits, size, place."""


def draw(size: int, path: Path) -> bytes:
    """Write the icon of *size* pixels to *path*, as PNG; give the bytes of that file."""
    image = QImage(QSize(size, size), QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(SOURCE.read_bytes())).render(painter)
    painter.end()
    path.parent.mkdir(parents=True, exist_ok=True)
    if not image.save(str(path)):
        raise OSError(f"{path} could not be written.")
    return path.read_bytes()


def icon_file(pictures: dict[int, bytes]) -> bytes:
    """Give an .ico file of PNG pictures, by their size in pixels."""
    table, body = b"", b""
    start = 6 + ENTRY.size * len(pictures)
    for size, picture in pictures.items():
        side = size % 256
        table += ENTRY.pack(side, side, 0, 0, 1, 32, len(picture), start + len(body))
        body += picture
    return struct.pack("<HHH", 0, 1, len(pictures)) + table + body


def main(folder: Path) -> None:
    """Make all icons in *folder*."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    application = QGuiApplication([])
    pictures = {size: draw(size, folder / str(size) / "dumpdesk.png") for size in SIZES}
    (folder / "dumpdesk.ico").write_bytes(icon_file(pictures))
    del application


if __name__ == "__main__":
    main(Path(sys.argv[1]))
