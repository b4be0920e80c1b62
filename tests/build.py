"""Makers that all tests share: a sound profile, as text and as a value, with what a test wants to be otherwise."""

from __future__ import annotations

from collections.abc import Mapping

from docgen.domain.profile import Profile
from docgen.sources.profile_file import read_profile
from docgen.sources.rewrite import rewrite

# An invented client of 42 people with two services, on the way to ISO/IEC 20000-1.
PROFILE = """\
organisation:
  name: {zh: 上海云岭信息技术有限公司, en: Cloudridge IT Services Ltd}
  short_name: {zh: 云岭, en: Cloudridge}
  code: YL
  sector: it-outsourcing
  founded: 2014-03-18
  headcount: 42
  it_headcount: 30
  brand_colour: "1B5E7B"
languages: [zh, en]
standards: [iso20000-1]
sites:
  - {id: hq, name: {zh: 总部, en: Head office}, address: {zh: 上海市浦东新区, en: "Pudong, Shanghai"}}
  - {id: dc, name: {zh: 机房, en: Server room}}
scope:
  statement: {zh: 向外部客户提供IT运维外包服务, en: IT operations outsourcing for external customers}
customers:
  - {id: lanqiao, name: {zh: 澜桥物流, en: Lanqiao Logistics}, users: 620}
  - {id: herun, name: {zh: 禾润食品, en: Herun Foods}, users: 450}
services:
  - id: ops
    name: {zh: IT运维外包服务, en: IT operations outsourcing}
    type: infrastructure-operations
    owner: service-delivery-manager
    hours: "Mon-Fri 09:00-18:00"
    sites: [hq]
    customers: [lanqiao, herun]
    channels: [phone, portal]
    targets:
      availability: 99.5 %
      P1: {response: 15 min, resolution: 4 h, hours: 24x7}
      P2: {response: 30 min, resolution: 8 h}
      P3: {response: 2 h, resolution: 2 working days}
      P4: {response: 4 h, resolution: 5 working days}
      satisfaction: 90
    continuity: {rto: 4 h, rpo: 1 h, tolerable_outage: 8 h}
  - id: desk
    name: {zh: 桌面支持, en: Desktop support}
    type: desktop-support
    owner: service-desk-manager
    hours: 5x8
departments:
  - {id: management, name: {zh: 总经理室, en: Management}, head: {zh: 陈立, en: Chen Li}, headcount: 2}
  - {id: delivery, name: {zh: 服务交付部, en: Service Delivery}, head: 周启明, headcount: 20}
roles:
  top-management: {person: {zh: 陈立, en: Chen Li}, department: management}
  management-representative: {person: 何静, department: management, deputy: 林敏}
  service-delivery-manager: {person: 周启明, department: delivery}
  service-desk-manager: {person: 林敏, department: delivery}
  incident-manager: {person: 韩磊, department: delivery, deputy: 林敏, title: {zh: 事件主管, en: Incident Lead}}
suppliers:
  - id: carrier
    name: {zh: 申脉通信, en: Shenmai Telecom}
    class: A
    provides: {zh: 专线, en: leased lines}
    services: [ops]
    contract_end: 2027-12-31
    targets:
      P1: {response: 10 min, resolution: 2 h}
tools: {ticketing: ServiceDesk Plus, monitoring: Zabbix}
facts: {uses_cloud: true, allows_byod: false}
targets: {first_line_resolution: 60 %}
service_desk: {phone: "400-000-0180", email: desk@cloudridge.example, hours: 24x7}
escalation:
  steps:
    - {at: 50 %, P1: incident-manager, P2: {zh: 二线工程师, en: second line}}
    - {at: 100 %, P1: top-management, P2: incident-manager}
call_tree:
  - {role: incident-manager, phone: "8201", within: 5 min}
retention: {incident-record: 3 years}
document_control:
  code_pattern: "{org}-{system}-{code}"
  letters: {1: M, 2: P, 3: W, 4: F}
  revision_scheme: A/0
  classifications: {default: {zh: 内部公开, en: Internal}}
  review_interval: 12 months
  approver: top-management
dates:
  documents_issued: 2026-02-16
  trial_start: 2026-03-01
  internal_audit: 2026-06-08
  management_review: 2026-06-18
  stage_1: 2026-06-29
  stage_2: 2026-07-13
  certificate: 2026-08-10
custom: {parking: true, floors: 3, motto: {zh: 稳, en: Steady}}
"""


def profile_yaml(changes: Mapping[str, object] | None = None, **top: object) -> str:
    """Return the text of a sound profile with fields set: by path in `changes`, top-level keys (or a__b for a.b) by name."""
    wanted = {**(changes or {}), **{name.replace("__", "."): value for name, value in top.items()}}
    return rewrite(PROFILE, wanted) if wanted else PROFILE


def profile(changes: Mapping[str, object] | None = None, **top: object) -> Profile:
    """Return a sound profile with fields set, as `profile_yaml` sets them."""
    return read_profile(profile_yaml(changes, **top), "profile.yaml").profile
