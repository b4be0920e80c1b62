"""Texts about blank record forms that are handed out."""

TEXTS = {
    "note-damaged": {
        "en": "The note of handed-out forms is damaged; numbers given before would be given again.",
        "zh": "表单领用记录已损坏，继续发放会重复使用已发出的编号。",
    },
    "note-damaged-remedy": {
        "en": "Put back the file from a backup. Without one: delete it, and see to it that record numbers go on from the last record.",
        "zh": "请从备份恢复该文件；没有备份的，删除该文件，并确认记录编号接着最后一份记录往下编。",
    },
    "unknown-site": {"en": "The profile has no site “{site}”.", "zh": "档案中没有场所“{site}”。"},
    "unknown-language": {"en": "The documents of this client are not in “{language}”.", "zh": "该客户没有“{language}”文件。"},
    "no-folder": {
        "en": "Blank forms are handed out into a folder of their own in the client's folder, not among documents or records.",
        "zh": "空白表单只能发放到客户文件夹内的单独目录，不能放入文件或记录目录。",
    },
    "no-folder-remedy": {"en": "Leave out --to, or name a folder such as forms/2026.", "zh": "请去掉 --to，或指定 forms/2026 这样的目录。"},
    "no-period": {
        "en": "The profile does not say when the trial run begins, so it is not known for which months.",
        "zh": "档案未写明试运行开始日期，无法确定发放哪些月份的表单。",
    },
    "no-period-remedy": {
        "en": "Say --period 2026-03..2026-05, or enter dates.trial_start.",
        "zh": "请用 --period 2026-03..2026-05 指定，或在档案中填写 dates.trial_start。",
    },
    "not-built": {"en": "Not in the folder; run docgen build.", "zh": "文件夹中没有该表单，请先运行 docgen build。"},
    "conflicts": {
        "en": "It holds {count} open conflicts; docgen conflicts lists them.",
        "zh": "表单中有 {count} 处未解决的冲突，见 docgen conflicts。",
    },
    "exists": {"en": "{path} is there already.", "zh": "{path} 已存在。"},
    "list-name": {"en": "Records due {period}", "zh": "待填记录 {period}"},
    "to": {"en": " to ", "zh": " 至 "},
    "calendar-name": {"en": "{name}: records due", "zh": "{name}待填记录"},
    "sheet": {"en": "Due", "zh": "待填记录"},
    "head-due": {"en": "Due by", "zh": "完成日期"},
    "head-code": {"en": "Code", "zh": "表单编号"},
    "head-title": {"en": "Record", "zh": "记录"},
    "head-often": {"en": "How often", "zh": "频次"},
    "head-keeper": {"en": "Kept by", "zh": "保管岗位"},
    "head-person": {"en": "Person", "zh": "责任人"},
    "head-done": {"en": "Done on", "zh": "实际完成"},
    "head-note": {"en": "Remarks", "zh": "备注"},
    "each-working-day": {"en": "each working day from {first} to {last}", "zh": "{first} 至 {last} 每个工作日"},
    "event": {"en": "{often}; kept by: {keeper}, {person}", "zh": "{often}；保管：{keeper}，{person}"},
    "head-month": {"en": "Month", "zh": "月份"},
    "head-site": {"en": "Site", "zh": "场所"},
    "head-file": {"en": "Blank", "zh": "空白表单"},
    "done": {
        "en": "Period {period}: {written} blanks handed out, {failed} not.",
        "zh": "期间 {period}：发放空白表单 {written} 份，未发放 {failed} 份。",
    },
    "nothing": {
        "en": "Period {period}: nothing is due that was not handed out before. Name a form by --only to have it again.",
        "zh": "期间 {period}：应发放的表单此前均已发放。需要重新发放的，用 --only 指定。",
    },
    "lists": {"en": "What is due when: {due_list}; as a calendar: {calendar}", "zh": "待填记录清单：{due_list}；日历：{calendar}"},
    "period-unreadable": {
        "en": "“{found}” is no period; write 2026-03 or 2026-03..2026-05.",
        "zh": "“{found}”不是期间，应写作 2026-03 或 2026-03..2026-05。",
    },
}
