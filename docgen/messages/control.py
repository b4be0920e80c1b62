"""Texts of document control that several commands say."""

TEXTS = {
    "not-built": {
        "en": "No document “{document}” is in force here in that language: it was not built yet, or is withdrawn.",
        "zh": "此处没有现行的“{document}”（或没有该语言）：尚未生成，或已作废。",
    },
    "not-built-remedy": {"en": "docgen status lists what is there.", "zh": "可用 docgen status 查看现有文件。"},
}
