"""Many documents: one after the other, or on several processes. The results come in the order of the tasks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any, TypeVar

from docgen.domain.document_context import SetContexts
from docgen.domain.document_set import DocumentSet
from docgen.domain.register import Register
from docgen.errors import DocgenError, Problem, TemplateError
from docgen.formats import shelf
from docgen.jobs.one_document import Made, Task, make
from docgen.workspace.compile_cache import compile_cache

T = TypeVar("T")
R = TypeVar("R")
Progress = Callable[[int, int, str, str], None]
_WORTH_A_PROCESS = 4  # tasks: starting one takes as long as about so many documents
_received: dict[str, SetContexts] = {}


def make_all(tasks: Sequence[Task], contexts: SetContexts, processes: int = 1, progress: Progress | None = None) -> list[Made]:
    """Return the documents of `tasks`, in their order.

    Raises: TemplateError: the faults of all templates that have one, together.
    """
    _received["contexts"] = contexts
    results = in_processes(_attempt, tasks, processes, _receive, (contexts.whole, contexts.pictures, contexts.register))
    made: list[Made] = []
    problems: list[Problem] = []
    for number, (task, result) in enumerate(zip(tasks, results, strict=True), start=1):
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


def in_processes(
    function: Callable[[T], R],
    tasks: Sequence[T],
    processes: int,
    prepare: Callable[..., None] | None = None,
    given: Any = (),
) -> Iterator[R]:
    """Yield what `function` makes of each task, in their order; in this process where more would not pay.

    prepare, given: what each new process calls first.   All are picklable.
    """
    workers = min(processes, len(tasks) // _WORTH_A_PROCESS)
    if workers < 2:
        yield from map(function, tasks)
        return
    # A fresh interpreter for each worker: no lock or thread of the caller's is inherited.
    with ProcessPoolExecutor(workers, get_context("spawn"), prepare, given) as pool:
        yield from pool.map(function, tasks)


def _receive(whole: DocumentSet, pictures: Mapping[str, bytes], register: Register | None) -> None:
    shelf.use(compile_cache())
    _received["contexts"] = SetContexts(whole, pictures, register)


def _attempt(task: Task) -> Made | DocgenError:
    try:
        return make(task, _received["contexts"])
    except DocgenError as error:
        return error
