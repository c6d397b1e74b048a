"""Makes Literata-SemiBold.ttf of the whole font: README.md says how, and of which."""

import sys

from fontTools import subset, ttLib

KEPT = """
    20-7E A0-17F 180-24F 259 2BC 2C6-2C7 2D8-2DD 300-304 306-30C 326-328
    370-3FF 400-45F 490-491 1E00-1EFF
    2000-200B 2010-2015 2018-201E 2020-2022 2026 202F 2030 2032-2033 2039-203A 2044
    2070-208E 20AC 2116 2122 2150-215F 2190-2193 2212 2215 2248 2260 2264-2265
"""
# Spaces that the font lacks, drawn as one that it has: French writes the first before ; : ! ?
SPACES = {0x202F: 0x2009, 0x2002: 0x20, 0x2003: 0x20}


def main(source, target):
    font = ttLib.TTFont(source, recalcTimestamp=False)
    for table in font["cmap"].tables:
        if table.isUnicode():
            for missing, like in SPACES.items():
                table.cmap.setdefault(missing, table.cmap.get(like, table.cmap[0x20]))
    kept = []
    for part in KEPT.split():
        first, _, last = part.partition("-")
        kept.extend(range(int(first, 16), int(last or first, 16) + 1))
    options = subset.Options(hinting=False, name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17])
    options.layout_features = ["ccmp", "kern", "liga", "locl", "mark", "mkmk"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=kept)
    subsetter.subset(font)
    font.save(target)


if __name__ == "__main__":
    main(*sys.argv[1:])
