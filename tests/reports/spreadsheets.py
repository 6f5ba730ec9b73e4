"""LibreOffice without a window: what becomes of a file that a person opens in it."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

if TYPE_CHECKING:
    from pathlib import Path

REQUIRED = "TRACKER_REQUIRE_LIBREOFFICE"
PATIENCE = 120
AS_TYPED = "1,,0,false,true,false,false,false,0,true"
"""Cells are read as if they were typed: numbers are numbers, and what looks like a formula is one."""

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


@dataclass(frozen=True)
class Cell:
    """A cell as it is shown, with what it is: ``float``, ``string``, ``date``, ``percentage``; empty for nothing.

    ``number`` is the value of a number, whatever its look.
    """

    text: str
    kind: str
    number: str = ""
    formula: str = ""


def office() -> str:
    """The program; without one the test is skipped, or fails where it is required."""
    found = shutil.which("soffice")
    if found is None:
        reason = "no LibreOffice: soffice is not installed"
        if os.environ.get(REQUIRED) == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    return found


def resaved(file: Path, folder: Path) -> list[list[str]]:
    """The cells of a CSV file that was opened, each column as text, and saved as CSV again."""
    with file.open(encoding="utf-8", newline="") as written:
        columns = len(next(csv.reader(written)))
    as_text = "/".join(f"{number}/2" for number in range(1, columns + 1))
    writer = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true"
    _convert(file, folder, writer, f"44,34,76,1,{as_text},0,false,false")
    with (folder / file.name).open(encoding="utf-8", newline="") as saved:
        return list(csv.reader(saved))


def opened(file: Path, folder: Path, *, separators: str = ",", more: str = AS_TYPED) -> list[list[Cell]]:
    """The rows of the first sheet; ``separators`` are those that are ticked when a CSV file is opened."""
    codes = "/".join(str(ord(sign)) for sign in separators)
    _convert(file, folder, "fods", f"{codes},34,76,{more}" if file.suffix == ".csv" else "")
    document = ET.parse(folder / f"{file.stem}.fods")  # noqa: S314 -- written just now
    rows: list[list[Cell]] = []
    for row in document.iter(f"{_TABLE}table-row"):
        cells = [cell for found in row if found.tag.endswith("table-cell") for cell in _cells(found)]
        while cells and cells[-1] == Cell("", ""):
            cells.pop()
        if cells:
            rows += [cells] * int(row.get(f"{_TABLE}number-rows-repeated", "1"))
    return rows


def _convert(file: Path, folder: Path, writer: str, reader: str) -> None:
    """Open a file and save it in the folder; ``reader`` tells how CSV is read."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    how = [f"--infilter=CSV:{reader}"] if reader else []
    command = [office(), "--headless", "--norestore", profile, "--convert-to", writer, *how]
    subprocess.run([*command, "--outdir", str(folder), str(file)], check=True, capture_output=True, timeout=PATIENCE)


def _cells(found: ET.Element) -> list[Cell]:
    paragraphs = ["".join(_texts(paragraph)) for paragraph in found.findall(f"{_TEXT}p")]
    named = (f"{_OFFICE}value-type", f"{_OFFICE}value", f"{_TABLE}formula")
    told = Cell("\n".join(paragraphs), *(found.get(name, "") for name in named))
    # The empty rest of a row is told as one cell that is repeated thousands of times.
    repeated = int(found.get(f"{_TABLE}number-columns-repeated", "1"))
    return [told] * (min(repeated, 200) if told == Cell("", "") else repeated)


def _texts(paragraph: ET.Element) -> list[str]:
    """A paragraph's text with its blanks and tabs, which are written as elements."""
    told = [paragraph.text or ""]
    for part in paragraph:
        if part.tag == f"{_TEXT}s":
            told.append(" " * int(part.get(f"{_TEXT}c", "1")))
        elif part.tag == f"{_TEXT}tab":
            told.append("\t")
        elif part.tag == f"{_TEXT}line-break":
            told.append("\n")
        else:
            told += _texts(part)
        told.append(part.tail or "")
    return told
