"""Many documents: one after the other, or on several processes. The results come in the order of the tasks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from docgen.domain.document_context import SetContexts
from docgen.domain.document_set import DocumentSet
from docgen.errors import DocgenError, Problem, TemplateError
from docgen.formats import shelf
from docgen.jobs.one_document import Made, Task, make
from docgen.workspace.compile_cache import compile_cache

Progress = Callable[[int, int, str, str], None]
_received: dict[str, SetContexts] = {}


def make_all(tasks: Sequence[Task], contexts: SetContexts, processes: int = 1, progress: Progress | None = None) -> list[Made]:
    """Return the documents of `tasks`, in their order.

    Raises: TemplateError: the faults of all templates that have one, together.
    """
    made: list[Made] = []
    problems: list[Problem] = []
    for number, (task, result) in enumerate(zip(tasks, _results(tasks, contexts, processes), strict=True), start=1):
        if isinstance(result, DocgenError):
            problems += result.problems
        else:
            made.append(result)
        if progress is not None:
            member = contexts.whole.members[task.language][task.document]
            progress(number, len(tasks), member.code, member.title.in_language(task.language) or "")
    if problems:
        raise TemplateError(*problems)
    return made


def _results(tasks: Sequence[Task], contexts: SetContexts, processes: int) -> Iterator[Made | DocgenError]:
    if processes == 1 or len(tasks) < 2:
        yield from (_attempt(task, contexts) for task in tasks)
        return
    # A fresh interpreter for each worker: no lock or thread of the caller's is inherited.
    with ProcessPoolExecutor(min(processes, len(tasks)), get_context("spawn"), _receive, (contexts.whole, contexts.pictures)) as pool:
        yield from pool.map(_attempt_received, tasks, chunksize=4)


def _receive(whole: DocumentSet, pictures: Mapping[str, bytes]) -> None:
    shelf.use(compile_cache())
    _received["client"] = SetContexts(whole, pictures)


def _attempt_received(task: Task) -> Made | DocgenError:
    return _attempt(task, _received["client"])


def _attempt(task: Task, contexts: SetContexts) -> Made | DocgenError:
    try:
        return make(task, contexts)
    except DocgenError as error:
        return error
