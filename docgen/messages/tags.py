"""Texts about the tags of a template."""

TEXTS = {
    "refused": {"en": "'{statement}' is not allowed in a document template.", "zh": "文件模板中不允许使用“{statement}”。"},
    "nothing-to-print": {"en": "The profile says nothing here, so there is nothing to print.", "zh": "组织档案未填写该项，无内容可打印。"},
    "nothing-to-print-remedy": {
        "en": "Fill in the field in profile.yaml, or put the sentence under {{% if … %}} in the template.",
        "zh": "请在 profile.yaml 中填写该字段，或在模板中用 {{% if … %}} 包住这句话。",
    },
    "bound-reached": {
        "en": "The template loops, nests or grows beyond what a document can need; it was stopped.",
        "zh": "模板的循环、嵌套或内容量超出文件合理范围，已停止。",
    },
    "forbidden": {
        "en": "The tag reaches for something that a template may not use.",
        "zh": "标签使用了模板不允许访问的内容。",
    },
    "no-powers": {"en": "Templates do not compute powers.", "zh": "模板中不支持乘方运算。"},
    "no-arithmetic": {
        "en": "Only plain numbers can be added, multiplied or divided; texts are joined with ~, as in name ~ '.docx'.",
        "zh": "只有纯数字可以加、乘或取余；连接文字请用 ~，例如 name ~ '.docx'。",
    },
    "prints-yes-no": {
        "en": "A yes/no cannot be printed; ask it with {{% if … %}}.",
        "zh": "是/否值不能直接打印，请用 {{% if … %}} 判断。",
    },
    "prints-record": {
        "en": "A whole record or list cannot be printed; name one of its fields, or loop over it.",
        "zh": "整条记录或列表不能直接打印，请写明其中的字段，或用循环逐项打印。",
    },
    "cannot-evaluate": {"en": "The tag cannot be evaluated: {detail}", "zh": "标签无法求值：{detail}"},
    "unknown-name": {"en": "The name '{name}' is unknown here.", "zh": "此处没有名称“{name}”。"},
    "field-of-list": {
        "en": "'{name}' is asked of a list: loop over it, or take one item with |first.",
        "zh": "“{name}”是对列表取的：请循环逐项取，或用 |first 取一项。",
    },
    "empty-list": {"en": "The list that the tag takes one item of is empty.", "zh": "标签要从中取一项的列表是空的。"},
    "empty-list-remedy": {
        "en": "Put the sentence under {{% if … %}}, which asks whether the list has any item.",
        "zh": "请用 {{% if … %}} 先判断列表是否有内容，再写这句话。",
    },
    "unknown-filter": {"en": "There is no filter '{name}'.", "zh": "没有过滤器“{name}”。"},
    "unknown-test": {"en": "There is no test '{name}'.", "zh": "没有判断“{name}”。"},
    "unknown-statement": {"en": "There is no statement '{name}'.", "zh": "没有语句“{name}”。"},
    "block-not-closed": {"en": "A block is opened and never closed.", "zh": "有语句块未结束。"},
    "block-not-closed-remedy": {
        "en": "Add the missing {{% endif %}} or {{% endfor %}}.",
        "zh": "请补上缺少的 {{% endif %}} 或 {{% endfor %}}。",
    },
    "block-not-opened": {"en": "The tag closes a block that is not open here.", "zh": "该标签结束了一个未打开的语句块。"},
    "not-well-formed": {"en": "The tag is not well-formed: {detail}", "zh": "标签写法有误：{detail}"},
}
