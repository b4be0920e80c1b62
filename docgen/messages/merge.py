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
    "remove": {
        "en": "Keep it or delete it, then delete this comment.",
        "zh": "保留或删去后，删除本批注。",
    },
}
