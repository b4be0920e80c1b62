"""What a row of a revision history says, in the document's language."""

TEXTS = {
    "changed": {"en": "{what}: {before} → {after}", "zh": "{what}：{before} → {after}"},
    "said": {"en": "{what}: {value}, new", "zh": "{what}：新增“{value}”"},
    "unsaid": {"en": "{what}: “{value}” left out", "zh": "{what}：删去“{value}”"},
    "reworded": {"en": "{what}: revised", "zh": "{what}：已修改"},
    "code": {"en": "reference {before} is now {after}", "zh": "引用文件 {before} 编号改为 {after}"},
    "refers": {"en": "now refers to {code}", "zh": "新增引用 {code}"},
    "refers-no-longer": {"en": "no longer refers to {code}", "zh": "不再引用 {code}"},
    "of": {"en": "{what} of {whose}", "zh": "{whose} {what}"},
    "more": {"en": "and {count} more changes", "zh": "另有 {count} 处变化"},
    "template": {"en": "text of the template revised", "zh": "文件正文随模板更新"},
    "by-hand": {"en": "edited: {sections}", "zh": "修改章节：{sections}"},
    "section": {"en": "“{name}”", "zh": "“{name}”"},
    "front": {"en": "the front pages", "zh": "首部"},
    "follows": {"en": "clauses, records or measures revised", "zh": "对应条款、记录或指标已更新"},
    "wording": {"en": "wording revised", "zh": "文字表述更新"},
}
