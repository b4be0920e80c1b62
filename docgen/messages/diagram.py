"""Texts about diagrams: those that a document's template asks for, and the blocks that text sources have for them."""

TEXTS = {
    "unknown-kind": {
        "en": "There is no diagram '{kind}'; docgen draws {kinds}.",
        "zh": "没有名为“{kind}”的图，docgen 可画：{kinds}。",
    },
    "not-drawn-here": {
        "en": "A diagram is drawn in a Word document only, by a tag of its own; it is no text, and a sheet cannot hold it.",
        "zh": "图只能画在 Word 文件里，由单独的标签画出；它不是文字，表格里也放不下。",
    },
    "block-kind": {
        "en": "A diagram block draws {kinds}, and nothing else. Write one of them after `kind:`.",
        "zh": "diagram 块可画的图有：{kinds}。请在 kind: 之后写其中之一。",
    },
    "block-caption": {
        "en": "The diagram has no caption. Add `caption:` with what it shows, in a few words.",
        "zh": "图没有图题。请用 caption: 写明图中内容，几个字即可。",
    },
    "block-alt": {
        "en": "`alt:` of a diagram holds no tags. Leave it out: the diagram then says itself what it shows.",
        "zh": "diagram 块的 alt: 不能含标签。请删去该项，图会自动附上替代文字。",
    },
    "no-calls": {
        "en": "The profile names nobody to call in a major incident, so there is no call tree to draw.",
        "zh": "组织档案没有写明重大事件时打给谁，呼叫树无从画起。",
    },
    "no-calls-remedy": {
        "en": "Fill in call_tree in profile.yaml, or put the diagram under {{% if call_tree %}} in the template.",
        "zh": "请在 profile.yaml 中填写 call_tree，或在模板中用 {{% if call_tree %}} 包住该图。",
    },
    "tall": {
        "en": "The diagram would be {height} mm high, more than the {most} mm of a page.",
        "zh": "该图高 {height} 毫米，超过一页可容的 {most} 毫米。",
    },
    "tall-remedy": {
        "en": "Shorten the longest texts in profile.yaml, the first of them being “{text}”, or show less: join small departments, call fewer people.",
        "zh": "请在 profile.yaml 中缩短最长的文字（首先是“{text}”），或减少内容：合并小部门、少列联系人。",
    },
}
