"""Texts about the text sources of Word templates: what is wrong and what to write instead."""

TEXTS = {
    "front-yaml": {
        "en": "The front matter is not sound YAML: {detail}. Write `key: value` lines between the two lines `---`.",
        "zh": "文件头不是有效的 YAML：{detail}。请在两行 --- 之间按“键: 值”逐行填写。",
    },
    "front-key": {
        "en": "The front matter has no key '{name}'. It knows kind, cover, contents and answers; title and code come from the catalogue.",
        "zh": "文件头没有“{name}”这一项。可用的有 kind、cover、contents、answers；名称和编号取自目录。",
    },
    "front-kind": {
        "en": "The front matter does not say what kind of document this is. Begin the file with ---, `kind: procedure` and ---; kinds are {kinds}.",
        "zh": "文件头没有写明文件种类。请在文件开头写 ---、kind: procedure、---；种类有：{kinds}。",
    },
    "front-answers": {
        "en": '`answers` is not a list of clauses with their places. Write a line "8.6.1": "{{ref:steps}}" for each, indented.',
        "zh": 'answers 应逐行写条款号与落点，例如缩进后写 "8.6.1": "{{ref:steps}}"。',
    },
    "tag-open": {
        "en": "A tag is opened and not closed on this line, or closed and not opened. Write each tag whole, on one line.",
        "zh": "本行的标签只有开头或只有结尾。请把每个标签完整写在同一行内。",
    },
    "attributes": {
        "en": 'This attribute list cannot be read. Write {{: #name key="value" word }}, with straight quotes.',
        "zh": '属性行无法识别。请写成 {{: #name key="value" word }}，引号用半角。',
    },
    "attributes-alone": {
        "en": "This attribute list stands before no table. Put it on the line right above its table.",
        "zh": "该属性行后面没有表格。请把它写在所属表格的上一行。",
    },
    "attribute": {
        "en": "A table has no attribute of this name; it has {known}.",
        "zh": "表格没有该属性，可用的有：{known}。",
    },
    "style": {"en": "There is no table style of this name; there are {styles}.", "zh": "没有该表格样式，可用的有：{styles}。"},
    "widths": {
        "en": "The widths do not fit: they sum to {total} mm for {columns} columns. Write one number a column, together {full}.",
        "zh": "列宽不符：{columns} 列合计 {total} 毫米。请每列写一个数，合计 {full}。",
    },
    "cells": {
        "en": "This row has {cells} cells, its table {columns} columns. Add or remove a bar; a bar inside a text is written \\|.",
        "zh": "本行有 {cells} 格，而表格为 {columns} 列。请增减竖线；文字中的竖线写作 \\|。",
    },
    "mark": {
        "en": "No mark of this name exists; marks are {marks} and exception. A bracket that is text is written \\[.",
        "zh": "没有该标记，可用的有：{marks} 和 exception。作为文字的方括号写作 \\[。",
    },
    "exceptions": {
        "en": "More than one row of this table is marked as an exception; a second red row says nothing. Keep one.",
        "zh": "本表有不止一行标为例外，第二个红色行不再醒目。请只保留一行。",
    },
    "empty-loop": {
        "en": "This table has tag rows and no row for them to govern. Add the row that is repeated.",
        "zh": "本表只有标签行，没有可重复的行。请补上要重复的那一行。",
    },
    "name-without-caption": {
        "en": 'This table has a name and no caption, so a reference to it has no number. Add caption="…", or drop the name.',
        "zh": '本表有名称而没有题注，无法按编号引用。请加 caption="…"，或去掉名称。',
    },
    "name": {
        "en": "A name has up to 30 small letters, digits and hyphens, and begins with a letter.",
        "zh": "名称由小写字母、数字和连字符组成，以字母开头，不超过 30 个字符。",
    },
    "name-twice": {"en": "Two places are called '{name}'. Rename one of them.", "zh": "有两处都叫“{name}”。请改其中一处。"},
    "reference": {
        "en": "Nothing in this text is called '{name}'. Give a heading {{: #{name} }}, or a captioned table or chart this name.",
        "zh": "文中没有名为“{name}”的位置。请给标题加 {{: #{name} }}，或给带题注的表、图加此名称。",
    },
    "reference-guard": {
        "en": "'{name}' is only there if {condition}, and this reference does not ask for that. Put it under {{% if {condition} %}}.",
        "zh": "“{name}”仅在 {condition} 时存在，而此处未作判断。请放在 {{% if {condition} %}} 之内。",
    },
    "block-not-opened": {
        "en": "This tag closes or continues a block that is not open here. Remove it, or add the {{% if %}} or {{% for %}} above.",
        "zh": "该标签结束或延续的语句块在此处并未打开。请删去，或在上方补 {{% if %}} 或 {{% for %}}。",
    },
    "block-not-closed": {
        "en": "This block is opened and never closed. Add {{% endif %}} or {{% endfor %}} on a line of its own.",
        "zh": "该语句块打开后没有结束。请另起一行补 {{% endif %}} 或 {{% endfor %}}。",
    },
    "late-setting": {
        "en": "A chapter, table or chart depends on '{name}', which is set on line {setting}. Move the {{% set %}} before the first chapter.",
        "zh": "有章节或图表取决于“{name}”，而它在第 {setting} 行才设定。请把 {{% set %}} 移到第一章之前。",
    },
    "in-loop": {
        "en": "A chapter, a captioned table or a chart stands inside {{% for %}}, where it cannot be numbered. Use a heading of level 3, or drop the caption.",
        "zh": "{{% for %}} 内的章节、带题注的表或流程图无法编号。请改用三级标题，或去掉题注。",
    },
    "first-heading": {
        "en": "The first chapter stands under a condition, so the contents may begin with nothing. Move it out.",
        "zh": "第一章位于条件之内，目录可能无从开始。请把它移出条件。",
    },
    "heading-jump": {
        "en": "This heading of level {level} has no heading one level higher above it. Begin with #, then ##, then ###.",
        "zh": "该 {level} 级标题上方没有高一级的标题。请按 #、##、### 逐级使用。",
    },
    "heading-condition": {
        "en": "This heading follows a condition that its chapter stands in, so it may lose its chapter. Move it before the {{% endif %}}.",
        "zh": "该标题位于所属章节的条件之外，章节可能不存在。请移到 {{% endif %}} 之前。",
    },
    "heading-level": {
        "en": "Headings have three levels. Use ### at most, or a table.",
        "zh": "标题最多三级。请用 ### 或改用表格。",
    },
    "heading-attributes": {
        "en": "A heading takes a name, and at level 1 one of letter, preface, appendix; a chapter or an appendix may say follows: {{: appendix #name }}.",
        "zh": "标题只能带名称，一级标题还可带 letter、preface、appendix 之一，章和附录还可写 follows：{{: appendix #name }}。",
    },
    "page-break": {
        "en": "A page break (---) stands before something that is no heading or paragraph. Move it right above one, or remove it.",
        "zh": "分页（---）后面不是标题或段落。请移到标题或段落上方，或删去。",
    },
    "list-paragraph": {
        "en": "An item of a list has a second paragraph. Join the two, or make the second an item.",
        "zh": "列表项中有第二段。请合并为一段，或改为另一项。",
    },
    "list-in-loop": {
        "en": "A numbered list begins anew in each round of a loop, which Word cannot count. Use bullets here.",
        "zh": "循环中每轮重新开始的编号列表，Word 无法计数。此处请用项目符号。",
    },
    "html": {
        "en": "HTML is not understood here, but for <br> and <small>…</small>. Write a plain < as \\<.",
        "zh": "此处只支持 <br> 和 <small>…</small>。作为文字的小于号写作 \\<。",
    },
    "control": {
        "en": "This is no place to fill in; there are {controls}. A brace that is text is written \\{{.",
        "zh": "填写处的写法无法识别，可用的有：{controls}。作为文字的花括号写作 \\{{。",
    },
    "form-heading": {
        "en": "A form has parts and nothing below them. Write # and give the smaller heading as a row, or as a note.",
        "zh": "表单只分部分，没有下级标题。请用 #，较小的标题改为表中一行或注释。",
    },
    "form-turn": {
        "en": "The paper of a form does not turn. Remove this line, and make the table narrower.",
        "zh": "表单的页面方向不变。请删去本行，并缩窄表格。",
    },
    "fence": {
        "en": "Only blocks marked ```flow, ```diagram or ```signature are known. For commands use `code` in the text.",
        "zh": "只支持以 ```flow、```diagram 或 ```signature 标记的块。命令请用行内 `code`。",
    },
    "block-yaml": {
        "en": "This {block} block is not sound YAML: {detail}. Texts with a colon, bracket or question mark are put in quotes.",
        "zh": "该 {block} 块不是有效的 YAML：{detail}。含半角冒号、括号或问号的文字请加引号。",
    },
    "block-key": {
        "en": "A {block} block has nothing called '{name}'; it has {keys}.",
        "zh": "{block} 块没有“{name}”这一项，可用的有：{keys}。",
    },
    "signature": {
        "en": "This signature block does not say who signs. Add `signs:` with a post, or with a list of posts.",
        "zh": "签字块没有写明由谁签字。请加 signs: 并写岗位，可写多个。",
    },
    "turn": {
        "en": "The paper turns to {ways} and no other way. Write --- landscape or --- portrait on a line of its own.",
        "zh": "页面方向只有 {ways}。请单独一行写 --- landscape 或 --- portrait。",
    },
    "turn-again": {
        "en": "The page is turned already. Remove this line, or turn it the other way.",
        "zh": "页面此时已是该方向。请删去本行，或改为另一方向。",
    },
    "turn-condition": {
        "en": "The page is turned under one condition and back under another. Put --- landscape and --- portrait into the same branch.",
        "zh": "页面转为横向和转回纵向位于不同的条件之下。请把 --- landscape 和 --- portrait 放在同一分支内。",
    },
    "appendix-order": {
        "en": "A chapter or preface stands behind an appendix. Move the appendices to the end.",
        "zh": "附录之后还有章节。请把附录移到最后。",
    },
    "column-tags": {
        "en": "The {{%tc %}} tags of this row do not fit together. Close each {{%tc for %}} and {{%tc if %}} in its row, in a cell of its own.",
        "zh": "本行的 {{%tc %}} 标签不成对。请在同一行内、各占一格，用 {{%tc endfor %}} 或 {{%tc endif %}} 结束。",
    },
    "star": {
        "en": "A width with * is for the columns between {{%tc for %}} and {{%tc endfor %}}, which share it, and for no others. Set or remove the *.",
        "zh": "带 * 的列宽只用于 {{%tc for %}} 与 {{%tc endfor %}} 之间的列，由重复出的各列均分。请补上或去掉 *。",
    },
}
