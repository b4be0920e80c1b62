"""Texts of the compiler of text sources: `python -m docgen.authoring`. What may be wrong in a Markdown source: see markdown.py, flow.py."""

TEXTS = {
    "word-help": {
        "en": "Compile the text sources of the templates (see docs/authoring.md). Writes only what changed.",
        "zh": "把模板的文本源编译为 Word 和 Excel 模板（见 docs/authoring.md），只写有变化的文件。",
    },
    "word-help-root": {"en": "the template folder; default: the shipped one", "zh": "模板文件夹，默认为随附的模板"},
    "word-help-check": {"en": "write nothing, report what differs", "zh": "只比较，不写入"},
    "word-help-only": {"en": "only this document; may be repeated", "zh": "只编译该文件，可重复"},
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
    "excel-language": {
        "en": "The file name does not say the language of the form.",
        "zh": "文件名没有标明表单的语言。",
    },
    "excel-language-remedy": {
        "en": "Name the source like incident-record.zh.yaml or incident-record.en.yaml.",
        "zh": "请把文本源命名为 incident-record.zh.yaml 或 incident-record.en.yaml 的样式。",
    },
    "excel-few-columns": {
        "en": "The register prints fewer than {least} columns; the title block needs that many.",
        "zh": "登记表打印的栏目不足 {least} 个，标题区放不下。",
    },
    "excel-few-columns-remedy": {
        "en": "Add columns, or use a Word form.",
        "zh": "请增加栏目，或改用 Word 表单。",
    },
    "excel-printed-first": {
        "en": "A column that is not printed stands before one that is.",
        "zh": "不打印的栏目排在了要打印的栏目前面。",
    },
    "excel-printed-first-remedy": {
        "en": "Put groups with on_screen_only, and hidden columns, last.",
        "zh": "请把 on_screen_only 的分组和 hidden 的栏目放在最后。",
    },
    "excel-too-wide": {
        "en": "The columns are {width} characters wide together; on {paper} more than {most} print smaller than {least} pt.",
        "zh": "各栏总宽 {width} 个字符；{paper} 纸上超过 {most} 个字符，打印字号就小于 {least} 磅。",
    },
    "excel-too-wide-remedy": {
        "en": "Make columns narrower, print fewer, or set paper: A3.",
        "zh": "请缩窄或减少打印的栏目，或设 paper: A3。",
    },
    "excel-name": {
        "en": "This id cannot be a name in formulas.",
        "zh": "该 id 不能用作公式中的名称。",
    },
    "excel-name-remedy": {
        "en": "Use lower-case letters and underscores, such as reported_at; no digits, no hyphen.",
        "zh": "请只用小写字母和下划线，如 reported_at，不用数字和连字符。",
    },
    "excel-name-twice": {
        "en": "Two columns or lists have this name.",
        "zh": "有两个栏目或列表使用了这个名称。",
    },
    "excel-name-twice-remedy": {
        "en": "Names of register columns, lists and tables share one space; rename one of them.",
        "zh": "登记表栏目、列表和表格的名称不能重复，请改其中一个。",
    },
    "excel-choice": {
        "en": "The column '{label}' is a choice and needs either a list or values.",
        "zh": "“{label}”是选择栏，必须写 list 或 values 之一。",
    },
    "excel-choice-remedy": {
        "en": "Write list: with the id of a list on the sheet of lists, or values: [yes, no].",
        "zh": "请写 list: 加选项表中的列表 id，或写 values: [是, 否]。",
    },
    "excel-unknown-list": {
        "en": "There is no such list on the sheet of lists.",
        "zh": "选项表中没有这个列表。",
    },
    "excel-unknown-list-remedy": {
        "en": "Add a table with this id under lists.tables, or mend the id.",
        "zh": "请在 lists.tables 中增加该 id 的表，或改正 id。",
    },
    "excel-short-list": {
        "en": "A short list holds a comma, or is longer than Excel takes in one cell rule (250 characters).",
        "zh": "短列表中含有逗号，或总长超过 Excel 的上限（250 个字符）。",
    },
    "excel-short-list-remedy": {
        "en": "Put the values into a list under lists.tables and name it with list:.",
        "zh": "请把这些值写成 lists.tables 中的列表，用 list: 引用。",
    },
    "excel-text-long": {
        "en": "The text is longer than the {longest} characters that Excel shows.",
        "zh": "文字超过 Excel 能显示的 {longest} 个字符。",
    },
    "excel-text-long-remedy": {
        "en": "Shorten it, or say it in the guide.",
        "zh": "请缩短，或写到说明表里。",
    },
    "excel-unknown-column": {
        "en": "There is no such column here.",
        "zh": "这里没有这个栏目。",
    },
    "excel-unknown-column-remedy": {
        "en": "Name a column by its id, in formulas as [@id].",
        "zh": "请写栏目的 id，公式中写作 [@id]。",
    },
    "excel-unknown-name": {
        "en": "The formula uses a name that is not defined.",
        "zh": "公式使用了未定义的名称。",
    },
    "excel-unknown-name-remedy": {
        "en": "Names are the ids of register columns and lists, and table_column of tables.",
        "zh": "可用的名称有：登记表栏目和列表的 id，以及“表_栏”形式的名称。",
    },
    "excel-unknown-function": {
        "en": "The formula uses a function that Excel 2016 or LibreOffice may not have, or that forms must not use.",
        "zh": "公式使用了 Excel 2016 或 LibreOffice 可能没有、或表单不允许使用的函数。",
    },
    "excel-unknown-function-remedy": {
        "en": "Use functions such as IF, COUNTIFS, SUMPRODUCT, INDEX, MATCH.",
        "zh": "请使用 IF、COUNTIFS、SUMPRODUCT、INDEX、MATCH 等函数。",
    },
    "excel-formula-brackets": {
        "en": "The formula opens and closes brackets unequally.",
        "zh": "公式的左右括号数量不等。",
    },
    "excel-formula-brackets-remedy": {
        "en": "Count the brackets of the formula.",
        "zh": "请核对公式的括号。",
    },
    "excel-formula-long": {
        "en": "The formula is longer than Excel takes.",
        "zh": "公式超过 Excel 的长度上限。",
    },
    "excel-formula-long-remedy": {
        "en": "Move a part of it into a hidden column of its own.",
        "zh": "请把其中一部分移到单独的隐藏栏。",
    },
    "excel-few-widths": {
        "en": "The table takes {columns} columns of the sheet, but only {widths} widths are given.",
        "zh": "该表占 {columns} 列，但只给了 {widths} 个列宽。",
    },
    "excel-few-widths-remedy": {
        "en": "Add widths to the sheet, or reduce the span of columns.",
        "zh": "请在该页的 widths 中补列宽，或减小 span。",
    },
    "excel-table-empty": {
        "en": "The table '{table}' has no rows.",
        "zh": "表“{table}”没有行。",
    },
    "excel-table-empty-remedy": {
        "en": "Give it values, rows, lists or spare rows.",
        "zh": "请写 values、rows、lists 或 spare。",
    },
    "excel-blank": {
        "en": "The blank has a place that docgen does not know.",
        "zh": "该填写项中有 docgen 不认识的标记。",
    },
    "excel-blank-remedy": {
        "en": "At its end it may have {{period}}, {{site}}, or {{number: ABC}} with the letters of the record number.",
        "zh": "末尾可写 {{period}}、{{site}}，或 {{number: ABC}}（记录编号的字母前缀）。",
    },
    "excel-loop": {
        "en": "This is no loop.",
        "zh": "这不是循环。",
    },
    "excel-loop-remedy": {
        "en": "Write it as a loop reads: service in services.",
        "zh": "请按循环的写法：service in services。",
    },
    "excel-unknown-table": {
        "en": "There is no such table on this sheet.",
        "zh": "该页没有这个表。",
    },
    "excel-unknown-table-remedy": {
        "en": "Name a table of the same sheet by its id.",
        "zh": "请写同一页中表的 id。",
    },
    "excel-hand-column": {
        "en": "A column for handwriting needs either an id or a label.",
        "zh": "手工单的栏目须写 id 或 label 之一。",
    },
    "excel-hand-column-remedy": {
        "en": "Write id: for a column of the register, label: for one of its own.",
        "zh": "引用登记表栏目写 id:，自设栏目写 label:。",
    },
    "excel-example-value": {
        "en": "The example is not a value of the kind '{kind}'.",
        "zh": "示例值不符合栏目类型“{kind}”。",
    },
    "excel-example-value-remedy": {
        "en": "Write times as 2000-01-03 09:05, numbers in digits.",
        "zh": "时刻写作 2000-01-03 09:05，数量写数字。",
    },
}
