"""Texts of the Word engine: faults of templates and where they stand, faults of pictures and documents."""

TEXTS = {
    "bad-colour": {
        "en": "A colour is six hexadecimal digits, as in colour('C00000'), not “{found}”.",
        "zh": "颜色写成六位十六进制，例如 colour('C00000')，不能是“{found}”。",
    },
    # where
    "spot": {"en": "{steps}", "zh": "{steps}"},
    "spot-body": {"en": "document text", "zh": "正文"},
    "spot-default-header": {"en": "header", "zh": "页眉"},
    "spot-first-header": {"en": "header of the first page", "zh": "首页页眉"},
    "spot-even-header": {"en": "header of even pages", "zh": "偶数页页眉"},
    "spot-default-footer": {"en": "footer", "zh": "页脚"},
    "spot-first-footer": {"en": "footer of the first page", "zh": "首页页脚"},
    "spot-even-footer": {"en": "footer of even pages", "zh": "偶数页页脚"},
    "spot-footnotes": {"en": "footnote", "zh": "脚注"},
    "spot-endnotes": {"en": "endnote", "zh": "尾注"},
    "spot-comments": {"en": "comment", "zh": "批注"},
    "spot-properties": {"en": "document properties", "zh": "文档属性"},
    "spot-property": {"en": "property {name}", "zh": "属性“{name}”"},
    "spot-attribute": {"en": "alternative text or title", "zh": "替代文字或标题"},
    "spot-element": {"en": "element {name}", "zh": "元素 {name}"},
    "spot-cell": {"en": "table {table}, row {row}, cell {cell}", "zh": "表格{table}第{row}行第{cell}格"},
    "spot-text-box": {"en": "text box {number}", "zh": "文本框{number}"},
    "spot-under-heading": {"en": "paragraph under heading “{heading}”", "zh": "标题“{heading}”下的段落"},
    "spot-paragraph": {"en": "paragraph {number}", "zh": "第{number}段"},
    # what looks like a tag and is none
    "full-width-braces": {
        "en": "The braces of this tag were typed with a Chinese keyboard, so it would stay in the document as text.",
        "zh": "该标签的大括号是用中文输入法输入的全角符号，将作为文字留在文件中。",
    },
    "full-width-braces-remedy": {
        "en": "Type it with an English keyboard: {{{{ … }}}} or {{% … %}}.",
        "zh": "请切换到英文输入法重新输入：{{{{ … }}}} 或 {{% … %}}。",
    },
    "full-width-in-tag": {
        "en": "The tag holds the full-width characters {letters}, which mean nothing to docgen.",
        "zh": "标签中含有全角字符“{letters}”，docgen 无法识别。",
    },
    "full-width-in-tag-remedy": {"en": "Type the tag with an English keyboard.", "zh": "请切换到英文输入法重新输入该标签。"},
    "not-closed": {
        "en": "The tag is opened and never closed with {closing} in its paragraph.",
        "zh": "标签已开始，但本段内没有用 {closing} 结束。",
    },
    "not-closed-remedy": {"en": "Close the tag in the same paragraph.", "zh": "请在同一段落内写完整个标签。"},
    "closing-alone": {"en": "A tag is closed here that was never opened.", "zh": "此处结束了一个没有开始的标签。"},
    "closing-alone-remedy": {
        "en": "Add the opening braces. If the signs are meant as text, write }}_}} or %_}}.",
        "zh": "请补上开始的大括号；如果这些符号本身是正文，请写成 }}_}} 或 %_}}。",
    },
    "interrupted": {
        "en": "A picture, a field, a footnote mark or a page break stands in the middle of the tag.",
        "zh": "标签中间夹有图片、域、脚注标记或分页符。",
    },
    "interrupted-remedy": {"en": "Delete the tag in Word and type it again in one go.", "zh": "请在 Word 中删除该标签并重新一次性输入。"},
    "joins-paragraphs": {
        "en": "The dash asks to join this paragraph with its neighbour, which docgen does not do.",
        "zh": "标签中的短横要求与相邻段落合并，docgen 不支持跨段合并。",
    },
    "joins-paragraphs-remedy": {
        "en": "Remove the dash, or keep the sentence in one paragraph and break its lines with Shift+Enter.",
        "zh": "请去掉短横；或把整句放在同一段落内，用 Shift+Enter 换行。",
    },
    "raw-not-closed": {"en": "{{% raw %}} is not ended in its paragraph.", "zh": "{{% raw %}} 在本段内没有结束。"},
    "raw-not-closed-remedy": {"en": "Put {{% endraw %}} into the same paragraph.", "zh": "请在同一段落内写上 {{% endraw %}}。"},
    "text-block": {
        "en": "{{% {keyword} %}} over a stretch of the document is not possible in Word.",
        "zh": "在 Word 中不能用 {{% {keyword} %}} 包住一段内容。",
    },
    "text-block-remedy": {
        "en": "Write {{% set name = … %}} for a value, or put a filter into the tag: {{{{ name|upper }}}}.",
        "zh": "取值请写 {{% set name = … %}}；过滤器请写在标签内：{{{{ name|upper }}}}。",
    },
    # a tag where it cannot stand
    "raw-value": {
        "en": "A value cannot replace a whole paragraph, row or cell.",
        "zh": "取值标签不能替换整个段落、表格行或单元格。",
    },
    "raw-value-remedy": {"en": "Write {{{{ … }}}} without p, tr or tc.", "zh": "请写成 {{{{ … }}}}，不带 p、tr 或 tc。"},
    "two-block-tags": {
        "en": "Two tags claim the same paragraph, row or cell; the other one is {first}.",
        "zh": "同一段落、行或单元格中有两个块标签，另一个是 {first}。",
    },
    "two-block-tags-remedy": {
        "en": "Give each its own paragraph, row or cell, or leave out p, tr or tc for a block within the text.",
        "zh": "请各占一个段落、行或单元格；若只控制段内文字，请去掉 p、tr 或 tc。",
    },
    "text-beside": {
        "en": "The tag removes its whole paragraph, row or cell, but other text or another tag stands beside it there.",
        "zh": "该标签会移除所在的整个段落、行或单元格，但旁边还有其他文字或标签。",
    },
    "text-beside-remedy": {
        "en": "Move the tag into a paragraph, row or cell of its own, or leave out p, tr or tc for a block within the text.",
        "zh": "请让标签独占一个段落、行或单元格；若只控制段内文字，请去掉 p、tr 或 tc。",
    },
    "section-break": {
        "en": "The paragraph that the tag would remove carries a section break.",
        "zh": "该标签要移除的段落带有分节符。",
    },
    "section-break-remedy": {
        "en": "Put the section break into a paragraph of its own, outside the block.",
        "zh": "请把分节符放到块外单独的段落中。",
    },
    "level-outside-text": {
        "en": "A tag with {level} has no paragraph, row or cell here that it could remove.",
        "zh": "此处没有可移除的段落、行或单元格，不能使用带 {level} 的标签。",
    },
    "level-outside-text-remedy": {"en": "Write the tag without p, tr, tc or r.", "zh": "请去掉标签中的 p、tr、tc 或 r。"},
    "not-in-table": {"en": "The tag with {level} does not stand in a table.", "zh": "带 {level} 的标签不在表格中。"},
    "not-in-table-remedy": {"en": "Use {{%p … %}} outside tables.", "zh": "表格之外请使用 {{%p … %}}。"},
    "cannot-be-filled": {
        "en": "A tag stands where none can be filled: in a field code, an equation, deleted text or a hidden setting.",
        "zh": "标签位于无法填充的位置：域代码、公式、已删除的修订文字或隐藏设置。",
    },
    "cannot-be-filled-remedy": {
        "en": "Move the tag into the text; accept or reject tracked changes in the template.",
        "zh": "请把标签移到正文中；模板中的修订请先接受或拒绝。",
    },
    "tag-in-link": {"en": "The address of a link carries a tag.", "zh": "超链接的地址中含有标签。"},
    "tag-in-link-remedy": {
        "en": "Put the tag into the text of the link and give it a fixed address, or none.",
        "zh": "请把标签写在链接文字中，地址写固定值或取消链接。",
    },
    # cells
    "not-in-cell": {
        "en": "{{% {keyword} %}} asks something of a table cell and stands in none.",
        "zh": "{{% {keyword} %}} 用于表格单元格，但此处不在单元格内。",
    },
    "not-in-cell-remedy": {"en": "Put it into the text of the cell that it is meant for.", "zh": "请把它写在所指单元格的文字中。"},
    "cell-tag-level": {
        "en": "{{% {keyword} %}} belongs into the text of a cell and removes no paragraph, row or cell.",
        "zh": "{{% {keyword} %}} 应写在单元格的文字中，不移除段落、行或单元格。",
    },
    "cell-tag-level-remedy": {
        "en": "Write {{% {keyword} … %}} without p, tr or tc.",
        "zh": "请写成 {{% {keyword} … %}}，不带 p、tr 或 tc。",
    },
    "merge-with-value": {"en": "{{% {keyword} %}} takes no value.", "zh": "{{% {keyword} %}} 不带任何值。"},
    "merge-with-value-remedy": {"en": "Write {{% {keyword} %}}.", "zh": "请写成 {{% {keyword} %}}。"},
    "hm-without-loop": {
        "en": "{{% hm %}} merges the cells that a loop over cells makes; no such loop is open here.",
        "zh": "{{% hm %}} 用于合并单元格循环生成的各个单元格，但此处没有这样的循环。",
    },
    "hm-without-loop-remedy": {
        "en": "Put {{%tc for … %}} into a cell before this one and {{%tc endfor %}} into one behind it.",
        "zh": "请在前面的单元格写 {{%tc for … %}}，在后面的单元格写 {{%tc endfor %}}。",
    },
    "vm-without-loop": {
        "en": "{{% vm %}} merges the cells of the rows that a loop over rows makes; no such loop is open here.",
        "zh": "{{% vm %}} 用于合并行循环生成的上下单元格，但此处没有这样的循环。",
    },
    "vm-without-loop-remedy": {
        "en": "Put {{%tr for … %}} into a row above this one and {{%tr endfor %}} into one below it.",
        "zh": "请在上面的行写 {{%tr for … %}}，在下面的行写 {{%tr endfor %}}。",
    },
    "bad-colspan": {
        "en": "A cell spans a whole number of columns, from 1 to {most}, not “{found}”.",
        "zh": "单元格跨越的列数应为 1 至 {most} 的整数，而不是“{found}”。",
    },
    "bad-cellbg": {
        "en": "The colour of a cell is six hexadecimal digits, as in 'FFE699', not “{found}”.",
        "zh": "单元格底色应为六位十六进制数，例如 'FFE699'，而不是“{found}”。",
    },
    # blocks
    "opens-nothing": {
        "en": "The tag belongs to a block {opening} that is not open here.",
        "zh": "该标签所属的 {opening} 块在此处没有打开。",
    },
    "opens-nothing-remedy": {"en": "Add the opening tag before it, or delete this one.", "zh": "请在前面补上开始标签，或删除该标签。"},
    "crossed": {
        "en": "The block is opened inside another one and still open when {closing} closes that.",
        "zh": "该块在另一个块内打开，却在 {closing} 结束外层块时仍未结束。",
    },
    "crossed-remedy": {"en": "Close the inner block first.", "zh": "请先结束内层块。"},
    "block-not-closed": {"en": "The block is opened here and never closed.", "zh": "该块在此打开，但一直没有结束。"},
    "block-not-closed-remedy": {"en": "Add {closing}.", "zh": "请补上 {closing}。"},
    "uneven": {
        "en": "The block opens at one level of the document and closes at another, with {closing}: a half paragraph, row or cell would remain.",
        "zh": "该块的开始与结束（{closing}）不在文件的同一层，会留下半个段落、行或单元格。",
    },
    "uneven-remedy": {
        "en": "Put both tags into the same paragraph, or use the same of {{%p … %}}, {{%tr … %}}, {{%tc … %}} for both.",
        "zh": "请把两个标签放在同一段落内，或都使用 {{%p … %}}、{{%tr … %}}、{{%tc … %}} 中的同一种。",
    },
    "torn-field": {
        "en": "The block begins inside a field and ends outside it, or the other way round.",
        "zh": "该块一端在域内、一端在域外。",
    },
    "torn-field-remedy": {"en": "Put both tags before and behind the field.", "zh": "请把两个标签分别放在域的前后。"},
    # documents
    "no-document": {
        "en": "The file holds no Word document. Is it an Excel workbook, a Word template (.dotx), or damaged? Save it in Word as .docx.",
        "zh": "文件中没有 Word 正文，可能是 Excel 文件、Word 模板 (.dotx) 或已损坏。请在 Word 中另存为 .docx。",
    },
    "strict": {
        "en": "The file was saved as “Strict Open XML Document”. Save it in Word as “Word Document (.docx)” and try again.",
        "zh": "该文件保存为“严格 Open XML 文档”。请在 Word 中另存为“Word 文档 (.docx)”后重试。",
    },
    "not-filled": {
        "en": "The filled text is no longer sound: a picture stands where none can, or a value was changed by a filter that does not fit it.",
        "zh": "填充结果不完整：图片放在了不能放图片的位置，或过滤器不适用于该值。",
    },
    # pictures
    "picture-unknown": {
        "en": "There is no picture “{name}” among the files that the profile names.",
        "zh": "组织档案所列文件中没有图片“{name}”。",
    },
    "picture-format": {
        "en": "The picture “{name}” is neither PNG nor JPEG, or is damaged. Save it as PNG or JPEG.",
        "zh": "图片“{name}”不是 PNG 或 JPEG 格式，或已损坏。请另存为 PNG 或 JPEG。",
    },
    "picture-svg": {
        "en": "The picture “{name}” is no plain SVG of at most {limit} MB: it is damaged, or has a document type declaration, scripts or links to other files. Save it as “plain SVG”.",
        "zh": "图片“{name}”不是 {limit} MB 以内的普通 SVG：文件已损坏，或含有文档类型声明、脚本或外部链接。请另存为“普通 SVG”。",
    },
    "picture-svg-alone": {
        "en": "The picture “{name}” is an SVG, which not every Word shows. Save it as PNG too, and put it as “{beside}” beside it.",
        "zh": "图片“{name}”是 SVG，部分 Word 版本无法显示。请另存一份 PNG，以“{beside}”为名放在同一位置。",
    },
    "picture-too-large": {
        "en": "The picture “{name}” has {megabytes} MB or {width} x {height} pixels; at most {limit} MB and {pixels} pixels a side are taken. Save it smaller.",
        "zh": "图片“{name}”为 {megabytes} MB、{width} x {height} 像素，上限为 {limit} MB、每边 {pixels} 像素，请缩小后保存。",
    },
    "picture-size": {
        "en": "The height or width of a picture is given in millimetres, from 1 to 500.",
        "zh": "图片的高度或宽度以毫米为单位，取值 1 至 500。",
    },
}
