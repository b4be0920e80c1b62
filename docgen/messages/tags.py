"""Texts about the tags of a template."""

TEXTS = {
    "refused": {"en": "'{statement}' is not allowed in a document template.", "zh": "文件模板中不允许使用“{statement}”。"},
    "nothing-to-print": {"en": "the profile says nothing here, so there is nothing to print", "zh": "组织档案未填写该项，无内容可打印"},
    "nothing-to-print-remedy": {
        "en": "Fill in the field in profile.yaml, or put the sentence under {{% if … %}} in the template.",
        "zh": "请在 profile.yaml 中填写该字段，或在模板中用 {{% if … %}} 包住这句话。",
    },
    "bound-reached": {
        "en": "the template loops or grows beyond what a document can need; it was stopped",
        "zh": "模板循环或内容量超出文件合理范围，已停止",
    },
    "forbidden": {
        "en": "the tag reaches for something a template may not use",
        "zh": "标签使用了模板不允许访问的内容",
    },
    "prints-yes-no": {
        "en": "a yes/no cannot be printed; ask it with {{% if … %}}",
        "zh": "是/否值不能直接打印，请用 {{% if … %}} 判断",
    },
    "prints-record": {
        "en": "a whole record or list cannot be printed; name one of its fields, or loop over it",
        "zh": "整条记录或列表不能直接打印，请写明其中的字段，或用循环逐项打印",
    },
    "cannot-evaluate": {"en": "the tag cannot be evaluated: {detail}", "zh": "标签无法求值：{detail}"},
    "unknown-name": {"en": "unknown name '{name}'", "zh": "未知名称“{name}”"},
    "unknown-filter": {"en": "unknown filter '{name}'", "zh": "未知过滤器“{name}”"},
    "unknown-test": {"en": "unknown test '{name}'", "zh": "未知判断“{name}”"},
    "block-not-closed": {"en": "a block is opened and never closed", "zh": "有语句块未结束"},
    "block-not-closed-remedy": {
        "en": "Add the missing {{% endif %}} or {{% endfor %}}.",
        "zh": "请补上缺少的 {{% endif %}} 或 {{% endfor %}}。",
    },
    "block-not-opened": {"en": "the tag closes a block that is not open here: {detail}", "zh": "该标签结束了一个未打开的语句块：{detail}"},
    "not-well-formed": {"en": "the tag is not well-formed: {detail}", "zh": "标签写法有误：{detail}"},
}
