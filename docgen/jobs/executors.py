"""Many documents: one after the other, or on several processes. The results come in the order of the tasks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from docgen.domain.document_set import DocumentSet
from docgen.errors import DocgenError, Problem, TemplateError
from docgen.formats import shelf
from docgen.jobs.one_document import Made, Task, make
from docgen.workspace.compile_cache import compile_cache

Progress = Callable[[int, int, str, str], None]
_received: dict[str, tuple[DocumentSet, Mapping[str, bytes]]] = {}


def make_all(
    tasks: Sequence[Task], whole: DocumentSet, pictures: Mapping[str, bytes], processes: int = 1, progress: Progress | None = None
) -> list[Made]:
    """Return the documents of `tasks`, in their order.

    Raises: TemplateError: the faults of all templates that have one, together.
    """
    made: list[Made] = []
    problems: list[Problem] = []
    for number, (task, result) in enumerate(zip(tasks, _results(tasks, whole, pictures, processes), strict=True), start=1):
        if isinstance(result, DocgenError):
            problems += result.problems
        else:
            made.append(result)
        if progress is not None:
            member = whole.members[task.language][task.document]
            progress(number, len(tasks), member.code, member.title.in_language(task.language) or "")
    if problems:
        raise TemplateError(*problems)
    return made


def _results(tasks: Sequence[Task], whole: DocumentSet, pictures: Mapping[str, bytes], processes: int) -> Iterator[Made | DocgenError]:
    if processes == 1 or len(tasks) < 2:
        yield from (_attempt(task, whole, pictures) for task in tasks)
        return
    # A fresh interpreter for each worker: no lock or thread of the caller's is inherited.
    with ProcessPoolExecutor(min(processes, len(tasks)), get_context("spawn"), _receive, (whole, pictures)) as pool:
        yield from pool.map(_attempt_received, tasks, chunksize=4)


def _receive(whole: DocumentSet, pictures: Mapping[str, bytes]) -> None:
    shelf.use(compile_cache())
    _received["client"] = (whole, pictures)


def _attempt_received(task: Task) -> Made | DocgenError:
    return _attempt(task, *_received["client"])


def _attempt(task: Task, whole: DocumentSet, pictures: Mapping[str, bytes]) -> Made | DocgenError:
    try:
        return make(task, whole, pictures)
    except DocgenError as error:
        return error
