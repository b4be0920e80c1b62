"""Texts of the room that reads and writes workbooks."""

TEXTS = {
    "spot-cell": {"en": "sheet '{sheet}', cell {cell}", "zh": "工作表“{sheet}”单元格 {cell}"},
    "spot-row": {"en": "sheet '{sheet}', row {row}", "zh": "工作表“{sheet}”第 {row} 行"},
    "spot-comment": {"en": "sheet '{sheet}', comment at {cell}", "zh": "工作表“{sheet}”单元格 {cell} 的批注"},
    "spot-header": {"en": "sheet '{sheet}', header or footer", "zh": "工作表“{sheet}”的页眉或页脚"},
    "spot-validation": {"en": "sheet '{sheet}', data validation of {cells}", "zh": "工作表“{sheet}”中 {cells} 的数据验证"},
    "spot-format": {"en": "sheet '{sheet}', conditional format of {cells}", "zh": "工作表“{sheet}”中 {cells} 的条件格式"},
    "spot-link": {"en": "sheet '{sheet}', link at {cell}", "zh": "工作表“{sheet}”单元格 {cell} 的超链接"},
    "spot-sheet": {"en": "sheet '{sheet}'", "zh": "工作表“{sheet}”"},
    "spot-sheet-name": {"en": "name of the sheet '{name}'", "zh": "工作表名称“{name}”"},
    "spot-name": {"en": "defined name {name}", "zh": "已定义名称 {name}"},
    "spot-workbook": {"en": "workbook", "zh": "工作簿"},
    "spot-properties": {"en": "document properties", "zh": "文件属性"},
    "no-workbook": {
        "en": "This file is no Excel workbook. Save it as .xlsx and try again.",
        "zh": "该文件不是 Excel 工作簿，请另存为 .xlsx 后重试。",
    },
    "damaged": {
        "en": "The workbook is damaged, or holds something that docgen cannot read ({detail}).",
        "zh": "工作簿已损坏，或含有 docgen 无法读取的内容（{detail}）。",
    },
    "damaged-remedy": {"en": "Open it in Excel, let it repair, save it, and try again.", "zh": "请用 Excel 打开并修复、保存后重试。"},
    "tag-not-closed": {
        "en": "A tag is begun and not closed, or closed and not begun.",
        "zh": "标签有头无尾，或有尾无头。",
    },
    "tag-not-closed-remedy": {
        "en": "Write the tag as {{{{ name }}}} or {{% statement %}}, and give every quotation mark in it its partner.",
        "zh": "请写成 {{{{ 名称 }}}} 或 {{% 语句 %}}，标签内的引号要成对。",
    },
    "full-width-tag": {"en": "The braces are full-width, so this is no tag.", "zh": "花括号是全角字符，不会被当作标签。"},
    "full-width-tag-remedy": {
        "en": "Type the braces {{{{ }}}} and the percent sign with the input method switched to English.",
        "zh": "请切换到英文输入法，重新输入 {{{{ }}}} 和 %。",
    },
    "scope-unknown": {"en": "{{%{scope} … %}} has no meaning in a workbook.", "zh": "{{%{scope} … %}} 在 Excel 模板中不起作用。"},
    "scope-p-remedy": {
        "en": "A workbook has no paragraphs: write {{% … %}} inside a cell, {{%tr … %}} for a whole row, {{%tc … %}} for a whole column.",
        "zh": "Excel 中没有段落：单元格内请写 {{% … %}}，整行请写 {{%tr … %}}，整列请写 {{%tc … %}}。",
    },
    "block-not-open": {
        "en": "The tag continues or ends a block that is not open here.",
        "zh": "该标签承接或结束的语句块在此处并未打开。",
    },
    "block-not-closed": {"en": "The block is begun here and never closed.", "zh": "语句块在此处开始，却没有结束。"},
    "block-in-cell-remedy": {
        "en": "A block in a text begins and ends in the same text. To repeat or leave out whole rows, write {{%tr … %}}, "
        "for whole columns {{%tc … %}}.",
        "zh": "文字中的语句块必须在同一处开始和结束。要重复或省略整行，请写 {{%tr … %}}，整列请写 {{%tc … %}}。",
    },
    "row-blocks-remedy": {
        "en": "Give every {{%tr for … %}} its {{%tr endfor %}} and every {{%tr if … %}} its {{%tr endif %}}, "
        "on the same sheet and properly nested.",
        "zh": "同一工作表中，每个 {{%tr for … %}} 都要有对应的 {{%tr endfor %}}，"
        "每个 {{%tr if … %}} 都要有对应的 {{%tr endif %}}，且嵌套正确。",
    },
    "column-blocks-remedy": {
        "en": "Give every {{%tc for … %}} its {{%tc endfor %}} and every {{%tc if … %}} its {{%tc endif %}}, "
        "in a later column of the same sheet and properly nested.",
        "zh": "每个 {{%tc for … %}} 都要有对应的 {{%tc endfor %}}，每个 {{%tc if … %}} 都要有对应的 {{%tc endif %}}，"
        "写在同一工作表靠右的列中，且嵌套正确。",
    },
    "beside-row-tag": {
        "en": "The row of {tag} vanishes, but this cell of it says something else.",
        "zh": "{tag} 所在的行会被删除，但该行的这个单元格还有其他内容。",
    },
    "beside-row-tag-remedy": {
        "en": "Give the tag a row of its own, or put for and endfor into the first and last cell of the row that is to be repeated.",
        "zh": "请让该标签独占一行，或把 for 和 endfor 分别放在要重复的那一行的首尾单元格中。",
    },
    "beside-column-tag": {
        "en": "The column of {tag} vanishes, but this cell of it says something else.",
        "zh": "{tag} 所在的列会被删除，但该列的这个单元格还有其他内容。",
    },
    "beside-column-tag-remedy": {
        "en": "Give the tag a column of its own, or put for and endfor into the one column that is to be repeated.",
        "zh": "请让该标签独占一列，或把 for 和 endfor 都放在要重复的那一列中。",
    },
    "other-columns": {
        "en": "The column tags come to other columns in this row than on the sheet as a whole.",
        "zh": "列标签在这一行得到的列与整个工作表的列不一致。",
    },
    "other-columns-remedy": {
        "en": "Let {{%tc … %}} ask only for what is the same in every row, and give the loops of rows and of columns different names.",
        "zh": "{{%tc … %}} 只能使用各行都相同的内容，行循环与列循环请使用不同的变量名。",
    },
    "sheet-tag-place": {
        "en": "A tag that repeats or drops the sheet stands in cell A1, once, and begins with for or if.",
        "zh": "重复或省略整张工作表的标签只能写在 A1 单元格中，只能有一个，且以 for 或 if 开头。",
    },
    "sheet-tag-place-remedy": {
        "en": "Write {{%sheet for … %}} or {{%sheet if … %}} into A1, in a row of its own; it ends with the sheet and needs no end tag.",
        "zh": "请在 A1 单元格写 {{%sheet for … %}} 或 {{%sheet if … %}}，独占一行；它到工作表末尾为止，不需要结束标签。",
    },
    "too-many-sheets": {
        "en": "The sheet would be repeated {number} times; at most {limit} are made.",
        "zh": "该工作表将重复 {number} 次，最多只能生成 {limit} 张。",
    },
    "no-sheet-left": {"en": "No visible sheet would be left in the workbook.", "zh": "工作簿中将没有任何可见的工作表。"},
    "no-sheet-left-remedy": {
        "en": "Add a sheet that is always there, or fill in what the tag asks for.",
        "zh": "请增加一张始终保留的工作表，或补充该标签所需的内容。",
    },
    "stack-torn": {
        "en": "This reference goes through several sheets, and its cells have moved to different places on them.",
        "zh": "该引用跨越多张工作表，而所指单元格在各表中移到了不同的位置。",
    },
    "stack-torn-remedy": {
        "en": "Let it refer to cells above all loops, or give the sheets the same rows and columns down to that place.",
        "zh": "请让它引用所有循环之上的单元格，或使各工作表在该位置之前的行列相同。",
    },
    "table-columns": {
        "en": "{{%tc … %}} repeats or drops columns of this table, and a table's columns are fixed.",
        "zh": "{{%tc … %}} 会重复或删除该表格的列，而表格的列是固定的。",
    },
    "table-columns-remedy": {
        "en": "Turn the table into a plain range (Table Design, Convert to Range), or move the tags to columns outside the table.",
        "zh": "请把表格转换为普通区域（表设计，转换为区域），或把标签移到表格以外的列。",
    },
    "row-tag-outside": {
        "en": "A tag for rows, columns or the sheet can only stand in a cell, as text.",
        "zh": "行标签、列标签和工作表标签只能作为文字写在单元格里。",
    },
    "tag-without-row": {
        "en": "The comment has a tag, but nothing stands in its row; write something into the row.",
        "zh": "批注中有标签，但所在行没有任何内容，请先在该行填写内容。",
    },
    "tag-in-part": {"en": "A tag stands where docgen does not fill.", "zh": "此处的标签不会被填充。"},
    "tag-in-part-remedy": {
        "en": "Take the tag out, or move it into a cell, header, footer, comment, name, validation, drawing or document property.",
        "zh": "请删除该标签，或移到单元格、页眉页脚、批注、名称、数据验证、图形或文件属性中。",
    },
    "picture-in-text": {"en": "picture(…) stands in a text, where no picture can be.", "zh": "picture(…) 写在了文字里，此处放不了图片。"},
    "picture-in-text-remedy": {
        "en": "Insert any picture, and write the tag as its alternative text (right-click, View Alt Text).",
        "zh": "请插入任意一张图片，把该标签写成图片的替换文字（右键，查看可选文字）。",
    },
    "picture-missing": {"en": "The picture '{name}' is not there.", "zh": "找不到图片“{name}”。"},
    "picture-missing-remedy": {
        "en": "Put the file beside profile.yaml, or correct its name there.",
        "zh": "请把该文件放到 profile.yaml 旁边，或更正其中的文件名。",
    },
    "picture-unknown": {"en": "'{name}' is no picture that Excel shows everywhere.", "zh": "“{name}”不是 Excel 通用的图片格式。"},
    "picture-unknown-remedy": {"en": "Save the picture as PNG or JPEG.", "zh": "请将图片另存为 PNG 或 JPEG。"},
    "cell-too-long": {
        "en": "The text has {length} characters, but a cell holds at most {limit}.",
        "zh": "文字有 {length} 个字符，而单元格最多容纳 {limit} 个。",
    },
    "cell-too-long-remedy": {"en": "Spread it over several rows.", "zh": "请分成多行填写。"},
    "formula-too-long": {
        "en": "The formula has {length} characters, but Excel takes at most {limit}.",
        "zh": "公式有 {length} 个字符，而 Excel 最多允许 {limit} 个。",
    },
    "formula-too-long-remedy": {
        "en": "Write the values into cells, and let the formula refer to them.",
        "zh": "请把这些值写入单元格，再在公式中引用。",
    },
    "constant-too-long": {
        "en": "A text in the formula has {length} characters, but Excel takes at most {limit}.",
        "zh": "公式中的一段文字有 {length} 个字符，而 Excel 最多允许 {limit} 个。",
    },
    "constant-too-long-remedy": {
        "en": "Write the choices or texts into cells of a sheet, and let the formula refer to them.",
        "zh": "请把选项或文字写入某个工作表的单元格，再在公式中引用。",
    },
    "text-too-long": {
        "en": "The text has {length} characters, but Excel takes at most {limit} here.",
        "zh": "文字有 {length} 个字符，而 Excel 在此处最多允许 {limit} 个。",
    },
    "sheet-name-refused": {"en": "Excel does not take '{name}' as the name of a sheet.", "zh": "Excel 不接受“{name}”作为工作表名称。"},
    "sheet-name-twice": {"en": "Two sheets are called '{name}'.", "zh": "有两个工作表都叫“{name}”。"},
    "sheet-name-remedy": {
        "en": "A sheet's name has 1 to 31 characters, none of [ ] : * ? / \\, no apostrophe at its ends, and stands once in the workbook.",
        "zh": "工作表名称须为 1 至 31 个字符，不含 [ ] : * ? / \\，首尾不能是单引号，且在工作簿中唯一。",
    },
    "sheet-too-long": {
        "en": "The sheet grows beyond what a workbook can hold; it was stopped.",
        "zh": "工作表超出了工作簿可容纳的范围，已停止。",
    },
}
