"""The translation catalogues `zh_CN/<folder>.ts`, kept equal to the `tr("…")` calls of the interface.

`python3 dev.py translate` runs `update`; a test asks `problems`. One catalogue holds the messages of one folder
of `ui/`, and `ui.ts` those of the modules directly in it; all are one Qt context, `ui`. The file format is Qt
Linguist's TS 2.1.
"""

import ast
import os
import string
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

CONTEXT = "ui"
LANGUAGE = "zh_CN"

Key = tuple[str, str]  # source text, disambiguation ("" where there is none)
Catalogue = dict[Key, str]  # the translation, "" while it is unfinished


@dataclass(frozen=True, slots=True)
class Call:
    """One `tr(…)` in the source, and its message; no message where its words are not literals."""

    place: str
    catalogue: str
    key: Key | None


def calls(ui: Path) -> Iterator[Call]:
    """Yield every call of `tr` in the Python modules under the folder, in the order of files and lines."""
    for module in sorted(ui.rglob("*.py")):
        inner = module.relative_to(ui).parts
        tree = ast.parse(module.read_bytes(), filename=str(module))
        found = [
            node
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "tr"
        ]
        for node in sorted(found, key=lambda node: (node.lineno, node.col_offset)):
            words = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
            words += [keyword.value.value for keyword in node.keywords if isinstance(keyword.value, ast.Constant)]
            literal = len(words) == len(node.args) + len(node.keywords) and all(isinstance(word, str) for word in words)
            source, comment = (*words, "", "")[:2]
            yield Call(
                place=f"{module.relative_to(ui.parent).as_posix()}:{node.lineno}",
                catalogue=inner[0] if len(inner) > 1 else ui.name,
                key=(str(source), str(comment)) if literal and source else None,
            )


def wanted(ui: Path) -> dict[str, list[Key]]:
    """Return the messages of each catalogue, each once and in the order in which the source has them."""
    ordered: dict[str, dict[Key, None]] = {}
    for call in calls(ui):
        if call.key is not None:
            ordered.setdefault(call.catalogue, {})[call.key] = None
    return {name: list(keys) for name, keys in ordered.items()}


def read(path: Path) -> Catalogue:
    """Read a catalogue. Raises ElementTree.ParseError where the file is not XML."""
    messages: Catalogue = {}
    for message in ElementTree.parse(path).iter("message"):  # noqa: S314 - our own file
        key = (message.findtext("source") or "", message.findtext("comment") or "")
        translation = message.find("translation")
        finished = translation is not None and translation.get("type") is None
        messages[key] = (translation.text or "") if finished and translation is not None else ""
    return messages


def render(messages: Catalogue) -> str:
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        "<!DOCTYPE TS>",
        f'<TS version="2.1" language="{LANGUAGE}" sourcelanguage="en">',
        "<context>",
        f"    <name>{CONTEXT}</name>",
    ]
    for (source, comment), translation in messages.items():
        lines += ["    <message>", f"        <source>{escape(source)}</source>"]
        if comment:
            lines.append(f"        <comment>{escape(comment)}</comment>")
        unfinished = "" if translation else ' type="unfinished"'
        lines += [f"        <translation{unfinished}>{escape(translation)}</translation>", "    </message>"]
    return "\n".join([*lines, "</context>", "</TS>", ""])


def update(ui: Path, catalogues: Path) -> list[str]:
    """Bring the catalogues to what the source says: add messages, drop vanished ones, keep translations.

    A new message that another catalogue already translates takes that translation. Returns what was done, in
    words. Raises ElementTree.ParseError, before anything is written, where a catalogue is not XML.
    """
    catalogues.mkdir(parents=True, exist_ok=True)
    before = {path.stem: read(path) for path in sorted(catalogues.glob("*.ts"))}
    known = {key: text for messages in before.values() for key, text in messages.items() if text}
    after = {
        name: {key: before.get(name, {}).get(key) or known.get(key, "") for key in keys}
        for name, keys in wanted(ui).items()
    }
    report = []
    for name in sorted({*before, *after}):
        path = catalogues / f"{name}.ts"
        if name not in after:
            path.unlink()
            report.append(f"{path.name}: removed")
            continue
        new, old = after[name], before.get(name, {})
        if not path.exists() or path.read_text(encoding="utf-8") != render(new):
            part = path.with_suffix(".part")
            part.write_text(render(new), encoding="utf-8", newline="\n")
            os.replace(part, path)
        missing = sum(not text for text in new.values())
        report.append(
            f"{path.name}: {len(new)} messages, {len(new.keys() - old.keys())} added, "
            f"{len(old.keys() - new.keys())} dropped, {missing} to translate"
        )
    return report


def problems(ui: Path, catalogues: Path) -> list[str]:
    """Return in words whatever keeps the catalogues from saying all that the interface says, and just that."""
    found = [f"{call.place}: tr() takes literal text only" for call in calls(ui) if call.key is None]
    expected = wanted(ui)
    present = {path.stem: read(path) for path in sorted(catalogues.glob("*.ts"))}
    spoken: dict[Key, str] = {}
    for name in sorted({*expected, *present}):
        keys, messages = expected.get(name, []), present.get(name, {})
        found += [f"{name}.ts: nothing says {key[0]!r} any more" for key in messages if key not in keys]
        for key in keys:
            text = messages.get(key, "")
            if not text:
                found.append(f"{name}.ts: no translation of {key[0]!r}")
            elif placeholders(text) != placeholders(key[0]):
                found.append(f"{name}.ts: {key[0]!r} and {text!r} have different placeholders")
            elif spoken.setdefault(key, text) != text:
                found.append(f"{name}.ts: {key[0]!r} is {text!r} here and {spoken[key]!r} elsewhere")
    return found


def placeholders(text: str) -> set[str]:
    """Return the names in braces, as str.format reads them; the text itself where its braces are broken."""
    try:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    except ValueError:
        return {text}
