"""How a profile contradicts itself: what is wrong, and what to do."""

TEXTS = {
    # Roles and people
    "role-not-held": {
        "en": "Nobody holds the role {role}, and these documents need it: {documents}.",
        "zh": "角色 {role} 无人担任，而下列文件需要它：{documents}。",
    },
    "role-not-held-remedy": {
        "en": "Add {role}: {{person: …}} under roles; one person may hold several roles.",
        "zh": "请在 roles 下增加 {role}: {{person: …}}；一人可兼任多个角色。",
    },
    "role-without-holder": {"en": "The role {role} is named here, and nobody holds it.", "zh": "此处用到角色 {role}，但无人担任。"},
    "role-without-holder-remedy": {
        "en": "Add {role} under roles, or name a role that stands there.",
        "zh": "请在 roles 下增加 {role}，或改用其中已有的角色。",
    },
    "unknown-role": {"en": "“{name}” is no role of the catalogue.", "zh": "“{name}”不是目录中的角色。"},
    "unknown-role-remedy": {
        "en": "Use a role id of the catalogue; the client's own name for it goes into title.",
        "zh": "请使用目录中的角色标识；本单位自己的叫法写在 title 中。",
    },
    "unknown-document": {"en": "“{name}” is no document of the catalogue.", "zh": "“{name}”不是目录中的文件。"},
    "unknown-document-remedy": {
        "en": "Use a document id; docgen catalogue lists them.",
        "zh": "请使用文件标识，可用 docgen catalogue 查看。",
    },
    "unknown-measure": {"en": "“{name}” is no measure of the catalogue.", "zh": "“{name}”不是目录中的指标。"},
    "unknown-measure-remedy": {
        "en": "Use the id of a measure of the catalogue; the client's own measures go under kpis.",
        "zh": "请使用目录中的指标标识；本单位自设的指标写在 kpis 下。",
    },
    "unknown-department": {"en": "There is no department “{name}”.", "zh": "没有部门“{name}”。"},
    "unknown-department-remedy": {
        "en": "Use an id that stands under departments, or add the department there.",
        "zh": "请使用 departments 中的标识，或先在其中增加该部门。",
    },
    "own-deputy": {"en": "{person} stands in for themselves as {role}.", "zh": "{role} 的代理人与担任人都是{person}。"},
    "own-deputy-remedy": {"en": "Name another person as deputy, or delete the line.", "zh": "请另写一人，或删去 deputy。"},
    "call-tree-nobody": {
        "en": "The entry of the call tree says neither role nor post.",
        "zh": "紧急联络树的这一项既没有 role，也没有 post。",
    },
    "call-tree-nobody-remedy": {
        "en": "Name a role, or a post outside the organisation.",
        "zh": "请写明角色（role），或单位以外的岗位（post）。",
    },
    "call-tree-other-person": {
        "en": "The call tree names {person} as {role}; under roles it is {holder}.",
        "zh": "紧急联络树中 {role} 是{person}，而 roles 中是{holder}。",
    },
    "call-tree-other-person-remedy": {
        "en": "Delete person here, so that the holder is taken from roles, or mend one of the two.",
        "zh": "请删去此处的 person（将取自 roles），或改正其中一处。",
    },
    "more-it-than-people": {
        "en": "{part} IT staff are more than the {whole} people in scope.",
        "zh": "IT 人员 {part} 人，多于范围内总人数 {whole} 人。",
    },
    "more-it-than-people-remedy": {"en": "Correct it_headcount or headcount.", "zh": "请改正 it_headcount 或 headcount。"},
    "departments-exceed-headcount": {
        "en": "The departments have {part} people together, the organisation {whole}.",
        "zh": "各部门人数合计 {part} 人，多于组织人数 {whole} 人。",
    },
    "departments-exceed-headcount-remedy": {
        "en": "Correct headcount, or that of the departments; a person in two departments counts in one.",
        "zh": "请改正 headcount 或各部门人数；一人在两个部门任职的只计一次。",
    },
    "audits-own-work": {
        "en": "{person} audits the department {department} and works there or heads it.",
        "zh": "{person}审核部门 {department}，而本人在该部门任职或负责该部门。",
    },
    "audits-own-work-remedy": {
        "en": "Give this department to another auditor, or name one from outside (external: true).",
        "zh": "请把该部门交给其他内审员，或聘请外部内审员（external: true）。",
    },
    # Facts, document control, risk
    "fact-denied": {
        "en": "{fact} is said to be {said}, while {source} says the opposite.",
        "zh": "{fact} 写为 {said}，而 {source} 的内容与之相反。",
    },
    "fact-denied-remedy": {"en": "Delete {fact} here, or correct {source}.", "zh": "请删去此处的 {fact}，或改正 {source}。"},
    "fact-without-list": {
        "en": "{fact} is said to be {said}, and {source} names none.",
        "zh": "{fact} 写为 {said}，而 {source} 中一个也没有。",
    },
    "fact-without-list-remedy": {
        "en": "List them under {source}, since the documents name them; or delete {fact}.",
        "zh": "请在 {source} 中逐一列出（文件要写明名称），或删去 {fact}。",
    },
    "first-revision-past-limit": {
        "en": "The first revision {first} is past the limit {limit} already.",
        "zh": "首版 {first} 已超过修订次数上限 {limit}。",
    },
    "first-revision-past-limit-remedy": {
        "en": "Raise revision_limit, or begin with a lower revision.",
        "zh": "请提高 revision_limit，或用更小的首版版次。",
    },
    "accepts-every-risk": {
        "en": "Scores up to {accepted} are accepted, and {highest} is the highest there is.",
        "zh": "接受上限为 {accepted} 分，而最高分只有 {highest}。",
    },
    "accepts-every-risk-remedy": {"en": "Lower accept_up_to, or correct scale.", "zh": "请降低 accept_up_to，或改正 scale。"},
    "thresholds-not-rising": {
        "en": "The thresholds do not rise: watch {watch}, plan {plan}, act {act}.",
        "zh": "阈值没有逐级升高：关注 {watch}、规划 {plan}、处置 {act}。",
    },
    "thresholds-not-rising-remedy": {"en": "Order them watch < plan < act.", "zh": "请按 watch < plan < act 填写。"},
    # Services
    "unknown-site": {"en": "There is no site “{name}”.", "zh": "没有场所“{name}”。"},
    "unknown-site-remedy": {
        "en": "Use an id that stands under sites, or add the site there.",
        "zh": "请使用 sites 中的标识，或先在其中增加该场所。",
    },
    "unknown-customer": {"en": "There is no customer “{name}”.", "zh": "没有客户“{name}”。"},
    "unknown-customer-remedy": {
        "en": "Use an id that stands under customers, or add the customer there.",
        "zh": "请使用 customers 中的标识，或先在其中增加该客户。",
    },
    "unknown-service": {"en": "There is no service “{name}”.", "zh": "没有服务“{name}”。"},
    "unknown-service-remedy": {
        "en": "Use an id that stands under services, or add the service there.",
        "zh": "请使用 services 中的标识，或先在其中增加该服务。",
    },
    "unknown-supplier": {"en": "There is no supplier “{name}”.", "zh": "没有供应商“{name}”。"},
    "unknown-supplier-remedy": {
        "en": "Use an id that stands under suppliers, or add the supplier there.",
        "zh": "请使用 suppliers 中的标识，或先在其中增加该供应商。",
    },
    "no-response": {"en": "{priority} of the service {service} has no response time.", "zh": "服务 {service} 的 {priority} 没有响应时间。"},
    "no-response-remedy": {"en": "Add response, such as 30 min.", "zh": "请补上 response，如 30 min。"},
    "no-resolution": {
        "en": "{priority} of the service {service} has no resolution time.",
        "zh": "服务 {service} 的 {priority} 没有解决时间。",
    },
    "no-resolution-remedy": {"en": "Add resolution, such as 8 h.", "zh": "请补上 resolution，如 8 h。"},
    "response-after-resolution": {
        "en": "{priority} is responded to within {time}, later than it is resolved ({resolution}).",
        "zh": "{priority} 的响应时间 {time} 长于解决时间 {resolution}。",
    },
    "response-after-resolution-remedy": {"en": "Shorten response or lengthen resolution.", "zh": "请缩短 response 或放宽 resolution。"},
    "on_site-after-resolution": {
        "en": "For {priority} the engineer arrives within {time}, later than it is resolved ({resolution}).",
        "zh": "{priority} 的到场时间 {time} 长于解决时间 {resolution}。",
    },
    "on_site-after-resolution-remedy": {"en": "Shorten on_site or lengthen resolution.", "zh": "请缩短 on_site 或放宽 resolution。"},
    "slower-response": {
        "en": "{priority} is responded to within {time}, slower than {lower} ({lower_time}).",
        "zh": "{priority} 的响应时间 {time} 慢于 {lower} 的 {lower_time}。",
    },
    "slower-response-remedy": {"en": "Make {priority} at least as fast as {lower}.", "zh": "请使 {priority} 不慢于 {lower}。"},
    "slower-resolution": {
        "en": "{priority} is resolved within {time}, slower than {lower} ({lower_time}).",
        "zh": "{priority} 的解决时间 {time} 慢于 {lower} 的 {lower_time}。",
    },
    "slower-resolution-remedy": {"en": "Make {priority} at least as fast as {lower}.", "zh": "请使 {priority} 不慢于 {lower}。"},
    "slower-on_site": {
        "en": "For {priority} the engineer arrives within {time}, slower than for {lower} ({lower_time}).",
        "zh": "{priority} 的到场时间 {time} 慢于 {lower} 的 {lower_time}。",
    },
    "slower-on_site-remedy": {"en": "Make {priority} at least as fast as {lower}.", "zh": "请使 {priority} 不慢于 {lower}。"},
    "nobody-at-night": {
        "en": "The clock of {priority} for the service {service} runs around the clock, and nobody is there at night: no shifts, no on-call duty, no service desk with hours 24x7.",
        "zh": "服务 {service} 的 {priority} 全天计时，但夜间无人：没有轮班（shifts）、待命（on_call），服务台也不是 24x7。",
    },
    "nobody-at-night-remedy": {
        "en": "Describe shifts or on_call, or service_desk with hours: 24x7; or limit the hours of the target.",
        "zh": "请填写 shifts 或 on_call，或把 service_desk.hours 写为 24x7；否则请限定该目标的 hours。",
    },
    "rto-too-long": {
        "en": "The recovery time {rto} is longer than the outage that can be tolerated ({tolerable}).",
        "zh": "恢复时间目标 {rto} 长于可容忍的中断时间 {tolerable}。",
    },
    "rto-too-long-remedy": {"en": "Shorten rto, or correct tolerable_outage.", "zh": "请缩短 rto，或改正 tolerable_outage。"},
    "example-priority": {
        "en": "The example is called {said}, while the matrix gives {derived}.",
        "zh": "示例写为 {said}，而矩阵得出 {derived}。",
    },
    "example-priority-remedy": {
        "en": "Delete priority here (it follows from the matrix), or correct impact and urgency.",
        "zh": "请删去 priority（由矩阵得出），或改正影响度和紧急度。",
    },
    "priority-without-target": {
        "en": "The matrix can give {priorities}, and the service {service} has no target for it.",
        "zh": "矩阵会得出 {priorities}，而服务 {service} 没有相应的目标。",
    },
    "priority-without-target-remedy": {
        "en": "Give the service response and resolution for {priorities}, or use a priorities.matrix without it.",
        "zh": "请为该服务补上 {priorities} 的 response 和 resolution，或在 priorities.matrix 中不用它。",
    },
    "matrix-not-falling": {
        "en": "The matrix gives {cell} the priority {priority}, less urgent than {other} with {lower}.",
        "zh": "矩阵中 {cell} 为 {priority}，反而不如 {other} 的 {lower} 紧急。",
    },
    "matrix-not-falling-remedy": {
        "en": "Higher impact or urgency must never give a less urgent priority: change {cell} or {other}.",
        "zh": "影响度或紧急度越高，优先级不得越低：请改 {cell} 或 {other}。",
    },
    "steps-not-rising": {"en": "The step at {after} follows the one at {before}.", "zh": "{after} 的升级步骤排在 {before} 之后。"},
    "steps-not-rising-remedy": {
        "en": "Order the steps by their share of the resolution time, each share once.",
        "zh": "请按占解决时间的比例从小到大排列，每个比例只写一次。",
    },
    "updates-too-long": {
        "en": "The reporter of a {priority} hears from us every {time}, though it is resolved within {resolution}.",
        "zh": "{priority} 的通报间隔 {time} 长于最短的解决时间 {resolution}。",
    },
    "updates-too-long-remedy": {"en": "Shorten the interval of {priority}.", "zh": "请缩短 {priority} 的通报间隔。"},
    "first-line-too-long": {
        "en": "The first line may try for {time} at a {priority}, though it is resolved within {resolution}.",
        "zh": "{priority} 的一线处理时间 {time} 长于最短的解决时间 {resolution}。",
    },
    "first-line-too-long-remedy": {"en": "Shorten the first-line time of {priority}.", "zh": "请缩短 {priority} 的一线处理时间。"},
    "major-lead-time": {
        "en": "A major change is handed in {major} ahead, a normal one {normal}.",
        "zh": "重大变更提前 {major} 提交，反而短于常规变更的 {normal}。",
    },
    "major-lead-time-remedy": {
        "en": "Give the major change at least the lead time of a normal one.",
        "zh": "重大变更的提前期不得短于常规变更。",
    },
    "supplier-slower-response": {
        "en": "For {priority} the supplier {supplier} responds within {theirs}; with its help we promise {ours} (service {service}).",
        "zh": "{priority}：供应商 {supplier} 承诺 {theirs} 响应，而我方对服务 {service} 承诺 {ours}。",
    },
    "supplier-slower-response-remedy": {
        "en": "Agree a shorter time with the supplier, or promise less.",
        "zh": "请与供应商约定更短的时限，或放宽我方承诺。",
    },
    "supplier-slower-resolution": {
        "en": "For {priority} the supplier {supplier} resolves within {theirs}; with its help we promise {ours} (service {service}).",
        "zh": "{priority}：供应商 {supplier} 承诺 {theirs} 解决，而我方对服务 {service} 承诺 {ours}。",
    },
    "supplier-slower-resolution-remedy": {
        "en": "Agree a shorter time with the supplier, or promise less.",
        "zh": "请与供应商约定更短的时限，或放宽我方承诺。",
    },
    "supplier-slower-on_site": {
        "en": "For {priority} the supplier {supplier} is on site within {theirs}; with its help we promise {ours} (service {service}).",
        "zh": "{priority}：供应商 {supplier} 承诺 {theirs} 到场，而我方对服务 {service} 承诺 {ours}。",
    },
    "supplier-slower-on_site-remedy": {
        "en": "Agree a shorter time with the supplier, or promise less.",
        "zh": "请与供应商约定更短的时限，或放宽我方承诺。",
    },
    # Dates
    "dates-out-of-order": {
        "en": "{later} ({second}) lies before {earlier} ({first}).",
        "zh": "{later}（{second}）早于{earlier}（{first}）。",
    },
    "dates-out-of-order-remedy": {"en": "Correct one of the two dates.", "zh": "请改正其中一个日期。"},
    "trial-too-short": {
        "en": "The trial run begins on {start} and stage 2 on {stage_2}: less than three months of records.",
        "zh": "试运行始于 {start}，二阶段审核在 {stage_2}，运行记录不满三个月。",
    },
    "trial-too-short-remedy": {"en": "Move stage_2 to {earliest} or later.", "zh": "请把 stage_2 推迟到 {earliest} 或以后。"},
    "founded-too-late": {
        "en": "The organisation was founded on {founded}, after the date of {name} ({date}).",
        "zh": "组织成立于 {founded}，晚于{name}（{date}）。",
    },
    "founded-too-late-remedy": {"en": "Correct founded, or the date.", "zh": "请改正 founded 或该日期。"},
    "contract-ended": {
        "en": "The contract with {supplier} ends on {end}, before stage 2 ({stage_2}).",
        "zh": "与供应商 {supplier} 的合同于 {end} 到期，早于二阶段审核（{stage_2}）。",
    },
    "contract-ended-remedy": {
        "en": "Enter the renewed contract, or leave the supplier out.",
        "zh": "请填写续签后的到期日，或删去该供应商。",
    },
    "holiday-ends-early": {"en": "The last day {last} lies before the first {first}.", "zh": "结束日 {last} 早于开始日 {first}。"},
    "holiday-ends-early-remedy": {"en": "Correct first or last.", "zh": "请改正 first 或 last。"},
    "date-project-start": {"en": "the start of the project", "zh": "项目启动"},
    "date-documents-issued": {"en": "the issue of the documents", "zh": "文件发布"},
    "date-documents-effective": {"en": "the day the documents take effect", "zh": "文件实施"},
    "date-trial-start": {"en": "the start of the trial run", "zh": "试运行开始"},
    "date-business-impact-analysis": {"en": "the business impact analysis", "zh": "业务影响分析"},
    "date-continuity-test": {"en": "the continuity test", "zh": "连续性测试"},
    "date-internal-audit": {"en": "the internal audit", "zh": "内部审核"},
    "date-internal-audit-end": {"en": "the end of the internal audit", "zh": "内部审核结束"},
    "date-management-review": {"en": "the management review", "zh": "管理评审"},
    "date-stage-1": {"en": "the stage 1 audit", "zh": "一阶段审核"},
    "date-stage-1-end": {"en": "the end of stage 1", "zh": "一阶段审核结束"},
    "date-stage-2": {"en": "the stage 2 audit", "zh": "二阶段审核"},
    "date-stage-2-end": {"en": "the end of stage 2", "zh": "二阶段审核结束"},
    "date-certificate": {"en": "the certificate", "zh": "证书颁发"},
}
