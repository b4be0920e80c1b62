"""Texts about issued documents that are no longer what was issued."""

TEXTS = {
    "altered": {
        "en": "The document was issued as {revision}, and its file says something else since. {who}",
        "zh": "该文件已按版本 {revision} 发布，此后内容被改动。{who}",
    },
    "saved-again": {
        "en": "The document was issued as {revision}; its file says the same, but was saved again since. {who}",
        "zh": "该文件已按版本 {revision} 发布，此后被重新保存，内容不变。{who}",
    },
    "by-on": {"en": "By its own properties {by} saved it last, {on}.", "zh": "据文件属性，最后由 {by} 于 {on} 保存。"},
    "by": {"en": "By its own properties {who} saved it last; it does not say when.", "zh": "据文件属性，最后由 {who} 保存，未注明时间。"},
    "on": {
        "en": "By its own properties it was saved last {who}; it does not say by whom.",
        "zh": "据文件属性，最后保存于 {who}，未注明保存人。",
    },
    "nobody": {"en": "It does not say who saved it, nor when.", "zh": "文件未注明保存人和时间。"},
    "remedy": {
        "en": "docgen diff shows what changed. A build makes a change the draft of the next revision; what was issued lies in {copy}.",
        "zh": "可用 docgen diff 查看改动；再次生成后，改动即成为下一版本的草稿。发布件留存于 {copy}。",
    },
}
