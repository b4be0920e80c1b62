"""Help of the commands and their options."""

TEXTS = {
    "usage": {"en": "Usage:", "zh": "用法："},
    "options": {"en": "Options", "zh": "选项"},
    "commands": {"en": "Commands", "zh": "命令"},
    "help-option": {"en": "Show this help and exit.", "zh": "显示本帮助后退出。"},
    "version": {"en": "Show the version and exit.", "zh": "显示版本后退出。"},
    "lang": {"en": "Language of messages; by default the locale's.", "zh": "提示信息的语言，默认随系统语言。"},
    "docgen": {
        "en": "ISO/IEC 20000-1 and ISO/IEC 27001 document sets from one organisation profile.\n\n"
        "Start a client with new, write profile.yaml, look at plan, then build. Hand edits in the documents are never overwritten.",
        "zh": "由一份组织档案生成 ISO/IEC 20000-1 与 ISO/IEC 27001 全套体系文件。\n\n"
        "先用 new 建立客户文件夹，填写 profile.yaml，用 plan 预览，再用 build 生成。文件中的手工修改不会被覆盖。",
    },
    "new": {
        "en": "Start a client's folder.\n\nWrites profile.yaml, the only file you have to fill in: from an example, or a commented starter.",
        "zh": "建立客户文件夹。\n\n写入唯一需要填写的 profile.yaml：取自示例，或带说明的空白档案。",
    },
    "check": {
        "en": "Check profile, templates and folder; every fault in one go.\n\nNothing is written. Exit code 1 when something is wrong.",
        "zh": "检查档案、模板与文件夹，一次列出全部问题。\n\n不写入任何文件；有问题时退出码为 1。",
    },
    "plan": {
        "en": "Show what a build would do to each document, and why.\n\nNothing is written.",
        "zh": "列出生成时每份文件将发生什么及原因。\n\n不写入任何文件。",
    },
    "build": {
        "en": "Generate or update the documents.\n\nDocuments you edited are never overwritten. All files change together or not at all.",
        "zh": "生成或更新文件。\n\n手工修改过的文件不会被覆盖；所有文件一次性生效，或全部不变。",
    },
    "issue": {
        "en": "Issue documents: freeze their revision.\n\nControl page, history, header and cover say so, edits by hand are part of it, and a copy is "
        "kept. What changes afterwards becomes the draft of the next revision. Documents must be built and free of conflicts.",
        "zh": "发布文件：冻结其版本。\n\n文件控制页、修订记录、页眉和封面随之更新，手工修改一并发布，并留存发布件；此后如有变化，即为下一版本的草稿。"
        "发布前须已生成且无冲突。",
    },
    "by": {"en": "Who approved the documents.", "zh": "批准人姓名。"},
    "on": {"en": "Day of issue, like 2026-03-01.", "zh": "发布日期，如 2026-03-01。"},
    "summary": {"en": "What changed, in place of docgen's own words.", "zh": "修订内容；不填则由 docgen 归纳。"},
    "major": {"en": "A new edition: A/3 is followed by B/0, 1.3 by 2.0.", "zh": "换版：A/3 之后为 B/0，1.3 之后为 2.0。"},
    "status": {
        "en": "Show where every document stands: revision, draft or issued, conflicts, next review.\n\nNothing is written.",
        "zh": "列出每份文件的现状：版本、草稿或已发布、冲突、下次复审日期。\n\n不写入任何文件。",
    },
    "today": {
        "en": "The day to hold review dates against, like 2026-03-01; by default the machine's.",
        "zh": "据以判断复审是否逾期的日期，如 2026-03-01；默认取本机日期。",
    },
    "diff": {
        "en": "Show what changed in a document, and write a redline.\n\nBetween two issued revisions, or from the last one to the document in "
        "the folder; of one that was never issued, the edits by hand. Word documents get tracked changes, workbooks a list; both lie in report/redline.",
        "zh": "显示文件的改动，并生成修订对照稿。\n\n比较两个已发布版本，或最近发布版本与文件夹中的文件；从未发布的文件则显示手工修改。"
        "Word 文件以修订标出，表格列出变更清单，均写入 report/redline。",
    },
    "of-language": {"en": "Only documents in this language: zh or en.", "zh": "仅处理该语言的文件：zh 或 en。"},
    "from-revision": {
        "en": "The earlier issued revision; by default the one before --to, or the last one.",
        "zh": "较早的已发布版本；默认为 --to 之前的版本或最近发布的版本。",
    },
    "to-revision": {
        "en": "The later issued revision; by default the document in the folder.",
        "zh": "较晚的已发布版本；默认为文件夹中的文件。",
    },
    "html": {"en": "Write the changes as a web page too.", "zh": "另以网页列出改动。"},
    "forms": {
        "en": "Hand out blank record forms for a period into forms/, a folder a month.\n\nEach is a copy of the client's own form with its record "
        "number, period and site; beside them lie a list and a calendar of what is due when. What exists is never written over, a number "
        "never given twice. Without --period: the trial run, up to the management review. Exit code 1 when one could not be handed out.",
        "zh": "按期间发放空白记录表单到 forms/，每月一个目录。\n\n每份均取自客户自己的表单，填好记录编号、期间和场所；同时生成待填记录清单和日历。"
        "已有文件不会被覆盖，编号不会重复。未写 --period 时，按试运行期发放，直至管理评审。有表单无法发放时退出码为 1。",
    },
    "process": {"en": "Only forms of this procedure (repeatable).", "zh": "仅发放该程序的表单（可重复）。"},
    "cadence": {"en": "Only forms filled in this often (repeatable).", "zh": "仅发放该频次的表单（可重复）。"},
    "period": {"en": "Months, like 2026-03 or 2026-03..2026-05; by default the trial run.", "zh": "月份，如 2026-03 或 2026-03..2026-05；默认试运行期。"},
    "site": {"en": "Copies for this site (repeatable).", "zh": "为该场所单独发放（可重复）。"},
    "copies": {"en": "How many blanks a month of each form that holds one event.", "zh": "一事一单的表单每月发放份数。"},
    "to-folder": {"en": "Folder within the client's folder.", "zh": "客户文件夹内的目标目录。"},
    "pdf": {
        "en": "Write the documents as PDFs into report/pdf.\n\nLibreOffice lays them out as they lie in the folder, with bookmarks and tags. "
        "PDFs of issued documents are read-only. Exit code 1 when a document got none.",
        "zh": "将文件导出为 PDF，写入 report/pdf。\n\n由 LibreOffice 按文件夹中的现状排版，带书签和标签；已发布文件的 PDF 为只读。"
        "有文件未能导出时退出码为 1。",
    },
    "issued-only": {"en": "Only documents that are as they were issued.", "zh": "仅导出与发布时一致的文件。"},
    "undo": {
        "en": "Take back the last build.\n\nBrings the folder back byte for byte to what it was before the last build that changed "
        "something, as long as nobody has edited a document since; else nothing is changed, and what differs is told.",
        "zh": "撤销最近一次生成。\n\n将文件夹逐字节恢复到最近一次有改动的生成之前；若此后有文件被人改动，则不做任何更改，并说明有哪些不同。",
    },
    "conflicts": {
        "en": "List where you and docgen changed the same words, and nobody has decided yet.\n\n"
        "Such a place shows the new text beside yours, as a tracked insertion with a comment. Nothing is written. Exit code 1 while one is open.",
        "zh": "列出手工修改与新生成内容相冲突、尚未了结之处。\n\n"
        "冲突处保留您的内容，新内容以修订插入并附批注。不写入任何文件；仍有冲突时退出码为 1。",
    },
    "keep-mine": {
        "en": "In this document your text wins every conflict; may be repeated.",
        "zh": "该文件的冲突一律以您的内容为准（填标识），可重复。",
    },
    "take-new": {
        "en": "In this document the new text wins every conflict; your other edits stay; may be repeated.",
        "zh": "该文件的冲突一律以新内容为准，其余手工修改保留（填标识），可重复。",
    },
    "catalogue": {
        "en": "List every document docgen knows.\n\nNeeds no client folder.",
        "zh": "列出 docgen 收录的全部文件。\n\n无需客户文件夹。",
    },
    "templates": {
        "en": "What people do with templates of their own.",
        "zh": "自有模板的工具。",
    },
    "templates-check": {
        "en": "Check templates before any client is at hand.\n\nEvery fault in one go: tags, names and fields that no profile has, "
        "and what Word or Excel would repair. Nothing is written. Exit code 1 when something is wrong.",
        "zh": "不用客户数据检查模板。\n\n一次列出全部问题：标记写法、档案中不可能有的名称和字段，以及 Word、Excel 打开时要修复的地方。"
        "不写入任何文件；有问题时退出码为 1。",
    },
    "branches": {
        "en": "Fill the shipped templates for the example clients and their variants, and show which conditions never go one of their ways.",
        "zh": "用示例客户及其变体填充自带模板，列出哪些条件始终只有一种结果。",
    },
    "client": {"en": "With --branches: a client's folder instead of the examples (repeatable).", "zh": "与 --branches 合用：用该客户文件夹代替示例（可重复）。"},
    "schema": {
        "en": "Print the JSON Schema of profile.yaml for your editor.",
        "zh": "输出 profile.yaml 的 JSON Schema，供编辑器使用。",
    },
    "new-example": {
        "en": "Start from this example client: cloudridge, harbourline, jianyue, yuehu, wanheng or lintwhite.",
        "zh": "以示例客户为起点：cloudridge、harbourline、jianyue、yuehu、wanheng 或 lintwhite。",
    },
    "new-language": {"en": "Language of the documents: zh, en or both.", "zh": "文件语言：zh、en 或 both（双语）。"},
    "json": {"en": "Print one JSON document and nothing else.", "zh": "仅输出一份 JSON。"},
    "strict": {"en": "Exit with 1 for warnings too.", "zh": "出现警告时退出码也为 1。"},
    "only": {"en": "Only this document (its id); may be repeated.", "zh": "仅处理该文件（填标识），可重复。"},
    "restore": {
        "en": "Bring back this document that was deleted by hand; may be repeated.",
        "zh": "恢复被人工删除的文件（填标识），可重复。",
    },
    "page-numbers": {
        "en": "Write page numbers into the contents of documents that have none yet; LibreOffice lays them out.",
        "zh": "为尚无页码的目录写入页码，由 LibreOffice 排版得出。",
    },
    "jobs": {"en": "Number of processes (default: 1).", "zh": "并行进程数（默认 1）。"},
    "templates-folder": {
        "en": "A folder of your own templates, looked up before the shipped ones; may be repeated.",
        "zh": "自有模板文件夹，优先于随附模板，可重复。",
    },
    "missing": {"en": "Only documents that have no template yet.", "zh": "仅列出尚无模板的文件。"},
}
