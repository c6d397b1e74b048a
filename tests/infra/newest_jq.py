"""jq as it is on newer systems than this one: its command line, as far as infra/ uses it, over PyPI's `jq`.

Debian 12 has 1.6; what 1.8 no longer has, such as filters that were nobody's to use, must not be missed there.
"""

import json
import os
import sys
from pathlib import Path

import jq


def main(arguments):
    given = list(arguments)
    named, letters, rest = {}, "", []
    while given:
        argument = given.pop(0)
        if argument.startswith("--"):
            name, value = given.pop(0), given.pop(0)
            if argument == "--slurpfile":
                value = jq.compile(".").input_text(Path(value).read_text()).all()
            named[name] = {"--argjson": lambda: json.loads(value), "--rawfile": lambda: Path(value).read_text()}.get(argument, lambda: value)()
        elif argument.startswith("-") and len(argument) > 1 and not rest:
            letters += argument[1:]
        else:
            rest.append(argument)
    program, *files = rest
    if "inputs" in program:  # which that library does not have
        os.execv("/usr/bin/jq", ["jq", *arguments])
    compiled = jq.compile(program, args=named)
    if "n" in letters:
        found = compiled.input_value(None).all()
    else:
        text = "".join(Path(file).read_text() for file in files) if files else sys.stdin.read()
        if "R" in letters:
            text = json.dumps(text) if "s" in letters else "\n".join(json.dumps(line) for line in text.splitlines())
            letters = letters.replace("s", "")
        found = compiled.input_text(text, slurp="s" in letters).all() if text.strip() or "s" in letters else []
    for value in found:
        if "r" in letters and isinstance(value, str):
            print(value)
        else:
            layout = {"separators": (",", ":")} if "c" in letters else {"indent": 2}
            print(json.dumps(value, ensure_ascii="a" in letters, **layout))
    if "e" in letters:
        return 4 if not found else int(found[-1] in (None, False))
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except ValueError as cause:
        sys.exit(print(f"jq: error: {cause}", file=sys.stderr) or 5)
