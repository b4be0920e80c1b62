"""Which ways the branches of a template go, for Word and Excel alike."""

from __future__ import annotations

from io import BytesIO

import docx
import openpyxl
import pytest

from docgen.domain.context import Context
from docgen.formats.registry import engine_for
from docgen.messages import say

TEXT = "{% if big %}{{ 'many' if name == 'B' else 'few' }}{% else %}{{ missing }}{% endif %}"


def template(suffix: str, text: str = TEXT) -> bytes:
    file = BytesIO()
    if suffix == ".docx":
        document = docx.Document()
        document.add_paragraph(text)
        document.save(file)
    else:
        workbook = openpyxl.Workbook()
        assert workbook.active is not None
        workbook.active["B2"] = text
        workbook.save(file)
    return file.getvalue()


def client(*, big: bool, name: str = "A", missing: str | None = None) -> Context:
    return Context(language="en", names={"big": big, "name": name, "missing": missing})


@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
class TestBranches:
    def test_a_branch_that_all_clients_take_is_never_refused(self, suffix: str) -> None:
        reached = engine_for(suffix).reached(template(suffix), [client(big=True)])
        ways = {branch.written: (branch.taken, branch.refused) for branch in reached.branches}
        assert ways["{% if big %}"] == (True, False)

    def test_clients_reach_branches_together(self, suffix: str) -> None:
        clients = [client(big=True), client(big=True, name="B"), client(big=False, missing="x")]
        reached = engine_for(suffix).reached(template(suffix), clients)
        assert len(reached.branches) == 2
        assert all(branch.reached for branch in reached.branches)
        assert reached.failures == {}

    def test_an_inner_branch_may_never_be_come_to(self, suffix: str) -> None:
        (_, inner) = engine_for(suffix).reached(template(suffix), [client(big=False, missing="x")]).branches
        assert (inner.taken, inner.refused) == (False, False)

    def test_a_branch_has_its_place(self, suffix: str) -> None:
        (outer, _) = engine_for(suffix).reached(template(suffix), [client(big=True)]).branches
        assert outer.where.spot is not None
        assert ("B2" if suffix == ".xlsx" else "1") in say(outer.where.spot, "en")

    def test_what_cannot_be_printed_is_told_with_its_client_and_the_others_go_on(self, suffix: str) -> None:
        clients = [client(big=False), client(big=True), client(big=False, missing="x")]
        reached = engine_for(suffix).reached(template(suffix), clients)
        assert list(reached.failures) == [0]
        assert reached.failures[0].what.key == "tags.nothing-to-print"
        assert reached.branches[0].reached
