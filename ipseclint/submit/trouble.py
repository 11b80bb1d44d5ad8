"""What can go wrong with a call: its kind decides what is done next, its words tell the reader what to do.

Codes: page of 2019-09-06, Chinese pages of 2021-03, common RPC codes, and the codes that the Terraform
provider 1.289 (2026-08-21) retries."""

from __future__ import annotations

import enum


class Kind(enum.Enum):
    """What an answer means for the call."""

    REFUSED = "refused"  # it did not take effect, and asking again will not help
    BUSY = "busy"  # it did not take effect, and asking again later helps
    UNCLEAR = "unclear"  # nobody knows whether it took effect
    CHECKED = "checked"  # a dry run passed


class Scope(enum.Enum):
    """What else the same trouble will meet."""

    CONNECTION = "connection"
    GATEWAY = "gateway"
    ACCOUNT = "account"


class Trouble(Exception):
    """A call that did not answer as asked. `message` is scrubbed; `status` is 0 when there was no answer;
    `wait` are seconds that the service asks for."""

    def __init__(
        self, kind: Kind, code: str, message: str, request_id: str = "", status: int = 0, wait: float = 0.0
    ) -> None:
        super().__init__(code)
        self.kind = kind
        self.code = code
        self.message = message
        self.request_id = request_id
        self.status = status
        self.wait = wait

    @property
    def scope(self) -> Scope:
        return _advice(self.code)[0]

    def told(self) -> str:
        """In words: what it means, what to do, and what the service said."""
        said = f" The service says: {self.message}" if self.message else ""
        reference = f", request {self.request_id}" if self.request_id else ""
        return f"{_advice(self.code)[1]}{said} ({self.code}{reference})"

    def again(self, seconds: float) -> str:
        """For progress: what happened, and that it is tried again."""
        return f"{self.code}; trying again in {seconds:.1f} s"


class SetUp(Exception):
    """Something to set right before anything can be asked; the message says what, in one line."""


NO_ANSWER, NOT_JSON, UNREACHABLE = "NoAnswer", "NotJson", "Unreachable"
NOT_FOUND = "InvalidVpnConnectionInstanceId.NotFound"
ALREADY_EXISTS = "InvalidVpnConnection.AlreadyExists"

# Retried by the Terraform provider for these calls; the last three for other resources of the VPC.
_BUSY = frozenset(
    (
        "VpnGateway.Configuring",
        "Appliance.Configuring",
        "VpnConnection.Configuring",
        "VpnRouteEntry.Configuring",
        "VpnTask.CONFLICT",
        "TaskConflict",
        "OperationConflict",
        "Rejected.Throttling",
        "SystemBusy",
        "LastTokenProcessing",
        "IncorrectStatus",
    )
)
_UNCLEAR = frozenset((NO_ANSWER, NOT_JSON, UNREACHABLE, "InternalError", "ServiceUnavailable", "UnknownError"))

_C, _G, _A = Scope.CONNECTION, Scope.GATEWAY, Scope.ACCOUNT
_BUSY_ACCOUNT = "The account asks more often than it may: run again later, or with a lower --jobs."
# The first entry that the code begins with counts, so longer ones come first.
_ADVICE: tuple[tuple[str, Scope, str], ...] = (
    ("DryRunOperation", _C, "The service would accept the request."),
    ("InvalidAccessKeyId", _A, "The service does not know this access key, or it is disabled."),
    ("InvalidSecurityToken", _A, "The temporary credentials are malformed or have expired: get new ones."),
    ("SignatureDoesNotMatch", _A, "The access key secret does not belong to this access key id."),
    ("IncompleteSignature", _A, "The signature was refused: check the credentials."),
    ("IllegalTimestamp", _A, "This machine's clock is wrong by more than 15 minutes: set it."),
    ("SignatureNonceUsed", _A, "The request was replayed on the way: run again."),
    ("InvalidRegionId", _G, "The service does not know this region: check RegionId."),
    ("Forbidden.RiskControl", _A, "Alibaba Cloud's risk control blocks the account: ask its support."),
    ("Forb", _G, "The account may not do this: have RAM grant vpc:CreateVpnConnection and vpc:Describe*."),
    ("NoPermission", _G, "The account may not do this: have RAM grant it."),
    ("InvalidVpnGatewayInstanceId", _G, "There is no such VPN gateway in this region: check VpnGatewayId."),
    ("InvalidCustomerGatewayInstanceId", _C, "There is no such customer gateway in this region."),
    (NOT_FOUND, _C, "The connection does not exist (any more)."),
    (ALREADY_EXISTS, _C, "Another connection has the same peer and selectors: see ipseclint diff."),
    (
        "QuotaExceeded.PolicyBasedRoute",
        _G,
        "The gateway has no room for so many routes: summarise the CIDRs.",
    ),
    ("Quota", _G, "A quota is used up: remove what is not needed, or ask for more."),
    ("Resource.QuotaFull", _G, "The gateway has as many connections as its quota allows: ask for more."),
    ("VpnGateway.FinancialLocked", _G, "The gateway is locked for unpaid bills: settle them first."),
    ("VpnGateway.Configuring", _G, "The gateway is busy with another change: run again later."),
    (
        "IllegalParam",
        _C,
        "The service does not take a value: subnets are network addresses.",
    ),
    (
        "VpnConnection.InvalidCreateTunnelOptions",
        _C,
        "The tunnels do not fit the gateway: a dual-tunnel one needs TunnelOptionsSpecification with a master "
        "and a slave, a single-tunnel one must not have it.",
    ),
    ("IdempotentParameterMismatch", _C, "An earlier attempt had another pre-shared key: see ipseclint diff."),
    ("Duplicated.ClientToken", _C, "An earlier attempt used the same token: see ipseclint diff."),
    ("Missing", _C, "The service misses a field."),
    ("Illegal", _C, "The service does not take a value."),
    ("Invalid", _C, "The service does not take a value."),
    ("Throttling", _G, _BUSY_ACCOUNT),
    ("Rejected.Throttling", _G, _BUSY_ACCOUNT),
    (UNREACHABLE, _A, "The endpoint cannot be reached: check the region, the network, and the proxy."),
    (NOT_JSON, _G, "The answer is not the service's own: a proxy or portal on the way may have sent it."),
    (NO_ANSWER, _G, "The connection broke, or time ran out, before there was an answer."),
    ("InternalError", _G, "The service failed by itself: run again later."),
    ("ServiceUnavailable", _G, "The service is not available: run again later."),
)


def _advice(code: str) -> tuple[Scope, str]:
    for prefix, scope, words in _ADVICE:
        if code.startswith(prefix):
            return scope, words
    return Scope.CONNECTION, "The service refused the call."


def kind_of(status: int, code: str) -> Kind:
    """What an error answer means. 4xx codes that are not known are taken as final."""
    if code == "DryRunOperation":
        return Kind.CHECKED
    if code in _BUSY or code.startswith("Throttling"):
        return Kind.BUSY
    if code in _UNCLEAR or status >= 500 or status == 0:
        return Kind.UNCLEAR
    return Kind.REFUSED
