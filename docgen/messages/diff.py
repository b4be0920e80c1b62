"""Texts of comparing two states of a document."""

TEXTS = {
    "no-such-revision": {
        "en": "There is no issued revision “{revision}”; there are: {known}.",
        "zh": "没有已发布的版本“{revision}”，已有：{known}。",
    },
    "never-issued": {"en": "No revision “{revision}”: the document has never been issued.", "zh": "没有版本“{revision}”：该文件从未发布。"},
    "first-revision": {
        "en": "{revision} is the first issued revision, so there is none to compare it with.",
        "zh": "{revision} 是首个已发布版本，没有更早的版本可比较。",
    },
    "remedy": {
        "en": "Name issued revisions by --from and --to; without --to the document in the folder is compared.",
        "zh": "--from 和 --to 须为已发布的版本；不填 --to 则与文件夹中的文件比较。",
    },
    "generated": {"en": "as generated", "zh": "生成时"},
    "now": {"en": "now", "zh": "当前"},
    "written": {"en": "Written: {path}", "zh": "已写入：{path}"},
}
