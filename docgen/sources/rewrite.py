"""A profile's text with some fields set, and all else as it was."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from io import StringIO

from docgen.errors import ProfileError
from docgen.sources.places import NULLS, Written, read_yaml

# Controls, and what YAML takes for a line break or for not printable.
_BREAK = "\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff"
# What YAML reads as the same text without quotes wherever it stands, also inside { } and before a comment.
_UNQUOTED = re.compile(rf"""[A-Za-z0-9㐀-鿿](?:[^:#,\[\]{{}}"'{_BREAK}]*[^:#,\[\]{{}}"'\s{_BREAK}])?""")
# A text that would be taken for a number or a yes/no.
_NO_TEXT = re.compile(r"[\d.]+|true|false")


def rewrite(text: str, changes: Mapping[str, object]) -> str:
    """Return the text of a profile with fields set, comments and order kept.

    Args:   changes: by field path (`services[ops].targets.P1.response`), a str, number, bool, list or dict. A single value
                     in place of a single value changes only its own characters; anything else is set in a round trip.
    Raises: ProfileError: the text is no sound YAML.   KeyError: what the field would stand in is not there.
    """
    written = _sound(text)
    spans = {path: (spot.start, spot.end) for path in changes if (spot := written.places.spots.get(written.places.numbered(path)))}
    single = {path for path, (start, _) in spans.items() if start >= 0 and not isinstance(changes[path], (list, dict))}
    for path in sorted(single, key=lambda path: spans[path], reverse=True):
        start, end = spans[path]
        old = text[start:end]
        gap = "" if old or text[start - 1 : start] == " " else " "
        text = text[:start] + gap + _scalar(changes[path], old) + old[len(old.rstrip()) :] + text[end:]
    rest = {path: value for path, value in changes.items() if path not in single}
    return _round_trip(text, rest) if rest else text


def _sound(text: str) -> Written:
    written = read_yaml(text, "")
    if written.problems:
        raise ProfileError(*written.problems)
    return written


def _scalar(value: object, old: str) -> str:
    """Spell a value as a YAML scalar, in quotes where the old one had them or where it could be read as something else."""
    spelled = str(value).lower() if isinstance(value, bool) else str(value)
    plain = _UNQUOTED.fullmatch(spelled) and not _NO_TEXT.fullmatch(spelled) and spelled not in NULLS and old[:1] not in ("'", '"')
    if plain or not isinstance(value, str):
        return spelled
    return re.sub(f"[{_BREAK}]", lambda found: f"\\u{ord(found[0]):04x}", json.dumps(spelled, ensure_ascii=False))


def _round_trip(text: str, changes: Mapping[str, object]) -> str:
    """Set fields through a round trip that keeps comments, order, quotes and line breaks."""
    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 1_000_000
    yaml.indent(mapping=2, sequence=4, offset=2)
    data = yaml.load(text)
    for path, value in changes.items():
        *parents, last = _keys(_sound(text).places.numbered(path))
        owner = data
        try:
            for key in parents:
                owner = owner[key]
            owner[last] = _in_the_style_of(owner.get(last) if isinstance(last, str) else owner[last], value)
        except (LookupError, TypeError) as error:
            raise KeyError(path) from error
    target = StringIO()
    yaml.dump(data, target)
    return target.getvalue()


def _in_the_style_of(old: object, value: object) -> object:
    """Return a list as ruamel writes it on one line, [zh, en], where the old one stood on one line."""
    from ruamel.yaml.comments import CommentedSeq

    if not (isinstance(value, list) and isinstance(old, CommentedSeq) and old.fa.flow_style()):
        return value
    on_one_line = CommentedSeq(value)
    on_one_line.fa.set_flow_style()
    return on_one_line


def _keys(path: str) -> list[str | int]:
    """Return the keys and list positions of a path: services[0].targets is services, 0, targets."""
    parts = re.findall(r"\[(\d+)\]|([^.\[\]]+)", path)
    return [int(index) if index else key for index, key in parts]
