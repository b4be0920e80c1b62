"""A plan as a table a consultant can read, and as JSON."""

from __future__ import annotations

from docgen.domain.plan import Plan, Step
from docgen.messages import message, say
from docgen.reports.table import table


def plan_text(plan: Plan, language: str, *, done: bool) -> str:
    """Return the plan as a table (code, language, title, what happens, why) and a sum; `done` after a build."""
    head = [say(message(f"report.head-{name}"), language) for name in ("code", "language", "title", "action", "why")]
    rows = [
        (step.code, step.language, step.title, say(message(f"report.{step.action.value}"), language), reasons_text(step, language))
        for step in plan.steps
    ]
    counts = [
        say(message("report.count", count=count, action=message(f"report.{action}")), language) for action, count in plan.summary().items()
    ]
    total = say(message("report.built" if done else "report.planned", counts=counts), language)
    return "\n".join((*([table(head, rows)] if rows else []), total))


def reasons_text(step: Step, language: str) -> str:
    """Return the reasons of a step in one line."""
    told = (*step.reasons, *((message("report.conflict-count", count=step.conflicts),) if step.conflicts else ()))
    return ("；" if language == "zh" else "; ").join(say(reason, language) for reason in told)


def plan_json(plan: Plan, language: str) -> dict[str, object]:
    """Return the plan in its stable JSON shape: documents (one entry per id and language) and summary."""
    return {
        "documents": [
            {
                "id": step.document,
                "code": step.code,
                "title": step.title,
                "language": step.language,
                "path": step.path,
                "action": step.action.value,
                "reasons": [say(reason, language) for reason in step.reasons],
                "conflicts": step.conflicts,
            }
            for step in plan.steps
        ],
        "summary": plan.summary(),
    }
