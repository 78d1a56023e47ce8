"""Writes the canonical twins of new samples in tests/data/readers/formats, to be read and corrected by a person.

python tools/make_twins.py [NAME…]      twins that are missing, or those of the samples named
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from svcnorm.model.errors import InputError
from svcnorm.readers import ReadOptions, find_sources, read, to_canonical

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "data" / "readers" / "formats"


def main(names: list[str]) -> int:
    options = json.loads((FOLDER / "options.json").read_text(encoding="utf-8"))
    for path in sorted(FOLDER.iterdir()):
        target = FOLDER / f"{path.name}.twin.jsonl"
        if ".twin." in path.name or path.name == "options.json" or (target.exists() and path.name not in names):
            continue
        lines = []
        for item in read(find_sources([str(path)])[0], ReadOptions(**options.get(path.name, {}))):
            if isinstance(item, InputError):
                print(item, file=sys.stderr)
                return 1
            data = to_canonical(item)
            data["id"] = str(data["id"]).replace(path.as_posix(), path.name)
            lines.append(json.dumps(data, ensure_ascii=False))
        target.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        print(target.name)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
