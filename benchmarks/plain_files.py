"""The baseline of layout: records in JSON Lines and indexes in JSON files, read and rewritten at each call."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

Record = dict[str, Any]


class PlainFiles:
    """Records of one kind: `records.jsonl` holds them whole, `index.json` what lists show of them."""

    def __init__(self, folder: Path, shown: tuple[str, ...]) -> None:
        folder.mkdir()
        self._records = folder / "records.jsonl"
        self._index = folder / "index.json"
        self._shown = shown

    def fill(self, records: list[Record]) -> None:
        """Write many records at once."""
        self._records.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
        self._write_index({record["id"]: self._entry(record) for record in records})

    def add(self, record: Record) -> None:
        """Append a record, and rewrite the index with it."""
        with self._records.open("a", encoding="utf-8") as file:
            file.write(json.dumps(record) + "\n")
        index = self._read_index()
        index[record["id"]] = self._entry(record)
        self._write_index(index)

    def get(self, record_id: str) -> Record:
        """Find a record, reading from the beginning."""
        with self._records.open(encoding="utf-8") as file:
            return next(record for record in map(json.loads, file) if record["id"] == record_id)

    def newest(self, limit: int) -> list[Record]:
        """List what the index shows, newest first."""
        entries = sorted(self._read_index().values(), key=lambda entry: entry["created_at"], reverse=True)
        return entries[:limit]

    def search(self, word: str, limit: int) -> list[Record]:
        """Look for a word in all records."""
        with self._records.open(encoding="utf-8") as file:
            found = [record for record in map(json.loads, file) if word in record["text"].lower()]
        return found[-limit:]

    def _entry(self, record: Record) -> Record:
        return {name: record[name] for name in self._shown}

    def _read_index(self) -> dict[str, Record]:
        index: dict[str, Record] = json.loads(self._index.read_text("utf-8"))
        return index

    def _write_index(self, index: dict[str, Record]) -> None:
        self._index.write_text(json.dumps(index, indent=2), "utf-8")
