"""The fixed words of a form: sheet names, title block, footer, hints and refusals of cells, in Chinese and English. Values are tags."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from docgen.authoring.excel_source import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class FormWords:
    """The words of one language. `errors` and `prompts`: by kind of column, what a cell says when it refuses, when it is entered;
    `not_before` and `not_ahead`: by kind of date, so that only a column with a time of day asks for one."""

    title: str
    organisation: str
    guide: str
    register: str
    lists: str
    summary: str
    by_hand: str
    example: str
    identity: tuple[tuple[str, str], ...]
    code_line: str
    keeping_line: str
    band: str
    unit: str
    field_labels: tuple[str, str]
    required: str
    computed: str
    missing_gap: str
    fault_text: str
    fault_list: str
    fault_order: str
    fault_twice: str
    fault_ahead: str
    sentence_gap: str
    prompts: Mapping[Kind, str]
    errors: Mapping[Kind, str]
    not_in_list: str
    open_list: str
    code_pattern: str
    not_before: Mapping[Kind, str]
    not_ahead: Mapping[Kind, str]
    between: str
    not_below: str
    refused: str
    banner: str
    footer: str
    page: str
    logo: str


_ORGANISATION = "{{ organisation.short_name or organisation.name }}"
# A date that every form takes, as an example: the first day of its records is over, and none lies before the start of the project.
_SAMPLE = "{{ (dates.trial_start or dates.documents_issued)|day_after|iso }}"
_KEEPING_ZH = "{% if document.retention %}保存 {{ document.retention }}　{% endif %}保管：{{ document.keeper }}"
_KEEPING_EN = "{% if document.retention %}Keep {{ document.retention }}\u2002·\u2002{% endif %}Keeper: {{ document.keeper }}"

WORDS = {
    "zh": FormWords(
        title="{{ document.title }}",
        organisation=_ORGANISATION,
        guide="说明",
        register="登记",
        lists="选项",
        summary="统计",
        by_hand="手工单",
        example="示例",
        identity=(
            ("表单编号", "{{ document.code }}"),
            ("版本", "{{ document.revision }}"),
            ("单位", "{{ organisation.name }}"),
            ("所属程序", "{% if document.parent %}{{ document.parent }}{% else %}{{ document.system_name }}{% endif %}"),
            ("保管", "{{ document.keeper }}{% if document.retention %}，保存 {{ document.retention }}{% endif %}"),
            ("密级", "{{ document.classification }}"),
        ),
        code_line="{{ document.code }}　版本 {{ document.revision }}",
        keeping_line=_KEEPING_ZH,
        band="{title}（{by}）",
        unit="（{unit}）",
        field_labels=("栏目", "怎么填"),
        required="必填。",
        computed="自动计算，不用填。",
        missing_gap="、",
        fault_text="{label}是文本",
        fault_list="{label}不在列表中",
        fault_order="{label}早于{before}",
        fault_twice="{label}重复",
        fault_ahead="{label}晚于现在",
        sentence_gap="",
        prompts={
            Kind.DATE: f"填日期，如 {_SAMPLE}。",
            Kind.TIME: f"填日期和时刻，如 {_SAMPLE} 14:20。",
            Kind.MONTH: "填当月任意一天的日期。",
            Kind.CHOICE: "从下拉列表中选。",
        },
        errors={
            Kind.DATE: f"请填写 2099 年以前的日期，格式如 {_SAMPLE}。",
            Kind.TIME: f"请填写日期和时刻，格式如 {_SAMPLE} 14:20。",
            Kind.MONTH: f"请填写日期，格式如 {_SAMPLE}。",
            Kind.WHOLE: "请填写整数。",
            Kind.NUMBER: "请填写数字。",
            Kind.PERCENT: "请填写 0% 到 100% 之间的数。",
            Kind.CODE: "编号不能为空，也不能与本表其他行重复。",
        },
        not_in_list="请从下拉列表中选择；列表在“{lists}”表中维护。",
        open_list="列表中没有这一项。确认无误可继续，并请补入“{lists}”表。",
        code_pattern="编号格式为 {pattern}（0 代表一位数字），且不能与其他行重复。",
        not_before={
            Kind.DATE: f"不能早于“{{label}}”；格式如 {_SAMPLE}。",
            Kind.TIME: f"不能早于“{{label}}”；格式如 {_SAMPLE} 14:20。",
            Kind.MONTH: f"不能早于“{{label}}”；格式如 {_SAMPLE}。",
        },
        not_ahead={Kind.DATE: "不能晚于今天。", Kind.TIME: "不能晚于现在。", Kind.MONTH: "不能晚于今天。"},
        between="应在 {least} 到 {most} 之间。",
        not_below="不能小于 {least}。",
        refused="填写有误",
        banner="示例——非记录，不得作为审核证据{% if 'en' in languages %}　／　EXAMPLE – not a record, no audit evidence{% endif %}",
        footer="{{ document.code }}　{{ document.revision }}　·　{{ document.classification }}　·　" + _KEEPING_ZH,
        page="第 &P 页 / 共 &N 页",
        logo=_ORGANISATION + " {{ picture(organisation.logo) }}",
    ),
    "en": FormWords(
        title="{{ document.title }}",
        organisation=_ORGANISATION,
        guide="Guide",
        register="Register",
        lists="Lists",
        summary="Summary",
        by_hand="By hand",
        example="Example",
        identity=(
            ("Form code", "{{ document.code }}"),
            ("Version", "{{ document.revision }}"),
            ("Organisation", "{{ organisation.name }}"),
            ("Belongs to", "{% if document.parent %}{{ document.parent }}{% else %}{{ document.system_name }}{% endif %}"),
            ("Keeper", "{{ document.keeper }}{% if document.retention %}; kept for {{ document.retention }}{% endif %}"),
            ("Classification", "{{ document.classification }}"),
        ),
        code_line="{{ document.code }}\u2002·\u2002Version {{ document.revision }}",
        keeping_line=_KEEPING_EN,
        band="{title} ({by})",
        unit="({unit})",
        field_labels=("Column", "How to fill it in"),
        required="Required.",
        computed="Computed; nothing to enter.",
        missing_gap=", ",
        fault_text="{label} is text",
        fault_list="{label} not in the list",
        fault_order="{label} before {before}",
        fault_twice="{label} twice",
        fault_ahead="{label} in the future",
        sentence_gap=" ",
        prompts={
            Kind.DATE: f"Date, such as {_SAMPLE}.",
            Kind.TIME: f"Date and time, such as {_SAMPLE} 14:20.",
            Kind.MONTH: "Any day of the month, as a date.",
            Kind.CHOICE: "Pick from the list.",
        },
        errors={
            Kind.DATE: f"Enter a date before 2100, such as {_SAMPLE}.",
            Kind.TIME: f"Enter date and time, such as {_SAMPLE} 14:20.",
            Kind.MONTH: f"Enter a date, such as {_SAMPLE}.",
            Kind.WHOLE: "Enter a whole number.",
            Kind.NUMBER: "Enter a number.",
            Kind.PERCENT: "Enter a share between 0% and 100%.",
            Kind.CODE: "A number is needed, and no two rows may have the same one.",
        },
        not_in_list="Pick an entry from the list. The list is kept on the sheet {lists}.",
        open_list="This is not in the list. Go on if it is right, and add it on the sheet {lists}.",
        code_pattern="The number reads {pattern} (0 stands for a digit), and no two rows may have the same one.",
        not_before={
            Kind.DATE: f"This may not be earlier than {{label}}. Write it like {_SAMPLE}.",
            Kind.TIME: f"This may not be earlier than {{label}}. Write it like {_SAMPLE} 14:20.",
            Kind.MONTH: f"This may not be earlier than {{label}}. Write it like {_SAMPLE}.",
        },
        not_ahead={
            Kind.DATE: "A day in the future is refused.",
            Kind.TIME: "A time in the future is refused.",
            Kind.MONTH: "A day in the future is refused.",
        },
        between="Enter a value from {least} to {most}.",
        not_below="Enter {least} or more.",
        refused="Please check",
        banner="EXAMPLE – not a record, no audit evidence",
        footer="{{ document.code }}\u2002{{ document.revision }}\u2002·\u2002{{ document.classification }}\u2002·\u2002" + _KEEPING_EN,
        page="Page &P of &N",
        logo=_ORGANISATION + " {{ picture(organisation.logo) }}",
    ),
}
