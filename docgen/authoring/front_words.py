"""The fixed words of the front part, header and footer of a document, in Chinese and English. Values are tags."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontWords:
    """The words of one language. Pairs and tuples are the head rows of the tables, in column order."""

    band: str
    cover_line: str
    code: str
    revision_and_status: str
    owner: str
    classification: str
    issued: str
    effective: str
    date: str
    control: str
    approval: str
    approval_head: tuple[str, ...]
    prepared: str
    reviewed: str
    approved: str
    countersigned: str
    holder: str
    history: str
    history_head: tuple[str, ...]
    distribution: str
    distribution_head: tuple[str, ...]
    supervisor: str
    online: str
    file: str
    copy: str
    clauses: str
    clauses_head: tuple[str, ...]
    whole_document: str
    contents: str
    footer: str
    page: tuple[str, str, str]
    table: str
    figure: str
    appendix: str
    signs: str
    form_footer: str
    choose: str
    signed_on: str
    caption_gap: str


_HOLDER_ZH = "{{ %(role)s.person }}　{{ %(role)s.title }}"
_HOLDER_EN = "{{ %(role)s.person }}, {{ %(role)s.title }}"

WORDS = {
    "zh": FrontWords(
        band="封面色带（装饰）",
        cover_line="{{ document.system_name }}｜{{ document.level_name }}",
        code="文件编号",
        revision_and_status="版本 / 状态",
        owner="归口部门",
        classification="密级",
        issued="发布日期",
        effective="实施日期",
        date="{{ %s|iso }}",
        control="文件控制",
        approval="编制、审核与批准",
        approval_head=("职责", "姓名与岗位", "签名", "日期"),
        prepared="编制",
        reviewed="审核",
        approved="批准",
        countersigned="会签",
        holder=_HOLDER_ZH,
        history="修订记录",
        history_head=("版本", "修订日期", "修订内容与原因", "修订人", "批准人"),
        distribution="发放范围",
        distribution_head=("部门", "接收人", "发放形式"),
        supervisor="值班主管",
        online="{% if tools.documents %}{{ tools.documents }} 在线查阅{% else %}电子版（只读）{% endif %}",
        file="PDF（只读）",
        copy="受控纸质副本，编号 {{ copy.number }}",
        clauses="对应条款",
        clauses_head=("标准", "条款", "本文件中的落点"),
        whole_document="全文",
        contents="目录",
        footer="版本 {{ document.revision }}　·　{{ document.classification }}　·　打印件不受控"
        "{% if document_control.paper_copies %}（编号的受控副本除外）{% endif %}",
        page=("第 ", " 页 / 共 ", " 页"),
        table="表",
        figure="图",
        appendix="附录",
        signs="（签字）：",
        form_footer="版本 {{ document.revision }} · {{ document.classification }}"
        "{% if document.parent %} · 依据 {{ document.parent.code }}{% endif %}"
        " · 填写后由{{ document.keeper.title }}保存{% if document.retention %} {{ document.retention }}{% endif %}",
        choose="选择",
        signed_on="日期：　　　　　年　　　月　　　日",
        caption_gap="　",
    ),
    "en": FrontWords(
        band="Cover band (decoration)",
        cover_line="{{ document.system_name }}  |  {{ document.level_name }}",
        code="Document no.",
        revision_and_status="Revision / status",
        owner="Owner",
        classification="Classification",
        issued="Issued",
        effective="Effective from",
        date="{{ %s }}",
        control="Document control",
        approval="Preparation, review and approval",
        approval_head=("Step", "Name and position", "Signature", "Date"),
        prepared="Prepared",
        reviewed="Reviewed",
        approved="Approved",
        countersigned="Countersigned",
        holder=_HOLDER_EN,
        history="Revision history",
        history_head=("Revision", "Date", "What changed and why", "Author", "Approver"),
        distribution="Distribution",
        distribution_head=("Department", "Received by", "Copy"),
        supervisor="Shift supervisor",
        online="{% if tools.documents %}Online, {{ tools.documents }}{% else %}Electronic, read-only{% endif %}",
        file="PDF, read-only",
        copy="Controlled paper copy no. {{ copy.number }}",
        clauses="Clauses addressed",
        clauses_head=("Standard", "Clause", "Where in this document"),
        whole_document="Whole document",
        contents="Contents",
        footer="Revision {{ document.revision }}\u2002·\u2002{{ document.classification }}\u2002·\u2002Uncontrolled when printed"
        "{% if document_control.paper_copies %}, except numbered copies{% endif %}",
        page=("Page ", " of ", ""),
        table="Table",
        figure="Figure",
        appendix="Annex",
        signs=" (signature): ",
        form_footer="Revision {{ document.revision }}\u2002·\u2002{{ document.classification }}"
        "{% if document.parent %}\u2002·\u2002Under {{ document.parent.code }}{% endif %}"
        "\u2002·\u2002Kept by the {{ document.keeper.title }}"
        "{% if document.retention %} for {{ document.retention }}{% endif %}",
        choose="Choose",
        signed_on="Date:",
        caption_gap="\u2003",
    ),
}
