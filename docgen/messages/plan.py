"""Texts of a plan: why something happens to a document, and what numbering finds wrong."""

TEXTS = {
    "new-document": {"en": "new in the set ({facts})", "zh": "新纳入文件集（{facts}）"},
    "always-applies": {"en": "called for by {standards}", "zh": "{standards} 要求"},
    "field-changed": {"en": "{field}: {before} → {after}", "zh": "{field}：{before} → {after}"},
    "unsaid": {"en": "(not said)", "zh": "（未填写）"},
    "more-fields": {"en": "and {count} more changed fields", "zh": "另有 {count} 处字段变化"},
    "template-changed": {"en": "its template changed ({template})", "zh": "模板有更新（{template}）"},
    "docgen-changed": {"en": "a newer docgen writes it differently", "zh": "新版 docgen 的生成结果不同"},
    "page-numbers": {"en": "page numbers written into its contents", "zh": "目录写入页码"},
    "no-page-numbers": {
        "en": "its contents stay without page numbers: LibreOffice could not lay it out",
        "zh": "LibreOffice 未能排版，目录仍不带页码",
    },
    "renamed": {"en": "its name changed from “{before}”", "zh": "文件名由“{before}”改来"},
    "moved-by-hand": {"en": "moved by hand to {path}; docgen follows it", "zh": "已被人工移至 {path}，docgen 随之更新"},
    "next-revision": {"en": "draft {revision}: {summary}", "zh": "{revision} 版草稿：{summary}"},
    "unchanged": {"en": "up to date", "zh": "已是最新"},
    "unchanged-edited": {"en": "edited by hand, nothing new to add; your file stays", "zh": "有手工修改，且无新内容，保留您的文件"},
    "same-as-new": {"en": "edited by hand, and already says what is new", "zh": "有手工修改，且已包含新内容"},
    "merged": {"en": "edited by hand; brought up to date, the edits kept ({changes})", "zh": "有手工修改：保留修改并更新（{changes}）"},
    "left-behind": {
        "en": "{where}: {change}: “{text}”. Carry it over into the document that took its place, or let it go with --take-new.",
        "zh": "{where}：{change}：“{text}”。请移入接替它的文件；不再需要的，用 --take-new 放弃。",
    },
    "settled": {"en": "conflicts settled as asked", "zh": "冲突已按要求了结"},
    "no-pristine": {
        "en": "edited by hand, and docgen's own copy of the last generation is lost or damaged: nothing can be merged, your file stays ({changes})",
        "zh": "有手工修改，而 docgen 保存的上次生成件已丢失或损坏，无法合并，保留您的文件（{changes}）",
    },
    "deleted": {
        "en": "deleted by hand: not created again. To bring it back: docgen build --restore {document}",
        "zh": "已被人工删除，不会自动重建。如需恢复：docgen build --restore {document}",
    },
    "restored": {"en": "restored as asked", "zh": "按要求恢复"},
    "applies-again": {"en": "applies again ({facts})", "zh": "重新适用（{facts}）"},
    "not-applicable": {
        "en": "no longer applicable under the scope: moved to withdrawn/ with its edits",
        "zh": "按现范围不再适用，连同修改移入 withdrawn/",
    },
    "language-dropped": {"en": "the profile no longer asks for this language", "zh": "组织档案已不再要求该语言"},
    "not-ours": {
        "en": "a file of this name lies there and docgen did not write it. Rename or move it, then build again",
        "zh": "同名文件已存在且不是 docgen 生成的。请改名或移走后再生成",
    },
    "open-elsewhere": {
        "en": "the file is open in {program}. Close it and build again (nobody has it open? Then delete {marker} beside it)",
        "zh": "文件正在 {program} 中打开。请关闭后再生成（若无人打开，请删除同一文件夹中的 {marker}）",
    },
    "read-only": {"en": "the file is read-only. Allow writing and build again", "zh": "文件为只读。请取消只读后再生成"},
    "damaged": {"en": "the file in the folder cannot be read: {detail}", "zh": "文件夹中的文件无法读取：{detail}"},
    "unknown-code-token": {
        "en": "{{{token}}} is no token of a code pattern; known are {known}.",
        "zh": "编号规则中没有 {{{token}}} 这一标记，可用的有：{known}。",
    },
    "code-twice": {
        "en": "The pattern gives the code {code} to two documents, {first} and {second}.",
        "zh": "该编号规则使两份文件得到同一编号 {code}：{first} 与 {second}。",
    },
    "code-twice-remedy": {
        "en": "Let the pattern contain {{code}}, or {{letter}} and {{number}}; for forms also {{parent}}.",
        "zh": "编号规则应含 {{code}}，或同时含 {{letter}} 与 {{number}}；表单另加 {{parent}}。",
    },
    "code-retired": {
        "en": "The code {code} was given to {first} before and is never given again; {second} needs another one.",
        "zh": "编号 {code} 曾用于 {first}，不得再用；{second} 需另取编号。",
    },
    "unknown-document": {"en": "No document is called “{document}”.", "zh": "没有名为“{document}”的文件。"},
    "unknown-document-remedy": {"en": "docgen catalogue lists all ids.", "zh": "所有文件标识见 docgen catalogue。"},
    "document-not-in-set": {
        "en": "The document “{document}” is not in this client's set: it does not apply, or has no template yet.",
        "zh": "文件“{document}”不在该客户的文件集中：不适用，或尚无模板。",
    },
    "reference-absent": {
        "en": "ref('{document}') names a document that is not in this client's set",
        "zh": "ref('{document}') 引用的文件不在该客户的文件集中",
    },
    "reference-absent-remedy": {
        "en": "Put the sentence under {{% if applies('{document}') %}} … {{% endif %}}.",
        "zh": "请用 {{% if applies('{document}') %}} … {{% endif %}} 包住这句话。",
    },
    "unknown-role": {"en": "there is no role '{role}'", "zh": "没有名为“{role}”的角色"},
}
