"""The house's words for what a profile leaves unsaid, in Chinese and English, each written as an original."""

from __future__ import annotations

from docgen.domain.operations import Degrees
from docgen.domain.text import Text

_PART = Text(
    "一项服务的部分功能不可用，或该服务20%及以上的用户受影响",
    "Part of a service is down, or at least 20% of its users are affected",
)
_FEW = Text("受影响的用户不足20%，服务其余部分正常", "Fewer than 20% of the users are affected and the rest of the service works")
IMPACT_OF_SEVERAL_SITES = Degrees(
    high=Text("一项服务整体不可用，或一个场所的用户全部受影响", "A whole service is down, or all users of a site are affected"),
    medium=_PART,
    low=_FEW,
)
IMPACT_OF_ONE_SITE = Degrees(high=Text("一项服务整体不可用", "A whole service is down"), medium=_PART, low=_FEW)
URGENCY = Degrees(
    high=Text("工作已经停止，当天没有替代办法", "Work has stopped and there is no other way to do it today"),
    medium=Text("有替代办法，可维持到当天工作结束", "A workaround carries the work through today"),
    low=Text("可等到约定的时间处理，不影响当天工作", "It can wait until an agreed time; today's work goes on"),
)
SECOND_LINE = Text("二线工程师", "the second-line engineer")
ANOTHER_ENGINEER = Text("另一名工程师", "another engineer")
SERVICE_DESK = Text("服务台", "Service Desk")
CUSTOMER_CONTACT = Text("受影响客户的联系人", "contact of each customer affected")
BOARD_BY_MESSAGE = Text(
    "不设例会；每项变更由申请人以外的两人以书面消息审批，消息附入变更记录",
    "no fixed meeting: two people other than the requester decide each change by written message, which is filed with its record",
)
BOARD_WEEKLY = Text("每周一次", "once a week")
BOARD_WEEKLY_WITH_DUTY_LIST = Text("每周一次，另设紧急变更值班名单", "once a week, with a duty list for emergency changes")


def major_incident_criteria(minutes: int, *, several_customers: bool) -> tuple[Text, ...]:
    """Return what makes an incident a major one. `minutes`: how long a whole service may be down before it is one."""
    many_users = Text("一项服务50%及以上的用户受影响", "At least 50% of the users of a service are affected")
    two_customers = Text(
        "同一原因使两个及以上客户的服务中断，或一项服务50%及以上的用户受影响",
        "One cause has interrupted the services of two or more customers, or at least 50% of the users of a service are affected",
    )
    return (
        Text(f"一项服务整体中断已超过{minutes}分钟", f"A whole service has been down for more than {minutes} minutes"),
        two_customers if several_customers else many_users,
        Text("数据丢失、损坏，或无法确认是否完整", "Data is lost or damaged, or nobody can confirm that it is complete"),
        Text(
            "P1事件用时已达解决时限的50%，仍没有经过验证的恢复办法",
            "A P1 incident has used 50% of its resolution time and there is still no tested way to restore the service",
        ),
        Text("法律法规或合同要求向外部机构报告", "Law or a contract requires the incident to be reported outside the organisation"),
    )
