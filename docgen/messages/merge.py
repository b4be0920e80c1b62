"""What docgen writes into a document where an edit by hand and the new generation disagree."""

TEXTS = {
    "both-changed": {
        "en": "This was edited by hand, and the new generation says it differently: “{new}”.{why} {todo}",
        "zh": "此处已被手工改动，而新生成的内容与之不同：“{new}”。{why}{todo}",
    },
    "left-out": {
        "en": "This was edited by hand, and the new generation leaves it out: “{old}”.{why} {remove}",
        "zh": "此处已被手工改动，而新生成的内容不再有“{old}”。{why}{remove}",
    },
    "deleted": {
        "en": "This was deleted by hand, and the new generation has changed it: “{new}”.{why} {todo}",
        "zh": "此处已被手工删去，而新生成的内容有变化：“{new}”。{why}{todo}",
    },
    "orphan": {
        "en": "This was edited by hand; the new generation no longer has it.{why} {remove}",
        "zh": "此处已被手工改动，而新生成的内容不再有这一部分。{why}{remove}",
    },
    "elsewhere": {
        "en": "In a header, footer or note: {what}",
        "zh": "页眉、页脚或注释中：{what}",
    },
    "why": {
        "en": " Because: {causes}.",
        "zh": "原因：{causes}。",
    },
    "todo": {
        "en": "To take it over, accept the insertion and delete the old words; to keep yours, reject it. Then delete this comment.",
        "zh": "采用新内容的，接受该插入并删去旧内容；保留原内容的，拒绝该插入。最后删除本批注。",
    },
    "todo-deleted": {
        "en": "To take it over, accept the insertion; to leave it out, reject it. Then delete this comment.",
        "zh": "采用新内容的，接受该插入；仍不要此内容的，拒绝该插入。最后删除本批注。",
    },
    "remove": {
        "en": "Keep it or delete it, then delete this comment.",
        "zh": "保留或删去后，删除本批注。",
    },
    "cell-new": {"en": "The new generation says here: {value}", "zh": "新版文档此处为：{value}"},
    "cell-emptied": {"en": "The new generation leaves this cell empty.", "zh": "新版文档此处为空。"},
    "cell-why": {"en": "Why: {causes}", "zh": "原因：{causes}"},
    "cell-todo": {
        "en": "Type the new value if it is right. Delete this comment in any case.",
        "zh": "新值正确的，请改为新值；无论采用与否，处理后请删除本批注。",
    },
    "cell-seen": {
        "en": "Put it right by hand if need be. Delete this comment in any case.",
        "zh": "如有需要请手工调整；处理后请删除本批注。",
    },
    "cell-row-left-out": {
        "en": "The new generation no longer has this row. It stays, since it was edited by hand.",
        "zh": "新版文档已无此行。因该行经过手工编辑，予以保留。",
    },
    "cell-column-left-out": {
        "en": "The new generation no longer has this column. It stays, since it was edited by hand.",
        "zh": "新版文档已无此列。因该列经过手工编辑，予以保留。",
    },
    "cell-row-gone": {
        "en": "A row that was deleted by hand below this one has changed in the new generation: {value}",
        "zh": "此行之下曾有一行被手工删除，该行在新版文档中已改为：{value}",
    },
    "cell-column-gone": {
        "en": "A column that was deleted by hand to the right of this one has changed in the new generation: {value}",
        "zh": "此列右侧曾有一列被手工删除，该列在新版文档中已改为：{value}",
    },
    "cell-sheet-left-out": {
        "en": "The new generation no longer has this sheet. It stays, since it was edited by hand or is referred to.",
        "zh": "新版文档已无此工作表。因其经过手工编辑或被引用，予以保留。",
    },
    "cell-sheet-gone": {
        "en": "The sheet “{name}”, deleted by hand, has changed in the new generation.",
        "zh": "工作表“{name}”曾被手工删除，其内容在新版文档中已有变化。",
    },
    "cell-sheet-renamed": {"en": "The new generation calls this sheet “{name}”.", "zh": "新版文档将此工作表命名为“{name}”。"},
    "cell-chart-sheet": {
        "en": "The new generation has a chart sheet “{name}”, which could not be brought into this file.",
        "zh": "新版文档另有图表工作表“{name}”，未能并入本文件。",
    },
    "cell-lost": {
        "en": "This formula refers to cells that the new generation no longer has; it reads empty cells now.",
        "zh": "此公式引用的单元格在新版文档中已不存在，目前读取的是空单元格。",
    },
    "cell-name": {"en": "In the new generation the name “{name}” means {value}.", "zh": "新版文档中名称“{name}”指向 {value}。"},
    "cell-hung": {"en": "In the new generation {what} of {areas} is: {value}", "zh": "新版文档中 {areas} 的{what}为：{value}"},
    "cell-merged-area": {"en": "the merged area", "zh": "合并单元格"},
    "cell-validation": {"en": "the data validation", "zh": "数据验证"},
    "cell-comment": {"en": "the comment", "zh": "批注"},
    "cell-table": {"en": "the table", "zh": "表"},
    "cell-chart": {"en": "the chart", "zh": "图表"},
    "cell-link": {"en": "the link", "zh": "超链接"},
    "cell-not-merged": {
        "en": "The new generation could not be merged into this file. The file is as it was left by hand.",
        "zh": "新版文档未能合并到本文件，本文件保持手工编辑后的状态。",
    },
    "cell-not-merged-todo": {
        "en": "Compare it with the new generation, which “docgen build --restore” writes. Delete this comment in any case.",
        "zh": "请与“docgen build --restore”生成的新版文档比对；处理后请删除本批注。",
    },
}
