"""What the banner of a withdrawn document says, in the document's language."""

TEXTS = {
    "title": {"en": "WITHDRAWN", "zh": "已作废"},
    "text": {"en": "{because}. {last}", "zh": "{because}。{last}"},
    "language-dropped": {"en": "No longer kept in this language", "zh": "不再维护本语言版本"},
    "last-issued": {"en": "Last issued revision: {revision} ({date}).", "zh": "最后发布版本：{revision}（{date}）。"},
    "never-issued": {"en": "Never issued; withdrawn as draft {revision}.", "zh": "从未发布，作废时为 {revision} 版草稿。"},
}
