"""Blank forms that were handed out: a table, and as JSON."""

from __future__ import annotations

from docgen.domain.blank_forms import BlankForm, HandedOutForms
from docgen.messages import message, say
from docgen.reports.table import table

_COLUMNS = ("month", "code", "title", "site", "file")


def forms_text(handed: HandedOutForms, language: str) -> str:
    """Return a line a blank, with its file or why there is none, how many there are, and where it stands what is due when."""
    if not handed.blanks:
        lines = [say(message("forms.nothing", period=str(handed.period)), language)]
    else:
        head = [say(message(f"forms.head-{column}"), language) for column in _COLUMNS]
        rows = [(str(blank.month or ""), blank.code, blank.title, blank.site, _result(blank, language)) for blank in handed.blanks]
        written = sum(blank.path is not None for blank in handed.blanks)
        failed = len(handed.blanks) - written
        lines = [table(head, rows), say(message("forms.done", period=str(handed.period), written=written, failed=failed), language)]
    if handed.due_list is not None:
        lines.append(say(message("forms.lists", due_list=handed.due_list, calendar=handed.calendar or ""), language))
    return "\n".join(lines)


def forms_json(handed: HandedOutForms, language: str) -> dict[str, object]:
    """Return what was handed out in its JSON shape."""
    return {
        "period": str(handed.period),
        "forms": [
            {
                "id": blank.form,
                "code": blank.code,
                "title": blank.title,
                "month": str(blank.month) if blank.month is not None else None,
                "site": blank.site or None,
                "number": blank.number or None,
                "path": blank.path,
                "problem": say(blank.problem, language) if blank.problem is not None else None,
            }
            for blank in handed.blanks
        ],
        "due_list": handed.due_list,
        "calendar": handed.calendar,
    }


def _result(blank: BlankForm, language: str) -> str:
    return say(blank.problem, language) if blank.problem is not None else blank.path or ""
