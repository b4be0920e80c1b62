"""Templates can neither reach Python nor run away, and what is wrong with them is said at the tag."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import date

import pytest

from docgen.domain.context import Context, template_function
from docgen.domain.quantities import Duration
from docgen.formats.engine import Limits
from docgen.formats.sandbox import Compiled, Sandbox, TagError


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    id: str
    name: str
    response: Duration | None = None


SERVICES = (Service(id="a", name="Desk", response=Duration.parse("15 min")), Service(id="b", name="Network <b>"))


def escaped(text: str) -> str:
    return text.replace("<", "&lt;")


def render(source: str, language: str = "en", limits: Limits | None = None, **names: object) -> str:
    sandbox = Sandbox(language, escaped)
    return sandbox.render(sandbox.compile(source), Context(language=language, names=names), limits or Limits())


def fault(source: str, limits: Limits | None = None, **names: object) -> TagError:
    with pytest.raises(TagError) as caught:
        render(source, limits=limits, **names)
    return caught.value


def test_values_are_spelled_and_escaped_and_the_template_is_not() -> None:
    source = "<w>{{ s[0].response }} {{ s[1].name }} {{ day }} {{ day|iso }} {{ day|day_after|iso }} {{ '<' }}</w>"
    assert render(source, s=SERVICES, day=date(2026, 3, 1)) == "<w>15 minutes Network &lt;b> 1 March 2026 2026-03-01 2026-03-02 &lt;</w>"
    assert render("{{ s[0].response }}", "zh", s=SERVICES) == "15 分钟"


def test_filters_of_text_take_a_value_as_it_would_be_printed() -> None:
    source = "{{ s|map(attribute='name')|join(' / ') }}|{{ s[0].response|upper }}|{{ [s[0].response, 2]|join('; ') }}|{{ s[0].response|replace('15', '30') }}"
    assert render(source, s=SERVICES) == "Desk / Network &lt;b>|15 MINUTES|15 minutes; 2|30 minutes"
    assert render("{{ s|join(', ', attribute='name') }}{{ ' x '|trim }}{{ 'ab'|capitalize }}{{ 'AB'|lower }}", s=SERVICES[:1]) == "DeskxAbab"


def test_texts_are_joined_with_a_tilde_as_they_would_be_printed() -> None:
    assert render("{{ s[0].response ~ ' at most' }}", s=SERVICES) == "15 minutes at most"


def test_numbers_are_counted_with() -> None:
    assert render("{{ 2 + 3 * 4 - 1 }} {{ 7 // 2 }} {{ 7 % 4 }} {{ [1, 5]|max }} {{ 2.567|round(1) }}") == "13 3 3 5 2.6"


@pytest.mark.parametrize(
    ("source", "key"),
    [
        ("{{ s.__class__ }}", "tags.unknown-name"),
        ("{{ ''.__class__.__mro__ }}", "tags.unknown-name"),
        ("{{ s._value }}", "tags.unknown-name"),
        ("{{ 'x'.format() }}", "tags.forbidden"),
        ("{{ 'a' * 1000000000 }}", "tags.no-arithmetic"),
        ("{{ '%1000000000d' % 1 }}", "tags.no-arithmetic"),
        ("{{ 'a' + 'b' }}", "tags.no-arithmetic"),
        ("{{ 9 ** 999999 }}", "tags.no-powers"),
        ("{{ s|attr('__class__') }}", "tags.unknown-filter"),
        ("{{ lipsum() }}", "tags.unknown-name"),
        ("{{ s.items() }}", "tags.unknown-name"),
        ("{{ loop }}", "tags.unknown-name"),
        ("{{ 1 / 0 }}", "tags.cannot-evaluate"),
        ("{{ missing }}", "tags.unknown-name"),
        ("{{ missing + 1 }}", "tags.unknown-name"),
        ("{{ none }}", "tags.nothing-to-print"),
        ("{{ none|upper }}", "tags.nothing-to-print"),
        ("{{ true }}", "tags.prints-yes-no"),
        ("{{ s }}", "tags.prints-record"),
        ("{{ []|first }}", "tags.empty-list"),
        ("{% include 'x' %}", "tags.refused"),
        ("{% macro m() %}{% endmacro %}", "tags.refused"),
        ("{% autoescape false %}{% endautoescape %}", "tags.refused"),
        ("{% frobnicate %}", "tags.unknown-statement"),
        ("{% endif %}", "tags.block-not-opened"),
        ("{% if 1 %}", "tags.block-not-closed"),
        ("{{ 1|lenght }}", "tags.unknown-filter"),
        ("{{ 1 is evn }}", "tags.unknown-test"),
        ("{{ 1 1 }}", "tags.not-well-formed"),
    ],
)
def test_what_a_template_may_not_do_is_said(source: str, key: str) -> None:
    assert fault(source, s=SERVICES).what.key == key


@pytest.mark.parametrize(
    "source",
    [
        "{% for a in range(9999) %}{% for b in range(9999) %}x{% endfor %}{% endfor %}",
        "{% for a in range(100000) %}x{% endfor %}",
        "{% set a = 'aaaaaaaaaaaaaaaa' %}" + "{% set a = a ~ a %}" * 40 + "{{ a }}",
        "{% set a = 'a' %}" + "{% set a = a|replace('a', 'aaaaaaaaaaaaaaaaaaaa') %}" * 20 + "{{ a }}",
        "{{ range(10000)|join('x' ~ 'y' ~ '" + "z" * 1000 + "') }}",
        "{{ [1]|batch(1000000000, 0)|list }}",
        "{{ [1]|slice(1000000000)|list }}",
        "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}",
        "{% for a in [1] %}" * 60 + "{% endfor %}" * 60,
    ],
)
def test_a_template_that_grows_or_runs_away_is_stopped(source: str) -> None:
    start = time.process_time()
    assert fault(source).what.key == "tags.bound-reached"
    assert time.process_time() - start < 10


def test_a_template_that_writes_too_much_is_stopped() -> None:
    assert fault("{% for a in range(100) %}" + "x" * 100 + "{% endfor %}", Limits(output_chars=5_000)).what.key == "tags.bound-reached"


def test_only_functions_given_to_templates_can_be_called() -> None:
    @template_function
    def given() -> str:
        return "given"

    sandbox = Sandbox("en", escaped)
    context = Context(language="en", names={}, functions={"given": given, "open": open})
    assert sandbox.render(sandbox.compile("{{ given() }}"), context, Limits()) == "given"
    with pytest.raises(TagError) as caught:
        sandbox.render(sandbox.compile("{{ open('/etc/passwd') }}"), context, Limits())
    assert caught.value.what.key == "tags.forbidden"


def test_an_error_names_the_line_that_is_the_tags_number() -> None:
    source = "{{\n s[0].name }} text {%\n if true %}{{\n s[0].nam }}{%\n endif %}"
    error = fault(source, s=SERVICES)
    assert (error.line, error.nearest) == (4, ("name",))
    assert fault("{{\n s }}{{\n 1|uper }}").line == 3


def compiled(*tags: str) -> Compiled:
    return Sandbox("en", escaped).compile_pieces([""] * (len(tags) + 1), list(tags))


def test_the_names_that_a_template_needs_are_listed_but_for_those_it_guards_or_sets() -> None:
    guarded = ("{% if d is defined %}", "{{ d }}", "{% endif %}", "{{ e|default('x') }}")
    looped = ("{% for f in g %}", "{{ f }}", "{{ loop.index }}", "{% endfor %}")
    names = compiled("{{ a.b }}", "{% set c = 1 %}", "{{ c }}", *guarded, *looped).names
    assert [name for _, name in names] == ["a", "g"]


def test_the_constant_arguments_of_a_function_are_listed() -> None:
    calls = compiled("{{ role('x').title }}", "{% if role('y') and ref('z') %}", "{% endif %}", "{{ role(name) }}").calls
    assert {(function, argument) for _, function, argument in calls} == {("role", "x"), ("role", "y"), ("ref", "z")}


def test_a_template_in_pieces_is_the_same_as_in_one() -> None:
    texts = ("<a>{", "", "}{{ no tag }}", "</a>")
    tags = ("{{\ns[0].name }}", "{%\nif 1 }}".replace("}}", "%}"), "{%\nendif %}")
    sandbox = Sandbox("en", escaped)
    compiled = sandbox.compile_pieces(texts, tags)
    context = Context(language="en", names={"s": SERVICES})
    assert sandbox.render(compiled.code, context, Limits()) == "<a>{Desk}{{ no tag }}</a>"
    assert compiled.names == ((2, "s"),)
    with pytest.raises(TagError) as caught:
        sandbox.render(sandbox.compile_pieces(("", "", "", ""), ("{{\ns[0].name }}", "{{\ns.x.name }}", "{{\nt }}")).code, context, Limits())
    assert caught.value.line == 3


def test_compiled_code_serves_every_language() -> None:
    code = Sandbox("en", escaped).compile("{{ s[0].response }}")
    for language, spelled in (("en", "15 minutes"), ("zh", "15 分钟")):
        context = Context(language=language, names={"s": SERVICES})
        assert Sandbox(language, escaped).render(code, context, Limits()) == spelled


def test_a_control_character_in_a_constant_goes_through_the_literal_like_any_value() -> None:
    sandbox = Sandbox("en", lambda text: text.replace("\x01", "[1]"))
    assert sandbox.render(sandbox.compile("{{ 'a\\x01b' }}"), Context(language="en", names={}), Limits()) == "a[1]b"
