"""Texts about a client's folder: names, writing, locking, the register."""

TEXTS = {
    # layout
    "leaves-workspace": {
        "en": "The path leads out of the client's folder; docgen neither reads nor writes there.",
        "zh": "该路径指向客户文件夹之外，docgen 不会在那里读写。",
    },
    "leaves-workspace-remedy": {
        "en": "Replace the link by a real folder, or correct the name.",
        "zh": "请将链接换成真实的文件夹，或改正名称。",
    },
    "records-untouched": {
        "en": "records/ belongs to the client: docgen reads it and never writes there.",
        "zh": "records/ 归客户所有，docgen 只读取，从不写入。",
    },
    "own-file": {
        "en": "This file is docgen's own book-keeping and is never written as a document.",
        "zh": "该文件由 docgen 自用，不能作为文件内容写入。",
    },
    "same-name": {
        "en": "Two documents would get the same file name, {first} and {second}; Windows and macOS take them for one.",
        "zh": "两份文件将得到相同的文件名：{first} 与 {second}，Windows 和 macOS 会视为同一文件。",
    },
    "same-name-remedy": {
        "en": "Let the codes differ by more than capital letters and punctuation (document_control.code_pattern).",
        "zh": "请使编号不只在大小写或标点上有差别（document_control.code_pattern）。",
    },
    # writing
    "disk-full": {
        "en": "The disk is full, or the quota is used up. Nothing was changed.",
        "zh": "磁盘已满或配额用尽，未做任何更改。",
    },
    "disk-full-remedy": {"en": "Free some space, then run the command again.", "zh": "请清理出空间后重新执行命令。"},
    "not-permitted": {
        "en": "docgen may not write here: the folder or file is read-only, or belongs to somebody else. Nothing was changed.",
        "zh": "docgen 无权在此写入：文件夹或文件为只读，或属于其他用户。未做任何更改。",
    },
    "not-permitted-remedy": {
        "en": "Allow writing in the folder's properties, or move the client's folder to a place of your own.",
        "zh": "请在文件夹属性中允许写入，或将客户文件夹移到您有权限的位置。",
    },
    "path-too-long": {
        "en": "The path is longer than this system allows. Nothing was changed.",
        "zh": "路径超出系统允许的长度，未做任何更改。",
    },
    "path-too-long-remedy": {
        "en": "Move the client's folder nearer to the top of the drive, or give it a shorter name.",
        "zh": "请将客户文件夹移到更靠近盘符根目录的位置，或改用较短的名称。",
    },
    "other-disk": {
        "en": "This folder lies on another disk than the client's folder, so the files cannot appear all at once. Nothing was changed.",
        "zh": "该文件夹与客户文件夹不在同一磁盘，无法保证文件一次性全部生效。未做任何更改。",
    },
    "other-disk-remedy": {"en": "Keep the whole client's folder on one disk.", "zh": "请将整个客户文件夹放在同一磁盘上。"},
    "not-a-folder": {
        "en": "A file stands where docgen needs a folder. Nothing was changed.",
        "zh": "docgen 需要文件夹的位置上已有同名文件，未做任何更改。",
    },
    "not-a-file": {
        "en": "A folder stands where docgen needs a file. Nothing was changed.",
        "zh": "docgen 需要文件的位置上已有同名文件夹，未做任何更改。",
    },
    "in-the-way-remedy": {"en": "Rename it or move it away, then run the command again.", "zh": "请改名或移走后重新执行命令。"},
    "cannot-write": {
        "en": "Writing failed ({detail}). Nothing was changed.",
        "zh": "写入失败（{detail}），未做任何更改。",
    },
    "cannot-write-remedy": {
        "en": "Check the disk and the network connection, then run the command again.",
        "zh": "请检查磁盘与网络连接后重新执行命令。",
    },
    "cannot-read": {"en": "The file cannot be read ({detail}).", "zh": "无法读取该文件（{detail}）。"},
    "cannot-read-remedy": {
        "en": "Allow reading in the file's properties, or check the disk and the network connection.",
        "zh": "请在文件属性中允许读取，或检查磁盘与网络连接。",
    },
    "not-finished": {
        "en": "The new files are complete and safe, but not all of them could be put in place ({detail}).",
        "zh": "新文件已完整保存，但未能全部就位（{detail}）。",
    },
    "not-finished-remedy": {
        "en": "Remove the obstacle; the next docgen command on this folder puts the rest in place. Nothing is lost.",
        "zh": "请排除障碍；下一次对该文件夹执行 docgen 命令时会自动完成其余部分，不会丢失任何内容。",
    },
    "must-finish-first": {
        "en": "An earlier build was interrupted and has not been finished yet.",
        "zh": "先前一次生成被中断，尚未完成。",
    },
    "must-finish-first-remedy": {"en": "Run the command again: docgen finishes it first.", "zh": "请重新执行命令，docgen 会先完成它。"},
    "journal-unreadable": {
        "en": "The journal of an interrupted build is damaged ({detail}), so docgen cannot finish it.",
        "zh": "被中断的生成所留日志已损坏（{detail}），docgen 无法继续完成。",
    },
    "journal-newer": {
        "en": "A newer docgen was interrupted here; its journal has version {found}, this docgen knows version {known}.",
        "zh": "此处有较新版本的 docgen 被中断：其日志版本为 {found}，当前 docgen 只支持版本 {known}。",
    },
    "journal-newer-remedy": {
        "en": "Run any command of that newer docgen on this folder once.",
        "zh": "请用该较新版本的 docgen 对此文件夹执行一次任意命令。",
    },
    "staged-damaged": {
        "en": "A file of an interrupted build is damaged, so docgen cannot finish it.",
        "zh": "被中断的生成所留文件已损坏，docgen 无法继续完成。",
    },
    "restore-backup-remedy": {
        "en": "Copy documents/ to a safe place, then put .docgen/ and documents/ back from the same backup.",
        "zh": "请先将 documents/ 另行备份，再从同一份备份中恢复 .docgen/ 与 documents/。",
    },
    "issued-lost": {
        "en": "The copy of revision {revision} of {document} ({language}) is missing or is not what was issued.",
        "zh": "{document}（{language}）{revision} 版的发布存档缺失，或已不是当时发布的内容。",
    },
    # taking a build back
    "undo-nothing": {"en": "There is no build to take back.", "zh": "没有可撤销的生成。"},
    "undo-nothing-remedy": {
        "en": "docgen keeps the way back from the last build that changed something; it can be taken back once.",
        "zh": "docgen 只保留最近一次有改动的生成，且只能撤销一次。",
    },
    "undo-edited": {
        "en": "The file has been edited since the last build, so the build cannot be taken back without losing that.",
        "zh": "该文件在最近一次生成之后又被改动；撤销生成会丢失这些改动，因此未予撤销。",
    },
    "undo-gone": {"en": "The file has been deleted or moved since the last build.", "zh": "该文件在最近一次生成之后已被删除或移走。"},
    "undo-taken": {
        "en": "The file cannot go back to “{path}”: another file lies there now.",
        "zh": "该文件无法移回“{path}”：该处已有其他文件。",
    },
    "undo-register": {
        "en": "The register is not the one that the last build wrote.",
        "zh": "登记册已不是最近一次生成所写的版本。",
    },
    "undo-unreadable": {
        "en": "What docgen kept of the last build is damaged, so it cannot be taken back.",
        "zh": "docgen 为最近一次生成保留的内容已损坏，无法撤销。",
    },
    "undo-unreadable-remedy": {
        "en": "Nothing was changed. The next build keeps a new way back.",
        "zh": "未做任何改动。下次生成时会重新保留可撤销的内容。",
    },
    "undo-newer": {
        "en": "The last build was made by a newer docgen; its record has version {found}, this docgen knows version {known}.",
        "zh": "最近一次生成由较新版本的 docgen 完成：其记录版本为 {found}，当前 docgen 只支持版本 {known}。",
    },
    # what a person did between planning and writing
    "kept-saved": {
        "en": "somebody saved the file while docgen was at work; that file stays, and the next build takes it into account",
        "zh": "docgen 工作期间有人保存了该文件：保留此人的文件，下次生成时再行处理",
    },
    "kept-gone": {
        "en": "somebody deleted or moved the file while docgen was at work; it was not written again",
        "zh": "docgen 工作期间有人删除或移走了该文件，未重新写入",
    },
    "kept-in-the-way": {
        "en": "a file of this name appeared while docgen was at work; it stays, rename or move it and build again",
        "zh": "docgen 工作期间出现了同名文件，予以保留；请改名或移走后再生成",
    },
    "kept-busy": {
        "en": "another program holds the file ({detail}); it stays as it is, close it and build again",
        "zh": "该文件正被其他程序占用（{detail}），保持原样；请关闭后再生成",
    },
    # starting a folder
    "profile-exists": {
        "en": "There is a profile in this folder already; docgen new does not write over it.",
        "zh": "该文件夹中已有组织档案，docgen new 不会覆盖。",
    },
    "profile-exists-remedy": {
        "en": "Go on with docgen check, or name another folder.",
        "zh": "请继续执行 docgen check，或另选一个文件夹。",
    },
    "folder-not-empty": {
        "en": "The folder holds other files and is no docgen workspace; a client's folder starts empty.",
        "zh": "该文件夹中已有其他文件，且不是 docgen 的客户文件夹；新建客户文件夹须为空。",
    },
    "folder-not-empty-remedy": {"en": "Name a new or an empty folder.", "zh": "请指定一个新文件夹或空文件夹。"},
    "no-such-example": {
        "en": "There is no example called “{name}”; there are {known}.",
        "zh": "没有名为“{name}”的示例，可用的有：{known}。",
    },
    # lock
    "locked": {
        "en": "Another docgen is at work in this folder (process {pid}).",
        "zh": "另一个 docgen 正在处理该文件夹（进程 {pid}）。",
    },
    "locked-by-unknown": {
        "en": "Another docgen is at work in this folder.",
        "zh": "另一个 docgen 正在处理该文件夹。",
    },
    "locked-remedy": {
        "en": "Wait until it is done, then run the command again.",
        "zh": "请待其完成后重新执行命令。",
    },
    # register and pristine copies
    "register-not-json": {
        "en": "The register is damaged: it is no JSON text ({detail}).",
        "zh": "登记文件已损坏：不是 JSON 文本（{detail}）。",
    },
    "register-shape": {"en": "The register is damaged here.", "zh": "登记文件此处已损坏。"},
    "register-missing-key": {"en": "this field is missing", "zh": "缺少该字段"},
    "register-unknown-key": {"en": "docgen writes no such field", "zh": "docgen 不会写入该字段"},
    "register-twice": {
        "en": "The register names the same document twice.",
        "zh": "登记文件中同一文件出现两次。",
    },
    "register-code": {
        "en": "The code {code} is given to {owner} and used by {document}.",
        "zh": "编号 {code} 已登记给 {owner}，却被 {document} 使用。",
    },
    "register-newer": {
        "en": "The register was written by a newer docgen: it has format {found}, this docgen knows formats up to {known}.",
        "zh": "登记文件由较新版本的 docgen 写成：其格式为 {found}，当前 docgen 最高支持格式 {known}。",
    },
    "register-newer-remedy": {"en": "Install that newer docgen (version {version}).", "zh": "请安装较新版本的 docgen（{version}）。"},
    "expected-text": {"en": "a text", "zh": "文本"},
    "expected-whole-number": {"en": "a whole number", "zh": "整数"},
    "expected-page": {"en": "a page number from 1", "zh": "从 1 起的页码"},
    "expected-yes-no": {"en": "true or false", "zh": "true 或 false"},
    "expected-list": {"en": "a list", "zh": "列表"},
    "expected-mapping": {"en": "a mapping of names to values", "zh": "名称到值的映射"},
    "expected-date": {"en": "a date such as 2026-03-01", "zh": "日期，如 2026-03-01"},
    "expected-status": {"en": "draft or issued", "zh": "draft 或 issued"},
    "expected-hash": {"en": "a SHA-256 hash", "zh": "SHA-256 哈希值"},
    "expected-path": {"en": "a path below documents/", "zh": "documents/ 之下的路径"},
    "pristine-missing": {
        "en": "The pristine copy of {document} ({language}) is missing, so hand edits cannot be told from docgen's own text.",
        "zh": "{document}（{language}）的原始副本缺失，无法区分手工修改与 docgen 生成的内容。",
    },
    "pristine-damaged": {
        "en": "The pristine copy of {document} ({language}) is damaged, so hand edits cannot be told from docgen's own text.",
        "zh": "{document}（{language}）的原始副本已损坏，无法区分手工修改与 docgen 生成的内容。",
    },
    # observing
    "not-a-regular-file": {"en": "it is no ordinary file", "zh": "不是普通文件"},
}
