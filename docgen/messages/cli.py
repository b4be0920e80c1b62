"""Texts of the command line outside its help."""

TEXTS = {
    "templates-check-what": {
        "en": "Name the template files to check, or say --branches.",
        "zh": "请写明要检查的模板文件，或使用 --branches。",
    },
    "no-date": {"en": "{found} is no date; write it like 2026-03-01", "zh": "{found} 不是日期，请写成 2026-03-01 的形式"},
    "stopped": {
        "en": "Stopped. Nothing is half done: the next command finishes or undoes what was begun.",
        "zh": "已停止。不会留下半成品：下一条命令会完成或撤销已开始的工作。",
    },
    "system": {"en": "{file}: {detail}. Nothing was lost.", "zh": "{file}：{detail}。未丢失任何内容。"},
    "no-such-option": {"en": "There is no option {option}.{nearest}", "zh": "没有选项 {option}。{nearest}"},
    "no-such-command": {"en": "There is no command “{word}”.{nearest}", "zh": "没有命令“{word}”。{nearest}"},
    "did-you-mean": {"en": " Did you mean {words}?", "zh": "是否要用 {words}？"},
    "missing": {"en": "{name} is missing.", "zh": "缺少 {name}。"},
    "bad-value": {"en": "The value of {name} is not right: {detail}", "zh": "{name} 的值不正确：{detail}"},
    "bad-option": {"en": "The option {option} needs a value.", "zh": "选项 {option} 需要取值。"},
    "usage": {"en": "The command was not understood: {detail}", "zh": "无法理解该命令：{detail}"},
    "ask-name": {"en": "Full name of the organisation", "zh": "单位全称"},
    "ask-short-name": {"en": "Short name", "zh": "简称"},
    "ask-code": {"en": "Code in document numbers (for example YL)", "zh": "文件编号中的单位代码（如 YL）"},
    "ask-headcount": {"en": "People inside the scope", "zh": "体系范围内人数"},
    "ask-language": {"en": "Language of the documents", "zh": "文件语言"},
    "see-help": {"en": "Help: {command} --help", "zh": "帮助：{command} --help"},
}
