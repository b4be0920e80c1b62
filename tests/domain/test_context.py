"""What a template sees: the profile's names, in one language, with a note of what it read."""

from dataclasses import dataclass
from datetime import date

import pytest

from docgen.domain.changes import changed_fields
from docgen.domain.context import Context, Field, known_names
from docgen.domain.quantities import Duration
from docgen.domain.text import Text
from docgen.domain.wording import spell


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    id: str
    name: Text
    limit: Duration | None = None

    @property
    def slow(self) -> bool:
        return self.limit is not None and self.limit.minutes > 60


def context(language: str = "zh", limit: str = "15 min", **more: object) -> Context:
    thing = Thing(id="ops", name=Text("运维", "Operations"), limit=Duration.parse(limit))
    return Context(language=language, names={"things": (thing, Thing(id="x", name=Text("其他", "Other"))), "plain": "text", **more})


@pytest.mark.parametrize(("language", "name"), [("zh", "运维"), ("en", "Operations")])
def test_a_text_is_handed_out_in_the_documents_language(language: str, name: str) -> None:
    things = context(language).root()["things"]
    assert isinstance(things, Field)
    assert things[0].name == name  # type: ignore[attr-defined]


def test_what_a_template_read_is_noted_with_its_value_and_by_the_members_id() -> None:
    seen = context()
    for thing in seen.root()["things"]:  # type: ignore[attr-defined]
        assert thing.name
    assert seen.root()["things"][0].limit.minutes == 15  # type: ignore[index]
    assert seen.used == {
        "plain": "text",
        "things": "ops, x",
        "things[ops].name": "运维",
        "things[x].name": "其他",
        "things[ops].limit": "15 min",
    }


def test_fields_and_properties_are_known_and_nothing_private_is_reachable() -> None:
    thing = context().root()["things"][0]  # type: ignore[index]
    assert known_names(thing) == ("id", "name", "limit", "slow")
    for private in ("_value", "__class__", "__slots__", "_context"):
        with pytest.raises((AttributeError, KeyError)):
            thing[private]


def test_a_mapping_by_number_is_asked_by_the_number() -> None:
    seen = context(letters={1: "M", 2: "P"})
    letters = seen.root()["letters"]
    assert (letters[1], letters["2"], 3 in letters) == ("M", "P", False)  # type: ignore[index, operator]
    assert seen.used["letters.1"] == "M"
    assert context(letters={1: "A"}).answers("letters.1") == "A"
    with pytest.raises(KeyError):
        letters[3]  # type: ignore[index]


def test_two_notes_name_the_field_with_its_old_and_new_value() -> None:
    notes = []
    for limit in ("15 min", "2 h"):
        seen = context(limit=limit)
        assert seen.root()["things"][0].limit  # type: ignore[index]
        notes.append(dict(seen.used))
    (change,) = changed_fields(*notes)
    assert (change.field, change.before, change.after) == ("things[ops].limit", "15 min", "2 h")


def test_what_a_document_says_of_itself_is_named_by_the_profile_field_behind_it() -> None:
    (change,) = changed_fields({"document.code": "YL-P-12"}, {"document.code": "AB-P-12"})
    assert change.field == "organisation.code"


def test_an_organisation_that_wants_iso_dates_gets_them_in_running_text() -> None:
    def printed(iso_dates: bool) -> str:
        seen = Context(language="en", names={"issued": date(2026, 3, 1)}, iso_dates=iso_dates)
        return spell(seen.root()["issued"], "en")

    assert (printed(False), printed(True)) == ("1 March 2026", "2026-03-01")


def answered_alike(before: Context, after: Context) -> bool:
    return all(after.answers(question) == answer for question, answer in before.seen.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    id: str
    named: Text | None = None
    deep: Thing | None = None

    def spelled(self, language: str) -> str:
        return self.id


def holders(*items: Holder, **more: object) -> Context:
    return Context(language="en", names={"items": items, **more})


@pytest.mark.parametrize(
    ("ask", "after", "alike"),
    [
        (lambda root: root["items"][0].id, holders(Holder(id="a")), True),
        (lambda root: root["items"][0].id, holders(Holder(id="a"), Holder(id="b")), False),
        (lambda root: [item.id for item in root["items"]], holders(Holder(id="b"), Holder(id="a")), False),
        (lambda root: root["items"][0].named, holders(Holder(id="a", named=Text("", ""))), False),
        (lambda root: root["items"][0].deep, holders(Holder(id="a", deep=Thing(id="x", name=Text("x", "x")))), False),
        (lambda root: hasattr(root["items"][0], "nowhere"), holders(Holder(id="a")), True),
        (lambda root: spell(root["items"][0], "en"), holders(Holder(id="a", named=Text("new", "new"))), False),
        (lambda root: bool(root["items"]), holders(), False),
        (lambda root: root, holders(Holder(id="a"), more="said now"), False),
        (lambda root: root["items"][0] == "a", holders(Holder(id="a", named=Text("new", "new"))), False),
    ],
    ids=["same", "one more", "order", "said empty", "a record now", "never known", "printed whole", "emptied", "new name", "compared"],
)
def test_a_question_whose_answer_changed_is_noticed(ask: object, after: Context, alike: bool) -> None:
    before = holders(Holder(id="a"))
    ask(before.root())  # type: ignore[operator]
    assert answered_alike(before, before)
    assert answered_alike(before, after) is alike
