"""Texts about the catalogue and the places of templates."""

TEXTS = {
    "condition-unreadable": {
        "en": "The condition “{condition}” cannot be read at “{at}”. Write facts joined by and, or, not; FACT >= N; services includes VALUE.",
        "zh": "适用条件“{condition}”在“{at}”处无法解读。请用 and、or、not 连接事实，或写 FACT >= N、services includes VALUE。",
    },
    "unknown-fact": {"en": "The condition asks for an unknown fact “{fact}”.", "zh": "适用条件引用了未知事实“{fact}”。"},
    "missing-field": {"en": "The entry {document} lacks “{field}”.", "zh": "条目 {document} 缺少“{field}”。"},
    "unknown-field": {"en": "The entry {document} has an unknown field “{field}”.", "zh": "条目 {document} 含未知字段“{field}”。"},
    "wrong-value": {
        "en": "“{field}” of {document} is not as it should be: {expected}.",
        "zh": "{document} 的“{field}”不符合要求：{expected}。",
    },
    "unknown-owner": {
        "en": "The owner of {document}, “{role}”, is no role of the catalogue.",
        "zh": "{document} 的归口角色“{role}”不在目录的角色表中。",
    },
    "unknown-form": {
        "en": "{document} produces “{form}”, which is no form of the catalogue.",
        "zh": "{document} 产生的“{form}”不是目录中的表单。",
    },
    "unknown-part": {
        "en": "{document} replaces “{part}”, which is no other document of the catalogue.",
        "zh": "{document} 所替代的“{part}”不是目录中的另一份文件。",
    },
    "unknown-clause": {
        "en": "{document} answers {standard}, {clause}, and there is no such clause.",
        "zh": "{document} 对应的 {standard} 第 {clause} 条不存在。",
    },
    "code-twice": {
        "en": "The catalogue code {code} is given twice: {first} and {second}.",
        "zh": "目录编号 {code} 重复：{first} 与 {second}。",
    },
    "docx-or-xlsx": {"en": "docx or xlsx", "zh": "docx 或 xlsx"},
    "known-renewals": {"en": "one of {renewals}", "zh": "{renewals} 之一"},
    "known-standards": {"en": "at least one of {standards}", "zh": "{standards} 中至少一项"},
    "title-by-language": {"en": "a title by language: {{zh: …, en: …}}", "zh": "按语言给出名称：{{zh: …, en: …}}"},
    "level-1-to-4": {"en": "1, 2, 3 or 4", "zh": "1、2、3 或 4"},
    "code-shape": {
        "en": "M-01, P-01 or W-01 by level; for a form F-, the number of its procedure and its own, such as F-12-01",
        "zh": "按级别为 M-01、P-01 或 W-01；表单为 F- 加所属程序号与顺序号，如 F-12-01",
    },
    "kpi-shape": {
        "en": "each measure with id, name, formula, target (such as >= 95%), source (a form) and period",
        "zh": "每项指标含 id、name、formula、target（如 >= 95%）、source（表单）与 period",
    },
    "not-a-list": {"en": "The catalogue needs a list “documents”.", "zh": "目录需有列表“documents”。"},
    "no-such-root": {"en": "There is no template folder “{folder}”.", "zh": "没有模板文件夹“{folder}”。"},
    "escapes-root": {
        "en": "The template {template} lies outside its folder (a link leads away). It is not used.",
        "zh": "模板 {template} 经链接指向文件夹之外，不予使用。",
    },
    "template-too-large": {
        "en": "The template {template} is larger than {limit} MB. It is not read.",
        "zh": "模板 {template} 超过 {limit} MB，不予读取。",
    },
}
