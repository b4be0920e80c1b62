"""Texts about the flowcharts of text sources."""

TEXTS = {
    "key": {
        "en": "A flowchart has nothing called '{name}' here. See docs/authoring.md for what it has.",
        "zh": "流程图此处没有“{name}”这一项，可用项见 docs/authoring.md。",
    },
    "lanes": {
        "en": "A flowchart has one to {most} lanes. Join roles that act together, or draw two charts.",
        "zh": "流程图应有 1 至 {most} 条泳道。请合并一起行动的角色，或分为两张图。",
    },
    "alt": {
        "en": "The flowchart does not say what it shows to those who cannot see it. Add `alt:` with the flow in one sentence.",
        "zh": "流程图没有替代文字。请用 alt: 以一句话说明流程。",
    },
    "node-id": {
        "en": "A node has no id. Write {{id: …, lane: …, row: …, text: …}}.",
        "zh": "有节点没有 id。请写成 {{id: …, lane: …, row: …, text: …}}。",
    },
    "node-twice": {"en": "Two nodes are called '{node}'. Rename one of them.", "zh": "有两个节点都叫“{node}”。请改其中一个。"},
    "place": {
        "en": "Node '{node}' has no place. Give it a lane from 1 to {lanes} and a row.",
        "zh": "节点“{node}”没有位置。请写明 lane（1 至 {lanes}）和 row。",
    },
    "kind": {
        "en": "Node '{node}' is of no known kind; kinds are {kinds}.",
        "zh": "节点“{node}”的种类无法识别，可用的有：{kinds}。",
    },
    "step": {
        "en": "Node '{node}' names a step that the step table does not have; it has {steps}. Mend the number, or the table with style=\"steps\".",
        "zh": '节点“{node}”所写的步骤不在步骤表中，表中有：{steps}。请改步骤号，或改 style="steps" 的表。',
    },
    "no-text": {"en": "Node '{node}' says nothing. Give it a step or a text.", "zh": "节点“{node}”没有文字。请写 step 或 text。"},
    "text-long": {
        "en": "The text of node '{node}' does not fit its box. Shorten text or note; a decision holds two short lines.",
        "zh": "节点“{node}”的文字放不下。请缩短 text 或 note；判断框只容两短行。",
    },
    "edge": {"en": "An edge is not written as {{from: …, to: …}}.", "zh": "有连线没有写成 {{from: …, to: …}}。"},
    "edge-end": {"en": "An edge names a node '{node}' that is not there.", "zh": "有连线指向不存在的节点“{node}”。"},
    "edge-label": {
        "en": "An exit of the decision '{node}' has no label. Say which answer leads there.",
        "zh": "判断“{node}”的一个出口没有标注。请写明是哪种回答。",
    },
    "decision-exits": {
        "en": "The decision '{node}' has fewer than two exits. Add the other answer.",
        "zh": "判断“{node}”的出口不足两个。请补上另一种回答。",
    },
    "side": {"en": "A line leaves or enters at one of {sides}.", "zh": "连线的出入方向只能是：{sides}。"},
    "red": {
        "en": "More than one node is red. Keep the one exceptional step red.",
        "zh": "有不止一个红色节点。请只保留一个例外步骤为红色。",
    },
    "alone": {
        "en": "No line touches node '{node}'. Connect it, or make it a note.",
        "zh": "没有连线接到节点“{node}”。请连上，或改为 note。",
    },
    "overlap": {
        "en": "The boxes of '{node}' and '{other}' overlap. Give them different rows or lanes.",
        "zh": "节点“{node}”与“{other}”重叠。请放在不同的 row 或 lane。",
    },
    "line-through": {
        "en": "The line {edge} runs through the box of '{node}'. Choose other sides with exit and enter, or move a node.",
        "zh": "连线 {edge} 穿过节点“{node}”。请用 exit、enter 换方向，或移动节点。",
    },
    "tall": {
        "en": "The chart would be {height} mm high, more than the {most} mm of a page. Use fewer rows, or draw two charts.",
        "zh": "流程图高 {height} 毫米，超过一页可容的 {most} 毫米。请减少行数，或分为两张图。",
    },
}
