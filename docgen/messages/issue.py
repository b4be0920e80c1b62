"""Texts of issuing: what stands in its way, and what was done."""

TEXTS = {
    "not-built": {"en": "The document has not been built yet.", "zh": "该文件尚未生成。"},
    "absent": {"en": "The document is not there: it was deleted by hand.", "zh": "该文件不存在：已被人工删除。"},
    "not-up-to-date": {
        "en": "The profile, the template or docgen says something new that is not in the document yet.",
        "zh": "组织档案、模板或 docgen 有新内容，尚未写入该文件。",
    },
    "conflicts": {
        "en": "Conflicts are open in the document: {count}. What is issued must be decided.",
        "zh": "该文件尚有 {count} 处未了结的冲突，发布前须先了结。",
    },
    "remedy": {
        "en": "Nothing was issued. Run docgen build, look at the result, settle conflicts, then issue; or leave the document out by --only.",
        "zh": "未发布任何文件。请先执行 docgen build，查看结果并了结冲突，再行发布；也可用 --only 只发布其他文件。",
    },
    "front-edited": {
        "en": "Revision, date or status in the document were edited by hand, where the issue has to write them.",
        "zh": "文件中的版本、日期或状态已被手工改动，而发布须在此处写入。",
    },
    "front-edited-remedy": {
        "en": "Nothing was issued. Undo these edits in the document (docgen diff shows them), then issue.",
        "zh": "未发布任何文件。请在文件中撤销这些改动（可用 docgen diff 查看），再行发布。",
    },
    "done": {
        "en": "Issued: {issued}. Unchanged since their last issue: {unchanged}.",
        "zh": "已发布 {issued} 份；自上次发布后无变化 {unchanged} 份。",
    },
    "issued": {"en": "issued", "zh": "已发布"},
    "unchanged": {"en": "unchanged", "zh": "无变化"},
    "head-code": {"en": "Code", "zh": "编号"},
    "head-language": {"en": "Lang.", "zh": "语言"},
    "head-title": {"en": "Title", "zh": "名称"},
    "head-revision": {"en": "Revision", "zh": "版本"},
    "head-result": {"en": "Result", "zh": "结果"},
    "head-summary": {"en": "What changed", "zh": "修订内容"},
}
