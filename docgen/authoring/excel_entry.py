"""What a cell of a register lets in: data validations, with a hint when it is entered and a reason when it refuses."""

from __future__ import annotations

from openpyxl.worksheet.cell_range import MultiCellRange
from openpyxl.worksheet.datavalidation import DataValidation

from docgen.authoring.excel_grid import Grid
from docgen.authoring.excel_source import Column, Kind, Register
from docgen.authoring.excel_words import FormWords

LONGEST_PROMPT = 255
LONGEST_TITLE = 32
LOWEST = -(10**12)  # of a number that may be negative
_LAST_DAY = "DATE(2099,12,31)"
NEXT_DAY = "NOW()+1"
"""The latest time of what has happened: clocks differ, and a day's leave keeps the check quiet."""
_FIRST_DAY = "{{ dates.project_start or dates.documents_issued }}"


def validation(column: Column, register: Register, words: FormWords, grid: Grid) -> DataValidation | None:
    """Return the check of a column's cells, or None for a computed column and one that says nothing."""
    if column.formula or column.missing or column.faults:
        return None
    found = _rule(column, grid)
    found.sqref, found.allow_blank = MultiCellRange(grid.area(column.id)), column.type is not Kind.CHOICE
    prompt, error = prompt_of(column, words), error_of(column, register, words)
    if found.type is None and not prompt:
        return None
    if prompt:
        found.promptTitle, found.prompt, found.showInputMessage = column.label[:LONGEST_TITLE], prompt, True
    if found.type is not None:
        found.errorTitle, found.error, found.showErrorMessage = words.refused, error, True
        found.errorStyle = "warning" if column.open else "stop"
    return found


def prompt_of(column: Column, words: FormWords) -> str:
    """Return what a column says when one of its cells is entered: its own hint, else that of its kind."""
    return column.prompt or words.prompts.get(column.type, "")


def error_of(column: Column, register: Register, words: FormWords) -> str:
    """Return what a column says to an entry that it refuses."""
    if column.error:
        return column.error
    said = _refusal(column, register, words)
    return words.sentence_gap.join((said, words.not_ahead[column.type])) if column.past else said


def _refusal(column: Column, register: Register, words: FormWords) -> str:
    """Return what a column without words of its own says of its type and bounds."""
    if column.type is Kind.CHOICE:
        return (words.open_list if column.open else words.not_in_list).format(lists=words.lists)
    if column.type is Kind.CODE and column.pattern:
        return words.code_pattern.format(pattern=column.pattern)
    if column.after:
        label = next(item.label for item in register.columns if item.id == column.after)
        return words.not_before[column.type].replace("{label}", label)  # the sample beside it is a tag
    if column.least is not None and column.type is not Kind.PERCENT:
        if (most := column.most_by or column.most) is not None:
            return words.between.format(least=column.least, most=most)
        return words.not_below.format(least=column.least)
    return words.errors.get(column.type, "")


def _rule(column: Column, grid: Grid) -> DataValidation:
    """Return the check with type, operator and formulas; without a type it lets everything in."""
    match column.type:
        case Kind.CHOICE:
            return DataValidation(type="list", formula1=column.list or f'"{",".join(column.values)}"')
        case Kind.DATE | Kind.TIME | Kind.MONTH:
            start = grid.cell(column.after) if column.after else _FIRST_DAY
            return DataValidation(type="date", operator="between", formula1=start, formula2=NEXT_DAY if column.past else _LAST_DAY)
        case Kind.WHOLE | Kind.NUMBER | Kind.PERCENT:
            return _bounds(column)
        case Kind.CODE:
            return DataValidation(type="custom", formula1=_code_check(column, grid))
        case _:
            return DataValidation()


def _bounds(column: Column) -> DataValidation:
    found = DataValidation(type="whole" if column.type is Kind.WHOLE else "decimal", operator="greaterThanOrEqual")
    found.formula1 = str(column.least if column.least is not None else LOWEST if column.below_zero else 0)
    most = column.most_by or (column.most if column.most is not None else 1 if column.type is Kind.PERCENT else None)
    if most is not None:
        found.operator, found.formula2 = "between", str(most)
    return found


def _code_check(column: Column, grid: Grid) -> str:
    """Return the formula of a code: unique, and built as its pattern says, digit by digit run."""
    cell = grid.cell(column.id)
    unique = f"COUNTIF({grid.fixed(column.id)},{cell})=1"
    if not column.pattern:
        return unique
    built = ",".join((f"LEN({cell})={len(column.pattern)}", *_runs(column.pattern, cell)))
    if column.unless:
        built = "{% if not (" + column.unless + ") %}" + built + "{% else %}TRUE{% endif %}"
    return f"AND({unique},{built})"


def _runs(pattern: str, cell: str) -> list[str]:
    """Return one condition for each run of digits, and for each run of other characters, of a pattern."""
    conditions, start = [], 0
    while start < len(pattern):
        digits = pattern[start] == "0"
        end = start
        while end < len(pattern) and (pattern[end] == "0") == digits:
            end += 1
        piece = f"MID({cell},{start + 1},{end - start})"
        conditions.append(f"ISNUMBER(VALUE({piece}))" if digits else f'{piece}="{pattern[start:end]}"')
        start = end
    return conditions
