"""Texts of the compiler of text sources: `python -m docgen.authoring`. What may be wrong in a Markdown source: see markdown.py, flow.py."""

TEXTS = {
    "word-help": {
        "en": "Compile the text sources of the templates (see docs/authoring.md). Writes only what changed.",
        "zh": "把模板的文本源编译为 Word 和 Excel 模板（见 docs/authoring.md），只写有变化的文件。",
    },
    "word-help-root": {"en": "the template folder; default: the shipped one", "zh": "模板文件夹，默认为随附的模板"},
    "word-help-check": {"en": "write nothing, report what differs", "zh": "只比较，不写入"},
    "word-help-lang": {"en": "language of the messages", "zh": "提示语言"},
    "word-done": {"en": "{checked} sources, {written} templates written", "zh": "文本源 {checked} 份，写入模板 {written} 份"},
    "word-differs-paragraph": {"en": "It differs from its source at paragraph {paragraph}.", "zh": "自第 {paragraph} 段起与文本源不一致。"},
    "word-differs-part": {"en": "It differs from its source in {part}.", "zh": "{part} 与文本源不一致。"},
    "word-differs-package": {
        "en": "Its text is that of its source, but the file was packed by another program.",
        "zh": "内容与文本源一致，但文件由其他程序保存过。",
    },
    "word-damaged": {"en": "It is no sound Word or Excel file.", "zh": "不是完好的 Word 或 Excel 文件。"},
    "word-missing": {"en": "It has not been compiled yet.", "zh": "尚未编译。"},
    "word-differs-remedy": {"en": "Edit {source}, then run make templates.", "zh": "请修改 {source}，然后运行 make templates。"},
    "word-no-source": {
        "en": "This template has no text source. Write one, delete the template, or name it ({file}) in {list}.",
        "zh": "该模板没有文本源。请补写文本源，或删除模板，或把 {file} 写入 {list}。",
    },
}
