"""The standing parts of a document: cover, control page, contents, header and footer, from the names of `document`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from docgen.authoring import theme
from docgen.authoring.blocks import Division, Heading, Runs, Text
from docgen.authoring.front_words import WORDS, FrontWords
from docgen.authoring.measure import lines_of
from docgen.authoring.outline import Outline
from docgen.authoring.runs import RunWriter, tag_paragraph
from docgen.authoring.source import FORM, Statement
from docgen.authoring.table import cell, grid, row, tag_row
from docgen.authoring.theme import twips
from docgen.formats.word.drawing_shapes import Box, anchored
from docgen.formats.word.elements import Element, field, node, paragraph, run

_COMPANY = "{{ organisation.short_name or organisation.name }}"
_LOGO = "{{r picture(organisation.logo, height_mm=%s, alt=organisation.short_name or organisation.name) }}"
_OWNER = "{{ document.owner.department or document.owner.title }}"
_SIGNATURE_ROW = twips(12)
_APPROVAL_GRID = (27, 65, 42, 26)
_COVER_GRID = (26, 54, 26, 54)
_BAND_MM, _SECOND_BAND_MM = 9.0, 1.6
_PLACE = re.compile(r"\{ref:[\w-]+\}")
_BRIEF_MM, _LETTER_MM = 46, 3.18  # the room of an answer in a narrow column, and the width of a Chinese letter in it


class Front:
    """Writes the front part of one text."""

    def __init__(self, text: Text, outline: Outline, runs: RunWriter) -> None:
        self._text = text
        self._outline = outline
        self._runs = runs
        self._words: FrontWords = WORDS[text.language]

    def cover(self) -> Iterator[Element]:
        """Yield the paragraphs of the cover; its bands and grid stand in the first page's header and footer."""
        yield tag_paragraph("if organisation.logo")
        yield paragraph("CoverLogo", run(_LOGO % 14))
        yield tag_paragraph("else")
        yield paragraph("CoverLogo", run(_COMPANY))
        yield tag_paragraph("endif")
        yield paragraph("Subtitle", run(self._words.cover_line))
        yield paragraph("DocCode", run("{{ document.code }}"), properties=[node("w:spacing", before=240)])
        yield paragraph("Title", run("{{ document.title }}"))
        if self._text.language == "zh":
            yield paragraph("Subtitle", run("{{ document.title_en }}"))
        yield paragraph("CoverRule")

    def form_title(self) -> Iterator[Element]:
        """Yield the head of a form: whose it is, and its title."""
        yield paragraph("FormCompany", run("{{ organisation.name }}"))
        yield paragraph("Title", run("{{ document.title }}"))

    def title_block(self) -> Iterator[Element]:
        """Yield the head of a document without a cover: its title and the grid that identifies it."""
        yield paragraph("Title", run("{{ document.title }}"))
        yield self._identity()

    def control(self) -> Iterator[Element]:
        """Yield the control page: approval, revision history and distribution; at the end of a document the history is last."""
        yield paragraph("FrontHeading", run(self._words.control), properties=[node("w:pageBreakBefore")])
        yield paragraph("FrontSubheading", run(self._words.approval), properties=[node("w:spacing", before=0)])
        yield self._approval()
        if self._text.front.cover:
            yield from self._revisions()
        yield paragraph("FrontSubheading", run(self._words.distribution))
        yield self._distribution()
        if not self._text.front.cover:
            yield from self.clauses()
            yield from self._revisions()

    def clauses(self) -> Iterator[Element]:
        """Yield the clauses that a document answers, below its contents: a control page with many readers has no room for them."""
        if self._text.front.kind != "manual":  # which answers every clause, and says in an annex where
            yield tag_paragraph("if document.clauses")
            yield paragraph("FrontSubheading", run(self._words.clauses))
            yield self._clauses()
            yield tag_paragraph("endif")

    def _revisions(self) -> Iterator[Element]:
        yield paragraph("FrontSubheading", run(self._words.history))
        yield self._history()

    def contents(self) -> Iterator[Element]:
        """Yield the contents: a field that Word can update, its entries already written, without page numbers."""
        yield paragraph("FrontHeading", run(self._words.contents), properties=[node("w:pageBreakBefore")])
        begin, instruction, separate, _, end = field(r'TOC \o "1-2" \h \z \u', run(""))
        opening = [begin, instruction, separate]
        for index in self._outline.contents(self._text.blocks):
            block = self._text.blocks[index]
            if isinstance(block, Statement):
                yield tag_paragraph(block.words, "TOC2")
            elif isinstance(block, Heading):
                entry = self._outline.entry(index)
                words = self._runs.write(block.runs, self._outline.paths[index], block.line)
                number = self._number(index)
                link = node("w:hyperlink", *number, *words, anchor=entry.bookmark, history=1)
                yield paragraph(f"TOC{block.level}", *opening, link, properties=() if number else _without_number(block.level))
                opening = []
        yield paragraph("TOC2", end)

    def _number(self, index: int) -> tuple[Element, ...]:
        """Return the number of a heading as the contents show it: that of a chapter hangs, "Annex A" does not, a preface has none."""
        number = self._outline.number(index)
        entry = self._outline.entry(index)
        if not number:
            return ()
        label = run(self._runs.label(entry, number))
        return (label, run(" ")) if entry.division is Division.APPENDIX else (label, node("w:r", node("w:tab")))

    def header(self, width: str = "") -> list[Element]:
        """Return the header of every page but the cover: logo or short name, title and code. `width`: "Landscape", or empty."""
        return [
            paragraph(
                f"Header{width}",
                run("{% if organisation.logo %}"),
                run(_LOGO % "7.5"),
                run("{% else %}"),
                run(_COMPANY, "HeaderTitle"),
                run("{% endif %}"),
                node("w:r", node("w:tab")),
                run("{{ document.title }}", "HeaderTitle"),
                run("\u2002{{ document.code }}"),
            )
        ]

    def footer(self, width: str = "") -> list[Element]:
        """Return the footer of every page but the cover: revision, classification, page of pages. `width` as for the header."""
        before, between, after = self._words.page
        pages = [run(before), *field("PAGE", run("1")), run(between), *field("NUMPAGES", run("1")), *([run(after)] if after else [])]
        words = self._words.form_footer if self._text.front.kind == FORM else self._words.footer
        return [paragraph(f"Footer{width}", run(words), node("w:r", node("w:tab")), *pages)]

    def cover_header(self) -> list[Element]:
        """Return the header of the cover: the two bands, over the full height of the page."""
        height = theme.PAGE_MM[1]
        bands = (
            Box(left=0, top=0, width=_BAND_MM, height=height, fill=theme.BRAND),
            Box(left=_BAND_MM, top=0, width=_SECOND_BAND_MM, height=height, fill=theme.BRAND_MID),
        )
        return [paragraph("CoverBand", *(anchored(band, number, self._words.band) for number, band in enumerate(bands, 1)))]

    def cover_footer(self) -> list[Element]:
        """Return the footer of the cover: the grid that identifies the document, and the company's name."""
        return [self._identity(), paragraph("CoverCompany", run("{{ organisation.name }}"))]

    def _identity(self) -> Element:
        words = self._words
        rows = (
            (words.code, "{{ document.code }}", words.revision_and_status, "{{ document.revision }}\u2003{{ document.status }}"),
            (words.owner, _OWNER, words.classification, "{{ document.classification }}"),
            (words.issued, self._set_date("document.issued_on"), words.effective, self._set_date("document.effective_on")),
        )
        widths = [twips(width) for width in _COVER_GRID]
        widths[-1] += theme.TEXT_WIDTH - sum(widths)
        return grid("HouseTable", widths, *(_identity_row(widths, line) for line in rows), headed=False)

    def _set_date(self, path: str) -> str:
        """Return the tag that prints a date, or a dash for a draft whose dates nobody has set yet."""
        return f"{{% if document.undated %}}—{{% else %}}{self._words.date % path}{{% endif %}}"

    def _approval(self) -> Element:
        words, holder = self._words, self._words.holder
        rows = [
            self._approval_row(word, holder % {"role": f"document.{role}"})
            for word, role in ((words.prepared, "prepared_by"), (words.reviewed, "reviewed_by"), (words.approved, "approved_by"))
        ]
        widths = _widths(_APPROVAL_GRID)
        countersigner = holder % {"role": "role(identity)"}
        rows[2:2] = [
            tag_row("{%tr for identity in document_control.countersign %}", widths),
            self._approval_row(words.countersigned, countersigner),
            tag_row("{%tr endfor %}", widths),
        ]
        return grid("HouseTable", widths, _head(widths, words.approval_head), *rows)

    def _approval_row(self, step: str, holder: str) -> Element:
        cells = (run(step, "Strong"), run(holder), None, None)
        widths = _widths(_APPROVAL_GRID)
        return row(
            *(cell(width, paragraph("TableText", content), middle=True) for width, content in zip(widths, cells, strict=True)),
            height=_SIGNATURE_ROW,
        )

    def _history(self) -> Element:
        values = (
            "{{ entry.revision }}",
            f"{{% if entry.date %}}{self._words.date % 'entry.date'}{{% endif %}}",
            "{{ entry.summary }}",
            "{{ entry.author or '' }}",
            "{{ entry.approver or '' }}",
        )
        return _looped(_widths((17, 28, 71, 22, 22)), self._words.history_head, "entry in document.history", values)

    def _distribution(self) -> Element:
        widths = _widths((62, 38, 60))
        copies = _looped_rows(widths, "copy in document_control.paper_copies", ("{{ copy.holder }}", "", self._words.copy))
        received_by = f"{{% if reader.outside %}}{self._words.supervisor}{{% else %}}{{{{ reader.person or '' }}}}{{% endif %}}"
        medium = f"{{% if reader.outside %}}{self._words.file}{{% else %}}{self._words.online}{{% endif %}}"
        return _looped(
            widths, self._words.distribution_head, "reader in document.readers", ("{{ reader.name }}", received_by, medium), copies
        )

    def _clauses(self) -> Element:
        values = ["{{ clause.standard }}", "{{ clause.number }} {{ clause.title }}"]
        if not self._text.answers:
            return _looped(_widths((50, 110)), self._words.clauses_head[:2], "clause in document.clauses", values)
        widths = _widths((40, 66, 54) if _brief(self._text.front.answers) else (40, 48, 72))
        answer = self._answers(self._text.answers)
        return _looped(widths, self._words.clauses_head, "clause in document.clauses", [*values, answer])

    def _answers(self, answers: Mapping[str, Runs]) -> list[Element]:
        written: list[Element] = []
        for clause, runs in answers.items():
            test = f"{'elif' if written else 'if'} clause.number == '{clause}'"
            written += [run(f"{{% {test} %}}"), *self._runs.write(runs, (), 1)]
        return [*written, run("{% else %}"), run(self._words.whole_document), run("{% endif %}")]


def _brief(answers: Mapping[str, str]) -> bool:
    """Return whether each answer fits a line of a narrow column, which leaves the title of the clause more room."""
    return all(lines_of(_PLACE.sub("6.2", text), _BRIEF_MM, _LETTER_MM) == 1 for text in answers.values())


def _without_number(level: int) -> tuple[Element, ...]:
    """Return what moves an entry of the contents to where numbers begin: else the page of a short title would land where they end."""
    begin, end = (twips(theme.CONTENTS_NUMBER_MM * edge) for edge in (level - 1, level))
    return node("w:tabs", node("w:tab", val="clear", pos=end)), node("w:ind", left=begin, firstLine=0)


def _identity_row(widths: Sequence[int], words: Sequence[str]) -> Element:
    """Return a row of two labels, each with its value."""
    styles = ("Muted", "", "Muted", "")
    cells = (cell(width, paragraph("TableText", run(word, style))) for width, word, style in zip(widths, words, styles, strict=True))
    return row(*cells)


def _widths(millimetres: Sequence[int]) -> tuple[int, ...]:
    edges = [round(theme.TEXT_WIDTH * sum(millimetres[:index]) / theme.TEXT_WIDTH_MM) for index in range(len(millimetres) + 1)]
    return tuple(end - start for start, end in zip(edges, edges[1:], strict=False))


def _head(widths: Sequence[int], words: Sequence[str]) -> Element:
    cells = (cell(width, paragraph("TableHead", run(word)), fill=theme.BRAND_FILL) for width, word in zip(widths, words, strict=True))
    return row(*cells, head=True)


def _looped(
    widths: Sequence[int], head: Sequence[str], loop: str, values: Sequence[str | list[Element]], more: Sequence[Element] = ()
) -> Element:
    """Return a table whose one row is repeated by `loop`."""
    return grid("HouseTable", widths, _head(widths, head), *_looped_rows(widths, loop, values), *more)


def _looped_rows(widths: Sequence[int], loop: str, values: Sequence[str | list[Element]]) -> list[Element]:
    contents = [[run(value)] if isinstance(value, str) else value for value in values]
    cells = (cell(width, paragraph("TableText", *content)) for width, content in zip(widths, contents, strict=True))
    return [tag_row(f"{{%tr for {loop} %}}", widths), row(*cells), tag_row("{%tr endfor %}", widths)]
