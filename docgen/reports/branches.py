"""Which branches of templates clients reach: what nobody reaches, what could not be printed for whom, and the share."""

from __future__ import annotations

from docgen.domain.branches import Branch, Failure, Tried
from docgen.messages import Message, message, say
from docgen.reports.problems import place_text, problem_text, problems_json


def branches_text(tried: Tried, language: str) -> str:
    """Return a paragraph for each branch that did not go both ways and each failure, and the share of those that did."""
    lines = [f"{place_text(branch.where, language)}\n  {branch.written}\n  {say(_went(branch), language)}" for branch in tried.unreached]
    lines += [f"{problem_text(failure.problem, language)}\n  {say(_for_whom(failure), language)}" for failure in tried.failures]
    count, both = len(tried.branches), len(tried.branches) - len(tried.unreached)
    share = f"{100 * both / count:.1f}" if count else "100"
    lines.append(say(message("report.branches", count=count, both=both, share=share, failures=len(tried.failures)), language))
    return "\n".join(lines)


def branches_json(tried: Tried, language: str) -> dict[str, object]:
    """Return the same as JSON data."""
    return {
        "branches": len(tried.branches),
        "both_ways": len(tried.branches) - len(tried.unreached),
        "unreached": [
            {
                "file": branch.where.file,
                "spot": say(branch.where.spot, language) if branch.where.spot is not None else None,
                "tag": branch.written,
                "taken": branch.taken,
                "refused": branch.refused,
            }
            for branch in tried.unreached
        ],
        "failures": [
            {"client": failure.client, "change": failure.change, **problems_json([failure.problem], language)[0]}
            for failure in tried.failures
        ],
    }


def _went(branch: Branch) -> Message:
    return message("report.never-taken" if branch.refused else "report.never-refused" if branch.taken else "report.never-come-to")


def _for_whom(failure: Failure) -> Message:
    return message("report.fails-for", client=failure.client, change=failure.change or "-")
