"""Texts about the organisation profile: how it is written, and what in it contradicts something else."""

TEXTS = {
    # The file as such
    "no-profile": {"en": "There is no profile.yaml in {folder}.", "zh": "{folder} 中没有 profile.yaml。"},
    "no-profile-remedy": {
        "en": "Name the client's folder, or start one: docgen new {folder} --example cloudridge",
        "zh": "请指定客户文件夹，或新建一个：docgen new {folder} --example cloudridge",
    },
    "picture-missing": {
        "en": "The picture {file} is not in the client's folder. Put it there, or delete the line.",
        "zh": "客户文件夹中没有图片 {file}。请放入该文件，或删去这一行。",
    },
    "picture-too-large": {
        "en": "The picture {file} is larger than {limit} MB. Save it smaller.",
        "zh": "图片 {file} 超过 {limit} MB，请压缩后使用。",
    },
    "file-too-large": {
        "en": "The file has more than {limit} million characters; it was not read. A profile needs a few hundred lines.",
        "zh": "文件超过 {limit} 百万字符，未读取。组织档案通常只有几百行。",
    },
    "too-deep-or-many": {
        "en": "The file is nested deeper than {depth} levels or holds more than {nodes} values (repeated anchors count each time); it was not read.",
        "zh": "文件嵌套超过 {depth} 层，或数据超过 {nodes} 项（重复引用逐次计数），未读取。",
    },
    "not-utf8": {
        "en": "The file is not saved as UTF-8; from this line on it cannot be read.",
        "zh": "文件不是 UTF-8 编码，从这一行起无法读取。",
    },
    "not-utf8-remedy": {
        "en": "Open it in the editor it was written in and save it with the encoding UTF-8.",
        "zh": "请用原来的编辑器打开，另存为 UTF-8 编码。",
    },
    "control-character": {
        "en": "The line holds a control character ({code}), which YAML does not allow. Delete it.",
        "zh": "该行含有 YAML 不允许的控制字符（{code}），请删除。",
    },
    "empty-file": {
        "en": "The file says nothing. Start from an example: docgen new WORKSPACE --example cloudridge",
        "zh": "文件没有内容。可从示例开始：docgen new WORKSPACE --example cloudridge",
    },
    "tab": {"en": "The line is indented with a tab; YAML takes spaces only.", "zh": "该行用制表符（Tab）缩进，YAML 只允许空格。"},
    "tab-remedy": {"en": "Replace the tab with spaces, two for each level.", "zh": "请把制表符换成空格，每级两个。"},
    "quote-not-closed": {"en": "A quotation mark is opened and never closed.", "zh": "引号没有成对。"},
    "quote-not-closed-remedy": {
        "en": 'Close the quotation with the same mark; inside double quotes, write \\" for one of them.',
        "zh": '请用同样的引号收尾；双引号内部要写双引号时写作 \\"。',
    },
    "bracket-not-closed": {
        "en": "A bracket {{ or [ is not closed, or a comma is missing between two values.",
        "zh": "括号 {{ 或 [ 没有收尾，或两项之间缺少逗号。",
    },
    "bracket-not-closed-remedy": {
        "en": "Check the brackets and commas above this place; a value that holds one of , [ ] {{ }} goes in double quotes.",
        "zh": "请检查此处之前的括号和逗号；值中含有 , [ ] {{ }} 的，用英文双引号括起来。",
    },
    "colon-misplaced": {
        "en": "There is a colon where YAML expects none, or the line is indented otherwise than its neighbours.",
        "zh": "此处多出一个冒号，或该行缩进与上下行不一致。",
    },
    "colon-misplaced-remedy": {
        "en": "Put a value that holds a colon in double quotes, and indent all keys of one record alike.",
        "zh": "值中含冒号的，用英文双引号括起来；同一记录的各项缩进要对齐。",
    },
    "character-needs-quotes": {"en": "A value cannot begin with this character.", "zh": "值不能以该字符开头。"},
    "character-needs-quotes-remedy": {"en": "Put the whole value in double quotes.", "zh": "请把整个值用英文双引号括起来。"},
    "key-expected": {
        "en": "Here a new line “key: value” or a dash is expected, and something else stands there.",
        "zh": "此处应是新的一行“键: 值”或短横线，却是别的内容。",
    },
    "key-expected-remedy": {
        "en": "Look for a quotation mark or bracket left open above, a missing colon, or a line indented otherwise than its neighbours.",
        "zh": "请检查上文是否有未收尾的引号或括号、是否漏写冒号、该行缩进是否与上下行一致。",
    },
    "not-yaml": {"en": "The file is not well-formed YAML here: {detail}.", "zh": "此处不是合规的 YAML：{detail}。"},
    "not-yaml-remedy": {
        "en": "Compare indentation, colons and dashes with the lines around it and with an example profile.",
        "zh": "请对照上下行和示例档案，检查缩进、冒号和短横线。",
    },
    "second-document": {
        "en": "A line “---” begins a second document; a profile is one. Delete the line or what follows it.",
        "zh": "“---”之后又是一份文档，而组织档案只能有一份。请删去该行或其后的内容。",
    },
    "tag-refused": {"en": "The tag {tag} is not allowed in a profile. Delete it.", "zh": "组织档案中不允许使用标签 {tag}，请删除。"},
    "key-not-text": {"en": "A key must be a word, not a list or a record.", "zh": "键必须是一个词，不能是列表或记录。"},
    "unknown-alias": {
        "en": "“*{name}” repeats a value that nothing before it names “&{name}”.",
        "zh": "“*{name}”引用的内容，前文没有以“&{name}”定义。",
    },
    "duplicate-key": {
        "en": "“{name}” stands here a second time (first in line {first}); only one can hold. Merge the two or delete one.",
        "zh": "“{name}”重复出现（首次在第 {first} 行），只能保留一处。请合并或删去其一。",
    },
    # Keys and values
    "unknown-key": {"en": "There is no key “{name}” here.", "zh": "此处没有“{name}”这个键。"},
    "missing-key": {"en": "“{name}” is missing; the documents cannot do without it.", "zh": "缺少“{name}”，文件中不可没有这一项。"},
    "empty-value": {"en": "“{name}” has no value. Fill it in, or delete the line.", "zh": "“{name}”没有值。请填写，或删去这一行。"},
    "empty-required": {
        "en": "“{name}” has no value; the documents cannot do without it. Fill it in.",
        "zh": "“{name}”没有值，文件中不可没有这一项，请填写。",
    },
    "empty-list": {"en": "“{name}” is empty; at least one entry is needed.", "zh": "“{name}”为空，至少要有一项。"},
    "empty-member": {"en": "The entry of the list is empty. Fill it in, or delete it.", "zh": "列表中这一项为空。请填写或删去。"},
    "blank-text": {"en": "The text is empty. Write it, or delete the line.", "zh": "文字为空。请填写，或删去这一行。"},
    "unreadable": {"en": "The value cannot be read as it is written.", "zh": "该值的写法无法识别。"},
    "not-a-choice": {"en": "The value is none of those known here.", "zh": "该值不在可选范围内。"},
    "wrong-shape": {"en": "Here stands {found}.", "zh": "此处是{found}。"},
    "shape-mapping": {"en": "a record (key: value)", "zh": "一条记录（键: 值）"},
    "shape-list": {"en": "a list", "zh": "一个列表"},
    "shape-text": {"en": "a single value", "zh": "一个单独的值"},
    "shape-empty": {"en": "nothing", "zh": "空值"},
    "duplicate-id": {"en": "“{id}” stands in this list twice.", "zh": "“{id}”在这个列表中出现两次。"},
    "duplicate-id-remedy": {
        "en": "Give each entry an id of its own, or delete the second one.",
        "zh": "请为每一项取不同的标识，或删去重复的一项。",
    },
    "text-in-one-language": {
        "en": "This text is not in {language}, a language of the documents (languages).",
        "zh": "这段文字没有{language}，而 languages 要求出{language}文件。",
    },
    "text-in-one-language-remedy": {
        "en": "Write it as {{zh: …, en: …}}; for documents in one language alone, in that language.",
        "zh": "请写成 {{zh: …, en: …}}；只出一种语言时，直接用该语言写。",
    },
    "text-missing-language": {
        "en": "The text is missing in {language}, a language of the documents (languages).",
        "zh": "缺少{language}文字，而 languages 要求出{language}文件。",
    },
    "language-zh": {"en": "Chinese", "zh": "中文"},
    "language-en": {"en": "English", "zh": "英文"},
    "named": {"en": "{en}", "zh": "{zh}"},
    "and-more": {"en": "{names} and {more} more", "zh": "{names}，另有 {more} 份"},
    # What a value looks like
    "expected-duration": {
        "en": "a time with its unit, such as 15 min, 4 h, 8 working hours, 2 working days, 12 months",
        "zh": "带单位的时长，如 15 min、4 h、8 working hours、2 working days、12 months",
    },
    "expected-percentage": {
        "en": "a percentage between 0 and 100 with its sign, such as 99.5 %",
        "zh": "带百分号的 0—100 之间的数，如 99.5 %",
    },
    "expected-hours": {
        "en": "hours of service: 24x7, 5x8, or days and times, such as Mon-Fri 08:30-12:00, 13:00-17:30; Sat 09:00-12:00",
        "zh": "服务时间：24x7、5x8，或星期加时刻，如 Mon-Fri 08:30-12:00, 13:00-17:30; Sat 09:00-12:00",
    },
    "expected-target": {"en": "a target value, such as 95 %, >= 95 %, <= 5 %, 90", "zh": "目标值，如 95 %、>= 95 %、<= 5 %、90"},
    "expected-date": {"en": "a date as year-month-day, such as 2026-03-01", "zh": "年-月-日格式的日期，如 2026-03-01"},
    "expected-yes-no": {"en": "true or false", "zh": "true 或 false"},
    "expected-number": {"en": "a whole number, {least} or more, digits only", "zh": "不小于 {least} 的整数，只写数字"},
    "expected-number-between": {"en": "a whole number from {least} to {most}", "zh": "{least} 到 {most} 之间的整数"},
    "expected-amount": {"en": "an amount in digits, such as 120000 or 3500.50", "zh": "只写数字的金额，如 120000 或 3500.50"},
    "expected-choice": {"en": "one of {choices}", "zh": "{choices} 之一"},
    "expected-keys": {"en": "one of the keys {names}", "zh": "{names} 之一"},
    "expected-mapping": {"en": "a record: several lines of key: value, indented", "zh": "一条记录：缩进的若干行“键: 值”"},
    "expected-list": {"en": "a list: [a, b], or one entry a line, each after a dash", "zh": "一个列表：[a, b]，或每行一项、以短横线开头"},
    "expected-text": {"en": "a single text", "zh": "一段文字"},
    "expected-id": {
        "en": "an id of Latin letters, digits, - and _, beginning with a letter or digit, such as hq or service-desk",
        "zh": "由英文字母、数字、- 和 _ 组成、以字母或数字开头的标识，如 hq、service-desk",
    },
    "expected-code": {"en": "1 to 12 Latin letters or digits, such as YL", "zh": "1—12 位英文字母或数字，如 YL"},
    "expected-country": {"en": "the two letters of a country, such as CN or GB", "zh": "国家的两位大写字母代码，如 CN、GB"},
    "expected-colour": {
        "en": 'a colour as six hexadecimal digits in quotes, without #, such as "1B5E7B"',
        "zh": '加引号的六位十六进制颜色，不带 #，如 "1B5E7B"',
    },
    "expected-file-name": {
        "en": "the name of a file inside the client's folder, such as logo.png; no path that leads out of it",
        "zh": "客户文件夹内的文件名，如 logo.png；不得指向文件夹之外",
    },
    "expected-clock-span": {"en": 'two times of day, such as "08:00-20:00"', "zh": '起止时刻，如 "08:00-20:00"'},
    "expected-revision-mark": {
        "en": "the first revision as the client writes it: A/0, 1.0, V1.0 or 1/0",
        "zh": "首版版次的写法：A/0、1.0、V1.0 或 1/0",
    },
    "expected-letter": {"en": "1 to 4 Latin letters, such as P or QP", "zh": "1—4 个英文字母，如 P、QP"},
    "expected-control-number": {
        "en": "the number of a control of ISO/IEC 27001:2022 Annex A, such as A.8.28",
        "zh": "ISO/IEC 27001:2022 附录 A 的控制编号，如 A.8.28",
    },
    "expected-email": {"en": "an e-mail address", "zh": "电子邮件地址"},
}
